"""A question from the side of whoever answers it: what lies there, and what can be done with it."""

from collections.abc import Callable, Mapping

from handlers import (
    doubles,
    drafts,
    handing,
    idea_lines,
    menu,
    news,
    proposing,
    rude,
    session,
    ticket_routes,
    ticket_words,
    writing,
)
from handlers.events import Choice, Param, Phrase, Reply
from handlers.ticket_lines import asker, attached, line, lines
from handlers.ticket_news import TAKEN
from handlers.turn import Turn
from storage import tickets
from storage.tables import Ticket

SHOWN = 6


def show(turn: Turn) -> list[Reply]:
    """What lies with one's teams and units: one's own first, then what nobody has taken."""
    desks = ticket_routes.desks(turn)
    mine = tickets.taken_by(turn.store, turn.person.id)
    waiting = tickets.lying(turn.store, desks, ("waiting",), 0, SHOWN)
    if not (desks or mine):
        return menu.show(turn, (Phrase("ask.unknown"),))
    rows = [*mine, *(row for row in waiting if row.person_id != turn.person.id)][:SHOWN]
    counts = tickets.counts(turn.store, desks)
    choices = (
        *(
            Choice(f"ticket:{row.id}:{'go' if row.adviser_id else 'view'}", line(turn, row, "ticket.state"))
            for row in rows
        ),
        Choice("menu:canned", Phrase("canned.open")),
        Choice("menu:ideas", Phrase("idea.one#all")),
        Choice("menu:show", Phrase("mine.one#menu")),
    )
    params: dict[str, Param] = {name: counts.get(name, 0) for name in ("waiting", "taken", "answered")}
    return menu.choose(turn, "ticket.list", Reply("ticket.list", params, choices))


def chosen(turn: Turn, subject: str, token: str) -> list[Reply]:
    """A button of a question; for those it is not for it does not exist."""
    number = session.number(subject)
    row = turn.store.held(Ticket, number)
    ticket = tickets.current(turn.store, row) if row is not None else None
    name, _, about = token.partition("-")
    known = name in (ARGUED if about else DEEDS)
    may = ticket_routes.may_see if name in ARRANGED else ticket_routes.may_answer
    if ticket is None or not known or not may(turn, ticket):
        return menu.show(turn, (Phrase("ask.unknown"),))
    return ARGUED[name](turn, ticket, session.number(about)) if about else DEEDS[name](turn, ticket)


def _take(turn: Turn, ticket: Ticket) -> list[Reply]:
    """One answers it; who comes too late is told who it is."""
    return _late(turn, ticket) or writing.open_(turn, ticket)


def _claim(turn: Turn, ticket: Ticket) -> list[Reply]:
    """Taken, and what was written to it goes out."""
    return _late(turn, ticket) or writing.release(turn, ticket)


def _late(turn: Turn, ticket: Ticket) -> list[Reply] | None:
    """Takes it; what is said where another was quicker, None where it is theirs now."""
    if ticket.adviser_id == turn.person.id:
        return None
    if not tickets.take(turn.store, ticket.id or 0, turn.person.id):
        turn.store.refresh(ticket)
        if ticket.adviser_id is None:
            return menu.show(turn, (Phrase("ask.over"),))
        who = turn.store.person(ticket.adviser_id).name
        return menu.show(turn, (Phrase("ticket.taken-by", {"number": ticket.number, "who": who}),))
    turn.store.refresh(ticket)
    tickets.say(turn.store, ticket.id or 0, turn.now, "taken", turn.person.id)
    for one in ticket_routes.people(turn, ticket):
        if one.person_id != turn.person.id:
            news.leave(turn, one.person_id, TAKEN, str(ticket.id))
    if not ticket_routes.may_answer(turn, ticket):
        ticket_routes.draw(turn, ticket)
    return None


def _go(turn: Turn, ticket: Ticket) -> list[Reply]:
    return writing.open_(turn, ticket) if ticket.adviser_id == turn.person.id else view(turn, ticket)


