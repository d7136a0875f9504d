"""Last month's questions in two lines, for the officers of a unit that had some."""

from datetime import date, datetime, time

from handlers import news, permissions
from handlers.events import Choice, Param, Phrase, Reply
from handlers.lists import places
from handlers.ticket_figures import all_states, in_time, month, of_month, value
from handlers.turn import ZONE, Turn, today_of
from programmes.calendar import DAY
from programmes.workhours import Calendar
from storage import ticket_figures as counted
from storage.desk import nearest, officers

MONTH = "month-figures"  # the kind of word that is left for them
EIGHT = time(8)


def plan(turn: Turn, desk_id: int) -> None:
    """When something is asked: the nearest officers hear of this month's figures on the first working day of
    the next one."""
    first = (today_of(turn.now).replace(day=1) + 31 * DAY).replace(day=1)
    day = datetime.combine(first, EIGHT, ZONE)
    due = Calendar().next_open(day)
    lineage = [place.id for place in turn.service.lineage(desk_id)]
    for one in nearest(officers(turn.store, lineage, today_of(turn.now))):
        news.leave(turn, one.person_id, MONTH, f"{one.unit_id}.{today_of(turn.now):%Y%m}", due)


def due(turn: Turn, subject: str) -> list[Reply]:
    """Last month in two lines."""
    unit_id, told = (*places(news.about(turn, subject) or ""), 0, 0)[:2]
    if unit_id not in permissions.units_of(turn, "review"):
        return []
    day = date(told // 100, told % 100, 1)
    asked = month([unit_id], day)
    found = counted.sums(turn.store, asked)
    if not found.states:
        return []
    lines = (all_states(found), *in_time(found))
    choices = (Choice(value(unit_id, day, "page"), Phrase("figures.last#see")),)
    params: dict[str, Param] = {
        "month": of_month(day), "unit": turn.service.places[unit_id].name, "lines": lines,
    }  # fmt: skip
    return news.say(turn, Reply("figures.last", params, choices))
