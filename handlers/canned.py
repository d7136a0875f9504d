"""Answers that were prepared: found and sent while a question is open (`writing`), or made of an answer.

A line that begins with a single / is for the service: a shortcut, or words to search by. What is found is
held for a yes; other words are an answer of their own.
"""

from handlers import canned_desk, dialog, held, session, ticket_routes
from handlers import knowledge as known_to
from handlers.canned_rights import unknown
from handlers.events import Choice, Param, Phrase, Reply
from handlers.knowledge_search import Known
from handlers.text import fold
from handlers.ticket_lines import asker
from handlers.turn import Turn
from storage import knowledge
from storage.tables import Ticket

MARK, NOTE = "/", "//"
LISTED = 12  # shortcuts
LABEL = 100  # letters of a question in a list


def typed(turn: Turn, ticket: Ticket, text: str) -> list[Reply] | None:
    """What a line typed while a question is open asks of the prepared answers; None where it is an answer."""
    offered = session.offered(turn.conversation)
    chosen = turn.words.choose(text, offered, turn.person.language, loose=False)
    if chosen is not None:
        return _pick(turn, ticket, chosen.value) if chosen.value.startswith("canned:") else None
    command = turn.words.command(text)
    if command is not None and command.name == "keep-answer":
        return canned_desk.keep(turn, ticket)
    if text.startswith(MARK) and not text.startswith(NOTE):
        return _asked(turn, ticket, text.removeprefix(MARK).strip())
    if "canned" in turn.conversation.session or any(one.value.startswith("canned:") for one in offered):
        held.take(turn)
        session.put(turn.conversation, canned=None)
    return None


def chosen(turn: Turn, subject: str, _token: str) -> list[Reply]:
    """A button with a prepared answer; without an open question it means nothing."""
    number = turn.conversation.session.get("ticket")
    ticket = turn.store.get(Ticket, int(number)) if number else None
    if ticket is None or ticket.adviser_id != turn.person.id or not ticket_routes.may_answer(turn, ticket):
        return unknown(turn)
    return _pick(turn, ticket, f"canned:{subject}:pick")


def _asked(turn: Turn, ticket: Ticket, said: str) -> list[Reply]:
    """A shortcut, words, or nothing: then the shortcuts are listed."""
    first, _, rest = said.partition(" ")
    if fold(first) == fold(turn.words.text(Phrase("canned.keep-word"), turn.person.language)):
        return canned_desk.keep(turn, ticket, rest.strip())
    here = _here(turn, ticket)
    if not said:
        return _shortcuts(turn, ticket, [known for known in here if known.shortcut])
    exact = next((known for known in here if known.shortcut and known.shortcut == fold(said)), None)
    if exact is not None:
        return _hold(turn, ticket, exact)
    found = turn.service.knowledge.find(
        said, today=turn.today, programmes=_programmes(ticket), units=known_to.units(turn, ticket.desk_id)
    )
    if not found:
        return [Reply("canned.none", {"who": asker(turn, ticket)})]
    return _list(turn, "canned.found", [one.entry for one in found])


def _programmes(ticket: Ticket) -> set[str]:
    return {ticket.programme} if ticket.programme else set()


def _here(turn: Turn, ticket: Ticket) -> list[Known]:
    """What may be sent in answer to a question."""
    programmes, units = _programmes(ticket), known_to.units(turn, ticket.desk_id)
    return [known for known in turn.service.knowledge.entries if known.fits(turn.today, programmes, units)]


def _shortcuts(turn: Turn, ticket: Ticket, known: list[Known]) -> list[Reply]:
    if not known:
        return [Reply("canned.no-shortcuts", {"who": asker(turn, ticket)})]
    return _list(turn, "canned.shortcuts", known[-LISTED:])


def _list(turn: Turn, key: str, found: list[Known]) -> list[Reply]:
    choices = tuple(Choice(f"canned:{known.key}:pick", _label(known)) for known in found)
    held.take(turn)
    session.put(turn.conversation, canned=None)
    session.offer(turn.conversation, choices)
    return [Reply(key, {}, choices)]


def _label(known: Known) -> str:
    asked = dialog.short(known.question, LABEL)
    return f"/{known.shortcut}: {asked}" if known.shortcut else asked


def _pick(turn: Turn, ticket: Ticket, value: str) -> list[Reply]:
    key = value.split(":")[1]
    known = next((known for known in _here(turn, ticket) if known.key == key), None)
    return _hold(turn, ticket, known) if known else [Reply("canned.none", {"who": asker(turn, ticket)})]


def _hold(turn: Turn, ticket: Ticket, known: Known) -> list[Reply]:
    """The whole text, for a yes; the source goes along."""
    text = known.answer
    if known.source:
        text = f"{text} {turn.words.text(Phrase('know.by', {'source': known.source}), ticket.language)}"
    choices = tuple(
        Choice(f"ticket:{ticket.id}:{token}", Phrase(f"ticket.hold#{token}")) for token in ("send", "drop")
    )
    held.take(turn)
    held.hold(turn, text)
    session.put(turn.conversation, canned=known.key)
    session.offer(turn.conversation, choices)
    params: dict[str, Param] = {"number": ticket.number, "who": asker(turn, ticket), "text": text}
    return [Reply("canned.hold", params, choices)]


def sent(turn: Turn, ticket: Ticket) -> None:
    """What is held goes out: a prepared answer is counted."""
    if key := turn.conversation.session.get("canned"):
        knowledge.used(
            turn.store, "sent", turn.now, entry=str(key), programme=ticket.programme, unit_id=ticket.unit_id,
            ticket_id=ticket.id,
        )  # fmt: skip
        session.put(turn.conversation, canned=None)
