"""Receiving by webhook: 200 means stored."""

import io
import logging
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from pydantic import SecretStr

from bot.channels.zalo_bot import ZaloBot, routes
from tests.bot.receiving import Inbox, Pauses, full
from tests.bot.zalo_bot_channel import PLAN, connect, sample
from tests.fakes.zalo_bot import FakeZaloBot

SECRET = "mot-bi-mat_9"
HEADER = "X-Bot-Api-Secret-Token"


@dataclass
class House:
    """The bot's side: a channel, its inbox, and the address it is called at."""

    zalo: ZaloBot
    inbox: Inbox
    url: str


@asynccontextmanager
async def open_house(fake: FakeZaloBot, *failures: Exception, **more: Any) -> AsyncIterator[House]:
    listener, inbox = socket.create_server(("127.0.0.1", 0)), Inbox(*failures)
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/zalo/bot/webhook"
    async with connect(fake, **{"webhook_url": url, "webhook_secret": SecretStr(SECRET), **more}) as zalo:
        app = web.Application()
        app.add_routes(routes(zalo, inbox.receive))
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        await web.SockSite(runner, listener).start()
        yield House(zalo, inbox, url)
        await runner.cleanup()


@pytest.fixture
async def fake() -> AsyncIterator[FakeZaloBot]:
    async with FakeZaloBot() as server:
        yield server


@pytest.fixture
async def house(fake: FakeZaloBot) -> AsyncIterator[House]:
    async with open_house(fake) as house:
        yield house


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


async def test_start_sets_the_webhook_and_returns(
    fake: FakeZaloBot, house: House, caplog: pytest.LogCaptureFixture
) -> None:
    await house.zalo.run(house.inbox.receive)
    assert fake.webhook is not None
    assert fake.webhook.url.startswith(f"{house.url}?v=")
    assert fake.webhook.secret == SECRET
    assert SECRET not in fake.webhook.url
    assert (fake.calls["getUpdates"], house.inbox.stored, caplog.records) == (0, {}, [])


async def test_webhook_is_set_again_only_when_something_has_changed(fake: FakeZaloBot, house: House) -> None:
    for _ in range(3):
        await house.zalo.run(house.inbox.receive)
    assert fake.calls["setWebhook"] == 1
    other = {"webhook_url": house.url, "webhook_secret": SecretStr("another-secret")}
    async with connect(fake, **other) as changed:
        await changed.run(house.inbox.receive)
    assert fake.calls["setWebhook"] == 2
    assert fake.webhook is not None
    assert fake.webhook.secret == "another-secret"


async def test_address_that_zalo_can_not_call_is_told_loudly(
    fake: FakeZaloBot, caplog: pytest.LogCaptureFixture
) -> None:
    async with open_house(fake) as house:
        elsewhere = {"webhook_url": f"{house.url}/elsewhere", "webhook_secret": SecretStr(SECRET)}
        async with connect(fake, **elsewhere) as zalo:
            await zalo.run(house.inbox.receive)
    [record] = caplog.records
    assert record.levelno == logging.ERROR
    assert record.getMessage() == (
        "Zalo could not call the webhook: webhook.http.404. See the documentation."
    )


async def test_used_up_changes_of_the_day_are_waited_out(
    fake: FakeZaloBot, caplog: pytest.LogCaptureFixture
) -> None:
    fake.webhook_changes, pauses = 0, Pauses()

    async def sleep(seconds: float) -> None:
        await pauses.sleep(seconds)
        fake.webhook_changes = len(pauses.seconds) // 3

    async with open_house(fake, sleep=sleep) as house:
        await house.zalo.run(house.inbox.receive)
    assert len(pauses.seconds) == 3
    assert "the quota of the bot is used up" in caplog.text


