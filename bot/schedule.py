"""APScheduler ticks; what is due stands in the database, so a restart loses nothing and doubles nothing."""

import asyncio
import logging
from datetime import datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy import Connection

from bot.clock import Clock, machine_now
from bot.files import Files, forget_unused
from bot.turns import Turns
from storage import queue, reminders, settings

log = logging.getLogger(__name__)

AT_ONCE = 500  # reminders a tick
KEEP = timedelta(days=7)  # raw chat is kept that long after its turn
OFFSET = "clock_offset_seconds"


class Schedule:
    """The only thing in the service that acts because time passed."""

    def __init__(self, turns: Turns, clock: Clock, files: Files) -> None:
        self._turns, self._clock, self._files = turns, clock, files
        self._ticks = AsyncIOScheduler(
            timezone="UTC", job_defaults={"misfire_grace_time": None, "coalesce": True}
        )
        self._moving = asyncio.Lock()

    def start(self) -> None:
        """Begins to tick."""
        self._ticks.add_job(self.fire, "interval", seconds=1, id="reminders")
        self._ticks.add_job(self.housekeeping, "interval", minutes=10, id="housekeeping")
        self._ticks.start()

    def stop(self) -> None:
        """No more ticks."""
        if self._ticks.running:
            self._ticks.shutdown(wait=False)

    async def fire(self) -> int:
        """Everything due now, at most `AT_ONCE`; returns once their turns are done."""
        now = self._clock.now()
        return await self._turns.write_and_answer(
            lambda connection: reminders.fire(connection, now, machine_now(), AT_ONCE)
        )

    async def move(self, moment: datetime) -> datetime:
        """Moves the demo clock; forward it fires what fell due, in order, before it returns."""
        async with self._moving:
            offset = self._clock.set(moment)

            def store(connection: Connection) -> None:
                settings.put(connection, OFFSET, str(offset.total_seconds()))

            await self._turns.write(store)
            while await self.fire():
                continue
        return self._clock.now()

    async def housekeeping(self) -> None:
        """Forgets raw chat after a week, and bytes nobody refers to."""
        before = machine_now() - KEEP

        def clean(connection: Connection) -> list[str]:
            queue.clean(connection, before)
            return forget_unused(connection)

        for sha256 in await self._turns.write(clean):
            await asyncio.to_thread(self._files.remove, sha256)
        await asyncio.to_thread(self._files.sweep)
