"""`python -m tests.bench.owed`: who is owed what, at size; prints milliseconds on both engines.

The country of `tests.bench.desk`: 10,000 units, 100,000 initiatives, officers in 3,000 units. Asked is how
every unit of all, of a province (301 units), of an upper union and of one grassroots union stand; and which
reminders there are to be in the next eight days, for everybody.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from tempfile import TemporaryDirectory

from sqlalchemy import Connection

from bot.current import tree
from handlers import owed
from handlers.reminder_plan import wanted
from handlers.service import Service
from programmes.model import library, load
from storage import database, units
from storage.queue import conversation
from tests.bench import desk, processes
from tests.bench.desk import say

ROUNDS = 5
PROGRAMME = load(library()["bac-kan-1tr"]).changed({"unit": "U1"})


@dataclass(frozen=True)
class Asker:
    """Who asks."""

    store: Connection
    now: datetime
    service: Service


def measure(name: str, url: str) -> None:
    """Prints the table of one engine."""
    engine = database.writer(url)
    database.upgrade(engine)
    tops = desk.filled(engine)
    with engine.begin() as connection:
        desk._add(connection, conversation, [
            {"id": n + len(tops), "channel": "fake", "address": f"officer {n}", "person_id": n,
             "reachable": True}
            for n in range(1, desk.OFFICERS + 1)
        ])  # fmt: skip
    with engine.connect() as connection:
        service = Service(**tree(units.all_units(connection)), programmes={1: PROGRAMME}, current=(1,))
        who = Asker(connection, desk.NOW, service)
        say(f"{name}: milliseconds, the quickest of {ROUNDS}")
        for what, ask in questions(who, tops).items():
            say(f"{what:<40}{quickest(ask):>10.1f}")
    engine.dispose()


def questions(who: Asker, tops: Mapping[str, int]) -> Mapping[str, Callable[[], object]]:
    """What is asked, by its name."""
    deadline = PROGRAMME.deadline("phase-1-entry")
    assert deadline is not None
    occurrence = owed.current(PROGRAMME, deadline, desk.NOW, None)
    assert occurrence is not None

    def standing(top: int) -> Callable[[], object]:
        return lambda: owed.standings(who, PROGRAMME, deadline, occurrence, [top])

    return {
        **{f"how units stand: {what}": standing(top) for what, top in tops.items()},
        "reminders of eight days, everybody": lambda: wanted(
            who.store, who.service, desk.NOW, desk.NOW + timedelta(days=8)
        ),
    }


def quickest(ask: Callable[[], object]) -> float:
    """In milliseconds."""
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        ask()
        times.append(1000 * (time.perf_counter() - begun))
    return min(times)


if __name__ == "__main__":
    with TemporaryDirectory() as data:
        measure("SQLite", f"sqlite:///{data}/bench.db")
    with processes.postgresql() as address:
        measure("PostgreSQL", address)
