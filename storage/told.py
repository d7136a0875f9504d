"""What the ledger says of units for one round of a deadline: how often they were told, whether somebody
answered, who above was asked to help."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select

from storage.desk import inside
from storage.ledger import notice
from storage.queue import outbox
from storage.roles import Executes

SAID = ("said", "sent", "unknown")
OWN = ("reminder", "urged")
"""What a unit's own officers are told; the rest goes to those above."""


@dataclass(slots=True)
class Told:
    """`told`: how often its officers were; `last`: when for the last time. `answered`: somebody said "đã rõ".
    `asked`: the units above whose officers were asked to help."""

    told: int = 0
    last: datetime | None = None
    answered: bool = False
    asked: set[int] = field(default_factory=set)


def of_round(database: Executes, round_: tuple[str, str, str], top: int, before: datetime) -> dict[int, Told]:
    """Of every unit at or below one: programme, deadline and round are given; what those above were asked
    since `before` does not count yet."""
    about = zip((notice.c.programme, notice.c.deadline, notice.c.round), round_, strict=True)
    mine = [column == value for column, value in about]
    names = ("unit_id", "kind", "role", "state", "answer", "at", "data")
    columns = [notice.c[name] for name in names]
    found: dict[int, Told] = {}
    for row in database.execute(select(*columns).where(*mine, notice.c.unit_id.in_(inside([top])))):
        told = found.setdefault(row.unit_id, Told())
        if row.kind in OWN and row.role == "officer" and row.state in SAID:
            told.told += 1
            told.last = max(told.last or row.at, row.at)
            told.answered |= row.answer == "known"
        elif row.kind == "support" and row.at < before:
            told.asked.add(row.data["at"])
    return found


def since(database: Executes, person_id: int, moment: datetime) -> int:
    """How many messages of the ledger somebody was sent since a moment."""
    mine = (notice.c.person_id == person_id) & (notice.c.at >= moment) & notice.c.state.in_(SAID)
    query = select(func.count(notice.c.inbox_id.distinct())).where(mine)
    return int(database.execute(query).scalar_one())


def passed(database: Executes, round_: tuple[str, str, str], person_id: int, unit_id: int) -> bool:
    """Whether somebody has said that a round is not in their charge for a unit."""
    about = zip((notice.c.programme, notice.c.deadline, notice.c.round), round_, strict=True)
    mine = [column == value for column, value in about]
    said = (notice.c.person_id == person_id) & (notice.c.unit_id == unit_id) & (notice.c.answer == "passed")
    return database.execute(select(notice.c.id).where(*mine, said).limit(1)).first() is not None


def to_answer(database: Executes, person_id: int, since: datetime) -> int | None:
    """The newest line that was said to somebody since a moment and not answered; else the newest at all. Not
    one that never reached them: nobody answers what they have not read."""
    mine = (notice.c.person_id == person_id) & (notice.c.at >= since)
    calls = select(outbox.c.id).where(outbox.c.inbox_id == notice.c.inbox_id)
    lost = (
        calls.where(outbox.c.state == "failed").exists() & ~calls.where(outbox.c.state != "failed").exists()
    )
    query = (
        select(notice.c.id)
        .where(mine, notice.c.state.in_(SAID), ~lost)
        .order_by(notice.c.answer != "", notice.c.id.desc())
    )
    number: int | None = database.execute(query.limit(1)).scalar()
    return number
