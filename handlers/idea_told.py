"""What is said about ideas by itself: to those who follow them, and to whoever had one."""

from handlers import dialog, idea_steps, news, ticket_routes
from handlers.events import Choice, Param, Phrase, Reply
from handlers.ticket_lines import asker
from handlers.turn import Turn
from storage import ideas
from storage.tables import Idea, Ticket


def due(turn: Turn, subject: str) -> list[Reply]:
    """Whoever follows it is reminded, and will be again."""
    number, _, stamp = (news.about(turn, subject) or "").partition(".")
    row = turn.store.get(Idea, int(number)) if number else None
    ticket = turn.store.get(Ticket, row.ticket_id) if row is not None else None
    if row is None or ticket is None or int(stamp) != int(row.touched_at.timestamp()):
        return []
    idea_steps.remind(turn, row, ticket)
    if row.state not in ideas.FOLLOWED or not idea_steps.follows(turn, row, ticket):
        return []
    tokens = {"new": ("contacted",), "contacted": ("trial",), "trial": ("used",)}[row.state]
    choices = tuple(
        Choice(f"idea:{row.id}:{token}", Phrase(f"idea.one#{token}")) for token in (*tokens, "view")
    )
    text = dialog.short(" ".join(row.text.split()), 120)
    params: dict[str, Param] = {"number": ticket.number, "who": asker(turn, ticket), "text": text}
    return news.say(turn, Reply(f"idea.due-{row.state}", params, choices))


def applied(turn: Turn, subject: str) -> list[Reply]:
    """Whoever had it is asked to register it."""
    number, _, _ = (news.about(turn, subject) or "").partition(".")
    row = turn.store.get(Idea, int(number)) if number else None
    ticket = turn.store.get(Ticket, row.ticket_id) if row is not None else None
    if row is None or ticket is None or row.person_id != turn.person.id or row.state == "registered":
        return []
    who = turn.store.person(row.adviser_id or ticket.adviser_id or turn.person.id).name
    choices = (Choice(f"idea:{row.id}:apply", Phrase("idea.one#apply")),)
    return news.say(turn, Reply("idea.applied", {"number": ticket.number, "who": who}, choices))


def registered(turn: Turn, subject: str) -> list[Reply]:
    """Those who answer hear what became of it."""
    number, _, _ = (news.about(turn, subject) or "").partition(".")
    row = turn.store.get(Idea, int(number)) if number else None
    ticket = turn.store.get(Ticket, row.ticket_id) if row is not None else None
    if ticket is None or not ticket_routes.may_answer(turn, ticket):
        return []
    return news.say(turn, Reply("idea.registered", {"number": ticket.number, "who": asker(turn, ticket)}))
