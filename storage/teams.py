"""How those who answer work, and how many they are in the units below."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import func, select

from storage import roles
from storage.desk import end_of, role, unit
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


class Small(NamedTuple):
    """A unit whose team is too small."""

    id: int
    name: str
    advisers: int


def too_small(
    database: Executes, top: int, levels: Collection[str], least: int, today: date, first: int, count: int
) -> tuple[list[Small], int]:
    """A page of the open units of some levels, at or below one, that have fewer advisers than they need; and
    how many there are."""
    number = func.count(role.c.person_id.distinct())
    advisers = select(role.c.unit_id, number).where(role.c.role == "adviser", roles.valid(today))
    by_unit = advisers.group_by(role.c.unit_id)
    enough = by_unit.with_only_columns(role.c.unit_id).having(number >= least)
    above = unit.alias()
    path = select(above.c.path).where(above.c.id == top).scalar_subquery()
    end = select(end_of(above.c.path)).where(above.c.id == top).scalar_subquery()
    below = (unit.c.path >= path) & (unit.c.path < end)  # in the order of an index: a page ends early
    few = below & unit.c.level.in_(levels) & unit.c.closed_on.is_(None) & unit.c.id.not_in(enough)
    total = database.execute(select(func.count()).select_from(unit).where(few)).scalar() or 0
    page = select(unit.c.id, unit.c.name).where(few).order_by(unit.c.path).offset(first).limit(count)
    rows = database.execute(page).all()
    have = {r[0]: r[1] for r in database.execute(by_unit.where(role.c.unit_id.in_([r[0] for r in rows])))}
    return [Small(row[0], row[1], have.get(row[0], 0)) for row in rows], total