@pytest.mark.parametrize("envelope", [False, True], ids=["flat", "enveloped"])
async def test_updates_arrive_in_both_forms_and_twice(
    fake: FakeZaloBot, house: House, envelope: bool
) -> None:
    fake.envelope, fake.twice = envelope, True
    await house.zalo.run(house.inbox.receive)
    for number in range(3):
        fake.user(7).text(str(number))
    stored = await house.inbox.holds(3)
    assert [house.zalo.parse(one.raw, ()).text for one in stored] == ["0", "1", "2"]


async def test_full_inbox_asks_to_come_back_and_loses_nothing(fake: FakeZaloBot) -> None:
    async with open_house(fake, full(), full()) as house:
        await house.zalo.run(house.inbox.receive)
        fake.user(7).text("một")
        fake.user(8).text("hai")
        await house.inbox.holds(2)
        assert fake.webhook is not None
        assert fake.webhook.refused == 2


def said(name: str, secret: str | None = SECRET) -> dict[str, Any]:
    return {"json": sample(name), "headers": {} if secret is None else {HEADER: secret}}


BODIES: dict[str, tuple[dict[str, Any], int, int]] = {
    "a text": (said("update_text_flat_live"), 200, 1),
    "an enveloped text": (said("update_text_envelope_official"), 200, 1),
    "an event of the future is kept": (said("update_unknown_future_event"), 200, 1),
    "unsupported is kept, to be answered": (said("update_unsupported_no_content_live"), 200, 1),
    "unsupported without anybody": (said("update_unsupported_no_message"), 200, 0),
    "a group": (said("update_group_text"), 200, 0),
    "the probe": (said("update_webhook_test_probe"), 200, 0),
    "the probe without the secret": (said("update_webhook_test_probe", None), 200, 0),
    "the probe with another secret": (said("update_webhook_test_probe", "x"), 200, 0),
    "an empty body": ({"data": b""}, 200, 0),
    "an empty body of space": ({"data": b" \n"}, 200, 0),
    "a stranger's text": (said("update_text_flat_live", None), 403, 0),
    "an empty secret": (said("update_text_flat_live", ""), 403, 0),
    "a longer secret": (said("update_text_flat_live", SECRET + "x"), 403, 0),
    "an accented secret": (said("update_text_flat_live", "bí mật"), 403, 0),
    "a stranger's no JSON": ({"data": b"{"}, 403, 0),
    "no JSON": ({"data": b"{", "headers": {HEADER: SECRET}}, 400, 0),
    "bytes that are no UTF-8": ({"data": b"\xff\xfe", "headers": {HEADER: SECRET}}, 400, 0),
    "a hundred thousand brackets": ({"data": b"[" * 10**5, "headers": {HEADER: SECRET}}, 400, 0),
    "JSON of another form": ({"data": b"[1]", "headers": {HEADER: SECRET}}, 200, 0),
    "more than a megabyte": ({"data": io.BytesIO(bytes(2**20 + 1)), "headers": {HEADER: SECRET}}, 413, 0),
}


@pytest.mark.parametrize(("body", "status", "stored"), BODIES.values(), ids=BODIES)
async def test_call_is_answered(
    house: House, session: aiohttp.ClientSession, body: dict[str, Any], status: int, stored: int
) -> None:
    async with session.post(house.url, **body) as response:
        assert response.status == status
    assert len(house.inbox.stored) == stored


async def test_full_inbox_is_a_503_with_a_time(fake: FakeZaloBot, session: aiohttp.ClientSession) -> None:
    async with (
        open_house(fake, full()) as house,
        session.post(house.url, **said("update_text_flat_live")) as response,
    ):
        assert (response.status, response.headers["Retry-After"]) == (503, "5")


def test_webhook_without_a_secret_is_not_built() -> None:
    with pytest.raises(ValueError, match="secret"):
        ZaloBot(SecretStr("1:a"), "http://127.0.0.1", **PLAN, webhook_url="https://a")


async def test_polling_channel_has_no_route(fake: FakeZaloBot) -> None:
    async with connect(fake) as zalo:
        assert list(routes(zalo, Inbox().receive)) == []
