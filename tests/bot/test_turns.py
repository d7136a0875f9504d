"""The turn engine on both databases: what is received is answered once, in order, in one commit."""

import asyncio
import threading
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, event, func, insert, select, text, update
from sqlalchemy.exc import OperationalError

from bot.channels.base import FileRef, InboxFull, SendError
from bot.clock import Clock, machine_now
from bot.turns import BACKLOG, BATCH
from handlers.events import Reply
from handlers.turn import Turn
from storage import people, queue
from storage.queue import CLOCK, PEOPLE, conversation, inbox, outbox
from storage.tables import Counter as Numbers
from tests.bot.engine import (
    FakeChannel,
    House,
    echo,
    keep,
    kept,
    known,
    parked,
    put,
    said,
    waiting,
    wrote,
)

THREE = ("một", "hai", "ba")


class Trouble(Exception):
    """What a broken handler raises."""


def numbers(connection: Connection) -> int:
    return int(connection.execute(select(func.count()).select_from(inbox)).scalar_one())


def attempts(connection: Connection, key: int) -> int:
    return int(connection.execute(select(inbox.c.attempts).where(inbox.c.id == key)).scalar_one())


# Receiving


async def test_a_duplicate_stops_at_the_inbox(database_url: str) -> None:
    async with House(database_url) as house:
        assert all(await house.say("an", "một"))
        assert [bool(key) for key in await house.say("an", "một", "hai", "hai")] == [False, True, False]
        await house.over()
        assert [row.purpose for row in await house.read(kept)] == ["một", "hai"]
    assert house.channel.to("an") == ["một", "hai"]


async def test_updates_of_one_poll_keep_their_order(database_url: str) -> None:
    lines = [f"dòng {n}" for n in range(100)]
    async with House(database_url, sending=False) as house:
        ids = await house.say("an", *lines)
        assert ids == sorted(ids)
        await house.had_turns()
        assert [row.purpose for row in await house.read(kept)] == lines


async def test_an_address_gets_one_nameless_person_at_first_sight(database_url: str) -> None:
    async with House(database_url, sending=False) as house:
        await asyncio.gather(*(house.say("an", word) for word in THREE))
        await house.had_turns()
        lanes = await house.read(lambda c: c.execute(select(inbox.c.person_id)).scalars().all())
        assert len(lanes) == 3
        assert len(set(lanes)) == 1


async def test_a_backlog_over_the_limit_is_refused_and_nothing_of_it_stored(database_url: str) -> None:
    async with House(database_url, sending=False) as house:
        await house.turns.pause()
        await house.say("an", "một")

        def grow(connection: Connection) -> None:
            """Doubles what waits, a few times."""
            columns = [c for c in inbox.c if c.name not in ("id", "external_id")]
            number = 0
            while (size := numbers(connection)) <= BACKLOG:
                number += 1
                copies = select(inbox.c.external_id + f"-{number}", *columns).limit(BACKLOG + 1 - size)
                names = ["external_id", *(c.name for c in columns)]
                connection.execute(insert(inbox).from_select(names, copies))

        await house.turns.write(grow)
        with pytest.raises(InboxFull):
            await house.say("hoa", "một")
        assert await house.read(numbers) == BACKLOG + 1


async def test_a_refusal_for_the_backlog_harms_no_other_work_of_the_same_commit(database_url: str) -> None:
    def refuse(connection: Connection) -> None:
        raise InboxFull

    async with House(database_url, sending=False) as house:
        refused, stored = await asyncio.gather(
            house.turns.write(refuse), house.say("an", "một"), return_exceptions=True
        )
        assert isinstance(refused, InboxFull)
        await house.had_turns()
        assert [row.id for row in await house.read(lambda c: list(c.execute(select(inbox.c.id))))] == stored


# Order and batches


