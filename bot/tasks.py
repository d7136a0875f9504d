"""Does the slow work that turns wish for, one task at a time, outside any turn and any transaction."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import timedelta
from functools import partial
from typing import Any

from sqlalchemy import Connection, Row

from bot.clock import machine_now
from bot.turns import Turns
from storage import tasks

log = logging.getLogger(__name__)

LOOK = 0.5  # seconds between looks for a task
LEASE = timedelta(minutes=10)  # after that another process may try; the longest task takes one

Store = Callable[[Connection], Mapping[str, Any]]
"""Short storage work, in one commit with the result that it returns."""
Work = Callable[[Row[Any]], Store]
"""The slow part of a task, in a thread: returns what is left to be stored."""


class Tasks:
    """The runner. A task whose process dies is done by another or at the next start, once."""

    def __init__(self, turns: Turns, owner: str, works: Mapping[str, Work]) -> None:
        self._turns, self._owner, self._works = turns, owner, works

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            row = None
            try:
                row = await self._turns.write(self._claim)
                if row is not None:
                    await self._do(row)
            except Exception:
                log.exception("looking for tasks failed")
            if row is None:
                await asyncio.sleep(LOOK)

    def _claim(self, connection: Connection) -> Row[Any] | None:
        now = machine_now()
        return tasks.claim(connection, self._works.keys(), self._owner, now, now + LEASE)

    async def _do(self, row: Row[Any]) -> None:
        try:
            store = await asyncio.to_thread(self._works[row.kind], row)
            await self._turns.write(partial(self._finish, row=row, store=store))
        except Exception:
            log.exception("task %d (%s) failed", row.id, row.kind)
            with suppress(RuntimeError):  # the writer has ended: the task is claimed again at the next start
                await self._turns.write(partial(self._failed, row=row))

    def _finish(self, connection: Connection, row: Row[Any], store: Store) -> None:
        if tasks.held(connection, row.id, self._owner):
            tasks.finish(connection, row, "done", store(connection), machine_now())

    def _failed(self, connection: Connection, row: Row[Any]) -> None:
        if not tasks.held(connection, row.id, self._owner):
            return
        if row.attempts + 1 < tasks.ATTEMPTS:
            tasks.again(connection, row.id)
        else:
            tasks.finish(connection, row, "failed", {}, machine_now())
