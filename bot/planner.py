"""Makes the rows of reminders ahead, and makes them anew when programmes, units or roles have changed.

What is to be is computed beside the turns, on a connection of its own; only the difference is written, a few
rows at a time. Two processes that plan at once write the same rows.
"""

import asyncio
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from itertools import islice

from sqlalchemy import Connection, Engine, delete, select

from bot.clock import Clock
from bot.turns import Turns
from handlers.deadline_rows import KIND, LATER, PUT_OFF
from handlers.reminder_plan import Rows, wanted
from handlers.service import Service
from storage import recipients, settings
from storage.database import upsert
from storage.reminders import reminder

AHEAD = timedelta(days=8)
BACK = timedelta(days=60)  # after a longer time without the service nobody wants to hear of what was due
PLANNED = "reminders_planned"  # up to which moment rows have been made
AT_ONCE = 500  # rows written in one transaction: turns go in between

Key = tuple[str, datetime]


class Planner:
    """Looks before every tick whether there is anything new."""

    def __init__(self, turns: Turns, reader: Engine, clock: Clock) -> None:
        self._turns, self._reader, self._clock = turns, reader, clock
        self._service: Service | None = None
        self._known: tuple[int, datetime] | None = None

    async def look(self) -> None:
        """Plans where something has changed since the last time: programmes, units, roles, the hour."""
        service, news = self._turns.service, await asyncio.to_thread(self._news)
        if service is self._service and news == self._known:
            return
        await self._plan()
        self._service, self._known = service, news

    def _news(self) -> tuple[int, datetime]:
        with self._reader.begin() as connection:
            changed = recipients.newest_change(connection)
        return changed, self._clock.now().replace(minute=0, second=0, microsecond=0)

    async def _plan(self) -> None:
        now = self._clock.now()
        last, rows, kept = await asyncio.to_thread(self._difference, now)
        over = iter([number for (key, lane), number in kept.items() if rows.get(key) != lane])
        while gone := list(islice(over, AT_ONCE)):
            await self._turns.write(partial(_remove, ids=gone))
        missing = iter([key for key, lane in rows.items() if (key, lane) not in kept])
        while some := list(islice(missing, AT_ONCE)):
            await self._turns.write(partial(_add, rows=rows, keys=some))
        until = last.isoformat()
        await self._turns.write(lambda connection: settings.put(connection, PLANNED, until))

    def _difference(self, now: datetime) -> tuple[datetime, Rows, dict[tuple[Key, int], int]]:
        """Until which moment, what is to be there, and what is: the number of each key and conversation."""
        last = now + AHEAD
        with self._reader.begin() as connection:
            planned = settings.get(connection, PLANNED)
            first = min(now, datetime.fromisoformat(planned)) if planned else now
            first = max(first, now - BACK)
            rows = wanted(connection, self._turns.service, first, last)
            return last, rows, dict(_there(connection, now))


def _there(connection: Connection, now: datetime) -> Iterator[tuple[tuple[Key, int], int]]:
    """The rows that wait for a moment ahead and are the plan's own: nobody has wished for them, nor were they
    put off."""
    names = ("id", "subject", "due_at", "conversation_id", "why")
    columns = [reminder.c[name] for name in names]
    mine = (reminder.c.kind == KIND) & (reminder.c.state == "waiting") & (reminder.c.due_at > now)
    for row in connection.execute(select(*columns).where(mine)):
        if row.why != PUT_OFF and row.subject.split("/")[3] != LATER:
            yield ((row.subject, row.due_at), row.conversation_id), row.id


def _add(connection: Connection, rows: Rows, keys: list[Key]) -> None:
    values = [
        {"kind": KIND, "subject": subject, "conversation_id": rows[subject, due], "due_at": due,
         "state": "waiting", "why": ""}
        for subject, due in keys
    ]  # fmt: skip
    unlike = ["kind", "subject", "due_at"]
    statement = upsert(connection.dialect.name, reminder).on_conflict_do_nothing(index_elements=unlike)
    connection.execute(statement, values)


def _remove(connection: Connection, ids: list[int]) -> None:
    """Only what still waits: another process may have fired it meanwhile."""
    connection.execute(delete(reminder).where(reminder.c.id.in_(ids), reminder.c.state == "waiting"))
