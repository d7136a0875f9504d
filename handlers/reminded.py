"""A line of the ledger as whoever was told of it comes back to it."""

from handlers.turn import Turn
from storage import ledger
from storage.tables import Notice


def mine(turn: Turn, number: int) -> Notice | None:
    """A line that was said to whoever speaks."""
    line = turn.store.get(Notice, number) if number else None
    return line if line is not None and line.person_id == turn.person.id else None


def standing_at(line: Notice) -> int:
    """The unit whose officer was told: of a call for support not the one that needs it."""
    return int(line.data.get("at", line.unit_id or 0))


def together(turn: Turn, line: Notice) -> list[Notice]:
    """All lines of a line's message."""
    found = (turn.store.get(Notice, number) for number in ledger.same_message(turn.store, line.id or 0))
    return [one for one in found if one is not None]


def answer(turn: Turn, line: Notice, answer: str, **data: object) -> None:
    """One answer counts for all lines of its message."""
    for number in ledger.same_message(turn.store, line.id or 0):
        ledger.answer(turn.store, number, answer, turn.person.id, turn.now, data)
