"""What a channel can carry, as data: no caller asks for a channel by its name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from handlers.events import Attachment, FileKind

Stretch = Literal["free", "billed", "template", "closed"]

Told = Literal["quote", "album", "order", "seconds"]
"""Which message it replies to, what was sent at once, whether it was written before the newest answer came,
how long a recording is."""

ALL_TOLD: frozenset[Told] = frozenset({"quote", "album", "order", "seconds"})
ALL_KINDS: frozenset[FileKind] = frozenset({"photo", "document", "voice", "video"})
ANYTHING: Mapping[str, int] = {"": 50 * 2**20}


@dataclass(frozen=True, slots=True)
class Window:
    """When the service may write to somebody first, counted from when they last wrote, and the price in đồng.

    For `free` nothing is charged (None: always); then `price` as long as `billed` (counted from the same
    moment); after that only approved templates go out, for `template`; None: nothing does.
    """

    free: timedelta | None = None
    billed: timedelta = timedelta(0)
    price: int = 0
    template: int | None = None

    def at(self, heard_at: datetime | None, now: datetime) -> Stretch:
        """Where `now` stands; both are machine time. Who never wrote has left every window."""
        if self.free is None:
            return "free"
        if heard_at is not None and now - heard_at <= self.free:
            return "free"
        if heard_at is not None and now - heard_at <= self.billed:
            return "billed"
        return "closed" if self.template is None else "template"

    def costs(self, heard_at: datetime | None, now: datetime) -> int | None:
        """What one push costs; None where none can go out."""
        prices = {"free": 0, "billed": self.price, "template": self.template, "closed": None}
        return prices[self.at(heard_at, now)]


ALWAYS = Window()


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a channel can carry.

    `text_length` counts UTF-16 code units. `pushes_per_second` and `pushes_per_chat` pace what the service
    sends by itself; replies go at once and only obey `retry_after`. `buttons`: how many a message shows; what
    is not a button stands as a line of the text. `repeat_unknown`: may a send whose outcome is unknown be
    repeated (False where each send costs money or quota). `edits`: a message can be changed where it stands.
    `tells`: what is known of a message beside its words, e.g. which one it replies to.

    `takes`: kinds of files that people can send here. `carries`: how many bytes of which files go out, by the
    beginning of their MIME type; others are offered as a link. `gathers`: several pushes that wait for
    somebody go out as one. `monthly` messages, in both directions, and `people` are what the plan allows.
    `asks_contact`: somebody can be asked for their phone number with a button of the platform.
    """

    text_length: int
    pushes_per_second: float
    pushes_per_chat: float
    buttons: int = 0
    repeat_unknown: bool = True
    edits: bool = False
    tells: frozenset[Told] = frozenset()
    takes: frozenset[FileKind] = ALL_KINDS
    carries: Mapping[str, int] = field(default_factory=lambda: ANYTHING)
    window: Window = ALWAYS
    gathers: bool = False
    monthly: int | None = None
    people: int | None = None
    asks_contact: bool = False

    @property
    def counted(self) -> bool:
        """Whether messages are counted, because the platform counts them or charges for some."""
        return self.monthly is not None or self.people is not None or self.window.free is not None

    def can_carry(self, file: Attachment) -> bool:
        """Whether a file goes out as it is."""
        return any(file.mime.startswith(kind) and file.size <= most for kind, most in self.carries.items())
