"""Officers enter what their unit did: activities, reports of a round, duties that are done.

A button's subject is unit, version and place: `record:<unit>.<version>.<place>:enter`. A version never
changes, so places stay what they were.
"""

from datetime import datetime
from typing import Any

from handlers import dialog, menu, permissions, record_form
from handlers.dialog import Dialog
from handlers.events import Choice, Param, Phrase, Reply
from handlers.forms import Context, Form, on_path
from handlers.lists import listed, places
from handlers.questions import shown_day
from handlers.record_form import KINDS, Entry, title
from handlers.service import Service
from handlers.turn import ZONE, Turn
from programmes.model import Programme
from storage import entered
from storage.records import Draft
from storage.tables import Record


def show(turn: Turn) -> list[Reply]:
    """For which unit and programme something may be entered; at once what, where there is only one."""
    found = permissions.recordable(turn)
    if not found:
        return _unknown(turn)
    if len(found) == 1:
        return _entries(turn, *found[0], 0)
    choices = [
        Choice(
            f"record:{unit_id}.{version}.0:list",
            Phrase(
                "records#of",
                {
                    "programme": turn.service.programmes[version].short,
                    "unit": turn.service.places[unit_id].name,
                },
            ),
        )
        for unit_id, version in found
    ]
    return listed(turn, Reply("records"), choices, 0, lambda page: f"record:0.0.{page}:show")


def chosen(turn: Turn, subject: str, token: str) -> list[Reply]:
    """A button of these lists; what may not be entered is as if it did not exist."""
    if token == "show":
        return show(turn)
    if token == "go-on":
        return _continued(turn, subject)
    unit_id, version, place, *_ = (*places(subject), 0, 0, 0)
    if (unit_id, version) not in permissions.recordable(turn):
        return _unknown(turn)
    if token == "list":
        return _entries(turn, unit_id, version, place)
    return _enter(turn, unit_id, version, place)


def _unknown(turn: Turn) -> list[Reply]:
    return menu.show(turn, (Phrase("programmes.unknown"),))


def _asked(turn: Turn, unit_id: int, programme: Programme) -> list[Entry]:
    return list(record_form.entries(programme, turn.service.places[unit_id].level))


def _entries(turn: Turn, unit_id: int, version: int, page: int) -> list[Reply]:
    """What can be entered, with what was entered before; drafts that wait come first."""
    programme = turn.service.programmes[version]
    done = entered.of_unit(turn.store, programme.key, unit_id)
    waiting = [
        Choice(f"record:{draft.id}:go-on", Phrase("records.go-on", {"what": title(programme, found)}))
        for draft in _drafts(turn)
        if draft.notes.get("unit") == unit_id and draft.programme_version_id == version
        if (found := _entry(programme, draft)) is not None
    ]
    choices = [
        Choice(f"record:{unit_id}.{version}.{place}:enter", _label(programme, found, done))
        for place, found in enumerate(_asked(turn, unit_id, programme))
    ]
    params: dict[str, Param] = {"programme": programme.short, "unit": turn.service.places[unit_id].name}
    more = f"record:{unit_id}.{version}."
    return listed(
        turn, Reply("records.what", params), [*waiting, *choices], page, lambda other: f"{more}{other}:list"
    )


def _label(programme: Programme, found: Entry, done: list[Any]) -> Phrase:
    """What it is, and how often or for when it was entered last."""
    before = [row for row in done if (row.kind, row.key) == (found.kind, found.what.key)]
    params: dict[str, Param] = {"what": title(programme, found)}
    if not before:
        return Phrase(f"records.what#{found.kind}", params)
    if found.kind == "activity":
        return Phrase("records.what#activity-done", {**params, "count": len(before)})
    last = before[-1]
    when = shown_day(last.round) if last.round else last.sent_at.astimezone(ZONE).date()
    return Phrase(f"records.what#{found.kind}-done", {**params, "when": when})


def _drafts(turn: Turn) -> list[Draft]:
    return [draft for draft in turn.store.open_drafts(turn.person.id) if draft.form in DIALOGS]


def _continued(turn: Turn, draft_id: str) -> list[Reply]:
    draft = turn.store.draft(draft_id)
    if draft is None or draft.person_id != turn.person.id or draft not in _drafts(turn):
        return _unknown(turn)
    return dialog.ask(turn, DIALOG, draft)


