"""Who may not ask the people of a unit any more, until it is lifted."""

from typing import Any

from sqlalchemy import select

from storage.roles import Executes
from storage.tables import AskBlock
from storage.tickets import ticket

block = AskBlock.__table__  # type: ignore[attr-defined]


def standing(database: Executes, person_id: int, unit_id: int) -> Any:
    """What keeps somebody from asking there; None where nothing does."""
    theirs = (block.c.person_id == person_id) & (block.c.unit_id == unit_id) & block.c.lifted_at.is_(None)
    return database.execute(select(block).where(theirs).order_by(block.c.id.desc())).first()


def shown(database: Executes, person_id: int, unit_id: int, anonymous: bool) -> Any:
    """The same, of those that came of questions with a name, or without one: to whoever leads the one must
    not tell who asked the other. None where nothing does."""
    theirs = (block.c.person_id == person_id) & (block.c.unit_id == unit_id) & block.c.lifted_at.is_(None)
    of_kind = select(block).join(ticket, ticket.c.id == block.c.ticket_id).where(theirs)
    found = of_kind.where(ticket.c.anonymous == anonymous).order_by(block.c.id.desc())
    return database.execute(found).first()
