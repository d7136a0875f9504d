"""Dates counted from today: "hôm qua", "thứ 2 tuần trước", "cách đây 2 tháng"."""

from datetime import date, timedelta

from handlers.parsers.day_rules import BEGIN, THIS, Match, Rule, rule, shift
from handlers.parsers.spans import PART, Clock, Day, add_months, exact, monday, month, span, year


def _day_of_relative_month(found: Match, clock: Clock) -> Day:
    of, number = add_months(clock.today, shift(found["rel"]))
    return exact(date(of, number, int(found["d"])))


def _near_day(found: Match, clock: Clock) -> Day:
    """ "hôm qua", "hôm kia", "ngày mai"."""
    word = " ".join(found[0].split())
    if word.startswith(("ngay", "mai", "mot")):
        return exact(clock.today + timedelta(days=1 if word.endswith("mai") else 2))
    back = 2 if word.endswith("kia") else 1 if word.endswith("qua") else 0
    return exact(clock.today - timedelta(days=back))


def _week(found: Match, clock: Clock) -> Day | None:
    if not found["rel"] and not found["part"]:
        return None
    begin = monday(clock.today) + timedelta(weeks=shift(found["rel"] or "nay"))
    days = {"dau": (0, 1), "giua": (2, 3), "cuoi": (4, 6)}.get(found["part"] or "", (0, 6))
    first = begin + timedelta(days=days[0])
    if not found["rel"] and first > clock.today:
        begin, first = begin - timedelta(weeks=1), first - timedelta(weeks=1)
    return span(first, begin + timedelta(days=days[1]), confirm=not found["rel"])


def _weekday(found: Match, clock: Clock) -> Day:
    place = 6 if found["sunday"] else int(found["w"]) - 2
    week = " ".join((found["week"] or "").split())
    if week.startswith("tuan "):
        begin = monday(clock.today) + timedelta(weeks=shift(week.removeprefix("tuan ")))
        return exact(begin + timedelta(days=place))
    back = (clock.today.weekday() - place) % 7
    if back == 0 and week in ("truoc", "roi", "vua roi", "vua qua"):
        back = 7
    return exact(clock.today - timedelta(days=back), confirm=True)


def _ago(found: Match, clock: Clock) -> Day | None:
    """ "cách đây 2 tháng", "khoảng 3 tháng trước", "được 2 năm rồi"."""
    whole = found[0] == found.string.strip(" .,!")
    unit, tail = found["unit"], found["tail"] or ""
    if not (found["lead"] or tail or whole):
        return None
    count = (
        0.5 if found["n"] == "nua" else float(found["n"].replace(",", ".")) + (0.5 if found["half"] else 0)
    )
    if count > 100 * 12 or (unit == "thang" and tail.strip() == "nay" and count > 12):
        return None
    if tail.strip() in ("nua", "toi"):
        count = -count
    return _back(unit, count, clock.today)


def _back(unit: str, count: float, today: date) -> Day:
    if unit in ("ngay", "hom"):
        return exact(today - timedelta(days=round(count)), confirm=True)
    if unit == "tuan":
        middle = today - timedelta(days=round(count * 7))
        return span(middle - timedelta(days=3), middle + timedelta(days=3))
    if unit == "nam" and count == int(count):
        return year(today.year - int(count), confirm=True)
    months = count * 12 if unit == "nam" else count
    if months == int(months):
        return month(*add_months(today, -int(months)), confirm=True)
    middle = today - timedelta(days=round(months * 30.4))
    return span(middle - timedelta(days=7), middle + timedelta(days=7))


def _bare_day(found: Match, clock: Clock) -> Day:
    day = int(found["d"])
    for back in range(0, 3):
        of, number = add_months(clock.today, -back)
        if 1 <= day <= month(of, number).last.day and date(of, number, day) <= clock.today:
            return exact(date(of, number, day), confirm=True)
    raise ValueError("no such day")


RELATIVE: tuple[Rule, ...] = (
    rule(
        "thang",
        rf"(?:ngay|hom|mung)\s*(?P<d>\d\d?)\s*thang\s*(?P<rel>{THIS})\b(?!\s*\d)",
        _day_of_relative_month,
    ),
    rule(
        "",
        r"(?:(?P<lead>cach\s+day|cach\s+nay|truoc\s+day|duoc|da|hon|gan|moi|dung)\s+"
        r"(?:(?:khoang|hon|gan|tam|chung|duoc|moi|dung)\s+)*)?"
        rf"{BEGIN}(?P<n>\d{{1,4}}(?:[.,]\d)?|\bnua)\s*(?P<unit>ngay|hom|tuan|thang|nam)\b(?P<half>\s+ruoi)?"
        r"(?!\s*(?:\d|hoc|dau|cuoi|gieng|chap))"
        r"(?P<tail>\s+(?:truoc|nay|roi|qua|ve\s+truoc|tro\s+lai|gan\s+day|nua|toi)\b)?(?!\s*\d)",
        _ago,
    ),
    rule(
        "",
        r"(?:\b(?:ngay|hom)\s+)?(?<!dung )(?<!lam )(?<!lan )\b"
        r"(?:thu\s*(?P<w>[2-7])|(?P<sunday>chu\s+nhat))\b(?!\s*,?\s*(?:ngay\s*)?\d|[/.\-])"
        rf"(?:\s*(?P<week>tuan\s+(?:{THIS})|truoc|roi|vua\s+roi|vua\s+qua)\b)?",
        _weekday,
    ),
    rule("", r"\b(?:(?:hom|sang|trua|chieu|toi|dem)\s+(?:nay|qua|kia)|ngay\s+(?:mai|kia|mot))\b", _near_day),
    rule("", r"^\s*(?:khoang\s+)?(?:nay|qua|mai)\s*$", _near_day),
    rule("tuan", rf"{PART}?\btuan(?:\s+(?P<rel>{THIS})\b)?", _week),
    rule(
        "",
        r"(?<!moi )(?<!mot )(?<!hang )\b(?:ngay|mung)\s*(?P<d>\d\d?)(?=\s*(?:$|[,.;!)]|vua|roi|hien tai|a$))",
        _bare_day,
    ),
)
