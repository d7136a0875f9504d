"""What goes out: in order, once, and what happens when the platform does not take it."""

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from prometheus_client import REGISTRY
from sqlalchemy import Connection, select, update

from bot.channels.base import Call, Capabilities, Leave, SendError, Sent
from bot.clock import machine_now
from bot.outcomes import ATTEMPTS, REPEATS, settle
from bot.outgoing import LEASE, Outcome, Outgoing
from bot.pushes import Claim, Wish
from handlers.events import Reply
from handlers.turn import Turn
from storage import pushes, queue
from storage.queue import conversation, outbox
from tests.bot.engine import FREE, LONG_AGO, FakeChannel, House, known, nobody_knows, put, said, states

NOW = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
OUTGOING = Outgoing(1, 1, "fake", Call("say", b"{}"))
COSTLY = replace(FREE, repeat_unknown=False)
RETRY = SendError("busy", retry=True)
TOO_MANY = SendError("429", retry=True, retry_after=30.0)
REFUSED = SendError("400", retry=False)
BLOCKED = SendError("403", reachable=False)
UNKNOWN = nobody_knows()


def after(**more: Any) -> Outgoing:
    return replace(OUTGOING, **more)


@pytest.mark.parametrize(
    ("outgoing", "error", "can", "state", "wait"),
    [
        pytest.param(after(), RETRY, FREE, "pending", 0.25, id="busy: soon again"),
        pytest.param(after(attempts=5), RETRY, FREE, "pending", 8.0, id="busy again and again: ever later"),
        pytest.param(after(attempts=13), RETRY, FREE, "pending", 300.0, id="at the latest after 5 minutes"),
        pytest.param(after(attempts=ATTEMPTS), RETRY, FREE, "failed", None, id="busy too often: given up"),
        pytest.param(after(), TOO_MANY, FREE, "pending", 30.0, id="told when: then"),
        pytest.param(after(), REFUSED, FREE, "failed", None, id="refused: given up at once"),
        pytest.param(after(), BLOCKED, FREE, "failed", None, id="blocked: given up at once"),
        pytest.param(after(), UNKNOWN, FREE, "pending", 0.25, id="a reply nobody knows of: repeated"),
        pytest.param(after(attempts=REPEATS - 1), UNKNOWN, FREE, "pending", 4.0, id="five times"),
        pytest.param(after(attempts=REPEATS), UNKNOWN, FREE, "unknown", None, id="then left as unknown"),
        pytest.param(after(push=True), UNKNOWN, FREE, "pending", 0.25, id="a push: repeated"),
        pytest.param(after(push=True, attempts=1), UNKNOWN, FREE, "unknown", None, id="a push: once"),
        pytest.param(after(), UNKNOWN, COSTLY, "unknown", None, id="a costly reply: never repeated"),
        pytest.param(after(push=True), UNKNOWN, COSTLY, "unknown", None, id="a costly push: never repeated"),
        pytest.param(after(), RETRY, COSTLY, "pending", 0.25, id="costly, surely not taken: again"),
    ],
)
def test_what_becomes_of_a_call_that_was_not_taken(
    outgoing: Outgoing, error: SendError, can: Capabilities, state: str, wait: float | None
) -> None:
    outcome = settle(outgoing, error, can, NOW)
    assert outcome.state == state
    assert outcome.retry_at == (None if wait is None else NOW + timedelta(seconds=wait))
    assert outcome.reachable == error.reachable
    assert outcome.error == str(error)
    assert outcome.outgoing.repeated == (not error.known and state == "pending")


def row(connection: Connection, text: str) -> Any:
    rows = connection.execute(select(outbox)).all()
    return next(found for found in rows if f'"{text}"'.encode() in found.body)


def reachable(connection: Connection, address: str) -> bool:
    query = select(conversation.c.reachable).where(conversation.c.address == address)
    return bool(connection.execute(query).scalar())


def three(turn: Turn) -> list[Reply]:
    return [said(f"{turn.event.text} {n}") for n in (1, 2, 3)]


def threes(words: Iterable[str]) -> list[str]:
    return [f"{word} {n}" for word in words for n in (1, 2, 3)]


# Order


