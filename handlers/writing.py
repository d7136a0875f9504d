"""Writing to whoever asked, like to a colleague, until *xong*.

While a question is open here (`session`: ticket), what is typed goes to whoever asked; after half an hour's
silence the first message is held for a yes: it may be meant for somebody else. So is the first one after
word about another question of theirs. Lines that begin with // are for colleagues.
"""

from dataclasses import replace
from datetime import timedelta

from handlers import (
    addressing,
    canned,
    dialog,
    further_up,
    held,
    menu,
    news,
    session,
    thread,
    ticket_routes,
    ticket_words,
    workday,
)
from handlers.events import Attachment, Choice, Param, Phrase, Reply
from handlers.text import clean, fold
from handlers.ticket_lines import asker, lines
from handlers.ticket_news import ANSWERED, NOTED
from handlers.turn import Turn
from storage import tickets
from storage.tables import Ticket

HOLD = timedelta(minutes=30)
NOTE = "//"
ELSEWHERE = (
    *("menu", "start", "questions", "desk", "canned", "away", "team", "figures", "help-log", "help-list"),
    *("english", "vietnamese", "upload"),
)  # commands that are obeyed here too; the others may be meant for whoever asked, which is asked

BUTTONS = ("take", "draft", "go", "back", "merge")
"""Choices of the page of a question."""


def open_(turn: Turn, ticket: Ticket) -> list[Reply]:
    """From now on what is typed here goes to whoever asked; about what was held before they are asked."""
    text, files = held.peek(turn)
    enter(turn, ticket)
    params: dict[str, Param] = {
        "number": ticket.number, "who": asker(turn, ticket), "lines": lines(turn, ticket),
    }  # fmt: skip
    return [Reply("ticket.open", params), *(_hold(turn, ticket, text, files) if text or files else ())]


def enter(turn: Turn, ticket: Ticket) -> None:
    """What else was open waits."""
    session.close(turn.conversation)
    session.put(turn.conversation, ticket=ticket.id, wrote=turn.at.isoformat())


def focused(turn: Turn) -> list[Reply] | None:
    """What is typed or sent while a question is open here; None where none is, or the words are a command."""
    number = turn.conversation.session.get("ticket")
    if number is None or turn.event.kind not in ("text", "file"):
        return None
    found = turn.store.held(Ticket, int(number))
    ticket = tickets.current(turn.store, found) if found is not None else None
    if ticket is None or ticket.adviser_id != turn.person.id or not ticket_routes.may_answer(turn, ticket):
        session.put(turn.conversation, ticket=None)
        return None
    text, good = clean(turn.event.text), tuple(a for a in turn.event.attachments if not a.problem)
    command = turn.words.command(text)
    if command is not None and command.name in ELSEWHERE:
        return None
    if command is not None and command.name == "view" and not command.argument:
        return open_(turn, ticket)
    if command is not None and command.name == "done":
        session.put(turn.conversation, ticket=None)
        return menu.show(turn, (Phrase("ticket.done", {"number": ticket.number}),))
    if not good and (prepared := canned.typed(turn, ticket, text)) is not None:
        return prepared
    offered = session.offered(turn.conversation)
    if turn.words.choose(text, offered, turn.person.language, loose=True) is not None:
        return None
    if not good and further_up.shown(turn, further_up.UNMISTAKABLE) is not None:
        return None
    if text.startswith(NOTE):
        return _note(turn, ticket, text.removeprefix(NOTE).strip())
    if (done := ticket_words.typed(turn, ticket, text)) is not None:
        return done
    if text and not good and (held_for := _held(turn, ticket, text)) is not None:
        return held_for
    if not text and not good:
        return [Reply("ticket.unread", {"who": asker(turn, ticket)})]
    return _send(turn, ticket, text, good)


def replied(turn: Turn, ticket: Ticket, text: str, files: tuple[Attachment, ...]) -> list[Reply]:
    """In reply to a message about a question: to that one, which is written to from now on; or a note."""
    if text.startswith(NOTE):
        return _note(turn, ticket, text.removeprefix(NOTE).strip())
    unsent = session.unsent(turn.conversation)
    enter(turn, ticket)
    sent, *more = _send(turn, ticket, text, files)
    return [replace(sent, lead=(*unsent, *sent.lead)), *more]


