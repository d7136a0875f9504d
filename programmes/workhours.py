"""Working time as those who work count it: how long an answer may take. Pure; Vietnam's clock."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from programmes.calendar import DAY, public_holiday, working_day
from programmes.model import ZONE
from programmes.quiet import MIDNIGHT, Span, minutes

OFFICE: tuple[Span, ...] = ((450, 690), (810, 1020))
"""7:30–11:30, 13:30–17:00: offices of unions and the State; a proposal, no plan names any."""
DayOff = tuple[date, date]
"""The first and the last day, both included."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """When some people work. Without `weekdays` (0 is Monday) on the working days of offices; with them on
    these, whatever offices do, but not on public holidays. `days_off`: nobody works.

    `hours` are minutes of the day on which they begin; a shift over night ends later than midnight
    (22:00–06:00: 1320, 1800). Spans may touch and overlap.
    """

    hours: tuple[Span, ...] = OFFICE
    weekdays: frozenset[int] = frozenset()
    days_off: tuple[DayOff, ...] = ()

    @classmethod
    def read(cls, hours: Iterable[str], weekdays: Iterable[int], days_off: Iterable[str]) -> "Calendar":
        """As it is stored: "07:30-11:30", 0, "2022-05-20" or "2022-05-20/2022-05-22"; empty as in offices."""
        spans = tuple(sorted(map(_span, hours)))
        return cls(spans or OFFICE, frozenset(weekdays), tuple(map(_days, days_off)))

    def works_on(self, day: date) -> bool:
        """Whether anybody begins work on a day."""
        if any(first <= day <= last for first, last in self.days_off):
            return False
        if self.weekdays:
            return day.weekday() in self.weekdays and not public_holiday(day)
        return working_day(day)

    def after(self, moment: datetime, work: timedelta) -> datetime:
        """The moment by which so much working time has passed; with none, the next one of working time."""
        local, left = moment.astimezone(ZONE), work
        for begin, end in self._spans(local.date()):
            start = max(local, begin)
            if start < end:
                if left <= end - start:
                    return start + left
                left -= end - start
        raise AssertionError  # days have no end

    def next_open(self, moment: datetime) -> datetime:
        """The moment itself while people work, else the one at which they begin again."""
        return self.after(moment, timedelta())

    def between(self, first: datetime, last: datetime) -> timedelta:
        """The working time from one moment to another."""
        begin, end = first.astimezone(ZONE), last.astimezone(ZONE)
        total = timedelta()
        for start, stop in self._spans(begin.date()):
            if start >= end:
                return total
            total += max(timedelta(), min(stop, end) - max(start, begin))
        return total

    def at_work(self, moment: datetime) -> bool:
        """Whether people work at a moment."""
        return self.next_open(moment) == moment

    def _spans(self, first: date) -> Iterator[tuple[datetime, datetime]]:
        """From when until when people work, in order, apart from each other, from the day before on."""
        day, reached = first - DAY, datetime.min.replace(tzinfo=ZONE)
        while True:
            midnight = datetime.combine(day, time(), ZONE)
            for begin, end in sorted(self.hours) if self.works_on(day) else ():
                start, stop = midnight + timedelta(minutes=begin), midnight + timedelta(minutes=end)
                if stop > reached:
                    yield max(start, reached), stop
                    reached = stop
            day += DAY


def _span(text: str) -> Span:
    begin, _, end = text.partition("-")
    first, last = minutes(begin), minutes(end)
    return first, last if last > first else last + MIDNIGHT


def _days(text: str) -> DayOff:
    first, _, last = text.partition("/")
    return date.fromisoformat(first), date.fromisoformat(last or first)
