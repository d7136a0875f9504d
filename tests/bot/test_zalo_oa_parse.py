"""What events of an Official Account mean, read from plain JSON."""

from datetime import UTC, datetime
from json import dumps
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.base import FileRef
from bot.channels.reading import load_fields
from bot.channels.zalo_oa.updates import foreign, loud, parse, read
from handlers.events import Attachment, Event
from tests.bot.zalo_oa_channel import PERSON, SAMPLES, raw, sample

AT = datetime(2026, 11, 19, 2, 2, 3, 456000, tzinfo=UTC)
APP, OA = "1700000000000000017", "4300000000000000043"
STORED = Attachment("ab" * 32, 9, "photo", "image/jpeg", "k.jpg")
GONE = "file.unavailable"


def said(kind: Any, text: str = "", value: str = "", **more: Any) -> Event:
    return Event(kind, text, value, at=AT, **more)


def missing(name: str = "") -> tuple[Attachment, ...]:
    return (Attachment(name=name, problem=GONE),)


CONTACT = said("contact", "Trần Thị Bình", "84900000002")

EVENTS: dict[str, Event | None] = {
    "oa_console_probe_empty": None,
    "oa_user_send_text": said("text", "Tổ em có máy dập mới"),
    "oa_user_send_text_button_query": said("choice", value="f:k:2"),
    "oa_user_send_text_quote": said("text", "đúng rồi ạ", quoted="f0e1d2c3b4a59687"),
    "oa_user_send_image": said("file", "ảnh cái khuôn", attachments=missing()),
    "oa_user_send_gif": said("file", attachments=missing()),
    "oa_user_send_file": said("file", attachments=missing("đơn đề nghị.docx")),
    "oa_user_send_audio": said("file", attachments=missing()),
    "oa_user_send_video": said("file", attachments=missing()),
    "oa_user_send_sticker": said("unsupported", value="sticker"),
    "oa_user_send_location": said("unsupported"),
    "oa_user_send_link": said("text", "https://congdoan.example/tin"),
    "oa_user_send_business_card": said("unsupported"),
    "oa_follow": said("revived"),
    "oa_unfollow": said("stopped"),
    "oa_user_click_chatnow": said("start"),
    "oa_user_withdraw": said("withdrawn"),
    "oa_user_submit_info_2025": CONTACT,
    "oa_user_submit_info_old": CONTACT,
    "oa_user_submit_info_user_info": CONTACT,
    "oa_user_submit_info_in_text": CONTACT,
    "oa_oa_send_text_echo": said("human", value="45"),
    "oa_oa_send_text_own": None,
    "oa_user_received_message": None,
    "oa_user_seen_message": None,
    "oa_user_reacted_message": None,
    "zbs_change_oa_daily_quota": None,
    "zbs_change_template_status": None,
    "zbs_delivery_webhook": None,
}
"""None: nobody did anything; it is not stored."""


@pytest.mark.parametrize("name", EVENTS)
def test_sample_is_read_as_its_event(name: str) -> None:
    received, expected = read(raw(name), sample(name)), EVENTS[name]
    if expected is None:
        assert received is None
        return
    assert received is not None
    assert (received.address, received.raw, received.at) == (PERSON, raw(name), AT)
    assert parse(received.raw, (), 45) == expected


def test_every_event_among_the_samples_is_in_the_table() -> None:
    names = {file.stem for file in SAMPLES.glob("oa_*.json")} | {file.stem for file in SAMPLES.glob("zbs_*")}
    assert {name for name in names if "event_name" in sample(name)} <= EVENTS.keys()


def test_none_of_the_samples_is_of_another_account() -> None:
    assert [name for name in EVENTS if foreign(sample(name), APP, OA)] == []


@pytest.mark.parametrize(
    "change",
    [{"app_id": "1"}, {"oa_id": "1"}, {"oaId": "1"}, {"recipient": {"id": "1"}}],
    ids=lambda change: next(iter(change)),
)
def test_another_app_or_account_is_seen(change: dict[str, Any]) -> None:
    assert foreign(sample("oa_user_send_text") | change, APP, OA)


OPENS = (
    "oa_user_send_text",
    "oa_user_send_image",
    "oa_user_send_sticker",
    "oa_follow",
    "oa_user_click_chatnow",
)


def test_what_people_do_opens_the_window_and_nothing_else() -> None:
    opened = {name for name in EVENTS if (found := read(raw(name), sample(name))) and found.opens}
    assert opened >= set(OPENS)
    assert all(name in OPENS or "_send_" in name for name in opened)
    assert "oa_oa_send_text_echo" not in opened


