"""When things fall due: every occurrence of a programme's deadlines, and the days they are reminded of.

Pure; every day and moment is Vietnam's, whatever zone the machine has. Years 1901–2099: the lunar calendar
and the holidays reach no further.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache

import holidays

from programmes import lunar
from programmes.model import (
    ZONE,
    Closing,
    Deadline,
    Monthly,
    Once,
    Programme,
    Role,
    Unset,
    Within,
    Yearly,
)

DAY = timedelta(days=1)
INSTANT = timedelta(microseconds=1)
# The longest that the model allows.
INNER = timedelta(days=180)
BEFORE = timedelta(days=180)
AFTER = timedelta(days=30)
MOVED = timedelta(days=21)  # from 23 tháng Chạp to mùng 6 are at most 14 days, with the days off around them


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A deadline as it falls due once.

    `deadline` is its key. `round` names the time it comes round: the year "2025" or month "2025-03" of the
    plan's last day, the phase of a closing, "once". `last_day` is the last day on which it is in time ("trước
    ngày 15/01": 14/01), `closes` the first moment outside; a closing's is exact to the minute. Where the plan
    names a period ("trong tháng 12"), `first_day` is its first day, otherwise it is `last_day`. `level`: the
    date is this level's own earlier one, not the plan's.
    """

    programme_key: str
    deadline: str
    round: str
    first_day: date
    last_day: date
    closes: datetime
    level: str | None = None


@dataclass(frozen=True, slots=True)
class Nudge:
    """A day on which an occurrence is reminded of; `offset` is how many days before it the file says."""

    day: date
    offset: int
    occurrence: Occurrence


def occurrences(programme: Programme, first: date, last: date, level: str | None = None) -> list[Occurrence]:
    """What falls due with its last day from `first` to `last`, both inside, ordered by when it closes.

    What comes round every year or month does so while the programme runs; a single date and a closing stand
    where the plan puts them. For a `level` with an earlier day of its own (`inner`) that day counts, for
    others the plan's. Deadlines without a date give none: `undated` lists them.
    """
    years = range(first.year, (last + INNER).year + 2)
    found = (
        at_level(occurrence, deadline, level)
        for deadline in programme.deadlines
        for occurrence in _of_plan(programme, deadline, years)
    )
    return sorted((o for o in found if first <= o.last_day <= last), key=lambda o: o.closes)


def at_level(occurrence: Occurrence, deadline: Deadline, level: str | None) -> Occurrence:
    """An occurrence of the plan on a level's own earlier day; the same where the level has none."""
    earlier = deadline.inner.get(level, 0) if level is not None else 0
    if not earlier:
        return occurrence
    last = occurrence.last_day - earlier * DAY
    return replace(
        occurrence,
        first_day=min(occurrence.first_day, last),
        last_day=last,
        closes=_midnight(last + DAY),
        level=level,
    )


def before(programme: Programme, deadline: Deadline, occurrence: Occurrence) -> Occurrence | None:
    """The plan's own date the time before, of what comes round; None where there was none."""
    year = occurrence.last_day.year
    found = _of_plan(programme, deadline, range(year - 2, year + 2))
    earlier = [one for one in found if one.round < occurrence.round]
    return max(earlier, key=lambda one: one.closes, default=None)


def undated(programme: Programme) -> list[Deadline]:
    """The deadlines whose date the plan leaves open, as long as no officer has set it."""
    return [deadline for deadline in programme.deadlines if _is_open(programme, deadline)]


def in_time(programme: Programme, deadline: str, moment: datetime, level: str | None = None) -> bool | None:
    """Whether something done at a moment (aware) is in time for a deadline.

    What comes round belongs to the year (or month) the moment lies in on Vietnam's calendar, so December is
    late for January's date before it; for the next one the caller waits for its year. None where the deadline
    has no date, or none in that year. Raises ValueError for a key that is no deadline.
    """
    found = programme.deadline(deadline)
    if found is None:
        raise ValueError(f"{deadline} is no deadline of {programme.key}")
    day = moment.astimezone(ZONE).date()
    for occurrence in _of_plan(programme, found, range(day.year, day.year + 2)):
        if occurrence.round in (f"{day:%Y}", f"{day:%Y-%m}") or isinstance(found.when, Once | Closing):
            return moment < at_level(occurrence, found, level).closes
    return None


def nudges(
    programme: Programme, first: date, last: date, role: Role, level: str | None = None
) -> list[Nudge]:
    """The days from `first` to `last`, both inside, on which a role is reminded, in order.

    Officers of a `level` are reminded of what their level sees to (`Deadline.levels`). Days are counted from
    the level's own earlier day where it has one. Two reminders of one occurrence that meet on a day are one,
    the one closer to the deadline.
    """
    found: dict[tuple[str, str, date], Nudge] = {}
    for occurrence in occurrences(programme, first - AFTER, last + BEFORE + MOVED, level):
        deadline = programme.deadline(occurrence.deadline)
        for offset in sorted(_offsets(deadline, role, level), key=abs):
            day = reminder_day(occurrence.last_day, offset)
            if first <= day <= last:
                same = (occurrence.deadline, occurrence.round, day)
                found.setdefault(same, Nudge(day, offset, occurrence))
    return sorted(found.values(), key=lambda nudge: (nudge.day, nudge.occurrence.closes))


