"""An officer's word that a unit's part of a deadline is done (đã làm xong), where nothing else shows it; and
the word taken back.

Every mark is a record and none is removed: the last one of a deadline and round counts.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from handlers import menu, permissions
from handlers.events import Choice, Param, Phrase, Reply
from handlers.lists import listed
from handlers.record_book import unknown
from handlers.record_form import tickable
from handlers.record_rounds import of_round, round_number
from handlers.turn import ZONE, Turn, today_of
from programmes.calendar import Occurrence, occurrences
from programmes.model import Deadline, Programme
from storage import entered
from storage.tables import Record

STEP = "step"
AFTER = timedelta(days=30)  # so long what has passed can still be marked
AHEAD = timedelta(days=400)
SOON = timedelta(days=60)  # what comes next is not offered earlier beside what has just passed

Places = tuple[int, ...]


def tick(turn: Turn, unit_id: int, version: int, deadline: str, round_: str) -> bool:
    """Stores that a unit's part of a deadline is done, once; whether it counts as done now. Who may not enter
    anything for the unit changes nothing."""
    return _mark(turn, unit_id, version, deadline, round_, done=True)


def untick(turn: Turn, unit_id: int, version: int, deadline: str, round_: str) -> bool:
    """Takes it back."""
    return _mark(turn, unit_id, version, deadline, round_, done=False)


def _mark(turn: Turn, unit_id: int, version: int, deadline: str, round_: str, done: bool) -> bool:
    programme = turn.service.programmes.get(version)
    known = programme is not None and unit_id in turn.service.places and programme.deadline(deadline)
    if programme is None or not known or not permissions.may(turn, "record", unit_id):
        return False
    if _is_done(turn, programme, unit_id, deadline, round_) != done:
        turn.store.add(
            Record(
                kind=STEP, programme=programme.key, programme_version_id=version, unit_id=unit_id,
                person_id=turn.person.id, key=deadline, round=round_,
                answers={} if done else {"undone": True}, sent_at=turn.at,
            )
        )  # fmt: skip
    return True


def _is_done(turn: Turn, programme: Programme, unit_id: int, deadline: str, round_: str) -> bool:
    return (unit_id, STEP, deadline, round_) in entered.done(turn.store, programme.key, [unit_id])


def open_steps(turn: Turn, unit_id: int, programme: Programme) -> list[tuple[int, Occurrence]]:
    """The deadlines whose part of a unit is done by its officer's word, by their places: as they fall due
    next, and as they did in the last 30 days."""
    level = turn.service.places[unit_id].level
    asked = {
        deadline.key: place
        for place, deadline in enumerate(programme.deadlines)
        if turn.service.sees_to(unit_id, programme, deadline) and tickable(programme, deadline, level)
    }
    if not asked:
        return []
    today = today_of(turn.now)
    known = occurrences(programme, today - AFTER, today + AHEAD, level)
    found = []
    for key, place in asked.items():
        mine = [one for one in known if one.deadline == key]
        past = [one for one in mine if one.closes <= turn.now][-1:]
        coming = [one for one in mine if one.closes > turn.now][:1]
        found += [(place, one) for one in past]
        found += [(place, one) for one in coming if not past or one.last_day - today <= SOON]
    return found


# In the room


def _steps(turn: Turn, unit_id: int, version: int, where: Places) -> list[Reply]:
    """Which of them are done, and which are not."""
    programme = turn.service.programmes[version]
    done, choices = entered.done(turn.store, programme.key, [unit_id]), []
    scope = f"record:{unit_id}.{version}."
    for place, occurrence in open_steps(turn, unit_id, programme):
        ticked = (unit_id, STEP, occurrence.deadline, occurrence.round) in done
        params: dict[str, Param] = {
            "what": _named(programme, programme.deadlines[place], occurrence),
            "day": occurrence.last_day,
        }
        number = round_number(programme, occurrence.round)
        label = Phrase("steps#done" if ticked else "steps#open", params)
        choices.append(Choice(f"{scope}{place}.{number}:{'ticked' if ticked else 'tick'}", label))
    reply = Reply("steps", {"programme": programme.short, "unit": turn.service.places[unit_id].name})
    back = Choice(f"{scope}0:list", Phrase("records.sent#more"))
    return listed(turn, reply, choices, where[0], lambda other: f"{scope}{other}:steps", back)


def _named(programme: Programme, deadline: Deadline, occurrence: Occurrence) -> Phrase | str:
    return of_round(programme, Phrase(f"{programme.key}.deadline-{deadline.key}"), occurrence.round)


def _asked(turn: Turn, unit_id: int, programme: Programme, where: Places) -> Occurrence | None:
    """The occurrence of a button, while it can be marked."""
    mine = (one for place, one in open_steps(turn, unit_id, programme) if place == where[0])
    return next((one for one in mine if round_number(programme, one.round) == where[1]), None)


def _deed(act: Callable[[Turn, int, int, str, str], bool], key: str) -> Callable[..., list[Reply]]:
    def deed(turn: Turn, unit_id: int, version: int, where: Places) -> list[Reply]:
        programme = turn.service.programmes[version]
        asked = _asked(turn, unit_id, programme, where)
        if asked is None or not act(turn, unit_id, version, asked.deadline, asked.round):
            return unknown(turn)
        return _said(turn, unit_id, version, where, asked, key)

    return deed


def _looked_at(turn: Turn, unit_id: int, version: int, deadline: str, round_: str) -> bool:
    return True


def _said(turn: Turn, unit_id: int, version: int, where: Places, asked: Occurrence, key: str) -> list[Reply]:
    """How it stands now, and the way back."""
    programme, scope = turn.service.programmes[version], f"record:{unit_id}.{version}."
    done = _is_done(turn, programme, unit_id, asked.deadline, asked.round)
    other = Choice(f"{scope}{where[0]}.{where[1]}:{'untick' if done else 'tick'}",
                   Phrase("steps#untick" if done else "steps#tick"))  # fmt: skip
    params: dict[str, Param] = {
        "unit": turn.service.places[unit_id].name,
        "what": _named(programme, programme.deadlines[where[0]], asked),
        **_by(turn, programme, unit_id, asked),
    }
    choices = (other, Choice(f"{scope}0:list", Phrase("records.sent#more")),
               Choice("menu:show", Phrase("mine.one#menu")))  # fmt: skip
    return menu.choose(turn, key, Reply(key, params, choices))


def _by(turn: Turn, programme: Programme, unit_id: int, asked: Occurrence) -> dict[str, Param]:
    """Who marked it last, and on which day."""
    same = (STEP, asked.deadline, asked.round)
    rows = [
        r for r in entered.of_unit(turn.store, programme.key, unit_id) if (r.kind, r.key, r.round) == same
    ]
    row: Any = entered.one(turn.store, rows[-1].id) if rows else None
    if row is None:
        return {"who": "", "day": asked.last_day}
    return {"who": row.name, "day": row.sent_at.astimezone(ZONE).date()}


DEEDS: Mapping[str, Callable[[Turn, int, int, Places], list[Reply]]] = {
    "steps": _steps,
    "tick": _deed(tick, "steps.ticked"),
    "untick": _deed(untick, "steps.unticked"),
    "ticked": _deed(_looked_at, "steps.one"),
}
