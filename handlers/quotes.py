"""A reply to a message of the service about a question goes to that question, whatever is open: whom it is
for is certain, so it is never held for a yes."""

from handlers import held, menu, own_questions, session, ticket_routes, writing
from handlers.events import Attachment, Choice, Phrase, Reply
from handlers.text import clean, fold
from handlers.turn import Turn
from storage import shown, tickets
from storage.tables import Ticket

ANSWERING = "ticket."  # what messages to those who answer begin with
ASKING = ("ask.answer", "ask.answer-files", "ask.done", "ask.ended", "threads.merged", "threads.proposed")


def quoted(turn: Turn) -> list[Reply] | None:
    """The turn of a reply to a message about a question; None for every other, and where the words are a
    command or a choice."""
    event = turn.event
    if not event.quoted or event.kind not in ("text", "file"):
        return None
    message = shown.message(turn.store, turn.conversation.id, event.quoted)
    number = message.params.get("number") if message else None
    ticket = tickets.by_number(turn.store, number) if isinstance(number, int) else None
    text, files = clean(event.text), tuple(a for a in event.attachments if not a.problem)
    if ticket is None or not (text or files) or _means_more(turn, text):
        return None
    if message.key in ASKING and ticket.person_id == turn.person.id:
        return own_questions.replied(turn, ticket, text, files)
    return answer(turn, ticket, text, files) if message.key.startswith(ANSWERING) else None


def _means_more(turn: Turn, text: str) -> bool:
    """Whether the words are a command, a number, or the words of a button."""
    said, language = fold(text), turn.person.language
    choices = (*session.offered(turn.conversation), *session.pushed(turn.conversation))
    labels = {fold(turn.words.text(choice.label, language)) for choice in choices}
    return bool(text) and (said.isdigit() or said in labels or turn.words.command(text) is not None)


def answer(turn: Turn, ticket: Ticket, text: str, files: tuple[Attachment, ...]) -> list[Reply]:
    """By one of those who answer: sent if they have taken it, asked about where nobody has."""
    if not ticket_routes.may_answer(turn, ticket):
        return menu.show(turn, (Phrase("ask.unknown"),))
    if ticket.state not in tickets.OPEN:
        return menu.show(turn, (Phrase(f"threads.unsent#{ticket.state}", {"number": ticket.number}),))
    if text.startswith(writing.NOTE) or ticket.adviser_id == turn.person.id:
        return writing.replied(turn, ticket, text, files)
    if ticket.adviser_id is not None:
        who = turn.store.person(ticket.adviser_id).name
        return menu.show(turn, (Phrase("ticket.taken-by", {"number": ticket.number, "who": who}),))
    choices = tuple(
        Choice(f"ticket:{ticket.id}:{token}", Phrase(f"threads.claim#{token}"))
        for token in ("claim", "leave")
    )
    return held.ask(turn, Reply("threads.claim", {"number": ticket.number}, choices), text, files)
