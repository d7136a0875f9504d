"""The plainest search that could do: BM25 over folded words, all of an entry in one bag; no pairs, no typos.

What `handlers.knowledge_search` has to beat; the same `find`.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date
from math import log

from handlers.knowledge_search import Found, Known
from handlers.text import unaccented

K1, B = 1.2, 0.75


class Baseline:
    """Words of question, other ways to ask and answer, and how often they occur."""

    def __init__(self, entries: Iterable[Known]) -> None:
        self.entries = tuple(entries)
        self._bags = [Counter(_words(" ".join((e.question, *e.also, e.answer)))) for e in self.entries]
        self._usual = sum(bag.total() for bag in self._bags) / (len(self._bags) or 1)
        self._frequency = Counter(word for bag in self._bags for word in bag)

    def find(
        self,
        text: str,
        *,
        today: date,
        programmes: Collection[str] | None = None,
        units: Collection[int] = (),
        count: int = 3,
    ) -> list[Found]:
        """The entries with the highest BM25, those that share no word left out."""
        asked = _words(text)
        found = [
            Found(known, self._score(asked, bag))
            for known, bag in zip(self.entries, self._bags, strict=True)
            if known.fits(today, programmes, units)
        ]
        ranked = sorted(found, key=lambda one: -one.score)
        return [one for one in ranked if one.score > 0][:count]

    def _score(self, asked: list[str], bag: Counter[str]) -> float:
        norm = K1 * (1 - B + B * bag.total() / self._usual)
        return sum(self._rarity(word) * bag[word] * (K1 + 1) / (bag[word] + norm) for word in asked)

    def _rarity(self, word: str) -> float:
        often = self._frequency[word]
        return log(1 + (len(self.entries) - often + 0.5) / (often + 0.5))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", unaccented(text))
