"""Kho trả lời: answers that the people of a unit prepare, and the lead (tổ trưởng) or officer publishes.

A button's subject is the number of an entry, or a page: `entry:<id>:use`, `entry:0.1:live`.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from handlers import canned_form, canned_lists, dialog, lists, menu, news, session, ticket_routes
from handlers.canned_rights import deciders, may_publish, unknown
from handlers.dialog import Dialog
from handlers.events import Choice, Param, Phrase, Reply
from handlers.forms import Context
from handlers.ticket_lines import asker
from handlers.turn import Turn
from storage import knowledge, tickets
from storage.records import Draft
from storage.tables import KnowledgeEntry, Ticket

PROPOSED = "known-proposed"  # the lead, or the officers, hear that an answer waits to be read
PUBLISHED = "known-live"  # whoever wrote it hears that it is in use
SHOWN = 6  # of those that wait


# Kept


def keep(turn: Turn, ticket: Ticket, shortcut: str = "") -> list[Reply]:
    """What was asked and answered last becomes an answer for others."""
    said = {row.kind: str(row.text) for row in tickets.entries(turn.store, ticket.id or 0) if row.text}
    if "answered" not in said:
        return [Reply("canned.nothing", {"who": asker(turn, ticket)})]
    names = [turn.person.name, *([] if ticket.anonymous else [turn.store.person(ticket.person_id).name])]
    notes: dict[str, Any] = {
        "deed": "keep", "ticket": ticket.id, "unit": ticket.desk_id, "names": names,
        "question": " ".join(said.get("asked", "").split()), "answer": said["answered"],
    }  # fmt: skip
    good = Context(turn.today, turn.at, turn.service, notes=notes)
    notes["shortcut"] = canned_form.free(shortcut, good) if shortcut else None
    _, replies = dialog.begin(turn, DIALOG, canned_form.FORM.key, **notes)
    return replies


def _context(turn: Turn, draft: Draft) -> Context:
    return Context(turn.today, turn.at, turn.service, draft.answers, draft.notes)


def _finished(turn: Turn, draft: Draft) -> list[Reply]:
    """By its deed: a new one, or one that is there says something else, or has a last day."""
    draft.state = "sent"
    if draft.notes.get("deed") == "keep":
        return _kept(turn, draft)
    row = _row(turn, int(draft.notes.get("entry") or 0))
    if row is None or not may_publish(turn, row.unit_id):
        return unknown(turn)
    if draft.notes.get("deed") == "until":
        last = draft.answers["until"]
        values: dict[str, Any] = {"until": date.fromisoformat(last) if last else None}
    else:
        values = _written(draft)
    return _publish(turn, row, **values)


def _written(draft: Draft) -> dict[str, Any]:
    told = {key: str(draft.answers.get(key) or "") for key in ("question", "answer", "shortcut")}
    return {**told, "shortcut": told["shortcut"] or str(draft.notes.get("shortcut") or "")}


def _kept(turn: Turn, draft: Draft) -> list[Reply]:
    """Proposed to those who publish; one of them publishes at once."""
    ticket = turn.store.get(Ticket, int(draft.notes["ticket"]))
    if ticket is None or not ticket_routes.may_answer(turn, ticket):
        return unknown(turn)
    row = knowledge.propose(
        turn.store, unit_id=ticket.desk_id, programme=ticket.programme, topic=ticket.topic or "other",
        author_id=turn.person.id, ticket_id=ticket.id, made_at=turn.now, **_written(draft),
    )  # fmt: skip
    if may_publish(turn, row.unit_id):
        knowledge.change(turn.store, row, turn.now, turn.person.id, state=knowledge.LIVE)
        return _back(turn, draft, Phrase("canned.published"))
    told = [news.leave(turn, one, PROPOSED, str(row.id)) for one in deciders(turn, row.unit_id)]
    return _back(turn, draft, Phrase("canned.proposed" if any(told) else "canned.proposed-alone"))


def _back(turn: Turn, draft: Draft, word: Phrase) -> list[Reply]:
    """To the question whose answer it was."""
    ticket = turn.store.get(Ticket, int(draft.notes.get("ticket") or 0))
    if ticket is None or ticket.adviser_id != turn.person.id:
        return show(turn, word)
    session.close(turn.conversation)
    session.put(turn.conversation, ticket=ticket.id, wrote=turn.at.isoformat())
    return [Reply("ticket.still", {"number": ticket.number, "who": asker(turn, ticket)}, lead=(word,))]


def _left(turn: Turn, draft: Draft) -> list[Reply]:
    draft.state = "thrown"
    return _back(turn, draft, Phrase("canned.left"))


DIALOG = Dialog(
    lambda _turn, _draft: canned_form.FORM, _context, _finished, _left, _left, _left, progress="",
    dossier=False,
)  # fmt: skip


# The page


def show(turn: Turn, *lead: Phrase) -> list[Reply]:
    """What waits to be read, and the ways on."""
    desks = ticket_routes.desks(turn)
    if not desks:
        return unknown(turn)
    here = turn.service.parts(desks)
    waiting = knowledge.of_units(turn.store, here, knowledge.PROPOSED)
    live = knowledge.of_units(turn.store, here, knowledge.LIVE)
    choices = (
        *(Choice(f"entry:{row.id}:view", dialog.short(row.question, 60)) for row in waiting[:SHOWN]),
        *(Choice(f"entry:0:{token}", Phrase(f"canned.desk#{token}")) for token in ("live", "often", "open")),
        Choice("menu:questions", Phrase("ask.one#all")),
        Choice("menu:show", Phrase("mine.one#menu")),
    )
    params: dict[str, Param] = {"waiting": len(waiting), "live": len(live)}
    return menu.choose(turn, "canned.desk", Reply("canned.desk", params, choices, lead=lead))


def chosen(turn: Turn, subject: str, token: str) -> list[Reply]:
    """A button of this page; what is not for whoever presses does not exist."""
    if not ticket_routes.desks(turn):
        return unknown(turn)
    if token in canned_lists.PAGES:
        return canned_lists.PAGES[token](turn, (*lists.places(subject), 0, 0)[1])
    row, deed = _row(turn, session.number(subject)), DEEDS.get(token)
    if row is None or deed is None:
        return unknown(turn)
    decides = may_publish(turn, row.unit_id)
    own = turn.service.parts(ticket_routes.desks(turn))
    if not decides and (token != "view" or row.unit_id not in own):
        return unknown(turn)
    return deed(turn, row)


def _row(turn: Turn, number: int) -> KnowledgeEntry | None:
    """An entry that is not retired; of two who decide at once the second finds what the first did."""
    row = turn.store.held(KnowledgeEntry, number)
    return row if row is not None and row.state != knowledge.RETIRED else None


def _view(turn: Turn, row: KnowledgeEntry) -> list[Reply]:
    return menu.choose(turn, "canned.one", _one(turn, row, "canned.one"))


def _one(turn: Turn, row: KnowledgeEntry, key: str) -> Reply:
    """An entry, with what whoever sees it may do."""
    tokens = ("use", "edit", "drop") if row.state == knowledge.PROPOSED else ("edit", "until", "retire")
    choices = (
        *(
            Choice(f"entry:{row.id}:{token}", Phrase(f"canned.one#{token}"))
            for token in (tokens if may_publish(turn, row.unit_id) else ())
        ),
        Choice("menu:canned", Phrase("canned.open")),
    )
    until = Phrase("canned.until-shown", {"day": row.until}) if row.until else ""
    params: dict[str, Param] = {
        "question": row.question, "answer": row.answer, "who": turn.store.person(row.author_id).name,
        "shortcut": f"/{row.shortcut}" if row.shortcut else "", "until": until,
    }  # fmt: skip
    return Reply(key, params, choices)


def _publish(turn: Turn, row: KnowledgeEntry, **values: Any) -> list[Reply]:
    """It is in use from now on; whoever wrote it hears so."""
    new = row.state == knowledge.PROPOSED
    knowledge.change(turn.store, row, turn.now, turn.person.id, state=knowledge.LIVE, **values)
    if new and row.author_id != turn.person.id:
        news.leave(turn, row.author_id, PUBLISHED, str(row.id))
    return show(turn, Phrase("canned.published" if new else "canned.changed"))


def _use(turn: Turn, row: KnowledgeEntry) -> list[Reply]:
    """Of two who read the same proposal the second sees what the first made of it."""
    return _publish(turn, row) if row.state == knowledge.PROPOSED else _view(turn, row)


def _drop(turn: Turn, row: KnowledgeEntry) -> list[Reply]:
    return _retire(turn, row) if row.state == knowledge.PROPOSED else _view(turn, row)


def _edit(turn: Turn, row: KnowledgeEntry) -> list[Reply]:
    return _change(turn, row, deed="edit", question=row.question, answer=row.answer)


def _until(turn: Turn, row: KnowledgeEntry) -> list[Reply]:
    return _change(turn, row, deed="until")


def _change(turn: Turn, row: KnowledgeEntry, **notes: Any) -> list[Reply]:
    known: dict[str, Any] = {"entry": row.id, "unit": row.unit_id, "shortcut": row.shortcut or None}
    _, replies = dialog.begin(turn, DIALOG, canned_form.FORM.key, **known, **notes)
    return replies


def _retire(turn: Turn, row: KnowledgeEntry) -> list[Reply]:
    knowledge.change(turn.store, row, turn.now, turn.person.id, state=knowledge.RETIRED)
    return show(turn, Phrase("canned.retired"))


DEEDS: Mapping[str, Callable[[Turn, KnowledgeEntry], list[Reply]]] = {
    "view": _view, "use": _use, "edit": _edit, "until": _until, "drop": _drop, "retire": _retire,
}  # fmt: skip


# Word


def proposed(turn: Turn, subject: str) -> list[Reply]:
    """To whoever publishes: an answer waits."""
    row = _row(turn, session.number(news.about(turn, subject) or ""))
    if row is None or row.state != knowledge.PROPOSED or not may_publish(turn, row.unit_id):
        return []
    return news.say(turn, _one(turn, row, "canned.new"))


def published(turn: Turn, subject: str) -> list[Reply]:
    """To whoever wrote it: it is in use."""
    row = _row(turn, session.number(news.about(turn, subject) or ""))
    if row is None or row.state != knowledge.LIVE or row.author_id != turn.person.id:
        return []
    return news.say(turn, Reply("canned.in-use", {"question": row.question}))
