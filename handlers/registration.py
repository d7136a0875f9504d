"""An initiative from the first word to "Đã gửi"."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import time, timedelta

from handlers import authors, dialog, idea_steps, judgement, law_clock, menu, review_news, session
from handlers.dialog import Dialog
from handlers.events import Choice, Param, Phrase, Reply
from handlers.forms import Context
from handlers.questions import SHORT, elsewhere, in_scope, misfits, without_accents
from handlers.registration_form import (
    SENT_NOTES,
    answered,
    context,
    form_of,
    kept,
    left,
    programme_of,
    renamed,
    searchable,
    thrown,
    workplace_of,
)
from handlers.turn import Turn
from programmes import eligibility
from programmes.eligibility import object_of
from programmes.model import Programme
from storage import initiatives
from storage.records import Draft
from storage.tables import Initiative


def start(
    turn: Turn,
    behalf: bool = False,
    lead: Sequence[Phrase] = (),
    told: Sequence[str] = (),
    anyway: bool = False,
    version: int | None = None,
    idea: int | None = None,
) -> list[Reply]:
    """A new registration in the programme that is open to the person, or in the one they choose of several;
    `told` is what they have told already, `idea` the idea it comes of.

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
    outside = not programme.takes(turn.at) or None
    _, replies = dialog.begin(
        turn,
        SHORT_DIALOG,
        "registration",
        version,
        behalf=behalf or None,
        parts=parts,
        rules=programme.marks,
        outside=outside,
        idea=idea,
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


def which_again(turn: Turn) -> list[Reply]:
    """The question of several programmes once more, after words that named none of them."""
    told = turn.conversation.session.get("told")
    behalf = any(choice.value.endswith(":behalf") for choice in session.offered(turn.conversation))
    return start(turn, behalf, (Phrase("invalid.choose"),), [told] if told else [])


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


def _news(turn: Turn, draft: Draft) -> tuple[Phrase, ...]:
    """What has changed in the programme since the draft began or was told of it last."""
    programme = programme_of(turn, draft)
    if programme is None or draft.form != "registration":
        return ()
    shut = not turn.service.is_open(programme)
    if shut != bool(draft.notes.get("shut")):
        draft.note("shut", shut or None)
        if shut:
            return (Phrase("registration.shut", {"programme": programme.short}),)
    newest = next((p for p in turn.service.newest() if p.key == programme.key), programme)
    now, known = newest.marks, draft.notes.get("rules")
    if draft.notes.get("replaced"):
        draft.note("replaced", None)
        draft.note("rules", now)
        return (Phrase("changed.replaced", {"programme": programme.short}),)
    if known is None or known == now:
        return ()
    draft.note("rules", now)
    parts = tuple(Phrase(f"changed#{part}") for part in now if known.get(part) != now[part])
    key = "changed" if newest is programme else "changed.file"
    return (Phrase(key, {"programme": programme.short, "parts": parts}),)


def _submit(turn: Turn, draft: Draft) -> list[Reply]:
    """One initiative, one code, one history line, in the commit of the answer that completed it."""
    programme = programme_of(turn, draft)
    if programme is None or not turn.service.is_open(programme):
        # It waits, and is confirmed again when the programme is there and open.
        draft.answers = {key: value for key, value in draft.answers.items() if key != "confirm"}
        if programme is None:
            return menu.show(turn, (Phrase("registration.none"),))
        return menu.show(turn, (Phrase("registration.shut-kept", {"programme": programme.short}),))
    form = form_of(SHORT)(turn, draft)
    seen = context(turn, draft)
    if not _may_enter(seen):
        draft.answers = {k: v for k, v in draft.answers.items() if k not in ("worker_unit", "confirm")}
        return dialog.ask(turn, SHORT_DIALOG, draft, (Phrase("registration.worker_unit-gone"),))
    news = _news(turn, draft)
    answers = {k: v for k, v in answered(form, seen).items() if v is not None}
    notes = {k: v for k, v in draft.notes.items() if k in SENT_NOTES}
    if lacking := without_accents(answers):
        notes["without_accents"] = lacking
    told = {reason.key: reason.source for reason in misfits(answers, seen)}
    if told:
        notes["told"] = told
    verdict = judgement.of(programme, answers, draft.notes, turn.at)
    notes["verdict"] = judgement.kept(verdict)
    heard = {*told, *(WINDOW if draft.notes.get("outside") else ())}
    if not programme.takes(turn.at):
        notes["outside_entry"] = True
    unit_id, unit_note = workplace_of(turn, draft, answers)
    initiative = turn.store.add(
        Initiative(
            code=initiatives.new_code(turn.store, programme.code, turn.at),
            programme=programme.key,
            programme_version_id=draft.programme_version_id or 0,
            person_id=turn.person.id,
            unit_id=unit_id,
            unit_note=unit_note,
            answers={**answers, "object": object_of(answers)},
            notes=notes,
            sent_at=turn.at,
            holder_id=turn.service.desk(unit_id) or turn.service.unit_of(programme),
        )
    )
    assert initiative.id is not None  # it was just stored  # noqa: S101
    initiative.search = searchable(initiative, turn.person.name)
    came = {"idea": notes["idea"]} if "idea" in notes else {}
    event = initiatives.acted(turn.store, initiative.id, turn.at, "sent", turn.person.id, **came)
    initiatives.keep_files(turn.store, draft, initiative.id)
    draft.state, draft.initiative_id = "sent", initiative.id
    law_clock.plan(turn, initiative)
    idea_steps.registered(turn, initiative)
    named = authors.keep(turn, initiative)
    review_news.sent(turn, initiative, event)
    why = (*news, *judgement.untold(programme, verdict.reasons, heard))
    return [*_sent(turn, initiative, programme, why), *authors.said(named)]


def _may_enter(seen: Context) -> bool:
    """Whether the chosen workplace is one that the registrar may still enter for."""
    chosen = seen.answers.get("worker_unit")
    return chosen is None or not elsewhere(seen.answers, seen) or in_scope(seen, chosen)


WINDOW = ("eligibility.not-open", "eligibility.closed")
"""What is told at the beginning to somebody who begins outside the time of entry."""


def _sent(turn: Turn, initiative: Initiative, programme: Programme, why: tuple[Phrase, ...]) -> list[Reply]:
    rest = Phrase(
        "registration.sent#recorded" if programme.registration == "recorded" else "registration.sent#rest"
    )
    choices = tuple(
        Choice(f"sent:{initiative.id}:{token}", Phrase(f"registration.sent#{token}"))
        for token in ("add", "tonight", "officer")
    )
    reader = review_news.reader(turn, initiative)
    key = "registration.sent" if reader else "registration.sent-unnamed"
    params: dict[str, Param] = {
        "code": initiative.code,
        "at": initiative.sent_at,
        **({"reader": reader} if reader else {}),
        "rest": (*why, *law_clock.told(turn, initiative), rest),
    }
    return menu.choose(turn, "registration.sent", Reply(key, params, choices))


def _moved(turn: Turn, draft: Draft, key: str) -> None:
    """The person moved the story to another programme: what was told stays, the questions are that one's.
    Another colleague is another author."""
    renamed(draft, key)
    version = draft.notes.get("programme")
    if key != "fit" or draft.answers.get("fit") != "moved" or version is None:
        return
    draft.programme_version_id = version
    draft.answers = {k: v for k, v in draft.answers.items() if k != "fit"}
    draft.note("programme", None)
    draft.note("rules", turn.service.programmes[version].marks)


SHORT_DIALOG = Dialog(form_of(SHORT), context, _submit, left, thrown, kept, _moved, news=_news)
