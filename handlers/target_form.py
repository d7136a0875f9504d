"""The figure a unit sets itself, or that the body above gives to a unit: for whom, and how many."""

import re
from collections.abc import Collection
from typing import Any

from handlers.events import Param, Phrase
from handlers.forms import Answers, Context, Do, Form, Option, Pick, Question, Result, Said, Value
from handlers.money import dong
from handlers.parsers import Invalid
from handlers.record_form import figure_in
from handlers.service import Service
from handlers.text import fold
from handlers.unit_question import described, shown_unit
from handlers.unit_search import Match, Place, decisive

_LINE = re.compile(r"(?P<unit>.*\S)\s*[;:\t|]\s*(?P<figure>\d[\d.,]*)\s*")
MOST = 60  # lines of a table
SHOWN = 20  # lines that are read back
WEIGHED, OFFERED = 20, 5  # units that a name may mean


def given(_answers: Answers, context: Context) -> bool:
    """It is given to a unit below."""
    return bool(context.notes.get("level"))


def one_unit(answers: Answers, _context: Context) -> bool:
    """No whole table was pasted."""
    return not isinstance(answers.get("unit"), list)


def several(answers: Answers, _context: Context) -> bool:
    """A whole table was."""
    return isinstance(answers.get("unit"), list)


def below(service: Service, top: int, levels: Collection[str | None]) -> list[int]:
    """The open units of some levels below one: those that figures are given to."""
    return [key for key in service.places if _is_below(service, key, top, levels)]


def _is_below(service: Service, key: int, top: int, levels: Collection[str | None]) -> bool:
    if service.places[key].level not in levels or key in service.successors:
        return False
    return any(above.id == top for above in service.lineage(key)[1:])


def _meant(context: Context) -> tuple[Service, int, list[str | None]]:
    return context.service, int(context.notes.get("for", 0)), [context.notes.get("level")]


def unit(said: Said, context: Context) -> Result:
    """A unit by part of its name, or a table: "name; figure" line by line."""
    lines = [line for line in said.text.splitlines() if line.strip()]
    if len(lines) > 1 or _LINE.fullmatch(said.text.strip()):
        return Value(_table(lines, context))
    return _one(said.text, context)


def _one(text: str, context: Context) -> Result:
    """The very name of one of several that are alike is enough."""
    service, top, levels = _meant(context)
    coded = service.units.coded(text.strip())
    found = [Match(coded, 1.0)] if coded else service.units.find(text, WEIGHED)
    fitting = [match for match in found if _is_below(service, match.place.id, top, levels)]
    if not fitting:
        raise Invalid("target-unit")
    exact = [match for match in fitting if fold(text) in _names(match.place)]
    if len(exact) == 1 or decisive(fitting):
        return Value((exact or fitting)[0].place.id)
    options = (Option(f"u{m.place.id}", described(m.place), m.place.id) for m in fitting[:OFFERED])
    return Pick(Phrase("find.unit-which"), tuple(options))


def _names(place: Place) -> set[str]:
    return {fold(name) for name in (place.name, place.short, place.code, place.workplace) if name}


def _table(lines: list[str], context: Context) -> list[list[int]]:
    """Every line must name one unit: nothing is stored of a table that can't be read as a whole."""
    if len(lines) > MOST:
        raise Invalid("target-lines", most=MOST)
    names, found = dict[str, list[int]](), dict[int, int]()
    for key in below(*_meant(context)):
        for name in _names(context.service.places[key]):
            names.setdefault(name, []).append(key)
    for line in lines:
        read = _LINE.fullmatch(line.strip())
        meant = names.get(fold(read["unit"]), []) if read else []
        if read is None or len(meant) != 1 or meant[0] in found:
            raise Invalid("target-line", line=line.strip()[:80])
        found[meant[0]] = figure_in(read["figure"])
    return [[key, figure] for key, figure in found.items()]


def figure(said: Said, _context: Context) -> Result:
    """How many initiatives."""
    return Value(figure_in(said.text))


def figure_prompt(context: Context) -> Phrase | None:
    """Names the target and the unit, and what was set before."""
    key = context.answers.get("unit") or context.notes.get("for")
    place = context.service.places.get(key or 0)
    was = context.notes.get("was", {}).get(str(key))
    params: dict[str, Param] = {
        "what": str(context.notes.get("what")),
        "unit": place.name if place else "",
        "was": Phrase("target.was", {"figure": dong(was)}) if was is not None else "",
    }
    return Phrase("target.figure-of", params)


def confirm(said: Said, _context: Context) -> Result:
    """The table is stored, or sent once more."""
    return Value(True) if said.token == "yes" else Do("discard")


def confirm_prompt(context: Context) -> Phrase | None:
    """The table as it was read."""
    rows = context.answers.get("unit")
    if not isinstance(rows, list):
        return None
    named = [(context.service.places[key].name, number) for key, number in rows]
    lines = [Phrase("target.row", {"unit": name, "figure": dong(number)}) for name, number in named[:SHOWN]]
    if len(named) > SHOWN:
        lines.append(Phrase("target.more", {"count": len(named) - SHOWN}))
    params: dict[str, Param] = {
        "count": len(named), "sum": dong(sum(number for _, number in named)), "lines": tuple(lines),
    }  # fmt: skip
    return Phrase("target.confirm-table", params)


def shown(value: Any, context: Context) -> Phrase | str:
    """The unit by its name."""
    return shown_unit(value, context)


TARGET = Form(
    "target",
    (
        Question("unit", unit, when=given, show=shown),
        Question("figure", figure, when=one_unit, prompt=figure_prompt),
        Question("confirm", confirm, ("yes", "no"), free=False, hidden=True, when=several,
                 prompt=confirm_prompt),
    ),
)  # fmt: skip
