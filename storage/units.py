"""The union tree: read for the search, written from a table of units."""

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, select

from storage.database import upsert
from storage.tables import Unit

unit = Unit.__table__  # type: ignore[attr-defined]
SAMPLES = Path(__file__).parent / "samples"


class BadUnits(Exception):
    """A table of units can't be imported; the message names the row."""


def read_csv(file: Path) -> list[dict[str, str]]:
    """Rows of a CSV file with the columns of `Unit`, `parent` naming the parent's code."""
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def import_units(connection: Connection, rows: Iterable[Mapping[str, str]]) -> int:
    """Adds units and changes known ones, by code; all or nothing. Raises `BadUnits`."""
    known = {row.code: row.id for row in connection.execute(select(unit.c.id, unit.c.code))}
    count = 0
    for number, row in enumerate(rows, start=2):
        values = _values(row, number)
        parent = (row.get("parent") or "").strip()
        if parent and parent not in known:
            raise BadUnits(f"row {number}: the parent {parent} is not known (parents come first)")
        values["parent_id"] = known.get(parent)
        insert = upsert(connection.dialect.name, unit)
        statement = insert.values(values).on_conflict_do_update(
            index_elements=["code"], set_={k: v for k, v in values.items() if k != "code"}
        )
        known[values["code"]] = connection.execute(statement.returning(unit.c.id)).scalar_one()
        count += 1
    return count


def _values(row: Mapping[str, str], number: int) -> dict[str, Any]:
    text = {key: (row.get(key) or "").strip() for key in row if key}
    if not text.get("code") or not text.get("name"):
        raise BadUnits(f"row {number}: a unit needs a code and a name")
    names = ("code", "level", "name", "workplace", "workplace_kind", "head_title", "short", "locality",
             "sector", "officer_name", "officer_phone")  # fmt: skip
    try:
        counted = int(text["headcount"]) if text.get("headcount") else None
        day = date.fromisoformat(text["headcount_on"]) if text.get("headcount_on") else None
    except ValueError as error:
        raise BadUnits(f"row {number}: {error}") from None
    return {
        **{name: text.get(name, "") for name in names},
        "former": [part.strip() for part in text.get("former", "").split(";") if part.strip()],
        "has_council": text.get("has_council") == "yes",
        "has_hscv": text.get("has_hscv", "yes") != "no",
        "headcount": counted,
        "headcount_on": day,
    }


def all_units(connection: Connection) -> list[Any]:
    """Every unit, parents' names joined on."""
    parent = unit.alias("parent")
    query = select(unit, parent.c.name.label("parent_name")).outerjoin(
        parent, parent.c.id == unit.c.parent_id
    )
    return list(connection.execute(query.order_by(unit.c.id)).all())


def find(connection: Connection, code: str) -> int | None:
    """The id of the unit with a code, however its letters are written; None where there is none."""
    query = select(unit.c.id).where(func.upper(unit.c.code) == code.upper())
    return connection.execute(query).scalar()