async def test_one_conversation_runs_in_order_and_many_share_a_commit(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "bot.turns.AWHILE", 60.0
    )  # the looking below would cut batches short on a slow machine
    commits: list[int] = []
    async with House(database_url, sending=False) as house:
        together = [wrote(f"người {n}", word) for word in THREE for n in range(BATCH)]
        event.listen(house.engine, "commit", lambda connection: commits.append(1))
        await house.turns.receive("fake", together)
        await house.had_turns()
        rows = await house.read(kept)
    for n in range(BATCH):
        mine = [(row.purpose, row.version) for row in rows if row.channel == f"người {n}"]
        assert mine == [("một", "0"), ("hai", "1"), ("ba", "2")]
    assert len(rows) == 3 * BATCH
    assert len(commits) < 3 * BATCH / 4


async def test_peoples_own_messages_go_before_reminders(database_url: str) -> None:
    order: list[str] = []

    def dispatch(turn: Turn) -> list[Reply]:
        order.append(turn.event.text)
        return []

    async with House(database_url, dispatch, sending=False) as house:

        def both(connection: Connection) -> None:
            for priority, word in [(CLOCK, "nhắc"), (PEOPLE, "hỏi"), (PEOPLE, "kể")]:
                update_ = queue.Incoming(word, "an", wrote("an", word).raw, None, [], False)
                queue.receive(connection, "fake", [update_], machine_now(), machine_now())
                this = update(inbox).where(inbox.c.external_id == word)
                connection.execute(this.values(priority=priority))

        await house.turns.write(both)
        await house.had_turns()
    assert order == ["hỏi", "kể", "nhắc"]


async def test_an_update_whose_files_are_fetched_holds_its_lane_only(database_url: str) -> None:
    async with House(database_url, sending=False) as house:
        await house.turns.receive("fake", [wrote("an", "ảnh", files=(FileRef("slow", "photo"),))])
        await house.say("an", "chú thích")
        await house.say("hoa", "một")
        await house.until(lambda c: [row.purpose for row in kept(c)] == ["một"] or None)
        assert await house.read(lambda c: queue.claim(c, machine_now(), BATCH, ())) == []

        def arrived(connection: Connection) -> None:
            [row] = queue.fetching(connection, ["fake"], 1, machine_now())
            queue.fetched(connection, row.id, [])

        await house.turns.write(arrived)
        await house.had_turns()
        assert [row.purpose for row in await house.read(kept)] == ["một", "ảnh", "chú thích"]


async def test_a_conversation_waits_for_the_delivery_of_its_replies(database_url: str) -> None:
    channel = FakeChannel()
    channel.gates["an"] = asyncio.Event()
    async with House(database_url, channel=channel) as house:
        await house.say("an", "một")
        await channel.begun["một"].wait()
        await house.say("an", "hai")
        await house.say("hoa", "ba")
        await house.until(lambda c: "ba" in [row.purpose for row in kept(c)])
        assert [row.purpose for row in await house.read(kept)] == ["một", "ba"]
        channel.gates["an"].set()
        await house.over()
    assert channel.to("an") == ["một", "hai"]


async def test_a_conversation_goes_on_when_delivery_takes_too_long(database_url: str) -> None:
    channel = FakeChannel()
    channel.gates["an"] = asyncio.Event()
    async with House(database_url, channel=channel) as house:
        await house.say("an", "một", "hai")
        await house.until(lambda c: [row.purpose for row in kept(c)] == ["một", "hai"])
        assert not channel.to("an")  # nothing has arrived, all the same the second had its turn
        channel.gates["an"].set()
        await house.over()
    assert channel.to("an") == ["một", "hai"]


