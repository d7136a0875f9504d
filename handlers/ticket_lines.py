"""How questions are shown: to whoever asked them, and to those who answer."""

from typing import Any

from handlers import dialog, idea_lines, menu
from handlers.events import Attachment, Choice, Phrase, Reply
from handlers.turn import Turn
from storage import tickets
from storage.tables import Ticket

SHOWN = 6  # of one's own questions
THREAD = 8  # entries of one


def listed(turn: Turn, *lead: Phrase) -> list[Reply]:
    """One's own questions, the newest first."""
    rows = tickets.of_person(turn.store, turn.person.id, SHOWN)
    choices = (
        Choice("ask:0:new", Phrase("ask.list#new")),
        *(Choice(f"ask:{row.id}:open", line(turn, row)) for row in rows),
        Choice("menu:faq", Phrase("know.open")),
        Choice("menu:idea", Phrase("idea.begin")),
        Choice("menu:show", Phrase("mine.one#menu")),
    )
    return menu.choose(turn, "ask.list", Reply("ask.list", {}, choices, lead=lead))


def line(turn: Turn, row: Any, states: str = "ask.state") -> Phrase:
    """A question in a list."""
    state = idea_lines.state(turn, row, states)
    return Phrase("ask.line", {"number": row.number, "text": first_words(turn, row.id), "state": state})


def first_words(turn: Turn, number: int) -> str:
    """How a question begins."""
    first = tickets.entries(turn.store, number, ("asked",), first=1)
    return dialog.short(" ".join(str(first[0].text if first else "").split()), 40)


def shown(row: Any) -> Phrase | str:
    """The words of an entry, or how many files stand for them."""
    text = dialog.short(str(row.text), 500)
    return text or Phrase("ask.files", {"count": len(row.files)})


def attached(row: Any) -> tuple[Attachment, ...]:
    """The files of an entry."""
    return tuple(Attachment(**file) for file in row.files)


def asker(turn: Turn, ticket: Any) -> Phrase | str:
    """Whom it is from: by name, or somebody who does not wish to be named."""
    if ticket.anonymous:
        return Phrase("ticket.somebody")
    return turn.store.person(ticket.person_id).name


def to(turn: Turn, row: Any) -> Phrase:
    """Somebody who asks, in a list of them."""
    return Phrase("threads.to", {"who": asker(turn, row), "number": row.number})


def lines(turn: Turn, ticket: Ticket) -> tuple[Phrase, ...]:
    """The end of the thread as those who answer see it."""
    rows = tickets.entries(turn.store, ticket.id or 0, ("asked", "answered", "noted"), last=THREAD)
    return tuple(
        Phrase(
            f"ticket.entry#{row.kind}",
            {
                "at": row.at,
                "who": asker(turn, ticket) if row.kind == "asked" else row.name,
                "text": shown(row),
            },
        )
        for row in rows
    )
