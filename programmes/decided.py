"""A programme as officers have decided: its file with the readings they chose and the dates they set."""

from collections.abc import Mapping
from typing import Any

from programmes.model import Programme, Unset

CONFLICT, DATE = "conflict:", "date:"


def changes(programme: Programme, subject: str, value: Any) -> dict[str, Any] | None:
    """What a decision changes in a file, by path; None where the file has nothing to decide there (it is
    another version than the one that was decided about)."""
    if subject.startswith(CONFLICT):
        conflict = programme.conflict(subject.removeprefix(CONFLICT))
        reading = conflict.reading(str(value)) if conflict else None
        return dict(reading.changes) if reading else None
    if subject.startswith(DATE):
        deadline = programme.deadline(subject.removeprefix(DATE))
        open_ = deadline is not None and isinstance(deadline.when, Unset)
        return {f"deadlines.{subject.removeprefix(DATE)}.when": value} if open_ else None
    return {}


def decided(programme: Programme, decisions: Mapping[str, Any]) -> tuple[Programme, dict[str, Any]]:
    """The programme with these decisions, and those of them that hold for it: a decision that fits neither
    the file nor those before it is left out."""
    holding: dict[str, Any] = {}
    changed = programme
    for subject, value in decisions.items():
        wanted = changes(programme, subject, value)
        if wanted is None:
            continue
        try:
            changed = changed.changed(wanted)
        except ValueError:
            continue
        holding[subject] = value
    return changed, holding
