"""What a typed question may mean in the words that the known answers use, and how much each word tells.

Pure: abbreviations are read by `knowledge_tokens`; here raw Telex, words run together and slips are.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from rapidfuzz import process
from rapidfuzz.distance import OSA

from handlers.knowledge_tokens import Token, Tokens, says_little, spelt, tokens
from handlers.text import unkey

MOST_GUESSED = 5  # unknown words compared with the whole vocabulary
MOST_NEAR = 8  # words that one of them may stand for
LITTLE = 0.1  # of words that say little
UNKNOWN = 0.25  # of words nothing is known about: names, machines
NOISE = 0.02  # of unknown letters alone or in twos: "z", "ak"
BESIDE = 1.5  # of two words side by side, against one: a word alone may be meant otherwise
SHORTEST_JOINED = 5  # letters of words run together: shorter ones are slips


@dataclass(frozen=True, slots=True)
class Step:
    """One syllable typed: what it may mean, each with how alike that is to what was typed, and its weight."""

    meanings: tuple[tuple[Token, float], ...]
    weight: float


Posting = tuple[int, float]


@dataclass(frozen=True, slots=True)
class Shelf:
    """Some entries, `total` of them: which have a word or pair, and what it is worth in each."""

    total: int
    postings: Mapping[str, Sequence[Posting]]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All words and pairs of all entries: as a set, the words in order, the pairs by how they look joined."""

    terms: frozenset[str]
    words: tuple[str, ...]
    joined: Mapping[str, Sequence[str]]


def vocabulary(terms: Iterable[str]) -> Vocabulary:
    """Of some words and pairs."""
    known = frozenset(terms)
    joined = {spelt(pair.replace(" ", "")): pair.split(" ") for pair in known if " " in pair}
    return Vocabulary(known, tuple(sorted(term for term in known if " " not in term)), joined)


class Reader:
    """Reads by the words of the entries that somebody may see."""

    def __init__(self, vocabulary: Vocabulary, shelves: Sequence[Shelf]) -> None:
        self._vocabulary, self._shelves = vocabulary, shelves
        self._total = sum(shelf.total for shelf in shelves)
        self._rarities: dict[str, float] = {}
        self.unknown = self._rarity(0)

    def postings(self, term: str) -> list[Sequence[Posting]]:
        """Where a word or pair occurs."""
        return [shelf.postings[term] for shelf in self._shelves if term in shelf.postings]

    def rarity(self, term: str) -> float:
        """The rarer a word or pair is among what is seen, the more it tells."""
        if term not in self._rarities:
            self._rarities[term] = self._rarity(sum(map(len, self.postings(term))))
        return self._rarities[term]

    def _rarity(self, often: int) -> float:
        return log(1 + (self._total - often + 0.5) / (often + 0.5))

    def steps(self, text: str) -> list[Step]:
        """The syllables of a message, in their order."""
        typed = tokens(text)
        steps: list[Step] = []
        guessed = 0
        for number, meanings in enumerate(typed):
            if read := self._read(meanings):
                steps += read
                continue
            guess = len(meanings[0].word) > 2 and guessed < MOST_GUESSED and not says_little(meanings[0])
            guessed += guess
            steps.append(self._guess(typed, number) if guess else Step((), self._noise(meanings[0])))
        return steps

    def weight(self, token: Token) -> float:
        """How much a word tells: the rarer the more."""
        return self.rarity(token.word) * (LITTLE if says_little(token) else 1)

    def met(self, terms: Mapping[str, float], counted: Mapping[str, float]) -> float:
        """How much of what is looked up an entry has; 1 is a word as rare as can be."""
        told = (
            alike * self.rarity(term) * min(1.0, counted[term]) * (BESIDE if " " in term else 1)
            for term, alike in terms.items()
            if term in counted
        )
        return sum(told) / self.unknown

    def _read(self, meanings: Tokens) -> list[Step]:
        """A syllable that is known, as it stands, in raw Telex or run together with another."""
        if known := [(token, 1.0) for token in meanings if token.word in self._vocabulary.terms]:
            return [Step(tuple(known), max(self.weight(token) for token, _ in known))]
        word = meanings[0].word
        if len(word) >= SHORTEST_JOINED and word in self._vocabulary.joined:  # "sangkien"
            return [self._step(Token(part)) for part in self._vocabulary.joined[word]]
        telex = [token for reading in unkey(word) for (token, *_) in tokens(reading)]
        return [self._step(token) for token in telex if token.word in self._vocabulary.terms]

    def _step(self, token: Token) -> Step:
        return Step(((token, 1.0),), self.weight(token))

    def _noise(self, token: Token) -> float:
        if len(token.word) < 3 and token.word.isalpha():
            return self.unknown * NOISE
        return self.unknown * (LITTLE if says_little(token) else UNKNOWN)

    def _guess(self, typed: Sequence[Tokens], number: int) -> Step:
        """Known words one slip away, two in a long word; those that fit its neighbours, if any do."""
        word = typed[number][0].word
        slips = 1 if len(word) < 6 else 2
        found = process.extract(
            word,
            self._vocabulary.words,
            scorer=OSA.distance,
            processor=None,
            score_cutoff=slips,
            limit=3 * MOST_NEAR,
        )
        near = [(Token(known), 1 - distance / (len(word) + 1)) for known, distance, _ in found]
        beside = [one for one in near if self._stands(one[0].word, typed, number)]
        near = (beside or near)[:MOST_NEAR]
        if not near:
            return Step((), self.unknown * UNKNOWN)
        weight = min(self.weight(token) for token, _ in near) if beside else self.unknown * UNKNOWN
        return Step(tuple(near), weight)

    def _stands(self, word: str, typed: Sequence[Tokens], number: int) -> bool:
        before = (f"{token.word} {word}" for token in (typed[number - 1] if number else ()))
        after = (f"{word} {token.word}" for token in (typed[number + 1] if number + 1 < len(typed) else ()))
        return any(pair in self._vocabulary.terms for pair in (*before, *after))


def looked_up(steps: Sequence[Step]) -> dict[str, float]:
    """Words and pairs of words that may be meant, with how alike they are to what was typed."""
    terms: dict[str, float] = {}
    for step in steps:
        for token, alike in step.meanings:
            terms[token.word] = LITTLE if says_little(token) else alike
    for first, second in pairwise(steps):
        terms.update({f"{a.word} {b.word}": x * y for a, x in first.meanings for b, y in second.meanings})
    return terms


def mass(steps: Sequence[Step]) -> float:
    """How much is told in all."""
    return sum(step.weight for step in steps) or 1.0


def pairs(line: Tokens) -> Iterator[str]:
    """Words that stand side by side."""
    return (f"{first.word} {second.word}" for first, second in pairwise(line))
