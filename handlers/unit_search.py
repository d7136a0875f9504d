"""Finds a union unit from what people type: part of a workplace's name, without accents, with slips.

Pure and in memory; a new `UnitIndex` is built when units change. Shared by threads: nothing in it
changes after it is built.
"""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from math import log, sqrt

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from handlers.text import fold, unkey
from handlers.unit_words import Words, asked_words, name_words

LONGEST_TEXT = 200  # letters read of a message: no name is longer, and a find must stay cheap
MOST_READ = 12_000  # postings read for one text; the rarest words are read first
MOST_GUESSED = 5  # unknown words compared with the whole vocabulary
MOST_WEIGHED = 80  # candidates looked at closely
LEAST_SCORE = 0.4
SURE_SCORE = 0.75
SURE_GAP = 0.15


@dataclass(frozen=True, slots=True)
class Place:
    """A union unit as a person looks for it.

    `workplace` is the employer's name; `former` are names from before a merger or a change;
    `locality` is its xã, phường or thị trấn, which tells namesakes apart.
    """

    id: int
    code: str
    name: str
    workplace: str
    short: str
    former: tuple[str, ...]
    locality: str
    parent_name: str
    level: str


@dataclass(frozen=True, slots=True)
class Match:
    """A unit found and how well it fits: 1 is the very name, and every match reaches LEAST_SCORE."""

    place: Place
    score: float


@dataclass(frozen=True, slots=True)
class _Entry:
    place: Place
    names: tuple[Words, ...]
    around: Words  # where it is and what it belongs to: confirms a name, but is none


Meaning = tuple[str, float]  # a known word and how alike it is to the one typed; 1 is the same
Step = tuple[Meaning, ...]  # all that one typed word may mean, the likeliest first


def decisive(matches: Sequence[Match]) -> bool:
    """Whether the first match is clearly the one, so that a single "Có phải …?" is enough.

    `matches` as `UnitIndex.find` returned them for a limit of 2 or more.
    """
    if not matches or matches[0].score < SURE_SCORE:
        return False
    return len(matches) == 1 or matches[0].score - matches[1].score >= SURE_GAP


class UnitIndex:
    """Words and neighbouring pairs of words of all names, and where they occur."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._entries = [_entry(place) for place in places]
        self._by_code = {fold(entry.place.code): entry.place for entry in self._entries}
        self._joined: dict[str, Words] = {}
        words: set[str] = set()
        postings: dict[str, list[int]] = defaultdict(list)
        for number, entry in enumerate(self._entries):
            terms: set[str] = set()
            for line in (*entry.names, entry.around):
                words.update(line)
                terms.update(line)
                for pair in pairwise(line):
                    terms.add(joined := "".join(pair))
                    self._joined[joined] = pair
            for term in terms:
                postings[term].append(number)
        self._postings = dict(postings)
        # "chuyền 7" may be anywhere: a number says less than its rarity
        self._weights = {
            word: self._rarity(postings[word]) * (0.5 if word.isdigit() else 1) for word in words
        }
        self._vocabulary = sorted(words)

    def coded(self, code: str) -> Place | None:
        """The unit with a code, however its letters are written."""
        return self._by_code.get(fold(code))

    def find(self, text: str, limit: int = 5) -> list[Match]:
        """The units a person may mean, best first; empty when nothing in the text is known.

        Words that no unit has are ignored, unless they are a slip of one or two letters. Raw Telex
        and VNI are read too. A unit's code alone finds that unit alone.
        """
        text = text[:LONGEST_TEXT]
        if place := self._by_code.get(fold(text)):
            return [Match(place, 1.0)][:limit]
        readings = [self._matches(reading) for reading in (text, *unkey(text))]
        return max(readings, key=lambda found: found[0].score if found else 0)[:limit]

    def _matches(self, text: str) -> list[Match]:
        steps = self._read(text)
        matches = (Match(entry.place, self._score(steps, entry)) for entry in self._candidates(steps))
        fitting = [match for match in matches if match.score >= LEAST_SCORE]
        return sorted(fitting, key=lambda match: (-match.score, match.place.id))

    def _rarity(self, posting: Sequence[int]) -> float:
        return log(1 + len(self._entries) / len(posting))

    def _read(self, text: str) -> list[Step]:
        steps: list[Step] = []
        guessed = 0
        for word in asked_words(text):
            apart = (word,) if word in self._weights else self._joined.get(word, ())  # "dienluc"
            if apart:
                steps += [((part, 1.0),) for part in apart]
            elif len(word) >= 3 and guessed < MOST_GUESSED:  # a shorter one could be anything
                guessed += 1
                if near := self._near(word):
                    steps.append(near)
        return steps

    def _near(self, word: str) -> Step:
        """Known words one slip away, two in a long word."""
        slips = 1 if len(word) < 6 else 2
        found = process.extract(
            word, self._vocabulary, scorer=OSA.distance, processor=None, score_cutoff=slips, limit=8
        )
        return tuple((near, 1 - distance / (len(word) + 1)) for near, distance, _ in found)

    def _candidates(self, steps: Sequence[Step]) -> Iterator[_Entry]:
        terms = {word for step in steps for word, _ in step}
        for first, second in pairwise(steps):
            terms.update(a + b for a, _ in first for b, _ in second)
        tally: dict[int, float] = defaultdict(float)
        room = MOST_READ
        for posting in sorted((self._postings[t] for t in terms if t in self._postings), key=len):
            weight = self._rarity(posting)
            for number in posting[:room]:
                tally[number] += weight
            room -= len(posting)
            if room <= 0:
                break
        for number in heapq.nlargest(MOST_WEIGHED, tally, key=tally.__getitem__):
            yield self._entries[number]

    def _score(self, steps: Sequence[Step], entry: _Entry) -> float:
        """How much of what was typed the unit has, with how much of one of its names was typed."""
        has = set(chain(entry.around, *entry.names))
        words = list(_meant(steps, has))
        meant = dict(words)
        typed = sum(map(self._weights.__getitem__, meant))
        met = sum(self._weights[word] * alike for word, alike in meant.items() if word in has)
        said = " ".join(word for word, _ in words)
        best = 0.0
        for name in entry.names:
            whole = sum(map(self._weights.__getitem__, name))
            named = sum(self._weights[word] * meant.get(word, 0) for word in name)
            if named:
                likeness = fuzz.ratio(said, " ".join(name)) / 100
                score = 0.85 * sqrt(met / typed * named / whole) + 0.15 * likeness
                # guesses alone, with no word typed right, must be nearly the whole name
                best = max(best, score if 1.0 in meant.values() else score * likeness)
        return min(best, 1.0)


def _meant(steps: Sequence[Step], has: set[str]) -> Iterator[Meaning]:
    """Every word typed right, and of a misspelt one what this unit has, if it has any."""
    for step in steps:
        if step[0][1] == 1:
            yield step[0]
        else:
            yield from [(word, alike) for word, alike in step if word in has][:1]


def _entry(place: Place) -> _Entry:
    names = dict.fromkeys(map(name_words, (place.name, place.workplace, place.short, *place.former)))
    names.pop((), None)
    return _Entry(place, tuple(names), name_words(place.locality) + name_words(place.parent_name))
