"""Two processes renew one token, which works once, in the same moment; their clocks differ."""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, wait
from datetime import timedelta
from functools import partial
from multiprocessing import get_context
from threading import Barrier
from typing import NamedTuple

from bot.channels.http import Http
from bot.channels.zalo_oa import oauth
from bot.channels.zalo_oa.tokens import KEY
from storage import database, grants
from storage.grants import Pair
from tests.bot.token_race import BEGIN, Side, pair, results
from tests.fakes.zalo_oa import FakeZaloOA

SKEWS = (timedelta(0), timedelta(minutes=2))


class Renewed(NamedTuple):
    """What each process saw, how often each refresh token was used, the pair that is stored in the end, and
    whether it is the one that counts."""

    seen: Sequence[list[str]]
    used: dict[str, int]
    last: Pair | None
    newest: str


class _Meeting:
    """Where the processes of a pool wait for each other; only a start can hand it to them."""

    barrier: Barrier


def _meet(barrier: Barrier) -> None:
    _Meeting.barrier = barrier


class _Process(Side):
    """A side that renews over HTTP."""

    def __init__(self, url: str, platform: str, place: int) -> None:
        self._http, config = Http(), FakeZaloOA().config(oauth_url=platform)
        super().__init__(url, f"process {place}", partial(oauth.refresh, self._http, config), SKEWS[place])

    async def play(self, tries: int, access: str, together: Barrier) -> list[str]:
        try:
            return await super().play(tries, access, together)
        finally:
            await self._http.close()


def _run(url: str, platform: str, place: int, tries: int, access: str) -> list[str]:
    return _Process(url, platform, place).run(tries, access, _Meeting.barrier)


async def race(url: str, tries: int) -> Renewed:
    """On a database that is up to date."""
    engine, spawn = database.writer(url), get_context("spawn")
    async with FakeZaloOA() as fake:
        first = pair(fake.consent.issue(), BEGIN)
        with engine.begin() as connection:
            grants.put(connection, KEY, first)
        together = spawn.Barrier(len(SKEWS))
        with ProcessPoolExecutor(len(SKEWS), spawn, _meet, (together,)) as pool:
            runs = [
                pool.submit(_run, url, fake.url, place, tries, first.access) for place in range(len(SKEWS))
            ]
            await asyncio.to_thread(wait, runs)
        with engine.begin() as connection:
            last = grants.read(connection, KEY)
        engine.dispose()
        return Renewed(results(runs), dict(fake.consent.used), last, fake.consent.refresh)
