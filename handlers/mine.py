"""What authors may do with what they sent: look, add, change, withdraw; an idea becomes an initiative."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from handlers import (
    additions,
    author_pages,
    authors,
    case_lines,
    cases,
    dialog,
    judgement,
    menu,
    named,
    reminders,
    review_news,
    session,
)
from handlers.case_lines import as_draft
from handlers.dialog import Dialog, read_back
from handlers.events import Choice, Param, Phrase, Reply
from handlers.forms import path, pending
from handlers.lists import listed
from handlers.merging import merge
from handlers.questions import EARLY, LATER, SHORT, misfits
from handlers.registration_form import (
    SENT_NOTES,
    answered,
    context,
    form_of,
    kept,
    left,
    own,
    programme_of,
    renamed,
    shared,
    thrown,
)
from handlers.turn import Turn
from programmes import acts, eligibility
from programmes.acts import NEW, OPEN
from programmes.eligibility import object_of
from storage import initiatives
from storage.records import Draft
from storage.tables import Initiative, InitiativeEvent

STALE = timedelta(days=30)  # after that, a shared phone may be in other hands


def show(turn: Turn, page: int = 0) -> list[Reply]:
    """What the person sent, and what names them as an author; asks first who is there when the phone was
    silent for long."""
    if turn.conversation.session.get("stale") or _silent(turn):
        choices = (
            Choice("mine:me:still", Phrase("mine.still#yes")),
            Choice("menu:switch", Phrase("mine.still#other")),
        )
        return menu.choose(turn, "mine.still", Reply("mine.still", {"name": turn.person.name}, choices))
    sent = initiatives.of_person(turn.store, turn.person.id)
    own_ = (("mine#line", one, f"mine:{one.id}:open") for one in sent)
    entries = [_line(turn, *entry) for entry in (*named.asked(turn), *own_, *named.shared(turn))]
    if not entries:
        return menu.show(turn, (Phrase("mine.none"),))
    reply = Reply("mine", {"count": len(sent)}) if sent else Reply("authors.named")
    return listed(turn, reply, entries, page, lambda other: f"mine:{other}:page")


def _line(turn: Turn, key: str, initiative: Initiative, value: str) -> Choice:
    told = dialog.short(str(initiative.answers.get("title", "")), 40)
    status = Phrase(f"status.{shown_status(turn, initiative)}")
    return Choice(value, Phrase(key, {"code": initiative.code, "title": told, "status": status}))


def _silent(turn: Turn) -> bool:
    return dialog.silent(turn, "at", STALE)


def chosen(turn: Turn, initiative_id: str, token: str) -> list[Reply]:
    """One initiative: look at it, add to it, change it, withdraw it."""
    if token == "still":
        session.put(turn.conversation, stale=None, at=None)
        return show(turn)
    if token == "page":
        return show(turn, session.number(initiative_id))
    initiative = own(turn, initiative_id)
    if initiative is None:
        other = named.one(turn, session.number(initiative_id))
        return _details(turn, other) if other else menu.show(turn, (Phrase("mine.unknown"),))
    if token in ACTIONS and token not in allowed(turn, initiative):
        return _details(turn, initiative)
    match token:
        case "answer":
            return additions.answer(turn, initiative)
        case "evening":
            due = reminders.tonight(turn, "asked", str(initiative.id))
            return menu.show(turn, (Phrase("reminders.set", {"at": due}),))
        case "helped":
            return _helped(turn, initiative)
        case "reply":
            return additions.reply(turn, initiative)
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


ACTIONS = (
    "answer",
    "evening",
    "helped",
    "reply",
    "applied",
    "add",
    "amend",
    "withdraw",
    "yes",
    "tonight",
    "officer",
)


def allowed(turn: Turn, initiative: Initiative) -> tuple[str, ...]:
    """What its author may do, judged when a button is pressed, not when it was shown."""
    status = shown_status(turn, initiative)
    if status == "withdrawn":
        return ()
    found = {"tonight", "officer"}
    if status == "asked":
        found |= {"answer", "evening", "helped"}
    if status in additions.REPLIED:
        found.add("reply")
    if status in OPEN:
        found |= {"amend", "withdraw", "yes", "add"}
    if status == "recognised":
        found.add("add")
    if status in OPEN and object_of(initiative.answers) == "idea":
        found.add("applied")
    return tuple(token for token in ACTIONS if token in found)


def shown_status(turn: Turn, initiative: Initiative) -> str:
    """How it stands for its author: what can still be undone by the officer is not told yet."""
    held = initiative.notes.get("held")
    if held and initiative.status in acts.OVER and turn.now < datetime.fromisoformat(held["until"]):
        return str(held["status"])
    return initiative.status


def _withdraw(turn: Turn, initiative: Initiative) -> list[Reply]:
    """It wins over a verdict that was not told yet: to its author it was still open."""
    found = initiatives.locked(turn.store, initiative.id or 0)
    if found is not None and shown_status(turn, found) in OPEN:
        found.status = "withdrawn"
        event = initiatives.acted(turn.store, found.id or 0, turn.at, "withdrawn", turn.person.id)
        review_news.arrived(turn, found, event)
    return menu.show(turn, (Phrase("mine.withdrawn", {"code": initiative.code}),))


def _details(turn: Turn, initiative: Initiative) -> list[Reply]:
    key = initiative.id or 0
    draft = as_draft(turn, initiative)
    told = [line for form in (SHORT, LATER) for line in read_back(form, context(turn, draft))]
    lines = [Phrase("mine.line", {name: line.params[name] for name in ("label", "value")}) for line in told]
    kept = initiatives.files(turn.store, key)
    if kept:
        lines.append(Phrase("mine.files", {"count": len(kept)}))
    programme = programme_of(turn, draft)
    several = len(initiative.answers.get("authors") or ()) > 1
    if several and programme and (name := eligibility.recognised_author(programme, initiative.answers)):
        lines.append(Phrase("mine.recognised", {"name": name}))
    past = tuple(
        Phrase("mine.event", {"at": event.at, "what": Phrase(f"history.{event.kind}")})
        for event in _episodes(_told(turn, initiative))
    )
    lines += authors.lines(turn, initiative)
    mine = initiative.person_id == turn.person.id
    if not mine:
        lines.append(Phrase("authors.sent-by", {"name": authors.sender(turn, initiative)}))
    offered = ("answer", "reply", "applied", "add", "amend", "withdraw")
    tokens = [token for token in offered if mine and token in allowed(turn, initiative)]
    choices = (
        *(Choice(f"mine:{key}:{token}", Phrase(f"mine.one#{token}")) for token in tokens),
        *author_pages.offered(turn, initiative),
        Choice("menu:show", Phrase("mine.one#menu")),
    )
    params: dict[str, Param] = {
        "code": initiative.code,
        "status": Phrase(f"status.{shown_status(turn, initiative)}"),
        "lines": tuple(lines),
        "history": past,
    }
    return menu.choose(turn, "mine.one", Reply("mine.one", params, choices))


def _told(turn: Turn, initiative: Initiative) -> list[InitiativeEvent]:
    """Its history as its author knows it: without officers' notes, without what was undone or still may
    be."""
    past = initiatives.history(turn.store, initiative.id or 0)
    undone = {event.data.get("of") for event in past if event.kind == "undone"}
    silent = {"noted", "undone"}
    if shown_status(turn, initiative) != initiative.status:
        silent |= {"ineligible", "recognised", "unrecognised"}
    return [event for event in past if event.kind not in silent and event.id not in undone]


def _episodes(events: Sequence[InitiativeEvent]) -> list[InitiativeEvent]:
    """One line for what was done in a row: twenty answers of part two are one addition."""
    return [
        e
        for e, after in zip(events, [*events[1:], None], strict=True)
        if after is None or after.kind != e.kind
    ]


def sent_chosen(turn: Turn, initiative_id: str, token: str) -> list[Reply]:
    """What follows the sending: add the rest now, tonight, or leave it to the officer."""
    initiative = own(turn, initiative_id)
    if initiative is None:
        return menu.show(turn, (Phrase("mine.unknown"),))
    if token not in allowed(turn, initiative):
        return _details(turn, initiative)
    if token == "add":
        return supplement(turn, initiative)
    if token == "tonight":
        due = reminders.tonight(turn, "supplement", str(initiative.id))
        return menu.show(turn, (Phrase("reminders.set", {"at": due}),))
    return _helped(turn, initiative)


def _helped(turn: Turn, initiative: Initiative) -> list[Reply]:
    """The author leaves the rest to the officer, who hears of it once."""
    key, asked = initiative.id or 0, initiative.notes.get("asked")
    if initiative.status == "asked" and asked:
        found = initiatives.locked(turn.store, key) or initiative
        found.status = str(asked["status"])  # it is the officer's turn again
    if not case_lines.wants_help(turn, initiative):
        event = initiatives.acted(turn.store, key, turn.at, "help_wanted", turn.person.id)
        review_news.arrived(turn, initiative, event)
    return menu.show(turn, (Phrase("registration.officer-helps"),))


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
    left = pending(form_of(LATER)(turn, draft), context(turn, draft))
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
    initiative = shared(turn, str(draft.initiative_id))
    if initiative is not None:
        _change(turn, initiative, answered(LATER, context(turn, draft)), "added")


def _change(turn: Turn, shown: Initiative, answers: dict[str, Any], kind: str) -> bool:
    """Records what differs. What was told stays once an officer has received it: later changes of it stand
    beside it in the history, as amendments, the author's and the officer's; what was not told yet is added at
    any time."""
    initiative = initiatives.locked(turn.store, shown.id or 0) or shown
    new = {key: value for key, value in answers.items() if initiative.answers.get(key) != value}
    received = initiative.status not in NEW or turn.person.id != initiative.person_id
    late = {key: value for key, value in new.items() if received and initiative.answers.get(key) is not None}
    counting = {key: value for key, value in new.items() if key not in late}
    known = _amendments(turn, initiative) if late else {}
    if late := {key: value for key, value in late.items() if key not in known or known[key] != value}:
        review_news.arrived(turn, initiative, _noted(turn, initiative, late, "amended"))
    if counting:
        event = _noted(turn, initiative, counting, kind)
        merge(turn, initiative, counting)
        review_news.filled(turn, initiative, event)
    return bool(new)


def _amendments(turn: Turn, initiative: Initiative) -> dict[str, Any]:
    """What stands beside what was told, the newest of each."""
    found: dict[str, Any] = {}
    for event in initiatives.history(turn.store, initiative.id or 0):
        if event.kind == "amended":
            found |= {key: new for key, (_old, new) in event.data.get("answers", {}).items()}
    return found


def _noted(turn: Turn, initiative: Initiative, new: dict[str, Any], kind: str) -> InitiativeEvent:
    changes = {key: [initiative.answers.get(key), value] for key, value in new.items()}
    return initiatives.acted(turn.store, initiative.id or 0, turn.at, kind, turn.person.id, answers=changes)


def _rejudged(turn: Turn, draft: Draft, told: Sequence[str] = ()) -> tuple[Phrase, ...]:
    """What later answers bring up that was not said before; the verdict the officer sees follows them."""
    initiative = shared(turn, str(draft.initiative_id))
    programme = programme_of(turn, draft)
    if initiative is None or programme is None or initiative.status != "sent":
        return ()
    verdict = judgement.of(programme, initiative.answers, initiative.notes, initiative.sent_at)
    if initiative.notes.get("verdict") == judgement.kept(verdict):
        return ()
    before = {*told, *judgement.heard(initiative.notes)}
    initiative.notes = {**initiative.notes, "verdict": judgement.kept(verdict)}
    against = judgement.objections(programme, initiative.answers, initiative.notes, initiative.sent_at)
    return judgement.untold(programme, against, before)


def _dated(_turn: Turn, draft: Draft, key: str) -> None:
    """Another date, another verdict: what did not fit before is asked about again; so are the authors, where
    a colleague's name is another."""
    renamed(draft, key)
    if key in EARLY:
        draft.answers = {name: value for name, value in draft.answers.items() if name != "fit"}


