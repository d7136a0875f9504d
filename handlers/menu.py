"""The menu: an entry appears when there is something behind it."""

from collections.abc import Sequence

from handlers import session
from handlers.events import Choice, Phrase, Reply
from handlers.turn import Turn


def show(turn: Turn, lead: Sequence[Phrase] = ()) -> list[Reply]:
    """The menu, with the number of drafts that wait."""
    drafts = len(turn.store.open_drafts(turn.person.id, "registration"))
    entries = ["register", "behalf", *(["drafts"] if drafts else []), "mine", "details"]
    choices = tuple(
        Choice(f"menu:{entry}", Phrase(f"menu#{entry}", {"count": drafts} if entry == "drafts" else {}))
        for entry in entries
    )
    return choose(turn, "menu", Reply("menu", {"name": turn.person.name}, choices, lead=tuple(lead)))


def choose(turn: Turn, asked: str, reply: Reply) -> list[Reply]:
    """Closes any open question and lets numbers mean this reply's choices."""
    session.close(turn.conversation)
    session.put(turn.conversation, asked=asked)
    session.offer(turn.conversation, reply.choices)
    return [reply]
