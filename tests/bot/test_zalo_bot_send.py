"""Messages out and files in: what is rendered, what Zalo answers, and what may be tried again."""

import asyncio
import logging
import traceback
import unicodedata
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import orjson
import pytest
from aiohttp.client_reqrep import ConnectionKey
from pydantic import SecretStr

from bot.channels.base import (
    Call,
    Channel,
    FetchError,
    FileRef,
    Label,
    Leave,
    Message,
    Push,
    SendError,
    Sent,
    Used,
)
from bot.channels.download import is_within
from bot.channels.zalo_bot import ZaloBot
from bot.channels.zalo_bot.outcome import Refused, judge
from bot.channels.zalo_bot.render import render
from handlers.events import Attachment
from tests.bot.zalo_bot_channel import PLAN, connect, sample
from tests.fakes.zalo_bot import FakeZaloBot

YES, NO = Label(1, "Đồng ý", "f:a:1"), Label(2, "Để sau", "f:a:2")


@pytest.fixture
async def fake() -> AsyncIterator[FakeZaloBot]:
    async with FakeZaloBot() as server:
        server.user(7).text("Xin chào")
        yield server


@pytest.fixture
async def zalo(fake: FakeZaloBot) -> AsyncIterator[ZaloBot]:
    async with connect(fake) as channel:
        yield channel


def hello(text: str = "Xin chào", *choices: Label, files: tuple[Attachment, ...] = ()) -> Message:
    return Message("greeting", text, choices, files)


def texts(message: Message) -> list[str]:
    return [orjson.loads(call.body)["text"] for call in render(message, "7")]


# What is rendered.


def test_text_goes_out_plain() -> None:
    [call] = render(hello("Xem <b>**https://a.vn**</b>"), "ab12")
    assert call.method == "sendMessage"
    assert orjson.loads(call.body) == {"chat_id": "ab12", "text": "Xem <b>**https://a.vn**</b>"}


def test_choices_are_lines_with_a_number_or_a_dash() -> None:
    [text] = texts(hello("Đúng chưa?", YES, NO, Label(0, "Thôi", "x")))
    assert text == "Đúng chưa?\n\n1. Đồng ý\n2. Để sau\n– Thôi"


def test_long_text_goes_out_in_order_cut_between_paragraphs() -> None:
    paragraphs = [f"Đoạn {number} " + "chữ " * 150 for number in range(8)]
    parts = texts(hello("\n\n".join(paragraphs), YES, NO))
    assert len(parts) == 3
    assert " ".join(parts).split() == [*" ".join(paragraphs).split(), "1.", "Đồng", "ý", "2.", "Để", "sau"]
    assert all(len(part) <= 2000 and part.startswith("Đoạn") for part in parts)


@pytest.mark.parametrize(
    ("text", "count"),
    [("a" * 2000, 1), ("a" * 2001, 2), ("😀" * 1000, 1), ("😀" * 1001, 2), ("e\u0302\u0301" * 2000, 1)],
    ids=["2000 letters", "2001 letters", "1000 emoji", "1001 emoji", "2000 letters of three code points"],
)
def test_two_thousand_are_counted_in_utf16_units_of_composed_letters(text: str, count: int) -> None:
    parts = texts(hello(text))
    assert len(parts) == count
    assert "".join(parts) == unicodedata.normalize("NFC", text)


REFUSED_EARLY: dict[str, Message] = {
    "no text": hello(""),
    "only space": hello(" \n "),
    "half an emoji": hello("\ud83d"),
    "a file": hello("Tệp", files=(Attachment("ab", 4),)),
}


@pytest.mark.parametrize("message", REFUSED_EARLY.values(), ids=REFUSED_EARLY)
def test_what_zalo_would_refuse_is_not_rendered(message: Message) -> None:
    with pytest.raises(ValueError, match=r"."):
        render(message, "7")


# What Zalo answers.


