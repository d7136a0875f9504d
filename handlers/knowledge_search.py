"""Finds what is known about a question, as people ask it: without accents, in short forms, with slips.

Pure and in memory; a new `KnowledgeIndex` is built when entries change. Shared by threads: nothing in it
changes after it is built.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice, product
from math import sqrt

from handlers.knowledge_reading import Reader, Shelf, looked_up, vocabulary
from handlers.knowledge_texts import likeness, read_entry, shelve, weigh
from handlers.text import unkey

LONGEST_TEXT = 600  # letters read of a message, the last ones: a find must stay cheap
MOST_READ = 8_000  # postings read for one text; the rarest words are read first
MOST_WEIGHED = 40  # candidates looked at closely
SHOWN = 3

LIKE, RELATED = 0.4, 0.6  # of the order: the nearest way to ask, and all words of question and answer
PREFERRED = 0.05  # for what is only for the asker's programme or unit, and for what is often asked
ENOUGH = 1.2  # evidence without which nothing is shown; 1 is a word as rare as can be
LIKELY_SHARE = 0.55  # of the best one's score: a weaker one beside it would only be read in vain


@dataclass(frozen=True, slots=True)
class Known:
    """A question and its answer, of a file or of a unit's own (`unit_id`: for it and all below).

    `programme`: "" is for all. `since`, `until`: the days on which it is true, both included. `conflicts`:
    contradictions of the plan that it rests on.
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
    conflicts: tuple[str, ...] = ()

    def fits(self, today: date, programmes: Collection[str] | None, units: Collection[int]) -> bool:
        """Whether it is true on a day, and for somebody in some programmes (None for any) and units."""
        return (
            (programmes is None or not self.programme or self.programme in programmes)
            and (self.unit_id is None or self.unit_id in units)
            and self.holds(today)
        )

    def holds(self, today: date) -> bool:
        """Whether it is true on a day."""
        return (self.since is None or self.since <= today) and (self.until is None or today <= self.until)


@dataclass(frozen=True, slots=True)
class Found:
    """An entry and how well it fits: about 1 for the best one that could be."""

    entry: Known
    score: float


@dataclass(frozen=True, slots=True)
class _Read:
    """What one reading of a message finds, best first, and how much there is to go by."""

    found: list[Found]
    evidence: float


class KnowledgeIndex:
    """Words and neighbouring pairs of words of all entries, and where they occur."""

    def __init__(self, entries: Iterable[Known] = ()) -> None:
        self.entries = tuple(entries)
        self.by_key = {known.key: known for known in self.entries}
        self._texts = [read_entry(known.question, known.also, known.answer) for known in self.entries]
        self._preferred = list(map(_preferred, self.entries))
        self._vocabulary = vocabulary(chain.from_iterable(one.counted for one in self._texts))
        self._shelves = self._shelved()
        readers = {place: self._reader({place[0]}, {place[1]}) for place in self._shelves}
        self._lines = [
            tuple(weigh(readers[known.programme, known.unit_id], said) for said in one.lines)
            for known, one in zip(self.entries, self._texts, strict=True)
        ]

    def _shelved(self) -> dict[tuple[str, int | None], Shelf]:
        """By programme and unit: what is rare is rare among what somebody may see."""
        places: dict[tuple[str, int | None], list[int]] = defaultdict(list)
        for number, known in enumerate(self.entries):
            places[known.programme, known.unit_id].append(number)
        return {place: shelve([(n, self._texts[n]) for n in numbers]) for place, numbers in places.items()}

    def _reader(self, programmes: Collection[str] | None, units: Collection[int | None]) -> Reader:
        """Reads by what is seen in some programmes and units."""
        if programmes is None:
            programmes = dict.fromkeys(programme for programme, _ in self._shelves)
        places = product(dict.fromkeys(("", *programmes)), dict.fromkeys((None, *units)))
        return Reader(self._vocabulary, [self._shelves[place] for place in places if place in self._shelves])

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
        return self._find(text, today, programmes, units).found[:count]

    def likely(
        self,
        text: str,
        *,
        today: date,
        programmes: Collection[str] | None = None,
        units: Collection[int] = (),
    ) -> list[Found]:
        """At most three that are good enough to be shown before a question is sent."""
        read = self._find(text, today, programmes, units)
        if read.evidence < ENOUGH:
            return []
        least = read.found[0].score * LIKELY_SHARE
        return [one for one in read.found[:SHOWN] if one.score >= least]

    def _find(
        self, text: str, today: date, programmes: Collection[str] | None, units: Collection[int]
    ) -> _Read:
        reader = self._reader(programmes, units)
        said = text[-LONGEST_TEXT:]
        readings = [self._weighed(reader, reading, today) for reading in (said, *unkey(said))]
        return max(readings, key=lambda read: read.evidence)

    def _weighed(self, reader: Reader, said: str, today: date) -> _Read:
        """The order is by the nearest way to ask and by BM25, which is only told against the best one's."""
        steps = reader.steps(said)
        terms = looked_up(steps)
        candidates = list(self._candidates(reader, terms, today))
        weighed: list[tuple[float, int, float]] = []
        for number, worth in candidates:
            like = likeness(steps, self._texts[number], self._lines[number])
            score = LIKE * like + RELATED * worth / candidates[0][1] + self._preferred[number]
            weighed.append((score, number, like))
        weighed.sort(key=lambda one: (-one[0], one[1]))
        evidence = (
            sqrt(like) * reader.met(terms, self._texts[number].counted) for _, number, like in weighed[:SHOWN]
        )
        return _Read(
            [Found(self.entries[number], score) for score, number, _ in weighed], max(evidence, default=0.0)
        )

    def _candidates(
        self, reader: Reader, terms: Mapping[str, float], today: date
    ) -> Iterator[tuple[int, float]]:
        """Those worth a close look, with what BM25 gives them, the best first."""
        tally: dict[int, float] = defaultdict(float)
        room = MOST_READ
        for term in sorted(terms, key=reader.rarity, reverse=True):
            weight = terms[term] * reader.rarity(term)
            for posting in reader.postings(term):
                for number, worth in posting[: max(0, room)]:
                    tally[number] += worth * weight
                room -= len(posting)
        ranked = sorted(tally, key=tally.__getitem__, reverse=True)
        true = (number for number in ranked if self.entries[number].holds(today))
        return ((number, tally[number]) for number in islice(true, MOST_WEIGHED))


def _preferred(known: Known) -> float:
    return PREFERRED * (bool(known.programme or known.unit_id) + known.common)
