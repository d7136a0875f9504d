"""Writing a planned import of units, all or nothing, and undoing the last one.

Every function runs on a connection whose transaction belongs to the caller.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, delete, func, insert, select, text, update

from storage import unit_moves, unit_word
from storage.audit import audit
from storage.registers import entry
from storage.roles import Executes, invitation, role
from storage.tables import Record, Unit, UnitImport
from storage.unit_moves import AT_ONCE, initiative, member, person, thousands
from storage.unit_plan import DAYS, DEFAULTS, Known, Plan, Step

unit = Unit.__table__  # type: ignore[attr-defined]
unit_import = UnitImport.__table__  # type: ignore[attr-defined]

NEWEST = select(func.max(unit_import.c.id))
_IN_TURN = text("LOCK TABLE unit_import IN EXCLUSIVE MODE")
_DEPENDING = (
    person.c.unit_id,
    member.c.unit_id,
    initiative.c.unit_id,
    initiative.c.holder_id,
    entry.c.unit_id,
    role.c.unit_id,
    invitation.c.unit_id,
    audit.c.unit_id,
    Record.__table__.c.unit_id,  # type: ignore[attr-defined]
)

Told = Callable[[int], None]
"""Hears how many more rows were written."""


class Stale(Exception):
    """The tree has changed since the plan was made."""


class CannotUndo(Exception):
    """The last import can't be undone: there is none, or newer work depends on `codes`, which it added."""

    def __init__(self, codes: Sequence[str] = ()) -> None:
        super().__init__(", ".join(codes))
        self.codes = list(codes)


class Last(NamedTuple):
    """The import that an undo would undo."""

    id: int
    file: str
    at: datetime
    person_id: int | None


def nobody(_count: int) -> None:
    """Who does not watch."""


def newest(connection: Connection) -> int:
    """The number of the newest import or undo; a higher one than before means that the tree has changed."""
    return connection.execute(NEWEST).scalar() or 0


def known(database: Executes) -> list[Known]:
    """Every unit as a plan needs it."""
    rows = database.execute(select(unit).order_by(unit.c.id)).all()
    codes = {row.id: row.code for row in rows}
    return [
        Known(row.id, row.code, codes.get(row.parent_id, ""), codes.get(row.merged_into_id, ""),
              {name: getattr(row, name) for name in DEFAULTS})
        for row in rows
    ]  # fmt: skip


def snapshot(connection: Connection) -> tuple[int, list[Known]]:
    """What a plan is based on: the number to hand to `run`, and the units (none older than that number)."""
    return newest(connection), known(connection)


def run(
    connection: Connection,
    planned: Plan,
    base: int,
    file: str,
    person_id: int | None,
    now: datetime,
    told: Told = nobody,
) -> int:
    """Writes a plan made on `base` and leaves word for those it concerns; returns the import's number. Raises
    `Stale` before it writes."""
    _in_turn(connection)
    if newest(connection) != base:
        raise Stale
    before = apply(connection, planned, person_id, now, told)
    unit_word.leave(connection, before, now)
    values = {"person_id": person_id, "at": now, "file": file, "counts": planned.counts, "before": before}
    return int(
        connection.execute(insert(unit_import).values(values).returning(unit_import.c.id)).scalar_one()
    )


