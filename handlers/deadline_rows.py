"""Reminders of a programme's deadlines as rows: made ahead for a recipient, and what a row means when due.

A date an officer has changed since, a role that has ended, a clock that was moved are all seen then.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from handlers.service import Service
from handlers.turn import ZONE, Turn, today_of
from programmes.calendar import Occurrence, nudges, occurrences, reminder_day
from programmes.model import Deadline, Programme, Role
from storage import people, reminders, roles
from storage.tables import Reminder

KIND = reminders.DEADLINE
AT: dict[Role, time] = {
    "worker": time(17, 0),  # phones are banned on the line
    "adviser": time(17, 0),  # workers too
    "officer": time(8, 0),  # from 11:30 to 13:30 they rest
}
LATER = "later"  # in place of an offset: somebody wished to be reminded again
HELP = "help"  # a number follows: officers above are asked to help, for the first time, the second …
REACH = timedelta(days=400)

Day = tuple[date, Occurrence, str]
"""A day on which somebody is reminded, of what, and which of its reminders it is."""
PUT_OFF = "put off to a better hour"
MOVED = "the date has moved"
SUPERSEDED = "a later one speaks"
OVER = "the day is over"
PUT_OFF_BY = timedelta(days=21)  # at most: over Tết
CLOSED = "the programme is closed"
ROLE = "the role has ended"
GONE = "somebody else speaks here"


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who is reminded, where they are written to, and as what within which unit."""

    conversation_id: int
    person_id: int
    role: Role
    unit_id: int


@dataclass(frozen=True, slots=True)
class About:
    """What a reminder that falls due is about. `help`: the how manyth time those above are asked; None where
    somebody is reminded of their own."""

    programme: Programme
    deadline: Deadline
    occurrence: Occurrence
    to: Recipient
    level: str | None
    offset: str = ""

    @property
    def help(self) -> int | None:
        """Which of the days of `Deadline.support` it is."""
        return int(self.offset.removeprefix(HELP)) if self.offset.startswith(HELP) else None


def level_of(service: Service, unit_id: int) -> str | None:
    """The level of a unit in the union tree."""
    place = service.places.get(unit_id)
    return place.level if place else None


def moment(day: date, role: Role) -> datetime:
    """When a role is reminded on a day: when its people can read and act."""
    return datetime.combine(day, AT[role], ZONE)


def subject_of(programme: str, deadline: str, round_: str, offset: str, to: Recipient) -> str:
    """What a row is about; with its moment it is one."""
    return "/".join(map(str, (programme, deadline, round_, offset, to.role, to.person_id, to.unit_id)))


def plan(service: Service, programme: Programme, to: Recipient, first: date, last: date) -> list[Reminder]:
    """The reminders a recipient gets from the first to the last day, not stored yet. Stored twice they are
    one: kind, subject and moment are unique."""
    above = to.unit_id in service.branches
    days = days_of(programme, to.role, level_of(service, to.unit_id), above, first, last)
    return [
        Reminder(
            kind=KIND,
            subject=subject_of(programme.key, occurrence.deadline, occurrence.round, offset, to),
            conversation_id=to.conversation_id,
            due_at=moment(day, to.role),
        )
        for day, occurrence, offset in days
        if concerns(service, programme, programme.deadline(occurrence.deadline), to, offset)
    ]


def days_of(
    programme: Programme, role: Role, level: str | None, above: bool, first: date, last: date
) -> list[Day]:
    """The days on which a role at a level is reminded of something; `above`: there are units below theirs."""
    days = [
        (nudge.day, nudge.occurrence, str(nudge.offset))
        for nudge in nudges(programme, first, last, role, level)
    ]
    return days + _support(programme, first, last) if role == "officer" and above else days


