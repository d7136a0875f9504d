"""What falls due is said once, in order, also when the demo clock moves and when several processes tick."""

import asyncio
import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest
from sqlalchemy import Connection, insert, select, update

from bot.clock import Clock, machine_now
from bot.files import Files, register
from bot.schedule import AT_ONCE, KEEP, OFFSET, Schedule
from bot.turns import Dispatch
from handlers.events import Attachment, Reply
from handlers.turn import Turn
from storage import reminders, settings
from storage.queue import CLOCK, conversation, inbox, outbox
from storage.tables import Reminder, StoredFile
from tests.bot.engine import House, echo, kept, known, put, said, wrote

reminder = Reminder.__table__  # type: ignore[attr-defined]
HOUR = timedelta(hours=1)


class Diary:
    """A handler that writes down what fell due and when it thought it was."""

    def __init__(self) -> None:
        self.due: list[tuple[str, datetime]] = []
        self.kinds: list[str] = []

    def __call__(self, turn: Turn) -> list[Reply]:
        self.kinds.append(turn.event.kind)
        if turn.event.kind != "due":
            return echo(turn)
        self.due.append((turn.event.text, turn.now))
        return [said(f"nhắc {turn.event.text}", push=True)]

    @property
    def subjects(self) -> list[str]:
        return [subject for subject, _ in self.due]


@asynccontextmanager
async def scheduled(
    url: str, folder: Path, dispatch: Dispatch, **more: Any
) -> AsyncIterator[tuple[House, Schedule]]:
    async with House(url, dispatch, sending=False, **more) as house:
        schedule = Schedule(house.turns, house.clock, Files(folder / "files"))
        try:
            yield house, schedule
        finally:
            schedule.stop()


def due(connection: Connection, address: str, subject: str, at: datetime) -> None:
    lane = known(connection, address)
    row = {"kind": "draft", "subject": subject, "conversation_id": lane, "due_at": at, "state": "waiting"}
    connection.execute(insert(reminder).values(why="", **row))


def states(connection: Connection) -> Sequence[str]:
    return connection.execute(select(reminder.c.state).order_by(reminder.c.id)).scalars().all()


async def test_what_is_due_is_said_once_the_oldest_first(database_url: str, tmp_path: Path) -> None:
    diary, now = Diary(), machine_now()
    async with scheduled(database_url, tmp_path, diary) as (house, schedule):

        def store(connection: Connection) -> None:
            due(connection, "an", "sau", now - HOUR)
            due(connection, "an", "trước", now - 2 * HOUR)
            due(connection, "an", "chưa", now + HOUR)

        await house.turns.write(store)
        assert await schedule.fire() == 2
        assert diary.subjects == ["trước", "sau"]
        assert await schedule.fire() == 0
        assert diary.subjects == ["trước", "sau"]
        assert await house.read(states) == ["fired", "fired", "waiting"]


async def test_a_reminder_is_an_update_named_by_its_row_and_time(database_url: str, tmp_path: Path) -> None:
    at = machine_now() - HOUR
    async with scheduled(database_url, tmp_path, Diary()) as (house, schedule):
        await house.turns.write(lambda c: due(c, "an", "x", at))
        await schedule.fire()
        row = await house.read(lambda c: c.execute(select(inbox)).one())
    assert (row.channel, row.priority, row.state) == ("clock", CLOCK, "done")
    assert row.external_id == f"reminder:1:{at.isoformat()}"
    assert orjson.loads(row.raw) == {"id": 1, "kind": "draft", "subject": "x"}


async def test_a_reminder_is_marked_and_its_update_stored_in_one_commit(
    database_url: str, tmp_path: Path
) -> None:
    """The commit fails after both were written; the next tick finds it waiting."""
    diary = Diary()
    async with scheduled(database_url, tmp_path, diary) as (house, schedule):
        await house.turns.write(lambda c: due(c, "an", "x", machine_now() - HOUR))

        def broken(connection: Connection) -> None:
            assert len(reminders.fire(connection, machine_now(), machine_now(), AT_ONCE)) == 1
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            await house.turns.write(broken)
        assert await house.read(states) == ["waiting"]
        assert await schedule.fire() == 1
    assert diary.subjects == ["x"]


