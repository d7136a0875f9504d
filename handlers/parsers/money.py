"""Sums of money as people write them: "15tr", "1,5 tỷ", "2tr350", "mười lăm triệu", "5 triệu một tháng"."""

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from handlers.parsers.invalid import Invalid
from handlers.parsers.sums import UNITS, Sum, Token, is_unclear, sums, tokens_of, value_of
from handlers.parsers.words import DIGITS, FIRST, spoken, word_set
from handlers.text import clean, unaccented, unkey

Period = Literal["once", "month", "year"]
MOST = 10**15
LEAST_BARE = 10_000  # a smaller number without a unit may be thousands or millions

# What stands after a number of things, not of đồng: "1 triệu sáng kiến", "3 nghìn cái", "5 đồng chí".
_THINGS = word_set(
    "sang nguoi cai san con chiec lan cay ban trang met m2 m3 kg tan ta yen km lit bong hoc cong doan"
    " bo doi mon gio kwh kw luot ho nha phan thung bao khach y the viec may linh ao quan sp sk chi so"
    " lao nhan to"
)
_FILLERS = word_set(
    "khoang chung tam duoc hon gan tren duoi uoc tinh tiet kiem lam loi giam len la thu tien so tong"
    " cong a ah nhe nha thoi day dau do gi co ra con chi mat het it nhat da dc vnd dong d cung"
)
_HINTS = ((re.compile("tầm|cỡ"), "khoang"), (re.compile(r"\bt[íý]\b"), "chut"), (re.compile("củ"), "trieu"))
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?![\d.,])")
_RANGE = re.compile(
    r"\d\s*(?:[a-z]{1,5}\s*)?(?:-|~|den|toi|hoac|hay)\s*\d+(?:[.,]\d+)?\s*(?:trieu|tr|ty|ti|k|nghin|ngan|dong|d)\b"
)
_PERIOD = re.compile(
    r"(?:(?:/\s*(?P<short>t|th|n)|(?:/\s*|\b(?:mot|moi|hang|theo|tren|ca|tung|per|a|1|12)\s*)"
    r"(?P<unit>thang|nam|month|year|lan|ngay|tuan|quy|ca|gio|san pham|sp|cai|chiec|day|week))"
    r"|(?<![\d.,])(?:[2-9]|\d\d|hai|ba|sau|chin|vai|may)\s*(?P<several>thang|nam|ngay|tuan|quy))\b"
    r"(?!\s+(?:truoc|nay|qua|sau|ngoai|\d{4}))|(?P<ly>month|year)ly\b"
)
_LENGTHS: dict[str, Period] = {
    "thang": "month", "t": "month", "th": "month", "month": "month", "12 thang": "year",
    "nam": "year", "n": "year", "year": "year", "lan": "once",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Money:
    """A sum in đồng; `period` None where none was said."""

    amount: int
    period: Period | None
    said: str


def money(text: str) -> Money:
    """The sum that a message states.

    Raises Invalid: money-unit (value: no unit, negative or beyond 10^15), money-several, money-period (a
    sum per day, quarter or piece), money-unreadable.
    """
    try:
        return _money(clean(text))
    except Invalid:
        for reading in unkey(text):
            try:
                return replace(_money(reading), said=clean(text))
            except Invalid:
                continue
        raise


def find_money(text: str) -> Money | None:
    """The first sum with an explicit unit inside a sentence; never years, counts or ranges."""
    said = clean(text)[:4000]
    line = _line(said)
    if _RANGE.search(line):
        return None
    rest, period, _ = _without_period(line)
    tokens = tokens_of(rest)
    for found in sums(tokens):
        if not _is_other(tokens, found) and _is_plain(found.amount):
            return Money(round(found.amount), period or _bare_period(tokens, found), said)
    return None


def _money(said: str) -> Money:
    line = _line(said)
    if not line or len(line) > 500:
        raise Invalid("money-unreadable")
    if _RANGE.search(line):
        raise Invalid("money-several")
    rest, period, readable = _without_period(line)
    tokens = tokens_of(rest)
    found_sums = list(sums(tokens))
    if not found_sums:
        return Money(_bare(tokens, said), period, said)
    if len(found_sums) > 1 or _guesses(tokens, found_sums[0]):
        raise Invalid("money-several")
    found = found_sums[0]
    before = tokens[found.first - 1] if found.first else None
    minus = before and (
        before.text == "am" or (before.text == "-" and before.end == tokens[found.first].start)
    )
    if minus or not _is_plain(found.amount):
        raise Invalid("money-unit", value=said[:60])
    if not readable:
        raise Invalid("money-period", value=said[:60])
    return Money(round(found.amount), period or _bare_period(tokens, found), said)


def _line(said: str) -> str:
    said = said.casefold()
    if not said.isascii():
        for pattern, word in _HINTS:
            said = pattern.sub(word, said)
    line = re.sub("[–—−]", "-", unaccented(said)).replace("tr.d", "tr")
    return _GROUPED.sub(lambda found: found[0].replace(" ", ""), line)


def _without_period(line: str) -> tuple[str, Period | None, bool]:
    """The line without its "mỗi tháng"; the period; whether it is one that is kept."""
    found = _PERIOD.search(line)
    if not found:
        return line, None, True
    word = "12 thang" if re.fullmatch(r"12\s*thang", found[0]) else str(found.group(found.lastgroup or 0))
    known = None if found["several"] else _LENGTHS.get(word)
    return line[: found.start()] + " ; " + line[found.end() :], known, known is not None


def _bare_period(tokens: list[Token], found: Sum) -> Period | None:
    """ "tháng 5 triệu", "5tr tháng" — but "5tr năm 2021" is a date."""
    after = [token.text for token in tokens[found.after : found.after + 2]]
    if after and after[0] in ("thang", "nam") and not (len(after) > 1 and after[1][0].isdigit()):
        return _LENGTHS[after[0]]
    before = tokens[found.first - 1].text if found.first else ""
    return _LENGTHS[before] if before in ("thang", "nam") else None


def _guesses(tokens: list[Token], found: Sum) -> bool:
    """ "hai ba triệu", "năm đến bảy triệu": a number word before another."""
    if not found.first or tokens[found.first].text not in FIRST:
        return False
    before = [token.text for token in tokens[max(0, found.first - 2) : found.first]]
    if before[-1] in ("den", "toi", "-", "hoac", "hay"):
        return before[0] in DIGITS
    return before[-1] in DIGITS and before[-1] not in ("tam", "nam", "tu", "mot")


def _bare(tokens: list[Token], said: str) -> int:
    """The one number of a message without a unit: only when it is long enough to be đồng."""
    words = [token.text for token in tokens if token.text not in _FILLERS and token.text not in ".,;!"]
    if len(words) == 2 and words[0] == "-" and words[1][0].isdigit():
        raise Invalid("money-unit", value=said[:60])
    if len(words) == 1 and words[0][0].isdigit():
        value = value_of(words[0])
        if value is not None and (value == 0 or (value >= LEAST_BARE and _is_plain(value))):
            return round(value)
        raise Invalid("money-unit", value=said[:60])
    read = spoken(words)
    unclear = len(words) == 2 and is_unclear(words[0]) and words[1] in UNITS
    if unclear or (read and read[1] == len(words)):
        raise Invalid("money-unit", value=said[:60])
    raise Invalid("money-unreadable")


def _is_other(tokens: list[Token], found: Sum) -> bool:
    """Not money inside a sentence: "1 triệu sáng kiến", "5 m", "3 k", "một tí"."""
    inside = tokens[found.first : found.after]
    if found.after < len(tokens) and tokens[found.after].text in _THINGS:
        return True
    if [token.text for token in inside] in (["mot", "ti"], ["1", "ti"]):
        return True
    apart = (unit for number, unit in pairwise(inside) if number.end < unit.start)
    return any(token.text == "m" for token in inside) or any(unit.text in ("k", "d") for unit in apart)


def _is_plain(amount: Fraction) -> bool:
    return amount <= MOST
