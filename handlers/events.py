"""What comes in and what goes out, in words no channel owns."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, Literal

FileKind = Literal["photo", "document", "voice", "video"]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file whose bytes were checked and stored, or the reason they could not be had.

    `problem` is the key of a text that says what to do instead; all but `name` is empty then.
    """

    sha256: str = ""
    size: int = 0
    kind: FileKind = "document"
    mime: str = ""
    name: str = ""
    seconds: int | None = None
    problem: str = ""


STICKER: Final = "sticker"
"""The value of what is "unsupported" because it is a picture for a feeling: no answer is missing then."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened in a conversation.

    `at` is when the platform says it was written (UTC), None where it says none. `seq` grows with
    the order of messages inside a conversation, counted over both directions, where the platform
    has such a number. `group` names an album. `value` is a pressed choice's value, the payload of a start
    link, or the row of the link that files came through. `quoted` is the id of the message it replies to, as
    the platform shows it there.

    `contact`: they have shared their phone number (`value`), and maybe a name (`text`). `human`: somebody of
    the union has written to them by hand: the service is silent for a while (`value`: minutes). `withdrawn`:
    they have taken back their consent on the platform. `other`: nothing anybody said; it is only kept.
    """

    kind: Literal[
        "text", "choice", "start", "file", "edited", "stopped", "revived", "due", "finished", "unsupported",
        "contact", "human", "withdrawn", "other",
    ]  # fmt: skip
    text: str = ""
    value: str = ""
    attachments: tuple[Attachment, ...] = ()
    at: datetime | None = None
    seq: int | None = None
    group: str = ""
    language: str = ""
    quoted: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text by its key; `a.b#help` is the attribute `help` of the message `a-b`.

    Parameters may be phrases themselves; a tuple of phrases becomes lines.
    """

    key: str
    params: Mapping[str, "Param"] = field(default_factory=dict)


Param = str | int | date | Phrase | tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One numbered answer. `value` comes back when it is pressed (at most 64 bytes)."""

    value: str
    label: Phrase | str


@dataclass(frozen=True, slots=True)
class Reply:
    """One message to the person. `lead` are lines said before it, in the same message.

    `push` marks what nobody waits for: it is paced and goes behind replies. Not `numbered`: numbers mean
    something else at the moment, so its choices are pressed or typed in words. `instead`: the key of an
    earlier message here about the same `number`, whose place this one takes where the channel can edit.
    `contact`: it asks for their phone number, with the platform's own button where it has one. `about`: the
    number or code in its words by which its choices are told from those of another push.
    """

    key: str
    params: Mapping[str, "Param"] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    files: tuple[Attachment, ...] = ()
    lead: tuple[Phrase, ...] = ()
    push: bool = False
    numbered: bool = True
    instead: str = ""
    contact: bool = False
    about: str = ""