async def test_no_more_than_five_hundred_at_once(database_url: str, tmp_path: Path) -> None:
    diary = Diary()
    async with scheduled(database_url, tmp_path, diary) as (house, schedule):

        def store(connection: Connection) -> None:
            lane, at = known(connection, "an"), machine_now() - HOUR
            for n in range(12):
                known(connection, f"người {n}")
            rows = [{"kind": "draft", "subject": str(n), "conversation_id": lane + n % 12,
                     "due_at": at + timedelta(seconds=n), "state": "waiting", "why": ""}
                    for n in range(AT_ONCE + 30)]  # fmt: skip
            connection.execute(insert(reminder), rows)

        await house.turns.write(store)
        assert [await schedule.fire() for _ in range(3)] == [AT_ONCE, 30, 0]
    assert sorted(diary.subjects, key=int) == [str(n) for n in range(AT_ONCE + 30)]


async def test_firing_returns_although_a_reminder_is_given_up(database_url: str, tmp_path: Path) -> None:
    def dispatch(turn: Turn) -> list[Reply]:
        raise ZeroDivisionError

    async with scheduled(database_url, tmp_path, dispatch) as (house, schedule):
        await house.turns.write(lambda c: due(c, "an", "x", machine_now() - HOUR))
        firing = asyncio.create_task(schedule.fire())
        await house.until(lambda c: c.execute(select(inbox.c.id)).all())
        await house.had_turns()
        assert await firing == 1


async def test_two_processes_that_tick_together_say_it_once(postgres_url: str, tmp_path: Path) -> None:
    diary = Diary()
    async with (
        scheduled(postgres_url, tmp_path, diary, owner="a") as (house, one),
        scheduled(postgres_url, tmp_path, diary, owner="b") as (_, two),
    ):

        def store(connection: Connection) -> None:
            for n in range(100):
                due(connection, f"người {n % 10}", str(n), machine_now() - HOUR + timedelta(seconds=n))

        await house.turns.write(store)
        fired = await asyncio.gather(one.fire(), two.fire(), one.fire(), two.fire())
        assert sum(fired) == 100
        await house.had_turns()
    assert sorted(diary.subjects, key=int) == [str(n) for n in range(100)]


async def test_a_started_schedule_ticks_by_itself(sqlite_url: str, tmp_path: Path) -> None:
    diary = Diary()
    async with scheduled(sqlite_url, tmp_path, diary) as (house, schedule):
        await house.turns.write(lambda c: due(c, "an", "x", machine_now() - HOUR))
        schedule.start()
        await house.until(lambda c: states(c) == ["fired"])
        await house.had_turns()
    assert diary.subjects == ["x"]


# The demo clock


async def test_moving_the_clock_says_first_what_fell_due(database_url: str, tmp_path: Path) -> None:
    diary, now = Diary(), machine_now()
    async with scheduled(database_url, tmp_path, diary) as (house, schedule):

        def store(connection: Connection) -> None:
            for days in (3, 1, 2, 9):
                due(connection, "an", str(days), now + timedelta(days=days))

        await house.turns.write(store)
        assert await schedule.fire() == 0
        moment = await schedule.move(now + timedelta(days=5))
        assert moment >= now + timedelta(days=5)
        assert diary.subjects == ["1", "2", "3"]
        assert all(at >= now + timedelta(days=5) for _, at in diary.due)


async def test_a_moved_clock_is_remembered(database_url: str, tmp_path: Path) -> None:
    async with scheduled(database_url, tmp_path, Diary()) as (house, schedule):
        await schedule.move(machine_now() + timedelta(days=5))
        stored = await house.read(lambda c: settings.get(c, OFFSET))
        seconds = float(stored or 0)
    assert timedelta(seconds=seconds) == house.clock.offset
    assert timedelta(days=4) < house.clock.offset < timedelta(days=6)


