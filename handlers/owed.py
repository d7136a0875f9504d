"""What units still have to do for a deadline: facts out of the database, judged by `programmes.debts`."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from handlers import law_clock
from handlers.service import Service
from handlers.turn import today_of
from programmes import debts, rounds
from programmes.acts import OPEN
from programmes.calendar import Occurrence, occurrences
from programmes.debts import BELOW, COUNTED, KINDS, Debt, Facts
from programmes.model import Deadline, Programme
from storage import entered, owed
from storage.desk import inside
from storage.roles import Executes

AHEAD = timedelta(days=400)
SOON = timedelta(days=60)  # before the end of the law's year
AFTER = timedelta(days=30)  # so long what has passed is still asked for
ALL, GRASSROOTS = "all", "counted"  # how many units there are, among what they miss
OF_INITIATIVES = ("none", "unposted", "papers")
ORDER = tuple(kind for kind in KINDS if kind in BELOW)


class Asker(Protocol):
    """Who wants to know: a turn, or work beside the turns."""

    @property
    def store(self) -> Executes:
        """Where it reads."""
        ...

    @property
    def now(self) -> datetime:
        """Business time."""
        ...

    @property
    def service(self) -> Service:
        """Units and programmes."""
        ...


def current(programme: Programme, deadline: Deadline, now: datetime, level: str | None) -> Occurrence | None:
    """How a deadline falls due next for a level, or as it did in the last 30 days; None where it does not."""
    today = today_of(now)
    found = [
        one
        for one in occurrences(programme, today - AFTER, today + AHEAD, level)
        if one.deadline == deadline.key
    ]
    coming = [one for one in found if one.closes > now]
    return coming[0] if coming else (found[-1] if found else None)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a unit stands: what is known of it, and what it still has to do."""

    facts: Facts
    debts: tuple[Debt, ...]


def owing(
    who: Asker, programme: Programme, deadline: Deadline, occurrence: Occurrence, tops: Sequence[int]
) -> dict[int, tuple[Debt, ...]]:
    """Of every open unit at or below `tops` that sees to a deadline: what it still has to do, nothing where
    all is done."""
    found = standings(who, programme, deadline, occurrence, tops)
    return {key: standing.debts for key, standing in found.items()}


def standings(
    who: Asker, programme: Programme, deadline: Deadline, occurrence: Occurrence, tops: Sequence[int]
) -> dict[int, Standing]:
    """How every open unit at or below `tops` stands that sees to a deadline. `occurrence` names the round;
    units have its day of their own level."""
    service = who.service
    known = _Known(who, programme, deadline, occurrence, tops)
    order = sorted(_within(service, tops), key=lambda key: -len(service.lineage(key)))  # from the leaves up
    below: dict[int, Counter[str]] = defaultdict(Counter)
    found: dict[int, Standing] = {}
    for key in order:
        counts = below.pop(key, Counter())
        mine: tuple[Debt, ...] = ()
        if service.sees_to(key, programme, deadline):
            facts = known.facts(key, counts)
            mine = debts.debts(programme, deadline, occurrence, facts)
            found[key] = Standing(facts, mine)
            _count(counts, mine, service.places[key].level, known.officers(key))
        parent = service.parents.get(key)
        if parent is not None:
            below[parent].update(counts)
    return found


def _count(counts: Counter[str], mine: Sequence[Debt], level: str, officers: int) -> None:
    """A unit among those that the ones above look down on."""
    counts.update({debt.kind for debt in mine if debt.kind in BELOW})
    counts[ALL] += 1
    counts[GRASSROOTS] += level in COUNTED
    counts["focal"] += not officers


def _below(counts: Counter[str]) -> tuple[tuple[str, int, int], ...]:
    """Initiatives are expected of grassroots unions, the rest of all that see to the deadline."""
    return tuple(
        (kind, number, counts[GRASSROOTS if kind in OF_INITIATIVES else ALL])
        for kind in (*ORDER, "focal")
        if (number := counts[kind])
    )


def _within(service: Service, tops: Iterable[int]) -> list[int]:
    """The open units at or below some; a leaf is found without looking at all of them."""
    wanted = set(tops)
    if not wanted & service.branches:
        return [key for key in wanted if key in service.places and key not in service.successors]
    inside: dict[int | None, bool] = {None: False}

    def is_inside(key: int | None) -> bool:
        if key not in inside:
            inside[key] = key in wanted or is_inside(service.parents.get(key or 0))
        return inside[key]

    return [key for key in service.places if key not in service.successors and is_inside(key)]


