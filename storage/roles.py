"""Who is what within which unit, and the invitations that make somebody so."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple, Protocol

from sqlalchemy import insert, or_, select, update

from storage import audit
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
    """An invitation that is still open. `role_id`: the role that is handed over, or covered from `since` to
    `until`."""

    id: int
    role: str
    unit_id: int
    created_by: int | None = None
    role_id: int | None = None
    since: date | None = None
    until: date | None = None


def valid(today: date) -> Any:
    """A role that grants something on a day of Vietnam's calendar: not ended, and within its days if it is a
    cover."""
    return role.c.ended_at.is_(None) & in_days(today)


def in_days(today: date) -> Any:
    """A role that is no cover, or one for a day, whether or not it has ended."""
    begun = or_(role.c.since.is_(None), role.c.since <= today)
    return begun & or_(role.c.until.is_(None), role.c.until >= today)


def held(database: Executes, person_id: int, today: date) -> list[Held]:
    """The roles a person holds on a day, the oldest first; each once."""
    query = select(role.c.role, role.c.unit_id).where(role.c.person_id == person_id, valid(today))
    return list(dict.fromkeys(Held(*row) for row in database.execute(query.order_by(role.c.id))))


def lasting(database: Executes, person_id: int, held_: Held) -> bool:
    """Whether a person holds a role for good: covering it for a while does not count."""
    mine = (role.c.person_id == person_id) & (role.c.role == held_.role) & (role.c.unit_id == held_.unit_id)
    query = select(role.c.id).where(mine, role.c.ended_at.is_(None), role.c.until.is_(None))
    return database.execute(query).first() is not None


def holders(database: Executes, name: str, unit_id: int, today: date) -> list[int]:
    """The persons who hold a role in a unit on a day."""
    mine = (role.c.role == name) & (role.c.unit_id == unit_id) & valid(today)
    return list(dict.fromkeys(database.execute(select(role.c.person_id).where(mine)).scalars()))


def covering(database: Executes, number: int, today: date) -> int | None:
    """The person who stands in for a role on a day, the first of several."""
    covers = (role.c.covers_id == number) & valid(today)
    found = database.execute(select(role.c.person_id).where(covers).order_by(role.c.id)).first()
    return int(found[0]) if found else None


def grant(
    database: Executes,
    person_id: int,
    held: Held,
    by: str,
    now: datetime,
    since: date | None = None,
    until: date | None = None,
    covers_id: int | None = None,
) -> None:
    """From now on (a cover: within its days) the person holds a role. `by` is who granted it:
    `invitation:<id>`, `demo`."""
    values = {"person_id": person_id, "role": held.role, "unit_id": held.unit_id}
    cover = {"since": since, "until": until, "covers_id": covers_id}
    database.execute(insert(role).values(**values, **cover, granted_at=now, granted_by=by))


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


def end(
    database: Executes,
    number: int,
    now: datetime,
    person_id: int | None = None,
    kind: str = "ended",
    why: str = "",
) -> int | None:
    """From now on a role grants nothing: the number of what the log says of it; None where no such role is
    held. `person_id` is who ends it (nobody: an operator's command). Whoever covers it stops with it."""
    mine = update(role).where(role.c.id == number, role.c.ended_at.is_(None)).values(ended_at=now)
    row = database.execute(mine.returning(role.c.role, role.c.unit_id, role.c.person_id)).first()
    if row is None:
        return None
    about = {"role": row.role, "unit_id": row.unit_id, "about_id": row.person_id}
    data = {"why": why} if why else {}
    logged = audit.log(database, now, kind, person_id=person_id, data=data, **about)
    covers = select(role.c.id).where(role.c.covers_id == number, role.c.ended_at.is_(None))
    for cover in list(database.execute(covers.order_by(role.c.id)).scalars()):
        end(database, cover, now, person_id, why="uncovered")
    return logged


def revoke(database: Executes, code: str, now: datetime) -> bool:
    """From now on a code grants nothing; False where it is unknown, used or expired."""
    return withdraw(database, now, None, invitation.c.code_hash == code_hash(code)) > 0


def withdraw(database: Executes, now: datetime, person_id: int | None, *which: Any) -> int:
    """From now on some invitations grant nothing; how many they were. `which`: conditions; `person_id` is who
    revokes them (nobody: an operator's command)."""
    mine = update(invitation).where(usable(now), *which).values(revoked_at=now)
    rows = database.execute(mine.returning(invitation.c.id, invitation.c.role, invitation.c.unit_id)).all()
    told = [
        {"invitation_id": row.id, "role": row.role, "unit_id": row.unit_id, "person_id": person_id}
        for row in rows
    ]
    audit.log_all(database, now, "revoked", told)
    return len(rows)


def usable(now: datetime) -> Any:
    """An invitation that still grants something."""
    open_ = (invitation.c.used < invitation.c.uses) & invitation.c.revoked_at.is_(None)
    return open_ & (invitation.c.expires_at > now)


def new_code() -> str:
    """A readable code, e.g. K7MW-3RTX without its dash; at least one digit tells it from words."""
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        if any(letter.isdigit() for letter in code):
            return code


def code_hash(code: str) -> str:
    """What is kept of a code, however it was written."""
    return hashlib.sha256("".join(c for c in code.upper() if c.isalnum()).encode()).hexdigest()


def invite(
    database: Executes,
    code: str,
    held: Held,
    now: datetime,
    expires_at: datetime,
    created_by: int | None = None,
    **more: Any,
) -> int:
    """Keeps an invitation to a role and returns its number. `more`: `uses` (1 where it is not said), and
    `role_id`, `since`, `until` of a role that is handed over or covered."""
    values = {"role": held.role, "unit_id": held.unit_id, "created_at": now, "expires_at": expires_at}
    row = {**values, "code_hash": code_hash(code), "created_by": created_by, "uses": 1, "used": 0, **more}
    key = int(database.execute(insert(invitation).values(row).returning(invitation.c.id)).scalar_one())
    days = {name: row[name].isoformat() for name in ("since", "until") if row.get(name)}
    hand = {"hand": True} if row.get("role_id") is not None and not days else {}
    audit.log(
        database, now, "invited", person_id=created_by, invitation_id=key, role=held.role,
        unit_id=held.unit_id, data={"uses": row["uses"], **days, **hand},
    )  # fmt: skip
    return key


def invited(database: Executes, hashed: str, now: datetime) -> Guest | None:
    """The invitation of a code (by its checksum) that still grants something. One to a role that is handed
    over or covered grants nothing once that role has ended."""
    columns = (invitation.c[name] for name in Guest._fields)
    theirs = select(*columns).outerjoin(role, role.c.id == invitation.c.role_id)
    standing = or_(invitation.c.role_id.is_(None), role.c.ended_at.is_(None))
    row = database.execute(theirs.where(invitation.c.code_hash == hashed, usable(now), standing)).first()
    return Guest(*row) if row else None


def use(database: Executes, guest: Guest, person_id: int, now: datetime) -> int | None:
    """Grants the role of an invitation: the number of what the log says of it; None where somebody else was
    quicker. A role that is handed over ends for who held it."""
    if not _taken(database, guest, now):
        return None
    use_ = {"used": invitation.c.used + 1, "used_at": now, "used_by": person_id}
    database.execute(update(invitation).where(invitation.c.id == guest.id).values(use_))
    cover = guest.since is not None
    to = Held(guest.role, guest.unit_id)
    grant(
        database, person_id, to, f"invitation:{guest.id}", now,
        guest.since, guest.until, guest.role_id if cover else None,
    )  # fmt: skip
    about = {"invitation_id": guest.id, "role": guest.role, "unit_id": guest.unit_id, "about_id": person_id}
    data = {"since": guest.since.isoformat(), "until": str(guest.until)} if guest.since else {}
    kind = "covered" if cover else "granted"
    number = audit.log(database, now, kind, person_id=guest.created_by, data=data, **about)
    if guest.role_id is not None and not cover:
        end(database, guest.role_id, now, guest.created_by, "handed_over")
    return number


def _taken(database: Executes, guest: Guest, now: datetime) -> bool:
    """Locks an invitation, and the role that goes with it, until the commit: of guests who come at once only
    as many as it has uses find it open."""
    open_ = select(invitation.c.id).where(invitation.c.id == guest.id, usable(now)).with_for_update()
    if database.execute(open_).first() is None:
        return False
    if guest.role_id is None:
        return True
    held_ = select(role.c.id).where(role.c.id == guest.role_id, role.c.ended_at.is_(None)).with_for_update()
    return database.execute(held_).first() is not None
