"""Hỏi Tổ tư vấn, hỏi cán bộ: a question from the asker's side, until it is closed.

A button's subject is the question's number in the database: `ask:<id>:add`.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from sqlmodel import select

from handlers import dialog, drafts, files, menu, news, session, ticket_routes, workday
from handlers.dialog import Dialog
from handlers.events import Attachment, Choice, Param, Phrase, Reply
from handlers.forms import Context, Do, Form, Option, Question, Result, Said, Value
from handlers.parsers import Invalid
from handlers.questions import words
from handlers.ticket_news import CLOSED, MORE
from handlers.turn import Turn
from storage import tickets
from storage.records import Draft
from storage.tables import Ticket

AGAIN = timedelta(days=14)  # so long a question that is closed can be asked on
SHOWN = 6  # of one's own questions
THREAD = 6  # entries of one
FLOOD = 5  # open questions at a time


def start(turn: Turn, about: Draft | None = None) -> list[Reply]:
    """Asks for the question; `about`: the draft it is about, which the answerers may see."""
    programme = ticket_routes.programme_of(turn)
    found = ticket_routes.desk(turn, programme)
    if found is None:
        return _nobody(turn, about)
    if sum(row.state in tickets.OPEN for row in tickets.of_person(turn.store, turn.person.id)) >= FLOOD:
        return _list(turn, Phrase("ask.many", {"count": FLOOD}))
    for begun in turn.store.open_drafts(turn.person.id, FORM.key):
        if not begun.answers and not dialog.parts_of(begun, FORM.questions[0]):
            dialog.throw(turn, begun)
    asked = turn.conversation.session.get("question") if about else None
    notes: dict[str, Any] = {"desk": found.unit_id, "kind": found.kind, "about": about.id if about else None}
    _, replies = dialog.begin(turn, DIALOG, FORM.key, question=asked, **notes)
    return replies


def _nobody(turn: Turn, about: Draft | None) -> list[Reply]:
    """Nobody answers here: whom to call."""
    contact = turn.service.contact(turn.person.unit_id)
    key = "ask.call" if contact.name and contact.phone else "ask.nobody"
    word = Phrase(key, {"name": contact.name, "phone": contact.phone})
    return drafts.resume(turn, about, (word,)) if about is not None else menu.show(turn, (word,))


# The form


def _send(said: Said, _context: Context) -> Result:
    if said.token == "no":
        return Do("discard")
    if said.token in ("yes", "hidden"):
        return Value(said.token)
    raise Invalid("choose")


def _ways(context: Context) -> tuple[Option, ...]:
    """Under one's name, or without it where a team answers."""
    tokens = ("yes", "hidden", "no") if context.notes.get("kind") == "team" else ("yes", "no")
    return tuple(Option(token, Phrase(f"ask.send#{token}")) for token in tokens)


def _words_or_files(said: Said, context: Context) -> Result:
    return Value(said.text) if said.files else words(said, context)


FORM = Form(
    "ask",
    (
        Question("text", _words_or_files, long=True, files=True),
        Question("send", _send, _ways, free=False, hidden=True),
    ),
)
MORE_FORM = Form("more", (Question("text", _words_or_files, long=True, files=True),))


def _context(turn: Turn, draft: Draft) -> Context:
    return Context(turn.today, turn.at, turn.service, draft.answers, draft.notes)


def _asked(turn: Turn, draft: Draft) -> list[Reply]:
    """The question has its number; everybody who may answer hears of it."""
    draft.state = "sent"
    turn.store.flush_drafts()
    programme = ticket_routes.programme_of(turn)
    found = ticket_routes.desk(turn, programme)
    if found is None:
        return _nobody(turn, None)
    due = workday.first_answer(turn.now)
    ticket = tickets.ask(
        turn.store, person_id=turn.person.id, unit_id=turn.person.unit_id, desk_id=found.unit_id,
        programme=programme.key if programme else "", kind=found.kind, state="waiting",
        anonymous=draft.answers["send"] == "hidden", draft_id=draft.notes.get("about"),
        question=str(draft.notes.get("question") or ""), asked_at=turn.now, touched_at=turn.now, due=due,
    )  # fmt: skip
    _entry(turn, draft, ticket, "asked")
    workday.tell(turn, ticket, str(ticket.id))
    workday.watch(turn, ticket)
    told: dict[str, Param] = {
        "number": ticket.number,
        "who": Phrase(f"ask.to#{found.kind}", {"unit": turn.service.places[found.unit_id].name}),
        "due": due,
    }
    about = turn.store.draft(str(draft.notes.get("about") or ""))
    if about is not None and about.state == "open" and about.form in drafts.DIALOGS:
        return drafts.resume(turn, about, (Phrase("ask.sent", told),))
    return menu.show(turn, (Phrase("ask.sent", told),))


