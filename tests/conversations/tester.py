"""The test is the conversation: what the person says, and the keys of what comes back.

A script is a list of pairs. The left side is a typed text, or one of the deeds below; the right side names
the texts of the answer by their keys, in order: messages stand apart by " | ", what stands in one message
(a word said before the question) by a blank; "" is silence. What `BESIDE` names is left out: it has tests of
its own.

Everything runs for real: engine, SQLite, HTTP both ways. The platforms are the project's own strict servers,
which refuse what those refuse; they hand over each update when the script says so.
"""

import asyncio
import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

import orjson
from sqlalchemy import select, text

from bot.bootstrap import App
from bot.channels.base import Channel, Label, Message
from bot.channels.words import with_choices
from bot.gathering import BETWEEN
from bot.rendering import compose
from documents import export
from handlers import session
from handlers.events import Phrase, Reply
from handlers.turn import Turn
from messages.catalogue import COMMANDS
from storage import queue, tables
from tests.conversations import samples

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
PATIENCE = 15.0  # seconds for any one answer; only a defect takes that long
START = "2022-05-16 09:00"
LINK = "https://vi-du.vn/d/" + 43 * "x"  # as long as any
BESIDE = ("form.progress", "form.remaining", "uploads.hint")
"""Said beside what is asked: where one is in a form, and what the channel can't carry."""

# What a person does beside typing


@dataclass(frozen=True)
class Press:
    """A button, by the last part of its value (`yes`), or by its whole value, on screen or not."""

    token: str


@dataclass(frozen=True)
class Photo:
    what: str = "ảnh"
    caption: str = ""


@dataclass(frozen=True)
class Album:
    """Photos sent at once."""

    names: tuple[str, ...]


@dataclass(frozen=True)
class Voice:
    seconds: int


@dataclass(frozen=True)
class File:
    name: str
    data: bytes = field(default_factory=samples.docx)
    caption: str = ""


@dataclass(frozen=True)
class Burst:
    """Typed one after the other before anything comes back."""

    texts: tuple[str, ...]


@dataclass(frozen=True)
class Later:
    """Time passes up to this moment in Vietnam; what falls due arrives by itself."""

    moment: str


@dataclass(frozen=True)
class Quote:
    """Something written in reply to the newest message of the service that has these words."""

    words: str
    text: str


Deed = str | Press | Photo | Album | Voice | File | Burst | Later | Quote
Script = Sequence[tuple[Deed, str]]


# What came back


@dataclass(frozen=True)
class Heard:
    """One message of the service: its keys, its words as they arrived, and its choices however they came."""

    keys: tuple[str, ...]
    text: str
    choices: tuple[Label, ...] = ()
    itself: bool = False  # nobody had asked
    about: str = ""  # what its choices are told from others by

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(choice.value for choice in self.choices)

    @property
    def labels(self) -> str:
        return "\n".join(choice.label for choice in self.choices)


class Ear:
    """Listens between the engine and the handlers, to know the keys of what was said; changes nothing.

    `astray`: what was shown with numbers that mean something else."""

    def __init__(self, dispatch: Callable[[Turn], list[Reply]]) -> None:
        self._dispatch = dispatch
        self._said: dict[tuple[str, str], dict[int, list[tuple[Reply, bool]]]] = {}
        self.astray: list[str] = []

    def __call__(self, turn: Turn) -> list[Reply]:
        replies = self._dispatch(turn)
        numbered = [reply for reply in replies if reply.choices and reply.numbered]
        meant = [choice.value for choice in session.offered(turn.conversation)]
        if numbered and [choice.value for choice in numbered[-1].choices] != meant:
            self.astray.append(numbered[-1].key)
        # A turn that runs again after a failed commit replaces what it said.
        lane = (turn.conversation.channel, turn.conversation.address)
        itself = turn.event.kind in ("due", "finished")
        self._said.setdefault(lane, {})[turn.id] = [(reply, itself) for reply in replies]
        return replies

    def take(self, channel: str, address: str) -> list[tuple[Reply, bool]]:
        """What was said in a conversation since the last time, in order, and whether nobody had asked."""
        turns = self._said.pop((channel, address), {})
        return [said for key in sorted(turns) for said in turns[key]]


