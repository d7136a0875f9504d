"""Somebody in front of the upload page, without a browser: what its script asks for."""

import re
from dataclasses import dataclass
from typing import Any

import aiohttp

from tests.bot.local_chat import Chat, Json, rows

LINK = re.compile(r"http://127\.0\.0\.1:\d+/u/([\w-]{24})")


@dataclass
class Uploader:
    """Somebody who has opened a link."""

    session: aiohttp.ClientSession
    base: str
    person: str = ""
    link: str = ""

    async def ask(self, method: str, path: str = "", **options: Any) -> tuple[int, Json]:
        async with self.session.request(method, f"{self.base}{path}", **options) as response:
            return response.status, await response.json()

    async def piece(self, file: str, data: bytes, offset: int = 0, size: int = 0, name: str = "") -> int:
        """How much is there afterwards."""
        query = {"offset": str(offset), "size": str(size or len(data)), "name": name or f"{file}.jpg"}
        status, value = await self.ask("PUT", f"/{file}", params=query, data=data)
        assert status == 200, value
        return int(value["received"])

    async def done(self, *files: str) -> tuple[int, Json]:
        return await self.ask("POST", "/done", json={"files": files})

    async def state(self) -> dict[str, int]:
        """How much of each file is there."""
        status, value = await self.ask("GET", "/files")
        assert status == 200, value
        return {file["id"]: file["received"] for file in value["files"]}


async def offered(chat: Chat, person: str = "mai") -> Uploader:
    """The link that somebody is given who asks for one."""
    answer = await chat.event(person, text="gửi tệp")
    found = LINK.search(answer["replies"][0]["text"])
    assert found, answer
    [(number,)] = rows(chat.app.settings.data_dir, "SELECT MAX(id) FROM link")
    return Uploader(chat.session, found[0], person, str(number))
