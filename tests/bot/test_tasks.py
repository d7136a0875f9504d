"""Slow work outside turns: done once, its result an event of the conversation, whatever dies."""

import asyncio
from collections.abc import Mapping
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, Row, insert, select, update

from bot.tasks import Store, Tasks, Work
from handlers.events import Reply
from handlers.turn import Turn
from storage import settings, tasks
from storage.queue import conversation
from storage.tables import Task
from tests.bot.engine import House, known, said

NOW = datetime(2022, 5, 16, tzinfo=UTC)


def dispatch(turn: Turn) -> list[Reply]:
    """Says what came of a task."""
    if turn.event.kind != "finished":
        return []
    task = turn.store.get(Task, turn.event.seq)
    assert task is not None
    return [said(f"{turn.event.value} {task.state} {dict(task.result)}")]


def wish(connection: Connection, kind: str = "test.add") -> int:
    lane = known(connection, "an")
    person = connection.execute(select(conversation.c.person_id).where(conversation.c.id == lane)).scalar()
    values = {"kind": kind, "conversation_id": lane, "person_id": person, "wish": {"a": 2}, "created_at": NOW}
    return int(connection.execute(insert(tasks.task).values(values).returning(tasks.task.c.id)).scalar_one())


def add(task: Row[Any]) -> Store:
    return lambda _connection: {"sum": task.wish["a"] + 2}


@asynccontextmanager
async def running(house: House, works: Mapping[str, Work], owner: str = "me") -> Any:
    runner = asyncio.create_task(Tasks(house.turns, owner, works).run())
    yield
    runner.cancel()
    with suppress(asyncio.CancelledError):
        await runner


def over(connection: Connection) -> bool:
    waiting = select(tasks.task.c.id).where(tasks.task.c.state.in_(("waiting", "running")))
    return connection.execute(waiting).first() is None


async def test_a_result_comes_once_into_its_conversation(database_url: str) -> None:
    async with House(database_url, dispatch) as house, running(house, {"test.add": add}):
        await house.read(wish)
        await house.until(over)
        await house.over()
        assert house.channel.to("an") == ["test.add done {'sum': 4}"]


async def test_what_a_dead_process_had_taken_is_done_again(sqlite_url: str) -> None:
    async with House(sqlite_url, dispatch) as house:
        await house.read(wish)
        dead = await house.read(lambda c: tasks.claim(c, ["test.add"], "dead", NOW, NOW))
        assert dead is not None
        async with running(house, {"test.add": add}):
            await house.until(over)
            await house.over()
        assert house.channel.to("an") == ["test.add done {'sum': 4}"]
        assert not await house.read(lambda c: tasks.held(c, dead.id, "dead"))


async def test_another_process_takes_a_task_only_when_its_lease_is_over(postgres_url: str) -> None:
    later = NOW.replace(hour=1)
    async with House(postgres_url, dispatch) as house:
        await house.read(wish)
        assert await house.read(lambda c: tasks.claim(c, ["test.add"], "one", NOW, later)) is not None
        assert await house.read(lambda c: tasks.claim(c, ["test.add"], "two", NOW, later)) is None
        again = later.replace(minute=1)
        assert await house.read(lambda c: tasks.claim(c, ["test.add"], "two", again, again)) is not None


async def test_work_that_fails_again_and_again_is_told_as_failed(
    database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    tried = []

    def fail(task: Row[Any]) -> Store:
        tried.append(task.id)
        raise OSError("the disk is gone")

    async with House(database_url, dispatch) as house, running(house, {"test.add": fail}):
        await house.read(wish)
        await house.until(over)
        await house.over()
        assert house.channel.to("an") == ["test.add failed {}"]
    assert len(tried) == tasks.ATTEMPTS
    assert "the disk is gone" in caplog.text


@pytest.mark.parametrize("works", [True, False])
async def test_what_is_secret_in_a_wish_is_forgotten_when_it_is_over(sqlite_url: str, works: bool) -> None:
    seen = []

    def read(task: Row[Any]) -> Store:
        seen.append(task.wish["secret"])
        if not works:
            raise OSError("the disk is gone")
        return lambda _connection: {}

    async with House(sqlite_url, dispatch) as house, running(house, {"test.add": read}):
        key = await house.read(lambda c: wish(c, "test.later"))
        secret = update(tasks.task).values(wish={"a": 2, "secret": "K7MW3RTX"}, kind="test.add")
        await house.read(lambda c: c.execute(secret.where(tasks.task.c.id == key)).rowcount)
        await house.until(over)
        kept = await house.read(lambda c: c.execute(select(tasks.task.c.wish)).scalar_one())
    assert kept == {"a": 2}
    assert set(seen) == {"K7MW3RTX"}


async def test_a_result_that_cannot_be_stored_leaves_nothing_behind(
    database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    def half(_task: Row[Any]) -> Store:
        def store(connection: Connection) -> Mapping[str, Any]:
            settings.put(connection, "half", "done")
            raise ValueError("in the middle")

        return store

    async with House(database_url, dispatch) as house, running(house, {"test.add": half}):
        await house.read(wish)
        await house.until(over)
        await house.over()
        assert await house.read(lambda c: settings.get(c, "half")) is None


async def test_tasks_of_a_kind_nobody_knows_here_are_left_alone(sqlite_url: str) -> None:
    async with House(sqlite_url, dispatch) as house, running(house, {"test.add": add}):
        await house.read(lambda c: wish(c, "test.other"))
        await house.read(wish)
        await house.until(lambda c: c.execute(select(tasks.task).where(tasks.task.c.state == "done")).first())
        assert not await house.read(over)
