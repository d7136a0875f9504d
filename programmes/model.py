"""What a programme demands: one YAML file, read into these classes.

Every rule names the paragraph it comes from (`source`). Unknown keys are errors.
"""

import hashlib
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import yaml
from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
LIBRARY = Path(__file__).parent / "library"


def _in_vietnam(value: Any) -> Any:
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    if isinstance(value, datetime) and value.tzinfo is None:
        return value.replace(tzinfo=ZONE)
    return value


Moment = Annotated[AwareDatetime, BeforeValidator(_in_vietnam)]
"""A minute on Vietnam's clock, written without a zone in the file."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DayWindow(_Part):
    """Whole days, both ends included."""

    first: date
    last: date
    source: str

    @model_validator(mode="after")
    def _in_order(self) -> "DayWindow":
        if self.last < self.first:
            raise ValueError("the last day lies before the first")
        return self

    def holds(self, day: date) -> bool:
        """Whether a day lies inside."""
        return self.first <= day <= self.last


class EntryWindow(_Part):
    """Minutes: `opens` is the first inside, `closes` the first outside ("trước 24h00 D" is D+1 00:00)."""

    opens: Moment
    closes: Moment
    source: str

    @model_validator(mode="after")
    def _in_order(self) -> "EntryWindow":
        if self.closes <= self.opens:
            raise ValueError("closes before it opens")
        return self

    def holds(self, moment: datetime) -> bool:
        """Whether a moment lies inside."""
        return self.opens <= moment < self.closes


class Phase(_Part):
    """A part of a programme: when initiatives of it were applied, and when they are entered."""

    key: str
    title: str
    applied: DayWindow
    entry: EntryWindow


class Programme(_Part):
    """One programme. `unit` is the code of the issuing body, `code` begins its initiatives' numbers."""

    key: Annotated[str, Field(pattern=r"^[a-z0-9-]{2,40}$")]
    code: Annotated[str, Field(pattern=r"^[A-Z]{2,6}$")]
    title: str
    short: str
    unit: str
    number: str = ""
    issued_on: date | None = None
    source: str
    applied: DayWindow
    phases: tuple[Phase, ...]
    questions: tuple[str, ...]
    later: tuple[str, ...] = ()
    subkinds: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    portal: str = ""
    texts: dict[str, str] = Field(default_factory=dict)

    def open_phase(self, moment: datetime) -> Phase | None:
        """The phase that takes entries at a moment."""
        return next((phase for phase in self.phases if phase.entry.holds(moment)), None)

    def next_phase(self, moment: datetime) -> Phase | None:
        """The first phase that opens after a moment."""
        later = [phase for phase in self.phases if phase.entry.opens > moment]
        return min(later, key=lambda phase: phase.entry.opens, default=None)

    @property
    def closes(self) -> datetime:
        """The moment after which no phase takes entries."""
        return max(phase.entry.closes for phase in self.phases)


def load(text: str) -> Programme:
    """A programme from the text of its file. Raises ValueError (also where a date is none) or YAMLError."""
    return Programme.model_validate(yaml.safe_load(text))


def checksum(text: str) -> str:
    """Names a version of a programme file."""
    return hashlib.sha256(text.encode()).hexdigest()


def library() -> dict[str, str]:
    """The texts of the programme files that come with the service, by key."""
    texts = [file.read_text("utf-8") for file in sorted(LIBRARY.glob("*.yaml"))]
    return {load(text).key: text for text in texts}
