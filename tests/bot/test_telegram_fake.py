"""The fake Bot API is as strict as Telegram, and an independent client (aiogram) understands it."""

import asyncio
import base64
import sys
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import orjson
import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import BufferedInputFile, InlineKeyboardButton, InlineKeyboardMarkup

from tests.fakes.telegram import FakeTelegram

PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)
Json = dict[str, Any]


@pytest.fixture
async def fake() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram(patience=0.001) as server:
        server.user(7).text("/start")
        yield server


class Api:
    """The bot's side, as plain as possible: what `call` returns is what Telegram wrote."""

    def __init__(self, fake: FakeTelegram, session: aiohttp.ClientSession) -> None:
        self._fake, self._session = fake, session

    async def call(self, method: str, token: str = "", **params: Any) -> Json:
        url = f"{self._fake.url}/bot{token or self._fake.token}/{method}"
        async with self._session.post(url, json=params) as response:
            answer: Json = orjson.loads(await response.read())
        assert answer["ok"] or answer["error_code"] == response.status
        return answer

    async def updates(self, **params: Any) -> list[Json]:
        return list((await self.call("getUpdates", **params))["result"])

    async def say(self, text: str = "?", data: str = "") -> Json:
        keyboard = {"inline_keyboard": [[{"text": "1. Có", "callback_data": data}]]} if data else None
        return dict((await self.call("sendMessage", chat_id=7, text=text, reply_markup=keyboard))["result"])


@pytest.fixture
async def api(fake: FakeTelegram) -> AsyncIterator[Api]:
    async with aiohttp.ClientSession() as session:
        yield Api(fake, session)


def keyboard(*buttons: Json) -> Json:
    return {"chat_id": 7, "text": "a", "reply_markup": {"inline_keyboard": [list(buttons)]}}


REFUSED: dict[str, tuple[str, Json, str]] = {
    "no chat": ("sendMessage", {"text": "a"}, "400 Bad Request: chat_id is empty"),
    "no text": ("sendMessage", {"chat_id": 7}, "400 Bad Request: message text is empty"),
    "only space": ("sendMessage", {"chat_id": 7, "text": " \n"}, "400 Bad Request: message text is empty"),
    "4097 letters": (
        "sendMessage",
        {"chat_id": 7, "text": "a" * 4097},
        "400 Bad Request: message is too long",
    ),
    "2049 emoji": (
        "sendMessage",
        {"chat_id": 7, "text": "😀" * 2049},
        "400 Bad Request: message is too long",
    ),
    "unknown chat": ("sendMessage", {"chat_id": 8, "text": "a"}, "400 Bad Request: chat not found"),
    "unknown name": ("sendMessage", {"chat_id": "@an", "text": "a"}, "400 Bad Request: chat not found"),
    "65 bytes of data": (
        "sendMessage",
        keyboard({"text": "b", "callback_data": "a" * 65}),
        "400 Bad Request: BUTTON_DATA_INVALID",
    ),
    "22 Vietnamese letters of data": (
        "sendMessage",
        keyboard({"text": "b", "callback_data": "ậ" * 22}),
        "400 Bad Request: BUTTON_DATA_INVALID",
    ),
    "empty data": (
        "sendMessage",
        keyboard({"text": "b", "callback_data": ""}),
        "400 Bad Request: BUTTON_DATA_INVALID",
    ),
    "a button without data": (
        "sendMessage",
        keyboard({"text": "b"}),
        "400 Bad Request: can't parse inline keyboard button:"
        " Text buttons are unallowed in the inline keyboard",
    ),
    "a markup that is no JSON": (
        "sendMessage",
        {"chat_id": 7, "text": "a", "reply_markup": "{"},
        "400 Bad Request: can't parse reply markup JSON object",
    ),
    "no photo": ("sendPhoto", {"chat_id": 7}, "400 Bad Request: there is no photo in the request"),
    "an edit of nothing": (
        "editMessageText",
        {"chat_id": 7, "message_id": 99, "text": "a"},
        "400 Bad Request: message to edit not found",
    ),
    "an edit of the person's message": (
        "editMessageText",
        {"chat_id": 7, "message_id": 1, "text": "a"},
        "400 Bad Request: message to edit not found",
    ),
    "a deletion of nothing": (
        "deleteMessage",
        {"chat_id": 7, "message_id": 99},
        "400 Bad Request: message to delete not found",
    ),
    "an unknown query": (
        "answerCallbackQuery",
        {"callback_query_id": "1"},
        "400 Bad Request: query is too old and response timeout expired or query ID is invalid",
    ),
    "an unknown file": (
        "getFile",
        {"file_id": "x"},
        "400 Bad Request: wrong file_id or the file is temporarily unavailable",
    ),
    "a command with an accent": (
        "setMyCommands",
        {"commands": [{"command": "huỷ", "description": "Dừng"}]},
        "400 Bad Request: BOT_COMMAND_INVALID",
    ),
    "a command without words": (
        "setMyCommands",
        {"commands": [{"command": "huy", "description": ""}]},
        "400 Bad Request: BOT_COMMAND_DESCRIPTION_INVALID",
    ),
    "no updates at all": ("getUpdates", {"limit": 0}, "400 Bad Request: limit must be between 1 and 100"),
    "101 updates": ("getUpdates", {"limit": 101}, "400 Bad Request: limit must be between 1 and 100"),
    "a webhook without TLS": (
        "setWebhook",
        {"url": "http://example.vn/"},
        "400 Bad Request: bad webhook: An HTTPS URL must be provided for webhook",
    ),
    "a secret with a space": (
        "setWebhook",
        {"url": "https://example.vn/", "secret_token": "a b"},
        "400 Bad Request: secret token contains unallowed characters",
    ),
    "an unknown method": ("sendPigeon", {"chat_id": 7}, "404 Not Found: method not found"),
}


