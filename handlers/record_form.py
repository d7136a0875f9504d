"""What officers enter for their unit: the library of their questions, and what a programme asks of a level.

Stored values are text, ISO dates, whole numbers, integer đồng, and the English words of choices.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Literal, NamedTuple

from handlers import parsers
from handlers.events import Phrase
from handlers.forms import Answers, Context, Form, Option, Parse, Question, Result, Said, Value
from handlers.money import dong
from handlers.parsers import Invalid
from handlers.questions import choice, confirm, short_text, shown_date, shown_day, some_day, words
from programmes.model import Activity, Asked, Duty, Programme, Report, Target

Kind = Literal["activity", "report", "duty"]
KINDS: tuple[Kind, ...] = ("activity", "report", "duty")

_COUNT = re.compile(r"\d{1,3}(?:[.,]\d{3})+(?!\d)|\d+")
MOST = 10_000_000  # people or things of one record
SPENDING = ("spending_science", "spending_total")  # numerator and denominator of a plan's ratio


class Entry(NamedTuple):
    """Something a programme asks officers to enter."""

    kind: Kind
    what: Activity | Report | Duty


def entries(programme: Programme, level: str) -> Iterator[Entry]:
    """What a programme asks of units of a level: its reports, any activity, its duties. Reports come first:
    kinds of activities may fill a page."""
    yield from (Entry("report", report) for report in programme.reports if level in report.by)
    yield from (Entry("activity", activity) for activity in programme.activities)
    yield from (Entry("duty", duty) for duty in programme.duties if level in duty.levels)


def entry(programme: Programme, kind: str, key: str) -> Entry | None:
    """One of them by its key, whatever the level."""
    every: dict[Kind, tuple[Activity | Report | Duty, ...]] = {
        "activity": programme.activities,
        "report": programme.reports,
        "duty": programme.duties,
    }
    return next((Entry(k, what) for k in KINDS for what in every[k] if (k, what.key) == (kind, key)), None)


def title(programme: Programme, found: Entry) -> Phrase:
    """Its name, in the programme's own words."""
    return Phrase(f"{programme.key}.{found.kind}-{found.what.key}")


# Ways to read an answer


def count(said: Said, _context: Context) -> Result:
    """A whole number: "khoảng 1.200 người"."""
    found = _COUNT.findall(said.text)
    if len(found) != 1:
        raise Invalid("count")
    number = int(re.sub(r"\D", "", found[0]))
    if number > MOST:
        raise Invalid("count")
    return Value(number)


def sum_of_money(said: Said, _context: Context) -> Result:
    """A sum in đồng, told back: a slip of three zeros is easy."""
    amount = parsers.money(said.text).amount
    return Value(amount, {}, Phrase("form.noted", {"value": shown_sum(amount, None)}))


def shown_sum(value: Any, _context: Context | None) -> Phrase:
    """A sum as people read it."""
    return Phrase("record.sum", {"amount": dong(value)})


def done_on(said: Said, context: Context) -> Result:
    """Today, or the day it was done."""
    return Value(context.today.isoformat()) if said.token == "today" else some_day(said, context)


# Rounds: which year or month a report is about


def rounds(context: Context) -> tuple[Option, ...]:
    """The present year or month and the one before, as the report's cadence wants."""
    return tuple(Option(f"r{round_}", shown_day(round_)) for round_ in _rounds(context))


def _rounds(context: Context) -> tuple[str, ...]:
    today = context.today
    if context.notes.get("every") == "month":
        before = f"{today.year - 1}-12" if today.month == 1 else f"{today.year}-{today.month - 1:02d}"
        return (f"{today:%Y-%m}", before)
    return (str(today.year), str(today.year - 1))


def round_of(said: Said, context: Context) -> Result:
    """One of those."""
    known = {f"r{round_}": round_ for round_ in _rounds(context)}
    if said.token not in known:
        raise Invalid("choose")
    return Value(known[said.token])


def has_rounds(_answers: Answers, context: Context) -> bool:
    """It is a report of a month or a year."""
    return context.notes.get("kind") == "report" and context.notes.get("every") in ("month", "year")


