"""What an answer's code means, as data, and what becomes of a call then.

Source: the tables of errors of the account's API and of templates, https://developers.zalo.me
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, Literal

from bot.channels.base import SendError
from bot.channels.http import unanswered
from bot.channels.reading import fields, load_fields, word
from bot.channels.zalo_oa.hours import after_night, tomorrow

Kind = Literal[
    "token", "rate", "again", "window", "recipient", "elsewhere", "template", "quota", "night", "content",
    "setup",
]  # fmt: skip

MEANINGS: Final[Mapping[Kind, tuple[int, ...]]] = {
    "token": (-124, -216, -220, -1241),
    "rate": (-32,),
    "again": (-100,),  # not known; where a file was sent: it has expired there
    "window": (-213, -230, -232),
    "recipient": (-217, -218, -227, -244),
    # They can't, or don't want to, be reached by templates.
    "elsewhere": (-108, -110, -114, -118, -119, -139, -140, -141, -249),
    "template": (-109, -131, -146),
    "quota": (-144, -147, -211, -1441, -1471, -1472),
    "night": (-133, -234),
    "content": (-111, -112, -116, -132, -201, -210, -233, -248, -1121, -1122, -1124),
    "setup": (
        -101, -102, -103, -104, -105, -115, -117, -120, -125, -126, -127, -135, -136, -137, -138, -145, -161,
        -162, -204, -205, -209, -212, -219, -221, -223, -224, -235, -240, -242, -320, -321, -1201, -1351,
        -1381, -14002, -14003,
    ),
}  # fmt: skip
"""-249 is a template that may not go to a Zalo id; -223 is a quota where its text says so."""

LOUD: Final[frozenset[Kind]] = frozenset({"setup", "template", "content"})
"""A person has to look at it."""

_KINDS: Final = {code: kind for kind, codes in MEANINGS.items() for code in codes}
_SOON: Final = 10.0  # seconds; rates are counted by the minute


class Refused(SendError):
    """A call failed. `code` is the platform's, 0 where there was none."""

    code: int = 0
    kind: Kind | None = None


def kind_of(code: int, text: str) -> Kind:
    """An unknown code is nobody's fault that waiting would mend: somebody has to look at it."""
    if code == -223 and "quota" in text.lower():
        return "quota"
    return _KINDS.get(code, "setup")


def judge(answer: tuple[int, bytes] | Exception, now: datetime, jitter: float) -> Mapping[str, Any]:
    """The `data` of an answer, from its HTTP status and body, or from what the transport raised.

    `jitter` (0 to 1) spreads what begins again at the same minute. Raises `Refused`; exceptions that are not
    the transport's are raised as they are.
    """
    if isinstance(answer, Exception):
        raise unanswered(answer, Refused) from None
    status, payload = answer
    body = load_fields(payload)
    code = body.get("error")
    if type(code) is not int:
        known = 400 <= status < 500
        raise Refused(f"unreadable answer ({status})", retry=not known or status == 429, known=known)
    if code == 0:
        return fields(body.get("data"))
    raise refusal(code, word(body.get("message"))[:200], now, jitter)


def refusal(code: int, text: str, now: datetime, jitter: float) -> Refused:
    """What an error code means for the call."""
    kind = kind_of(code, text)
    error = Refused(f"{kind} ({code}): {text}", **_fate(kind, now, jitter))
    error.code, error.kind = code, kind
    return error


def _fate(kind: Kind, now: datetime, jitter: float) -> dict[str, Any]:
    match kind:
        case "token" | "again":
            return {"retry": True}
        case "rate":
            return {"retry": True, "retry_after": _SOON * (1 + jitter)}
        case "night":
            return {"retry": True, "later": (after_night(now) - now).total_seconds() + 600 * jitter}
        case "quota":
            return {"retry": True, "later": (tomorrow(now) - now).total_seconds() + 600 * jitter}
        case "recipient":
            return {"reachable": False}
        case _:
            return {}
