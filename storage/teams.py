"""How those who answer work, and how many they are in the units below."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select

from storage import roles
from storage.desk import inside, role, unit
from storage.roles import Executes, invitation
from storage.tables import Person, TeamPlan

plan = TeamPlan.__table__  # type: ignore[attr-defined]
person = Person.__table__  # type: ignore[attr-defined]


def plans(database: Executes, unit_ids: Collection[int]) -> dict[int, Any]:
    """The plans of some units that have one."""
    rows = database.execute(select(plan).where(plan.c.unit_id.in_(unit_ids)))
    return {row.unit_id: row for row in rows}


def members(database: Executes, name: str, unit_id: int, today: date) -> Sequence[Any]:
    """Who holds a role in a unit on a day: (person_id, name, `until`: the last day of the cover they are,
    `away`: the last day of their absence)."""
    cover, mine = role.alias("cover"), (role.c.role == name) & (role.c.unit_id == unit_id)
    covered = select(func.max(cover.c.until)).where(
        cover.c.covers_id == role.c.id, cover.c.ended_at.is_(None)
    )
    announced = select(func.max(invitation.c.until)).where(
        invitation.c.role_id == role.c.id, invitation.c.revoked_at.is_(None), invitation.c.since <= today,
        invitation.c.until >= today,
    )  # fmt: skip
    here = covered.where(cover.c.since <= today, cover.c.until >= today).scalar_subquery()
    away = func.coalesce(here, announced.scalar_subquery()).label("away")
    query = select(role.c.person_id, person.c.name, role.c.until, away)
    found = query.join(person, person.c.id == role.c.person_id).where(mine, roles.valid(today))
    return list({row.person_id: row for row in database.execute(found.order_by(role.c.id))}.values())


def too_small(
    database: Executes, tops: Collection[int], levels: Collection[str], least: int, today: date, first: int,
    count: int,
) -> tuple[Sequence[Any], int]:  # fmt: skip
    """A page of the open units of some levels, at or below some, with fewer advisers than they need:
    (unit_id, name, advisers); and how many there are."""
    mine = (role.c.role == "adviser") & roles.valid(today) & (role.c.unit_id == unit.c.id)
    have = select(func.count(role.c.person_id.distinct())).where(mine).scalar_subquery()
    wanted = unit.c.id.in_(inside(tops)) & unit.c.level.in_(levels) & unit.c.closed_on.is_(None)
    few = select(unit.c.id, unit.c.name, have.label("advisers")).where(wanted, have < least)
    total = database.execute(select(func.count()).select_from(few.subquery())).scalar() or 0
    return list(database.execute(few.order_by(unit.c.path).offset(first).limit(count)).all()), total
