"""One chat does not answer any more: the next is used, once, and the ledger says so."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import Connection, insert, select

from bot import library
from bot.channels.base import Leave, SendError
from bot.clock import machine_now
from bot.current import Current
from bot.files import Files
from bot.planner import Planner
from bot.schedule import Schedule
from handlers.events import Reply
from handlers.router import dispatch
from handlers.turn import Turn
from messages.catalogue import Catalogue
from programmes.model import ZONE
from storage import database, elsewhere, ledger, queue, reminders
from storage.queue import conversation, inbox, outbox, person
from storage.reminders import reminder
from storage.tables import Preference
from tests.bot import desk_house
from tests.bot.engine import LONG_AGO, FakeChannel, House, said

BLOCKED = SendError("403 blocked", reachable=False)
CLOSED = Leave(allowed=False, why="window")
preference = Preference.__table__  # type: ignore[attr-defined]


def tells(turn: Turn) -> list[Reply]:
    """What falls due is said as it is, with the name of the chat."""
    return [said(f"{turn.event.text} ở {turn.conversation.address}", push=True)]


def chat(connection: Connection, address: str, who: int | None = None, channel: str = "other") -> int:
    """A chat of somebody's; of somebody new where nobody is given."""
    if who is None:
        row = insert(person).values(created_at=LONG_AGO, name="An", language="vi")
        who = int(connection.execute(row.returning(person.c.id)).scalar_one())
    lane = {"channel": channel, "address": address, "person_id": who, "reachable": True}
    return int(
        connection.execute(insert(conversation).values(lane).returning(conversation.c.id)).scalar_one()
    )


def several(connection: Connection, *addresses: str) -> list[int]:
    """Chats of one person, the first on the channel `fake`; what falls due falls due there."""
    first = chat(connection, addresses[0], channel="fake")
    who = connection.execute(select(conversation.c.person_id).where(conversation.c.id == first)).scalar_one()
    return [first, *(chat(connection, address, int(who)) for address in addresses[1:])]


def due(connection: Connection, lane: int, subject: str) -> int:
    """A word that falls due at once."""
    row = {"kind": "word", "subject": subject, "conversation_id": lane, "due_at": LONG_AGO}
    key = connection.execute(insert(reminder).values(**row, state="waiting", why="").returning(reminder.c.id))
    reminders.fire(connection, machine_now(), machine_now(), 10)
    return int(key.scalar_one())


def texts(connection: Connection) -> list[tuple[str, str, str]]:
    rows = connection.execute(select(outbox.c.body, outbox.c.state, outbox.c.error).order_by(outbox.c.id))
    return [(orjson.loads(row.body)["text"], row.state, row.error) for row in rows]


def both(*, closed: Sequence[str] = ()) -> tuple[FakeChannel, FakeChannel]:
    one, two = FakeChannel(), FakeChannel()
    two.name = "other"
    for channel in (one, two):
        channel.leave = dict.fromkeys(closed, CLOSED)
    return one, two


async def test_what_is_refused_for_good_is_said_in_the_next_chat(database_url: str) -> None:
    one, two = both()
    one.fails["a"].append(SendError("400 refused"))
    async with House(database_url, tells, one, more={"other": two}) as house:
        await house.turns.write(lambda c: due(c, several(c, "a", "b")[0], "họp"))
        await house.over()
        assert await house.read(texts) == [
            ("họp ở a", "failed", "400 refused"), ("họp ở b", "sent", ""),
        ]  # fmt: skip
    assert two.sent == [("b", "họp ở b")]


async def test_who_blocked_one_chat_hears_all_that_waits_there_in_the_other(database_url: str) -> None:
    one, two = both()
    one.fails["a"].append(BLOCKED)
    async with House(database_url, tells, one, more={"other": two}) as house:

        def three_words(connection: Connection) -> None:
            lane = several(connection, "a", "b")[0]
            for word in ("một", "hai", "ba"):
                due(connection, lane, word)

        await house.turns.write(three_words)
        await house.over()
    assert two.to("b") == ["một ở b", "hai ở b", "ba ở b"]
    assert sum(one.tried.values()) == 1


async def test_what_may_not_go_for_long_goes_elsewhere_and_what_may_soon_waits(database_url: str) -> None:
    one, two = both()
    soon, late = (machine_now() + timedelta(hours=hours) for hours in (10, 13))
    one.leave = {"a": Leave(False, why="night", until=soon), "c": Leave(False, why="quota", until=late)}
    async with House(database_url, tells, one, more={"other": two}) as house:

        def words(connection: Connection) -> None:
            due(connection, several(connection, "a", "b")[0], "một")
            due(connection, several(connection, "c", "d")[0], "hai")

        await house.turns.write(words)
        await house.until(
            lambda c: ("hai ở d", "sent", "") in texts(c) and ("một ở a", "pending", "night") in texts(c)
        )
    assert two.sent == [("d", "hai ở d")]


async def test_where_there_is_no_other_chat_it_waits_as_it_would(database_url: str) -> None:
    one, two = both()
    late = machine_now() + timedelta(days=20)
    one.leave = {"a": Leave(False, why="quota", until=late)}
    async with House(database_url, tells, one, more={"other": two}) as house:
        await house.turns.write(lambda c: due(c, several(c, "a")[0], "họp"))
        await house.until(lambda c: texts(c) == [("họp ở a", "pending", "quota")])


