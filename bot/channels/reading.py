"""Reading what others wrote: a field that is odd reads as absent, and nothing raises but `load`."""

import json
from collections.abc import Mapping
from typing import Any, Final

import orjson

Json = Mapping[str, Any]
NOTHING: Final[Json] = {}


def load(payload: bytes) -> Any:
    """JSON that may hold broken UTF-8 or half a surrogate pair, as cut texts do; such letters become "?".

    Raises ValueError for what is no JSON at all.
    """
    try:
        return orjson.loads(payload)
    except orjson.JSONDecodeError:
        return _lenient(payload)


def _lenient(payload: bytes) -> Any:
    try:
        found = json.loads(payload.decode("utf-8", "replace"), parse_constant=lambda _: None)
        return orjson.loads(json.dumps(found, ensure_ascii=False).encode("utf-8", "replace"))
    except RecursionError:
        raise ValueError("nested too deeply") from None


def load_fields(payload: bytes) -> Json:
    """A JSON object; an empty one for what is none, or no JSON at all."""
    try:
        return fields(load(payload))
    except ValueError:
        return NOTHING


def fields(value: object) -> Json:
    """A JSON object, else an empty one."""
    return value if isinstance(value, dict) else NOTHING


def word(value: object) -> str:
    return value if isinstance(value, str) else ""


def whole(value: object) -> int | None:
    return value if type(value) is int else None