def confirm_prompt(context: Context) -> Phrase:
    """Before a report is sent, what the service knows of its year stands beside what was entered."""
    known: list[Phrase] = []
    if context.programme is not None and context.notes.get("kind") == "report":
        known = [*_known(context.programme, context.notes.get("known") or {}), *_ratios(context)]
    if not known:
        return Phrase("record.confirm")
    return Phrase("record.confirm-known", {"known": tuple(known)})


def _known(programme: Programme, known: Answers) -> list[Phrase]:
    lines = [
        Phrase("record.known-activity", {"what": Phrase(f"{programme.key}.activity-{key}"), "count": number})
        for key, number in known.get("activities", {}).items()
    ]
    if "initiatives" in known:
        lines.append(Phrase("record.known-initiatives", {"count": known["initiatives"]}))
    return lines


def _ratios(context: Context) -> list[Phrase]:
    """What was spent beside what the plan aims at."""
    part, whole = map(context.answers.get, SPENDING)
    if part is None or not whole or context.programme is None:
        return []
    version = context.programme.targets_on(context.today)
    aims = [t for t in version.targets if (t.of, t.over) == SPENDING] if version else []
    aim = aims[0] if aims else None
    return [_ratio(part / whole * 100, aim)]


def _ratio(percent: float, aim: Target | None) -> Phrase:
    reached = figure(round(percent, 2))
    if aim is None or aim.value is None:
        return Phrase("record.known-ratio", {"percent": reached})
    return Phrase("record.known-ratio-aim", {"percent": reached, "aim": figure(aim.value)})


def figure(value: float) -> str:
    """0.8 → "0,8"."""
    return f"{value:g}".replace(".", ",")


# The library


def _line(limit: int) -> Parse:
    return short_text(limit)


RECORD = Form(
    "record",
    (
        Question("round", round_of, rounds, when=has_rounds, free=False, show=shown_date),
        Question("activity_title", _line(200)),
        Question("held_on", some_day, show=shown_date),
        Question("done_on", done_on, ("today",), show=shown_date),
        Question("place", _line(120)),
        Question("participants", count),
        Question("partner", _line(200)),
        choice("task_level", "tld", "ministry", "province"),
        choice("task_role", "lead", "co_lead"),
        Question("publication_link", _line(300)),
        Question("nominees", words),
        Question("registered_count", count),
        Question("summary", words, long=True),
        Question("spending_science", sum_of_money, show=shown_sum),
        Question("spending_total", sum_of_money, show=shown_sum),
        Question("amount", sum_of_money, show=shown_sum),
        Question("difficulties", words),
        Question("proposals", words),
        Question("note", words),
        Question(
            "confirm", confirm, ("yes", "edit", "later"), free=False, hidden=True, review=True,
            prompt=confirm_prompt,
        ),
    ),
)  # fmt: skip
ALWAYS = ("round", "done_on", "confirm")
"""Asked by the form itself; all others only where a programme's file asks them."""

USUAL: dict[Kind, tuple[str, ...]] = {
    "activity": ("activity_title", "held_on", "note"),
    "report": ("summary", "difficulties", "proposals"),
    "duty": ("note",),
}
"""What is asked where the file names no questions."""


def asked_keys() -> frozenset[str]:
    """The questions a programme's file may ask officers."""
    return frozenset(question.key for question in RECORD.questions) - set(ALWAYS)


def form(programme: Programme, found: Entry) -> Form:
    """The questions of one entry: only what is `required` can't be skipped."""
    listed = getattr(found.what, "questions", ())
    asked = {a.key: a for a in listed} or {key: Asked(key=key) for key in USUAL[found.kind]}
    own = {"activity": {"confirm"}, "report": {"round", "confirm"}, "duty": {"done_on"}}[found.kind]
    return Form(
        RECORD.key,
        tuple(
            question if question.key in own else _as_asked(programme, question, asked[question.key])
            for question in RECORD.questions
            if question.key in own or question.key in asked
        ),
    )


def _as_asked(programme: Programme, question: Question, asked: Asked) -> Question:
    made = replace(question, optional=not asked.required)
    if not asked.reworded:
        return made
    own = Phrase(f"{programme.key}.ask-{question.key}")
    return replace(made, prompt=lambda _context: own)
