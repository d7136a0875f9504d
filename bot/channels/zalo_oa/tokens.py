"""The account's tokens: 25 hours each, renewed with a token that works once.

Losing the newest pair means that a person has to consent again. So one process renews at a time, the new pair
is durable before anybody uses it, and no renewal is broken off when the service stops.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Final, Protocol, TypeVar

from sqlalchemy import Connection

from bot.channels.zalo_oa.errors import Refused
from bot.metrics import METRICS
from storage import grants
from storage.grants import Pair

log = logging.getLogger(__name__)
Result = TypeVar("Result")
Refresh = Callable[[str, datetime], Awaitable[Pair]]
Sleep = Callable[[float], Awaitable[None]]

KEY: Final = "zalo_oa"
AGE: Final = timedelta(hours=20)
LEASE: Final = timedelta(minutes=5)  # far more than a renewal takes: clocks of servers differ
AGAIN: Final = timedelta(seconds=30)  # after an attempt that came to nothing
FRESH: Final = timedelta(minutes=1)  # a token this young that is refused would be refused again
LOOK: Final = 60.0  # seconds between looks at its age
_PEEK: Final = 0.1  # seconds between looks whether another process has renewed it
_PEEKS: Final = 100
_STORE_TRIES: Final = 20


class Write(Protocol):
    """Runs short storage work in a transaction; returns once it is durable."""

    async def __call__(self, run: Callable[[Connection], Result], /) -> Result: ...


class Tokens:
    """One process's view of the pair."""

    def __init__(
        self, refresh: Refresh, write: Write, owner: str, now: Callable[[], datetime],
        sleep: Sleep = asyncio.sleep,
    ) -> None:  # fmt: skip
        self._refresh, self._write, self._owner, self._now, self._sleep = refresh, write, owner, now, sleep
        self._access = ""
        self._renewal: asyncio.Task[str] | None = None
        self._closing = False

    async def access(self) -> str:
        """The access token. Raises `Refused` where nobody has consented."""
        if not self._access:
            self._access = (await self._pair()).access
        return self._access

    async def renew(self, stale: str) -> str:
        """Another access token than this one, which is too old or was refused. Raises `Refused`."""
        if self._renewal is None or self._renewal.done():
            if self._closing:
                raise Refused("the service stops", retry=True)
            self._renewal = asyncio.create_task(self._renew(stale))
        self._access = await asyncio.shield(self._renewal)
        return self._access

    async def run(self) -> None:
        """Keeps the token fresh, until cancelled; a renewal under way is finished then."""
        try:
            while True:
                await self._look()
                await self._sleep(LOOK)
        finally:
            self._closing = True
            if self._renewal is not None and not self._renewal.done():
                await asyncio.wait([self._renewal])

    async def _look(self) -> None:
        try:
            pair = await self._pair()
            if pair.error:
                log.error("The Official Account needs a new consent (sangkien zalo login): %s", pair.error)
            elif self._now() - pair.issued_at >= AGE:
                await self.renew(pair.access)
        except Refused as error:
            log.warning("The Official Account's token was not renewed: %s", error)
        except Exception:  # a bug here must not make the service deaf
            log.exception("Looking after the Official Account's token failed.")

    async def _pair(self) -> Pair:
        pair = await self._write(lambda connection: grants.read(connection, KEY))
        if pair is None:
            raise Refused("nobody has consented yet: sangkien zalo login", retry=True)
        return pair

    async def _renew(self, stale: str) -> str:
        for _ in range(_PEEKS):
            pair = await self._pair()
            if pair.access != stale:
                return pair.access
            if pair.error:
                raise Refused(f"it can't be renewed: {pair.error}", retry=True)
            if abs(self._now() - pair.issued_at) < FRESH:
                raise Refused("a new token is refused too", retry=True)
            if await self._claim(pair):
                return await self._renew_now(pair)
            await self._sleep(_PEEK)
        raise Refused("another process renews the token", retry=True)

    async def _claim(self, pair: Pair) -> bool:
        now = self._now()
        return await self._write(
            lambda connection: grants.claim(connection, KEY, pair.refresh, self._owner, now, now + LEASE)
        )

    async def _renew_now(self, old: Pair) -> str:
        try:
            new = await self._refresh(old.refresh, self._now())
        except Refused as error:
            await self._failed(old, error)
            raise Refused(f"the token was not renewed: {error}", retry=True) from None
        await self._keep(old, new)
        log.info("The Official Account's token is renewed until %s.", new.expires_at)
        return new.access

    async def _keep(self, old: Pair, new: Pair) -> None:
        """The old one is used up: the new one is kept whatever the database is busy with."""
        for attempt in range(_STORE_TRIES):
            try:
                await self._write(lambda connection: grants.renew(connection, KEY, old.refresh, new))
            except Exception:
                log.critical("The Official Account's new token can't be stored.", exc_info=True)
                if attempt == _STORE_TRIES - 1:
                    raise
                await self._sleep(1.0)
            else:
                return

    async def _failed(self, old: Pair, error: Refused) -> None:
        """After a refusal only a new consent helps; an answer that did not come may come the next time."""
        log.critical("The Official Account's token was not renewed, a person must look: %s", error)
        METRICS.alarms.labels(KEY, "token").inc()
        later, why = self._now() + AGAIN, "" if error.retry else str(error)
        await self._write(
            lambda connection: grants.release(connection, KEY, old.refresh, self._owner, later, why)
        )
