"""An initiative from the first word to "Đã gửi", and what its author may do afterwards."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import time, timedelta
from typing import Any

from handlers import dialog, law_clock, menu, reminders, session
from handlers.dialog import Dialog, read_back
from handlers.events import Choice, Param, Phrase, Reply
from handlers.forms import Context, Form, Question, on_path, path, pending
from handlers.questions import LATER, SHORT, misfits, spans, without_accents
from handlers.turn import ZONE, Turn
from programmes import eligibility
from programmes.eligibility import object_of
from programmes.model import Programme
from storage import initiatives
from storage.records import Draft
from storage.tables import Initiative, InitiativeEvent

SENT_NOTES = ("applied_on", "behalf")  # what is known beside the answers and goes along with them
STALE = timedelta(days=30)  # after that, a shared phone may be in other hands


# Beginning


def start(
    turn: Turn,
    behalf: bool = False,
    lead: Sequence[Phrase] = (),
    told: Sequence[str] = (),
    anyway: bool = False,
    version: int | None = None,
) -> list[Reply]:
    """A new registration in the programme that is open to the person, or in the one they choose of several;
    `told` is what they have told already.

    Outside the entry window it is asked first, unless `anyway`: somebody who has told something is heard.
    """
    offered = dict(turn.service.offered(turn.person.unit_id))
    if not offered:
        return menu.show(turn, (Phrase("registration.none"),))
    if version not in offered:
        taking = _taking(turn, offered)
        if len(taking) > 1:
            return _which(turn, taking, behalf, lead, told)
        version = next(iter(taking))
    programme = offered[version]
    if not programme.takes(turn.at):
        if not anyway:
            return _closed(turn, programme, version, behalf)
        lead = (*lead, _window(turn, programme))
    blank = next(
        (
            draft
            for draft in turn.store.open_drafts(turn.person.id, "registration")
            if _blank(draft, behalf) and draft.programme_version_id == version
        ),
        None,
    )
    lead = (*lead, *_beforehand(turn, programme))
    if blank is not None and not told:
        return dialog.ask(turn, SHORT_DIALOG, blank, lead)
    parts = {"solution": list(told)} if told else None
    _, replies = dialog.begin(
        turn, SHORT_DIALOG, "registration", version, behalf=behalf or None, parts=parts, rules=programme.marks
    )
    return [replace(replies[0], lead=(*lead, *replies[0].lead)), *replies[1:]]


def _taking(turn: Turn, offered: dict[int, Programme]) -> dict[int, Programme]:
    """Those with a registration that take entries now; failing that, those with one; failing that, all."""
    real = {v: p for v, p in offered.items() if p.registration == "open"} or offered
    return {v: p for v, p in real.items() if p.takes(turn.at)} or real


def _which(
    turn: Turn, taking: dict[int, Programme], behalf: bool, lead: Sequence[Phrase], told: Sequence[str]
) -> list[Reply]:
    """Several programmes would take it: the person says which; what they told waits."""
    choices = tuple(
        Choice(
            f"programme:{version}:{'behalf' if behalf else 'register'}",
            Phrase("registration.programme-of", {"programme": programme.short, "body": programme.body}),
        )
        for version, programme in taking.items()
    )
    replies = menu.choose(
        turn, "registration.programme", Reply("registration.programme", {}, choices, lead=tuple(lead))
    )
    session.put(turn.conversation, told="\n".join(told) or None)
    return replies


def programme_chosen(turn: Turn, version: str, token: str) -> list[Reply]:
    """One of several programmes; offered ones only, whatever the button says."""
    told = turn.conversation.session.get("told")
    key = session.number(version)
    return start(turn, token == "behalf", told=[told] if told else [], anyway=bool(told), version=key)


def _beforehand(turn: Turn, programme: Programme) -> tuple[Phrase, ...]:
    """What is honest to say before anything is told: the plan has no registration, or this year's is over."""
    verdict = eligibility.judge(programme, {}, {}, turn.at)
    keys = (f"{programme.key}.recorded", "eligibility.late", "eligibility.late-last")
    return tuple(Phrase(why.key, why.params) for why in verdict.reasons if why.key in keys)