def view(turn: Turn, ticket: Ticket) -> list[Reply]:
    """The thread, and what can be done with it."""
    mine = ticket.adviser_id == turn.person.id
    tokens = ["go", "back", "hand"] if mine else ["take", "hand"] if ticket.adviser_id is None else []
    if not tokens and handing.arranges(turn, ticket):
        tokens = ["hand"]
    if ticket.state not in tickets.OPEN:
        tokens = []
    if ticket.draft_id:
        tokens.append("draft")
    if doubles.others(turn, ticket):
        tokens.append("merge")
    tokens.append("report")
    choices = (
        *(Choice(f"ticket:{ticket.id}:{token}", Phrase(f"ticket#{token}")) for token in tokens),
        *idea_lines.of_team(turn, ticket),
        *([Choice(f"help:{ticket.id}:add", Phrase("help.list#add"))] if mine else []),
        Choice("menu:questions", Phrase("ask.one#all")),
        Choice("menu:show", Phrase("mine.one#menu")),
    )
    params: dict[str, Param] = {
        "number": ticket.number, "who": asker(turn, ticket), "lines": lines(turn, ticket),
        "state": Phrase(f"ticket.state#{ticket.state}"),
    }  # fmt: skip
    files = tuple(f for row in tickets.entries(turn.store, ticket.id or 0, ("asked",)) for f in attached(row))
    replies = menu.choose(turn, "ticket.one", Reply("ticket.one", params, choices, files[-3:]))
    ticket_words.looks_at(turn, ticket)
    return replies


def _draft(turn: Turn, ticket: Ticket) -> list[Reply]:
    """What was answered so far in the draft that came along; no other draft is shown to anybody."""
    draft = turn.store.draft(ticket.draft_id) if ticket.draft_id else None
    if draft is None or draft.state not in ("open", "sent") or draft.form not in drafts.DIALOGS:
        return menu.show(turn, (Phrase("ticket.draft-gone"),))
    shared = proposing.as_author(turn, draft)
    told_lines = tuple(
        Phrase("ticket.draft-line", {
            "label": Phrase(f"{draft.form}.{question.key}#label"),
            "value": shared.shown(question, draft.answers[question.key]),
        })
        for question in shared.form.questions
        if isinstance(draft.answers.get(question.key), str | int)
        and ticket_routes.readable(ticket, question.key)
        and turn.words.has(f"{draft.form}.{question.key}#label", turn.person.language)
    )  # fmt: skip
    about = Phrase(f"registration.{ticket.question}#label") if ticket.question else ""
    choices = (Choice(f"ticket:{ticket.id}:take", Phrase("ticket#take")),)
    return menu.choose(
        turn, "ticket.draft", Reply("ticket.draft", {"lines": told_lines, "about": about}, choices)
    )


def _back(turn: Turn, ticket: Ticket) -> list[Reply]:
    return handing.back(turn, ticket) if ticket.adviser_id == turn.person.id else view(turn, ticket)


DEEDS: Mapping[str, Callable[[Turn, Ticket], list[Reply]]] = {
    "take": _take,
    "view": view,
    "go": _go,
    "draft": _draft,
    "back": _back,
    "up": handing.up,
    "hand": handing.offer,
    "merge": doubles.offer,
    "report": rude.offer,
    "propose": proposing.propose,
    "send": writing.release,
    "to": writing.release,
    "drop": writing.dropped,
    "claim": _claim,
    "leave": writing.unsent,
    "nobody": writing.for_nobody,
}
ARRANGED = ("view", "take", "hand", "up")  # for whoever arranges who answers, too
ARGUED: Mapping[str, Callable[[Turn, Ticket, int], list[Reply]]] = {
    "hand": handing.to,
    "into": doubles.chosen,
    "merged": doubles.merge,
    "report": rude.report,
}
"""What needs a number besides, behind a dash: `ticket:<id>:hand-<person>`."""
