"""Working hours of offices: how long an answer may take, counted as people count. Pure; Vietnam's clock."""

from datetime import date, datetime, time, timedelta

from programmes.calendar import DAY, working_day
from programmes.model import ZONE

HOURS = ((time(7, 30), time(11, 30)), (time(13, 30), time(17, 0)))
"""Offices of unions and the State; a proposal, no plan names any."""


def after(moment: datetime, work: timedelta) -> datetime:
    """The moment by which so much working time has passed, holidays, Sundays and noon left out."""
    local, left = moment.astimezone(ZONE), work
    day = local.date()
    while True:
        for begin, end in _spans(day):
            start = max(local, begin)
            if start < end:
                if left <= end - start:
                    return start + left
                left -= end - start
        day += DAY


def between(first: datetime, last: datetime) -> timedelta:
    """The working time from one moment to another."""
    begin, end = first.astimezone(ZONE), last.astimezone(ZONE)
    day, total = begin.date(), timedelta()
    while day <= end.date():
        total += sum((max(timedelta(), min(e, end) - max(s, begin)) for s, e in _spans(day)), timedelta())
        day += DAY
    return total


def at_work(moment: datetime) -> bool:
    """Whether offices are open."""
    local = moment.astimezone(ZONE)
    return any(begin <= local < end for begin, end in _spans(local.date()))


def _spans(day: date) -> list[tuple[datetime, datetime]]:
    if not working_day(day):
        return []
    return [(datetime.combine(day, begin, ZONE), datetime.combine(day, end, ZONE)) for begin, end in HOURS]