async def test_a_message_written_before_the_last_prompt_arrived_is_early(database_url: str) -> None:
    early: dict[str, bool] = {}

    def dispatch(turn: Turn) -> list[Reply]:
        early[turn.event.text] = turn.early
        return [said(turn.event.text)]

    async with House(database_url, dispatch) as house:
        await house.say("an", "trước hết", seq=1)
        await house.over()  # the reply has place 1001 in the conversation
        await house.say("an", "vội", seq=1000)
        await house.over()
        await house.say("an", "đọc rồi", seq=1003)
        await house.say("an", "không có số")
        await house.over()
    assert early == {"trước hết": False, "vội": True, "đọc rồi": False, "không có số": False}


async def test_what_came_a_second_time_or_by_itself_makes_no_answer_early(database_url: str) -> None:
    early: dict[str, bool] = {}
    channel = FakeChannel()

    def dispatch(turn: Turn) -> list[Reply]:
        early[turn.event.text] = turn.early
        return [replace(said(turn.event.text), push=turn.event.text == "nhắc")]

    async with House(database_url, dispatch, channel=channel) as house:
        await house.say("an", "một", seq=1)
        await house.over()  # its reply has place 1001
        channel.fails["an"].append(SendError("the answer was lost", retry=True, known=False))
        await house.say("an", "hai", seq=1002)
        await house.over()  # its reply came as 1002, for all we know a second time
        await house.say("an", "nhắc", seq=1003)
        await house.over()  # a push at 1003
        await house.say("an", "ba", seq=1001)
        await house.over()
    assert channel.to("an") == ["một", "hai", "nhắc", "ba"]
    assert not any(early.values())


async def test_a_turn_is_judged_by_the_moment_of_writing_at_most_a_day_back(database_url: str) -> None:
    at: dict[str, datetime] = {}
    ahead = timedelta(days=10)

    def dispatch(turn: Turn) -> list[Reply]:
        at[turn.event.text] = turn.at
        assert turn.at <= turn.now
        return []

    now = datetime.now(UTC)
    async with House(database_url, dispatch, sending=False, clock=Clock(ahead)) as house:
        await house.say("an", "một giờ", at=now - timedelta(hours=1))
        await house.say("an", "một tuần", at=now - timedelta(days=7))
        await house.say("an", "ngày mai", at=now + timedelta(days=1))
        await house.had_turns()
    assert at["một giờ"] == now - timedelta(hours=1) + ahead
    assert now - timedelta(days=1) <= at["một tuần"] - ahead <= now - timedelta(days=1) + timedelta(minutes=1)
    assert at["ngày mai"] - ahead <= now + timedelta(minutes=1)


# One commit


async def test_a_turn_that_raises_leaves_nothing_behind(database_url: str) -> None:
    def dispatch(turn: Turn) -> list[Reply]:
        replies = echo(turn)
        turn.person.name = "Ai đó"
        if turn.event.text == "hỏng":
            raise Trouble
        return replies

    async with House(database_url, dispatch, sending=False) as house:
        [key] = await house.say("an", "hỏng")
        await house.until(lambda c: attempts(c, key) >= 1)

        def stored(connection: Connection) -> tuple[Any, ...]:
            lane = connection.execute(select(conversation.c.session)).scalar()
            names = connection.execute(select(queue.person.c.name)).scalars().all()
            return kept(connection), connection.execute(select(outbox)).all(), lane, names

        assert await house.read(stored) == ([], [], {}, [""])


async def test_session_rows_calls_and_done_are_one_commit(database_url: str) -> None:
    """At every commit there are as many of each as of the others."""
    seen: list[tuple[int, ...]] = []
    counts = text(
        "SELECT (SELECT count(*) FROM inbox WHERE state = 'done'), (SELECT count(*) FROM consent),"
        " (SELECT count(*) FROM outbox), (SELECT count(*) FROM conversation WHERE session <> :none)"
    )

    def look(connection: Connection) -> None:
        statement = counts.bindparams(none="{}")
        if connection.dialect.name == "postgresql":
            statement = text(str(counts).replace(":none", "'{}'::jsonb"))
        seen.append(tuple(connection.execute(statement).one()))

    async with House(database_url, sending=False) as house:
        event.listen(house.engine, "commit", look)
        await house.turns.receive("fake", [wrote(f"người {n}", "một") for n in range(100)])
        await house.had_turns()
    assert (100, 100, 100, 100) in seen
    assert all(len(set(counted)) == 1 for counted in seen)


