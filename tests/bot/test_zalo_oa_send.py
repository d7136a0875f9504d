"""Messages out and files in: what is rendered, what the account answers, and what may be tried again."""

import asyncio
import hashlib
import logging
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import orjson
import pytest

from bot.channels.base import Call, FetchError, FileRef, Label, Message, Received, SendError
from bot.channels.zalo_oa import ZaloOA
from bot.channels.zalo_oa.errors import LOUD, MEANINGS, Kind, Refused, judge, kind_of
from bot.channels.zalo_oa.render import render
from bot.outcomes import settle
from bot.outgoing import Outgoing
from handlers.events import Attachment
from tests.bot.zalo_oa_channel import PERSON, SAMPLES, connect, raw, sample
from tests.fakes.zalo_oa import FakeZaloOA
from tests.fakes.zalo_oa.server import Fault

PNG, PDF = b"\x89PNG\r\n\x1a\n" + bytes(100), b"%PDF-1.7" + bytes(100)
YES, NO = Label(1, "Đồng ý", "f:a:1"), Label(2, "Để sau", "f:a:2")
NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)  # in Vietnam


@pytest.fixture
async def fake() -> AsyncIterator[FakeZaloOA]:
    async with FakeZaloOA() as server:
        server.user(PERSON).follow()
        yield server


@pytest.fixture
async def channel(fake: FakeZaloOA, tmp_path: Path) -> AsyncIterator[ZaloOA]:
    async with connect(fake, tmp_path) as channel:
        yield channel


def stored(folder: Path, data: bytes, mime: str, name: str) -> Attachment:
    sha256 = hashlib.sha256(data).hexdigest()
    (folder / sha256).write_bytes(data)
    return Attachment(sha256, len(data), "document", mime, name)


def hello(text: str = "Chào anh/chị.", *choices: Label, **more: Any) -> Message:
    return Message("greeting", text, choices, **more)


def bodies(message: Message, buttons: Any = "lines", logo_url: str = "") -> list[dict[str, Any]]:
    return [orjson.loads(call.body) for call in render(message, PERSON, buttons, logo_url)]


# What is rendered.


def test_text_is_a_plain_message() -> None:
    assert bodies(hello()) == [sample("oa_cs_request_text")]


def test_choices_stand_as_lines_without_buttons() -> None:
    [body] = bodies(hello("Gửi chưa?", YES, NO))
    assert body["message"] == {"text": "Gửi chưa?\n\n1. Đồng ý\n2. Để sau"}


@pytest.mark.parametrize("shape", ["attachment", "template"])
def test_buttons_have_the_shape_that_is_set_and_the_lines_stay(shape: str) -> None:
    name = "text" if shape == "attachment" else "template"
    assert bodies(hello("Gửi chưa?", YES, NO), shape) == [sample(f"oa_cs_request_{name}_buttons_unverified")]


def test_five_choices_are_buttons_and_all_are_lines() -> None:
    many = [Label(number, f"Nơi {number} " + "rất xa " * 9, f"v{number}") for number in range(1, 9)]
    [body] = bodies(hello("Ở đâu?", *many), "attachment")
    buttons = body["message"]["attachment"]["payload"]["buttons"]
    assert [button["payload"] for button in buttons] == [f"#sk:v{number}" for number in range(1, 6)]
    assert all(len(button["title"]) <= 35 for button in buttons)
    assert body["message"]["text"].count("rất xa") == 8 * 9


def test_long_text_is_cut_in_utf16_after_composing_with_the_buttons_at_its_end() -> None:
    text = "\n\n".join(f"Đoạn {number} 😀 " + "chữ " * 200 for number in range(8))
    sent = bodies(hello("e\u0302\u0301 " + text, YES), "attachment")
    parts = [body["message"]["text"] for body in sent]
    assert len(parts) > 2
    assert parts[0].startswith("ế ")
    assert all(len(part.encode("utf-16-le")) <= 4000 for part in parts)
    assert [("attachment" in body["message"]) for body in sent] == [False] * (len(parts) - 1) + [True]


