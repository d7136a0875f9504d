"""Those who answer press for the same questions at once, through two processes that share a database."""

from collections import Counter
from datetime import timedelta

from sqlalchemy import Connection, Engine, select

from bot.clock import machine_now
from storage import units
from storage.tickets import entry, person, ticket
from tests.bot.desk_house import filled, known, said
from tests.bot.test_desk_races import in_two_processes, well

UNIT = "BK-DLBB"


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
    keys = list(connection.execute(ticket.insert().returning(ticket.c.id), rows).scalars())
    said_ = [{"ticket_id": key, "at": now, "kind": "asked", "person_id": asker, "text": "?"} for key in keys]
    connection.execute(entry.insert(), said_)
    return keys


def merge_both_ways(url: str, engine: Engine, pairs: int) -> Counter[str]:
    """In each process somebody merges the same pairs of questions, one the other way round; how many
    stand in each state."""
    filled(engine, {"cb0": UNIT, "cb1": UNIT}, {})
    with engine.begin() as connection:
        keys = asked(connection, 2 * pairs)
    both = list(zip(keys[::2], keys[1::2], strict=True))
    there = [f"ticket:{one}:merged-{other}" for one, other in both]
    back = [f"ticket:{other}:merged-{one}" for one, other in both]
    in_two_processes(url, {"cb0": there}, {"cb1": back})
    with engine.begin() as connection:
        for one, other in both:
            rows = connection.execute(select(ticket).where(ticket.c.id.in_((one, other)))).all()
            assert sorted(row.state == "merged" for row in rows) == [False, True]
        well(connection)
        return Counter(connection.execute(select(ticket.c.state)).scalars())


def takers(connection: Connection) -> Counter[str]:
    """How many questions each of them has."""
    query = select(person.c.name).join(ticket, ticket.c.adviser_id == person.c.id)
    return Counter(connection.execute(query).scalars())


def race(url: str, engine: Engine, people: int, tries: int) -> Counter[str]:
    """Half of the people in each process press for the same questions in the same order; who has how many.
    `make chaos` has two of them do so for a thousand."""
    officers = [f"cb{number}" for number in range(people)]
    filled(engine, dict.fromkeys(officers, UNIT), {})
    with engine.begin() as connection:
        keys = asked(connection, tries)
    presses = {address: [f"ticket:{key}:take" for key in keys] for address in officers}
    first, second = officers[: people // 2], officers[people // 2 :]
    in_two_processes(url, {one: presses[one] for one in first}, {one: presses[one] for one in second})
    with engine.begin() as connection:
        taken = connection.execute(select(entry.c.ticket_id).where(entry.c.kind == "taken")).scalars()
        assert Counter(taken) == dict.fromkeys(keys, 1)
        won = takers(connection)
        assert won.total() == tries
        for address in officers:
            words = [text.splitlines()[0] for text in said(connection, address)]
            late = {text for text in words if "đã nhận trả lời" in text}
            assert sum("Anh/chị nhắn gì từ giờ" in text for text in words) == won[f"Cán bộ {address}"]
            assert len(late) == tries - won[f"Cán bộ {address}"]
        well(connection)
    return won
