"""Receiving by polling: what Zalo hands over is gone there, so it is stored before the next is asked for."""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence

import aiohttp
import orjson
import pytest
from pydantic import SecretStr

from bot.channels.base import Received
from bot.channels.zalo_bot import ZaloBot
from tests.bot.receiving import Inbox, Pauses, full, running
from tests.bot.zalo_bot_channel import PLAN, connect, sample
from tests.fakes.zalo_bot import FakeZaloBot
from tests.fakes.zalo_bot.delivery import Update

TWO_HOURS = 2 * 3600


@pytest.fixture
async def fake() -> AsyncIterator[FakeZaloBot]:
    async with FakeZaloBot() as server:
        yield server


@pytest.fixture
def pauses() -> Pauses:
    return Pauses()


@pytest.fixture
async def zalo(fake: FakeZaloBot, pauses: Pauses) -> AsyncIterator[ZaloBot]:
    async with connect(fake, sleep=pauses.sleep) as channel:
        yield channel


def texts(zalo: ZaloBot, received: Sequence[Received]) -> list[str]:
    return [zalo.parse(one.raw, one.stored).text for one in received]


async def test_bot_says_its_name_and_then_asks(
    fake: FakeZaloBot, zalo: ZaloBot, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    async with running(zalo, Inbox()):
        await fake.called("getUpdates")
    assert [record.getMessage() for record in caplog.records] == ["Zalo Bot: this bot is bot.SangKienThu."]
    assert fake.refused == {"deleteWebhook 400 Bad request: no webhook is set": 1}


async def test_updates_come_one_by_one_and_are_stored_in_order(fake: FakeZaloBot, zalo: ZaloBot) -> None:
    for number in range(30):
        fake.user(number % 7).text(str(number))
    inbox = Inbox()
    async with running(zalo, inbox):
        stored = await inbox.holds(30)
    assert texts(zalo, stored) == [str(number) for number in range(30)]
    assert inbox.batches == [1] * 30


async def test_update_that_comes_during_a_poll_is_received_at_once(fake: FakeZaloBot, zalo: ZaloBot) -> None:
    inbox = Inbox()
    async with running(zalo, inbox):
        await fake.called("getUpdates")
        fake.user(7).text("Xin chào")
        assert texts(zalo, await inbox.holds(1)) == ["Xin chào"]


@pytest.mark.parametrize("bare", [False, True], ids=["an error 408", "a success without a result"])
async def test_empty_poll_is_no_failure(
    fake: FakeZaloBot, zalo: ZaloBot, pauses: Pauses, bare: bool, caplog: pytest.LogCaptureFixture
) -> None:
    fake.bare = bare
    async with running(zalo, Inbox()):
        await fake.called("getUpdates", 2)
    assert pauses.seconds == []
    assert caplog.records == []


async def test_empty_polls_that_come_at_once_do_not_burn_the_processor(
    fake: FakeZaloBot, zalo: ZaloBot, pauses: Pauses
) -> None:
    fake.once("getUpdates", *[408] * 20)
    async with running(zalo, Inbox()):
        await pauses.count(20)
    assert pauses.seconds[:20] == [1.0] * 20


async def test_what_could_not_be_stored_is_tried_until_it_is_and_nothing_is_asked_meanwhile(
    fake: FakeZaloBot, zalo: ZaloBot, pauses: Pauses
) -> None:
    fake.user(7).text("một")
    fake.user(7).text("hai")
    inbox = Inbox(full(), RuntimeError("the disk is full"), full())
    async with running(zalo, inbox):
        assert texts(zalo, await inbox.holds(2)) == ["một", "hai"]
    assert len(pauses.seconds) == 3
    assert inbox.batches == [1, 1]


async def test_outage_of_two_hours_is_waited_out_slower_and_slower(
    fake: FakeZaloBot, zalo: ZaloBot, pauses: Pauses, caplog: pytest.LogCaptureFixture
) -> None:
    inbox = Inbox()
    async with running(zalo, inbox):
        await fake.called("getUpdates")
        fake.out = True
        fake.user(7).text("trong lúc mất kết nối")
        await inbox.holds(1)  # the poll that was open
        while sum(pauses.seconds) < TWO_HOURS:
            await pauses.count(len(pauses.seconds) + 1)
        fake.out = False
        fake.user(7).text("sau đó")
        assert texts(zalo, await inbox.holds(2)) == ["trong lúc mất kết nối", "sau đó"]
    assert len(pauses.seconds) < 150  # a minute each
    for seconds, base in zip(pauses.seconds, [1, 2, 4, 8, 16, 32], strict=False):
        assert 0.75 * base <= seconds <= 1.25 * base
    assert max(pauses.seconds) == 60
    assert [record.getMessage() for record in caplog.records] == [
        "Zalo Bot: Refused: unreadable answer (502); trying again."
    ]


@pytest.mark.parametrize("fault", ["drop", 403, 429, 500, 504])
async def test_failed_poll_is_tried_again(
    fake: FakeZaloBot, zalo: ZaloBot, pauses: Pauses, fault: int
) -> None:
    fake.once("getUpdates", fault)
    fake.user(7).text("một")
    inbox = Inbox()
    async with running(zalo, inbox):
        await inbox.holds(1)
    assert [round(seconds) for seconds in pauses.seconds] == [1]


async def test_start_is_tried_until_zalo_answers(fake: FakeZaloBot, zalo: ZaloBot) -> None:
    for method in ("getMe", "deleteWebhook"):
        fake.once(method, "drop", 500, 408)
    fake.user(7).text("một")
    inbox = Inbox()
    async with running(zalo, inbox):
        await inbox.holds(1)


async def test_webhook_of_before_is_removed(fake: FakeZaloBot, zalo: ZaloBot) -> None:
    before = {"url": "http://127.0.0.1:1/", "secret_token": "mot-bi-mat"}
    async with aiohttp.ClientSession() as session:
        await session.post(f"{fake.url}/bot{fake.token}/setWebhook", json=before)
    async with running(zalo, Inbox()):
        await fake.called("getUpdates")
    assert fake.webhook is None


async def test_wrong_token_is_said_once_and_waited_out(
    fake: FakeZaloBot, pauses: Pauses, caplog: pytest.LogCaptureFixture
) -> None:
    async with connect(fake, sleep=pauses.sleep) as zalo:
        fake.token = "4002:NEW"
        async with running(zalo, Inbox()):
            await pauses.count(8)
    assert [record.getMessage() for record in caplog.records] == [
        "Zalo does not accept the bot token; check the setting and restart."
    ]


@pytest.mark.parametrize("address", ["http://127.0.0.1:1", "http://[", "nonsense"])
async def test_token_stays_secret_while_zalo_is_out_of_reach(
    pauses: Pauses, address: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    zalo = ZaloBot(SecretStr("9:SECRET-TOKEN"), address, **PLAN, sleep=pauses.sleep)
    async with running(zalo, Inbox()):
        await pauses.count(3)
    await zalo.close()
    assert "trying again" in caplog.text
    assert "SECRET-TOKEN" not in caplog.text


#  sample: is it stored, is it counted
COUNTED: dict[str, tuple[int, str]] = {
    "update_unknown_future_event": (1, "message.link.received"),
    "update_unsupported_no_message": (0, "message.unsupported.received"),
    "update_group_text": (0, "message.text.received"),
    "update_sticker_object_defensive": (1, ""),
}


@pytest.mark.parametrize(("name", "expected"), COUNTED.items(), ids=COUNTED)
async def test_what_nobody_said_or_can_be_answered_is_counted_and_stops_nothing(
    fake: FakeZaloBot,
    zalo: ZaloBot,
    name: str,
    expected: tuple[int, str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    stored, counted = expected
    body = sample(name)
    fake.polling.offer([Update("", orjson.dumps(body.get("result", body)))])
    fake.user(7).text("sau")
    inbox = Inbox()
    async with running(zalo, inbox):
        assert texts(zalo, await inbox.holds(stored + 1))[-1] == "sau"
    assert zalo.ignored == ({counted: 1} if counted else {})
    assert "vi-du.invalid" not in caplog.text


async def test_two_updates_in_one_answer_are_both_stored(
    fake: FakeZaloBot, zalo: ZaloBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake.user(7).text("một")
    fake.user(7).text("hai")
    both = [orjson.loads(update.body) for update in fake.polling.waiting]
    inbox = Inbox()
    await zalo.accept(both, inbox.receive)
    assert texts(zalo, list(inbox.stored.values())) == ["một", "hai"]
    assert inbox.batches == [2]


async def test_stopped_while_storing_keeps_what_the_inbox_was_given(fake: FakeZaloBot, zalo: ZaloBot) -> None:
    given: list[Received] = []
    storing = asyncio.Event()

    class Hanging(Inbox):
        async def receive(self, updates: Sequence[Received]) -> list[int]:
            given.extend(updates)
            storing.set()
            await asyncio.Event().wait()
            return []

    fake.user(7).text("một")
    async with running(zalo, Hanging()):
        await storing.wait()
    assert texts(zalo, given) == ["một"]
    assert fake.calls["getUpdates"] == 1