@pytest.mark.parametrize(("method", "params", "expected"), REFUSED.values(), ids=REFUSED)
async def test_refuses(api: Api, fake: FakeTelegram, method: str, params: Json, expected: str) -> None:
    answer = await api.call(method, **params)
    assert f"{answer['error_code']} {answer['description']}" == expected
    assert list(fake.refused) == [f"{method} {expected}"]
    assert fake.user(7).unread == 0


async def test_takes_what_is_just_allowed(api: Api, fake: FakeTelegram) -> None:
    assert (await api.call("sendMessage", chat_id="7", text="😀" * 2048))["ok"]
    assert (await api.call("sendMessage", **keyboard({"text": "b", "callback_data": "a" * 64})))["ok"]
    assert (await api.call("SENDMESSAGE", chat_id=7, text=" a "))["result"]["text"] == "a"


async def test_wrong_token_is_unauthorized(api: Api) -> None:
    assert (await api.call("getMe", token="1:x"))["error_code"] == 401


async def test_blocked_chat_is_forbidden_until_unblocked(api: Api, fake: FakeTelegram) -> None:
    user = fake.user(7)
    user.block()
    assert (await api.call("sendMessage", chat_id=7, text="a"))["error_code"] == 403
    with pytest.raises(AssertionError, match="blocked"):
        user.text("a")
    user.unblock()
    assert (await api.call("sendMessage", chat_id=7, text="a"))["ok"]
    kinds = [next(key for key in update if key != "update_id") for update in await api.updates()]
    assert kinds == ["message", "my_chat_member", "my_chat_member"]


async def test_message_ids_grow_over_both_directions(api: Api, fake: FakeTelegram) -> None:
    sent = await api.say()
    assert (sent["message_id"], fake.user(7).text("a"), (await api.say())["message_id"]) == (2, 3, 4)


async def test_pressing_asks_a_query_that_can_be_answered_for_150_seconds(
    api: Api, fake: FakeTelegram
) -> None:
    await api.say(data="a:1")
    fake.user(7).press("Có")
    fake.user(7).press("1. Có")
    first, second = (update["callback_query"] for update in (await api.updates())[1:])
    assert (first["data"], first["message"]["message_id"]) == ("a:1", 2)
    assert (await api.call("answerCallbackQuery", callback_query_id=first["id"]))["ok"]
    fake.advance(151)
    assert not (await api.call("answerCallbackQuery", callback_query_id=second["id"]))["ok"]


async def test_missing_button_fails_with_those_there_are(api: Api, fake: FakeTelegram) -> None:
    await api.say(data="a:1")
    with pytest.raises(AssertionError, match=r"no button 'Không'; the last ones are \[\['1. Có'\]\]"):
        fake.user(7).press("Không")


async def test_edit_without_a_keyboard_takes_it_away(api: Api, fake: FakeTelegram) -> None:
    sent = await api.say(data="a:1")
    edit = {"chat_id": 7, "message_id": sent["message_id"], "text": "Xong"}
    assert (await api.call("editMessageText", **edit))["result"]["text"] == "Xong"
    again = await api.call("editMessageText", **edit)
    assert again["description"].startswith("Bad Request: message is not modified")
    shown = await fake.user(7).reply()
    assert (shown.text, shown.labels, fake.user(7).unread) == ("Xong", [], 0)


