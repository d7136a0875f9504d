"""What officers entered: activities, reports, duties and steps that are done, targets of their own; and the
counts of initiatives that stand beside a report."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, time
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Select, bindparam, func, select, true

from storage import desk
from storage.roles import Executes
from storage.tables import Initiative, InitiativeEvent, Person, Record, Unit

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
record = Record.__table__  # type: ignore[attr-defined]
initiative = Initiative.__table__  # type: ignore[attr-defined]
happened = InitiativeEvent.__table__  # type: ignore[attr-defined]
unit = Unit.__table__  # type: ignore[attr-defined]
person = Person.__table__  # type: ignore[attr-defined]

Days = tuple[date, date]
"""From the first day inside to the first one outside, on Vietnam's calendar."""


def of_unit(database: Executes, programme: str, unit_id: int) -> Sequence[Any]:
    """Everything a unit entered in a programme, the oldest first."""
    mine = (record.c.programme == programme) & (record.c.unit_id == unit_id)
    return list(database.execute(select(record).where(mine).order_by(record.c.id)).all())


def replaced(rows: Iterable[Any]) -> set[int]:
    """The records, of rows with the oldest first, in whose place another was entered for the same round: the
    newest counts, all are kept."""
    last: dict[tuple[Any, ...], int] = {}
    over = set()
    for row in rows:
        what = (row.programme, row.unit_id, row.kind, row.key, row.round)
        if what in last and (row.answers.get("again") or row.kind in ("step", "target")):
            over.add(last[what])
        last[what] = row.id
    return over


def one(database: Executes, number: int) -> Any | None:
    """A record with the name of who entered it."""
    query = select(record, person.c.name).join(person, person.c.id == record.c.person_id)
    return database.execute(query.where(record.c.id == number)).first()


# What many units have done


SHOWING = ("report", "duty", "step", "nil")
"""Kinds of records that show that something is done."""
Units = Collection[int] | Select[Any] | None


def done(database: Executes, programme: str, units: Units = None) -> set[tuple[int, str, str, str]]:
    """What counts as done, as (unit, kind, key, round): reports, duties, steps, that there is nothing this
    time; of all units, or of some (their numbers, or a query for them). What was taken back does not count.
    """
    undone = record.c.answers["undone"].as_boolean()
    query = select(record.c.unit_id, record.c.kind, record.c.key, record.c.round, undone)
    kinds = record.c.kind.in_(SHOWING)
    mine = (record.c.programme == programme) & kinds & _of(units)
    rows = database.execute(query.where(mine).order_by(record.c.id))
    last = {(row[0], row[1], row[2], row[3]): row[4] for row in rows}
    return {what for what, taken_back in last.items() if not taken_back}


def figures(database: Executes, programme: str, units: Units = None) -> dict[tuple[int, str, str], int]:
    """The figures that were set, by (unit, key, round): the one that was entered last."""
    figure = record.c.answers["figure"].as_integer()
    query = select(record.c.unit_id, record.c.key, record.c.round, figure)
    mine = (record.c.programme == programme) & (record.c.kind == "target") & _of(units)
    rows = database.execute(query.where(mine).order_by(record.c.id))
    return {(row[0], row[1], row[2]): row[3] for row in rows}


class Sent(NamedTuple):
    """A report that was sent. `nil`: it says that there was nothing to report."""

    id: int
    unit_id: int
    round: str
    nil: bool
    sent_at: datetime


def reports(database: Executes, programme: str, key: str, round_: str | None = None) -> list[Sent]:
    """The reports of a kind that count, of one round or of all: of each unit and round the last one."""
    columns = (record.c.id, record.c.unit_id, record.c.round)
    query = select(*columns, record.c.answers["anything"].as_boolean(), record.c.sent_at)
    mine = (record.c.programme == programme) & (record.c.kind == "report") & (record.c.key == key)
    if round_ is not None:
        mine &= record.c.round == round_
    rows = database.execute(query.where(mine).order_by(record.c.id))
    last = {(row[1], row[2]): Sent(row[0], row[1], row[2], row[3] is False, row[4]) for row in rows}
    return list(last.values())


def _of(units: Units) -> Any:
    if units is None:
        return true()
    if isinstance(units, Select):
        return record.c.unit_id.in_(units)
    many: Any = bindparam(None, list(units), expanding=True, literal_execute=True)  # there may be thousands
    return record.c.unit_id.in_(many)


# What stands beside a report


def activities(database: Executes, programme: str, top: int | None, round_: str) -> dict[str, int]:
    """How many activities of each kind a unit and all below it (without one: all units) held in a year, in a
    month ("2022-05"), or at all ("")."""
    query = select(record.c.key, func.count()).group_by(record.c.key)
    mine = (record.c.programme == programme) & (record.c.kind == "activity")
    if round_:
        mine &= record.c.round == round_[:4]
    if len(round_) > 4:
        mine &= record.c.answers["held_on"].as_string().startswith(round_, autoescape=True)
    rows = database.execute(query.where(mine, _at_or_below(record.c.unit_id, top)))
    return {row[0]: row[1] for row in rows}


class Counts(NamedTuple):
    """How many initiatives were sent, recognised, and entered on the portal: never one for another. Withdrawn
    ones do not count."""

    sent: int
    recognised: int
    posted: int


def initiatives(database: Executes, programme: str, top: int | None, days: Days | None = None) -> Counts:
    """The three counts of a unit and all below it (without one: of all units); with `days`, of what was sent,
    recognised, entered on the portal on these days."""
    kept = (initiative.c.programme == programme) & (initiative.c.status != "withdrawn")
    mine = kept & _at_or_below(initiative.c.unit_id, top)
    if days is None:
        by = (initiative.c.status, initiative.c.posted_on.is_not(None))
        rows = database.execute(select(*by, func.count()).where(mine).group_by(*by)).all()
        return Counts(
            sum(row[2] for row in rows),
            sum(row[2] for row in rows if row[0] == "recognised"),
            sum(row[2] for row in rows if row[1]),
        )
    first, last = (datetime.combine(day, time(), ZONE) for day in days)
    sent = (initiative.c.sent_at >= first) & (initiative.c.sent_at < last)
    posted = (initiative.c.posted_on >= days[0]) & (initiative.c.posted_on < days[1])
    told = (happened.c.kind == "recognised") & (happened.c.at >= first) & (happened.c.at < last)
    recognised = (
        select(func.count(func.distinct(initiative.c.id)))
        .join(happened, happened.c.initiative_id == initiative.c.id)
        .where(mine, initiative.c.status == "recognised", told)
    )
    counts = (select(func.count()).where(mine, sent), recognised, select(func.count()).where(mine, posted))
    return Counts(*(int(database.execute(query).scalar_one()) for query in counts))


def _at_or_below(column: Any, top: int | None) -> Any:
    return true() if top is None else column.in_(desk.inside([top]))
