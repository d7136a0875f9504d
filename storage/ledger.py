"""The ledger of reminders: who was told what and when, what became of it on the way, what they answered.

A line says by itself only that something was said. What the platform made of it stands in the outbox, under
the turn that said it; before that row is forgotten, its outcome is copied into the line.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, bindparam, case, func, insert, not_, or_, select, update

from storage.desk import inside
from storage.roles import Executes
from storage.tables import Conversation, Notice, Outbox, Person, Unit

notice = Notice.__table__  # type: ignore[attr-defined]
outbox = Outbox.__table__  # type: ignore[attr-defined]
conversation = Conversation.__table__  # type: ignore[attr-defined]
person = Person.__table__  # type: ignore[attr-defined]
unit = Unit.__table__  # type: ignore[attr-defined]

OVER = ("sent", "failed", "unknown")
"""States of a call that will not change any more."""
UNREACHABLE = "unreachable"
"""The error of what was never tried: its conversation can't be written to."""

# Writing


def note(database: Executes, **values: Any) -> int:
    """Adds a line and returns its id; `values` are columns of `Notice`. `number` is made here: the how
    manyth time this person is told of the same round of a deadline, for the same unit, as the same: what an
    officer hears as an author is not seen by others, and leaves no gap."""
    about = {**_NOWHERE, **values}
    same = (  # PostgreSQL looks up no IS NOT DISTINCT FROM in an index
        notice.c[name].is_(None) if about[name] is None else notice.c[name] == about[name] for name in _SAME
    )
    told = select(func.count() + 1).where(*same, notice.c.state.not_in(UNSAID)).scalar_subquery()
    row = insert(notice).values(**values, number=told)
    return int(database.execute(row.returning(notice.c.id)).scalar_one())


UNSAID = ("missed", "elsewhere")
"""States of lines that told nobody anything: another line, if any, says what was."""
_SAME = ("person_id", "role", "programme", "deadline", "round", "unit_id")
_NOWHERE: Mapping[str, Any] = {"deadline": "", "round": "", "unit_id": None}


def answer(
    database: Executes, notice_id: int, answer: str, person_id: int, now: datetime, data: Mapping[str, Any]
) -> bool:
    """Keeps what somebody answered (known | later | passed), when, and what belongs to it; False where there
    is no such line. The newest answer stands in the line, all of them, in order, in its data (`answers`)."""
    row = database.execute(select(notice.c.data).where(notice.c.id == notice_id).with_for_update()).first()
    if row is None:
        return False
    answers = [*row.data.get("answers", ()), [answer, person_id, now.isoformat()]]
    given = {"answer": answer, "answered_by": person_id, "answered_at": now}
    kept = {**row.data, **data, "answers": answers}
    database.execute(update(notice).where(notice.c.id == notice_id).values(**given, data=kept))
    return True


def same_message(database: Executes, notice_id: int) -> list[int]:
    """The lines of the message that a line belongs to, itself among them."""
    other = notice.alias()
    query = select(other.c.id).join(notice, _one_message(notice, other)).where(notice.c.id == notice_id)
    return list(database.execute(query.order_by(other.c.id)).scalars())


def _one_message(one: Any, other: Any) -> Any:
    said = (one.c.inbox_id == other.c.inbox_id) & (one.c.person_id == other.c.person_id)
    return or_(one.c.id == other.c.id, said)


_KEPT = (
    update(notice)
    .where(notice.c.id == bindparam("line"))
    .values(state=bindparam("outcome"), error=bindparam("why"), sent_at=bindparam("arrived"))
)


