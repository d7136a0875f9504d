"""The clock of questions: when an answer is expected, who is asked to see to it, when it is over by itself.

Everything is a request ("chưa ai rảnh trả lời, nhờ anh/chị sắp xếp"): those who answer are colleagues on
shift.
"""

from datetime import datetime, timedelta

from handlers import news, ticket_routes
from handlers.events import Choice, Param, Phrase, Reply
from handlers.ticket_news import ASKED, CLOCK, SILENT
from handlers.turn import Turn, today_of
from programmes import workhours
from storage import desk, tickets
from storage.tables import Ticket

FIRST = timedelta(hours=7, minutes=30)  # working hours until a first answer: a day
BEFORE = timedelta(hours=1)  # working time before it that those who answer are reminded
WIDER = timedelta(hours=7, minutes=30)  # working hours more until those further up are asked
ASK_BACK, GIVE_UP = timedelta(days=3), timedelta(days=7)


def first_answer(moment: datetime) -> datetime:
    """By when a first answer is expected."""
    return workhours.after(moment, FIRST)


def tell(turn: Turn, ticket: Ticket, what: str) -> None:
    """Everybody who may answer hears of it: at once in working hours, or else when they begin again."""
    due = None if workhours.at_work(turn.now) else workhours.after(turn.now, timedelta())
    for one in ticket_routes.people(turn, ticket):
        if one.person_id != turn.person.id:
            news.leave(turn, one.person_id, ASKED, what, due)


def watch(turn: Turn, ticket: Ticket) -> None:
    """The words that fall due as long as nobody has answered: a reminder, a request to the officers, and to
    those further up."""
    soon = max(turn.now, workhours.after(turn.now, FIRST - BEFORE))
    for step, at in (("soon", soon), ("late", ticket.due), ("wider", workhours.after(ticket.due, WIDER))):
        for person_id in _whom(turn, ticket, step):
            news.leave(turn, person_id, CLOCK, f"{ticket.id}.{step}", at)


def _whom(turn: Turn, ticket: Ticket, step: str) -> list[int]:
    if step == "soon":
        return [one.person_id for one in ticket_routes.people(turn, ticket)]
    lineage = [place.id for place in turn.service.lineage(ticket.desk_id)]
    above = lineage if step == "late" and ticket.kind == "team" else lineage[1:]
    officers = desk.nearest(desk.officers(turn.store, above, today_of(turn.now)))
    return [one.person_id for one in officers if one.person_id != ticket.person_id]


def due(turn: Turn, subject: str) -> list[Reply]:
    """What is said while nobody has answered: once to each step."""
    about = news.about(turn, subject) or ""
    number, _, step = about.partition(".")
    ticket = turn.store.get(Ticket, int(number)) if number else None
    if ticket is None or ticket.answered_at is not None or ticket.state not in ("waiting", "taken"):
        return []
    if step == "soon" and ticket.adviser_id not in (None, turn.person.id):
        return []
    if step == "wider":
        _widen(turn, ticket)
    who = turn.store.person(ticket.adviser_id).name if ticket.adviser_id else ""
    params: dict[str, Param] = {
        "number": ticket.number,
        "unit": turn.service.places[ticket.desk_id].name,
        "who": who,
    }
    tokens = ("view",) if step == "late" else ("take", "view")
    choices = tuple(Choice(f"ticket:{ticket.id}:{token}", Phrase(f"ticket#{token}")) for token in tokens)
    key = f"ticket.{step}" if ticket.adviser_id is None else f"ticket.{step}-taken"
    return news.say(turn, Reply(key, params, choices))


def _widen(turn: Turn, ticket: Ticket) -> None:
    """Those further up answer from now on, whoever of them hears of it first."""
    found = ticket_routes.desk_above(turn, ticket)
    if ticket.adviser_id is not None or found is None or found.unit_id == ticket.desk_id:
        return
    ticket.desk_id, ticket.kind = found.unit_id, found.kind
    tickets.say(turn.store, ticket.id or 0, turn.now, "widened", None)
    tell(turn, ticket, str(ticket.id))


def listen(turn: Turn, ticket: Ticket) -> None:
    """After an answer: asked once after three days without a word, closed after seven."""
    for step, wait in (("ask", ASK_BACK), ("end", GIVE_UP)):
        moment = turn.now + wait
        news.leave(turn, ticket.person_id, SILENT, f"{ticket.id}.{step}.{int(turn.now.timestamp())}", moment)


def silent(turn: Turn, subject: str) -> list[Reply]:
    """What whoever asked hears when they have said nothing since the answer."""
    about = (news.about(turn, subject) or "").split(".")
    ticket = turn.store.get(Ticket, int(about[0])) if about[0] else None
    if ticket is None or ticket.state != "answered" or int(ticket.touched_at.timestamp()) != int(about[2]):
        return []
    if about[1] == "end":
        ticket.state, ticket.closed_at = "closed", turn.now
        tickets.say(turn.store, ticket.id or 0, turn.now, "closed", None)
        return news.say(turn, Reply("ask.ended", {"number": ticket.number}))
    choices = tuple(Choice(f"ask:{ticket.id}:{t}", Phrase(f"ask.done#{t}")) for t in ("close", "add"))
    return news.say(turn, Reply("ask.done", {"number": ticket.number}, choices))
