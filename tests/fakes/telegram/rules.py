"""What Telegram refuses, in its words, and the faults that can be set."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import orjson

Params = Mapping[str, Any]
Fault = Literal["429", "500", "502", "drop", "lost"]
"""An answer with that status; "drop": cut before acting; "lost": acted, then cut without an answer."""

PHOTO_LIMIT, UPLOAD_LIMIT, DOWNLOAD_LIMIT = 10 * 2**20, 50 * 2**20, 20 * 2**20
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"RIFF", b"BM")


class Refusal(Exception):
    """An answer that is not ok."""

    def __init__(self, status: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters


def bad(description: str) -> Refusal:
    return Refusal(400, f"Bad Request: {description}")


@dataclass
class Faults:
    """Shares (0 to 1) of the calls whose method begins with one of `methods`; `duplicate` is of updates.

    `retry_after` comes with each 429, in seconds. `latency_ms` delays every answer but getUpdates'.
    """

    too_many: float = 0.0
    retry_after: int = 1
    error_500: float = 0.0
    error_502: float = 0.0
    drop: float = 0.0
    lost: float = 0.0
    duplicate: float = 0.0
    latency_ms: float = 0.0
    methods: tuple[str, ...] = ("send", "edit", "delete")

    def draw(self, method: str, dice: random.Random) -> Fault | None:
        shares: tuple[tuple[Fault, float], ...] = (
            ("429", self.too_many),
            ("500", self.error_500),
            ("502", self.error_502),
            ("drop", self.drop),
            ("lost", self.lost),
        )
        if not any(share for _, share in shares) or not method.startswith(tuple(self.methods)):
            return None
        point = dice.random()
        for fault, share in shares:
            point -= share
            if point < 0:
                return fault
        return None


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def text(params: Params, limit: int = 4096) -> str:
    given = params.get("text")
    if given is not None and not isinstance(given, str):
        raise bad("can't parse text: expected a string")
    trimmed = (given or "").strip()
    if not trimmed:
        raise bad("message text is empty")
    if units(trimmed) > limit:
        raise bad("message is too long")
    return trimmed


def decoded(params: Params, name: str) -> Any:
    """A value that is an object or list: JSON in itself where the call was a form."""
    value = params.get(name)
    if not isinstance(value, str):
        return value
    try:
        return orjson.loads(value) if value else None
    except orjson.JSONDecodeError:
        raise bad(f"can't parse {name.replace('_', ' ')} JSON object") from None


def integer(params: Params, name: str, default: int = 0) -> int:
    value = params.get(name, default)
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        raise bad(f"{name} must be an integer")
    try:
        return int(value)
    except ValueError:
        raise bad(f"{name} must be an integer") from None


def markup(params: Params) -> dict[str, Any] | None:
    """A checked inline keyboard; None without one. Other kinds of markup are let through unseen."""
    value = decoded(params, "reply_markup")
    if value is None:
        return None
    if not isinstance(value, dict):
        raise bad("object expected as reply markup")
    rows = value.get("inline_keyboard")
    if rows is None:
        return None
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad("can't parse inline keyboard: expected an array of arrays")
    for row in rows:
        for button in row:
            _button(button)
    return {"inline_keyboard": [row for row in rows if row]}


def _button(button: Any) -> None:
    if not isinstance(button, dict) or not isinstance(button.get("text"), str):
        raise bad('can\'t parse inline keyboard button: Field "text" must be of type String')
    if not button["text"].strip():
        raise bad("can't parse inline keyboard button: text is empty")
    if "url" in button:
        return
    data = button.get("callback_data")
    if data is None:
        raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if not isinstance(data, str) or not 1 <= len(data.encode()) <= 64:
        raise bad("BUTTON_DATA_INVALID")


def upload(field: str, data: bytes) -> None:
    if not data:
        raise bad("file must be non-empty")
    if len(data) > UPLOAD_LIMIT:
        raise Refusal(413, "Request Entity Too Large")
    if field == "photo" and len(data) > PHOTO_LIMIT:
        raise bad("file is too big for a photo")
    if field == "photo" and not data.startswith(_PICTURES):
        raise bad("IMAGE_PROCESS_FAILED")