async def test_moving_the_clock_back_says_nothing_twice(database_url: str, tmp_path: Path) -> None:
    diary, now = Diary(), machine_now()
    async with scheduled(database_url, tmp_path, diary) as (house, schedule):
        await house.turns.write(lambda c: due(c, "an", "x", now + timedelta(days=1)))
        for days in (2, 0, 2):
            await schedule.move(now + timedelta(days=days))
    assert diary.subjects == ["x"]


async def test_moving_the_clock_sends_nothing_off_its_course(database_url: str, tmp_path: Path) -> None:
    """Retries and leases are machine time: a call that waits an hour still waits an hour."""
    clock = Clock()
    async with scheduled(database_url, tmp_path, Diary(), clock=clock) as (house, schedule):
        later = machine_now() + HOUR
        await house.turns.write(lambda c: put(c, "an", "x", retry_at=later))
        await schedule.move(machine_now() + timedelta(days=30))
        assert await house.read(lambda c: c.execute(select(outbox.c.retry_at)).scalar()) == later


# Housekeeping


async def test_raw_chat_is_forgotten_a_week_after_its_turn(database_url: str, tmp_path: Path) -> None:
    old, young = machine_now() - KEEP - HOUR, machine_now() - KEEP + HOUR
    async with scheduled(database_url, tmp_path, Diary()) as (house, schedule):
        await house.say("an", "cũ", "mới", "hỏng")
        await house.had_turns()
        await house.turns.pause()

        def store(connection: Connection) -> None:
            for word, moment, state in [("cũ", old, "done"), ("mới", young, "done"), ("hỏng", old, "parked")]:
                this = update(inbox).where(inbox.c.external_id == f"an:{word}")
                connection.execute(this.values(received_at=moment, state=state))
            connection.execute(update(outbox).values(state="sent", created_at=old))
            put(connection, "an", "vẫn chờ", created_at=old)
            put(connection, "an", "đã gửi", state="sent", created_at=young)

        await house.turns.write(store)
        await schedule.housekeeping()

        def left(connection: Connection) -> tuple[list[str], list[str]]:
            words = connection.execute(select(inbox.c.external_id)).scalars().all()
            texts = connection.execute(select(outbox.c.body).order_by(outbox.c.id)).scalars().all()
            return sorted(words), [orjson.loads(body)["text"] for body in texts]

        assert await house.read(left) == (["an:hỏng", "an:mới"], ["vẫn chờ", "đã gửi"])
        assert len(await house.read(kept)) == 3, "what was made of it stays"
        assert await house.read(lambda c: c.execute(select(conversation.c.session)).scalar())


async def test_bytes_nobody_uses_leave_the_disk(database_url: str, tmp_path: Path) -> None:
    files = Files(tmp_path / "files")
    incoming = files.incoming()
    incoming.write_bytes(b"mot van ban")
    photo: Attachment = files.keep(incoming, "document", "a.txt", None)
    then = (machine_now() - 2 * HOUR).timestamp()
    os.utime(files.path(photo.sha256), (then, then))
    async with scheduled(database_url, tmp_path, Diary()) as (house, schedule):
        await house.turns.write(lambda c: register(c, [photo]))
        await schedule.housekeeping()
        assert files.path(photo.sha256).exists()

        def old(connection: Connection) -> None:
            table = StoredFile.__table__  # type: ignore[attr-defined]
            connection.execute(update(table).values(stored_at=machine_now() - 2 * HOUR))

        await house.turns.write(old)
        await schedule.housekeeping()
        assert not files.path(photo.sha256).exists()


async def test_a_reminder_waits_behind_what_its_person_wrote(database_url: str, tmp_path: Path) -> None:
    diary = Diary()
    async with scheduled(database_url, tmp_path, diary) as (house, schedule):
        await house.turns.pause()

        await house.turns.write(lambda c: due(c, "an", "x", machine_now() - HOUR))
        firing = asyncio.create_task(schedule.fire())
        await house.until(lambda c: c.execute(select(inbox.c.id)).all())
        await house.turns.receive("fake", [wrote("an", "một")])
        house.turns._paused = False
        await firing
    assert diary.kinds == ["text", "due"]
