"""Being called: 200 means stored; strangers, repetitions and what is not for us."""

import io
import logging
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
import orjson
import pytest
from aiohttp import web

from bot.channels.zalo_oa import ZaloOA, routes
from bot.channels.zalo_oa.channel import SIGNED
from storage import settings
from tests.bot.receiving import Inbox, full
from tests.bot.zalo_oa_channel import Memory, connect, sample
from tests.fakes.zalo_oa import FakeZaloOA
from tests.fakes.zalo_oa.delivery import Webhook


@dataclass
class House:
    """The service's side: a channel, its inbox, its rows, and the account that calls it."""

    channel: ZaloOA
    inbox: Inbox
    memory: Memory
    webhook: Webhook


@asynccontextmanager
async def open_house(fake: FakeZaloOA, *failures: Exception, **more: Any) -> AsyncIterator[House]:
    listener, inbox, memory = socket.create_server(("127.0.0.1", 0)), Inbox(*failures), Memory()
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/zalo/oa/webhook"
    async with connect(fake, memory=memory, **more) as channel:
        app = web.Application()
        app.add_routes(routes(channel, inbox.receive))
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        await web.SockSite(runner, listener).start()
        yield House(channel, inbox, memory, fake.call(url))
        await runner.cleanup()


@pytest.fixture
async def fake() -> AsyncIterator[FakeZaloOA]:
    async with FakeZaloOA() as server:
        yield server


@pytest.fixture
async def house(fake: FakeZaloOA) -> AsyncIterator[House]:
    async with open_house(fake) as house:
        yield house


async def test_signed_events_are_stored_and_understood(fake: FakeZaloOA, house: House) -> None:
    user = fake.user("7001")
    user.follow()
    user.text("xin chào")
    user.image(b"\xff\xd8\xff", "cái khuôn")
    await house.webhook.settled()
    kinds = {house.channel.parse(one.raw, ()).kind: one for one in house.inbox.stored.values()}
    assert kinds.keys() == {"revived", "text", "file"}
    assert all(one.opens and one.address == "7001" and not one.parked for one in kinds.values())
    assert house.webhook.retries == 0


async def test_empty_probe_needs_no_signature(house: House) -> None:
    assert await house.webhook.probe() == 200
    assert house.inbox.stored == {}


@pytest.mark.parametrize("signed", ["app_id-header-secret_key", "oa_id-body-app_secret"])
async def test_way_of_signing_is_told_once_and_remembered(
    fake: FakeZaloOA, signed: str, caplog: pytest.LogCaptureFixture
) -> None:
    fake.signed = signed
    async with open_house(fake) as house:
        for number in range(3):
            fake.user("7001").text(str(number))
        await house.webhook.settled()
        assert house.channel.noted[f"signature {signed}"] == 3
        with house.memory.engine.begin() as connection:
            assert settings.get(connection, SIGNED) == signed
    told = [record for record in caplog.records if "are signed as" in record.message]
    assert [record.args for record in told] == [(signed,)]


async def test_changed_way_of_signing_is_told_again(
    fake: FakeZaloOA, house: House, caplog: pytest.LogCaptureFixture
) -> None:
    for fake.signed in ("app_id-header-secret_key", "app_id-body-secret_key"):
        fake.user("7001").text("a")
        await house.webhook.settled()
    assert sum("are signed as" in record.message for record in caplog.records) == 2


async def test_stranger_is_a_401(house: House, fake: FakeZaloOA) -> None:
    fake.app_id = "1"
    assert await house.webhook.post(orjson.dumps(sample("oa_user_send_text")), "1") == 401
    assert await house.webhook.post(b"no JSON", "1") == 401
    assert house.inbox.stored == {}
    assert house.channel.noted["signature wrong"] == 2


async def test_quarantine_keeps_a_strangers_event_aside(fake: FakeZaloOA) -> None:
    async with open_house(fake, enforce=False) as house:
        real, fake.secret_key = fake.secret_key, "another key"
        raw = orjson.dumps(sample("oa_user_send_image"))
        assert await house.webhook.post(raw, "1") == 200
        assert await house.webhook.post(raw, "1") == 200
        [kept] = house.inbox.stored.values()
        assert (kept.parked, kept.opens, kept.files, kept.raw) == ("signature", False, (), raw)
        fake.secret_key = real
        assert await house.webhook.post(raw, "1") == 200, "the real one is no duplicate of it"
        assert [one.parked for one in house.inbox.stored.values()] == ["signature", ""]


