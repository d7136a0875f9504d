"""What an author answers an officer: the questions that were asked, and only these; words to a decision.

What was sent stays: each answer that changes stands in the history with what it was before.
"""

from dataclasses import replace
from typing import Any

from handlers import authors, case_lines, cases, dialog, menu, news, review_news
from handlers.dialog import Dialog
from handlers.events import Choice, Phrase, Reply
from handlers.forms import (
    Context,
    Form,
    Question,
    Result,
    Said,
    Value,
    always,
    as_asked,
    pending,
)
from handlers.merging import merge
from handlers.questions import LATER, SHORT, words
from handlers.registration_form import SENT_NOTES, left, own, programme_of, shared, thrown
from handlers.turn import Turn
from storage import initiatives
from storage.records import Draft
from storage.tables import Initiative

ADDITIONS = "additions"
REPLY = Form("reply", (Question("words", words),))


def answer(turn: Turn, initiative: Initiative) -> list[Reply]:
    """The questions an officer asked, one after the other; goes on where whoever answers stopped. An officer
    who was asked for help answers them in the author's place."""
    asked: dict[str, Any] = initiative.notes.get("asked") or {}
    if not asked:
        return menu.show(turn, (Phrase("additions.over", {"code": initiative.code}),))
    for begun in turn.store.open_drafts(turn.person.id, ADDITIONS):
        if begun.initiative_id == initiative.id and begun.notes.get("of") == asked["at"]:
            return dialog.ask(turn, DIALOG, begun)
        if begun.initiative_id == initiative.id:  # of a request that was taken back
            dialog.throw(turn, begun)
    _, replies = dialog.begin(
        turn, DIALOG, ADDITIONS, initiative.programme_version_id, initiative.id, of=asked["at"],
        which=asked["which"], **{k: v for k, v in initiative.notes.items() if k in SENT_NOTES},
    )  # fmt: skip
    return replies


def _wanted(turn: Turn, draft: Draft) -> Initiative | None:
    """The initiative, while this request is the one that holds and whoever speaks may answer it."""
    initiative = shared(turn, str(draft.initiative_id))
    asked = initiative.notes.get("asked") if initiative else None
    return initiative if asked and asked["at"] == draft.notes.get("of") else None


def _form(turn: Turn, draft: Draft) -> Form:
    """Only what was asked, whatever was answered before; none where nothing is asked any more."""
    if _wanted(turn, draft) is None:
        return Form("registration", ())
    programme = programme_of(turn, draft)
    asked = [q for q in (*SHORT.questions, *LATER.questions) if q.key in draft.notes.get("which", ())]
    if programme is not None:
        asked = [as_asked(programme, q, programme.asked(q.key)) for q in asked]
    return Form("registration", tuple(replace(_with_files(q), when=always) for q in asked))


def _with_files(question: Question) -> Question:
    """A photo or a paper answers a question of words, too."""
    if question.parse is not words:
        return question
    return replace(question, files=True, parse=_words_or_files)


def _words_or_files(said: Said, context: Context) -> Result:
    return Value(said.text) if said.files else words(said, context)


def _context(turn: Turn, draft: Draft) -> Context:
    """The other answers stand as they were sent; what is asked for is asked anew."""
    initiative = shared(turn, str(draft.initiative_id))
    sent = initiative.answers if initiative else {}
    asked = draft.notes.get("which", ())
    answers = {**{k: v for k, v in sent.items() if k not in asked}, **draft.answers}
    name = str(sent.get("worker") or (turn.store.person(initiative.person_id).name if initiative else ""))
    return Context(turn.today, turn.at, turn.service, answers, draft.notes, programme_of(turn, draft),
                   name=name, unit_id=initiative.unit_id if initiative else None)  # fmt: skip


def _before(turn: Turn, draft: Draft) -> tuple[Phrase, ...]:
    """What was sent stands before the question: it stays where it is not answered anew."""
    initiative, form = _wanted(turn, draft), _form(turn, draft)
    question = pending(form, _context(turn, draft))
    if initiative is None or question is None or initiative.answers.get(question.key) is None:
        return ()
    value = case_lines.value_of(turn, initiative, question.key, initiative.answers[question.key])
    return (Phrase("additions.before", {"value": dialog.short(value) if isinstance(value, str) else value}),)


