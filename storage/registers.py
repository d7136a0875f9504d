"""A unit's register (sổ tiếp nhận) of a year: numbered without gaps; a line is struck out, never taken
out."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select, update

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
    """A unit's register of a year by number, with what it says of the initiative (`code`, `answers`, `notes`,
    `status`, its unit `from_id`), who entered it (`name`), and who struck it out (`striker`)."""
    query = _told().where(entry.c.unit_id == unit_id, entry.c.year == year)
    found = query.order_by(entry.c.number).offset(first)
    return list(database.execute(found if count is None else found.limit(count)).all())


def line_of(database: Executes, unit_id: int, initiative_id: int) -> Any:
    """The line of an initiative in a unit's register that is not struck out, told as in `lines`."""
    mine = (entry.c.unit_id == unit_id) & (entry.c.initiative_id == initiative_id)
    return database.execute(_told().where(mine, entry.c.struck_at.is_(None))).one()


def _told() -> Select[Any]:
    striker = person.alias("striker")
    columns = (initiative.c[name] for name in ("code", "answers", "notes", "status"))
    names = (person.c.name, striker.c.name.label("striker"))
    return (
        select(entry, *columns, initiative.c.unit_id.label("from_id"), *names)
        .join(initiative, initiative.c.id == entry.c.initiative_id)
        .join(person, person.c.id == entry.c.person_id)
        .outerjoin(striker, striker.c.id == entry.c.struck_by)
    )
