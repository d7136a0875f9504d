"""Events of the account as plain dictionaries: what is known before storing them, and what they mean.

Nothing here trusts a field to be there or to have its documented type: a field that is odd reads as absent.
Source: https://developers.zalo.me
"""

import hashlib
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from bot.channels.base import FileRef, Received
from bot.channels.reading import Json, fields, load_fields, word
from bot.channels.words import line, lines
from handlers.events import STICKER, Attachment, Event, FileKind

OURS: Final = "#sk:"
"""What a button of ours begins with: it comes back as a text, and anybody may type it."""

_ID: Final = re.compile(r"[0-9A-Za-z_.:-]{1,64}")
_SAID: Final = "user_send_"
_BY_HAND: Final = "oa_send_"
_STICKER: Final = "user_send_sticker"

_PLAIN: Final[Mapping[str, Any]] = {
    "follow": "revived",
    "unfollow": "stopped",
    "user_click_chatnow": "start",
    "user_withdraw": "withdrawn",
}
_INFO: Final = "user_submit_info"
_OPENS: Final = frozenset({"follow", "user_click_chatnow"})  # and every message
_MEDIA: Final[Mapping[str, FileKind]] = {
    "image": "photo",
    "gif": "photo",
    "file": "document",
    "audio": "voice",
    "video": "video",
}


def name_of(update: Json) -> str:
    """The event's name, fit for a log."""
    return line(word(update.get("event_name")))[:64]


def foreign(update: Json, app_id: str, oa_id: str) -> bool:
    """Whether it names another app or another account than ours."""
    accounts = [update.get("oa_id"), update.get("oaId")]
    name = name_of(update)
    if name.startswith((_SAID, _INFO)):
        accounts.append(fields(update.get("recipient")).get("id"))
    elif name.startswith(_BY_HAND):
        accounts.append(fields(update.get("sender")).get("id"))
    named = [account for account in map(_id, accounts) if account]
    return _id(update.get("app_id")) not in {"", app_id} or any(account != oa_id for account in named)


def read(raw: bytes, update: Json) -> Received | None:
    """What must be known before an event is stored; None where nobody did anything: receipts, our own
    messages, changes of the account, groups, visitors without an id."""
    name = name_of(update)
    address = _person(name, update)
    if not address or not _of_use(name, update):
        return None
    return Received(
        external_id=_key(name, update, address),
        address=address,
        raw=raw,
        at=_when(update),
        files=_files(update),
        opens=name in _OPENS or name.startswith(_SAID),
    )


def parse(raw: bytes, attachments: tuple[Attachment, ...], human_minutes: int) -> Event:
    """The event an update stands for. Never raises: what can't be understood is "unsupported", or "other"
    where nobody said anything."""
    update = load_fields(raw)
    name, at = name_of(update), _when(update)
    if name in _PLAIN:
        return Event(_PLAIN[name], at=at)
    if name == _INFO:
        return _contact(update, at)
    if name.startswith(_BY_HAND) and _of_use(name, update):
        return Event("human", value=str(human_minutes), at=at)
    if name.startswith(_SAID):
        return _message(update, attachments, at)
    return Event("other", at=at)


def loud(update: Json) -> str:
    """What a change of the account means that a person must know of, "" for others."""
    match name_of(update):
        case "change_template_status" if _state(update, "status", "new_status") == "REJECT":
            return f"template {_id(update.get('template_id'))} is rejected: {_words(update.get('reason'))}"
        case "change_oa_daily_quota":
            before, after = _state(update, "quota", "prev_value"), _state(update, "quota", "new_value")
            return f"the daily quota was {before} and is {after}"
    return ""


def _state(update: Json, part: str, name: str) -> str:
    value = fields(update.get(part)).get(name)
    return str(value) if type(value) is int else _words(value)


def _words(value: object) -> str:
    return line(word(value))[:200]