async def test_every_chat_is_tried_once_the_chosen_one_first_and_never_in_a_circle(database_url: str) -> None:
    one, two = both(closed="abcd")
    async with House(database_url, tells, one, more={"other": two}) as house:

        def words(connection: Connection) -> None:
            lanes = several(connection, "a", "b", "c", "d")
            who = connection.execute(select(conversation.c.person_id).where(conversation.c.id == lanes[0]))
            chosen = {"person_id": who.scalar_one(), "conversation_id": lanes[1]}
            connection.execute(insert(preference).values(chosen))
            due(connection, lanes[0], "họp")

        await house.turns.write(words)
        await house.over()
        await house.over()
        assert [text for text, _, _ in await house.read(texts)] == [f"họp ở {where}" for where in "abdc"]
        assert {state for _, state, _ in await house.read(texts)} == {"failed"}


async def test_a_failure_that_is_found_again_after_a_crash_says_nothing_twice(database_url: str) -> None:
    one, two = both(closed="a")
    async with House(database_url, tells, one, more={"other": two}) as house:
        await house.turns.write(lambda c: due(c, several(c, "a", "b")[0], "họp"))
        await house.over()

        def found_again(connection: Connection) -> set[int]:
            calls = connection.execute(select(outbox.c.id)).scalars().all()
            return elsewhere.again(connection, calls, ["fake", "other"], machine_now())

        assert len(await house.turns.write(found_again)) == 1
        await house.over()
    assert two.to("b") == ["họp ở b"]


async def test_a_chat_on_a_channel_that_is_not_there_is_no_other_chat(database_url: str) -> None:
    one, _ = both(closed="a")
    async with House(database_url, tells, one) as house:
        await house.turns.write(lambda c: due(c, several(c, "a", "b")[0], "họp"))
        await house.over()
        assert await house.read(texts) == [("họp ở a", "failed", "window")]


async def test_whose_chat_is_gone_already_is_reminded_in_the_other(database_url: str) -> None:
    one, two = both()
    async with House(database_url, tells, one, more={"other": two}) as house:

        def gone(connection: Connection) -> None:
            lane = several(connection, "a", "b")[0]
            queue.reachable(connection, lane, False)
            due(connection, lane, "họp")

        await house.turns.write(gone)
        await house.over()
    assert two.to("b") == ["họp ở b"]


async def test_what_somebody_waits_for_stays_in_its_chat(database_url: str) -> None:
    one, two = both()
    one.fails["a"].append(SendError("400"))
    async with House(database_url, lambda turn: [said("đáp")], one, more={"other": two}) as house:
        await house.turns.write(lambda c: several(c, "a", "b"))
        await house.say("a", "hỏi")
        await house.over()
        assert await house.read(texts) == [("đáp", "failed", "400")]
        assert len(await house.read(lambda c: c.execute(select(inbox.c.id)).all())) == 1


# Deadlines and their ledger

MORNING = datetime(2022, 5, 24, 8, 0, tzinfo=ZONE)


def lines(connection: Connection) -> list[Any]:
    found = connection.execute(select(ledger.notice).order_by(ledger.notice.c.id))
    return [ledger.one(connection, row.id) for row in found]


async def test_the_ledger_tells_both_and_counts_one(database_url: str, tmp_path: Path) -> None:
    one, two = both()
    engine = database.writer(database_url)
    desk_house.filled(engine, {"lan": "BK-THBL"}, {})
    with engine.begin() as connection:
        known = library.load(connection, library.files(), machine_now())
        service = Current(known, engine).load(connection)
    async with House(database_url, dispatch, one, more={"other": two}, words=Catalogue(known.texts)) as house:
        house.turns.service = service
        house.clock.set(MORNING - timedelta(minutes=1))
        schedule = Schedule(
            house.turns, house.clock, Files(tmp_path), Planner(house.turns, house.engine, house.clock)
        )
        await schedule.tick()

        def second(connection: Connection) -> None:
            who = select(conversation.c.person_id).where(conversation.c.address == "lan")
            chat(connection, "lan khác", int(connection.execute(who).scalar_one()))

        await house.turns.write(second)
        one.leave = {"lan": CLOSED}
        house.clock.set(MORNING)
        await schedule.tick()
        await house.over()
        told = await house.read(lines)
        half = len(told) // 2
        assert half >= 1
        first, again = told[:half], told[half:]
        assert [(row.outcome, row.why, row.channel) for row in first] == [
            ("elsewhere", "window", "fake")
        ] * half
        assert [(row.outcome, row.channel) for row in again] == [("sent", "other")] * half
        assert [row.number for row in again] == [row.number for row in first]
        assert [row.text for row in again] == [row.text for row in first]
        counted = await house.read(ledger.figures)
        assert (counted.told, counted.states["sent"], counted.states["elsewhere"]) == (half, half, half)
        states = select(reminder.c.state).where(reminder.c.due_at <= MORNING)
        found = set(await house.read(lambda c: c.execute(states).scalars().all()))
        assert found <= {"sent", "missed", "dropped"}
    assert len(two.to("lan khác")) == 1
    engine.dispose()
