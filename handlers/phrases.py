"""Phrases as JSON and back: what was said stands in sessions and in the outbox, to be said again."""

from datetime import date, datetime
from typing import Any

from handlers.events import Param, Phrase


def to_json(value: Param) -> Any:
    """Strings and numbers as they are; phrases, lines and dates as objects that say what they are."""
    if isinstance(value, Phrase):
        return {"key": value.key, "params": {name: to_json(param) for name, param in value.params.items()}}
    if isinstance(value, tuple):
        return [to_json(line) for line in value]
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    return value


def of_json(value: Any) -> Param:
    """What `to_json` wrote."""
    if isinstance(value, dict):
        if "moment" in value:
            return datetime.fromisoformat(value["moment"])
        if "day" in value:
            return date.fromisoformat(value["day"])
        return Phrase(value["key"], {name: of_json(param) for name, param in value["params"].items()})
    if isinstance(value, list):
        return tuple(line for line in map(of_json, value) if isinstance(line, Phrase))
    return value if isinstance(value, int) else str(value)