def test_the_class_is_a_channel(zalo: ZaloBot) -> None:
    channel: Channel = zalo
    can = channel.capabilities
    assert (channel.name, can.buttons, can.text_length, can.edits) == ("zalo_bot", 0, 2000, False)
    assert can.takes == {"photo", "voice"}
    assert not can.repeat_unknown
    assert not can.can_carry(Attachment("ab", 1, "photo", "image/jpeg"))


async def test_person_sees_the_parts_in_order(fake: FakeZaloBot, zalo: ZaloBot) -> None:
    user = fake.user(7)
    sent = [
        await zalo.send(call) for call in zalo.render(hello("một " * 400 + "\n\n" + "hai " * 400), user.id)
    ]
    assert [shown.text[:3] for shown in user.screen] == ["một", "hai"]
    assert sent == [Sent(shown.message_id) for shown in user.screen]


async def failure(zalo: ZaloBot, number: int = 7) -> tuple[bool, bool, bool, float | None]:
    """(retry, reachable, known, retry_after)"""
    [call] = render(hello(), f"{number:020x}")
    with pytest.raises(SendError) as caught:
        await zalo.send(call)
    error = caught.value
    return error.retry, error.reachable, error.known, error.retry_after


async def test_outcome_of_a_lost_answer_is_unknown_and_the_person_saw_the_message(
    fake: FakeZaloBot, zalo: ZaloBot
) -> None:
    fake.once("sendMessage", "lost", "drop", 403, 408, 500)
    for _ in range(5):
        assert await failure(zalo) == (True, True, False, None)
    assert fake.user(7).unread == 1


async def test_a_proxy_with_nobody_behind_it_leaves_the_outcome_unknown(
    fake: FakeZaloBot, zalo: ZaloBot
) -> None:
    fake.out = True
    assert await failure(zalo) == (True, True, False, None)


async def test_used_up_quota_waits_an_hour_and_is_loud(
    fake: FakeZaloBot, zalo: ZaloBot, caplog: pytest.LogCaptureFixture
) -> None:
    fake.quota = 0
    assert await failure(zalo) == (True, True, True, 3600)
    assert "the quota of the bot is used up" in caplog.text
    assert fake.user(7).unread == 0


async def test_somebody_who_never_wrote_can_not_be_written_to(zalo: ZaloBot) -> None:
    assert await failure(zalo, 8) == (False, True, True, None)


async def test_nobody_listens_means_nothing_was_sent() -> None:
    async with FakeZaloBot() as fake:
        pass
    async with connect(fake) as zalo:
        assert await failure(zalo) == (True, True, True, None)


async def test_wrong_token_is_loud(
    fake: FakeZaloBot, zalo: ZaloBot, caplog: pytest.LogCaptureFixture
) -> None:
    fake.token = "4002:ANOTHER"
    assert await failure(zalo) == (False, True, True, None)
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert "does not accept the bot token" in caplog.text


SECRET = "9:SECRET-TOKEN"


