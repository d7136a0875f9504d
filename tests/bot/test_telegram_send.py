"""Messages out and files in: what is rendered, what Telegram answers, and what may be tried again."""

import asyncio
import logging
import traceback
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import orjson
import pytest
from aiohttp.client_reqrep import ConnectionKey
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from bot.channels.base import Call, Channel, FetchError, FileRef, Label, Message, SendError, Sent
from bot.channels.telegram import Telegram
from bot.channels.telegram.outcome import Refused, judge
from bot.channels.telegram.render import render
from bot.channels.words import split
from handlers.events import Attachment
from tests.bot.telegram_channel import connect
from tests.fakes.telegram import FakeTelegram

PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)
YES, NO = Label(1, "Đồng ý", "f:a:1"), Label(2, "Để sau", "f:a:2")
LONG = Label(3, "Giải pháp ứng dụng tiến bộ kỹ thuật vào sản xuất", "f:a:3")


@pytest.fixture
async def fake() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram() as server:
        server.user(7).text("/start")
        yield server


@pytest.fixture
async def telegram(fake: FakeTelegram, tmp_path: Path) -> AsyncIterator[Telegram]:
    async with connect(fake, tmp_path) as channel:
        yield channel


def body(call: Call) -> dict[str, Any]:
    return dict(orjson.loads(call.body))


def labels(call: Call) -> list[list[str]]:
    return [[button["text"] for button in row] for row in body(call)["reply_markup"]["inline_keyboard"]]


def hello(text: str = "Xin chào", *choices: Label, files: tuple[Attachment, ...] = ()) -> Message:
    return Message("greeting", text, choices, files)


# What is rendered.


def test_text_goes_out_plain_and_without_previews() -> None:
    [call] = render(hello("Xem <b>https://a.vn</b>"), "7")
    assert call.method == "sendMessage"
    assert body(call) == {
        "chat_id": 7,
        "text": "Xem <b>https://a.vn</b>",
        "link_preview_options": {"is_disabled": True},
    }


