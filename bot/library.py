"""The programmes the service knows: those of its library, and older versions that drafts began with."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import yaml
from sqlalchemy import Connection

from handlers.questions import LATER, SHORT
from messages.catalogue import LANGUAGES, Catalogue
from programmes import model
from programmes.model import Programme
from storage import settings

log = logging.getLogger(__name__)

NEEDED = ("idea", "outside")
"""What each programme says in its own words, and its own paragraphs, to whom it can't take."""


class BadProgramme(Exception):
    """A programme of the library can't be used; the message says why."""


@dataclass(frozen=True)
class Library:
    """Programmes by the id of their version; `current` are those that take part, `texts` everybody's own
    words by language."""

    programmes: Mapping[int, Programme]
    current: tuple[int, ...]
    texts: Mapping[str, list[str]]

    def check(self, catalogue: Catalogue) -> None:
        """Raises `BadProgramme` where a current one lacks a text it will need."""
        for programme in (self.programmes[key] for key in self.current):
            for name in NEEDED:
                for language in LANGUAGES:
                    if not catalogue.has(f"{programme.key}.{name}", language):
                        raise BadProgramme(
                            f"Programme {programme.key} has no text {programme.key}-{name} in {language}."
                        )


def files() -> dict[str, str]:
    """The texts of the files that come with the service, by key. Raises `BadProgramme`."""
    try:
        return model.library()
    except (ValueError, yaml.YAMLError) as error:
        raise BadProgramme(f"A programme file can't be read: {error}") from None


def load(connection: Connection, files: Mapping[str, str], now: datetime) -> Library:
    """Keeps the files of the library, by key, and reads every version ever kept. Raises `BadProgramme`.

    A current file must be read whole. An old version that today's model refuses is left out, loudly: the
    drafts that began with it wait, all others go on.
    """
    current = {
        settings.keep_programme(connection, key, model.checksum(text), text, now): _strict(key, text)
        for key, text in files.items()
    }
    programmes: dict[int, Programme] = {}
    for key, text in settings.programmes(connection).items():
        try:
            programmes[key] = current[key] if key in current else model.load(text)
        except (ValueError, yaml.YAMLError):
            log.warning("version %d of a programme can't be read any more and is left out", key)
    newest: dict[str, Programme] = {programme.key: programme for programme in current.values()}
    for programme in programmes.values():  # the last loaded first
        newest.setdefault(programme.key, programme)
    texts = {
        language: [p.texts[language] for p in newest.values() if language in p.texts]
        for language in LANGUAGES
    }
    return Library(programmes, tuple(current), texts)


def _strict(key: str, text: str) -> Programme:
    try:
        programme = model.load(text)
    except (ValueError, yaml.YAMLError) as error:
        raise BadProgramme(f"Programme {key} can't be read: {error}") from None
    for form, keys in ((SHORT, programme.questions), (LATER, programme.later)):
        for question in keys:
            if form.question(question) is None:
                raise BadProgramme(f"Programme {key} asks {question}, which is no question of the library.")
    return programme