@pytest.mark.parametrize("address", ["", "http://127.0.0.1:1", "http://[", "nonsense"])
async def test_token_stays_secret(fake: FakeZaloBot, address: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    zalo = ZaloBot(SecretStr(SECRET), address or fake.url, **PLAN)
    calls = [zalo.send(render(hello(), "7")[0]), zalo.fetch(FileRef("f", "photo"), Path("no"), 5)]
    errors = await asyncio.gather(*calls, return_exceptions=True)
    await zalo.close()
    told = "".join(
        "".join(traceback.format_exception(error)) for error in errors if isinstance(error, Exception)
    )
    assert "Refused" in told
    assert "FetchError" in told
    assert SECRET not in told + caplog.text + repr(zalo) + repr(vars(zalo))


def answer(code: int, status: int = 200) -> tuple[int, bytes]:
    return status, orjson.dumps({"ok": False, "error_code": code, "description": "why"})


KEY = ConnectionKey("bot-api.zaloplatforms.com", 443, True, True, None, None, None)
REFUSED_CONNECTION = aiohttp.ClientConnectorError(KEY, ConnectionRefusedError(111, "refused"))
NO_NAME = aiohttp.ClientConnectorDNSError(KEY, OSError(-2, "no such name"))

PERMANENT, AGAIN = (False, True, True, None), (True, True, True, None)
UNKNOWN, QUOTA = (True, True, False, None), (True, True, True, 3600)

#                                              retry, reachable, known, retry_after
FAILURES: dict[str, tuple[Any, tuple[bool, bool, bool, float | None]]] = {
    "connection refused": (REFUSED_CONNECTION, AGAIN),
    "name not found": (NO_NAME, AGAIN),
    "no connection free in time": (aiohttp.ConnectionTimeoutError(), AGAIN),
    "an address that can't be read": (aiohttp.InvalidURL("http://["), PERMANENT),
    "no answer in time": (aiohttp.SocketTimeoutError(), UNKNOWN),
    "the call took too long": (TimeoutError(), UNKNOWN),
    "disconnected": (aiohttp.ServerDisconnectedError(), UNKNOWN),
    "connection reset": (aiohttp.ClientOSError(104, "reset"), UNKNOWN),
    "half an answer": (aiohttp.ClientPayloadError(), UNKNOWN),
    "400 wrong path": (answer(400), PERMANENT),
    "401 token invalid": (answer(401), PERMANENT),
    "403, their word for an error of their own": (answer(403), UNKNOWN),
    "404 invalid request": (answer(404), PERMANENT),
    "408 timeout": (answer(408), UNKNOWN),
    "426": (answer(426), PERMANENT),
    "429 quota": (answer(429), QUOTA),
    "500": (answer(500), UNKNOWN),
    "504": (answer(504), UNKNOWN),
    "the code in the body counts, not the status": (answer(400, 500), PERMANENT),
    "no code: the status counts": ((429, b'{"ok":false}'), QUOTA),
    "no code at all": ((200, b'{"ok":false}'), UNKNOWN),
    "a code that is a word": ((404, b'{"ok":false,"error_code":"404"}'), PERMANENT),
    "502 of a proxy": ((502, b"<html>Bad Gateway</html>"), UNKNOWN),
    "200 cut short": ((200, b'{"ok":true,"resu'), UNKNOWN),
    "JSON of another form": ((200, b"[1]"), UNKNOWN),
    "nothing": ((200, b""), UNKNOWN),
}


@pytest.mark.parametrize(("came", "expected"), FAILURES.values(), ids=FAILURES)
def test_failure_is_told_apart(came: Any, expected: tuple[bool, bool, bool, float | None]) -> None:
    error = judge(came)
    assert isinstance(error, Refused)
    assert (error.retry, error.reachable, error.known, error.retry_after) == expected


def test_a_bug_is_not_taken_for_a_failure_of_the_network() -> None:
    with pytest.raises(KeyError):
        judge(KeyError("a bug"))


ANSWERS: dict[str, Any] = {
    "getMe_ok": "account_name",
    "sendMessage_ok": "message_id",
    "deleteWebhook_ok": "url",
    "getWebhookInfo_ok": "url",
    "setWebhook_ok_old": "url",
    "setWebhook_ok_verified": "verification",
    "setWebhook_saved_but_403": "verification",
    "testWebhook_403": "outcome",
    "sendChatAction_ok": None,
    "getUpdates_empty_alt": None,
    "error_401": 401,
    "error_429": 429,
    "getUpdates_empty_408": 408,
}


@pytest.mark.parametrize(("name", "expected"), ANSWERS.items(), ids=ANSWERS)
def test_sample_of_an_answer_is_a_result_or_a_failure(name: str, expected: Any) -> None:
    result = judge((200, orjson.dumps(sample(name))))
    if isinstance(expected, int):
        assert isinstance(result, Refused)
        assert result.code == expected
    else:
        assert result is None if expected is None else expected in result


# What may be said by itself.

NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)
DECEMBER = datetime(2026, 11, 30, 17, tzinfo=UTC)  # its first moment in Vietnam


