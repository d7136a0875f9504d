"""Rosters: who works in a unit, by name and the last digits of a telephone, as the union knows it."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, func, insert, select, update

from storage.roles import Executes
from storage.tables import Member

member = Member.__table__  # type: ignore[attr-defined]

AT_ONCE = 1000  # rows of a statement


class Line(NamedTuple):
    """A line of a roster; `digits` are the last of the telephone, empty where it is not known."""

    unit_id: int
    name: str
    folded: str
    digits: str


class Free(NamedTuple):
    """A line that nobody was found to be yet."""

    id: int
    unit_id: int
    digits: str


def free(database: Executes, unit_ids: Collection[int], folded: str) -> list[Free]:
    """The lines of a name in some units that have digits and that nobody was found to be."""
    mine = member.c.unit_id.in_(unit_ids) & (member.c.folded == folded)
    query = select(member.c.id, member.c.unit_id, member.c.digits)
    query = query.where(mine, member.c.person_id.is_(None), member.c.digits != "")
    return [Free(*row) for row in database.execute(query.order_by(member.c.id))]


def link(database: Executes, key: int, person_id: int) -> bool:
    """A line is found to be a person; False where it is gone, or somebody else's by now."""
    mine = update(member).where(member.c.id == key, member.c.person_id.is_(None))
    return bool(database.execute(mine.values(person_id=person_id)).rowcount)


def known(database: Executes, person_id: int) -> bool:
    """Whether a person was found in a roster."""
    query = select(member.c.id).where(member.c.person_id == person_id).limit(1)
    return database.execute(query).first() is not None


def count(database: Executes, unit_ids: Collection[int]) -> int:
    """How many lines the rosters of some units have."""
    found = 0
    for some in _portions(list(unit_ids)):
        query = select(func.count()).where(member.c.unit_id.in_(some))
        found += database.execute(query).scalar_one()
    return found


def replace(connection: Connection, lines: Iterable[Line], now: datetime) -> None:
    """These lines take the place of the former rosters of the units they belong to. Whoever was found in a
    line stays found where the same line comes again."""
    new = list(lines)
    kept = dict[tuple[int, str, str], int]()
    for some in _portions(list(dict.fromkeys(line.unit_id for line in new))):
        mine = member.c.unit_id.in_(some)
        for row in connection.execute(select(member).where(mine, member.c.person_id.is_not(None))):
            kept[row.unit_id, row.folded, row.digits] = row.person_id
        connection.execute(delete(member).where(mine))
    for some in _portions(new):
        rows = [
            {**line._asdict(), "imported_at": now,
             "person_id": kept.get((line.unit_id, line.folded, line.digits))}
            for line in some
        ]  # fmt: skip
        connection.execute(insert(member), rows)


def _portions(rows: list[Any]) -> Iterable[list[Any]]:
    return (rows[start : start + AT_ONCE] for start in range(0, len(rows), AT_ONCE))