async def test_replies_of_a_conversation_arrive_in_order(database_url: str) -> None:
    words = ("một", "hai", "ba")
    async with House(database_url, three) as house:
        await asyncio.gather(*(house.say(f"người {n}", *words) for n in range(20)))
        await house.over()
    for n in range(20):
        assert house.channel.to(f"người {n}") == threes(words)


async def test_what_is_put_back_keeps_its_order_and_so_does_what_comes_later(database_url: str) -> None:
    channel = FakeChannel()
    channel.fails["an"] += [SendError("429", retry=True, retry_after=3600) for _ in range(3)]
    async with House(database_url, three, channel) as house:
        await house.say("an", "một")
        await house.until(lambda c: set(states(c).values()) == {"pending"})
        await house.say("an", "hai")
        await house.had_turns()
        await house.over()
    assert channel.to("an") == threes(["một", "hai"])


async def test_what_is_committed_in_the_moment_of_a_put_back_does_not_overtake(database_url: str) -> None:
    """The engine still thought the first were on their way when it offered this one."""
    channel = FakeChannel()
    channel.fails["an"].append(SendError("429", retry=True, retry_after=3600))
    async with House(database_url, three, channel) as house:
        await house.say("an", "một")
        await house.until(lambda c: set(states(c).values()) == {"pending"})

        def commit(connection: Connection) -> Outgoing:
            lane = known(connection, "an")
            key = put(connection, "an", "vội", "sending", "me", lease_until=machine_now() + LEASE)
            return Outgoing(key, lane, "fake", Call("say", row(connection, "vội").body))

        house.sender.offer([await house.turns.write(commit)])
        await house.over()
    assert channel.to("an") == ["một 1", "một 2", "một 3", "vội"]


# What the platform says


async def test_a_platform_that_is_too_busy_for_one_chat_holds_up_that_chat_only(database_url: str) -> None:
    channel = FakeChannel()
    channel.fails["an"].append(SendError("429", retry=True, retry_after=3600))
    async with House(database_url, three, channel) as house:
        await house.say("an", "một")
        await house.until(lambda c: states(c).get("một 1") == "pending")
        await house.say("hoa", "hai")
        await house.until(lambda c: states(c).get("hai 3") == "sent")
        stored = await house.read(lambda c: row(c, "một 1"))
        assert timedelta(minutes=55) < stored.retry_at - machine_now() <= timedelta(hours=1)
        assert stored.attempts == 1
        assert channel.to("an") == []


async def test_a_refused_push_holds_up_the_replies_of_its_chat_and_of_no_other(database_url: str) -> None:
    channel = FakeChannel()
    channel.fails["an"].append(SendError("429", retry=True, retry_after=3600))
    async with House(database_url, three, channel) as house:
        await house.turns.write(lambda c: put(c, "an", "nhắc", push=True))
        await house.until(lambda c: row(c, "nhắc").retry_at is not None)
        await house.say("an", "một")
        await house.say("hoa", "hai")
        await house.until(lambda c: row(c, "hai 3").state == "sent" and row(c, "một 1").retry_at)
        assert await house.read(lambda c: row(c, "một 1").attempts) == 0
    assert channel.tried["nhắc"] == 1
    assert channel.to("an") == []


async def test_two_chats_refused_at_once_hold_everybody(database_url: str) -> None:
    channel = FakeChannel()
    for address in ("an", "hoa"):
        channel.fails[address].append(SendError("429", retry=True, retry_after=3600))
    async with House(database_url, three, channel) as house:

        def digest(connection: Connection) -> None:
            for address in ("an", "hoa"):
                put(connection, address, f"nhắc {address}", push=True)

        await house.turns.write(digest)
        await house.until(lambda c: all(row(c, f"nhắc {who}").retry_at for who in ("an", "hoa")))
        await house.say("nam", "một")
        await house.turns.write(lambda c: put(c, "tư", "nhắc tư", push=True))
        await house.until(lambda c: row(c, "một 1").retry_at)
        stored = await house.read(lambda c: row(c, "một 1"))
        assert timedelta(minutes=55) < stored.retry_at - machine_now() <= timedelta(hours=1)
        assert (stored.state, stored.attempts) == ("pending", 0)
        await house.until(lambda c: pushes.given_away(c, "fake") > machine_now().timestamp() + 3000)
        assert (await house.read(states))["nhắc tư"] == "pending"
    assert not channel.sent
    assert "một 1" not in channel.tried


