"""Two persons that are one: everything that refers to one of them refers to the other from now on.

Every column that names a person is found in the tables themselves, so a table that comes later is not left
out. What proves something stays as it was: consents, and the audit log.
"""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    delete,
    func,
    or_,
    select,
    update,
)
from sqlmodel import SQLModel

from storage import audit, authors, people
from storage.desk import inside
from storage.queue import person
from storage.roles import Executes, role
from storage.store import Store
from storage.tables import Author, Initiative

initiative = Initiative.__table__  # type: ignore[attr-defined]
author = Author.__table__  # type: ignore[attr-defined]

KEPT = frozenset(("consent.person_id", "audit.person_id", "audit.about_id"))
"""Columns that still name whoever was merged: what they agreed to, and what was done, under that number."""
KIND = "merged_person"


def columns() -> Iterator[Column[Any]]:
    """Every column that refers to a person and follows them."""
    for table in SQLModel.metadata.sorted_tables:
        for column in table.columns:
            named = any(key.column.table is person for key in column.foreign_keys)
            if named and f"{table.name}.{column.name}" not in KEPT:
                yield column


def merge(
    store: Store, gone: int, stays: int, by: int, unit_id: int | None, counts: dict[str, int], now: datetime
) -> bool:
    """From now on `gone` is `stays`; False where one of them is somebody else already, so a second press
    changes nothing. `by`: who decided it, for a unit; `counts`: what they had, for the log."""
    people.hold(store, (gone, stays))
    if any(people.present(store, key) != key for key in (gone, stays)):
        return False
    _roles(store, gone, stays, now)
    _authors(store, gone, stays, now)
    for column in columns():
        for twin in _twins(column, gone, stays):
            store.execute(twin)
        store.execute(update(column.table).where(column == gone).values({column.name: stays}))
    store.execute(update(person).where(person.c.merged_into_id == gone).values(merged_into_id=stays))
    store.execute(update(person).where(person.c.id == gone).values(merged_into_id=stays, unit_id=None))
    audit.log(
        store, now, KIND, person_id=by, about_id=gone, unit_id=unit_id, data={"into": stays, "had": counts}
    )
    store.became(gone, stays)
    return True


def find(database: Executes, tops: Collection[int], folded: str, code: str, limit: int) -> list[Any]:
    """People of some units and all below whose name may hold these folded words, or who sent the initiative
    of this code: (id, name, unit_id, created_at), those who came first in front."""
    sent = select(initiative.c.person_id).where(initiative.c.code == code)
    alike = func.lower(person.c.name).like(f"%{authors.like(folded)}%")
    here = (person.c.name != "") & person.c.unit_id.in_(inside(tops))
    query = select(person.c.id, person.c.name, person.c.unit_id, person.c.created_at)
    found = query.where(here, or_(alike, person.c.id.in_(sent))).order_by(person.c.id)
    return list(database.execute(found.limit(limit)).all())


def known(database: Executes, keys: Collection[int]) -> dict[int, int | None]:
    """The units of those of some people who have a name and are nobody else."""
    mine = person.c.id.in_(keys) & (person.c.name != "") & person.c.merged_into_id.is_(None)
    rows = database.execute(select(person.c.id, person.c.unit_id).where(mine))
    return {row.id: row.unit_id for row in rows}


def since(database: Executes, key: int) -> datetime:
    """When somebody first wrote."""
    found: datetime = database.execute(select(person.c.created_at).where(person.c.id == key)).scalar_one()
    return found


def _twins(column: Column[Any], gone: int, stays: int) -> Iterator[Any]:
    """Takes out rows of which there may be one only, where whoever stays has theirs already."""
    table: Table = column.table
    for rule in table.constraints:
        if isinstance(rule, UniqueConstraint | PrimaryKeyConstraint) and column.name in rule.columns:
            other = table.alias()
            same = [other.c[c.name] == table.c[c.name] for c in rule.columns if c.name != column.name]
            theirs = select(1).where(other.c[column.name] == stays, *same).correlate(table).exists()
            yield delete(table).where(column == gone, theirs)


def _roles(database: Executes, gone: int, stays: int, now: datetime) -> None:
    """A role that both hold is held once, and nobody stands in for themselves."""
    mine = role.c.person_id.in_((gone, stays)) & role.c.ended_at.is_(None)
    rows = list(database.execute(select(role).where(mine).order_by(role.c.person_id != stays, role.c.id)))
    kept: dict[tuple[str, int], int] = {}
    for row in (row for row in rows if row.until is None):
        first = kept.setdefault((row.role, row.unit_id), row.id)
        if first != row.id:
            database.execute(update(role).where(role.c.covers_id == row.id).values(covers_id=first))
            database.execute(update(role).where(role.c.id == row.id).values(ended_at=now))
    theirs = select(role.c.id).where(role.c.person_id.in_((gone, stays)))
    own = mine & role.c.covers_id.in_(theirs.scalar_subquery())
    ended = list(database.execute(select(role.c.id).where(own)).scalars())
    database.execute(update(role).where(role.c.id.in_(ended)).values(ended_at=now))


def _authors(database: Executes, gone: int, stays: int, now: datetime) -> None:
    """Nobody is two authors of one initiative: for the second name somebody has still to be found."""
    mine = select(author.c.initiative_id).where(author.c.person_id == stays, author.c.state != authors.GONE)
    second = (author.c.person_id == gone) & author.c.initiative_id.in_(mine.scalar_subquery())
    open_ = {"person_id": None, "state": "named", "way": "", "code_hash": None, "at": now}
    database.execute(update(author).where(second, author.c.state != authors.GONE).values(open_))
