"""How dates are said: each rule is a pattern over an even `line` and what it means.

A rule answers None where it does not apply after all, and raises ValueError for a day that is none (31/4).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from handlers.parsers.spans import PART, Clock, Day, add_months, exact, month, nearest, span, year

Match = re.Match[str]
Meaning = Callable[[Match, Clock], Day | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """`word` must be in the line for the pattern to be worth a search."""

    word: str
    pattern: re.Pattern[str]
    meaning: Meaning


_LAST = r"truoc|vua\s+roi|vua\s+qua|roi|qua|ngoai"
_NEXT = r"sau|toi"
BEGIN = r"(?<![\d.,/:-])"
END = r"(?!\d)(?![/.\-]\d)(?!\s*nam\s*\d)"
YEAR = (
    r"(?:\s*[,/.\-]?\s*(?:nam\s*)?(?P<y>(?:19|20)\d\d)(?!\d)"
    r"|(?:\s*[/.\-']\s*|\s*,?\s*nam\s*)(?P<yy>\d\d)(?!\d)(?!\s*(?:[/.\-]\s*\d|thang))"
    rf"|\s*,?\s*(?:cua\s+)?nam\s+(?P<ry>kia|nay|hien\s+tai|{_LAST}|{_NEXT})\b)?"
)


def named_year(found: Match, clock: Clock) -> int | None:
    """The year in the groups of `YEAR`, if one was said."""
    groups = found.groupdict()
    if groups.get("y"):
        return int(groups["y"])
    if groups.get("yy"):
        return two_digits(int(groups["yy"]), clock)
    if groups.get("ry"):
        return clock.today.year + shift(groups["ry"])
    return None


def two_digits(number: int, clock: Clock) -> int:
    """22 is 2022; what lies beyond next year is of the last century."""
    return 2000 + number if number <= clock.today.year % 100 + 1 else 1900 + number


def in_year(found: Match, clock: Clock, make: Callable[[int], Day]) -> Day:
    """`make` for the year that was said, else for the nearest past one."""
    said = named_year(found, clock)
    return nearest(clock, make) if said is None else make(said)


_SHIFTS = {"nay": 0, "hien tai": 0, "kia": -2, "truoc nua": -2, "sau": 1, "toi": 1}


def shift(word: str) -> int:
    """How many years, months or weeks from the present one: -1 for "trước" and all that mean the same."""
    return _SHIFTS.get(" ".join(word.split()), -1)


def _iso(found: Match, clock: Clock) -> Day:
    whole, number = int(found["y"]), int(found["m"])
    return exact(date(whole, number, int(found["d"]))) if found["d"] else month(whole, number)


def _full(found: Match, clock: Clock) -> Day:
    of = int(found["last"])
    if len(found["last"]) == 2:
        of = two_digits(of, clock)
    if not 1900 <= of <= 2100:
        raise ValueError("a slip of the finger")
    return exact(date(of, int(found["m"]), int(found["d"])))


def _day_month(found: Match, clock: Clock) -> Day:
    day, number = int(found["d"]), int(found["m"])
    bare = not found["thang"] and named_year(found, clock) is None
    if bare and number > 12 >= day >= 1 and two_digits(number, clock) >= 2000:
        return month(two_digits(number, clock), day)  # 3/22
    made = in_year(found, clock, lambda of: exact(date(of, number, day)))
    # People say "mùng" of lunar days and of the first ten of any month.
    return exact(made.first, confirm=True) if found["mung"] else made


def _months(found: Match, clock: Clock) -> Day | None:
    """ "tháng 8-9/2021": one of the two."""
    first, last = int(found["m"]), int(found["m2"])
    if not 1 <= first < last <= 12:
        return None
    return in_year(
        found,
        clock,
        lambda of: span(month(of, first).first, month(of, last).last, True, month(of, first).value),
    )


def _month(found: Match, clock: Clock) -> Day | None:
    part, rel = found["part"] or "", found["rel"]
    if rel == "sau" and not clock.ahead:  # typed without accents: June, since next month can't be meant
        return in_year(found, clock, lambda of: month(of, 6, part))
    if found["m"]:
        number = int(found["m"])
        return in_year(found, clock, lambda of: month(of, number, part))
    if rel:
        of, number = add_months(clock.today, shift(rel))
        return month(named_year(found, clock) or of, number, part)
    if not part:
        return None
    current = month(clock.today.year, clock.today.month, part, confirm=True)
    return (
        current if current.first <= clock.today else month(*add_months(clock.today, -1), part, confirm=True)
    )


def _month_year(found: Match, clock: Clock) -> Day:
    return month(int(found["y"]), int(found["m"]), found["part"] or "")


def _quarter(found: Match, clock: Clock) -> Day:
    number = {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(found["q"]) or int(found["q"])
    return in_year(
        found,
        clock,
        lambda of: span(date(of, number * 3 - 2, 1), month(of, number * 3).last, False, f"{of:04}"),
    )


def _year(found: Match, clock: Clock) -> Day:
    return in_year(found, clock, lambda of: year(of, found["part"] or ""))


def _two_years(found: Match, clock: Clock) -> Day | None:
    first, last = int(found["y"]), int(found["y2"])
    return span(date(first, 1, 1), date(last, 12, 31), True, f"{first:04}") if last == first + 1 else None


def _season(found: Match, clock: Clock) -> Day:
    begin = {"xuan": 1, "thu": 7, "dong": 10}.get(found["season"] or "", 6)
    end = 8 if begin == 6 else begin + 2
    return in_year(found, clock, lambda of: span(date(of, begin, 1), month(of, end).last))


def rule(word: str, pattern: str, meaning: Meaning) -> Rule:
    """A rule from its pattern's source."""
    return Rule(word, re.compile(pattern), meaning)