def _support(programme: Programme, first: date, last: date) -> list[Day]:
    """The days on which officers are asked to help units below; counted from the plan's own day."""
    return [
        (day, occurrence, f"{HELP}{place}")
        for occurrence in occurrences(programme, first - REACH, last + REACH)
        if (deadline := programme.deadline(occurrence.deadline)) is not None
        for place, offset in enumerate(deadline.support)
        if first <= (day := support_day(occurrence, offset)) <= last
    ]


def support_day(occurrence: Occurrence, offset: int) -> date:
    """A day of `Deadline.support`: moved off holidays like a reminder's."""
    return reminder_day(occurrence.last_day, offset)


def concerns(
    service: Service, programme: Programme, deadline: Deadline | None, to: Recipient, offset: str = ""
) -> bool:
    """Officers are reminded of what their unit sees to; asked to help where units below may."""
    if deadline is None or to.role != "officer" or offset.startswith(HELP):
        return deadline is not None and (
            not deadline.levels or deadline.levels != (level_of(service, to.unit_id),)
        )
    return service.sees_to(to.unit_id, programme, deadline)


def about(turn: Turn, row: Reminder) -> About | str:
    """What a row that is due means today; or why it means nothing any more."""
    key, name, round_, offset, role, person, unit = row.subject.split("/")
    theirs = people.same(turn.store, int(person), turn.person.id)
    to = Recipient(turn.conversation.id, turn.person.id, role_of(role), int(unit))
    programme = next((p for p in turn.service.newest() if p.key == key), None)
    deadline = programme.deadline(name) if programme else None
    if not theirs:
        return GONE
    if programme is None or deadline is None or not turn.service.is_open(programme):
        return CLOSED
    if not _holds(turn, to) or not concerns(turn.service, programme, deadline, to, offset):
        return ROLE
    level = level_of(turn.service, to.unit_id)
    found = _occurrence(turn, programme, deadline, round_, row, offset, to.role, level)
    return found if isinstance(found, str) else About(programme, deadline, found, to, level, offset)


def _occurrence(
    turn: Turn, programme: Programme, deadline: Deadline, round_: str, row: Reminder, offset: str, role: Role,
    level: str | None,
) -> Occurrence | str:  # fmt: skip
    """The occurrence of a row as it stands today, while the row's day is still one of its own, no later
    reminder of the same is due too, and what it says of days to come is not over."""
    day, today = today_of(row.due_at), today_of(turn.now)
    if offset == LATER or offset.startswith(HELP):
        of = None if offset.startswith(HELP) else level
        known = occurrences(programme, today - REACH, today + REACH, of)
        same = [one for one in known if (one.deadline, one.round) == (deadline.key, round_)]
        if not same:
            return MOVED
        if offset == LATER:
            return same[0]
        days = [support_day(same[0], one) for one in deadline.support]
        mine = days[place] if (place := int(offset.removeprefix(HELP))) < len(days) else None
        if mine is None or (mine != day and row.why != PUT_OFF):
            return MOVED
        return SUPERSEDED if any(mine < later <= today for later in days) else same[0]
    nudged = [
        nudge
        for nudge in nudges(programme, day - PUT_OFF_BY, today, role, level)
        if (nudge.occurrence.deadline, nudge.occurrence.round) == (deadline.key, round_)
    ]
    own = next((nudge for nudge in nudged if str(nudge.offset) == offset), None)
    if own is None or (own.day != day and row.why != PUT_OFF):
        return MOVED
    if any(own.day < later.day and moment(later.day, role) <= turn.now for later in nudged):
        return SUPERSEDED
    return OVER if own.offset >= 0 and turn.now >= own.occurrence.closes else own.occurrence


def role_of(name: str) -> Role:
    """A role by its name."""
    return next(role for role in AT if role == name)


def _holds(turn: Turn, to: Recipient) -> bool:
    if to.role == "worker":
        return turn.person.unit_id == to.unit_id
    return (to.role, to.unit_id) in roles.held(turn.store, to.person_id, today_of(turn.now))
