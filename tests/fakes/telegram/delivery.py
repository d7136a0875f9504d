"""How updates reach the bot: kept until they are confirmed by an offset, or taken by a webhook."""

import asyncio
import random
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

import aiohttp

from tests.fakes.telegram.rules import Faults, Refusal

LONGEST_POLL = 50


@dataclass(frozen=True, slots=True)
class Update:
    id: int
    chat: int
    body: bytes


class Polling:
    """getUpdates: an update is forgotten when one with a higher offset is asked for."""

    def __init__(self, faults: Faults, dice: random.Random) -> None:
        self.waiting: deque[Update] = deque()
        self._again: list[Update] = []
        self._faults, self._dice = faults, dice
        self._poller: asyncio.Future[Refusal | None] | None = None

    def offer(self, updates: Iterable[Update]) -> None:
        self.waiting.extend(updates)
        if self.waiting and self._poller is not None and not self._poller.done():
            self._poller.set_result(None)

    async def poll(self, offset: int, limit: int, seconds: float) -> list[bytes]:
        self.conflict(
            "terminated by other getUpdates request; make sure that only one bot instance is running"
        )
        self._confirm(offset)
        if not self.waiting and not self._again and seconds > 0:
            self._poller = poller = asyncio.get_running_loop().create_future()
            await asyncio.wait([poller], timeout=seconds)
            if poller.done() and (refusal := poller.result()):
                raise refusal
        batch, self._again = [*self._again, *self.waiting][:limit] if self._again else None, []
        return [update.body for update in batch or islice(self.waiting, limit)]

    def conflict(self, why: str) -> None:
        """Ends the poll that waits, if any, as Telegram ends the older of two."""
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(Refusal(409, f"Conflict: {why}"))

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            offset = self.waiting[max(0, len(self.waiting) + offset)].id if self.waiting else 0
        while self.waiting and self.waiting[0].id < offset:
            update = self.waiting.popleft()
            if self._faults.duplicate and self._dice.random() < self._faults.duplicate:
                self._again.append(update)


@dataclass
class Webhook:
    """Calls the bot. Within a chat the next update is held until the one before it is taken.

    `patience` multiplies the waits before a repeated call, so that tests need not wait as long as Telegram.
    """

    url: str
    secret: str
    max_connections: int
    patience: float
    faults: Faults
    dice: random.Random
    refused: int = 0
    _lanes: dict[int, deque[Update]] = field(default_factory=dict)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _closing: bool = False

    def __post_init__(self) -> None:
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=self.max_connections), cookie_jar=aiohttp.DummyCookieJar()
        )
        self._headers = {"Content-Type": "application/json"}
        if self.secret:
            self._headers["X-Telegram-Bot-Api-Secret-Token"] = self.secret

    @property
    def pending(self) -> int:
        return sum(map(len, self._lanes.values()))

    def offer(self, updates: Iterable[Update]) -> None:
        for update in updates:
            if update.chat in self._lanes:
                self._lanes[update.chat].append(update)
                continue
            self._lanes[update.chat] = deque([update])
            if self._closing:
                continue
            task = asyncio.create_task(self._deliver(update.chat))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def close(self) -> list[Update]:
        """Stops calling; returns what was not taken."""
        self._closing = True
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._session.close()
        return sorted((update for lane in self._lanes.values() for update in lane), key=lambda u: u.id)

    async def _deliver(self, chat: int) -> None:
        lane = self._lanes[chat]
        while lane:
            await self._until_taken(lane[0])
            if self.faults.duplicate and self.dice.random() < self.faults.duplicate:
                await self._until_taken(lane[0])
            lane.popleft()
        del self._lanes[chat]

    async def _until_taken(self, update: Update) -> None:
        pause = 0.0
        while (asked := await self._post(update)) is not None:
            self.refused += 1
            await asyncio.sleep((asked or pause) * self.patience)
            pause = min(2 * pause, 60.0) or 2.0

    async def _post(self, update: Update) -> float | None:
        """None when the bot took it, else the seconds it asked to wait (0 for none)."""
        try:
            async with self._session.post(self.url, data=update.body, headers=self._headers) as response:
                await response.read()
                if response.ok:
                    return None
                return min(float(response.headers.get("Retry-After", 0)), 3600)
        except (aiohttp.ClientError, TimeoutError):
            return 0.0
