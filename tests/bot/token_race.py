"""Services that renew the same token at the same moment, each with an engine and an event loop of its own."""

import asyncio
import contextlib
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from sqlalchemy import Connection, Engine

from bot.channels.zalo_oa.errors import Refused
from bot.channels.zalo_oa.tokens import KEY, Tokens
from storage import database, grants
from storage.grants import Pair
from tests.fakes.zalo_oa.consent import Consent

BEGIN = datetime(2026, 11, 20, tzinfo=UTC)
PATIENCE = 100  # the rests are a hundredth of a service's, so a slow disk outlasts them
Result = TypeVar("Result")


def pair(answer: dict[str, str], now: datetime) -> Pair:
    return Pair(answer["access_token"], answer["refresh_token"], now, now + timedelta(hours=25))


class Side:
    """One service. Its clock is `skew` ahead of the others'."""

    def __init__(self, url: str, name: str, renew: Callable[[str], dict[str, str]], skew: timedelta) -> None:
        self._engine: Engine = database.writer(url)
        self._renew, self._skew, self._round = renew, skew, 1
        self.tokens = Tokens(self._refresh, self._write, name, self._now, self._rest)

    def run(self, tries: int, first: str, together: threading.Barrier) -> list[str]:
        """The access token after each round."""
        try:
            return asyncio.run(self._run(tries, first, together))
        finally:
            together.abort()
            self._engine.dispose()

    async def _run(self, tries: int, access: str, together: threading.Barrier) -> list[str]:
        seen = []
        for self._round in range(1, tries + 1):
            together.wait(30)
            access = await self._renewed(access)
            seen.append(access)
            together.wait(30)
        return seen

    async def _renewed(self, stale: str) -> str:
        """Whoever waits for the other's renewal longer than its patience tries again, as a sender does."""
        for _ in range(PATIENCE):
            with contextlib.suppress(Refused):
                return await self.tokens.renew(stale)
        return await self.tokens.renew(stale)

    async def _refresh(self, token: str, now: datetime) -> Pair:
        return pair(await asyncio.to_thread(self._renew, token), now)

    async def _write(self, run: Callable[[Connection], Result]) -> Result:
        with self._engine.begin() as connection:
            return run(connection)

    def _now(self) -> datetime:
        return BEGIN + self._round * timedelta(hours=20) + self._skew

    async def _rest(self, seconds: float) -> None:
        await asyncio.sleep(seconds / 100)


def race(url: str, consent: Consent, skews: Sequence[timedelta], tries: int) -> tuple[list[list[str]], Pair]:
    """What each side saw, and the pair that is stored in the end."""
    engine, lock = database.writer(url), threading.Lock()

    def renew(token: str) -> dict[str, str]:
        with lock:
            form = {"app_id": consent.app_id, "grant_type": "refresh_token", "refresh_token": token}
            answer = consent.answer(form, "s")
        return {name: str(value) for name, value in answer.items()}

    first = pair(consent.issue(), BEGIN)
    with engine.begin() as connection:
        grants.put(connection, KEY, first)
    together = threading.Barrier(len(skews))
    sides = [Side(url, f"process {number}", renew, skew) for number, skew in enumerate(skews)]
    with ThreadPoolExecutor(len(sides)) as pool:
        runs = [pool.submit(side.run, tries, first.access, together) for side in sides]
    for failure in (run.exception() for run in runs):
        if failure is not None and not isinstance(failure, threading.BrokenBarrierError):
            raise failure  # the others only broke off because of it
    seen = [run.result() for run in runs]
    with engine.begin() as connection:
        last = grants.read(connection, KEY)
    engine.dispose()
    assert last is not None
    return seen, last
