"""Help that advisers gave outside the chat and wrote down."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select

from storage.roles import Executes
from storage.tables import Help

help_ = Help.__table__  # type: ignore[attr-defined]


def of_person(database: Executes, person_id: int, count: int) -> Sequence[Any]:
    """What somebody wrote down last, the newest first."""
    mine = select(help_).where(help_.c.person_id == person_id)
    return list(database.execute(mine.order_by(help_.c.day.desc(), help_.c.id.desc()).limit(count)).all())


def sums(database: Executes, person_id: int, first: date, last: date) -> tuple[int, int]:
    """How often somebody helped from one day to another, both included, and for how many minutes."""
    mine = (help_.c.person_id == person_id) & help_.c.day.between(first, last)
    query = select(func.count(), func.coalesce(func.sum(help_.c.minutes), 0)).where(mine)
    row = database.execute(query).one()
    return row[0], row[1]
