"""Số liệu câu hỏi: a month's questions in figures, for the lead of a unit, its officers and those above.

What each adviser did is told only to the lead and the officers of that very unit. A button's subject is the
unit and the month: `figures:12.202205:page`.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from math import ceil
from typing import Any

from handlers import menu, parsers, permissions, session, team_plan, ticket_routes, wishes
from handlers.events import Attachment, Choice, Param, Phrase, Reply
from handlers.help_log import spent
from handlers.lists import PAGE, places
from handlers.parsers import Invalid
from handlers.phrases import to_json
from handlers.turn import ZONE, Turn
from programmes.calendar import DAY
from programmes.workhours import Calendar
from storage import ticket_figures as counted
from storage.ticket_figures import Adviser, Asked, Sums

TIMED = 40  # questions whose working hours are counted within a turn; the file has all
LISTED = 400  # questions among which units are told apart within a turn
ENOUGH = 5  # questions without which a half and nine of ten say nothing


def month(tops: Sequence[int], day: date) -> Asked:
    """The questions of the month of a day."""
    first = day.replace(day=1)
    last = (first + 31 * DAY).replace(day=1)
    begin, end = datetime.combine(first, time(), ZONE), datetime.combine(last, time(), ZONE)
    return Asked(tops, begin, end, first, last)


def sees(turn: Turn, unit_id: int) -> bool:
    """Whether whoever speaks reads the figures of a unit."""
    return permissions.may(turn, "review", unit_id) or team_plan.lead(turn, unit_id) == turn.person.id


def sees_people(turn: Turn, unit_id: int) -> bool:
    """Whether they read what each adviser did: never from further up."""
    own = unit_id in permissions.units_of(turn, "review")
    return own or team_plan.lead(turn, unit_id) == turn.person.id


def show(turn: Turn) -> list[Reply]:
    """This month's figures of one's own unit, or which unit."""
    mine = [key for key in ticket_routes.desks(turn) if sees(turn, key)]
    if not mine:
        return _unknown(turn)
    if len(mine) == 1:
        return page(turn, mine[0], turn.today)
    choices = (
        *(Choice(value(key, turn.today, "page"), turn.service.places[key].name) for key in mine[:PAGE]),
        Choice("menu:show", Phrase("mine.one#menu")),
    )
    return menu.choose(turn, "team.which", Reply("team.which", {}, choices))


def value(unit_id: int, day: date, token: str) -> str:
    return f"figures:{unit_id}.{day:%Y%m}:{token}"


def _unknown(turn: Turn) -> list[Reply]:
    return menu.show(turn, (Phrase("ask.unknown"),))


def chosen(turn: Turn, subject: str, token: str) -> list[Reply]:
    """A button of the figures; for those they are not for they do not exist."""
    unit_id, told = (*places(subject), 0, 0)[:2]
    year, number = divmod(told, 100)
    good = 2000 <= year <= turn.today.year and 1 <= number <= 12
    if not good or unit_id not in turn.service.places or not sees(turn, unit_id):
        return _unknown(turn)
    day = date(year, number, 1)
    return _wish(turn, unit_id, day) if token == "xlsx" else page(turn, unit_id, day)


def typed(turn: Turn) -> list[Reply] | None:
    """Another month, while figures are open: "tháng 4". None where it is something else."""
    unit_id = turn.conversation.session.get("figures")
    if unit_id is None or not sees(turn, int(unit_id)):
        return None
    try:
        found = parsers.day(turn.event.text, turn.today)
    except Invalid:
        return None
    return page(turn, int(unit_id), found.first)


def page(turn: Turn, unit_id: int, day: date) -> list[Reply]:
    """A month's figures."""
    before = day.replace(day=1) - DAY
    choices = (
        Choice(value(unit_id, before, "page"), Phrase("figures.page#before")),
        Choice(value(unit_id, day, "xlsx"), Phrase("figures.page#xlsx")),
        Choice(f"team:{unit_id}:page", Phrase("figures.page#team")),
        Choice("menu:show", Phrase("mine.one#menu")),
    )
    params: dict[str, Param] = {
        "month": of_month(day), "unit": turn.service.places[unit_id].name,
        "lines": tuple(_lines(turn, unit_id, month([unit_id], day))),
    }  # fmt: skip
    replies = menu.choose(turn, "figures.page", Reply("figures.page", params, choices))
    session.put(turn.conversation, figures=unit_id)
    return replies


def of_month(day: date) -> Phrase:
    return Phrase("format.month", {"month": str(day.month), "year": str(day.year)})


