"""The room in which officers enter what their unit did: activities, reports of a round, duties that are done,
marks that its part of a deadline is done, its own targets; and look at what was entered and received.

A button's subject is unit, version and place: `record:<unit>.<version>.<place>:enter`. A version never
changes, so places stay what they were. Where a button is about a page or a record, its number stands instead
of the place; where it is about a round, that follows as a number (`record_rounds.round_number`).
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from handlers import (
    dialog,
    permissions,
    record_book,
    record_form,
    record_rounds,
    record_steps,
    record_targets,
    report_book,
)
from handlers.dialog import Dialog
from handlers.events import Choice, Param, Phrase, Reply
from handlers.lists import listed, places
from handlers.record_book import unknown
from handlers.record_entry import DIALOG, earlier, entry_of, same
from handlers.record_form import KINDS, Entry, title
from handlers.record_rounds import every_round, shown_round
from handlers.turn import ZONE, Turn
from programmes.model import Programme
from storage import entered
from storage.records import Draft

DIALOGS: dict[str, Dialog] = {**dict.fromkeys(KINDS, DIALOG), record_targets.FORM: record_targets.DIALOG}

Places = tuple[int, ...]
Shows = Callable[[Turn, int, int, Places], list[Reply]]
"""For a unit, a version and the numbers that follow them."""


def show(turn: Turn, page: int = 0) -> list[Reply]:
    """For which unit and programme something may be entered, and who receives reports; at once what, where
    there is only one."""
    found = permissions.recordable(turn)
    received = [pair for pair in permissions.receiving(turn) if pair not in found]
    if not found and not received:
        return unknown(turn)
    if len(found) == 1 and not received:
        return _entries(turn, *found[0], (0,))
    if len(received) == 1 and not found:
        return report_book.show(turn, *received[0])
    choices = [
        Choice(
            f"record:{unit_id}.{version}.0:{token}",
            Phrase(f"records#{label}", _named(turn, unit_id, version)),
        )
        for pairs, token, label in ((found, "list", "of"), (received, "received", "received"))
        for unit_id, version in pairs
    ]
    return listed(turn, Reply("records"), choices, page, lambda other: f"record:0.0.{other}:show")


def _named(turn: Turn, unit_id: int, version: int) -> dict[str, Param]:
    return {"programme": turn.service.programmes[version].short, "unit": turn.service.places[unit_id].name}


def chosen(turn: Turn, subject: str, token: str) -> list[Reply]:
    """A button of these lists; what may not be entered is as if it did not exist."""
    if token == "go-on":
        return _continued(turn, subject)
    unit_id, version, *where = (*places(subject), 0, 0, 0, 0, 0)[:5]
    if token == "show":
        return show(turn, where[0])
    if token in LOOKS:
        return LOOKS[token](turn, unit_id, version, tuple(where))
    if (unit_id, version) not in permissions.recordable(turn):
        return unknown(turn)
    return DEEDS.get(token, _entries)(turn, unit_id, version, tuple(where))


def enter(
    turn: Turn, unit_id: int, programme: Programme, kind: str, key: str, round_: str = ""
) -> str | None:
    """The value of a button that begins to enter a report or a duty of a unit, for a round where it is known;
    None where it may not be entered."""
    version = next((v for v in turn.service.current if turn.service.programmes[v].key == programme.key), 0)
    if (unit_id, version) not in permissions.recordable(turn):
        return None
    asked = _asked(turn, unit_id, turn.service.programmes[version])
    found = (n for n, entry in enumerate(asked) if (entry.kind, entry.what.key) == (kind, key))
    number = record_rounds.round_number(programme, round_)
    return next((f"record:{unit_id}.{version}.{place}.{number}:enter" for place in found), None)


def _asked(turn: Turn, unit_id: int, programme: Programme) -> list[Entry]:
    direct = turn.service.directly_under(unit_id, programme)
    return list(record_form.entries(programme, turn.service.places[unit_id].level, direct))


def _entries(turn: Turn, unit_id: int, version: int, where: Places) -> list[Reply]:
    """What can be entered, with what was entered before; drafts that wait come first."""
    programme = turn.service.programmes[version]
    done = entered.of_unit(turn.store, programme.key, unit_id)
    waiting = [
        Choice(f"record:{draft.id}:go-on", Phrase("records.go-on", {"what": title(programme, found)}))
        for draft in _drafts(turn)
        if draft.notes.get("unit") == unit_id and draft.programme_version_id == version
        if (found := entry_of(programme, draft)) is not None
    ]
    scope = f"record:{unit_id}.{version}."
    choices = [
        Choice(f"{scope}{place}:enter", _label(programme, found, done))
        for place, found in enumerate(_asked(turn, unit_id, programme))
    ]
    rooms = [
        *(["steps"] if record_steps.open_steps(turn, unit_id, programme) else []),
        *(["targets"] if record_targets.settable(turn, unit_id, programme) else []),
        *(["received"] if (unit_id, version) in permissions.receiving(turn) else []),
        *(["entered"] if done else []),
    ]
    after = (Choice(f"{scope}0:{room}", Phrase(f"records.what#{room}")) for room in rooms)
    reply = Reply("records.what", _named(turn, unit_id, version))
    return listed(turn, reply, [*waiting, *choices], where[0], lambda other: f"{scope}{other}:list", *after)


def _label(programme: Programme, found: Entry, done: Sequence[Any]) -> Phrase:
    """What it is, and how often or for when it was entered last."""
    before = [row for row in done if (row.kind, row.key) == (found.kind, found.what.key)]
    params: dict[str, Param] = {"what": title(programme, found)}
    if not before:
        return Phrase(f"records.what#{found.kind}", params)
    if found.kind == "activity":
        return Phrase("records.what#activity-done", {**params, "count": len(before)})
    last = before[-1]
    when = shown_round(programme, last.round) or last.sent_at.astimezone(ZONE).date()
    return Phrase(f"records.what#{found.kind}-done", {**params, "when": when})


def _drafts(turn: Turn) -> list[Draft]:
    return [draft for draft in turn.store.open_drafts(turn.person.id) if draft.form in KINDS]


def _continued(turn: Turn, draft_id: str) -> list[Reply]:
    draft = turn.store.draft(draft_id)
    if draft is None or draft.person_id != turn.person.id or draft not in _drafts(turn):
        return unknown(turn)
    return dialog.ask(turn, DIALOG, draft)


def _enter(turn: Turn, unit_id: int, version: int, where: Places) -> list[Reply]:
    programme = turn.service.programmes[version]
    asked, round_ = _asked(turn, unit_id, programme), record_rounds.numbered_round(programme, where[1])
    if where[0] >= len(asked):
        return unknown(turn)
    found = asked[where[0]]
    every = getattr(found.what, "every", None)
    known = found.kind == "report" and every in ("month", "year")
    due = known and round_ in every_round(programme, str(every), turn.today)
    return _begin(turn, unit_id, version, found, round_ if due else None)


def _anew(turn: Turn, unit_id: int, version: int, where: Places) -> list[Reply]:
    """The same report or duty for the same round once more, from the one that is looked at."""
    programme, row = turn.service.programmes[version], entered.one(turn.store, where[0])
    if row is None or (row.unit_id, row.programme) != (unit_id, programme.key):
        return unknown(turn)
    mine = (e for e in _asked(turn, unit_id, programme) if (e.kind, e.what.key) == (row.kind, row.key))
    found = next(mine, None)
    return _begin(turn, unit_id, version, found, row.answers.get("round")) if found else unknown(turn)


def _begin(turn: Turn, unit_id: int, version: int, found: Entry, round_: str | None = None) -> list[Reply]:
    every = getattr(found.what, "every", None)
    notes: dict[str, Any] = {"kind": found.kind, "key": found.what.key, "unit": unit_id, "every": every}
    answers = {"round": round_} if round_ else {}
    for draft in _drafts(
        turn
    ):  # begun and left, for the same round or before the first answer: no second one
        alike = all(draft.notes.get(name) == value for name, value in notes.items())
        if alike and (draft.answers.get("round") == round_ if round_ else not draft.answers):
            return dialog.ask(turn, DIALOG, draft)
    programme = turn.service.programmes[version]
    if found.kind == "report":
        notes["entered"] = [row.round for row in same(turn, programme, unit_id, found)]
        if answers or every not in ("month", "year"):
            notes["earlier"] = earlier(turn, programme, unit_id, found, answers)
    _, replies = dialog.begin(turn, DIALOG, found.kind, version, answers=answers, **notes)
    return replies


LOOKS: Mapping[str, Shows] = {
    "entered": lambda turn, unit_id, version, where: record_book.show(turn, unit_id, version, where[0]),
    "one": lambda turn, unit_id, version, where: record_book.one(turn, unit_id, version, where[0]),
    **report_book.LOOKS,
}
"""Buttons that only look."""

DEEDS: Mapping[str, Shows] = {
    "list": _entries,
    "enter": _enter,
    "anew": _anew,
    **record_steps.DEEDS,
    **record_targets.DEEDS,
}
"""Buttons of whoever may enter something for the unit."""

tick = record_steps.tick
