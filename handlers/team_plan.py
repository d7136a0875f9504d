"""How the people of a unit who answer questions work: their hours, days off and lead, and how these read."""

from datetime import datetime
from itertools import pairwise

from handlers.events import Param, Phrase
from handlers.turn import ZONE, Turn, today_of
from programmes.workhours import Calendar
from storage.roles import Held, held
from storage.tables import TeamPlan

WEEK = range(7)


def of(turn: Turn, unit_id: int) -> TeamPlan:
    """The plan of a unit; an empty one, not stored, where there is none."""
    return turn.store.get(TeamPlan, unit_id) or TeamPlan(unit_id=unit_id)


def calendar(turn: Turn, unit_id: int) -> Calendar:
    """When the people of a unit work."""
    plan = of(turn, unit_id)
    return Calendar.read(plan.hours, plan.weekdays, plan.days_off)


def lead(turn: Turn, unit_id: int) -> int | None:
    """Who leads the team of a unit (tổ trưởng), as long as they are one of its advisers."""
    lead_id = of(turn, unit_id).lead_id
    if lead_id is None or Held("adviser", unit_id) not in held(turn.store, lead_id, today_of(turn.now)):
        return None
    return lead_id


def hours(plan: Calendar) -> str:
    """E.g. 7:30–11:30, 13:30–17:00."""
    return ", ".join(f"{_clock(first)}–{_clock(last)}" for first, last in plan.hours)


def _clock(minute: int) -> str:
    hour, rest = divmod(minute, 60)
    return f"{hour if hour <= 24 else hour - 24}:{rest:02}"


def days(plan: Calendar) -> Phrase:
    """E.g. Monday to Saturday."""
    named = sorted(plan.weekdays or range(5))
    if len(named) == len(WEEK):
        return Phrase("team.week#all")
    if len(named) > 2 and all(later - earlier == 1 for earlier, later in pairwise(named)):
        return Phrase("team.week#to", {"first": weekday(named[0]), "last": weekday(named[-1])})
    first, *others = named
    said = weekday(first)
    for other in others:
        said = Phrase("team.week#and", {"first": said, "last": weekday(other)})
    return said


def weekday(number: int) -> Phrase:
    """A day of the week by its number, 0 is Monday."""
    return Phrase(f"team.week#day{number}")


def in_words(turn: Turn, unit_id: int, kind: str) -> Phrase:
    """The hours of those who answer, for whoever asks; outside of them also when they are back."""
    plan = calendar(turn, unit_id)
    params: dict[str, Param] = {"hours": hours(plan), "days": days(plan)}
    if plan.at_work(turn.now):
        return Phrase("team.open", params)
    back = plan.next_open(turn.now)
    return Phrase("team.shut", {**params, **moment(back), "who": Phrase(f"team.who#{kind}")})


def moment(at: datetime) -> dict[str, Param]:
    """A moment with its day of the week."""
    return {"at": at, "weekday": weekday(at.astimezone(ZONE).weekday())}


def stored(turn: Turn, unit_id: int) -> TeamPlan:
    """The plan of a unit to be changed."""
    return turn.store.get(TeamPlan, unit_id) or turn.store.add(TeamPlan(unit_id=unit_id))
