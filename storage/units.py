"""The union tree: read for the search and for questions about a subtree, and written from tables of units."""

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Select, func, select

from storage import unit_files, unit_imports, unit_plan
from storage.roles import Executes
from storage.tables import Unit
from storage.unit_plan import Problem

unit = Unit.__table__  # type: ignore[attr-defined]
SAMPLES = Path(__file__).parent / "samples"
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


class BadUnits(Exception):
    """A table of units can't be imported; the message names the rows."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"row {p.row}: {p.key} {dict(p.params)}" for p in self.problems[:10]))


def read_csv(file: Path) -> list[dict[str, str]]:
    """Rows of a table with the columns of `Unit`, `parent` naming the parent's code."""
    return [dict(cells) for _, cells in unit_files.opened(file).rows]


def import_units(connection: Connection, rows: Iterable[Mapping[str, str]]) -> int:
    """Adds units and changes known ones, by code, before anybody works with them: nothing is kept to undo it.
    All or nothing; returns the number of rows. Raises `BadUnits`."""
    known = unit_imports.known(connection)
    planned = unit_plan.plan(unit_files.of_mappings(rows), known, _LONG_AGO.date())
    if planned.problems:
        raise BadUnits(planned.problems)
    unit_imports.apply(connection, planned, None, _LONG_AGO)
    return planned.rows


def all_units(connection: Connection) -> list[Any]:
    """Every unit, closed ones too, parents' names joined on."""
    parent = unit.alias("parent")
    query = select(unit, parent.c.name.label("parent_name")).outerjoin(
        parent, parent.c.id == unit.c.parent_id
    )
    return list(connection.execute(query.order_by(unit.c.id)).all())


def count(connection: Connection) -> int:
    """How many units there are, closed ones too."""
    return connection.execute(select(func.count()).select_from(unit)).scalar_one()


def find(connection: Connection, code: str) -> int | None:
    """The id of the unit with a code, however its letters are written; None where there is none."""
    query = select(unit.c.id).where(func.upper(unit.c.code) == code.upper())
    return connection.execute(query).scalar()


def name_of(database: Executes, unit_id: int) -> str:
    """The name of a unit."""
    return str(database.execute(select(unit.c.name).where(unit.c.id == unit_id)).scalar_one())


def lineage(database: Executes, unit_id: int) -> list[int]:
    """The ids of a unit and all above it that are open, the nearest first."""
    path = database.execute(select(unit.c.path).where(unit.c.id == unit_id)).scalar() or ""
    ids = [int(part) for part in reversed(path.split("/")) if part]
    open_ = select(unit.c.id).where(unit.c.id.in_(ids), unit.c.closed_on.is_(None))
    known = set(database.execute(open_).scalars())
    return [key for key in ids if key in known]


def below(database: Executes, unit_id: int, levels: Collection[str] = ()) -> list[int]:
    """The ids of all open units under a unit, of some levels only where they are named: one range of an
    index, however large the tree and deep the unit."""
    return list(database.execute(below_query(unit_id, levels)).scalars())


def below_query(unit_id: int, levels: Collection[str] = ()) -> Select[Any]:
    """What `below` asks, to be joined with other questions. "/1/4/" < path < "/1/40": "0" comes after "/"."""
    top = unit.alias("top")
    first, end = top.c.path, func.substr(top.c.path, 1, func.length(top.c.path) - 1) + "0"
    query = select(unit.c.id).select_from(top).join(unit, (unit.c.path > first) & (unit.c.path < end))
    query = query.where(top.c.id == unit_id, unit.c.closed_on.is_(None))
    return query.where(unit.c.level.in_(levels)) if levels else query
