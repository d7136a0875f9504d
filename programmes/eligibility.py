"""What the answers already exclude: told early, so that nobody answers in vain. Pure.

A verdict is advice with its paragraph, never a closed door: the person may always send it to the officer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from programmes.model import Programme


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something does not fit (yet): the key of a text, and the paragraph it rests on."""

    key: str
    source: str


def reasons(programme: Programme, answers: Mapping[str, Any], span: tuple[date, date] | None) -> list[Reason]:
    """What speaks against taking part, from the answers known so far.

    `span` holds the first and last day that `applied_on` may mean; a span that only partly lies inside the
    window excludes nothing.
    """
    found = []
    if answers.get("applied") == "not_yet":
        found.append(Reason(f"{programme.key}.idea", "IV.2.2"))
    if span and outside(programme, span):
        found.append(Reason(f"{programme.key}.outside", programme.applied.source))
    return found


def outside(programme: Programme, span: tuple[date, date]) -> bool:
    """Whether no day of a span lies inside the programme's window of application."""
    return span[1] < programme.applied.first or span[0] > programme.applied.last


def deciding_day(programme: Programme, span: tuple[date, date], at: datetime) -> date | None:
    """The day on which it depends, when a date is only known roughly: the first day of the window, the day
    after its last, or the day a year ago (NĐ 13/2012/NĐ-CP Art. 5.2: an applied solution is put forward
    within one year). None when every day of the span leads to the same."""
    if outside(programme, span):
        return None
    year_ago = _year_before(at.date())
    after = date.fromordinal(programme.applied.last.toordinal() + 1)
    marks = (programme.applied.first, after, year_ago)
    return next((mark for mark in marks if span[0] < mark <= span[1]), None)


def _year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return date(day.year - 1, 3, 1)