def _entry(turn: Turn, draft: Draft, ticket: Ticket, kind: str) -> int:
    kept = [asdict(file) for file in files.of_question(turn, draft, "text")]
    text = str(draft.answers.get("text") or "")
    return tickets.say(turn.store, ticket.id or 0, turn.now, kind, turn.person.id, text, kept)


def _left(turn: Turn, draft: Draft) -> list[Reply]:
    draft.state = "thrown"
    return menu.show(turn, (Phrase("ask.left"),))


DIALOG = Dialog(lambda _turn, _draft: FORM, _context, _asked, _left, _left, _left, progress="")


# What became of it


def show(turn: Turn) -> list[Reply]:
    """One's own questions; a new one where there is none."""
    return _list(turn) if tickets.of_person(turn.store, turn.person.id) else start(turn)


def _list(turn: Turn, *lead: Phrase) -> list[Reply]:
    rows = tickets.of_person(turn.store, turn.person.id, SHOWN)
    choices = (
        Choice("ask:0:new", Phrase("ask.list#new")),
        *(Choice(f"ask:{row.id}:open", _line(turn, row)) for row in rows),
        Choice("menu:show", Phrase("mine.one#menu")),
    )
    return menu.choose(turn, "ask.list", Reply("ask.list", {}, choices, lead=lead))


def _line(turn: Turn, row: Any) -> Phrase:
    first = tickets.entries(turn.store, row.id, ("asked",))
    text = dialog.short(" ".join(str(first[0].text if first else "").split()), 40)
    return Phrase("ask.line", {"number": row.number, "text": text, "state": Phrase(f"ask.state#{row.state}")})


def mine(turn: Turn, number: int) -> Ticket | None:
    """A question of whoever speaks."""
    found = turn.store.first(select(Ticket).where(Ticket.id == number).with_for_update()) if number else None
    return found if found is not None and found.person_id == turn.person.id else None


def chosen(turn: Turn, subject: str, token: str) -> list[Reply]:
    """A button of one's own questions; somebody else's does not exist."""
    if token == "new":
        return start(turn)
    ticket = mine(turn, session.number(subject))
    deed = DEEDS.get(token)
    if ticket is None or deed is None:
        return menu.show(turn, (Phrase("ask.unknown"),))
    return deed(turn, ticket)


def _open(turn: Turn, ticket: Ticket, *lead: Phrase) -> list[Reply]:
    """The thread as the asker sees it."""
    rows = tickets.entries(turn.store, ticket.id or 0, ("asked", "answered"))
    lines = tuple(
        Phrase(f"ask.entry#{row.kind}", {"at": row.at, "who": row.name or "", "text": shown(row)})
        for row in rows[-THREAD:]
    )
    tokens = ["add", "close"] if ticket.state in ("taken", "answered") else ["add", "withdraw"]
    if ticket.state not in tickets.OPEN:
        tokens = ["reopen"] if again(turn, ticket) else []
    choices = (
        *(Choice(f"ask:{ticket.id}:{token}", Phrase(f"ask.one#{token}")) for token in tokens),
        Choice("menu:consult", Phrase("ask.one#all")),
        Choice("menu:show", Phrase("mine.one#menu")),
    )
    params: dict[str, Param] = {
        "number": ticket.number, "state": Phrase(f"ask.state#{ticket.state}"), "lines": lines,
    }  # fmt: skip
    return menu.choose(turn, "ask.one", Reply("ask.one", params, choices, lead=lead))


def shown(row: Any) -> Phrase | str:
    """The words of an entry, or how many files stand for them."""
    text = dialog.short(str(row.text), 500)
    return text or Phrase("ask.files", {"count": len(row.files)})


