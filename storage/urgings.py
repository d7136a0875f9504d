"""Rounds of urging (đôn đốc): whom a unit's word can reach, the rows that say it, what came of a round."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, insert, select

from storage import initiatives, ledger, roles
from storage.desk import inside
from storage.ledger import Figures, notice, person
from storage.people import chats as chats_of
from storage.queue import conversation
from storage.reminders import reminder
from storage.roles import Executes, invitation, role
from storage.store import Store
from storage.tables import Draft, Urging

urging = Urging.__table__  # type: ignore[attr-defined]
draft = Draft.__table__  # type: ignore[attr-defined]

KIND = "urged"
MANY = 5000  # people in one query
ON_THE_WAY = ("waiting", "fired")
"""States of a reminder whose turn is still to come."""


class Person(NamedTuple):
    """Somebody who can be written to, and where."""

    id: int
    conversation_id: int


@dataclass(slots=True)
class Reach:
    """Who can be told for each unit, and why nobody can: self (whoever urges sees to it), blocked (all have
    blocked the service), never (none has come here yet), invited (an invitation is open), none (nobody has a
    role), nobody (no one of the unit is here at all). `covered`: units where somebody stands in for an
    officer who is away, and is told instead. `blocked`: of units that blocked the service, who did."""

    people: dict[int, list[Person]] = field(default_factory=dict)
    why: dict[int, str] = field(default_factory=dict)
    blocked: dict[int, list[int]] = field(default_factory=dict)
    covered: set[int] = field(default_factory=set)


def reach(
    database: Executes, units: Iterable[int], top: int, person_id: int, now: datetime, today: date
) -> Reach:
    """Whom of some units below `top` a word of `person_id` can reach: their own officers."""
    known, found = _Known(database, top, now, today), Reach()
    for key in units:
        present, away = known.officers(key)
        # Where the one who stands in can't be reached, the other is told after all.
        people = known.reachable(present - {person_id}) or known.reachable(away - {person_id})
        if people:
            found.people[key] = people
            if away and people[0].id in present:
                found.covered.add(key)
        else:
            found.why[key] = "self" if person_id in present | away else known.why(key, present | away)
        if found.why.get(key) == "blocked":
            found.blocked[key] = known.met(present or away)
    return found


class _Known:
    """What the database says of the officers at or below a unit, in four queries."""

    def __init__(self, database: Executes, top: int, now: datetime, today: date) -> None:
        here = inside([top])
        mine = (role.c.role == "officer") & roles.valid(today) & role.c.unit_id.in_(here)
        columns = (role.c.id, role.c.unit_id, role.c.person_id, role.c.covers_id)
        self._roles: dict[int, list[Any]] = defaultdict(list)
        for row in database.execute(select(*columns).where(mine).order_by(role.c.id)):
            self._roles[row.unit_id].append(row)
        self._lanes = _lanes(database, select(role.c.person_id).where(mine))
        open_ = (invitation.c.role == "officer") & roles.usable(now) & invitation.c.role_id.is_(None)
        asked = select(invitation.c.unit_id).where(open_, invitation.c.unit_id.in_(here)).distinct()
        self._invited = set(database.execute(asked).scalars())
        named = (person.c.name != "") & person.c.unit_id.in_(here)
        self._peopled = set(database.execute(select(person.c.unit_id).where(named).distinct()).scalars())

    def officers(self, unit_id: int) -> tuple[set[int], set[int]]:
        """Those who are there, and those who are away and have somebody who stands in."""
        rows = self._roles.get(unit_id, ())
        covered = {row.covers_id for row in rows}
        present = {row.person_id for row in rows if row.id not in covered}
        return present, {row.person_id for row in rows} - present

    def reachable(self, people: Iterable[int]) -> list[Person]:
        """Those who can be written to."""
        return [Person(who, lane) for who in sorted(people) if (lane := self._lanes.get(who)) is not None]

    def met(self, people: Iterable[int]) -> list[int]:
        """Those who have come here."""
        return sorted(who for who in people if who in self._lanes)

    def why(self, unit_id: int, officers: Collection[int]) -> str:
        """Why nobody of a unit can be reached."""
        if officers:
            return "blocked" if self.met(officers) else "never"
        if unit_id in self._invited:
            return "invited"
        return "none" if unit_id in self._peopled else "nobody"


def _lanes(database: Executes, people: Any) -> dict[int, int | None]:
    """Of those who have come here: the conversation they can be written to in, if any."""
    rows = chats_of(database, people)
    return {row.person_id: row.id if row.reachable else None for row in rows}


def chats(database: Executes, people: Collection[Person]) -> dict[int, list[Any]]:
    """Channel and `heard_at` of all chats in which people can be written to: first the one in which they
    would be, then the newest."""
    meant = {one.id: one.conversation_id for one in people}
    columns = (conversation.c.person_id, conversation.c.id, conversation.c.channel, conversation.c.heard_at)
    query = select(*columns).where(conversation.c.reachable).order_by(conversation.c.id.desc())
    found: dict[int, list[Any]] = {key: [] for key in meant}
    ids = sorted(meant)
    for first in range(0, len(ids), MANY):
        some = ids[first : first + MANY]
        for row in database.execute(query.where(conversation.c.person_id.in_(some))):
            place = 0 if row.id == meant[row.person_id] else len(found[row.person_id])
            found[row.person_id].insert(place, row)
    return found


class Unfinished(NamedTuple):
    """Workers with registrations they have begun and not sent: those who can be told, and how many can't."""

    people: list[Person]
    unreachable: int


