"""Ideas (ý tưởng): told by a worker, followed by the team, registered with one press when they are in use.

A button's subject is the idea's number: `idea:<id>:trial`; of a question that is none yet (`mark`) and of a
page (`page`) theirs.
"""

from collections.abc import Callable, Mapping

from handlers import (
    asking,
    dialog,
    drafts,
    files,
    idea_lines,
    idea_steps,
    menu,
    news,
    registration,
    session,
    ticket_routes,
)
from handlers.dialog import Dialog
from handlers.events import Choice, Param, Phrase, Reply
from handlers.forms import Context, Form, Question
from handlers.lists import PAGE, places
from handlers.questions import words
from handlers.text import clean
from handlers.ticket_lines import asker, attached, lines
from handlers.turn import Turn
from storage import ideas, tickets
from storage.records import Draft
from storage.tables import Idea, Ticket

BEGINNING = 6  # words of a sentence that may be its beginning


def told(turn: Turn, text: str) -> list[Reply] | None:
    """ "Tôi có ý tưởng làm giá đỡ": the rest is the beginning of it. None where somebody says something
    else."""
    said = clean(text).replace(":", " ").replace(",", " ").split()
    for count in range(min(BEGINNING, len(said)), 2, -1):
        command = turn.words.command(" ".join(said[:count]))
        if command is not None and command.name == "idea":
            rest = clean(text).split(maxsplit=count)[count:]
            return asking.start(turn, idea=True, told=[part.lstrip(" :,-") for part in rest])
    return None


def start(turn: Turn) -> list[Reply]:
    """Asks for an idea."""
    return asking.start(turn, idea=True)


# For those who follow ideas


def show(turn: Turn, page: int = 0) -> list[Reply]:
    """The ideas of one's teams and units."""
    desks = ticket_routes.desks(turn)
    if not desks:
        return menu.show(turn, (Phrase("ask.unknown"),))
    rows, total = ideas.lying(turn.store, desks, page * PAGE, PAGE)
    entries = [
        Choice(f"idea:{row.id}:view", Phrase("idea.line", {
            "number": row.number, "text": dialog.short(" ".join(row.text.split()), 40),
            "state": Phrase(f"idea.state#{row.state}"),
        }))
        for row in rows
    ]  # fmt: skip
    more = [Choice(f"idea:{page + 1}:page", Phrase("programmes#more"))] if (page + 1) * PAGE < total else []
    choices = (*entries, *more, Choice("menu:questions", Phrase("ask.one#all")), _to_menu())
    key = "idea.list" if total else "idea.list-none"
    return menu.choose(turn, key, Reply(key, {"count": total} if total else {}, choices))


def _to_menu() -> Choice:
    return Choice("menu:show", Phrase("mine.one#menu"))


def chosen(turn: Turn, subject: str, token: str) -> list[Reply]:
    """A button; for those it is not for it does not exist."""
    number = session.number(subject)
    if token == "page":
        return show(turn, (*places(subject), 0)[0])
    if token == "mark":
        return _mark(turn, number)
    row = turn.store.held(Idea, number)
    ticket = turn.store.get(Ticket, row.ticket_id) if row is not None else None
    if row is None or ticket is None:
        return _unknown(turn)
    if token == "apply" and row.person_id == turn.person.id:
        return _apply(turn, row)
    if token not in DEEDS or not ticket_routes.may_see(turn, ticket):
        return _unknown(turn)
    if token != "view" and row.state not in ideas.FOLLOWED:
        return view(turn, row, ticket)
    return DEEDS[token](turn, row, ticket)


def _unknown(turn: Turn) -> list[Reply]:
    return menu.show(turn, (Phrase("ask.unknown"),))


def _mark(turn: Turn, number: int) -> list[Reply]:
    ticket = turn.store.held(Ticket, number)
    if ticket is None or not ticket_routes.may_see(turn, ticket):
        return _unknown(turn)
    found = idea_lines.of(turn, number)
    row = turn.store.get(Idea, found.id) if found else None
    if row is None:
        row = idea_steps.begin(turn, ticket, _text(turn, ticket))
        return view(turn, row, ticket, Phrase("idea.marked", {"number": ticket.number}))
    return view(turn, row, ticket)


def _text(turn: Turn, ticket: Ticket) -> str:
    rows = tickets.entries(turn.store, ticket.id or 0, ("asked",))
    return "\n".join(str(row.text) for row in rows if row.text)


