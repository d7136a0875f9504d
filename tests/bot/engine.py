"""The turn engine and the sender on a real database, with a channel that is written by hand."""

import asyncio
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import orjson
from sqlalchemy import Connection, insert, select, update

from bot.channels.base import (
    Call,
    Capabilities,
    Channel,
    FileRef,
    Leave,
    Message,
    Push,
    Receive,
    Received,
    SendError,
    Sent,
)
from bot.clock import Clock
from bot.outgoing import Outgoing
from bot.pace import Pace
from bot.sender import Sender
from bot.turns import Dispatch, Turns
from handlers.events import Attachment, Event, Reply
from handlers.service import Service
from handlers.turn import Turn
from handlers.unit_search import UnitIndex
from messages.catalogue import Catalogue
from storage import database
from storage.queue import conversation, inbox, outbox, person
from storage.tables import Consent

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
FREE = Capabilities(text_length=4000, pushes_per_second=1000, pushes_per_chat=1000, buttons=100)
Result = TypeVar("Result")


@cache
def catalogue() -> Catalogue:
    """One text more than the service has: what a test says."""
    return Catalogue({"vi": ["test-said = { $text }"], "en": ["test-said = In English: { $text }"]})


def service() -> Service:
    return Service(UnitIndex([]), {}, {}, {})


def said(text: str, push: bool = False) -> Reply:
    return Reply("test.said", {"text": text}, push=push)


def echo(turn: Turn) -> list[Reply]:
    """Counts in the session, keeps a row, answers."""
    keep(turn)
    return [said(turn.event.text)]


def keep(turn: Turn) -> None:
    """One domain row a turn: whose, what, and its place in the session."""
    place = int(turn.conversation.session.get("place", 0))
    turn.conversation.session = {"place": place + 1}
    turn.store.add(
        Consent(person_id=turn.person.id, purpose=turn.event.text, version=str(place), given=True,
                at=turn.now, channel=turn.conversation.address)
    )  # fmt: skip


def kept(connection: Connection) -> list[Any]:
    """The rows of `keep`, in the order they were written."""
    table = Consent.__table__  # type: ignore[attr-defined]
    return list(connection.execute(select(table).order_by(table.c.id)))


class FakeChannel:
    """Writes down what is sent. `fails` are raised first, `gates` hold a send back, by address."""

    name = "fake"
    start_link = ""

    def __init__(self, capabilities: Capabilities = FREE) -> None:
        self.capabilities = capabilities
        self.sent: list[tuple[str, str]] = []
        self.tried: Counter[str] = Counter()
        self.leave: dict[str, Leave] = {}
        self.fails: dict[str, deque[Exception]] = defaultdict(deque)
        self.gates: dict[str, asyncio.Event] = {}
        self.begun: dict[str, asyncio.Event] = defaultdict(asyncio.Event)
        self.files: dict[str, bytes | Exception] = {}
        self.fetches: Counter[str] = Counter()

    def parse(self, raw: bytes, attachments: tuple[Attachment, ...]) -> Event:
        wrote = orjson.loads(raw)
        return Event("text", text=wrote["text"], seq=wrote.get("seq"), attachments=attachments)

    def render(self, message: Message, address: str) -> list[Call]:
        return [Call("say", orjson.dumps({"address": address, "text": message.text}))]

    def may_push(self, push: Push, now: datetime) -> Leave:
        return self.leave.get(orjson.loads(push.call.body)["address"], Leave())

    async def send(self, call: Call) -> Sent:
        body = orjson.loads(call.body)
        address, text = body["address"], body["text"]
        self.tried[text] += 1
        self.begun[text].set()
        if address in self.gates:
            await self.gates[address].wait()
        if self.fails[address]:
            raise self.fails[address].popleft()
        self.sent.append((address, text))
        return Sent(external_id=str(len(self.sent)), seq=1000 + len(self.sent))

    def to(self, address: str) -> list[str]:
        """What arrived at an address, in order."""
        return [text for where, text in self.sent if where == address]

    async def fetch(self, file: FileRef, target: Path, limit: int) -> None:
        self.fetches[file.ref] += 1
        content = self.files[file.ref]
        if isinstance(content, Exception):
            raise content
        target.write_bytes(content)

    async def run(self, receive: Receive) -> None:
        return None

    async def close(self) -> None:
        return None


@dataclass
class NoOutlet:
    """Takes calls over and sends nothing; `waiting` are conversations on whose delivery turns wait."""

    offered: list[Outgoing] = field(default_factory=list)
    waiting: set[int] = field(default_factory=set)

    def offer(self, calls: Sequence[Outgoing]) -> None:
        self.offered += calls

    def busy(self, seconds: float) -> set[int]:
        return set(self.waiting)


