"""A running service, and somebody who calls its JSON API."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import aiohttp

from bot.bootstrap import App
from bot.settings import Settings

Json = dict[str, Any]
EVENTS = "/chat/api/events"
STORY = "Trước phải trèo cột thay bóng đèn, nay dùng sào kẹp từ dưới đất."


@dataclass
class Chat:
    """A running service and somebody who calls its API."""

    app: App
    session: aiohttp.ClientSession

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.app.port}"

    async def ask(self, method: str, path: str, **options: Any) -> tuple[int, Json]:
        """Status and JSON of an answer."""
        async with self.session.request(method, self.base + path, **options) as response:
            return response.status, await response.json()

    async def ok(self, method: str, path: str, **options: Any) -> Json:
        status, value = await self.ask(method, path, **options)
        assert status == 200, value
        return value

    async def event(self, person: str = "mai", **said: str) -> Json:
        return await self.ok("POST", EVENTS, json={"person": person, **said})

    async def files(self, *files: tuple[str, bytes], person: str = "mai", **fields: str) -> Json:
        return await self.ok("POST", EVENTS, data=form(*files, person=person, **fields))

    async def messages(self, person: str = "mai", after: int = 0, wait: int = 0) -> Json:
        query = {"person": person, "after": str(after), "wait": str(wait)}
        return await self.ok("GET", "/chat/api/messages", params=query)

    async def stored(self, person: str = "mai") -> Json:
        return await self.ok("GET", "/chat/api/stored", params={"person": person})

    async def move(self, now: str) -> Json:
        return await self.ok("POST", "/chat/api/clock", json={"now": now})

    async def known(self, person: str = "mai") -> Json:
        """First contact is behind this person, the menu before them."""
        for text in ("chào", "đồng ý", "Lò Thị Mai", "điện lực ba bể"):
            await self.event(person, text=text)
        return await self.event(person, text="1")

    async def telling(self, person: str = "mai") -> Json:
        """A registration is begun: the first question is open."""
        await self.known(person)
        return await self.event(person, choice="menu:register")

    async def benefits(self, person: str = "mai") -> Json:
        """The question for the benefits is open; it takes free text."""
        await self.telling(person)
        for text in (STORY, "xong", "1", "1"):
            await self.event(person, text=text)
        return await self.event(person, text="tháng 3/2022")


def form(*files: tuple[str, bytes], **fields: str) -> aiohttp.FormData:
    data = aiohttp.FormData(fields, quote_fields=False)  # names as browsers send them
    for name, content in files:
        data.add_field("file", BytesIO(content), filename=name)
    return data


@asynccontextmanager
async def running(settings: Settings, **more: Any) -> AsyncIterator[Chat]:
    app = App(settings, **more)
    await app.start()
    try:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(60)) as session:
            yield Chat(app, session)
    finally:
        await app.stop()


def rows(folder: Path, query: str) -> list[Any]:
    """What another program sees in the database: committed rows only."""
    connection = sqlite3.connect(f"file:{folder / 'sangkien.db'}?mode=ro", uri=True)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()