async def test_a_reply_without_a_text_counts_as_the_turns_own_failure(database_url: str) -> None:
    async with House(database_url, lambda turn: [Reply("no.such.text")], sending=False) as house:
        await house.say("an", "một")
        await house.had_turns()
        [row] = await house.read(parked)
        assert row.error.startswith("MissingText messages/catalogue.py:")


async def test_replies_are_in_the_language_of_who_speaks_after_the_turn(database_url: str) -> None:
    def dispatch(turn: Turn) -> list[Reply]:
        someone = people.newcomer(turn.store, turn.now)
        someone.language = "en"
        people.hand_over(turn.store, turn.conversation, someone)
        turn.person = someone
        return [said(turn.event.text)]

    async with House(database_url, dispatch) as house:
        await house.say("an", "một")
        await house.over()
    assert house.channel.to("an") == ["In English: một"]


# Failures


async def test_a_failing_turn_does_not_harm_the_others_of_its_batch(database_url: str) -> None:
    def dispatch(turn: Turn) -> list[Reply]:
        replies = echo(turn)
        if turn.conversation.address == "người 3":
            raise Trouble
        return replies

    async with House(database_url, dispatch, sending=False) as house:
        await house.turns.receive("fake", [wrote(f"người {n}", "một") for n in range(10)])
        await house.until(lambda c: len(kept(c)) == 9)
        assert {row.version for row in await house.read(kept)} == {"0"}  # although they ran twice
        assert "người 3" not in {row.channel for row in await house.read(kept)}


async def test_a_turn_is_parked_after_five_attempts_kindly_and_its_lane_goes_on(database_url: str) -> None:
    tries: Counter[str] = Counter()

    def dispatch(turn: Turn) -> list[Reply]:
        tries[turn.event.text] += 1
        if turn.event.text == "hỏng":
            raise Trouble("vì thế")
        return echo(turn)

    async with House(database_url, dispatch) as house:
        [broken, _] = await house.say("an", "hỏng", "hai")
        await house.over()
        [row] = await house.read(parked)
        assert (row.id, row.attempts) == (broken, 5)
        assert row.error.startswith("Trouble bot/test_turns.py:"), "what it says may quote an answer"
    assert tries["hỏng"] == 5
    apology, answer = house.channel.to("an")
    assert f"mã {broken}" in apology
    assert answer == "hai"


async def test_a_parked_turn_can_be_had_again_once_its_cause_is_gone(database_url: str) -> None:
    mended = False

    def dispatch(turn: Turn) -> list[Reply]:
        if not mended:
            raise Trouble
        return echo(turn)

    async with House(database_url, dispatch, sending=False) as house:
        [broken] = await house.say("an", "một")
        await house.had_turns()
        mended = True
        assert await house.read(lambda c: queue.replay(c, broken))
        await house.had_turns()
        assert [row.purpose for row in await house.read(kept)] == ["một"]
        assert not await house.read(lambda c: queue.replay(c, broken))


async def test_a_failing_turn_holds_its_own_lane_only(database_url: str) -> None:
    def dispatch(turn: Turn) -> list[Reply]:
        if turn.event.text == "hỏng":
            raise Trouble
        return echo(turn)

    async with House(database_url, dispatch, sending=False) as house:
        [broken, _] = await house.say("an", "hỏng", "hai")
        await house.until(lambda c: attempts(c, broken) == 1)
        await house.say("hoa", "một")
        await house.until(lambda c: [row.purpose for row in kept(c)] == ["một"])