def _in_turn(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(_IN_TURN)  # one at a time, and numbers become visible in their order


def apply(
    connection: Connection, planned: Plan, person_id: int | None, now: datetime, told: Told = nobody
) -> dict[str, Any]:
    """Writes the steps of a plan without problems; returns what it takes to undo them."""
    if planned.problems:
        raise ValueError("a plan with problems is not written")
    now_there = {
        row.id: row
        for row in connection.execute(select(unit.c.id, unit.c.code, unit.c.parent_id, unit.c.path))
    }
    ids = {row.code.casefold(): key for key, row in now_there.items()}
    new = [step for step in planned.steps if step.id is None]
    ids |= {step.code.casefold(): key for step, key in zip(new, _reserve(connection, len(new)), strict=True)}
    parents: dict[int, int | None] = {key: row.parent_id for key, row in now_there.items()}
    parents |= {
        ids[s.code.casefold()]: ids.get(s.fields["parent"][1].casefold())
        for s in planned.steps
        if "parent" in s.fields
    }
    paths = _paths(parents)
    _add(connection, new, ids, paths, told)
    changes = [_change(step, ids) for step in planned.steps if step.id is not None]
    changes += [
        ({"path": row.path}, {"path": paths[key]}, key)
        for key, row in now_there.items() if paths[key] != row.path
    ]  # fmt: skip
    _update(connection, [(key, after) for _, after, key in changes], told)
    moves = unit_moves.along(connection, [key for _, after, key in changes if _gone(after)], person_id, now)
    return {
        "added": [ids[step.code.casefold()] for step in new],
        "rows": [[key, _json(old)] for old, _, key in changes],
        **moves,
    }


def _gone(after: Mapping[str, Any]) -> bool:
    """A unit that is merged, closed, or merged after it was closed."""
    return after.get("merged_into_id") is not None or after.get("closed_on") is not None


def _reserve(connection: Connection, count: int) -> list[int]:
    """Ids for new units: they must be known before, because paths are made of them."""
    if connection.dialect.name == "postgresql":
        numbers = text("SELECT nextval(pg_get_serial_sequence('unit', 'id')) FROM generate_series(1, :count)")
        return [int(row[0]) for row in connection.execute(numbers, {"count": count})]
    last = connection.execute(select(func.max(unit.c.id))).scalar() or 0
    return list(range(last + 1, last + 1 + count))


def _paths(parents: Mapping[int, int | None]) -> dict[int, str]:
    paths: dict[int, str] = {}
    for start in parents:
        way = []
        key: int | None = start
        while key is not None and key not in paths:
            way.append(key)
            key = parents[key]
        above = paths[key] if key is not None else "/"
        for key in reversed(way):
            above = paths[key] = f"{above}{key}/"
    return paths


def _add(
    connection: Connection,
    steps: Sequence[Step],
    ids: Mapping[str, int],
    paths: Mapping[int, str],
    told: Told,
) -> None:
    """Parents come first. Successors are set when all are there."""
    later = []
    for some in thousands(steps):
        rows = []
        for step in some:
            key = ids[step.code.casefold()]
            _, after, _ = _change(step, ids)
            if after["merged_into_id"] is not None:
                later.append((key, {"merged_into_id": after["merged_into_id"]}))
            rows.append({**after, "id": key, "code": step.code, "path": paths[key], "merged_into_id": None})
        connection.execute(insert(unit), rows)
        told(len(rows))
    _update(connection, later, nobody)


def _change(step: Step, ids: Mapping[str, int]) -> tuple[dict[str, Any], dict[str, Any], int]:
    """Before and after by column, with ids for codes."""
    before, after = dict[str, Any](), dict[str, Any]()
    for name, (old, new) in step.fields.items():
        if name in ("parent", "merged_into"):
            before[f"{name}_id"] = ids[old.casefold()] if old else None
            after[f"{name}_id"] = ids[new.casefold()] if new else None
        else:
            before[name], after[name] = old, new
    return before, after, step.id or 0


def _update(connection: Connection, changes: Iterable[tuple[int, Mapping[str, Any]]], told: Told) -> None:
    """One statement for all rows that change the same columns."""
    alike: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for key, values in changes:
        alike[tuple(sorted(values))].append({"row_id": key, **{f"new_{k}": v for k, v in values.items()}})
    for columns, rows in alike.items():
        values = {name: bindparam(f"new_{name}", type_=unit.c[name].type) for name in columns}
        statement = update(unit).where(unit.c.id == bindparam("row_id")).values(values)
        for some in thousands(rows):
            connection.execute(statement, some)
            told(len(some))


# Undo


def last(database: Executes) -> Last | None:
    """The newest import that is not undone."""
    undone = select(unit_import.c.undoes_id).where(unit_import.c.undoes_id.is_not(None))
    query = select(unit_import.c.id, unit_import.c.file, unit_import.c.at, unit_import.c.person_id)
    still = query.where(unit_import.c.undoes_id.is_(None), unit_import.c.id.not_in(undone))
    row = database.execute(still.order_by(unit_import.c.id.desc()).limit(1)).first()
    return Last(*row) if row else None


def undo(connection: Connection, key: int | None, person_id: int | None, now: datetime) -> Last:
    """Makes the last import as if it had not been: rows, people and open initiatives as they were. `key`:
    the import that is meant; None for the last, whichever it is. Raises `CannotUndo` and changes nothing.
    """
    _in_turn(connection)
    found = last(connection)
    if found is None or key not in (None, found.id):
        raise CannotUndo
    with connection.begin_nested():
        _undo(connection, found, person_id, now)
    return found


def _undo(connection: Connection, found: Last, person_id: int | None, now: datetime) -> None:
    """People go back first: they must not count as work that depends on an added unit."""
    before = connection.execute(select(unit_import.c.before).where(unit_import.c.id == found.id)).scalar_one()
    begun = unit_moves.back(connection, before, person_id, now)
    if depending := _depending(connection, before["added"]):
        raise CannotUndo(depending)
    _update(connection, [(k, _unjson(old)) for k, old in before["rows"]], nobody)
    _remove(connection, before["added"])
    unit_word.undone(connection, begun, now)
    values: dict[str, Any] = {"person_id": person_id, "at": now, "file": found.file, "undoes_id": found.id}
    connection.execute(insert(unit_import).values(values))


def _depending(connection: Connection, added: Sequence[int]) -> list[str]:
    """Codes of added units that something refers to by now."""
    found = set[int]()
    for some in thousands(added):
        for column in _DEPENDING:
            found |= set(connection.execute(select(column).where(column.in_(some)).distinct()).scalars())
    codes = connection.execute(select(unit.c.code).where(unit.c.id.in_(sorted(found)[:AT_ONCE])))
    return sorted(codes.scalars())


def _remove(connection: Connection, added: Sequence[int]) -> None:
    """Children before their parents; successors are taken off first, they may be among them."""
    rows = [{"row_id": key} for key in reversed(added)]  # they were added parents first
    mine = unit.c.id == bindparam("row_id")
    if rows:
        connection.execute(update(unit).where(mine).values(merged_into_id=None), rows)
        connection.execute(delete(unit).where(mine), rows)


def _json(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def _unjson(values: Mapping[str, Any]) -> dict[str, Any]:
    return {k: date.fromisoformat(v) if k in DAYS and v is not None else v for k, v in values.items()}
