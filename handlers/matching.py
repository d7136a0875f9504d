"""Which choice or command a person meant. Texts are given; nothing here knows a language's words."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from handlers.text import clean, fold, unkey

_NUMBERS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9}
_NUMBER = re.compile(
    r"(?:(?:chon|so|cau|thu|muc|y|phuong an|option|number|cai)\s*)?(\d{1,2}|[a-z]+)\s*(?:a|nhe|nha|di|day)?"
)
Ways = Mapping[str, frozenset[str]]
"""Folded ways of saying a choice whose value ends in that name, e.g. yes → có, ok, dạ."""


NUMBERED = (
    r"(?P<code>(?:[a-z]{2,6}[- ]?\d{4}[- ]?)?\d{1,6})(?:\s*:\s*(?P<rest>.+))?"  # "123", "123: hieu qua"
)
ARGUED = {
    "edit": re.compile(".+"),
    "view": re.compile(".+"),
    "find": re.compile(".+"),
    "receive": re.compile(NUMBERED),
    "ask": re.compile(NUMBERED),
    "help-log": re.compile(".+"),
    "away": re.compile(r"(tu|den|toi|thang|ngay|tuan|mai|hom nay)( .*)?|\d.*"),
    "code": re.compile(r"(?=\D*\d)[2-9a-hj-np-z]{4}[ -]?[2-9a-hj-np-z]{4}|\d(?:[ .-]?\d){5}"),
    # eight signs with a digit (no two words), or the six figures of another chat
    "link": re.compile(r"(ma )?\d(?:[ .-]?\d){5}"),
}
"""Commands that take an argument, and how it looks: "sửa tên", "xem 2", "tiếp nhận 123", "mã k7mw-3rtx"."""


_PARTICLES = frozenset("a nhe nha nhen di nao luon voi em oi giup hi".split())  # noqa: SIM905


def bare(folded: str) -> str:
    """Folded words without the polite ones at the end: "hết rồi ạ", "gửi đi nhé"."""
    words = folded.split()
    while len(words) > 1 and words[-1] in _PARTICLES:
        words.pop()
    return " ".join(words)


@dataclass(frozen=True, slots=True)
class Command:
    """A command and what was said with it, e.g. edit + "tên"."""

    name: str
    argument: str = ""


class Commands:
    """Command words: `quay lại|trở lại|!dừng`; a leading ! wants its accents typed, because without them it
    is half of a pair of everyday words (dừng/đúng)."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._exact: dict[str, str] = {}
        self._folded: dict[str, str] = {}
        for name, alternatives in words.items():
            for word in map(clean, alternatives.split("|")):
                if word.startswith("!"):
                    self._exact[word[1:].casefold()] = name
                else:
                    self._folded[fold(word) or word] = name  # "?" has nothing to fold

    def find(self, text: str) -> Command | None:
        """The command that the whole message is."""
        if len(text) > 60:
            return None
        said = clean(text).casefold().strip(" .!*\"'")
        if said.startswith("/"):
            said = said[1:].split("@")[0].replace("_", " ")
        folded = fold(said) or said[:1]
        name = self._exact.get(said) or self._folded.get(folded) or self._folded.get(bare(folded))
        if name is None:
            name = next((self._folded[fold(t)] for t in unkey(said) if fold(t) in self._folded), None)
        if name:
            return Command(name)
        begun = [
            word
            for word, owner in self._folded.items()
            if owner in ARGUED
            and folded.startswith(word + " ")
            and ARGUED[owner].fullmatch(folded[len(word) :].strip())
        ]
        if begun:  # "sửa lại câu 3": the longest is meant
            word = max(begun, key=len)
            return Command(self._folded[word], folded[len(word) :].strip())
        return None

    def near(self, text: str) -> Command | None:
        """The command a short message nearly is: one or two letters off."""
        folded = fold(text)
        if not 4 <= len(folded) <= 14:
            return None
        best = max(self._folded, key=lambda word: fuzz.ratio(word, folded))
        close = abs(len(best) - len(folded)) <= 2 and len(best) >= 5 and fuzz.ratio(best, folded) >= 85
        return Command(self._folded[best]) if close else None


def choose(text: str, choices: Sequence[tuple[str, str]], ways: Ways, loose: bool) -> int | None:
    """The place of the (value, label) that was typed, or None.

    `loose` accepts an unambiguous beginning or part of a label: only where free text is no answer.
    """
    said = fold(text) or text.strip()
    if not said or len(said) > 120:
        return None
    labels = [fold(label) for _, label in choices]
    for words in dict.fromkeys((said, bare(said))):
        if words in labels:
            return labels.index(words)
        for place, (value, _) in enumerate(choices):
            if words in ways.get(value.rsplit(":", 1)[-1].partition("-")[0], ()):
                return place
    named = [place for place, label in enumerate(labels) if label.startswith(f"{bare(said)}: ")]
    if len(named) == 1:  # "câu 2" is that one, wherever it stands in the list
        return named[0]
    number = _number(bare(said))
    if number is not None and 1 <= number <= len(choices):
        return number - 1
    numbered = re.fullmatch(r"(\d{1,2})[.):\s]+(.+)", said)
    if numbered and 1 <= int(numbered[1]) <= len(choices) and labels[int(numbered[1]) - 1] == numbered[2]:
        return int(numbered[1]) - 1
    for reading in unkey(text):
        if fold(reading) in labels:
            return labels.index(fold(reading))
    return _loosely([said, *map(fold, unkey(text))], labels) if loose else None


def _number(said: str) -> int | None:
    found = _NUMBER.fullmatch(said)
    if not found:
        return None
    return int(found[1]) if found[1].isdigit() else _NUMBERS.get(found[1])


def _loosely(readings: list[str], labels: list[str]) -> int | None:
    for said in readings:
        if len(said) < 2:
            continue
        begins = [place for place, label in enumerate(labels) if label.startswith(said)]
        if len(begins) == 1:
            return begins[0]
        holds = [place for place, label in enumerate(labels) if f" {said} " in f" {_words(label)} "]
        if len(said) >= 3 and len(holds) == 1:
            return holds[0]
        close = [
            place for place, label in enumerate(labels) if len(said) >= 5 and fuzz.ratio(said, label) >= 86
        ]
        if len(close) == 1:
            return close[0]
        begun = [
            place for place, label in enumerate(labels) if len(label) >= 5 and said.startswith(label + " ")
        ]
        if len(begun) == 1:
            return begun[0]
    return None


def _words(label: str) -> str:
    return " ".join(re.findall(r"\w+", label))
