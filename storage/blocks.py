"""Who may not ask the people of a unit any more, until it is lifted."""

from typing import Any

from sqlalchemy import select

from storage.roles import Executes
from storage.tables import AskBlock

block = AskBlock.__table__  # type: ignore[attr-defined]


def standing(database: Executes, person_id: int, unit_id: int) -> Any:
    """What keeps somebody from asking there; None where nothing does."""
    theirs = (block.c.person_id == person_id) & (block.c.unit_id == unit_id) & block.c.lifted_at.is_(None)
    return database.execute(select(block).where(theirs).order_by(block.c.id.desc())).first()
