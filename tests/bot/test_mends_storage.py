"""What waits is found by an index, chat is forgotten a little at a time, a failure names no answer."""

import sqlite3
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event, insert, select, update
from sqlalchemy.exc import OperationalError

from bot.clock import machine_now
from bot.files import Files
from bot.schedule import KEEP_PARKED, Schedule
from handlers.events import Reply
from handlers.turn import Turn
from storage import database, pushes, queue
from storage.queue import inbox, outbox
from storage.store import Store
from storage.tables import Setting
from tests.bot.engine import House, parked, put, wrote


@pytest.fixture
def sqlite(sqlite_url: str) -> Engine:
    return database.writer(sqlite_url)


def test_what_waits_is_found_without_reading_through_all_that_was_said(sqlite: Engine) -> None:
    now, asked = machine_now(), []

    @event.listens_for(sqlite, "before_cursor_execute")
    def note(_c: object, _cursor: object, statement: str, values: Any, *_: object) -> None:
        if not statement.startswith("EXPLAIN"):
            asked.append((statement, values))

    with sqlite.begin() as connection:
        queue.claim(connection, now, 64, ())
        queue.backlog_exceeds(connection, 10)
        queue.fetching(connection, ["fake"], 8, now)
        queue.waiting_files(connection)
        queue.parked(connection)
        queue.take(connection, "me", ["fake"], now, now, 8)
        queue.take(connection, "me", ["fake"], now, now, 8, pushes_since=now)
        pushes.waiting(connection, now)
        queue.adopt(connection, "me", now)
        queue.renew(connection, "me", now)
        queue.clean(connection, now, now, 10)
        for statement, values in list(asked):
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
            for step in plan:
                if "inbox" in step.detail or "outbox" in step.detail:
                    assert "INDEX" in step.detail or "PRIMARY KEY" in step.detail, (statement, plan)
    assert len(asked) >= 10
    sqlite.dispose()


async def test_a_turn_another_process_had_is_neither_parked_nor_apologised_for(database_url: str) -> None:
    async with House(database_url, sending=False) as house:
        [key] = await house.say("an", "một")
        await house.had_turns()
        assert await house.turns.write(lambda c: queue.failed(c, key, "late", None)) is False
        assert await house.read(parked) == []


async def test_an_error_that_is_kept_names_its_kind_and_place_and_quotes_nothing(database_url: str) -> None:
    def dispatch(turn: Turn) -> list[Reply]:
        raise ValueError(f"secret {turn.event.text}")

    async with House(database_url, dispatch, sending=False) as house:
        await house.say("an", "câu trả lời")
        await house.had_turns()
        [row] = await house.read(parked)
    assert row.error.startswith("ValueError bot/test_mends_storage.py:")
    assert "câu trả lời" not in row.error


async def test_who_did_not_agree_is_forgotten_where_the_turn_was_given_up_too(database_url: str) -> None:
    def dispatch(turn: Turn) -> list[Reply]:
        raise ZeroDivisionError

    async with House(database_url, dispatch, sending=False) as house:
        [key] = await house.say("an", "một")
        await house.had_turns()
        [row] = await house.read(parked)
        await house.turns.write(lambda c: Store(c, machine_now()).forget_chat(row.conversation_id))
        [row] = await house.read(parked)
        assert bytes(row.raw) == b""
        assert not await house.turns.write(lambda c: queue.replay(c, key)), "there is nothing to replay"


async def test_what_was_given_up_is_blanked_after_thirty_days(database_url: str, tmp_path: Path) -> None:
    async with House(database_url, sending=False) as house:
        await house.say("an", "cũ", "mới")
        await house.had_turns()

        def park(connection: Connection) -> None:
            connection.execute(update(inbox).values(state="parked"))
            old = update(inbox).where(inbox.c.external_id == "an:cũ")
            connection.execute(old.values(received_at=machine_now() - KEEP_PARKED - timedelta(hours=1)))

        await house.turns.write(park)
        await Schedule(house.turns, house.clock, Files(tmp_path / "files")).housekeeping()
        old, new = await house.read(parked)
    assert (bytes(old.raw), bytes(new.raw) != b"") == (b"", True)


