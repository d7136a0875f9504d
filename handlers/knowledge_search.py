"""Finds what is known about a question, as people ask it: without accents, in short forms, with slips.

Pure and in memory; a new `KnowledgeIndex` is built when entries change. Shared by threads: nothing in it
changes after it is built.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import chain, islice, pairwise
from math import sqrt

from handlers.knowledge_reading import Reader, Share, Step, mass, pairs, vocabulary
from handlers.knowledge_words import Token, Tokens, clauses, tokens
from handlers.text import unkey

LONGEST_TEXT = 600  # letters read of a message: a find must stay cheap
MOST_CLAUSES = 4
MOST_READ = 8_000  # postings read for one text; the rarest words are read first
MOST_GUESSED = 5  # unknown words compared with the whole vocabulary
MOST_WEIGHED = 40  # candidates looked at closely
SHOWN = 3
P_COMMON = P_OWN = 0.03
W_FIT, W_BM, W_LINE = 0.4, 0.6, 1
LIKELY_SCORE = 0.45  # nonsense and other people's business stay below
LIKELY_SHARE = 0.7  # of the best one's score: a weaker one beside it would only be read in vain

ASKED, ANSWERED = 1.0, 0.5  # how much a word counts in a question, and in its answer
SATURATION, LENGTH = 1.2, 0.4  # k1 and b of BM25
PAIR = 0.8  # of two words side by side, against one word
OTHER_ACCENTS = 0.7  # "bán" typed, "bạn" known
LITTLE = 0.1  # of words that say little
UNKNOWN = 0.5  # of words nothing is known about: names, machines


@dataclass(frozen=True, slots=True)
class Known:
    """A question and its answer, of a file or of a unit's own (`unit_id`: for it and all below).

    `programme`: "" is for all. `since`, `until`: the days on which it is true, both included.
    """

    key: str
    question: str
    answer: str
    source: str = ""
    topic: str = "other"
    programme: str = ""
    unit_id: int | None = None
    also: tuple[str, ...] = ()
    shortcut: str = ""
    since: date | None = None
    until: date | None = None
    common: bool = False

    def fits(self, today: date, programmes: Collection[str] | None, units: Collection[int]) -> bool:
        """Whether it is true on a day, and for somebody in some programmes (None for any) and units."""
        return (
            (programmes is None or not self.programme or self.programme in programmes)
            and (self.unit_id is None or self.unit_id in units)
            and (self.since is None or self.since <= today)
            and (self.until is None or today <= self.until)
        )


@dataclass(frozen=True, slots=True)
class Found:
    """An entry and how well it fits: 1 is the very question."""

    entry: Known
    score: float


@dataclass(frozen=True, slots=True)
class _Line:
    """One way to ask."""

    words: dict[str, float]  # with their weights
    pairs: frozenset[str]
    whole: float


@dataclass(frozen=True, slots=True)
class _Text:
    """An entry as it is read."""

    known: Known
    lines: tuple[Tokens, ...]
    counted: dict[str, float]  # words and pairs of words: how often, those of the answer for less
    accents: frozenset[Token]


Fits = Callable[[Known], bool]
Met = tuple[str, float, float]


class KnowledgeIndex:
    """Words and neighbouring pairs of words of all entries, and where they occur."""

    def __init__(self, entries: Iterable[Known] = ()) -> None:
        self._texts = [_text(known) for known in entries]
        self.entries = tuple(text.known for text in self._texts)
        self.by_key = {known.key: known for known in self.entries}
        counted = [text.counted for text in self._texts]
        self._shares = self._share(counted)
        self._vocabulary = vocabulary(chain.from_iterable(counted))
        self._postings = self._read(counted)
        self._lines = [self._weighed(text) for text in self._texts]

    def _share(self, counted: Sequence[dict[str, float]]) -> dict[str, Share]:
        """By programme."""
        often: dict[str, Counter[str]] = defaultdict(Counter)
        for known, counts in zip(self.entries, counted, strict=True):
            often[known.programme].update(counts.keys())
        totals = Counter(known.programme for known in self.entries)
        return {programme: Share(totals[programme], terms) for programme, terms in often.items()}

    def _reader(self, programmes: Collection[str] | None) -> Reader:
        """Reads by what is seen in some programmes."""
        seen = [
            share
            for programme, share in self._shares.items()
            if programmes is None or not programme or programme in programmes
        ]
        return Reader(self._vocabulary, seen)

    def _read(self, counted: Sequence[dict[str, float]]) -> dict[str, list[tuple[int, float]]]:
        """For each term the entries that have it, with what it is worth there (BM25, without its rarity)."""
        usual = sum(sum(counts.values()) for counts in counted) / (len(counted) or 1)
        postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, counts in enumerate(counted):
            norm = SATURATION * (1 - LENGTH + LENGTH * sum(counts.values()) / usual)
            for term, often in counts.items():
                worth = often * (SATURATION + 1) / (often + norm)
                postings[term].append((number, worth * PAIR if " " in term else worth))
        return dict(postings)

    def _weighed(self, text: _Text) -> tuple[_Line, ...]:
        reader = self._reader({text.known.programme})
        return tuple(_line(reader, line) for line in text.lines)

    def find(
        self,
        text: str,
        *,
        today: date,
        programmes: Collection[str] | None = None,
        units: Collection[int] = (),
        count: int = SHOWN,
    ) -> list[Found]:
        """The entries a question may be about, best first; empty when nothing in it is known.

        `programmes`: whose entries come beside the general ones, None for all. `units`: the asker's and all
        above. What is not true today does not come. Raw Telex and VNI are read too.
        """
        text = text[-LONGEST_TEXT:]

        def fits(known: Known) -> bool:
            return known.fits(today, programmes, units)

        reader = self._reader(programmes)
        readings = [self._found(reader, reading, fits) for reading in (text, *unkey(text))]
        return max(readings, key=lambda found: found[0].score if found else 0)[:count]

    def likely(
        self,
        text: str,
        *,
        today: date,
        programmes: Collection[str] | None = None,
        units: Collection[int] = (),
    ) -> list[Found]:
        """At most three that are good enough to be shown before a question is sent."""
        found = self.find(text, today=today, programmes=programmes, units=units)
        least = max(LIKELY_SCORE, found[0].score * LIKELY_SHARE) if found else 0
        return [one for one in found if one.score >= least]

    def _found(self, reader: Reader, text: str, fits: Fits) -> list[Found]:
        said = reader.steps(text)
        candidates = list(self._candidates(reader, said, fits))
        if not candidates:
            return []
        ways, best = self._ways(reader, text, said), candidates[0][1]
        found = [
            Found(
                self.entries[number],
                W_FIT * max(self._score(way, number) for way in ways) + W_BM * worth / best + P_COMMON * self.entries[number].common + P_OWN * bool(self.entries[number].programme),
            )
            for number, worth in candidates
        ]
        return sorted(found, key=lambda one: -one.score)

    def _ways(self, reader: Reader, text: str, said: list[Step]) -> list[list[Step]]:
        """The whole, and its clauses that say much: a question often stands behind a long story."""
        parts = clauses(text)[-MOST_CLAUSES:]
        if len(parts) < 2:
            return [said]
        steps = [part for part in map(reader.steps, parts) if len(part) > 2]
        return [said, *(part for part in steps if 4 * mass(part) >= mass(said))]

    def _candidates(self, reader: Reader, steps: Sequence[Step], fits: Fits) -> Iterator[tuple[int, float]]:
        """Those worth a close look, with what BM25 gives them, the best first."""
        terms: dict[str, float] = {}
        for step in steps:
            little = step.weight < reader.unknown * LITTLE
            terms.update({token.word: LITTLE if little else alike for token, alike in step.meanings})
        for first, second in pairwise(steps):
            terms.update({f"{a.word} {b.word}": x * y for a, x in first.meanings for b, y in second.meanings})
        tally: dict[int, float] = defaultdict(float)
        room = MOST_READ
        for term in sorted(
            (term for term in terms if term in self._postings), key=reader.rarity, reverse=True
        ):
            posting, alike = self._postings[term], terms[term] * reader.rarity(term)
            for number, worth in posting[:room]:
                tally[number] += worth * alike
            room -= len(posting)
            if room <= 0:
                break
        ranked = sorted(tally, key=tally.__getitem__, reverse=True)
        allowed = (number for number in ranked if fits(self.entries[number]))
        return ((number, tally[number]) for number in islice(allowed, MOST_WEIGHED))

    def _score(self, steps: Sequence[Step], number: int) -> float:
        """How much of what was typed the entry has, with how much of one of its questions was typed."""
        text, typed = self._texts[number], mass(steps)
        met = [_met(step, text.counted, text.accents) for step in steps]
        share = sum(step.weight * alike * worth for step, (_, alike, worth) in zip(steps, met, strict=True))
        line = max((self._alike(steps, met, typed, line) for line in self._lines[number]), default=0.0)
        return W_LINE * line + (1 - W_LINE) * share / typed

    def _alike(self, steps: Sequence[Step], met: Sequence[Met], typed: float, line: _Line) -> float:
        """How alike what was typed is to one way to ask: its words, and those that stand side by side."""
        here = [word if word in line.words else "" for word, _, _ in met]
        said = sum(step.weight * one[1] for step, one, word in zip(steps, met, here, strict=True) if word)
        named = sum(line.words[word] for word in set(here) if word)
        if not named:
            return 0.0
        beside = {f"{a} {b}" for a, b in pairwise(here) if a and b} & line.pairs
        possible = max(1, min(len(line.pairs), len(steps) - 1))
        return 0.8 * sqrt(said / typed * named / line.whole) + 0.2 * min(1.0, len(beside) / possible)


def _met(step: Step, words: Mapping[str, float], accents: frozenset[Token]) -> Met:
    """Which meaning of a syllable an entry has, how alike it is, and what it is worth where it stands."""
    best: Met = ("", 0.0, 0.0)
    for token, alike in step.meanings:
        if token.word in words:
            other = token.marks and token not in accents
            fit = alike * (OTHER_ACCENTS if other else 1)
            if fit > best[1]:
                best = (token.word, fit, min(1.0, words[token.word]))
    return best


def _line(reader: Reader, line: Tokens) -> _Line:
    words = {token.word: reader.weight(token) for token in line}
    return _Line(words, frozenset(pairs(line)), sum(words.values()))


@lru_cache(maxsize=5_000)  # an index is built anew when one entry changes
def _text(known: Known) -> _Text:
    lines = tuple(dict.fromkeys(map(_plain, (known.question, *known.also))))
    answer = _plain(known.answer)
    counted: dict[str, float] = defaultdict(float)
    for line, worth in (*((line, ASKED) for line in lines), (answer, ANSWERED)):
        for term in (*(token.word for token in line), *pairs(line)):
            counted[term] += worth
    return _Text(known, lines, dict(counted), frozenset(chain(answer, *lines)))


def _plain(text: str) -> Tokens:
    return tuple(meanings[0] for meanings in tokens(text))
