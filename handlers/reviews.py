"""Acts of officers on initiatives: receive, ask for additions, pass on, record what was decided; undo.

Whoever acts must still be allowed to at the moment of acting, and sees it when a colleague was quicker. The
author hears of every act: at once, or, where it weighs heavily, when it can't be undone any more.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from handlers import case_lines, cases, dialog, menu, mine, permissions, register_desk, review_news
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
        return unknown(turn)
    if token in LOOKS:
        return LOOKS[token](turn, initiative)
    if token == "undo":
        return _undo(turn, initiative)
    if token == "fill" and cases.fillable(turn, initiative):
        return mine.supplement(turn, initiative)
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
    keys = (*askable(seen, SHORT), *askable(seen, LATER))
    labels = {key: fold(turn.words.text(Phrase(f"registration.{key}#label"), "vi")) for key in keys}
    found = []
    for part in filter(None, map(fold, re.split(r"[,;]| va ", rest))):
        meant = [key for key, label in labels.items() if part in label or label in part]
        if len(meant) != 1:
            return []
        found += meant
    return list(dict.fromkeys(found))


def unknown(turn: Turn) -> list[Reply]:
    """Somebody else's, or none: the same words."""
    return menu.show(turn, (Phrase("case.unknown"),))


def _not_now(turn: Turn, initiative: Initiative) -> list[Reply]:
    """Not in its present state: who acted last, and the card as it is now. An author's own is said so."""
    if permissions.is_author(turn, initiative):
        return cases.show(turn, initiative, Phrase("case.own"))
    last = cases.newest(turn, initiative)
    if last is None or not permissions.follows(turn, initiative):
        return cases.show(turn, initiative, Phrase("case.not-now"))
    return cases.show(turn, initiative, _who_acted(turn, last))


def _who_acted(turn: Turn, event: InitiativeEvent) -> Phrase:
    return Phrase("case.acted", {"what": case_lines.event(turn, event, False)})


# The form of an act


def _begin(turn: Turn, initiative: Initiative, act: Act) -> list[Reply]:
    for begun in turn.store.open_drafts(turn.person.id, REVIEW.key):
        dialog.throw(turn, begun)
    last = cases.last_act(turn, initiative)
    _, replies = dialog.begin(
        turn, DIALOG, REVIEW.key, initiative.programme_version_id, initiative.id,
        deed=act.key, seen=last.id if last else 0, code=initiative.code, unit=initiative.unit_id,
        who=review_news.author_of(turn, initiative),
    )  # fmt: skip
    return replies


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
    return _act(turn, initiative, act, answers, draft.notes.get("seen"))


def _left(turn: Turn, draft: Draft) -> list[Reply]:
    draft.state = "thrown"
    initiative = cases.opened(turn, str(draft.initiative_id))
    return cases.show(turn, initiative, Phrase("case.unchanged")) if initiative else unknown(turn)


DIALOG = Dialog(
    lambda _turn, _draft: REVIEW, _context, _finish, _left, _left, _left, _answered, progress=""
)  # fmt: skip


# Acting


def _act(
    turn: Turn, initiative: Initiative, act: Act, answers: dict[str, Any], seen: int | None
) -> list[Reply]:
    """One act, in one commit with its history, its number and the word to whom it concerns."""
    found = initiatives.locked(turn.store, initiative.id or 0)
    if found is None or act not in cases.allowed(turn, found):
        return _not_now(turn, initiative)
    last = cases.last_act(turn, found)
    if act.to is not None and seen is not None and seen != (last.id if last else 0):
        return _not_now(turn, found)
    before = _state(found)
    data = _change(turn, found, act, answers)
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
                              "status": initiative.status}  # fmt: skip
        case "forward":
            initiative.holder_id = turn.service.parents.get(initiative.holder_id or 0)
        case "council":
            notes["council"] = initiative.holder_id
        case "recognise" | "refuse":
            outside = answers["decider"] == "outside"
            body = body_of(cases.programme_of(turn, initiative)) if outside else ""
            notes["recognition"] = data | ({"body": body} if body else {})
        case "ineligible":
            data["rule"] = notes["ineligible"] = _rule(turn, initiative, str(answers["reason"]))
        case "post":
            initiative.posted_on = date.fromisoformat(_whole(answers["posted_on"]))
    if act.told == "later":
        notes["held"] = {"until": (turn.now + cases.UNDO).isoformat(), "status": initiative.status}
    initiative.notes = {**initiative.notes, **notes}
    initiative.status = act.to or initiative.status
    return data


def _entered(turn: Turn, initiative: Initiative) -> dict[str, Any]:
    """Its number in the register. `entry` where this act has made the line: undoing the act strikes it
    out."""
    where = (initiative.holder_id or 0, initiative.id or 0)
    known = registers.standing(turn.store, *where)
    entry = known or registers.enter(turn.store, *where, turn.person.id, turn.now)
    made = {} if known else {"entry": entry.id}
    return {**made, "number": entry.number, "year": entry.year}


def _whole(day: str) -> str:
    """A day for a date that may have been told to the month only."""
    return (day + "-01-01")[:10] if len(day) < 10 else day


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


def _undo(turn: Turn, initiative: Initiative) -> list[Reply]:
    """Takes back one's own last act within ten minutes: everything as before, a number stays struck out."""
    found = initiatives.locked(turn.store, initiative.id or 0)
    event = cases.undoable(turn, found) if found else None
    if found is None or event is None or not permissions.may_read(turn, found):
        return cases.show(turn, initiative, Phrase("case.too-late"))
    _restore(found, event.data["before"])
    if (entry := event.data.get("entry")) is not None:
        registers.strike(turn.store, int(entry), turn.person.id, turn.now)
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
