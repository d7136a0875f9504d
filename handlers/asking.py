"""Hỏi Tổ tư vấn, hỏi cán bộ: a question is asked."""

from dataclasses import asdict
from typing import Any

from handlers import dialog, drafts, files, menu, offering, ticket_lines, ticket_routes, workday
from handlers.dialog import Dialog
from handlers.events import Param, Phrase, Reply
from handlers.forms import Context, Do, Form, Option, Question, Result, Said, Value
from handlers.parsers import Invalid
from handlers.questions import words
from handlers.turn import Turn
from storage import tickets
from storage.records import Draft
from storage.tables import Ticket

FLOOD = 5  # open questions at a time


def start(turn: Turn, about: Draft | None = None) -> list[Reply]:
    """Asks for the question; `about`: the draft it is about, which the answerers may see."""
    programme = ticket_routes.programme_of(turn)
    found = ticket_routes.desk(turn, programme)
    if found is None:
        return _nobody(turn, about)
    if sum(row.state in tickets.OPEN for row in tickets.of_person(turn.store, turn.person.id)) >= FLOOD:
        return ticket_lines.listed(turn, Phrase("ask.many", {"count": FLOOD}))
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


def words_or_files(said: Said, context: Context) -> Result:
    """Any words; files alone do too."""
    return Value(said.text) if said.files else words(said, context)


FORM = Form(
    "ask",
    (
        Question("text", words_or_files, long=True, files=True),
        offering.QUESTION,
        Question("send", _send, _ways, free=False, hidden=True, when=offering.unhelped),
    ),
)


def context(turn: Turn, draft: Draft) -> Context:
    """Nothing of a programme."""
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
        **offering.of_ticket(turn, draft),
    )  # fmt: skip
    entry(turn, draft, ticket, "asked")
    offering.sent(turn, draft, ticket)
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


def entry(turn: Turn, draft: Draft, ticket: Ticket, kind: str) -> int:
    """What was told goes into the thread, files and all; its number."""
    kept = [asdict(file) for file in files.of_question(turn, draft, "text")]
    text = str(draft.answers.get("text") or "")
    return tickets.say(turn.store, ticket.id or 0, turn.now, kind, turn.person.id, text, kept)


def _told(turn: Turn, draft: Draft) -> list[Reply]:
    return offering.helped(turn, draft) or _asked(turn, draft)


def _left(turn: Turn, draft: Draft) -> list[Reply]:
    draft.state = "thrown"
    return menu.show(turn, (Phrase("ask.left"),))


DIALOG = Dialog(lambda _turn, _draft: FORM, context, _told, _left, _left, _left, offering.look, progress="")
