"""Those who answer press at once, through two processes that share a database: one has the question, the
others are told who."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Connection, Engine, select

from bot.clock import machine_now
from storage import database, tickets, units
from storage.tickets import entry, person, ticket
from tests.bot.desk_house import filled, known, said
from tests.bot.test_desk_races import in_two_processes, well

UNIT = "BK-DLBB"
TRIES = 1000


@pytest.fixture
def postgres_engine(postgres_url: str) -> Iterator[Engine]:
    writer = database.writer(postgres_url)
    yield writer
    writer.dispose()


def asked(connection: Connection, count: int) -> list[int]:
    """Questions of one worker that lie with the officers of a unit; their ids."""
    now, asker = machine_now(), known(connection, "oi", "Lò Thị Ơi", machine_now())
    unit_id = units.find(connection, UNIT)
    rows = [
        {"number": number, "person_id": asker, "unit_id": unit_id, "desk_id": unit_id, "kind": "officer",
         "programme": "", "anonymous": False, "state": "waiting", "question": "", "asked_at": now,
         "touched_at": now, "due": now + timedelta(days=1)}
        for number in range(1, count + 1)
    ]  # fmt: skip
    return list(connection.execute(ticket.insert().returning(ticket.c.id), rows).scalars())


def takers(connection: Connection) -> Counter[str]:
    """How many questions each of them has."""
    query = select(person.c.name).join(ticket, ticket.c.adviser_id == person.c.id)
    return Counter(connection.execute(query).scalars())


@pytest.mark.parametrize(("people", "tries"), [(2, TRIES), (10, TRIES // 10)])
def test_of_all_who_press_at_once_one_has_each_question(
    postgres_url: str, postgres_engine: Engine, people: int, tries: int
) -> None:
    officers = [f"cb{number}" for number in range(people)]
    filled(postgres_engine, dict.fromkeys(officers, UNIT), {})
    with postgres_engine.begin() as connection:
        keys = asked(connection, tries)
    presses = {address: [f"ticket:{key}:take" for key in keys] for address in officers}
    half = len(officers) // 2
    in_two_processes(
        postgres_url,
        {address: presses[address] for address in officers[:half]},
        {address: presses[address] for address in officers[half:]},
    )
    with postgres_engine.begin() as connection:
        taken = connection.execute(select(entry.c.ticket_id).where(entry.c.kind == "taken")).scalars()
        assert Counter(taken) == dict.fromkeys(keys, 1)
        won = takers(connection)
        assert won.total() == tries
        assert min(won.values()) > 0  # both processes were there
        for address in officers:
            words = said(connection, address)
            late = [text for text in words if "đã nhận trả lời" in text.splitlines()[0]]
            assert sum("Anh/chị nhắn gì từ giờ" in text for text in words) == won[f"Cán bộ {address}"]
            assert len({text.splitlines()[0] for text in late}) == tries - won[f"Cán bộ {address}"]
        assert {
            row.state
            for row in tickets.lying(connection, [units.find(connection, UNIT) or 0], tickets.OPEN, 0, tries)
        } == {"taken"}
        well(connection)
