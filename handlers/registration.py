"""An initiative from the first word to "Đã gửi", and what its author may do afterwards."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from handlers import dialog, files, menu, reminders, session
from handlers.dialog import Dialog, read_back
from handlers.events import Choice, Param, Phrase, Reply
from handlers.forms import Context, Form, on_path, path
from handlers.questions import LATER, SHORT, object_of, span, without_accents
from handlers.turn import ZONE, Turn
from programmes.model import Programme
from storage import initiatives
from storage.records import Draft
from storage.tables import Initiative

STALE = timedelta(days=30)  # after that, a shared phone may be in other hands


# Beginning


def start(
    turn: Turn, behalf: bool = False, lead: Sequence[Phrase] = (), told: Sequence[str] = ()
) -> list[Reply]:
    """A new registration in the open programme; `told` is what the person has told already."""
    version = next(iter(turn.service.current), None)
    if version is None:
        return menu.show(turn, (Phrase("registration.none"),))
    programme = turn.service.programmes[version]
    if programme.open_phase(turn.at) is None and not turn.event.value.startswith("closed:"):
        return _closed(turn, programme, behalf)
    draft, replies = dialog.begin(
        turn, SHORT_DIALOG, "registration", version, behalf=behalf or None, parts=list(told) or None
    )
    if told:
        session.put(turn.conversation, parts=list(told))
    replies = [replace(replies[0], lead=(*lead, *replies[0].lead)), *replies[1:]]
    return replies


def _closed(turn: Turn, programme: Programme, behalf: bool) -> list[Reply]:
    """Says when the programme takes entries; what somebody has to tell is welcome all the same."""
    following = programme.next_phase(turn.at)
    key = "registration.not-yet-open" if following else "registration.closed"
    when = following.entry.opens if following else programme.closes - timedelta(minutes=1)
    contact = turn.service.contact(turn.person.unit_id)
    choices = (
        Choice(f"closed:{'behalf' if behalf else 'register'}", Phrase("registration.closed#go-on")),
        Choice("menu:show", Phrase("registration.closed#menu")),
    )
    params: dict[str, Param] = {
        "programme": programme.short,
        "when": when,
        "officer": contact.name,
        "phone": contact.phone,
    }
    return menu.choose(turn, "registration.closed", Reply(key, params, choices))


def drafts(turn: Turn) -> list[Reply]:
    """The list of drafts to continue or throw away; a single one is opened at once."""
    found = turn.store.open_drafts(turn.person.id, "registration")
    if not found:
        return menu.show(turn, (Phrase("drafts.none"),))
    choices = [
        Choice(f"draft:{d.id}:open", Phrase("drafts#line", {"title": _name(turn, d), "day": _day(turn, d)}))
        for d in found[:8]
    ]
    choices += (
        [Choice(f"draft:{found[0].id}:throw", Phrase("drafts#throw"))]
        if len(found) == 1
        else [Choice("draft:list:throw", Phrase("drafts#throw-one"))]
    )
    return menu.choose(turn, "drafts", Reply("drafts", {"count": len(found)}, tuple(choices)))


def draft_chosen(turn: Turn, draft_id: str, token: str) -> list[Reply]:
    """One of the person's drafts: continue it, or throw it away after being asked once."""
    if draft_id == "list":
        found = turn.store.open_drafts(turn.person.id, "registration")
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
            Choice("draft:none:no", Phrase("drafts.throw#no")),
        )
        return menu.choose(
            turn, "drafts.throw", Reply("drafts.throw", {"title": _name(turn, draft)}, choices)
        )
    if token == "yes":
        draft.state = "thrown"
        return menu.show(turn, (Phrase("drafts.thrown"),))
    return resume(turn, draft, (Phrase("drafts.continued"),))


def resume(turn: Turn, draft: Draft, lead: Sequence[Phrase] = ()) -> list[Reply]:
    """Goes on with a draft; the parts of a long answer that was interrupted are still there."""
    replies = dialog.ask(turn, DIALOGS[draft.form], draft, lead)
    parts = draft.notes.get("parts")
    if parts and turn.conversation.session.get("question") == "solution":
        session.put(turn.conversation, parts=parts)
    return replies


def _name(turn: Turn, draft: Draft) -> str:
    title = draft.answers.get("title") or draft.answers.get("solution") or ""
    return dialog.short(" ".join(str(title).split()), 40) or turn.words.text(
        Phrase("drafts.untitled"), turn.person.language
    )


def _day(turn: Turn, draft: Draft) -> Any:
    return draft.updated_at.astimezone(ZONE).date()


# The two parts