def keys_of(reply: Reply) -> tuple[str, ...]:
    keys = (*(line.key for line in reply.lead), reply.key)
    return tuple(key for key in keys if key.partition("#")[0] not in BESIDE)


def apart(seen: Sequence[str], messages: Sequence[Message], parts: Sequence[int]) -> list[str]:
    """What arrived, message by message: pushes that waited together come as one where a channel gathers them,
    and are known by how they begin."""
    found = list(seen)
    for message, end in zip(messages[1:], itertools.accumulate(parts), strict=False):
        begins = message.text.partition("\n")[0]
        if end <= len(found) < sum(parts) and BETWEEN + begins in found[end - 1]:
            above, _, below = found[end - 1].partition(BETWEEN + begins)
            found[end - 1 : end] = [above, begins + below]
    return found


class Wire(Protocol):
    """How one person's deeds reach the service over one channel, and what they see."""

    channel: str
    address: str

    async def deed(self, deed: Deed) -> None: ...

    async def press(self, value: str, words: str) -> None:
        """A button; where there is none, `words` are typed, "" where nobody ever saw it."""
        ...

    @property
    def answered(self) -> bool:
        """Whether the answer came with the deed itself."""
        ...

    async def seen(self) -> list[str]:
        """The texts of messages that arrived since the last time."""
        ...


# The person

_WAITING = text(
    """
    SELECT EXISTS (SELECT 1 FROM task WHERE conversation_id = lane.id AND state IN ('waiting', 'running'))
        OR EXISTS (SELECT 1 FROM inbox WHERE conversation_id = lane.id AND state IN ('fetching', 'open'))
        OR EXISTS (SELECT 1 FROM outbox WHERE conversation_id = lane.id AND state IN ('pending', 'sending'))
    FROM conversation AS lane WHERE channel = :c AND address = :a
    """
)
_FORBIDDEN = re.compile(
    r"không hợp lệ|\bsai\b|\bnợ\b|trả lại|từ chối|\bbot\b|\bbạn\b|báo cấp trên|bản nháp|\btôi là\b",
    re.IGNORECASE,
)


def check_words(text: str) -> None:
    """Words that never reach a person, and politeness that is not overdone."""
    assert not (found := _FORBIDDEN.search(text)), f"{found[0]!r} in {text!r}"
    assert len(re.findall(r"\bạ\b", text)) <= 1, f"more than one ạ in {text!r}"
    assert "{" not in text, f"a hole in {text!r}"


