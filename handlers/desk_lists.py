"""What lists a desk has, and what stands in each."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from handlers import permissions
from handlers.turn import Turn, today_of
from programmes.acts import NEW
from storage import desk
from storage.desk import Wanted

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("todo", (*NEW, "answered", "contested", "received", "council")),
    ("new", NEW),
    ("answered", ("answered", "contested")),
    ("open", ("received",)),
    ("council", ("council",)),
    ("portal", ()),
    ("waiting", ("asked",)),
    ("recognised", ("recognised",)),
    ("closed", ("ineligible", "unrecognised", "withdrawn")),
    ("all", ()),
)
"""What lists can be had, and the states in them. `todo` and `portal` also hold what awaits the portal."""
NAMES = tuple(name for name, _ in GROUPS)
TO_DO = ("new", "answered", "open", "council", "portal")
"""The parts of what is to be done: only what is on somebody's own desk counts."""


class View(NamedTuple):
    """A list: of which programme (version), unit, group; which page."""

    version: int = 0
    unit_id: int = 0
    group: int = 0
    page: int = 0

    @property
    def name(self) -> str:
        """The group's name."""
        return NAMES[self.group] if self.group < len(NAMES) else "all"

    def value(self, token: str) -> str:
        """The value of a button that leads here."""
        return f"desk:{self.version}.{self.unit_id}.{self.group}.{self.page}:{token}"


def of_group(name: str) -> View:
    """A list without a filter."""
    return View(group=NAMES.index(name))


def tops_of(turn: Turn) -> list[int]:
    """The units somebody is an officer of."""
    return permissions.units_of(turn, "review")


def waiting(turn: Turn) -> int:
    """How much is to be done; for the menu."""
    tops = tops_of(turn)
    return sum(desk.counts(turn.store, where(turn, tops, of_group("todo"))).values()) if tops else 0


def where(turn: Turn, tops: Sequence[int], view: View, words: tuple[str, ...] = ()) -> list[Any]:
    """The conditions of a list: what is to be done is what lies on one's own desk, the rest is all below."""
    programme = turn.service.programmes.get(view.version)
    portals = tuple(p.key for p in turn.service.newest() if p.portal)
    wanted = Wanted(
        programme.key if programme else "",
        view.unit_id,
        dict(GROUPS)[view.name],
        portals if view.name in ("todo", "portal") else (),
        words,
    )
    if view.name == "portal" and not portals:
        wanted = Wanted(states=("no portal",))
    if view.name == "todo" or view.name in TO_DO:
        return desk.to_do(tops, turn.person.id, turn.person.name, today_of(turn.now), wanted)
    return desk.all_of(tops, wanted)


def count_of(turn: Turn, tops: Sequence[int], view: View) -> int:
    """How many stand in a list."""
    return sum(desk.counts(turn.store, where(turn, tops, view)).values())
