"""What many bring at once is stored in one go, and each hears of their own."""

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any

import pytest
from sqlalchemy import Connection, event, select

from handlers.events import Reply
from handlers.turn import Turn
from storage.queue import inbox
from tests.bot.engine import House, kept, wrote

PEOPLE = 10


class Gate:
    """Holds up the writer thread until it is opened."""

    def __init__(self) -> None:
        self._reached, self._open = threading.Event(), threading.Event()

    def wait(self, _connection: Connection | None = None) -> None:
        """In the writer thread."""
        self._reached.set()
        assert self._open.wait(20)

    async def reached(self) -> None:
        assert await asyncio.to_thread(self._reached.wait, 20)

    def open(self) -> None:
        self._open.set()


async def together(house: House, *brought: Coroutine[Any, Any, Any]) -> list[Any]:
    """What each comes to when the writer finds all of them waiting."""
    gate = Gate()
    held = asyncio.create_task(house.turns.write(gate.wait))
    await gate.reached()
    tasks = [asyncio.create_task(one) for one in brought]
    await asyncio.sleep(0)  # each has handed over
    gate.open()
    await held
    return await asyncio.gather(*tasks, return_exceptions=True)


def ids(connection: Connection) -> dict[str, int]:
    return {row[0]: row[1] for row in connection.execute(select(inbox.c.external_id, inbox.c.id))}


async def test_each_hears_of_their_own_and_one_of_what_two_bring(database_url: str) -> None:
    async with House(database_url, sending=False) as house:
        first, again, more, other = await together(
            house,
            house.say("an", "một"),
            house.say("an", "một"),
            house.say("bình", "hai", "ba"),
            house.say("an", "bốn", "một"),
        )
        stored = await house.read(ids)
        assert (first, again) == ([stored["an:một"]], [0])
        assert more == [stored["bình:hai"], stored["bình:ba"]]
        assert other == [stored["an:bốn"], 0]
        await house.had_turns()
        assert [row.purpose for row in await house.read(kept) if row.channel == "an"] == ["một", "bốn"]


async def test_one_that_can_not_be_stored_does_not_harm_those_it_came_with(postgres_url: str) -> None:
    async with House(postgres_url, sending=False) as house:
        good, bad, fine = await together(
            house, house.say("an", "một"), house.say("bình", "hỏng\x00", "hai"), house.say("hoa", "ba")
        )
        stored = await house.read(ids)
    assert stored == {"an:một": good[0], "bình:hai": bad[1], "hoa:ba": fine[0]}
    assert bad[0] == 0


async def test_many_cost_no_more_statements_than_one(database_url: str) -> None:
    said: list[str] = []

    def hear(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        said.append(statement)

    async with House(database_url, sending=False) as house:
        await house.turns.pause()
        event.listen(house.engine, "before_cursor_execute", hear)
        await together(house, house.say("an", "một"))
        alone = len(said)
        await together(house, *(house.say(f"người {n}", "một") for n in range(PEOPLE)))
        assert len(said) == 2 * alone
        assert len(await house.read(ids)) == 1 + PEOPLE


async def test_what_a_failed_commit_had_stored_is_not_acknowledged(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else's work fails behind it, and by the time it is stored again the inbox is full."""

    def fail(_connection: Connection) -> None:
        monkeypatch.setattr("bot.turns.BACKLOG", 0)
        raise ZeroDivisionError

    async with House(database_url, sending=False) as house:
        await house.turns.pause()
        await house.say("hoa", "một")
        monkeypatch.setattr("bot.turns.BACKLOG", 1)
        refused, failed = await together(house, house.say("an", "một"), house.turns.write(fail))
        assert (type(refused).__name__, type(failed).__name__) == ("InboxFull", "ZeroDivisionError")
        assert list(await house.read(ids)) == ["hoa:một"]


async def test_what_is_brought_while_turns_run_does_not_wait_for_all_of_them(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.turns.AWHILE", 0.0)
    gate, order = Gate(), list[str]()

    def dispatch(turn: Turn) -> list[Reply]:
        gate.wait()
        order.append(turn.event.text)
        return []

    async with House(database_url, dispatch, sending=False) as house:
        await house.turns.receive("fake", [wrote(f"người {n}", "một") for n in range(PEOPLE)])
        await gate.reached()
        brought = asyncio.create_task(house.turns.write(lambda _: order.append("cất")))
        await asyncio.sleep(0)
        gate.open()
        await brought
        await house.had_turns()
    assert order == ["một", "cất", *["một"] * (PEOPLE - 1)]
