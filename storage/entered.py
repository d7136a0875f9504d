"""What officers entered: activities, reports, duties that are done."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from storage.roles import Executes
from storage.tables import Initiative, Person, Record, Unit

record = Record.__table__  # type: ignore[attr-defined]
initiative = Initiative.__table__  # type: ignore[attr-defined]
unit = Unit.__table__  # type: ignore[attr-defined]
person = Person.__table__  # type: ignore[attr-defined]


def of_unit(database: Executes, programme: str, unit_id: int) -> Sequence[Any]:
    """Everything a unit entered in a programme, the oldest first."""
    mine = (record.c.programme == programme) & (record.c.unit_id == unit_id)
    return list(database.execute(select(record).where(mine).order_by(record.c.id)).all())


def replaced(rows: Iterable[Any]) -> set[int]:
    """The records, of rows with the oldest first, in whose place another was entered for the same round: the
    newest counts, all are kept."""
    last: dict[tuple[Any, ...], int] = {}
    over = set()
    for row in rows:
        what = (row.programme, row.unit_id, row.kind, row.key, row.round)
        if row.answers.get("again") and what in last:
            over.add(last[what])
        last[what] = row.id
    return over


def one(database: Executes, number: int) -> Any | None:
    """A record with the name of who entered it."""
    query = select(record, person.c.name).join(person, person.c.id == record.c.person_id)
    return database.execute(query.where(record.c.id == number)).first()


def activities(database: Executes, programme: str, top: int | None, year: str) -> dict[str, int]:
    """How many activities of each kind a unit and all below it (without one: all units) held in a year."""
    query = select(record.c.key, func.count()).group_by(record.c.key)
    mine = (record.c.programme == programme) & (record.c.kind == "activity") & (record.c.round == year)
    rows = database.execute(query.where(mine, _at_or_below(record.c.unit_id, top)))
    return {row[0]: row[1] for row in rows}


def initiatives(database: Executes, programme: str, top: int | None, since: datetime, until: datetime) -> int:
    """How many initiatives of a unit and all below it (without one: of all units) were sent from a moment
    until before another; withdrawn ones do not count."""
    mine = (initiative.c.programme == programme) & (initiative.c.status != "withdrawn")
    sent = (initiative.c.sent_at >= since) & (initiative.c.sent_at < until)
    query = select(func.count()).where(mine, sent, _at_or_below(initiative.c.unit_id, top))
    return int(database.execute(query).scalar_one())


def _at_or_below(column: Any, top: int | None) -> Any:
    """The database walks the tree: tens of thousands of numbers would be too many to hand over. A whole tree
    of that size takes it longer than the count itself, so who asks for everything says so."""
    if top is None:
        return column.is_not(None)
    below = select(unit.c.id).where(unit.c.id == top).cte("below", recursive=True)
    below = below.union(select(unit.c.id).join(below, unit.c.parent_id == below.c.id))
    return column.in_(select(below.c.id))
