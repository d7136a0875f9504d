"""What became of calls is kept: in the outbox, in the counts of channels, and for whoever counts on it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from bot.clock import Clock, machine_now
from bot.metrics import METRICS
from bot.outgoing import Outcome
from handlers import unreached
from handlers.channels import Capabilities
from handlers.ticket_news import UNREACHED, WAITS
from storage import elsewhere, queue, reminders, usage
from storage.store import Store

AT_ONCE: Final = 500  # of what falls due with a turn; the rest is fired by the next tick


@dataclass(slots=True)
class Beside:
    """Who leaves word beside the turns."""

    store: Store
    now: datetime


class Settling:
    """Of one process, `owner`. `can`: what the channels that are there can do, by name."""

    def __init__(self, owner: str, can: Mapping[str, Capabilities], clock: Clock) -> None:
        self._owner, self._can, self._clock = owner, can, clock

    def settle(self, connection: Connection, outcomes: Sequence[Outcome]) -> None:
        """Keeps what became of calls, in the caller's commit."""
        if not outcomes:
            return
        now = machine_now()
        queue.sent(
            connection,
            [
                {
                    "row_id": o.outgoing.id,
                    "sender": self._owner,
                    "state": o.state,
                    "external_id": o.external_id,
                    "error": o.error,
                    "attempts": o.outgoing.attempts + 1,
                    "repeated": o.outgoing.repeated,
                    "retry_at": o.retry_at,
                    "sent_at": now if o.state == "sent" else None,
                    "owner": self._owner if o.state == "sending" else "",
                    "price": o.price,
                }
                for o in outcomes
            ],
        )
        queue.delivered(
            connection,
            {
                o.outgoing.conversation_id: o.seq
                for o in outcomes
                # What was repeated may have been seen, and answered, before it came a second time.
                if o.seq is not None and not o.outgoing.push and not o.outgoing.repeated
            },
        )
        stuck = [o.outgoing.id for o in outcomes if o.outgoing.push and o.is_stuck(now)]
        unreached = list[int]()
        for outcome in outcomes:
            if not outcome.reachable:
                given_up = queue.reachable(connection, outcome.outgoing.conversation_id, False)
                unreached += [outcome.outgoing.id, *given_up]
            if outcome.moved_to:
                queue.moved(connection, outcome.outgoing.conversation_id, outcome.moved_to)
        if stuck or unreached:
            self._elsewhere(connection, stuck, unreached, now)
        for name, can in self._can.items():
            done = [o for o in outcomes if can.counted and o.outgoing.channel == name and o.is_used]
            usage.add(connection, name, now, sent=len(done), price=sum(o.price for o in done))

    def _elsewhere(
        self, connection: Connection, stuck: list[int], unreached: list[int], now: datetime
    ) -> None:
        """What can't go out, or not for long, is said in another chat of theirs."""
        moved = elsewhere.again(connection, {*stuck, *unreached}, self._can, now)
        METRICS.elsewhere.inc(len(moved))
        held = elsewhere.hold(connection, {*stuck, *unreached} - moved)
        self._undelivered(connection, held, WAITS)
        self._undelivered(connection, {*unreached} - moved - held, UNREACHED)

    def _undelivered(self, connection: Connection, calls: Collection[int], word: str) -> None:
        """Whoever counts on what could not be delivered hears of it."""
        if not calls:
            return
        now = self._clock.now()
        store = Store(connection, now)
        unreached.tell(Beside(store, now), calls, word)
        if store.told:
            reminders.fire(connection, now, machine_now(), AT_ONCE, self._can)
