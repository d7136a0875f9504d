"""How updates reach the bot: one a poll, and gone with it; or by webhook, again until they are taken."""

import asyncio
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import aiohttp
import orjson

SECRET_HEADER = "X-Bot-Api-Secret-Token"
PROBE = {"event_name": "webhook.test", "message": {"message_id": "webhook-test", "text": "Please answer 200"}}


class Update(NamedTuple):
    chat: str
    body: bytes


class Polling:
    """getUpdates: whoever asks first gets it, and nobody else."""

    def __init__(self) -> None:
        self.waiting: deque[Update] = deque()
        self._news = asyncio.Event()

    def offer(self, updates: Iterable[Update]) -> None:
        self.waiting.extend(updates)
        self._news.set()

    async def poll(self, seconds: float) -> bytes | None:
        """The oldest update, None where none came in time."""
        try:
            async with asyncio.timeout(seconds):
                while not self.waiting:
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            return None
        return self.waiting.popleft().body


@dataclass
class Webhook:
    """Calls the bot, one update after the other. When a refused one comes again is not documented: soon.

    `envelope`: in the documented form; else alone, as they were seen to come. `twice`: each is sent again.
    """

    url: str
    secret: str
    envelope: bool = False
    twice: bool = False
    patience: float = 0.01
    refused: int = 0
    _waiting: "asyncio.Queue[Update]" = field(default_factory=asyncio.Queue)

    def __post_init__(self) -> None:
        self._session = aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar())
        self._task = asyncio.create_task(self._run())

    def offer(self, updates: Iterable[Update]) -> None:
        for update in updates:
            self._waiting.put_nowait(update)

    async def close(self) -> None:
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        await self._session.close()

    async def verify(self, date: int) -> dict[str, Any]:
        """The probe has no secret, and seconds for milliseconds."""
        probe = {**PROBE, "message": {**PROBE["message"], "date": date}}  # type: ignore[dict-item]
        status = await self._post(orjson.dumps(probe), {})
        outcome = "webhook.ok" if status == 200 else f"webhook.http.{status or 'other'}"
        return {"ok": status == 200, "url": self.url, "outcome": outcome, "hint": "See the documentation."}

    async def _run(self) -> None:
        while True:
            update = await self._waiting.get()
            for _ in range(2 if self.twice else 1):
                while await self._post(self._form(update.body), {SECRET_HEADER: self.secret}) != 200:
                    self.refused += 1
                    await asyncio.sleep(self.patience)

    def _form(self, body: bytes) -> bytes:
        return b'{"ok":true,"result":%b}' % body if self.envelope else body

    async def _post(self, body: bytes, headers: dict[str, str]) -> int:
        """The status, 0 where there was no answer."""
        about = {"Content-Type": "application/json", "User-Agent": "Java/1.8.0_192", **headers}
        try:
            async with self._session.post(self.url, data=body, headers=about) as response:
                return response.status
        except aiohttp.ClientError:
            return 0
