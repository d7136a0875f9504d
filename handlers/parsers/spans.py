"""The days that words may mean, and how to make them."""

import calendar
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

PART = (
    r"(?:(?P<part>nua dau|nua cuoi|\d thang dau|\d thang cuoi|thuong tuan|trung tuan|ha tuan|dau|giua|cuoi)"
    r"\s*(?:cua\s+)?)"
)
_THIRDS = {"dau": 0, "thuong tuan": 0, "giua": 1, "trung tuan": 1, "cuoi": 2, "ha tuan": 2}


@dataclass(frozen=True, slots=True)
class Day:
    """A day as it was said.

    `value` is ISO 8601 in the precision given ("2022-03-15", "2022-03", "2022"); `first` and `last` are the
    days it may mean, in Vietnam. `confirm`: it was worked out from words (Tết, lunar, school year, no year),
    so show it and ask. `also`: other dates of the same message.
    """

    value: str
    first: date
    last: date
    confirm: bool = False
    said: str = ""
    also: tuple["Day", ...] = ()


@dataclass(frozen=True, slots=True)
class Clock:
    """Today, and the day near which a date without a year is looked for: the last such day up to it.

    `ahead`: days to come are meant as well, and the nearest on either side is taken.
    """

    today: date
    anchor: date
    ahead: bool = False


def exact(day: date, confirm: bool = False) -> Day:
    """One day."""
    return Day(day.isoformat(), day, day, confirm)


def month(year: int, number: int, part: str = "", confirm: bool = False) -> Day:
    """A month, or its first, second or last ten days. Raises ValueError where it is none."""
    first = date(year, number, 1)
    length = calendar.monthrange(year, number)[1]
    value = f"{year:04}-{number:02}"
    if part in ("nua dau", "nua cuoi"):
        days = (1, 15) if part == "nua dau" else (16, length)
    elif part:
        third = _THIRDS.get(part, 2 if part.endswith("cuoi") else 0)
        days = ((1, 10), (11, 20), (21, length))[third]
    else:
        days = (1, length)
    return Day(value, first.replace(day=days[0]), first.replace(day=days[1]), confirm)


def year(number: int, part: str = "", confirm: bool = False) -> Day:
    """A year, its third or half, or the first or last N months of it."""
    if part in ("nua dau", "nua cuoi"):
        months = (1, 6) if part == "nua dau" else (7, 12)
    elif part[:1].isdigit():
        count = max(1, int(part[0]))
        months = (1, count) if part.endswith("dau") else (13 - count, 12)
    elif part:
        months = ((1, 4), (5, 8), (9, 12))[_THIRDS.get(part, 1)]
    else:
        months = (1, 12)
    last = calendar.monthrange(number, months[1])[1]
    return Day(f"{number:04}", date(number, months[0], 1), date(number, months[1], last), confirm)


def span(first: date, last: date, confirm: bool = True, value: str = "") -> Day:
    """Some days; the value is the month in the middle unless given."""
    if first == last:
        return exact(first, confirm)
    middle = first + (last - first) // 2
    return Day(value or f"{middle:%Y-%m}", first, last, confirm)


def add_months(day: date, count: int) -> tuple[int, int]:
    """Year and month that many months away."""
    months = day.year * 12 + day.month - 1 + count
    return months // 12, months % 12 + 1


def monday(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def nearest(clock: Clock, make: Callable[[int], Day]) -> Day:
    """What `make` gives for the latest year that has begun by the anchor (29/2 is not in every year).

    Raises ValueError where no year has such a day.
    """
    found = []
    for number in range(clock.anchor.year + 1, clock.anchor.year - 9, -1):
        try:
            made = make(number)
        except ValueError:
            continue
        if made.first <= clock.anchor and not clock.ahead:
            return replace(made, confirm=True)
        found.append(made)
    if not clock.ahead or not found:
        raise ValueError("no such day in any year")
    return replace(min(found, key=lambda made: abs(made.first - clock.anchor)), confirm=True)