THIS = rf"hien\s+tai|nay|truoc\s+nua|{_LAST}|{_NEXT}"
FIGURES: tuple[Rule, ...] = (
    rule("", rf"{BEGIN}(?P<y>(?:19|20)\d\d)[-/.](?P<m>\d{{1,2}})(?:[-/.](?P<d>\d{{1,2}}))?{END}", _iso),
    rule("", rf"{BEGIN}(?P<d>\d\d?)\s*[/.\-]\s*(?P<m>\d\d?)\s*[/.\-]\s*(?P<last>\d{{4}}|\d\d){END}", _full),
    rule("", rf"{BEGIN}(?P<d>\d\d?)[ ,]+(?P<m>\d\d?)[ ,]+(?P<last>(?:19|20)\d\d){END}", _full),
    rule("", rf"{BEGIN}(?P<d>\d\d)(?P<m>\d\d)(?P<last>(?:19|20)\d\d){END}", _full),
    rule(
        "",
        rf"{BEGIN}{PART}?(?P<thang>thang\s*)?(?P<m>\d\d?)\s*[/.\-]\s*(?P<y>(?:19|20)\d\d){END}",
        _month_year,
    ),
)
WORDS: tuple[Rule, ...] = (
    rule("", rf"{BEGIN}(?P<y>(?:19|20)\d\d)\s*-\s*(?P<y2>(?:19|20)\d\d){END}", _two_years),
    rule(
        "",
        rf"(?:ngay\s*)?(?P<mung>\bmung\s*)?{BEGIN}(?P<d>\d\d?)\s*"
        rf"(?:(?P<thang>[,/.\-]?\s*thang\s*)|[/.\-]\s*)(?P<m>\d\d?)(?!\d){YEAR}{END}",
        _day_month,
    ),
    rule(
        "thang",
        rf"\bthang\s*(?P<m>\d\d?)\s*(?:-|,|va|hoac|hay)\s*(?P<m2>\d\d?)(?!\d)"
        rf"(?!\s*[/.\-]\s*\d\d?(?!\d))(?!\s*thang){YEAR}{END}",
        _months,
    ),
    rule("thang", rf"{PART}?\bthang\s*(?:(?P<m>\d\d?)(?!\d)|(?P<rel>{THIS})\b)?{YEAR}{END}", _month),
    rule("quy", rf"\bquy\s*(?P<q>[1-4]|i{{1,3}}|iv)\b{YEAR}{END}", _quarter),
    rule(
        "",
        rf"\b(?:(?:mua|nghi|dip|hoi)\s+(?P<season>xuan|he|ha|thu|dong)\b|he(?=\s+(?:nam|20\d\d)\b)){YEAR}{END}",
        _season,
    ),
    rule("", rf"{PART}(?=nam\b(?!\s*hoc)|(?:19|20)\d\d){YEAR}", _year),
    rule("", rf"(?P<part>)\bnam\s*(?:(?P<y>(?:19|20)\d\d)|(?P<yy>\d\d)|(?P<ry>kia|{THIS})\b){END}", _year),
    rule("", rf"(?P<part>){BEGIN}(?P<y>(?:19|20)\d\d){END}(?P<yy>)(?P<ry>)", _year),
)
