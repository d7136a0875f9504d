"""`/d/<token>`: a file that a channel could not carry, until its link is over."""

import asyncio
from dataclasses import dataclass
from typing import Any, NamedTuple

from aiohttp import hdrs, web
from aiohttp.helpers import content_disposition_header
from sqlalchemy import Engine

from bot.clock import Clock
from bot.files import Files
from bot.pages.answers import HEADERS, Pages
from storage import links

SANDBOX = {**HEADERS, "Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'"}
SHOWN = "image/"  # what is shown where it is opened; all else is saved


class Asked(NamedTuple):
    """A link, and the voice of whoever it is of."""

    row: Any
    voice: str


@dataclass(frozen=True)
class Downloads:
    """A platform that shows a picture may fetch it by itself, and more than once."""

    pages: Pages
    reader: Engine
    files: Files
    clock: Clock

    def routes(self) -> list[web.RouteDef]:
        """HEAD works as well."""
        return [web.get("/d/{token}", self._file)]

    async def _file(self, request: web.Request) -> web.StreamResponse:
        asked = await asyncio.to_thread(self._find, request.match_info["token"])
        if asked is None:
            return self.pages.closed("page.no-file")
        row, voice = asked
        path = self.files.path(row.sha256)
        if links.is_over(row, self.clock.now()) or not path.is_file():
            return self.pages.closed("page.file-over", voice)
        way = "inline" if row.mime.startswith(SHOWN) else "attachment"
        named = content_disposition_header(way, filename=row.name or "tep")
        headers = {**SANDBOX, hdrs.CONTENT_TYPE: row.mime, hdrs.CONTENT_DISPOSITION: named}
        return web.FileResponse(path, headers=headers)

    def _find(self, token: str) -> Asked | None:
        with self.reader.begin() as connection:
            row = links.find(connection, links.DOWNLOAD, token)
            return Asked(row, self.pages.owner(connection, row.person_id).voice) if row else None
