"""Who made it and the part of each: "Nguyễn Văn Hùng 60, Lò Thị Mai 40", "Hùng và Mai chia đều"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from handlers.parsers.invalid import Invalid
from handlers.parsers.name import PRONOUNS, name
from handlers.text import clean, fold

MOST_PEOPLE = 20
WHOLE = 10_000  # hundredths of a percent

_NUMBER = re.compile(
    r"(?P<minus>(?<=\s)-(?=\d))?(?P<whole>\d+)(?:[.,](?P<part>\d{1,2})(?!\d))?"
    r"\s*(?:%|phần trăm|phan tram|percent|phần)?",
    re.IGNORECASE,
)
_EQUAL = re.compile(
    r"(?:tất cả |tat ca )?(?:\bchia )?(?:(?:đều|deu|bằng|bang|như|nhu) nhau|chia đều|chia deu)"
    r"|(?:mỗi|moi|một|mot) (?:người|nguoi|ng)\s*(?:một nửa|mot nua|nửa|nua)"
    r"|(?:mỗi|moi) (?:người|nguoi|ng|bên)\s*(?:là |la |được |duoc |:\s*)?"
    r"(?P<each>\d+(?:[.,]\d+)?)\s*(?:%|phần trăm|phan tram)?",
    re.IGNORECASE,
)
_REST = re.compile(r"(?:phần |phan |là |la )*(?:còn lại|con lai)(?: (?:là|la|của|cua))?", re.IGNORECASE)
_HALF = re.compile(r"\b(?:(?:một|mot) nửa|(?:một|mot) nua|1/2|½)", re.IGNORECASE)
_AFTER = re.compile(r"[\s.!,%)]*(?:(?:ạ|a|nhé|nhe|nha|thôi|thoi|hết|het|vậy|vay|đó)[\s.!]*)*", re.IGNORECASE)
_LISTED = re.compile(r"(?m)^\s*(?:\d{1,2}\s*[.)]\s+|[-+*•]\s*)")
_RATIO = re.compile(r"\d+\s*%?(?:\s*[/:-]\s*\d+\s*%?)+")
_BETWEEN = re.compile(r"\s*(?:[,;\n&+]|\s(?:và|va|với|voi|cùng|còn|and)\s)\s*", re.IGNORECASE)
_JOIN = re.compile(
    r"^(?:và|va|với|voi|cùng|cung|còn|con|and|là|của|cho|thì|phần|gồm|tỷ lệ|tỉ lệ|ty le)\s+", re.IGNORECASE
)
_VERB = re.compile(
    r"\s+(?:được|duoc|(?:đóng |dong )?(?:góp|gop)|làm|chiếm|chiem|hưởng|là"
    r"|khoảng|khoang|tỷ lệ|tỉ lệ|ty le|ti le)$",
    re.IGNORECASE,
)
_EDGE = " \t\n,;:.=()[]&+*•-–—%/"
_TAILS = frozenset(("ạ", "nhé", "thôi", "hết", "nha", "đó"))


@dataclass(frozen=True, slots=True)
class Share:
    """An author's part; `percent` is an int when whole, else rounded to two decimals."""

    name: str
    percent: int | float


