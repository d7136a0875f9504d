"""Something is said to many at once, against strict limits: how fast, and how often it was too fast."""

import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import orjson
from sqlalchemy import Connection, insert

from bot.channels.base import Message
from bot.channels.telegram.render import render
from storage import database
from storage.queue import conversation, outbox, person
from tests.bench import processes
from tests.bench.processes import ROOT, TOKEN

FIRST_CHAT: Final = 200_001
PERMITTED: Final = 30.0  # messages a second
SILENCE: Final = 20.0  # seconds after which nothing more is expected
TEXT: Final = (
    "Còn 3 ngày nữa là hết hạn gửi báo cáo tháng. Đơn vị mình còn thiếu: số sáng kiến đã ghi, đã công nhận."
)

Start = Callable[[Path, str, int], "subprocess.Popen[bytes]"]


@dataclass(frozen=True, slots=True)
class Model:
    """What the platform does: fields of `Limits` and of `Faults`."""

    name: str
    aim: float  # share of the permitted rate
    limits: dict[str, float]
    faults: dict[str, float]


_PLAIN: Final[dict[str, float]] = {"overall": PERMITTED, "chat": 1.0}
MODELS: Final = (
    Model("limits", 0.98, _PLAIN, {}),
    Model("freeze", 0.95, {**_PLAIN, "freeze": True}, {}),
    Model("burst 1", 0.95, {**_PLAIN, "overall_burst": 1, "chat_burst": 1}, {}),
    Model("retry_after 5 s", 0.98, {**_PLAIN, "retry_after": 5}, {}),
    Model("1 % lost, 1 % 502", 0.98, _PLAIN, {"lost": 0.01, "error_502": 0.01}),
)


@dataclass(frozen=True, slots=True)
class Wave:
    """What came of it, as the platform counted."""

    model: str
    who: str
    chats: int
    reached: int
    messages: int
    doubled: int
    seconds: float
    share: float
    refused: int
    early: int

    def as_json(self) -> dict[str, Any]:
        """For the results' file."""
        return asdict(self)


class Fake:
    """The fake of Telegram as a process, with its control."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.fakes.telegram", "--port", "0", "--token", TOKEN],
            stdout=subprocess.PIPE,
            cwd=ROOT,
        )
        assert self._process.stdout is not None
        self.url = self._process.stdout.readline().decode().strip()
        self._port = int(self.url.rpartition(":")[2])

    def tell(self, what: str, **given: object) -> None:
        """POST /control/…"""
        body = orjson.dumps(given)
        urllib.request.urlopen(f"http://127.0.0.1:{self._port}/control/{what}", body, timeout=10).close()

    def ask(self, what: str) -> Any:
        """GET /control/…"""
        with urllib.request.urlopen(f"http://127.0.0.1:{self._port}/control/{what}", timeout=10) as answer:
            return orjson.loads(answer.read())

    def close(self) -> None:
        """Ends it at once."""
        self._process.kill()
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()


@contextmanager
def fake(chats: int) -> Iterator[Fake]:
    """A platform where so many have opened a chat."""
    server = Fake()
    try:
        server.tell("known", first=FIRST_CHAT, count=chats)
        yield server
    finally:
        server.close()


def fill(address: str, chats: int, each: int = 1) -> None:
    """A database where so many are to be told something, as turns leave it behind."""
    engine = database.writer(address)
    database.upgrade(engine)
    with engine.begin() as connection:
        _fill(connection, chats, each)
    engine.dispose()


def _fill(connection: Connection, chats: int, each: int) -> None:
    now = datetime.now(UTC)
    people = insert(person).returning(person.c.id)
    keys = (
        connection.execute(people, [{"created_at": now, "name": "", "language": "vi"}] * chats)
        .scalars()
        .all()
    )
    rows = [
        {"channel": "telegram", "address": str(FIRST_CHAT + n), "person_id": key, "reachable": True}
        for n, key in enumerate(keys)
    ]
    added = insert(conversation).returning(conversation.c.id, conversation.c.address)
    rooms = connection.execute(added, rows).all()
    common = {
        "key": "bench.reminder", "params": {}, "files": {}, "push": True, "state": "pending", "owner": "",
        "attempts": 0, "repeated": False, "external_id": "", "error": "", "created_at": now,
    }  # fmt: skip
    calls = [
        {**common, "conversation_id": room.id, "method": call.method, "body": call.body}
        for number in range(each)
        for room in rooms
        for call in render(Message("bench.reminder", f"{number + 1}/{each} {TEXT}"), room.address)
    ]
    connection.execute(insert(outbox), calls)


def service(folder: Path, url: str, chats: int) -> "subprocess.Popen[bytes]":
    """The service itself, with the reminders waiting in its outbox."""
    fill(f"sqlite:///{folder / 'sangkien.db'}", chats)
    return processes.service(folder, url)


def peer(folder: Path, url: str, chats: int) -> "subprocess.Popen[bytes]":
    """python-telegram-bot with its own limiter."""
    given = (url, TOKEN, str(FIRST_CHAT), str(chats), TEXT)
    return processes.start("tests.bench.peer_limiter", *given, log=folder / "bot.log")


def play(model: Model, who: str, start: Start, chats: int) -> Wave:
    """From the first message to the last; what is silent for too long is over."""
    with processes.folder() as folder, fake(chats) as platform:
        platform.tell("limits", **model.limits)
        platform.tell("faults", **model.faults)
        bot = start(folder, platform.url, chats)
        try:
            found = _watch(platform, chats)
        finally:
            processes.stop(bot)
    seconds, refused = found["seconds"], found["refused"]
    rate = (found["messages"] - 1) / seconds if seconds else 0.0
    return Wave(
        model.name, who, chats, found["reached"], found["messages"], found["doubled"], seconds,
        rate / PERMITTED, refused.get("bot", 0) + refused.get("chat", 0), refused.get("early", 0),
    )  # fmt: skip


def _watch(platform: Fake, chats: int) -> Any:
    found, news = platform.ask("limits"), time.monotonic()
    while time.monotonic() - news < (2.0 if found["reached"] >= chats else SILENCE):
        time.sleep(0.5)
        before, found = found, platform.ask("limits")
        if found != before:
            news = time.monotonic()
    return found