async def test_who_blocked_us_is_told_nothing_more_by_itself(database_url: str) -> None:
    channel = FakeChannel()
    channel.fails["an"].append(SendError("403 blocked", reachable=False))
    async with House(database_url, three, channel) as house:

        def digest(connection: Connection) -> None:
            for number in (1, 2):
                put(connection, "an", f"nhắc {number}", push=True)

        await house.turns.write(digest)
        await house.until(lambda c: not reachable(c, "an"))
        assert await house.read(states) == {"nhắc 1": "failed", "nhắc 2": "failed"}
        assert (await house.read(lambda c: row(c, "nhắc 1"))).error == "403 blocked"
    assert channel.tried == {"nhắc 1": 1}


async def test_who_blocked_us_is_marked_and_the_rest_of_theirs_given_up(database_url: str) -> None:
    channel = FakeChannel()
    channel.fails["an"].append(SendError("403", reachable=False))
    async with House(database_url, three, channel) as house:

        def earlier(connection: Connection) -> None:
            put(connection, "an", "nhắc 1", push=True, retry_at=machine_now() + timedelta(hours=1))
            put(connection, "hoa", "nhắc 2", push=True, retry_at=machine_now() + timedelta(hours=1))

        await house.turns.write(earlier)
        await house.say("an", "một")
        await house.until(lambda c: not reachable(c, "an"))
        found = await house.read(states)
        mine = {key: state for key, state in found.items() if key != "nhắc 2"}
        assert set(mine.values()) == {"failed"}
        assert found["nhắc 2"] == "pending"
        assert await house.read(lambda c: reachable(c, "hoa"))
    assert channel.tried["một 1"] == 1
    assert not channel.sent


async def test_nothing_is_said_to_who_can_not_be_reached(database_url: str) -> None:
    async with House(database_url, three) as house:
        await house.turns.write(lambda c: queue.reachable(c, known(c, "an"), False))
        await house.say("an", "một")
        await house.over()
        assert await house.read(states) == {}


async def test_a_refused_call_is_given_up_and_the_next_goes_out(database_url: str) -> None:
    channel = FakeChannel()
    channel.fails["an"].append(SendError("400 message is too long"))
    async with House(database_url, three, channel) as house:
        await house.say("an", "một")
        await house.over()
        found = await house.read(lambda c: row(c, "một 1"))
        assert (found.state, found.error) == ("failed", "400 message is too long")
    assert channel.to("an") == ["một 2", "một 3"]


async def test_a_bug_of_a_channel_fails_its_call_only(database_url: str) -> None:
    channel = FakeChannel()
    channel.fails["an"].append(ZeroDivisionError("123456:SECRET"))
    async with House(database_url, three, channel) as house:
        await house.say("an", "một")
        await house.over()
        assert (await house.read(lambda c: row(c, "một 1"))).error == "ZeroDivisionError"
    assert channel.to("an") == ["một 2", "một 3"]


async def test_a_chat_that_moved_is_written_to_at_its_new_address(database_url: str) -> None:
    class Moving(FakeChannel):
        async def send(self, call: Call) -> Sent:
            return replace(await super().send(call), moved_to="nhà mới")

    async with House(database_url, three, Moving()) as house:
        await house.say("an", "một")
        await house.over()
        addresses = select(conversation.c.address)
        assert await house.read(lambda c: c.execute(addresses).scalars().all()) == ["nhà mới"]


async def test_a_chat_that_moved_where_somebody_wrote_already_harms_nobody(database_url: str) -> None:
    class Moving(FakeChannel):
        async def send(self, call: Call) -> Sent:
            return replace(await super().send(call), moved_to="nhà mới")

    async with House(database_url, three, Moving()) as house:
        await house.say("nhà mới", "một")
        await house.say("an", "hai")
        await house.over()
        addresses = select(conversation.c.address)
        assert set(await house.read(lambda c: c.execute(addresses).scalars().all())) == {"an", "nhà mới"}
        assert house.turns.alive


# Outcomes nobody knows


