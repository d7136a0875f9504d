"""Turns keys into words (Project Fluent) and words back into keys.

A key `registration.title` is the Fluent message `registration-title`; `registration.title#help` is its
attribute `help`. So prompt, help, example, label and choices of a question stand in one place.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from fluent.runtime import FluentBundle, FluentResource

from handlers.events import Choice, Param, Phrase
from handlers.matching import Command, Commands, choose
from handlers.text import fold

HERE = Path(__file__).parent
LANGUAGES: tuple[Literal["vi", "en"], ...] = ("vi", "en")
NAME = re.compile(r"^([a-z][\w-]*) *=", re.MULTILINE)
"""The names of the texts of a file."""
SHORT = 1000  # characters of a parameter that go through Fluent itself
VOICES = {"vi-school": ("vi", {"anh/chị": "thầy/cô", "Anh/chị": "Thầy/cô"})}
"""The same texts with another form of address."""
GREETINGS = frozenset(("alo", "chao", "hi", "hello", "hey"))
INSTEAD = ("again", "before")
"""Choices that a plain "không" means, by the last part of their value."""
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


FURTHER = Phrase("programmes#more")
"""The choice that leads to the next page of a list, in whatever words."""


class MissingText(Exception):
    """A key has no text, or a text was given no value for a name it uses."""


class Catalogue:
    """All texts in all languages. `extra` adds texts from outside by language (a programme's own words)."""

    def __init__(self, extra: Mapping[str, Iterable[str]] | None = None) -> None:
        self._bundles: dict[str, FluentBundle] = {
            language: _bundle(language, (extra or {}).get(language, ())) for language in LANGUAGES
        }
        for voice, (language, words) in VOICES.items():
            self._bundles[voice] = _bundle(language, (extra or {}).get(language, ()), words)
        self._plain: dict[tuple[str, str], str] = {}
        self._commands = Commands(
            {
                name: "|".join(self.text(Phrase(f"command.{name}"), la) for la in LANGUAGES)
                for name in COMMANDS
            }
        )
        self._ways = {name: self._way(name) for name in ("yes", "no", "got", "greeting", "more")}
        self._ways |= dict.fromkeys(INSTEAD, self._ways["no"])

    def text(self, phrase: Phrase | str, language: str = "vi") -> str:
        """The words of a phrase. Raises `MissingText`; a text of params alone comes back as it is."""
        if isinstance(phrase, str):
            return phrase
        if not phrase.params:
            known = self._plain.get((language, phrase.key))
            if known is None:
                known = self._plain[language, phrase.key] = self._format(phrase, language)
            return known
        return self._format(phrase, language)

    def has(self, key: str, language: str = "vi") -> bool:
        """Whether a text exists, e.g. an optional help."""
        name, _, attribute = key.partition("#")
        bundle = self._bundles[language]
        name = name.replace(".", "-")
        if not bundle.has_message(name):
            return False
        message = bundle.get_message(name)
        return attribute in message.attributes if attribute else message.value is not None

    def parts(self, key: str) -> Sequence[str]:
        """The names of a text's attributes: the same in every language."""
        return tuple(self._bundles[LANGUAGES[0]].get_message(key.replace(".", "-")).attributes)

    def keys(self, language: str) -> set[str]:
        """Every Fluent message id of a language, for tests."""
        return set(self._bundles[language]._messages)

    def greets(self, text: str) -> bool:
        """Whether a message is nothing but a greeting."""
        said = fold(text)
        words = {word for way in self._ways["greeting"] for word in way.split()}
        return said in self._ways["greeting"] or (
            len(said.split()) <= 4 and set(said.split()) <= words and bool(GREETINGS & set(said.split()))
        )

    def command(self, text: str) -> Command | None:
        """Which command the whole message is, if any."""
        return self._commands.find(text)

    def near_command(self, text: str) -> Command | None:
        """Which command a short message nearly is."""
        return self._commands.near(text)

    def choose(self, text: str, choices: Sequence[Choice], language: str, loose: bool) -> Choice | None:
        """Which choice was typed: by number, label, label without accents; `loose`: also by its beginning."""
        labels = [(c.value, self.text(c.label, language)) for c in choices]
        place = choose(text, labels, self._ways, loose)
        if place is None and fold(text) in self._ways["more"]:
            return next((choice for choice in choices if choice.label == FURTHER), None)
        return None if place is None else choices[place]

    def _way(self, name: str) -> frozenset[str]:
        words = "|".join(self.text(Phrase(f"way.{name}"), language) for language in LANGUAGES).split("|")
        return frozenset(fold(word) or word.strip() for word in words)

    def _format(self, phrase: Phrase, language: str) -> str:
        name, _, attribute = phrase.key.partition("#")
        bundle = self._bundles[language]
        try:
            message = bundle.get_message(name.replace(".", "-"))
            pattern = message.attributes[attribute] if attribute else message.value
        except LookupError:
            raise MissingText(f"{phrase.key} in {language}") from None
        if pattern is None:
            raise MissingText(f"{phrase.key} in {language}")
        args = {name: self._param(value, language) for name, value in phrase.params.items()}
        # Fluent refuses parts of more than 2,500 characters; a story and a read-back are longer.
        long = {f"\0{name}\0": value for name, value in args.items() if len(value) > SHORT}
        args |= {mark.strip("\0"): mark for mark in long}
        text, errors = bundle.format_pattern(pattern, args)
        if errors:
            raise MissingText(f"{phrase.key} in {language}: {errors[0]}")
        filled = str(text)
        for mark, value in long.items():
            filled = filled.replace(mark, value)
        return filled

    def _param(self, value: Param, language: str) -> str:
        if isinstance(value, str):
            return value
        if isinstance(value, Phrase):
            return self.text(value, language)
        if isinstance(value, tuple):
            return "\n".join(self.text(line, language) for line in value)
        if isinstance(value, date):
            return self._date(value, language)
        return str(value)

    def _date(self, value: date, language: str) -> str:
        if not isinstance(value, datetime):
            key, moment = "format.day", datetime(value.year, value.month, value.day, tzinfo=ZONE)
        else:
            key, moment = "format.moment", value.astimezone(ZONE)
        parts = {"day": f"{moment:%d}", "month": str(moment.month), "year": str(moment.year)}
        parts |= {"hour": str(moment.hour), "minute": f"{moment:%M}"}
        return self._format(Phrase(key, parts), language)


def own_names() -> set[str]:
    """The names of the service's own texts, whatever programmes add."""
    files = (HERE / LANGUAGES[0]).glob("*.ftl")
    return {name for file in files for name in NAME.findall(file.read_text("utf-8"))}


COMMANDS = (
    "back", "skip", "view", "edit", "later", "cancel", "help", "done",
    "menu", "start", "register", "mine", "drafts", "deadlines", "details", "switch",
    "english", "vietnamese", "code", "programmes", "records", "desk", "find", "receive", "ask", "undo",
    "roles", "away", "known", "snooze", "passed", "consult", "questions", "report", "ledger", "urging",
    "faq", "canned", "keep-answer", "upload",
    "team", "idea", "ideas", "help-log", "help-list", "figures", "link", "chats", "preferences",
    "urge-none", "urge-papers", "urge-review", "urge-report", "urge-team", "urge-drafts", "urge-typed",
)  # fmt: skip


@cache
def _parsed(source: str) -> Any:
    """Reading a text takes longer than everything else a start does (1.8 s for all); a process that makes
    several catalogues, a rehearsal or a run of tests, reads each once."""
    return FluentResource(source)


def _bundle(language: str, extra: Iterable[str], words: Mapping[str, str] | None = None) -> FluentBundle:
    bundle = FluentBundle([language], use_isolating=False)
    files = (file.read_text("utf-8") for file in sorted((HERE / language).glob("*.ftl")))
    for source in (*files, *extra):
        for word, other in (words or {}).items():
            source = source.replace(word, other)  # noqa: PLW2901
        bundle.add_resource(_parsed(source))
    return bundle
