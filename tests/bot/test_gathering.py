"""Pushes that wait for the same person go out as one, where the channel gathers, and share their fate."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import orjson
import pytest
from sqlalchemy import Connection, select

from bot.channels.base import Call, Leave, Push, SendError
from bot.clock import machine_now
from bot.gathering import fitting, gathered
from handlers import news
from handlers.channels import Window
from handlers.events import Choice, Reply
from handlers.turn import Turn
from storage import usage
from storage.queue import outbox
from tests.bot.engine import FREE, LONG_AGO, FakeChannel, House, nobody_knows, put, states

GATHERS = replace(FREE, gathers="text", text_length=40)
COSTLY = replace(GATHERS, repeat_unknown=False, window=Window(timedelta(0), timedelta(days=7), 55))


def call(text: object = "một", method: str = "say", files: dict[str, str] | None = None, **more: Any) -> Call:
    return Call(method, orjson.dumps({"message": {"text": text}, **more}), files or {})


LINES = call("một\n1. Rõ", buttons=["Rõ"])


@pytest.mark.parametrize(
    ("calls", "count"),
    [
        pytest.param([call()], 1, id="one alone"),
        pytest.param([call("một"), call("hai")], 2, id="two"),
        pytest.param([call("m" * 50), call("hai")], 1, id="the first always can"),
        pytest.param([call("m" * 9), call("h" * 9)], 2, id="to the last letter"),
        pytest.param([call("m" * 9), call("h" * 10)], 1, id="one letter too long"),
        pytest.param([call("m" * 9), call("h" * 7 + "😀")], 2, id="counted as the platform counts"),
        pytest.param([call("m" * 9), call("h" * 8 + "😀")], 1, id="a picture letter is two"),
        pytest.param([call("m"), call("h" * 30), call("b")], 1, id="nothing overtakes what does not fit"),
        pytest.param([call(), call(method="photo")], 1, id="another method"),
        pytest.param([call(), call(files={"photo": "ab"})], 1, id="a file"),
        pytest.param([call(files={"photo": "ab"}), call()], 1, id="behind a file"),
        pytest.param([call(), call(None)], 1, id="no text"),
        pytest.param([call(), Call("say", b"[]")], 1, id="another shape"),
    ],
)
def test_how_many_go_out_as_one(calls: list[Call], count: int) -> None:
    assert fitting(calls, "message.text", 20) == count


def test_the_first_call_says_what_all_say() -> None:
    assert gathered([LINES, call("hai")], "message.text") == call("một\n1. Rõ\n\nhai", buttons=["Rõ"])
    assert gathered([LINES], "message.text") is LINES


def remind(connection: Connection, *texts: str, **more: Any) -> list[int]:
    """To an."""
    return [put(connection, "an", text, push=True, **more) for text in texts]


def rows(connection: Connection) -> list[Any]:
    return list(connection.execute(select(outbox).order_by(outbox.c.id)))


def nothing(_turn: Turn) -> list[Reply]:
    return []


async def test_what_waits_for_somebody_is_one_message_and_each_is_marked(database_url: str) -> None:
    async with House(database_url, nothing, FakeChannel(GATHERS)) as house:
        first, *_ = await house.turns.write(lambda c: remind(c, "một", "hai", "ba"))
        await house.over()
        found = await house.read(rows)
    assert house.channel.sent == [("an", "một\n\nhai\n\nba")]
    assert [(r.state, r.with_id, r.external_id) for r in found] == [
        ("sent", None, "1"), ("sent", first, "1"), ("sent", first, "1"),
    ]  # fmt: skip


async def test_what_does_not_fit_comes_in_the_next(database_url: str) -> None:
    async with House(database_url, nothing, FakeChannel(GATHERS)) as house:
        await house.turns.write(lambda c: remind(c, "m" * 20, "h" * 18, "ba", "bốn"))
        await house.over()
    assert house.channel.to("an") == ["m" * 20 + "\n\n" + "h" * 18, "ba\n\nbốn"]


async def test_what_waits_for_its_time_holds_up_what_is_behind_it(database_url: str) -> None:
    later = machine_now() + timedelta(hours=1)
    async with House(database_url, nothing, FakeChannel(GATHERS)) as house:

        def words(connection: Connection) -> None:
            remind(connection, "một")
            remind(connection, "hai", retry_at=later)
            remind(connection, "ba")

        await house.turns.write(words)
        await house.until(lambda c: states(c)["một"] == "sent")
        assert await house.read(states) == {"một": "sent", "hai": "pending", "ba": "pending"}
    assert house.channel.to("an") == ["một"]


async def test_a_channel_that_does_not_gather_sends_one_by_one(database_url: str) -> None:
    async with House(database_url, nothing) as house:
        await house.turns.write(lambda c: remind(c, "một", "hai"))
        await house.over()
    assert house.channel.to("an") == ["một", "hai"]


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (SendError("400"), "failed"),
        (SendError("403", reachable=False), "failed"),
        (nobody_knows(), "unknown"),
    ],
    ids=["refused", "blocked", "nobody knows"],
)
async def test_all_of_a_call_share_its_outcome(database_url: str, error: SendError, outcome: str) -> None:
    channel = FakeChannel(COSTLY)
    channel.fails["an"].append(error)
    async with House(database_url, nothing, channel) as house:
        await house.turns.write(lambda c: remind(c, "một", "hai"))
        await house.over()
        assert await house.read(states) == {"một": outcome, "hai": outcome}
        assert [row.error for row in await house.read(rows)] == [str(error)] * 2
    assert channel.tried == {"một\n\nhai": 1}


async def test_all_of_a_call_are_tried_again_together(database_url: str) -> None:
    channel = FakeChannel(GATHERS)
    channel.fails["an"].append(SendError("busy", retry=True))
    async with House(database_url, nothing, channel) as house:
        await house.turns.write(lambda c: remind(c, "một", "hai"))
        await house.over()
        assert [(row.state, row.attempts, row.repeated) for row in await house.read(rows)] == [
            ("sent", 2, False), ("sent", 2, False),
        ]  # fmt: skip
    assert channel.to("an") == ["một\n\nhai"]


async def test_the_price_of_a_call_is_paid_once(database_url: str) -> None:
    channel = FakeChannel(COSTLY)
    channel.leave = {"an": Leave(price=55)}
    async with House(database_url, nothing, channel) as house:
        await house.turns.write(lambda c: remind(c, "một", "hai"))
        await house.over()
        assert [row.price for row in await house.read(rows)] == [55, 0]
        used = await house.read(lambda c: usage.of(c, "fake", machine_now()))
    assert (used.month, used.spent) == (1, 55)


async def test_a_template_says_one_and_the_others_are_asked_about_by_themselves(database_url: str) -> None:
    class Templates(FakeChannel):
        """Only "một" has a template; nothing else may go out."""

        def may_push(self, push: Push, now: Any) -> Leave:
            body = orjson.loads(push.call.body)
            if body["text"].startswith("một"):
                return Leave(call=Call("template", orjson.dumps({**body, "text": "mẫu"})))
            return Leave(allowed=False, why="window")

    async with House(database_url, nothing, Templates(GATHERS)) as house:
        await house.turns.write(lambda c: remind(c, "một", "hai"))
        await house.over()
        assert [(row.state, row.with_id, row.error) for row in await house.read(rows)] == [
            ("sent", None, ""), ("failed", None, "window"),
        ]  # fmt: skip
    assert house.channel.to("an") == ["mẫu"]


async def test_what_a_dead_process_had_gathered_is_repeated_once_and_lost_never(database_url: str) -> None:
    async with House(database_url, nothing, FakeChannel(GATHERS)) as house:

        def left(connection: Connection) -> None:
            dead = {"state": "sending", "owner": "dead", "lease_until": LONG_AGO}
            [first] = remind(connection, "một", **dead)
            remind(connection, "hai", **dead, with_id=first)
            remind(connection, "ba")

        await house.turns.write(left)
        await house.over()
        assert [(row.state, row.repeated) for row in await house.read(rows)] == [
            ("sent", True), ("sent", True), ("sent", False),
        ]  # fmt: skip
    assert house.channel.to("an") == ["một\n\nhai\n\nba"]


async def test_two_processes_send_everything_once(postgres_url: str) -> None:
    channel = FakeChannel(replace(GATHERS, text_length=4000))
    async with (
        House(postgres_url, nothing, channel, owner="a") as one,
        House(postgres_url, nothing, channel, owner="b") as two,
    ):

        def digest(connection: Connection) -> None:
            for n in range(120):
                put(connection, f"người {n % 12}", f"nhắc {n}", push=True)

        await one.turns.write(digest)
        two.sender.wake()
        await one.over()
    said = [text for _, message in channel.sent for text in message.split("\n\n")]
    assert sorted(said) == sorted(f"nhắc {n}" for n in range(120))
    assert len(channel.sent) < 60


async def test_numbers_belong_to_the_first_of_several_and_the_others_are_said_in_words(
    database_url: str,
) -> None:
    shown = list[tuple[str, bool]]()

    class Slow(FakeChannel):
        def render(self, message: Any, address: str) -> list[Call]:
            shown.append((message.text, all(choice.number for choice in message.choices)))
            return super().render(message, address)

    def offers(turn: Turn) -> list[Reply]:
        return news.say(
            turn, Reply("test.said", {"text": turn.event.text}, (Choice(f"x:{turn.event.text}", "Rõ"),))
        )

    channel = Slow(replace(GATHERS, pushes_per_second=0.001))
    async with House(database_url, offers, channel, sending=False) as house:
        await house.say("an", "một")
        await house.had_turns()
        await house.say("an", "hai")
        await house.had_turns()
    assert shown == [("một", True), ("hai", False)]


# The day's price


class Ceiling(FakeChannel):
    """Pushes cost 55 đồng as long as the day has cost less than 200."""

    def may_push(self, push: Push, now: Any) -> Leave:
        return Leave(price=55) if push.used.spent + 55 <= 200 else Leave(False, why="the day's cost")


async def test_pushes_that_are_on_their_way_together_do_not_overshoot_the_day(database_url: str) -> None:
    channel = Ceiling(replace(COSTLY, gathers=""))
    people = [f"người {n}" for n in range(20)]
    held = asyncio.Event()
    channel.gates = dict.fromkeys(people, held)
    async with House(database_url, nothing, channel) as house:
        await house.turns.write(lambda c: [put(c, who, f"nhắc {who}", push=True) for who in people])
        await house.until(lambda c: list(states(c).values()).count("failed") == 17)
        held.set()
        await house.over()
        used = await house.read(lambda c: usage.of(c, "fake", machine_now()))
    assert len(channel.sent) == 3
    assert (used.month, used.spent) == (3, 165)


async def test_a_push_that_failed_costs_nothing_and_one_nobody_knows_of_counts(
    database_url: str,
) -> None:
    channel = Ceiling(replace(COSTLY, gathers=""))
    channel.fails["an"].append(SendError("400"))
    channel.fails["hoa"].append(nobody_knows())
    async with House(database_url, nothing, channel) as house:
        for who in ("an", "hoa", "nam"):
            await house.turns.write(partial(put, address=who, text=who, push=True))
            await house.over()
        used = await house.read(lambda c: usage.of(c, "fake", machine_now()))
        assert [row.price for row in await house.read(rows)] == [0, 55, 55]
    assert used.spent == 110