async def test_a_reply_of_unknown_outcome_is_repeated_and_marked(database_url: str) -> None:
    channel = FakeChannel()
    channel.fails["an"].append(nobody_knows())
    async with House(database_url, three, channel) as house:
        await house.say("an", "một")
        await house.over()
        found = await house.read(lambda c: [row(c, text) for text in threes(["một"])])
    assert [(r.state, r.repeated) for r in found] == [("sent", True), ("sent", False), ("sent", False)]
    assert channel.tried == {"một 1": 2, "một 2": 1, "một 3": 1}
    assert channel.to("an") == threes(["một"])


async def test_where_a_send_costs_something_an_unknown_outcome_is_never_repeated(database_url: str) -> None:
    channel = FakeChannel(COSTLY)
    channel.fails["an"].append(nobody_knows())
    async with House(database_url, three, channel) as house:
        await house.say("an", "một")
        await house.over()
        assert await house.read(states) == {"một 1": "unknown", "một 2": "sent", "một 3": "sent"}
    assert channel.tried["một 1"] == 1


async def test_what_a_dead_process_was_sending_is_repeated_and_marked_but_not_for_ever(
    database_url: str,
) -> None:
    async with House(database_url, three) as house:

        def left(connection: Connection) -> None:
            put(connection, "an", "lần đầu", "sending", "dead", lease_until=LONG_AGO)
            put(connection, "an", "sau đó", "pending", "")
            enough = {"repeated": True, "attempts": REPEATS}
            put(connection, "hoa", "lần hai", "sending", "dead", lease_until=LONG_AGO, **enough)

        await house.turns.write(left)
        await house.over()
        assert await house.read(states) == {"lần đầu": "sent", "sau đó": "sent", "lần hai": "unknown"}
        assert (await house.read(lambda c: row(c, "lần đầu"))).repeated
    assert house.channel.to("an") == ["lần đầu", "sau đó"]
    assert house.channel.to("hoa") == []


async def test_what_a_dead_process_was_sending_is_left_where_a_send_costs_something(
    database_url: str,
) -> None:
    async with House(database_url, three, FakeChannel(COSTLY)) as house:
        await house.turns.write(lambda c: put(c, "an", "một", "sending", "dead", lease_until=LONG_AGO))
        await house.over()
        assert await house.read(states) == {"một": "unknown"}
    assert not house.channel.sent


# Replies and pushes


async def test_replies_go_ahead_of_pushes_that_wait(database_url: str) -> None:
    def dispatch(turn: Turn) -> list[Reply]:
        return [said(f"trả lời {turn.event.text}")]

    slow = replace(FREE, pushes_per_second=0.001)  # less than two pushes while this test runs
    async with House(database_url, dispatch, FakeChannel(slow)) as house:

        def digest(connection: Connection) -> None:
            for n in range(20):
                put(connection, f"người {n % 4}", f"nhắc {n}", push=True)

        await house.turns.write(digest)
        await asyncio.gather(*(house.say(f"người {n}", str(n)) for n in range(4)))
        await house.until(lambda c: [states(c).get(f"trả lời {n}") for n in range(4)] == ["sent"] * 4)
        replies = {(f"người {n}", f"trả lời {n}") for n in range(4)}
        assert set(house.channel.sent) - replies <= {("người 0", "nhắc 0")}


async def test_a_push_is_born_waiting_and_a_reply_on_its_way(database_url: str) -> None:
    def both(turn: Turn) -> list[Reply]:
        return [said(f"đẩy {turn.event.text}", push=True), said(f"đáp {turn.event.text}")]

    async with House(database_url, both, sending=False) as house:
        await house.say("an", "1", "2")
        await house.had_turns()
        assert await house.read(states) == {
            "đẩy 1": "pending", "đáp 1": "sending", "đẩy 2": "pending", "đáp 2": "sending",
        }  # fmt: skip
        assert (await house.read(lambda c: row(c, "đẩy 1"))).owner == ""
        assert [call.push for call in house.outlet.offered] == [False, False]