@pytest.mark.parametrize(
    ("used", "now", "until"),
    [
        (0, NOON, None),
        (2849, NOON, None),
        (2850, NOON, DECEMBER),
        (5000, NOON, DECEMBER),
        (2850, datetime(2026, 11, 30, 16, 59, 59, tzinfo=UTC), DECEMBER),
        (2850, DECEMBER, datetime(2026, 12, 31, 17, tzinfo=UTC)),
        (2850, datetime(2027, 1, 31, 12, tzinfo=UTC), datetime(2027, 1, 31, 17, tzinfo=UTC)),
    ],
)
def test_pushes_wait_for_the_next_month_in_vietnam_once_95_percent_are_used(
    zalo: ZaloBot, used: int, now: datetime, until: datetime | None
) -> None:
    leave = zalo.may_push(Push(Call("sendMessage", b"{}"), used=Used(month=used)), now)
    if until is None:
        assert leave == Leave()
    else:
        assert (leave.allowed, leave.until) == (False, until)
        assert f"{used} of the month's 3000 messages are used" in leave.why


# Files in.


async def test_photo_is_fetched_as_it_was_sent(fake: FakeZaloBot, zalo: ZaloBot, tmp_path: Path) -> None:
    data = bytes(range(256)) * 4096
    await zalo.fetch(FileRef(fake.keep(data, ".jpg"), "photo"), tmp_path / "got", 2**21)
    assert (tmp_path / "got").read_bytes() == data


UNFETCHED: dict[str, tuple[str, FetchError]] = {
    "too large": ("{host}/media/1.jpg", FetchError("file.too-large")),
    "gone": ("{host}/media/9.jpg", FetchError("file.unavailable")),
    "moved elsewhere": ("{host}/media/moved", FetchError("file.unavailable")),
    "on another host": ("https://example.vn/1.jpg", FetchError("file.unavailable")),
    "out of reach": ("http://localhost:1/1.jpg", FetchError("file.unavailable", retry=True)),
}


@pytest.mark.parametrize(("url", "expected"), UNFETCHED.values(), ids=UNFETCHED)
async def test_file_can_not_be_had(
    fake: FakeZaloBot, zalo: ZaloBot, tmp_path: Path, url: str, expected: FetchError
) -> None:
    host = fake.keep(b"123456789", ".jpg").partition("/media")[0]
    with pytest.raises(FetchError) as caught:
        await zalo.fetch(FileRef(url.format(host=host), "photo"), tmp_path / "got", 8)
    assert (caught.value.problem, caught.value.retry) == (expected.problem, expected.retry)
    assert not (tmp_path / "got").exists()


HOSTS: dict[str, bool] = {
    "https://zdn.vn/a.jpg": True,
    "http://photo-stal-1.zdn.vn/a.jpg": True,
    "https://F2.ZDN.VN:443/a.aac": True,
    "https://a.zadn.vn./a.jpg": True,
    "https://evilzdn.vn/a.jpg": False,
    "https://zdn.vn.example.org/a.jpg": False,
    "https://zdn.vn@example.org/a.jpg": False,
    "https://example.org\\@zdn.vn/a.jpg": False,
    "https://example.org\\.zdn.vn/a.jpg": False,
    "https://example.org/zdn.vn": False,
    "https://example.org#.zdn.vn": False,
    "ftp://zdn.vn/a.jpg": False,
    "file:///etc/passwd": False,
    "https://10.0.0.1/a.jpg": False,
    "https://[::1]/a.jpg": False,
    "https://[zdn.vn/a.jpg": False,
    "https://zdn.vn:99999/a.jpg": False,
    "//zdn.vn/a.jpg": False,
    "": False,
}


@pytest.mark.parametrize(("url", "allowed"), HOSTS.items(), ids=HOSTS)
def test_only_hosts_of_zalo_are_asked_for_files(url: str, allowed: bool) -> None:
    assert is_within(url, {"zdn.vn", "zadn.vn"}) is allowed