def keep_outcomes(database: Executes, calls: Collection[int]) -> None:
    """Copies what became of calls into the lines they said, before these rows of the outbox are deleted. Of a
    message of several calls the last one counts."""
    query = (
        select(notice.c.id, notice.c.at, notice.c.sent_at, outbox.c.state, outbox.c.error, *_TIMES)
        .join(notice, notice.c.inbox_id == outbox.c.inbox_id)
        .where(outbox.c.id.in_(calls), outbox.c.state.in_(OVER), notice.c.state == "said")
        .where(outbox.c.id == _newest_call(outbox.c.inbox_id))
    )
    rows = [
        {"line": row.id, "outcome": row.state, "why": row.error, "arrived": arrived(row)}
        for row in database.execute(query)
    ]
    if rows:
        database.execute(_KEPT, rows)


def moved(database: Executes, inbox_id: int, why: str) -> None:
    """A message could not be delivered, and is said in another chat: its lines tell both."""
    lines = (notice.c.inbox_id == inbox_id) & (notice.c.state == "said")
    database.execute(update(notice).where(lines).values(state="elsewhere", error=why))


_TIMES = (outbox.c.created_at.label("call_made"), outbox.c.sent_at.label("call_sent"))


def arrived(row: Any) -> datetime | None:
    """When the platform took a line, in business time; None where it did not. The outbox knows machine time
    only: how long it took counts from when the line was said."""
    kept: datetime | None = row.sent_at
    return row.at + (row.call_sent - row.call_made) if row.call_sent is not None else kept


def _newest_call(inbox_id: Any) -> Any:
    of_turn = outbox.alias()
    return select(func.max(of_turn.c.id)).where(of_turn.c.inbox_id == inbox_id).scalar_subquery()


# What became of it

_call, _lane = outbox.alias("call"), conversation.alias("lane")
_there = notice.c.state == "said"

STATE = case(
    (not_(_there), notice.c.state),
    (_call.c.id.is_(None), "failed"),
    (_call.c.state.in_(OVER), _call.c.state),
    (not_(_lane.c.reachable), "failed"),
    else_="waiting",
).label("outcome")
"""sent | waiting | failed | unknown | missed | elsewhere. Nothing is written for whom nothing can be sent to,
so a line without a call has failed."""
WHY = case(
    (not_(_there), notice.c.error),
    (_call.c.id.is_(None), UNREACHABLE),
    (_call.c.state.in_(OVER), _call.c.error),
    (not_(_lane.c.reachable), UNREACHABLE),
    else_="",
).label("why")
_CALL_TIMES = (_call.c.created_at.label("call_made"), _call.c.sent_at.label("call_sent"))


def _with_calls(*columns: Any) -> Select[Any]:
    mine = and_(_there, _call.c.id == _newest_call(notice.c.inbox_id))
    return (
        select(*columns)
        .select_from(notice)
        .outerjoin(_call, mine)
        .outerjoin(_lane, _lane.c.id == _call.c.conversation_id)
    )


# Reading


class About(NamedTuple):
    """A deadline as it came round once; all empty: words of officers that belong to none."""

    programme: str
    deadline: str
    round: str

    @property
    def here(self) -> Any:
        """The condition of its lines."""
        same = (notice.c.programme == self.programme) & (notice.c.deadline == self.deadline)
        return same & (notice.c.round == self.round)


_KEY = (notice.c.programme, notice.c.deadline, notice.c.round)


def rounds(database: Executes, tops: Collection[int]) -> Iterator[tuple[About, int]]:
    """The rounds of deadlines of which units at or below some were told, and a line of each. Hops from one to
    the next in the index: there are few of them among very many lines."""
    about = _next(database, None)
    while about is not None:
        seen = select(notice.c.id).where(about.here, within(tops)).limit(1)
        if (key := database.execute(seen).scalar()) is not None:
            yield about, int(key)
        about = _next(database, about)


def _next(database: Executes, last: About | None) -> About | None:
    """The round after one, in the order of the index: of the same deadline, else of the next one, else of the
    next programme. Asked apart, for SQLite looks up no comparison of rows in an index."""
    hop = select(*_KEY).order_by(*_KEY).limit(1)
    if last is None:
        row = database.execute(hop).first()
        return About(*row) if row else None
    for place in (2, 1, 0):
        same = [column == value for column, value in zip(_KEY[:place], last, strict=False)]
        row = database.execute(hop.where(*same, _KEY[place] > last[place])).first()
        if row is not None:
            return About(*row)
    return None


