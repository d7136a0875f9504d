"""A question passes to somebody else: to a colleague by name, to those further up, or on when whoever took it
does not answer any more."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from handlers import menu, news, team_plan, ticket_routes, workday
from handlers.events import Choice, Param, Phrase, Reply
from handlers.matching import bare
from handlers.text import fold
from handlers.ticket_news import ASKED, AWAY, HANDED, TAKEN
from handlers.turn import ZONE, Turn, today_of
from storage import roles, tickets
from storage.roles import Guest
from storage.tables import Role, Ticket
from storage.tickets import Answerer

FORMS = ("anh", "chi", "co", "thay", "chu", "bac", "em", "dong chi")  # of address, before a name
MORNING = time(7, 30)  # when offices open
DAY = timedelta(days=1)


def offer(turn: Turn, ticket: Ticket) -> list[Reply]:
    """To whom: the colleagues who answer here now, or those further up."""
    return _not_theirs(turn, ticket) or _list(turn, ticket, colleagues(turn, ticket))


def _not_theirs(turn: Turn, ticket: Ticket) -> list[Reply] | None:
    """What is said where a question is over, or with a colleague; None where it can be passed on."""
    told: dict[str, Param] = {"number": ticket.number}
    if ticket.state not in tickets.OPEN:
        return menu.show(turn, (Phrase(f"ticket.over-{ticket.state}", told),))
    if ticket.adviser_id in (None, turn.person.id) or arranges(turn, ticket):
        return None
    who = turn.store.person(ticket.adviser_id or 0).name
    return menu.show(turn, (Phrase("ticket.taken-by", {**told, "who": who}),))


def arranges(turn: Turn, ticket: Ticket) -> bool:
    """Whether whoever speaks says who answers: who leads the team, or an officer outside of it."""
    lead = team_plan.lead(turn, ticket.desk_id) if ticket.kind == "team" else None
    return lead == turn.person.id or not ticket_routes.may_answer(turn, ticket)


def _list(turn: Turn, ticket: Ticket, rows: Sequence[Answerer]) -> list[Reply]:
    choices = (
        *(Choice(f"ticket:{ticket.id}:hand-{one.person_id}", one.name) for one in rows),
        Choice(f"ticket:{ticket.id}:up", Phrase("threads.hand#up")),
        Choice(f"ticket:{ticket.id}:go", Phrase("threads.hand#keep")),
    )
    return menu.choose(turn, "threads.hand", Reply("threads.hand", {"number": ticket.number}, choices))


def named(turn: Turn, ticket: Ticket, said: str) -> list[Reply] | None:
    """To somebody by name, however written; asked where it may be several, None where it is nobody."""
    wanted = bare(fold(said))
    for form in FORMS:
        wanted = wanted.removeprefix(f"{form} ")
    found = [one for one in colleagues(turn, ticket) if f" {fold(one.name)}".endswith(f" {wanted}")]
    exact = [one for one in found if one.name.casefold().endswith(said.casefold().strip())]
    rows = exact if len(exact) == 1 else found
    if not wanted or not rows:
        return None
    return to(turn, ticket, rows[0].person_id) if len(rows) == 1 else _list(turn, ticket, rows)


def to(turn: Turn, ticket: Ticket, person_id: int) -> list[Reply]:
    """A colleague answers it from now on, and can put it back."""
    one = next((one for one in colleagues(turn, ticket) if one.person_id == person_id), None)
    if (refused := _not_theirs(turn, ticket)) is not None:
        return refused
    if one is None:
        return menu.show(turn, (Phrase("ask.unknown"),))
    give(turn, ticket, one.person_id)
    told: dict[str, Param] = {"number": ticket.number, "who": one.name}
    return menu.show(turn, (Phrase("threads.handed-over", told),))


def up(turn: Turn, ticket: Ticket) -> list[Reply]:
    """To those further up, with everything that was said and noted."""
    found = ticket_routes.desk_above(turn, ticket)
    if (refused := _not_theirs(turn, ticket)) is not None:
        return refused
    if found is None:
        return menu.show(turn, (Phrase("ticket.nobody-above"),))
    ticket.adviser_id, ticket.state = None, "waiting"
    ticket.desk_id, ticket.kind = found.unit_id, found.kind
    tickets.say(turn.store, ticket.id or 0, turn.now, "passed", turn.person.id)
    workday.tell(turn, ticket, _afresh(turn, ticket))
    unit = turn.service.places[found.unit_id].name
    return menu.show(turn, (Phrase("ticket.passed", {"number": ticket.number, "unit": unit}),))


def back(turn: Turn, ticket: Ticket) -> list[Reply]:
    """Put back: the others hear of it again."""
    if (refused := _not_theirs(turn, ticket)) is not None:
        return refused
    _put_back(turn, ticket)
    return menu.show(turn, (Phrase("ticket.put-back", {"number": ticket.number}),))


def colleagues(turn: Turn, ticket: Ticket) -> list[Answerer]:
    """Who else answers it now."""
    return [one for one in ticket_routes.people(turn, ticket) if one.person_id != turn.person.id]


def give(turn: Turn, ticket: Ticket, person_id: int) -> None:
    """Somebody answers it from now on: they hear of it with all that was said, the others who it is."""
    ticket.adviser_id = person_id
    ticket.state = "taken" if ticket.state == "waiting" else ticket.state
    number = tickets.say(
        turn.store, ticket.id or 0, turn.now, "handed", turn.person.id, data={"to": person_id}
    )
    news.leave(turn, person_id, HANDED, str(number))
    for one in colleagues(turn, ticket):
        if one.person_id != person_id:
            news.leave(turn, one.person_id, TAKEN, str(ticket.id))


# Whoever took it does not answer any more


def stand_in(turn: Turn, guest: Guest) -> None:
    """Somebody has taken a role over, or covers it: what its holder has taken comes to them, at once or when
    the days begin, and goes back when these are over."""
    holder = turn.store.get(Role, guest.role_id) if guest.role_id is not None else None
    if holder is None:
        return
    if guest.since is None or guest.since <= today_of(turn.now):
        let_go(turn, holder.person_id, turn.person.id)
    else:
        _remember(turn, turn.person.id, f"{holder.id}.since", guest.since)
    if guest.until is not None:
        _remember(turn, turn.person.id, f"{holder.id}.over", guest.until + DAY)


def leave_on(turn: Turn, role_id: int, day: date) -> None:
    """Whoever speaks will be away from a role of theirs: what they have taken goes on, on the morning of the
    first day, or at once where it has come."""
    if day > today_of(turn.now):
        _remember(turn, turn.person.id, f"{role_id}.since", day)
    else:
        let_go(turn, turn.person.id, away=True)


def away(turn: Turn, subject: str) -> list[Reply]:
    """An absence begins or is over, in a turn of whoever stands in or is away: nothing is said here, those
    who answer from now on hear of it."""
    number, _, step = (news.about(turn, subject) or "").partition(".")
    role = turn.store.get(Role, int(number)) if number else None
    if role is None:
        return []
    if step == "over":
        let_go(turn, turn.person.id, role.person_id)
    else:
        standing = roles.covering(turn.store, role.id or 0, today_of(turn.now))
        let_go(turn, role.person_id, standing, away=role.person_id == turn.person.id)
    return []


def _remember(turn: Turn, person_id: int, what: str, day: date) -> None:
    news.leave(turn, person_id, AWAY, what, datetime.combine(day, MORNING, ZONE))


def let_go(turn: Turn, person_id: int, to_id: int | None = None, away: bool = False) -> None:
    """What somebody has taken and may not answer any more goes to whoever stands in for them (`to_id`), or
    back to its desk. `away`: they may, but are not there."""
    for row in tickets.taken_by(turn.store, person_id):
        ticket = turn.store.held(Ticket, row.id)
        if ticket is None or ticket.adviser_id != person_id:
            continue  # it has gone on meanwhile
        if not away and ticket_routes.is_answerer(turn, ticket, person_id):
            continue
        others = [one.person_id for one in ticket_routes.people(turn, ticket) if one.person_id != person_id]
        if to_id in others and to_id is not None:
            give(turn, ticket, to_id)
        elif others or _widened(turn, ticket) or not away:
            _put_back(turn, ticket)


def _widened(turn: Turn, ticket: Ticket) -> bool:
    """Nobody else is there: those further up answer from now on, if there are any."""
    found = ticket_routes.desk_above(turn, ticket)
    if found is None or found.unit_id == ticket.desk_id:
        return False
    ticket.desk_id, ticket.kind = found.unit_id, found.kind
    return True


def _put_back(turn: Turn, ticket: Ticket) -> None:
    own = ticket.adviser_id == turn.person.id
    ticket.adviser_id, ticket.state = None, "waiting"
    tickets.say(turn.store, ticket.id or 0, turn.now, "put_back", turn.person.id)
    workday.tell(turn, ticket, _afresh(turn, ticket))
    if not own and ticket_routes.is_answerer(turn, ticket, turn.person.id):
        news.leave(turn, turn.person.id, ASKED, _afresh(turn, ticket))  # they are one of those it waits for


def _afresh(turn: Turn, ticket: Ticket) -> str:
    """Word about a question that was told before."""
    return f"{ticket.id}.{int(turn.now.timestamp())}"