def _enter(turn: Turn, unit_id: int, version: int, place: int) -> list[Reply]:
    programme = turn.service.programmes[version]
    asked = _asked(turn, unit_id, programme)
    if place >= len(asked):
        return _unknown(turn)
    found = asked[place]
    every = getattr(found.what, "every", None)
    notes: dict[str, Any] = {"kind": found.kind, "key": found.what.key, "unit": unit_id, "every": every}
    for draft in _drafts(turn):  # begun and left before the first answer: no second one
        if not draft.answers and all(draft.notes.get(name) == value for name, value in notes.items()):
            return dialog.ask(turn, DIALOG, draft)
    _, replies = dialog.begin(turn, DIALOG, found.kind, version, **notes)
    return replies


# The form


def _programme(turn: Turn, draft: Draft) -> Programme | None:
    return turn.service.programmes.get(draft.programme_version_id or 0)


def _entry(programme: Programme | None, draft: Draft) -> Entry | None:
    notes = draft.notes
    return record_form.entry(programme, str(notes.get("kind")), str(notes.get("key"))) if programme else None


def _form(turn: Turn, draft: Draft) -> Form:
    """The questions of the entry; none where the version can't be read any more, so that the draft ends."""
    programme = _programme(turn, draft)
    found = _entry(programme, draft)
    return record_form.form(programme, found) if programme and found else Form(record_form.RECORD.key, ())


def _context(turn: Turn, draft: Draft) -> Context:
    programme = _programme(turn, draft)
    notes = draft.notes
    if programme is not None and notes.get("kind") == "report":
        notes = {**notes, "known": _known(turn, programme, draft)}
    return Context(turn.today, turn.at, turn.service, draft.answers, notes, programme, turn.person.name)


def _known(turn: Turn, programme: Programme, draft: Draft) -> dict[str, Any]:
    """What was entered and sent in the report's year by the unit and all below it."""
    year = int((draft.answers.get("round") or str(turn.today.year))[:4])
    units = _below(turn.service, int(draft.notes["unit"]))
    first, last = datetime(year, 1, 1, tzinfo=ZONE), datetime(year + 1, 1, 1, tzinfo=ZONE)
    return {
        "activities": entered.activities(turn.store, programme.key, units, str(year)),
        "initiatives": entered.initiatives(turn.store, programme.key, units, first, last),
    }


def _below(service: Service, unit_id: int) -> list[int]:
    """A unit and all below it."""
    return [key for key in service.places if any(place.id == unit_id for place in service.lineage(key))]


def _send(turn: Turn, draft: Draft) -> list[Reply]:
    """Stores the record, if whoever entered it still may."""
    programme, unit_id = _programme(turn, draft), int(draft.notes.get("unit", 0))
    found = _entry(programme, draft)
    draft.state = "sent"
    allowed = permissions.may(turn, "record", unit_id)
    if programme is None or found is None or not allowed:
        return _unknown(turn)
    if not permissions.takes_records(turn.service, unit_id, programme):
        return menu.show(turn, (Phrase("records.closed", {"programme": programme.short}),))
    counted = on_path(_form(turn, draft), _context(turn, draft))
    answers = {key: value for key, value in counted.items() if key != "confirm" and value is not None}
    turn.store.flush_drafts()
    turn.store.add(
        Record(
            kind=found.kind,
            programme=programme.key,
            programme_version_id=draft.programme_version_id or 0,
            unit_id=unit_id,
            person_id=turn.person.id,
            key=found.what.key,
            round=_round(turn, programme, found, answers),
            answers=answers,
            draft_id=draft.id,
            sent_at=turn.at,
        )
    )
    again = Choice(f"record:{unit_id}.{draft.programme_version_id}.0:list", Phrase("records.sent#more"))
    params: dict[str, Param] = {"what": title(programme, found), "unit": turn.service.places[unit_id].name}
    key = f"records.sent-{found.kind}"
    return menu.choose(turn, key, Reply(key, params, (again, Choice("menu:show", Phrase("mine.one#menu")))))


def _round(turn: Turn, programme: Programme, found: Entry, answers: dict[str, Any]) -> str:
    """Which year, month or phase it counts for; empty where it is done once and for all."""
    if "round" in answers:
        return str(answers["round"])
    if found.kind == "activity":
        return str(answers.get("held_on") or turn.today.year)[:4]
    every = getattr(found.what, "every", "")
    if every == "year":
        return str(answers.get("done_on") or turn.today.year)[:4]
    phase = programme.open_phase(turn.at) if every == "phase" else None
    return phase.key if phase else ""


def _kept(turn: Turn, _draft: Draft) -> list[Reply]:
    return menu.show(turn, (Phrase("records.kept"),))


def _thrown(turn: Turn, _draft: Draft) -> list[Reply]:
    return menu.show(turn, (Phrase("form.cancelled"),))


DIALOG = Dialog(_form, _context, _send, _kept, _thrown, _kept)
DIALOGS: dict[str, Dialog] = dict.fromkeys(KINDS, DIALOG)
