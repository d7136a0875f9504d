"""Câu trả lời mẫu: the questions that are asked before one is kept, changed or given a last day."""

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from handlers import parsers
from handlers.events import Phrase
from handlers.forms import Answers, Context, Form, Option, Pick, Question, Result, Said, Value
from handlers.parsers import Invalid
from handlers.questions import shown_date
from handlers.text import fold
from programmes.knowledge import LONGEST

LIMITS = {"question": 120, "answer": LONGEST}
LEAST = 5

_CALLED = ("anh", "chi", "em", "ong", "chu")  # before a name; those that are half of everyday words left out
_PHONE = re.compile(r"(?<![\d.])(?:\+?84|0)(?:[ .-]?\d){9}(?![\d.]*\d)")
_SHORTCUT = re.compile(r"[a-z0-9-]{1,12}")


def writes(_answers: Answers, context: Context) -> bool:
    """Its words are asked for."""
    return context.notes.get("deed") != "until"


def wants_shortcut(answers: Answers, context: Context) -> bool:
    """A word to call it by; where none was said with the command."""
    return writes(answers, context) and not context.notes.get("shortcut")


def wants_day(answers: Answers, context: Context) -> bool:
    """Only its last day is set."""
    return not writes(answers, context)


def _known(key: str) -> Callable[[Context], tuple[Option, ...]]:
    """What was asked and answered last may stay as it is, where it is short enough."""

    def options(context: Context) -> tuple[Option, ...]:
        known = str(context.notes.get(key) or "")
        fits = LEAST <= len(known) <= LIMITS[key]
        return (Option("keep", Phrase(f"canned.{key}#keep")),) if fits else ()

    return options


def _prompt(key: str) -> Callable[[Context], Phrase | None]:
    def prompt(context: Context) -> Phrase | None:
        known = str(context.notes.get(key) or "")
        return Phrase(f"canned.{key}-known", {"text": known}) if known else None

    return prompt


def _words(key: str) -> Callable[[Said, Context], Result]:
    """Words of a length that is read on a telephone; whoever they name, or a telephone number in them, is
    asked about before they are kept for everybody."""

    def parse(said: Said, context: Context) -> Result:
        text = str(context.notes.get(key)) if said.token == "keep" else said.text.strip()
        if not LEAST <= len(text) <= LIMITS[key]:
            raise Invalid("canned-length", least=LEAST, most=LIMITS[key], length=len(text))
        if found := personal(text, context.notes.get("names", ())):
            kept = Option("yes", Phrase("canned.personal#keep"), text)
            again = Option("again", Phrase("canned.personal#again"))
            return Pick(Phrase("canned.personal", {"what": found}), (again, kept))
        return Value(text)

    return parse


def personal(text: str, names: list[str]) -> str:
    """A telephone number in a text, somebody who is called by name, or one of some names; "" where there is
    none."""
    if number := _PHONE.search(text):
        return number[0]
    said = re.findall(r"\w+", text)
    for called, name in pairwise(said):
        if fold(called) in _CALLED and name[:1].isupper() and not name.isupper():
            return f"{called} {name}"
    for name in names:
        given = name.split()[-1] if name else ""
        if name and (fold(name) in fold(text) or (given[:1].isupper() and given in said)):
            return name if fold(name) in fold(text) else given
    return ""


def free(text: str, context: Context) -> str | None:
    """A shortcut that was said with the command; None where it is none, or another entry's: it is asked."""
    try:
        found = _shortcut(Said(text), context)
    except Invalid:
        return None
    return str(found.value) if isinstance(found, Value) else None


def _shortcut(said: Said, context: Context) -> Result:
    """A short word without accents that no other entry here has."""
    word = fold(said.text).replace(" ", "").lstrip("/")
    if not _SHORTCUT.fullmatch(word):
        raise Invalid("canned-shortcut")
    if _taken(word, context):
        raise Invalid("canned-taken", shortcut=word)
    return Value(word)


def _taken(word: str, context: Context) -> bool:
    here = {place.id for place in context.service.lineage(context.notes.get("unit"))}
    own = f"own-{context.notes.get('entry')}"
    return any(
        known.shortcut == word and known.key != own and known.unit_id in here
        for known in context.service.knowledge.entries
    )


def _until(said: Said, context: Context) -> Result:
    """The last day on which it is true, or none."""
    if said.token == "never":
        return Value("")
    read = parsers.day(said.text, context.today, allow_future=True)
    if read.last < context.today:
        raise Invalid("canned-past")
    return Value(read.last.isoformat())


def _shown_day(value: Any, context: Context) -> Phrase | str:
    return shown_date(value, context) if value else Phrase("canned.until#never")


FORM = Form(
    "canned",
    (
        Question("question", _words("question"), _known("question"), when=writes, prompt=_prompt("question")),
        Question("answer", _words("answer"), _known("answer"), when=writes, prompt=_prompt("answer")),
        Question("shortcut", _shortcut, when=wants_shortcut, optional=True),
        Question("until", _until, ("never",), when=wants_day, show=_shown_day),
    ),
)
