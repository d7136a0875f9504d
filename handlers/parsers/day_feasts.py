"""Days that the moon or the school year decides."""

from datetime import date, timedelta

from handlers.parsers.day_rules import BEGIN, END, YEAR, Match, Rule, in_year, named_year, rule, two_digits
from handlers.parsers.spans import PART, Clock, Day, exact, month, nearest, span
from programmes import lunar

_MOON = r"\s*\(?(?:am\s+lich|am|al)\b\)?"
_NAMED = {"gieng": 1, "chap": 12}


def _lunar_day(found: Match, clock: Clock) -> Day | None:
    if not (found["named"] or found["moon"] or found["moon2"] or found["d"] == "ram"):
        return None
    day = 15 if found["d"] == "ram" else int(found["d"])
    number = _NAMED.get(found["named"] or "") or int(found["m"])
    leap = bool(found["leap"])
    return in_year(found, clock, lambda of: exact(lunar.solar(day, number, of, leap), confirm=True))


def _lunar_month(found: Match, clock: Clock) -> Day | None:
    if not (found["named"] or found["moon"] or found["moon2"] or found["leap"]):
        return None
    number = _NAMED.get(found["named"] or "") or int(found["m"])
    leap = bool(found["leap"])
    return in_year(found, clock, lambda of: span(*lunar.month_days(number, of, leap)))


def _tet(found: Match, clock: Clock) -> Day:
    def make(of: int) -> Day:
        first = date(of, 1, 1) if found["sun"] else lunar.tet(of)
        if named is None and first > clock.today and not clock.ahead:
            raise ValueError("that Tết is still to come")
        return _around(first, of, found)

    named = named_year(found, clock)
    return nearest(clock, make) if named is None else make(named)


def _around(tet: date, of: int, found: Match) -> Day:
    if found["d"]:
        day = int(found["d"])
        if found["mung"] or day <= 10:
            return exact(tet + timedelta(days=day - 1), confirm=True)
        eve = tet - timedelta(days=1)
        return exact(eve if day == 30 else lunar.solar(day, 12, of - 1), confirm=True)
    if found["when"] in ("truoc", "can", "sat", "gan"):
        return span(tet - timedelta(days=31), tet - timedelta(days=1))
    if found["when"]:
        return span(tet + timedelta(days=3), tet + timedelta(days=31))
    return span(tet - timedelta(days=7), tet + timedelta(days=7))


# Parts of a school year: (month, day) from and to, and the month to show; months past 12 are next year's.
_SCHOOL = {
    ("", ""): (8, 15, 17, 31, 9), ("dau", ""): (8, 15, 9, 30, 9),
    ("giua", ""): (12, 1, 14, 28, 13), ("cuoi", ""): (16, 15, 18, 15, 17),
    ("", "1"): (8, 15, 13, 15, 9), ("dau", "1"): (8, 15, 9, 30, 9),
    ("giua", "1"): (10, 1, 11, 30, 11), ("cuoi", "1"): (12, 1, 13, 15, 12),
    ("", "2"): (13, 1, 17, 31, 13), ("dau", "2"): (13, 1, 14, 28, 13),
    ("giua", "2"): (15, 1, 15, 31, 15), ("cuoi", "2"): (16, 15, 18, 15, 17),
}  # fmt: skip


def _school(found: Match, clock: Clock) -> Day:
    part = (found["part"] or "").split(" ")[-1]
    part = part if part in ("dau", "giua", "cuoi") else ""
    term = {"i": "1", "ii": "2"}.get(found["term"] or "", found["term"] or "")
    begin = _school_year(found, clock, term)
    if begin is None:
        return nearest(clock, lambda of: _school_part(of, part, term))
    return _school_part(begin, part, term)


def _school_year(found: Match, clock: Clock, term: str) -> int | None:
    """The year in which the school year that was said begins."""
    if found["y1"]:
        number = int(found["y1"])
        number = number if number > 99 else two_digits(number, clock)
        return number - (term == "2" and not found["y2"] and not found["school"])
    if not found["srel"]:
        return None
    current = clock.today.year - (clock.today < date(clock.today.year, 8, 15))
    if found["srel"] in ("nay", "hien tai"):
        return current
    just_over = 6 <= clock.today.month <= 8 and found["srel"].startswith("vua")
    return current if just_over else current - 1


def _school_part(begin: int, part: str, term: str) -> Day:
    def moment(number: int, day: int) -> date:
        return date(begin + (number - 1) // 12, (number - 1) % 12 + 1, day)

    first_month, first, last_month, last, shown = _SCHOOL[part, term]
    value = month(begin + (shown - 1) // 12, (shown - 1) % 12 + 1).value
    return span(moment(first_month, first), moment(last_month, last), True, value)


_ANIMAL = r"(?:\s+[a-z]{2,4}\s+(?:ty|suu|dan|mao|thin|ngo|mui|than|dau|tuat|hoi)\b)?"
FEASTS: tuple[Rule, ...] = (
    rule(
        "tet",
        r"(?:\b(?P<when>truoc|sau|ra|can|sat|gan|qua)\s+)?(?:(?P<mung>mung\s*)?(?P<d>\d\d?)\s+)?\btet\b"
        rf"(?:\s+(?:nguyen\s+dan|am\s+lich|ta))?(?P<sun>\s+(?:duong(?:\s+lich)?|tay)\b)?{_ANIMAL}{YEAR}{END}",
        _tet,
    ),
    rule(
        "",
        rf"(?:ngay\s*)?(?:\bmung\s*)?{BEGIN}(?P<d>\d\d?|\bram)\s*(?:[,/.\-]?\s*thang\s*|[/.\-]\s*)"
        rf"(?:(?P<named>gieng|chap)\b|(?P<m>\d\d?)(?!\d))(?P<leap>\s*nhuan)?(?P<moon>{_MOON})?"
        rf"{YEAR}(?P<moon2>{_MOON})?{END}",
        _lunar_day,
    ),
    rule(
        "thang",
        rf"\bthang\s*(?:(?P<named>gieng|chap)\b|(?P<m>\d\d?)(?!\d))(?P<leap>\s*nhuan)?(?P<moon>{_MOON})?"
        rf"{YEAR}(?P<moon2>{_MOON})?{END}",
        _lunar_month,
    ),
    rule(
        "hoc",
        rf"{PART}?(?:\bhoc\s+ky\s*(?P<term>[12]|i{{1,2}})\b[\s,/(]*(?:cua\s*)?(?P<school>nam\s+hoc\b)?|\bnam\s+hoc\b)"
        r"(?:\s*(?:nam\s*)?(?P<y1>(?:20)?\d\d)(?!\d)(?:\s*[-/]\s*(?P<y2>(?:20)?\d\d)(?!\d))?"
        r"|\s*(?:nam\s+)?(?P<srel>nay|hien tai|truoc|ngoai|vua roi|vua qua|roi))?",
        _school,
    ),
)
