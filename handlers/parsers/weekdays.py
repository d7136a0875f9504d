"""Days of the week as people say them: "thứ 2 đến thứ 6", "thứ hai, tư, sáu và chủ nhật"."""

import re

from handlers.parsers.invalid import Invalid
from handlers.text import fold

_WORDS = ("hai", "ba", "tu", "nam", "sau", "bay")
_ENGLISH = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ALL = re.compile(r"\b(?:ca tuan|tat ca|hang ngay|moi ngay|every day)\b")
_TOKEN = re.compile(
    r"\b(?:thu|t)\s*(?P<viet>[2-7]|" + "|".join(_WORDS) + r")\b"
    r"|\b(?P<sunday>chu nhat|cn)\b"
    r"|\b(?P<english>" + "|".join(_ENGLISH) + r")[a-z]*\b"
    r"|\b(?P<figure>[2-7])\b"
    r"|(?P<word>(?<=, )(?:" + "|".join(_WORDS) + r")\b)"
    r"|(?P<to>\bden\b|\btoi\b|\bto\b|-|–)"
)
WEEK = 7


def weekdays(text: str) -> tuple[int, ...]:
    """The days that are named, 0 is Monday, in order. Raises Invalid: weekdays."""
    said = fold(text) if re.search(r"\w", text) else ""
    if _ALL.search(said):
        return tuple(range(WEEK))
    found, through = list[int](), False
    for token in _TOKEN.finditer(said):
        if token["to"]:
            through = bool(found)
            continue
        day = _day(token)
        first = found[-1] if through else day
        found += [(first + step) % WEEK for step in range((day - first) % WEEK + 1)]
        through = False
    if not found:
        raise Invalid("weekdays")
    return tuple(sorted(set(found)))


def named(text: str) -> bool:
    """Whether a text speaks of days of the week at all."""
    tokens = _TOKEN.finditer(fold(text))
    return bool(_ALL.search(fold(text))) or any(t["viet"] or t["sunday"] or t["english"] for t in tokens)


def _day(token: re.Match[str]) -> int:
    if token["sunday"]:
        return WEEK - 1
    if token["english"]:
        return _ENGLISH.index(token["english"])
    word = token["viet"] or token["figure"] or token["word"]
    return int(word) - 2 if word.isdigit() else _WORDS.index(word)
