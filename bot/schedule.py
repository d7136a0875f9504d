"""APScheduler ticks; what is due stands in the database, so a restart loses nothing and doubles nothing."""

import asyncio
import logging
from datetime import datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy import Connection

from bot.clock import Clock, machine_now
from bot.files import Files, forget_unused, remove_lost
from bot.pages.halves import Halves
from bot.planner import Planner
from bot.plans import Plans
from bot.turns import Turns
from storage import links, queue, reminders, settings

log = logging.getLogger(__name__)

AT_ONCE = 500  # reminders a tick
KEEP = timedelta(days=7)  # raw chat is kept that long after its turn
KEEP_PARKED = timedelta(days=30)  # what was given up can be replayed that long
ROWS = 5000  # forgotten in one transaction
PAUSE = 0.2  # seconds between two of them: turns go in between
PATIENCE = 10.0  # seconds whoever moves the clock waits for the turns of what fell due
OFFSET = "clock_offset_seconds"


def _nothing(_connection: Connection) -> None:
    """Waits for its turn."""


class Schedule:
    """The only thing in the service that acts because time passed."""

    def __init__(
        self,
        turns: Turns,
        clock: Clock,
        files: Files,
        planner: Planner | None = None,
        plans: Plans | None = None,
    ) -> None:
        """Without a planner only what is there already falls due."""
        self._plans = plans
        self._turns, self._clock, self._files, self._planner = turns, clock, files, planner
        self._ticks = AsyncIOScheduler(
            timezone="UTC", job_defaults={"misfire_grace_time": None, "coalesce": True}
        )
        self._moving = asyncio.Lock()

    def start(self) -> None:
        """Begins to tick."""
        soon = machine_now() + timedelta(minutes=5)
        self._ticks.add_job(self.tick, "interval", seconds=1, id="reminders")
        if self._plans is not None:
            self._ticks.add_job(
                self._plans.look, "interval", minutes=1, id="plans", next_run_time=machine_now()
            )
        self._ticks.add_job(self.housekeeping, "interval", minutes=10, id="housekeeping")
        self._ticks.add_job(self.look_for_lost, "interval", days=1, next_run_time=soon, id="lost")
        self._ticks.start()

    def stop(self) -> None:
        """No more ticks."""
        if self._ticks.running:
            self._ticks.shutdown(wait=False)

    async def tick(self) -> None:
        """Stores everything due now, at most `AT_ONCE`, and waits for no turn: one that is stuck must not
        stop what others are reminded of. While the clock is being moved, the mover does it."""
        if self._moving.locked():
            return
        async with self._moving:
            await self._plan()
            await self._turns.write(self._due)

    async def _plan(self) -> None:
        """What is due must not wait for a plan that can't be made."""
        try:
            if self._planner is not None:
                await self._planner.look()
        except Exception:
            log.exception("reminders could not be planned")

    async def fire(self, patience: float = PATIENCE) -> int:
        """Everything due now, at most `AT_ONCE`; returns once their turns are done, or patience ends."""
        return await self._turns.write_and_answer(self._due, patience)

    def _due(self, connection: Connection) -> list[int]:
        return reminders.fire(connection, self._clock.now(), machine_now(), AT_ONCE, self._turns.channels)

    async def move(self, moment: datetime) -> datetime:
        """Moves the demo clock; forward it fires what fell due, in order, before it returns.

        The turns of what fell due are waited for, up to `PATIENCE` in all.
        """
        async with self._moving:
            for _ in range(2):  # after the second the writer has looked for news: what was decided counts
                await self._turns.write(_nothing)
            await self._plan()  # what has changed since the last tick counts on the way, too
            offset = self._clock.set(moment)

            def store(connection: Connection) -> None:
                settings.put(connection, OFFSET, str(offset.total_seconds()))

            await self._turns.write(store)
            await self._plan()
            loop = asyncio.get_running_loop()
            end = loop.time() + PATIENCE
            while await self.fire(max(0.0, end - loop.time())):
                continue
        return self._clock.now()

    async def housekeeping(self) -> None:
        """Forgets raw chat after a week, links a week after they ended, and bytes nobody refers to or can go
        on with, a few rows at a time."""
        now = machine_now()
        await self._turns.write(lambda connection: links.forget(connection, self._clock.now() - KEEP))

        def clean(connection: Connection) -> int:
            return queue.clean(connection, now - KEEP, now - KEEP_PARKED, ROWS)

        while True:
            if not await self._turns.write(clean):
                break
            await asyncio.sleep(PAUSE)
        while gone := await self._turns.write(forget_unused):
            for sha256 in gone:
                await asyncio.to_thread(self._files.remove, sha256)
            await asyncio.sleep(PAUSE)
        await self._forget_halves()
        await asyncio.to_thread(self._files.sweep)

    async def _forget_halves(self) -> None:
        """Nobody can go on with what came through a link that takes nothing any more."""
        halves, now = Halves(self._files.uploads), self._clock.now()
        if begun := await asyncio.to_thread(halves.links):
            open_ = await self._turns.write(lambda connection: links.still_taking(connection, begun, now))
            for link in set(begun) - open_:
                await asyncio.to_thread(halves.forget, link)

    async def look_for_lost(self) -> None:
        """Removes bytes that nothing ever referred to."""
        await remove_lost(self._files, self._turns)
