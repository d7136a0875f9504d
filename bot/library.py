"""The programmes the service knows: those of its library and of the operator's folder, and older versions
that drafts began with; each as officers have decided."""

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import Connection

from bot.askable import ASKABLE
from messages.catalogue import LANGUAGES, NAME, Catalogue
from programmes import checking, model
from programmes.decided import decided
from programmes.model import Programme
from storage import decisions, settings

log = logging.getLogger(__name__)


class BadProgramme(Exception):
    """A programme can't be used; the message says which file and why."""


@dataclass(frozen=True)
class Library:
    """`files` are programmes as their files say, by the id of their version; `current` are those that take
    part. `programmes` and `decisions` are what officers have made of them (decisions by programme, also of
    one whose file is gone: its drafts go on by them), `texts` everybody's own words by language. `newest` is
    the number of the newest decision among them."""

    files: Mapping[int, Programme]
    current: tuple[int, ...]
    texts: Mapping[str, list[str]]
    programmes: Mapping[int, Programme]
    decisions: Mapping[str, Mapping[str, Any]]
    newest: int = 0

    def decided(self, connection: Connection) -> "Library":
        """The same files with the decisions that hold now."""
        newest = decisions.newest(connection)  # first: what is decided meanwhile is looked for once more
        held = decisions.in_force(connection)
        made = {key: decided(file, held.get(file.key, {})) for key, file in self.files.items()}
        for key in self.current:
            file, (_, holding) = self.files[key], made[key]
            for subject in held.get(file.key, {}).keys() - holding.keys():
                log.warning("the decision %s about %s fits its file no more and is left out",
                            subject, file.key)  # fmt: skip
        return replace(
            self,
            programmes={key: programme for key, (programme, _) in made.items()},
            decisions={self.files[key].key: made[key][1] for key in (*sorted(self.files), *self.current)},
            newest=newest,
        )

    def check(self, catalogue: Catalogue) -> None:
        """Raises `BadProgramme` where a current one lacks a text it will need, its titles among them. That an
        older version has it does not help: what it says there may not be true any more."""
        for programme in (self.files[key] for key in self.current):
            wanted = [f"{programme.key}-{name}" for name in needed(programme)]
            for language in LANGUAGES:
                own = NAME.findall(programme.words(language))
                for text in (*wanted, *own):
                    if text not in own or not catalogue.has(text, language):
                        raise BadProgramme(f"Programme {programme.key} has no text {text} in {language}.")


def needed(programme: Programme) -> Iterator[str]:
    """What a programme must say in its own words: why it can't take somebody, that it keeps no register, and
    the questions it asks in another way."""
    yield from (rule.key for rule in (*programme.conditions, *programme.exclusions) if rule.test is not None)
    if programme.registration == "recorded":
        yield "recorded"
    questions = [asked for _, several in _asked(programme) for asked in several]
    yield from dict.fromkeys(f"ask-{asked.key}" for asked in questions if asked.reworded)


def files(folder: Path | None = None) -> dict[str, str]:
    """The texts of the files that come with the service, by key; those of `folder` add to them, or take the
    place of the one with the same key. Raises `BadProgramme`, naming the file."""
    texts = _folder(model.LIBRARY, _read)
    return {**texts, **_folder(folder, _checked)} if folder is not None else texts


def _folder(folder: Path, read: Callable[[str], Programme]) -> dict[str, str]:
    if not folder.is_dir():
        raise BadProgramme(f"There is no folder {folder} with programme files.")
    texts: dict[str, str] = {}
    for file in sorted(folder.glob("*.yaml")):
        try:
            text = file.read_text("utf-8")
            key = read(text).key
        except UnicodeDecodeError:
            raise BadProgramme(f"{file}: is not written in UTF-8.") from None
        except (BadProgramme, OSError) as error:
            raise BadProgramme(f"{file}: {error}") from None
        if key in texts:
            raise BadProgramme(f"{file}: another file of this folder has the key {key} too.")
        texts[key] = text
    return texts


def load(
    connection: Connection, files: Mapping[str, str], now: datetime, at: datetime | None = None
) -> Library:
    """Keeps the files, by key, and reads every version ever kept. Raises `BadProgramme`.

    A current file must be read whole; one that is new takes part from now on (`at`: business time, where it
    is not `now`). An old version that today's
    model refuses is left out, loudly: the drafts that began with it wait, all others go on.
    """
    current = {
        settings.keep_programme(connection, key, model.checksum(text), text, now): _strict(key, text)
        for key, text in files.items()
    }
    known = decisions.in_force(connection)
    for key in files.keys() - {key for key, held in known.items() if decisions.STATE in held}:
        dialect = connection.dialect.name
        decisions.decide(
            connection, dialect, key, decisions.STATE, decisions.OPEN, decisions.LOADED, None, at or now
        )
    found: dict[int, Programme] = dict(current)
    for version, text in settings.programmes(connection).items():
        if version not in current:
            try:
                found[version] = model.load(text)
            except (ValueError, yaml.YAMLError):
                log.warning("version %d of a programme can't be read any more and is left out", version)
    # Of two versions the newer one's words are said; the older one adds what only it has.
    texts = {"vi": [p.words("vi") for p in found.values()], "en": [p.words("en") for p in found.values()]}
    return Library(found, tuple(current), texts, found, {}).decided(connection)


def _strict(key: str, text: str) -> Programme:
    try:
        return _read(text)
    except BadProgramme as error:
        raise BadProgramme(f"Programme {key}: {error}") from None


def _checked(text: str) -> Programme:
    """A programme from outside, in whose file the check finds no error (that of our own files is a test's
    business: it takes half a second). Raises `BadProgramme` with the first one."""
    if why := _why(text):
        raise BadProgramme(why)
    return _read(text)


@lru_cache(maxsize=64)
def _read(text: str) -> Programme:
    """A programme whose questions exist and whose texts are its own. Raises `BadProgramme` with the first
    thing to mend."""
    try:
        programme = model.load(text)
    except (ValueError, yaml.YAMLError) as error:
        raise BadProgramme(_why(text) or " ".join(str(error).split())) from None
    if clash := ASKABLE.clash(programme.key):
        raise BadProgramme(f"its key is {programme.key}, but {clash}.")
    for known, asked in _asked(programme):
        for question in asked:
            if question.key not in known:
                raise BadProgramme(f"asks {question.key}, which is no question of the library.")
    return programme


def _asked(programme: Programme) -> Iterator[tuple[frozenset[str], tuple[model.Asked, ...]]]:
    yield ASKABLE.first, programme.questions
    yield ASKABLE.later, programme.later
    yield from ((ASKABLE.officer, activity.questions) for activity in programme.activities)
    yield from ((ASKABLE.officer, report.questions) for report in programme.reports)


def _why(text: str) -> str:
    """The first error of a file with its line; empty where the closer look finds none."""
    errors = (problem for problem in checking.check(text, ASKABLE) if problem.level == "error")
    return next((f"line {e.line}, {e.path or 'the file'}: {e.message.rstrip('.')}." for e in errors), "")
