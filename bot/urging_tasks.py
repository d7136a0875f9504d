"""Counting who lacks what, and having it said to them: beside the turns, for there may be thousands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row

from bot.channels.base import Channel
from bot.clock import machine_now
from bot.papers import Workbench
from bot.tasks import Store, Work
from handlers import urged, urging_work
from handlers.push_costs import Prices
from handlers.urging_wishes import COUNT, SEND
from handlers.urging_work import Beside, Telling
from storage import ledger, urgings
from storage.ledger import About

SOON = timedelta(minutes=1)  # after the last of them was to be told, it is looked whether all is done


@dataclass
class UrgingTasks(Workbench):
    """Rounds of urging."""

    channels: Mapping[str, Channel]

    def works(self) -> Mapping[str, Work]:
        """By the kind of task."""
        return {COUNT: self._count, SEND: self._send}

    def _beside(self, connection: Connection) -> Beside:
        return Beside(connection, self.clock.now(), self.service())

    def _count(self, task: Row[Any]) -> Store:
        can = {name: channel.capabilities for name, channel in self.channels.items()}
        prices = Prices(can, machine_now())
        with self.reader.begin() as connection:
            result = urging_work.counted(self._beside(connection), task.person_id, task.wish, prices)
        return lambda _connection: result

    def _send(self, task: Row[Any]) -> Store:
        wish = task.wish
        with self.reader.begin() as connection:
            beside = self._beside(connection)
            told = urging_work.telling(beside, task.person_id, wish, set(wish["agreed"]))
            due = urging_work.moments(beside, wish, told.people)
        if not told.people:
            return lambda _connection: {"unreached": len(told.why)}

        def store(connection: Connection) -> Mapping[str, Any]:
            now, first, last = self.clock.now(), min(due.values()), max(due.values())
            about = {name: str(wish.get(name, "")) for name in About._fields}
            key, number = urgings.begin(
                connection, now, kind=wish["what"], unit_id=wish["unit"], person_id=task.person_id,
                text=str(wish.get("text") or ""), unreached=[list(pair) for pair in told.why.items()],
                **about,
            )  # fmt: skip
            urgings.leave(connection, key, told.people, due)
            _blocked(connection, told, now, urging_id=key, **about)
            watch = f"{key}.0/{task.person_id}"
            urgings.remind(connection, urged.DONE, watch, task.conversation_id, max(last, now) + SOON)
            return {
                "urging": key, "number": number, "people": len(told.people), "unreached": len(told.why),
                "later": last > now, "first": first.isoformat(), "last": last.isoformat(),
            }  # fmt: skip

        return store


def _blocked(connection: Connection, told: Telling, now: datetime, **about: Any) -> None:
    """Whoever has blocked the service stands in the ledger as not reached, though nothing was tried."""
    for unit_id, people in told.blocked.items():
        for person_id in people:
            ledger.note(
                connection, kind=urgings.KIND, unit_id=unit_id, person_id=person_id, role="officer",
                debts=[list(debt) for debt in told.debts[unit_id]], due_at=now, at=now, state="failed",
                error=ledger.UNREACHABLE, **about,
            )  # fmt: skip
