"""The figures of questions as a file: a sheet for the whole, for teams, people, questions, help.

No words of a question and no name of an asker stand in it; what each adviser did only where the reader may
see it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from documents.table import Cell, Column, Row, Table
from handlers import ticket_figures
from handlers.events import Phrase
from handlers.ticket_figures import durations, quantile
from programmes.workhours import Calendar
from storage.ticket_figures import Adviser

Text = Callable[[Phrase | str], str]


@dataclass(frozen=True, slots=True)
class Figures:
    """What is known of a month: lines of the chat's page, questions, people and help (None where these are
    not for the reader), and how teams work."""

    unit: str
    month: Phrase
    made: datetime
    lines: Sequence[Phrase]
    tickets: Sequence[Any]
    people: Sequence[Adviser] | None
    helps: Sequence[Any] | None
    calendar: Callable[[int], Calendar]
    has: Callable[[str], bool]


def tables(text: Text, found: Figures) -> list[Table]:
    """A table for each sheet."""
    sheets: dict[str, tuple[Sequence[str], Iterable[tuple[Cell, ...]]]] = {
        "total": (("order", "what"), enumerate(map(text, found.lines), start=1)),
        "units": (UNITS, _units(found)),
        "tickets": (TICKETS, _tickets(text, found)),
    }
    if found.people is not None:
        sheets["people"] = (PEOPLE, _people(found.people))
    if found.helps is not None:
        sheets["helps"] = (HELPS, _helps(text, found.helps))
    about = [found.unit, text(found.month), text(Phrase("figures.sheet#made", {"at": found.made}))]
    return [
        Table(
            title=text(Phrase(f"figures.sheet#{name}")),
            columns=[Column(text(Phrase(f"figures.column#{key}")), WIDTHS.get(key, 3)) for key in columns],
            rows=[Row(cells) for cells in cells_of],
            subtitles=about,
            landscape=True,
        )
        for name, (columns, cells_of) in sheets.items()
    ]


WIDTHS: Mapping[str, float] = {"order": 1, "what": 12, "unit": 6, "name": 5, "text": 8, "topic": 5}
UNITS = ("unit", "count", "answered", "in_time", "open", "half", "most")
PEOPLE = ("name", "taken", "answered", "helped", "minutes", "ideas", "registered")
TICKETS = ("number", "unit", "state", "topic", "asked_at", "due", "answered_at", "settle_by", "settled_at",
           "closed_at")  # fmt: skip
HELPS = ("day", "name", "unit", "kind", "minutes", "number", "text")


def _units(found: Figures) -> Iterable[tuple[Cell, ...]]:
    """Team by team, with the working time until the first answer."""
    by: dict[str, list[Any]] = {}
    for row in found.tickets:
        by.setdefault(row.unit, []).append(row)
    for unit, rows in sorted(by.items()):
        took = durations(rows, found.calendar, "answered_at")
        good = sum(row.answered_at is not None and row.answered_at <= row.due for row in rows)
        still = sum(row.state in ("waiting", "taken") for row in rows)
        shares = [_clock(quantile(took, share)) if took else "" for share in (0.5, 0.9)]
        yield (unit, len(rows), len(took), good, still, *shares)


def _clock(spent: timedelta) -> str:
    """Hours and minutes, e.g. 7:30."""
    hours, minutes = divmod(ticket_figures.minutes_of(spent), 60)
    return f"{hours}:{minutes:02}"


def _tickets(text: Text, found: Figures) -> Iterable[tuple[Cell, ...]]:
    for row in found.tickets:
        state = text(Phrase(f"ticket.state#{row.state}"))
        topic = text(ticket_figures.topic(found.has, row.topic)) if row.topic else ""
        moments = [getattr(row, name) or "" for name in TICKETS[4:]]
        yield (row.number, row.unit, state, topic, *moments)


def _people(people: Sequence[Adviser]) -> Iterable[tuple[Cell, ...]]:
    for one in people:
        yield tuple(getattr(one, name) for name in PEOPLE)


def _helps(text: Text, rows: Sequence[Any]) -> Iterable[tuple[Cell, ...]]:
    for row in rows:
        kind = text(Phrase(f"help.kind#{row.kind}"))
        yield (row.day, row.name, row.unit, kind, row.minutes, row.number or "", row.text)