def _supplemented(turn: Turn, draft: Draft) -> list[Reply]:
    draft.state = "sent"
    initiative = shared(turn, str(draft.initiative_id))
    if initiative is None:
        return menu.show(turn, (Phrase("mine.unknown"),))
    if initiative.person_id != turn.person.id:
        return cases.show(turn, initiative, Phrase("case.filled"))
    return menu.show(turn, (Phrase("registration.later-done"),))


def _amended(turn: Turn, draft: Draft) -> list[Reply]:
    mine = own(turn, str(draft.initiative_id))
    initiative = initiatives.locked(turn.store, mine.id or 0) if mine else None
    draft.state = "sent"
    if initiative is None:
        return menu.show(turn, (Phrase("mine.unknown"),))
    initiatives.keep_files(turn.store, draft, initiative.id or 0)
    changed = _change(turn, initiative, answered(SHORT, context(turn, draft)), "changed")
    news: tuple[Phrase, ...] = ()
    if changed:
        news = authors.keep(turn, initiative)
    if changed and initiative.status == "sent":
        initiative.notes = {**initiative.notes, **{k: v for k, v in draft.notes.items() if k in SENT_NOTES}}
        seen = context(turn, draft)
        news = (*_rejudged(turn, draft, [why.key for why in misfits(seen.answers, seen)]), *news)
    word = Phrase("mine.amended" if changed else "mine.unchanged", {"code": initiative.code})
    return menu.show(turn, (word, *news))


def remaining(turn: Turn, initiative: Initiative) -> int:
    """How many questions of part two the author may still answer."""
    seen = context(turn, as_draft(turn, initiative))
    return sum(1 for q in path(LATER, seen) if q.who == "author" and q.key not in initiative.answers)


LATER_DIALOG = Dialog(
    form_of(LATER), context, _supplemented, left, thrown, kept, _added, "about", news=_rejudged
)


AMEND_DIALOG = Dialog(form_of(SHORT), context, _amended, left, thrown, kept, _dated)
