"""What becomes of an idea: who follows it, when they are reminded, what is kept in its history.

An idea's history are the entries of its question. Those who follow it are reminded (a proposal; 003 II.1: a
team finds people with ideas and helps to carry them out): to get in touch within two working days, to help
with a trial 14 days later, then every 30 days until it is registered or given up.
"""

from datetime import datetime, timedelta

from handlers import news, team_plan, ticket_routes
from handlers.turn import Turn
from storage import ideas, tickets
from storage.tables import Idea, Initiative, Ticket

DUE = "idea-due"  # whoever follows it is reminded
TOLD = "idea-registered"  # the team hears that it is an initiative now
APPLIED = "idea-applied"  # whoever had it hears that the team knows of its use

CONTACT = timedelta(hours=15)  # working hours
WAIT = {"contacted": timedelta(days=14), "trial": timedelta(days=30)}
AGAIN = timedelta(days=30)


def begin(turn: Turn, ticket: Ticket, text: str) -> Idea:
    """A question is an idea from now on."""
    row = turn.store.add(
        Idea(
            ticket_id=ticket.id or 0, person_id=ticket.person_id, programme=ticket.programme,
            desk_id=ticket.desk_id, adviser_id=ticket.adviser_id, text=text, opened_at=turn.now,
            touched_at=turn.now,
        )
    )  # fmt: skip
    remind(turn, row, ticket)
    return row


def step(turn: Turn, row: Idea, ticket: Ticket, state: str, why: str = "") -> None:
    """It has come further, or no further; whoever says so follows it."""
    row.state, row.touched_at, row.adviser_id = state, turn.now, turn.person.id
    tickets.say(turn.store, row.ticket_id, turn.now, state, turn.person.id, why)
    remind(turn, row, ticket)


def remind(turn: Turn, row: Idea, ticket: Ticket) -> None:
    """The next reminder, to all who may follow it; who does is judged when it is said."""
    row.next_at = _next(turn, row)
    people = {one.person_id for one in ticket_routes.people(turn, ticket)} if row.next_at else set()
    for person_id in sorted(people):
        news.leave(turn, person_id, DUE, f"{row.id}.{int(row.touched_at.timestamp())}", row.next_at)


def moved(turn: Turn, ticket: Ticket) -> None:
    """Others answer the question now: they follow the idea too."""
    found = ideas.of_tickets(turn.store, [ticket.id or 0]).get(ticket.id or 0)
    row = turn.store.held(Idea, found.id) if found else None
    if row is not None and row.desk_id != ticket.desk_id:
        row.desk_id = ticket.desk_id
        remind(turn, row, ticket)


def _next(turn: Turn, row: Idea) -> datetime | None:
    """In the hours of those who answer; the same for all of them."""
    if row.state not in ideas.FOLLOWED:
        return None
    calendar = team_plan.calendar(turn, row.desk_id)
    wait = WAIT.get(row.state)
    at = row.touched_at + wait if wait else calendar.after(row.touched_at, CONTACT)
    while at <= turn.now:
        at += AGAIN
    return calendar.next_open(at)


def follows(turn: Turn, row: Idea, ticket: Ticket) -> bool:
    """Whether whoever speaks follows it: who last saw to it or answers the question, else the lead, else
    everybody there."""
    people = {one.person_id for one in ticket_routes.people(turn, ticket)}
    lead = team_plan.lead(turn, ticket.desk_id) if ticket.kind == "team" else None
    chosen = next((key for key in (row.adviser_id, ticket.adviser_id, lead) if key in people), None)
    return turn.person.id == chosen if chosen is not None else turn.person.id in people


def registered(turn: Turn, initiative: Initiative) -> None:
    """The idea that an initiative came of has reached its end; those who answer hear of it."""
    row = turn.store.held(Idea, int(initiative.notes.get("idea") or 0))
    ticket = turn.store.get(Ticket, row.ticket_id) if row is not None else None
    if row is None or ticket is None or row.person_id != turn.person.id or row.state == "registered":
        return
    row.state, row.touched_at, row.next_at = "registered", turn.now, None
    tickets.say(turn.store, row.ticket_id, turn.now, "registered", turn.person.id, initiative.code)
    for one in ticket_routes.people(turn, ticket):
        news.leave(turn, one.person_id, TOLD, f"{row.id}.{initiative.id}")
