"""What those who answer hear by themselves: word that somebody else's turn has left."""

from handlers import news, session, ticket_routes, workday
from handlers.events import Choice, Param, Phrase, Reply
from handlers.ticket_lines import asker, attached, shown
from handlers.turn import Turn
from storage import tickets
from storage.tables import Ticket


def asked(turn: Turn, subject: str) -> list[Reply]:
    """The word to those who may answer: while nobody has taken it."""
    about = (news.about(turn, subject) or "").split(".")
    ticket = turn.store.get(Ticket, int(about[0])) if about[0] else None
    if ticket is None or ticket.state != "waiting" or not ticket_routes.may_answer(turn, ticket):
        return []
    rows = tickets.entries(turn.store, ticket.id or 0, ("asked",))
    place = turn.service.places.get(ticket.unit_id or 0)
    params: dict[str, Param] = {
        "number": ticket.number,
        "who": asker(turn, ticket),
        "unit": (place.short or place.name) if place and not ticket.anonymous else "",
        "text": shown(rows[-1]),
    }
    tokens = ("take", "view", *(("draft",) if ticket.draft_id else ()))
    choices = tuple(Choice(f"ticket:{ticket.id}:{token}", Phrase(f"ticket#{token}")) for token in tokens)
    return news.say(turn, Reply("ticket.new", params, choices, attached(rows[-1]), workday.spoken(ticket)))


def taken(turn: Turn, subject: str) -> list[Reply]:
    """The others hear who answers it."""
    about = news.about(turn, subject)
    ticket = turn.store.get(Ticket, int(about)) if about else None
    if ticket is None or ticket.adviser_id in (None, turn.person.id):
        return []
    who = turn.store.person(ticket.adviser_id).name
    return news.say(turn, Reply("ticket.taken-by", {"number": ticket.number, "who": who}))


def more(turn: Turn, subject: str) -> list[Reply]:
    """Whoever answers hears more from the asker."""
    about = news.about(turn, subject)
    row = tickets.one_entry(turn.store, int(about)) if about else None
    ticket = turn.store.get(Ticket, row.ticket_id) if row else None
    if row is None or ticket is None or ticket.adviser_id != turn.person.id:
        return []
    choices = (Choice(f"ticket:{ticket.id}:go", Phrase("ticket#go")),)
    params: dict[str, Param] = {"number": ticket.number, "who": asker(turn, ticket), "text": shown(row)}
    return news.say(turn, Reply("ticket.more", params, choices, attached(row)))


def noted(turn: Turn, subject: str) -> list[Reply]:
    """A colleague's note on a question."""
    about = news.about(turn, subject)
    row = tickets.one_entry(turn.store, int(about)) if about else None
    ticket = turn.store.get(Ticket, row.ticket_id) if row else None
    if row is None or ticket is None or not ticket_routes.may_answer(turn, ticket):
        return []
    who = turn.store.person(row.person_id).name
    params: dict[str, Param] = {"number": ticket.number, "who": who, "text": str(row.text)}
    return news.say(turn, Reply("ticket.note", params))


def closed(turn: Turn, subject: str) -> list[Reply]:
    """Whoever answered hears that the asker is done."""
    about = news.about(turn, subject)
    ticket = turn.store.get(Ticket, int(about)) if about else None
    if ticket is None or ticket.adviser_id != turn.person.id or ticket.state in tickets.OPEN:
        return []
    if turn.conversation.session.get("ticket") == ticket.id:
        session.put(turn.conversation, ticket=None)
    return news.say(turn, Reply(f"ticket.over-{ticket.state}", {"number": ticket.number}))
