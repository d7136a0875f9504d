"""How ideas are shown beside questions: to whoever had them, and to those who answer."""

from typing import Any

from handlers.events import Choice, Phrase
from handlers.turn import Turn
from storage import ideas
from storage.tables import Ticket


def of(turn: Turn, ticket_id: int) -> Any:
    """The idea that a question is; None where it is none."""
    return ideas.of_tickets(turn.store, [ticket_id]).get(ticket_id)


def state(turn: Turn, row: Any, states: str) -> Phrase:
    """The state of a question, with that of its idea."""
    told, found = Phrase(f"{states}#{row.state}"), of(turn, row.id)
    if found is None:
        return told
    return Phrase("idea.with", {"state": told, "idea": Phrase(f"idea.state#{found.state}")})


def of_team(turn: Turn, ticket: Ticket) -> tuple[Choice, ...]:
    """On the page of a question: its idea, or that it is one."""
    found = of(turn, ticket.id or 0)
    if found is None:
        return (Choice(f"idea:{ticket.id}:mark", Phrase("idea.one#mark")),)
    return (Choice(f"idea:{found.id}:view", Phrase("idea.one#view")),)


def own(turn: Turn, ticket: Ticket) -> tuple[Choice, ...]:
    """On the page of one's own question: the idea is in use by now."""
    found = of(turn, ticket.id or 0)
    if found is None or found.state == "registered":
        return ()
    return (Choice(f"idea:{found.id}:apply", Phrase("idea.one#apply")),)
