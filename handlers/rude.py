"""Rude words: whoever answers reports them, whoever leads the team may stop the asker from asking there, and
lift it again. It goes by the question, so that somebody without a name keeps being without one.

A button's subject is the question's number in the database: `block:<id>:ask`.
"""

from handlers import menu, news, session, team_plan, thread
from handlers.events import Choice, Param, Phrase, Reply
from handlers.ticket_lines import asker, lines
from handlers.ticket_news import REPORTED
from handlers.turn import Turn, today_of
from storage import audit, blocks, desk, tickets
from storage.tables import AskBlock, Ticket

REASONS = ("rude", "spam", "other")


def refused(turn: Turn, unit_id: int) -> Phrase | None:
    """What somebody hears who may not ask there: whom to call instead. None where they may."""
    unit_id = turn.service.desk(unit_id) or unit_id
    if blocks.standing(turn.store, turn.person.id, unit_id) is None:
        return None
    contact = turn.service.contact(unit_id)
    told: dict[str, Param] = {
        "unit": turn.service.places[unit_id].name, "name": contact.name, "phone": contact.phone,
    }  # fmt: skip
    return Phrase("threads.blocked", told)


# Whoever answers


def offer(turn: Turn, ticket: Ticket) -> list[Reply]:
    """Why: one of three."""
    choices = (
        *(
            Choice(f"ticket:{ticket.id}:report-{number}", Phrase(f"threads.why#{reason}"))
            for number, reason in enumerate(REASONS, start=1)
        ),
        Choice(f"ticket:{ticket.id}:view", Phrase("threads.report#no")),
    )
    return menu.choose(turn, "threads.report", Reply("threads.report", {"number": ticket.number}, choices))


def report(turn: Turn, ticket: Ticket, number: int) -> list[Reply]:
    """Whoever leads hears of it."""
    if not 1 <= number <= len(REASONS):
        return menu.show(turn, (Phrase("ask.unknown"),))
    entry = tickets.say(
        turn.store, ticket.id or 0, turn.now, "reported", turn.person.id, data={"why": REASONS[number - 1]}
    )
    for person_id in judges(turn, ticket):
        news.leave(turn, person_id, REPORTED, str(entry))
    return menu.show(turn, (Phrase("threads.reported-done", {"number": ticket.number}),))


# Whoever leads


def judges(turn: Turn, ticket: Ticket) -> list[int]:
    """Who leads those who answer; where nobody does, the nearest officers."""
    unit_id = turn.service.desk(ticket.desk_id) or ticket.desk_id
    lead = team_plan.lead(turn, unit_id)
    if lead is not None and lead != ticket.person_id:
        return [lead]
    lineage = [place.id for place in turn.service.lineage(unit_id)]
    found = desk.officers(turn.store, lineage, today_of(turn.now))
    others = [one for one in found if one.person_id != ticket.person_id]
    return [one.person_id for one in desk.nearest(others)]


def reported(turn: Turn, subject: str) -> list[Reply]:
    """What they hear: the words themselves, and what can be done."""
    left = thread.left(turn, subject)
    if left is None or turn.person.id not in judges(turn, left.ticket):
        return []
    row, ticket = left
    params: dict[str, Param] = {
        "number": ticket.number,
        "who": turn.store.person(row.person_id).name,
        "why": Phrase(f"threads.why#{row.data['why']}"),
        "lines": lines(turn, ticket),
    }
    choices = (Choice(f"block:{ticket.id}:ask", Phrase("threads.reported#ask")),)
    return news.say(turn, Reply("threads.reported", params, choices))


def chosen(turn: Turn, subject: str, token: str) -> list[Reply]:
    """A button of whoever leads; for others it does not exist."""
    number = session.number(subject)
    ticket = turn.store.held(Ticket, number)
    if ticket is None or turn.person.id not in judges(turn, ticket):
        return menu.show(turn, (Phrase("ask.unknown"),))
    row = blocks.standing(turn.store, ticket.person_id, _where(turn, ticket), ticket.anonymous)
    if token == "lift" and row is not None:
        return _lift(turn, ticket, row.id)
    if token in REASONS and row is None:
        return _block(turn, ticket, token)
    return _stands(turn, ticket, "threads.stands") if row is not None else _ask(turn, ticket)


def _ask(turn: Turn, ticket: Ticket) -> list[Reply]:
    choices = (
        *(Choice(f"block:{ticket.id}:{reason}", Phrase(f"threads.why#{reason}")) for reason in REASONS),
        Choice("menu:show", Phrase("threads.block#no")),
    )
    told: dict[str, Param] = {"who": asker(turn, ticket), "number": ticket.number}
    return menu.choose(turn, "threads.block", Reply("threads.block", told, choices))


def _block(turn: Turn, ticket: Ticket, why: str) -> list[Reply]:
    unit_id = _where(turn, ticket)
    turn.store.add(
        AskBlock(
            person_id=ticket.person_id, unit_id=unit_id, ticket_id=ticket.id or 0, by_id=turn.person.id,
            why=why, at=turn.now,
        )
    )  # fmt: skip
    _log(turn, ticket, "ask_blocked", why)
    return _stands(turn, ticket, "threads.block-done")


def _lift(turn: Turn, ticket: Ticket, number: int) -> list[Reply]:
    row = turn.store.get(AskBlock, number)
    if row is not None:
        row.lifted_at, row.lifted_by = turn.now, turn.person.id
        _log(turn, ticket, "ask_unblocked", "")
    return menu.show(turn, (Phrase("threads.lifted", {"who": asker(turn, ticket)}),))


def _stands(turn: Turn, ticket: Ticket, key: str) -> list[Reply]:
    choices = (
        Choice(f"block:{ticket.id}:lift", Phrase("threads.stands#lift")),
        Choice("menu:show", Phrase("mine.one#menu")),
    )
    told: dict[str, Param] = {"who": asker(turn, ticket), "number": ticket.number}
    return menu.choose(turn, key, Reply(key, told, choices))


def _log(turn: Turn, ticket: Ticket, kind: str, why: str) -> None:
    """Without the name of somebody who asked without one."""
    whose = None if ticket.anonymous else ticket.person_id
    data = {"ticket": ticket.number, **({"why": why} if why else {})}
    audit.log(
        turn.store, turn.now, kind, unit_id=_where(turn, ticket), person_id=turn.person.id, about_id=whose,
        data=data,
    )  # fmt: skip


def _where(turn: Turn, ticket: Ticket) -> int:
    return turn.service.desk(ticket.desk_id) or ticket.desk_id
