"""An answer of the draft that came along with a question, as whoever answers would put it: they propose it,
the asker takes it with one press or leaves theirs as it is. A draft that was not shared is nobody's business.

A button's subject is the proposal's number in the thread: `proposal:<entry>:yes`.
"""

import re
from dataclasses import replace
from typing import Any, NamedTuple

from handlers import dialog, drafts, menu, news, session, thread, ticket_routes
from handlers.events import Choice, Param, Phrase, Reply
from handlers.forms import Context, Form, Question, Said, Value, counted
from handlers.parsers import Invalid
from handlers.text import fold
from handlers.ticket_lines import asker
from handlers.ticket_news import DECIDED, PROPOSED
from handlers.turn import Turn
from storage import tickets
from storage.records import Draft
from storage.tables import Ticket

WORD = re.compile(r"\S+")
BEFORE = ("lai", "cau")  # what may stand before the number or name of a question


class Shared(NamedTuple):
    """The draft that came along, as its author sees it: their turn, the form, what it may look at."""

    turn: Turn
    draft: Draft
    form: Form
    context: Context

    def label(self, question: Question) -> dict[str, Param]:
        """Its number and its name."""
        steps = counted(self.form, self.context)
        place = next((n for n, q in enumerate(steps, start=1) if q.key == question.key), 0)
        return {"place": place, "label": Phrase(f"{self.form.key}.{question.key}#label")}

    def read(self, question: Question, text: str) -> Value | None:
        """What some words mean as an answer; None where the author would be asked something more. Raises
        `Invalid`."""
        options = question.options(self.form.key, self.context)
        choices = tuple(Choice(f"proposal:{option.token}", option.label) for option in options)
        words, language = self.turn.words, self.turn.person.language
        chosen = words.choose(text, choices, language, loose=True) if choices else None
        said = Said(token=chosen.value.partition(":")[2]) if chosen is not None else Said(text)
        result = question.parse(said, self.context)
        return result if isinstance(result, Value) else None

    def shown(self, question: Question, value: Any) -> Phrase | str:
        shown = dialog.shown_value(self.form, question, value, self.context)
        return dialog.short(shown) if isinstance(shown, str) else shown


def _shared(turn: Turn, ticket: Ticket) -> Shared | None:
    draft = turn.store.draft(ticket.draft_id) if ticket.draft_id else None
    if draft is None or draft.state != "open" or draft.form not in drafts.DIALOGS:
        return None
    return as_author(turn, draft)


def as_author(turn: Turn, draft: Draft) -> Shared:
    """A draft of a form that is told in chats, with the words its author reads."""
    theirs = replace(turn, person=turn.store.person(draft.person_id), roles=None, lying=None)
    found = drafts.DIALOGS[draft.form]
    return Shared(theirs, draft, found.form(theirs, draft), found.context(theirs, draft))


# Whoever answers


def typed(turn: Turn, ticket: Ticket, text: str) -> list[Reply] | None:
    """ "Sửa câu 7 thành …": what would be proposed; None where the words are no proposal."""
    said = _split(text) if ticket.draft_id and ticket.adviser_id == turn.person.id else None
    if said is None:
        return None
    shared = _shared(turn, ticket)
    if shared is None:
        return _still(turn, ticket, Phrase("threads.propose-late"))
    which, words = said
    question = dialog.find(turn, shared.form, shared.context, which)
    if question is None or question.hidden:
        return _still(turn, ticket, Phrase("threads.propose-unknown")) if which.isdigit() else None
    if not ticket_routes.readable(ticket, question.key):
        return _still(turn, ticket, Phrase("threads.propose-unknown"))
    return _preview(turn, ticket, shared, question, words)


def _split(text: str) -> tuple[str, str] | None:
    """Which question, and what it shall say: "sửa câu 7 thành …", "sua ten thanh …"."""
    words = list(WORD.finditer(text))
    folded = [fold(word[0]) for word in words]
    if folded[:1] != ["sua"] or "thanh" not in folded[2:-1]:
        return None
    place = folded.index("thanh", 2)
    which = folded[1:place]
    while len(which) > 1 and which[0] in BEFORE:
        which = which[1:]
    return " ".join(which), text[words[place].end() :].strip(" :\n")


def _preview(turn: Turn, ticket: Ticket, shared: Shared, question: Question, text: str) -> list[Reply]:
    try:
        value = shared.read(question, text)
    except Invalid as mistake:
        return _still(turn, ticket, Phrase(f"invalid.{mistake.key}", mistake.params))
    if value is None:
        return _still(turn, ticket, Phrase("threads.propose-asks", shared.label(question)))
    old = shared.draft.answers.get(question.key)
    params: dict[str, Param] = {
        "who": asker(turn, ticket),
        **shared.label(question),
        "value": shared.shown(question, value.value),
        "old": shared.shown(question, old) if old is not None else Phrase("threads.propose#nothing"),
    }
    choices = tuple(
        Choice(f"ticket:{ticket.id}:{token}", Phrase(f"threads.propose#{token}"))
        for token in ("propose", "drop")
    )
    session.put(turn.conversation, proposal={"question": question.key, "text": text})
    session.offer(turn.conversation, choices)
    return [Reply("threads.propose", params, choices)]