def _held(turn: Turn, ticket: Ticket, text: str) -> list[Reply] | None:
    """Held until it is said whom it is for; None where that is plain."""
    if (other := addressing.other(turn, ticket)) is not None:
        return addressing.which(turn, [ticket, other], text)
    if _doubtful(turn, text) or held.peek(turn)[0] or dialog.silent(turn, "wrote", HOLD):
        return _hold(turn, ticket, text)
    return None


def _doubtful(turn: Turn, text: str) -> bool:
    """A command of another place, or the number or words of a choice that was on the screen."""
    command = turn.words.command(text)
    number = text.isdigit() and len(text) <= 2
    buttons = {fold(turn.words.text(Phrase(f"ticket#{token}"), turn.person.language)) for token in BUTTONS}
    return (
        number
        or fold(text) in buttons
        or (command is not None and not command.argument)
        or fold(text).startswith(ticket_words.PERHAPS)
    )


def _hold(turn: Turn, ticket: Ticket, text: str, files: tuple[Attachment, ...] = ()) -> list[Reply]:
    choices = tuple(
        Choice(f"ticket:{ticket.id}:{token}", Phrase(f"ticket.hold#{token}")) for token in ("send", "drop")
    )
    beyond = held.beyond(turn, text)
    words = dialog.short(held.hold(turn, text, files), 200) or Phrase("ask.files", {"count": len(files)})
    session.offer(turn.conversation, choices)
    params: dict[str, Param] = {"number": ticket.number, "who": asker(turn, ticket), "text": words}
    return [Reply("ticket.hold", params, choices, lead=beyond)]


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
        return menu.show(turn, (Phrase(f"threads.unsent#{ticket.state}", {"number": ticket.number}),))
    thread.keep(turn, files)
    told: dict[str, Param] = {"number": ticket.number, "who": asker(turn, ticket)}
    said = thread.say(turn, ticket, "answered", text, files)
    session.put(turn.conversation, wrote=turn.at.isoformat())
    if said.entry is None:
        return [Reply("ticket.still", told, lead=said.lead)]
    workday.answered(turn, ticket)
    reached = news.leave(turn, ticket.person_id, ANSWERED, str(said.entry))
    return [Reply("ticket.sent" if reached else "ticket.unreached", told, lead=said.lead)]


def again(turn: Turn, *words: Phrase) -> list[Reply] | None:
    """Words beside the question that is open here; None where none is."""
    number = turn.conversation.session.get("ticket")
    ticket = turn.store.get(Ticket, int(number)) if number else None
    if ticket is None:
        return None
    return [Reply("ticket.still", {"number": ticket.number, "who": asker(turn, ticket)}, lead=words)]


def release(turn: Turn, ticket: Ticket) -> list[Reply]:
    """What was held goes out, once; whom it went to is written to from now on."""
    if ticket.adviser_id != turn.person.id:
        return menu.show(turn, (Phrase("ask.unknown"),))
    canned.sent(turn, ticket)
    text, files = held.take(turn)
    if not (text or files):
        return open_(turn, ticket)
    if turn.conversation.session.get("ticket") != ticket.id:
        enter(turn, ticket)
    return _send(turn, ticket, text, files)


def dropped(turn: Turn, ticket: Ticket) -> list[Reply]:
    """What was held is not sent; who was written to still is."""
    held.take(turn)
    session.put(turn.conversation, canned=None, wrote=turn.at.isoformat())
    return [Reply("ticket.dropped", {"number": ticket.number, "who": asker(turn, ticket)})]


def unsent(turn: Turn, _ticket: Ticket) -> list[Reply]:
    """What was held is not sent, and the question is left to others."""
    return menu.show(turn)


def for_nobody(turn: Turn, ticket: Ticket) -> list[Reply]:
    """What was held is for nobody who asks: words out of the blue may be the beginning of a story."""
    if turn.conversation.session.get("ticket"):
        return dropped(turn, ticket)
    text, _ = held.peek(turn)
    if len(text.split()) >= menu.STORY:
        held.take(turn)
        return menu.bare(turn, text)
    return menu.show(turn)