def _finish(turn: Turn, draft: Draft) -> list[Reply]:
    """Stores the answers, what was skipped stays as it was; whoever asked hears that they are there."""
    draft.state = "sent"
    wanted = _wanted(turn, draft)
    initiative = initiatives.locked(turn.store, wanted.id or 0) if wanted else None
    if initiative is None or not initiative.notes.get("asked"):
        return _over(turn, draft)
    told = {key: draft.answers.get(key) for key in draft.notes.get("which", ())}
    new = {key: value for key, value in told.items() if value is not None}
    changes = {key: [initiative.answers.get(key), value] for key, value in new.items()}
    kept = {k: v for k, v in initiative.notes.items() if k != "asked"}
    before = str(initiative.notes["asked"]["status"])
    initiative.notes = {**kept, **{k: v for k, v in draft.notes.items() if k in SENT_NOTES}}
    initiatives.keep_files(turn.store, draft, initiative.id or 0)
    merge(turn, initiative, new)
    mine = initiative.person_id == turn.person.id
    if initiative.status == "asked":
        initiative.status = "answered" if mine else before
    event = initiatives.acted(
        turn.store, initiative.id or 0, turn.at, "answered" if mine else "added", turn.person.id,
        answers=changes,
    )  # fmt: skip
    asked = authors.keep(turn, initiative) if "authors" in new else ()
    if not mine:
        return cases.show(turn, initiative, Phrase("case.filled"), *asked)
    review_news.arrived(turn, initiative, event)
    return menu.show(turn, (Phrase("additions.sent", {"code": initiative.code}), *asked))


def _over(turn: Turn, draft: Draft) -> list[Reply]:
    """The request was taken back, or somebody else has answered it: what was written goes to the officer all
    the same, beside what was sent."""
    initiative = shared(turn, str(draft.initiative_id))
    told = {key: value for key, value in draft.answers.items() if value is not None}
    if initiative is None or not told or initiative.person_id != turn.person.id:
        return menu.show(turn, (Phrase("additions.over", {"code": initiative.code if initiative else ""}),))
    changes = {key: [initiative.answers.get(key), value] for key, value in told.items()}
    event = initiatives.acted(
        turn.store, initiative.id or 0, turn.at, "amended", turn.person.id, answers=changes
    )
    review_news.arrived(turn, initiative, event)
    return menu.show(turn, (Phrase("additions.kept", {"code": initiative.code}),))


DIALOG = Dialog(_form, _context, _finish, left, thrown, left, progress="count", news=_before)


def due(turn: Turn, subject: str) -> list[Reply]:
    """The evening reminder of what an officer waits for; nothing once it was answered."""
    initiative = own(turn, subject)
    if initiative is None or initiative.status != "asked":
        return []
    count = len((initiative.notes.get("asked") or {}).get("which", ()))
    choice = Choice(f"mine:{initiative.id}:answer", Phrase("reminders.go-on"))
    return news.say(turn, Reply("reminders.asked", {"code": initiative.code, "count": count}, (choice,)))


# Words to a decision


def reply(turn: Turn, initiative: Initiative) -> list[Reply]:
    """The author says something to "chưa đủ điều kiện" or "chưa được công nhận"."""
    for begun in turn.store.open_drafts(turn.person.id, REPLY.key):
        dialog.throw(turn, begun)
    _, replies = dialog.begin(turn, REPLY_DIALOG, REPLY.key, None, initiative.id)
    return replies


def _reply_context(turn: Turn, draft: Draft) -> Context:
    return Context(turn.today, turn.at, turn.service, draft.answers, draft.notes)


def _replied(turn: Turn, draft: Draft) -> list[Reply]:
    draft.state = "sent"
    found = own(turn, str(draft.initiative_id))
    initiative = initiatives.locked(turn.store, found.id or 0) if found else None
    if initiative is None or initiative.status not in REPLIED:
        return menu.show(turn, (Phrase("additions.over", {"code": found.code if found else ""}),))
    initiative.status = "contested"
    event = initiatives.acted(
        turn.store, initiative.id or 0, turn.at, "contested", turn.person.id, words=draft.answers["words"]
    )
    review_news.arrived(turn, initiative, event)
    return menu.show(turn, (Phrase("additions.replied", {"code": initiative.code}),))


REPLIED = ("ineligible", "unrecognised")
"""What an author may answer with words."""

REPLY_DIALOG = Dialog(
    lambda _turn, _draft: REPLY, _reply_context, _replied, thrown, thrown, thrown, progress=""
)  # fmt: skip
