"""When somebody may be written to first. Pure; hours and days are Vietnam's, whatever zone the machine has.

Nothing here holds up a reply: whoever writes at night is answered at night.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Protocol

from programmes import lunar
from programmes.calendar import DAY, around_tet, working_day
from programmes.model import ZONE, Quiet, Role

OPTIONAL = ("aim", "draft", "support")
"""Kinds of reminders that somebody can turn down: what a plan only aims at, what they have begun and not
sent, a unit below that needs help. All others are the law's or what a plan demands."""

Span = tuple[int, int]
"""Minutes of a day, from the first inside to the first outside."""

HOUR = 60
MIDNIGHT = 24 * HOUR
NIGHT: Span = (21 * HOUR, 7 * HOUR)
NOON: Span = (11 * HOUR + 30, 13 * HOUR + 30)  # officers rest
SLEEP: Span = (7 * HOUR, 14 * HOUR)  # of those who come from a night shift
FREE: tuple[Span, ...] = ((11 * HOUR + 30, 12 * HOUR + 30), (17 * HOUR, 21 * HOUR))
"""When workers may look at their telephones: they are banned on the line."""
WISHING = 3  # working days on which a message may begin with a wish for the new year
NEW_YEAR = timedelta(days=14)  # they lie within these days after mùng 6


class Wishes(Protocol):
    """How somebody wishes to be written to; hours are "21:00", both empty for the usual ones."""

    @property
    def night_shift(self) -> bool:
        """They sleep in the morning."""

    @property
    def quiet_from(self) -> str:
        """The first hour in which nothing is to be said."""

    @property
    def quiet_until(self) -> str:
        """The first hour in which something may be said again."""


def next_allowed(
    moment: datetime, role: Role, wishes: Wishes, quiet: Quiet | None, falls_due_inside: bool = False
) -> datetime:
    """The moment itself, or the next one at which somebody may be written to first.

    Only on working days, and not from 23 tháng Chạp to mùng 6; `falls_due_inside`: what it is about falls due
    on such days, so they count too. `quiet`: the programme's own hours.
    """
    local, awake = moment.astimezone(ZONE), hours(role, wishes, quiet)
    day = local.date()
    while True:
        for start, end in awake if falls_due_inside or writing_day(day) else ():
            if local < _at(day, end):
                return moment if local >= _at(day, start) else _at(day, start)
        day += DAY


def hours(role: Role, wishes: Wishes, quiet: Quiet | None) -> list[Span]:
    """The minutes of a day in which a role may be written to first; never none.

    Somebody's own hours take the place of all others, a programme's that of the night. Advisers are workers
    with a telephone.
    """
    if wishes.quiet_from != wishes.quiet_until:
        return _outside(minutes(wishes.quiet_from), minutes(wishes.quiet_until))
    night = (minutes(quiet.from_), minutes(quiet.until)) if quiet else NIGHT
    awake = _outside(*night) or _outside(*NIGHT)
    mine = _both(awake, _outside(*NOON) if role == "officer" else FREE)
    if wishes.night_shift:
        mine = _both(mine, _outside(*SLEEP))
    return mine or awake


def writing_day(day: date) -> bool:
    """Whether anybody is written to first on a day."""
    return working_day(day) and not around_tet(day)


def after_tet(day: date) -> bool:
    """Whether a day is one of the first working days after Tết: a message that comes by itself then begins
    with a wish."""
    sixth = lunar.solar(6, 1, day.year)
    if not sixth < day <= sixth + NEW_YEAR or not working_day(day):
        return False
    return sum(working_day(sixth + n * DAY) for n in range(1, (day - sixth).days + 1)) <= WISHING


def minutes(clock: str) -> int:
    """ "07:30" as minutes of the day."""
    hour, _, minute = clock.partition(":")
    return int(hour) * HOUR + int(minute or 0)


def _outside(first: int, last: int) -> list[Span]:
    """The minutes of a day that do not lie from `first` until `last`, which may be on the next day."""
    spans = [(last, first)] if first > last else [(0, first), (last, MIDNIGHT)]
    return [(start, end) for start, end in spans if start < end] if first != last else []


def _both(one: Iterable[Span], other: Iterable[Span]) -> list[Span]:
    met = ((max(a, c), min(b, d)) for a, b in one for c, d in other)
    return sorted(span for span in met if span[0] < span[1])


def _at(day: date, minute: int) -> datetime:
    return datetime.combine(day, time(), ZONE) + timedelta(minutes=minute)