def test_two_thousand_composed_letters_are_one_message() -> None:
    assert len(bodies(hello("e\u0302\u0301" * 2000))) == 1
    assert len(bodies(hello("ế" * 2001))) == 2


def test_contact_is_asked_for_by_a_card_behind_the_text() -> None:
    message = hello("Xin số điện thoại\nĐể nhắc khi đến hạn", contact=True)
    assert bodies(message)[1:] == []
    assert bodies(message, logo_url="https://congdoan.example/logo.png")[1:] == [
        sample("oa_cs_request_user_info")
    ]


def test_push_carries_what_a_template_needs_once() -> None:
    push = hello("x" * 2500, push=True, params={"day": "31/12/2026"})
    assert [body["push"] for body in bodies(push)] == [
        {"key": "greeting", "params": {"day": "31/12/2026"}},
        {"key": "greeting", "params": None},
    ]


def test_file_that_can_not_be_uploaded_is_not_rendered() -> None:
    for mime, size in (("image/png", 2**20 + 1), ("application/pdf", 5 * 2**20 + 1), ("text/plain", 1)):
        with pytest.raises(ValueError, match="uploaded"):
            bodies(hello(files=(Attachment("ab" * 32, size, "document", mime, "a"),)))


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CARRIED = {
    ("image/png", 2**20): True,
    ("image/jpeg", 2**20 + 1): False,
    ("image/webp", 1): False,
    ("application/pdf", 5 * 2**20): True,
    ("application/msword", 1): True,
    (XLSX, 1): False,
}


@pytest.mark.parametrize(("mime", "size"), CARRIED, ids=str)
def test_what_can_be_carried_is_known(channel: ZaloOA, mime: str, size: int) -> None:
    file = Attachment("ab" * 32, size, "document", mime, "a")
    assert channel.capabilities.can_carry(file) is CARRIED[mime, size]


def test_phone_number_can_be_asked_for_where_there_is_a_picture(fake: FakeZaloOA, channel: ZaloOA) -> None:
    assert not channel.capabilities.asks_contact
    other = ZaloOA(fake.config(logo_url="https://a.vn/l.png"), files=Path, write=None, owner="")  # type: ignore[arg-type]
    assert other.capabilities.asks_contact


# What the account takes.


async def send(channel: ZaloOA, message: Message) -> list[str]:
    return [(await channel.send(call)).external_id for call in channel.render(message, PERSON)]


async def test_messages_arrive_under_the_id_they_are_quoted_by(fake: FakeZaloOA, channel: ZaloOA) -> None:
    [sent] = await send(channel, hello())
    shown = await fake.user(PERSON).reply()
    assert (shown.message_id, shown.text, shown.billed) == (sent, "Chào anh/chị.", False)


async def test_push_inside_the_window_arrives_as_a_message(fake: FakeZaloOA, channel: ZaloOA) -> None:
    await send(channel, hello(push=True, params={"a": "b"}))
    assert (await fake.user(PERSON).reply()).text == "Chào anh/chị."


@pytest.mark.parametrize("shape", ["attachment", "template"])
async def test_pressed_button_comes_back_as_a_text_of_ours(fake: FakeZaloOA, shape: str) -> None:
    async with connect(fake, buttons=shape) as channel:
        await send(channel, hello("Gửi chưa?", YES, NO))
        await fake.user(PERSON).reply()
        fake.user(PERSON).press("Để sau")
        event = channel.parse(orjson.dumps(fake.waiting[-1]), ())
        assert (event.kind, event.value) == ("choice", "f:a:2")


