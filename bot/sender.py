"""Outbox row → channel.send → sent | pending again | failed | unknown.

In order per conversation. Replies go at once and only obey the platform's `retry_after`; pushes go slot by
slot (bot/pushes.py), behind replies. What cannot go out now goes back to the outbox, with the replies behind
it: memory holds only what is being sent.
"""

import asyncio
import logging
import time
from collections import defaultdict, deque
from collections.abc import Collection, Coroutine, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import Connection, Row

from bot.channels.base import Call, Channel, Leave, Push, SendError
from bot.clock import machine_now
from bot.gathering import gathered
from bot.metrics import METRICS
from bot.outcomes import everyone, not_now, settle, untried
from bot.outgoing import LEASE, Outcome, Outgoing
from bot.pace import Pace
from bot.pushes import Claim, Pushes
from bot.spending import Spending
from bot.turns import Turns
from storage import queue

log = logging.getLogger(__name__)
Result = TypeVar("Result")

AT_ONCE = 128  # calls on their way, per channel
LOOK = 1.0  # seconds between looks at the outbox for what waits for its time or for another process
FULL = 0.05  # seconds until more is taken when too much is on its way


class Sender:
    """Lives in the event loop; `offer` and `busy` are also called from the writer thread."""

    def __init__(self, channels: Mapping[str, Channel], turns: Turns, owner: str) -> None:
        self._channels, self._turns, self._owner = channels, turns, owner
        self._queues: dict[int, deque[Outgoing]] = defaultdict(deque)
        self._since: dict[int, float] = {}
        self._held: set[int] = set()
        self._gates = {name: asyncio.Semaphore(AT_ONCE) for name in channels}
        self._wake = asyncio.Event()
        self._pushes = {
            name: Pushes(name, c.capabilities, self._let_go, self._wake.set) for name, c in channels.items()
        }
        self._never_twice = [name for name, c in channels.items() if not c.capabilities.repeat_unknown]
        self._tasks: set[asyncio.Task[Any]] = set()
        self._loop = asyncio.get_running_loop()
        self._stopping = False

    def offer(self, calls: Sequence[Outgoing]) -> None:
        """Takes over calls that were committed as this process's own."""
        now = time.monotonic()
        for call in calls:
            self._since.setdefault(call.conversation_id, now)
        self._loop.call_soon_threadsafe(self._accept, calls, False)

    def busy(self, seconds: float) -> Collection[int]:
        """Conversations whose replies have been on their way for less than that."""
        after = time.monotonic() - seconds
        return {key for key, since in list(self._since.items()) if since > after}

    def wake(self) -> None:
        """Something in the outbox waits."""
        for lane in self._pushes.values():
            lane.look_at = 0.0
        self._wake.set()

    async def run(self) -> None:
        """Looks at the outbox for what nobody offered: put back, left by another process, pushes."""
        async with asyncio.TaskGroup() as group:
            for lane in self._pushes.values():
                group.create_task(lane.run())
            group.create_task(self._look())

    async def _look(self) -> None:
        while True:
            self._wake.clear()
            pause = LOOK
            try:
                if await asyncio.shield(self._task(self._take())):
                    continue
                pause = self._pause()
            except Exception:
                log.exception("looking at the outbox failed")
            with suppress(TimeoutError):  # not wait_for: up to Python 3.11 it overhears a cancellation
                async with asyncio.timeout(pause):
                    await self._wake.wait()

    def _pause(self) -> float:
        """Seconds until something may be there to be taken."""
        soon = min((lane.look_at for lane in self._pushes.values()), default=0.0) - self._loop.time()
        return FULL if len(self._tasks) >= 4 * AT_ONCE else min(max(soon, FULL), LOOK)

    async def stop(self, seconds: float) -> None:
        """Lets what is on its way arrive; the rest stays in the outbox."""
        self._stopping = True
        self._give_up_pushes()
        end = self._loop.time() + seconds
        while self._tasks and (left := end - self._loop.time()) > 0:
            await asyncio.wait(set(self._tasks), timeout=left)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _task(self, work: Coroutine[Any, Any, Result]) -> "asyncio.Task[Result]":
        """Something that must not be cut off halfway: `stop` waits for it."""
        task = self._loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _take(self) -> int:
        """What waits in the outbox; returns how many replies there were."""
        room = max(0, 4 * AT_ONCE - len(self._tasks))
        now = self._loop.time()
        lanes = {name: (lane, lane.wish()) for name, lane in self._pushes.items() if lane.look_at <= now}

        def take(connection: Connection) -> tuple[Sequence[Row[Any]], dict[str, Claim]]:
            now = machine_now()
            queue.renew(connection, self._owner, now + LEASE)
            queue.adopt(connection, self._owner, now, self._never_twice)
            replies = queue.take(connection, self._owner, self._channels, now, now + LEASE, room)
            return replies, {
                name: lane.claim(connection, self._owner, now, wish) for name, (lane, wish) in lanes.items()
            }

        replies, claims = await self._turns.write(take)
        self._accept([_outgoing(row) for row in replies], taken=True)
        for name, claim in claims.items():
            self._held.difference_update(row.conversation_id for row in claim.rows)  # no reply waits there
            place = self._channels[name].capabilities.gathers
            pushes = [_together(row, claim.behind.get(row.id, ()), place) for row in claim.rows]
            self._pushes[name].accept(claim, pushes)
        if self._stopping:
            self._give_up_pushes()
        return len(replies)

    def _accept(self, replies: Sequence[Outgoing], taken: bool) -> None:
        """`taken` from the outbox, whose oldest come first; or just committed, behind what was put back."""
        for call in replies:
            key = call.conversation_id
            if taken:
                self._held.discard(key)
            elif key in self._held:
                self._turns.settle(untried(call, "pending"))
                self._since.pop(key, None)
                continue
            self._since.setdefault(key, time.monotonic())
            waiting = self._queues[key]
            waiting.append(call)
            if len(waiting) == 1:
                self._task(self._drain(key, waiting))

    async def _drain(self, conversation_id: int, waiting: deque[Outgoing]) -> None:
        while waiting:
            stopping = self._stopping
            outcome = untried(waiting[0], "pending") if stopping else await self._send(waiting[0])
            self._turns.settle(outcome)
            waiting.popleft()
            if outcome.state == "pending" or not outcome.reachable:
                put_back = "pending" if outcome.reachable else "failed"
                while waiting:
                    self._turns.settle(untried(waiting.popleft(), put_back))
                if outcome.reachable:
                    self._held.add(conversation_id)  # until the first of them is taken again
                self._later(outcome.retry_at)
        del self._queues[conversation_id]
        self._since.pop(conversation_id, None)
        self._turns.wake()

    def _let_go(self, push: Outgoing) -> None:
        """Its slot has come. No reply waits behind it; it goes behind replies that came meanwhile."""
        self._task(self._push(push))

    async def _push(self, push: Outgoing) -> None:
        key = push.conversation_id
        later = self._stopping or key in self._queues or key in self._held
        outcome = untried(push, "pending") if later else await self._send(push)
        for each in everyone(push, outcome):
            self._turns.settle(each)
        self._later(outcome.retry_at)

    def _give_up_pushes(self) -> None:
        for lane in self._pushes.values():
            for push in lane.give_up():
                self._let_go(push)

    def _later(self, retry_at: datetime | None) -> None:
        if retry_at is not None:
            self._loop.call_later(max(0.0, (retry_at - machine_now()).total_seconds()), self.wake)

    async def _send(self, outgoing: Outgoing) -> Outcome:
        channel, pace = self._channels[outgoing.channel], self._pushes[outgoing.channel].pace
        if (seconds := pace.wait(outgoing.conversation_id)) > 0:
            return replace(untried(outgoing, "pending"), retry_at=machine_now() + timedelta(seconds=seconds))
        leave, spending = Leave(), self._pushes[outgoing.channel].spending
        METRICS.sending.inc()
        try:
            if outgoing.push:
                outgoing, leave = self._leave(channel, outgoing, spending)
            outcome = await self._call(channel, pace, outgoing, leave)
        except SendError as error:
            if error.retry_after is not None:
                pace.refused(outgoing.conversation_id, error.retry_after, outgoing.push)
            outcome = settle(outgoing, error, channel.capabilities, machine_now())
            log.warning(
                "a call was not taken: %s", error, extra={"outbox": outgoing.id, "state": outcome.state}
            )
        except Exception as error:
            log.exception("sending failed", extra={"outbox": outgoing.id})
            outcome = Outcome(outgoing, "failed", error=type(error).__name__)
        finally:
            METRICS.sending.dec()
        spending.end(outgoing.id, outcome.is_used)
        if leave.price and outcome.is_used:
            outcome = replace(outcome, price=leave.price)
            METRICS.price.labels(outgoing.channel).inc(leave.price)
        METRICS.sends.labels(outgoing.channel, outcome.state).inc()
        return outcome

    async def _call(self, channel: Channel, pace: Pace, outgoing: Outgoing, leave: Leave) -> Outcome:
        if not leave.allowed:
            return not_now(outgoing, leave)
        if leave.said:
            return Outcome(outgoing, "sent")
        async with self._gates[outgoing.channel]:
            if not outgoing.push:
                pace.replies += 1
            sent = await channel.send(leave.call or outgoing.call)
        pace.taken()
        return Outcome(outgoing, "sent", sent.external_id, sent.seq, moved_to=sent.moved_to)

    def _leave(self, channel: Channel, push: Outgoing, spending: Spending) -> tuple[Outgoing, Leave]:
        """May it go out? With others in its call only as that call is: else it goes alone, and they wait for
        an answer of their own."""
        leave = self._ask(channel, push, spending)
        if push.alone is not None and (not leave.allowed or leave.call is not None):
            for other in push.others:
                self._turns.settle(untried(other, "pending"))
            push = replace(push, call=push.alone, alone=None, others=())
            leave = self._ask(channel, push, spending)
        if leave.allowed:
            spending.begin(push.id, leave.price)
        return push, leave

    def _ask(self, channel: Channel, push: Outgoing, spending: Spending) -> Leave:
        return channel.may_push(Push(push.call, push.heard_at, push.phone, spending.used), machine_now())


def _outgoing(row: Row[Any]) -> Outgoing:
    call = Call(row.method, bytes(row.body), row.files)
    return Outgoing(
        row.id, row.conversation_id, row.channel, call, row.push, row.attempts, row.repeated,
        row.heard_at, row.phone,
    )  # fmt: skip


def _together(row: Row[Any], behind: Sequence[Row[Any]], place: str) -> Outgoing:
    """A push with those that go out in its call."""
    first = _outgoing(row)
    if not behind:
        return first
    others = tuple(
        Outgoing(one.id, row.conversation_id, row.channel, Call(one.method, bytes(one.body), one.files), True,
                 one.attempts, one.repeated, with_id=row.id)
        for one in behind
    )  # fmt: skip
    call = gathered([first.call, *(one.call for one in others)], place)
    return replace(first, call=call, alone=first.call, others=others)
