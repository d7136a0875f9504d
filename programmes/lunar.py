"""The Vietnamese lunar calendar, UTC+7: which solar day a lunar date is.

The rule: a month begins on the day of a new moon; the month with the winter solstice is the eleventh; of
thirteen months between two of those, the first without a major solar term is the leap one. Moon and sun
after Meeus, Astronomical Algorithms, chapters 25 and 49 (good to about a minute). Years 1900–2100.
"""

from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from math import floor, radians, sin

_EPOCH = 2451545.0  # 2000-01-01 12:00, as a Julian day
_ORDINAL = 1721424.5  # Julian day of the midnight that begins date.fromordinal(0)
_HANOI = 7 / 24
_CLOCK_DRIFT = 70 / 86400  # dynamical minus universal time, days; ± 10 s between 2000 and 2040
# New moon: days × sin(a·M + b·M′ + c·F), × eccentricity^|a|.
_MOON_TERMS = (
    (-0.40720, 0, 1, 0), (0.17241, 1, 0, 0), (0.01608, 0, 2, 0), (0.01039, 0, 0, 2), (0.00739, -1, 1, 0),
    (-0.00514, 1, 1, 0), (0.00208, 2, 0, 0), (-0.00111, 0, 1, -2), (-0.00057, 0, 1, 2), (0.00056, 1, 2, 0),
    (-0.00042, 0, 3, 0), (0.00042, 1, 0, 2), (0.00038, 1, 0, -2), (-0.00024, -1, 2, 0),
)  # fmt: skip


def solar(day: int, month: int, year: int, leap: bool = False) -> date:
    """The solar day of a lunar date; `year` is the lunar year. Raises ValueError where no such day is."""
    first, last = month_days(month, year, leap)
    if not 1 <= day <= (last - first).days + 1:
        raise ValueError(f"lunar month {month}/{year} has no day {day}")
    return first + timedelta(days=day - 1)


def month_days(month: int, year: int, leap: bool = False) -> tuple[date, date]:
    """First and last solar day of a lunar month. Raises ValueError where no such month is."""
    months = _months(year + 1 if month >= 11 else year)
    for (first, number, is_leap), (following, _, _) in pairwise(months):
        if (number, is_leap) == (month, leap):
            return first, following - timedelta(days=1)
    raise ValueError(f"lunar year {year} has no month {month}")


def tet(year: int) -> date:
    """The first day of the lunar year that begins in this solar year."""
    return solar(1, 1, year)


@lru_cache(maxsize=64)
def _months(year: int) -> tuple[tuple[date, int, bool], ...]:
    """(first day, number, leap) from the eleventh month of the year before to that of `year`, both in."""
    begin, end = _eleventh(year - 1), _eleventh(year)
    days = [_new_moon_day(k) for k in range(begin, end + 1)]
    terms = [_term(day) for day in days]
    months, number, leap_left = [(days[0], 11, False)], 11, end - begin == 13
    for place in range(1, len(days)):
        leap = leap_left and place < len(days) - 1 and terms[place] == terms[place + 1]
        leap_left = leap_left and not leap
        number = number if leap else number % 12 + 1
        months.append((days[place], number, leap))
    return tuple(months)


def _eleventh(year: int) -> int:
    """Which new moon begins the month with the winter solstice (sun at 270°) of a year."""
    k = floor((date(year, 12, 31).toordinal() + _ORDINAL - 2451550.1) / 29.530588861) + 1
    while _new_moon_day(k).year > year or _term(_new_moon_day(k)) >= 9:
        k -= 1
    return k


def _new_moon_day(k: int) -> date:
    """The day in Vietnam of the k-th new moon after 2000-01-06."""
    t = k / 1236.85
    eccentricity = 1 - 0.002516 * t
    sun = 2.5534 + 29.10535670 * k
    moon = 201.5643 + 385.81693528 * k + 0.0107582 * t * t
    node = 160.7108 + 390.67050284 * k - 0.0016118 * t * t
    moment = 2451550.09766 + 29.530588861 * k + 0.00015437 * t * t
    for days, a, b, c in _MOON_TERMS:
        moment += days * eccentricity ** abs(a) * sin(radians(a * sun + b * moon + c * node))
    moment -= 0.00017 * sin(radians(124.7746 - 1.56375588 * k))
    return date.fromordinal(floor(moment - _CLOCK_DRIFT + _HANOI - _ORDINAL))


def _term(day: date) -> int:
    """Twelfth of the sun's way (0 from the spring equinox, 9 from the winter solstice) as a day begins."""
    t = (day.toordinal() + _ORDINAL - _HANOI + _CLOCK_DRIFT - _EPOCH) / 36525
    anomaly = radians(357.52911 + 35999.05029 * t)
    centre = (1.914602 - 0.004817 * t) * sin(anomaly) + 0.019993 * sin(2 * anomaly)
    centre += 0.000289 * sin(3 * anomaly)
    apparent = 0.00569 + 0.00478 * sin(radians(125.04 - 1934.136 * t))
    return floor((280.46646 + 36000.76983 * t + centre - apparent) % 360 / 30)
