"""What a running service knows before anybody speaks: programmes and units, read-only for handlers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from handlers.knowledge_search import KnowledgeIndex
from handlers.unit_search import Place, UnitIndex
from programmes.model import Conflict, Deadline, Programme


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody real to talk to."""

    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class Head:
    """Who leads a workplace, by title, and whether it has an initiative council."""

    title: str
    has_council: bool


@dataclass(frozen=True, slots=True)
class Service:
    """Loaded at start."""

    units: UnitIndex
    places: Mapping[int, Place]
    parents: Mapping[int, int | None]
    contacts: Mapping[int, Contact]
    heads: Mapping[int, Head] = field(default_factory=dict)
    successors: Mapping[int, int | None] = field(default_factory=dict)
    """Of closed units: into which each was merged, or nothing."""
    branches: frozenset[int] = frozenset()
    """Units with open ones below them."""
    schools: frozenset[int] = frozenset()
    """Units of the education sector: their people are addressed as thầy/cô."""
    programmes: Mapping[int, Programme] = field(default_factory=dict)
    """By the id of the stored version, as officers have decided; those in `current` are the newest files."""
    current: tuple[int, ...] = ()
    files: Mapping[int, Programme] = field(default_factory=dict)
    """The same versions as their files say, before any decision."""
    decisions: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """What officers have decided: by programme, then by subject (`state`, `conflict:<key>`, `date:<key>`)."""
    ids: Mapping[str, int] = field(default_factory=dict)
    """The units by their codes; made from `places` once, and kept by `replace`."""
    links: tuple[str, ...] = ()
    """What links begin with that open a conversation here, as far as they are known: `i_<code>` of an
    invitation or `u_<code>` of a unit is written behind them."""
    knowledge: KnowledgeIndex = field(default_factory=KnowledgeIndex)
    """What is asked again and again, and its answers."""

    def __post_init__(self) -> None:
        if not self.ids:
            object.__setattr__(self, "ids", {place.code: place.id for place in self.places.values()})

    def offered(self, unit_id: int | None) -> list[tuple[int, Programme]]:
        """The open programmes somebody of a unit can take part in, with their versions: those of the body the
        unit stands under; all of them for somebody without a unit."""
        codes = {place.code for place in self.lineage(unit_id)}
        found = ((version, self.programmes[version]) for version in self.current)
        return [(v, p) for v, p in found if self.is_open(p) and (not codes or p.unit in codes)]

    def unit_of(self, programme: Programme) -> int | None:
        """The unit a programme belongs to; None where it is not among the units we know."""
        return self.ids.get(programme.unit)

    def directly_under(self, unit_id: int, programme: Programme) -> bool:
        """Whether a unit stands directly under the body that issued a programme (trực thuộc)."""
        parent, body = self.parents.get(unit_id), self.unit_of(programme)
        return body is not None and parent == body

    def sees_to(self, unit_id: int, programme: Programme, deadline: Deadline) -> bool:
        """Whether the officers of a unit see to a deadline: their level does, and where only units directly
        under the issuing body do, the unit is one of them. The body itself receives reports and sends none;
        what else its level is named for, a review for example, is its own business too."""
        place = self.places.get(unit_id)
        if deadline.levels and (place is None or place.level not in deadline.levels):
            return False
        if not deadline.direct or self.directly_under(unit_id, programme):
            return True
        reported = any(report.deadline == deadline.key for report in programme.reports)
        return unit_id == self.unit_of(programme) and not reported

    def newest(self) -> list[Programme]:
        """Every programme as its newest file and the officers' decisions have it."""
        return [self.programmes[version] for version in self.current]

    def is_open(self, programme: Programme) -> bool:
        """Whether an officer has closed it."""
        return bool(self.decisions.get(programme.key, {}).get("state", "open") == "open")

    def undecided(self, programme: Programme) -> tuple[Conflict, ...]:
        """The contradictions of its plan on which no officer has decided: their defaults hold."""
        decided = self.decisions.get(programme.key, {})
        return tuple(c for c in programme.conflicts if f"conflict:{c.key}" not in decided)

    def present(self, unit_id: int | None) -> int | None:
        """The unit itself while it is open, else the one it has become part of; None where there is none."""
        seen = set[int]()
        while unit_id is not None and unit_id in self.successors and unit_id not in seen:
            seen.add(unit_id)
            unit_id = self.successors[unit_id]
        return unit_id if unit_id in self.places and unit_id not in seen else None

    def desk(self, unit_id: int | None) -> int | None:
        """The unit that acts for one: itself while it is open, else its successor, else the nearest open one
        above."""
        seen = set[int]()
        while unit_id is not None and unit_id in self.successors and unit_id not in seen:
            seen.add(unit_id)
            unit_id = self.successors[unit_id] or self.parents.get(unit_id)
        return unit_id if unit_id not in seen else None

    def lineage(self, unit_id: int | None) -> list[Place]:
        """A unit and all above it, the nearest first."""
        found = []
        while unit_id is not None and unit_id in self.places:
            found.append(self.places[unit_id])
            unit_id = self.parents.get(unit_id)
        return found

    def contact(self, unit_id: int | None) -> Contact:
        """The officer of a unit, or of the nearest upper one that is open and has one; empty where nobody is
        known."""
        while unit_id is not None:
            if unit_id in self.contacts:
                return self.contacts[unit_id]
            unit_id = self.parents.get(unit_id)
        return next(iter(self.contacts.values()), Contact("", ""))

    def head(self, unit_id: int | None) -> Head | None:
        """Who recognises for a unit: the head of the workplace its tổ or bộ phận belongs to."""
        while (
            unit_id is not None
            and unit_id in self.places
            and self.places[unit_id].level in ("section", "group")
        ):
            unit_id = self.parents.get(unit_id)
        return self.heads.get(unit_id or 0)

    def voice(self, language: str, unit_id: int | None) -> str:
        """The language a person is answered in, with the form of address their workplace asks for."""
        return "vi-school" if language == "vi" and unit_id in self.schools else language

    @property
    def roots(self) -> int:
        """How many trees of units there are; closed ones do not count."""
        return sum(p is None and unit not in self.successors for unit, p in self.parents.items())

    def root(self, unit_id: int | None) -> Place | None:
        """The top of the tree a unit stands in; the first tree for someone without a unit."""
        if unit_id is None:
            tops = (unit for unit, parent in self.parents.items() if parent is None)
            unit_id = next((unit for unit in tops if unit not in self.successors), None)
        while unit_id is not None and self.parents.get(unit_id) is not None:
            unit_id = self.parents[unit_id]
        return self.places.get(unit_id) if unit_id is not None else None
