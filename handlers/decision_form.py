"""The questions a decision about a programme is asked: the date where it is about one, and always why."""

import re
from collections.abc import Mapping
from typing import Any

from handlers import parsers
from handlers.events import Phrase
from handlers.forms import Answers, Context, Form, Question, Result, Said, Value
from handlers.parsers import Invalid
from handlers.questions import words
from programmes.decided import CONFLICT, DATE
from programmes.model import Programme
from storage.decisions import STATE

_NUMBER = re.compile(r"\d+")


def reading_of(programme: str, conflict: str, reading: str) -> Phrase:
    """A reading's name, in the programme's own words."""
    return Phrase(f"{programme}.reading-{conflict}-{reading}")


def about_date(_answers: Answers, context: Context) -> bool:
    """The decision is about a date."""
    return str(context.notes.get("subject", "")).startswith(DATE)


def when(said: Said, context: Context) -> Result:
    """The day of every month, of every year, or the one day, as the plan wants it; kept as the programme's
    file writes it. The day itself still counts."""
    every = context.notes.get("every")
    if every == "month":
        figures = [int(found) for found in _NUMBER.findall(said.text)]
        if len(figures) != 1 or not 1 <= figures[0] <= 31:
            raise Invalid("day-of-month")
        return Value({"kind": "monthly", "day": figures[0]})
    day = parsers.day(said.text, context.today, allow_future=True)
    if day.first != day.last or day.also:
        raise Invalid("whole-day")
    if every == "year":
        return Value({"kind": "yearly", "month": day.first.month, "day": day.first.day, "end": "until"})
    meant = day.first
    if meant < context.today and str(meant.year) not in said.text:  # "20/11" means the one to come
        try:
            meant = meant.replace(year=meant.year + 1)
        except ValueError:
            raise Invalid("whole-day") from None
    return Value({"kind": "once", "at": meant.isoformat(), "end": "until"})


def shown_when(value: Mapping[str, Any]) -> Phrase:
    """A date as a programme's file writes it, in words."""
    if value["kind"] == "monthly":
        return Phrase("programmes.when#month", {"day": str(value["day"])})
    if value["kind"] == "yearly":
        return Phrase("programmes.when#year", {"day": str(value["day"]), "month": str(value["month"])})
    year, month, day = value["at"].split("-")
    return Phrase("programmes.when#once", {"day": str(int(day)), "month": str(int(month)), "year": year})


def decided_what(programme: Programme, subject: str, value: Any) -> Phrase:
    """What a decision says, for the journal and for whoever makes it."""
    if subject == STATE:
        return Phrase("programmes.what#open" if value == "open" else "programmes.what#closed")
    kind, _, key = subject.partition(":")
    conflict, deadline = programme.conflict(key), programme.deadline(key)
    if kind + ":" == CONFLICT and conflict is not None and conflict.reading(str(value)) is not None:
        return Phrase("programmes.what#reading", {"reading": reading_of(programme.key, key, str(value))})
    if kind + ":" == DATE and deadline is not None:
        named = Phrase(f"{programme.key}.deadline-{key}")
        return Phrase("programmes.what#date", {"what": named, "when": shown_when(value)})
    return Phrase("programmes.what#former")


def when_prompt(context: Context) -> Phrase:
    """Asks for the date as the plan wants it."""
    key = str(context.notes.get("subject", "")).removeprefix(DATE)
    programme = context.programme.key if context.programme else ""
    what = Phrase(f"{programme}.deadline-{key}")
    return Phrase(f"decision.when#{context.notes.get('every')}", {"what": what})


def reason_prompt(context: Context) -> Phrase | None:
    """Names what is decided, before it asks why."""
    if context.programme is None:
        return None
    value = context.answers.get("when") or context.notes.get("value")
    what = decided_what(context.programme, str(context.notes.get("subject", "")), value)
    return Phrase("decision.reason-of", {"what": what, "programme": context.programme.short})


DECISION = Form(
    "decision",
    (
        Question("when", when, when=about_date, prompt=when_prompt, show=lambda value, _c: shown_when(value)),
        Question("reason", words, prompt=reason_prompt),
    ),
)