async def test_refused_buttons_are_left_out(fake: FakeZaloOA, caplog: pytest.LogCaptureFixture) -> None:
    fake.shapes = frozenset({"template"})
    async with connect(fake, buttons="attachment") as channel:
        await send(channel, hello("Gửi chưa?", YES, NO))
        shown = await fake.user(PERSON).reply()
    assert (shown.text, shown.buttons) == ("Gửi chưa?\n\n1. Đồng ý\n2. Để sau", [])
    assert "without them" in caplog.text


async def test_buttons_refused_with_a_code_nobody_knows_are_left_out_too(fake: FakeZaloOA) -> None:
    fake.once("/message/cs", -9999)
    async with connect(fake, buttons="attachment") as channel:
        await send(channel, hello("Gửi chưa?", YES, NO))
    assert (await fake.user(PERSON).reply()).buttons == []


async def test_card_for_the_phone_number_arrives(fake: FakeZaloOA) -> None:
    async with connect(fake, logo_url="https://a.vn/l.png") as channel:
        await send(channel, hello("Xin số\nđể nhắc", contact=True))
    await fake.user(PERSON).reply()
    assert (await fake.user(PERSON).reply()).kind == "request_user_info"


async def test_picture_and_paper_arrive_before_the_text(
    fake: FakeZaloOA, channel: ZaloOA, tmp_path: Path
) -> None:
    files = (
        stored(tmp_path, PNG, "image/png", "ảnh\nnhỏ.png"),
        stored(tmp_path, PDF, "application/pdf", "đơn.pdf"),
    )
    await send(channel, hello(files=files))
    shown = [await fake.user(PERSON).reply() for _ in range(3)]
    assert [(one.kind, one.data) for one in shown] == [("image", PNG), ("file", PDF), ("text", b"")]
    expected = [orjson.dumps(sample(f"oa_cs_request_{kind}")) for kind in ("image", "file", "text")]
    assert fake.bodies == [orjson.loads(body.replace(b"file-1", b"file-2")) for body in expected]


async def test_same_bytes_are_uploaded_once_and_again_when_they_have_expired(
    fake: FakeZaloOA, channel: ZaloOA, tmp_path: Path
) -> None:
    message = hello(files=(stored(tmp_path, PDF, "application/pdf", "đơn.pdf"),))
    await send(channel, message)
    await send(channel, message)
    assert len(fake.uploads) == 1
    fake.uploads = {token: (data, 0.0) for token, (data, _) in fake.uploads.items()}
    await send(channel, message)
    assert len(fake.uploads) == 2
    fake.advance(timedelta(days=6, hours=1).total_seconds())
    fake.user(PERSON).follow()
    fake.consent.until += 9e9
    await send(channel, message)
    assert len(fake.uploads) == 3


async def test_upload_that_had_no_answer_may_be_tried_again(
    fake: FakeZaloOA, channel: ZaloOA, tmp_path: Path
) -> None:
    fake.once("/upload/file", "lost")
    call = channel.render(hello(files=(stored(tmp_path, PDF, "application/pdf", "a.pdf"),)), PERSON)[0]
    with pytest.raises(SendError) as refused:
        await channel.send(call)
    assert refused.value.retry
    assert refused.value.known


async def test_proof_of_the_app_goes_along_where_it_is_demanded(fake: FakeZaloOA) -> None:
    fake.proof = True
    async with connect(fake, proof=True) as channel:
        await send(channel, hello())
    assert fake.refused == {}


# What goes wrong.


CODES: dict[Kind, set[int]] = {
    "token": {-216, -220, -124},
    "rate": {-32},
    "window": {-230, -232, -213},
    "recipient": {-227, -244, -217, -218},
    "night": {-234, -133},
    "content": {-201, -210, -233, -248, -111, -112, -1121, -1122, -1124, -116, -132},
    "quota": {-211, -144, -147, -1441, -1471, -1472},
    "setup": {
        -204, -205, -209, -212, -219, -221, -224, -235, -240, -320, -321, -101, -102, -103, -104, -105, -120,
        -125, -138, -1381, -115, -136, -137, -117, -1201, -145, -126, -127, -135, -1351, -161, -162,
    },
    "template": {-109, -131, -146},
    "elsewhere": {-108, -110, -114, -118, -119, -139, -140, -141},
}  # fmt: skip


