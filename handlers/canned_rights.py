"""Who publishes the answers that the people of a unit prepare."""

from handlers import menu, permissions, ticket_routes
from handlers.events import Phrase, Reply
from handlers.turn import Turn, today_of
from storage import desk, tickets
from storage.tables import TeamPlan


def deciders(turn: Turn, unit_id: int) -> list[int]:
    """Who publishes for a unit: its lead, or where there is none its officers, or the nearest above."""
    today = today_of(turn.now)
    plan = turn.store.get(TeamPlan, unit_id)
    for role in ticket_routes.ROLES.values():
        people = [one.person_id for one in tickets.answerers(turn.store, role, [unit_id], today)]
        if plan is not None and plan.lead_id in people:
            return [plan.lead_id]
    lineage = [place.id for place in turn.service.lineage(unit_id)]
    return [one.person_id for one in desk.nearest(desk.officers(turn.store, lineage, today))]


def may_publish(turn: Turn, unit_id: int) -> bool:
    """The lead of a unit's team, and officers of it or above."""
    here = turn.service.present(unit_id) or unit_id
    return permissions.may(turn, "review", here) or turn.person.id in deciders(turn, here)


def unknown(turn: Turn) -> list[Reply]:
    """Said to those it is not for, and of what is not there."""
    return menu.show(turn, (Phrase("ask.unknown"),))
