"""More of a question by whoever asked it: into its thread, and to whoever answers it."""

from datetime import timedelta

from handlers import bursts, news, rude, thread, ticket_routes, workday
from handlers.events import Attachment, Phrase
from handlers.ticket_news import MORE
from handlers.turn import Turn
from storage import tickets
from storage.tables import Ticket

MINUTE, HASTE = timedelta(minutes=1), 10  # more messages to one question in a minute are too fast


def add(turn: Turn, ticket: Ticket, text: str, files: tuple[Attachment, ...]) -> tuple[Phrase, ...]:
    """Adds it; the question is open again if it was over. What is said of it, not empty."""
    if (refused := rude.refused(turn, ticket.desk_id)) is not None:
        return (refused,)
    said = thread.say(turn, ticket, "asked", text, files)
    if said.entry is None:
        return said.lead
    if ticket.state not in tickets.OPEN:
        tickets.say(turn.store, ticket.id or 0, turn.now, "reopened", turn.person.id)
        ticket.closed_at = None
    tell_more(turn, ticket, said.entry)
    many = tickets.asked_since(turn.store, ticket.id or 0, turn.now - MINUTE) > HASTE
    return (*said.lead, Phrase("threads.slower" if many else "ask.added", {"number": ticket.number}))


def tell_more(turn: Turn, ticket: Ticket, entry_id: int) -> None:
    """It waits for an answer again. Of messages right behind each other only the first is told at once."""
    workday.asked_on(turn, ticket)
    due = bursts.due(turn, ticket, entry_id)
    if ticket.adviser_id is not None and ticket_routes.is_answerer(turn, ticket, ticket.adviser_id):
        ticket.state = "taken"
        what = str(entry_id) if due is None else f"{ticket.id}.{int(due.timestamp())}"
        news.leave(turn, ticket.adviser_id, MORE, what, due)
        return
    ticket.state, ticket.adviser_id = "waiting", None
    if due is None:
        workday.tell(turn, ticket, f"{ticket.id}.{entry_id}")
