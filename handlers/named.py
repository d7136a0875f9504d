"""What somebody finds among theirs though somebody else sent it: it names them as an author."""

from collections.abc import Iterator

from handlers import authors
from handlers.turn import Turn
from storage import authors as stored
from storage.tables import Author, Initiative

Entry = tuple[str, Initiative, str]
"""The key of its line, the initiative, the value of its button."""


def asked(turn: Turn) -> Iterator[Entry]:
    """What whoever speaks is asked to confirm."""
    for row, initiative in _found(turn, "asked"):
        yield "authors.mine#asked", initiative, f"author:{row.id}.0:open"


def shared(turn: Turn) -> Iterator[Entry]:
    """What whoever speaks has confirmed to be an author of."""
    for row, initiative in _found(turn, "confirmed"):
        key = "entered" if authors.is_worker(initiative, row.name) else "shared"
        yield f"authors.mine#{key}", initiative, f"mine:{initiative.id}:open"


def one(turn: Turn, key: int) -> Initiative | None:
    """One of the latter, to be looked at."""
    return next((initiative for _, initiative in _found(turn, "confirmed") if initiative.id == key), None)


def _found(turn: Turn, state: str) -> Iterator[tuple[Author, Initiative]]:
    for row in stored.found(turn.store, turn.person.id, (state,)):
        initiative = turn.store.get(Initiative, row.initiative_id)
        if initiative is not None:
            yield row, initiative
