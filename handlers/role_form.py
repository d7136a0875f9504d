"""The questions about roles: whom to invite, to what, for how long; when somebody is away; whether a role
shall end."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from handlers import parsers
from handlers.desk import within
from handlers.events import Param, Phrase
from handlers.forms import Answers, Context, Do, Form, Option, Question, Result, Said, Value
from handlers.parsers import Invalid
from handlers.phrases import of_json
from handlers.questions import shown_date, words
from handlers.role_lines import named
from handlers.text import fold
from handlers.unit_question import shown_unit

MOST_USES = 500
MOST_DAYS = 365
MOST_UNITS = 1000  # codes of one file: more makes no paper that anybody hands out
LONGEST = timedelta(days=2 * 365)  # of an absence; a longer one is a slip of the finger
LASTING = 14  # days an invitation can be used where nothing else is said
OWN = 5  # own units offered

_UNTIL = ("toi ", "den ")
_NUMBER = re.compile(r"\d+")


def deed(*deeds: str) -> Callable[[Answers, Context], bool]:
    """Asked for these deeds."""
    return lambda _answers, context: context.notes.get("deed") in deeds


# Whom, and where


def role_options(context: Context) -> tuple[Option, ...]:
    """The roles that whoever asks may invite to."""
    return tuple(Option(role, Phrase(f"role.role#{role}")) for role in context.notes.get("roles", ()))


def role(said: Said, context: Context) -> Result:
    """One of them."""
    if said.token in context.notes.get("roles", ()):
        return Value(said.token)
    raise Invalid("choose")


def unit_options(context: Context) -> tuple[Option, ...]:
    """The own units; any other below them is typed."""
    tops = [context.service.places[key] for key in context.notes.get("tops", ())]
    return tuple(Option(f"u{place.id}", place.name) for place in tops[:OWN])


def unit(said: Said, context: Context) -> Result:
    """An own unit, or one below by its code or part of its name; which one it is, is told back."""
    for key in context.notes.get("tops", ()):
        if said.token == f"u{key}":
            return Value(key)
    found = within(said, context)
    if not isinstance(found, Value):
        return found
    return Value(found.value, {}, Phrase("form.noted", {"value": shown_unit(found.value, context)}))


def unit_prompt(context: Context) -> Phrase:
    """As the deed wants it."""
    return Phrase(f"role.unit#{context.notes.get('deed')}")


# How many, how long


def _figure(text: str, most: int, key: str) -> int:
    found = _NUMBER.findall(text)
    if len(found) != 1 or not 1 <= int(found[0][:9]) <= most:
        raise Invalid(key, most=most)
    return int(found[0])


def uses(said: Said, _context: Context) -> Result:
    """For one, for several, or at once for how many: "20 người"."""
    if said.token in ("one", "many"):
        return Value(said.token)
    return Value("many", {"count": _figure(said.text, MOST_USES, "uses")})


def for_several(answers: Answers, context: Context) -> bool:
    """How many is still to be said."""
    return answers.get("uses") == "many" and "count" not in context.notes


def count(said: Said, _context: Context) -> Result:
    """How many persons."""
    return Value(_figure(said.text, MOST_USES, "uses"))


def days(said: Said, _context: Context) -> Result:
    """A number of days."""
    return Value(_figure(said.token or said.text, MOST_DAYS, "days"))


def shown_days(value: Any, _context: Context) -> Phrase:
    """As it was said."""
    return Phrase("role.days#count", {"count": value})


def enough(_answers: Answers, context: Context) -> bool:
    """There are units without an officer, and not more than fit into a file."""
    return 1 <= int(context.notes.get("units", 1)) <= MOST_UNITS


def asks_days(answers: Answers, context: Context) -> bool:
    """An invitation is made."""
    return deed("invite")(answers, context) or (deed("bulk")(answers, context) and enough(answers, context))


# An absence


def since(said: Said, context: Context) -> Result:
    """The first day; the last one too where both were said: "từ 1/9 đến 15/9"."""
    if said.token == "today":
        return Value(context.today.isoformat())
    read = parsers.day(said.text, context.today, allow_future=True)
    first = coming(read.first, context.today, said.text)
    if not read.also:
        return Value(first.isoformat())
    last = _last(coming(read.also[-1].last, first, said.text), first, context.today)
    return Value(first.isoformat(), {"until": last.isoformat()})


def until(said: Said, context: Context) -> Result:
    """The last day."""
    read = parsers.day(said.text, context.today, allow_future=True)
    first = date.fromisoformat(context.answers["since"])
    return Value(_last(coming(read.last, first, said.text), first, context.today).isoformat())


def said_days(text: str, context: Context) -> tuple[dict[str, Any], dict[str, Any]]:
    """What was said of an absence in passing, as an answer and notes: "từ tháng 9", "tới 15/9" (from today
    on). Nothing where it can't be read: then it is asked."""
    begun: dict[str, Any] = {"since": context.today.isoformat()}
    try:
        if fold(text).startswith(_UNTIL):
            ended = until(Said(text), replace(context, answers=begun))
            return (begun, {"until": ended.value}) if isinstance(ended, Value) else ({}, {})
        first = since(Said(text), context)
    except Invalid:
        return {}, {}
    return ({"since": first.value}, dict(first.notes)) if isinstance(first, Value) else ({}, {})