async def test_quarantine_answers_200_to_what_can_not_be_kept(fake: FakeZaloOA) -> None:
    async with open_house(fake, enforce=False) as house:
        fake.secret_key = "another key"
        for raw in (b"no JSON", b"[]", orjson.dumps(sample("zbs_change_template_status"))):
            assert await house.webhook.post(raw, "1") == 200
        assert house.inbox.stored == {}


async def test_event_of_another_account_is_counted_and_not_kept(fake: FakeZaloOA, house: House) -> None:
    for change in ({"app_id": "5"}, {"recipient": {"id": "5"}}):
        body = orjson.dumps(sample("oa_user_send_text") | change)
        assert await house.webhook.post(body, "1") == 200
    assert house.inbox.stored == {}
    assert house.channel.noted["foreign"] == 2


async def test_receipts_are_counted_and_not_kept(fake: FakeZaloOA, house: House) -> None:
    for name in ("oa_user_seen_message", "oa_user_received_message", "oa_oa_send_text_own"):
        assert await house.webhook.post(orjson.dumps(sample(name)), "1") == 200
    assert house.inbox.stored == {}
    assert house.channel.noted["ignored"] == 3


async def test_rejected_template_is_an_error_in_the_log(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("zbs_change_template_status", "zbs_change_oa_daily_quota"):
        await house.webhook.post(orjson.dumps(sample(name)), "1")
    errors = [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR]
    assert len(errors) == 2
    assert "Thiếu tên đơn vị" in errors[0]
    assert "is 500" in errors[1]


async def test_repeated_event_is_stored_once_and_its_number_counted(fake: FakeZaloOA) -> None:
    async with open_house(fake, full(), full()) as house:
        fake.user("7001").text("một")
        await house.webhook.settled()
        assert len(house.inbox.stored) == 1
        assert house.webhook.retries == 2
        assert house.channel.noted["retry"] == 2


async def test_lost_answer_makes_no_second_event(fake: FakeZaloOA, house: House) -> None:
    raw = orjson.dumps(sample("oa_user_send_text"))
    for number in range(4):
        assert await house.webhook.post(raw, "1", number) == 200
    assert len(house.inbox.stored) == 1


async def test_after_the_sixth_refusal_the_account_calls_no_more(fake: FakeZaloOA) -> None:
    async with open_house(fake, *(full() for _ in range(6))) as house:
        fake.user("7001").text("một")
        await house.webhook.settled()
        assert house.webhook.off


async def test_events_in_any_order_are_all_stored(fake: FakeZaloOA, house: House) -> None:
    house.webhook.held = []
    for number in range(5):
        fake.user("7001").text(str(number))
    await house.webhook.let_go(backwards=True)
    said = [house.channel.parse(one.raw, ()).text for one in house.inbox.stored.values()]
    assert said == ["4", "3", "2", "1", "0"]


async def test_full_inbox_is_a_503_with_a_time(fake: FakeZaloOA) -> None:
    async with open_house(fake, full()) as house, aiohttp.ClientSession() as session:
        raw = orjson.dumps(sample("oa_user_send_text"))
        async with session.post(house.webhook.url, data=raw, headers=fake.sign(raw, "1")) as response:
            assert (response.status, response.headers["Retry-After"]) == (503, "5")


async def test_too_much_is_a_413(house: House) -> None:
    body = io.BytesIO(bytes(2**20 + 1))
    async with aiohttp.ClientSession() as session, session.post(house.webhook.url, data=body) as response:
        assert response.status == 413


async def test_skewed_clocks_do_not_matter(fake: FakeZaloOA, house: House) -> None:
    for skew in (-86_400.0 * 400, 86_400.0 * 800):
        fake.advance(skew)
        fake.user("7001").text("a")
    await house.webhook.settled()
    assert len(house.inbox.stored) == 2