async def test_a_reply_does_not_wait_for_a_push_on_its_way(database_url: str) -> None:
    channel = FakeChannel()
    channel.gates["an"] = asyncio.Event()
    async with House(database_url, three, channel) as house:
        await house.turns.write(lambda c: put(c, "an", "nhắc", push=True))
        await channel.begun["nhắc"].wait()
        await house.say("an", "một")
        await channel.begun["một 1"].wait()
        channel.gates["an"].set()
        await house.over()
    assert set(channel.to("an")) == {"nhắc", *threes(["một"])}


async def test_a_push_whose_slot_comes_while_replies_are_on_their_way_goes_behind_them(
    database_url: str,
) -> None:
    channel = FakeChannel()
    channel.gates["an"] = asyncio.Event()
    async with House(database_url, three, channel) as house:
        await house.say("an", "một")
        await channel.begun["một 1"].wait()

        def claimed(connection: Connection) -> Outgoing:
            key = put(connection, "an", "nhắc", "sending", "me", push=True, lease_until=machine_now() + LEASE)
            return Outgoing(
                key, known(connection, "an"), "fake", Call("say", row(connection, "nhắc").body), True
            )

        house.sender._let_go(await house.turns.write(claimed))
        await house.until(lambda c: row(c, "nhắc").state == "pending")
        channel.gates["an"].set()
        await house.over()
    assert channel.to("an") == [*threes(["một"]), "nhắc"]


async def test_pushes_whose_slots_have_not_come_are_put_back_when_the_service_stops(
    database_url: str,
) -> None:
    async with House(database_url, three) as house:

        def claimed(connection: Connection) -> Outgoing:
            key = put(connection, "an", "nhắc", "sending", "me", push=True, lease_until=machine_now() + LEASE)
            return Outgoing(
                key, known(connection, "an"), "fake", Call("say", row(connection, "nhắc").body), True
            )

        call = await house.turns.write(claimed)
        later = machine_now().timestamp() + 3600
        house.sender._pushes["fake"].accept(Claim(Wish(1000, 0, 0, 1), (), later), [call])
    async with House(database_url, three, house.channel, owner="next", sending=False) as house:
        stored = await house.read(lambda c: row(c, "nhắc"))
        assert (stored.state, stored.owner, stored.attempts, stored.repeated) == ("pending", "", 0, False)
    assert not house.channel.sent


async def test_where_a_channel_may_not_push_the_reason_is_kept_and_the_moment_waited_for(
    database_url: str,
) -> None:
    soon = machine_now() + timedelta(hours=1)
    channel = FakeChannel()
    channel.leave = {
        "an": Leave(allowed=False, why="the window is closed"),
        "hoa": Leave(allowed=False, why="no quota left today", until=soon),
    }
    async with House(database_url, three, channel) as house:

        def digest(connection: Connection) -> None:
            for address in ("an", "hoa", "nam"):
                put(connection, address, f"nhắc {address}", push=True)

        await house.turns.write(digest)
        await house.until(lambda c: row(c, "nhắc nam").state == "sent" and row(c, "nhắc hoa").retry_at)
        found = await house.read(lambda c: [row(c, f"nhắc {who}") for who in ("an", "hoa")])
        assert [(r.state, r.error, r.retry_at) for r in found] == [
            ("failed", "the window is closed", None), ("pending", "no quota left today", soon),
        ]  # fmt: skip
        assert found[1].attempts == 0
        await house.say("an", "một")
        await house.until(lambda c: states(c).get("một 3") == "sent")
    assert set(channel.tried) == {"nhắc nam", *threes(["một"])}


async def test_what_a_push_costs_is_counted(database_url: str) -> None:
    channel = FakeChannel()
    channel.leave = {"an": Leave(price=300)}
    before = REGISTRY.get_sample_value("sangkien_push_price_total", {"channel": "fake"}) or 0
    async with House(database_url, three, channel) as house:
        await house.turns.write(lambda c: put(c, "an", "nhắc", push=True))
        await house.over()
    assert REGISTRY.get_sample_value("sangkien_push_price_total", {"channel": "fake"}) == before + 300


# Several processes


