"""What the service says by itself, on one channel: slot by slot.

Slots stand in the database as a moment before which they are given away (storage/pushes.py); a claim gives
away those of the next half of a second. What is claimed is held here until its slot comes, so that replies
go ahead of it and a crash leaves little in doubt.
"""

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Row

from bot.channels.base import Call, Capabilities, Used
from bot.clock import machine_now
from bot.gathering import fitting
from bot.outgoing import LEASE, Outgoing
from bot.pace import AHEAD, Pace, slots
from bot.spending import Spending
from storage import pushes, queue, usage

FINE: Final = 0.001  # seconds: the event loop's own timers are that late
CATCH_UP: Final = 0.98  # of the time between two: a late one is made up for slowly, not by a burst
SOON: Final = 0.2  # seconds until there are new slots
LATER: Final = 1.0  # seconds until it is looked again whether anything waits


class Wish(NamedTuple):
    """What a claim has to know: the pace, for how long everything waits, replies that took no slot yet, how
    many pushes may be held here besides those that are, the number of the reading of what was used."""

    per_second: float
    wait: float
    replies: int
    room: int
    asked: int = 0


@dataclass(frozen=True, slots=True)
class Claim:
    """Pushes that are this process's own now, and the moment of the first one's slot. `behind`: those that go
    out in the call of another, by its id."""

    wish: Wish
    rows: Sequence[Row[Any]] = ()
    first: float = 0.0
    more: bool = True  # may wait
    used: Used = field(default_factory=Used)
    behind: Mapping[int, Sequence[Row[Any]]] = field(default_factory=dict)


class Pushes:
    """One channel's. `let_go` sends a push at once; `look_at` is when a claim may find something (loop time).

    Lives in the event loop; `claim` alone is called from the writer thread.
    """

    def __init__(
        self, channel: str, can: Capabilities, let_go: Callable[[Outgoing], None], hungry: Callable[[], None]
    ) -> None:
        self.pace = Pace(can.pushes_per_second)
        self.look_at = 0.0
        self.spending = Spending()
        self._can = can
        self._channel, self._let_go, self._hungry = channel, let_go, hungry
        self._gap = timedelta(seconds=1 / can.pushes_per_chat)
        self._claimed: deque[tuple[float, Outgoing]] = deque()
        self._news = asyncio.Event()
        self._loop = asyncio.get_running_loop()

    def wish(self) -> Wish:
        """As things are now."""
        per_second = self.pace.per_second
        room = 1 + int(per_second * AHEAD) - len(self._claimed)
        return Wish(per_second, self.pace.wait(), self.pace.replies, max(0, room), self.spending.ask())

    def claim(self, connection: Connection, owner: str, now: datetime, wish: Wish) -> Claim:
        """Gives slots to what waits, and makes it this process's own."""
        if not pushes.waiting(connection, now):
            return Claim(wish, more=False)
        if not pushes.alone(connection):
            return Claim(wish._replace(replies=0))
        moment, since = now.timestamp(), now - self._gap
        given = pushes.given_away(connection, self._channel)
        free = max(given, moment + wish.wait) if wish.wait else given
        first, many = slots(free, moment, wish.replies, wish.per_second)
        count = min(many, wish.room)
        rows = queue.take(connection, owner, [self._channel], now, now + LEASE, count, since) if count else ()
        if rows or wish.replies or wish.wait:
            pushes.give_away(connection, self._channel, first + len(rows) / wish.per_second)
        used = Used(*usage.of(connection, self._channel, now)) if rows and self._can.counted else Used()
        behind = self._gather(connection, owner, now, rows) if rows and self._can.gathers else {}
        return Claim(wish, rows, first, len(rows) == count, used, behind)

    def _gather(
        self, connection: Connection, owner: str, now: datetime, rows: Sequence[Row[Any]]
    ) -> dict[int, Sequence[Row[Any]]]:
        """What else waits for the same people, as far as it fits into one message each, in its order."""
        waiting, found = defaultdict[int, list[Row[Any]]](list), dict[int, Sequence[Row[Any]]]()
        for row in queue.behind(connection, [row.conversation_id for row in rows]):
            waiting[row.conversation_id].append(row)
        for row in rows:
            theirs = waiting[row.conversation_id]
            due = list(takewhile(lambda one: one.retry_at is None or one.retry_at <= now, theirs))
            calls = [Call(one.method, bytes(one.body), one.files) for one in (row, *due)]
            count = fitting(calls, self._can.gathers, self._can.text_length)
            if count > 1:
                ids = {one.id for one in due[: count - 1]}
                joined = queue.join(connection, row.id, ids, owner, now + LEASE)
                found[row.id] = [one for one in due if one.id in joined]
        return found

    def accept(self, claim: Claim, calls: Sequence[Outgoing]) -> None:
        """What was claimed waits here for its slots."""
        now, every = self._loop.time(), 1 / claim.wish.per_second
        if claim.rows:
            self.spending.read(claim.used, claim.wish.asked)
        first = now + claim.first - machine_now().timestamp()
        self._claimed += ((first + place * every, call) for place, call in enumerate(calls))
        self.pace.replies -= claim.wish.replies
        self.look_at = max(now + SOON, first + len(calls) * every - AHEAD) if claim.more else now + LATER
        self._news.set()

    async def run(self) -> None:
        """Lets pushes go, until cancelled."""
        at = 0.0
        while True:
            while not self._claimed:
                self._news.clear()
                await self._news.wait()
            slot, call = self._claimed[0]
            await _until(max(slot, at + CATCH_UP / self.pace.per_second))
            at = self._loop.time()
            self._claimed.popleft()
            self._let_go(call)
            if len(self._claimed) == int(self.pace.per_second * AHEAD / 2):
                self.look_at = 0.0
                self._hungry()

    def give_up(self) -> list[Outgoing]:
        """What still waits for its slot, and no longer shall."""
        left = [call for _, call in self._claimed]
        self._claimed.clear()
        return left


async def _until(moment: float) -> None:
    """To the tenth of a millisecond; only the last one is waited for busily."""
    loop = asyncio.get_running_loop()
    if (left := moment - loop.time() - FINE) > 0:
        await asyncio.sleep(left)
    while loop.time() < moment:  # noqa: ASYNC110 - no event tells the time
        await asyncio.sleep(0)
