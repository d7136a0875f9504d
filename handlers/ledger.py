"""The ledger of reminders (sổ nhắc việc) in chat: by deadline, then by unit, then line by line.

A button's subject names a line, whose round of a deadline is meant, a unit and where a page begins:
`ledger:<line>.<unit>.<after>:<token>`; line 0 is every round, unit 0 every unit.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from handlers import dialog, ledger_lines, menu, permissions, wishes
from handlers.desk import within
from handlers.dialog import Dialog
from handlers.events import Choice, Param, Phrase, Reply
from handlers.forms import Context, Form, Question
from handlers.ledger_lines import titled
from handlers.lists import PAGE, places
from handlers.phrases import to_json
from handlers.turn import Turn
from storage import ledger
from storage.ledger import About
from storage.records import Draft

LINES = 5  # of a unit in one message
FORMATS = ("xlsx", "docx")


class View(NamedTuple):
    """What a button leads to: the round of a line, a unit, and what a page begins after."""

    line: int = 0
    unit_id: int = 0
    after: int = 0

    def value(self, token: str) -> str:
        """The value of a button that leads here."""
        return f"ledger:{self.line}.{self.unit_id}.{self.after}:{token}"


def show(turn: Turn, page: int = 0) -> list[Reply]:
    """The rounds of deadlines of which somebody below was told, the latest first."""
    tops = permissions.units_of(turn, "review")
    if not tops:
        return _unknown(turn)
    found = sorted(ledger.rounds(turn.store, tops), key=lambda pair: _last(turn, pair[0]), reverse=True)
    first = page * PAGE
    choices = (
        *(Choice(View(key).value("round"), titled(turn.service, about, turn.now))
          for about, key in found[first : first + PAGE]),
        *([Choice(View(after=page + 1).value("list"), Phrase("programmes#more"))]
          if len(found) > first + PAGE else []),
        *([Choice(View().value("find"), Phrase("ledger#unit"))] if found else []),
        _to_desk(),
    )  # fmt: skip
    reply = Reply("ledger" if found else "ledger.none", {}, choices)
    return menu.choose(turn, "ledger", reply)


def _last(turn: Turn, about: About) -> date:
    """The last day of a round; what has none stands at the end."""
    programme = ledger_lines.programme_of(turn.service, about.programme)
    found = ledger_lines.occurrence_of(programme, about, turn.now) if programme else None
    return found.last_day if found else date.min


def chosen(turn: Turn, subject: str, token: str) -> list[Reply]:
    """A button of the ledger; what is not theirs to see is as if it did not exist."""
    view = View(*(*places(subject), 0, 0, 0)[:3])
    if token == "list":
        return show(turn, view.after)
    row = ledger.one(turn.store, view.line) if view.line else None
    about = About(row.programme, row.deadline, row.round) if row is not None else None
    if (view.line and not _may(turn, row)) or not _within(turn, view.unit_id):
        return _unknown(turn)
    if token == "find":
        return _find(turn, view)
    if token == "notice" and row is not None:
        return _notice(turn, row)
    if token == "unit" and view.unit_id:
        return _unit(turn, view, about)
    if about is None:
        return show(turn)
    return _wished(turn, view, about, token) if token in FORMATS else _round(turn, view, about)


def _may(turn: Turn, row: Any) -> bool:
    """Lines of workers are theirs alone."""
    return row is not None and row.role != "worker" and permissions.may(turn, "review", row.unit_id)


def _within(turn: Turn, unit_id: int) -> bool:
    """A unit of theirs or below; 0 is all of these."""
    if not unit_id:
        return bool(permissions.units_of(turn, "review"))
    return unit_id in turn.service.places and permissions.may(turn, "review", unit_id)


def _tops(turn: Turn, view: View) -> list[int]:
    return [view.unit_id] if view.unit_id else permissions.units_of(turn, "review")


# A round of a deadline


def _round(turn: Turn, view: View, about: About) -> list[Reply]:
    """How many were told and what became of it; the units, a page of them."""
    tops = _tops(turn, view)
    found = ledger.figures(turn.store, about.here, ledger.within(tops))
    units = ledger.units(turn.store, tops, about, view.after, PAGE + 1)
    names = turn.service.places
    narrowed = [Choice(View(view.line).value("round"), Phrase("ledger.one#all"))]
    choices = (
        *(Choice(View(view.line, key).value("unit"),
                 Phrase("ledger.one#unit", {"unit": names[key].name, "count": count}))
          for key, count in units[:PAGE] if key in names),
        *([Choice(view._replace(after=units[PAGE - 1][0]).value("round"), Phrase("programmes#more"))]
          if len(units) > PAGE else []),
        Choice(View(view.line).value("find"), Phrase("ledger.one#other")),
        *(narrowed if view.unit_id else []),
        *(Choice(view._replace(after=0).value(name), Phrase(f"ledger.one#{name}")) for name in FORMATS),
        Choice("menu:ledger", Phrase("ledger#back")),
    )  # fmt: skip
    where = [Phrase("ledger.where", {"unit": names[view.unit_id].name})] if view.unit_id else []
    lines = (*where, *counted(found))
    params: dict[str, Param] = {"what": titled(turn.service, about, turn.now), "lines": lines}
    return menu.choose(turn, "ledger.one", Reply("ledger.one", params, choices))


def counted(found: ledger.Figures) -> tuple[Phrase, ...]:
    """The counts in words; what is none is not told."""
    states = {name: found.states[name] for name in ("sent", "waiting", "failed", "unknown")}
    missed, moved = found.states["missed"], found.states["elsewhere"]
    return (
        Phrase("ledger.figures", {"told": found.told, **states}),
        *answers(found),
        *([Phrase("ledger.figures#support", {"count": found.support})] if found.support else []),
        *([Phrase("ledger.figures#missed", {"count": missed})] if missed else []),
        *([Phrase("ledger.figures#elsewhere", {"count": moved})] if moved else []),
    )


def answers(found: ledger.Figures) -> tuple[Phrase, ...]:
    """What was answered, where anything was."""
    told = {name: found.answers[name] for name in ("known", "later", "passed")}
    return (Phrase("ledger.figures#answers", told),) if any(told.values()) else ()


# A unit, a line


def _unit(turn: Turn, view: View, about: About | None) -> list[Reply]:
    """The lines of one unit, the newest first."""
    rows = ledger.of_unit(turn.store, view.unit_id, about, view.after, LINES + 1)
    shown = rows[:LINES]
    back = [Choice(View(view.line).value("round"), Phrase("ledger.lines#round"))] if about else []
    choices = (
        *(Choice(View(row.id).value("notice"),
                 Phrase("ledger.lines#one", {"number": row.number, "at": row.at})) for row in shown),
        *([Choice(view._replace(after=shown[-1].id).value("unit"), Phrase("programmes#more"))]
          if len(rows) > LINES else []),
        *back,
        Choice("menu:ledger", Phrase("ledger#back")),
    )  # fmt: skip
    what = titled(turn.service, about, turn.now) if about else Phrase("ledger.all-rounds")
    lines = tuple(map(ledger_lines.line, shown)) or (Phrase("ledger.empty"),)
    params: dict[str, Param] = {
        "unit": turn.service.places[view.unit_id].name,
        "what": what,
        "lines": lines,
    }
    return menu.choose(turn, "ledger.lines", Reply("ledger.lines", params, choices))


def _notice(turn: Turn, row: Any) -> list[Reply]:
    """One line with everything that is known of it, and what was said word for word."""
    about = About(row.programme, row.deadline, row.round)
    why = ledger_lines.because(row) if row.outcome in ("failed", "elsewhere") else ""
    parts: Mapping[str, Mapping[str, Param]] = {
        "unit": {"unit": turn.service.places[row.unit_id].name},
        "kind": {"kind": Phrase(f"ledger.kind#{row.kind}"), "number": row.number},
        "whom": {"whom": ledger_lines.said_to(row)},
        "debts": {"debts": ledger_lines.joined(ledger_lines.missing(row.debts))},
        "due": {"at": row.due_at},
        "at": {"at": row.at},
        "outcome": {"outcome": ledger_lines.outcome(row)},
        "why": {"why": why},
    }
    lines = [Phrase(f"ledger.full#{name}", told) for name, told in parts.items() if all(told.values())]
    if row.answer:
        lines.append(Phrase("ledger.answered", {"answer": ledger_lines.answered(row)}))
    if said := row.data.get("reason") or row.data.get("none"):
        lines.append(Phrase("ledger.full#said", {"why": str(said)}))
    if row.text:
        lines.append(Phrase("ledger.full#text", {"text": row.text}))
    choices = (
        Choice(View(row.id, row.unit_id).value("unit"), turn.service.places[row.unit_id].name),
        Choice(View(row.id).value("round"), Phrase("ledger.lines#round")),
        Choice("menu:ledger", Phrase("ledger#back")),
    )
    params: dict[str, Param] = {"what": titled(turn.service, about, turn.now), "lines": tuple(lines)}
    return menu.choose(turn, "ledger.notice", Reply("ledger.notice", params, choices))


# Files


def _wished(turn: Turn, view: View, about: About, form: str) -> list[Reply]:
    tops: Sequence[int] = _tops(turn, view)
    what = to_json(titled(turn.service, about, turn.now))
    wishes.wish(
        turn, f"ledger.{form}", tops=list(tops), about=list(about), what=what, language=turn.person.language
    )
    return menu.choose(turn, "book.making", Reply("book.making"))


# A unit by its name


def _find(turn: Turn, view: View) -> list[Reply]:
    for begun in turn.store.open_drafts(turn.person.id, FIND.key):
        dialog.throw(turn, begun)
    _, replies = dialog.begin(turn, DIALOG, FIND.key, line=view.line)
    return replies


FIND = Form("ledger", (Question("unit", within),))


def _context(turn: Turn, draft: Draft) -> Context:
    notes = {**draft.notes, "tops": permissions.units_of(turn, "review")}
    return Context(turn.today, turn.at, turn.service, draft.answers, notes)


def _finish(turn: Turn, draft: Draft) -> list[Reply]:
    """One unit's lines; of one with others below it all of theirs, where a round was chosen."""
    draft.state = "sent"
    unit_id, line = int(draft.answers["unit"]), int(draft.notes["line"])
    branch = line and unit_id in turn.service.branches
    return chosen(turn, f"{line}.{unit_id}.0", "round" if branch else "unit")


def _left(turn: Turn, draft: Draft) -> list[Reply]:
    draft.state = "thrown"
    return show(turn)


DIALOG = Dialog(lambda _t, _d: FIND, _context, _finish, _left, _left, _left, progress="")


def _to_desk() -> Choice:
    return Choice("menu:desk", Phrase("case.one#desk"))


def _unknown(turn: Turn) -> list[Reply]:
    return menu.show(turn, (Phrase("programmes.unknown"),))