async def test_deleted_message_leaves_the_screen(api: Api, fake: FakeTelegram) -> None:
    sent = await api.say()
    assert (await api.call("deleteMessage", chat_id=7, message_id=sent["message_id"]))["result"] is True
    assert fake.user(7).screen == {}


async def test_offset_confirms_what_is_before_it(api: Api, fake: FakeTelegram) -> None:
    for text in "abc":
        fake.user(7).text(text)
    first = await api.updates(limit=2)
    assert await api.updates(limit=2) == first
    rest = await api.updates(offset=first[-1]["update_id"] + 1)
    assert [update["message"]["text"] for update in rest] == ["b", "c"]
    assert [update["message"]["text"] for update in await api.updates(offset=-1)] == ["c"]
    assert len(await api.updates()) == 1


async def test_long_poll_answers_when_something_comes(api: Api, fake: FakeTelegram) -> None:
    [start] = await api.updates()
    poll = asyncio.create_task(api.updates(offset=start["update_id"] + 1, timeout=50))
    await fake.called("getUpdates", 2)
    fake.user(7).text("a")
    assert [update["message"]["text"] for update in await poll] == ["a"]


async def test_only_the_types_asked_for_come(api: Api, fake: FakeTelegram) -> None:
    await api.updates(allowed_updates=["callback_query"])
    fake.user(7).text("a")
    await api.updates(allowed_updates=["message"])
    fake.user(7).text("b")
    assert [update["message"]["text"] for update in await api.updates()] == ["/start", "b"]


async def test_second_poller_ends_the_first(api: Api, fake: FakeTelegram) -> None:
    [start] = await api.updates()
    first = asyncio.create_task(api.call("getUpdates", offset=start["update_id"] + 1, timeout=50))
    await fake.called("getUpdates", 2)
    second = asyncio.create_task(api.call("getUpdates", offset=start["update_id"] + 1, timeout=50))
    assert (await first)["error_code"] == 409
    fake.user(7).text("a")
    assert len((await second)["result"]) == 1


async def test_polling_is_refused_while_a_webhook_is_set(api: Api, fake: FakeTelegram) -> None:
    await api.call("setWebhook", url="http://127.0.0.1:1/")
    assert (await api.call("getUpdates"))["error_code"] == 409
    info = (await api.call("getWebhookInfo"))["result"]
    assert (info["url"], info["pending_update_count"]) == ("http://127.0.0.1:1/", 1)
    await api.call("deleteWebhook")
    assert len(await api.updates()) == 1


async def test_dropping_pending_updates_forgets_them(api: Api) -> None:
    await api.call("deleteWebhook", drop_pending_updates=True)
    assert await api.updates() == []


async def test_file_comes_back_as_it_was_sent(api: Api, fake: FakeTelegram) -> None:
    fake.user(7).photo(PNG, "Ảnh")
    message = (await api.updates())[-1]["message"]
    largest = message["photo"][-1]
    path = (await api.call("getFile", file_id=largest["file_id"]))["result"]["file_path"]
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{fake.url}/file/bot{fake.token}/{path}") as response:
            assert await response.read() == PNG
        async with session.get(f"{fake.url}/file/bot1:x/{path}") as response:
            assert response.status == 404


async def test_file_over_20_megabytes_can_not_be_had(api: Api, fake: FakeTelegram) -> None:
    fake.user(7).document(bytes(20 * 2**20 + 1))
    file_id = (await api.updates())[-1]["message"]["document"]["file_id"]
    assert (await api.call("getFile", file_id=file_id))["description"] == "Bad Request: file is too big"


async def test_album_is_several_messages_of_one_group(api: Api, fake: FakeTelegram) -> None:
    fake.user(7).album([PNG, PNG], "Hai ảnh")
    first, second = (update["message"] for update in (await api.updates())[1:])
    assert first["media_group_id"] == second["media_group_id"]
    assert (first["caption"], "caption" in second) == ("Hai ảnh", False)


async def test_chat_that_was_told_to_wait_is_told_again(api: Api, fake: FakeTelegram) -> None:
    fake.faults.retry_after = 5
    fake.once("sendMessage", "429")
    answers = [await api.call("sendMessage", chat_id=7, text="a") for _ in range(2)]
    assert [answer["parameters"]["retry_after"] for answer in answers] == [5, 5]
    fake.advance(5)
    assert (await api.call("sendMessage", chat_id=7, text="a"))["ok"]


