"""A known question and its answer as the search reads them, and how alike a typed question is to it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise
from math import sqrt

from handlers.knowledge_reading import Posting, Reader, Shelf, Step, mass, pairs
from handlers.knowledge_tokens import Token, Tokens, tokens

ASKED, ANSWERED = 1.0, 0.5  # how much a word counts in a question, and in its answer
SATURATION, LENGTH = 1.2, 0.4  # k1 and b of BM25
PAIR = 0.8  # of two words side by side, against one word
OTHER_ACCENTS = 0.7  # "bán" typed, "bạn" known
SIDE_BY_SIDE = 0.2  # of likeness; the rest is how much of the words is shared


@dataclass(frozen=True, slots=True)
class Text:
    """Its ways to ask, and all its words and pairs: how often, those of the answer for less."""

    lines: tuple[Tokens, ...]
    counted: dict[str, float]
    accents: frozenset[Token]


@dataclass(frozen=True, slots=True)
class Line:
    """One way to ask: its words with their weights, and what they weigh together."""

    words: dict[str, float]
    pairs: frozenset[str]
    whole: float


@lru_cache(maxsize=5_000)  # an index is built anew when one entry changes
def read_entry(question: str, also: tuple[str, ...], answer: str) -> Text:
    """Reads an entry."""
    lines = tuple(dict.fromkeys(map(_plain, (question, *also))))
    told = _plain(answer)
    counted: dict[str, float] = defaultdict(float)
    for line, worth in (*((line, ASKED) for line in lines), (told, ANSWERED)):
        for term in (*(token.word for token in line), *pairs(line)):
            counted[term] += worth
    return Text(lines, dict(counted), frozenset(chain(told, *lines)))


def shelve(texts: Sequence[tuple[int, Text]]) -> Shelf:
    """Where each word and pair of some numbered texts is, and its worth there: BM25 without rarity."""
    sizes = [sum(one.counted.values()) for _, one in texts]
    usual = sum(sizes) / len(sizes)
    postings: dict[str, list[Posting]] = defaultdict(list)
    for (number, one), size in zip(texts, sizes, strict=True):
        norm = SATURATION * (1 - LENGTH + LENGTH * size / usual)
        for term, often in one.counted.items():
            worth = often * (SATURATION + 1) / (often + norm)
            postings[term].append((number, worth * PAIR if " " in term else worth))
    return Shelf(len(texts), dict(postings))


def weigh(reader: Reader, said: Tokens) -> Line:
    """Weighs one way to ask."""
    words = {token.word: reader.weight(token) for token in said}
    return Line(words, frozenset(pairs(said)), sum(words.values()))


def likeness(steps: Sequence[Step], known: Text, lines: Sequence[Line]) -> float:
    """How alike what was typed is to the way to ask that is nearest to it: 1 is the same."""
    met = [_met(step, known) for step in steps]
    return max(_alike(steps, met, one) for one in lines)


def _met(step: Step, known: Text) -> tuple[str, float]:
    """Which meaning of a syllable an entry has, and how alike that is to what was typed."""
    best = ("", 0.0)
    for token, alike in step.meanings:
        if token.word in known.counted:
            other = token.marks and token not in known.accents
            best = max(best, (token.word, alike * (OTHER_ACCENTS if other else 1)), key=lambda one: one[1])
    return best


def _alike(steps: Sequence[Step], met: Sequence[tuple[str, float]], known: Line) -> float:
    """The share of what was typed that is known, with the share of what is known that was typed."""
    here = [word if word in known.words else "" for word, _ in met]
    said = sum(step.weight * alike for step, (_, alike), word in zip(steps, met, here, strict=True) if word)
    named = sum(known.words[word] for word in set(here) if word)
    if not named:
        return 0.0
    beside = {f"{a} {b}" for a, b in pairwise(here) if a and b} & known.pairs
    possible = max(1, min(len(known.pairs), len(steps) - 1))
    words = sqrt(said / mass(steps) * named / known.whole)
    return (1 - SIDE_BY_SIDE) * words + SIDE_BY_SIDE * min(1.0, len(beside) / possible)


def _plain(said: str) -> Tokens:
    return tuple(meanings[0] for meanings in tokens(said))
