"""Who an initiative names as its authors, and which of them have said so themselves.

Rows are read as they are by then, whatever the batch read before; those that are read to be changed stay
locked until the commit.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, or_, select
from sqlmodel import select as select_rows
from sqlmodel.sql.expression import SelectOfScalar

from storage.roles import Executes
from storage.store import Store
from storage.tables import Author, Initiative, Person, Unit

author = Author.__table__  # type: ignore[attr-defined]
initiative = Initiative.__table__  # type: ignore[attr-defined]
person = Person.__table__  # type: ignore[attr-defined]
unit = Unit.__table__  # type: ignore[attr-defined]

GONE = "gone"  # named once, not any more
_VARIES = str.maketrans(dict.fromkeys("aeiouyd%", "_"))  # letters that may carry a mark


class Namesake(NamedTuple):
    """Somebody whose name may be the one that was asked for."""

    id: int
    name: str


def _rows(*where: Any) -> "SelectOfScalar[Author]":
    query = select_rows(Author).where(*where).order_by(author.c.id)
    return query.execution_options(populate_existing=True)


def every(store: Store, initiative_id: int) -> Sequence[Author]:
    """All rows of an initiative, those who are not named any more too, in the order they were named; to be
    changed."""
    return store.all(_rows(author.c.initiative_id == initiative_id).with_for_update())


def of(store: Store, initiative_id: int) -> Sequence[Author]:
    """The authors an initiative names now, in the order they were named."""
    return store.all(_rows(author.c.initiative_id == initiative_id, author.c.state != GONE))


def one(store: Store, key: int) -> Author | None:
    """An author by number, to be changed; None for one who is not named any more."""
    return store.first(_rows(author.c.id == key, author.c.state != GONE).with_for_update())


def coded(store: Store, hashed: str) -> Author | None:
    """Whom a code (by its checksum) was made for, to be changed; nobody once it was used or replaced."""
    return store.first(_rows(author.c.code_hash == hashed, author.c.state != GONE).with_for_update())


def found(store: Store, person_id: int, states: Collection[str]) -> Sequence[Author]:
    """Where somebody was found to be an author of what others sent and have not withdrawn, newest first."""
    mine = (author.c.person_id == person_id) & author.c.state.in_(states)
    theirs = (initiative.c.person_id != person_id) & (initiative.c.status != "withdrawn")
    sent = select(initiative.c.id).where(theirs, initiative.c.id == author.c.initiative_id).exists()
    return list(reversed(store.all(_rows(mine, sent))))


def namesakes(
    database: Executes, folded: str, top: int | None, others: Collection[int], given: bool = False
) -> list[Namesake]:
    """People in a unit and all below it, or in one of some others, whose name may be the one that folds to
    this: letters that may carry a mark are left open, the caller compares. `given`: or may end with it."""
    place, above = unit.alias("place"), unit.alias("above")
    end = func.substr(above.c.path, 1, func.length(above.c.path) - 1) + "0"
    inside = select(place.c.id).join(above, (place.c.path >= above.c.path) & (place.c.path < end))
    here = or_(person.c.unit_id.in_(inside.where(above.c.id == top)), person.c.unit_id.in_(others))
    pattern, called = like(folded), func.lower(person.c.name)
    alike = or_(called.like(pattern), called.like(f"% {pattern}")) if given else called.like(pattern)
    rows = database.execute(select(person.c.id, person.c.name).where(here, alike).order_by(person.c.id))
    return [Namesake(*row) for row in rows]


def like(folded: str) -> str:
    """A pattern for names that may fold to this."""
    return folded.translate(_VARIES)


def states(connection: Connection) -> Mapping[int, list[dict[str, Any]]]:
    """By initiative, for the export: the state of each author it names, and how and when it came about."""
    told: dict[int, list[dict[str, Any]]] = {}
    query = select(author).where(author.c.state != GONE).order_by(author.c.initiative_id, author.c.id)
    for row in connection.execute(query):
        line = {"name": row.name, "percent": row.percent, "state": row.state, "way": row.way or None,
                "at": row.at.isoformat(timespec="seconds")}  # fmt: skip
        told.setdefault(row.initiative_id, []).append(line)
    return told
