"""What an imported table would make of the union tree: computed before anything is written, all that hinders
it found at once. Pure."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal
from unicodedata import combining, normalize

from storage.unit_files import Row

TEXTS = ("level", "name", "workplace", "workplace_kind", "head_title", "short", "locality", "sector",
         "officer_name", "officer_phone")  # fmt: skip
FLAGS: Mapping[str, bool] = {"has_council": False, "has_hscv": True}
DAYS = ("headcount_on", "closed_on")
DEFAULTS: Mapping[str, Any] = {
    **dict.fromkeys(TEXTS, ""), **FLAGS, **dict.fromkeys(DAYS),
    "headcount": None, "former": [], "attributes": {},
}  # fmt: skip
COLUMNS = frozenset((*DEFAULTS, "code", "parent", "merged_into")) - {"attributes"}
"""Headings that mean something; any other is kept among a unit's attributes."""

LONGEST = 500  # letters of a cell
LONGEST_CODE = 60
MOST_PEOPLE = 50_000_000
_YES, _NO = frozenset("yes y co x 1 true".split()), frozenset("no n khong 0 false".split())  # noqa: SIM905
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_NUMBER = re.compile(r"\d{1,3}(?:[., ]\d{3})+|\d+")

Kind = Literal["added", "changed", "moved", "merged", "closed"]
KINDS: tuple[Kind, ...] = ("added", "changed", "moved", "merged", "closed")


@dataclass(frozen=True, slots=True)
class Known:
    """A unit as it is stored: `values` by column (those of `DEFAULTS`)."""

    id: int
    code: str
    parent: str
    merged_into: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row can't be taken: the key of a text and what fills it."""

    row: int
    key: str
    params: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """What happens to one unit: (before, after) by column; `parent` and `merged_into` are codes, "" for none.
    Before is None where the unit is new (`id` is None then)."""

    row: int
    id: int | None
    code: str
    name: str
    fields: Mapping[str, tuple[Any, Any]]

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """What a reader of the preview calls it; one unit may be changed and moved."""
        if self.id is None:
            return ("added",)
        told: list[Kind] = []
        if self.fields.keys() - {"parent", "merged_into", "closed_on"}:
            told.append("changed")
        if "parent" in self.fields:
            told.append("moved")
        if self.fields.get("merged_into", ("", ""))[1]:
            told.append("merged")
        elif "closed_on" in self.fields or "merged_into" in self.fields:
            told.append("closed" if self.fields.get("closed_on", (None, None))[1] else "changed")
        return tuple(dict.fromkeys(told))


@dataclass(frozen=True, slots=True)
class Plan:
    """Steps with parents before their children; nothing is to be done while there are problems."""

    steps: tuple[Step, ...]
    problems: tuple[Problem, ...]
    rows: int
    attributes: tuple[str, ...]
    """Headings that are kept as attributes: a mistyped one shows here."""

    def of(self, kind: Kind) -> list[Step]:
        """The steps of a kind, in the order of the file."""
        return sorted((step for step in self.steps if kind in step.kinds), key=lambda step: step.row)

    @property
    def counts(self) -> dict[str, int]:
        """How many steps of each kind, and how many rows in all."""
        told = [kind for step in self.steps for kind in step.kinds]
        return {"rows": self.rows, **{kind: told.count(kind) for kind in KINDS}}


@dataclass(slots=True)
class _Wish:
    """A row that could be read: what it wants a unit to be."""

    row: int
    code: str
    values: dict[str, Any]
    parent: str | None  # None: the table does not say
    merged_into: str | None
    known: Known | None


def plan(
    rows: Iterable[Row], known: Sequence[Known], today: date, tops: Collection[str] | None = None
) -> Plan:
    """What the rows change. `today`: the day a unit closes that is merged without one. `tops`: codes of the
    trees that may be touched; None for all, new ones too."""
    return _Planning(known, today, tops).plan(rows)


