"""What Telegram's updates mean, read from plain JSON."""

from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.base import FileRef
from bot.channels.reading import load
from bot.channels.telegram.updates import ALLOWED, parse, read
from handlers.events import Attachment, Event

AN = {"id": 7, "is_bot": False, "first_name": "An", "language_code": "vi"}
ROBOT = {"id": 8, "is_bot": True, "first_name": "Máy"}
CHAT = {"id": 7, "type": "private", "first_name": "An"}
GROUP = {"id": -100, "type": "supergroup", "title": "Tổ 1"}
WRITTEN = datetime(2026, 11, 20, 1, 2, 3, tzinfo=UTC)
DATE = int(WRITTEN.timestamp())
PDF = {"file_id": "d", "file_name": "Mẫu 1.pdf", "mime_type": "application/pdf", "file_size": 9}
STORED = Attachment("ab" * 32, 9, "document", "application/pdf", "Mẫu 1.pdf")


def message(**content: Any) -> dict[str, Any]:
    return {"update_id": 5, "message": {"message_id": 41, "from": AN, "chat": CHAT, "date": DATE, **content}}


def edited(**content: Any) -> dict[str, Any]:
    return {"update_id": 5, "edited_message": {**message(edit_date=DATE + 60)["message"], **content}}


def pressed(**content: Any) -> dict[str, Any]:
    shown = {"message_id": 40, "from": ROBOT, "chat": CHAT, "date": DATE - 9, "text": "?"}
    return {"update_id": 5, "callback_query": {"id": "1", "from": AN, "message": shown, **content}}


def member(status: str, chat: dict[str, Any] = CHAT) -> dict[str, Any]:
    change = {"new_chat_member": {"user": ROBOT, "status": status}}
    return {"update_id": 5, "my_chat_member": {"from": AN, "chat": chat, "date": DATE, **change}}


def said(kind: Any, text: str = "", value: str = "", **more: Any) -> Event:
    return Event(kind, text, value, at=WRITTEN, seq=41, language="vi", **more)


EVENTS: dict[str, tuple[dict[str, Any], Event]] = {
    "a text": (message(text="Xin chào"), said("text", "Xin chào")),
    "a command stays a text": (message(text="/menu"), said("text", "/menu")),
    "a command with accents stays a text": (message(text="/huỷ"), said("text", "/huỷ")),
    "start": (message(text="/start"), said("start")),
    "start by a link": (message(text="/start u_12-A"), said("start", value="u_12-A")),
    "start that names the bot": (message(text="/start@sang_kien_bot x"), said("start", value="x")),
    "a word that begins like start": (message(text="/started"), said("text", "/started")),
    "a forwarded text": (message(text="a", forward_origin={"type": "user"}), said("text", "a")),
    "a reply names the message it is to": (
        message(text="a", reply_to_message={"message_id": 40, "text": "?"}),
        said("text", "a", quoted="40"),
    ),
    "a reply to a message that is gone": (message(text="a", reply_to_message=None), said("text", "a")),
    "a sticker says its emoji": (message(sticker={"file_id": "s", "emoji": "👍"}), said("text", "👍")),
    "a sticker without emoji": (message(sticker={"file_id": "s"}), said("unsupported")),
    "a location": (message(location={"latitude": 21.0, "longitude": 105.8}), said("unsupported")),
    "a contact": (message(contact={"phone_number": "1", "first_name": "B"}), said("unsupported")),
    "a poll": (message(poll={"id": "1"}), said("unsupported")),
    "dice": (message(dice={"emoji": "🎲", "value": 3}), said("unsupported")),
    "a story": (message(story={"id": 1}), said("unsupported")),
    "what Telegram will invent": (message(hologram={"x": 1}), said("unsupported")),
    "a text that is no text": (message(text=5), said("unsupported")),
    "an edited text counts from its edit": (
        edited(text="mới"),
        Event("edited", "mới", at=datetime(2026, 11, 20, 1, 3, 3, tzinfo=UTC), seq=41, language="vi"),
    ),
    "a pressed button": (pressed(data="f1:kind:2"), Event("choice", value="f1:kind:2", language="vi")),
    "a button of an inaccessible message": (
        pressed(data="a", message={"chat": CHAT, "message_id": 3, "date": 0}),
        Event("choice", value="a", language="vi"),
    ),
    "a button of no message": (pressed(data="a", message=None), Event("choice", value="a", language="vi")),
    "a button of a game": (pressed(game_short_name="x"), Event("unsupported", language="vi")),
    "blocked": (member("kicked"), Event("stopped", at=WRITTEN, language="vi")),
    "unblocked": (member("member"), Event("revived", at=WRITTEN, language="vi")),
    "a status that is a list": (
        {"update_id": 5, "my_chat_member": {"chat": CHAT, "new_chat_member": {"status": []}}},
        Event("revived"),
    ),
    "no sender": (
        {"update_id": 5, "message": {"chat": CHAT, "text": "a"}},
        Event("text", "a"),
    ),
    "a date beyond the calendar": (message(text="a", date=10**18), Event("text", "a", seq=41, language="vi")),
}