async def test_a_turn_is_parked_even_where_no_apology_can_be_written(database_url: str) -> None:
    class Mute(FakeChannel):
        def render(self, message: Any, address: str) -> Any:
            raise ValueError("the platform would refuse this")

    async with House(database_url, channel=Mute(), sending=False) as house:
        await house.say("an", "một")
        await house.had_turns()
        assert len(await house.read(parked)) == 1
        assert house.turns.alive


async def test_who_breaks_the_commit_is_found_one_by_one(database_url: str) -> None:
    """Nobody raises in a handler; the common flush fails for one of ten."""

    def dispatch(turn: Turn) -> list[Reply]:
        replies = echo(turn)
        if turn.conversation.address == "người 3":
            turn.person.unit_id = 987_654  # there is no such unit
        return replies

    async with House(database_url, dispatch, sending=False) as house:
        await house.turns.receive("fake", [wrote(f"người {n}", "một") for n in range(10)])
        await house.had_turns()
        [row] = await house.read(parked)
        counted = await house.read(lambda c: list(c.execute(select(inbox.c.id, inbox.c.attempts))))
        assert [key for key, tries in counted if tries] == [row.id]
        assert len(await house.read(kept)) == 9


class Deadlock(Exception):
    """As the driver of PostgreSQL tells it."""

    sqlstate = "40P01"


async def test_a_busy_database_counts_for_nobody(database_url: str) -> None:
    failures = [OperationalError("SELECT", {}, Deadlock()) for _ in range(8)]

    def dispatch(turn: Turn) -> list[Reply]:
        if failures:
            raise failures.pop()
        return echo(turn)

    async with House(database_url, dispatch, sending=False) as house:
        ids = await house.say("an", *THREE)
        await house.until(lambda c: len(kept(c)) == 3)
        assert [await house.read(lambda c, key=key: attempts(c, key)) for key in ids] == [0, 0, 0]  # type: ignore[misc]


async def test_a_lasting_fault_counts_although_the_driver_calls_it_operational(database_url: str) -> None:
    def dispatch(turn: Turn) -> list[Reply]:
        turn.store.execute(text("SELECT * FROM no_such_table"))
        return []

    async with House(database_url, dispatch, sending=False) as house:
        await house.say("an", "một")
        await house.had_turns()
        assert len(await house.read(parked)) == 1


# A caller that waits


async def test_a_caller_hears_what_its_own_turn_said(database_url: str) -> None:
    async with House(database_url, sending=False) as house:
        answers = await asyncio.gather(
            *(house.turns.receive_and_answer("fake", wrote(f"người {n}", str(n))) for n in range(50))
        )
    assert [[message.text for _, message in answer.replies] for answer in answers] == [
        [str(n)] for n in range(50)
    ]


async def test_a_caller_hears_when_its_turn_is_parked_or_was_a_duplicate(database_url: str) -> None:
    def dispatch(turn: Turn) -> list[Reply]:
        raise Trouble

    async with House(database_url, dispatch, sending=False) as house:
        asked = asyncio.create_task(house.turns.receive_and_answer("fake", wrote("an", "một")))
        await house.until(lambda c: not waiting(c) and parked(c))
        assert (await asked).replies == ()
        assert (await house.turns.receive_and_answer("fake", wrote("an", "một"))).replies == ()


async def test_a_caller_hears_when_another_process_had_its_turn(postgres_url: str) -> None:
    """What one process received, the other answers; nobody waits for ever."""
    async with House(postgres_url, owner="a", sending=False) as one:
        await one.turns.pause()
        asked = asyncio.create_task(one.turns.receive_and_answer("fake", wrote("an", "một")))
        await one.until(lambda c: numbers(c) == 1)
        async with House(postgres_url, owner="b", sending=False):
            assert (await asked).replies == ()


# The end


