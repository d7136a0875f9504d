"""What an author answers an officer: the questions that were asked, and only these; words to a decision.

What was sent stays: each answer that changes stands in the history with what it was before.
"""

from dataclasses import replace
from typing import Any

from handlers import authors, dialog, law_clock, menu, news, review_news
from handlers.dialog import Dialog
from handlers.events import Choice, Phrase, Reply
from handlers.forms import Context, Form, Question, always, as_asked
from handlers.questions import LATER, SHORT, words
from handlers.registration_form import SENT_NOTES, left, own, programme_of, thrown
from handlers.turn import Turn
from programmes.eligibility import object_of
from storage import initiatives
from storage.records import Draft
from storage.tables import Initiative

ADDITIONS = "additions"
REPLY = Form("reply", (Question("words", words),))


def answer(turn: Turn, initiative: Initiative) -> list[Reply]:
    """The questions an officer asked, one after the other; goes on where the author stopped."""
    asked: dict[str, Any] = initiative.notes.get("asked") or {}
    if initiative.status != "asked" or not asked:
        return menu.show(turn, (Phrase("additions.over", {"code": initiative.code}),))
    for begun in turn.store.open_drafts(turn.person.id, ADDITIONS):
        if begun.initiative_id == initiative.id:
            return dialog.ask(turn, DIALOG, begun)
    _, replies = dialog.begin(
        turn, DIALOG, ADDITIONS, initiative.programme_version_id, initiative.id,
        which=asked["which"], **{k: v for k, v in initiative.notes.items() if k in SENT_NOTES},
    )  # fmt: skip
    return replies


def _form(turn: Turn, draft: Draft) -> Form:
    """Only what was asked, whatever was answered before; none where nothing is asked any more."""
    initiative = own(turn, str(draft.initiative_id))
    if initiative is None or initiative.status != "asked":
        return Form("registration", ())
    programme = programme_of(turn, draft)
    asked = [q for q in (*SHORT.questions, *LATER.questions) if q.key in draft.notes.get("which", ())]
    if programme is not None:
        asked = [as_asked(programme, q, programme.asked(q.key)) for q in asked]
    return Form("registration", tuple(replace(q, when=always) for q in asked))


def _context(turn: Turn, draft: Draft) -> Context:
    """The other answers stand as they were sent; what is asked for is asked anew."""
    initiative = own(turn, str(draft.initiative_id))
    sent = initiative.answers if initiative else {}
    asked = draft.notes.get("which", ())
    answers = {**{k: v for k, v in sent.items() if k not in asked}, **draft.answers}
    name = str(sent.get("worker") or turn.person.name)
    return Context(turn.today, turn.at, turn.service, answers, draft.notes, programme_of(turn, draft),
                   name=name, unit_id=initiative.unit_id if initiative else None)  # fmt: skip


def _finish(turn: Turn, draft: Draft) -> list[Reply]:
    """Stores the answers; whoever asked hears that they are there."""
    draft.state = "sent"
    found = own(turn, str(draft.initiative_id))
    initiative = initiatives.locked(turn.store, found.id or 0) if found else None
    if initiative is None or initiative.status != "asked":
        return menu.show(turn, (Phrase("additions.over", {"code": found.code if found else ""}),))
    new = {key: draft.answers.get(key) for key in draft.notes.get("which", ())}
    before = {key: initiative.answers.get(key) for key in new}
    merged = {**initiative.answers, **new}
    initiative.answers = {**merged, "object": object_of(merged)}
    kept = {k: v for k, v in initiative.notes.items() if k != "asked"}
    initiative.notes = {**kept, **{k: v for k, v in draft.notes.items() if k in SENT_NOTES}}
    initiative.status = "answered"
    initiatives.keep_files(turn.store, draft, initiative.id or 0)
    event = initiatives.acted(
        turn.store, initiative.id or 0, turn.at, "answered", turn.person.id,
        answers={key: [before[key], value] for key, value in new.items()},
    )  # fmt: skip
    law_clock.plan(turn, initiative)
    named = authors.keep(turn, initiative) if "authors" in new else ()
    review_news.arrived(turn, initiative, event)
    return menu.show(turn, (Phrase("additions.sent", {"code": initiative.code}), *named))


DIALOG = Dialog(_form, _context, _finish, left, thrown, left, progress="count")


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
