"""The clock of questions: when an answer is expected, who is asked to see to it, when it is over by itself.

Time is counted in the hours of those who answer (`team_plan`). Everything is a request ("chưa ai rảnh trả
lời, nhờ anh/chị sắp xếp"): they are colleagues on shift.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from handlers import idea_steps, news, session, team_plan, ticket_routes
from handlers.events import Choice, Param, Phrase, Reply
from handlers.ticket_news import ASKED, CLOCK, SILENT
from handlers.turn import Turn, today_of
from storage import desk, tickets
from storage.records import Person
from storage.tables import Ticket

FIRST = timedelta(hours=7, minutes=30)  # working hours until a first answer: a day
SETTLE = 3 * FIRST  # working hours until it is settled
BEFORE = timedelta(hours=1)  # working time before a first answer is due that those who answer are reminded
NEARLY = SETTLE - timedelta(hours=3)  # working hours until they are reminded that it is not settled
WIDER = timedelta(hours=7, minutes=30)  # working hours more until those further up are asked
ASK_BACK, GIVE_UP = timedelta(days=3), timedelta(days=7)


def expected(turn: Turn, desk_id: int) -> tuple[datetime, datetime]:
    """By when a first answer is expected, and by when the question shall be settled."""
    calendar = team_plan.calendar(turn, desk_id)
    return calendar.after(turn.now, FIRST), calendar.after(turn.now, SETTLE)


def tell(turn: Turn, ticket: Ticket, what: str) -> None:
    """Those who may answer hear of it, at once in their hours, or else when they begin again: first those who
    speak the asker's language, or all where nobody does."""
    calendar = team_plan.calendar(turn, ticket.desk_id)
    due = None if calendar.at_work(turn.now) else calendar.next_open(turn.now)
    others = [o.person_id for o in ticket_routes.people(turn, ticket) if o.person_id != turn.person.id]
    known = turn.store.load(Person, others)
    for person_id in [key for key in others if known[key].language == ticket.language] or others:
        news.leave(turn, person_id, ASKED, what, due)
    _arrange(turn, ticket)
    idea_steps.moved(turn, ticket)


def spoken(ticket: Ticket) -> tuple[Phrase, ...]:
    """The language of a question, where it is not Vietnamese."""
    return (
        ()
        if ticket.language == "vi"
        else (Phrase("team.language", {"language": Phrase(f"team.tongue#{ticket.language}")}),)
    )


def watch(turn: Turn, ticket: Ticket) -> None:
    """The words that fall due as long as nobody has answered: a reminder, a request to the lead, and to those
    further up; then those as long as it is not settled."""
    calendar = team_plan.calendar(turn, ticket.desk_id)
    soon = calendar.after(turn.now, FIRST - BEFORE)
    for step, at in (("soon", soon), ("wider", calendar.after(ticket.due, WIDER))):
        for person_id in WHOM[step](turn, ticket):
            news.leave(turn, person_id, CLOCK, f"{ticket.id}.{step}", max(turn.now, at))
    _settle(turn, ticket)
    _arrange(turn, ticket)


def _settle(turn: Turn, ticket: Ticket) -> None:
    """A reminder to those who answer before it shall be settled."""
    nearly = team_plan.calendar(turn, ticket.desk_id).after(turn.now, NEARLY)
    for person_id in _on_duty(turn, ticket):
        news.leave(turn, person_id, CLOCK, f"{ticket.id}.nearly.{_stamp(ticket)}", nearly)


def _arrange(turn: Turn, ticket: Ticket, *over: str) -> None:
    """Whoever arranges who answers is asked when the time is over, once for each of both times. Left anew
    where the question has gone to others, or (`over`) others arrange by then."""
    settle_by = ticket.settle_by or ticket.due
    for step, at in (("late", ticket.due), (f"unsettled.{_stamp(ticket)}", settle_by)):
        for person_id in _arranging(turn, ticket) if at > turn.now or step in over else ():
            news.leave(turn, person_id, CLOCK, f"{ticket.id}.{step}", at)


def _stamp(ticket: Ticket) -> str:
    return str(int(ticket.settle_by.timestamp())) if ticket.settle_by else ""


def _on_duty(turn: Turn, ticket: Ticket) -> list[int]:
    return [one.person_id for one in ticket_routes.people(turn, ticket)]


def _arranging(turn: Turn, ticket: Ticket) -> list[int]:
    """The lead of the team; where there is none, or they ask or answer themselves, the nearest officers.
    Above officers those further up."""
    lead = team_plan.lead(turn, ticket.desk_id) if ticket.kind == "team" else None
    if lead is not None and lead != ticket.adviser_id and lead in _on_duty(turn, ticket):
        return [lead]
    return _officers(turn, ticket, above=ticket.kind != "team")


def _above(turn: Turn, ticket: Ticket) -> list[int]:
    return _officers(turn, ticket, above=True)


def _officers(turn: Turn, ticket: Ticket, above: bool) -> list[int]:
    lineage = [place.id for place in turn.service.lineage(ticket.desk_id)]
    found = desk.nearest(desk.officers(turn.store, lineage[above:], today_of(turn.now)))
    return [one.person_id for one in found if one.person_id != ticket.person_id]


