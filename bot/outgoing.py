"""Calls on their way out, and what became of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.channels.base import Call

LEASE: Final = timedelta(seconds=20)
LONG: Final = timedelta(hours=12)  # what has to wait longer is said in another chat, where there is one


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A call this process is to send. `others` go out in it: `call` says what they say too, `alone` does not.
    `with_id`: the one that it goes out in."""

    id: int
    conversation_id: int
    channel: str
    call: Call
    push: bool = False
    attempts: int = 0
    repeated: bool = False
    heard_at: datetime | None = None
    phone: str = ""
    with_id: int | None = None
    others: "tuple[Outgoing, ...]" = ()
    alone: Call | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a call. `seq` is its place in the conversation once delivered; `retry_at` is machine
    time; `owner` is empty when any process may take it up again; `price` is what it cost, in đồng."""

    outgoing: Outgoing
    state: str
    external_id: str = ""
    seq: int | None = None
    error: str = ""
    retry_at: datetime | None = None
    reachable: bool = True
    moved_to: str | None = None
    price: int = 0

    @property
    def is_used(self) -> bool:
        """The platform counts it, as far as anybody knows; what went out in another call counts with that."""
        return self.state in ("sent", "unknown") and self.outgoing.with_id is None

    def is_stuck(self, now: datetime) -> bool:
        """It will not go out, or not for long: another chat may have it."""
        waits = self.state == "pending" and self.retry_at is not None and self.retry_at - now > LONG
        return waits or self.state == "failed"
