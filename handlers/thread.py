"""What is said in a question goes into its thread, with its files; a file that somebody has sent there before
does not go in again."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, NamedTuple

from handlers import news
from handlers.events import Attachment, Phrase
from handlers.turn import Turn
from storage import tickets
from storage.tables import FileUse, Ticket

PLACE = "ticket"  # of files that came without a form


class Said(NamedTuple):
    """What became of it: the entry's number, None where nothing of it was new, and what is said of files that
    were there already."""

    entry: int | None
    lead: tuple[Phrase, ...] = ()


def say(
    turn: Turn,
    ticket: Ticket,
    kind: str,
    text: str,
    files: Sequence[Attachment] = (),
    data: Mapping[str, Any] | None = None,
) -> Said:
    """Adds what whoever speaks has said."""
    known = {
        file["sha256"]
        for row in (tickets.entries(turn.store, ticket.id or 0) if files else ())
        if row.person_id == turn.person.id
        for file in row.files
    }
    new = [file for file in files if file.sha256 not in known]
    lead = (Phrase("threads.file-again", {"number": ticket.number}),) if len(new) < len(files) else ()
    if not text and not new:
        return Said(None, lead)
    kept = [asdict(file) for file in new]
    number = tickets.say(
        turn.store, ticket.id or 0, turn.now, kind, turn.person.id, text, kept, data=dict(data or {})
    )
    return Said(number, lead)


class Left(NamedTuple):
    """What word was left about: an entry (a row of the table), and the question it stands in."""

    row: Any
    ticket: Ticket


def left(turn: Turn, subject: str) -> Left | None:
    """The entry that a word is about; None where somebody else speaks here by now."""
    about = news.about(turn, subject)
    row = tickets.one_entry(turn.store, int(about)) if about else None
    ticket = turn.store.get(Ticket, row.ticket_id) if row else None
    return Left(row, ticket) if ticket is not None else None


def keep(turn: Turn, files: Sequence[Attachment]) -> None:
    """Files that came without a form belong to whoever sent them."""
    for file in files:
        about = {name: getattr(file, name) for name in ("sha256", "kind", "mime", "name", "size", "seconds")}
        turn.store.add(FileUse(person_id=turn.person.id, question=PLACE, **about))
