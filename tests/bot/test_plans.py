"""What channels are used for: figures, a warning while there is time, and what the operator reads."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from prometheus_client import REGISTRY
from sqlalchemy import Connection, Engine

from bot.channel_commands import _used, _waiting
from bot.clock import machine_now
from bot.plans import Plans, nearly
from storage import database, usage
from storage.usage import Plan, Used
from tests.bot.engine import FREE, FakeChannel, House, known, put

NOON = datetime(2026, 11, 30, 5, tzinfo=UTC)
LIMITED = replace(FREE, monthly=100, people=5)


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    with engine.begin() as opened:
        yield opened


@pytest.mark.parametrize(
    ("used", "warned"),
    [
        pytest.param(Used(79, 3, 0), [], id="there is room"),
        pytest.param(Used(80, 3, 0), [("messages a month", 80, 100)], id="four fifths of the messages"),
        pytest.param(Used(10, 4, 0), [("people", 4, 5)], id="four fifths of the people"),
    ],
)
def test_a_plan_is_nearly_used_up_at_four_fifths(used: Used, warned: list[tuple[str, int, int]]) -> None:
    assert list(nearly(used, LIMITED)) == warned
    assert list(nearly(used, FREE)) == []


async def test_it_is_said_once_a_day_and_shown_all_the_time(
    database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, "bot.plans")
    async with House(database_url, channel=FakeChannel(LIMITED), sending=False) as house:
        reader = database.reader(database_url)
        await house.turns.write(lambda c: usage.add(c, "fake", machine_now(), received=40, sent=45, price=55))
        await house.say("an", "một")
        for _ in range(2):  # another process, or the next minute
            await Plans(house.turns, reader, house.channels).look()
        reader.dispose()
        assert await house.read(lambda c: usage.plan_of(c, "fake")) == Plan(100, 5)
    assert [record.getMessage() for record in caplog.records] == [
        "fake has used 86 of the 100 messages a month of its plan"
    ]
    label = {"channel": "fake"}
    names = ("month", "people", "price_today")
    assert [REGISTRY.get_sample_value(f"sangkien_channel_{name}", label) for name in names] == [86, 1, 55]
    heard = REGISTRY.get_sample_value("sangkien_channel_heard_seconds", label) or 0
    assert machine_now().timestamp() - heard < 3600


def test_the_next_day_it_is_said_again(connection: Connection) -> None:
    days = (NOON, NOON + timedelta(hours=11), NOON + timedelta(hours=12))  # the last is after midnight
    assert [usage.warn(connection, "a", "people", day) for day in days] == [True, False, True]
    assert usage.warn(connection, "b", "people", NOON)


def test_the_operator_reads_what_was_used_and_what_waits_and_why(connection: Connection) -> None:
    later = NOON + timedelta(days=1)
    usage.keep_plan(connection, "fake", Plan(3000, 50))
    usage.add(connection, "fake", NOON - timedelta(days=2), received=1000, sent=1300, price=550)
    usage.add(connection, "fake", NOON, received=40, sent=60)
    for who in ("an", "hoa"):
        put(connection, who, "nhắc", push=True, error="quota", retry_at=later)
    put(connection, "nam", "nhắc", push=True)
    put(connection, "nam", "đáp")
    assert list(_used(connection, NOON)) == [
        "fake: 3 of 50 (6 %) people",
        "  today: 40 received, 60 sent, 0 đồng",
        "  this month: 1040 received, 1360 sent, 550 đồng; 2400 of 3000 (80 %) messages",
    ]
    assert list(_waiting(connection)) == [
        "Pushes that wait:",
        "  fake: 2, quota, from 2026-12-01 12:00",
        "  fake: 1, for their slot",
    ]


def test_a_channel_that_is_not_counted_has_people_only(connection: Connection) -> None:
    known(connection, "an")
    assert list(_used(connection, NOON)) == ["fake: 1 people"]
    assert list(_waiting(connection)) == ["No pushes wait."]
