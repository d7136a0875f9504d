"""Outbox row → channel.send → sent | pending again | failed | unknown.

In order per conversation. Replies go at once and only obey the platform's `retry_after`; pushes are paced per
bot and per chat and go behind replies. What cannot go out now goes back to the outbox, with everything behind
it: memory holds only what is being sent.
"""

import asyncio
import logging
import time
from collections import defaultdict, deque
from collections.abc import Callable, Collection, Coroutine, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import Connection

from bot.channels.base import Call, Capabilities, Channel, SendError
from bot.clock import machine_now
from bot.metrics import METRICS
from bot.turns import LEASE, Outcome, Outgoing, Turns
from storage import queue

log = logging.getLogger(__name__)
Result = TypeVar("Result")

AT_ONCE = 128  # calls on their way, per channel
REPEATS = queue.REPEATS  # also after a crash: doubled is harmless, missing leaves a person waiting
ATTEMPTS = 14
LOOK = 1.0  # seconds between looks at the outbox for what waits for its time or for another process


def settle(outgoing: Outgoing, error: SendError, can: Capabilities, now: datetime) -> Outcome:
    """What becomes of a call the platform did not take. Pure, so that the rules can be read as a table.

    Unknown outcome: a reply is repeated and marked; a push once; neither where a repetition costs money.
    """
    why = str(error)[:500]
    if not error.reachable:
        return Outcome(outgoing, "failed", error=why, reachable=False)
    wait = error.retry_after if error.retry_after is not None else min(300.0, 0.25 * 2**outgoing.attempts)
    again = Outcome(outgoing, "pending", error=why, retry_at=now + timedelta(seconds=wait))
    if not error.known:
        repeats = (1 if outgoing.push else REPEATS) if can.repeat_unknown else 0
        if outgoing.attempts >= repeats:
            return Outcome(outgoing, "unknown", error=why)
        return replace(again, outgoing=replace(outgoing, repeated=True))
    if error.retry and outgoing.attempts < ATTEMPTS:
        return again
    return Outcome(outgoing, "failed", error=why)


