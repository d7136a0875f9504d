"""Officers enter what their unit did: activities, reports of a round, duties that are done; and look at it.

A button's subject is unit, version and place: `record:<unit>.<version>.<place>:enter`. A version never
changes, so places stay what they were. Where a button is about a page or a record, its number stands instead
of the place.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from handlers import dialog, files, menu, permissions, record_form
from handlers.dialog import Dialog
from handlers.events import Choice, Param, Phrase, Reply
from handlers.forms import Context, Form, on_path
from handlers.lists import listed, places
from handlers.questions import shown_day
from handlers.record_form import KINDS, Entry, of_round, title
from handlers.turn import ZONE, Turn
from programmes.model import Programme
from storage import entered
from storage.records import Draft
from storage.tables import Record


def show(turn: Turn, page: int = 0) -> list[Reply]:
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
    return listed(turn, Reply("records"), choices, page, lambda other: f"record:0.0.{other}:show")


def chosen(turn: Turn, subject: str, token: str) -> list[Reply]:
    """A button of these lists; what may not be entered is as if it did not exist."""
    if token == "go-on":
        return _continued(turn, subject)
    unit_id, version, place, *_ = (*places(subject), 0, 0, 0)
    if token == "show":
        return show(turn, place)
    if token in LOOKS:
        return LOOKS[token](turn, unit_id, version, place)
    if (unit_id, version) not in permissions.recordable(turn):
        return _unknown(turn)
    if token == "list":
        return _entries(turn, unit_id, version, place)
    return _anew(turn, unit_id, version, place) if token == "anew" else _enter(turn, unit_id, version, place)


def _unknown(turn: Turn) -> list[Reply]:
    return menu.show(turn, (Phrase("programmes.unknown"),))


def _asked(turn: Turn, unit_id: int, programme: Programme) -> list[Entry]:
    direct = turn.service.directly_under(unit_id, programme)
    return list(record_form.entries(programme, turn.service.places[unit_id].level, direct))


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
    scope = f"record:{unit_id}.{version}."
    looks = (Choice(f"{scope}0:entered", Phrase("records.entered#all")),) if done else ()
    return listed(turn, Reply("records.what", params), [*waiting, *choices], page,
                  lambda other: f"{scope}{other}:list", *looks)  # fmt: skip


def _label(programme: Programme, found: Entry, done: Sequence[Any]) -> Phrase:
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
    asked = _asked(turn, unit_id, turn.service.programmes[version])
    return _begin(turn, unit_id, version, asked[place]) if place < len(asked) else _unknown(turn)


def _anew(turn: Turn, unit_id: int, version: int, number: int) -> list[Reply]:
    """The same report or duty for the same round once more, from the one that is looked at."""
    programme, row = turn.service.programmes[version], entered.one(turn.store, number)
    if row is None or (row.unit_id, row.programme) != (unit_id, programme.key):
        return _unknown(turn)
    mine = (e for e in _asked(turn, unit_id, programme) if (e.kind, e.what.key) == (row.kind, row.key))
    found = next(mine, None)
    return _begin(turn, unit_id, version, found, row.answers.get("round")) if found else _unknown(turn)


def _begin(turn: Turn, unit_id: int, version: int, found: Entry, round_: str | None = None) -> list[Reply]:
    every = getattr(found.what, "every", None)
    notes: dict[str, Any] = {"kind": found.kind, "key": found.what.key, "unit": unit_id, "every": every}
    answers = {"round": round_} if round_ else {}
    for draft in _drafts(turn):  # begun and left before the first answer: no second one
        same = all(draft.notes.get(name) == value for name, value in notes.items())
        if same and not draft.answers and not answers:
            return dialog.ask(turn, DIALOG, draft)
    programme = turn.service.programmes[version]
    if found.kind == "report":
        notes["entered"] = [row.round for row in _same(turn, programme, unit_id, found)]
        if answers or every not in ("month", "year"):
            notes["earlier"] = _earlier(turn, programme, unit_id, found, answers)
    _, replies = dialog.begin(turn, DIALOG, found.kind, version, answers=answers, **notes)
    return replies


# What was entered before


def _same(turn: Turn, programme: Programme, unit_id: int, found: Entry) -> list[Any]:
    """The same report or duty, whatever the round, the oldest first."""
    done = entered.of_unit(turn.store, programme.key, unit_id)
    return [row for row in done if (row.kind, row.key) == (found.kind, found.what.key)]


def _earlier(
    turn: Turn, programme: Programme, unit_id: int, found: Entry, answers: dict[str, Any]
) -> dict[str, str] | None:
    """The round and the day of the last one for the same round; None where this is the first, or may be
    entered as often as it happens."""
    if found.kind == "activity" or getattr(found.what, "every", "") == "continuous":
        return None
    round_ = _round(turn, programme, found, answers)
    before = [row for row in _same(turn, programme, unit_id, found) if row.round == round_]
    return {"round": round_, "on": before[-1].sent_at.astimezone(ZONE).date().isoformat()} if before else None


def _answered(turn: Turn, draft: Draft, key: str) -> None:
    """The round is known now, or another: was it entered before?"""
    if key in ("round", "done_on"):
        draft.answers = {name: value for name, value in draft.answers.items() if name != "again"}
        _look_back(turn, draft)


def _look_back(turn: Turn, draft: Draft) -> None:
    programme = _programme(turn, draft)
    found = _entry(programme, draft)
    if programme is not None and found is not None:
        unit_id = int(draft.notes["unit"])
        draft.note("earlier", _earlier(turn, programme, unit_id, found, draft.answers))


def _may_look(turn: Turn, unit_id: int, version: int) -> Programme | None:
    """The programme, where somebody may see what the unit entered in it; also when it is closed."""
    allowed = unit_id in turn.service.places and permissions.may(turn, "record", unit_id)
    return turn.service.programmes.get(version) if allowed else None


def _list(turn: Turn, unit_id: int, version: int, page: int) -> list[Reply]:
    """What a unit has entered: reports, activities, duties, of each the newest round first."""
    programme = _may_look(turn, unit_id, version)
    done = entered.of_unit(turn.store, programme.key, unit_id) if programme else []
    if programme is None or not done:
        return _unknown(turn)
    order = {kind: place for place, kind in enumerate(("report", "activity", "duty"))}
    newest = sorted(done, key=lambda row: (row.round, row.id), reverse=True)
    scope, replaced = f"record:{unit_id}.{version}.", entered.replaced(done)
    choices = [
        Choice(
            f"{scope}{row.id}:one",
            Phrase(
                "records.entered#replaced" if row.id in replaced else "records.entered#one",
                {"what": _what(programme, row), "day": row.sent_at.astimezone(ZONE).date()},
            ),
        )
        for row in sorted(newest, key=lambda row: order[row.kind])
    ]
    params: dict[str, Param] = {"programme": programme.short, "unit": turn.service.places[unit_id].name}
    return listed(turn, Reply("records.entered", params), choices, page,
                  lambda other: f"{scope}{other}:entered")  # fmt: skip


def _what(programme: Programme, row: Any) -> Phrase | str:
    """A record by its name and round; by its key where the programme does not ask it any more."""
    found = record_form.entry(programme, row.kind, row.key)
    return of_round(programme, title(programme, found) if found else row.key, row.round)


def _one(turn: Turn, unit_id: int, version: int, number: int) -> list[Reply]:
    """One record with all its answers in full, read by the file it was entered with."""
    programme = _may_look(turn, unit_id, version)
    row = entered.one(turn.store, number) if programme else None
    if programme is None or row is None or (row.unit_id, row.programme) != (unit_id, programme.key):
        return _unknown(turn)
    then = turn.service.programmes.get(row.programme_version_id, programme)
    found = record_form.entry(then, row.kind, row.key)
    form = record_form.form(then, found) if found else record_form.RECORD
    notes = {"kind": row.kind, "every": getattr(found.what, "every", None) if found else None}
    context = Context(turn.today, turn.at, turn.service, row.answers, notes, then)
    draft = turn.store.draft(row.draft_id) if row.draft_id else None
    lines = (
        *(line for question in form.questions for line in dialog.read_back(form, context, question)),
        *(files.counted(turn, draft) if draft else ()),
    )
    params: dict[str, Param] = {
        "what": _what(programme, row),
        "unit": turn.service.places[unit_id].name,
        "who": row.name,
        "at": row.sent_at,
        "lines": lines,
    }
    scope = f"record:{unit_id}.{version}."
    anew = row.kind != "activity" and (unit_id, version) in permissions.recordable(turn)
    choices = (
        *((Choice(f"{scope}{row.id}:anew", Phrase("records.one#anew")),) if anew else ()),
        Choice(f"{scope}0:entered", Phrase("records.one#all")),
        Choice("menu:show", Phrase("mine.one#menu")),
    )
    return menu.choose(turn, "records.one", Reply("records.one", params, choices))


LOOKS = {"entered": _list, "one": _one}
"""Buttons that only look."""


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
    if programme is None or found is None:
        return Form(record_form.RECORD.key, ())
    return record_form.form(programme, found, lambda: _known(turn, programme, draft))


def _context(turn: Turn, draft: Draft) -> Context:
    programme = _programme(turn, draft)
    return Context(turn.today, turn.at, turn.service, draft.answers, draft.notes, programme, turn.person.name)


def _known(turn: Turn, programme: Programme, draft: Draft) -> dict[str, Any]:
    """What was entered and sent in the report's year by the unit and all below it; by all, for the issuing
    body."""
    year = int((draft.answers.get("round") or str(turn.today.year))[:4])
    unit_id = int(draft.notes["unit"])
    top = None if unit_id == turn.service.unit_of(programme) else unit_id
    first, last = datetime(year, 1, 1, tzinfo=ZONE), datetime(year + 1, 1, 1, tzinfo=ZONE)
    return {
        "activities": entered.activities(turn.store, programme.key, top, str(year)),
        "initiatives": entered.initiatives(turn.store, programme.key, top, first, last),
    }


def _send(turn: Turn, draft: Draft) -> list[Reply]:
    """Stores the record, if whoever entered it still may; somebody else of the unit may have been quicker."""
    programme, unit_id = _programme(turn, draft), int(draft.notes.get("unit", 0))
    found = _entry(programme, draft)
    allowed = permissions.may(turn, "record", unit_id)
    if programme is not None and found is not None and allowed and "again" not in draft.answers:
        _look_back(turn, draft)
        if "earlier" in draft.notes:
            return dialog.ask(turn, DIALOG, draft)
    draft.state = "sent"
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
    lead = (Phrase("records.replaced"),) if answers.get("again") else ()
    choices = (again, Choice("menu:show", Phrase("mine.one#menu")))
    return menu.choose(turn, key, Reply(key, params, choices, lead=lead))


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


DIALOG = Dialog(_form, _context, _send, _kept, _thrown, _kept, _answered)
DIALOGS: dict[str, Dialog] = dict.fromkeys(KINDS, DIALOG)


def tick(turn: Turn, unit_id: int, version: int, deadline: str, round_: str) -> None:
    """An officer's word that a unit's part of a deadline is done."""
    programme = turn.service.programmes.get(version)
    if programme is None or not permissions.may(turn, "record", unit_id):
        return
    turn.store.add(
        Record(
            kind="step", programme=programme.key, programme_version_id=version, unit_id=unit_id,
            person_id=turn.person.id, key=deadline, round=round_, sent_at=turn.at,
        )
    )  # fmt: skip
