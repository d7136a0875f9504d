"""How well a search answers what people ask: `questions.yaml`, over all entries that the service brings."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Protocol

import yaml

from handlers.knowledge_search import Found, KnowledgeIndex, Known
from programmes.knowledge import Knowledge, library
from tests.knowledge.baseline import Baseline

QUESTIONS, HELD_OUT = "questions.yaml", "held_out.yaml"
STYLES = ("accents", "bare", "slips", "regional", "long")
LOOKED_AT = 10  # a right entry further down counts as not found

ASKED_ON = {
    "bac-kan-1tr": date(2022, 5, 16),
    "dien-luc-1tr": date(2022, 5, 16),
    "ngan-hang-kh295": date(2022, 5, 16),
    "lai-chau-kh360": date(2022, 8, 15),
    "ninh-thuan-dkst": date(2024, 3, 11),
}
"""A working day on which each plan is in force, and of the first two the first phase still open."""


class Search(Protocol):
    """Ours and the baseline."""

    def find(
        self, text: str, *, today: date, programmes: Collection[str] | None, count: int
    ) -> list[Found]: ...


@dataclass(frozen=True, slots=True)
class Asked:
    """A question somebody typed. `keys`: all entries that answer it, none where nothing of ours does.

    `about`: what a right answer tells; without it no answer can be had in any such base.
    """

    ask: str
    programme: str
    style: str
    keys: tuple[str, ...]
    about: str = ""
    day: date | None = None

    @property
    def today(self) -> date:
        """The day on which it is asked."""
        return self.day or ASKED_ON[self.programme]


@dataclass(frozen=True, slots=True)
class Marks:
    """Of some questions: the share with a right entry in the first place, in the first three, and the mean of
    one divided by the place of the first right one.
    """

    questions: int
    first: float
    three: float
    reciprocal: float


@cache
def asked(file: str = QUESTIONS) -> tuple[Asked, ...]:
    """All questions, in the order of the file."""
    rows = yaml.safe_load(Path(__file__).with_name(file).read_text("utf-8"))
    return tuple(Asked(**{**row, "keys": tuple(row["keys"])}) for row in rows)


def answered(file: str = QUESTIONS) -> list[Asked]:
    """The questions that an entry answers."""
    return [one for one in asked(file) if one.keys]


def gaps() -> list[Asked]:
    """Those that an entry ought to answer, and none does yet."""
    return [one for one in asked() if one.about and not one.keys]


def unanswered(file: str = QUESTIONS) -> list[Asked]:
    """Those that have none in any such base."""
    return [one for one in asked(file) if not one.about]


@cache
def entries() -> tuple[Known, ...]:
    """All entries of the files that come with the service."""
    return tuple(known for file in library() for known in _known(file))


def _known(file: Knowledge) -> Iterable[Known]:
    for entry in file.entries:
        yield Known(**dict(entry), programme=file.programme or "")


@cache
def ours() -> KnowledgeIndex:
    """The search that is judged."""
    return KnowledgeIndex(entries())


@cache
def plain() -> Baseline:
    """The one it has to beat."""
    return Baseline(entries())


def found(search: Search, one: Asked, count: int = LOOKED_AT) -> list[str]:
    """Keys of what is found for somebody of the asker's programme, best first."""
    results = search.find(one.ask, today=one.today, programmes={one.programme}, count=count)
    return [result.entry.key for result in results]


def shown(one: Asked) -> list[str]:
    """Keys of what is shown to the asker before the question is sent."""
    return [
        result.entry.key for result in ours().likely(one.ask, today=one.today, programmes={one.programme})
    ]


def place(search: Search, one: Asked) -> int:
    """Where the first right entry stands, from 1; 0 if it doesn't."""
    return next((n for n, key in enumerate(found(search, one), 1) if key in one.keys), 0)


def marks(search: Search, questions: Collection[Asked]) -> Marks:
    """What a search is worth on some questions."""
    places = [place(search, one) for one in questions]
    total = len(places)
    return Marks(
        total,
        places.count(1) / total,
        sum(0 < where <= 3 for where in places) / total,
        sum(1 / where for where in places if where) / total,
    )


def misses(search: Search, questions: Iterable[Asked]) -> list[str]:
    """The questions without a right entry among the first three, with what came instead."""
    return [line(one, found(search, one, 3)) for one in questions if not 0 < place(search, one) <= 3]


def line(one: Asked, instead: Collection[str]) -> str:
    """A question, what answers it and what came, to be read by people."""
    return f"{one.ask!r} ({one.programme}, {one.style}): {', '.join(one.keys)} <- {', '.join(instead)}"
