"""What is asked about how the people of a unit work: hours, days of the week, days off."""

from collections.abc import Callable
from datetime import date, timedelta

from handlers import parsers
from handlers.forms import Answers, Context, Form, Question, Result, Said, Value
from handlers.parsers import Invalid
from handlers.parsers.parts import parts, through
from handlers.parsers.weekdays import named, weekdays
from handlers.role_form import coming

MOST = 6  # spans of a day
LONGEST = timedelta(days=120)  # of one time off; more is a slip of the finger
DAYS = {"saturday": tuple(range(6)), "all": tuple(range(7))}


def _about(what: str) -> Callable[[Answers, Context], bool]:
    return lambda _answers, context: context.notes.get("what") == what


def hours(said: Said, _context: Context) -> Result:
    """Spans of a day, with the days of the week if they are said too; nothing for those of offices."""
    if said.token == "office":
        return Value([])
    told = parts(said.text)
    of_day = [part for part in told if not named(part)]
    if not of_day or len(of_day) > MOST:
        raise Invalid("hours")
    spans = [parsers.hours(part) for part in of_day]
    days = weekdays(", ".join(part for part in told if named(part))) if len(of_day) < len(told) else None
    notes = {"weekdays": list(days)} if days else {}
    return Value([f"{first:%H:%M}-{last:%H:%M}" for first, last in spans], notes)


def _asks_days(answers: Answers, context: Context) -> bool:
    """Not said with the hours."""
    return _about("hours")(answers, context) and "weekdays" not in context.notes


def days_of_week(said: Said, _context: Context) -> Result:
    """Days of the week; nothing for those of offices."""
    if said.token == "office":
        return Value([])
    return Value(list(DAYS[said.token] if said.token in DAYS else weekdays(said.text)))


def days_off(said: Said, context: Context) -> Result:
    """Days, or from one to another; nothing to have none any more."""
    if said.token == "none":
        return Value([])
    return Value([_time_off(part, context.today) for part in parts(said.text)])


def _time_off(text: str, today: date) -> str:
    read = parsers.day(text, today, allow_future=True)
    first = coming(read.first, today, text)
    last = read.also[-1].last if read.also and through(text) else read.last
    last = coming(last, first, text)
    if not today <= last <= first + LONGEST:
        raise Invalid("days-off")
    return f"{first.isoformat()}/{last.isoformat()}" if last > first else first.isoformat()


FORM = Form(
    "team",
    (
        Question("hours", hours, ("office",), when=_about("hours")),
        Question("weekdays", days_of_week, ("office", *DAYS), when=_asks_days),
        Question("off", days_off, ("none",), when=_about("off")),
    ),
)
