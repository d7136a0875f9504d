"""How alike what was typed is to what is known: its words by their rarity, and those side by side."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt

from handlers.knowledge_words import Token, Tokens

LINE, BESIDE = 0.7, 0.3  # of the score: one way to ask against all of an entry; order against words
OTHER_ACCENTS = 0.7  # "bán" typed, "bạn" known


@dataclass(frozen=True, slots=True)
class Step:
    """One syllable typed: what it may mean, each with how alike that is to what was typed, and its weight."""

    meanings: tuple[tuple[Token, float], ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Line:
    """One way to ask: its words with their weights, pairs of neighbours, and the weight of all."""

    words: Mapping[str, float]
    pairs: frozenset[str]
    whole: float


Met = tuple[str, float, float]
"""Which word of an entry a step has met ("" for none), how alike it is, what it is worth where it stands."""


def score(
    steps: Sequence[Step], words: Mapping[str, float], accents: frozenset[Token], lines: Sequence[Line]
) -> float:
    """How much of what was typed an entry has (`words`, with what they are worth there), with how much of one
    of its lines was typed; 1 is the very line."""
    typed = mass(steps)
    met = [_met(step, words, accents) for step in steps]
    share = sum(step.weight * alike * worth for step, (_, alike, worth) in zip(steps, met, strict=True))
    line = max((_alike(steps, met, typed, line) for line in lines), default=0.0)
    return LINE * line + (1 - LINE) * share / typed


def mass(steps: Sequence[Step]) -> float:
    """The weight of all that was typed."""
    return sum(step.weight for step in steps) or 1.0


def pairs(line: Tokens) -> Iterator[str]:
    """Its neighbouring words."""
    return (f"{first.word} {second.word}" for first, second in pairwise(line))


def _met(step: Step, words: Mapping[str, float], accents: frozenset[Token]) -> Met:
    best: Met = ("", 0.0, 0.0)
    for token, alike in step.meanings:
        if token.word in words:
            other = token.marks and token not in accents
            fit = alike * (OTHER_ACCENTS if other else 1)
            if fit > best[1]:
                best = (token.word, fit, min(1.0, words[token.word]))
    return best


def _alike(steps: Sequence[Step], met: Sequence[Met], typed: float, line: Line) -> float:
    here = [word if word in line.words else "" for word, _, _ in met]
    said = sum(step.weight * one[1] for step, one, word in zip(steps, met, here, strict=True) if word)
    named = sum(line.words[word] for word in set(here) if word)
    if not named:
        return 0.0
    beside = {f"{a} {b}" for a, b in pairwise(here) if a and b} & line.pairs
    possible = max(1, min(len(line.pairs), len(steps) - 1))
    ordered = min(1.0, len(beside) / possible)
    return (1 - BESIDE) * sqrt(said / typed * named / line.whole) + BESIDE * ordered
