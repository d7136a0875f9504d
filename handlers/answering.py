"""A question from the side of whoever answers it: taken by one, written to like a colleague, until *xong*.

While it is open here (`session`: ticket), what is typed goes to whoever asked; after half an hour's silence
the first message is held for a yes: it may be meant for somebody else. Lines that begin with // are for
colleagues.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from sqlmodel import select

from handlers import dialog, menu, news, session, ticket_routes, workday
from handlers.asking import attached, shown
from handlers.events import Attachment, Choice, Param, Phrase, Reply
from handlers.text import clean
from handlers.ticket_news import ANSWERED, NOTED, TAKEN
from handlers.turn import Turn
from storage import tickets
from storage.tables import FileUse, Ticket

HOLD = timedelta(minutes=30)
NOTE = "//"
THREAD = 8
SHOWN = 6
PLACE = "ticket"  # of files of answers


def _asker(turn: Turn, ticket: Ticket) -> Phrase | str:
    """Whom it is from: by name, or somebody who does not wish to be named."""
    if ticket.anonymous:
        return Phrase("ticket.somebody")
    return turn.store.person(ticket.person_id).name


def asked(turn: Turn, subject: str) -> list[Reply]:
    """The word to those who may answer: while nobody has taken it."""
    about = (news.about(turn, subject) or "").split(".")
    ticket = turn.store.get(Ticket, int(about[0])) if about[0] else None
    if ticket is None or ticket.state != "waiting" or not ticket_routes.may_answer(turn, ticket):
        return []
    rows = tickets.entries(turn.store, ticket.id or 0, ("asked",))
    place = turn.service.places.get(ticket.unit_id or 0)
    params: dict[str, Param] = {
        "number": ticket.number,
        "who": _asker(turn, ticket),
        "unit": (place.short or place.name) if place and not ticket.anonymous else "",
        "text": shown(rows[-1]),
    }
    tokens = ("take", "view", *(("draft",) if ticket.draft_id else ()))
    choices = tuple(Choice(f"ticket:{ticket.id}:{token}", Phrase(f"ticket#{token}")) for token in tokens)
    return news.say(turn, Reply("ticket.new", params, choices, attached(rows[-1])))


def taken(turn: Turn, subject: str) -> list[Reply]:
    """The others hear who answers it."""
    about = news.about(turn, subject)
    ticket = turn.store.get(Ticket, int(about)) if about else None
    if ticket is None or ticket.adviser_id in (None, turn.person.id):
        return []
    who = turn.store.person(ticket.adviser_id).name
    return news.say(turn, Reply("ticket.taken-by", {"number": ticket.number, "who": who}))


def more(turn: Turn, subject: str) -> list[Reply]:
    """Whoever answers hears more from the asker."""
    about = news.about(turn, subject)
    row = tickets.one_entry(turn.store, int(about)) if about else None
    ticket = turn.store.get(Ticket, row.ticket_id) if row else None
    if row is None or ticket is None or ticket.adviser_id != turn.person.id:
        return []
    choices = (Choice(f"ticket:{ticket.id}:go", Phrase("ticket#go")),)
    params: dict[str, Param] = {"number": ticket.number, "who": _asker(turn, ticket), "text": shown(row)}
    return news.say(turn, Reply("ticket.more", params, choices, attached(row)))


def noted(turn: Turn, subject: str) -> list[Reply]:
    """A colleague's note on a question."""
    about = news.about(turn, subject)
    row = tickets.one_entry(turn.store, int(about)) if about else None
    ticket = turn.store.get(Ticket, row.ticket_id) if row else None
    if row is None or ticket is None or not ticket_routes.may_answer(turn, ticket):
        return []
    who = turn.store.person(row.person_id).name
    params: dict[str, Param] = {"number": ticket.number, "who": who, "text": str(row.text)}
    return news.say(turn, Reply("ticket.note", params))


def closed(turn: Turn, subject: str) -> list[Reply]:
    """Whoever answered hears that the asker is done."""
    about = news.about(turn, subject)
    ticket = turn.store.get(Ticket, int(about)) if about else None
    if ticket is None or ticket.adviser_id != turn.person.id or ticket.state in tickets.OPEN:
        return []
    if turn.conversation.session.get("ticket") == ticket.id:
        session.put(turn.conversation, ticket=None)
    return news.say(turn, Reply(f"ticket.over-{ticket.state}", {"number": ticket.number}))


