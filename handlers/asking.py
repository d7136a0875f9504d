"""Hỏi Tổ tư vấn, hỏi cán bộ: a question is asked."""

from collections.abc import Sequence
from typing import Any

from handlers import (
    adding,
    dialog,
    drafts,
    figure_news,
    files,
    idea_steps,
    menu,
    offering,
    permissions,
    rude,
    team_plan,
    thread,
    ticket_lines,
    ticket_routes,
    workday,
)
from handlers.dialog import Dialog
from handlers.events import Attachment, Param, Phrase, Reply
from handlers.forms import Context, Do, Form, Option, Question, Result, Said, Value
from handlers.parsers import Invalid
from handlers.questions import words
from handlers.text import fold
from handlers.turn import Turn
from storage import tickets
from storage.records import Draft
from storage.tables import Ticket

SENT = ("van gui", "cu gui", "gui di", "van gui cau hoi", "gui cau hoi", "gui luon")
NAMELESS = ("giau ten", "an danh", "khong neu ten", "khong ten", "gui khong ten", "gui giau ten")
FLOOD = 5  # open questions at a time


def start(
    turn: Turn, about: Draft | None = None, idea: bool = False, told: Sequence[str] = ()
) -> list[Reply]:
    """Asks for the question; `about`: the draft it is about, which the answerers may see. `idea`: it is one,
    `told` how it begins."""
    programme = ticket_routes.programme_of(turn)
    found = ticket_routes.desk(turn, programme)
    if found is None:
        return _nobody(turn, about)
    if (refused := rude.refused(turn, found.unit_id)) is not None:
        return drafts.resume(turn, about, (refused,)) if about is not None else menu.show(turn, (refused,))
    for begun in turn.store.open_drafts(turn.person.id, FORM.key):
        if not begun.answers and not dialog.parts_of(begun, FORM.questions[0]):
            dialog.throw(turn, begun)
        elif not told and _same(begun, about, idea):
            return _resume(turn, begun)
    if _too_many(turn) is not None:
        return ticket_lines.listed(turn, Phrase("ask.many", {"count": FLOOD}))
    asked = turn.conversation.session.get("question") if about else None
    notes: dict[str, Any] = {"desk": found.unit_id, "kind": found.kind, "about": about.id if about else None}
    if idea:
        notes |= {"idea": True, "parts": {"text": list(told)} if told else None}
    notes["nameless"] = ticket_routes.nameless(turn, programme, found)
    _, replies = dialog.begin(turn, DIALOG, FORM.key, question=asked, **notes)
    return replies


def _same(begun: Draft, about: Draft | None, idea: bool) -> bool:
    """Whether what somebody asks now is what they have begun to ask and not sent."""
    named = begun.notes.get("about")
    return bool(begun.notes.get("idea")) == idea and (not about or named in (None, about.id))


def _resume(turn: Turn, begun: Draft) -> list[Reply]:
    """What was told is shown, and more can be told."""
    if told_before := str(begun.answers.get("text") or ""):
        begun.answers = {}
        dialog.keep_parts(begun, FORM.questions[0], [told_before])
    return dialog.ask(turn, DIALOG, begun)


def _too_many(turn: Turn) -> Ticket | None:
    """The last of one's open questions, where there are as many as can be at a time."""
    rows = tickets.of_person(turn.store, turn.person.id, FLOOD, tickets.OPEN)
    return turn.store.get(Ticket, rows[0].id) if len(rows) >= FLOOD else None


def _nobody(turn: Turn, about: Draft | None) -> list[Reply]:
    """Nobody answers here: whom to call."""
    officers_of = permissions.units_of(turn, "review")
    above = turn.service.lineage(officers_of[0])[1:] if officers_of else ()
    if officers_of and not above:
        return menu.show(turn, (Phrase("ask.top"),))
    contact = turn.service.contact(above[0].id if above else turn.person.unit_id)  # not themselves
    key = "ask.call" if contact.name and contact.phone else "ask.nobody"
    word = Phrase(key, {"name": contact.name, "phone": contact.phone})
    return drafts.resume(turn, about, (word,)) if about is not None else menu.show(turn, (word,))


# The form


def _send(said: Said, context: Context) -> Result:
    words_ = fold(said.text)
    if said.token == "no":
        return Do("discard")
    if words_ in NAMELESS and context.notes.get("nameless"):
        return Value("hidden")
    if words_ in SENT:
        return Value("yes")
    if said.token in ("yes", "hidden"):
        return Value(said.token)
    raise Invalid("choose")


