"""What is asked again and again about a plan, and its answer: one YAML file a programme, in our own words.

Every entry names the paragraph it rests on. `general.yaml` holds what is asked of every programme and rests
on the law. What a unit's people add themselves lives in the database (`storage/knowledge.py`).
"""

from datetime import date
from pathlib import Path
from typing import Annotated, Literal, Self, get_args

import yaml
from pydantic import Field, model_validator

from programmes.model import LIBRARY, Key, Part, Source

FOLDER = LIBRARY / "knowledge"
LONGEST = 700  # characters of an answer: it is read on a telephone

Topic = Literal[
    "join", "conditions", "dates", "filling", "benefit", "papers", "recognition", "rewards", "team", "idea",
    "rights", "difficulty", "other",
]  # fmt: skip
TOPICS: tuple[Topic, ...] = get_args(Topic)
"""What questions are about: taking part; what counts and what does not; dates; how to fill in a question of
the form; working out the benefit; papers and proof; recognition; rewards; advisory teams; ideas that are not
tried yet; rights and personal data; difficulties of unions; anything else."""


class Entry(Part):
    """A question as people ask it, and its answer.

    `also`: other ways to ask the same. `since`, `until`: the days on which the answer is true, both included.
    `conflicts`: the contradictions of the plan it rests on: what an officer decides is told with it.
    `common`: it is shown under câu hỏi thường gặp from the beginning, before anybody has asked.
    """

    key: Key
    question: Annotated[str, Field(min_length=5, max_length=120)]
    also: tuple[Annotated[str, Field(min_length=2, max_length=120)], ...] = ()
    answer: Annotated[str, Field(min_length=5, max_length=LONGEST)]
    source: Source
    topic: Topic
    since: date | None = None
    until: date | None = None
    common: bool = False
    conflicts: tuple[Key, ...] = ()


class Knowledge(Part):
    """The entries of a programme, or, without one, of all."""

    programme: Key | None = None
    entries: Annotated[tuple[Entry, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _distinct(self) -> Self:
        keys = [entry.key for entry in self.entries]
        if twice := sorted({key for key in keys if keys.count(key) > 1}):
            raise ValueError(f"keys that occur twice: {', '.join(twice)}")
        return self


def load(text: str) -> Knowledge:
    """A file, read. Raises `pydantic.ValidationError`, `yaml.YAMLError`."""
    return Knowledge.model_validate(yaml.safe_load(text))


def library(folder: Path = FOLDER) -> tuple[Knowledge, ...]:
    """All files of a folder, in the order of their names."""
    return tuple(load(file.read_text("utf-8")) for file in sorted(folder.glob("*.yaml")))
