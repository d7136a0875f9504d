"""What Zalo Bot's updates mean, read from plain JSON."""

from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.base import FileRef
from bot.channels.zalo_bot.updates import is_known, name_of, parse, read
from handlers.events import Attachment, Event
from tests.bot.zalo_bot_channel import SAMPLES, sample

WHO = "00c0ffee00c0ffee0042"
WRITTEN = datetime(2026, 11, 14, 4, 54, 56, 789000, UTC)
SECONDS = WRITTEN.replace(microsecond=0)
PHOTO = FileRef("https://anh-7.zdn.vn/may-bom.jpg", "photo", mime="image/jpeg")
IMAGE = "message.image.received"
LAST_SECOND = datetime(5138, 11, 16, 9, 46, 39, tzinfo=UTC)
FIRST_MILLISECOND = datetime(1973, 3, 3, 9, 46, 40, tzinfo=UTC)
UNHAD = (Attachment(problem="file.unavailable"),)


def said(kind: Any, text: str = "", at: datetime | None = WRITTEN, **more: Any) -> Event:
    return Event(kind, text, at=at, **more)


#  sample: what it means, its id, the file that is fetched before its turn
EVENTS: dict[str, tuple[Event, str, FileRef | None]] = {
    "text_flat": (said("text", "Cho tôi hỏi hạn nộp"), "5a4e0000000000000001", None),
    "text_flat_live": (said("text", "Tôi có một sáng kiến"), "5a4e0000000000000002", None),
    "text_envelope_official": (said("text", "Chào buổi sáng"), "5a4e0000000000000003", None),
    "image_flat_live": (said("file", "máy bơm sau khi sửa"), "5a4e0000000000000004", PHOTO),
    "image_documented_photo_key": (said("file"), "5a4e0000000000000005", PHOTO),
    "image_photos_array_defensive": (
        said("file", "máy bơm"),
        "anh-trong-mang-1",
        FileRef("https://s7.zadn.vn/may-bom.jpg", "photo", mime="image/jpeg"),
    ),
    "image_without_url": (said("file", at=SECONDS, attachments=UNHAD), "anh-khong-dia-chi", None),
    "voice_flat_live": (
        said("file"),
        "5a4e0000000000000008",
        FileRef("https://tieng-2.zdn.vn/ghi-am.aac", "voice", mime="audio/aac"),
    ),
    "sticker_documented_shape": (said("unsupported", value="sticker"), "5a4e0000000000000009", None),
    "sticker_object_defensive": (said("unsupported", value="sticker"), "5a4e000000000000000a", None),
    "unsupported_no_content_live": (said("unsupported"), "5a4e000000000000000b", None),
    "unknown_future_event": (said("other"), "5a4e000000000000000d", None),
    "missing_message_id": (
        said("text", "tin không có mã", SECONDS),
        "sha256:99adfb",
        None,
    ),
}
OF_NO_USE = ("group_text", "unsupported_no_message", "webhook_test_probe")


@pytest.mark.parametrize(("name", "expected"), EVENTS.items(), ids=EVENTS)
def test_sample_becomes_event(name: str, expected: tuple[Event, str, FileRef | None]) -> None:
    event, external_id, file = expected
    received = read(sample(f"update_{name}"))
    assert received is not None
    assert parse(received.raw, ()) == event
    assert (received.address, received.at, received.files) == (WHO, event.at, (file,) if file else ())
    assert received.external_id[: len(external_id)] == external_id


@pytest.mark.parametrize("name", OF_NO_USE)
def test_sample_of_no_use_is_not_stored(name: str) -> None:
    assert read(sample(f"update_{name}")) is None


def test_every_sample_of_an_update_is_in_a_table() -> None:
    names = {file.stem.removeprefix("bot_update_") for file in SAMPLES.glob("bot_update_*.json")}
    assert names == {*EVENTS, *OF_NO_USE}


def test_the_same_update_without_an_id_is_a_duplicate_in_whatever_order_its_fields_come() -> None:
    update = sample("update_missing_message_id")
    turned = {"ok": True, "result": dict(reversed(update.items()))}
    other = {**update, "message": {**update["message"], "text": "tin khác"}}
    ids = [received.external_id for one in (update, turned, other) if (received := read(one))]
    assert ids[0] == ids[1] != ids[2]


