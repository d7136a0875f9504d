"""A message that is held until it is said whom it is for, or what it belongs to. What is written meanwhile
joins it, so nothing is lost."""

from dataclasses import asdict, replace

from handlers import dialog, menu, session
from handlers.events import Attachment, Phrase, Reply
from handlers.turn import Turn


def hold(turn: Turn, text: str, files: tuple[Attachment, ...] = ()) -> str:
    """Keeps it, behind what is held already, as long as that is not too much (`beyond`); the words that are
    held now."""
    before, more = peek(turn)
    words = before if beyond(turn, text) else "\n".join(filter(None, (before, text)))
    _put(turn, words, (*more, *files))
    return words


def beyond(turn: Turn, text: str) -> tuple[Phrase, ...]:
    """What is said where words are too many to be held with the others: a session is read at every turn."""
    much = len(peek(turn)[0]) + len(text) > dialog.LONGEST
    return (Phrase("form.too-long", {"limit": dialog.LONGEST}),) if much else ()


def ask(turn: Turn, reply: Reply, text: str, files: tuple[Attachment, ...] = ()) -> list[Reply]:
    """Asks about what is held. Somebody who writes to an asker goes on doing so; what else was open waits."""
    reply = replace(reply, lead=(*beyond(turn, text), *reply.lead))
    hold(turn, text, files)
    if "ticket" in turn.conversation.session:
        session.offer(turn.conversation, reply.choices)
        return [reply]
    kept = take(turn)
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
