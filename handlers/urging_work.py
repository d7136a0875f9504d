"""Who lacks what and whom a word can reach: worked out beside the turns, for there may be thousands of units.

`wish` is what an officer asked for: `unit` (theirs), `what` kind (or none yet), programme, deadline, round;
of words of their own: `whom` (all | level | names), `level`, `units`, `text`.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from handlers import owed
from handlers.ledger_lines import occurrence_of, programme_of
from handlers.owed import Asker, Standing
from handlers.push_costs import Prices
from handlers.service import Service
from handlers.turn import today_of
from handlers.urging_kinds import DRAFTS, FOCAL, LACKING, TYPED, asked, lacks
from programmes.calendar import Occurrence
from programmes.debts import Debt
from programmes.model import Deadline, Programme, Role
from programmes.quiet import next_allowed
from storage import preferences, urgings
from storage.ledger import About
from storage.preferences import USUAL
from storage.roles import Executes
from storage.urgings import Person

Wish = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Beside:
    """Whoever asks beside the turns."""

    store: Executes
    now: datetime
    service: Service


@dataclass(frozen=True, slots=True)
class Round:
    """A deadline as it comes round once."""

    programme: Programme
    deadline: Deadline
    occurrence: Occurrence

    @property
    def about(self) -> About:
        """Its names."""
        return About(self.programme.key, self.deadline.key, self.occurrence.round)


def round_of(service: Service, wish: Wish, now: datetime) -> Round | None:
    """What a wish is about as it stands now; None for words of an officer's own, where the programme has
    closed, or where the deadline has no such round any more."""
    about = About(*(str(wish.get(name, "")) for name in About._fields))
    programme = programme_of(service, about.programme)
    deadline = programme.deadline(about.deadline) if programme else None
    if programme is None or deadline is None or not service.is_open(programme):
        return None
    occurrence = occurrence_of(programme, about, now)
    return Round(programme, deadline, occurrence) if occurrence else None


# Counting


def counted(who: Asker, person_id: int, wish: Wish, prices: Prices) -> dict[str, Any]:
    """What an officer is shown before anything is sent. By kind: the `units` that lack it, of how many
    (`of`), how many `people` would be told, one unit and person as a `sample`, and `clusters`: [union below,
    how many lack it, of how many]. `why`: of units nobody of which can be told. `cost`: as `Prices.of`."""
    if wish["what"] == DRAFTS:
        found = urgings.with_drafts(who.store, wish["unit"])
        cost = {DRAFTS: prices.of(who.store, found.people)}
        return {"people": {DRAFTS: len(found.people)}, "unreachable": found.unreachable, "cost": cost}
    groups = list(_groups(who, wish))
    concerned = sorted({key for group in groups for key in group.units})
    reach = urgings.reach(who.store, concerned, wish["unit"], person_id, who.now, today_of(who.now))
    top = int(wish["unit"])
    people = {group.kind: _people(reach, group.units) for group in groups}
    return {
        "units": {group.kind: group.units for group in groups},
        "of": {group.kind: len(group.asked) for group in groups},
        "people": {kind: len(found) for kind, found in people.items()},
        "cost": {kind: prices.of(who.store, found) for kind, found in people.items()},
        "sample": {group.kind: _sample(reach, group.units) for group in groups},
        "clusters": {group.kind: clusters(who.service, top, group) for group in groups},
        "why": {str(key): why for key, why in reach.why.items()},
        "covered": sorted(reach.covered),
    }


@dataclass(frozen=True, slots=True)
class Group:
    """The units that lack something of a kind, with what shows it, and all those it is asked of, in the order
    of the tree."""

    kind: str
    debts: dict[int, tuple[Debt, ...]]
    asked: list[int]

    @property
    def units(self) -> list[int]:
        """Those that lack it."""
        return list(self.debts)


def _groups(who: Asker, wish: Wish) -> Iterator[Group]:
    """Those with units in them."""
    if wish["what"] == TYPED:
        mine = chosen(who.service, wish)
        yield Group(TYPED, dict.fromkeys(mine, ()), mine)
        return
    meant = round_of(who.service, wish, who.now)
    if meant is None:
        return
    found = owed.standings(who, meant.programme, meant.deadline, meant.occurrence, [wish["unit"]])
    order = [key for key in who.service.places if key in found and key != wish["unit"]]
    for kind in (*LACKING, FOCAL):
        asked_ = [key for key in order if asked(kind, meant.programme, meant.deadline, found[key].facts)]
        debts = {key: lacks(kind, found[key].debts) for key in asked_ if _wants(kind, found[key])}
        if debts:
            yield Group(kind, debts, asked_)


def _wants(kind: str, standing: Standing) -> bool:
    return not standing.facts.officers if kind == FOCAL else bool(lacks(kind, standing.debts))


def chosen(service: Service, wish: Wish) -> list[int]:
    """The open units below an officer's own to which words of theirs go; one that was merged is its
    successor."""
    if wish["whom"] == "names":
        present = (service.present(key) for key in wish["units"])
        return list(dict.fromkeys(key for key in present if key is not None and key != wish["unit"]))
    level = wish.get("level") if wish["whom"] == "level" else None
    return [
        key for key in below(service, wish["unit"]) if level is None or service.places[key].level == level
    ]


def below(service: Service, unit_id: int) -> list[int]:
    """The open units below one, in the order of the tree."""
    inside: dict[int | None, bool] = {None: False, unit_id: True}

    def is_inside(key: int | None) -> bool:
        if key not in inside:
            inside[key] = is_inside(service.parents.get(key or 0))
        return inside[key]

    open_ = (key for key in service.places if key not in service.successors)
    return [key for key in open_ if key != unit_id and is_inside(key)]


def _people(reach: urgings.Reach, units: Iterable[int]) -> set[urgings.Person]:
    return {one for key in units for one in reach.people.get(key, ())}


def _sample(reach: urgings.Reach, units: Iterable[int]) -> list[int]:
    """The first unit that can be told, and whom."""
    return next(([key, reach.people[key][0].id] for key in units if key in reach.people), [])


def clusters(service: Service, top: int, group: Group) -> list[tuple[int, int, int]]:
    """By the unions right below one: how many of theirs lack something, of how many. Where a figure would
    name a single union, there is none."""
    wanting = set(group.units)
    few, all_ = Counter[int](), Counter[int]()
    for key in group.asked:
        lineage = [place.id for place in service.lineage(key)]
        child = lineage[lineage.index(top) - 1] if top in lineage[1:] else key
        all_[child] += 1
        few[child] += key in wanting
    return [(child, few[child], all_[child]) for child in service.places if all_[child] > 1]


# Sending


@dataclass(slots=True)
class Telling:
    """Whom to tell of which units of theirs; why nobody can be told of others, and who has blocked the
    service there; what each unit lacks."""

    people: dict[Person, list[int]]
    why: dict[int, str] = field(default_factory=dict)
    blocked: dict[int, list[int]] = field(default_factory=dict)
    debts: Mapping[int, tuple[Debt, ...]] = field(default_factory=dict)


def telling(who: Asker, person_id: int, wish: Wish, agreed: Collection[int]) -> Telling:
    """Of the units that were agreed on, those that still lack it."""
    if wish["what"] == DRAFTS:
        return Telling({one: [] for one in urgings.with_drafts(who.store, wish["unit"]).people})
    mine = (group.debts for group in _groups(who, wish) if group.kind == wish["what"])
    debts = next(mine, {})
    still = [key for key in debts if key in agreed]
    reach = urgings.reach(who.store, still, wish["unit"], person_id, who.now, today_of(who.now))
    people: dict[Person, list[int]] = defaultdict(list)
    for key in still:
        for one in reach.people.get(key, ()):
            people[one].append(key)
    return Telling(dict(people), reach.why, reach.blocked, debts)


def moments(who: Asker, wish: Wish, people: Iterable[Person]) -> dict[int, datetime]:
    """When each of them may be told: at once, or when the hours of their role and their own wishes end."""
    ids = {one.id for one in people}
    wishes = preferences.many(who.store, ids)
    meant, role = round_of(who.service, wish, who.now), role_of(wish["what"])
    return {key: allowed(who.now, role, wishes.get(key, USUAL), meant) for key in ids}


def role_of(kind: str) -> Role:
    """As what people are told of something."""
    return "worker" if kind == DRAFTS else "officer"


def allowed(now: datetime, role: Role, wishes: Any, meant: Round | None) -> datetime:
    """Now, or the next moment for somebody's wishes; what falls due before that is said on days off too."""
    quiet = meant.programme.quiet if meant else None
    when = next_allowed(now, role, wishes, quiet)
    last = meant.occurrence.last_day if meant else None
    if last is not None and today_of(now) <= last < today_of(when):
        return next_allowed(now, role, wishes, quiet, falls_due_inside=True)
    return when