def _ways(context: Context) -> tuple[Option, ...]:
    """Under one's name, or without it where a team answers and the programme allows it."""
    tokens = ("yes", "hidden", "no") if context.notes.get("nameless") else ("yes", "no")
    return tuple(Option(token, Phrase(f"ask.send#{token}")) for token in tokens)


def words_or_files(said: Said, context: Context) -> Result:
    """Any words; files alone do too."""
    return Value(said.text) if said.files else words(said, context)


def _asks_idea(context: Context) -> Phrase | None:
    return Phrase("idea.text") if context.notes.get("idea") else None


def _prompt(context: Context) -> Phrase:
    """In a small workplace a hidden name hides little; it is said before."""
    small = context.notes.get("nameless") == "small"
    key = "idea.send" if context.notes.get("idea") else "ask.send"
    return Phrase(key, {"hint": Phrase("ask.small") if small else ""})


FORM = Form(
    "ask",
    (
        Question("text", words_or_files, long=True, files=True, prompt=_asks_idea),
        offering.QUESTION,
        Question("send", _send, _ways, free=False, hidden=True, prompt=_prompt, when=offering.unhelped),
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
    if (refused := rude.refused(turn, found.unit_id)) is not None:
        return menu.show(turn, (refused,))
    if (last := _too_many(turn)) is not None:
        return menu.show(turn, _instead(turn, last, *told(turn, draft)))
    due, settle_by = workday.expected(turn, found.unit_id)
    ticket = tickets.ask(
        turn.store, person_id=turn.person.id, unit_id=turn.person.unit_id, desk_id=found.unit_id,
        programme=programme.key if programme else "", kind=found.kind, state="waiting",
        anonymous=draft.answers["send"] == "hidden", draft_id=draft.notes.get("about"),
        question=str(draft.notes.get("question") or ""), asked_at=turn.now, touched_at=turn.now, due=due,
        settle_by=settle_by, language=turn.person.language, **offering.of_ticket(turn, draft),
    )  # fmt: skip
    thread.say(turn, ticket, "asked", *told(turn, draft))
    offering.sent(turn, draft, ticket)
    if draft.notes.get("idea"):
        idea_steps.begin(turn, ticket, str(draft.answers["text"]))
    workday.tell(turn, ticket, str(ticket.id))
    workday.watch(turn, ticket)
    figure_news.plan(turn, ticket.desk_id)
    said: dict[str, Param] = {
        "number": ticket.number,
        "who": Phrase(f"ask.to#{found.kind}", {"unit": turn.service.places[found.unit_id].name}),
        "hours": team_plan.in_words(turn, found.unit_id, found.kind),
        "due": due,
    }
    about = turn.store.draft(str(draft.notes.get("about") or ""))
    if about is not None and about.state == "open" and about.form in drafts.DIALOGS:
        return drafts.resume(turn, about, (Phrase("ask.sent", said),))
    return menu.show(turn, (Phrase("ask.sent", said),))


def _instead(turn: Turn, ticket: Ticket, text: str, kept: tuple[Attachment, ...]) -> tuple[Phrase, ...]:
    """One question too many is kept as more of the last one."""
    return (Phrase("threads.many", {"count": FLOOD}), *adding.add(turn, ticket, text, kept))


def told(turn: Turn, draft: Draft) -> tuple[str, tuple[Attachment, ...]]:
    """What a draft says, words and files."""
    kept = (files.of_question(turn, draft, place) for place in ("text", "attachments"))
    return str(draft.answers.get("text") or ""), tuple(file for some in kept for file in some)


def again(turn: Turn, text: str, kept: tuple[Attachment, ...]) -> list[Reply]:
    """A new question that was written already, outside its form: it can be read again and gone on with."""
    replies = start(turn)
    draft = turn.store.draft(str(turn.conversation.session.get("draft") or ""))
    if draft is None or draft.form != FORM.key:
        last = _too_many(turn)
        return menu.show(turn, _instead(turn, last, text, kept)) if last is not None else replies
    before = dialog.parts_of(draft, FORM.questions[0])
    dialog.keep_parts(draft, FORM.questions[0], [*before, *([text] if text else ())])
    files.attach(turn, draft, "text", kept)
    return dialog.ask(turn, DIALOG, draft)


def _told(turn: Turn, draft: Draft) -> list[Reply]:
    return offering.helped(turn, draft) or _asked(turn, draft)


def _left(turn: Turn, draft: Draft) -> list[Reply]:
    draft.state = "thrown"
    return menu.show(turn, (Phrase("ask.left"),))


def _later(turn: Turn, _draft: Draft) -> list[Reply]:
    return menu.show(turn, (Phrase("ask.kept"),))


DIALOG = Dialog(lambda _turn, _draft: FORM, context, _told, _later, _left, _left, offering.look, progress="")
