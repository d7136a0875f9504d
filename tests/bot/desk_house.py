"""Officers at their desks in processes that share a database: `python -m tests.bot.desk_house ADDRESS OWNER`.

What is said stays in the outbox: nothing is sent.
"""

import asyncio
import itertools
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial

import orjson
from sqlalchemy import Connection, Engine, insert, select

from bot import library
from bot.channels.base import Received
from bot.channels.local.channel import Local
from bot.clock import machine_now
from bot.current import Current
from bot.turns import Dispatch
from handlers.router import dispatch
from messages.catalogue import Catalogue
from storage import database, queue, roles, units
from storage.queue import conversation, outbox, person
from storage.roles import Held
from storage.tables import Initiative, InitiativeEvent, ProgrammeVersion
from tests.bot.engine import House

initiative = Initiative.__table__  # type: ignore[attr-defined]
history = InitiativeEvent.__table__  # type: ignore[attr-defined]
AUTHOR = "tac-gia"
PROGRAMME = "bac-kan-1tr"
numbers = itertools.count(int(time.time() * 1000))  # so that another start does not use them again
AHEAD = 10
PATIENCE = 60.0  # seconds for any one answer; only a defect takes that long
LONG_AGO = datetime(2022, 5, 16, 2, tzinfo=UTC)


def filled(engine: Engine, people: dict[str, str], initiatives: dict[str, int]) -> None:
    """A tree, officers (address → code of their unit) and initiatives (code of a unit → how many), by one
    author."""
    with engine.begin() as connection:
        units.import_units(connection, units.read_csv(units.SAMPLES / "bac_kan.csv"))
        library.load(connection, library.files(), LONG_AGO, LONG_AGO)
        now = machine_now()
        author = known(connection, AUTHOR, "Trần Quang Huy", now)
        for address, code in people.items():
            key = known(connection, address, f"Cán bộ {address}", now)
            roles.grant(connection, key, Held("officer", units.find(connection, code) or 0), "test", now)
        for code, count in initiatives.items():
            sent(connection, code, count, author)


def known(connection: Connection, address: str, name: str, now: datetime) -> int:
    """Somebody who has said who they are."""
    row = insert(person).values(created_at=now, name=name, language="vi").returning(person.c.id)
    key = int(connection.execute(row).scalar_one())
    lane = {"channel": "fake", "address": address, "person_id": key, "reachable": True}
    connection.execute(insert(conversation).values(lane))
    return key


def sent(connection: Connection, code: str, count: int, author: int) -> None:
    versions = ProgrammeVersion.__table__  # type: ignore[attr-defined]
    version = connection.execute(select(versions.c.id).where(versions.c.key == PROGRAMME)).scalar_one()
    unit_id = units.find(connection, code)
    for number in range(count):
        row = {"code": f"{code}-{number + 1:06d}", "programme": PROGRAMME, "programme_version_id": version,
               "person_id": author, "unit_id": unit_id, "holder_id": unit_id, "sent_at": LONG_AGO,
               "answers": {"title": f"Sào kẹp {number + 1}"}}  # fmt: skip
        new = insert(initiative).values({"unit_note": "", "status": "sent", **row}).returning(initiative.c.id)
        key = connection.execute(new).scalar_one()
        first = {"initiative_id": key, "at": LONG_AGO, "kind": "sent", "person_id": author}
        connection.execute(insert(history).values(first))


async def works(house: House, address: str, values: Sequence[str]) -> None:
    """Somebody presses buttons, or types, a few ahead of the answers; whichever process has the turn."""
    for first in range(0, len(values), AHEAD):
        said_ = [{"choice": v} if ":" in v else {"text": v} for v in values[first : first + AHEAD]]
        items = [Received(f"{house.owner}:{next(numbers)}", address, orjson.dumps(each)) for each in said_]
        *_, last = await house.turns.receive("fake", items)
        async with asyncio.timeout(PATIENCE):
            while not await house.turns.write(partial(queue.is_over, key=last)):
                await asyncio.sleep(0.005)


def house(url: str, owner: str, handlers: Dispatch = dispatch) -> House:
    """The engine with the real handlers."""
    engine = database.writer(url)
    with engine.begin() as connection:
        there = library.load(connection, library.files(), machine_now())
        service = Current(there, engine).load(connection)
    engine.dispose()
    made = House(url, handlers, Local(), owner, sending=False, words=Catalogue(there.texts))  # type: ignore[arg-type]
    made.turns.service = service
    return made


def said(connection: Connection, address: str) -> list[str]:
    """Everything somebody was told, in order."""
    lane = select(conversation.c.id).where(conversation.c.address == address).scalar_subquery()
    rows = connection.execute(
        select(outbox.c.body).where(outbox.c.conversation_id == lane).order_by(outbox.c.id)
    )
    return [str(orjson.loads(body)["text"]) for body in rows.scalars()]


async def serve(url: str, owner: str) -> None:
    """Says that it is ready, waits for a line (address → what is pressed there), and plays it."""
    made = house(url, owner)
    print("ready", flush=True)
    deeds = orjson.loads(sys.stdin.readline())
    async with made as running:
        await asyncio.gather(*(works(running, address, values) for address, values in deeds.items()))
        await running.had_turns()


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1], sys.argv[2]))
