"""What somebody who answers types to do something with a question, instead of writing to whoever asked."""

import re

from handlers import doubles, handing, menu, proposing, rude, session
from handlers.events import Phrase, Reply
from handlers.text import fold
from handlers.ticket_routes import may_see
from handlers.turn import Turn
from storage import tickets
from storage.tables import Ticket

PASSED = re.compile(r"chuyen(?: cau)?(?: (?P<number>\d{1,9}))?(?P<up> (?:len )?cap tren)?")
PERHAPS = "chuyen cho "  # a colleague; where nobody has that name it may be an answer, which is asked
HANDED = re.compile(r"\s*chuy\S+(?:\s+c\S+)?(?:\s+\d+)?\s+cho\s+(?P<name>.{1,40})", re.IGNORECASE)
MERGED = re.compile(r"gop(?: cau)?(?: (?P<one>\d{1,9}))?(?: (?:vao|voi)(?: cau)? (?P<into>\d{1,9}))?")

NUMBERED = re.compile(
    r"(?:(?P<take>(?:toi )?tra loi)|xem|mo)?(?: ?cau(?: hoi)?)?(?: so)? ?(?P<number>\d{1,9})"
)


def named(turn: Turn, text: str) -> str:
    """The button meant by the number of a question, "câu 12", "trả lời câu 12", or by "tôi trả lời" where
    they have one; "" where it is none of those they may see, or no word says what the number is of."""
    found = NUMBERED.fullmatch(fold(text))
    if fold(text) == "toi tra loi" and (only := _only(turn)):
        return f"ticket:{only}:go"
    if found is None or not ("cau" in fold(text) or found["take"]):
        return ""
    ticket = _numbered(turn, found["number"])
    if ticket is None:
        return ""
    mine = ticket.adviser_id == turn.person.id
    return f"ticket:{ticket.id}:{'go' if mine else 'take' if found['take'] else 'view'}"


def typed(turn: Turn, ticket: Ticket, text: str) -> list[Reply] | None:
    """Words about the question that is written to, or was looked at last; None where they are none."""
    said = fold(text)
    command = turn.words.command(text)
    if command is not None and command.name == "report":
        return rude.offer(turn, ticket)
    if (about := proposing.typed(turn, ticket, text)) is not None:
        return about
    if found := PASSED.fullmatch(said):
        meant = _numbered(turn, found["number"]) if found["number"] else ticket
        if meant is None:
            return menu.show(turn, (Phrase("ask.unknown"),))
        return handing.up(turn, meant) if found["up"] else handing.offer(turn, meant)
    if said.startswith("chuyen") and (named := HANDED.fullmatch(text)):
        return handing.named(turn, ticket, named["name"])
    if found := MERGED.fullmatch(said):
        if found["into"]:
            return doubles.by_numbers(turn, int(found["one"] or ticket.number), int(found["into"]))
        return doubles.offer(turn, ticket) if not found["one"] else None
    return None


def _numbered(turn: Turn, said: str) -> Ticket | None:
    """The question of a number, if they answer it."""
    found = tickets.by_number(turn.store, int(said))
    return found if found is not None and may_see(turn, found) else None


def idle(turn: Turn, text: str) -> list[Reply] | None:
    """The same where nobody is written to: about the question that is on the screen."""
    number = turn.conversation.session.get("viewing") or _only(turn)
    looked_at = turn.store.get(Ticket, int(number)) if number else None
    ticket = tickets.current(turn.store, looked_at) if looked_at is not None else None
    if ticket is not None and may_see(turn, ticket):
        return typed(turn, ticket, text)
    found = MERGED.fullmatch(fold(text))
    if found and found["one"] and found["into"]:
        return doubles.by_numbers(turn, int(found["one"]), int(found["into"]))
    return None


def _only(turn: Turn) -> int | None:
    """The question they have taken, where it is one."""
    mine = tickets.taken_by(turn.store, turn.person.id)
    return mine[0].id if len(mine) == 1 else None


def looks_at(turn: Turn, ticket: Ticket) -> None:
    """It is on the screen: what is typed next may be about it."""
    session.put(turn.conversation, viewing=ticket.id)
