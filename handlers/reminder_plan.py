"""Which reminders of deadlines there are to be in some days ahead, for everybody: what the rows are made of.

Those who are away are not reminded while somebody covers for them. All that somebody gets on a day comes at
one moment, the earliest of their roles'.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import cache
from typing import NamedTuple

from handlers.deadline_rows import (
    Day,
    Recipient,
    concerns,
    days_of,
    level_of,
    moment,
    role_of,
    subject_of,
)  # fmt: skip
from handlers.menu import CONTINUED
from handlers.service import Service
from handlers.turn import today_of
from programmes.model import Programme, Role
from storage import recipients
from storage.roles import Executes

Rows = dict[tuple[str, datetime], int]
"""The conversation of each reminder, by its subject and moment."""


class Held(NamedTuple):
    """What somebody is within a unit, and on which of the days that are planned (None: all)."""

    person_id: int
    role: Role
    unit_id: int
    since: date | None = None
    until: date | None = None
    away: tuple[tuple[date, date], ...] = ()

    def on(self, day: date) -> bool:
        """Whether they are reminded on a day: they hold the role then, and nobody covers for them."""
        begun = self.since is None or self.since <= day
        lasting = self.until is None or day <= self.until
        return begun and lasting and not any(first <= day <= last for first, last in self.away)


def wanted(database: Executes, service: Service, first: datetime, last: datetime) -> Rows:
    """The reminders after a first moment and up to a last one."""
    days = today_of(first), today_of(last)
    lanes = recipients.conversations(database)
    found: dict[tuple[int, date], list[tuple[str, datetime]]] = defaultdict(list)
    for subject, due, person_id in _all(service, lanes, _everybody(database, service, *days), days):
        found[person_id, today_of(due)].append((subject, due))
    together = (
        (subject, min(due for _, due in same), lanes[person_id])
        for (person_id, _), same in found.items()
        for subject, _ in same
    )
    return {(subject, due): lane for subject, due, lane in together if first < due <= last}


def _everybody(database: Executes, service: Service, first: date, last: date) -> Iterator[Held]:
    rows = recipients.roles(database, ("officer", "adviser"), first, last)
    away: dict[int, list[tuple[date, date]]] = defaultdict(list)
    for row in rows:
        if row.covers_id is not None:
            away[row.covers_id].append((row.since or first, row.until or last))
    for row in rows:
        if row.unit_id not in service.successors:
            yield Held(
                row.person_id, role_of(row.role), row.unit_id, row.since, row.until, tuple(away[row.id])
            )
    for person_id, unit_id in recipients.authors(database, CONTINUED):
        yield Held(person_id, "worker", unit_id)


def _all(
    service: Service, lanes: Mapping[int, int], everybody: Iterable[Held], days: tuple[date, date]
) -> Iterator[tuple[str, datetime, int]]:
    @cache
    def planned(version: int, role: Role, level: str | None, above: bool) -> list[Day]:
        return days_of(service.programmes[version], role, level, above, *days)

    @cache
    def offered(unit_id: int) -> list[tuple[int, Programme]]:
        return service.offered(unit_id)

    for held in dict.fromkeys(everybody):
        if held.person_id not in lanes:
            continue
        to = Recipient(lanes[held.person_id], held.person_id, held.role, held.unit_id)
        where = (level_of(service, held.unit_id), held.unit_id in service.branches)
        for version, programme in offered(held.unit_id):
            for day, occurrence, offset in planned(version, held.role, *where):
                deadline = programme.deadline(occurrence.deadline)
                if held.on(day) and concerns(service, programme, deadline, to, offset):
                    subject = subject_of(programme.key, occurrence.deadline, occurrence.round, offset, to)
                    yield subject, moment(day, held.role), held.person_id
