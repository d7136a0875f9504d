"""What became of a call: the one place that tells failures apart."""

from http import HTTPStatus
from typing import Any, Final

from bot.channels.base import SendError
from bot.channels.http import unanswered
from bot.channels.reading import load_fields, whole, word

QUOTA_PAUSE: Final = 3600.0  # seconds: it may be the month's quota, and nothing says until when
EMPTY_POLL: Final = 408
_PERHAPS_DONE: Final = frozenset({403, 408})  # 403 is documented as "internal server error"


class Refused(SendError):
    """A call failed. `code` is Zalo's own, else the HTTP status; 0 where there was no answer."""

    code: int = 0


def judge(answer: tuple[int, bytes] | Exception) -> Any:
    """The result of a call, from its HTTP status and body, or from what the transport raised.

    `ok` decides, whatever the HTTP status. Returns a `Refused` instead of raising it; other exceptions than
    the transport's are raised as they are. Codes: https://docs.zaloplatforms.com/docs/BOT (error codes).
    """
    if isinstance(answer, Exception):
        return unanswered(answer, Refused)
    status, payload = answer
    body = load_fields(payload)
    if body.get("ok") is True:
        return body.get("result")
    if body.get("ok") is not False:
        return _refused(status, f"unreadable answer ({status})", retry=True, known=False)
    code = whole(body.get("error_code")) or status
    return _error(code, f"{code} {word(body.get('description'))}".strip())


def _error(code: int, why: str) -> Refused:
    if code == HTTPStatus.TOO_MANY_REQUESTS:
        return _refused(code, why, retry=True, retry_after=QUOTA_PAUSE)
    if code not in _PERHAPS_DONE and HTTPStatus.BAD_REQUEST <= code < HTTPStatus.INTERNAL_SERVER_ERROR:
        return _refused(code, why)
    return _refused(code, why, retry=True, known=False)


def _refused(code: int, why: str, **traits: Any) -> Refused:
    error = Refused(why, **traits)
    error.code = code
    return error
