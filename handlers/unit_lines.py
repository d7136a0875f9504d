"""What an import of units does, in lines: for the chat and for the command line."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from handlers.events import Param, Phrase
from storage.unit_plan import KINDS, Kind, Plan, Problem, Step

LEVELS = ("confederation", "province", "upper", "grassroots", "member", "section", "group", "trade")
"""Levels that have names in the messages; any other word stands for itself."""


LONGEST = 80  # letters of a value in a line


def level(word: str) -> Phrase | str:
    """A level's name."""
    return Phrase(f"units.level#{word}") if word in LEVELS else word or "—"


def steps(planned: Plan, each: int, most: int) -> tuple[Phrase, ...]:
    """Up to `each` lines of every kind, `most` in all, and how many more there are of a kind."""
    lines: list[Phrase] = []
    for kind in KINDS:
        found = planned.of(kind)
        shown = found[: min(each, most - len(lines))]
        lines += [_step(kind, step) for step in shown]
        if shown and len(found) > len(shown):
            lines.append(Phrase(f"units.more#{kind}", {"count": len(found) - len(shown)}))
            most += 1
    return tuple(lines)


def problems(found: Iterable[Problem]) -> tuple[Phrase, ...]:
    """One line for each problem, with its row."""
    return tuple(Phrase(f"units.problem#{p.key}", {**p.params, "row": p.row}) for p in found)


def counts(told: dict[str, int]) -> dict[str, Param]:
    """The figures of a preview or a result."""
    return {name: told.get(name, 0) for name in ("rows", *KINDS)}


def _step(kind: Kind, step: Step) -> Phrase:
    params: dict[str, Param] = {"code": step.code, "name": step.name}
    if kind == "added":
        params |= {"level": level(step.fields["level"][1]), "parent": step.fields["parent"][1] or "—"}
    elif kind == "changed":
        apart = ("parent", "merged_into")
        params["what"] = "; ".join(
            f"{column}: {_shown(old)} → {_shown(new)}"
            for column, (old, new) in step.fields.items()
            if column not in apart
        )
    elif kind == "moved":
        old, new = step.fields["parent"]
        params |= {"from": old or "—", "to": new or "—"}
    elif kind == "merged":
        params["into"] = step.fields["merged_into"][1]
    elif kind == "closed":
        params["day"] = step.fields["closed_on"][1]
    return Phrase(f"units.line#{kind}", params)


def _shown(value: Any) -> str:
    """Short: a cell may hold a page."""
    text = _text(value)
    return text if len(text) <= LONGEST else text[:LONGEST] + " …"


def _text(value: Any) -> str:
    if value is None or value in ("", [], {}):
        return "—"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return ", ".join(value)
    if isinstance(value, dict):
        return ", ".join(f"{name}={cell}" for name, cell in value.items())
    return str(value)
