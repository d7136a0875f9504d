"""Many who are to be told something: the platform they are at, and the outbox that waits for them."""

import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, Final

import orjson
from sqlalchemy import Connection, Row, insert

from bot.channels.base import Message
from bot.channels.telegram.render import render
from storage import database
from storage.queue import conversation, outbox, person
from tests.bench.processes import ROOT, TOKEN

FIRST_CHAT: Final = 200_001
TEXT: Final = (
    "Còn 3 ngày nữa là hết hạn gửi báo cáo tháng. Đơn vị mình còn thiếu: số sáng kiến đã ghi, đã công nhận."
)


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


def fill(address: str, chats: int) -> None:
    """A database where so many are to be told something, as turns leave it behind."""
    engine = database.writer(address)
    database.upgrade(engine)
    with engine.begin() as connection:
        common = {
            "key": "bench.reminder", "params": {}, "files": {}, "push": True, "state": "pending", "owner": "",
            "attempts": 0, "repeated": False, "external_id": "", "error": "", "created_at": datetime.now(UTC),
        }  # fmt: skip
        calls = [
            {**common, "conversation_id": room.id, "method": call.method, "body": call.body}
            for room in open_chats(connection, addresses(chats))
            for call in render(Message("bench.reminder", TEXT), room.address)
        ]
        connection.execute(insert(outbox), calls)
    engine.dispose()


def open_chats(
    connection: Connection, addresses: Sequence[str], channel: str = "telegram"
) -> Sequence[Row[Any]]:
    """Conversations of as many people, with their addresses."""
    people = insert(person).returning(person.c.id)
    nobody = {"created_at": datetime.now(UTC), "name": "", "language": "vi"}
    keys = connection.execute(people, [nobody] * len(addresses)).scalars().all()
    rows = [
        {"channel": channel, "address": address, "person_id": key, "reachable": True}
        for address, key in zip(addresses, keys, strict=True)
    ]
    added = insert(conversation).returning(
        conversation.c.id, conversation.c.address, conversation.c.person_id
    )
    return connection.execute(added, rows).all()


def addresses(chats: int) -> list[str]:
    """Those of `fake`."""
    return [str(FIRST_CHAT + number) for number in range(chats)]
