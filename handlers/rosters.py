"""A newcomer whose name stands in the roster of their workplace is asked for the last digits of the telephone
they gave to the union: found by name, workplace and digits, never guessed by the name alone."""

import re
from typing import Any

from handlers.events import Phrase
from handlers.forms import Answers, Context, Option, Pick, Question, Result, Said, Value
from handlers.parsers import Invalid
from handlers.text import fold
from handlers.turn import Turn
from storage import members
from storage.records import Draft

NOTE = "roster"  # what a draft knows of the lines that fit: their unit's name, number and digits of each
ASKED = 3  # digits
GRASSROOTS = ("grassroots", "trade")


def lines(turn: Turn, name: str, unit_id: Any) -> dict[str, Any] | None:
    """The lines of a name in the roster of a workplace, or of what it is a part of up to the grassroots
    union; units that were merged into them count too."""
    lineage = turn.service.lineage(unit_id if isinstance(unit_id, int) else None)
    top = next((place for place in lineage if place.level in GRASSROOTS), None)
    near = lineage[: lineage.index(top) + 1] if top else lineage[:1]
    units = {place.id for place in near}
    units |= {old for old in turn.service.successors if turn.service.present(old) in units}
    found = members.free(turn.store, units, fold(name)) if units and name else []
    if not found:
        return None
    return {"unit": near[0].name, "lines": [[line.id, line.digits] for line in found]}


def parse(said: Said, context: Context) -> Result:
    """The line whose digits were typed; asked once more where none fits, then gone on without."""
    if said.token == "no":
        return Value(None)
    typed = re.sub(r"\D", "", said.text)
    if len(typed) < ASKED:
        raise Invalid("digits")
    fitting = [key for key, digits in context.notes[NOTE]["lines"] if _same(typed, digits)]
    if len(fitting) == 1:
        return Value(fitting[0])
    if context.picked != "welcome.roster-again":
        return Pick(Phrase("welcome.roster-again"), (Option("no", Phrase("welcome.roster#no")),))
    return Value(None, say=Phrase("welcome.roster-without"))


def _same(typed: str, digits: str) -> bool:
    """As many digits as both have are the same."""
    count = min(len(typed), len(digits))
    return typed[-count:] == digits[-count:]


def listed(_answers: Answers, context: Context) -> bool:
    """Some lines fit the name and the workplace."""
    return bool(context.notes.get(NOTE))


def prompt(context: Context) -> Phrase | None:
    """Names the roster and the name that stands in it."""
    note = context.notes.get(NOTE)
    params = {"unit": note["unit"], "name": str(context.answers.get("name", ""))} if note else {}
    return Phrase("welcome.roster", params) if note else None


def found(turn: Turn, draft: Draft) -> None:
    """Whoever speaks is the person of the line that was found; what the draft knew of the roster goes."""
    key = draft.answers.get("roster")
    if key is not None and key in [line for line, _ in draft.notes.get(NOTE, {}).get("lines", ())]:
        members.link(turn.store, key, turn.person.id)
    draft.note(NOTE, None)


QUESTION = Question("roster", parse, ("no",), when=listed, optional=True, hidden=True, prompt=prompt,
                    figures=True)  # fmt: skip