def _blank(draft: Draft, behalf: bool) -> bool:
    """Begun and left before the first word: pressing the button twice makes no second one."""
    return not draft.answers and not draft.notes.get("parts") and bool(draft.notes.get("behalf")) == behalf


def _closed(turn: Turn, programme: Programme, version: int, behalf: bool) -> list[Reply]:
    """What somebody has to tell is welcome all the same."""
    word = _window(turn, programme)
    choices = (
        Choice(f"closed:{version}:{'behalf' if behalf else 'register'}", Phrase("registration.closed#go-on")),
        Choice("menu:show", Phrase("registration.closed#menu")),
    )
    return menu.choose(turn, "registration.closed", Reply(word.key, word.params, choices))


def closed_chosen(turn: Turn, version: str, token: str) -> list[Reply]:
    """Told that no entries are taken, the person goes on all the same."""
    return start(turn, token == "behalf", anyway=True, version=session.number(version))


def _window(turn: Turn, programme: Programme) -> Phrase:
    """When the programme takes entries again, or until when it did."""
    following, closed = programme.opens_next(turn.at), programme.closed_at()
    opens = following.date() if following and following.time() == time() else following
    contact = turn.service.contact(turn.person.unit_id)
    params: dict[str, Param] = {
        "programme": programme.short,
        "when": opens or (closed or turn.at) - timedelta(minutes=1),
        "officer": contact.name,
        "phone": contact.phone,
    }
    return Phrase("registration.not-yet-open" if following else "registration.closed", params)


def drafts(turn: Turn) -> list[Reply]:
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
    initiative = own(turn, str(draft.initiative_id)) if draft.initiative_id else None
    answers = initiative.answers if initiative else draft.answers
    told = draft.notes.get("parts", {}).get("solution", ())
    title = answers.get("title") or answers.get("solution") or " ".join(told)
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
        chosen = form.only({"worker", "fit", "confirm", *programme.asks})
        return Form(chosen.key, tuple(_as_asked(programme, question) for question in chosen.questions))

    return choose


def _as_asked(programme: Programme, question: Question) -> Question:
    """A question of the library as a programme asks it: required, or in its own words."""
    asked = programme.asked(question.key)
    if asked is None or not (asked.required or asked.reworded):
        return question
    if asked.required:
        question = replace(question, optional=False)
    if asked.reworded:
        own = Phrase(f"{programme.key}.ask-{question.key}")
        question = replace(question, prompt=lambda _context: own)
    return question


def _news(turn: Turn, draft: Draft) -> tuple[Phrase, ...]:
    """What has changed in the programme since the draft began or was told of it last."""
    programme = _programme(turn, draft)
    if programme is None or draft.form != "registration":
        return ()
    shut = not turn.service.is_open(programme)
    if shut != bool(draft.notes.get("shut")):
        draft.note("shut", shut or None)
        if shut:
            return (Phrase("registration.shut", {"programme": programme.short}),)
    newest = next((p for p in turn.service.newest() if p.key == programme.key), programme)
    now, known = newest.marks, draft.notes.get("rules")
    if known is None or known == now:
        return ()
    draft.note("rules", now)
    parts = tuple(Phrase(f"changed#{part}") for part in now if known.get(part) != now[part])
    key = "changed" if newest is programme else "changed.file"
    return (Phrase(key, {"programme": programme.short, "parts": parts}),)


