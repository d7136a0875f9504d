"""Acts of officers on initiatives: receive, ask for additions, pass on, record what was decided; undo.

Whoever acts must still be allowed to at the moment of acting, and sees it when a colleague was quicker. The
author hears of every act: at once, or, where it weighs heavily, when it can't be undone any more.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from handlers import (
    additions,
    case_lines,
    cases,
    dialog,
    judgement,
    menu,
    mine,
    permissions,
    register_desk,
    review_news,
    session,
)
from handlers.dialog import Dialog
from handlers.events import Param, Phrase, Reply
from handlers.forms import Context, on_path
from handlers.questions import LATER, SHORT
from handlers.review_form import REVIEW, askable, body_of, rules
from handlers.text import fold
from handlers.turn import Turn
from programmes import acts
from programmes.acts import Act
from storage import initiatives, registers
from storage.records import Draft
from storage.tables import Initiative, InitiativeEvent

LOOKS: Mapping[str, Callable[[Turn, Initiative], list[Reply]]] = {
    "open": cases.show,
    "content": cases.content,
    "files": cases.files,
    "history": cases.history,
}


def chosen(turn: Turn, number: str, token: str) -> list[Reply]:
    """A button about one initiative."""
    initiative = cases.opened(turn, number)
    if initiative is None:
        return _own(turn, number) or unknown(turn)
    if token in LOOKS:
        return LOOKS[token](turn, initiative)
    if token == "undo":
        return _undo(turn, initiative)
    if token == "fill" and cases.fillable(turn, initiative):
        asked = initiative.notes.get("asked")
        return additions.answer(turn, initiative) if asked else mine.supplement(turn, initiative)
    if token == "receipt" and cases.receivable(turn, initiative):
        return register_desk.receipt_wished(turn, initiative)
    act = acts.act(token)
    if act is None or act not in cases.allowed(turn, initiative):
        return _not_now(turn, initiative)
    return _begin(turn, initiative, act) if act.asks else _act(turn, initiative, act, {}, None)


def typed(turn: Turn, number: str, act: str, rest: str) -> list[Reply]:
    """ "Tiếp nhận 123", "bổ sung 123: ngày áp dụng, hiệu quả": an act by its word."""
    replies = chosen(turn, number, act)
    begun = turn.store.draft(str(turn.conversation.session.get("draft", "")))
    if not rest or begun is None or begun.form != REVIEW.key:
        return replies
    which = _named(turn, begun, rest)
    if not which:
        return replies
    begun.answers = {"which": which, "more": "enough"}
    return dialog.ask(turn, DIALOG, begun)


def _named(turn: Turn, draft: Draft, rest: str) -> list[str]:
    """The questions meant by parts of their names, without accents; none where one is not clear."""
    seen = _context(turn, draft)
    parts = (askable(seen, SHORT), askable(seen, LATER))
    labels = [
        {key: fold(turn.words.text(Phrase(f"registration.{key}#label"), "vi")) for key in keys}
        for keys in parts
    ]
    found = []
    for said in filter(None, map(fold, re.split(r"[,;]| va ", rest))):
        key = next(filter(None, (_meant(said, named) for named in labels)), None)
        if key is None:
            return []
        found.append(key)
    return list(dict.fromkeys(found))


def _meant(said: str, labels: Mapping[str, str]) -> str | None:
    """The one question of a part that is meant: by its whole name, else by a piece of it."""
    for fits in (lambda label: label == said, lambda label: said in label or label in said):
        meant = [key for key, label in labels.items() if fits(label)]
        if len(meant) == 1:
            return meant[0]
    return None


def unknown(turn: Turn) -> list[Reply]:
    """Somebody else's, or none: the same words."""
    return menu.show(turn, (Phrase("case.unknown"),))


def _own(turn: Turn, number: str) -> list[Reply]:
    """An officer's own: others look at it, they see it as its author."""
    initiative = turn.store.get(Initiative, session.number(number))
    if initiative is None or not permissions.follows(turn, initiative):
        return []
    return menu.show(turn, (Phrase("case.own", {"code": initiative.code}),))


def _not_now(turn: Turn, initiative: Initiative) -> list[Reply]:
    """Not in its present state: who acted last, and the card as it is now."""
    last = cases.newest(turn, initiative)
    if last is None or not permissions.follows(turn, initiative):
        return cases.show(turn, initiative, Phrase("case.not-now"))
    return cases.show(turn, initiative, _who_acted(turn, last))


def _who_acted(turn: Turn, event: InitiativeEvent) -> Phrase:
    return Phrase("case.acted", {"what": case_lines.event(turn, event, False)})


# The form of an act


