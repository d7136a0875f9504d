"""Two questions of one person that are the same: one goes on in the other, and they hear so once."""

from typing import NamedTuple

from sqlmodel import select

from handlers import menu, news, ticket_routes, workday
from handlers.events import Choice, Param, Phrase, Reply
from handlers.ticket_lines import first_words
from handlers.ticket_news import CLOSED, MERGED, MORE
from handlers.turn import Turn
from storage import tickets
from storage.tables import Ticket


class Pair(NamedTuple):
    """A question and the one it goes on in."""

    one: Ticket
    into: Ticket


def others(turn: Turn, ticket: Ticket) -> list[Ticket]:
    """The other open questions of the same person here. One without a name is never put beside one with a
    name: that would tell whose it is."""
    theirs = select(Ticket).where(Ticket.person_id == ticket.person_id, Ticket.id != ticket.id)
    same = theirs.where(Ticket.anonymous == ticket.anonymous, Ticket.desk_id == ticket.desk_id)
    rows = turn.store.all(same.order_by(Ticket.number))  # type: ignore[arg-type]
    return [row for row in rows if row.state in tickets.OPEN]


def offer(turn: Turn, ticket: Ticket) -> list[Reply]:
    """With which: at once where there is only one. The newer goes on in the older."""
    rows = others(turn, ticket)
    if not rows:
        return menu.show(turn, (Phrase("threads.merge-not"),))
    pairs = [Pair(*sorted((row, ticket), key=lambda one: one.number, reverse=True)) for row in rows]
    if len(pairs) == 1:
        return preview(turn, *pairs[0])
    choices = (
        *(
            _choice(pair, "into", Phrase("ask.line", _line(turn, row)))
            for pair, row in zip(pairs, rows, strict=True)
        ),
        Choice(f"ticket:{ticket.id}:view", Phrase("threads.merge#no")),
    )
    return menu.choose(turn, "threads.merge-which", Reply("threads.merge-which", {}, choices))


def by_numbers(turn: Turn, one: int, into: int) -> list[Reply]:
    """Two questions by their numbers."""
    found = tickets.by_number(turn.store, one), tickets.by_number(turn.store, into)
    return preview(turn, *found) if None not in found else _not(turn)  # type: ignore[arg-type]


def chosen(turn: Turn, ticket: Ticket, into_id: int) -> list[Reply]:
    """The other one was chosen: what would happen."""
    into = turn.store.get(Ticket, into_id)
    return preview(turn, ticket, into) if into is not None else _not(turn)


def preview(turn: Turn, one: Ticket, into: Ticket) -> list[Reply]:
    """What would happen; nothing is done before a yes."""
    if not _may(turn, one, into):
        return _not(turn)
    pair = Pair(one, into)
    params: dict[str, Param] = {
        "number": one.number,
        "into": into.number,
        "text": first_words(turn, one.id or 0),
        "other": first_words(turn, into.id or 0),
    }
    choices = (
        _choice(pair, "merged", Phrase("threads.merge#yes")),
        Choice(f"ticket:{into.id}:view", Phrase("threads.merge#no")),
    )
    return menu.choose(turn, "threads.merge", Reply("threads.merge", params, choices))


def merge(turn: Turn, one: Ticket, into_id: int) -> list[Reply]:
    """One goes on in the other: what was said stays, and is read together from now on."""
    into = turn.store.held(Ticket, into_id)  # it may go on in this one, by somebody else, at the same time
    if into is None or not _may(turn, one, into):
        return _not(turn)
    for row in turn.store.all(select(Ticket).where(Ticket.merged_into_id == one.id)):
        row.merged_into_id = into.id
    waits = "waiting" in (one.state, into.state) or "taken" in (one.state, into.state)
    into.adviser_id = into.adviser_id or one.adviser_id
    into.state = "answered" if not waits else "taken" if into.adviser_id else "waiting"
    if waits:
        workday.asked_on(turn, into)
    if into.draft_id is None:
        into.draft_id, into.question = one.draft_id, one.question
    one.state, one.closed_at, one.merged_into_id = "merged", turn.now, into.id
    asked = tickets.entries(turn.store, one.id or 0, ("asked",), last=1)[0].id
    for ticket, data in ((one, {"into": into.id}), (into, {"from": one.id})):
        tickets.say(turn.store, ticket.id or 0, turn.now, "merged", turn.person.id, data=data)
    news.leave(turn, one.person_id, MERGED, str(one.id))
    if one.adviser_id not in (None, turn.person.id, into.adviser_id):
        news.leave(turn, one.adviser_id or 0, CLOSED, str(one.id))
    if into.adviser_id not in (None, turn.person.id):
        news.leave(turn, into.adviser_id or 0, MORE, str(asked))
    return menu.show(turn, (Phrase("threads.merge-done", {"number": one.number, "into": into.number}),))


def _may(turn: Turn, one: Ticket, into: Ticket) -> bool:
    """Both are open, of one person, and of those who answer both whoever speaks is one."""
    same = one.person_id == into.person_id and one.anonymous == into.anonymous and one.id != into.id
    open_ = one.state in tickets.OPEN and into.state in tickets.OPEN
    return same and open_ and all(ticket_routes.may_answer(turn, ticket) for ticket in (one, into))


def _choice(pair: Pair, deed: str, label: Phrase) -> Choice:
    return Choice(f"ticket:{pair.one.id}:{deed}-{pair.into.id}", label)


def _line(turn: Turn, row: Ticket) -> dict[str, Param]:
    state = Phrase(f"ticket.state#{row.state}")
    return {"number": row.number, "text": first_words(turn, row.id or 0), "state": state}


def _not(turn: Turn) -> list[Reply]:
    """The same words whatever the reason: whose a question without a name is stays unsaid."""
    return menu.show(turn, (Phrase("threads.merge-not"),))