async def test_a_call_goes_over_to_another_process_when_its_lease_ran_out(postgres_url: str) -> None:
    late = asyncio.Event()
    frozen, quick = FakeChannel(), FakeChannel()
    frozen.gates["an"] = late
    async with House(postgres_url, three, frozen, owner="frozen") as one:
        await one.say("an", "một")
        await frozen.begun["một 1"].wait()
        one._looking.cancel()  # it does not renew its leases any more
        await asyncio.gather(one._looking, return_exceptions=True)
        expired = update(outbox).where(outbox.c.owner == "frozen").values(lease_until=LONG_AGO)
        async with House(postgres_url, three, quick, owner="quick") as two:
            await two.turns.write(lambda c: c.execute(expired))
            await two.over()
            assert quick.to("an") == threes(["một"])
            late.set()
            await one.sender.stop(3)  # its own sends come to an end, too late
            await one.turns.write(lambda c: None)
            found = await two.read(lambda c: [row(c, text) for text in threes(["một"])])
            assert [(r.state, r.repeated, r.external_id) for r in found] == [
                ("sent", True, "1"), ("sent", True, "2"), ("sent", True, "3"),
            ]  # fmt: skip


async def test_a_late_failure_does_not_undo_what_another_process_delivered(postgres_url: str) -> None:
    async with House(postgres_url, three, owner="late", sending=False) as house:

        def delivered(connection: Connection) -> tuple[int, int]:
            return put(connection, "an", "một", "sent", ""), known(connection, "an")

        key, lane = await house.turns.write(delivered)
        outgoing = Outgoing(key, lane, "fake", Call("say", b"{}"))
        house.turns.settle(Outcome(outgoing, "pending", error="timed out"))
        assert await house.read(states) == {"một": "sent"}


async def test_what_is_being_sent_stays_ours_while_we_live(postgres_url: str) -> None:
    channel = FakeChannel()
    channel.gates["an"] = asyncio.Event()
    async with House(postgres_url, three, channel) as house:
        await house.say("an", "một")
        await channel.begun["một 1"].wait()
        soon = machine_now() + timedelta(milliseconds=1)
        await house.turns.write(lambda c: c.execute(update(outbox).values(lease_until=soon)))
        await house.until(lambda c: row(c, "một 1").lease_until > soon + timedelta(seconds=10))
        async with House(postgres_url, three, owner="other") as other:
            await other.turns.write(lambda c: queue.adopt(c, "other", machine_now()))
            assert set((await other.read(states)).values()) == {"sending"}
        channel.gates["an"].set()
        await house.over()
    assert channel.to("an") == threes(["một"])


async def test_two_processes_send_every_call_once(postgres_url: str) -> None:
    channel = FakeChannel()
    async with (
        House(postgres_url, three, channel, owner="a") as one,
        House(postgres_url, three, channel, owner="b") as two,
    ):

        def digest(connection: Connection) -> None:
            for n in range(200):
                put(connection, f"người {n % 20}", f"nhắc {n}", push=n % 2 == 0)

        await one.turns.write(digest)
        two.sender.wake()
        await one.over()
    assert sorted(channel.tried.values()) == [1] * 200


async def test_stopping_lets_one_send_arrive_and_puts_the_rest_back_untried(database_url: str) -> None:
    channel = FakeChannel()
    channel.gates["an"] = asyncio.Event()
    async with House(database_url, three, channel) as house:
        await house.say("an", "một")
        await channel.begun["một 1"].wait()
        await house.turns.pause()
        stopping = asyncio.create_task(house.sender.stop(20))
        while not house.sender._stopping:
            await asyncio.sleep(0)
        channel.gates["an"].set()
        await stopping
        assert await house.read(states) == {"một 1": "sent", "một 2": "pending", "một 3": "pending"}
        assert (await house.read(lambda c: row(c, "một 2"))).attempts == 0
    assert channel.to("an") == ["một 1"]
    async with House(database_url, three, channel, owner="next") as house:
        await house.over()
        assert not (await house.read(lambda c: row(c, "một 2"))).repeated
    assert channel.to("an") == threes(["một"])


async def test_calls_of_a_channel_that_is_not_there_wait_for_it(database_url: str) -> None:
    async with House(database_url, three) as house:

        def other(connection: Connection) -> None:
            put(connection, "an", "một")
            connection.execute(update(conversation).values(channel="gone"))
            put(connection, "hoa", "hai")

        await house.turns.write(other)
        await house.until(lambda c: states(c)["hai"] == "sent")
        assert (await house.read(states))["một"] == "pending"