@dataclass(slots=True)
class _Count:
    sent: int = 0
    recognised: int = 0
    posted: int = 0
    lacking: int = 0

    @property
    def three(self) -> tuple[int, int, int]:
        """The three figures, never one for another."""
        return self.sent, self.recognised, self.posted


def clocks(who: Asker, programme: Programme, unit_id: int) -> list[str]:
    """The codes of what lies with a unit and whose year of the law (NĐ 13/2012 Art. 5.2) ends soon."""
    today = today_of(who.now)
    return [
        row.code
        for row in owed.running(who.store, programme.key, unit_id, OPEN)
        if (last := law_clock.ends(row)) is not None and today <= last <= today + SOON
    ]


class _Known:
    """What the database says of all units at or below some, for one occurrence."""

    def __init__(
        self,
        who: Asker,
        programme: Programme,
        deadline: Deadline,
        occurrence: Occurrence,
        tops: Sequence[int],
    ) -> None:
        self._who, self._service, self._programme, self._tops = who, who.service, programme, set(tops)
        self._body = who.service.unit_of(programme)
        touching = (c for c in who.service.undecided(programme) if deadline.key in c.touches)
        self._undecided = sum(1 for _ in touching)
        self._counts = self._counted(rounds.season(programme, deadline, occurrence))
        self._people = owed.people(who.store, tops, today_of(who.now))
        self._waiting: dict[int, int] = defaultdict(int)
        for key, number in owed.not_reviewed(who.store, programme.key, tops).items():
            if (desk := self._desk(key)) is not None:
                self._waiting[desk] += number
        self._done: dict[int, set[tuple[str, str, str]]] = defaultdict(set)
        for unit_id, *what in entered.done(who.store, programme.key, inside(tops)):
            self._done[unit_id].add((what[0], what[1], what[2]))
        self._targets: dict[int, dict[tuple[str, str], int]] = defaultdict(dict)
        for (key, *named), figure in entered.figures(who.store, programme.key, inside(tops)).items():
            self._targets[key][named[0], named[1]] = figure
        spans = rounds.spans(programme, deadline, occurrence)
        self._over = {period: self._counted(since) for period, since in spans.items()}

    def _counted(self, since: datetime | None) -> dict[int, _Count]:
        """Initiatives sent since a moment, of every unit with all below it."""
        found: dict[int, _Count] = defaultdict(_Count)
        for row in owed.initiatives(self._who.store, self._programme.key, self._tops, since):
            self._roll_up(found, *row)
        return found

    def _roll_up(
        self, found: dict[int, _Count], unit_id: int, status: str, posted: bool, number: int
    ) -> None:
        key: int | None = unit_id
        while key is not None:
            count = found[key]
            count.sent += number
            count.recognised += number if status == "recognised" else 0
            count.posted += number if posted else 0
            count.lacking += number if status == "asked" else 0
            key = None if key in self._tops else self._service.parents.get(key)

    def _desk(self, unit_id: int) -> int | None:
        """The unit whose officers act for one, of those that are looked at."""
        key: int | None = unit_id
        while key is not None and not self.officers(key):
            key = None if key in self._tops else self._service.parents.get(key)
        return key

    def officers(self, key: int) -> int:
        """How many officers a unit has."""
        return self._people.get((key, "officer"), 0)

    def facts(self, key: int, below: Counter[str]) -> Facts:
        """Everything known of a unit, with how those below it stand."""
        count = self._counts.get(key) or _Count()
        return Facts(
            level=self._service.places[key].level,
            direct=self._service.directly_under(key, self._programme),
            body=key == self._body,
            sent=count.sent,
            recognised=count.recognised,
            posted=count.posted,
            lacking=count.lacking,
            waiting=self._waiting.get(key, 0),
            clocks=len(clocks(self._who, self._programme, key)) if key in self._tops else 0,
            done=frozenset(self._done.get(key, ())),
            targets=self._targets.get(key, {}),
            over={period: counts[key].three for period, counts in self._over.items()},
            officers=self.officers(key),
            advisers=self._people.get((key, "adviser"), 0),
            below=_below(below),
            undecided=self._undecided,
        )