def shares(text: str, me: str = "") -> tuple[Share, ...]:
    """Everybody's part, exactly 100 together; equal parts give the remainder to the first.

    `me` is the speaker's name, for "tôi 60, Mai 40". Raises Invalid: shares-sum (total), shares-missing
    (names), shares-twice (name), shares-range (name, percent), shares-many, shares-self, shares-unreadable,
    and what `name` raises.
    """
    said = clean(text)
    if len(said) > 3000:
        raise Invalid("shares-unreadable")
    people = _pairs(_HALF.sub("50 ", _LISTED.sub("", said)))
    if len(people) > MOST_PEOPLE:
        raise Invalid("shares-many", most=str(MOST_PEOPLE))
    parts = [(_person(who, me), part) for who, part in people]
    seen: set[str] = set()
    for who, part in parts:
        if not 0 < part <= WHOLE:
            raise Invalid("shares-range", name=who, percent=_percent(part))
        if fold(who) in seen:
            raise Invalid("shares-twice", name=who)
        seen.add(fold(who))
    total = sum(part for _, part in parts)
    if total != WHOLE:
        raise Invalid("shares-sum", total=_percent(total))
    return tuple(Share(who, part // 100 if part % 100 == 0 else round(part / 100, 2)) for who, part in parts)


def _pairs(said: str) -> list[tuple[str, int]]:
    """Names as typed with hundredths of a percent."""
    equal = _EQUAL.search(said)
    if equal:
        return _equal(_names(said[: equal.start()] + ", " + said[equal.end() :]), equal["each"])
    ratio = _RATIO.search(said)
    if ratio and not re.search(r"\d", said[: ratio.start()] + said[ratio.end() :]):
        names = _names(said[: ratio.start()] + ", " + said[ratio.end() :])
        numbers = list(_NUMBER.finditer(ratio[0]))
        if len(names) == len(numbers):
            return [(who, _hundredths(number)) for who, number in zip(names, numbers, strict=True)]
    rest = _REST.search(said)
    if rest:
        known = sum(map(_hundredths, _NUMBER.finditer(said[: rest.start()] + " " + said[rest.end() :])))
        said = f"{said[: rest.start()]} {_percent(WHOLE - known)} {said[rest.end() :]}"
    return _in_turn(said)


def _in_turn(said: str) -> list[tuple[str, int]]:
    """Name and number in turn, in either order."""
    numbers = list(_NUMBER.finditer(said))
    if not numbers:
        names = _names(said)
        if not names or not all(map(_is_name, names)):
            raise Invalid("shares-unreadable")
        raise Invalid("shares-missing", names=", ".join(names)[:150])
    edges = [0, *(edge for number in numbers for edge in number.span()), len(said)]
    texts = [said[begin:end] for begin, end in zip(edges[::2], edges[1::2], strict=True)]
    if _AFTER.fullmatch(texts[-1]):
        texts[-1] = ""
    if not _names(texts[0]) and _names(texts[-1]):
        texts = texts[1:]
    elif _names(texts[-1]):
        raise Invalid("shares-missing", names=", ".join(_names(texts[-1]))[:150])
    minus = [bool(number["minus"]) for number in numbers]
    signs = [-1 if sign and not all(minus) else 1 for sign in minus]  # all with "-": it is a dash
    return [
        (_one(who), sign * _hundredths(number))
        for who, number, sign in zip(texts, numbers, signs, strict=False)
    ]


def _one(text: str) -> str:
    names = _names(text)
    if not names:
        raise Invalid("shares-unreadable")
    if len(names) > 1:
        raise Invalid("shares-missing", names=", ".join(names[:-1])[:150])
    return names[0]


def _names(text: str) -> list[str]:
    text = text.strip(_EDGE).rsplit(":", 1)[-1]
    found = (_trimmed(part) for part in _BETWEEN.split(f" {text} "))
    return [who for who in found if who]


def _trimmed(text: str) -> str:
    text = _JOIN.sub("", text.strip(_EDGE))
    text = _VERB.sub("", text).strip(_EDGE)
    return "" if text.casefold() in _TAILS else text


def _is_name(text: str) -> bool:
    try:
        return text.casefold() in PRONOUNS or bool(name(text))
    except Invalid:
        return False


def _person(text: str, me: str) -> str:
    if text.casefold() not in PRONOUNS:
        return name(text)
    if not me:
        raise Invalid("shares-self", said=text)
    return me


def _equal(names: Sequence[str], each: str | None) -> list[tuple[str, int]]:
    if len(names) < 2:
        raise Invalid("shares-unreadable")
    part = WHOLE // len(names)
    said = round(float(each.replace(",", ".")) * 100) if each and len(each) < 9 else part
    if abs(said * len(names) - WHOLE) >= 100:  # "mỗi người 33" of three is meant to be a third
        raise Invalid("shares-sum", total=_percent(said * len(names)))
    return [(who, part if place else WHOLE - part * (len(names) - 1)) for place, who in enumerate(names)]


def _hundredths(number: re.Match[str]) -> int:
    if len(number["whole"]) > 6:
        raise Invalid("shares-unreadable")
    return int(number["whole"]) * 100 + int((number["part"] or "0").ljust(2, "0"))


def _percent(hundredths: int) -> str:
    """As it is written: 99,9."""
    sign, size = "-" if hundredths < 0 else "", abs(hundredths)
    return sign + f"{size // 100},{size % 100:02d}".rstrip("0").rstrip(",")
