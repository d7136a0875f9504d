"""The turn engine: inbox row → Event → handler → session, domain rows, outbox rows and "done" in ONE commit.

One thread writes. Turns that are ready together share a commit (their lanes differ, so none sees another's
half). If one raises, all are rolled back, the guilty one waits for its next attempt and the others run again:
handlers send nothing, so running again is safe.
"""

import asyncio
import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection, Engine, Row

from bot.channels.base import Call, Channel, InboxFull, Message, Received
from bot.clock import Clock, machine_now
from bot.logs import place, turn_id
from bot.metrics import METRICS
from bot.outgoing import LEASE, Outcome, Outgoing
from bot.rendering import compose
from bot.settling import AT_ONCE, Settling
from bot.stored import attachments, own_event, stored_files, to_json
from handlers.channels import Capabilities
from handlers.events import Param, Phrase, Reply
from handlers.service import Service
from handlers.turn import Turn, day_after, today_of
from messages.catalogue import Catalogue
from storage import links, queue, reminders, shown, usage
from storage.database import passing, refused
from storage.records import Conversation, Person
from storage.store import Store

log = logging.getLogger(__name__)

BATCH = 64
AWHILE = 0.05  # seconds of turns in a commit while something waits to be stored
BACKLOG = 10_000
ATTEMPTS = 5
LATEST = timedelta(hours=24)  # how far back a platform's own time of writing is believed
ELSEWHERE = 1.0  # seconds until it is looked whether another process had a turn that is waited for
TRIES = 20  # times a short job is tried while the database is busy
BREATH = 0.05  # seconds until it is tried again
BUSY = 2.0  # seconds a conversation waits for its own replies to be delivered

Dispatch = Callable[[Turn], list[Reply]]
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Answered:
    """What a turn said, for a caller that waits for it."""

    replies: tuple[tuple[int, Message], ...] = ()
    asked: str = ""


class Outlet(Protocol):
    """Where the engine hands over what is to be sent; the sender implements it."""

    def offer(self, calls: Sequence[Outgoing]) -> None:
        """Takes calls over; may be called from the writer thread."""
        ...

    def busy(self, seconds: float) -> Collection[int]:
        """Conversations whose replies have been on their way for less than that."""
        ...


class Guilty(Exception):
    """One turn of a batch failed; its cause is what it raised."""

    def __init__(self, row: Row[Any]) -> None:
        super().__init__(row.id)
        self.row = row


@dataclass(slots=True)
class _Job:
    """Work that somebody waits for: a `run` of their own, or to store what came over a channel."""

    done: "asyncio.Future[Any]"
    committed: "Callable[[Any], None] | None" = None
    run: Callable[[Connection], Any] | None = None
    channel: str = ""
    items: Sequence[queue.Incoming] = ()
    result: Any = None
    tries: int = 0


