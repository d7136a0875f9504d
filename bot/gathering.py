"""Several pushes that wait for the same person as one call. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

import orjson

from bot.channels.base import Call

BETWEEN: Final = "\n\n"


def fitting(calls: Sequence[Call], place: str, most: int) -> int:
    """How many of some calls, from the first on, can go out as one with at most `most` UTF-16 units of text;
    the first always can. `place`: where in a body its text stands (`Capabilities.gathers`)."""
    length = 0
    for count, call in enumerate(calls):
        text = _text(call, place)
        if text is None or call.files or call.method != calls[0].method:
            return max(1, count)
        length += _units(text) + (_units(BETWEEN) if count else 0)
        if length > most:
            return max(1, count)
    return len(calls)


def gathered(calls: Sequence[Call], place: str) -> Call:
    """The first call, saying what all of them say."""
    if len(calls) == 1:
        return calls[0]
    body = orjson.loads(calls[0].body)
    *above, last = place.split(".")
    inner = body
    for name in above:
        inner = inner[name]
    inner[last] = BETWEEN.join(filter(None, (_text(call, place) for call in calls)))
    return replace(calls[0], body=orjson.dumps(body))


def _text(call: Call, place: str) -> str | None:
    found: Any = orjson.loads(call.body)
    for name in place.split("."):
        found = found.get(name) if isinstance(found, dict) else None
    return found if isinstance(found, str) else None


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
