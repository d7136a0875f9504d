"""What somebody has begun and not sent: the list, going on, throwing away, being reminded of it."""

from collections.abc import Sequence
from typing import Any

from handlers import additions, dialog, law_clock, menu, mine, news, registration, reminders
from handlers.events import Choice, Param, Phrase, Reply
from handlers.registration_form import own, shared
from handlers.turn import ZONE, Turn
from storage.records import Draft


def show(turn: Turn) -> list[Reply]:
    """The list of drafts to continue or throw away."""
    found = unfinished(turn)
    if not found:
        return menu.show(turn, (Phrase("drafts.none"),))
    if len(found) == 1:
        return resume(turn, found[0], (Phrase("drafts.continued"),))
    choices = [
        Choice(f"draft:{d.id}:open", Phrase("drafts#line", {"title": _name(turn, d), "day": _day(turn, d)}))
        for d in found[:8]
    ]
    choices.append(Choice("draft:list:throw", Phrase("drafts#throw-one")))
    return menu.choose(turn, "drafts", Reply("drafts", {"count": len(found)}, tuple(choices)))


def unfinished(turn: Turn) -> list[Draft]:
    """The person's drafts of every form here, the last changed one first."""
    return [draft for draft in turn.store.open_drafts(turn.person.id) if draft.form in menu.CONTINUED]


def draft_chosen(turn: Turn, draft_id: str, token: str) -> list[Reply]:
    """One of the person's drafts: continue it, or throw it away after being asked once."""
    if draft_id == "list":
        found = unfinished(turn)
        listed = [
            Choice(
                f"draft:{d.id}:throw", Phrase("drafts#line", {"title": _name(turn, d), "day": _day(turn, d)})
            )
            for d in found[:8]
        ]
        return menu.choose(turn, "drafts", Reply("drafts.throw-which", {}, tuple(listed)))
    draft = turn.store.draft(draft_id)
    if draft is None or draft.person_id != turn.person.id or draft.state != "open":
        return menu.show(turn, (Phrase("drafts.gone"),))
    if token == "throw":
        choices = (
            Choice(f"draft:{draft.id}:yes", Phrase("drafts.throw#yes")),
            Choice("menu:drafts", Phrase("drafts.throw#no")),
        )
        return menu.choose(
            turn, "drafts.throw", Reply("drafts.throw", {"title": _name(turn, draft)}, choices)
        )
    if token == "yes":
        dialog.throw(turn, draft)
        return menu.show(turn, (Phrase("drafts.thrown"),))
    return resume(turn, draft, (Phrase("drafts.continued"),))


def resume(turn: Turn, draft: Draft, lead: Sequence[Phrase] = ()) -> list[Reply]:
    """Goes on with a draft; the parts of a long answer that was interrupted are still there."""
    return dialog.ask(turn, DIALOGS[draft.form], draft, lead)


def _name(turn: Turn, draft: Draft) -> str:
    initiative = shared(turn, str(draft.initiative_id)) if draft.initiative_id else None
    answers = initiative.answers if initiative else draft.answers
    told = draft.notes.get("parts", {}).get("solution", ())
    title = answers.get("title") or answers.get("solution") or " ".join(told)
    return dialog.short(" ".join(str(title).split()), 40) or turn.words.text(
        Phrase("drafts.untitled"), turn.person.language
    )


def _day(turn: Turn, draft: Draft) -> Any:
    return draft.updated_at.astimezone(ZONE).date()


def due(turn: Turn, kind: str, subject: str) -> list[Reply]:
    """The evening reminder somebody wished for: about a draft, or about what may still be added."""
    if kind == "draft":
        draft = turn.store.draft(subject)
        if draft is None or draft.state != "open" or draft.person_id != turn.person.id:
            return []  # on a shared phone somebody else may be speaking by now
        choice = Choice(f"draft:{draft.id}:open", Phrase("reminders.go-on"))
        return news.say(turn, Reply("reminders.draft", {"title": _name(turn, draft)}, (choice,)))
    initiative = own(turn, subject)
    if initiative is not None and kind == law_clock.KIND:
        return law_clock.due(turn, initiative)
    if initiative is None or initiative.status == "withdrawn" or not mine.remaining(turn, initiative):
        return []
    params: dict[str, Param] = {"code": initiative.code, "count": mine.remaining(turn, initiative)}
    choice = Choice(f"sent:{initiative.id}:add", Phrase("reminders.go-on"))
    return news.say(turn, Reply("reminders.supplement", params, (choice,)))


def tonight_chosen(turn: Turn, draft_id: str, token: str) -> list[Reply]:
    """After "để sau": a reminder at 19:00, or none."""
    draft = turn.store.draft(draft_id)
    if token != "yes" or draft is None or draft.person_id != turn.person.id:
        return menu.choose(turn, "menu", Reply("form.later-free"))
    if draft.form == "registration":
        at = reminders.tonight(turn, "draft", draft.id)
    else:
        at = reminders.tonight(turn, "supplement", str(draft.initiative_id))
    return menu.choose(turn, "menu", Reply("reminders.set", {"at": at}))


DIALOGS = {
    "additions": additions.DIALOG,
    "registration": registration.SHORT_DIALOG,
    "supplement": mine.LATER_DIALOG,
    "amend": mine.AMEND_DIALOG,
}
