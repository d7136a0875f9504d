"""Telegram's updates as plain dictionaries: what is known before storing them, and what they mean.

Nothing here trusts a field to be there or to have its documented type: a field that is odd reads as absent.
Source: https://core.telegram.org/bots/api#update
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

import orjson

from bot.channels.base import FileRef, Received
from bot.channels.words import line, lines
from handlers.events import Attachment, Event, FileKind

ALLOWED: Final = ("message", "edited_message", "callback_query", "my_chat_member")

_Json = Mapping[str, Any]
_NOTHING: Final[_Json] = {}

_MEDIA: Final[tuple[tuple[str, FileKind], ...]] = (
    ("voice", "voice"),
    ("audio", "voice"),
    ("video", "video"),
    ("video_note", "video"),
    ("document", "document"),
)

# What Telegram itself writes into a private chat: nobody said anything, so nothing is answered.
_SERVICE: Final = frozenset(
    {
        "pinned_message",
        "message_auto_delete_timer_changed",
        "write_access_allowed",
        "chat_background_set",
        "boost_added",
        "users_shared",
        "chat_shared",
        "connected_website",
        "passport_data",
        "successful_payment",
        "refunded_payment",
        "proximity_alert_triggered",
        "gift",
        "unique_gift",
        "checklist_tasks_done",
        "checklist_tasks_added",
        "forum_topic_created",
        "forum_topic_edited",
        "forum_topic_closed",
        "forum_topic_reopened",
        "migrate_to_chat_id",
        "migrate_from_chat_id",
    }
)


def load(payload: bytes) -> Any:
    """JSON that may hold broken UTF-8 or half a surrogate pair, as cut texts do; such letters become "?".

    Raises ValueError for what is no JSON at all.
    """
    try:
        return orjson.loads(payload)
    except orjson.JSONDecodeError:
        lenient = json.loads(payload.decode("utf-8", "replace"), parse_constant=lambda _: None)
        return orjson.loads(json.dumps(lenient, ensure_ascii=False).encode("utf-8", "replace"))


def type_of(update: object) -> str:
    """The name of an update's type, all that a log may say of it."""
    return next((key for key in _dict(update) if key != "update_id"), "nothing")


def callback_id(update: object) -> str:
    """The id a pressed button waits under for its answer, "" for other updates."""
    return _str(_dict(_dict(update).get("callback_query")).get("id"))


def read(update: object) -> Received | None:
    """What must be known before an update is stored; None where it is of no use here.

    Of use is what a person does in a private chat. Groups, channels, other bots and Telegram's own remarks
    are not; that a group has moved is told by the next send (`SendError.moved_to`).
    """
    update = _dict(update)
    external_id, (kind, body) = _int(update.get("update_id")), _body(update)
    chat = _chat(kind, body)
    if external_id is None or chat is None or _dict(body.get("from")).get("is_bot") is True:
        return None
    if kind in {"message", "edited_message"} and not _says_something(kind, body):
        return None
    return Received(
        external_id=str(external_id),
        address=str(chat),
        raw=orjson.dumps(update),
        at=_when(kind, body),
        files=_files(body),
    )


def parse(raw: bytes, attachments: tuple[Attachment, ...]) -> Event:
    """The event an update stands for. Never raises: what can't be understood is "unsupported"."""
    try:
        update = _dict(load(raw))
    except ValueError:
        update = _NOTHING
    kind, body = _body(update)
    language = _str(_dict(body.get("from")).get("language_code"))
    at = _when(kind, body)
    if kind == "callback_query":
        value = line(_str(body.get("data")))
        return Event("choice" if value else "unsupported", value=value, language=language)
    if kind == "my_chat_member":
        status = _str(_dict(body.get("new_chat_member")).get("status"))
        return Event("stopped" if status in {"kicked", "left"} else "revived", at=at, language=language)
    return _message(kind, body, attachments, at, language)


def _message(
    kind: str, body: _Json, attachments: tuple[Attachment, ...], at: datetime | None, language: str
) -> Event:
    seq, group = _int(body.get("message_id")), _str(body.get("media_group_id"))
    text = _text(body)
    words = text.split(maxsplit=1)
    if kind == "edited_message":
        return Event("edited", text, "", attachments, at, seq, group, language)
    if words and words[0].partition("@")[0] == "/start":
        value = words[1].strip() if len(words) > 1 else ""
        return Event("start", value=value, at=at, seq=seq, language=language)
    quoted = _quoted(body)
    if attachments or _files(body):
        return Event("file", text, "", attachments, at, seq, group, language, quoted)
    return Event("text" if text else "unsupported", text, at=at, seq=seq, language=language, quoted=quoted)


def _body(update: _Json) -> tuple[str, _Json]:
    return next(((key, _dict(update[key])) for key in ALLOWED if key in update), ("", _NOTHING))


def _chat(kind: str, body: _Json) -> int | None:
    holder = _dict(body.get("message")) if kind == "callback_query" else body
    chat = _dict(holder.get("chat"))
    if not chat and kind == "callback_query":
        # The message of an old button may be gone; a private chat has its person's id.
        return _int(_dict(body.get("from")).get("id"))
    return _int(chat.get("id")) if chat.get("type") == "private" else None


def _says_something(kind: str, body: _Json) -> bool:
    if kind == "edited_message":  # a shared live location is "edited" every few seconds
        return bool(_text(body) or _files(body))
    return _SERVICE.isdisjoint(body)


def _text(body: _Json) -> str:
    """What was written; a sticker says its emoji, so a thumb is a yes whichever way it was sent."""
    return lines(
        _str(body.get("text")) or _str(body.get("caption")) or _str(_dict(body.get("sticker")).get("emoji"))
    )


def _quoted(body: _Json) -> str:
    """The message a person replied to, in the same chat."""
    number = _int(_dict(body.get("reply_to_message")).get("message_id"))
    return "" if number is None else str(number)


def _when(kind: str, body: _Json) -> datetime | None:
    """When it was written (UTC). A callback query has no time of its own; an edit counts from the edit."""
    if kind == "callback_query":
        return None
    stamp = _int(body.get("edit_date")) or _int(body.get("date"))
    try:
        return datetime.fromtimestamp(stamp, UTC) if stamp else None
    except (OverflowError, ValueError, OSError):
        return None


def _files(body: _Json) -> tuple[FileRef, ...]:
    """The file of a message: there is at most one, albums come as one message each."""
    photo = body.get("photo")
    if isinstance(photo, list) and photo:
        largest = max(map(_dict, photo), key=lambda size: _int(size.get("width")) or 0)
        return _file("photo", {**largest, "mime_type": "image/jpeg"})
    return next((_file(kind, _dict(body[field])) for field, kind in _MEDIA if field in body), ())


def _file(kind: FileKind, media: _Json) -> tuple[FileRef, ...]:
    ref = line(_str(media.get("file_id")))
    if not ref:
        return ()
    name, mime = line(_str(media.get("file_name"))), line(_str(media.get("mime_type")))
    size, seconds = _int(media.get("file_size")) or 0, _int(media.get("duration"))
    return (FileRef(ref, kind, name, mime, size, seconds),)


def _dict(value: object) -> _Json:
    return value if isinstance(value, dict) else _NOTHING


def _str(value: object) -> str:
    return value if isinstance(value, str) else ""


def _int(value: object) -> int | None:
    return value if type(value) is int else None
