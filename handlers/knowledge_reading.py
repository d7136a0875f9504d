"""What a typed question may mean in the words that the known answers use, and how much each word tells.

Pure: abbreviations are read by `knowledge_words`; here raw Telex, words run together and slips are.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from rapidfuzz import process
from rapidfuzz.distance import OSA

from handlers.knowledge_words import Token, Tokens, says_little, tokens
from handlers.text import unkey

MOST_GUESSED = 5  # unknown words compared with the whole vocabulary
LITTLE = 0.1  # of words that say little
UNKNOWN = 0.5  # of words nothing is known about: names, machines
NOISE = 0.02  # of unknown letters alone or in twos: "z", "ak"
SHORTEST_JOINED = 6  # letters of words run together: shorter ones are slips


@dataclass(frozen=True, slots=True)
class Step:
    """One syllable typed: what it may mean, each with how alike that is to what was typed, and its weight."""

    meanings: tuple[tuple[Token, float], ...]
    weight: float


class Reader:
    """Reads by the words of some texts; `often`: in how many of the `total` each word and pair occurs."""

    def __init__(self, often: Mapping[str, int], total: int) -> None:
        self.rarity = {term: log(1 + (total - n + 0.5) / (n + 0.5)) for term, n in often.items()}
        self.unknown = log(1 + (total + 0.5) / 0.5)
        self._vocabulary = sorted(term for term in often if " " not in term)
        self._joined = {pair.replace(" ", ""): pair.split(" ") for pair in often if " " in pair}

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
        return self.rarity.get(token.word, self.unknown) * (LITTLE if says_little(token) else 1)

    def _read(self, meanings: Tokens) -> list[Step]:
        """A syllable that is known, as it stands, in raw Telex or run together with another."""
        if known := [(token, 1.0) for token in meanings if token.word in self.rarity]:
            return [Step(tuple(known), max(self.weight(token) for token, _ in known))]
        word = meanings[0].word
        if len(word) >= SHORTEST_JOINED and word in self._joined:  # "sangkien"
            return [self._step(Token(part)) for part in self._joined[word]]
        telex = [token for reading in unkey(word) for (token, *_) in tokens(reading)]
        return [self._step(token) for token in telex if token.word in self.rarity]

    def _step(self, token: Token) -> Step:
        return Step(((token, 1.0),), self.weight(token))

    def _noise(self, token: Token) -> float:
        if len(token.word) < 3 and token.word.isalpha():
            return self.unknown * NOISE
        return self.unknown * (LITTLE if says_little(token) else UNKNOWN)

    def _guess(self, typed: Sequence[Tokens], number: int) -> Step:
        """Known words one slip away, two in a long word; those that stand beside its neighbours, if any do."""
        word = typed[number][0].word
        slips = 1 if len(word) < 6 else 2
        found = process.extract(
            word, self._vocabulary, scorer=OSA.distance, processor=None, score_cutoff=slips, limit=20
        )
        near = [(Token(known), 1 - distance / (len(word) + 1)) for known, distance, _ in found]
        beside = [one for one in near if self._stands(one[0].word, typed, number)]
        near = (beside or near)[:8]
        if not near:
            return Step((), self.unknown * UNKNOWN)
        weight = min(self.weight(token) for token, _ in near) if beside else self.unknown * UNKNOWN
        return Step(tuple(near), weight)

    def _stands(self, word: str, typed: Sequence[Tokens], number: int) -> bool:
        before = (f"{token.word} {word}" for token in (typed[number - 1] if number else ()))
        after = (f"{word} {token.word}" for token in (typed[number + 1] if number + 1 < len(typed) else ()))
        return any(pair in self.rarity for pair in (*before, *after))


def mass(steps: Sequence[Step]) -> float:
    """How much is told in all."""
    return sum(step.weight for step in steps) or 1.0


def pairs(line: Tokens) -> Iterator[str]:
    """Words that stand side by side."""
    return (f"{first.word} {second.word}" for first, second in pairwise(line))
