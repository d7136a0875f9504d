"""`python -m tests.bench.desk`: what an officer's desk asks, at size; prints milliseconds on both engines.

A country of 33 provinces with 10,000 units and 100,000 initiatives, of which one province has 10,000;
officers in 3,000 units. Asked by an officer of the whole, of that province (301 units), of an upper union in
it, and of one grassroots union. Below the questions whole turns of the same people, without their commit.
"""

import asyncio
import random
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, Engine, insert, select, text

from bot.current import tree
from handlers.desk import COUNTED
from handlers.desk_lists import GROUPS, on_desk
from handlers.events import Reply
from handlers.router import dispatch
from handlers.service import Service
from handlers.turn import Turn
from storage import database, desk, units
from storage.desk import Wanted, Which, author, initiative, person, role, unit
from storage.queue import conversation
from storage.tables import ProgrammeVersion
from tests.bench import processes
from tests.bot import desk_house

PROVINCES, UPPER, GRASSROOTS = 33, 10, 29  # in each the next
INITIATIVES, LARGE, OFFICERS = 100_000, 10_000, 3_000
NOW = datetime(2022, 5, 16, 2, tzinfo=UTC)
STATES = (
    *("sent",) * 20, *("forwarded",) * 2, *("received",) * 20, *("asked",) * 8, *("answered",) * 5,
    *("council",) * 6, *("recognised",) * 30, *("unrecognised",) * 3, *("ineligible",) * 3,
    *("withdrawn",) * 3,
)  # fmt: skip
WORDS = ("sao kep", "bang tinh", "may cat", "quy trinh", "phan mem", "den duong", "bom nuoc", "lop hoc")
TODO, OPEN = dict(GROUPS)["todo"], ("recognised",)
PORTAL = ("bac-kan-1tr",)


def made_up() -> Iterator[dict[str, Any]]:
    """The units, parents before children."""
    key = 1
    yield _unit(key, None, "/1/", "confederation")
    for _ in range(PROVINCES):
        key += 1
        province = key
        yield _unit(key, 1, f"/1/{key}/", "province")
        for _ in range(UPPER):
            key += 1
            upper = key
            yield _unit(key, province, f"/1/{province}/{key}/", "upper")
            for _ in range(GRASSROOTS):
                key += 1
                yield _unit(key, upper, f"/1/{province}/{upper}/{key}/", "grassroots")


def _unit(key: int, parent: int | None, path: str, level: str) -> dict[str, Any]:
    name = f"CĐCS số {key}"
    return {"id": key, "code": f"U{key}", "parent_id": parent, "path": path, "level": level, "name": name}


def filled(engine: Engine) -> Mapping[str, int]:
    """Everything; the units whose officers ask, by what they are."""
    dice, rows = random.Random(1), list(made_up())
    ends = [row["id"] for row in rows if row["level"] == "grassroots"]
    few = ends[: UPPER * GRASSROOTS]
    many = ends[UPPER * GRASSROOTS :]
    above = [row["id"] for row in rows if row["level"] != "grassroots"]
    held = [*above, *dice.sample(ends, OFFICERS - len(above))]
    with engine.begin() as connection:
        _add(connection, unit, rows)
        _add(
            connection,
            person,
            [{"id": k, "name": f"Người {k}", "language": "vi", "created_at": NOW} for k in range(1, 20_001)],
        )
        version = {"id": 1, "key": PORTAL[0], "checksum": "c", "body": "", "loaded_at": NOW}
        _add(connection, ProgrammeVersion.__table__, [version])  # type: ignore[attr-defined]
        _add(
            connection,
            role,
            [
                {
                    "id": n,
                    "person_id": n,
                    "role": "officer",
                    "unit_id": key,
                    "granted_at": NOW,
                    "granted_by": "",
                }
                for n, key in enumerate(held, start=1)
            ],
        )
        _add(
            connection,
            initiative,
            [
                _initiative(n, dice.choice(few if n <= LARGE else many), dice)
                for n in range(1, INITIATIVES + 1)
            ],
        )
        _add(connection, author, [
            {"initiative_id": n, "name": f"Người {n % 20_000 + 1}", "percent": 100.0,
             "person_id": n % 20_000 + 1, "state": "confirmed", "way": "", "words": "", "at": NOW}
            for n in range(1, INITIATIVES + 1)])  # fmt: skip
        tops = {"whole": 1, "province": 2, "upper": 3, "grassroots": next(key for key in few if key in held)}
        _add(connection, conversation, [
            {"id": n, "channel": "fake", "address": what, "person_id": held.index(key) + 1, "reachable": True}
            for n, (what, key) in enumerate(tops.items(), start=1)])  # fmt: skip
    if engine.dialect.name == "postgresql":  # as it does by itself after a while
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))
    return tops


def _initiative(number: int, unit_id: int, dice: random.Random) -> dict[str, Any]:
    status, words = dice.choice(STATES), " ".join(dice.sample(WORDS, 2))
    code = f"BK-2022-{number:06d}"
    posted = NOW.date() if status == "recognised" and dice.random() < 0.5 else None
    return {
        "id": number, "code": code, "programme": PORTAL[0], "programme_version_id": 1, "unit_note": "",
        "person_id": number % 20_000 + 1, "unit_id": unit_id, "holder_id": unit_id, "status": status,
        "answers": {"title": words, "solution": "x" * 400}, "sent_at": NOW - timedelta(hours=number % 5000),
        "search": f"{code.lower().replace('-', ' ')} {words} nguoi {number % 20_000 + 1}",
        "posted_on": posted, "notes": {},
    }  # fmt: skip