def test_fetched_file_comes_with_its_caption() -> None:
    received, stored = read(sample("update_image_flat_live")), Attachment("ab" * 32, 9, "photo", "image/jpeg")
    assert received is not None
    assert parse(received.raw, (stored,)) == said("file", "máy bơm sau khi sửa", attachments=(stored,))


def message(event: str = "message.text.received", /, **content: Any) -> dict[str, Any]:
    about = {"message_id": "m1", "date": 1794632096789, "chat": {"id": WHO, "chat_type": "PRIVATE"}}
    return {"event_name": event, "message": {**about, **content}}


def sender(**more: Any) -> dict[str, Any]:
    return {"from": {"id": WHO, **more}}


ODD: dict[str, tuple[dict[str, Any], Event]] = {
    "a typed start": (message(text="/start i_AB12"), said("start", value="i_AB12")),
    "a text that is no text": (message(text=5), said("unsupported")),
    "an empty text": (message(text=""), said("unsupported")),
    "a text with a NUL": (message(text="a\0b\nc"), said("text", "ab\nc")),
    "no date": (message(text="a", date=None), said("text", "a", None)),
    "a date that is a word": (message(text="a", date="1794632096789"), said("text", "a", None)),
    "a date that is true": (message(text="a", date=True), said("text", "a", None)),
    "a date beyond the calendar": (message(text="a", date=10**18), said("text", "a", None)),
    "the last second": (message(text="a", date=10**11 - 1), said("text", "a", LAST_SECOND)),
    "the first millisecond": (message(text="a", date=10**11), said("text", "a", FIRST_MILLISECOND)),
    "photos that are no list": (message(IMAGE, photos="x"), said("file", attachments=UNHAD)),
    "photos without one": (message(IMAGE, photos=[]), said("file", attachments=UNHAD)),
    "a voice without an address": (message("message.voice.received"), said("unsupported")),
    "a chat without its type": (message(text="a", chat={"id": WHO}), said("text", "a")),
    "no chat but a sender": (message(text="a", chat=None, **sender()), said("text", "a")),
    "an event without a name": ({**message(text="a"), "event_name": None}, said("other")),
}  # fmt: skip


@pytest.mark.parametrize(("update", "event"), ODD.values(), ids=ODD)
def test_odd_update_becomes_event(update: dict[str, Any], event: Event) -> None:
    received = read(update)
    assert received is not None
    assert (parse(received.raw, ()), received.address) == (event, WHO)


USELESS: dict[str, object] = {
    "nothing": None,
    "a list": [1],
    "an empty object": {},
    "a message that is a word": {"event_name": "message.text.received", "message": "a"},
    "a chat without an id": message(text="a", chat={"chat_type": "PRIVATE"}),
    "an id that is a number": message(text="a", chat={"id": 7}),
    "a chat of another type": message(text="a", chat={"id": WHO, "chat_type": "CHANNEL"}),
    "another bot": message(text="a", **sender(is_bot=True)),
}


@pytest.mark.parametrize("update", USELESS.values(), ids=USELESS)
def test_what_nobody_can_be_answered_for_is_not_stored(update: object) -> None:
    assert read(update) is None


def test_an_id_of_a_thousand_letters_is_none() -> None:
    received = read(message(text="a", message_id="a" * 1000))
    assert received is not None
    assert received.external_id.startswith("sha256:")


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"null", b"\xff"])
def test_stored_bytes_that_can_not_be_read_are_unsupported_or_kept(raw: bytes) -> None:
    assert parse(raw, ()).kind in {"unsupported", "other"}


_NAMES = ["event_name", "message", "chat", "from", "id", "text", "photo", "photos", "url", "date", "result"]
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(max_size=8),
    lambda one: st.lists(one, max_size=2) | st.dictionaries(st.sampled_from(_NAMES), one, max_size=4),
    max_leaves=12,
)


@given(_JSON)
def test_no_update_raises(update: Any) -> None:
    is_known(update)
    assert name_of(update)
    received = read(update)
    assert received is None or received.address
    parse(orjson.dumps(update), ())
