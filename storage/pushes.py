"""The slots of what the service says by itself: per channel one moment, before which they are given away.

It is stored, so that processes which share a database keep one pace together, and a restart begins no burst.
Every function runs on a connection whose transaction belongs to the caller.
"""

from datetime import datetime
from typing import Final

from sqlalchemy import Connection, or_, select, text

from storage import settings
from storage.queue import UNSENT, outbox

_GIVING: Final = 7_316_028  # any number, the same in every process


def alone(connection: Connection) -> bool:
    """Whether this process may give slots away until its commit. Where another is about to, nobody waits."""
    if connection.dialect.name == "sqlite":
        return True
    return bool(connection.execute(text("SELECT pg_try_advisory_xact_lock(:key)"), {"key": _GIVING}).scalar())


def waiting(connection: Connection, now: datetime) -> bool:
    """Whether any push could go out, as far as its own time goes."""
    query = select(outbox.c.id).where(UNSENT, outbox.c.state == "pending", outbox.c.push.is_(True))
    due = or_(outbox.c.retry_at.is_(None), outbox.c.retry_at <= now)
    return connection.execute(query.where(due).limit(1)).first() is not None


def given_away(connection: Connection, channel: str) -> float:
    """The moment before which a channel's slots are given away, in seconds since 1970."""
    return float(settings.get(connection, f"pushes:{channel}") or 0)


def give_away(connection: Connection, channel: str, until: float) -> None:
    """Slots before that moment are given away."""
    settings.put(connection, f"pushes:{channel}", f"{until:.6f}")
