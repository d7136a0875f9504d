"""What a running service knows before anybody speaks: programmes and units, read-only for handlers."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from handlers.unit_search import Place, UnitIndex
from programmes.model import Programme


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
    schools: frozenset[int] = frozenset()
    """Units of the education sector: their people are addressed as thầy/cô."""
    programmes: Mapping[int, Programme] = field(default_factory=dict)
    """By the id of the stored version; those in `current` are offered to newcomers."""
    current: tuple[int, ...] = ()

    def contact(self, unit_id: int | None) -> Contact:
        """The officer of a unit, or of the nearest upper one that has one; empty where nobody is known."""
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

    def root(self, unit_id: int | None) -> Place | None:
        """The top of the tree a unit stands in; the first tree for someone without a unit."""
        if unit_id is None:
            unit_id = next((unit for unit, parent in self.parents.items() if parent is None), None)
        while unit_id is not None and self.parents.get(unit_id) is not None:
            unit_id = self.parents[unit_id]
        return self.places.get(unit_id) if unit_id is not None else None
