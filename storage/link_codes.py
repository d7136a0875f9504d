"""Codes that somebody is shown in one chat and types in another: both are theirs. Only a hash is kept."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, select, update

from storage.roles import Executes
from storage.tables import LinkCode

link_code = LinkCode.__table__  # type: ignore[attr-defined]

LASTING = timedelta(minutes=15)
FIRST, COUNT = 100_000, 900_000  # six figures, the first no 0: numbers of initiatives begin with one


def make(database: Executes, person_id: int, conversation_id: int, now: datetime) -> str:
    """A new code of somebody; the one they were shown before is good for nothing any more."""
    database.execute(delete(link_code).where(link_code.c.person_id == person_id))
    code = _code()
    while find(database, code, now) is not None:  # somebody else was shown the same
        code = _code()
    database.execute(
        insert(link_code).values(
            person_id=person_id, conversation_id=conversation_id, code_hash=_hash(code), made_at=now,
            expires_at=now + LASTING,
        )
    )  # fmt: skip
    return code


def find(database: Executes, code: str, now: datetime) -> Any:
    """The row of a code that is good; None for one that is unknown, used or out of date."""
    return database.execute(select(link_code).where(link_code.c.code_hash == _hash(code), _good(now))).first()


def spent_by(database: Executes, code: str, person_id: int, now: datetime) -> bool:
    """Whether somebody's code did its work just now: it is often sent twice."""
    mine = (link_code.c.code_hash == _hash(code)) & (link_code.c.person_id == person_id)
    lately = link_code.c.used_at.is_not(None) & (link_code.c.expires_at > now)
    return database.execute(select(link_code.c.id).where(mine, lately)).first() is not None


def held(database: Executes, key: int, now: datetime) -> Any:
    """A row that is good, by its number."""
    return database.execute(select(link_code).where(link_code.c.id == key, _good(now))).first()


def use(database: Executes, key: int, now: datetime) -> int | None:
    """Takes a code, once: whose it is; None where it is good no more."""
    taken = update(link_code).where(link_code.c.id == key, _good(now)).values(used_at=now)
    person_id: int | None = database.execute(taken.returning(link_code.c.person_id)).scalar()
    return person_id


def _good(now: datetime) -> Any:
    return link_code.c.used_at.is_(None) & (link_code.c.expires_at > now)


def _code() -> str:
    return str(FIRST + secrets.randbelow(COUNT))


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
