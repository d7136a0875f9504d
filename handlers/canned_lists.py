"""Kho trả lời in lists: what is in use, what is wanted most, for which questions there is nothing yet."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from sqlmodel import select

from handlers import dialog, lists, ticket_lines, ticket_routes
from handlers.events import Choice, Phrase, Reply
from handlers.turn import Turn
from storage import knowledge
from storage.tables import Ticket

MOST = 60  # questions without an answer
LABEL = 60  # letters of a question in a list
RECENT = timedelta(days=365)


def _own(turn: Turn) -> list[int]:
    return turn.service.parts(ticket_routes.desks(turn))


def _live(turn: Turn, page: int) -> list[Reply]:
    """The entries of one's units."""
    rows = knowledge.of_units(turn.store, _own(turn), knowledge.LIVE)
    choices = [Choice(f"entry:{row.id}:view", dialog.short(row.question, LABEL)) for row in rows]
    return _listed(turn, "canned.live-list" if rows else "canned.live-none", choices, page, "live")


def _often(turn: Turn, page: int) -> list[Reply]:
    """What people of one's units and below wanted most in a year."""
    wanted = knowledge.wanted(turn.store, turn.now - RECENT, under=ticket_routes.desks(turn))
    known = turn.service.knowledge.by_key
    choices = [
        Choice(f"know:{key}:read", _counted(known[key].question, count))
        for key, count in wanted.items()
        if key in known
    ]
    return _listed(turn, "canned.often-list" if choices else "canned.often-none", choices, page, "often")


def _counted(question: str, count: int) -> Phrase:
    return Phrase("canned.often-line", {"question": dialog.short(question, LABEL), "count": count})


def _open(turn: Turn, page: int) -> list[Reply]:
    """The questions to one's units for which nothing was known."""
    numbers = knowledge.unanswered(turn.store, _own(turn), MOST)
    others = (Ticket.id.in_(numbers)) & (Ticket.person_id != turn.person.id)  # type: ignore[union-attr]
    rows = turn.store.all(select(Ticket).where(others).order_by(Ticket.id.desc()))  # type: ignore[union-attr]
    shown = range(page * lists.PAGE, (page + 1) * lists.PAGE)  # a line costs two queries
    choices = [
        Choice(f"ticket:{row.id}:view", ticket_lines.line(turn, row, "ticket.state") if n in shown else "")
        for n, row in enumerate(rows)
    ]
    return _listed(turn, "canned.open-list" if choices else "canned.open-none", choices, page, "open")


def _listed(turn: Turn, key: str, choices: list[Choice], page: int, name: str) -> list[Reply]:
    back = Choice("menu:canned", Phrase("canned.open"))
    return lists.listed(turn, Reply(key), choices, page, lambda more: f"entry:0.{more}:{name}", back)


PAGES: Mapping[str, Callable[[Turn, int], list[Reply]]] = {"live": _live, "often": _often, "open": _open}