def _message(update: Json, attachments: tuple[Attachment, ...], at: datetime | None) -> Event:
    message = fields(update.get("message"))
    text, quoted = lines(word(message.get("text"))).strip(), _id(message.get("quote_msg_id"))
    if files := _files(update):
        missing = tuple(Attachment(name=file.name, problem="file.unavailable") for file in files)
        return Event("file", text, attachments=attachments or missing, at=at, quoted=quoted)
    if text.startswith(OURS) and (value := line(text.removeprefix(OURS))):
        return Event("choice", value=value, at=at)
    if not text and name_of(update) == _STICKER:
        return Event("unsupported", value=STICKER, at=at)
    command, _, payload = text.partition(" ")
    if command == "/start":  # there are no links that say it; it is typed, as it stands on a notice
        return Event("start", value=payload.strip(), at=at)
    return Event("text" if text else "unsupported", text, at=at, quoted=quoted)


def _contact(update: Json, at: datetime | None) -> Event:
    """A phone number that was shared. Older events have it at other places."""
    told = word(fields(update.get("message")).get("text"))
    info = fields(update.get("info")) or fields(update.get("user_info")) or load_fields(told.encode())
    given = info.get("phone")
    phone = line(str(given) if type(given) is int else word(given)).strip()
    return Event("contact", line(word(info.get("name"))), phone, at=at) if phone else Event("other", at=at)


def _person(name: str, update: Json) -> str:
    if name in {"follow", "unfollow"}:
        return _id(fields(update.get("follower")).get("id"))
    if name.startswith(_BY_HAND):
        return _id(fields(update.get("recipient")).get("id"))
    return _id(update.get("user_id")) or _id(fields(update.get("sender")).get("id"))


def _of_use(name: str, update: Json) -> bool:
    if name.startswith(_BY_HAND):  # without the id of a person it is the echo of what the service wrote
        return bool(_id(fields(update.get("sender")).get("admin_id"))) and "group" not in name
    return name in _PLAIN or name == _INFO or (name.startswith(_SAID) and "group" not in name)


def _key(name: str, update: Json, address: str) -> str:
    """The same for each delivery of an event."""
    if message := _id(fields(update.get("message")).get("msg_id")):
        return f"{name}:{message}"
    about = "|".join((name, word(update.get("timestamp")), address))
    return hashlib.sha256(about.encode()).hexdigest()[:40]


def _when(update: Json) -> datetime | None:
    """When it happened (UTC); milliseconds since 1970, as a text."""
    stamp = stamp_of(update)
    try:
        return datetime.fromtimestamp(int(stamp) / 1000, UTC) if stamp.isdecimal() else None
    except (OverflowError, ValueError, OSError):
        return None


def stamp_of(update: Json) -> str:
    """The event's own time, as it is signed."""
    given = update.get("timestamp")
    return str(given) if type(given) is int else word(given)


def _files(update: Json) -> tuple[FileRef, ...]:
    listed = fields(update.get("message")).get("attachments")
    found = map(_file, listed) if isinstance(listed, list) else ()
    return tuple(file for file in found if file is not None)


def _file(attachment: object) -> FileRef | None:
    """A file waits at an address of its own; behind "#" its checksum (MD5), where it is told."""
    about = fields(attachment)
    kind, payload = _MEDIA.get(word(about.get("type"))), fields(about.get("payload"))
    url = line(word(payload.get("url"))).partition("#")[0]
    if kind is None or not url:
        return None
    checksum, size = _id(payload.get("checksum")), word(payload.get("size"))
    count = int(size) if size.isascii() and size.isdecimal() and len(size) < 16 else 0
    return FileRef(f"{url}#{checksum}" if checksum else url, kind, line(word(payload.get("name"))), "", count)


def _id(value: object) -> str:
    """Ids are texts: as numbers they are beyond what JSON keeps whole."""
    return value if isinstance(value, str) and _ID.fullmatch(value) else ""