def _begin(turn: Turn, initiative: Initiative, act: Act) -> list[Reply]:
    last = cases.last_act(turn, initiative)
    notes: dict[str, Any] = {"deed": act.key, "seen": last.id if last else 0}
    for begun in turn.store.open_drafts(turn.person.id, REVIEW.key):
        same = all(begun.notes.get(name) == value for name, value in notes.items())
        if same and begun.initiative_id == initiative.id:
            return dialog.ask(turn, DIALOG, begun)
        dialog.throw(turn, begun)
    _, replies = dialog.begin(
        turn, DIALOG, REVIEW.key, initiative.programme_version_id, initiative.id,
        **notes, code=initiative.code, unit=initiative.unit_id, found=_found(turn, initiative),
        who=review_news.author_of(turn, initiative),
    )  # fmt: skip
    return replies


def _found(turn: Turn, initiative: Initiative) -> list[int]:
    """The places of the plan's rules that its answers bring up: they are offered first."""
    programme = cases.programme_of(turn, initiative)
    if programme is None:
        return []
    verdict = judgement.of(programme, initiative.answers, initiative.notes, initiative.sent_at)
    brought = {why.key for why in verdict.reasons}
    return [n for n, rule in enumerate(rules(programme)) if f"{programme.key}.{rule.key}" in brought]


def _context(turn: Turn, draft: Draft) -> Context:
    initiative = turn.store.get(Initiative, draft.initiative_id)
    programme = cases.programme_of(turn, initiative) if initiative else None
    notes = {**draft.notes, "sent": initiative.answers if initiative else {}}
    return Context(turn.today, turn.at, turn.service, draft.answers, notes, programme,
                   name=turn.person.name, unit_id=draft.notes.get("unit"))  # fmt: skip


def _answered(_turn: Turn, draft: Draft, key: str) -> None:
    """One more of several: it is added, and asked again until it is enough."""
    if key == "which" and len(draft.answers["which"]) > 1:
        draft.put("more", "enough")
    if key != "more" or draft.answers["more"] == "enough":
        return
    added = draft.answers["more"]
    draft.answers = {k: v for k, v in draft.answers.items() if k != "more"}
    draft.put("which", [*draft.answers["which"], *added])


def _finish(turn: Turn, draft: Draft) -> list[Reply]:
    """Acts, if it still may be done; somebody else may have acted since the question was asked."""
    draft.state = "sent"
    initiative = initiatives.locked(turn.store, draft.initiative_id or 0)
    act = acts.act(str(draft.notes.get("deed")))
    if initiative is None or act is None or not permissions.may_read(turn, initiative):
        return unknown(turn)
    told = on_path(REVIEW, _context(turn, draft))
    answers = {k: v for k, v in told.items() if k not in ("confirm", "more") and v is not None}
    return _act(turn, initiative, act, answers, draft)


def _left(turn: Turn, draft: Draft) -> list[Reply]:
    dialog.throw(turn, draft)
    initiative = cases.opened(turn, str(draft.initiative_id))
    return cases.show(turn, initiative, Phrase("case.unchanged")) if initiative else unknown(turn)


def _kept(turn: Turn, draft: Draft) -> list[Reply]:
    """Left for later: the same act on the same initiative goes on where it stopped."""
    initiative = cases.opened(turn, str(draft.initiative_id))
    return cases.show(turn, initiative, Phrase("case.kept")) if initiative else unknown(turn)


DIALOG = Dialog(
    lambda _turn, _draft: REVIEW, _context, _finish, _kept, _left, _left, _answered, progress="",
    dossier=False,
)  # fmt: skip


# Acting


def _act(
    turn: Turn, initiative: Initiative, act: Act, answers: dict[str, Any], draft: Draft | None
) -> list[Reply]:
    """One act, in one commit with its history, its number and the word to whom it concerns."""
    found = initiatives.locked(turn.store, initiative.id or 0)
    if found is None or act not in cases.allowed(turn, found):
        return _not_now(turn, initiative)
    last = cases.last_act(turn, found)
    seen = draft.notes.get("seen") if draft else None
    if act.to is not None and seen is not None and (last.id if last else 0) != seen:
        return _not_now(turn, found)
    before = _state(found)
    data = _change(turn, found, act, answers)
    if draft is not None and "photo" in answers:
        initiatives.keep_files(turn.store, draft, found.id or 0)
        data["draft"] = draft.id
    event = initiatives.acted(
        turn.store, found.id or 0, turn.now, cases.EVENTS[act.key], turn.person.id,
        before=before, after=_state(found), **data,
    )  # fmt: skip
    told = review_news.tell(turn, found, act, event)
    lead = (_done(turn, found, act, event), *(() if told else (Phrase("case.untold"),)))
    return cases.show(turn, found, *lead)


def _state(initiative: Initiative) -> dict[str, Any]:
    posted = initiative.posted_on
    kept = ("recognition", "asked", "ineligible", "council", "held")
    return {
        "status": initiative.status,
        "holder_id": initiative.holder_id,
        "posted_on": posted.isoformat() if posted else None,
        "notes": {key: initiative.notes[key] for key in kept if key in initiative.notes},
    }


