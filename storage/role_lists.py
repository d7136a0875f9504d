"""Lists for those who see to it that every unit has its people: who holds which role, which invitations are
open, which units have nobody; and invitations for many units at once.

All of them are about open units: a role in a closed one grants nothing.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, insert, or_, select

from storage import audit, roles
from storage.audit import below_any
from storage.roles import Executes, invitation, person, role, unit

LISTED = "listed"
"""What the log notes of invitations that were made for many units at once: a later list takes their place."""


def _roles(today: date) -> Select[Any]:
    """Roles that are held or, as covers, will be."""
    return (
        select(role, person.c.name, unit.c.code, unit.c.name.label("unit_name"))
        .join(person, person.c.id == role.c.person_id)
        .join(unit, unit.c.id == role.c.unit_id)
        .where(role.c.ended_at.is_(None), or_(role.c.until.is_(None), role.c.until >= today))
    )


def _within(query: Select[Any], tops: Collection[int]) -> Select[Any]:
    """Of open units that are some, or below them: asked of each row's own unit, for there are far fewer roles
    than units."""
    return query.where(below_any(unit, tops), unit.c.closed_on.is_(None))


def _page(database: Executes, query: Select[Any], first: int, count: int) -> Sequence[Any]:
    return list(database.execute(query.offset(first).limit(count)).all()) if count else []


def _counted(database: Executes, query: Select[Any]) -> int:
    counted = query.with_only_columns(func.count(), maintain_column_froms=True)
    return int(database.execute(counted).scalar_one())


def standing(
    database: Executes, tops: Collection[int], today: date, first: int, count: int
) -> tuple[Sequence[Any], int]:
    """A page of the roles within some units and all below them, from the top of the tree downwards; and how
    many there are."""
    found = _within(_roles(today), tops)
    return _page(database, found.order_by(unit.c.path, role.c.id), first, count), _counted(database, found)


def one(database: Executes, role_id: int, today: date) -> Any:
    """A role that is held, with its holder's and its unit's names; None where there is none."""
    return database.execute(_roles(today).where(role.c.id == role_id)).first()


def own(database: Executes, person_id: int, today: date) -> Sequence[Any]:
    """What somebody holds, in closed units too: there it can still be left."""
    return list(database.execute(_roles(today).where(role.c.person_id == person_id).order_by(role.c.id)))


def _invitations(now: datetime) -> Select[Any]:
    return (
        select(invitation, unit.c.code, unit.c.name.label("unit_name"), person.c.name.label("inviter"))
        .join(unit, unit.c.id == invitation.c.unit_id)
        .outerjoin(person, person.c.id == invitation.c.created_by)
        .outerjoin(role, role.c.id == invitation.c.role_id)
        .where(roles.usable(now), or_(invitation.c.role_id.is_(None), role.c.ended_at.is_(None)))
    )


def invitations(
    database: Executes, tops: Collection[int], now: datetime, first: int, count: int
) -> tuple[Sequence[Any], int]:
    """A page of the open invitations within some units and all below them, the newest first; and how many
    there are."""
    found = _within(_invitations(now), tops)
    return _page(database, found.order_by(invitation.c.id.desc()), first, count), _counted(database, found)


def invitation_of(database: Executes, number: int, now: datetime) -> Any:
    """An open invitation by its number; None where there is none."""
    return database.execute(_invitations(now).where(invitation.c.id == number)).first()


def about_role(database: Executes, role_id: int, now: datetime) -> Sequence[Any]:
    """The open invitations by which a role is handed over or covered."""
    return list(database.execute(_invitations(now).where(invitation.c.role_id == role_id)).all())


def others(
    database: Executes, name: str, lineage: Collection[int], today: date, without: int
) -> Sequence[int]:
    """The persons who hold a role in one of some open units on a day, the role `without` left aside."""
    mine = (role.c.role == name) & (role.c.unit_id.in_(lineage)) & roles.valid(today)
    query = select(role.c.person_id).join(unit, unit.c.id == role.c.unit_id)
    open_ = (role.c.id != without) & unit.c.closed_on.is_(None)
    return list(database.execute(query.where(mine, open_).distinct()).scalars())


def units_below(
    database: Executes,
    top: int,
    levels: Collection[str],
    today: date,
    without_officer: bool = True,
    most: int | None = None,
) -> Sequence[Any]:
    """The open units of some levels below one, itself among them: all, or those without an officer of their
    own; `most` of them. In the order of the tree."""
    path = database.execute(select(unit.c.path).where(unit.c.id == top)).scalar() or ""
    within = (unit.c.path >= path) & (unit.c.path < path[:-1] + "0")  # one range of its index
    query = select(unit.c.id, unit.c.code, unit.c.name, unit.c.workplace, unit.c.locality)
    attended = select(role.c.id).where(
        role.c.unit_id == unit.c.id, role.c.role == "officer", roles.valid(today)
    )
    found = query.where(within, unit.c.level.in_(levels), unit.c.closed_on.is_(None))
    if without_officer:
        found = found.where(~attended.correlate(unit).exists())
    return list(database.execute(found.order_by(unit.c.path).limit(most)).all())


def invite_all(
    database: Executes,
    codes: Mapping[int, str],
    name: str,
    now: datetime,
    expires_at: datetime,
    created_by: int | None = None,
) -> int:
    """Keeps an invitation to a role for each of some units, by their codes; how many unused ones of earlier
    lists, for the same role and units, grant nothing any more: one code is good for each unit."""
    earlier = list(database.execute(_earlier(codes, name)))
    former = [row.invitation_id for row in earlier if row.data.get(LISTED)]
    gone = roles.withdraw(database, now, created_by, invitation.c.id.in_(former)) if former else 0
    made = {"role": name, "created_at": now, "expires_at": expires_at, "created_by": created_by,
            "uses": 1, "used": 0}  # fmt: skip
    rows = [
        {**made, "unit_id": unit_id, "code_hash": roles.code_hash(code)} for unit_id, code in codes.items()
    ]
    new = insert(invitation).returning(invitation.c.id, invitation.c.unit_id)
    kept = database.execute(new, rows).all() if rows else []
    logged = {"role": name, "person_id": created_by, "data": {"uses": 1, LISTED: True}}
    told = [{**logged, "invitation_id": row.id, "unit_id": row.unit_id} for row in kept]
    audit.log_all(database, now, "invited", told)
    return gone


def _earlier(codes: Mapping[int, str], name: str) -> Select[Any]:
    """What the log says of unused invitations to a role in some units."""
    theirs = (invitation.c.unit_id.in_(list(codes))) & (invitation.c.role == name)
    query = select(audit.audit.c.invitation_id, audit.audit.c.data)
    query = query.join(invitation, invitation.c.id == audit.audit.c.invitation_id)
    return query.where(audit.audit.c.kind == "invited", theirs, invitation.c.used == 0)
