"""What a channel receives into, and sleeps in, while it is tested."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from bot.channels.base import Channel, InboxFull, Received


@asynccontextmanager
async def running(channel: Channel, inbox: "Inbox") -> AsyncIterator[None]:
    task = asyncio.create_task(channel.run(inbox.receive))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


class Inbox:
    """Stores each update once. `failures` are raised first, one per call."""

    def __init__(self, *failures: Exception) -> None:
        self.stored: dict[str, Received] = {}
        self.batches: list[int] = []
        self.failures = list(failures)
        self._changed = asyncio.Condition()

    async def receive(self, updates: Sequence[Received]) -> list[int]:
        if self.failures:
            raise self.failures.pop(0)
        self.batches.append(len(updates))
        ids = [0 if update.external_id in self.stored else 1 for update in updates]
        self.stored.update({update.external_id: update for update in updates})
        async with self._changed:
            self._changed.notify_all()
        return ids

    async def holds(self, count: int) -> list[Received]:
        """Waits until so many different updates are stored."""
        async with self._changed, asyncio.timeout(10):
            await self._changed.wait_for(lambda: len(self.stored) >= count)
        return list(self.stored.values())


def full() -> InboxFull:
    return InboxFull("many updates wait")


class Pauses:
    """Stands for sleeping: remembers how long, and lets others run."""

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self._changed = asyncio.Condition()

    async def sleep(self, seconds: float) -> None:
        async with self._changed:
            self.seconds.append(seconds)
            self._changed.notify_all()
        await asyncio.sleep(0)

    async def count(self, number: int) -> None:
        """Waits until there have been so many."""
        async with self._changed, asyncio.timeout(10):
            await self._changed.wait_for(lambda: len(self.seconds) >= number)