def _change(turn: Turn, initiative: Initiative, act: Act, answers: dict[str, Any]) -> dict[str, Any]:
    """Changes what the act changes; returns what its history keeps."""
    data = dict(answers)
    notes: dict[str, Any] = {}
    match act.key:
        case "receive":
            data |= _entered(turn, initiative)
        case "ask":
            notes["asked"] = {"which": answers["which"], "words": answers.get("words", ""),
                              "status": initiative.status, "at": turn.now.isoformat()}  # fmt: skip
        case "forward":
            initiative.holder_id = turn.service.parents.get(initiative.holder_id or 0)
        case "council":
            notes["council"] = initiative.holder_id
        case "recognise" | "refuse":
            data["body"] = _decider(turn, initiative, str(answers["decider"]))
            notes["recognition"] = dict(data)
        case "ineligible":
            data["rule"] = notes["ineligible"] = _rule(turn, initiative, str(answers["reason"]))
        case "post":
            initiative.posted_on = date.fromisoformat(answers["posted_on"])
    if act.told == "later":
        notes["held"] = {"until": (turn.now + cases.UNDO).isoformat(), "status": initiative.status}
    initiative.notes = {**initiative.notes, **notes}
    initiative.status = act.to or initiative.status
    return data


def _decider(turn: Turn, initiative: Initiative, who: str) -> str:
    """Who decided, by name: the body the plan names, or the head by title; empty for a council."""
    if who == "outside":
        return body_of(cases.programme_of(turn, initiative))
    head = turn.service.head(initiative.unit_id)
    return head.title if who == "head" and head is not None else ""


def _entered(turn: Turn, initiative: Initiative) -> dict[str, Any]:
    """Its number in the register. `entry` where this act has made the line: undoing the act strikes it
    out."""
    where = (initiative.holder_id or 0, initiative.id or 0)
    known = registers.standing(turn.store, *where)
    entry = known or registers.enter(turn.store, *where, turn.person.id, turn.now)
    made = {} if known else {"entry": entry.id}
    return {**made, "number": entry.number, "year": entry.year}


def _rule(turn: Turn, initiative: Initiative, token: str) -> dict[str, str]:
    """The key and the paragraph of a rule of the plan; empty for a reason in words."""
    programme = cases.programme_of(turn, initiative)
    found = rules(programme)
    place = int(token[1:]) if token[1:].isdigit() else len(found)
    if programme is None or place >= len(found):
        return {}
    return {"key": f"{programme.key}.{found[place].key}", "source": found[place].source}


def _done(turn: Turn, initiative: Initiative, act: Act, event: InitiativeEvent) -> Phrase:
    """What was done, and when the author hears of it."""
    params: dict[str, Param] = {"code": initiative.code, "who": review_news.author_of(turn, initiative)}
    if act.key == "receive":
        params["number"] = f"{event.data['number']}/{event.data['year']}"
    if act.key == "forward":
        place = turn.service.places.get(initiative.holder_id or 0)
        params["unit"] = place.name if place else ""
    return Phrase(f"case.done#{act.key}", params)


# Undo


def undo_last(turn: Turn) -> list[Reply]:
    """One's own last act, wherever it was; what can't be undone any more says so."""
    since = turn.now - cases.UNDO
    for event in initiatives.acts_of(turn.store, turn.person.id, since):
        initiative = cases.opened(turn, str(event.initiative_id))
        if initiative is not None and event.kind in cases.MOVING:
            return _undo(turn, initiative)
    return menu.show(turn, (Phrase("case.nothing-to-undo"),))


def _undo(turn: Turn, initiative: Initiative) -> list[Reply]:
    """Takes back one's own last act within ten minutes: everything as before, a number stays struck out."""
    found = initiatives.locked(turn.store, initiative.id or 0)
    event = cases.undoable(turn, found) if found else None
    if found is None or event is None or not permissions.may_read(turn, found):
        return cases.show(turn, initiative, Phrase("case.too-late"))
    _restore(found, event.data["before"])
    if (entry := event.data.get("entry")) is not None:
        registers.strike(turn.store, int(entry), turn.person.id, turn.now)
    if (draft_id := event.data.get("draft")) is not None:
        initiatives.let_go_files(turn.store, str(draft_id))
    undone = initiatives.acted(
        turn.store, found.id or 0, turn.now, "undone", turn.person.id, of=event.id, what=event.kind
    )
    review_news.undone(turn, found, event, undone)
    return cases.show(turn, found, Phrase("case.undone", {"what": Phrase(f"history.{event.kind}")}))


def _restore(initiative: Initiative, before: dict[str, Any]) -> None:
    initiative.status, initiative.holder_id = before["status"], before["holder_id"]
    posted = before["posted_on"]
    initiative.posted_on = date.fromisoformat(posted) if posted else None
    kept = {k: v for k, v in initiative.notes.items()
            if k not in ("recognition", "asked", "ineligible", "council", "held")}  # fmt: skip
    initiative.notes = {**kept, **before["notes"]}
