"""Reads a text into folded syllables, short forms and words of regions into what they stand for.

What is asked and what is known are read by the same tables (`knowledge_words`).
"""

import re
from collections import defaultdict
from functools import lru_cache
from sys import intern
from typing import NamedTuple
from unicodedata import normalize

from handlers import knowledge_words
from handlers.text import unaccented


class Token(NamedTuple):
    """A folded syllable and its accents ("" where none were typed)."""

    word: str
    marks: str = ""


Tokens = tuple[Token, ...]
Way = tuple[Tokens, bool]  # how it is written, and whether its accents must be typed

_TOKEN = re.compile(r"\d+[^\W_]*|[^\W\d_]+|%")
_MARK = re.compile(r"[^\x00-\x7f]")  # what is left of a letter when its plain form is taken away
_FINAL_Y = re.compile(r"(?<=[bcdghklmnpqrstvx])y$")  # lý or lí, kỹ or kĩ: both are written
_SPELT = (
    (re.compile(r"([a-z])\1+"), r"\1"),  # a finger that stayed: "maay", "roiii"
    (re.compile(r"(?<=[aeiouy])g$"), "ng"),  # "thag", "cug": no syllable ends in g alone
    (re.compile(r"^(?:dz|z)(?=[aeiouy])"), "v"),  # "zay", "dzo"
    (re.compile(r"^f(?=[aeiouy])"), "ph"),
    (re.compile(r"^0+(?=[1-9])"), ""),  # "05/8"
)
"""What is written in a hurry or for fun, and what it stands for, in folded syllables."""
_CLAUSE = re.compile(r"[.,;:?!()]+(?:\s|$)|\n")


def tokens(text: str) -> list[Tokens]:
    """The syllables of a text, each with all it may mean, the likeliest first."""
    read: list[Tokens] = []
    for clause in _CLAUSE.split(text):  # nothing is read across a comma
        rest, at = _plain(clause), 0
        while at < len(rest):
            length, meaning = _meaning(rest, at)
            read += meaning
            at += length
    return read


def says_little(token: Token) -> bool:
    """Whether it is one of the words around a question."""
    return token in FILLERS or (not token.marks and token.word in _BARE)


def spelt(word: str) -> str:
    """A folded word as it would be written with care."""
    for written, meant in _SPELT:
        word = written.sub(meant, word)
    return word


def _plain(text: str) -> Tokens:
    return tuple(map(_token, _TOKEN.findall(normalize("NFC", text))))


def _meaning(rest: Tokens, at: int) -> tuple[int, list[Tokens]]:
    """How many syllables are read here, and as what."""
    for (way, exact), meaning in _WAYS.get(rest[at].word, ()):
        there = rest[at : at + len(way)]
        if len(there) == len(way) and all(
            said == wanted or (said == (wanted.word, "") and not exact)
            for said, wanted in zip(there, way, strict=True)
        ):
            return len(way), meaning
    return 1, [(rest[at],)]


@lru_cache(maxsize=20_000)  # texts share their syllables, and folding is the dear part of a build
def _token(raw: str) -> Token:
    marks = "".join(sorted(_MARK.findall(normalize("NFD", raw.casefold()))))
    return Token(intern(_FINAL_Y.sub("i", spelt(unaccented(raw)))), intern(marks))


def _ways() -> dict[str, list[tuple[Way, list[Tokens]]]]:
    """By first syllable: ways to write, longest first, each with what it stands for."""
    table: dict[str, list[tuple[Way, list[Tokens]]]] = defaultdict(list)
    for meaning, *ways in knowledge_words.SAME_WORDS:
        for way in ways:
            said = _plain(way.removeprefix("!"))
            table[said[0].word].append(((said, way.startswith("!")), [(token,) for token in _plain(meaning)]))
    for short, *meanings in knowledge_words.SEVERAL:
        said = _plain(short)
        table[said[0].word].append(((said, False), list(zip(*map(_plain, meanings), strict=True))))
    for entries in table.values():
        entries.sort(key=lambda entry: -len(entry[0][0]))
    return dict(table)


FILLERS = frozenset(_plain(knowledge_words.FILLERS))
_BARE = frozenset(token.word for token in FILLERS)
_WAYS = _ways()