def _programme(turn: Turn, draft: Draft) -> Programme | None:
    return turn.service.programmes.get(draft.programme_version_id or 0)


def _form(form: Form) -> Any:
    def choose(turn: Turn, draft: Draft) -> Form:
        programme = _programme(turn, draft)
        if programme is None:
            return form
        return form.only({"worker", "fit", "confirm", *programme.questions, *programme.later})

    return choose


def context(turn: Turn, draft: Draft) -> Context:
    """What questions of a registration may look at."""
    return Context(
        today=turn.today,
        at=turn.at,
        service=turn.service,
        answers=draft.answers,
        notes=draft.notes,
        programme=_programme(turn, draft),
        name=str(draft.answers.get("worker") or turn.person.name),
        unit_id=turn.person.unit_id,
    )


def _left(turn: Turn, draft: Draft) -> list[Reply]:
    """Saved; offers to be reminded in the evening (people.md: the bell rings, "để tối")."""
    choices = (
        Choice(f"tonight:{draft.id}:yes", Phrase("form.later#yes")),
        Choice(f"tonight:{draft.id}:no", Phrase("form.later#no")),
    )
    return menu.choose(turn, "form.later", Reply("form.later", {}, choices))


def _thrown(turn: Turn, _draft: Draft) -> list[Reply]:
    return menu.show(turn, (Phrase("form.cancelled"),))


def _submit(turn: Turn, draft: Draft) -> list[Reply]:
    """One initiative, one code, one history line, in the commit of the answer that completed it."""
    programme = _programme(turn, draft)
    assert programme is not None  # a registration begins with a programme  # noqa: S101
    form = _form(SHORT)(turn, draft)
    seen = context(turn, draft)
    answers = {k: v for k, v in on_path(form, seen).items() if k not in ("fit", "confirm")}
    notes = {k: v for k, v in draft.notes.items() if k in ("applied_on", "behalf")}
    if lacking := without_accents(answers):
        notes["without_accents"] = lacking
    if "fit" in draft.answers:
        notes["told"] = draft.answers["fit"]
    if programme.open_phase(turn.at) is None:
        notes["outside_entry"] = True
    initiative = turn.store.add(
        Initiative(
            code=initiatives.new_code(turn.store, programme.code, turn.now),
            programme=programme.key,
            programme_version_id=draft.programme_version_id or 0,
            person_id=turn.person.id,
            unit_id=turn.person.unit_id,
            unit_note=turn.person.unit_note,
            answers={**answers, "object": object_of(answers)},
            notes=notes,
            sent_at=turn.at,
        )
    )
    assert initiative.id is not None  # it was just stored  # noqa: S101
    initiatives.happened(turn.store, initiative.id, turn.at, "sent", turn.person.id)
    initiatives.keep_files(turn.store, draft, initiative.id)
    draft.state, draft.initiative_id = "sent", initiative.id
    return _sent(turn, initiative)


def _sent(turn: Turn, initiative: Initiative) -> list[Reply]:
    contact = turn.service.contact(initiative.unit_id)
    choices = tuple(
        Choice(f"sent:{initiative.id}:{token}", Phrase(f"registration.sent#{token}"))
        for token in ("add", "tonight", "officer")
    )
    key = "registration.sent" if contact.name else "registration.sent-unnamed"
    params: dict[str, Param] = {
        "code": initiative.code,
        "at": initiative.sent_at,
        "officer": contact.name,
        "phone": contact.phone,
    }
    return menu.choose(turn, "registration.sent", Reply(key, params, choices))


def sent_chosen(turn: Turn, initiative_id: str, token: str) -> list[Reply]:
    """What follows the sending: add the rest now, tonight, or leave it to the officer."""
    initiative = own(turn, initiative_id)
    if initiative is None:
        return menu.show(turn, (Phrase("mine.unknown"),))
    if token == "add":
        return supplement(turn, initiative)
    if token == "tonight":
        due = reminders.tonight(turn, "supplement", str(initiative.id))
        return menu.show(turn, (Phrase("reminders.set", {"at": due}),))
    initiatives.happened(turn.store, initiative.id or 0, turn.at, "help_wanted", turn.person.id)
    return menu.show(turn, (Phrase("registration.officer-helps"),))


# Afterwards


def own(turn: Turn, initiative_id: str) -> Initiative | None:
    """The person's own initiative; somebody else's does not exist for them."""
    initiative = turn.store.get(Initiative, int(initiative_id)) if initiative_id.isdigit() else None
    return initiative if initiative is not None and initiative.person_id == turn.person.id else None


