"""What a channel promises. Everything a platform is peculiar about stays behind these names."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from handlers.channels import Capabilities
from handlers.events import Attachment, Event, FileKind

__all__ = ["Capabilities"]


@dataclass(frozen=True, slots=True)
class Used:
    """What a channel has been used for: messages of this month in both directions, people who have ever
    written, and đồng spent today. Months and days are those of Vietnam."""

    month: int = 0
    people: int = 0
    spent: int = 0


@dataclass(frozen=True, slots=True)
class Leave:
    """A channel's answer to "may the service write to them by itself now, and what does it cost?".

    `price` in đồng. `call`: what is to be sent instead, e.g. an approved template; `said`: that says this
    part of a message, too. Where it may not: `why`, and `until` when (machine time), None where that is not
    known.
    """

    allowed: bool = True
    price: int = 0
    why: str = ""
    until: datetime | None = None
    call: "Call | None" = None
    said: bool = False


@dataclass(frozen=True, slots=True)
class FileRef:
    """A file that waits at the platform; `size` in bytes where the platform says it, else 0."""

    ref: str
    kind: FileKind
    name: str = ""
    mime: str = ""
    size: int = 0
    seconds: int | None = None


@dataclass(frozen=True, slots=True)
class Received:
    """What must be known of an update before it is stored. `files` are fetched before the turn;
    `stored` are files whose bytes came with the update and are stored already. `opens`: it counts as a sign
    of life that lets the service write to them for a while, where a platform has such windows. `parked`: why
    it is kept but has no turn until somebody opens it again, e.g. a signature that did not match."""

    external_id: str
    address: str
    raw: bytes
    at: datetime | None = None
    files: tuple[FileRef, ...] = ()
    stored: tuple[Attachment, ...] = ()
    opens: bool = False
    parked: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """A choice as the person sees it; the number 0 is none: it is pressed or typed in words."""

    number: int
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Message:
    """A reply in the person's language, before the channel's own form. `edits`: the id of an earlier message
    here whose place it takes, text and buttons; one with files of its own comes as a message all the same.
    `push`: nobody waits for it. `contact`: it asks for their phone number, with what the platform has for
    that. `params` are those of the reply in words, for templates. `about`: what stands behind a choice that
    has no number."""

    key: str
    text: str
    choices: tuple[Label, ...] = ()
    files: tuple[Attachment, ...] = ()
    edits: str = ""
    push: bool = False
    contact: bool = False
    params: Mapping[str, str] = field(default_factory=dict)
    about: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """One API call, finished: `body` is the ready JSON; `files` are checksums of stored files, by field."""

    method: str
    body: bytes
    files: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Push:
    """What a channel must know of a push before it may go: the call, when they last wrote here (machine
    time), their phone number where they agreed to be reminded by it, what the channel has been used for."""

    call: Call
    heard_at: datetime | None = None
    phone: str = ""
    used: Used = field(default_factory=Used)


@dataclass(frozen=True, slots=True)
class Sent:
    """What the platform answered: its id of the message, its place in the conversation's order, and the
    conversation's new address where it has moved (the call has gone there already)."""

    external_id: str = ""
    seq: int | None = None
    moved_to: str | None = None


class SendError(Exception):
    """The platform did not take a call.

    `retry`: the same call may succeed later: after `retry_after` seconds, where the platform asks us to slow
    down; after `later` seconds, where it is about this call alone.
    `reachable`: False when this person can't be written to any more (blocked, left, deleted).
    `known`: False when the platform may have delivered it all the same.
    """

    def __init__(
        self,
        why: str,
        *,
        retry: bool = False,
        reachable: bool = True,
        known: bool = True,
        retry_after: float | None = None,
        later: float | None = None,
    ) -> None:
        super().__init__(why)
        self.retry = retry
        self.reachable = reachable
        self.known = known
        self.retry_after = retry_after
        self.later = later


class FetchError(Exception):
    """A file could not be had. `problem` is the key of the text that tells the person what to do."""

    def __init__(self, problem: str, *, retry: bool = False) -> None:
        super().__init__(problem)
        self.problem = problem
        self.retry = retry


Receive = Callable[[Sequence[Received]], Awaitable[list[int]]]
"""Stores updates of one channel in one commit, returns once they are durable: inbox ids, 0 for a duplicate.

Raises `InboxFull` when the backlog is too long: the platform must keep the updates and offer them again."""


class InboxFull(Exception):
    """Too many updates wait for their turn; ask the platform to come back later."""


class Channel(Protocol):
    """One file or folder of bot/channels implements this.

    `start_link`: what links begin with that open a conversation here; what is written behind it comes as the
    `value` of a `start` event. Empty where there are none, and as long as it is not known.
    """

    name: str
    capabilities: Capabilities
    start_link: str

    def parse(self, raw: bytes, attachments: tuple[Attachment, ...]) -> Event:
        """Pure: the stored bytes of an update, and its files, as an Event."""
        ...

    def render(self, message: Message, address: str) -> list[Call]:
        """Pure: the API calls that show a message. Raises ValueError for what the platform would refuse."""
        ...

    def may_push(self, push: Push, now: datetime) -> Leave:
        """Asked right before each push: it goes out, waits `until` then, or fails with `why`. Pure."""
        ...

    async def send(self, call: Call) -> Sent:
        """Raises `SendError`."""
        ...

    async def fetch(self, file: FileRef, target: Path, limit: int) -> None:
        """Writes the bytes of a file to `target`. Raises `FetchError`, also beyond `limit` bytes."""
        ...

    async def run(self, receive: Receive) -> None:
        """Receives until cancelled; returns at once for a channel that is only called over HTTP."""
        ...

    async def close(self) -> None:
        """Lets go of connections."""
        ...
