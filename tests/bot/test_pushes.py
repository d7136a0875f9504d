"""What waits in the outbox is given slots: in order, once, by all processes together."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import orjson
import pytest
from sqlalchemy import Connection, Engine, update

from bot.channels.base import Call
from bot.clock import machine_now
from bot.outgoing import Outgoing
from bot.pace import AHEAD
from bot.pushes import Claim, Pushes, Wish
from storage import database, pushes
from storage.queue import outbox
from tests.bot.engine import FREE, put

TELEGRAM = replace(FREE, pushes_per_second=30, pushes_per_chat=1)
WISH = Wish(30, 0, 0, 100)
NOW = machine_now()
MANY = 1 + int(AHEAD * 30)


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    with engine.begin() as connection:
        yield connection


def lane(channel: str = "fake") -> Pushes:
    """One that lets nothing go."""
    return Pushes(channel, TELEGRAM, lambda push: None, lambda: None)


def claimed(connection: Connection, at: datetime = NOW, owner: str = "me", wish: Wish = WISH) -> list[str]:
    rows = lane().claim(connection, owner, at, wish).rows
    return [orjson.loads(row.body)["text"] for row in rows]


def remind(connection: Connection, *texts: str, **more: Any) -> None:
    """`an 1` goes to an."""
    for text in texts:
        put(connection, text.split()[0], text, push=True, **more)


def sent(connection: Connection, at: datetime = NOW) -> None:
    """Whatever is on its way arrives."""
    connection.execute(update(outbox).where(outbox.c.state == "sending").values(state="sent", sent_at=at))


async def test_no_more_are_claimed_than_there_are_slots(connection: Connection) -> None:
    remind(connection, *(f"người-{n} nhắc" for n in range(100)))
    assert claimed(connection) == [f"người-{n} nhắc" for n in range(MANY)]
    assert claimed(connection) == []
    assert len(claimed(connection, NOW + timedelta(seconds=0.12))) == 3
    assert len(claimed(connection, NOW + timedelta(seconds=1.12))) == 30


async def test_processes_share_the_slots(connection: Connection) -> None:
    remind(connection, *(f"người-{n} nhắc" for n in range(300)))
    both = [
        len(claimed(connection, NOW + timedelta(seconds=tenth / 10), owner))
        for tenth in range(51)
        for owner in ("a", "b")
    ]
    assert sum(both) == pytest.approx(30 * 5 + MANY, abs=1)


async def test_a_process_does_not_wait_for_another_that_is_giving_slots_away(postgres_url: str) -> None:
    one, two = database.writer(postgres_url), database.writer(postgres_url)
    with one.begin() as connection:
        remind(connection, "an nhắc", "hoa nhắc")
    with one.begin() as first, two.begin() as second:
        assert len(claimed(first, owner="a")) == 2
        assert claimed(second, owner="b") == []
    one.dispose()
    two.dispose()


async def test_a_restart_begins_no_burst(connection: Connection) -> None:
    remind(connection, *(f"người-{n} nhắc" for n in range(100)))
    claimed(connection, owner="before")
    assert claimed(connection, owner="after") == []


async def test_somebody_gets_one_at_a_time_in_order_and_not_faster_than_a_chat_allows(
    connection: Connection,
) -> None:
    remind(connection, "an 1", "an 2", "hoa 1")
    assert claimed(connection) == ["an 1", "hoa 1"]
    second = NOW + timedelta(seconds=5)
    assert claimed(connection, second) == []  # the first is on its way
    sent(connection, second)
    assert claimed(connection, second + timedelta(seconds=0.9)) == []
    assert claimed(connection, second + timedelta(seconds=1)) == ["an 2"]


async def test_nothing_overtakes_what_was_put_back(connection: Connection) -> None:
    remind(connection, "an 1", retry_at=NOW + timedelta(seconds=30))
    remind(connection, "an 2", "hoa 1")
    assert claimed(connection) == ["hoa 1"]
    assert claimed(connection, NOW + timedelta(seconds=30)) == ["an 1"]


@pytest.mark.parametrize("state", ["pending", "sending"])
async def test_nothing_is_said_by_itself_where_a_reply_waits(connection: Connection, state: str) -> None:
    remind(connection, "an nhắc", "hoa nhắc")
    put(connection, "an", "trả lời", state, "me")
    assert claimed(connection) == ["hoa nhắc"]


async def test_nothing_is_said_by_itself_right_after_a_reply(connection: Connection) -> None:
    remind(connection, "an nhắc")
    put(connection, "an", "trả lời", "sent", sent_at=NOW - timedelta(seconds=0.5))
    assert claimed(connection) == []
    assert claimed(connection, NOW + timedelta(seconds=0.5)) == ["an nhắc"]


async def test_pushes_of_another_channel_are_left_to_its_own_pace(connection: Connection) -> None:
    remind(connection, "an nhắc")
    assert not lane("other").claim(connection, "me", NOW, WISH).rows
    assert claimed(connection) == ["an nhắc"]


async def test_replies_take_slots(connection: Connection) -> None:
    remind(connection, *(f"người-{n} nhắc" for n in range(100)))
    assert len(claimed(connection, wish=WISH._replace(replies=9))) == MANY - 9


async def test_while_everybody_waits_no_process_gives_slots_away(connection: Connection) -> None:
    remind(connection, *(f"người-{n} nhắc" for n in range(100)))
    assert claimed(connection, wish=WISH._replace(wait=5)) == []
    assert claimed(connection, NOW + timedelta(seconds=4), owner="other") == []
    assert len(claimed(connection, NOW + timedelta(seconds=5), owner="other")) == MANY


async def test_no_more_are_held_than_come_soon(connection: Connection) -> None:
    remind(connection, *(f"người-{n} nhắc" for n in range(100)))
    pushes.give_away(connection, "fake", NOW.timestamp() - 0.9)  # much was missed
    assert lane().wish().room == MANY
    assert len(claimed(connection, wish=lane().wish())) == MANY


async def test_nothing_is_written_where_nothing_waits(connection: Connection) -> None:
    assert claimed(connection, wish=WISH._replace(replies=9)) == []
    assert pushes.given_away(connection, "fake") == 0


async def test_pushes_are_let_go_in_their_order_once_their_slots_come() -> None:
    went, all_went = list[int](), asyncio.Event()

    def let_go(push: Outgoing) -> None:
        went.append(push.id)
        if len(went) == 3:
            all_went.set()

    paced = Pushes("fake", FREE, let_go, lambda: None)
    running = asyncio.create_task(paced.run())
    now = machine_now().timestamp()
    calls = [Outgoing(n, n, "fake", Call("say", b"{}")) for n in range(4)]
    paced.accept(Claim(WISH, (), now), calls[:3])
    paced.accept(Claim(WISH, (), now + 3600), calls[3:])
    await all_went.wait()
    running.cancel()
    assert went == [0, 1, 2]
    assert paced.give_up() == calls[3:]


async def test_what_has_no_slot_yet_is_given_up_when_asked() -> None:
    paced = lane()
    calls = [Outgoing(n, n, "fake", Call("say", b"{}")) for n in range(3)]
    paced.accept(Claim(WISH, (), machine_now().timestamp() + 3600), calls)
    assert paced.give_up() == calls
    assert paced.give_up() == []
