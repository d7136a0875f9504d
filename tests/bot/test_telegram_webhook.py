"""Receiving by webhook: 200 means stored."""

import io
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp
import pytest
from aiohttp import web
from pydantic import SecretStr

from bot.channels.telegram import Telegram, routes
from tests.bot.receiving import Inbox, full
from tests.bot.telegram_channel import connect
from tests.fakes.telegram import FakeTelegram

SECRET = "mot-bi-mat_9"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
UPDATE = {
    "update_id": 5,
    "message": {"message_id": 1, "chat": {"id": 7, "type": "private"}, "date": 1, "text": "Xin chào"},
}


@dataclass
class House:
    """The bot's side: a channel, its inbox, and the address it is called at."""

    telegram: Telegram
    inbox: Inbox
    url: str


@asynccontextmanager
async def open_house(fake: FakeTelegram, *failures: Exception) -> AsyncIterator[House]:
    listener, inbox = socket.create_server(("127.0.0.1", 0)), Inbox(*failures)
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/telegram/webhook"
    async with connect(fake, webhook_url=url, webhook_secret=SecretStr(SECRET)) as telegram:
        app = web.Application()
        app.add_routes(routes(telegram, inbox.receive))
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        await web.SockSite(runner, listener).start()
        yield House(telegram, inbox, url)
        await runner.cleanup()


@pytest.fixture
async def fake() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram(patience=0.001) as server:
        yield server


@pytest.fixture
async def house(fake: FakeTelegram) -> AsyncIterator[House]:
    async with open_house(fake) as house:
        yield house


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


async def test_start_sets_the_webhook_and_returns(fake: FakeTelegram, house: House) -> None:
    await house.telegram.run(house.inbox.receive)
    assert fake.webhook is not None
    assert (fake.webhook.url, fake.webhook.secret) == (house.url, SECRET)
    assert fake.webhook.max_connections == 100
    assert fake.calls["getUpdates"] == 0


async def test_updates_arrive_with_the_secret_and_in_order(fake: FakeTelegram, house: House) -> None:
    fake.user(7).text("trước khi chạy")
    await house.telegram.run(house.inbox.receive)
    for number in range(3):
        fake.user(7).text(str(number))
    stored = await house.inbox.holds(4)
    said = [house.telegram.parse(one.raw, ()).text for one in stored]
    assert said == ["trước khi chạy", "0", "1", "2"]


async def test_full_inbox_asks_to_come_back_and_loses_nothing(fake: FakeTelegram) -> None:
    async with open_house(fake, full(), full()) as house:
        await house.telegram.run(house.inbox.receive)
        fake.user(7).text("một")
        fake.user(8).text("hai")
        await house.inbox.holds(2)
        assert fake.webhook is not None
        assert fake.webhook.refused == 2


async def test_pressed_button_stops_spinning(fake: FakeTelegram, house: House) -> None:
    await house.telegram.run(house.inbox.receive)
    query = {"id": "1", "from": {"id": 7, "is_bot": False, "first_name": "An"}, "data": "a"}
    fake.questions["1"] = fake.now()
    fake.push("callback_query", 7, query)
    await house.inbox.holds(1)
    await fake.called("answerCallbackQuery")
    assert not fake.refused


async def test_full_inbox_is_a_503_with_a_time(fake: FakeTelegram, session: aiohttp.ClientSession) -> None:
    async with (
        open_house(fake, full()) as house,
        session.post(house.url, json=UPDATE, headers={HEADER: SECRET}) as response,
    ):
        assert (response.status, response.headers["Retry-After"]) == (503, "5")


async def test_stored_is_a_200(house: House, session: aiohttp.ClientSession) -> None:
    async with session.post(house.url, json=UPDATE, headers={HEADER: SECRET}) as response:
        assert response.status == 200
    assert list(house.inbox.stored) == ["5"]


async def test_update_of_no_use_is_a_200(house: House, session: aiohttp.ClientSession) -> None:
    async with session.post(
        house.url, json={"update_id": 1, "poll": {}}, headers={HEADER: SECRET}
    ) as response:
        assert response.status == 200
    assert house.inbox.stored == {}


@pytest.mark.parametrize(
    "headers", [{}, {HEADER: ""}, {HEADER: "x"}, {HEADER: SECRET + "x"}, {HEADER: "bí mật"}]
)
async def test_stranger_is_a_403(
    house: House, session: aiohttp.ClientSession, headers: dict[str, str]
) -> None:
    async with session.post(house.url, json=UPDATE, headers=headers) as response:
        assert response.status == 403
    assert house.inbox.stored == {}


@pytest.mark.parametrize("size", [2**20 + 1, 3 * 2**20])
async def test_too_much_is_a_413(house: House, session: aiohttp.ClientSession, size: int) -> None:
    async with session.post(house.url, data=io.BytesIO(bytes(size)), headers={HEADER: SECRET}) as response:
        assert response.status == 413


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"foo"])
async def test_no_json_is_a_400(house: House, session: aiohttp.ClientSession, body: bytes) -> None:
    async with session.post(house.url, data=body, headers={HEADER: SECRET}) as response:
        assert response.status == 400


async def test_json_of_another_form_is_ignored(house: House, session: aiohttp.ClientSession) -> None:
    async with session.post(house.url, data=b"[1]", headers={HEADER: SECRET}) as response:
        assert response.status == 200
    assert house.inbox.stored == {}


def test_webhook_without_a_secret_is_not_built() -> None:
    with pytest.raises(ValueError, match="secret"):
        Telegram(SecretStr("1:a"), "http://127.0.0.1", commands={}, files=str, webhook_url="https://a")  # type: ignore[arg-type]


async def test_polling_channel_has_no_route(fake: FakeTelegram) -> None:
    async with connect(fake) as telegram:
        assert list(routes(telegram, Inbox().receive)) == []