def coming(day: date, after: date, said: str) -> date:
    """A day that was said without its year is one to come. Raises Invalid."""
    if day >= after or str(day.year) in said:
        return day
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        raise Invalid("date-no-such-day") from None


def _last(last: date, first: date, today: date) -> date:
    if not max(first, today) <= last <= max(first, today) + LONGEST:
        raise Invalid("absence")
    return last


def asks_until(answers: Answers, context: Context) -> bool:
    """Only the first day was said."""
    return deed("cover")(answers, context) and "until" not in context.notes


# Whether it shall be done


def confirm_options(context: Context) -> tuple[Option, ...]:
    """Yes, yes with a reason, no."""
    tokens = ("make", "discard") if context.notes.get("deed") == "bulk" else ("end", "why", "discard")
    return tuple(Option(token, Phrase(f"role.confirm#{token}")) for token in tokens)


def confirm(said: Said, context: Context) -> Result:
    """One of them."""
    if said.token == "discard":
        return Do("discard")
    if any(option.token == said.token for option in confirm_options(context)):
        return Value(said.token)
    raise Invalid("choose")


def confirm_prompt(context: Context) -> Phrase | None:
    """Says what will happen; whoever began the form knows it."""
    notes, answers = context.notes, context.answers
    if notes.get("deed") == "bulk":
        place = context.service.places.get(answers.get("unit", 0))
        told: dict[str, Param] = {"count": notes.get("units", 0), "unit": place.name if place else "",
                "days": answers.get("days", LASTING)}  # fmt: skip
        return Phrase("role.confirm-bulk", told)
    told_: dict[str, Param] = {"role": named(str(notes.get("role"))), "unit": str(notes.get("unit"))}
    if notes.get("deed") == "end":
        told_["name"] = str(notes.get("name"))
    asked, after = Phrase(f"role.confirm-{notes.get('deed')}", told_), of_json(notes.get("after", []))
    return Phrase("role.confirm-after", {"what": asked, "after": after}) if after else asked


def asks_why(answers: Answers, _context: Context) -> bool:
    """The reason is to be told as well."""
    return answers.get("confirm") == "why"


def asks_confirm(answers: Answers, context: Context) -> bool:
    """What can't be taken back is asked once."""
    return deed("end", "leave")(answers, context) or (
        deed("bulk")(answers, context) and enough(answers, context)
    )


ROLE = Form(
    "role",
    (
        Question("role", role, role_options, when=deed("invite"), free=False,
                 show=lambda value, _context: Phrase(f"role.role#{value}")),
        Question("unit", unit, unit_options, when=deed("invite", "bulk", "find"), prompt=unit_prompt,
                 show=shown_unit),
        Question("uses", uses, ("one", "many"), when=deed("invite"), free=False),
        Question("count", count, when=for_several),
        Question("days", days, lambda _context: tuple(
            Option(f"d{number}", shown_days(number, _context)) for number in (7, LASTING, 30, 90)
        ), when=asks_days, free=False, show=shown_days),
        Question("since", since, ("today",), when=deed("cover"), show=shown_date),
        Question("until", until, when=asks_until, show=shown_date),
        Question("confirm", confirm, confirm_options, when=asks_confirm, free=False, hidden=True,
                 prompt=confirm_prompt),
        Question("why", words, when=asks_why),
    ),
)  # fmt: skip
"""One form for every deed: each is asked what it needs."""