def attached(row: Any) -> tuple[Attachment, ...]:
    """The files of an entry."""
    return tuple(Attachment(**file) for file in row.files)


def again(turn: Turn, ticket: Ticket) -> bool:
    """Whether a closed question can be asked on: for 14 days."""
    return ticket.closed_at is not None and turn.now - ticket.closed_at <= AGAIN


def _add(turn: Turn, ticket: Ticket) -> list[Reply]:
    for begun in turn.store.open_drafts(turn.person.id, MORE_FORM.key):
        if begun.notes.get("ticket") == ticket.id:
            return dialog.ask(turn, MORE_DIALOG, begun)
    _, replies = dialog.begin(turn, MORE_DIALOG, MORE_FORM.key, ticket=ticket.id)
    return replies


def _added(turn: Turn, draft: Draft) -> list[Reply]:
    """More about the same question: whoever answers it hears of it, or everybody while nobody does."""
    draft.state = "sent"
    turn.store.flush_drafts()
    ticket = mine(turn, int(draft.notes.get("ticket") or 0))
    if ticket is None or not (ticket.state in tickets.OPEN or again(turn, ticket)):
        return menu.show(turn, (Phrase("ask.over"),))
    number = _entry(turn, draft, ticket, "asked")
    if ticket.state not in tickets.OPEN:
        tickets.say(turn.store, ticket.id or 0, turn.now, "reopened", turn.person.id)
        ticket.closed_at = None
    tell_more(turn, ticket, number)
    return menu.show(turn, (Phrase("ask.added", {"number": ticket.number}),))


def tell_more(turn: Turn, ticket: Ticket, entry_id: int) -> None:
    """It waits for an answer again."""
    ticket.touched_at = turn.now
    if ticket.adviser_id is not None and ticket_routes.is_answerer(turn, ticket, ticket.adviser_id):
        ticket.state = "taken"
        news.leave(turn, ticket.adviser_id, MORE, str(entry_id))
        return
    ticket.state, ticket.adviser_id = "waiting", None
    workday.tell(turn, ticket, f"{ticket.id}.{entry_id}")


def _close(turn: Turn, ticket: Ticket) -> list[Reply]:
    end(turn, ticket, "closed")
    return menu.show(turn, (Phrase("ask.closed", {"number": ticket.number}),))


def _withdraw(turn: Turn, ticket: Ticket) -> list[Reply]:
    end(turn, ticket, "withdrawn")
    return menu.show(turn, (Phrase("ask.withdrawn", {"number": ticket.number}),))


def end(turn: Turn, ticket: Ticket, state: str) -> None:
    """It is over; whoever answered it hears so."""
    if ticket.state not in tickets.OPEN:
        return
    ticket.state, ticket.closed_at = state, turn.now
    tickets.say(turn.store, ticket.id or 0, turn.now, state, turn.person.id)
    if ticket.adviser_id is not None and ticket.adviser_id != turn.person.id:
        news.leave(turn, ticket.adviser_id, CLOSED, str(ticket.id))


def _thrown(turn: Turn, draft: Draft) -> list[Reply]:
    draft.state = "thrown"
    return menu.show(turn)


MORE_DIALOG = Dialog(
    lambda _turn, _draft: MORE_FORM, _context, _added, _thrown, _thrown, _thrown, progress=""
)
DEEDS: Mapping[str, Callable[[Turn, Ticket], list[Reply]]] = {
    "open": _open,
    "add": _add,
    "reopen": _add,
    "close": _close,
    "withdraw": _withdraw,
}


def answered(turn: Turn, subject: str) -> list[Reply]:
    """An answer, said to whoever asked."""
    about = news.about(turn, subject)
    row = tickets.one_entry(turn.store, int(about)) if about else None
    ticket = turn.store.get(Ticket, row.ticket_id) if row else None
    if row is None or ticket is None or ticket.person_id != turn.person.id:
        return []
    choices = tuple(
        Choice(f"ask:{ticket.id}:{token}", Phrase(f"ask.one#{token}")) for token in ("add", "close")
    )
    who = turn.store.person(row.person_id).name
    params: dict[str, Param] = {"number": ticket.number, "who": who, "text": str(row.text)}
    key = "ask.answer" if row.text else "ask.answer-files"
    return news.say(turn, Reply(key, params, choices, attached(row)))