async def test_the_engine_stops_cleanly_and_goes_on_at_the_next_start(database_url: str) -> None:
    async with House(database_url) as house:
        await house.turns.receive("fake", [wrote(f"người {n}", w) for w in THREE for n in range(100)])
        async with asyncio.timeout(5):
            await house.stop()
        assert not house.turns.alive
        first = Counter(house.channel.sent)
    async with House(database_url, owner="next") as house:
        await house.over()
        assert len(await house.read(kept)) == 300
    assert first + Counter(house.channel.sent) == Counter(
        {(f"người {n}", w): 1 for w in THREE for n in range(100)}
    )


async def test_stopping_does_not_wait_for_a_send_that_hangs(database_url: str) -> None:
    channel = FakeChannel()
    channel.gates["an"] = asyncio.Event()
    async with House(database_url, channel=channel) as house:
        await house.say("an", "một")
        await channel.begun["một"].wait()
        async with asyncio.timeout(5):
            await house.stop(seconds=0.1)
        assert not house.turns.alive


async def test_the_death_of_the_writer_is_reported_and_whoever_waits_hears_of_it(database_url: str) -> None:
    class Death(BaseException):
        """Nothing catches this."""

    def dispatch(turn: Turn) -> list[Reply]:
        raise Death

    async with House(database_url, dispatch, sending=False) as house:
        with pytest.raises(RuntimeError, match="the writer has ended"):
            await house.turns.receive_and_answer("fake", wrote("an", "một"))
        await house.ended.wait()
        assert [type(error) for error in house.died] == [Death]
        assert not house.turns.alive
        with pytest.raises(RuntimeError, match="the writer has ended"):
            await house.say("an", "hai")


# Who speaks


async def test_a_conversation_that_changes_hands_keeps_its_order(database_url: str) -> None:
    speakers: list[tuple[str, int]] = []

    def dispatch(turn: Turn) -> list[Reply]:
        speakers.append((turn.event.text, turn.person.id))
        keep(turn)
        if turn.event.text.startswith("đổi"):
            people.hand_over(turn.store, turn.conversation, people.newcomer(turn.store, turn.now))
        return []

    lines = ["a", "đổi 1", "b", "c", "đổi 2", "d"]
    async with House(database_url, dispatch, sending=False) as house:
        await house.turns.receive("fake", [wrote("máy chung", line) for line in lines])
        await house.had_turns()
        assert [row.purpose for row in await house.read(kept)] == lines
    assert [line for line, _ in speakers] == lines
    who = [person for _, person in speakers]
    assert (who[0] == who[1], who[2] == who[3] == who[4]) == (True, True)
    assert len({who[0], who[2], who[5]}) == 3


async def test_what_arrives_while_a_conversation_changes_hands_goes_to_the_new_speaker(
    database_url: str,
) -> None:
    """Another process may store an update under the old person while the conversation changes hands."""
    speakers: list[int] = []

    def dispatch(turn: Turn) -> list[Reply]:
        speakers.append(turn.person.id)
        return []

    async with House(database_url, dispatch, sending=False) as house:

        def store(connection: Connection) -> int:
            lane, someone = known(connection, "an"), known(connection, "ai")
            queue.receive(
                connection, "fake", [queue.Incoming("1", "an", wrote("an", "x").raw, None, [], False)],
                machine_now(), machine_now(),
            )  # fmt: skip
            new = connection.execute(
                select(conversation.c.person_id).where(conversation.c.id == someone)
            ).scalar_one()
            connection.execute(update(conversation).where(conversation.c.id == lane).values(person_id=new))
            return int(new)

        new = await house.turns.write(store)
        await house.had_turns()
    assert speakers == [new]


async def test_a_turn_leaves_alone_what_only_the_sender_writes(database_url: str) -> None:
    """Where a message arrived and where a chat moved is written beside the turns, by any process."""

    def dispatch(turn: Turn) -> list[Reply]:
        turn.store.execute(
            update(conversation).where(conversation.c.id == turn.conversation.id)
            .values(delivered_seq=77, address="nhà mới")
        )  # fmt: skip
        return echo(turn)

    async with House(database_url, dispatch, sending=False) as house:
        await house.say("an", "một")
        await house.had_turns()
        columns = (conversation.c.delivered_seq, conversation.c.address, conversation.c.session)
        row = await house.read(lambda c: c.execute(select(*columns)).one())
        assert tuple(row) == (77, "nhà mới", {"place": 1})


