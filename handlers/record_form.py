"""What officers enter for their unit: the library of their questions, and what a programme asks of a level.

Stored values are text, ISO dates, whole numbers, integer đồng, and the English words of choices.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Literal, NamedTuple

from handlers import parsers
from handlers.events import Phrase
from handlers.forms import (
    Answers,
    Context,
    Do,
    Form,
    Option,
    Parse,
    Question,
    Result,
    Said,
    Value,
    as_asked,
)
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


def entries(programme: Programme, level: str, direct: bool) -> Iterator[Entry]:
    """What a programme asks of units of a level: its reports, any activity, its duties. Reports come first:
    kinds of activities may fill a page. `direct`: the unit stands directly under the issuing body; some
    reports and duties are only asked of such units."""

    def asks(what: Report | Duty, levels: Sequence[str]) -> bool:
        return level in levels and (direct or not what.direct)

    yield from (Entry("report", report) for report in programme.reports if asks(report, report.by))
    yield from (Entry("activity", activity) for activity in programme.activities)
    yield from (Entry("duty", duty) for duty in programme.duties if asks(duty, duty.levels))


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

PAGE = 6  # rounds offered; older ones are typed


def every_round(programme: Programme, every: str, today: date) -> list[str]:
    """The years or months of a programme so far, the newest first: as long as it runs, what is late too."""
    first = _began(programme, today)
    last = max(first, min(today, programme.runs.until or today))
    if every == "month":
        months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
        return [f"{month // 12}-{month % 12 + 1:02d}" for month in reversed(months)]
    return [str(year) for year in range(last.year, first.year - 1, -1)]


def _began(programme: Programme, today: date) -> date:
    """The day it runs from or was issued on, or entries or the portal opened; last year where it names no
    day."""
    opened = [w.first for w in (*programme.spans("entry"), *programme.spans("portal")) if w.opens]
    return programme.runs.from_ or programme.issued_on or min(opened, default=date(today.year - 1, 1, 1))


def rounds(context: Context) -> tuple[Option, ...]:
    """Those for which nothing was entered yet; of all, where everything was."""
    known, done = _rounds(context), context.notes.get("entered", ())
    open_ = [round_ for round_ in known if round_ not in done] or known
    return tuple(Option(f"r{round_}", shown_day(round_)) for round_ in open_[:PAGE])


def _rounds(context: Context) -> list[str]:
    every = str(context.notes.get("every"))
    return every_round(context.programme, every, context.today) if context.programme else []


def round_of(said: Said, context: Context) -> Result:
    """One of those, or any other since the programme began: "tháng 3/2022", "năm 2021"."""
    wanted = said.token.removeprefix("r") or _typed(said.text, context)
    if wanted not in _rounds(context):
        raise Invalid("round")
    return Value(wanted)


def _typed(text: str, context: Context) -> str:
    try:
        day = parsers.day(text, context.today)
    except Invalid:
        raise Invalid("round") from None
    return day.value[:7] if context.notes.get("every") == "month" else day.value[:4]


def has_rounds(_answers: Answers, context: Context) -> bool:
    """It is a report of a month or a year."""
    return context.notes.get("kind") == "report" and context.notes.get("every") in ("month", "year")


def was_entered(_answers: Answers, context: Context) -> bool:
    """The same report or duty was entered before for the same round."""
    return "earlier" in context.notes


def again(said: Said, _context: Context) -> Result:
    """It takes the place of what was entered before, or is thrown away."""
    return Value(True) if said.token == "yes" else Do("discard")


def again_prompt(context: Context) -> Phrase | None:
    """Names what there is already, and of which day."""
    programme, notes = context.programme, context.notes
    found = entry(programme, str(notes.get("kind")), str(notes.get("key"))) if programme else None
    if programme is None or found is None or "earlier" not in notes:
        return None
    earlier = notes["earlier"]
    params = {"what": of_round(programme, title(programme, found), earlier["round"])}
    return Phrase("record.again-of", {**params, "day": date.fromisoformat(earlier["on"])})


def of_round(programme: Programme, what: Phrase | str, round_: str) -> Phrase | str:
    """What was entered, and for which year, month or phase."""
    if not round_:
        return what
    phase = programme.phase(round_)
    shown = Phrase(f"{programme.key}.phase-{phase.key}") if phase else shown_day(round_)
    return Phrase("records.of-round", {"what": what, "round": shown})


def confirm_prompt(context: Context, known: Answers) -> Phrase:
    """Before a report is sent, what the service knows of its year stands beside what was entered."""
    lines = [*_known(context.programme, known), *_ratios(context)] if context.programme else []
    if not lines:
        return Phrase("record.confirm")
    return Phrase("record.confirm-known", {"known": tuple(lines)})


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
        Question("round", round_of, rounds, when=has_rounds, show=shown_date),
        Question("activity_title", _line(200)),
        Question("held_on", some_day, show=shown_date),
        Question("done_on", done_on, ("today",), show=shown_date),
        Question(
            "again", again, ("yes", "no"), free=False, hidden=True, when=was_entered, prompt=again_prompt,
        ),
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
        Question("confirm", confirm, ("yes", "edit", "later"), free=False, hidden=True, review=True),
    ),
)  # fmt: skip
ALWAYS = ("round", "done_on", "again", "confirm")
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


OWN: dict[Kind, frozenset[str]] = {
    "activity": frozenset(("confirm",)),
    "report": frozenset(("round", "again", "confirm")),
    "duty": frozenset(("done_on", "again")),
}


def form(programme: Programme, found: Entry, known: Callable[[], Answers] = dict) -> Form:
    """The questions of one entry: only what is `required` can't be skipped. `known`: what the service knows
    of a report's year; asked only when its read-back is shown."""
    listed = getattr(found.what, "questions", ())
    asked = {a.key: a for a in listed} or {key: Asked(key=key) for key in USUAL[found.kind]}
    own = OWN[found.kind]
    return Form(
        RECORD.key,
        tuple(
            _own(question, found, known)
            if question.key in own
            else as_asked(programme, replace(question, optional=True), asked[question.key])
            for question in RECORD.questions
            if question.key in own or question.key in asked
        ),
    )


def _own(question: Question, found: Entry, known: Callable[[], Answers]) -> Question:
    if question.key != "confirm" or found.kind != "report":
        return question
    return replace(question, prompt=lambda context: confirm_prompt(context, known()))
