"""What a unit has entered, as officers at and above it read it: a list, and one record in full."""

from collections.abc import Sequence
from typing import Any

from handlers import dialog, files, menu, permissions, record_form, report_figures
from handlers.events import Choice, Param, Phrase, Reply
from handlers.forms import Context, Form
from handlers.lists import listed
from handlers.money import dong
from handlers.record_form import title
from handlers.record_rounds import of_round
from handlers.turn import ZONE, Turn
from programmes.model import Programme
from storage import entered

ORDER = ("report", "target", "activity", "duty", "step", "nil")


def unknown(turn: Turn) -> list[Reply]:
    """What may not be seen is as if it did not exist."""
    return menu.show(turn, (Phrase("programmes.unknown"),))


def may_look(turn: Turn, unit_id: int, version: int) -> Programme | None:
    """The programme, where somebody may see what the unit entered in it; also when it is closed."""
    allowed = unit_id in turn.service.places and permissions.may(turn, "record", unit_id)
    return turn.service.programmes.get(version) if allowed else None


def show(turn: Turn, unit_id: int, version: int, page: int) -> list[Reply]:
    """What a unit has entered: by kind, of each the newest round first."""
    programme = may_look(turn, unit_id, version)
    done = entered.of_unit(turn.store, programme.key, unit_id) if programme else []
    if programme is None or not done:
        return unknown(turn)
    newest = sorted(done, key=lambda row: (row.round, row.id), reverse=True)
    scope, replaced = f"record:{unit_id}.{version}.", entered.replaced(done)
    choices = [
        Choice(
            f"{scope}{row.id}:one",
            Phrase(
                f"records.entered#{_state(row, replaced)}",
                {"what": named(turn, programme, row), "day": row.sent_at.astimezone(ZONE).date()},
            ),
        )
        for row in sorted(newest, key=lambda row: ORDER.index(row.kind))
    ]
    params: dict[str, Param] = {"programme": programme.short, "unit": turn.service.places[unit_id].name}
    return listed(turn, Reply("records.entered", params), choices, page,
                  lambda other: f"{scope}{other}:entered")  # fmt: skip


def _state(row: Any, replaced: set[int]) -> str:
    if row.answers.get("undone"):
        return "undone"
    return "replaced" if row.id in replaced else "one"


def named(turn: Turn, programme: Programme, row: Any) -> Phrase | str:
    """A record by its name and round; by its key where the programme does not ask it any more."""
    what: Phrase | str = row.key
    found = record_form.entry(programme, row.kind, row.key)
    if found is not None:
        what = title(programme, found)
    elif row.kind in ("step", "nil") and programme.deadline(row.key):
        deadline = Phrase(f"{programme.key}.deadline-{row.key}")
        what = Phrase("records.step" if row.kind == "step" else "records.nil", {"what": deadline})
    elif row.kind == "target":
        figure = dong(row.answers.get("figure", 0))
        what = Phrase("records.target", {"what": target_named(turn, programme, row.key), "figure": figure})
    return of_round(programme, what, row.round)


def target_named(turn: Turn, programme: Programme, key: str) -> str:
    """A target by its name, in the language of whoever reads; by its key where no document has it."""
    every = (target for version in reversed(programme.targets) for target in version.targets)
    found = next((target for target in every if target.key == key), None)
    if found is None:
        return key
    return found.title.en if turn.person.language == "en" else found.title.vi


def one(turn: Turn, unit_id: int, version: int, number: int) -> list[Reply]:
    """One record with all its answers in full, read by the file it was entered with."""
    programme = may_look(turn, unit_id, version)
    row = entered.one(turn.store, number) if programme else None
    if programme is None or row is None or (row.unit_id, row.programme) != (unit_id, programme.key):
        return unknown(turn)
    params: dict[str, Param] = {
        "what": named(turn, programme, row),
        "unit": turn.service.places[unit_id].name,
        "who": row.name,
        "at": row.sent_at,
        "lines": _lines(turn, programme, row),
    }
    scope = f"record:{unit_id}.{version}."
    again = row.kind in ("report", "duty") and (unit_id, version) in permissions.recordable(turn)
    choices = (
        *((Choice(f"{scope}{row.id}:anew", Phrase("records.one#anew")),) if again else ()),
        Choice(f"{scope}0:entered", Phrase("records.one#all")),
        Choice("menu:show", Phrase("mine.one#menu")),
    )
    return menu.choose(turn, "records.one", Reply("records.one", params, choices))


def _lines(turn: Turn, programme: Programme, row: Any) -> tuple[Phrase, ...]:
    """The answers, the files, and of a report what the service counted when it was sent."""
    then = turn.service.programmes.get(row.programme_version_id, programme)
    draft = turn.store.draft(row.draft_id) if row.draft_id else None
    if row.kind in ("step", "target", "nil"):
        reason = row.answers.get("reason")
        return (Phrase("records.reason", {"reason": str(reason)}),) if reason else ()
    known = row.answers.get("known")
    counted: Sequence[Phrase] = ()
    if known:
        lines = tuple(report_figures.lines(then, report_figures.of_json(known), row.round))
        counted = (Phrase("records.known", {"lines": lines}),)
    return (*answered(turn, then, row), *(files.counted(turn, draft) if draft else ()), *counted)


def answered(turn: Turn, programme: Programme, row: Any) -> list[Phrase]:
    """The answers of a record, line by line."""
    form, context = _read(turn, programme, row)
    return [line for question in form.questions for line in dialog.read_back(form, context, question)]


def told(turn: Turn, programme: Programme, row: Any, limit: int) -> list[tuple[Phrase, Phrase | str]]:
    """The answers of a report as label and value, long ones shortened; neither its round nor whether there
    was anything to report."""
    form, context = _read(turn, programme, row)
    found = []
    for question in form.questions:
        if question.hidden or question.key in record_form.ALWAYS or question.key not in row.answers:
            continue
        value = dialog.shown_value(form, question, row.answers[question.key], context)
        shown = dialog.short(value, limit) if isinstance(value, str) else value
        found.append((Phrase(f"{form.key}.{question.key}#label"), shown))
    return found


def _read(turn: Turn, programme: Programme, row: Any) -> tuple[Form, Context]:
    """The questions a record answers, as its programme asked them."""
    found = record_form.entry(programme, row.kind, row.key)
    form = record_form.form(programme, found) if found else record_form.RECORD
    notes = {"kind": row.kind, "every": getattr(found.what, "every", None) if found else None}
    return form, Context(turn.today, turn.at, turn.service, row.answers, notes, programme)
