"""How events reach the service: signed, in no order, again and again until they are taken."""

import asyncio
import hashlib
from collections.abc import Callable

import aiohttp
import orjson

from tests.fakes.zalo_oa.rules import Json

LADDER = (30.0, 300.0, 900.0, 1800.0, 3600.0)  # seconds before each further attempt
ANSWER = 2.0  # seconds an answer may take


class Webhook:
    """Calls the service; `patience` multiplies the waits. After the last attempt nobody is called any more
    (`off`). `held`: events that are kept back, to be let go in another order."""

    def __init__(self, url: str, sign: Callable[[bytes, str], dict[str, str]], patience: float) -> None:
        self.url, self._sign, self._patience = url, sign, patience
        self.off = False
        self.retries = 0
        self.held: list[Json] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._session = aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar())

    def offer(self, event: Json) -> None:
        if self.held is not None:
            self.held.append(event)
        elif not self.off:
            task = asyncio.create_task(self._deliver(orjson.dumps(event), str(event.get("timestamp", ""))))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def let_go(self, backwards: bool = False) -> None:
        """Delivers what is held, one after the other."""
        events, self.held = self.held or [], None
        for event in reversed(events) if backwards else events:
            await self._deliver(orjson.dumps(event), str(event.get("timestamp", "")))

    async def settled(self) -> None:
        """Until nothing is on its way."""
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def probe(self) -> int:
        """What the console sends when the address is saved; the answer's status."""
        async with self._session.post(self.url, data=b"{}") as response:
            return response.status

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._session.close()

    async def _deliver(self, raw: bytes, stamp: str) -> None:
        for number, pause in enumerate((*LADDER, None)):
            if await self.post(raw, stamp, number) == 200:
                return
            if pause is None:
                self.off = True
                return
            self.retries += 1
            await asyncio.sleep(pause * self._patience)

    async def post(self, raw: bytes, stamp: str, number: int = 0) -> int:
        """One call; the status of its answer, 0 where there was none in time."""
        headers = {"Content-Type": "application/json", **self._sign(raw, stamp)}
        if number:
            headers["num_retry"] = str(number)
        timeout = aiohttp.ClientTimeout(total=ANSWER)
        try:
            async with self._session.post(self.url, data=raw, headers=headers, timeout=timeout) as response:
                return response.status
        except (aiohttp.ClientError, TimeoutError):
            return 0


def signature(first: str, raw: bytes, stamp: str, secret: str) -> str:
    return "mac=" + hashlib.sha256(first.encode() + raw + stamp.encode() + secret.encode()).hexdigest()
