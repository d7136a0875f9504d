"""Writing to whoever asked, like to a colleague, until *xong*.

While a question is open here (`session`: ticket), what is typed goes to whoever asked; after half an hour's
silence the first message is held for a yes: it may be meant for somebody else. Lines that begin with // are
for colleagues.
"""

from dataclasses import asdict
from datetime import timedelta

from handlers import dialog, menu, news, session, ticket_routes, workday
from handlers.events import Attachment, Choice, Param, Phrase, Reply
from handlers.text import clean
from handlers.ticket_lines import asker, lines
from handlers.ticket_news import ANSWERED, NOTED
from handlers.turn import Turn
from storage import tickets
from storage.tables import FileUse, Ticket

HOLD = timedelta(minutes=30)
NOTE = "//"
PLACE = "ticket"  # of files of answers


def open_(turn: Turn, ticket: Ticket) -> list[Reply]:
    """From now on what is typed here goes to whoever asked."""
    session.close(turn.conversation)
    session.put(turn.conversation, ticket=ticket.id, wrote=turn.at.isoformat())
    return [
        Reply(
            "ticket.open",
            {"number": ticket.number, "who": asker(turn, ticket), "lines": lines(turn, ticket)},
        )
    ]


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
        return HELD[held.value.rpartition(":")[2]](turn, ticket)
    if text.startswith(NOTE):
        return _note(turn, ticket, text.removeprefix(NOTE).strip())
    if text and not good and dialog.silent(turn, "wrote", HOLD):
        return _hold(turn, ticket, text)
    if not text and not good:
        return [Reply("ticket.unread", {"who": asker(turn, ticket)})]
    return _send(turn, ticket, text, good)


def _hold(turn: Turn, ticket: Ticket, text: str) -> list[Reply]:
    choices = tuple(
        Choice(f"ticket:{ticket.id}:{token}", Phrase(f"ticket.hold#{token}")) for token in ("send", "drop")
    )
    session.put(turn.conversation, held=text)
    session.offer(turn.conversation, choices)
    params: dict[str, Param] = {
        "number": ticket.number,
        "who": asker(turn, ticket),
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
    workday.answered(turn, ticket)
    session.put(turn.conversation, wrote=turn.at.isoformat())
    reached = news.leave(turn, ticket.person_id, ANSWERED, str(number))
    key = "ticket.sent" if reached else "ticket.unreached"
    return [Reply(key, {"number": ticket.number, "who": asker(turn, ticket)})]


def again(turn: Turn, word: Phrase) -> list[Reply] | None:
    """A word beside the question that is open here; None where none is."""
    number = turn.conversation.session.get("ticket")
    ticket = turn.store.get(Ticket, int(number)) if number else None
    if ticket is None:
        return None
    return [Reply("ticket.still", {"number": ticket.number, "who": asker(turn, ticket)}, lead=(word,))]


def held(turn: Turn, ticket: Ticket) -> list[Reply]:
    """What was held goes out."""
    text = str(turn.conversation.session.get("held") or "")
    session.put(turn.conversation, held=None, choices=None)
    return _send(turn, ticket, text, ()) if text else open_(turn, ticket)


def dropped(turn: Turn, ticket: Ticket) -> list[Reply]:
    session.put(turn.conversation, held=None, choices=None, wrote=turn.at.isoformat())
    return [Reply("ticket.dropped", {"number": ticket.number, "who": asker(turn, ticket)})]


HELD = {"send": held, "drop": dropped}
"""What is said of a message that is held, by the end of its button."""
