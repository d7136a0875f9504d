"""How fast a channel may be written to: what it allows, and what it answers when that was too fast.

Limits of platforms are not published exactly, so the pace learns: every refused push makes pushes a little
slower, quiet makes them as fast as allowed again.
"""

import math
import time
from collections.abc import Callable
from typing import Final, NamedTuple

AHEAD: Final = 0.5  # seconds: slots are given away that long before they come; a crash leaves these in doubt
BEHIND: Final = 1.0  # seconds of missed slots that are made up for, slowly
SLOWER: Final = 0.9875  # of the pace that was refused
MUCH_SLOWER: Final = 0.97  # of the pace when everybody was
FASTER: Final = 0.001  # of what is allowed is regained, each second
SLOWEST: Final = 0.1  # of what is allowed


class Slots(NamedTuple):
    """The moment of the first free slot, in seconds since 1970, and how many from there may be given away."""

    first: float
    many: int


def slots(free: float, now: float, replies: int, per_second: float) -> Slots:
    """The slots to give away `now`, when those before `free` are taken. Pure, so that it reads as a table.

    Replies that went out since the last time take slots too, but leave one: however much people write, what
    is said by itself goes on.
    """
    first = free if free >= now - BEHIND else now
    first = max(first, min(first + replies / per_second, now + AHEAD))
    return Slots(first, max(0, math.floor((now + AHEAD - first) * per_second) + 1))


class Pace:
    """One channel's, in the memory of a process. Times are seconds of `clock`, chats are conversations.

    A chat that was told to wait waits, with all that is written to it. The others go on, unless another chat
    was told so too before anything was taken again: then it is meant for all of us, and everything waits.
    """

    def __init__(self, per_second: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._allowed, self._clock = per_second, clock
        self._share, self._since = 1.0, clock()
        self._until: dict[int, float] = {}
        self._refused: set[int] = set()
        self._all_until = 0.0
        self.replies = 0  # that went out and took no slot yet

    @property
    def per_second(self) -> float:
        """Pushes a second, as things are."""
        regained = (self._clock() - self._since) * FASTER
        return self._allowed * min(1.0, self._share + regained)

    def wait(self, chat: int | None = None) -> float:
        """Seconds until a chat may be written to, None: any chat. 0: now."""
        until = self._all_until if chat is None else max(self._all_until, self._until.get(chat, 0.0))
        return max(0.0, until - self._clock())

    def taken(self) -> None:
        """The platform took a call: what was refused before was meant for its chat."""
        self._refused.clear()

    def refused(self, chat: int, seconds: float, push: bool) -> None:
        """The platform asked a chat to wait."""
        now = self._clock()
        self._until = {key: until for key, until in self._until.items() if until > now}
        self._refused &= self._until.keys()
        self._until[chat] = now + seconds
        self._refused.add(chat)
        all_of_us = len(self._refused) > 1
        if push:
            self._slow_down(MUCH_SLOWER if all_of_us and not self.wait() else SLOWER)
        if all_of_us:
            self._all_until = max(self._until[key] for key in self._refused)

    def _slow_down(self, share: float) -> None:
        self._share = max(SLOWEST, share * self.per_second / self._allowed)
        self._since = self._clock()
