"""What lists a desk has, and what stands in each."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from handlers import permissions
from handlers.service import Service
from handlers.turn import Turn, today_of
from programmes.acts import NEW
from storage import desk
from storage.desk import Wanted, Which
from storage.roles import Executes

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


def lying(turn: Turn) -> list[int]:
    """The units whose work is on the desk of whoever speaks, read once a turn."""
    if turn.lying is None:
        turn.lying = on_desk(turn.store, turn.service, tops_of(turn), today_of(turn.now))
    return turn.lying


def on_desk(store: Executes, service: Service, tops: Sequence[int], today: date) -> list[int]:
    """The units with which work lies that officers of `tops` act on: no other unit's officer is nearer.

    The tree is walked in memory: joining it with all officers' roles took the database seconds.
    """
    if not tops:
        return []
    attended = desk.attended(store, tops, today) - service.successors.keys()

    def mine(unit_id: int | None) -> bool:
        while unit_id is not None and unit_id not in tops and unit_id not in attended:
            unit_id = service.parents.get(unit_id)
        return unit_id in tops

    return [unit_id for unit_id in desk.holders(store, tops) if mine(unit_id)]


def counted(turn: Turn, view: View) -> dict[str, int]:
    """How many stand in each part of what is to be done (`todo` is all of them), narrowed like a list."""
    if not tops_of(turn):
        return dict.fromkeys(("todo", *TO_DO), 0)
    everything = view._replace(group=NAMES.index("todo"))
    found = desk.counts(turn.store, where(turn, tops_of(turn), everything))
    parts = dict.fromkeys(TO_DO, 0)
    for (status, _programme, _posted), count in found.items():
        parts[_part(status)] += count
    return {"todo": sum(parts.values()), **parts}


def sizes(turn: Turn, view: View) -> dict[str, int]:
    """How many stand in every list, narrowed like one."""
    below = desk.counts(turn.store, where(turn, tops_of(turn), view._replace(group=NAMES.index("all"))))
    others = {
        name: sum(n for (status, _, _), n in below.items() if status in states)
        for name, states in GROUPS
        if name in ("waiting", "recognised", "closed")
    }
    return {**counted(turn, view), **others, "all": below.total()}


def _part(status: str) -> str:
    return next((name for name, states in GROUPS if name in TO_DO and status in states), "portal")


def waiting(turn: Turn) -> int:
    """How much is to be done; for the menu."""
    return counted(turn, of_group("todo"))["todo"]


def portals(service: Service) -> tuple[str, ...]:
    """The programmes with an outside portal."""
    return tuple(programme.key for programme in service.newest() if programme.portal)


def where(turn: Turn, tops: Sequence[int], view: View, words: tuple[str, ...] = ()) -> Which:
    """What stands in a list: what is to be done is what lies on one's own desk, the rest is all below."""
    programme = turn.service.programmes.get(view.version)
    unposted = portals(turn.service) if view.name in ("todo", "portal") else ()
    states = dict(GROUPS)[view.name] or (("no state",) if view.name == "portal" else ())
    wanted = Wanted(programme.key if programme else "", view.unit_id, states, unposted, words)
    if view.name == "todo" or view.name in TO_DO:
        return desk.to_do(lying(turn), turn.person.id, turn.person.name, wanted)
    return desk.all_of(tops, wanted)