@pytest.mark.parametrize("kind", CODES)
def test_documented_codes_mean_what_the_table_says(kind: Kind) -> None:
    assert CODES[kind] <= set(MEANINGS[kind])
    assert {kind_of(code, "") for code in CODES[kind]} == {kind}


def test_no_code_means_two_things() -> None:
    codes = [code for kind in MEANINGS.values() for code in kind]
    assert len(codes) == len(set(codes))


def test_code_with_two_meanings_is_told_by_its_text_and_an_unknown_one_is_loud() -> None:
    assert kind_of(-223, "Article quota is over") == "quota"
    assert kind_of(-223, "OA has not authorised this API") == "setup"
    assert kind_of(-9999, "?") in LOUD


def outcome(name: str, now: datetime = NOON) -> Refused:
    with pytest.raises(Refused) as refused:
        judge((200, raw(name)), now, 0.0)
    return refused.value


RETRIED = {
    "oa_error_32": (True, True, 10.0, None),
    "oa_error_210": (False, True, None, None),
    "oa_error_213": (False, True, None, None),
    "oa_error_216": (True, True, None, None),
    "oa_error_220": (True, True, None, None),
    "oa_error_230": (False, True, None, None),
    "oa_error_232": (False, True, None, None),
    "oa_error_244": (False, False, None, None),
    "zbs_error_108": (False, True, None, None),
    "zbs_error_118": (False, True, None, None),
    "zbs_error_124": (True, True, None, None),
    "zbs_error_133": (True, True, None, 18 * 3600 + 300),
    "zbs_error_144": (True, True, None, 19 * 3600),
}
"""retry, reachable, retry_after, later"""


@pytest.mark.parametrize("name", RETRIED)
def test_sample_error_has_its_outcome(name: str) -> None:
    error = outcome(name)
    assert (error.retry, error.reachable, error.retry_after, error.later) == RETRIED[name]
    assert error.known


def test_every_error_among_the_samples_is_in_the_table() -> None:
    assert {file.stem for file in SAMPLES.glob("*_error_*.json")} - {"oa_token_error"} >= RETRIED.keys()
    names = {file.stem for file in SAMPLES.glob("[oz]*_error_[0-9]*.json")}
    assert names == RETRIED.keys()


ANSWERED = {
    "oa_cs_ok": ("message_id", "d300"),
    "oa_cs_ok_before_2026_03": ("message_id", "d300"),
    "zbs_uid_ok": ("message_id", "e400"),
    "zbs_phone_ok": ("msg_id", "e401"),
    "oa_upload_image_ok": ("attachment_id", "anh-1"),
    "oa_upload_file_ok": ("token", "tep-1"),
    "oa_quota_message_ok": ("last_interaction", "1795053723456"),
    "oa_user_detail_ok": ("user_id", PERSON),
}


@pytest.mark.parametrize("name", ANSWERED)
def test_sample_answer_holds_its_data(name: str) -> None:
    field, value = ANSWERED[name]
    assert judge((200, raw(name)), NOON, 0.0)[field] == value


def test_every_answer_among_the_samples_is_in_the_table() -> None:
    answers = {file.stem for file in SAMPLES.glob("[oz]*_ok*.json")} - {"oa_token_ok"}
    assert answers == ANSWERED.keys()


def test_after_midnight_the_night_ends_the_same_day() -> None:
    error = outcome("zbs_error_133", datetime(2026, 11, 20, 17, 30, tzinfo=UTC))  # 00:30
    assert error.later == 5 * 3600 + 35 * 60


def test_the_end_of_a_night_is_spread() -> None:
    with pytest.raises(Refused) as refused:
        judge((200, raw("zbs_error_133")), NOON, 1.0)
    assert refused.value.later == 18 * 3600 + 300 + 600