@dataclass
class Person:
    """Somebody who talks to the service. Fresh for every test."""

    app: App
    ear: Ear
    wire: Wire
    heard: list[Heard] = field(default_factory=list)
    polite: bool = True
    _ahead: list[Heard] = field(default_factory=list)

    async def talks(self, *script: tuple[Deed, str]) -> None:
        """Plays a script; the first answer that differs ends it, with the conversation so far."""
        for deed, expected in script:
            came = await self.does(deed)
            came = self._at_once(came, expected)
            said = keys(came)
            shown = "\n".join(message.text for message in came)
            assert said == expected, f"to {deed!r} came {said!r} instead of {expected!r}:\n{shown}"

    def _at_once(self, came: list[Heard], expected: str) -> list[Heard]:
        """Without what came by itself right behind the answer, where that is looked at later (`hears`)."""
        first = next((place for place, message in enumerate(came) if message.itself), len(came))
        if keys(came) == expected or keys(came[:first]) != expected:
            return came
        self._ahead = came[first:]
        del self.heard[len(self.heard) - len(self._ahead) :]
        return came[:first]

    async def does(self, deed: Deed) -> list[Heard]:
        """One deed, and what came back."""
        assert not self._ahead, f"nobody listened to {keys(self._ahead)}"
        await self._ignore()
        if isinstance(deed, Later):
            await move(self.app, deed.moment)
        elif isinstance(deed, Press):
            value = self._value(deed.token)
            await self.wire.press(value, self._typed(value))
        else:
            await self.wire.deed(deed)
        return await self.hear()

    async def _ignore(self) -> None:
        """Nobody listens to what came by itself before."""
        if self.ear.take(self.wire.channel, self.wire.address):
            await self._arrival()
            self.ear.take(self.wire.channel, self.wire.address)
            await self.wire.seen()

    async def _arrival(self) -> None:
        """Until nothing is on its way here."""
        async with asyncio.timeout(PATIENCE):
            while self._busy():
                await asyncio.sleep(0.01)

    async def hear(self) -> list[Heard]:
        """What has come since the last time."""
        if not self.wire.answered:
            await self._arrival()
        seen = await self.wire.seen()
        replies = self.ear.take(self.wire.channel, self.wire.address)  # what is seen was said before
        if len(seen) < sum(self._parts(reply) for reply, _ in replies):  # a word came right behind it
            await self._arrival()
            seen += await self.wire.seen()
            replies += self.ear.take(self.wire.channel, self.wire.address)
        messages = [self._message(reply) for reply, _ in replies]
        parts = [len(self._channel.render(message, self.wire.address)) for message in messages]
        seen, came = apart(seen, messages, parts), []
        for (reply, itself), message, count in zip(replies, messages, parts, strict=True):
            texts, seen = seen[:count], seen[count:]  # a long text comes in several messages
            assert texts, f"{reply.key} never arrived"
            shown = "\n".join(texts).removesuffix(with_choices(replace(message, text=""))).rstrip()
            came.append(Heard(keys_of(reply), shown, message.choices, itself, message.about))
        assert not seen, f"heard, but never said: {seen}"
        astray, self.ear.astray = self.ear.astray, []
        assert not astray, f"numbers that mean something else, in {astray}"
        for heard in came:
            if self.polite:
                check_words(heard.text)
        came, self._ahead = self._ahead + came, []
        self.heard += came
        return came

    def _parts(self, reply: Reply) -> int:
        return len(self._channel.render(self._message(reply), self.wire.address))

    @property
    def _channel(self) -> Channel:
        return self.app.channels[self.wire.channel]

    def _message(self, reply: Reply) -> Message:
        """What was rendered; a file that the channel can't carry is a line with a link."""
        message = compose(self.app.catalogue, reply, self.row.language)
        can = self._channel.capabilities
        linked = [file for file in message.files if not can.can_carry(file)]
        links = [self.text("channel.file-link", name=file.name, url=LINK, day=LINK) for file in linked]
        files = tuple(file for file in message.files if file not in linked)
        return replace(message, text="\n\n".join(filter(None, [message.text, *links])), files=files)

    def _busy(self) -> bool:
        """Whether something waits for its turn here, or to be sent."""
        with self.app.reader.begin() as connection:
            return bool(
                connection.execute(_WAITING, {"c": self.wire.channel, "a": self.wire.address}).scalar()
            )

    def _value(self, token: str) -> str:
        values = (value for message in reversed(self.heard) for value in message.values)
        return next((value for value in values if token in (value, value.rpartition(":")[2])), token)

    def _typed(self, value: str) -> str:
        """What somebody types who sees no buttons: the number, as long as numbers mean that message, else the
        words, with what they are about where a push says so; "" for what was never offered."""
        later = False
        for message in reversed(self.heard):
            for choice in message.choices:
                if choice.value == value:
                    if choice.number and not later:
                        return str(choice.number)
                    return f"{choice.label} {message.about}".rstrip()
            later = later or any(choice.number for choice in message.choices)
        page = value.removeprefix("menu:")
        if page == value or page not in COMMANDS:
            return ""
        return self.text(f"command.{page}").partition("|")[0]  # the menu's words work everywhere

    @property
    def last(self) -> Heard:
        return self.heard[-1]

    # What was stored

    def read(self, query: Any) -> list[Any]:
        """Rows of any query."""
        with self.app.reader.begin() as connection:
            return list(connection.execute(query).all())

    @property
    def row(self) -> Any:
        """The person as stored, who speaks in this conversation now."""
        people, lane = queue.person, queue.conversation
        query = select(people).join(lane, lane.c.person_id == people.c.id)
        return self.read(
            query.where(lane.c.channel == self.wire.channel, lane.c.address == self.wire.address)
        )[0]

    @property
    def session(self) -> dict[str, Any]:
        lane = queue.conversation
        query = select(lane.c.session).where(lane.c.channel == self.wire.channel)
        return dict(self.read(query.where(lane.c.address == self.wire.address))[0][0])

    def drafts(self, form: str = "registration", state: str = "open") -> list[Any]:
        """The person's drafts, oldest first."""
        draft = tables.Draft.__table__  # type: ignore[attr-defined]
        mine = draft.c.person_id == self.row.id
        query = select(draft).where(mine, draft.c.form == form, draft.c.state == state)
        return self.read(query.order_by(draft.c.created_at, draft.c.id))

    @property
    def answers(self) -> dict[str, Any]:
        """The answers of the only open registration."""
        [draft] = self.drafts()
        return dict(draft.answers)

    def sent(self) -> list[dict[str, Any]]:
        """What the person sent, as `sangkien export --json` prints it."""
        sent = tables.Initiative.__table__  # type: ignore[attr-defined]
        codes = {row.code for row in self.read(select(sent.c.code).where(sent.c.person_id == self.row.id))}
        with self.app.reader.begin() as connection:
            lines = [orjson.loads(line) for line in export.initiatives(connection)]
        return [line for line in lines if line["code"] in codes]

    def history(self) -> list[Any]:
        """What happened to the person's initiatives, oldest first."""
        events, sent = tables.InitiativeEvent.__table__, tables.Initiative.__table__  # type: ignore[attr-defined]
        query = select(events).join(sent, sent.c.id == events.c.initiative_id)
        return self.read(query.where(sent.c.person_id == self.row.id).order_by(events.c.id))

    def files(self) -> list[Any]:
        """The person's files with the question each belongs to, in the order they came."""
        uses = tables.FileUse.__table__  # type: ignore[attr-defined]
        return self.read(select(uses).where(uses.c.person_id == self.row.id).order_by(uses.c.id))

    def text(self, key: str, **params: Any) -> str:
        """The words of a key."""
        return self.app.catalogue.text(Phrase(key, params), self.row.language)


