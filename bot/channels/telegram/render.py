"""Messages as finished Bot API calls. Pure. Limits: https://core.telegram.org/bots/api#sendmessage"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

import orjson

from bot.channels.base import Call, Label, Message
from bot.channels.words import split, titled
from handlers.events import Attachment, FileKind

TEXT_LIMIT: Final = 4096  # UTF-16 code units
EDIT: Final = "editMessageText"
_DATA_LIMIT: Final = 64  # bytes
_LONG_LABEL: Final = 30  # more does not fit a phone's width
_SHORT_LABEL: Final = 12  # two of these fit side by side
_PHOTO_LIMIT: Final = 10 * 2**20  # larger pictures are taken as documents only
_UPLOAD_LIMIT: Final = 50 * 2**20

_METHODS: Final[dict[FileKind, tuple[str, str]]] = {
    "photo": ("sendPhoto", "photo"),
    "document": ("sendDocument", "document"),
    "voice": ("sendVoice", "voice"),
    "video": ("sendVideo", "video"),
}


def render(message: Message, address: str) -> list[Call]:
    """Files first, then the text with its buttons: the question stays at the bottom of the screen. What takes
    the place of an earlier message edits it, where it is one text alone.

    Raises ValueError for what Telegram would refuse.
    """
    chat = int(address)
    parts = split(_with_long_choices(message), TEXT_LIMIT)
    if message.edits and not message.files and len(parts) == 1:
        place = {"message_id": int(message.edits)}
        return [_text(chat, parts[0], {**place, **_keyboard(message.choices)}, EDIT)]
    keyboards = [_NO_KEYBOARD] * (len(parts) - 1) + [_keyboard(message.choices)]
    return [_upload(chat, file) for file in message.files] + [
        _text(chat, part, keyboard) for part, keyboard in zip(parts, keyboards, strict=True)
    ]


def anew(call: Call) -> Call:
    """An edit as a message of its own."""
    body = {name: value for name, value in orjson.loads(call.body).items() if name != "message_id"}
    return Call("sendMessage", orjson.dumps(body))


_Keyboard = dict[str, Any]
_NO_KEYBOARD: Final[_Keyboard] = {}


def _text(chat: int, text: str, keyboard: _Keyboard, method: str = "sendMessage") -> Call:
    body = {"chat_id": chat, "text": text, "link_preview_options": {"is_disabled": True}, **keyboard}
    return Call(method, orjson.dumps(body))


def _with_long_choices(message: Message) -> str:
    if all(len(choice.label) <= _LONG_LABEL for choice in message.choices):
        return message.text
    lines = (titled(choice) for choice in message.choices)
    return message.text.rstrip() + "\n\n" + "\n".join(lines)


def _keyboard(choices: Sequence[Label]) -> _Keyboard:
    if not choices:
        return _NO_KEYBOARD
    width = 2 if all(len(choice.label) <= _SHORT_LABEL for choice in choices) else 1
    buttons = [_button(choice) for choice in choices]
    rows = [buttons[start : start + width] for start in range(0, len(buttons), width)]
    return {"reply_markup": {"inline_keyboard": rows}}


def _button(choice: Label) -> dict[str, str]:
    if not 1 <= len(choice.value.encode()) <= _DATA_LIMIT:
        raise ValueError(f"a choice's value has 1 to {_DATA_LIMIT} bytes: {choice.value!r}")
    label = choice.label
    if len(label) > _LONG_LABEL:
        label = label[: _LONG_LABEL - 1].rstrip() + "…"
    return {"text": titled(replace(choice, label=label)), "callback_data": choice.value}


def _upload(chat: int, file: Attachment) -> Call:
    """The body describes the file under its field's name; the bytes take that place when it is sent."""
    if file.size > _UPLOAD_LIMIT:
        raise ValueError(f"a file of {file.size} bytes is more than Telegram takes")
    kind = "document" if file.kind == "photo" and file.size > _PHOTO_LIMIT else file.kind
    method, field = _METHODS[kind]
    about = {"file_name": " ".join(file.name.split()), "mime_type": file.mime}
    return Call(method, orjson.dumps({"chat_id": chat, field: about}), {field: file.sha256})