class _Planning:
    def __init__(self, known: Sequence[Known], today: date, tops: Collection[str] | None) -> None:
        self._known = {unit.code.casefold(): unit for unit in known}
        self._today = today
        self._tops = None if tops is None else {code.casefold() for code in tops}
        self._wishes: dict[str, _Wish] = {}
        self._problems: list[Problem] = []
        self._attributes: dict[str, None] = {}

    def plan(self, rows: Iterable[Row]) -> Plan:
        count = 0
        for number, cells in rows:
            count += 1
            self._read(number, cells)
        parents = self._parents()
        self._look_at_tree(parents)
        self._look_at_closed(parents)
        self._problems.sort(key=lambda problem: problem.row)
        steps = [step for wish in self._in_order(parents) if (step := self._step(wish))]
        return Plan(tuple(steps), tuple(self._problems), count, tuple(self._attributes))

    def _problem(self, row: int, key: str, **params: str | int) -> None:
        self._problems.append(Problem(row, key, params))

    # Rows

    def _read(self, row: int, cells: Mapping[str, str]) -> None:
        found = len(self._problems)
        code = cells.get("code", "")
        known = self._known.get(code.casefold())
        for column in ("code", "name"):
            if not cells.get(column) and (column in cells or known is None):
                self._problem(row, f"{column}-missing")
        if "" in cells:
            self._problem(row, "cells")
        for column, cell in cells.items():
            if cell.startswith("=") or (cell.startswith("#") and cell.endswith(("!", "?", "/A"))):
                self._problem(row, "formula", column=column)
            elif len(cell) > (LONGEST_CODE if column in ("code", "parent", "merged_into") else LONGEST):
                self._problem(row, "long", column=column)
        if "/" in code:
            self._problem(row, "code-form", code=code)
        before = self._wishes.get(code.casefold())
        if before is not None and code:
            self._problem(row, "code-twice", code=code, other=before.row)
        values = self._values(row, cells, known)
        if len(self._problems) > found and (not code or before is not None):
            return
        self._wishes[code.casefold()] = _Wish(
            row, known.code if known else code, values, cells.get("parent"), cells.get("merged_into"), known
        )

    def _values(self, row: int, cells: Mapping[str, str], known: Known | None) -> dict[str, Any]:
        """The columns the table has; of a new unit all."""
        values: dict[str, Any] = {column: cells[column] for column in TEXTS if column in cells}
        for column, usual in FLAGS.items():
            if column in cells:
                values[column] = self._flag(row, column, cells[column], usual)
        if "headcount" in cells:
            values["headcount"] = self._count(row, cells["headcount"])
        for column in DAYS:
            if column in cells:
                values[column] = self._day(row, column, cells[column])
        if cells.get("merged_into") and not values.get("closed_on"):
            values["closed_on"] = (known.values["closed_on"] if known else None) or self._today
        values["former"] = _former(cells, known, values.get("name"))
        more = {name: cell for name, cell in cells.items() if name and name not in COLUMNS}
        self._attributes |= dict.fromkeys(more)
        mine = {**(known.values["attributes"] if known else {}), **more}
        values["attributes"] = {name: cell for name, cell in mine.items() if cell}
        return values

    def _flag(self, row: int, column: str, cell: str, usual: bool) -> bool:
        said = "".join(letter for letter in normalize("NFD", cell.casefold()) if not combining(letter))
        if said in _YES | _NO:
            return said in _YES
        if cell:
            self._problem(row, "flag", column=column, cell=cell)
        return usual

    def _count(self, row: int, cell: str) -> int | None:
        if not cell:
            return None
        if cell.isascii() and _NUMBER.fullmatch(cell) and len(cell) < 20:
            number = int(re.sub(r"\D", "", cell))
            if number <= MOST_PEOPLE:
                return number
        self._problem(row, "number", column="headcount", cell=cell)
        return None

    def _day(self, row: int, column: str, cell: str) -> date | None:
        if not cell:
            return None
        try:
            if read := _DAY.fullmatch(cell):
                return date(int(read[3]), int(read[2]), int(read[1]))
            return date.fromisoformat(cell[:10] if cell[10:].startswith(("T", " ")) else cell)
        except ValueError:
            self._problem(row, "date", column=column, cell=cell)
            return None

    # The tree as it would be

    def _parents(self) -> dict[str, str]:
        """Code → code of the parent, "" at the top; in small letters, of known and new units."""
        parents = {key: unit.parent.casefold() for key, unit in self._known.items()}
        for key, wish in self._wishes.items():
            parent = wish.parent
            if parent is not None or key not in parents:
                parents[key] = (parent or "").casefold()
        for wish in self._wishes.values():
            if wish.parent and wish.parent.casefold() not in parents:
                self._problem(wish.row, "parent-unknown", parent=wish.parent)
                parents[wish.code.casefold()] = ""
        return parents

    def _look_at_tree(self, parents: dict[str, str]) -> None:
        """No unit stands above itself; nothing outside the given trees is touched."""
        tops: dict[str, str] = {"": ""}
        for start in parents:
            way: dict[str, None] = {}
            key = start
            while key not in tops and key not in way:
                way[key] = None
                key = parents[key] or key
                if not parents[key]:
                    tops[key] = key
            top = tops.get(key, "")
            if key not in tops:
                self._cycle(list(way)[list(way).index(key) :])
            tops |= dict.fromkeys(way, top)
        if self._tops is not None:
            self._look_at_borders(tops)

    def _cycle(self, keys: list[str]) -> None:
        for key in keys:
            if wish := self._wishes.get(key):
                codes = " → ".join(
                    self._code(other) for other in (*keys[keys.index(key) :], *keys[: keys.index(key) + 1])
                )
                self._problem(wish.row, "cycle", codes=codes)

    def _code(self, key: str) -> str:
        wish = self._wishes.get(key)
        return wish.code if wish else self._known[key].code

    def _look_at_borders(self, tops: Mapping[str, str]) -> None:
        allowed = self._tops or set()
        before = self._roots()
        hindered = {problem.row for problem in self._problems}  # told already, and perhaps for that reason
        for key, wish in self._wishes.items():
            into = (wish.merged_into or "").casefold()
            touched = {
                tops.get(key, ""),
                before.get(key, tops.get(key, "")),
                tops.get(into, "") or tops.get(key, ""),
            }
            if not touched <= allowed and wish.row not in hindered:
                self._problem(wish.row, "foreign", code=wish.code)

    def _roots(self) -> dict[str, str]:
        """The top of the tree of each known unit as it is now."""
        roots: dict[str, str] = {}
        for key in self._known:
            top = key
            while (parent := self._known[top].parent.casefold()) in self._known:
                top = parent
            roots[key] = top
        return roots

    # Closed and merged

    def _look_at_closed(self, parents: Mapping[str, str]) -> None:
        closed = {key for key in parents if self._closed(key)}
        for key, parent in parents.items():
            if parent in closed and key not in closed:
                wish = self._wishes.get(key) or self._wishes.get(parent)
                if wish is not None:
                    self._problem(wish.row, "below-closed", code=self._code(key), parent=self._code(parent))
        for key, wish in self._wishes.items():
            into = (wish.merged_into or "").casefold()
            if into and into not in parents:
                self._problem(wish.row, "merged-unknown", code=wish.merged_into or "")
            elif into and (into == key or into in closed):
                self._problem(wish.row, "merged-closed", code=wish.merged_into or "")
        wished = {key for key, wish in self._wishes.items() if key in closed}
        for key, unit in self._known.items():
            # Those merged earlier into what closes now: their people would have nowhere to go.
            into = unit.merged_into.casefold()
            if into in wished and key not in self._wishes and not self._merged(into):
                self._problem(
                    self._wishes[into].row, "successor-closed", code=self._code(into), other=unit.code
                )

    def _merged(self, key: str) -> bool:
        wish, unit = self._wishes.get(key), self._known.get(key)
        if wish is not None and wish.merged_into is not None:
            return bool(wish.merged_into)
        return bool(unit and unit.merged_into)

    def _closed(self, key: str) -> bool:
        wish, unit = self._wishes.get(key), self._known.get(key)
        if wish is not None and "closed_on" in wish.values:
            return wish.values["closed_on"] is not None
        return unit is not None and unit.values["closed_on"] is not None

    # Steps

    def _in_order(self, parents: Mapping[str, str]) -> list[_Wish]:
        """Parents before children, however the file has them."""
        ordered: dict[str, _Wish] = {}
        for start in self._wishes:
            way: list[str] = []
            key = start
            while key and key not in ordered and key not in way:
                way.append(key)
                key = parents.get(key, "")
            ordered |= {key: self._wishes[key] for key in reversed(way) if key in self._wishes}
        return list(ordered.values())

    def _step(self, wish: _Wish) -> Step | None:
        unit = wish.known
        old: dict[str, Any] = (
            {**unit.values, "parent": unit.parent, "merged_into": unit.merged_into} if unit else {}
        )
        new: dict[str, Any] = dict(wish.values) if unit else {**DEFAULTS, **wish.values}
        for column, code in (("parent", wish.parent), ("merged_into", wish.merged_into)):
            if code is not None or unit is None:
                new[column] = self._code(code.casefold()) if code and self._is_there(code) else ""
        fields = {
            name: (old.get(name), value) for name, value in new.items() if unit is None or old[name] != value
        }
        name = str(new.get("name") or old.get("name") or "")
        return Step(wish.row, unit.id if unit else None, wish.code, name, fields) if fields else None

    def _is_there(self, code: str) -> bool:
        return code.casefold() in self._wishes or code.casefold() in self._known


def _former(cells: Mapping[str, str], known: Known | None, name: str | None) -> list[str]:
    """Names are only ever added to the former ones: whoever left with an old one must find back."""
    told = [part.strip() for part in cells.get("former", "").split(";")]
    old = known.values["name"] if known else ""
    before = [old] if name and old.casefold() != name.casefold() else []
    kept = known.values["former"] if known else []
    return list(dict.fromkeys(filter(None, (*kept, *told, *before))))
