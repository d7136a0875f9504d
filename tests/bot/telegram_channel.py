"""A Telegram channel connected to the fake Bot API, and an inbox to receive into."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.channels.base import InboxFull, Received
from bot.channels.telegram import Telegram
from tests.fakes.telegram import FakeTelegram

COMMANDS = {
    "vi": [("menu", "Mở danh sách việc"), ("huy", "Dừng việc đang làm")],
    "en": [("menu", "Open the menu")],
}


@asynccontextmanager
async def connect(fake: FakeTelegram, folder: Path = Path(), **more: Any) -> AsyncIterator[Telegram]:
    """`folder` holds the stored files by checksum. A poll lasts a second, so that tests end soon."""
    settings = {"commands": COMMANDS, "files": folder.joinpath, "poll_seconds": 1, **more}
    channel = Telegram(SecretStr(fake.token), fake.url, **settings)
    try:
        yield channel
    finally:
        await channel.close()


@asynccontextmanager
async def running(channel: Telegram, inbox: "Inbox") -> AsyncIterator[None]:
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
