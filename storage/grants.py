"""Pairs of tokens that platforms give for a while. A refresh token works once: who uses it has claimed it."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, or_, select, update

from storage.database import upsert
from storage.tables import Grant

grant = Grant.__table__  # type: ignore[attr-defined]


class Pair(NamedTuple):
    """What is held now. `error`: why it can't be renewed any more."""

    access: str
    refresh: str
    issued_at: datetime
    expires_at: datetime
    error: str = ""

    def __repr__(self) -> str:
        """Without the tokens: it may stand in a log."""
        return f"Pair(until {self.expires_at})"


def read(connection: Connection, key: str) -> Pair | None:
    """The pair of a key, None before the first."""
    columns = (grant.c.access, grant.c.refresh, grant.c.issued_at, grant.c.expires_at, grant.c.error)
    row = connection.execute(select(*columns).where(grant.c.key == key)).first()
    return None if row is None else Pair(*row)


def claim(connection: Connection, key: str, refresh: str, owner: str, now: datetime, until: datetime) -> bool:
    """Makes a refresh token this owner's to use until a moment; False where it is somebody's already, or has
    been replaced."""
    free = or_(grant.c.lease_until.is_(None), grant.c.lease_until <= now)
    mine = update(grant).where(grant.c.key == key, grant.c.refresh == refresh, grant.c.error == "", free)
    return bool(connection.execute(mine.values(owner=owner, lease_until=until)).rowcount)


def renew(connection: Connection, key: str, refresh: str, pair: Pair) -> None:
    """A new pair in place of the one with this refresh token."""
    old = update(grant).where(grant.c.key == key, grant.c.refresh == refresh)
    connection.execute(old.values(**pair._asdict(), owner="", lease_until=None))


def release(
    connection: Connection, key: str, refresh: str, owner: str, not_before: datetime, error: str = ""
) -> None:
    """The token was not renewed: nobody tries before a moment; after an `error` nobody does at all."""
    mine = (grant.c.key == key) & (grant.c.refresh == refresh) & (grant.c.owner == owner)
    values = {"owner": "", "lease_until": not_before, "error": error}
    connection.execute(update(grant).where(mine).values(**values))


def put(connection: Connection, key: str, pair: Pair) -> None:
    """A pair a person has consented to, whatever there was before."""
    values = {**pair._asdict(), "owner": "", "lease_until": None}
    statement = upsert(connection.dialect.name, grant).values(key=key, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=["key"], set_=values))
