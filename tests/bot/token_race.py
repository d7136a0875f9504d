"""Services that renew the same token at the same moment, each with an engine and an event loop of its own."""

import asyncio
import contextlib
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from sqlalchemy import Connection, Engine

from bot.channels.zalo_oa.errors import Refused
from bot.channels.zalo_oa.tokens import KEY, Refresh, Tokens
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

    def __init__(self, url: str, name: str, refresh: Refresh, skew: timedelta) -> None:
        self._engine: Engine = database.writer(url)
        self._skew, self._round = skew, 1
        self.tokens = Tokens(refresh, self._write, name, self._now, self._rest)

    def run(self, tries: int, first: str, together: threading.Barrier) -> list[str]:
        """The access token after each round."""
        try:
            return asyncio.run(self.play(tries, first, together))
        except BaseException:
            together.abort()  # never at the end: the other may not have woken up yet
            raise
        finally:
            self._engine.dispose()

    async def play(self, tries: int, access: str, together: threading.Barrier) -> list[str]:
        """The same, in an event loop that is there."""
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

    async def _write(self, run: Callable[[Connection], Result]) -> Result:
        with self._engine.begin() as connection:
            return run(connection)

    def _now(self) -> datetime:
        return BEGIN + self._round * timedelta(hours=20) + self._skew

    async def _rest(self, seconds: float) -> None:
        await asyncio.sleep(seconds / 100)


def results(runs: Sequence[Future[list[str]]]) -> list[list[str]]:
    """What sides that are over have seen. Raises what stopped one, not what stopped the others with it."""
    for failure in (run.exception() for run in runs):
        if failure is not None and not isinstance(failure, threading.BrokenBarrierError):
            raise failure
    return [run.result() for run in runs]


def race(url: str, consent: Consent, skews: Sequence[timedelta], tries: int) -> tuple[list[list[str]], Pair]:
    """What each side saw, and the pair that is stored in the end."""
    engine, lock = database.writer(url), threading.Lock()

    def renew(token: str) -> dict[str, str]:
        with lock:
            form = {"app_id": consent.app_id, "grant_type": "refresh_token", "refresh_token": token}
            answer = consent.answer(form, "s")
        return {name: str(value) for name, value in answer.items()}

    async def refresh(token: str, now: datetime) -> Pair:
        return pair(await asyncio.to_thread(renew, token), now)

    first = pair(consent.issue(), BEGIN)
    with engine.begin() as connection:
        grants.put(connection, KEY, first)
    together = threading.Barrier(len(skews))
    sides = [Side(url, f"process {number}", refresh, skew) for number, skew in enumerate(skews)]
    with ThreadPoolExecutor(len(sides)) as pool:
        runs = [pool.submit(side.run, tries, first.access, together) for side in sides]
    seen = results(runs)
    with engine.begin() as connection:
        last = grants.read(connection, KEY)
    engine.dispose()
    assert last is not None
    return seen, last
