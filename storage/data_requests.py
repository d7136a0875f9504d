"""Whose data is to be looked at by a person, because they have taken back their consent on a platform."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from storage.queue import person
from storage.roles import Executes
from storage.tables import DataRequest

request = DataRequest.__table__  # type: ignore[attr-defined]

WITHDRAWN = "withdrawn"


def open_(database: Executes, person_id: int, channel: str, kind: str, at: datetime) -> int | None:
    """A new request, by its number; None where the same one is open."""
    same = (request.c.person_id == person_id) & (request.c.channel == channel) & (request.c.kind == kind)
    if database.execute(select(request.c.id).where(same, request.c.done_at.is_(None))).first() is not None:
        return None
    row = insert(request).values(person_id=person_id, channel=channel, kind=kind, at=at, note="")
    return int(database.execute(row.returning(request.c.id)).scalar_one())


def one(database: Executes, key: int) -> Any:
    """A request by its number."""
    return database.execute(select(request).where(request.c.id == key)).first()


def waiting(database: Executes) -> Sequence[Any]:
    """The requests nobody has seen to, the oldest first, with the person's unit."""
    query = select(request, person.c.unit_id).join(person, person.c.id == request.c.person_id)
    return list(database.execute(query.where(request.c.done_at.is_(None)).order_by(request.c.id)).all())


def done(database: Executes, key: int, now: datetime) -> bool:
    """Somebody has seen to it; False where no such request is open."""
    mine = update(request).where(request.c.id == key, request.c.done_at.is_(None))
    return bool(database.execute(mine.values(done_at=now)).rowcount)