def _lines(turn: Turn, unit_id: int, asked: Asked) -> Iterable[Phrase]:
    store = turn.store
    found = counted.sums(store, asked)
    total = sum(found.states.values())
    yield all_states(found)
    if total:
        yield from in_time(found)
        if total <= TIMED:
            rows = counted.lines(store, asked, TIMED)
            yield from times(rows, partial(team_plan.calendar, turn))
        else:
            yield Phrase("figures.in-file")
        if total <= LISTED:
            yield from _units(turn, unit_id, asked)
        yield from _topics(turn, found)
    came, registered = counted.ideas(store, asked)
    if came:
        yield Phrase("figures.ideas", {"count": came, "registered": registered})
    helped, minutes = counted.helped(store, asked)
    if helped:
        yield Phrase("figures.helped", {"count": helped, "length": spent(minutes)})
    if sees_people(turn, unit_id):
        yield from map(of_person, counted.by_person(store, asked, [unit_id]))


def all_states(found: Sums) -> Phrase:
    """How many there are, and how they stand."""
    states = found.states
    names = ("waiting", "taken", "answered", "closed", "withdrawn")
    told: dict[str, Param] = {name: states.get(name, 0) for name in names}
    return Phrase("figures.states", {**told, "count": sum(states.values())})


def in_time(row: Sums) -> Iterable[Phrase]:
    """How many were answered, and settled, when it was expected."""
    found = {"first": (row.answered, row.in_time), "settled": (row.settled, row.settled_in_time)}
    for what, (count, good) in found.items():
        if count:  # rounded down: 100 means all
            told: dict[str, Param] = {"count": count, "good": good, "percent": good * 100 // count}
            yield Phrase(f"figures.in-time#{what}", told)


def durations(rows: Iterable[Any], calendar: Callable[[int], Calendar], name: str) -> list[timedelta]:
    """The working time until a moment of each question that has it, the shortest first."""
    have = [row for row in rows if getattr(row, name) is not None]
    return sorted(calendar(row.desk_id).between(row.asked_at, getattr(row, name)) for row in have)


def quantile(sorted_: Sequence[timedelta], share: float) -> timedelta:
    """So long at most that share of them took."""
    return sorted_[max(0, ceil(share * len(sorted_)) - 1)]


def minutes_of(duration: timedelta) -> int:
    """In whole minutes."""
    return round(duration / timedelta(minutes=1))


def times(rows: Sequence[Any], calendar: Callable[[int], Calendar]) -> Iterable[Phrase]:
    """Half of them within so many working hours, nine of ten within so many; of a few only the longest."""
    for name, what in (("answered_at", "first"), ("settled_at", "settled")):
        took = durations(rows, calendar, name)
        if len(took) >= ENOUGH:
            half, most = (spent(minutes_of(quantile(took, share))) for share in (0.5, 0.9))
            yield Phrase(f"figures.times#{what}", {"half": half, "most": most})
        elif took:
            yield Phrase(f"figures.longest#{what}", {"most": spent(minutes_of(took[-1]))})


def _units(turn: Turn, unit_id: int, asked: Asked) -> Iterable[Phrase]:
    """Unit by unit, where there are several."""
    rows = counted.by_unit(turn.store, asked, PAGE)
    if any(row.desk_id != unit_id for row in rows):
        for row in rows:
            told: dict[str, Param] = {"unit": row.name, "count": row.count, "open": row.open}
            yield Phrase("figures.unit", {**told, "good": row.in_time})


def _topics(turn: Turn, found: Sums) -> Iterable[Phrase]:
    """The most frequent first."""
    for key, count in sorted(found.topics.items(), key=lambda pair: (-pair[1], pair[0]))[:PAGE]:
        yield Phrase("figures.topic", {"topic": topic(turn.words.has, key), "count": count})


def topic(has: Callable[[str], bool], key: str) -> Phrase | str:
    """What questions are about, by name where it has one."""
    return Phrase(f"know.topics#{key}") if has(f"know.topics#{key}") else key


def of_person(one: Adviser) -> Phrase:
    """What somebody of the team did."""
    return Phrase(
        "figures.person",
        {
            "name": one.name, "taken": one.taken, "answered": one.answered, "helped": one.helped,
            "length": spent(one.minutes), "ideas": one.ideas, "registered": one.registered,
        },
    )  # fmt: skip


# The file


def _wish(turn: Turn, unit_id: int, day: date) -> list[Reply]:
    wishes.wish(
        turn, "figures.xlsx", unit=unit_id, day=day.isoformat(), people=sees_people(turn, unit_id),
        what=to_json(of_month(day)), language=turn.person.language,
    )  # fmt: skip
    return menu.choose(turn, "book.making", Reply("book.making"))


def finished(turn: Turn) -> list[Reply]:
    """The file is there; it is handed over only while they still may read it."""
    task = wishes.finished(turn)
    if task is None or not sees(turn, task.wish["unit"]):
        return []
    if task.wish["people"] and not sees_people(turn, task.wish["unit"]):
        return []
    if task.state == "failed":
        return [Reply("book.failed")]
    unit = turn.service.places[task.wish["unit"]].name
    return [Reply("figures.file", {"unit": unit}, files=(Attachment(**task.result["file"]),))]