async def move(app: App, moment: str) -> None:
    """Sets the business clock to a moment in Vietnam."""
    async with asyncio.timeout(PATIENCE):
        await app.schedule.move(datetime.fromisoformat(moment).replace(tzinfo=ZONE))


numbers = itertools.count(1000)

# Ways that many scripts begin

HELLO: Script = (
    ("/start", "welcome.greet | welcome.consent"),
    ("đồng ý", "welcome.name"),
)
KNOWN: Script = (
    *HELLO,
    ("Trần Quang Huy", "welcome.unit"),
    ("điện lực ba bể", "welcome.unit-this"),
    ("1", "welcome.done menu"),
)
STORY = "Chế cái sào kẹp thay bóng đèn đường, trước phải trèo lên cột hai người."
BEGUN: Script = (*KNOWN, ("1", "registration.solution"))
TITLED: Script = (
    *BEGUN,
    (STORY, "form.part"),
    ("xong", "registration.title"),
    ("1", "registration.applied"),
)
DATED: Script = (
    *TITLED,
    ("1", "registration.applied_on"),
    ("tháng 3/2022", "registration.benefit_how"),
)
CONFIRMING: Script = (
    *DATED,
    ("nhanh hơn, không phải trèo cao", "registration.authors"),
    ("1", "registration.recognised-head"),
    ("3", "registration.confirm"),
)
SENT: Script = (*CONFIRMING, ("1", "registration.sent"))


def keys(heard: list[Heard]) -> str:
    """What came, by its keys, as scripts write it."""
    return " | ".join(" ".join(message.keys) for message in heard)


async def hears(person: Person, expected: str) -> None:
    """What has come by itself."""
    came = await person.hear()
    assert keys(came) == expected, "\n".join(message.text for message in came)
