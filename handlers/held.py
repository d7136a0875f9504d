"""A message that is held until it is said whom it is for, or what it belongs to. What is written meanwhile
joins it, so nothing is lost."""

from dataclasses import asdict

from handlers import menu, session
from handlers.events import Attachment, Reply
from handlers.turn import Turn


def hold(turn: Turn, text: str, files: tuple[Attachment, ...] = ()) -> str:
    """Keeps it, behind what is held already; the words that are held now."""
    before, more = peek(turn)
    words = "\n".join(filter(None, (before, text)))
    _put(turn, words, (*more, *files))
    return words


def ask(turn: Turn, reply: Reply, text: str, files: tuple[Attachment, ...] = ()) -> list[Reply]:
    """Asks about what is held. Somebody who writes to an asker goes on doing so; what else was open waits."""
    hold(turn, text, files)
    if "ticket" in turn.conversation.session:
        session.offer(turn.conversation, reply.choices)
        return [reply]
    kept = peek(turn)
    replies = menu.choose(turn, reply.key, reply)
    _put(turn, *kept)
    return replies


def peek(turn: Turn) -> tuple[str, tuple[Attachment, ...]]:
    """What is held, words and files."""
    kept = turn.conversation.session
    if "held" not in kept:
        return "", ()
    return str(kept["held"]), tuple(Attachment(**file) for file in kept.get("held_files", ()))


def take(turn: Turn) -> tuple[str, tuple[Attachment, ...]]:
    """What was held, and is not any more; nor is anything asked about it."""
    kept = peek(turn)
    session.put(turn.conversation, held=None, held_files=None, choices=None)
    return kept


def _put(turn: Turn, text: str, files: tuple[Attachment, ...]) -> None:
    session.put(turn.conversation, held=text, held_files=[asdict(file) for file in files] or None)
