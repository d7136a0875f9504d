"""Finds what is known about a question, as people ask it: without accents, in short forms, with slips.

Pure and in memory; a new `KnowledgeIndex` is built when entries change. Shared by threads: nothing in it
changes after it is built.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import chain, islice, pairwise
from math import log

from rapidfuzz import process
from rapidfuzz.distance import OSA

from handlers.knowledge_score import Line, Step, mass, pairs, score
from handlers.knowledge_words import Token, Tokens, clauses, says_little, tokens
from handlers.text import unkey

LONGEST_TEXT = 600  # letters read of a message: a find must stay cheap
MOST_CLAUSES = 4
MOST_READ = 4_000  # postings read for one text; the rarest words are read first
MOST_GUESSED = 5  # unknown words compared with the whole vocabulary
MOST_WEIGHED = 40  # candidates looked at closely
SHOWN = 3
LIKELY_SCORE = 0.53  # nonsense and other people's business stay below
LIKELY_SHARE = 0.7  # of the best one's score: a weaker one beside it would only be read in vain

ASKED, ANSWERED = 1.0, 0.5  # how much a word counts in a question, and in its answer
SATURATION, LENGTH = 1.2, 0.4  # k1 and b of BM25
PAIR = 0.75  # of two words side by side, against one word
LITTLE = 0.1  # of words that say little
RANKED = 0.2  # of the score: the place in BM25
UNKNOWN = 0.4  # of words nothing is known about: names, machines


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
class _Text:
    """An entry as it is read."""

    known: Known
    lines: tuple[Tokens, ...]
    counted: dict[str, float]  # words and pairs of words: how often, those of the answer for less
    accents: frozenset[Token]


Fits = Callable[[Known], bool]


class KnowledgeIndex:
    """Words and neighbouring pairs of words of all entries, and where they occur."""

    def __init__(self, entries: Iterable[Known] = ()) -> None:
        self._texts = [_text(known) for known in entries]
        self.entries = tuple(text.known for text in self._texts)
        self.by_key = {known.key: known for known in self.entries}
        counted = [text.counted for text in self._texts]
        frequency = Counter(term for counts in counted for term in counts)
        total = len(counted)
        self._rarity = {term: log(1 + (total - n + 0.5) / (n + 0.5)) for term, n in frequency.items()}
        self._unknown = log(1 + (total + 0.5) / 0.5)
        self._postings = self._read(counted)
        self._vocabulary = sorted(term for term in frequency if " " not in term)
        self._joined = {pair.replace(" ", ""): pair.split(" ") for pair in frequency if " " in pair}
        self._lines = [tuple(map(self._line, text.lines)) for text in self._texts]

    def _read(self, counted: Sequence[dict[str, float]]) -> dict[str, list[tuple[int, float]]]:
        """For each term the entries that have it, with what it is worth there (BM25)."""
        usual = sum(sum(counts.values()) for counts in counted) / (len(counted) or 1)
        postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, counts in enumerate(counted):
            norm = SATURATION * (1 - LENGTH + LENGTH * sum(counts.values()) / usual)
            for term, often in counts.items():
                worth = self._rarity[term] * often * (SATURATION + 1) / (often + norm)
                postings[term].append((number, worth * PAIR if " " in term else worth))
        for posting in postings.values():
            posting.sort(key=lambda one: -one[1])  # where not all is read, the best is
        return dict(postings)

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
        text = text[:LONGEST_TEXT]

        def fits(known: Known) -> bool:
            return known.fits(today, programmes, units)

        readings = [self._found(reading, fits) for reading in (text, *unkey(text))]
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

    def _found(self, text: str, fits: Fits) -> list[Found]:
        said = self._steps(text)
        candidates = list(self._candidates(said, fits))
        if not candidates:
            return []
        ways, best = self._ways(text, said), candidates[0][1]
        found = [
            Found(self.entries[number], self._score(ways, number, worth / best))
            for number, worth in candidates
        ]
        return sorted(found, key=lambda one: -one.score)

    def _ways(self, text: str, said: list[Step]) -> list[list[Step]]:
        """The whole, and its clauses that say much: a question often stands behind a long story."""
        parts = clauses(text)[-MOST_CLAUSES:]
        if len(parts) < 2:
            return [said]
        steps = [part for part in map(self._steps, parts) if len(part) > 2]
        return [said, *(part for part in steps if 4 * mass(part) >= mass(said))]

    def _steps(self, text: str) -> list[Step]:
        steps: list[Step] = []
        guessed = 0
        for meanings in tokens(text):
            word = meanings[0].word
            if known := [(token, 1.0) for token in meanings if token.word in self._postings]:
                steps.append(Step(tuple(known), max(self._weight(token) for token, _ in known)))
            elif word in self._joined:  # "sangkien"
                steps += [Step(((Token(part), 1.0),), self._rarity[part]) for part in self._joined[word]]
            else:
                little = says_little(meanings[0])
                guess = len(word) > 2 and guessed < MOST_GUESSED and not little
                guessed += guess
                near = self._near(word) if guess else ()
                steps.append(Step(near, self._unknown * (LITTLE if little else UNKNOWN)))
        return steps

    def _near(self, word: str) -> tuple[tuple[Token, float], ...]:
        """Known words one slip away, two in a long word."""
        slips = 1 if len(word) < 6 else 2
        found = process.extract(
            word, self._vocabulary, scorer=OSA.distance, processor=None, score_cutoff=slips, limit=8
        )
        return tuple((Token(near), 1 - distance / (len(word) + 1)) for near, distance, _ in found)

    def _weight(self, token: Token) -> float:
        return self._rarity.get(token.word, self._unknown) * (LITTLE if says_little(token) else 1)

    def _candidates(self, steps: Sequence[Step], fits: Fits) -> Iterator[tuple[int, float]]:
        """Those worth a close look, with what BM25 gives them, the best first."""
        terms = self._terms(steps)
        tally: dict[int, float] = defaultdict(float)
        room = MOST_READ
        for term in sorted(terms, key=lambda term: -self._rarity[term]):
            posting, alike = self._postings[term], terms[term]
            for number, worth in posting[:room]:
                tally[number] += worth * alike
            room -= len(posting)
            if room <= 0:
                break
        ranked = sorted(tally, key=tally.__getitem__, reverse=True)
        allowed = (number for number in ranked if fits(self.entries[number]))
        return ((number, tally[number]) for number in islice(allowed, MOST_WEIGHED))

    def _terms(self, steps: Sequence[Step]) -> dict[str, float]:
        """The words and pairs that entries are looked for by, with how alike they are to what was typed."""
        terms: dict[str, float] = {}
        for step in steps:
            said = LITTLE if any(says_little(token) for token, _ in step.meanings) else 1
            terms.update({token.word: alike * said for token, alike in step.meanings})
        for first, second in pairwise(steps):
            terms.update({f"{a.word} {b.word}": x * y for a, x in first.meanings for b, y in second.meanings})
        return {term: alike for term, alike in terms.items() if term in self._postings}

    def _line(self, line: Tokens) -> Line:
        words = {token.word: self._weight(token) for token in line}
        return Line(words, frozenset(pairs(line)), sum(words.values()))

    def _score(self, ways: Sequence[Sequence[Step]], number: int, ranked: float) -> float:
        """Of the whole message or its best clause; `ranked`: what BM25 makes of it against the first."""
        text, lines = self._texts[number], self._lines[number]
        best = max(score(way, text.counted, text.accents, lines) for way in ways)
        return (1 - RANKED) * best + RANKED * ranked


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