FILES: dict[str, FileRef] = {
    "oa_user_send_image": FileRef("https://anh.zdn.vn/k.jpg", "photo"),
    "oa_user_send_gif": FileRef("https://anh.zdn.vn/g.gif", "photo"),
    "oa_user_send_file": FileRef(
        "https://tep.zdn.vn/don-de-nghi.docx#0cc175b9c0f1b6a831c399e269772661", "document",
        "đơn đề nghị.docx", "", 18432,
    ),
    "oa_user_send_audio": FileRef("https://am.zdn.vn/loi-noi.amr", "voice"),
    "oa_user_send_video": FileRef("https://phim.zdn.vn/may.mp4", "video"),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_file_waits_at_its_address(name: str) -> None:
    received = read(raw(name), sample(name))
    assert received is not None
    assert received.files == (FILES[name],)


def test_fetched_files_come_with_the_words_beside_them() -> None:
    event = parse(raw("oa_user_send_image"), (STORED,), 45)
    assert event == said("file", "ảnh cái khuôn", attachments=(STORED,))


def keyed(update: dict[str, Any]) -> str:
    received = read(b"", update)
    assert received is not None
    return received.external_id


def test_message_is_known_again_by_its_id_whatever_else_changes() -> None:
    first = sample("oa_user_send_text")
    assert keyed(first) == keyed(first | {"timestamp": "1795053799999"})
    assert keyed(first).startswith("user_send_text:")


def test_event_without_a_message_is_known_by_name_time_and_person() -> None:
    first = sample("oa_follow")
    assert keyed(first) == keyed(first | {"source": "message_invite"})
    others = [
        sample("oa_unfollow"),
        first | {"timestamp": "1795053723457"},
        first | {"follower": {"id": "8"}},
    ]
    assert len({keyed(one) for one in [first, *others]}) == 4


ODD: dict[str, tuple[dict[str, Any], Event]] = {
    "a text that is no text": ({"message": {"text": 5, "msg_id": "1"}}, said("unsupported")),
    "a message that is a list": ({"message": ["x"]}, said("unsupported")),
    "a date in letters": ({"timestamp": "hôm nay"}, Event("text", "Tổ em có máy dập mới")),
    "a date beyond the calendar": ({"timestamp": "9" * 30}, Event("text", "Tổ em có máy dập mới")),
    "a date as a number": ({"timestamp": 1795053723456}, said("text", "Tổ em có máy dập mới")),
    "a start that is typed": (
        {"message": {"text": "/start u_BK", "msg_id": "1"}},
        said("start", value="u_BK"),
    ),
    "our mark and nothing behind it": (
        {"message": {"text": "#sk:", "msg_id": "1"}},
        said("text", "#sk:"),
    ),
    "an attachment of no known kind": (
        {"message": {"attachments": [{"type": "hologram", "payload": {"url": "https://a.zdn.vn"}}]}},
        said("unsupported"),
    ),
    "an attachment without an address": (
        {"message": {"attachments": [{"type": "image", "payload": {"url": 5}}, None]}},
        said("unsupported"),
    ),
}


@pytest.mark.parametrize(("change", "event"), ODD.values(), ids=ODD)
def test_odd_field_reads_as_absent(change: dict[str, Any], event: Event) -> None:
    assert parse(orjson.dumps(sample("oa_user_send_text") | change), (), 45) == event


@pytest.mark.parametrize(
    "sender", [{"id": 7000000000000000007}, {"id": ""}, {"id": "a" * 65}, {"id": "a\x00"}, "7", None]
)
def test_person_without_an_id_is_nobody(sender: Any) -> None:
    assert read(b"", sample("oa_user_send_text") | {"sender": sender}) is None


@pytest.mark.parametrize(
    "name",
    ["user_send_group_text", "anonymous_send_text", "oa_send_group_text", "user_is_bored", "", 5, None],
)
def test_what_nobody_wrote_to_us_is_not_stored(name: Any) -> None:
    assert read(b"", sample("oa_user_send_text") | {"event_name": name}) is None


def test_new_kind_of_message_is_answered() -> None:
    update = sample("oa_user_send_text") | {"event_name": "user_send_poll", "message": {"msg_id": "1"}}
    assert read(b"", update) is not None
    assert parse(orjson.dumps(update), (), 45) == said("unsupported")


@pytest.mark.parametrize("phone", [None, "", {"a": 1}, True])
def test_card_without_a_phone_number_is_only_kept(phone: Any) -> None:
    update = sample("oa_user_submit_info_old") | {"info": {"name": "Bình", "phone": phone}}
    assert parse(orjson.dumps(update), (), 45) == said("other")


def test_rejected_template_and_changed_quota_are_said_loudly() -> None:
    rejected = sample("zbs_change_template_status")
    assert loud(rejected) == "template 31416 is rejected: Thiếu tên đơn vị"
    assert loud(rejected | {"status": {"new_status": "ENABLE"}}) == ""
    assert loud(sample("zbs_change_oa_daily_quota")) == "the daily quota was 1000 and is 500"


@pytest.mark.parametrize("broken", [b"", b"{", b"[1]", b"\xff\xfe", b'"a"', b"null", b"[" * 100_000])
def test_no_object_is_nothing(broken: bytes) -> None:
    assert load_fields(broken) == {}
    assert parse(broken, (), 45) == Event("other")


def test_half_a_letter_becomes_a_question_mark() -> None:
    event = parse(b'{"event_name":"user_send_text","message":{"text":"a\\ud83d"}}', (), 45)
    assert event == Event("text", "a?")


json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text("aă😀\x00{", max_size=5) | st.just("7"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["id", "text", "msg_id", "attachments", "type", "payload", "url", "phone", "status"]
            ),
            inner,
        )
    ),
    max_leaves=8,
)
fields = st.sampled_from(
    ["sender", "recipient", "message", "follower", "user_id", "info", "timestamp", "oa_id"]
)
names = st.sampled_from(sorted({sample(name).get("event_name", "") for name in EVENTS}))


@given(names, st.dictionaries(fields, json, max_size=6))
def test_nothing_from_outside_raises(name: str, body: dict[str, Any]) -> None:
    update = body | {"event_name": name}
    read(b"", update)
    foreign(update, APP, OA)
    loud(update)
    parse(dumps(update).encode(), (), 45)
