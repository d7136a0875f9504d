"""Who is what within which unit, and the invitations that make somebody so."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from sqlalchemy import insert, select, update

from storage.tables import Invitation, Person, Role, Unit

role = Role.__table__  # type: ignore[attr-defined]
invitation = Invitation.__table__  # type: ignore[attr-defined]
person = Person.__table__  # type: ignore[attr-defined]
unit = Unit.__table__  # type: ignore[attr-defined]

ROLES = ("adviser", "officer", "council", "administrator")
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0/O, no 1/I: codes are read out on the telephone
LENGTH = 8


class Executes(Protocol):
    """A connection, or the store of a batch of turns."""

    def execute(self, statement: Any, parameters: Any = None, /) -> Any:
        """Runs a statement in the caller's transaction."""
        ...


class Held(NamedTuple):
    """A role that somebody holds now."""

    role: str
    unit_id: int


class Guest(NamedTuple):
    """An invitation that is still open."""

    id: int
    role: str
    unit_id: int


def held(database: Executes, person_id: int) -> list[Held]:
    """The roles a person holds, the oldest first."""
    query = select(role.c.role, role.c.unit_id).where(
        role.c.person_id == person_id, role.c.ended_at.is_(None)
    )
    return [Held(*row) for row in database.execute(query.order_by(role.c.id))]


def grant(database: Executes, person_id: int, held: Held, by: str, now: datetime) -> None:
    """From now on the person holds a role. `by` is who granted it: `invitation:<id>`, `demo`."""
    values = {"person_id": person_id, "role": held.role, "unit_id": held.unit_id}
    database.execute(insert(role).values(**values, granted_at=now, granted_by=by))


def standing(database: Executes, unit_id: int | None = None) -> Sequence[Any]:
    """The roles held now, of one unit or of all, with the names of people and the codes of units."""
    query = (
        select(role, person.c.name, unit.c.code)
        .join(person, person.c.id == role.c.person_id)
        .join(unit, unit.c.id == role.c.unit_id)
        .where(role.c.ended_at.is_(None))
    )
    mine = query if unit_id is None else query.where(role.c.unit_id == unit_id)
    return list(database.execute(mine.order_by(unit.c.code, role.c.id)).all())


def end(database: Executes, number: int, now: datetime) -> bool:
    """From now on a role grants nothing; False where no such role is held."""
    mine = (role.c.id == number) & role.c.ended_at.is_(None)
    return bool(database.execute(update(role).where(mine).values(ended_at=now)).rowcount)


def revoke(database: Executes, code: str, now: datetime) -> bool:
    """From now on a code grants nothing; False where it is unknown, used or expired."""
    mine = (invitation.c.code_hash == code_hash(code)) & invitation.c.used_at.is_(None)
    open_ = mine & (invitation.c.expires_at > now)
    return bool(database.execute(update(invitation).where(open_).values(expires_at=now)).rowcount)


def new_code() -> str:
    """A readable code, e.g. K7MW-3RTX without its dash; at least one digit tells it from words."""
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        if any(letter.isdigit() for letter in code):
            return code


def code_hash(code: str) -> str:
    """What is kept of a code, however it was written."""
    return hashlib.sha256("".join(c for c in code.upper() if c.isalnum()).encode()).hexdigest()


def invite(database: Executes, code: str, held: Held, now: datetime, expires_at: datetime) -> None:
    """Keeps an invitation to a role; its code grants it once."""
    values = {"role": held.role, "unit_id": held.unit_id, "created_at": now, "expires_at": expires_at}
    database.execute(insert(invitation).values(code_hash=code_hash(code), **values))


def invited(database: Executes, hashed: str, now: datetime) -> Guest | None:
    """The invitation of a code (by its checksum) that is neither used nor expired."""
    query = select(invitation.c.id, invitation.c.role, invitation.c.unit_id)
    mine = invitation.c.code_hash == hashed
    row = database.execute(
        query.where(mine, invitation.c.used_at.is_(None), invitation.c.expires_at > now)
    ).first()
    return Guest(*row) if row else None


def use(database: Executes, guest: Guest, person_id: int, now: datetime) -> bool:
    """Grants the role of an invitation; False where somebody else was quicker."""
    mine = (invitation.c.id == guest.id) & invitation.c.used_at.is_(None)
    used = database.execute(update(invitation).where(mine).values(used_at=now, used_by=person_id))
    if not used.rowcount:
        return False
    grant(database, person_id, Held(guest.role, guest.unit_id), f"invitation:{guest.id}", now)
    return True
