"""A unit's register (sổ tiếp nhận) of a year: numbered without gaps; a line is struck out, never taken
out."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from storage.initiatives import ZONE, next_number
from storage.roles import Executes
from storage.store import Store
from storage.tables import Initiative, Person, RegisterEntry

entry = RegisterEntry.__table__  # type: ignore[attr-defined]
initiative = Initiative.__table__  # type: ignore[attr-defined]
person = Person.__table__  # type: ignore[attr-defined]


def enter(store: Store, unit_id: int, initiative_id: int, person_id: int, now: datetime) -> RegisterEntry:
    """The next number of the unit's register in the year of `now` on Vietnam's calendar."""
    year = now.astimezone(ZONE).year
    return store.add(
        RegisterEntry(unit_id=unit_id, year=year, number=next_number(store, f"register-{unit_id}-{year}"),
                      initiative_id=initiative_id, person_id=person_id, at=now)
    )  # fmt: skip


def standing(store: Store, unit_id: int, initiative_id: int) -> RegisterEntry | None:
    """The line of an initiative in a unit's register that is not struck out."""
    mine = (entry.c.unit_id == unit_id) & (entry.c.initiative_id == initiative_id)
    key = store.execute(select(entry.c.id).where(mine, entry.c.struck_at.is_(None))).scalar()
    return store.get(RegisterEntry, key) if key is not None else None


def strike(store: Store, key: int, person_id: int, now: datetime) -> None:
    """Strikes a line out: its number is never given again."""
    mine = (entry.c.id == key) & entry.c.struck_at.is_(None)
    store.execute(update(entry).where(mine).values(struck_at=now, struck_by=person_id))


def of_initiative(database: Executes, initiative_id: int) -> Sequence[Any]:
    """Its lines in all registers, the oldest first."""
    return list(database.execute(
        select(entry).where(entry.c.initiative_id == initiative_id).order_by(entry.c.id)
    ).all())  # fmt: skip


def years(database: Executes, unit_id: int) -> list[int]:
    """The years of a unit's register, the newest first."""
    query = select(entry.c.year).where(entry.c.unit_id == unit_id).distinct()
    return list(database.execute(query.order_by(entry.c.year.desc())).scalars())


def lines(
    database: Executes, unit_id: int, year: int, first: int = 0, count: int | None = None
) -> Sequence[Any]:
    """A unit's register of a year by number, with what it says of the initiative (`code`, `answers`,
    `programme`, `status`) and who entered it (`name`), who struck it out (`striker`)."""
    striker = person.alias("striker")
    query = (
        select(entry, initiative.c.code, initiative.c.answers, initiative.c.programme, initiative.c.status,
               initiative.c.unit_id.label("from_id"), initiative.c.notes, person.c.name,
               striker.c.name.label("striker"))
        .join(initiative, initiative.c.id == entry.c.initiative_id)
        .join(person, person.c.id == entry.c.person_id)
        .outerjoin(striker, striker.c.id == entry.c.struck_by)
        .where(entry.c.unit_id == unit_id, entry.c.year == year)
        .order_by(entry.c.number)
        .offset(first)
    )  # fmt: skip
    return list(database.execute(query if count is None else query.limit(count)).all())
