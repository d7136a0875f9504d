"""Who may not ask the people of a unit any more, until it is lifted."""

from typing import Any

from sqlalchemy import select

from storage.roles import Executes
from storage.tables import AskBlock
from storage.tickets import ticket

block = AskBlock.__table__  # type: ignore[attr-defined]


def standing(database: Executes, person_id: int, unit_id: int, anonymous: bool | None = None) -> Any:
    """What keeps somebody from asking there; None where nothing does. `anonymous`: only what came of a
    question without a name, or of one with it: to whoever leads the one must not tell who asked the other."""
    theirs = (block.c.person_id == person_id) & (block.c.unit_id == unit_id) & block.c.lifted_at.is_(None)
    query = select(block).where(theirs).order_by(block.c.id.desc())
    if anonymous is not None:
        query = query.join(ticket, ticket.c.id == block.c.ticket_id).where(ticket.c.anonymous == anonymous)
    return database.execute(query).first()