def view(turn: Turn, row: Idea, ticket: Ticket, *lead: Phrase) -> list[Reply]:
    """What was said and done about it, and what can be done next."""
    next_ = {"new": ["contacted"], "contacted": ["trial"], "trial": []}.get(row.state)
    tokens = [*next_, "used", "drop"] if next_ is not None else []
    choices = (
        *(Choice(f"idea:{row.id}:{token}", Phrase(f"idea.one#{token}")) for token in tokens),
        Choice(f"ticket:{ticket.id}:view", Phrase("idea.one#ticket", {"number": ticket.number})),
        Choice("menu:ideas", Phrase("idea.one#all")),
        _to_menu(),
    )
    params: dict[str, Param] = {
        "number": ticket.number, "who": asker(turn, ticket), "state": Phrase(f"idea.state#{row.state}"),
        "lines": (*lines(turn, ticket), *_history(turn, ticket)),
    }  # fmt: skip
    return menu.choose(turn, "idea.one", Reply("idea.one", params, choices, lead=lead))


def _history(turn: Turn, ticket: Ticket) -> tuple[Phrase, ...]:
    rows = tickets.entries(turn.store, ticket.id or 0, ("contacted", "trial", "registered", "dropped"))
    return tuple(
        Phrase(f"idea.step#{row.kind}", {"at": row.at, "who": row.name or "", "text": row.text})
        for row in rows
        if row.kind != "registered" or not ticket.anonymous
    )


def _step(state: str) -> Callable[[Turn, Idea, Ticket], list[Reply]]:
    def step(turn: Turn, row: Idea, ticket: Ticket) -> list[Reply]:
        idea_steps.step(turn, row, ticket, state)
        return view(turn, row, ticket, Phrase(f"idea.done#{state}"))

    return step


def _used(turn: Turn, row: Idea, ticket: Ticket) -> list[Reply]:
    """Only whoever had the idea registers it: they are asked."""
    row.adviser_id = turn.person.id
    news.leave(turn, row.person_id, idea_steps.APPLIED, f"{row.id}.{turn.today.isoformat()}")
    return view(turn, row, ticket, Phrase("idea.done#used", {"who": asker(turn, ticket)}))


def _drop(turn: Turn, row: Idea, _ticket: Ticket) -> list[Reply]:
    for begun in turn.store.open_drafts(turn.person.id, FORM.key):
        dialog.throw(turn, begun)
    _, replies = dialog.begin(turn, DIALOG, FORM.key, idea=row.id)
    return replies


DEEDS: Mapping[str, Callable[[Turn, Idea, Ticket], list[Reply]]] = {
    "view": view,
    "contacted": _step("contacted"),
    "trial": _step("trial"),
    "used": _used,
    "drop": _drop,
}

FORM = Form("idea", (Question("why", words),))


def _dropped(turn: Turn, draft: Draft) -> list[Reply]:
    """Nobody follows it any more, if they still may say so."""
    draft.state = "sent"
    row = turn.store.held(Idea, int(draft.notes["idea"]))
    ticket = turn.store.get(Ticket, row.ticket_id) if row is not None else None
    if row is None or ticket is None or not ticket_routes.may_see(turn, ticket):
        return _unknown(turn)
    if row.state in ideas.FOLLOWED:
        idea_steps.step(turn, row, ticket, "dropped", str(draft.answers["why"]))
    return view(turn, row, ticket, Phrase("idea.done#dropped"))


def _context(turn: Turn, draft: Draft) -> Context:
    return Context(turn.today, turn.at, turn.service, draft.answers, draft.notes)


def _left(turn: Turn, draft: Draft) -> list[Reply]:
    draft.state = "thrown"
    return show(turn)


DIALOG = Dialog(
    lambda _turn, _draft: FORM, _context, _dropped, _left, _left, _left, progress="", dossier=False
)


# Registered


def _apply(turn: Turn, row: Idea) -> list[Reply]:
    """A registration that begins with what was told; the same one again while it is open."""
    begun = turn.store.draft(row.draft_id) if row.draft_id else None
    if begun is not None and begun.state == "open":
        return drafts.resume(turn, begun, (Phrase("drafts.continued"),))
    ticket = turn.store.get(Ticket, row.ticket_id)
    if ticket is None or row.state == "registered":
        return _unknown(turn)
    offered = dict(turn.service.offered(turn.person.unit_id))
    version = next((v for v, p in offered.items() if p.key == row.programme), next(iter(offered), None))
    replies = registration.start(turn, told=[_text(turn, ticket)], anyway=True, version=version, idea=row.id)
    draft = turn.store.draft(str(turn.conversation.session.get("draft") or ""))
    if draft is None or draft.notes.get("idea") != row.id:
        return replies
    kept = [f for r in tickets.entries(turn.store, row.ticket_id, ("asked",)) for f in attached(r)]
    files.attach(turn, draft, "solution", kept[: files.MOST])
    turn.store.flush_drafts()
    row.draft_id = draft.id
    return replies
