"""Ideas that questions brought: what teams follow until it is registered or given up."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import func, select

from storage.roles import Executes
from storage.tables import Idea, Ticket

idea = Idea.__table__  # type: ignore[attr-defined]
ticket = Ticket.__table__  # type: ignore[attr-defined]

FOLLOWED = ("new", "contacted", "trial")
"""States in which somebody still sees to it."""


def of_tickets(database: Executes, ticket_ids: Collection[int]) -> dict[int, Any]:
    """The ideas of some questions that are one, by question."""
    rows = database.execute(select(idea).where(idea.c.ticket_id.in_(ticket_ids)))
    return {row.ticket_id: row for row in rows}


def lying(database: Executes, desks: Collection[int], first: int, count: int) -> tuple[Sequence[Any], int]:
    """A page of the ideas of some units with the numbers of their questions, what is still followed first;
    and how many there are."""
    mine = idea.c.desk_id.in_(desks)
    over = idea.c.state.not_in(FOLLOWED)
    query = select(idea, ticket.c.number, ticket.c.anonymous).join(ticket, ticket.c.id == idea.c.ticket_id)
    total = database.execute(select(func.count()).select_from(idea).where(mine)).scalar() or 0
    page = query.where(mine).order_by(over, idea.c.id).offset(first).limit(count)
    return list(database.execute(page).all()), total
