"""Telegram's updates as plain dictionaries: what is known before storing them, and what they mean.

Nothing here trusts a field to be there or to have its documented type: a field that is odd reads as absent.
Source: https://core.telegram.org/bots/api#update
"""

from datetime import UTC, datetime
from typing import Final

import orjson

from bot.channels.base import FileRef, Received
from bot.channels.reading import NOTHING, Json, fields, load_fields, whole, word
from bot.channels.words import line, lines
from handlers.events import Attachment, Event, FileKind

ALLOWED: Final = ("message", "edited_message", "callback_query", "my_chat_member")

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


def type_of(update: object) -> str:
    """The name of an update's type, all that a log may say of it."""
    return next((key for key in fields(update) if key != "update_id"), "nothing")


def callback_id(update: object) -> str:
    """The id a pressed button waits under for its answer, "" for other updates."""
    return word(fields(fields(update).get("callback_query")).get("id"))


def read(update: object) -> Received | None:
    """What must be known before an update is stored; None where it is of no use here.

    Of use is what a person does in a private chat. Groups, channels, other bots and Telegram's own remarks
    are not; that a group has moved is told by the next send (`SendError.moved_to`).
    """
    update = fields(update)
    external_id, (kind, body) = whole(update.get("update_id")), _body(update)
    chat = _chat(kind, body)
    if external_id is None or chat is None or fields(body.get("from")).get("is_bot") is True:
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
    update = load_fields(raw)
    kind, body = _body(update)
    language = word(fields(body.get("from")).get("language_code"))
    at = _when(kind, body)
    if kind == "callback_query":
        value = line(word(body.get("data")))
        return Event("choice" if value else "unsupported", value=value, language=language)
    if kind == "my_chat_member":
        status = word(fields(body.get("new_chat_member")).get("status"))
        return Event("stopped" if status in {"kicked", "left"} else "revived", at=at, language=language)
    return _message(kind, body, attachments, at, language)


def _message(
    kind: str, body: Json, attachments: tuple[Attachment, ...], at: datetime | None, language: str
) -> Event:
    seq, group = whole(body.get("message_id")), word(body.get("media_group_id"))
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


def _body(update: Json) -> tuple[str, Json]:
    return next(((key, fields(update[key])) for key in ALLOWED if key in update), ("", NOTHING))


def _chat(kind: str, body: Json) -> int | None:
    holder = fields(body.get("message")) if kind == "callback_query" else body
    chat = fields(holder.get("chat"))
    if not chat and kind == "callback_query":
        # The message of an old button may be gone; a private chat has its person's id.
        return whole(fields(body.get("from")).get("id"))
    return whole(chat.get("id")) if chat.get("type") == "private" else None


def _says_something(kind: str, body: Json) -> bool:
    if kind == "edited_message":  # a shared live location is "edited" every few seconds
        return bool(_text(body) or _files(body))
    return _SERVICE.isdisjoint(body)


def _text(body: Json) -> str:
    """What was written; a sticker says its emoji, so a thumb is a yes whichever way it was sent."""
    return lines(
        word(body.get("text")) or word(body.get("caption")) or word(fields(body.get("sticker")).get("emoji"))
    )


def _quoted(body: Json) -> str:
    """The message a person replied to, in the same chat."""
    number = whole(fields(body.get("reply_to_message")).get("message_id"))
    return "" if number is None else str(number)


def _when(kind: str, body: Json) -> datetime | None:
    """When it was written (UTC). A callback query has no time of its own; an edit counts from the edit."""
    if kind == "callback_query":
        return None
    stamp = whole(body.get("edit_date")) or whole(body.get("date"))
    try:
        return datetime.fromtimestamp(stamp, UTC) if stamp else None
    except (OverflowError, ValueError, OSError):
        return None


def _files(body: Json) -> tuple[FileRef, ...]:
    """The file of a message: there is at most one, albums come as one message each."""
    photo = body.get("photo")
    if isinstance(photo, list) and photo:
        largest = max(map(fields, photo), key=lambda size: whole(size.get("width")) or 0)
        return _file("photo", {**largest, "mime_type": "image/jpeg"})
    return next((_file(kind, fields(body[field])) for field, kind in _MEDIA if field in body), ())


def _file(kind: FileKind, media: Json) -> tuple[FileRef, ...]:
    ref = line(word(media.get("file_id")))
    if not ref:
        return ()
    name, mime = line(word(media.get("file_name"))), line(word(media.get("mime_type")))
    size, seconds = whole(media.get("file_size")) or 0, whole(media.get("duration"))
    return (FileRef(ref, kind, name, mime, size, seconds),)
