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
    session.put(turn.conversation, held={"text": words, "files": [asdict(f) for f in (*more, *files)]})
    return words


def ask(turn: Turn, reply: Reply, text: str, files: tuple[Attachment, ...] = ()) -> list[Reply]:
    """Asks about what is held. Somebody who writes to an asker goes on doing so; what else was open waits."""
    hold(turn, text, files)
    if "ticket" in turn.conversation.session:
        session.offer(turn.conversation, reply.choices)
        return [reply]
    kept = turn.conversation.session["held"]
    replies = menu.choose(turn, reply.key, reply)
    session.put(turn.conversation, held=kept)
    return replies


def peek(turn: Turn) -> tuple[str, tuple[Attachment, ...]]:
    """What is held, words and files."""
    kept = turn.conversation.session.get("held") or {}
    return str(kept.get("text") or ""), tuple(Attachment(**file) for file in kept.get("files", ()))


def take(turn: Turn) -> tuple[str, tuple[Attachment, ...]]:
    """What was held, and is not any more; nor is anything asked about it."""
    kept = peek(turn)
    session.put(turn.conversation, held=None, choices=None)
    return kept
