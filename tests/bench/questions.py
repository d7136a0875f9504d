"""`python -m tests.bench.questions`: questions at size; prints milliseconds of whole turns on both engines.

The country of `tests.bench.desk`, with 100,000 questions, four entries each: the officer of one grassroots
union has 3,000 of them, one worker has asked 200. Commits are left out.
"""

import asyncio
import time
from collections.abc import Mapping
from datetime import timedelta
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, text

from storage import database
from storage.queue import conversation
from storage.tickets import entry, ticket
from tests.bench import desk, processes
from tests.bench.desk import Timed, say
from tests.bot import desk_house

QUESTIONS, LARGE, ASKED, ASKER = 100_000, 3_000, 200, 19_999
STATES = ("waiting", "taken", "answered", *("closed",) * 17)
ROUNDS = 5


def filled(connection: Connection, tops: Mapping[str, int]) -> list[int]:
    """The questions; the ids of those of the grassroots union that nobody has taken."""
    few, many = [], [row["id"] for row in desk.made_up() if row["level"] == "grassroots"]
    rows, said = list[dict[str, Any]](), list[dict[str, Any]]()
    for number in range(1, QUESTIONS + 1):
        here = tops["grassroots"] if number <= LARGE else many[number % len(many)]
        rows.append(_question(number, here))
        said += [
            {"id": 4 * number + n - 4, "ticket_id": number, "at": desk.NOW, "kind": kind, "text": "x" * 200,
             "person_id": 1, "files": [], "data": {}}
            for n, kind in enumerate(("asked", "taken", "answered", "noted"), start=1)
        ]  # fmt: skip
        if number <= LARGE and rows[-1]["state"] == "waiting":
            few.append(number)
    desk._add(connection, ticket, rows)
    desk._add(connection, entry, said)
    worker = {"id": len(tops) + 1, "channel": "fake", "address": "worker", "person_id": ASKER}
    desk._add(connection, conversation, [{**worker, "reachable": True}])
    return few


def _question(number: int, here: int) -> dict[str, Any]:
    state = STATES[number % len(STATES)]
    asker = ASKER if number > QUESTIONS - ASKED else number % 10_000 + 5_000
    at = desk.NOW - timedelta(hours=number % 2_000)
    return {
        "id": number, "number": number, "person_id": asker, "unit_id": here, "desk_id": here,
        "kind": "officer", "programme": "bac-kan-1tr", "anonymous": False, "state": state, "question": "",
        "adviser_id": None if state == "waiting" else 1, "asked_at": at, "touched_at": at,
        "due": at + timedelta(days=1), "answered_at": None if state == "waiting" else at,
    }  # fmt: skip


async def turns(url: str, waiting: list[int]) -> Mapping[str, str]:
    """Each turn with the milliseconds that its handler takes, the quickest of some."""
    made, spent = desk_house.house(url, "bench", timed := Timed()), dict[str, str]()
    said = {
        "the menu of an officer": ("grassroots", ["menu"] * ROUNDS),
        "what waits": ("grassroots", ["menu:questions"] * ROUNDS),
        "a question": ("grassroots", [f"ticket:{key}:view" for key in waiting[:ROUNDS]]),
        "tôi trả lời": ("grassroots", [f"ticket:{key}:take" for key in waiting[:ROUNDS]]),
        "an answer": ("grassroots", ["chị ghi ngày dùng thử nhé"] * ROUNDS),
        "one's own questions": ("worker", ["menu:consult"] * ROUNDS),
    }
    async with made:
        for name, (who, values) in said.items():
            await desk_house.works(made, who, values)
            spent[name] = f"{min(timed.taken):.1f}"
            timed.taken.clear()
    return spent


def measure(name: str, url: str) -> None:
    """Prints the table of one engine."""
    engine = database.writer(url)
    database.upgrade(engine)
    begun = time.perf_counter()
    tops = desk.filled(engine)
    with engine.begin() as connection:
        waiting = filled(connection, tops)
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))
    engine.dispose()
    say(f"{name}: filled in {time.perf_counter() - begun:.0f} s; milliseconds, the quickest of {ROUNDS}")
    for turn, cell in asyncio.run(turns(url, waiting)).items():
        say(f"{turn:<26}{cell:>10}")


if __name__ == "__main__":
    with TemporaryDirectory() as data:
        measure("SQLite", f"sqlite:///{data}/bench.db")
    with processes.postgresql() as address:
        measure("PostgreSQL", address)