class Turns:
    """Owns the writer thread. The public methods are called from the event loop."""

    def __init__(
        self,
        engine: Engine,
        channels: Mapping[str, Channel],
        catalogue: Catalogue,
        service: Service,
        dispatch: Dispatch,
        clock: Clock,
        owner: str,
        news: Callable[[Connection, Service], Service] = lambda _connection, service: service,
    ) -> None:
        """`news` is asked before each batch, in its transaction, for the service as it is by then."""
        self.service = service
        self.public_url = ""
        """Address people reach the server by; empty: there are no links."""
        self._news = news
        self._engine, self._channels, self._catalogue = engine, channels, catalogue
        self._can = {name: channel.capabilities for name, channel in channels.items()}
        self._settling = Settling(owner, self._can, clock)
        self._dispatch, self._clock, self._owner = dispatch, clock, owner
        self._jobs: deque[_Job] = deque()
        self._outcomes: deque[Outcome] = deque()
        self._wake = threading.Event()
        self._paused = False
        self._stopping = False
        self._ended = False
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._waiting: dict[int, asyncio.Future[Answered]] = {}
        self._outlet: Outlet | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._single = 0  # turns to run one by one, to find out which of them fails at the flush
        self._fatal: Callable[[BaseException], None] | None = None

    def start(self, outlet: Outlet, fatal: Callable[[BaseException], None]) -> None:
        """Starts the writer thread. `fatal` is called in the event loop if it dies."""
        self._outlet, self._fatal = outlet, fatal
        self._loop = asyncio.get_running_loop()
        self._thread.start()

    async def pause(self) -> None:
        """No more turns; returns once the replies of the last ones were handed over. Outcomes of sends are
        stored as before, so that what goes out while the service stops is not sent again at its start."""
        self._paused = True
        if self.alive:
            await self.write(lambda connection: None)

    async def stop(self) -> None:
        """Finishes the commit under way, and what was already handed over, then ends the thread."""
        self._stopping = True
        self._wake.set()
        if self._thread.ident is not None:
            await asyncio.to_thread(self._thread.join, 2.0)
        self._end()

    @property
    def channels(self) -> Collection[str]:
        """The names of those that are there."""
        return self._channels.keys()

    @property
    def alive(self) -> bool:
        """Whether the writer runs."""
        return self._thread.is_alive() and not self._ended

    def wake(self) -> None:
        """Something may be ready."""
        self._wake.set()

    async def write(self, run: Callable[[Connection], Result]) -> Result:
        """Runs a short piece of storage work in a transaction of the writer; returns once it is durable.

        It may run twice (a neighbour in its transaction failed). Raises RuntimeError when the writer is gone.
        """
        return await self._write(run)

    async def _write(
        self, run: Callable[[Connection], Result], committed: "Callable[[Result], None] | None" = None
    ) -> Result:
        done: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._bring(_Job(done, committed, run))
        return await done

    def _bring(self, job: _Job) -> None:
        if self._ended:
            raise RuntimeError("the writer has ended")
        self._jobs.append(job)
        self._wake.set()

    def settle(self, outcome: Outcome) -> None:
        """What became of a call is stored with the next commit."""
        self._outcomes.append(outcome)
        self._wake.set()

    async def receive(self, channel: str, items: Sequence[Received]) -> list[int]:
        """Stores updates in one commit. Raises `InboxFull`.

        One the database can't take is left out, loudly: the platform would offer it again for ever, and with
        it those behind it.
        """
        try:
            return await self._receive(channel, items)
        except Exception as error:
            if not refused(error):
                raise
        return [await self._receive_apart(channel, item) for item in items]

    async def _receive_apart(self, channel: str, item: Received) -> int:
        try:
            return (await self._receive(channel, [item]))[0]
        except Exception as error:
            if not refused(error):
                raise
            log.exception("an update can't be stored and is left out")
            METRICS.refused.labels(channel).inc()
            return 0

    async def receive_and_answer(self, channel: str, item: Received) -> Answered:
        """Stores one update and waits for its turn: for a channel whose request is the conversation."""
        expected: dict[int, asyncio.Future[Answered]] = {}
        [inbox_id] = await self._receive(channel, [item], lambda ids: self._expect(ids, expected))
        return await self._answered(inbox_id, expected[inbox_id]) if inbox_id else Answered()

    async def write_and_answer(self, run: Callable[[Connection], list[int]], patience: float) -> int:
        """Runs storage work that puts updates into the inbox; returns how many, once their turns are done, or
        after `patience` seconds: the rest go on by themselves."""
        expected: dict[int, asyncio.Future[Answered]] = {}
        ids = await self._write(run, lambda ids: self._expect(ids, expected))
        try:
            async with asyncio.timeout(patience):
                await asyncio.gather(*(self._answered(inbox_id, expected[inbox_id]) for inbox_id in ids))
        except TimeoutError:
            log.warning("turns that fell due take longer than %g s", patience)
            for inbox_id in ids:
                self._waiting.pop(inbox_id, None)
        return len(ids)

    def _expect(self, ids: list[int] | None, expected: "dict[int, asyncio.Future[Answered]]") -> None:
        """In the writer thread, between the commit and the turn: later would be too late to hear of it."""
        assert self._loop is not None  # the thread was started from it  # noqa: S101
        for inbox_id in filter(None, ids or ()):
            expected[inbox_id] = self._waiting[inbox_id] = self._loop.create_future()

    async def _answered(self, inbox_id: int, done: "asyncio.Future[Answered]") -> Answered:
        """The answer, or an empty one where another process had the turn."""
        while True:
            try:
                return await asyncio.wait_for(asyncio.shield(done), ELSEWHERE)
            except TimeoutError:
                if await self.write(lambda connection: queue.is_over(connection, inbox_id)):
                    self._waiting.pop(inbox_id, None)
                    return done.result() if done.done() else Answered()

    async def _receive(
        self, channel: str, items: Sequence[Received], committed: "Callable[[list[int]], None] | None" = None
    ) -> list[int]:
        incoming = [
            queue.Incoming(
                item.external_id,
                item.address,
                item.raw,
                item.at,
                stored_files(item.files or item.stored),
                fetch=bool(item.files),
                opens=item.opens,
                parked=item.parked,
            )
            for item in items
        ]
        done: asyncio.Future[list[int] | None] = asyncio.get_running_loop().create_future()
        self._bring(_Job(done, committed, channel=channel, items=incoming))
        if (ids := await done) is None:
            raise InboxFull
        return ids

    # The writer thread

    def _run(self) -> None:
        try:
            while not self._stopping or self._jobs or self._outcomes:
                self._wake.clear()
                worked = self._store()
                if not self._stopping and not self._paused:
                    worked += self._turns()
                if not worked:
                    self._wake.wait(0.5)
        except BaseException as error:
            log.critical("the writer thread died", exc_info=True)
            self._call(self._abandon, error)

    def _abandon(self, error: BaseException) -> None:
        """Nobody will answer any more: whoever waits hears of it, and the process ends."""
        self._end()
        if self._fatal is not None:
            self._fatal(error)

    def _end(self) -> None:
        """In the event loop, like `write`: from now on nothing waits that nobody would answer."""
        self._ended = True
        gone = RuntimeError("the writer has ended")
        for waiting in (*self._waiting.values(), *(job.done for job in _drain(self._jobs))):
            if not waiting.done():
                waiting.set_exception(gone)
                waiting.exception()  # whoever waits still hears of it; nobody may wait any more

    def _call(self, function: Callable[..., object] | None, *args: object) -> None:
        if function is not None and self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(function, *args)

    def _store(self) -> int:
        """Updates received, outcomes of sends and other short jobs: one commit for all."""
        jobs, outcomes = _drain(self._jobs), _drain(self._outcomes)
        if not jobs and not outcomes:
            return 0
        try:
            with self._engine.begin() as connection:
                self._settling.settle(connection, outcomes)
                self._work(connection, jobs)
        except Exception:
            self._store_apart(jobs, outcomes)
        else:
            self._committed(jobs)
        return 1

    def _work(self, connection: Connection, jobs: list[_Job]) -> None:
        for job in jobs:
            job.result = None  # of a commit that failed
        for channel in self._can:
            if brought := [job for job in jobs if job.channel == channel]:
                self._take(connection, channel, brought)
        for job in jobs:
            if job.run is not None:
                job.result = job.run(connection)

    def _take(self, connection: Connection, channel: str, jobs: list[_Job]) -> None:
        """Stores what came over one channel, whoever brought it: each hears of their own ids, of None where
        too much waits already."""
        if queue.backlog_exceeds(connection, BACKLOG):
            return
        now = machine_now()
        items = [item for job in jobs for item in job.items]
        ids = queue.receive(connection, channel, items, now, self._clock.now())
        rest = iter(ids)
        for job in jobs:
            job.result = list(islice(rest, len(job.items)))
        if self._can[channel].counted:
            usage.add(connection, channel, now, received=sum(map(bool, ids)))

    def _store_apart(self, jobs: list[_Job], outcomes: list[Outcome]) -> None:
        """One of several failed: each again in a transaction of its own, so that only it hears of it. Where
        the database is busy, it and those behind it wait a little, in their order."""
        self._settle_apart(outcomes)
        for number, job in enumerate(jobs):
            try:
                with self._engine.begin() as connection:
                    self._work(connection, [job])
            except Exception as own:
                job.tries += 1
                if passing(own) and job.tries < TRIES:
                    self._jobs.extendleft(reversed(jobs[number:]))
                    time.sleep(BREATH)
                    return
                self._call(_resolve, [(job.done, None, own)])
            else:
                self._committed([job])

    def _committed(self, jobs: list[_Job]) -> None:
        for job in jobs:
            if job.committed is not None:
                job.committed(job.result)
        for channel in {job.channel for job in jobs if job.channel and job.result is not None}:
            _count(channel, [key for job in jobs if job.channel == channel for key in job.result or ()])
        self._call(_resolve, [(job.done, job.result, None) for job in jobs])

    def _settle_apart(self, outcomes: list[Outcome]) -> None:
        """Outcomes can't be lost: they wait until the database is well again."""
        try:
            with self._engine.begin() as connection:
                self._settling.settle(connection, outcomes)
        except Exception as error:
            if not passing(error):
                raise
            self._outcomes.extendleft(reversed(outcomes))
            time.sleep(BREATH)

    def _turns(self) -> int:
        limit = 1 if self._single else BATCH
        busy = self._outlet.busy(BUSY) if self._outlet else ()
        rows: Sequence[Row[Any]] = ()
        try:
            with self._engine.begin() as connection:
                rows = queue.claim(connection, machine_now(), limit, busy)
                known = self.service
                if (news := self._news(connection, known)) is not known:
                    self.service = news
                if not rows:
                    self._single = 0
                    return 0
                said, calls = self._batch(connection, rows)
        except Guilty as guilty:
            self._blame(guilty.row, guilty.__cause__)
        except Exception as error:
            if passing(error):
                log.warning("the database was busy; the turns run again, one by one", exc_info=True)
                self._single = len(rows)  # two processes that wait for each other hold less and part
                time.sleep(BREATH)
            elif len(rows) == 1:
                self._blame(rows[0], error)
            else:
                log.warning("a batch of %d turns failed at its end; one by one now", len(rows), exc_info=True)
                self._single = len(rows)
        else:
            self._single = max(0, self._single - 1)
            METRICS.turns.inc(len(said))
            METRICS.batch.observe(len(said))
            if calls and self._outlet:
                self._outlet.offer(calls)
            self._call(self._answer, said)
        return 1

    def _batch(
        self, connection: Connection, rows: Sequence[Row[Any]]
    ) -> tuple[dict[int, Answered], list[Outgoing]]:
        now = self._clock.now()
        store = Store(connection, now)
        people = store.load(Person, [row.person_id for row in rows])
        conversations = store.load(Conversation, [row.conversation_id for row in rows])
        store.load_open_drafts(people)
        said: dict[int, Answered] = {}
        values: list[dict[str, Any]] = []
        messages: list[tuple[int, Message | None]] = []
        until = time.monotonic() + AWHILE
        for row in rows:
            if said and self._jobs and time.monotonic() > until:
                break  # whoever brings updates is not to wait for all turns of others
            token = turn_id.set(row.id)
            conversation = conversations[row.conversation_id]
            try:
                # Whoever speaks by now: an earlier turn of this batch may have made two persons one.
                person = store.person(conversation.person_id)
                calls, asked = self._turn(row, person, conversation, store, now)
            except Exception as error:
                if passing(error):
                    raise
                raise Guilty(row) from error
            finally:
                turn_id.reset(token)
            said[row.id] = Answered((), asked)
            for value, message in calls:
                values.append(value)
                messages.append((row.id, message))
        store.save()
        ids, mine = self._outgoing(connection, values, conversations)
        queue.finish(connection, said)
        if store.told:
            reminders.fire(connection, now, machine_now(), AT_ONCE, self.channels)
        for key, (inbox_id, message) in zip(ids, messages, strict=True):
            if message is not None:
                before = said[inbox_id]
                said[inbox_id] = Answered((*before.replies, (key, message)), before.asked)
        return said, mine

    def _turn(
        self, row: Row[Any], person: Person, conversation: Conversation, store: Store, now: datetime
    ) -> tuple[list[tuple[dict[str, Any], Message | None]], str]:
        channel = self._channels[conversation.channel]
        parser = self._channels.get(row.channel)
        files = attachments(row.files)
        event = parser.parse(row.raw, files) if parser else own_event(row.channel, row.raw, files)
        written = (row.at or event.at or row.received_at) + self._clock.offset
        turn = Turn(
            id=row.id,
            now=now,
            at=min(now, max(written, now - LATEST)),
            event=event,
            person=person,
            conversation=conversation,
            store=store,
            words=self._catalogue,
            service=self.service,
            early=event.kind not in ("due", "finished") and _early(event.seq, conversation.delivered_seq),
            channels=self._can,
            public_url=self.public_url,
        )
        replies = self._dispatch(turn)
        if event.kind == "withdrawn":
            log.warning(
                "person %d took back their consent on %s: `sangkien data-requests`",
                person.id,
                conversation.channel,
            )
        values = []
        for reply in replies:
            values += self._render(row, reply, channel, conversation, turn.person, store)
        return values, str(conversation.session.get("asked", ""))

    def _render(
        self,
        row: Row[Any],
        reply: Reply,
        channel: Channel,
        conversation: Conversation,
        person: Person,
        store: Store,
    ) -> list[tuple[dict[str, Any], Message | None]]:
        if not conversation.reachable:
            return []
        voice = self.service.voice(person.language, person.unit_id)
        message = compose(self._catalogue, reply, voice)
        if any(not channel.capabilities.can_carry(file) for file in message.files):
            message = self._linked(message, voice, channel.capabilities, conversation, store)
        if reply.instead and channel.capabilities.edits:
            number = int(str(reply.params["number"]))
            message = replace(message, edits=shown.newest(store, conversation.id, reply.instead, number))
        calls = channel.render(message, conversation.address)
        now = machine_now()
        first: dict[str, Any] = {
            "inbox_id": row.id,
            "conversation_id": conversation.id,
            "key": reply.key,
            "params": to_json(reply.params),
            "push": reply.push,
            "state": "pending" if reply.push else "sending",
            "owner": "" if reply.push else self._owner,
            "lease_until": None if reply.push else now + LEASE,
            "attempts": 0,
            "repeated": False,
            "external_id": "",
            "error": "",
            "created_at": now,
        }
        return [
            (
                {**first, "method": call.method, "body": call.body, "files": call.files},
                message if place == 0 else None,
            )
            for place, call in enumerate(calls)
        ]

    def _linked(
        self, message: Message, voice: str, can: Capabilities, conversation: Conversation, store: Store
    ) -> Message:
        """Files that the channel can't carry are fetched by a link."""
        lines, now = [message.text], self._clock.now()
        until = day_after(now)
        for file in message.files:
            if can.can_carry(file):
                continue
            token = ""
            if self.public_url:
                token = links.make(
                    store, links.DOWNLOAD, conversation.person_id, conversation.id, now, until,
                    sha256=file.sha256, name=file.name, mime=file.mime,
                )  # fmt: skip
            key = "channel.file-link" if token else "channel.file-elsewhere"
            params: dict[str, Param] = {
                "name": file.name, "url": f"{self.public_url}/d/{token}", "day": today_of(until),
            }  # fmt: skip
            lines.append(self._catalogue.text(Phrase(key, params), voice))
        carried = tuple(file for file in message.files if can.can_carry(file))
        return replace(message, text="\n\n".join(filter(None, lines)), files=carried)

    def _outgoing(
        self,
        connection: Connection,
        values: list[dict[str, Any]],
        conversations: Mapping[int, Conversation],
    ) -> tuple[list[int], list[Outgoing]]:
        """Stores calls; their ids, and those of them that are this process's own to send now."""
        if not values:
            return [], []
        theirs = queue.others_unsent(connection, {v["conversation_id"] for v in values}, self._owner)
        for value in values:
            if value["conversation_id"] in theirs:  # someone else's come first: order is kept by waiting
                value |= {"state": "pending", "owner": "", "lease_until": None}
        ids = queue.say(connection, values)
        return ids, [
            Outgoing(
                key,
                value["conversation_id"],
                conversations[value["conversation_id"]].channel,
                Call(value["method"], value["body"], value["files"]),
                value["push"],
            )
            for key, value in zip(ids, values, strict=True)
            if value["state"] == "sending"
        ]

    def _blame(self, row: Row[Any], error: BaseException | None) -> None:
        """Counts a failed attempt in a commit of its own; the last one parks the row, kindly."""
        parked = row.attempts + 1 >= ATTEMPTS
        token = turn_id.set(row.id)
        log.error("a turn failed%s", ", it is parked" if parked else "", exc_info=error)
        turn_id.reset(token)
        retry_at = None if parked else machine_now() + timedelta(seconds=0.1 * 4**row.attempts)
        try:
            with self._engine.begin() as connection:
                counted = queue.failed(connection, row.id, f"{type(error).__name__} {place(error)}", retry_at)
                calls = self._apologise(connection, row) if parked and counted else []
        except Exception as own:
            if not passing(own):
                raise
            time.sleep(BREATH)  # it fails again and is counted then
            return
        METRICS.failures.inc()
        if parked and counted:
            METRICS.parked.inc()
            self._call(self._answer, {row.id: Answered()})
        if calls and self._outlet:
            self._outlet.offer(calls)

    def _apologise(self, connection: Connection, row: Row[Any]) -> list[Outgoing]:
        store = Store(connection, self._clock.now())
        conversation = store.load(Conversation, [row.conversation_id])[row.conversation_id]
        person = store.load(Person, [row.person_id])[row.person_id]
        trouble = Reply("service.trouble", {"turn": row.id})
        try:
            channel = self._channels[conversation.channel]
            values = [value for value, _ in self._render(row, trouble, channel, conversation, person, store)]
        except Exception:
            log.exception("no apology can be written")  # parking must not fail for it
            return []
        return self._outgoing(connection, values, {conversation.id: conversation})[1]

    def _answer(self, said: Mapping[int, Answered]) -> None:
        for inbox_id, answered in said.items():
            waiting = self._waiting.pop(inbox_id, None)
            if waiting is not None and not waiting.done():
                waiting.set_result(answered)


def _early(seq: int | None, delivered: int | None) -> bool:
    return seq is not None and delivered is not None and seq < delivered


def _drain(items: deque[Result]) -> list[Result]:
    return [items.popleft() for _ in range(len(items))]


def _count(channel: str, ids: list[int]) -> None:
    new = sum(map(bool, ids))
    METRICS.heard.labels(channel).set(machine_now().timestamp())
    METRICS.received.labels(channel).inc(new)
    METRICS.duplicates.labels(channel).inc(len(ids) - new)


def _resolve(results: list[tuple["asyncio.Future[Any]", Any, Exception | None]]) -> None:
    for done, result, error in results:
        if done.done():
            continue
        if error is not None:
            done.set_exception(error)
        else:
            done.set_result(result)