# Two processes


async def test_two_processes_on_one_database_lose_and_double_nothing(postgres_url: str) -> None:
    """Forty persons write fifteen messages each, received by both; each turn adds one to what it read."""
    persons, messages = 40, 15

    def dispatch(turn: Turn) -> list[Reply]:
        busy[turn.person.id] += 1
        alone.append(busy[turn.person.id] == 1)
        try:
            return count(turn)
        finally:
            busy[turn.person.id] -= 1

    def count(turn: Turn) -> list[Reply]:
        keep(turn)
        number = turn.store.get(Numbers, str(turn.person.id))
        if number is None:
            turn.store.add(Numbers(name=str(turn.person.id), value=1))
        else:
            number.value += 1
        return [said(turn.event.text)]

    busy: Counter[int] = Counter()
    alone: list[bool] = []
    channel = FakeChannel()
    async with (
        House(postgres_url, dispatch, channel, owner="a") as one,
        House(postgres_url, dispatch, channel, owner="b") as two,
    ):
        for place in range(messages):
            half = [wrote(f"người {n}", str(place)) for n in range(persons)]
            await asyncio.gather(one.turns.receive("fake", half), two.turns.receive("fake", half))
        await one.over()
        rows = await one.read(kept)
        numbers_ = await one.read(lambda c: c.execute(text("SELECT value FROM counter")).scalars().all())
    for n in range(persons):
        mine = [row for row in rows if row.channel == f"người {n}"]
        assert [row.purpose for row in mine] == [str(place) for place in range(messages)]
        assert [row.version for row in mine] == [str(place) for place in range(messages)]
        assert channel.to(f"người {n}") == [str(place) for place in range(messages)]
    assert numbers_ == [messages] * persons
    assert all(alone)


async def test_a_person_whose_turn_runs_in_one_process_is_left_alone_by_the_other(postgres_url: str) -> None:
    inside, go_on = threading.Event(), threading.Event()

    def slow(turn: Turn) -> list[Reply]:
        inside.set()
        assert go_on.wait(20)
        return echo(turn)

    def claimed(connection: Connection) -> int:
        return len(queue.claim(connection, machine_now(), BATCH, ()))

    async with House(postgres_url, slow, owner="a", sending=False) as one:
        await one.say("an", "một")
        await asyncio.to_thread(inside.wait, 20)
        async with House(postgres_url, echo, owner="b", sending=False) as two:
            await two.turns.pause()
            assert await two.turns.write(claimed) == 0
            assert await two.say("an", "hai") != [0]  # receiving is not held up by a turn
            assert await two.turns.write(claimed) == 0
            go_on.set()
            await one.had_turns()
            assert [row.purpose for row in await two.read(kept)] == ["một", "hai"]


async def test_a_reply_waits_for_what_another_process_has_still_to_send(postgres_url: str) -> None:
    channel = FakeChannel()
    async with House(postgres_url, channel=channel) as house:
        lease = machine_now() + timedelta(minutes=5)
        first = await house.turns.write(
            lambda c: put(c, "an", "của máy kia", "sending", "b", lease_until=lease)
        )
        await house.say("an", "một")
        await house.had_turns()
        state = select(outbox.c.state).where(outbox.c.id > first)
        assert await house.read(lambda c: c.execute(state).scalar()) == "pending"
        gone = (
            update(outbox).where(outbox.c.id == first).values(lease_until=machine_now() - timedelta(days=1))
        )
        await house.turns.write(lambda c: c.execute(gone))
        await house.over()
    assert channel.to("an") == ["của máy kia", "một"]
