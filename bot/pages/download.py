"""`/d/<token>`: a file that a channel could not carry, until its link is over."""

import asyncio
from dataclasses import dataclass
from typing import Any

from aiohttp import hdrs, web
from aiohttp.helpers import content_disposition_header
from sqlalchemy import Engine

from bot.clock import Clock
from bot.files import Files
from bot.pages.answers import HEADERS, closed
from storage import links

SANDBOX = {**HEADERS, "Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'"}
SHOWN = "image/"  # what is shown where it is opened; all else is saved


@dataclass(frozen=True)
class Downloads:
    """A platform that shows a picture may fetch it by itself, and more than once."""

    reader: Engine
    files: Files
    clock: Clock

    def routes(self) -> list[web.RouteDef]:
        """HEAD works as well."""
        return [web.get("/d/{token}", self._file)]

    async def _file(self, request: web.Request) -> web.StreamResponse:
        row = await asyncio.to_thread(self._find, request.match_info["token"])
        if row is None:
            return closed("no-file")
        path = self.files.path(row.sha256)
        if row.expires_at < self.clock.now() or not path.is_file():
            return closed("file-over")
        way = "inline" if row.mime.startswith(SHOWN) else "attachment"
        named = content_disposition_header(way, filename=row.name or "tep")
        headers = {**SANDBOX, hdrs.CONTENT_TYPE: row.mime, hdrs.CONTENT_DISPOSITION: named}
        return web.FileResponse(path, headers=headers)

    def _find(self, token: str) -> Any:
        with self.reader.begin() as connection:
            return links.find(connection, links.DOWNLOAD, token)