def context(turn: Turn, draft: Draft) -> Context:
    """What questions of a registration may look at."""
    notes = draft.notes
    if draft.form == "supplement" and (sent := own(turn, str(draft.initiative_id))) is not None:
        notes = {**notes, "recognised": sent.answers.get("recognised")}
    return Context(
        today=turn.today,
        at=turn.at,
        service=turn.service,
        answers=draft.answers,
        notes=notes,
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


def _kept(turn: Turn, _draft: Draft) -> list[Reply]:
    return menu.show(turn, (Phrase("form.kept"),))


def _thrown(turn: Turn, _draft: Draft) -> list[Reply]:
    return menu.show(turn, (Phrase("form.cancelled"),))


def _submit(turn: Turn, draft: Draft) -> list[Reply]:
    """One initiative, one code, one history line, in the commit of the answer that completed it."""
    programme = _programme(turn, draft)
    assert programme is not None  # a registration begins with a programme  # noqa: S101
    if not turn.service.is_open(programme):  # it waits, and is confirmed again when the programme is open
        draft.answers = {key: value for key, value in draft.answers.items() if key != "confirm"}
        return menu.show(turn, (Phrase("registration.shut-kept", {"programme": programme.short}),))
    form = _form(SHORT)(turn, draft)
    seen = context(turn, draft)
    answers = {k: v for k, v in _answered(form, seen).items() if v is not None}
    notes = {k: v for k, v in draft.notes.items() if k in SENT_NOTES}
    if lacking := without_accents(answers):
        notes["without_accents"] = lacking
    if why := misfits(answers, seen):
        notes["told"] = {reason.key: reason.source for reason in why}
    verdict = eligibility.judge(programme, answers, spans(answers, draft.notes), turn.at)
    notes["verdict"] = {"verdict": verdict.verdict, "phase": verdict.phase,
                        "reasons": [[why.key, why.source] for why in verdict.reasons]}  # fmt: skip
    if not programme.takes(turn.at):
        notes["outside_entry"] = True
    initiative = turn.store.add(
        Initiative(
            code=initiatives.new_code(turn.store, programme.code, turn.at),
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
    law_clock.plan(turn, initiative)
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
    lead = law_clock.told(turn, initiative)
    return menu.choose(turn, "registration.sent", Reply(key, params, choices, lead=lead))


def sent_chosen(turn: Turn, initiative_id: str, token: str) -> list[Reply]:
    """What follows the sending: add the rest now, tonight, or leave it to the officer."""
    initiative = own(turn, initiative_id)
    if initiative is None:
        return menu.show(turn, (Phrase("mine.unknown"),))
    if token not in allowed(initiative):
        return _details(turn, initiative)
    if token == "add":
        return supplement(turn, initiative)
    if token == "tonight":
        due = reminders.tonight(turn, "supplement", str(initiative.id))
        return menu.show(turn, (Phrase("reminders.set", {"at": due}),))
    if all(event.kind != "help_wanted" for event in initiatives.history(turn.store, initiative.id or 0)):
        initiatives.happened(turn.store, initiative.id or 0, turn.at, "help_wanted", turn.person.id)
    return menu.show(turn, (Phrase("registration.officer-helps"),))


# Afterwards


def own(turn: Turn, initiative_id: str) -> Initiative | None:
    """The person's own initiative; somebody else's does not exist for them."""
    initiative = turn.store.get(Initiative, session.number(initiative_id))
    return initiative if initiative is not None and initiative.person_id == turn.person.id else None


def mine(turn: Turn) -> list[Reply]:
    """What the person sent; asks first who is there when the phone was silent for long."""
    if turn.conversation.session.get("stale") or _silent(turn):
        choices = (
            Choice("mine:me:still", Phrase("mine.still#yes")),
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
    if token == "still":
        session.put(turn.conversation, stale=None, at=None)
        return mine(turn)
    initiative = own(turn, initiative_id)
    if initiative is None:
        return menu.show(turn, (Phrase("mine.unknown"),))
    if token in ACTIONS and token not in allowed(initiative):
        return _details(turn, initiative)
    match token:
        case "add":
            return supplement(turn, initiative)
        case "amend":
            return amend(turn, initiative)
        case "applied":
            return amend(turn, initiative, "applied")
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


ACTIONS = ("applied", "add", "amend", "withdraw", "yes", "tonight", "officer")


def allowed(initiative: Initiative) -> tuple[str, ...]:
    """What its author may do, judged when a button is pressed, not when it was shown."""
    if initiative.status == "withdrawn":
        return ()
    return ACTIONS if object_of(initiative.answers) == "idea" else ACTIONS[1:]


def _withdraw(turn: Turn, initiative: Initiative) -> list[Reply]:
    if initiative.status != "withdrawn":
        initiative.status = "withdrawn"
        initiatives.happened(turn.store, initiative.id or 0, turn.at, "withdrawn", turn.person.id)
    return menu.show(turn, (Phrase("mine.withdrawn", {"code": initiative.code}),))


def _details(turn: Turn, initiative: Initiative) -> list[Reply]:
    key = initiative.id or 0
    draft = _as_draft(turn, initiative)
    told = [line for form in (SHORT, LATER) for line in read_back(form, context(turn, draft))]
    lines = [Phrase("mine.line", {name: line.params[name] for name in ("label", "value")}) for line in told]
    kept = initiatives.files(turn.store, key)
    if kept:
        lines.append(Phrase("mine.files", {"count": len(kept)}))
    past = tuple(
        Phrase("mine.event", {"at": event.at, "what": Phrase(f"history.{event.kind}")})
        for event in _episodes(initiatives.history(turn.store, key))
    )
    tokens = [token for token in ("applied", "add", "amend", "withdraw") if token in allowed(initiative)]
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


def _episodes(events: Sequence[InitiativeEvent]) -> list[InitiativeEvent]:
    """One line for what was done in a row: twenty answers of part two are one addition."""
    return [
        e
        for e, after in zip(events, [*events[1:], None], strict=True)
        if after is None or after.kind != e.kind
    ]


def _as_draft(turn: Turn, initiative: Initiative) -> Draft:
    """An initiative as a draft that is not stored, to read it back with the form's own words."""
    return Draft(
        id="",
        person_id=turn.person.id,
        form="registration",
        created_at=turn.now,
        updated_at=turn.now,
        programme_version_id=initiative.programme_version_id,
        answers=initiative.answers,
        notes={**initiative.notes, "recognised": initiative.answers.get("recognised")},
    )


def supplement(turn: Turn, initiative: Initiative) -> list[Reply]:
    """Part two of the form: goes on where the author stopped; what was answered counts at once."""
    for draft in turn.store.open_drafts(turn.person.id, "supplement"):
        if draft.initiative_id == initiative.id:
            return dialog.ask(turn, LATER_DIALOG, draft, (Phrase("registration.later-intro"),))
    draft, _ = dialog.begin(
        turn, LATER_DIALOG, "supplement", initiative.programme_version_id, initiative.id,
        {q.key: initiative.answers[q.key] for q in LATER.questions if q.key in initiative.answers},
    )  # fmt: skip
    # With everything answered before, only more files and corrections are left.
    left = pending(_form(LATER)(turn, draft), context(turn, draft))
    question = None if left else LATER.question("attachments")
    return dialog.ask(turn, LATER_DIALOG, draft, (Phrase("registration.later-intro"),), question)


def amend(turn: Turn, initiative: Initiative, again: str = "") -> list[Reply]:
    """Part one again with the answers that were sent; "Gửi" records what changed. `again` is a question that
    is asked at once: an idea that has been put into use becomes an initiative, its history goes on."""
    open_ = next(
        (d for d in turn.store.open_drafts(turn.person.id, "amend") if d.initiative_id == initiative.id), None
    )
    if open_ is None:
        sent = {q.key: initiative.answers[q.key] for q in SHORT.questions if q.key in initiative.answers}
        open_, _ = dialog.begin(
            turn, AMEND_DIALOG, "amend", initiative.programme_version_id, initiative.id,
            {**sent, "fit": "send"},  # what does not fit was told before it was sent
            **{k: v for k, v in initiative.notes.items() if k in SENT_NOTES},
        )  # fmt: skip
    return dialog.ask(turn, AMEND_DIALOG, open_, question=SHORT.question(again))


def _added(turn: Turn, draft: Draft, _key: str) -> None:
    """Each answer of part two is on the initiative as soon as it is given."""
    initiative = own(turn, str(draft.initiative_id))
    if initiative is not None:
        _change(turn, initiative, _answered(LATER, context(turn, draft)), "added")


def _answered(form: Form, seen: Context) -> dict[str, Any]:
    """The answers to keep; None for what was skipped, and for what has left the path since."""
    counting = on_path(form, seen)
    return {q.key: counting.get(q.key) for q in form.questions if q.key in seen.answers and not q.hidden}


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
        was, is_now = initiative.answers.get("object"), object_of(merged)
        initiative.answers = {**merged, "object": is_now}
        if was == "idea" and is_now != "idea":
            initiatives.happened(turn.store, initiative.id or 0, turn.at, "became_initiative", turn.person.id)
        law_clock.plan(turn, initiative)
    return True


def _supplemented(turn: Turn, draft: Draft) -> list[Reply]:
    draft.state = "sent"
    return menu.show(turn, (Phrase("registration.later-done"),))


def _amended(turn: Turn, draft: Draft) -> list[Reply]:
    initiative = own(turn, str(draft.initiative_id))
    draft.state = "sent"
    if initiative is None:
        return menu.show(turn, (Phrase("mine.unknown"),))
    initiatives.keep_files(turn.store, draft, initiative.id or 0)
    changed = _change(turn, initiative, _answered(SHORT, context(turn, draft)), "changed")
    if changed and initiative.status == "sent":
        initiative.notes = {**initiative.notes, **{k: v for k, v in draft.notes.items() if k in SENT_NOTES}}
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
        if draft is None or draft.state != "open" or draft.person_id != turn.person.id:
            return []  # on a shared phone somebody else may be speaking by now
        return [
            Reply(
                "reminders.draft",
                {"title": _name(turn, draft)},
                _words(turn, f"draft:{draft.id}:open"),
                push=True,
            )
        ]
    initiative = own(turn, subject)
    if initiative is not None and kind == law_clock.KIND:
        return law_clock.due(turn, initiative)
    if initiative is None or initiative.status == "withdrawn" or not remaining(turn, initiative):
        return []
    params: dict[str, Param] = {"code": initiative.code, "count": remaining(turn, initiative)}
    return [Reply("reminders.supplement", params, _words(turn, f"sent:{initiative.id}:add"), push=True)]


def _words(turn: Turn, value: str) -> tuple[Choice, ...]:
    """A button for a push; numbers stay with the open question, if there is one."""
    choice = Choice(value, Phrase("reminders.go-on"))
    if "choices" not in turn.conversation.session and "question" not in turn.conversation.session:
        session.offer(turn.conversation, (choice,))
    return (choice,)


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


def _moved(turn: Turn, draft: Draft, key: str) -> None:
    """The person moved the story to another programme: what was told stays, the questions are that one's."""
    version = draft.notes.get("programme")
    if key != "fit" or draft.answers.get("fit") != "moved" or version is None:
        return
    draft.programme_version_id = version
    draft.answers = {k: v for k, v in draft.answers.items() if k != "fit"}
    draft.note("programme", None)
    draft.note("rules", turn.service.programmes[version].marks)


SHORT_DIALOG = Dialog(_form(SHORT), context, _submit, _left, _thrown, _kept, _moved, news=_news)
LATER_DIALOG = Dialog(_form(LATER), context, _supplemented, _left, _thrown, _kept, _added, "about")
AMEND_DIALOG = Dialog(_form(SHORT), context, _amended, _left, _thrown, _kept)
DIALOGS = {"registration": SHORT_DIALOG, "supplement": LATER_DIALOG, "amend": AMEND_DIALOG}
