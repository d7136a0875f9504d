"""What the debts of units are computed from: counts for many units at once, a query for each kind of fact."""

from collections.abc import Collection, Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from storage import roles
from storage.desk import initiative, inside, role
from storage.roles import Executes

NOT_REVIEWED = ("sent", "forwarded", "answered", "contested")
"""States in which an officer has something to do."""


def initiatives(
    database: Executes, programme: str, tops: Collection[int], since: datetime | None
) -> Iterator[Any]:
    """How many initiatives were sent from some units and all below since a moment: (unit_id, status, whether
    they stand on the portal, how many). Withdrawn ones are left out."""
    posted = initiative.c.posted_on.is_not(None)
    by = (initiative.c.unit_id, initiative.c.status, posted)
    which = [
        initiative.c.programme == programme,
        initiative.c.status != "withdrawn",
        initiative.c.unit_id.in_(inside(tops)),
    ]
    if since is not None:
        which.append(initiative.c.sent_at >= since)
    yield from database.execute(select(*by, func.count()).where(*which).group_by(*by))


def not_reviewed(database: Executes, programme: str, tops: Collection[int]) -> dict[int, int]:
    """How many lie with each of some units and all below, and wait for an officer."""
    lies = (initiative.c.holder_id.in_(inside(tops))) & (initiative.c.programme == programme)
    query = select(initiative.c.holder_id, func.count()).where(lies, initiative.c.status.in_(NOT_REVIEWED))
    return {row[0]: row[1] for row in database.execute(query.group_by(initiative.c.holder_id))}


def people(database: Executes, tops: Collection[int], today: date) -> dict[tuple[int, str], int]:
    """How many officers and advisers some units and all below have, by unit and role."""
    mine = role.c.role.in_(("officer", "adviser")) & roles.valid(today) & role.c.unit_id.in_(inside(tops))
    by = (role.c.unit_id, role.c.role)
    query = select(*by, func.count(role.c.person_id.distinct())).where(mine).group_by(*by)
    return {(row[0], row[1]): row[2] for row in database.execute(query)}


def running(database: Executes, programme: str, unit_id: int, states: Collection[str]) -> Iterator[Any]:
    """What lies with a unit in some states: (code, status, answers, notes), the oldest first."""
    columns = [initiative.c[name] for name in ("code", "status", "answers", "notes")]
    mine = (initiative.c.holder_id == unit_id) & (initiative.c.programme == programme)
    yield from database.execute(
        select(*columns).where(mine, initiative.c.status.in_(states)).order_by(initiative.c.id)
    )


def examples(
    database: Executes, programme: str, tops: Collection[int], kind: str, since: datetime | None, limit: int
) -> list[str]:
    """The codes of some initiatives of a debt: `unposted`, `papers` or `review`, the oldest first."""
    which = {
        "unposted": (initiative.c.status == "recognised") & initiative.c.posted_on.is_(None),
        "papers": initiative.c.status == "asked",
        "review": initiative.c.status.in_(NOT_REVIEWED),
    }[kind]
    where_ = initiative.c.holder_id if kind == "review" else initiative.c.unit_id
    mine = (initiative.c.programme == programme) & where_.in_(inside(tops)) & which
    if since is not None and kind != "review":
        mine &= initiative.c.sent_at >= since
    query = select(initiative.c.code).where(mine).order_by(initiative.c.id).limit(limit)
    return list(database.execute(query).scalars())
