"""What was decided about programmes: rows are only ever added, the newest of a subject holds."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, text

from storage.roles import Executes
from storage.tables import Person, ProgrammeDecision

decision = ProgrammeDecision.__table__  # type: ignore[attr-defined]
person = Person.__table__  # type: ignore[attr-defined]

STATE = "state"
OPEN, CLOSED = "open", "closed"
LOADED = "file loaded"  # why a programme takes part about which nobody has decided yet

NEWEST = select(func.max(decision.c.id))
_IN_TURN = text("LOCK TABLE programme_decision IN EXCLUSIVE MODE")


def newest(connection: Executes) -> int:
    """The number of the newest decision; a higher one than before means that something was decided."""
    return int(connection.execute(NEWEST).scalar() or 0)


def wait_turn(database: Executes, dialect: str) -> None:
    """From here to the end of the transaction nobody else decides: what is read now still holds when it is
    added to."""
    if dialect == "postgresql":
        # Numbers must become visible in their order, too: `newest` would miss a lower one that commits later.
        database.execute(_IN_TURN)


def decide(
    database: Executes,
    dialect: str,
    programme: str,
    subject: str,
    value: Any,
    reason: str,
    person_id: int | None,
    at: datetime,
) -> None:
    """Adds a decision. Nobody (`person_id`) is the service itself or an operator's command."""
    wait_turn(database, dialect)
    values = {"programme": programme, "subject": subject, "value": value, "reason": reason}
    database.execute(insert(decision).values(**values, person_id=person_id, at=at))


def in_force(database: Executes) -> dict[str, dict[str, Any]]:
    """What holds now, by programme and subject."""
    held: dict[str, dict[str, Any]] = defaultdict(dict)
    query = select(decision.c.programme, decision.c.subject, decision.c.value).order_by(decision.c.id)
    for row in database.execute(query):
        held[row.programme][row.subject] = row.value
    return dict(held)


def since(database: Executes, programme: str, number: int, person_id: int) -> Sequence[Any]:
    """What others than a person have decided about a programme after a decision (by its number), newest
    first, with the name of who did."""
    query = select(decision, person.c.name).outerjoin(person, person.c.id == decision.c.person_id)
    theirs = decision.c.person_id.is_(None) | (decision.c.person_id != person_id)
    mine = query.where(decision.c.programme == programme, decision.c.id > number, theirs)
    return list(database.execute(mine.order_by(decision.c.id.desc())).all())


def journal(database: Executes, programme: str, first: int, count: int) -> Sequence[Any]:
    """Decisions about a programme, the newest first, with the name of who made them (None for nobody)."""
    query = select(decision, person.c.name).outerjoin(person, person.c.id == decision.c.person_id)
    mine = query.where(decision.c.programme == programme).order_by(decision.c.id.desc())
    return list(database.execute(mine.offset(first).limit(count)).all())
