"""The form of an activity, a report or a duty: what it may look at, and what follows when it is sent."""

from functools import cache
from typing import Any

from handlers import dialog, menu, permissions, record_form, report_figures, report_news
from handlers.dialog import Dialog
from handlers.events import Choice, Param, Phrase, Reply
from handlers.forms import Context, Form, on_path
from handlers.record_book import unknown
from handlers.record_form import Entry, title
from handlers.record_rounds import of_round
from handlers.turn import ZONE, Turn
from programmes.model import Programme, Report
from storage import entered
from storage.records import Draft
from storage.tables import Record


def same(turn: Turn, programme: Programme, unit_id: int, found: Entry) -> list[Any]:
    """The same report or duty, whatever the round, the oldest first."""
    done = entered.of_unit(turn.store, programme.key, unit_id)
    return [row for row in done if (row.kind, row.key) == (found.kind, found.what.key)]


def earlier(
    turn: Turn, programme: Programme, unit_id: int, found: Entry, answers: dict[str, Any]
) -> dict[str, str] | None:
    """The round and the day of the last one for the same round; None where this is the first, or may be
    entered as often as it happens."""
    if found.kind == "activity" or getattr(found.what, "every", "") == "continuous":
        return None
    round_ = _round(turn, programme, found, answers)
    before = [row for row in same(turn, programme, unit_id, found) if row.round == round_]
    return {"round": round_, "on": before[-1].sent_at.astimezone(ZONE).date().isoformat()} if before else None


def programme_of(turn: Turn, draft: Draft) -> Programme | None:
    """The programme an entry was begun in."""
    return turn.service.programmes.get(draft.programme_version_id or 0)


def entry_of(programme: Programme | None, draft: Draft) -> Entry | None:
    """What a draft enters."""
    notes = draft.notes
    return record_form.entry(programme, str(notes.get("kind")), str(notes.get("key"))) if programme else None


def _answered(turn: Turn, draft: Draft, key: str) -> None:
    """The round is known now, or another: was it entered before?"""
    if key in ("round", "done_on"):
        draft.answers = {name: value for name, value in draft.answers.items() if name != "again"}
        _look_back(turn, draft)


def _look_back(turn: Turn, draft: Draft) -> None:
    programme = programme_of(turn, draft)
    found = entry_of(programme, draft)
    if programme is not None and found is not None:
        unit_id = int(draft.notes["unit"])
        draft.note("earlier", earlier(turn, programme, unit_id, found, draft.answers))


def _form(turn: Turn, draft: Draft) -> Form:
    """The questions of the entry; none where the version can't be read any more, so that the draft ends."""
    programme = programme_of(turn, draft)
    found = entry_of(programme, draft)
    if programme is None or found is None:
        return Form(record_form.RECORD.key, ())
    unit_id, round_ = int(draft.notes["unit"]), str(draft.answers.get("round", ""))
    return record_form.form(
        programme, found, cache(lambda: report_figures.known(turn, programme, unit_id, round_))
    )


def _context(turn: Turn, draft: Draft) -> Context:
    programme = programme_of(turn, draft)
    return Context(turn.today, turn.at, turn.service, draft.answers, draft.notes, programme, turn.person.name)


def _send(turn: Turn, draft: Draft) -> list[Reply]:
    """Stores the record, if whoever entered it still may; somebody else of the unit may have been quicker."""
    programme, unit_id = programme_of(turn, draft), int(draft.notes.get("unit", 0))
    found = entry_of(programme, draft)
    allowed = permissions.may(turn, "record", unit_id)
    if programme is not None and found is not None and allowed and "again" not in draft.answers:
        _look_back(turn, draft)
        if "earlier" in draft.notes:
            return dialog.ask(turn, DIALOG, draft)
    draft.state = "sent"
    if programme is None or found is None or not allowed:
        return unknown(turn)
    if not permissions.takes_records(turn.service, unit_id, programme):
        return menu.show(turn, (Phrase("records.closed", {"programme": programme.short}),))
    turn.store.flush_drafts()
    record = turn.store.add(_record(turn, draft, programme, found))
    how: tuple[Phrase, ...] = ()
    if isinstance(found.what, Report):
        how = _on_its_way(programme, found.what, report_news.sent(turn, programme, record))
    return _said(turn, programme, found, record, how)


def _record(turn: Turn, draft: Draft, programme: Programme, found: Entry) -> Record:
    """What is stored; with a report goes what the service counts at the moment."""
    unit_id = int(draft.notes["unit"])
    counted = on_path(_form(turn, draft), _context(turn, draft))
    answers = {key: value for key, value in counted.items() if key != "confirm" and value is not None}
    round_ = _round(turn, programme, found, answers)
    if found.kind == "report":
        answers["known"] = report_figures.known(turn, programme, unit_id, round_).to_json()
    return Record(
        kind=found.kind,
        programme=programme.key,
        programme_version_id=draft.programme_version_id or 0,
        unit_id=unit_id,
        person_id=turn.person.id,
        key=found.what.key,
        round=round_,
        answers=answers,
        draft_id=draft.id,
        sent_at=turn.at,
    )


def _on_its_way(programme: Programme, report: Report, told: bool) -> tuple[Phrase, ...]:
    """Who hears of it here, and how else the plan wants it sent."""
    lines = [Phrase("records.told", {"to": programme.body})] if told else []
    if "email" in report.medium:
        lines.append(Phrase("records.also-email", {"address": report.address}))
    if "paper" in report.medium:
        lines.append(Phrase("records.also-paper"))
    return tuple(lines)


def _said(
    turn: Turn, programme: Programme, found: Entry, record: Record, how: tuple[Phrase, ...]
) -> list[Reply]:
    unit_id, version = record.unit_id, record.programme_version_id
    params: dict[str, Param] = {
        "what": title(programme, found),
        "unit": turn.service.places[unit_id].name,
    }
    if found.kind == "report":
        params |= {"what": of_round(programme, title(programme, found), record.round), "how": how}
    nil = record.answers.get("anything") is False
    key = "records.sent-nil" if nil else f"records.sent-{found.kind}"
    again = Choice(f"record:{unit_id}.{version}.0:list", Phrase("records.sent#more"))
    choices = (again, Choice("menu:show", Phrase("mine.one#menu")))
    lead = (Phrase("records.replaced"),) if record.answers.get("again") else ()
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
