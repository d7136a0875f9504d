"""Reminders of deadlines by processes that share a database, and by machines in other zones."""

import asyncio
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, select

from bot.files import Files
from bot.planner import Planner
from bot.schedule import Schedule
from handlers.deadline_rows import KIND
from handlers.reminder_plan import wanted
from programmes.model import ZONE
from storage import database
from storage.ledger import notice
from storage.queue import conversation, inbox, outbox
from storage.reminders import reminder
from tests.bot.desk_house import filled, house

OFFICERS = {"hoa": "BK-THCSDL", "lan": "BK-THBL", "dat": "BK-CD", "nam": "BK"}
HOURS = [datetime(2022, 5, day, hour, minute, tzinfo=ZONE)
         for day, hour, minute in ((23, 22, 0), (24, 7, 59), (24, 8, 0), (24, 9, 0))]  # fmt: skip


@pytest.fixture
def postgres_engine(postgres_url: str) -> Iterator[Engine]:
    writer = database.writer(postgres_url)
    yield writer
    writer.dispose()


async def test_two_processes_that_plan_and_fire_at_once_tell_everybody_once(
    postgres_url: str, postgres_engine: Engine, tmp_path: Path
) -> None:
    filled(postgres_engine, OFFICERS, {})
    async with AsyncExitStack() as stack:
        houses = [await stack.enter_async_context(house(postgres_url, owner)) for owner in ("one", "two")]
        schedules = [
            Schedule(h.turns, h.clock, Files(tmp_path / h.owner), Planner(h.turns, h.engine, h.clock))
            for h in houses
        ]
        for moment in HOURS:
            for opened in houses:
                opened.clock.set(moment)
            await asyncio.gather(*(one.tick() for one in schedules))
            await asyncio.gather(*(opened.had_turns() for opened in houses))
        assert [opened.died for opened in houses] == [[], []]
    with postgres_engine.connect() as connection:
        assert Counter(told(connection)) == dict.fromkeys(OFFICERS, 1)
        people = connection.execute(select(notice.c.person_id, notice.c.unit_id, notice.c.number)).all()
        assert len(people) == len(set(people)) == len(OFFICERS)
        mine = (reminder.c.kind == KIND) & (reminder.c.due_at <= HOURS[-1])
        due = connection.execute(select(reminder.c.id).where(mine)).all()
        rows = connection.execute(select(inbox.c.external_id).where(inbox.c.channel == "clock")).scalars()
        assert len(due) == len(set(rows)) == len(OFFICERS)


def told(connection: Connection) -> list[str]:
    """The address of each message."""
    lanes = select(conversation.c.address).join(outbox, outbox.c.conversation_id == conversation.c.id)
    return list(connection.execute(lanes).scalars())


def test_another_zone_of_the_machine_makes_the_same_rows(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = database.writer(sqlite_url)
    filled(engine, OFFICERS, {})
    service, found = house(sqlite_url, "one").turns.service, []
    try:
        for zone in ("Asia/Ho_Chi_Minh", "America/New_York", "Pacific/Kiritimati"):
            monkeypatch.setenv("TZ", zone)
            time.tzset()
            with engine.connect() as connection:
                found.append(wanted(connection, service, HOURS[0], HOURS[0] + timedelta(days=8)))
    finally:
        monkeypatch.undo()
        time.tzset()
        engine.dispose()
    assert found[0]
    assert found[0] == found[1] == found[2]
    assert {(due.astimezone(ZONE).hour, due.astimezone(ZONE).minute) for _, due in found[0]} == {(8, 0)}
