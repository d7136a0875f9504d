"""Zalo Bot's updates as plain dictionaries: what is known before storing them, and what they mean.

A poll answers `{"ok": true, "result": update}`; webhooks bring the same or the update alone. Nothing here
trusts a field to be there or to have its documented type: a field that is odd reads as absent.
Source: https://docs.zaloplatforms.com/docs/BOT (getUpdates, webhook), and what was seen to come.
"""

import hashlib
from datetime import UTC, datetime
from typing import Final

import orjson

from bot.channels.base import FileRef, Received
from bot.channels.reading import Json, fields, load, whole, word
from bot.channels.words import line, lines
from handlers.events import STICKER, Attachment, Event

PROBE: Final = "webhook.test"
_SAID: Final = frozenset(
    f"message.{kind}.received" for kind in ("text", "image", "voice", "sticker", "unsupported")
)
_PHOTO: Final = "message.image.received"
_STICKER: Final = "message.sticker.received"
_MILLISECONDS_FROM: Final = 10**11  # as seconds this is the year 5138
_LONGEST_ID: Final = 200


def unwrap(body: object) -> Json:
    """The update itself, out of its envelope where it has one."""
    return fields(fields(body).get("result")) or fields(body)


def name_of(body: object) -> str:
    """The name of an update's event, all that a log may say of it."""
    return line(word(unwrap(body).get("event_name")))[:_LONGEST_ID] or "nothing"


def is_known(body: object) -> bool:
    """Whether it is an event that somebody has written or sent something."""
    return name_of(body) in _SAID


def read(body: object) -> Received | None:
    """What must be known before an update is stored; None where it is of no use here.

    Of use is what a person does in a private chat, also what this service does not know yet. What comes from
    groups and other bots, or without anybody who could be answered, is not.
    """
    update = unwrap(body)
    message = fields(update.get("message"))
    address = _address(message)
    if not address or fields(message.get("from")).get("is_bot") is True:
        return None
    raw = orjson.dumps(update)
    return Received(
        external_id=_id(message) or _checksum(update),
        address=address,
        raw=raw,
        at=_when(message),
        files=_files(message),
    )


def parse(raw: bytes, attachments: tuple[Attachment, ...]) -> Event:
    """The event an update stands for. Never raises: what can't be understood is "unsupported"."""
    try:
        update = unwrap(load(raw))
    except ValueError:
        return Event("unsupported")
    message, name = fields(update.get("message")), name_of(update)
    at = _when(message)
    if name not in _SAID:
        return Event("other", at=at)
    text = lines(word(message.get("text")) or word(message.get("caption")))
    if attachments or _files(message):
        return Event("file", text, attachments=attachments, at=at)
    if name == _PHOTO:  # a picture whose address was left out
        return Event("file", text, attachments=(Attachment(problem="file.unavailable"),), at=at)
    command, _, value = text.strip().partition(" ")
    if command == "/start":
        return Event("start", value=value.strip(), at=at)
    if not text and name == _STICKER:
        return Event("unsupported", value=STICKER, at=at)
    return Event("text" if text else "unsupported", text, at=at)


def _address(message: Json) -> str:
    """The private chat, which has its person's id."""
    chat = fields(message.get("chat"))
    if (word(chat.get("chat_type")) or "PRIVATE") != "PRIVATE":
        return ""
    return line(word(chat.get("id")) or word(fields(message.get("from")).get("id")))[:_LONGEST_ID]


def _id(message: Json) -> str:
    given = line(word(message.get("message_id")))
    return given if len(given) <= _LONGEST_ID else ""


def _checksum(update: Json) -> str:
    """Stands for an id where there is none: the same update again is a duplicate all the same."""
    return "sha256:" + hashlib.sha256(orjson.dumps(update, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _when(message: Json) -> datetime | None:
    """When it was written (UTC); documented in milliseconds, and seen in seconds."""
    stamp = whole(message.get("date"))
    if not stamp:
        return None
    try:
        return datetime.fromtimestamp(stamp / 1000 if stamp >= _MILLISECONDS_FROM else stamp, UTC)
    except (OverflowError, ValueError, OSError):
        return None


def _files(message: Json) -> tuple[FileRef, ...]:
    """Photos and recordings come as addresses, under names that differ from the documented ones."""
    if photo := _photo(message):
        return (FileRef(photo, "photo", mime="image/jpeg"),)
    if voice := line(word(message.get("voice_url"))):
        return (FileRef(voice, "voice", mime="audio/aac"),)
    return ()


def _photo(message: Json) -> str:
    several = message.get("photos")
    first = fields(several[0]).get("url") if isinstance(several, list) and several else ""
    given = (message.get("photo_url"), message.get("photo"), first)
    return next((url for one in given if (url := line(word(one)))), "")