def propose(turn: Turn, ticket: Ticket) -> list[Reply]:
    """The asker is asked, once."""
    kept = turn.conversation.session.get("proposal")
    session.put(turn.conversation, proposal=None, choices=None)
    if ticket.adviser_id != turn.person.id or not kept:
        return menu.show(turn, (Phrase("ask.unknown"),))
    if _shared(turn, ticket) is None:
        return _still(turn, ticket, Phrase("threads.propose-late"))
    number = tickets.say(
        turn.store, ticket.id or 0, turn.now, "proposed", turn.person.id, str(kept["text"]),
        data={"question": kept["question"]},
    )  # fmt: skip
    news.leave(turn, ticket.person_id, PROPOSED, str(number))
    return _still(turn, ticket, Phrase("threads.propose-sent"))


def _still(turn: Turn, ticket: Ticket, word: Phrase) -> list[Reply]:
    told: dict[str, Param] = {"number": ticket.number, "who": asker(turn, ticket)}
    return [Reply("ticket.still", told, lead=(word,))]


def decided(turn: Turn, subject: str) -> list[Reply]:
    """Whoever proposed it hears what became of it."""
    left = thread.left(turn, subject)
    if left is None or left.ticket.adviser_id != turn.person.id:
        return []
    row, ticket = left
    label = Phrase(f"{row.data['form']}.{row.data['question']}#label")
    told: dict[str, Param] = {"number": ticket.number, "who": asker(turn, ticket), "label": label}
    yes = row.kind == "accepted"
    return news.say(turn, Reply("threads.decided-accepted" if yes else "threads.decided-declined", told))


# Whoever asked


def proposed(turn: Turn, subject: str) -> list[Reply]:
    """What they are asked; nothing where the draft has been sent meanwhile."""
    about = news.about(turn, subject)
    row = tickets.one_entry(turn.store, int(about)) if about else None
    ticket = _of(turn, row)
    shared = _shared(turn, ticket) if ticket is not None else None
    question = shared.form.question(row.data["question"]) if shared is not None and row is not None else None
    if row is None or ticket is None or shared is None or question is None:
        return []
    choices = tuple(
        Choice(f"proposal:{row.id}:{token}", Phrase(f"threads.proposed#{token}")) for token in ("yes", "no")
    )
    params: dict[str, Param] = {
        "number": ticket.number,
        "who": turn.store.person(row.person_id).name,
        **shared.label(question),
        "value": _words(shared, question, row.text),
    }
    return news.say(turn, Reply("threads.proposed", params, choices))


def _words(shared: Shared, question: Question, text: str) -> Phrase | str:
    """What was proposed, as it would be read back."""
    try:
        value = shared.read(question, text)
    except Invalid:
        value = None
    return shared.shown(question, value.value) if value is not None else text


def chosen(turn: Turn, subject: str, token: str) -> list[Reply]:
    """The asker's answer to a proposal, once; it is read anew, by the question itself."""
    number = session.number(subject)
    row = tickets.one_entry(turn.store, number) if number else None
    ticket = _of(turn, row)
    if row is None or ticket is None or token not in ("yes", "no"):
        return menu.show(turn, (Phrase("ask.unknown"),))
    shared = _shared(turn, ticket)
    done = tickets.entries(turn.store, ticket.id or 0, ("accepted", "declined"))
    if any(entry.data.get("proposal") == row.id for entry in done):
        word = Phrase("threads.proposal-over")
        return drafts.resume(turn, shared.draft, (word,)) if shared else menu.show(turn, (word,))
    question = shared.form.question(row.data["question"]) if shared is not None else None
    if shared is None or question is None:
        return menu.show(turn, (Phrase("threads.proposal-late"),))
    if token == "no":
        return _decide(turn, ticket, shared, row, "declined", Phrase("threads.declined"))
    return _accept(turn, ticket, shared, question, row)


def _accept(turn: Turn, ticket: Ticket, shared: Shared, question: Question, row: Any) -> list[Reply]:
    try:
        value = shared.read(question, row.text)
    except Invalid as mistake:
        return drafts.resume(turn, shared.draft, (Phrase(f"invalid.{mistake.key}", mistake.params),))
    if value is None:
        return dialog.ask(turn, drafts.DIALOGS[shared.draft.form], shared.draft, (), question)
    dialog.correct(turn, drafts.DIALOGS[shared.draft.form], shared.draft, question, value)
    return _decide(turn, ticket, shared, row, "accepted", Phrase("threads.accepted", shared.label(question)))


def _decide(turn: Turn, ticket: Ticket, shared: Shared, row: Any, kind: str, word: Phrase) -> list[Reply]:
    """It is kept, whoever proposed it hears of it, and the draft goes on."""
    data = {"proposal": row.id, "question": row.data["question"], "form": shared.form.key}
    number = tickets.say(turn.store, ticket.id or 0, turn.now, kind, turn.person.id, data=data)
    news.leave(turn, row.person_id, DECIDED, str(number))
    return drafts.resume(turn, shared.draft, (word,))


def _of(turn: Turn, row: Any) -> Ticket | None:
    """The question of a proposal to whoever speaks."""
    ticket = turn.store.get(Ticket, row.ticket_id) if row is not None and row.kind == "proposed" else None
    return ticket if ticket is not None and ticket.person_id == turn.person.id else None