class Pace:
    """A token bucket that may go into debt: replies never wait for it but are counted, pushes wait."""

    def __init__(self, per_second: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._tokens, self._clock = per_second, per_second, clock
        self._at = clock()

    def available(self) -> int:
        """Whole tokens now."""
        now = self._clock()
        self._tokens = min(self._rate, self._tokens + (now - self._at) * self._rate)
        self._at = now
        return max(0, int(self._tokens))

    def take(self) -> None:
        """One call went out."""
        self._tokens -= 1


class Sender:
    """Lives in the event loop; `offer` and `busy` are also called from the writer thread."""

    def __init__(self, channels: Mapping[str, Channel], turns: Turns, owner: str) -> None:
        self._channels, self._turns, self._owner = channels, turns, owner
        self._queues: dict[int, deque[Outgoing]] = defaultdict(deque)
        self._since: dict[int, float] = {}
        self._held: set[int] = set()
        self._gates = {name: asyncio.Semaphore(AT_ONCE) for name in channels}
        self._paces = {name: Pace(c.capabilities.pushes_per_second) for name, c in channels.items()}
        self._never_twice = [name for name, c in channels.items() if not c.capabilities.repeat_unknown]
        self._last_push: dict[int, float] = {}
        self._tasks: set[asyncio.Task[Any]] = set()
        self._wake = asyncio.Event()
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
        self._wake.set()

    async def run(self) -> None:
        """Looks at the outbox for what nobody offered: put back, left by another process, pushes."""
        while True:
            try:
                taken = await asyncio.shield(self._task(self._take()))
            except Exception:
                log.exception("looking at the outbox failed")
                taken = 0
            if taken:
                continue
            self._wake.clear()
            with suppress(TimeoutError):  # not wait_for: up to Python 3.11 it overhears a cancellation
                async with asyncio.timeout(LOOK):
                    await self._wake.wait()

    async def stop(self, seconds: float) -> None:
        """Lets what is on its way arrive; the rest stays in the outbox."""
        self._stopping = True
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
        room = max(0, 4 * AT_ONCE - len(self._tasks))
        pushes = min(pace.available() for pace in self._paces.values()) if self._paces else 0
        if not room:
            await asyncio.sleep(0.05)
            return 1

        def take(connection: Connection) -> list[Outgoing]:
            now = machine_now()
            queue.renew(connection, self._owner, now + LEASE)
            queue.adopt(connection, self._owner, now, self._never_twice)
            rows = queue.take_pending(connection, self._owner, self._channels, now, now + LEASE, room, pushes)
            return [
                Outgoing(
                    row.id,
                    row.conversation_id,
                    row.channel,
                    Call(row.method, bytes(row.body), row.files),
                    row.push,
                    row.attempts,
                    row.repeated,
                )
                for row in rows
            ]

        calls = await self._turns.write(take)
        for call in calls:
            if call.push:
                self._paces[call.channel].take()
        self._accept(calls, True)
        return len(calls)

    def _accept(self, calls: Sequence[Outgoing], taken: bool) -> None:
        """`taken` from the outbox, whose oldest come first; or just committed, behind what was put back."""
        for call in calls:
            key = call.conversation_id
            if taken:
                self._held.discard(key)
            elif key in self._held:
                self._turns.settle(_untried(call, "pending"))
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
            outcome = _untried(waiting[0], "pending") if stopping else await self._send(waiting[0])
            self._turns.settle(outcome)
            waiting.popleft()
            if outcome.state == "pending" or not outcome.reachable:
                put_back = "pending" if outcome.reachable else "failed"
                while waiting:
                    self._turns.settle(_untried(waiting.popleft(), put_back))
                if outcome.reachable:
                    self._held.add(conversation_id)  # until the first of them is taken again
                self._later(outcome.retry_at)
        del self._queues[conversation_id]
        self._since.pop(conversation_id, None)
        self._turns.wake()

    def _later(self, retry_at: datetime | None) -> None:
        if retry_at is not None:
            self._loop.call_later(max(0.0, (retry_at - machine_now()).total_seconds()), self.wake)

    async def _send(self, outgoing: Outgoing) -> Outcome:
        channel, pace = self._channels[outgoing.channel], self._paces[outgoing.channel]
        if outgoing.push:
            await self._chat_pace(outgoing.conversation_id, channel.capabilities.pushes_per_chat)
        else:
            pace.take()
        METRICS.sending.inc()
        try:
            async with self._gates[outgoing.channel]:
                sent = await channel.send(outgoing.call)
            outcome = Outcome(outgoing, "sent", sent.external_id, sent.seq, moved_to=sent.moved_to)
        except SendError as error:
            outcome = settle(outgoing, error, channel.capabilities, machine_now())
            log.warning(
                "a call was not taken: %s", error, extra={"outbox": outgoing.id, "state": outcome.state}
            )
        except Exception as error:
            log.exception("sending failed", extra={"outbox": outgoing.id})
            outcome = Outcome(outgoing, "failed", error=type(error).__name__)
        finally:
            METRICS.sending.dec()
        METRICS.sends.labels(outgoing.channel, outcome.state).inc()
        return outcome

    async def _chat_pace(self, conversation_id: int, per_second: float) -> None:
        now = time.monotonic()
        at = max(now, self._last_push.get(conversation_id, 0.0) + 1 / per_second)
        self._last_push[conversation_id] = at
        if len(self._last_push) > 50_000:
            self._last_push = {key: t for key, t in self._last_push.items() if t > now - 60}
        if at > now:
            await asyncio.sleep(at - now)


def _untried(outgoing: Outgoing, state: str) -> Outcome:
    return Outcome(replace(outgoing, attempts=outgoing.attempts - 1), state)
