"""A table of who works where, read row by row: what would be kept of it, and all that hinders, before
anything is written. Pure. Of a telephone only the last digits are kept; the rest is dropped as it is read."""

import re
from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass, field
from functools import lru_cache

from handlers.events import Phrase
from handlers.parsers import Invalid, name
from handlers.text import fold
from storage.members import Line
from storage.unit_files import Row
from storage.unit_plan import Problem

KEPT, LEAST = 4, 3  # digits
UNIT, NAME, PHONE = (
    ("unit", "unit_code", "don vi", "ma don vi", "ma"),
    ("name", "ho ten", "ho va ten", "ten"),
    ("phone", "digits", "dien thoai", "so dien thoai", "sdt", "so cuoi", "3 so cuoi", "4 so cuoi"),
)
"""Headings by which the columns are known, folded."""


@dataclass(frozen=True, slots=True)
class Known:
    """An open unit by its code; `inside`: whether whoever hands the table in may do so for it."""

    id: int
    inside: bool


@dataclass(frozen=True, slots=True)
class Roster:
    """What a table holds. Nothing is to be written while there are problems."""

    lines: tuple[Line, ...]
    problems: tuple[Problem, ...]
    rows: int

    @property
    def units(self) -> list[int]:
        """The units whose rosters it replaces."""
        return list(dict.fromkeys(line.unit_id for line in self.lines))

    @property
    def counts(self) -> dict[str, int]:
        """How many people in how many units, and how many of them without digits."""
        without = sum(not line.digits for line in self.lines)
        return {"people": len(self.lines), "units": len(self.units), "without": without}


def is_roster(headings: Set[str]) -> bool:
    """Whether a table with these headings is a roster: names and telephones, and no `code` of a unit of its
    own as a table of units has."""
    folded = set(map(fold, headings))
    return "code" not in folded and all(folded & set(names) for names in (NAME, PHONE))


def plan(rows: Iterable[Row], units: Mapping[str, Known], home: int | None = None) -> Roster:
    """What the rows hold. `units` are by code, in small letters; rows without a unit belong to `home`."""
    reading = _Reading(units, home)
    count = 0
    for number, cells in rows:
        count += 1
        reading.read(number, cells)
    return Roster(tuple(reading.lines), tuple(reading.problems), count)


@dataclass(slots=True)
class _Reading:
    units: Mapping[str, Known]
    home: int | None
    lines: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    seen: dict[tuple[int, str, str], int] = field(default_factory=dict)

    def read(self, row: int, cells: Mapping[str, str]) -> None:
        if "" in cells:
            self._problem(row, "cells")
            return
        unit_id, who = self._unit(row, _cell(cells, UNIT)), self._name(row, _cell(cells, NAME))
        phone = _cell(cells, PHONE)
        if phone.startswith("="):
            self._problem(row, "formula")
        elif unit_id is not None and who:
            self._line(row, Line(unit_id, who, fold(who), last_digits(phone)))

    def _unit(self, row: int, code: str) -> int | None:
        if not code and self.home is not None:
            return self.home
        known = self.units.get(code.casefold())
        if known is None or not known.inside:
            key = "unit-foreign" if known else "unit-unknown" if code else "unit-missing"
            self._problem(row, key, **({"code": code} if code else {}))
            return None
        return known.id

    def _name(self, row: int, cell: str) -> str:
        try:
            return name(cell)
        except Invalid:
            self._problem(row, "name" if cell else "name-missing", **({"cell": cell[:80]} if cell else {}))
            return ""

    def _line(self, row: int, line: Line) -> None:
        same = (line.unit_id, line.folded, line.digits)
        if same in self.seen:
            self._problem(row, "twice", name=line.name, other=self.seen[same])
            return
        self.seen[same] = row
        self.lines.append(line)

    def _problem(self, row: int, key: str, **params: str | int) -> None:
        self.problems.append(Problem(row, key, params))


_heading = lru_cache(fold)  # the same few in every row


def _cell(cells: Mapping[str, str], names: Collection[str]) -> str:
    return next((cell for heading, cell in cells.items() if cell and _heading(heading) in names), "")


def last_digits(phone: str) -> str:
    """The last four digits of the (first) number in a cell, three where there are only three; nothing where
    there are fewer."""
    digits = re.sub(r"\D", "", re.split(r"[/;,]", phone)[0])
    return digits[-KEPT:] if len(digits) >= LEAST else ""


def problems(found: Iterable[Problem]) -> tuple[Phrase, ...]:
    """One line for each problem, with its row."""
    return tuple(Phrase(f"roster.problem#{p.key}", {**p.params, "row": p.row}) for p in found)
