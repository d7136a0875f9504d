"""Receiving by polling: nothing is confirmed before it is stored, and nothing stops the poller."""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import aiohttp
import pytest
from pydantic import SecretStr

from bot.channels.base import Received
from bot.channels.telegram import Telegram
from tests.bot.receiving import Inbox, Pauses, full, running
from tests.bot.telegram_channel import COMMANDS, connect
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram.delivery import Update


@pytest.fixture
async def fake() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram() as server:
        yield server


@pytest.fixture
def pauses() -> Pauses:
    return Pauses()


@pytest.fixture
async def telegram(fake: FakeTelegram, pauses: Pauses) -> AsyncIterator[Telegram]:
    async with connect(fake, sleep=pauses.sleep) as channel:
        yield channel


def texts(telegram: Telegram, received: Sequence[Received]) -> list[str]:
    return [telegram.parse(one.raw, one.stored).text for one in received]


async def test_bot_says_its_name_and_shows_its_menu_in_each_language(
    fake: FakeTelegram, telegram: Telegram, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    async with running(telegram, Inbox()):
        await fake.called("getUpdates")
    assert fake.commands == {"": COMMANDS["vi"], **COMMANDS}
    assert telegram.start_link == "https://t.me/sangkien_test_bot?start="
    assert [record.getMessage() for record in caplog.records] == ["Telegram: this bot is @sangkien_test_bot."]


async def test_updates_are_stored_in_order_and_then_confirmed(fake: FakeTelegram, telegram: Telegram) -> None:
    for number in range(150):
        fake.user(number % 7).text(str(number))
    inbox = Inbox()
    async with running(telegram, inbox):
        stored = await inbox.holds(150)
        await fake.called("getUpdates", 3)
    assert texts(telegram, stored) == [str(number) for number in range(150)]
    assert inbox.batches == [100, 50]
    assert not fake.polling.waiting


async def test_update_that_comes_during_a_poll_is_received_at_once(
    fake: FakeTelegram, telegram: Telegram
) -> None:
    inbox = Inbox()
    async with running(telegram, inbox):
        await fake.called("deleteWebhook")
        fake.user(7).text("Xin chào")
        assert texts(telegram, await inbox.holds(1)) == ["Xin chào"]


async def test_what_could_not_be_stored_is_asked_for_again(
    fake: FakeTelegram, telegram: Telegram, pauses: Pauses
) -> None:
    fake.user(7).text("một")
    inbox = Inbox(full(), RuntimeError("the disk is full"), full())
    async with running(telegram, inbox):
        assert texts(telegram, await inbox.holds(1)) == ["một"]
    assert [round(seconds, -1) for seconds in pauses.seconds] == [0, 0, 0]
    assert inbox.failures == []


async def test_killed_while_storing_loses_nothing(fake: FakeTelegram, telegram: Telegram) -> None:
    storing = asyncio.Event()

    class Hanging(Inbox):
        async def receive(self, updates: Sequence[Received]) -> list[int]:
            storing.set()
            await asyncio.Event().wait()
            return []

    fake.user(7).text("một")
    async with running(telegram, Hanging()):
        await storing.wait()
    inbox = Inbox()
    async with connect(fake) as restarted, running(restarted, inbox):
        assert texts(restarted, await inbox.holds(1)) == ["một"]


async def test_duplicates_are_offered_with_the_same_id(fake: FakeTelegram, telegram: Telegram) -> None:
    fake.faults.duplicate = 1.0
    inbox = Inbox()
    async with running(telegram, inbox):
        for number in range(5):
            fake.user(7).text(str(number))
            await inbox.holds(number + 1)
        await fake.called("getUpdates", fake.calls["getUpdates"] + 2)
    assert sum(inbox.batches) > len(inbox.stored) == 5


async def test_failures_are_waited_out_longer_and_longer(
    fake: FakeTelegram, telegram: Telegram, pauses: Pauses
) -> None:
    fake.once("getUpdates", "drop", "500", "502", "drop", "500", "502", "drop")
    fake.user(7).text("một")
    inbox = Inbox()
    async with running(telegram, inbox):
        await inbox.holds(1)
    expected = [1, 2, 4, 8, 16, 30, 30]
    assert len(pauses.seconds) == len(expected)
    for seconds, base in zip(pauses.seconds, expected, strict=True):
        assert 0.75 * base <= seconds <= min(30, 1.25 * base)


async def test_too_many_requests_are_waited_out_as_asked(
    fake: FakeTelegram, telegram: Telegram, pauses: Pauses
) -> None:
    fake.faults.retry_after = 40
    fake.once("getMe", "429")
    fake.once("getUpdates", "429")
    async with running(telegram, Inbox()):
        await fake.called("getUpdates", 2)
    assert pauses.seconds == [40, 40]


async def test_start_is_tried_until_telegram_answers(fake: FakeTelegram, telegram: Telegram) -> None:
    for method in ("getMe", "setMyCommands", "deleteWebhook"):
        fake.once(method, "drop", "502")
    fake.user(7).text("một")
    inbox = Inbox()
    async with running(telegram, inbox):
        await inbox.holds(1)
    assert fake.commands[""] == COMMANDS["vi"]


async def test_commands_that_are_not_taken_do_not_keep_the_bot_deaf(fake: FakeTelegram) -> None:
    fake.user(7).text("một")
    inbox = Inbox()
    async with connect(fake, commands={"vi": [("huỷ", "Dừng")]}) as telegram, running(telegram, inbox):
        await inbox.holds(1)
    assert fake.commands == {}


async def test_webhook_of_before_is_removed_and_what_waits_is_kept(
    fake: FakeTelegram, telegram: Telegram
) -> None:
    nowhere = {"url": "http://127.0.0.1:1/", "max_connections": 1}
    async with aiohttp.ClientSession() as session:
        await session.post(f"{fake.url}/bot{fake.token}/setWebhook", json=nowhere)
    fake.user(7).text("một")
    inbox = Inbox()
    async with running(telegram, inbox):
        assert texts(telegram, await inbox.holds(1)) == ["một"]


async def test_second_process_is_told_of_in_one_sentence(
    fake: FakeTelegram, telegram: Telegram, caplog: pytest.LogCaptureFixture
) -> None:
    inbox = Inbox()
    async with running(telegram, inbox):
        await fake.called("getUpdates")
        async with connect(fake, sleep=Pauses().sleep) as other, running(other, Inbox()):
            await fake.called("getUpdates", 4)
        fake.user(7).text("một")
        await inbox.holds(1)
    said = {record.getMessage() for record in caplog.records}
    assert said == {
        "Another process receives with this bot token; stop one of the two. Waiting for it to end."
    }


async def test_wrong_token_is_said_once_and_waited_out(
    fake: FakeTelegram, pauses: Pauses, caplog: pytest.LogCaptureFixture
) -> None:
    async with connect(fake, sleep=pauses.sleep) as telegram:
        fake.token = "123456:NEW"
        async with running(telegram, Inbox()):
            await pauses.count(8)
    assert [record.getMessage() for record in caplog.records] == [
        "Telegram does not accept the bot token; check the setting and restart."
    ]


@pytest.mark.parametrize("address", ["http://127.0.0.1:1", "http://[", "nonsense"])
async def test_token_stays_secret_while_telegram_is_out_of_reach(
    pauses: Pauses, address: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    token = SecretStr("9:SECRET-TOKEN")
    telegram = Telegram(token, address, commands=COMMANDS, files=Path, sleep=pauses.sleep)
    async with running(telegram, Inbox()):
        await pauses.count(3)
    await telegram.close()
    assert "trying again" in caplog.text
    assert token.get_secret_value() not in caplog.text


BROKEN: dict[str, tuple[bytes, int]] = {
    "half an emoji": (b'{"update_id":1,"message":{"text":"\\ud83d","chat":{"id":7,"type":"private"}}}', 1),
    "bytes that are no UTF-8": (
        b'{"update_id":1,"message":{"text":"\xff","chat":{"id":7,"type":"private"}}}',
        1,
    ),
    "a number that is none": (b'{"update_id":1,"message":{"date":NaN,"chat":{"id":7,"type":"private"}}}', 1),
    "a message that is a word": (b'{"update_id":1,"message":"a"}', 0),
    "a channel post": (b'{"update_id":1,"channel_post":{"message_id":1}}', 0),
    "no content": (b'{"update_id":1}', 0),
}


@pytest.mark.parametrize(("body", "stored"), BROKEN.values(), ids=BROKEN)
async def test_odd_update_does_not_stop_those_behind_it(
    fake: FakeTelegram, telegram: Telegram, body: bytes, stored: int
) -> None:
    fake.polling.offer([Update(1, 7, body)])
    fake.user(7).text("sau")
    inbox = Inbox()
    async with running(telegram, inbox):
        assert texts(telegram, await inbox.holds(stored + 1))[-1] == "sau"


async def test_update_of_no_use_is_counted_by_type_and_confirmed(
    fake: FakeTelegram, telegram: Telegram, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    fake.polling.offer([Update(1, 7, b'{"update_id":1,"channel_post":{"text":"chuyen rieng"}}')])
    async with running(telegram, Inbox()):
        await fake.called("getUpdates", 2)
    assert telegram.ignored == {"channel_post": 1}
    assert not fake.polling.waiting
    assert "Ignored an update of type channel_post." in caplog.text
    assert "chuyen rieng" not in caplog.text


async def test_pressed_button_stops_spinning(fake: FakeTelegram, telegram: Telegram) -> None:
    user = fake.user(7)
    user.text("/start")
    inbox = Inbox()
    async with running(telegram, inbox):
        await show_button(fake)
        user.press("Có")
        stored = await inbox.holds(2)
        await fake.called("answerCallbackQuery")
    assert telegram.parse(stored[1].raw, ()).value == "a:1"
    assert not fake.refused


async def test_button_pressed_long_ago_is_received_all_the_same(
    fake: FakeTelegram, telegram: Telegram, caplog: pytest.LogCaptureFixture
) -> None:
    user = fake.user(7)
    user.text("/start")
    await show_button(fake)
    user.press("Có")
    fake.advance(151)
    inbox = Inbox()
    async with running(telegram, inbox):
        stored = await inbox.holds(2)
        await fake.called("answerCallbackQuery")
    assert telegram.parse(stored[1].raw, ()).value == "a:1"
    assert len(fake.refused) == 1
    assert caplog.records == []


async def show_button(fake: FakeTelegram) -> None:
    keyboard = {"inline_keyboard": [[{"text": "1. Có", "callback_data": "a:1"}]]}
    message = {"chat_id": 7, "text": "?", "reply_markup": keyboard}
    async with aiohttp.ClientSession() as session:
        await session.post(f"{fake.url}/bot{fake.token}/sendMessage", json=message)
