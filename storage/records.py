"""The three things every turn loads and saves, as plain objects.

Table objects cost several times as much per turn; these are read with one query a batch and written with
one statement a table. Dictionaries and lists in them are replaced, never changed in place: a change inside
would not be noticed and not be saved.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(slots=True)
class Person:
    """Somebody we talk to; nameless until consent."""

    id: int
    name: str = ""
    language: str = "vi"
    unit_id: int | None = None
    unit_note: str = ""
    flags: tuple[str, ...] = ()


@dataclass(slots=True)
class Conversation:
    """A person at one address: the session says what typed text belongs to."""

    id: int
    channel: str
    address: str
    person_id: int
    session: dict[str, Any] = field(default_factory=dict)
    reachable: bool = True
    delivered_seq: int | None = None
    phone: str = ""


@dataclass(slots=True)
class Draft:
    """Answers not sent yet, by question key; `notes` hold what is known beside them."""

    id: str
    person_id: int
    form: str
    created_at: datetime
    updated_at: datetime
    programme_version_id: int | None = None
    initiative_id: int | None = None
    state: str = "open"
    answers: dict[str, Any] = field(default_factory=dict)
    notes: dict[str, Any] = field(default_factory=dict)

    def put(self, key: str, value: Any) -> None:
        """Sets one answer."""
        self.answers = {**self.answers, key: value}

    def note(self, key: str, value: Any) -> None:
        """Sets one note; None removes it."""
        self.notes = {k: v for k, v in {**self.notes, key: value}.items() if v is not None}