def test_no_more_than_a_few_rows_are_forgotten_in_one_transaction(engine: Engine) -> None:
    now = machine_now()
    with engine.begin() as connection:
        for number in range(25):
            put(connection, "an", str(number), state="sent")
        assert [queue.clean(connection, now, now, 10) for _ in range(4)] == [10, 10, 5, 0]
        assert connection.execute(select(outbox.c.id)).all() == []


def test_a_database_of_a_newer_version_is_told_in_a_sentence(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(database.TooNew, match="A newer version of the service wrote this database"):
        database.upgrade(engine)


# What can't be stored


async def test_an_update_the_database_refuses_does_not_stop_those_behind_it(postgres_url: str) -> None:
    async with House(postgres_url, sending=False) as house:
        batch = [wrote("an", "một"), wrote("an", "hỏng\x00"), wrote("bình", "hai")]
        ids = await house.turns.receive("fake", batch)
        assert [bool(key) for key in ids] == [True, False, True]
        await house.had_turns()
        stored = await house.read(lambda c: c.execute(select(inbox.c.external_id)).scalars().all())
    assert sorted(stored) == ["an:một", "bình:hai"]


async def test_a_fault_that_is_not_the_updates_own_stops_the_batch(database_url: str) -> None:
    """The platform keeps the updates and offers them again: none may be taken for refused."""
    async with House(database_url, sending=False) as house:
        await house.turns.write(lambda c: c.exec_driver_sql("ALTER TABLE inbox RENAME TO elsewhere"))
        house.turns._paused = True
        with pytest.raises(Exception, match="inbox"):
            await house.turns.receive("fake", [wrote("an", "một"), wrote("an", "hai")])
        await house.turns.write(lambda c: c.exec_driver_sql("ALTER TABLE elsewhere RENAME TO inbox"))
        assert len(await house.turns.receive("fake", [wrote("an", "một"), wrote("an", "hai")])) == 2


# A busy database


async def test_a_job_waits_while_the_database_is_busy_and_its_caller_hears_nothing_of_it(
    database_url: str,
) -> None:
    tries = 0

    def store(connection: Connection) -> int:
        nonlocal tries
        tries += 1
        if tries < 6:
            raise busy()
        connection.execute(insert(Setting.__table__).values(key="k", value="v"))  # type: ignore[attr-defined]
        return tries

    async with House(database_url, sending=False) as house:
        assert await house.turns.write(store) == 6


async def test_a_database_that_stays_busy_is_told_to_the_caller_in_the_end(database_url: str) -> None:
    def store(_connection: Connection) -> None:
        raise busy()

    async with House(database_url, sending=False) as house:
        with pytest.raises(Exception, match="locked"):
            await house.turns.write(store)
        assert await house.turns.write(lambda c: 1) == 1


def busy() -> Exception:
    cause = sqlite3.OperationalError("database is locked")
    return OperationalError("", {}, cause)


async def test_an_apology_behind_another_process_replies_is_left_to_the_outbox(database_url: str) -> None:
    def dispatch(turn: Turn) -> list[Reply]:
        raise ZeroDivisionError

    async with House(database_url, dispatch, sending=False) as house:
        later = machine_now() + timedelta(hours=1)
        await house.turns.write(
            lambda c: put(c, "an", "x", state="sending", owner="other", lease_until=later)
        )
        await house.say("an", "một")
        await house.had_turns()
        states = await house.read(
            lambda c: c.execute(select(outbox.c.state).order_by(outbox.c.id)).scalars().all()
        )
    assert states == ["sending", "pending"]
    assert house.outlet.offered == [], "it is not this process's to send yet"
