"""One turn: what a handler sees of the world, and the words it may ask for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from handlers.channels import Capabilities
from handlers.events import Choice, Event, Phrase
from handlers.matching import Command
from handlers.service import Service
from storage.records import Conversation, Person
from storage.roles import Held
from storage.store import Store

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


class Words(Protocol):
    """Typed words, read as choices and commands; `messages.catalogue` implements it."""

    def has(self, key: str, language: str = "vi") -> bool:
        """Whether a text exists."""
        ...

    def text(self, phrase: Phrase | str, language: str = "vi") -> str:
        """The words of a phrase."""
        ...

    def greets(self, text: str) -> bool:
        """Whether a message is nothing but a greeting."""
        ...

    def command(self, text: str) -> Command | None:
        """Which command the whole message is."""
        ...

    def near_command(self, text: str) -> Command | None:
        """Which command a short message nearly is."""
        ...

    def choose(self, text: str, choices: Sequence[Choice], language: str, loose: bool) -> Choice | None:
        """Which choice was typed."""
        ...


def today_of(moment: datetime) -> date:
    """The day of a moment in Vietnam."""
    return moment.astimezone(ZONE).date()


def day_after(moment: datetime) -> datetime:
    """The end of the next day in Vietnam: so long links are good for."""
    day = today_of(moment) + timedelta(days=2)
    return datetime.combine(day, time.min, ZONE) - timedelta(seconds=1)


@dataclass(slots=True)
class Turn:
    """Handlers change rows through `store` and return replies; they never send and never commit.

    `now` is business time, `at` the moment the person wrote (what windows are judged by), both UTC.
    `early`: the message was written before the last prompt was delivered, so it can't answer that one.
    `channels`: what each can carry, by name; `can`: this conversation's. `public_url`: what links into
    the service begin with, empty where there are none. `roles`: those of whoever speaks, `lying`: the units
    whose work is on their desk, once they were asked for (`permissions.held`, `desk_lists.lying`).
    """

    id: int
    now: datetime
    at: datetime
    event: Event
    person: Person
    conversation: Conversation
    store: Store
    words: Words
    service: Service
    early: bool = False
    channels: Mapping[str, Capabilities] = field(default_factory=dict)
    public_url: str = ""
    drafts_begun: int = field(default=0)
    roles: list[Held] | None = None
    lying: list[int] | None = None

    @property
    def can(self) -> Capabilities:
        """What the channel of this conversation can carry."""
        return self.channels[self.conversation.channel]

    @property
    def today(self) -> date:
        """The day the person wrote, in Vietnam."""
        return today_of(self.at)