def test_message_refused_for_the_hour_or_the_day_waits_alone(channel: ZaloOA) -> None:
    outgoing = Outgoing(1, 1, "zalo_oa", Call("cs", b"{}"), push=True)
    for name in ("zbs_error_133", "zbs_error_144"):
        error = outcome(name)
        settled = settle(outgoing, error, channel.capabilities, NOON)
        assert error.later is not None
        assert (settled.state, settled.retry_at) == ("pending", NOON + timedelta(seconds=error.later))
        assert error.retry_after is None, "the pace holds nobody else up"


ANSWERS: dict[str, tuple[tuple[int, bytes] | Exception, bool, bool]] = {
    "no connection": (aiohttp.ConnectionTimeoutError(), True, True),
    "no answer in time": (TimeoutError(), True, False),
    "a cut connection": (aiohttp.ServerDisconnectedError(), True, False),
    "a page instead of an answer": ((502, b"<html>"), True, False),
    "nothing": ((200, b""), True, False),
    "a refusal of the server in front": ((403, b"<html>"), False, True),
    "too many calls, says the server in front": ((429, b""), True, True),
    "an error that is a text": ((200, b'{"error":"0"}'), True, False),
}
"""The answer, and whether it is to be tried again, and known."""


@pytest.mark.parametrize(("answer", "retry", "known"), ANSWERS.values(), ids=ANSWERS)
def test_other_answers(answer: Any, retry: bool, known: bool) -> None:
    with pytest.raises(Refused) as refused:
        judge(answer, NOON, 0.0)
    assert (refused.value.retry, refused.value.known) == (retry, known)


async def test_message_without_an_answer_is_unknown_and_not_said_twice(
    fake: FakeZaloOA, channel: ZaloOA
) -> None:
    fake.once("/message/cs", "lost")
    with pytest.raises(SendError) as refused:
        await send(channel, hello())
    assert not refused.value.known
    assert not channel.capabilities.repeat_unknown
    await fake.user(PERSON).reply()
    assert fake.calls["/v3.0/oa/message/cs"] == 1


async def test_closed_window_says_so_and_the_person_stays_reachable(
    fake: FakeZaloOA, channel: ZaloOA
) -> None:
    fake.advance(8 * 86_400)
    fake.consent.until += 9e9
    with pytest.raises(SendError, match="window") as refused:
        await send(channel, hello())
    assert not refused.value.retry
    assert refused.value.reachable


async def test_billed_window_is_what_the_account_takes(fake: FakeZaloOA, channel: ZaloOA) -> None:
    fake.advance(3 * 86_400)
    fake.consent.until += 9e9
    await send(channel, hello())
    assert (await fake.user(PERSON).reply()).billed


async def test_setup_that_is_wrong_is_an_error_in_the_log(
    fake: FakeZaloOA, channel: ZaloOA, caplog: pytest.LogCaptureFixture
) -> None:
    fake.once("/message/cs", -224)
    with pytest.raises(SendError):
        await send(channel, hello())
    assert [record.levelno for record in caplog.records] == [logging.ERROR]


async def introduced(channel: ZaloOA, caplog: pytest.LogCaptureFixture) -> list[tuple[int, str]]:
    """What the log says when the channel begins."""
    caplog.set_level(logging.INFO, "bot.channels.zalo_oa")
    running = asyncio.create_task(channel.run(nobody_receives))
    async with asyncio.timeout(10):
        while not caplog.records:
            await asyncio.sleep(0)
    running.cancel()
    await asyncio.wait([running])
    return [(record.levelno, record.getMessage()) for record in caplog.records]


async def nobody_receives(items: Sequence[Received]) -> list[int]:
    raise AssertionError(items)


