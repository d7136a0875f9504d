"""To whom a question goes, who may see it, and when an answer can be expected.

Workers ask the nearest unit above them with a staffed team, in programmes with teams (003 II.1), or else the
nearest officers. Officers ask the body of the programme (001 III.2, 003 III: unions' difficulties), or else
those above them.
"""

from collections.abc import Sequence
from typing import NamedTuple

from handlers import permissions
from handlers.turn import Turn, today_of
from programmes.model import Programme
from storage import tickets
from storage.desk import nearest, officers
from storage.tables import Ticket, Unit
from storage.tickets import Answerer

FEW = 30  # who work in so small a place know each other; a proposal
NAMING = ("worker", "worker_unit", "authors", "lead")  # answers of a draft that tell whose it is
ROLES = {"team": "adviser", "officer": "officer"}


class Desk(NamedTuple):
    """Who answers: the people of a unit, its team or its officers."""

    unit_id: int
    kind: str
    people: tuple[Answerer, ...]


def programme_of(turn: Turn) -> Programme | None:
    """The programme a question of whoever speaks is about: the first that is open to them."""
    return next((programme for _, programme in turn.service.offered(turn.person.unit_id)), None)


def desk(turn: Turn, programme: Programme | None) -> Desk | None:
    """Who answers whoever speaks; None where nobody is here."""
    lineage = [place.id for place in turn.service.lineage(turn.service.present(turn.person.unit_id))]
    officers_of = permissions.units_of(turn, "review")
    if officers_of:
        body = turn.service.unit_of(programme) if programme else None
        own = turn.service.lineage(officers_of[0])[1:]
        lineage = [*([body] if body is not None else []), *(place.id for place in own)]
        return _nearest(turn, lineage, "officer")
    levels = programme.team.levels if programme and programme.team else ()
    teams = [key for key in lineage if turn.service.places[key].level in levels]
    return _nearest(turn, teams, "team") or _nearest(turn, _for_workers(turn, programme, lineage), "officer")


def nameless(turn: Turn, programme: Programme | None, found: Desk) -> str | None:
    """Whether one may ask without one's name: `small` where few work or it is not known how many, `large`
    elsewhere; None where one may not."""
    if found.kind != "team" or programme is None or programme.team is None or not programme.team.anonymous:
        return None
    unit = turn.store.get(Unit, turn.person.unit_id or 0)
    return "large" if unit is not None and (unit.headcount or 0) >= FEW else "small"


def _for_workers(turn: Turn, programme: Programme | None, lineage: Sequence[int]) -> list[int]:
    """Without the body of the programme where its department takes only what unions find difficult (001
    III.2, 003 III): its plan names no such level for workers."""
    if programme is None:
        return list(lineage)
    named = {to for route in programme.routing if route.asker == "worker" for to in route.to}
    body = turn.service.unit_of(programme)
    return [key for key in lineage if key != body or turn.service.places[key].level in named]


def _nearest(turn: Turn, lineage: Sequence[int], kind: str, asker: int | None = None) -> Desk | None:
    """The first of some units that has somebody besides whoever asks."""
    found = tickets.answerers(turn.store, ROLES[kind], lineage, today_of(turn.now)) if lineage else []
    others = [one for one in found if one.person_id != (asker or turn.person.id)]
    if not others:
        return None
    return Desk(others[0].unit_id, kind, tuple(o for o in others if o.unit_id == others[0].unit_id))


def people(turn: Turn, ticket: Ticket) -> list[Answerer]:
    """Who answers a question now, without whoever asked it; where its unit is closed, those of the one that
    acts for it."""
    desk_id, today = turn.service.desk(ticket.desk_id) or ticket.desk_id, today_of(turn.now)
    found = tickets.answerers(turn.store, ROLES[ticket.kind], [desk_id], today)
    if not found and desk_id != ticket.desk_id:
        found = tickets.answerers(turn.store, ROLES["officer"], [desk_id], today)
    return [one for one in found if one.person_id != ticket.person_id]


def may_answer(turn: Turn, ticket: Ticket) -> bool:
    """Whether whoever speaks is of the people who answer a question now."""
    return any(one.person_id == turn.person.id for one in people(turn, ticket))


def may_see(turn: Turn, ticket: Ticket) -> bool:
    """Whether whoever speaks answers a question, or arranges who does: the officers of its unit, and those
    further up once the time for an answer is over."""
    if may_answer(turn, ticket):
        return True
    today, desk_id = today_of(turn.now), turn.service.desk(ticket.desk_id) or ticket.desk_id
    lineage = [place.id for place in turn.service.lineage(desk_id)]
    found = [one for one in officers(turn.store, lineage, today) if one.person_id != ticket.person_id]
    above = [one for one in found if one.unit_id != desk_id]
    asked = [one for one in found if one.unit_id == desk_id]
    asked += nearest(above) if turn.now >= ticket.due else []
    return any(one.person_id == turn.person.id for one in asked)


def draw(turn: Turn, ticket: Ticket) -> None:
    """Whoever arranges who answers answers it themselves: it lies on their own desk from now on."""
    own = permissions.units_of(turn, "review")
    places = turn.service.lineage(ticket.desk_id)
    ticket.kind, ticket.desk_id = "officer", next((p.id for p in places if p.id in own), ticket.desk_id)


def readable(ticket: Ticket, key: str) -> bool:
    """Whether those who answer read an answer of the draft that came along: not one that names somebody where
    whoever asked does not wish to be named."""
    return not (ticket.anonymous and key in NAMING)


def has_team(programme: Programme | None) -> bool:
    """Whether a programme asks for teams."""
    return programme is not None and programme.team is not None


def is_answerer(turn: Turn, ticket: Ticket, person_id: int) -> bool:
    """Whether somebody is of the people who answer a question now."""
    return any(one.person_id == person_id for one in people(turn, ticket))


def desk_above(turn: Turn, ticket: Ticket) -> Desk | None:
    """Who answers further up than a question lies now."""
    programme = next((p for p in turn.service.newest() if p.key == ticket.programme), None)
    lineage = [place.id for place in turn.service.lineage(ticket.desk_id)]
    above = lineage if ticket.kind == "team" else lineage[1:]
    teams = lineage[1:] if ticket.kind == "team" and has_team(programme) else []
    return _nearest(turn, teams, "team", ticket.person_id) or _nearest(
        turn, above, "officer", ticket.person_id
    )


def desks(turn: Turn) -> list[int]:
    """The units whose questions whoever speaks answers, as one of the team or as their officer; closed ones
    that went to these are among them."""
    mine = [held.unit_id for held in permissions.held(turn) if held.role in ROLES.values()]
    open_ = [key for key in dict.fromkeys(mine) if key not in turn.service.successors]
    return [*open_, *(key for key in turn.service.successors if turn.service.desk(key) in open_)]
