"""What officers entered: activities, reports, duties that are done."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from storage.roles import Executes
from storage.tables import Initiative, Record

record = Record.__table__  # type: ignore[attr-defined]
initiative = Initiative.__table__  # type: ignore[attr-defined]


def of_unit(database: Executes, programme: str, unit_id: int) -> list[Any]:
    """The kind, key and round of everything a unit entered in a programme, the oldest first."""
    query = select(record.c.kind, record.c.key, record.c.round, record.c.sent_at)
    mine = (record.c.programme == programme) & (record.c.unit_id == unit_id)
    return list(database.execute(query.where(mine).order_by(record.c.id)).all())


def activities(database: Executes, programme: str, unit_ids: Collection[int], year: str) -> dict[str, int]:
    """How many activities of each kind some units held in a year."""
    query = select(record.c.key, func.count()).group_by(record.c.key)
    mine = (record.c.programme == programme) & (record.c.kind == "activity") & (record.c.round == year)
    rows = database.execute(query.where(mine, record.c.unit_id.in_(unit_ids)))
    return {row[0]: row[1] for row in rows}


def initiatives(
    database: Executes, programme: str, unit_ids: Collection[int], since: datetime, until: datetime
) -> int:
    """How many initiatives of some units were sent from a moment until before another; withdrawn ones do not
    count."""
    mine = (initiative.c.programme == programme) & (initiative.c.status != "withdrawn")
    sent = (initiative.c.sent_at >= since) & (initiative.c.sent_at < until)
    query = select(func.count()).where(mine, sent, initiative.c.unit_id.in_(unit_ids))
    return int(database.execute(query).scalar_one())