# Lists


def show(turn: Turn) -> list[Reply]:
    """What lies with one's teams and units: one's own first, then what nobody has taken."""
    desks = ticket_routes.desks(turn)
    mine = tickets.taken_by(turn.store, turn.person.id)
    waiting = tickets.lying(turn.store, desks, ("waiting",), 0, SHOWN)
    if not (desks or mine):
        return menu.show(turn, (Phrase("ask.unknown"),))
    rows = [*mine, *(row for row in waiting if row.person_id != turn.person.id)][:SHOWN]
    counts = tickets.counts(turn.store, desks)
    choices = (
        *(Choice(f"ticket:{row.id}:{'go' if row.adviser_id else 'view'}", _line(turn, row)) for row in rows),
        Choice("menu:show", Phrase("mine.one#menu")),
    )
    params: dict[str, Param] = {name: counts.get(name, 0) for name in ("waiting", "taken", "answered")}
    return menu.choose(turn, "ticket.list", Reply("ticket.list", params, choices))


def _line(turn: Turn, row: Any) -> Phrase:
    asked_ = tickets.entries(turn.store, row.id, ("asked",))
    text = dialog.short(" ".join(str(asked_[-1].text if asked_ else "").split()), 40)
    return Phrase(
        "ask.line", {"number": row.number, "text": text, "state": Phrase(f"ticket.state#{row.state}")}
    )


# Deeds


def chosen(turn: Turn, subject: str, token: str) -> list[Reply]:
    """A button of a question; for those it is not for it does not exist."""
    number = session.number(subject)
    ticket = turn.store.first(select(Ticket).where(Ticket.id == number).with_for_update()) if number else None
    deed = DEEDS.get(token)
    if ticket is None or deed is None or not ticket_routes.may_answer(turn, ticket):
        return menu.show(turn, (Phrase("ask.unknown"),))
    return deed(turn, ticket)


def _take(turn: Turn, ticket: Ticket) -> list[Reply]:
    """One answers it; who comes too late is told who it is."""
    if ticket.adviser_id == turn.person.id:
        return open_(turn, ticket)
    if not tickets.take(turn.store, ticket.id or 0, turn.person.id):
        turn.store.refresh(ticket)
        if ticket.adviser_id is None:
            return menu.show(turn, (Phrase("ask.over"),))
        who = turn.store.person(ticket.adviser_id).name
        return menu.show(turn, (Phrase("ticket.taken-by", {"number": ticket.number, "who": who}),))
    turn.store.refresh(ticket)
    tickets.say(turn.store, ticket.id or 0, turn.now, "taken", turn.person.id)
    for one in ticket_routes.people(turn, ticket):
        if one.person_id != turn.person.id:
            news.leave(turn, one.person_id, TAKEN, str(ticket.id))
    return open_(turn, ticket)


def open_(turn: Turn, ticket: Ticket) -> list[Reply]:
    """From now on what is typed here goes to whoever asked."""
    if ticket.adviser_id != turn.person.id:
        return view(turn, ticket)
    session.close(turn.conversation)
    session.put(turn.conversation, ticket=ticket.id, wrote=turn.at.isoformat())
    return [
        Reply(
            "ticket.open",
            {"number": ticket.number, "who": _asker(turn, ticket), "lines": _lines(turn, ticket)},
        )
    ]


def _lines(turn: Turn, ticket: Ticket) -> tuple[Phrase, ...]:
    rows = tickets.entries(turn.store, ticket.id or 0, ("asked", "answered", "noted"))
    return tuple(
        Phrase(
            f"ticket.entry#{row.kind}",
            {
                "at": row.at,
                "who": _asker(turn, ticket) if row.kind == "asked" else row.name,
                "text": shown(row),
            },
        )
        for row in rows[-THREAD:]
    )


