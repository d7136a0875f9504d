"""How far each channel's plan is used up: as figures, and as a warning while there is time."""

import asyncio
import logging
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Final

from sqlalchemy import Connection, Engine

from bot.channels.base import Capabilities, Channel
from bot.clock import machine_now
from bot.metrics import METRICS
from bot.turns import Turns
from storage import usage
from storage.usage import Plan, Used

log = logging.getLogger(__name__)

NEARLY: Final = 0.8  # of what a plan allows


class Plans:
    """Looks at what the channels were used for; says it once a day where a plan is nearly used up."""

    def __init__(self, turns: Turns, reader: Engine, channels: Mapping[str, Channel]) -> None:
        self._turns, self._reader = turns, reader
        self._can = {name: channel.capabilities for name, channel in channels.items()}
        self._known = False

    async def look(self) -> None:
        """Sets the figures, and warns."""
        now = machine_now()
        if not self._known:
            await self._turns.write(self._keep_plans)
        used = await asyncio.to_thread(self._read, now)
        self._known = True
        for name, found in used.items():
            METRICS.month.labels(name).set(found.month)
            METRICS.people.labels(name).set(found.people)
            METRICS.price_today.labels(name).set(found.spent)
            for what, count, most in nearly(found, self._can[name]):
                if await self._turns.write(partial(usage.warn, channel=name, what=what, now=now)):
                    log.warning("%s has used %d of the %d %s of its plan", name, count, most, what)

    def _keep_plans(self, connection: Connection) -> None:
        for name, can in self._can.items():
            usage.keep_plan(connection, name, Plan(can.monthly, can.people))

    def _read(self, now: datetime) -> dict[str, Used]:
        with self._reader.begin() as connection:
            for name in () if self._known else self._can:  # later it is known from what comes
                if (heard := usage.heard(connection, name)) is not None:
                    METRICS.heard.labels(name).set(heard.timestamp())
            return {name: usage.of(connection, name, now) for name, can in self._can.items() if can.counted}


def nearly(used: Used, can: Capabilities) -> Iterator[tuple[str, int, int]]:
    """What of a plan is nearly used up: which, how many, of how many."""
    plan = (("messages a month", used.month, can.monthly), ("people", used.people, can.people))
    for what, count, most in plan:
        if most is not None and count >= NEARLY * most:
            yield what, count, most