def with_drafts(database: Executes, top: int) -> Unfinished:
    """Of the people of a unit and all below. Who they are is nobody's business but theirs."""
    begun = (draft.c.form == "registration") & (draft.c.state == "open")
    theirs = (person.c.name != "") & person.c.unit_id.in_(inside([top]))
    query = select(person.c.id).join(draft, draft.c.person_id == person.c.id).where(begun, theirs).distinct()
    everyone, lanes = set(database.execute(query).scalars()), _lanes(database, query)
    people = [Person(who, lane) for who, lane in sorted(lanes.items()) if lane is not None]
    return Unfinished(people, len(everyone) - len(people))


# A round


def begin(connection: Connection, now: datetime, **values: Any) -> tuple[int, int]:
    """A new round: its id, and the how manyth of this unit it is about the same kind, deadline and round."""
    names = ("unit_id", "kind", "programme", "deadline", "round")
    counted = ":".join(("urging", *(str(values.get(name, "")) for name in names)))
    number = initiatives.next_number(Store(connection, now), counted)
    row = insert(urging).values(**values, number=number, at=now).returning(urging.c.id)
    return int(connection.execute(row).scalar_one()), number


def subject(urging_id: int, units: Sequence[int]) -> str:
    """What a row is about. The round comes first, in nine figures: then the rows of one are a range of an
    index, in whatever order the database sorts letters and points."""
    return ".".join((f"{urging_id:09}", *map(str, units)))


def _of(urging_id: int) -> Any:
    begin_, end = subject(urging_id, ()), subject(urging_id + 1, ())
    return (reminder.c.kind == KIND) & (reminder.c.subject >= begin_) & (reminder.c.subject < end)


def leave(connection: Connection, urging_id: int, told: Mapping[Person, Sequence[int]],
          due: Mapping[int, datetime]) -> None:  # fmt: skip
    """A row for everybody who is told, about all units of theirs at once (none: about themselves), due as
    `due` says for each person."""
    rows = [
        {
            "kind": KIND, "state": "waiting", "why": "", "conversation_id": one.conversation_id,
            "subject": f"{subject(urging_id, units)}/{one.id}", "due_at": due[one.id],
        }
        for one, units in told.items()
    ]  # fmt: skip
    if rows:
        connection.execute(insert(reminder), rows)


def remind(connection: Connection, kind: str, subject: str, conversation_id: int, due: datetime) -> None:
    """A row of another kind, e.g. to look later how far a round has come."""
    row = {"kind": kind, "subject": subject, "conversation_id": conversation_id, "due_at": due}
    connection.execute(insert(reminder).values(**row, state="waiting", why=""))


def one(database: Executes, urging_id: int) -> Any:
    """A round with the name of who began it (`who`); None where there is none."""
    query = select(urging, person.c.name.label("who")).join(person, person.c.id == urging.c.person_id)
    return database.execute(query.where(urging.c.id == urging_id)).first()


def latest(database: Executes, **same: Any) -> Any:
    """The last round with these values; None where there was none."""
    query = select(urging, person.c.name.label("who")).join(person, person.c.id == urging.c.person_id)
    mine = (urging.c[name] == value for name, value in same.items())
    return database.execute(query.where(*mine).order_by(urging.c.id.desc()).limit(1)).first()


def past(database: Executes, unit_id: int, first: int, count: int) -> Sequence[Any]:
    """A page of a unit's rounds, the newest first."""
    query = select(urging).where(urging.c.unit_id == unit_id).order_by(urging.c.id.desc())
    return list(database.execute(query.offset(first).limit(count)))


def waiting(database: Executes, urging_id: int) -> int:
    """How many people's turn is still to come."""
    query = select(func.count()).where(_of(urging_id), reminder.c.state.in_(ON_THE_WAY))
    return int(database.execute(query).scalar_one())


def is_told(database: Executes, urging_id: int, person_id: int) -> bool:
    """Whether somebody has a row of a round."""
    query = select(reminder.c.id).where(_of(urging_id), reminder.c.subject.like(f"%/{person_id}")).limit(1)
    return database.execute(query).first() is not None


def figures(database: Executes, urging_id: int) -> Figures:
    """What became of what was said."""
    return ledger.figures(database, notice.c.urging_id == urging_id)


def failed(database: Executes, urging_id: int) -> list[int]:
    """The units whose officers it did not reach on the way."""
    which = (notice.c.urging_id == urging_id) & notice.c.unit_id.is_not(None)
    return ledger.units_with(database, "failed", which)