def test_short_choices_stand_two_in_a_row_with_their_numbers() -> None:
    [call] = render(hello("Đúng chưa?", YES, NO, Label(3, "Thôi", "x")), "7")
    assert labels(call) == [["1. Đồng ý", "2. Để sau"], ["3. Thôi"]]
    assert body(call)["text"] == "Đúng chưa?"
    assert body(call)["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "f:a:1"


def test_one_longer_choice_gives_each_a_row_of_its_own() -> None:
    [call] = render(hello("Loại nào?", YES, Label(2, "Giải pháp quản lý", "b")), "7")
    assert labels(call) == [["1. Đồng ý"], ["2. Giải pháp quản lý"]]


def test_a_choice_too_long_for_a_button_is_written_out_in_the_text() -> None:
    [call] = render(hello("Loại nào?", YES, LONG), "7")
    assert body(call)["text"] == f"Loại nào?\n\n1. Đồng ý\n3. {LONG.label}"
    assert labels(call) == [["1. Đồng ý"], ["3. Giải pháp ứng dụng tiến bộ kỹ…"]]


def test_long_text_goes_out_in_order_with_the_keyboard_at_its_end() -> None:
    text = "\n\n".join(f"Đoạn {number} " + "chữ " * 300 for number in range(8))
    calls = render(hello(text, YES, NO), "7")
    assert len(calls) > 1
    assert " ".join(body(call)["text"] for call in calls).split() == text.split()
    assert [("reply_markup" in body(call)) for call in calls] == [False] * (len(calls) - 1) + [True]


CUTS: dict[str, tuple[str, list[str]]] = {
    "fits": ("một hai", ["một hai"]),
    "between paragraphs": ("a b\nc\n\nd e f", ["a b\nc", "d e f"]),
    "else between lines": ("a b c\nd e f g", ["a b c", "d e f g"]),
    "else between words": ("một hai ba", ["một hai", "ba"]),
    "right at the limit": ("12345678 x", ["12345678", "x"]),
    "else inside a word": ("1234567890", ["12345678", "90"]),
    "an emoji is two and stays whole": ("123456😀8", ["123456😀", "8"]),
    "an emoji over the limit": ("1234567😀", ["1234567", "😀"]),
}


@pytest.mark.parametrize(("text", "parts"), CUTS.values(), ids=CUTS)
def test_text_is_cut(text: str, parts: list[str]) -> None:
    assert split(text, 8) == parts


@given(st.text(st.sampled_from("aă😀 \n"), max_size=60), st.integers(2, 12))
def test_cutting_loses_only_space(text: str, limit: int) -> None:
    if not text.strip():
        return
    parts = split(text, limit)
    assert "".join("".join(parts).split()) == "".join(text.split())
    assert all(1 <= len(part.encode("utf-16-le")) // 2 <= limit for part in parts)


REFUSED_EARLY: dict[str, Message] = {
    "no text": hello(""),
    "only space": hello(" \n "),
    "a value of 65 bytes": hello("?", Label(1, "Có", "a" * 65)),
    "a value of 64 letters that are more bytes": hello("?", Label(1, "Có", "ă" * 64)),
    "a value of nothing": hello("?", Label(1, "Có", "")),
    "half an emoji": hello("\ud83d"),
    "a file of 51 MB": hello("Tệp", files=(Attachment("ab", 51 * 2**20),)),
}


@pytest.mark.parametrize("message", REFUSED_EARLY.values(), ids=REFUSED_EARLY)
def test_what_telegram_would_refuse_is_not_rendered(message: Message) -> None:
    with pytest.raises(ValueError, match=r"."):
        render(message, "7")


def test_files_go_before_the_text_each_by_its_kind() -> None:
    files = (
        Attachment("aa", 5, "photo", "image/png", "ảnh.png"),
        Attachment("bb", 5, "document", "application/pdf", "Mẫu\n1.pdf"),
        Attachment("cc", 5, "voice"),
        Attachment("dd", 5, "video"),
        Attachment("ee", 11 * 2**20, "photo"),
    )
    calls = render(hello("Đây ạ", files=files), "7")
    assert [(call.method, call.files) for call in calls] == [
        ("sendPhoto", {"photo": "aa"}),
        ("sendDocument", {"document": "bb"}),
        ("sendVoice", {"voice": "cc"}),
        ("sendVideo", {"video": "dd"}),
        ("sendDocument", {"document": "ee"}),  # too large to be shown as a photo
        ("sendMessage", {}),
    ]
    assert body(calls[1]) == {
        "chat_id": 7,
        "document": {"file_name": "Mẫu 1.pdf", "mime_type": "application/pdf"},
    }


# What Telegram answers.


def test_the_class_is_a_channel(telegram: Telegram) -> None:
    channel: Channel = telegram
    assert (channel.name, channel.capabilities.buttons, channel.capabilities.text_length) == (
        "telegram",
        100,
        4096,
    )


async def test_person_sees_text_and_buttons(fake: FakeTelegram, telegram: Telegram) -> None:
    [call] = telegram.render(hello("Đúng chưa?", YES, NO), "7")
    sent = await telegram.send(call)
    shown = await fake.user(7).reply()
    assert (shown.text, shown.labels) == ("Đúng chưa?", ["1. Đồng ý", "2. Để sau"])
    assert sent == Sent(str(shown.message_id), shown.message_id)


async def test_person_gets_a_file_under_its_accented_name(
    fake: FakeTelegram, telegram: Telegram, tmp_path: Path
) -> None:
    (tmp_path / "ab").write_bytes(b"%PDF")
    file = Attachment("ab", 4, "document", "application/pdf", 'Phiếu "đăng ký".pdf')
    document, text = telegram.render(hello("Phiếu đây ạ", files=(file,)), "7")
    assert (await telegram.send(document)).seq == 2
    assert (await telegram.send(text)).seq == 3
    shown = await fake.user(7).reply()
    assert (shown.kind, shown.data, shown.name) == ("document", b"%PDF", 'Phiếu "đăng ký".pdf')


async def test_every_kind_of_file_is_taken(fake: FakeTelegram, telegram: Telegram, tmp_path: Path) -> None:
    (tmp_path / "ab").write_bytes(PNG)
    for kind in ("photo", "document", "voice", "video"):
        call, _ = telegram.render(hello("Tệp", files=(Attachment("ab", len(PNG), kind),)), "7")
        await telegram.send(call)
        assert (await fake.user(7).reply()).kind == kind


async def test_file_erased_meanwhile_is_final(telegram: Telegram) -> None:
    call, _ = telegram.render(hello("Tệp", files=(Attachment("ab", 4),)), "7")
    assert await failure(telegram, call) == (False, True, True, None)


async def test_the_same_edit_again_is_a_success(fake: FakeTelegram, telegram: Telegram) -> None:
    sent = await telegram.send(render(hello(), "7")[0])
    edit = orjson.dumps({"chat_id": 7, "message_id": sent.seq, "text": "Xin chào"})
    assert await telegram.send(Call("editMessageText", edit)) == Sent()


def test_what_takes_the_place_of_a_message_edits_it() -> None:
    [call] = render(Message("taken", "Mai trả lời", edits="12"), "7")
    assert call.method == "editMessageText"
    assert orjson.loads(call.body) == {
        "chat_id": 7, "message_id": 12, "text": "Mai trả lời", "link_preview_options": {"is_disabled": True},
    }  # fmt: skip


def test_what_has_files_or_is_long_is_a_message_of_its_own() -> None:
    photo = Attachment("ab" * 32, 9, "photo", "image/jpeg", "máy.jpg")
    for message in (
        Message("taken", "Mai trả lời", files=(photo,), edits="12"),
        Message("taken", "dài " * 2000, edits="12"),
    ):
        assert "editMessageText" not in {call.method for call in render(message, "7")}


async def test_an_edit_changes_text_and_buttons_and_rings_for_nobody(
    fake: FakeTelegram, telegram: Telegram
) -> None:
    user = fake.user(7)
    user.text("a")
    button = Label(1, "Tôi trả lời", "ticket:1:take")
    [first] = render(Message("new", "Câu 1", (button,)), "7")
    shown = await telegram.send(first)
    assert (await user.reply()).labels == ["1. Tôi trả lời"]
    [edit] = render(Message("taken", "Mai trả lời", edits=shown.external_id), "7")
    assert (await telegram.send(edit)).external_id == shown.external_id
    [seen] = user.screen.values()
    assert (seen.text, seen.labels, user.unread) == ("Mai trả lời", [], 0)


@pytest.mark.parametrize("gone", ["deleted", "their own"])
async def test_what_can_not_be_edited_is_said_anew(fake: FakeTelegram, telegram: Telegram, gone: str) -> None:
    user = fake.user(7)
    own = user.text("a")
    [edit] = render(Message("taken", "Mai trả lời", edits=str(own if gone == "their own" else 99)), "7")
    sent = await telegram.send(edit)
    assert ((await user.reply()).text, sent.external_id) == ("Mai trả lời", str(own + 1))


async def test_a_chat_that_moved_is_followed(fake: FakeTelegram, telegram: Telegram, tmp_path: Path) -> None:
    (tmp_path / "ab").write_bytes(b"%PDF")
    fake.moved[-5] = 7
    file, text = render(hello(files=(Attachment("ab", 4),)), "-5")
    assert (await telegram.send(file)).moved_to == "7"
    assert await telegram.send(text) == Sent("3", 3, moved_to="7")
    assert fake.user(7).unread == 2


async def failure(telegram: Telegram, call: Call) -> tuple[bool, bool, bool, float | None]:
    """(retry, reachable, known, retry_after)"""
    with pytest.raises(SendError) as caught:
        await telegram.send(call)
    error = caught.value
    return error.retry, error.reachable, error.known, error.retry_after


async def test_blocked_means_unreachable_until_the_person_comes_back(
    fake: FakeTelegram, telegram: Telegram
) -> None:
    [call] = render(hello(), "7")
    fake.user(7).block()
    assert await failure(telegram, call) == (False, False, True, None)
    fake.user(7).unblock()
    assert (await telegram.send(call)).external_id


async def test_lost_answer_is_unknown_and_the_person_saw_the_message(
    fake: FakeTelegram, telegram: Telegram
) -> None:
    [call] = render(hello(), "7")
    fake.once("sendMessage", "lost", "drop", "500", "502")
    for _ in range(4):
        assert await failure(telegram, call) == (True, True, False, None)
    assert fake.user(7).unread == 1


async def test_too_many_says_when_to_come_back(fake: FakeTelegram, telegram: Telegram) -> None:
    fake.faults.retry_after = 3
    fake.once("sendMessage", "429")
    [call] = render(hello(), "7")
    assert await failure(telegram, call) == (True, True, True, 3)
    fake.advance(3)
    assert (await telegram.send(call)).external_id


async def test_nobody_listens_means_nothing_was_sent() -> None:
    async with FakeTelegram() as fake:
        pass
    async with connect(fake) as telegram:
        assert await failure(telegram, render(hello(), "7")[0]) == (True, True, True, None)


SECRET = "9:SECRET-TOKEN"


async def test_wrong_token_is_loud(fake: FakeTelegram, caplog: pytest.LogCaptureFixture) -> None:
    telegram = Telegram(SecretStr(SECRET), fake.url, commands={}, files=Path)
    assert await failure(telegram, render(hello(), "7")[0]) == (False, True, True, None)
    await telegram.close()
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert "does not accept the bot token" in caplog.text


@pytest.mark.parametrize("address", ["", "http://127.0.0.1:1", "http://[", "nonsense"])
async def test_token_stays_secret(fake: FakeTelegram, address: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    telegram = Telegram(SecretStr(SECRET), address or fake.url, commands={}, files=Path)
    calls = [telegram.send(render(hello(), "7")[0]), telegram.fetch(FileRef("f", "document"), Path("no"), 5)]
    errors = await asyncio.gather(*calls, return_exceptions=True)
    await telegram.close()
    told = "".join(
        "".join(traceback.format_exception(error)) for error in errors if isinstance(error, Exception)
    )
    assert "SendError" in told or "Refused" in told
    assert "FetchError" in told
    assert SECRET not in told + caplog.text + repr(telegram)


def answer(status: int, description: str = "", **parameters: Any) -> tuple[int, bytes]:
    told = {"ok": False, "error_code": status, "description": description, "parameters": parameters}
    return status, orjson.dumps(told)


KEY = ConnectionKey("api.telegram.org", 443, True, True, None, None, None)
REFUSED_CONNECTION = aiohttp.ClientConnectorError(KEY, ConnectionRefusedError(111, "refused"))
NO_NAME = aiohttp.ClientConnectorDNSError(KEY, OSError(-2, "no such name"))

#                                              retry, reachable, known, retry_after
FAILURES: dict[str, tuple[Any, tuple[bool, bool, bool, float | None]]] = {
    "connection refused": (REFUSED_CONNECTION, (True, True, True, None)),
    "name not found": (NO_NAME, (True, True, True, None)),
    "no connection free in time": (aiohttp.ConnectionTimeoutError(), (True, True, True, None)),
    "no answer in time": (aiohttp.SocketTimeoutError(), (True, True, False, None)),
    "the call took too long": (TimeoutError(), (True, True, False, None)),
    "disconnected": (aiohttp.ServerDisconnectedError(), (True, True, False, None)),
    "connection reset": (aiohttp.ClientOSError(104, "reset"), (True, True, False, None)),
    "connection reset while writing": (ConnectionResetError(), (True, True, False, None)),
    "half an answer": (aiohttp.ClientPayloadError(), (True, True, False, None)),
    "500": (answer(500, "Internal Server Error"), (True, True, False, None)),
    "502 of a proxy": ((502, b"<html>Bad Gateway</html>"), (True, True, False, None)),
    "504": (answer(504, "Gateway Timeout"), (True, True, False, None)),
    "200 cut short": ((200, b'{"ok":true,"resu'), (True, True, False, None)),
    "429": (answer(429, "Too Many Requests: retry after 7", retry_after=7), (True, True, True, 7)),
    "429 without a time": (answer(429, "Too Many Requests"), (True, True, True, None)),
    "blocked": (answer(403, "Forbidden: bot was blocked by the user"), (False, False, True, None)),
    "deactivated": (answer(403, "Forbidden: user is deactivated"), (False, False, True, None)),
    "kicked": (answer(403, "Forbidden: bot was kicked from the group chat"), (False, False, True, None)),
    "chat not found": (answer(400, "Bad Request: chat not found"), (False, False, True, None)),
    "peer unknown": (answer(400, "Bad Request: PEER_ID_INVALID"), (False, False, True, None)),
    "too long": (answer(400, "Bad Request: message is too long"), (False, True, True, None)),
    "bad button": (answer(400, "Bad Request: BUTTON_DATA_INVALID"), (False, True, True, None)),
    "file too large": (answer(413, "Request Entity Too Large"), (False, True, True, None)),
    "token unknown": (answer(401, "Unauthorized"), (False, True, True, None)),
    "method unknown": (answer(404, "Not Found"), (False, True, True, None)),
    "another poller": (answer(409, "Conflict"), (True, True, True, None)),
}


@pytest.mark.parametrize(("came", "expected"), FAILURES.values(), ids=FAILURES)
def test_failure_is_told_apart(came: Any, expected: tuple[bool, bool, bool, float | None]) -> None:
    error = judge(came)
    assert isinstance(error, Refused)
    assert (error.retry, error.reachable, error.known, error.retry_after) == expected


def test_moved_chat_tells_where_to() -> None:
    error = judge(answer(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-100200))
    assert isinstance(error, Refused)
    assert error.moved_to == -100200


def test_not_modified_is_a_success() -> None:
    assert judge(answer(400, "Bad Request: message is not modified: same")) is True


def test_a_bug_is_not_taken_for_a_failure_of_the_network() -> None:
    with pytest.raises(KeyError):
        judge(KeyError("a bug"))


# Files in.


async def test_file_is_fetched_as_it_was_sent(fake: FakeTelegram, telegram: Telegram, tmp_path: Path) -> None:
    data = bytes(range(256)) * 4096
    fake.user(7).document(data, "Mẫu.docx")
    await telegram.fetch(FileRef("file-00000001", "document"), tmp_path / "got", 2**21)
    assert (tmp_path / "got").read_bytes() == data


UNFETCHED: dict[str, tuple[FileRef, int, FetchError]] = {
    "said to be too large": (FileRef("file-00000001", "document", size=9), 8, FetchError("file.too-large")),
    "found to be too large": (FileRef("file-00000001", "document"), 8, FetchError("file.too-large")),
    "too large for Telegram": (FileRef("file-00000002", "document"), 2**30, FetchError("file.too-large")),
    "unknown": (FileRef("other", "document"), 8, FetchError("file.unavailable")),
}


@pytest.mark.parametrize(("file", "limit", "expected"), UNFETCHED.values(), ids=UNFETCHED)
async def test_file_can_not_be_had(
    fake: FakeTelegram, telegram: Telegram, tmp_path: Path, file: FileRef, limit: int, expected: FetchError
) -> None:
    fake.user(7).document(b"123456789")
    fake.user(7).document(bytes(20 * 2**20 + 1))
    with pytest.raises(FetchError) as caught:
        await telegram.fetch(file, tmp_path / "got", limit)
    assert (caught.value.problem, caught.value.retry) == (expected.problem, expected.retry)
    assert not (tmp_path / "got").exists()


async def test_file_may_be_had_later_when_the_network_fails(
    fake: FakeTelegram, telegram: Telegram, tmp_path: Path
) -> None:
    fake.user(7).document(b"123456789")
    fake.once("getFile", "drop", "502", "429")
    for _ in range(3):
        with pytest.raises(FetchError) as caught:
            await telegram.fetch(FileRef("file-00000001", "document"), tmp_path / "got", 9)
        assert (caught.value.problem, caught.value.retry) == ("file.unavailable", True)
    await telegram.fetch(FileRef("file-00000001", "document"), tmp_path / "got", 9)


async def test_many_sends_share_the_session(fake: FakeTelegram, telegram: Telegram) -> None:
    [call] = render(hello(), "7")
    fake.faults.latency_ms = 5
    sent = await asyncio.gather(*(telegram.send(call) for _ in range(300)))
    assert len({one.external_id for one in sent}) == 300