def reminder_day(last_day: date, offset: int) -> date:
    """The day of a reminder so many days before (after, if negative) the last day.

    One that falls on a day off, or from 23 tháng Chạp to mùng 6, is moved before it, never after. The day
    itself stays: what falls due inside a holiday is said there. What comes after is moved no further back
    than to the day itself.
    """
    day = last_day - offset * DAY
    if offset == 0:
        return day
    while not working_day(day) or around_tet(day):
        day -= DAY
    return day if offset > 0 else max(day, last_day)


def working_day(day: date) -> bool:
    """Whether offices work on a day: Monday to Friday without public holidays, and working Saturdays.

    Known are the holidays of the Labour Code with their days off in lieu, Tết as the Code counts it (New
    Year's Eve and four days), and the swaps of working days (a Friday off for a Saturday worked) that were
    announced up to the library's release: 2010, 2012–2015, 2018, 2019, 2024–2026. Not known: swaps announced
    later; on which side of New Year's Eve a year's announcement puts Tết's days off (`around_tet` covers
    them); the Saturdays that a workplace works by its own rules.
    """
    return _holidays(day.year).is_working_day(day)


def public_holiday(day: date) -> bool:
    """Whether a day is a public holiday, or a day off in lieu of one."""
    return day in _holidays(day.year)


def around_tet(day: date) -> bool:
    """Whether a day lies from 23 tháng Chạp to mùng 6, when nobody is written to."""
    first, last = _tet(day.year)
    return first <= day <= last


@lru_cache(maxsize=256)
def _holidays(year: int) -> holidays.HolidayBase:
    return holidays.country_holidays("VN", years=year)


@lru_cache(maxsize=256)
def _tet(year: int) -> tuple[date, date]:
    return lunar.solar(23, 12, year - 1), lunar.solar(6, 1, year)


# What the plan says


def _of_plan(programme: Programme, deadline: Deadline, years: Iterable[int]) -> Iterator[Occurrence]:
    """The plan's own dates; of what comes round, those of some years ("before 01/01" lies before them)."""
    when = deadline.when
    name = (programme.key, deadline.key)
    if isinstance(when, Once):
        last = (when.closes - INSTANT).date()
        whole_month = len(when.at) == len("2023-09") and when.end != "before"
        yield Occurrence(*name, "once", when.opens.date() if whole_month else last, last, when.closes)
    elif isinstance(when, Closing):
        window = programme.window(when)
        if window is not None and window.closes is not None:
            yield Occurrence(*name, when.phase, window.last, window.last, window.closes)
    else:
        for first, last in _rounds(when, years):
            if _runs(programme, deadline, first, last):
                kind = "%Y-%m" if isinstance(when, Monthly) else "%Y"
                yield Occurrence(*name, f"{last:{kind}}", first, last, _midnight(last + DAY))


def _rounds(when: Yearly | Within | Monthly | Unset, years: Iterable[int]) -> Iterator[tuple[date, date]]:
    """First and last day of each time it comes round."""
    for year in years:
        if isinstance(when, Yearly):
            # Before 29/02 the last good day is 28/02 in every year.
            before = date(year, when.month, 1) + (when.day - 2) * DAY
            day = before if when.end == "before" else _day(year, when.month, when.day)
            yield day, day
        elif isinstance(when, Within):
            yield date(year, when.month, 1), _day(year, when.month, 31)
        elif isinstance(when, Monthly):
            for month in range(1, 13):
                day = _day(year, month, when.day)
                yield day, day


def _day(year: int, month: int, day: int) -> date:
    """A day of a month, its last day where the month is shorter."""
    return date(year, month, min(day, monthrange(year, month)[1]))


def _runs(programme: Programme, deadline: Deadline, first: date, last: date) -> bool:
    """Whether the programme runs at some time of the days it counts for: a monthly report's are the month
    before it falls due, so that the last month is reported too."""
    if isinstance(deadline.when, Monthly) and any(r.deadline == deadline.key for r in programme.reports):
        last = last.replace(day=1) - DAY
        first = last.replace(day=1)
    runs = programme.runs.window
    return runs.first <= last and first <= runs.last


def _offsets(deadline: Deadline | None, role: Role, level: str | None) -> tuple[int, ...]:
    if deadline is None or (role == "officer" and level and deadline.levels and level not in deadline.levels):
        return ()
    return deadline.reminders.get(role, ())


def _is_open(programme: Programme, deadline: Deadline) -> bool:
    """Also a closing whose window has no end."""
    when = deadline.when
    if isinstance(when, Closing):
        window = programme.window(when)
        return window is None or window.closes is None
    return isinstance(when, Unset)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), ZONE)
