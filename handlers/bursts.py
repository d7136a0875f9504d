"""Messages that follow on each other within a minute: whoever answers hears of them together."""

from datetime import datetime, timedelta
from typing import Any

from handlers.turn import Turn
from storage import tickets
from storage.tables import Ticket

MINUTE = timedelta(minutes=1)


def due(turn: Turn, ticket: Ticket, entry_id: int) -> datetime | None:
    """When word of a message of the asker is said: at once (None), or with the full minute where they have
    written within the last one and nobody has answered since."""
    rows = _rows(turn, ticket)
    place = next(number for number, row in enumerate(rows) if row.id == entry_id)
    return _minute(rows[place].at) if _follows(rows, place) else None


def of_minute(turn: Turn, ticket: Ticket, end: datetime) -> list[Any]:
    """What was left for the full minute that ends then."""
    rows = _rows(turn, ticket)
    return [
        row
        for place, row in enumerate(rows)
        if row.kind == "asked" and _minute(row.at) == end and _follows(rows, place)
    ]


def _rows(turn: Turn, ticket: Ticket) -> list[Any]:
    return list(tickets.entries(turn.store, ticket.id or 0, ("asked", "answered")))


def _follows(rows: list[Any], place: int) -> bool:
    """Whether what comes before it is of the asker too, within a minute, and not the question itself."""
    before = place - 1
    return before > 0 and rows[before].kind == "asked" and rows[place].at - rows[before].at <= MINUTE


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0) + MINUTE