class Figures(NamedTuple):
    """How many lines say what somebody was told; what became of all, what was answered, and how many ask
    somebody above for support."""

    told: int
    states: Counter[str]
    answers: Counter[str]
    support: int


def figures(database: Executes, *which: Any) -> Figures:
    """Counts lines that meet some conditions."""
    by = (STATE, notice.c.kind, notice.c.answer)
    states, answers, support = Counter[str](), Counter[str](), 0
    for state, kind, said, count in database.execute(
        _with_calls(*by, func.count()).where(*which).group_by(*by)
    ):
        states[state] += count
        if said:
            answers[said] += count
        support += count if kind == "support" and state not in UNSAID else 0
    return Figures(states.total() - sum(states[name] for name in UNSAID), states, answers, support)


OFFICIAL = notice.c.role != "worker"
"""What officers may read. What workers are told of, a draft they have begun, is nobody's business but
theirs."""


def within(tops: Collection[int]) -> Any:
    """The condition of lines about units at or below some that their officers may read."""
    return notice.c.unit_id.in_(inside(tops)) & OFFICIAL


def units(
    database: Executes, tops: Collection[int], about: About, after: int, count: int
) -> Sequence[tuple[int, int]]:
    """Units at or below some that were told of a round, from a unit on, and with how many lines."""
    query = select(notice.c.unit_id, func.count()).where(about.here, within(tops), notice.c.unit_id > after)
    found = query.group_by(notice.c.unit_id).order_by(notice.c.unit_id).limit(count)
    return [(row[0], row[1]) for row in database.execute(found)]


def units_with(database: Executes, outcome: str, *which: Any) -> list[int]:
    """The units of lines that meet some conditions and came to an outcome."""
    found = _with_calls(notice.c.unit_id).where(*which, STATE.in_((outcome,))).distinct()
    return list(database.execute(found.order_by(notice.c.unit_id)).scalars())


_whose, _who = person.alias("whose"), person.alias("who")


def _lines() -> Select[Any]:
    columns = (*notice.c, STATE, WHY, *_CALL_TIMES, _whose.c.name.label("whose"), _who.c.name.label("who"))
    return (
        _with_calls(*columns)
        .join(_whose, _whose.c.id == notice.c.person_id)
        .outerjoin(_who, _who.c.id == notice.c.answered_by)
    )


def of_unit(database: Executes, unit_id: int, about: About | None, before: int, count: int) -> Sequence[Any]:
    """A page of the lines of one unit that officers may read, the newest first: of a round, or of all;
    `before` a line (0: from the newest on). Beside the columns of `Notice`: `outcome`, `why`, what `arrived`
    needs, the names of whom it was said to (`whose`) and of who answered (`who`)."""
    query = _lines().where(notice.c.unit_id == unit_id, OFFICIAL)
    if about is not None:
        query = query.where(about.here)
    if before:
        query = query.where(notice.c.id < before)
    return list(database.execute(query.order_by(notice.c.id.desc()).limit(count)))


def one(database: Executes, number: int) -> Any:
    """A line by its id, with the same columns; None where there is none."""
    return database.execute(_lines().where(notice.c.id == number)).first()


def everything(database: Executes, tops: Collection[int], about: About, most: int) -> Sequence[Any]:
    """The lines of a round about units at or below some, `most` of them, in the order of the tree and of
    time; with the unit's name and code (`unit_name`, `unit_code`)."""
    named = (unit.c.name.label("unit_name"), unit.c.code.label("unit_code"))
    query = _lines().join(unit, unit.c.id == notice.c.unit_id).add_columns(*named)
    mine = query.where(about.here, within(tops)).order_by(unit.c.path, notice.c.id)
    return list(database.execute(mine.limit(most)))
