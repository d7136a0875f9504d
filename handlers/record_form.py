"""What officers enter for their unit: the library of their questions, and what a programme asks of a level.

Stored values are text, ISO dates, whole numbers, integer đồng, and the English words of choices.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Literal, NamedTuple

from handlers import parsers, report_figures
from handlers.events import Phrase
from handlers.forms import (
    Answers,
    Context,
    Do,
    Form,
    Option,
    Parse,
    Pick,
    Question,
    Result,
    Said,
    Value,
    as_asked,
)
from handlers.money import dong
from handlers.parsers import Invalid
from handlers.questions import choice, confirm, short_text, shown_date, shown_day, some_day, words
from handlers.record_rounds import has_rounds, of_round, round_of, rounds, shown_round
from handlers.report_figures import Figures
from programmes.debts import ticked
from programmes.model import Activity, Asked, Deadline, Duty, Programme, Report, Target

Kind = Literal["activity", "report", "duty"]
"""What is entered by this form; beside it there are steps that are ticked, and targets."""
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


def tickable(programme: Programme, deadline: Deadline, level: str) -> bool:
    """Whether an officer's word (đã làm xong) says that a level's part of a deadline is done: it consolidates
    a list, sees to dossiers, or does what nothing that is stored shows."""
    moves = {move.step for move in programme.flow if (move.by, move.deadline) == (level, deadline.key)}
    return bool(moves & {"consolidate", "dossier"}) or ticked(programme, deadline, level)


def settable(programme: Programme, level: str) -> list[Target]:
    """The figures of initiatives that a level sets, for itself or for a level below, in any document of the
    programme; each once."""
    every = (target for version in reversed(programme.targets) for target in version.targets)
    mine = {t.key: t for t in every if t.measure == "count" and level in t.set_by and t.period != "month"}
    return list(mine.values())


def asks(programme: Programme, level: str, direct: bool) -> bool:
    """Whether a programme asks a level to enter anything at all."""
    found = any(entries(programme, level, direct)) or settable(programme, level)
    return bool(found) or any(tickable(programme, deadline, level) for deadline in programme.deadlines)


# Ways to read an answer


def count(said: Said, _context: Context) -> Result:
    """A whole number: "khoảng 1.200 người"."""
    return Value(figure_in(said.text))


def figure_in(text: str) -> int:
    """The one whole number of a text."""
    found = _COUNT.findall(text)
    if len(found) != 1:
        raise Invalid("count")
    number = int(re.sub(r"\D", "", found[0]))
    if number > MOST:
        raise Invalid("count")
    return number


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


def anything(said: Said, _context: Context) -> Result:
    """Whether there is something to report; *không phát sinh* is an answer."""
    if said.token:
        return Value(said.token == "yes")
    return Value(parsers.yes_no(said.text))


def anything_prompt(context: Context) -> Phrase | None:
    """Names the month or year."""
    round_ = context.answers.get("round")
    return Phrase("record.anything-in", {"round": shown_day(str(round_))}) if round_ else None


def shown_anything(value: Any, _context: Context) -> Phrase:
    """As it was answered."""
    return Phrase("form.yes" if value else "record.anything#no")


def something(answers: Answers, _context: Context) -> bool:
    """Nobody has said that there is nothing to report."""
    return answers.get("anything") is not False


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


def confirm_prompt(context: Context, known: Figures | None) -> Phrase:
    """Before a report is sent, what the service knows stands beside what was entered."""
    if known is None or context.programme is None:
        return Phrase("record.confirm")
    round_ = str(context.answers.get("round", ""))
    lines = [*report_figures.lines(context.programme, known, round_), *_ratios(context)]
    return Phrase("record.confirm-known", {"known": tuple(lines)})


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
        Question(
            "anything", anything, ("yes", "no"), free=False, when=has_rounds, prompt=anything_prompt,
            show=shown_anything,
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
ALWAYS = ("round", "done_on", "again", "anything", "confirm")
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
    "report": frozenset(("round", "again", "anything", "confirm")),
    "duty": frozenset(("done_on", "again")),
}


Known = Callable[[], Figures | None]


def form(programme: Programme, found: Entry, known: Known = lambda: None) -> Form:
    """The questions of one entry: only what is `required` can't be skipped. `known`: what the service knows
    of a report's month or year; asked only when it is shown."""
    listed = getattr(found.what, "questions", ())
    asked = {a.key: a for a in listed} or {key: Asked(key=key) for key in USUAL[found.kind]}
    own = OWN[found.kind]
    return Form(
        RECORD.key,
        tuple(
            _own(question, found, known)
            if question.key in own
            else as_asked(programme, _of_entry(question, found, known), asked[question.key])
            for question in RECORD.questions
            if question.key in own or question.key in asked
        ),
    )


def _own(question: Question, found: Entry, known: Known) -> Question:
    if question.key != "confirm" or found.kind != "report":
        return question
    return replace(question, prompt=lambda context: confirm_prompt(context, known()))


def _of_entry(question: Question, found: Entry, known: Known) -> Question:
    """In a report nothing more is asked where there is nothing to report; its count is filled in."""
    question = replace(question, optional=True)
    if found.kind != "report":
        return question
    question = replace(question, when=something)
    return _filled(question, known) if question.key == "registered_count" else question


def _filled(question: Question, known: Known) -> Question:
    """What the service counts is the first choice; any other figure is typed."""

    def counted(context: Context) -> int | None:
        figures, programme = known(), context.programme
        if figures is None or programme is None:
            return None
        return report_figures.registered(programme, figures.within or figures.total)

    def choices(context: Context) -> tuple[Option, ...]:
        number = counted(context)
        if number is None:
            return ()
        same = Option("yes", Phrase("record.registered_count#yes", {"count": dong(number)}))
        return (same, Option("other", Phrase("record.registered_count#other")))  # "0" is a figure, no "no"

    def parse(said: Said, context: Context) -> Result:
        if said.token == "other":
            return Pick(Phrase("record.registered_count-other"))
        number = counted(context) if said.token == "yes" else None
        number = figure_in(said.text) if number is None else number
        return Value(number, {}, Phrase("form.noted", {"value": dong(number)}))

    def prompt(context: Context) -> Phrase | None:
        return _counted_prompt(context, known())

    return replace(question, parse=parse, choices=choices, prompt=prompt, figures=True)


def _counted_prompt(context: Context, figures: Figures | None) -> Phrase | None:
    """Names the month or year, and what the service counts."""
    programme = context.programme
    if figures is None or programme is None:
        return None
    round_ = str(context.answers.get("round", ""))
    when = shown_round(programme, round_) or Phrase("record.known-since")
    key = "record.registered_count-posted" if programme.portal else "record.registered_count-sent"
    lines = tuple(report_figures.counts(programme, figures, round_))
    return Phrase(key, {"when": when, "known": lines})
