"""The grammar of a sum: numbers with units, in figures or words, left to right in a line of tokens."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from handlers.parsers.words import spoken

_THOUSAND, _MILLION, _BILLION = 10**3, 10**6, 10**9
UNITS = {
    "dong": 1, "d": 1, "vnd": 1, "nghin": _THOUSAND, "ngan": _THOUSAND, "ngin": _THOUSAND, "k": _THOUSAND,
    "tr": _MILLION, "trieu": _MILLION, "trd": _MILLION, "m": _MILLION, "ty": _BILLION, "ti": _BILLION,
}  # fmt: skip
_TIMES = {"chuc": 10, "muoi": 10, "tram": 100, "nghin": _THOUSAND, "ngan": _THOUSAND}
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[a-z]+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Token:
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sum:
    amount: Fraction
    first: int
    after: int


def tokens_of(line: str) -> list[Token]:
    return [Token(found[0], *found.span()) for found in _TOKEN.finditer(line)]


def sums(tokens: list[Token]) -> Iterator[Sum]:
    """Sums with a unit, left to right."""
    words = [token.text for token in tokens]
    at = 0
    while at < len(tokens):
        found = _sum(tokens, words, at)
        if found:
            yield found
        at = found.after if found else at + 1


def _sum(tokens: list[Token], words: list[str], start: int) -> Sum | None:
    first = _counted(words, start)
    if not first:
        return None
    amount, scale, at = first
    while at < len(words) and scale > 1:
        if words[at] == "ruoi":
            amount, at = amount + Fraction(scale, 2), at + 1
            break
        part = _counted(words, at)
        if part and part[1] < scale:
            amount, scale, at = amount + part[0], part[1], part[2]
            continue
        rest = _fraction(tokens, words, at)
        if rest and not part:
            amount, at = amount + rest[0] * scale, rest[1]
        break
    while at < len(words) and words[at] in ("dong", "d", "vnd", "vn") and words[at + 1 : at + 2] != ["chi"]:
        at += 1
    return Sum(amount, start, at)


def _counted(words: list[str], at: int) -> tuple[Fraction, int, int] | None:
    """A number with its unit: the amount, the unit, where it ends."""
    if words[at] in ("trieu", "ty", "ti") and words[at + 1 : at + 2] == ["ruoi"]:
        return Fraction(UNITS[words[at]]), UNITS[words[at]], at + 1
    if words[at] == "nua" and at + 1 < len(words) and UNITS.get(words[at + 1], 1) > 1:
        return Fraction(UNITS[words[at + 1]], 2), UNITS[words[at + 1]], at + 2
    read = _number(words, at)
    if not read:
        return None
    value, at = read
    times = 1
    while at + 1 < len(words) and words[at] in _TIMES and (words[at + 1] in UNITS or words[at + 1] in _TIMES):
        times, at = times * _TIMES[words[at]], at + 1
    if at >= len(words) or words[at] not in UNITS:
        return None
    scale = UNITS[words[at]]
    if scale > 1 and is_unclear(words[at - 1]):
        return None
    return value * times * scale, scale, at + 1


def _number(words: list[str], at: int) -> tuple[Fraction, int] | None:
    word = words[at]
    if not word[0].isdigit():
        read = spoken(words, at)
        return (Fraction(read[0]), read[1]) if read else None
    value = value_of(word)
    return None if value is None else (value, at + 1)


def value_of(figures: str) -> Fraction | None:
    """15.000.000, 15,000,000, 1,5 and 1.5; None where the marks fit neither."""
    if figures.isdecimal():
        return Fraction(int(figures))
    grouped = re.fullmatch(r"([1-9]\d{0,2}([.,])\d{3}(?:\2\d{3})*)(?:[.,](\d{1,2}))?", figures)
    if grouped:
        return Fraction(f"{grouped[1].replace(grouped[2], '')}.{grouped[3] or 0}")
    if re.fullmatch(r"\d+[.,]\d+", figures):
        return Fraction(figures.replace(",", "."))
    return None


def is_unclear(figures: str) -> bool:
    """ "1,500 triệu" is 1.5 to some and 1500 to others."""
    return bool(re.fullmatch(r"[1-9]\d{0,2},\d{3}", figures))


def _fraction(tokens: list[Token], words: list[str], at: int) -> tuple[Fraction, int] | None:
    """What follows a unit without one of its own: 2tr3, 2tr350, 1 tỷ 2, hai triệu ba trăm."""
    last = at + 1 >= len(words) or words[at + 1] in (
        ";",
        ".",
        ",",
        "dong",
        "d",
        "vnd",
        "a",
        "moi",
        "thang",
        "nam",
    )
    if words[at].isdecimal():
        near = tokens[at - 1].end == tokens[at].start
        if len(words[at]) <= 3 and (near or last):
            return Fraction(int(words[at]), 10 ** len(words[at])), at + 1
        return None
    read = spoken(words, at)
    if not read or (words[at] == "nam" and read[1] == at + 1 and not last):
        return None
    return Fraction(read[0], 10 if read[0] < 10 else _THOUSAND), read[1]