def view(turn: Turn, ticket: Ticket) -> list[Reply]:
    """The thread, and what can be done with it."""
    mine = ticket.adviser_id == turn.person.id
    tokens = ["go", "back", "up"] if mine else ["take", "up"] if ticket.adviser_id is None else []
    if ticket.draft_id:
        tokens.append("draft")
    choices = (
        *(Choice(f"ticket:{ticket.id}:{token}", Phrase(f"ticket#{token}")) for token in tokens),
        Choice("menu:questions", Phrase("ask.one#all")),
        Choice("menu:show", Phrase("mine.one#menu")),
    )
    params: dict[str, Param] = {
        "number": ticket.number, "who": _asker(turn, ticket), "lines": _lines(turn, ticket),
        "state": Phrase(f"ticket.state#{ticket.state}"),
    }  # fmt: skip
    files = tuple(f for row in tickets.entries(turn.store, ticket.id or 0, ("asked",)) for f in attached(row))
    return menu.choose(turn, "ticket.one", Reply("ticket.one", params, choices, files[-3:]))


def _draft(turn: Turn, ticket: Ticket) -> list[Reply]:
    """What was answered so far in the draft that came along; no other draft is shown to anybody."""
    draft = turn.store.draft(ticket.draft_id) if ticket.draft_id else None
    if draft is None or draft.state not in ("open", "sent"):
        return menu.show(turn, (Phrase("ticket.draft-gone"),))
    told = [(key, value) for key, value in draft.answers.items() if isinstance(value, str | int)]
    lines = tuple(
        Phrase("ticket.draft-line", {"label": Phrase(f"registration.{key}#label"), "value": str(value)})
        for key, value in told
        if turn.words.has(f"registration.{key}#label", turn.person.language)
    )
    about = Phrase(f"registration.{ticket.question}#label") if ticket.question else ""
    choices = (Choice(f"ticket:{ticket.id}:take", Phrase("ticket#take")),)
    return menu.choose(turn, "ticket.draft", Reply("ticket.draft", {"lines": lines, "about": about}, choices))


def _back(turn: Turn, ticket: Ticket) -> list[Reply]:
    """Put back: the others hear of it again."""
    if ticket.adviser_id != turn.person.id:
        return view(turn, ticket)
    ticket.adviser_id = None
    ticket.state = "waiting"
    tickets.say(turn.store, ticket.id or 0, turn.now, "put_back", turn.person.id)
    workday.tell(turn, ticket, f"{ticket.id}.{int(turn.now.timestamp())}")
    return menu.show(turn, (Phrase("ticket.put-back", {"number": ticket.number}),))


def _up(turn: Turn, ticket: Ticket) -> list[Reply]:
    """To those further up, with everything that was said and noted."""
    found = ticket_routes.desk_above(turn, ticket)
    if found is None:
        return menu.show(turn, (Phrase("ticket.nobody-above"),))
    ticket.adviser_id, ticket.state = None, "waiting"
    ticket.desk_id, ticket.kind = found.unit_id, found.kind
    tickets.say(turn.store, ticket.id or 0, turn.now, "passed", turn.person.id)
    workday.tell(turn, ticket, f"{ticket.id}.{int(turn.now.timestamp())}")
    unit = turn.service.places[found.unit_id].name
    return menu.show(turn, (Phrase("ticket.passed", {"number": ticket.number, "unit": unit}),))


def _held(turn: Turn, ticket: Ticket) -> list[Reply]:
    """What was held goes out."""
    text = str(turn.conversation.session.get("held") or "")
    session.put(turn.conversation, held=None, choices=None)
    return _send(turn, ticket, text, ()) if text else open_(turn, ticket)


def _dropped(turn: Turn, ticket: Ticket) -> list[Reply]:
    session.put(turn.conversation, held=None, choices=None, wrote=turn.at.isoformat())
    return [Reply("ticket.dropped", {"number": ticket.number, "who": _asker(turn, ticket)})]


DEEDS: Mapping[str, Callable[[Turn, Ticket], list[Reply]]] = {
    "take": _take,
    "view": view,
    "go": open_,
    "draft": _draft,
    "back": _back,
    "up": _up,
    "send": _held,
    "drop": _dropped,
}


# Writing


