"""Việc hỗ trợ: help given outside the chat, written down by whoever gave it, for the support of teams (003
III.3). Everybody sees their own sums."""

from datetime import date, timedelta
from typing import Any

from handlers import dialog, menu, parsers, ticket_routes
from handlers.dialog import Dialog
from handlers.events import Choice, Param, Phrase, Reply
from handlers.forms import Answers, Context, Form, Option, Question, Result, Said, Value
from handlers.lists import places
from handlers.parsers import Invalid
from handlers.parsers.minutes import minutes
from handlers.questions import choice, words
from handlers.text import clean
from handlers.turn import Turn
from storage import helps
from storage.records import Draft
from storage.tables import Help, Ticket

KINDS = ("met", "trial", "papers", "other")
SHOWN = 5
DAYS = {"today": 0, "yesterday": 1}


def show(turn: Turn, *lead: Phrase) -> list[Reply]:
    """What one has written down, and the sums of this month and year."""
    if not ticket_routes.desks(turn):
        return _unknown(turn)
    rows = helps.of_person(turn.store, turn.person.id, SHOWN)
    lines = tuple(
        Phrase("help.line", {"day": row.day, "kind": Phrase(f"help.kind#{row.kind}"), "text": row.text,
                             "length": _length(row.minutes)})
        for row in rows
    )  # fmt: skip
    today = turn.today
    spans = {"month": today.replace(day=1), "year": today.replace(month=1, day=1)}
    sums = tuple(_sum(turn, name, first) for name, first in spans.items())
    choices = (
        Choice("help:0:add", Phrase("help.list#add")),
        Choice("menu:questions", Phrase("ask.one#all")),
        Choice("menu:show", Phrase("mine.one#menu")),
    )
    reply = Reply("help.list", {"lines": (*sums, *(lines or (Phrase("help.none"),)))}, choices, lead=lead)
    return menu.choose(turn, "help.list", reply)


def _sum(turn: Turn, name: str, first: date) -> Phrase:
    count, total = helps.sums(turn.store, turn.person.id, first, turn.today)
    return Phrase(f"help.sum#{name}", {"count": count, "length": spent(total)})


def spent(total: int) -> Phrase:
    """Minutes as hours and minutes."""
    hours, rest = divmod(total, 60)
    return Phrase("help.hours" if hours else "help.minutes-only", {"hours": hours, "minutes": rest})


def _length(total: int) -> Phrase | str:
    return Phrase("help.took", {"length": spent(total)}) if total else ""


def begin(turn: Turn) -> list[Reply]:
    """Asks what it was; what stands behind the command is what was done."""
    command = turn.words.command(turn.event.text) if turn.event.kind == "text" else None
    if command is None or command.name != "help-log" or not command.argument:
        return _ask(turn)
    said = clean(turn.event.text).split()  # the argument has lost its accents
    return _ask(turn, " ".join(said[-len(command.argument.split()) :]))


def _ask(turn: Turn, told: str = "", ticket: int | None = None) -> list[Reply]:
    units = ticket_routes.desks(turn)
    if not units:
        return _unknown(turn)
    for begun in turn.store.open_drafts(turn.person.id, FORM.key):
        dialog.throw(turn, begun)
    answers: dict[str, Any] = {"text": told} if told else {}
    if len(units) == 1:
        answers["unit"] = units[0]
    _, replies = dialog.begin(turn, DIALOG, FORM.key, answers=answers, units=units, ticket=ticket)
    return replies


def chosen(turn: Turn, subject: str, token: str) -> list[Reply]:
    """A button: of one's own list, or of a question (its number) that one helped with."""
    number = (*places(subject), 0)[0]
    ticket = turn.store.get(Ticket, number) if number else None
    if number and (ticket is None or not ticket_routes.may_answer(turn, ticket)):
        return _unknown(turn)
    return _ask(turn, ticket=number or None) if token == "add" else show(turn)


def _unknown(turn: Turn) -> list[Reply]:
    return menu.show(turn, (Phrase("ask.unknown"),))


# The form


def _unit(said: Said, context: Context) -> Result:
    found = next((key for key in context.notes["units"] if said.token == f"u{key}"), None)
    if found is None:
        raise Invalid("choose")
    return Value(found)


def _units(context: Context) -> tuple[Option, ...]:
    return tuple(Option(f"u{key}", context.service.places[key].name) for key in context.notes["units"])


def _day(said: Said, context: Context) -> Result:
    if said.token in DAYS:
        return Value((context.today - timedelta(days=DAYS[said.token])).isoformat())
    return Value(parsers.day(said.text, context.today).last.isoformat())


def _minutes(said: Said, _context: Context) -> Result:
    return Value(0 if said.token == "unknown" else minutes(said.text))


def _day_shown(value: str, _context: Context) -> str:
    return date.fromisoformat(value).strftime("%-d/%-m/%Y")


def _minutes_shown(value: int, _context: Context) -> Phrase:
    return spent(value) if value else Phrase("help.minutes#unknown")


def _several(_answers: Answers, context: Context) -> bool:
    return len(context.notes.get("units", ())) > 1


FORM = Form(
    "help",
    (
        Question("unit", _unit, _units, when=_several, free=False),
        choice("kind", *KINDS),
        Question("day", _day, tuple(DAYS), show=_day_shown),
        Question("minutes", _minutes, ("unknown",), optional=True, figures=True, show=_minutes_shown),
        Question("text", words),
    ),
)


def _context(turn: Turn, draft: Draft) -> Context:
    return Context(turn.today, turn.at, turn.service, draft.answers, draft.notes)


def _finish(turn: Turn, draft: Draft) -> list[Reply]:
    """Written down, while they still are one of those who answer there."""
    draft.state = "sent"
    answers = draft.answers
    if answers["unit"] not in ticket_routes.desks(turn):
        return _unknown(turn)
    turn.store.add(
        Help(unit_id=answers["unit"], person_id=turn.person.id, ticket_id=draft.notes.get("ticket"),
             kind=answers["kind"], day=date.fromisoformat(answers["day"]), minutes=answers["minutes"] or 0,
             text=answers["text"], at=turn.now)
    )  # fmt: skip
    told: dict[str, Param] = {"kind": Phrase(f"help.kind#{answers['kind']}")}
    return show(turn, Phrase("help.kept", told))


def _left(turn: Turn, draft: Draft) -> list[Reply]:
    draft.state = "thrown"
    return show(turn)


DIALOG = Dialog(
    lambda _turn, _draft: FORM, _context, _finish, _left, _left, _left, progress="", dossier=False
)
