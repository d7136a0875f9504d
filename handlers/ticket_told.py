"""What those who answer hear by themselves: word that somebody else's turn has left."""

from datetime import UTC, datetime

from handlers import bursts, idea_lines, news, session, thread, ticket_routes, workday
from handlers.events import Choice, Param, Phrase, Reply
from handlers.ticket_lines import asker, attached, lines, shown
from handlers.turn import Turn
from handlers.unit_search import Place
from storage import tickets
from storage.tables import Ticket


def asked(turn: Turn, subject: str) -> list[Reply]:
    """The word to those who may answer: while nobody has taken it."""
    about = (news.about(turn, subject) or "").split(".")
    ticket = turn.store.get(Ticket, int(about[0])) if about[0] else None
    if ticket is None or ticket.state != "waiting" or not ticket_routes.may_answer(turn, ticket):
        return []
    [row] = tickets.entries(turn.store, ticket.id or 0, ("asked",), last=1)
    place = turn.service.places.get(ticket.unit_id or 0)
    params: dict[str, Param] = {
        "what": Phrase(f"ticket.new#{'idea' if idea_lines.of(turn, ticket.id or 0) else 'question'}"),
        "number": ticket.number,
        "who": asker(turn, ticket),
        "unit": _from(place) if place and not ticket.anonymous else "",
        "text": shown(row),
    }
    tokens = ("take", "view", *(("draft",) if ticket.draft_id else ()))
    choices = tuple(Choice(f"ticket:{ticket.id}:{token}", Phrase(f"ticket#{token}")) for token in tokens)
    return news.say(turn, Reply("ticket.new", params, choices, attached(row), workday.spoken(ticket)))


def _from(place: Place) -> Phrase:
    return Phrase("ticket.new#place", {"unit": place.short or place.name})


def taken(turn: Turn, subject: str) -> list[Reply]:
    """The others hear who answers it."""
    about = news.about(turn, subject)
    ticket = turn.store.get(Ticket, int(about)) if about else None
    if ticket is None or ticket.adviser_id in (None, turn.person.id):
        return []
    who = turn.store.person(ticket.adviser_id).name
    told: dict[str, Param] = {"number": ticket.number, "who": who}
    return news.say(turn, Reply("ticket.taken-by", told, instead="ticket.new"))


def more(turn: Turn, subject: str) -> list[Reply]:
    """Whoever answers hears more from the asker: a message, or the several of a minute."""
    about, _, minute = (news.about(turn, subject) or "").partition(".")
    row = tickets.one_entry(turn.store, int(about)) if about and not minute else None
    found = turn.store.get(Ticket, row.ticket_id if row else int(about or 0))
    ticket = tickets.current(turn.store, found) if found is not None else None
    if ticket is None or ticket.adviser_id != turn.person.id:
        return []
    rows = bursts.of_minute(turn, ticket, datetime.fromtimestamp(int(minute), UTC)) if minute else [row]
    if not rows:
        return []
    if turn.conversation.session.get("ticket") not in (None, ticket.id):
        session.put(turn.conversation, other=ticket.id)
    choices = (Choice(f"ticket:{ticket.id}:go", Phrase("ticket#go")),)
    params: dict[str, Param] = {
        "number": ticket.number, "who": asker(turn, ticket), "text": shown(rows[-1]), "count": len(rows),
    }  # fmt: skip
    files = tuple(file for one in rows for file in attached(one))
    return news.say(turn, Reply("ticket.more" if len(rows) == 1 else "threads.more", params, choices, files))


def handed(turn: Turn, subject: str) -> list[Reply]:
    """A colleague, or the service for one who is away, has handed it on."""
    left = thread.left(turn, subject)
    if left is None or left.ticket.adviser_id != turn.person.id or left.ticket.state not in tickets.OPEN:
        return []
    row, ticket = left
    choices = tuple(
        Choice(f"ticket:{ticket.id}:{token}", Phrase(f"ticket#{token}")) for token in ("go", "back", "view")
    )
    own = row.person_id == turn.person.id  # they stand in for whoever took it
    who = "" if own else turn.store.person(row.person_id).name
    params: dict[str, Param] = {"number": ticket.number, "who": who, "lines": lines(turn, ticket)}
    return news.say(turn, Reply("threads.stood-in" if own else "threads.handed", params, choices))


def merged(turn: Turn, subject: str) -> list[Reply]:
    """Whoever asked twice hears that both are answered together."""
    about = news.about(turn, subject)
    ticket = turn.store.get(Ticket, int(about)) if about else None
    into = tickets.current(turn.store, ticket) if ticket is not None else None
    if ticket is None or into is None or ticket is into or ticket.person_id != turn.person.id:
        return []
    choices = (Choice(f"ask:{into.id}:open", Phrase("threads.merged#open")),)
    params: dict[str, Param] = {"number": into.number, "other": ticket.number}
    return news.say(turn, Reply("threads.merged", params, choices))


def noted(turn: Turn, subject: str) -> list[Reply]:
    """A colleague's note on a question."""
    left = thread.left(turn, subject)
    if left is None or not ticket_routes.may_answer(turn, left.ticket):
        return []
    row, ticket = left
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
