"""What somebody has here, in figures: shown before two chats, or two persons, become one's."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, or_, select

from storage.queue import conversation
from storage.roles import Executes, role
from storage.tables import Draft, Initiative, Ticket

draft = Draft.__table__  # type: ignore[attr-defined]
initiative = Initiative.__table__  # type: ignore[attr-defined]
ticket = Ticket.__table__  # type: ignore[attr-defined]

OWN = ("initiatives", "tickets", "roles")
"""What stays with a person whoever speaks in their chat."""


def of(database: Executes, person_id: int) -> dict[str, int]:
    """How many initiatives, tickets (asked or taken), roles, drafts and chats somebody has."""
    asked = or_(ticket.c.person_id == person_id, ticket.c.adviser_id == person_id)
    wanted: Mapping[str, Any] = {
        "initiatives": select(func.count()).where(initiative.c.person_id == person_id),
        "tickets": select(func.count()).where(asked),
        "roles": select(func.count()).where(role.c.person_id == person_id, role.c.ended_at.is_(None)),
        "drafts": select(func.count()).where(
            draft.c.person_id == person_id, draft.c.state == "open", draft.c.form != "welcome"
        ),
        "chats": select(func.count()).where(conversation.c.person_id == person_id),
    }
    row = database.execute(select(*(query.scalar_subquery() for query in wanted.values()))).one()
    return dict(zip(wanted, row, strict=True))