@pytest.mark.parametrize(("update", "event"), EVENTS.values(), ids=EVENTS)
def test_update_becomes_event(update: dict[str, Any], event: Event) -> None:
    received = read(update)
    assert received is not None
    assert parse(received.raw, ()) == event
    assert (received.external_id, received.address, received.at) == ("5", "7", event.at)


FILES: dict[str, tuple[dict[str, Any], FileRef]] = {
    "the largest size of a photo": (
        message(photo=[{"file_id": "s", "width": 90}, {"file_id": "l", "width": 1280, "file_size": 5}]),
        FileRef("l", "photo", mime="image/jpeg", size=5),
    ),
    "a document": (message(document=PDF), FileRef("d", "document", "Mẫu 1.pdf", "application/pdf", 9)),
    "a voice": (
        message(voice={"file_id": "v", "duration": 3, "mime_type": "audio/ogg", "file_size": 2}),
        FileRef("v", "voice", mime="audio/ogg", size=2, seconds=3),
    ),
    "a recording sent as audio": (
        message(audio={"file_id": "a", "duration": 60, "file_name": "Ghi âm.m4a"}),
        FileRef("a", "voice", "Ghi âm.m4a", seconds=60),
    ),
    "a video": (message(video={"file_id": "m", "duration": 9}), FileRef("m", "video", seconds=9)),
    "a round video": (message(video_note={"file_id": "r", "duration": 1}), FileRef("r", "video", seconds=1)),
    "an animation comes as the document beside it": (
        message(animation={"file_id": "g"}, document={"file_id": "g", "file_size": 4}),
        FileRef("g", "document", size=4),
    ),
    "an edited document": (edited(document=PDF), FileRef("d", "document", "Mẫu 1.pdf", "application/pdf", 9)),
}


@pytest.mark.parametrize(("update", "file"), FILES.values(), ids=FILES)
def test_file_waits_at_telegram(update: dict[str, Any], file: FileRef) -> None:
    received = read(update)
    assert received is not None
    assert received.files == (file,)


def test_file_carries_its_caption_and_album() -> None:
    received = read(message(document=PDF, caption="Đơn của tôi", media_group_id="g1"))
    assert received is not None
    expected = said("file", "Đơn của tôi", attachments=(STORED,), group="g1")
    assert parse(received.raw, (STORED,)) == expected


IGNORED: dict[str, Any] = {
    "a channel post": {"update_id": 5, "channel_post": {"message_id": 1, "chat": CHAT, "text": "a"}},
    "a poll": {"update_id": 5, "poll": {"id": "1"}},
    "a message in a group": message(text="a", chat=GROUP),
    "a group that moved": message(chat=GROUP, migrate_to_chat_id=-100200),
    "a button in a group": pressed(data="a", message={"message_id": 1, "chat": GROUP, "date": 0}),
    "added to a group": member("member", GROUP),
    "another bot": message(text="a", **{"from": ROBOT}),
    "a pinned message": message(pinned_message={"message_id": 1}),
    "a live location that moved": edited(location={"latitude": 1.0, "longitude": 2.0}),
    "no update id": {"message": message(text="a")["message"]},
    "a body that is a list": {"update_id": 5, "message": []},
    "an update that is a list": [],
    "nothing": None,
}


@pytest.mark.parametrize("update", IGNORED.values(), ids=IGNORED)
def test_is_of_no_use_here(update: Any) -> None:
    assert read(update) is None


def test_broken_letters_are_replaced_and_the_rest_is_kept() -> None:
    assert load(b'{"a":"x\\ud83d","b":"\xff","c":"\\ud83d\\ude00"}') == {"a": "x?", "b": "\ufffd", "c": "😀"}


def test_no_json_is_a_value_error() -> None:
    with pytest.raises(ValueError, match=r"Expecting"):
        load(b"{")


SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.text(max_size=5)
    | st.sampled_from([CHAT, AN])
)
NAMES = st.sampled_from(
    [
        "message_id",
        "from",
        "chat",
        "date",
        "text",
        "caption",
        "photo",
        "document",
        "voice",
        "sticker",
        "data",
        "message",
        "id",
        "file_id",
        "is_bot",
        "type",
        "new_chat_member",
        "status",
        "edit_date",
        "language_code",
        "media_group_id",
        "reply_to_message",
        "emoji",
        "width",
    ]
)
ANYTHING = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(NAMES, inner, max_size=8)
)


@given(st.sampled_from(ALLOWED), st.dictionaries(NAMES, ANYTHING) | ANYTHING)
def test_odd_fields_never_raise(kind: str, body: Any) -> None:
    update = {"update_id": 5, kind: body}
    read(update)
    parse(orjson.dumps(update), ())


@given(st.binary(max_size=40))
def test_odd_bytes_never_raise(raw: bytes) -> None:
    assert parse(raw, ()).kind == "unsupported"