async def test_account_says_at_the_start_how_it_is(
    channel: ZaloOA, fake: FakeZaloOA, caplog: pytest.LogCaptureFixture
) -> None:
    fake.about = {"name": "LĐLĐ tỉnh\n\x1b", "is_verified": True}
    assert await introduced(channel, caplog) == [
        (logging.INFO, f"This Official Account is LĐLĐ tỉnh ({fake.oa_id}), package Growth.")
    ]


async def test_account_that_is_another_or_not_verified_is_an_error(
    channel: ZaloOA, fake: FakeZaloOA, caplog: pytest.LogCaptureFixture
) -> None:
    fake.about = {"oaid": "44", "is_verified": False}
    (_, first), *errors = await introduced(channel, caplog)
    assert first == "This Official Account is ? (44), package Growth."
    assert errors == [
        (logging.ERROR, "The consent is of Official Account 44, not of ZALO_OA_ID."),
        (logging.ERROR, "The Official Account is not verified: it can't write to anybody."),
    ]


async def test_account_that_says_nothing_at_the_start_does_its_work(
    channel: ZaloOA, fake: FakeZaloOA, caplog: pytest.LogCaptureFixture
) -> None:
    fake.once("/getoa", -224)
    [(level, said)] = await introduced(channel, caplog)
    assert (level, said.partition(":")[0]) == (
        logging.WARNING, "Zalo does not say how the Official Account is",
    )  # fmt: skip
    await send(channel, hello())


FAULTS: tuple[Fault, ...] = ("500", "drop", "lost", -224)


async def test_errors_hold_no_secret(
    fake: FakeZaloOA, channel: ZaloOA, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for fault in FAULTS:
        fake.once("/message/cs", fault)
        with pytest.raises(SendError) as refused:
            await send(channel, hello())
        assert "access-" not in str(refused.value)
    for secret in ("access-1", "refresh-1", fake.app_secret, fake.secret_key):
        assert secret not in caplog.text


# Files in.


async def fetch(channel: ZaloOA, url: str, target: Path, limit: int = 1000, size: int = 0) -> bytes:
    await channel.fetch(FileRef(url, "document", size=size), target, limit)
    return await asyncio.to_thread(target.read_bytes)


async def test_file_is_fetched(fake: FakeZaloOA, channel: ZaloOA, tmp_path: Path) -> None:
    assert await fetch(channel, fake.keep(b"abc", ".pdf"), tmp_path / "a") == b"abc"


async def test_checksum_that_differs_is_only_a_warning(
    fake: FakeZaloOA, channel: ZaloOA, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    url = fake.keep(b"abc", ".pdf")
    await fetch(channel, f"{url}#900150983cd24fb0d6963f7d28e17f72", tmp_path / "a")
    assert not caplog.records
    await fetch(channel, f"{url}#{'0' * 32}", tmp_path / "a")
    assert "checksum" in caplog.text


async def test_file_that_is_too_large_or_gone_is_not_fetched(
    fake: FakeZaloOA, channel: ZaloOA, tmp_path: Path
) -> None:
    url = fake.keep(bytes(1001), ".pdf")
    for address, size in ((url, 0), (url, 1001), (f"{fake.url}/media/none", 0)):
        with pytest.raises(FetchError) as refused:
            await fetch(channel, address, tmp_path / "a", size=size)
        assert not refused.value.retry


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1.a.vn/a",
        "http://10.0.0.1/a",
        "file:///etc/passwd",
        "//127.0.0.1/a",
        "http://[/a",
        "x",
    ],
)
async def test_file_at_a_strange_address_is_not_asked_for(
    fake: FakeZaloOA, channel: ZaloOA, tmp_path: Path, url: str
) -> None:
    with pytest.raises(FetchError, match="unavailable"):
        await fetch(channel, url, tmp_path / "a")
    assert sum(fake.calls.values()) == 0


def test_calls_are_named_after_what_they_do(channel: ZaloOA) -> None:
    assert [call.method for call in channel.render(hello(), PERSON)] == ["cs"]
    assert isinstance(channel.render(hello(), PERSON)[0], Call)