def mine(turn: Turn) -> list[Reply]:
    """What the person sent; asks first who is there when the phone was silent for long."""
    if _silent(turn):
        choices = (
            Choice("menu:mine", Phrase("mine.still#yes")),
            Choice("menu:switch", Phrase("mine.still#other")),
        )
        return menu.choose(turn, "mine.still", Reply("mine.still", {"name": turn.person.name}, choices))
    found = initiatives.of_person(turn.store, turn.person.id)[:9]
    if not found:
        return menu.show(turn, (Phrase("mine.none"),))
    choices_ = [
        Choice(
            f"mine:{i.id}:open",
            Phrase("mine#line", {"code": i.code, "title": dialog.short(str(i.answers.get("title", "")), 40),
                                 "status": Phrase(f"status.{i.status}")}),
        )
        for i in found
    ]  # fmt: skip
    return menu.choose(turn, "mine", Reply("mine", {"count": len(found)}, tuple(choices_)))


def _silent(turn: Turn) -> bool:
    return dialog.silent(turn, "at", STALE)


def mine_chosen(turn: Turn, initiative_id: str, token: str) -> list[Reply]:
    """One initiative: look at it, add to it, change it, withdraw it."""
    initiative = own(turn, initiative_id)
    if initiative is None:
        return menu.show(turn, (Phrase("mine.unknown"),))
    match token:
        case "add":
            return supplement(turn, initiative)
        case "amend":
            return amend(turn, initiative)
        case "withdraw":
            choices = (
                Choice(f"mine:{initiative.id}:yes", Phrase("mine.withdraw#yes")),
                Choice(f"mine:{initiative.id}:open", Phrase("mine.withdraw#no")),
            )
            return menu.choose(
                turn, "mine.withdraw", Reply("mine.withdraw", {"code": initiative.code}, choices)
            )
        case "yes":
            return _withdraw(turn, initiative)
    return _details(turn, initiative)


def _withdraw(turn: Turn, initiative: Initiative) -> list[Reply]:
    if initiative.status != "withdrawn":
        initiative.status = "withdrawn"
        initiatives.happened(turn.store, initiative.id or 0, turn.at, "withdrawn", turn.person.id)
    return menu.show(turn, (Phrase("mine.withdrawn", {"code": initiative.code}),))


def _details(turn: Turn, initiative: Initiative) -> list[Reply]:
    key = initiative.id or 0
    draft = _as_draft(turn, initiative)
    lines = [Phrase("mine.line", {"label": line.params["label"], "value": line.params["value"]}) for form in (SHORT, LATER)
             for line in read_back(form, context(turn, draft))]  # fmt: skip
    kept = initiatives.files(turn.store, key)
    if kept:
        lines.append(Phrase("mine.files", {"count": len(kept)}))
    past = tuple(
        Phrase("mine.event", {"at": event.at, "what": Phrase(f"history.{event.kind}")})
        for event in initiatives.history(turn.store, key)
    )
    tokens = ["add", "amend", "withdraw"] if initiative.status != "withdrawn" else []
    choices = (
        *(Choice(f"mine:{key}:{token}", Phrase(f"mine.one#{token}")) for token in tokens),
        Choice("menu:show", Phrase("mine.one#menu")),
    )
    params: dict[str, Param] = {
        "code": initiative.code,
        "status": Phrase(f"status.{initiative.status}"),
        "lines": tuple(lines),
        "history": past,
    }
    return menu.choose(turn, "mine.one", Reply("mine.one", params, choices))


def _as_draft(turn: Turn, initiative: Initiative) -> Draft:
    """An initiative as a draft that is not stored, to read it back with the form's own words."""
    return Draft(
        id="", person_id=turn.person.id, form="registration", created_at=turn.now, updated_at=turn.now,
        programme_version_id=initiative.programme_version_id, answers=initiative.answers, notes=initiative.notes,
    )  # fmt: skip


def supplement(turn: Turn, initiative: Initiative) -> list[Reply]:
    """Part two of the form: goes on where the author stopped; what was answered counts at once."""
    for draft in turn.store.open_drafts(turn.person.id, "supplement"):
        if draft.initiative_id == initiative.id:
            return dialog.ask(turn, LATER_DIALOG, draft, (Phrase("registration.later-intro"),))
    draft, replies = dialog.begin(
        turn, LATER_DIALOG, "supplement", initiative.programme_version_id, initiative.id,
        recognised=initiative.answers.get("recognised"),
    )  # fmt: skip
    draft.answers = {q.key: initiative.answers[q.key] for q in LATER.questions if q.key in initiative.answers}
    return dialog.ask(turn, LATER_DIALOG, draft, (Phrase("registration.later-intro"),))