class House:
    """Opens an engine on a database; `async with` starts the writer, and the sender unless told not to."""

    def __init__(
        self,
        url: str,
        dispatch: Dispatch = echo,
        channel: FakeChannel | None = None,
        owner: str = "me",
        sending: bool = True,
        clock: Clock | None = None,
        more: Mapping[str, Channel] | None = None,
        words: Catalogue | None = None,
    ) -> None:
        self.engine = database.writer(url)
        self.channel = channel or FakeChannel()
        self.channels: dict[str, Channel] = {"fake": self.channel, **(more or {})}
        self.clock = clock or Clock()
        self.turns = Turns(
            self.engine, self.channels, words or catalogue(), service(), dispatch, self.clock, owner
        )
        self.owner, self._sending = owner, sending
        self.outlet = NoOutlet()
        self.died: list[BaseException] = []
        self.ended = asyncio.Event()

    async def __aenter__(self) -> "House":
        if self._sending:
            self.sender = Sender(self.channels, self.turns, self.owner)
            self.turns.start(self.sender, self._die)
            self._looking = asyncio.create_task(self.sender.run())
        else:
            self.turns.start(self.outlet, self._die)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def stop(self, seconds: float = 3.0) -> None:
        """As the service stops. A second time it does nothing."""
        await self.turns.pause()
        if self._sending:
            self._looking.cancel()
            await asyncio.gather(self._looking, return_exceptions=True)
            await self.sender.stop(seconds)
        await self.turns.stop()
        self.engine.dispose()

    def _die(self, error: BaseException) -> None:
        self.died.append(error)
        self.ended.set()

    async def say(self, address: str, *texts: str, **more: Any) -> list[int]:
        """Somebody writes; all in one update of the platform. The words are the external id."""
        return await self.turns.receive("fake", [wrote(address, text, **more) for text in texts])

    async def until(self, holds: Callable[[Connection], Result]) -> Result:
        """Looks again after every round of the writer, until something true is found."""
        async with asyncio.timeout(60):
            while not (found := await self.turns.write(holds)):
                if self._sending:
                    self.sender.wake()
                await asyncio.sleep(0)
        return found

    async def over(self) -> None:
        """Until every update had its turn and every call its outcome; no pause is waited out."""
        await self.until(lambda connection: not self._hurry(connection))

    def _hurry(self, connection: Connection) -> int:
        for lane in self.sender._pushes.values() if self._sending else ():
            lane.pace = Pace(FREE.pushes_per_second)  # nobody was told to wait
        return hurry(connection)

    async def had_turns(self) -> None:
        """Until every update had its turn."""
        await self.until(lambda connection: not waiting(connection))

    async def read(self, look: Callable[[Connection], Result]) -> Result:
        return await self.turns.write(look)


def wrote(
    address: str, text: str, at: datetime | None = None, seq: int | None = None, **more: Any
) -> Received:
    return Received(f"{address}:{text}", address, orjson.dumps({"text": text, "seq": seq}), at, **more)


def waiting(connection: Connection) -> int:
    """Updates whose turn is still to come; none of them waits out its pause."""
    open_ = inbox.c.state.in_(("open", "fetching"))
    connection.execute(update(inbox).where(inbox.c.state == "open", inbox.c.retry_at.is_not(None))
                       .values(retry_at=LONG_AGO))  # fmt: skip
    return len(connection.execute(select(inbox.c.id).where(open_)).all())


def hurry(connection: Connection) -> int:
    """Updates and calls still to come; none of them waits out its pause."""
    unsent = outbox.c.state.in_(("pending", "sending"))
    connection.execute(update(outbox).where(outbox.c.state == "pending", outbox.c.retry_at.is_not(None))
                       .values(retry_at=LONG_AGO))  # fmt: skip
    return waiting(connection) + len(connection.execute(select(outbox.c.id).where(unsent)).all())


def states(connection: Connection) -> dict[str, str]:
    """What became of each call, by its words."""
    rows = connection.execute(select(outbox.c.body, outbox.c.state).order_by(outbox.c.id))
    return {orjson.loads(row.body)["text"]: row.state for row in rows}


def parked(connection: Connection) -> list[Any]:
    return list(connection.execute(select(inbox).where(inbox.c.state == "parked").order_by(inbox.c.id)))


def known(connection: Connection, address: str) -> int:
    """The id of a conversation; it is made where the address is new."""
    found = connection.execute(select(conversation.c.id).where(conversation.c.address == address)).scalar()
    if found is not None:
        return int(found)
    who = connection.execute(
        insert(person).values(created_at=LONG_AGO, name="", language="vi").returning(person.c.id)
    ).scalar_one()
    new = insert(conversation).values(channel="fake", address=address, person_id=who, reachable=True)
    return int(connection.execute(new.returning(conversation.c.id)).scalar_one())


def put(
    connection: Connection, address: str, text: str, state: str = "pending", owner: str = "", **more: Any
) -> int:
    """A call in the outbox, e.g. one that a dead process left."""
    values = {
        "conversation_id": known(connection, address), "key": "test.said", "params": {}, "method": "say",
        "body": orjson.dumps({"address": address, "text": text}), "files": {}, "push": False, "state": state,
        "owner": owner, "attempts": 0, "repeated": False, "external_id": "", "error": "",
        "created_at": LONG_AGO, **more,
    }  # fmt: skip
    return int(connection.execute(insert(outbox).values(values).returning(outbox.c.id)).scalar_one())


def nobody_knows() -> SendError:
    return SendError("timed out", known=False)