def focused(turn: Turn) -> list[Reply] | None:
    """What is typed or sent while a question is open here; None where none is, or the words are a command."""
    number = turn.conversation.session.get("ticket")
    if number is None or turn.event.kind not in ("text", "file"):
        return None
    ticket = turn.store.get(Ticket, int(number))
    if ticket is None or ticket.adviser_id != turn.person.id or not ticket_routes.may_answer(turn, ticket):
        session.put(turn.conversation, ticket=None)
        return None
    text, good = clean(turn.event.text), tuple(a for a in turn.event.attachments if not a.problem)
    command = turn.words.command(text)
    if command is not None and command.name in ("menu", "start", "questions", "desk"):
        return None
    if command is not None and command.name == "done":
        session.put(turn.conversation, ticket=None)
        return menu.show(turn, (Phrase("ticket.done", {"number": ticket.number}),))
    held = turn.words.choose(text, session.offered(turn.conversation), turn.person.language, loose=True)
    if held is not None:
        return chosen(turn, str(ticket.id), held.value.rpartition(":")[2])
    if text.startswith(NOTE):
        return _note(turn, ticket, text.removeprefix(NOTE).strip())
    if text and not good and dialog.silent(turn, "wrote", HOLD):
        return _hold(turn, ticket, text)
    if not text and not good:
        return [Reply("ticket.unread", {"who": _asker(turn, ticket)})]
    return _send(turn, ticket, text, good)


def _hold(turn: Turn, ticket: Ticket, text: str) -> list[Reply]:
    choices = tuple(
        Choice(f"ticket:{ticket.id}:{token}", Phrase(f"ticket.hold#{token}")) for token in ("send", "drop")
    )
    session.put(turn.conversation, held=text)
    session.offer(turn.conversation, choices)
    params: dict[str, Param] = {
        "number": ticket.number,
        "who": _asker(turn, ticket),
        "text": dialog.short(text, 200),
    }
    return [Reply("ticket.hold", params, choices)]


def _note(turn: Turn, ticket: Ticket, text: str) -> list[Reply]:
    if not text:
        return [Reply("ticket.note-empty")]
    number = tickets.say(turn.store, ticket.id or 0, turn.now, "noted", turn.person.id, text)
    others = [one for one in ticket_routes.people(turn, ticket) if one.person_id != turn.person.id]
    for one in others:
        news.leave(turn, one.person_id, NOTED, str(number))
    session.put(turn.conversation, wrote=turn.at.isoformat())
    return [Reply("ticket.noted", {"number": ticket.number, "count": len(others)})]


def _send(turn: Turn, ticket: Ticket, text: str, files: tuple[Attachment, ...]) -> list[Reply]:
    """To whoever asked; they are shown it in a turn of theirs."""
    if ticket.state not in tickets.OPEN:
        session.put(turn.conversation, ticket=None)
        return menu.show(turn, (Phrase("ask.over"),))
    for file in files:
        about = {name: getattr(file, name) for name in ("sha256", "kind", "mime", "name", "size", "seconds")}
        turn.store.add(FileUse(person_id=turn.person.id, question=PLACE, **about))
    kept = [asdict(file) for file in files]
    number = tickets.say(turn.store, ticket.id or 0, turn.now, "answered", turn.person.id, text, kept)
    ticket.state, ticket.touched_at = "answered", turn.now
    ticket.answered_at = ticket.answered_at or turn.now
    session.put(turn.conversation, wrote=turn.at.isoformat())
    reached = news.leave(turn, ticket.person_id, ANSWERED, str(number))
    workday.listen(turn, ticket)
    key = "ticket.sent" if reached else "ticket.unreached"
    return [Reply(key, {"number": ticket.number, "who": _asker(turn, ticket)})]


def again(turn: Turn, word: Phrase) -> list[Reply] | None:
    """A word beside the question that is open here; None where none is."""
    number = turn.conversation.session.get("ticket")
    ticket = turn.store.get(Ticket, int(number)) if number else None
    if ticket is None:
        return None
    return [Reply("ticket.still", {"number": ticket.number, "who": _asker(turn, ticket)}, lead=(word,))]
