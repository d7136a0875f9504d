"""Questions counted: of some units and all below, from one moment to another."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import case, func, select

from storage.desk import inside, unit
from storage.helps import help_
from storage.ideas import idea
from storage.roles import Executes
from storage.tickets import person, ticket


@dataclass(frozen=True, slots=True)
class Asked:
    """Questions asked from a moment until before another, which lie with some units or below; and what was
    done meanwhile, on the days from `first_day` to before `last_day`."""

    tops: Sequence[int]
    first: datetime
    last: datetime
    first_day: date
    last_day: date

    @property
    def tickets(self) -> Any:
        """The condition on questions."""
        asked = (ticket.c.asked_at >= self.first) & (ticket.c.asked_at < self.last)
        merged = ticket.c.state != "merged"
        below = inside(self.tops).where(unit.c.id == ticket.c.desk_id)
        return (
            asked & merged & below.correlate(ticket).exists()
        )  # the month goes first: it has fewer questions than a tree

    @property
    def ideas(self) -> Any:
        """The condition on ideas."""
        return (idea.c.opened_at >= self.first) & (idea.c.opened_at < self.last)

    def days(self, unit_ids: Any) -> Any:
        """The condition on help that was written down."""
        return help_.c.unit_id.in_(unit_ids) & (help_.c.day >= self.first_day) & (help_.c.day < self.last_day)


_IN_TIME = func.sum(case((ticket.c.answered_at <= ticket.c.due, 1), else_=0))
_SETTLED = func.sum(case((ticket.c.settled_at <= ticket.c.settle_by, 1), else_=0))


@dataclass(slots=True)
class Sums:
    """Questions by state and by what they are about; how many have an answer, and how many of them in time;
    how many are settled, and in time."""

    states: dict[str, int] = field(default_factory=dict)
    topics: dict[str, int] = field(default_factory=dict)
    answered: int = 0
    in_time: int = 0
    settled: int = 0
    settled_in_time: int = 0


def sums(database: Executes, asked: Asked) -> Sums:
    """All of them, in one look at the questions."""
    by = (ticket.c.state, ticket.c.topic)
    query = select(
        *by, func.count().label("number"), func.count(ticket.c.answered_at).label("answered"),
        func.coalesce(_IN_TIME, 0).label("in_time"), func.count(ticket.c.settled_at).label("settled"),
        func.coalesce(_SETTLED, 0).label("settled_in_time"),
    ).where(asked.tickets)  # fmt: skip
    found = Sums()
    for row in database.execute(query.group_by(*by)):
        found.states[row.state] = found.states.get(row.state, 0) + row.number
        if row.topic:
            found.topics[row.topic] = found.topics.get(row.topic, 0) + row.number
        for name in ("answered", "in_time", "settled", "settled_in_time"):
            setattr(found, name, getattr(found, name) + getattr(row, name))
    return found


def by_unit(database: Executes, asked: Asked, most: int) -> Sequence[Any]:
    """Unit by unit, those with most first: (desk_id, name, count, answered, in_time, open)."""
    still = func.sum(case((ticket.c.state.in_(("waiting", "taken")), 1), else_=0))
    query = select(
        ticket.c.desk_id, unit.c.name, func.count().label("count"),
        func.count(ticket.c.answered_at).label("answered"), func.coalesce(_IN_TIME, 0).label("in_time"),
        still.label("open"),
    ).join(unit, unit.c.id == ticket.c.desk_id)  # fmt: skip
    grouped = query.where(asked.tickets).group_by(ticket.c.desk_id, unit.c.name)
    return list(database.execute(grouped.order_by(func.count().desc(), ticket.c.desk_id).limit(most)).all())


@dataclass(slots=True)
class Adviser:
    """What somebody of a team did."""

    name: str
    taken: int = 0
    answered: int = 0
    helped: int = 0
    minutes: int = 0
    ideas: int = 0
    registered: int = 0


def by_person(database: Executes, asked: Asked, units: Collection[int]) -> list[Adviser]:
    """What everybody of some units did, by name; of these units alone, never of those below."""
    found: dict[int, Adviser] = {}

    def of(row: Any) -> Adviser:
        return found.setdefault(row.person_id, Adviser(row.name))

    def named(table: Any, column: Any, *what: Any) -> Any:
        query = select(column.label("person_id"), person.c.name, *what)
        return query.select_from(table).join(person, person.c.id == column).group_by(column, person.c.name)

    asking = named(ticket, ticket.c.adviser_id, func.count(), func.count(ticket.c.answered_at))
    for row in database.execute(asking.where(asked.tickets, ticket.c.desk_id.in_(units))):
        of(row).taken, of(row).answered = row[2], row[3]
    helping = named(help_, help_.c.person_id, func.count(), func.sum(help_.c.minutes))
    for row in database.execute(helping.where(asked.days(units))):
        of(row).helped, of(row).minutes = row[2], row[3]
    done = func.sum(case((idea.c.state == "registered", 1), else_=0))
    having = named(idea, idea.c.adviser_id, func.count(), done)
    for row in database.execute(having.where(idea.c.desk_id.in_(units), asked.ideas)):
        of(row).ideas, of(row).registered = row[2], row[3]
    return sorted(found.values(), key=lambda one: one.name)


def helped(database: Executes, asked: Asked) -> tuple[int, int]:
    """How often help was written down, and how many minutes of it."""
    query = select(func.count(), func.coalesce(func.sum(help_.c.minutes), 0))
    row = database.execute(query.where(asked.days(inside(asked.tops)))).one()
    return row[0], row[1]


def ideas(database: Executes, asked: Asked) -> tuple[int, int]:
    """How many ideas came, and how many of them are registered."""
    done = func.coalesce(func.sum(case((idea.c.state == "registered", 1), else_=0)), 0)
    query = select(func.count(), done).where(idea.c.desk_id.in_(inside(asked.tops)), asked.ideas)
    row = database.execute(query).one()
    return row[0], row[1]


def lines(database: Executes, asked: Asked, most: int) -> Sequence[Any]:
    """Every question, without its words and without who asked, the oldest first."""
    columns = [ticket.c[name] for name in LINE]
    query = select(*columns, unit.c.name.label("unit")).join(unit, unit.c.id == ticket.c.desk_id)
    return list(database.execute(query.where(asked.tickets).order_by(ticket.c.id).limit(most)).all())


LINE = (
    "number", "desk_id", "state", "topic", "asked_at", "due", "answered_at", "settle_by", "settled_at",
    "closed_at",
)  # fmt: skip


def log(database: Executes, asked: Asked, units: Collection[int], most: int) -> Sequence[Any]:
    """The help that was written down in some units, by day."""
    query = select(help_, person.c.name, unit.c.name.label("unit"), ticket.c.number)
    joined = query.join(person, person.c.id == help_.c.person_id).join(unit, unit.c.id == help_.c.unit_id)
    found = joined.outerjoin(ticket, ticket.c.id == help_.c.ticket_id).where(asked.days(units))
    return list(database.execute(found.order_by(help_.c.day, help_.c.id).limit(most)).all())
