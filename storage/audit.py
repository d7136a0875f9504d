"""The audit log of roles and invitations: rows are only ever added."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, insert, select

from storage.tables import Audit, Person, Unit

audit = Audit.__table__  # type: ignore[attr-defined]
person = Person.__table__  # type: ignore[attr-defined]
unit = Unit.__table__  # type: ignore[attr-defined]


def log(database: Any, at: datetime, kind: str, **about: Any) -> int:
    """Adds what happened and returns its number. `about`: columns of `Audit`; `person_id` left out is an
    operator's command."""
    row = insert(audit).values(at=at, kind=kind, **{"role": "", "data": {}, **about})
    return int(database.execute(row.returning(audit.c.id)).scalar_one())


def log_all(database: Any, at: datetime, kind: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Adds what happened to several at once; each row has the same columns."""
    if rows:
        same = {"at": at, "kind": kind, "role": "", "data": {}}
        database.execute(insert(audit), [{**same, **row} for row in rows])


def query() -> Select[Any]:
    """All rows, the newest first, with the names of who did it and whose role it is (`who`, `whose`) and the
    unit's code and name (`unit_code`, `unit_name`)."""
    who, whose = person.alias("who"), person.alias("whose")
    told = (who.c.name.label("who"), whose.c.name.label("whose"))
    where = (unit.c.code.label("unit_code"), unit.c.name.label("unit_name"))
    return (
        select(audit, *told, *where)
        .outerjoin(who, who.c.id == audit.c.person_id)
        .outerjoin(whose, whose.c.id == audit.c.about_id)
        .outerjoin(unit, unit.c.id == audit.c.unit_id)
        .order_by(audit.c.id.desc())
    )


def below_any(where: Any, tops: Collection[int]) -> Any:
    """Whether a row's unit is one of some, or below one. "/1/4/" < path < "/1/40": "0" comes after "/"."""
    top = unit.alias("top")
    end = func.substr(top.c.path, 1, func.length(top.c.path) - 1) + "0"
    above = (where.c.path >= top.c.path) & (where.c.path < end) & top.c.id.in_(tops)
    return select(top.c.id).where(above).correlate(where).exists()


def entries(
    database: Any, tops: Collection[int] | None, first: int = 0, count: int | None = None
) -> Sequence[Any]:
    """What happened in some units and all below them (None: everywhere), the newest first; a page of it, or
    everything."""
    found = query().offset(first)
    if tops is not None:
        found = found.where(below_any(unit, tops))
    return list(database.execute(found if count is None else found.limit(count)))


def entry(database: Any, number: int) -> Any:
    """One of all rows by its number; None where there is none."""
    return database.execute(query().where(audit.c.id == number)).first()