def amend(turn: Turn, initiative: Initiative) -> list[Reply]:
    """Part one again with the answers that were sent; "Gửi" records what changed."""
    draft, _ = dialog.begin(
        turn, AMEND_DIALOG, "amend", initiative.programme_version_id, initiative.id, **initiative.notes
    )
    draft.answers = {q.key: initiative.answers[q.key] for q in SHORT.questions if q.key in initiative.answers}
    return dialog.ask(turn, AMEND_DIALOG, draft)


def _added(turn: Turn, draft: Draft, _key: str) -> None:
    """Each answer of part two is on the initiative as soon as it is given."""
    initiative = own(turn, str(draft.initiative_id))
    if initiative is not None:
        changes = on_path(LATER, context(turn, draft))
        _change(turn, initiative, {k: v for k, v in changes.items() if v is not None}, "added")


def _change(turn: Turn, initiative: Initiative, answers: dict[str, Any], kind: str) -> bool:
    """Records what differs. The body is frozen once the officer has received it: later changes stand in the
    history as amendments."""
    new = {key: value for key, value in answers.items() if initiative.answers.get(key) != value}
    if not new:
        return False
    frozen = initiative.status != "sent"
    initiatives.happened(
        turn.store, initiative.id or 0, turn.at, "amended" if frozen else kind, turn.person.id,
        answers={key: [initiative.answers.get(key), value] for key, value in new.items()},
    )  # fmt: skip
    if not frozen:
        merged = {**initiative.answers, **new}
        initiative.answers = {**merged, "object": object_of(merged)}
    return True


def _supplemented(turn: Turn, draft: Draft) -> list[Reply]:
    draft.state = "sent"
    return menu.show(turn, (Phrase("registration.later-done"),))


def _amended(turn: Turn, draft: Draft) -> list[Reply]:
    initiative = own(turn, str(draft.initiative_id))
    draft.state = "sent"
    if initiative is None:
        return menu.show(turn, (Phrase("mine.unknown"),))
    answers = {k: v for k, v in on_path(SHORT, context(turn, draft)).items() if k not in ("fit", "confirm")}
    changed = _change(turn, initiative, answers, "changed")
    return menu.show(
        turn, (Phrase("mine.amended" if changed else "mine.unchanged", {"code": initiative.code}),)
    )


def remaining(turn: Turn, initiative: Initiative) -> int:
    """How many questions of part two the author may still answer."""
    seen = context(turn, _as_draft(turn, initiative))
    return sum(1 for q in path(LATER, seen) if q.who == "author" and q.key not in initiative.answers)


def due(turn: Turn, kind: str, subject: str) -> list[Reply]:
    """The evening reminder somebody wished for: about a draft, or about what may still be added."""
    if kind == "draft":
        draft = turn.store.draft(subject)
        if draft is None or draft.state != "open":
            return []
        return [
            Reply(
                "reminders.draft",
                {"title": _name(turn, draft)},
                _words(turn, f"draft:{draft.id}:open"),
                push=True,
            )
        ]
    initiative = own(turn, subject)
    if initiative is None or initiative.status == "withdrawn" or not remaining(turn, initiative):
        return []
    params: dict[str, Param] = {"code": initiative.code, "count": remaining(turn, initiative)}
    return [Reply("reminders.supplement", params, _words(turn, f"sent:{initiative.id}:add"), push=True)]


def _words(turn: Turn, value: str) -> tuple[Choice, ...]:
    """A button for a push; numbers stay with the open question, if there is one."""
    choice = Choice(value, Phrase("reminders.go-on"))
    if "question" not in turn.conversation.session:
        session.offer(turn.conversation, (choice,))
    return (choice,)


def tonight_chosen(turn: Turn, draft_id: str, token: str) -> list[Reply]:
    """After "để sau": a reminder at 19:00, or none."""
    draft = turn.store.draft(draft_id)
    if token != "yes" or draft is None or draft.person_id != turn.person.id:
        return menu.choose(turn, "menu", Reply("form.later-free"))
    at = reminders.tonight(turn, "draft" if draft.form == "registration" else "supplement",
                           draft.id if draft.form == "registration" else str(draft.initiative_id))  # fmt: skip
    return menu.choose(turn, "menu", Reply("reminders.set", {"at": at}))


SHORT_DIALOG = Dialog(_form(SHORT), context, _submit, _left, _thrown)
LATER_DIALOG = Dialog(_form(LATER), context, _supplemented, _left, _thrown, _added)
AMEND_DIALOG = Dialog(_form(SHORT), context, _amended, _left, _thrown)
DIALOGS = {"registration": SHORT_DIALOG, "supplement": LATER_DIALOG, "amend": AMEND_DIALOG}

__all__ = ["DIALOGS", "files", "span"]
