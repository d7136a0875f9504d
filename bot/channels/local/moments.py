"""When things happened, in business time: stored is machine time, and the demo clock may have been moved."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import orjson
from sqlalchemy import Connection

from storage import settings

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MOVES = "clock_moves"  # setting: [[machine moment in ISO, seconds the clock was ahead until then], …]


@dataclass(frozen=True)
class Moments:
    """How far the clock was ahead, and until when; `offset` holds since the last move."""

    moves: tuple[tuple[datetime, timedelta], ...]
    offset: timedelta

    def iso(self, at: datetime) -> str:
        """A machine moment as business time of that moment, in Vietnam."""
        offset = next((ahead for until, ahead in self.moves if at < until), self.offset)
        return (at + offset).astimezone(ZONE).isoformat(timespec="seconds")


def load(connection: Connection, offset: timedelta) -> Moments:
    """`offset` is the clock's present one."""
    stored = orjson.loads(settings.get(connection, MOVES) or "[]")
    moves = [(datetime.fromisoformat(until), timedelta(seconds=ahead)) for until, ahead in stored]
    return Moments(tuple(moves), offset)


def note_move(connection: Connection, until: datetime, ahead: timedelta) -> None:
    """The clock is about to be moved; until now it was `ahead` of machine time."""
    stored = orjson.loads(settings.get(connection, MOVES) or "[]")
    stored.append([until.isoformat(), ahead.total_seconds()])
    settings.put(connection, MOVES, orjson.dumps(stored).decode())
