"""Whom a message is for, where somebody answers several questions at once: they are asked, and what they have
written is held meanwhile."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from handlers import dialog, held, session, ticket_lines, ticket_routes
from handlers.events import Choice, Phrase, Reply
from handlers.turn import Turn
from storage import tickets
from storage.tables import Ticket

LATELY = timedelta(days=1)  # so long after the asker's last message words out of the blue may be an answer


def idle(turn: Turn, text: str) -> list[Reply] | None:
    """Words of somebody who writes to nobody, while people whose questions they have taken wait for an
    answer; None where nobody does."""
    mine = tickets.taken_by(turn.store, turn.person.id)
    if not text or not tickets.said_since(turn.store, [row.id for row in mine], turn.now - LATELY):
        return None
    rows = [row for row in mine if _may(turn, row.id)]
    return which(turn, rows, text) if rows else None


def other(turn: Turn, ticket: Ticket) -> Ticket | None:
    """The other question of theirs that somebody heard of since they wrote last: asked about once."""
    number = turn.conversation.session.get("other")
    session.put(turn.conversation, other=None)
    found = turn.store.get(Ticket, int(number)) if number else None
    if found is None or found.id == ticket.id or found.adviser_id != turn.person.id:
        return None
    return found if found.state in tickets.OPEN and _may(turn, found.id or 0) else None


def which(turn: Turn, rows: Sequence[Any], text: str) -> list[Reply]:
    """Asks to whom of some a message goes."""
    choices = (
        *(Choice(f"ticket:{row.id}:to", ticket_lines.to(turn, row)) for row in rows),
        Choice(f"ticket:{rows[0].id}:nobody", Phrase("threads.which#nobody")),
    )
    words = dialog.short("\n".join(filter(None, (held.peek(turn)[0], text))), 200)
    return held.ask(turn, Reply("threads.which", {"text": words}, choices), text)


def _may(turn: Turn, number: int) -> bool:
    ticket = turn.store.get(Ticket, number)
    return ticket is not None and ticket_routes.may_answer(turn, ticket)
