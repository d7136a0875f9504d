"""Who may do what: the only place that answers it.

A role counts for its unit and all below. A programme belongs to the unit of the body that issued it: deciding
about it takes an officer or administrator of that unit or one above. What somebody may not do is refused with
the words that are said of things that do not exist.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from handlers import authors
from handlers.record_form import asks
from handlers.service import Service
from handlers.turn import Turn, today_of
from programmes.model import Programme
from storage import roles
from storage.roles import ROLES, Guest, Held
from storage.tables import Initiative

Action = Literal[
    "see", "decide", "record", "import", "review", "confer", "enter", "roster", "grant", "appoint", "audit"
]

ALLOWED: Mapping[Action, frozenset[str]] = {
    "see": frozenset(("officer", "administrator")),
    "decide": frozenset(("officer", "administrator")),
    "record": frozenset(("officer", "administrator")),
    "import": frozenset(("administrator",)),
    "review": frozenset(("officer",)),
    "confer": frozenset(("council",)),
    "enter": frozenset(("adviser", "officer")),
    "roster": frozenset(("officer", "administrator")),
    "grant": frozenset(("officer", "administrator")),
    "appoint": frozenset(("administrator",)),
    "audit": frozenset(("administrator",)),
}
"""Which roles an action takes. see: how a programme stands; decide: readings, dates, open or closed; record:
activities, reports and duties of a unit; import: tables of units, within the whole tree of a top unit;
review: act on initiatives; confer: read and discuss those that lie with a council; enter: an initiative for a
colleague of another workplace; roster: who works in a unit; grant: invite advisers, officers and members of
councils, and end these roles; appoint: the same with administrators; audit: read who did so."""


def held(turn: Turn) -> list[Held]:
    """The roles of whoever speaks, read once a turn."""
    if turn.roles is None:
        turn.roles = roles.held(turn.store, turn.person.id, today_of(turn.now))
    return turn.roles


def changed(turn: Turn) -> None:
    """Somebody else speaks, or has another role than at the beginning of the turn: they are read again."""
    turn.roles = turn.lying = None


def may(turn: Turn, action: Action, where: int | Programme | None) -> bool:
    """Whether whoever speaks may do this in a unit, or with a programme.

    A programme is seen from below too: by officers of the units it is for.
    """
    own = _own(turn, action)
    if not own:
        return False
    unit_id = turn.service.unit_of(where) if isinstance(where, Programme) else where
    if _reaches(turn.service, own, unit_id):
        return True
    below = action == "see" and isinstance(where, Programme)
    return below and any(place.id == unit_id for key in own for place in turn.service.lineage(key))


def seen(turn: Turn) -> list[tuple[int, Programme]]:
    """The programmes somebody may look at, newest versions, those they decide about first."""
    if not _own(turn, "see"):
        return []
    known = [(version, turn.service.programmes[version]) for version in turn.service.current]
    shown = [(version, programme) for version, programme in known if may(turn, "see", programme)]
    return sorted(shown, key=lambda pair: not may(turn, "decide", pair[1]))


def recordable(turn: Turn) -> list[tuple[int, int]]:
    """(unit, programme version) for which somebody may enter something: their own units, in open programmes
    of the bodies these stand under that ask for activities, reports, duties, marks or targets."""
    return [
        (unit_id, version)
        for unit_id in _own(turn, "record")
        for version in turn.service.current
        if takes_records(turn.service, unit_id, turn.service.programmes[version])
    ]


def units_of(turn: Turn, action: Action) -> list[int]:
    """The units in which somebody may do something, each once; it counts for all below them too."""
    return [key for key in _own(turn, action) if key in turn.service.places]


def may_read(turn: Turn, initiative: Initiative) -> bool:
    """Officers read what lies on a desk of theirs or below, and what came from there; members of a council
    what was laid before theirs. What somebody is an author of they see as its author alone."""
    if is_author(turn, initiative):
        return False
    return follows(turn, initiative) or may(turn, "confer", initiative.notes.get("council"))


def follows(turn: Turn, initiative: Initiative) -> bool:
    """Whether it lies with units of an officer, or comes from there."""
    return any(may(turn, "review", unit_id) for unit_id in (initiative.holder_id, initiative.unit_id))


def may_act(turn: Turn, initiative: Initiative) -> bool:
    """Officers act on what lies on a desk of theirs or below, never on what they are an author of."""
    return may(turn, "review", initiative.holder_id) and not is_author(turn, initiative)


def is_author(turn: Turn, initiative: Initiative) -> bool:
    """Whether whoever speaks is one of its authors, found to be or by the same name, however written."""
    return authors.is_author(turn, initiative)


def trees(turn: Turn) -> list[int]:
    """The top units whose trees somebody may change by a table."""
    parents = turn.service.parents
    return [key for key in _own(turn, "import") if key in parents and parents[key] is None]


def behalf(turn: Turn) -> list[int]:
    """The units with others below them for whose people somebody may register."""
    return [key for key in units_of(turn, "enter") if key in turn.service.branches]


def granting(role: str) -> Action:
    """What it takes to invite somebody to a role, and to end it."""
    return "appoint" if role == "administrator" else "grant"


def grantable(turn: Turn) -> list[str]:
    """The roles that somebody may invite to, in some unit."""
    return [role for role in ROLES if units_of(turn, granting(role))]


def invited(turn: Turn, hashed: str) -> Guest | None:
    """The open invitation of a code (by its checksum), while it is good."""
    guest = roles.invited(turn.store, hashed, turn.now)
    return guest if guest is not None and good(turn, guest) else None


def good(turn: Turn, guest: Any) -> bool:
    """Whether an open invitation (or a row of its) still grants something. Its unit must be open, and whoever
    made it must still be allowed to; who hands over a role, or has it covered, need only hold it still."""
    if guest.unit_id not in turn.service.places or guest.unit_id in turn.service.successors:
        return False
    if guest.created_by is None or guest.role_id is not None:
        return True
    theirs = roles.held(turn.store, guest.created_by, today_of(turn.now))
    own = _counting(turn.service, theirs, granting(guest.role))
    return _reaches(turn.service, own, guest.unit_id)


def takes_records(service: Service, unit_id: int, programme: Programme) -> bool:
    """Whether a programme asks a unit for records at present."""
    lineage = service.lineage(unit_id)
    if programme.unit not in {place.code for place in lineage} or not service.is_open(programme):
        return False
    return asks(programme, lineage[0].level, service.directly_under(unit_id, programme))


def receiving(turn: Turn) -> list[tuple[int, int]]:
    """(unit, programme version) of the bodies at or below one's own units that reports are sent to."""
    known = ((version, turn.service.programmes[version]) for version in turn.service.current)
    mine = ((v, p) for v, p in known if p.reports and may(turn, "record", p))
    return [(unit_id, v) for v, p in mine if (unit_id := turn.service.unit_of(p)) is not None]


def over_all(turn: Turn, action: Action, units: Iterable[int | None]) -> int | None:
    """A unit of whoever speaks, in which they may do something, at or above all of some units; None where
    there is none, or one of them is no unit."""
    above = [{place.id for place in turn.service.lineage(key)} for key in units]
    return next((key for key in units_of(turn, action) if all(key in lineage for lineage in above)), None)


def _own(turn: Turn, action: Action) -> list[int]:
    """The units of the roles of whoever speaks that allow an action."""
    return _counting(turn.service, held(turn), action)


def _counting(service: Service, roles_: Iterable[Held], action: Action) -> list[int]:
    """The units of the roles that allow an action, each once. In a unit that is closed nothing is done any
    more: its work goes to the one above, or to its successor."""
    mine = (h.unit_id for h in roles_ if h.role in ALLOWED[action] and h.unit_id not in service.successors)
    return list(dict.fromkeys(mine))


def _reaches(service: Service, own: Sequence[int], unit_id: int | None) -> bool:
    """Whether a unit is one of some, or below one."""
    return any(place.id in own for place in service.lineage(unit_id))