def _add(connection: Connection, table: Any, rows: list[dict[str, Any]]) -> None:
    for start in range(0, len(rows), 1000):
        connection.execute(insert(table), rows[start : start + 1000])
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), {len(rows)})"))


Asked = Callable[[Connection], object]


def questions(service: Service, top: int, person_id: int) -> Mapping[str, Asked]:
    """What a turn of an officer asks, by its name."""
    tops, today, name = [top], NOW.date(), f"Người {person_id}"
    lying = list[int]()

    def whose(connection: Connection) -> None:
        lying[:] = on_desk(connection, service, tops, today)

    def mine() -> Which:
        return desk.to_do(lying, person_id, name, Wanted(states=TODO, unposted=PORTAL))

    def every(**wanted: Any) -> Which:
        return desk.all_of(tops, Wanted(**wanted))

    return {
        "whose desk it is": whose,
        "to do, counted": lambda c: desk.counts(c, mine()),
        "to do, first page": lambda c: desk.listed(c, mine(), 0, 7),
        "standing": lambda c: desk.standing(c, tops, COUNTED, today),
        "the three counts": lambda c: desk.figures(c, every()),
        "all, newest first": lambda c: desk.listed(c, every(), 0, 7, newest=True),
        "recognised, first page": lambda c: desk.listed(c, every(states=OPEN), 0, 7, newest=True),
        "search, a common word": lambda c: desk.listed(c, every(words=("sao", "kep")), 0, 7, newest=True),
        "search, a code": lambda c: desk.listed(c, every(words=("004242",)), 0, 7, newest=True),
        "search, nothing": lambda c: desk.listed(c, every(words=("khong", "co")), 0, 7, newest=True),
    }


def asked(connection: Connection, tops: Mapping[str, int], rounds: int) -> Iterator[tuple[str, list[str]]]:
    """Each question with its milliseconds for each of those who ask."""
    service = Service(**tree(units.all_units(connection)))
    theirs = {what: questions(service, top, 19_999) for what, top in tops.items()}
    for question in theirs["whole"]:
        yield question, [_timed(partial(theirs[what][question], connection), rounds) for what in tops]


def _timed(ask: Callable[[], object], rounds: int) -> str:
    """The quickest of some rounds (others work on the machine), after one that warms up."""
    times = []
    for _ in range(rounds + 1):
        begun = time.perf_counter()
        ask()
        times.append(1000 * (time.perf_counter() - begun))
    return f"{min(times[1:]):.1f}"


TURNS = {"the menu": "menu", "the desk": "menu:desk", "the list": "desk:0.0.0.0:list",
         "the filters": "desk:0.0.0.0:filter", "a search": "tìm sao kep"}  # fmt: skip
"""What is pressed or typed, by the name of the turn."""


async def turns(url: str, tops: Mapping[str, int], rounds: int) -> Mapping[str, list[str]]:
    """Each turn with the milliseconds that its handler takes."""
    made, spent = desk_house.house(url, "bench", timed := Timed()), dict[str, list[str]]()
    async with made:
        for what, top in tops.items():
            keys = await made.read(partial(_sent, top=top, count=rounds))
            cases = {"a case": [f"case:{key}:open" for key in keys],
                     "received": [f"case:{key}:receive" for key in keys]}  # fmt: skip
            for name, values in {**{k: [v] * rounds for k, v in TURNS.items()}, **cases}.items():
                await desk_house.works(made, what, values)
                spent.setdefault(name, []).append(f"{min(timed.taken):.1f}")
                timed.taken.clear()
    return spent


def _sent(connection: Connection, top: int, count: int) -> list[int]:
    mine = initiative.c.holder_id.in_(desk.inside([top])) & (initiative.c.status == "sent")
    return list(connection.execute(select(initiative.c.id).where(mine).limit(count)).scalars())


class Timed:
    """The handlers, with a watch on what people say."""

    def __init__(self) -> None:
        self.taken: list[float] = []

    def __call__(self, turn: Turn) -> list[Reply]:
        begun = time.perf_counter()
        replies = dispatch(turn)
        if turn.event.kind != "due":
            self.taken.append(1000 * (time.perf_counter() - begun))
        return replies


def measure(name: str, url: str, rounds: int = 5) -> None:
    """Prints the table of one engine."""
    engine = database.writer(url)
    database.upgrade(engine)
    begun = time.perf_counter()
    tops = filled(engine)
    say(f"{name}: filled in {time.perf_counter() - begun:.0f} s; milliseconds, the quickest of {rounds}")
    say(f"{'':<26}" + "".join(f"{what:>12}" for what in tops))
    with engine.connect() as connection:
        for question, cells in asked(connection, tops, rounds):
            say(f"{question:<26}" + "".join(f"{cell:>12}" for cell in cells))
    engine.dispose()
    for turn, cells in asyncio.run(turns(url, tops, rounds)).items():
        say(f"{'turn: ' + turn:<26}" + "".join(f"{cell:>12}" for cell in cells))


def say(line: str) -> None:
    """At once, also into a pipe."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    with TemporaryDirectory() as data:
        measure("SQLite", f"sqlite:///{data}/bench.db")
    with processes.postgresql() as address:
        measure("PostgreSQL", address)
