"""Dates as people say them: "15/3/22", "đầu năm học 2021-2022", "trước Tết năm ngoái"."""

import re
from dataclasses import replace
from datetime import date, timedelta

from handlers.parsers.day_feasts import FEASTS
from handlers.parsers.day_line import line
from handlers.parsers.day_relative import RELATIVE
from handlers.parsers.day_rules import FIGURES, WORDS, Match, Rule
from handlers.parsers.invalid import Invalid
from handlers.parsers.spans import Clock, Day, span
from handlers.text import clean, unkey

__all__ = ["Day", "day"]

LONGEST = 500
MOST_DATES = 4
_RULES: tuple[Rule, ...] = (*FEASTS, *FIGURES, *WORDS, *RELATIVE)
_MORE = re.compile(r"\d|thang|nam|tet|tuan|hom")
_OR = re.compile(r"[\s,;/-]*(?:(?:hoac|hay|sang)(?:\s+la)?|va)?\s*(?:khoang\s*)?")
_BESIDE = re.compile(r"\b(truoc|sau)(?:\s+ngay)?\s*$")
_OR_WORD = re.compile(r"hoac|hay")
_Found = tuple[Match, Rule]


def day(text: str, today: date, allow_future: bool = False) -> Day:
    """The day, month or year that a message names; with `allow_future` also one to come.

    A date without a year is the last one up to today. `today` is a day in Vietnam. Raises Invalid:
    date-no-such-day (31/4), date-future, date-unreadable.
    """
    said = clean(text)
    days: list[Day] = []
    if len(said) <= LONGEST:
        clock = Clock(today, today, allow_future)
        # Raw typing hides words ("thangs 3 nawm 2022" shows a year only): the more exact reading is meant.
        readings = [_days(line(reading), clock) for reading in (said, *unkey(said))]
        days = max(readings, key=lambda found: len(found[0].value) if found else 0)
    if not days:
        raise Invalid("date-unreadable")
    first, *others = days
    if not allow_future and first.first > today:
        raise Invalid("date-future")
    also = tuple(other for other in others if other.value != first.value)
    return replace(first, said=said, also=also)


def _days(flat: str, clock: Clock) -> list[Day]:
    try:
        return _together(flat, _found(flat, clock), clock)
    except (ValueError, OverflowError):
        raise Invalid("date-no-such-day") from None


def _found(flat: str, clock: Clock) -> list[_Found]:
    """Date words from left to right; of those that begin together the first rule has it."""
    found: list[_Found] = []
    at = 0
    while len(found) < MOST_DATES and (not found or _MORE.search(flat, at)):
        best = _leftmost(flat, at, clock)
        if not best:
            break
        found.append(best)
        at = best[0].end()
    return found


def _leftmost(flat: str, at: int, clock: Clock) -> _Found | None:
    best: _Found | None = None
    for rule in _RULES:
        match = rule.pattern.search(flat, at) if rule.word in flat else None
        if match and (best is None or match.start() < best[0].start()) and rule.meaning(match, clock):
            best = match, rule
            if match.start() == at:
                break
    return best


def _together(flat: str, found: list[_Found], clock: Clock) -> list[Day]:
    """Each date near its neighbours: "tháng 8 …, 6/9/2021" are of one year; "cuối 8, đầu 9" is one guess."""
    if len(found) == 1:
        match, rule = found[0]
        return [_beside(flat[: match.start()], _read(match, rule, clock))]
    days: list[Day] = []
    anchors = clock
    for match, rule in reversed(found):
        made = _read(match, rule, anchors)
        if days and made.first > days[0].last and _yearless(match, rule, clock):
            made = _read(match, rule, replace(clock, anchor=days[0].last))
        days.insert(0, replace(made, said=match[0].strip()))
        anchors = replace(clock, anchor=made.last if made.last <= clock.today else clock.today)
    days = _years_from_before(found, days, clock)
    days = [_beside(flat[: match.start()], made) for (match, _), made in zip(found, days, strict=True)]
    return _without_wider(_one_guess(flat, found, days))


def _years_from_before(found: list[_Found], days: list[Day], clock: Clock) -> list[Day]:
    """ "tháng 8/2021, chính thức 6/9": a date without a year follows the one before it."""
    for place in range(1, len(days)):
        match, rule = found[place]
        before = days[place - 1]
        if _yearless(match, rule, clock) and not _yearless(*found[place - 1], clock):
            for years in (0, 1):
                made = _read(match, rule, replace(clock, anchor=date(before.first.year + years, 12, 31)))
                if before.first <= made.first <= clock.today:
                    days[place] = replace(made, said=days[place].said)
                    break
    return days


def _without_wider(days: list[Day]) -> list[Day]:
    """ "năm ngoái, tháng 9": the year only says which September."""
    return [
        made
        for made in days
        if not any(
            other.value.startswith(made.value) and len(other.value) > len(made.value) for other in days
        )
    ]


def _beside(before: str, made: Day) -> Day:
    """ "trước 30/4" and "sau tháng 9/2021" mean the weeks before and after."""
    word = _BESIDE.search(before)
    if not word:
        return made
    if word[1] == "truoc":
        near = span(made.first - timedelta(days=31), made.first - timedelta(days=1))
    else:
        near = span(made.last + timedelta(days=1), made.last + timedelta(days=31))
    return replace(near, said=made.said)


def _one_guess(flat: str, found: list[_Found], days: list[Day]) -> list[Day]:
    if len(days) != 2:
        return days
    between = flat[found[0][0].end() : found[1][0].start()]
    vague = all(made.first != made.last for made in days)
    near = 0 <= (days[1].first - days[0].last).days <= 31
    if _OR.fullmatch(between) and near and (vague or _OR_WORD.search(between)):
        return [span(days[0].first, days[1].last)]
    return days


def _read(match: Match, rule: Rule, clock: Clock) -> Day:
    made = rule.meaning(match, clock)
    if made is None:
        raise ValueError(match[0])
    return made


def _yearless(match: Match, rule: Rule, clock: Clock) -> bool:
    """Whether the words mean another day when read from another year."""
    earlier = replace(clock, anchor=clock.anchor.replace(day=1, year=clock.anchor.year - 1))
    return _read(match, rule, clock).value != _read(match, rule, earlier).value
