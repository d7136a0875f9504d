"""Messages as finished calls. Pure. Limits: https://developers.zalo.me

A call's body is what the platform takes, and beside it, for `send` and `may_push` alone: `upload` (a file's
name and type), `push` (the text's key and its parameters, for a template).
"""

import unicodedata
from collections.abc import Sequence
from typing import Any, Final

import orjson

from bot.channels.base import Call, Label, Message
from bot.channels.words import split, titled, with_choices
from bot.channels.zalo_oa.config import Buttons
from bot.channels.zalo_oa.updates import OURS
from handlers.events import Attachment

TEXT_LIMIT: Final = 2000  # UTF-16 code units
MOST_BUTTONS: Final = 5
CS: Final = "cs"
CARRIES: Final = {
    "image/jpeg": 2**20,
    "image/png": 2**20,
    "application/pdf": 5 * 2**20,
    "application/msword": 5 * 2**20,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": 5 * 2**20,
}
"""How many bytes of what can be uploaded."""

_BUTTON_TITLE: Final = 35  # sources say 35 and 100
_CARD_TITLE, _CARD_SUBTITLE = 100, 500


def render(message: Message, address: str, buttons: Buttons, logo_url: str) -> list[Call]:
    """Files first, then the text with its choices as lines, and as buttons where they are on; a card that
    asks for a phone number stands last.

    Raises ValueError for what the platform would refuse.
    """
    parts = split(unicodedata.normalize("NFC", with_choices(message)), TEXT_LIMIT)
    shown: list[dict[str, Any]] = [_file(file) for file in message.files]
    shown += [{"message": {"text": part}} for part in parts]
    if message.choices and buttons != "lines":
        shown[-1]["message"]["attachment"] = _buttons(message.choices, buttons)
    if message.contact and logo_url:
        shown.append({"message": {"attachment": _card(message.text, logo_url)}})
    first_text = len(message.files)
    calls = []
    for place, body in enumerate(shown):
        if message.push:  # a template takes the place of the whole, so it goes out once
            body["push"] = {"key": message.key, "params": message.params if place == first_text else None}
        calls.append(_call(address, body, message.files[place].sha256 if place < first_text else ""))
    return calls


def without_buttons(body: dict[str, Any]) -> dict[str, Any] | None:
    """The same message without its buttons, as its lines say it all; None where it has none."""
    attachment = body["message"].get("attachment", {})
    if "buttons" not in attachment.get("payload", {}):
        return None
    return {**body, "message": {"text": body["message"]["text"]}}


def attached(about: dict[str, str], token: str) -> dict[str, Any]:
    """A message that shows an uploaded file."""
    if about["mime"].startswith("image/"):
        element = {"media_type": "image", "attachment_id": token}
        return {"attachment": _template("media", elements=[element])}
    return {"attachment": {"type": "file", "payload": {"token": token}}}


def _call(address: str, body: dict[str, Any], sha256: str) -> Call:
    files = {"upload": sha256} if sha256 else {}
    return Call(CS, orjson.dumps({"recipient": {"user_id": address}, **body}), files)


def _file(file: Attachment) -> dict[str, Any]:
    if file.size > CARRIES.get(file.mime, 0):
        raise ValueError(f"{file.size} bytes of {file.mime} can't be uploaded")
    return {"upload": {"name": " ".join(file.name.split()), "mime": file.mime}}


def _buttons(choices: Sequence[Label], buttons: Buttons) -> dict[str, Any]:
    shown = [
        {
            "title": _cut(titled(choice), _BUTTON_TITLE),
            "type": "oa.query.hide",
            "payload": OURS + choice.value,
        }
        for choice in choices[:MOST_BUTTONS]
    ]
    if buttons == "template":
        return _template("button", buttons=shown)
    return {"type": "template", "payload": {"buttons": shown}}


def _card(text: str, logo_url: str) -> dict[str, Any]:
    title, _, rest = unicodedata.normalize("NFC", text).strip().partition("\n")
    subtitle = _cut(" ".join(rest.split()) or title, _CARD_SUBTITLE)
    element = {"title": _cut(title, _CARD_TITLE), "subtitle": subtitle, "image_url": logo_url}
    return _template("request_user_info", elements=[element])


def _template(kind: str, **payload: Any) -> dict[str, Any]:
    return {"type": "template", "payload": {"template_type": kind, **payload}}


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