async def test_lost_answer_is_shown_and_dropped_call_is_not(api: Api, fake: FakeTelegram) -> None:
    fake.once("sendMessage", "drop", "lost")
    for shown in (0, 1):
        with pytest.raises(aiohttp.ClientError):
            await api.call("sendMessage", chat_id=7, text="a")
        assert fake.user(7).unread == shown


async def test_shares_of_faults_are_kept(api: Api, fake: FakeTelegram) -> None:
    fake.faults.error_500, fake.faults.error_502 = 0.25, 0.25
    answers = [await api.call("sendMessage", chat_id=7, text="a") for _ in range(200)]
    counts = {code: sum(answer.get("error_code") == code for answer in answers) for code in (500, 502)}
    assert all(25 < count < 75 for count in counts.values())
    assert (await api.call("getMe"))["ok"]


async def test_silence_fails_with_the_user_named(fake: FakeTelegram) -> None:
    with pytest.raises(AssertionError, match="the bot sent user 7 nothing within 0"):
        await fake.user(7).reply(seconds=0)


async def test_aiogram_understands_every_update(fake: FakeTelegram, api: Api) -> None:
    user = fake.user(7)
    await api.say(data="a:1")
    user.press("Có")
    user.edit("/huy")
    user.photo(PNG, "Ảnh")
    user.album([PNG, PNG])
    user.document(b"%PDF", "Mẫu.pdf")
    user.voice(b"OggS")
    user.sticker("👍")
    user.block()
    user.unblock()
    async with aiogram(fake) as bot:
        updates = await bot.get_updates()
    assert [update.event_type for update in updates] == [
        "message",
        "callback_query",
        "edited_message",
        *["message"] * 6,
        "my_chat_member",
        "my_chat_member",
    ]


async def test_aiogram_plays_a_whole_dialogue(fake: FakeTelegram) -> None:
    user = fake.user(7)
    buttons = [[InlineKeyboardButton(text="1. Có", callback_data="a:1")]]
    async with aiogram(fake) as bot:
        sent = await bot.send_message(
            7, "Đúng chưa?", reply_markup=InlineKeyboardMarkup(inline_keyboard=buttons)
        )
        user.press("Có")
        _, pressed = await bot.get_updates()
        assert pressed.callback_query is not None
        assert await bot.answer_callback_query(pressed.callback_query.id)
        await bot.edit_message_text("Xong", chat_id=7, message_id=sent.message_id)
        document = await bot.send_document(7, BufferedInputFile(b"%PDF", "Phiếu.pdf"), caption="Phiếu")
        assert document.document is not None
        file = await bot.get_file(document.document.file_id)
        downloaded = await bot.download_file(str(file.file_path))
        assert downloaded is not None
        assert downloaded.read() == b"%PDF"
        with pytest.raises(TelegramBadRequest, match="message is not modified"):
            await bot.edit_message_text("Xong", chat_id=7, message_id=sent.message_id)
    assert [(shown.kind, shown.text, shown.name) for shown in user.screen.values()] == [
        ("text", "Xong", ""),
        ("document", "Phiếu", "Phiếu.pdf"),
    ]


def aiogram(fake: FakeTelegram) -> Bot:
    return Bot(fake.token, session=AiohttpSession(api=TelegramAPIServer.from_base(fake.url)))


async def test_other_processes_play_users_over_http() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.fakes.telegram", "--port", "0", stdout=asyncio.subprocess.PIPE
    )
    try:
        assert process.stdout is not None
        url = (await process.stdout.readline()).decode().strip()
        async with aiohttp.ClientSession(url) as session:
            photo = base64.b64encode(PNG).decode()
            for deed, given in (("text", {"text": "/start"}), ("photo", {"data": photo})):
                async with session.post(f"/control/users/7/{deed}", json=given) as response:
                    assert response.status == 200
            async with session.post("/bot123456:TEST-TOKEN/sendMessage", json={"chat_id": 7, "text": "Chào"}):
                pass
            async with session.get("/control/users/7/reply") as response:
                assert orjson.loads(await response.read())["text"] == "Chào"
            async with session.get("/control/counts") as response:
                assert orjson.loads(await response.read())["calls"] == {"sendMessage": 1}
    finally:
        process.terminate()
        assert await process.wait() == 0