WHOM: Mapping[str, Callable[[Turn, Ticket], list[int]]] = {
    "soon": _on_duty,
    "late": _arranging,
    "wider": _above,
    "nearly": _on_duty,
    "unsettled": _arranging,
}
"""Who is asked at each step."""


def due(turn: Turn, subject: str) -> list[Reply]:
    """What is said while nobody has answered, or while it is not settled: once to each step."""
    number, step, stamp = [*(news.about(turn, subject) or "").split("."), "", ""][:3]
    ticket = turn.store.held(Ticket, session.number(number))
    if ticket is None or not _still(ticket, step, stamp):
        return []
    if not _concerns(turn, ticket, step):
        _arrange(turn, ticket, f"{step}.{stamp}".rstrip("."))
        return []
    if step == "wider":
        _widen(turn, ticket)
    who = turn.store.person(ticket.adviser_id).name if ticket.adviser_id else ""
    unit = turn.service.places[ticket.desk_id].name
    params: dict[str, Param] = {"number": ticket.number, "unit": unit, "who": who}
    own = ticket.adviser_id == turn.person.id
    arrange = step in ("late", "unsettled") or (step == "wider" and ticket.adviser_id is not None)
    tokens = ("go",) if own else ("view",) if arrange else ("take", "view")
    choices = tuple(Choice(f"ticket:{ticket.id}:{token}", Phrase(f"ticket#{token}")) for token in tokens)
    key = f"ticket.{step}" if ticket.adviser_id is None else f"ticket.{step}-taken"
    return news.say(turn, Reply(key, params, choices))


def _still(ticket: Ticket, step: str, stamp: str) -> bool:
    """Whether nobody has answered, or it is not settled."""
    if step in ("nearly", "unsettled"):
        return ticket.settled_at is None and ticket.state in tickets.OPEN and stamp == _stamp(ticket)
    return ticket.answered_at is None and ticket.state in ("waiting", "taken")


def _concerns(turn: Turn, ticket: Ticket, step: str) -> bool:
    """Whether whoever speaks is still the one to ask."""
    if step in ("soon", "nearly") and ticket.adviser_id is not None:
        return ticket.adviser_id == turn.person.id
    return step == "wider" or turn.person.id in WHOM[step](turn, ticket)


def _widen(turn: Turn, ticket: Ticket) -> None:
    """Those further up answer from now on, whoever of them hears of it first."""
    found = ticket_routes.desk_above(turn, ticket)
    if ticket.adviser_id is not None or found is None or found.unit_id == ticket.desk_id:
        return
    if ticket_routes.may_answer(turn, ticket):  # another of them has heard of it already
        return
    ticket.desk_id, ticket.kind = found.unit_id, found.kind
    tickets.say(turn.store, ticket.id or 0, turn.now, "widened", None)
    tell(turn, ticket, str(ticket.id))


def answered(turn: Turn, ticket: Ticket) -> None:
    """It is settled until the asker goes on; after three days without a word they are asked once, after seven
    it is over."""
    ticket.state, ticket.touched_at, ticket.settled_at = "answered", turn.now, turn.now
    ticket.answered_at = ticket.answered_at or turn.now
    for step, wait in (("ask", ASK_BACK), ("end", GIVE_UP)):
        moment = turn.now + wait
        news.leave(turn, ticket.person_id, SILENT, f"{ticket.id}.{step}.{int(turn.now.timestamp())}", moment)


def asked_on(turn: Turn, ticket: Ticket) -> None:
    """The asker goes on: what was settled is not any more, and there is as much time for it as before."""
    ticket.touched_at = turn.now
    if ticket.settled_at is not None:
        ticket.settled_at = None
        ticket.settle_by = team_plan.calendar(turn, ticket.desk_id).after(turn.now, SETTLE)
        _settle(turn, ticket)
        _arrange(turn, ticket)


def silent(turn: Turn, subject: str) -> list[Reply]:
    """What whoever asked hears when they have said nothing since the answer."""
    about = (news.about(turn, subject) or "").split(".")
    ticket = turn.store.held(Ticket, session.number(about[0]))
    if ticket is None or int(ticket.touched_at.timestamp()) != int(about[2]):
        return []
    over = about[1] == "end" and _over_by_itself(ticket)  # it is said again, in another chat of theirs
    if ticket.state != "answered" and not over:
        return []
    if about[1] == "end":
        if not over:
            ticket.state, ticket.closed_at = "closed", turn.now
            tickets.say(turn.store, ticket.id or 0, turn.now, "closed", None)
        return news.say(turn, Reply("ask.ended", {"number": ticket.number}))
    choices = tuple(Choice(f"ask:{ticket.id}:{t}", Phrase(f"ask.done#{t}")) for t in ("close", "add"))
    return news.say(turn, Reply("ask.done", {"number": ticket.number}, choices))


def _over_by_itself(ticket: Ticket) -> bool:
    return (
        ticket.state == "closed"
        and ticket.closed_at is not None
        and ticket.closed_at - ticket.touched_at >= GIVE_UP
    )
