"""Rounds of what is entered: the months and years of a report, the phases of a duty or a target."""

from datetime import date, timedelta

from handlers import parsers
from handlers.events import Phrase
from handlers.forms import Answers, Context, Option, Result, Said, Value
from handlers.parsers import Invalid
from handlers.questions import shown_day
from programmes.calendar import DAY
from programmes.model import Programme
from programmes.rounds import SPRING
from storage.entered import Days

MONTH = timedelta(days=31)
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
    """Those for which nothing was entered yet, the one a report is due for first; of all, where everything
    was."""
    known, done = _rounds(context), context.notes.get("entered", ())
    open_ = [round_ for round_ in known if round_ not in done] or known
    due = last_over(str(context.notes.get("every")), context.today)
    likely = sorted(open_, key=lambda round_: round_ != due)
    return tuple(Option(f"r{round_}", shown_day(round_)) for round_ in likely[:PAGE])


def last_over(every: str, today: date) -> str:
    """The month that is over; the year that is, until March, and this one from then on."""
    if every == "month":
        return f"{today.replace(day=1) - DAY:%Y-%m}"
    return str(today.year - 1 if today.month <= SPRING else today.year)


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


# Rounds in words and in buttons


def days_of(round_: str) -> Days | None:
    """The days of a month ("2022-05") or a year; None for anything else."""
    parts = round_.split("-")
    if not all(part.isdigit() for part in parts) or len(parts[0]) != 4:
        return None
    year = int(parts[0])
    if len(parts) == 1:
        return date(year, 1, 1), date(year + 1, 1, 1)
    first = date(year, int(parts[1]), 1)
    return first, (first + MONTH).replace(day=1)


def of_round(programme: Programme, what: Phrase | str, round_: str) -> Phrase | str:
    """What was entered, and for which year, month or phase."""
    shown = shown_round(programme, round_)
    return Phrase("records.of-round", {"what": what, "round": shown}) if shown else what


def shown_round(programme: Programme, round_: str) -> Phrase | str:
    """A year, month or phase in words; nothing for what is done once."""
    phase = programme.phase(round_)
    if phase is not None:
        return Phrase(f"{programme.key}.phase-{phase.key}")
    return shown_day(round_) if days_of(round_) else ""


def round_number(programme: Programme, round_: str) -> int:
    """A round in a button: 202205, 2022, the place of a phase from 1 on; 0 for what has no rounds."""
    if days_of(round_):
        return int(round_.replace("-", ""))
    keys = [phase.key for phase in programme.phases]
    return keys.index(round_) + 1 if round_ in keys else 0


def numbered_round(programme: Programme, number: int) -> str:
    """What `round_number` made; nothing for a number that is none."""
    if 0 < number <= len(programme.phases):
        return programme.phases[number - 1].key
    year, month = divmod(number, 100)
    if 1 <= month <= 12 and 1900 <= year <= 9999:
        return f"{year}-{month:02}"
    return str(number) if 1900 <= number <= 9999 else ""
