"""`/u/<token>`: the page through which files come that a channel can't carry.

The token is all it takes, and no line of any log holds it.
"""

import asyncio
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

import orjson
from aiohttp import web
from sqlalchemy import Connection, Engine, func, select

from bot.channels.base import FetchError
from bot.channels.words import line
from bot.clock import Clock, machine_now
from bot.files import LIMIT, Files, check, register
from bot.pages.answers import CLOSED, Owner, Pages, answer, static
from bot.pages.halves import Half, Halves, Refused
from handlers.events import Attachment, Phrase
from handlers.files import MOST
from storage import links
from storage.files import uses

MOST_AT_ONCE = 10  # files through one link
LONGEST_NAME = 120
PATIENCE = 5.0  # seconds the answer in the chat is waited for: the page says that it is there
LATER = ("name", "count", "percent", "size", "there", "received")  # what the script fills in by itself


class Asked(NamedTuple):
    """A link as the page needs it: whose it is, and how many files it still takes."""

    row: Any
    owner: Owner
    room: int


class Gone(Exception):
    """The link leads nowhere: why (one of `CLOSED`), and in which voice that is said."""

    def __init__(self, why: str, voice: str = "") -> None:
        super().__init__(why)
        self.why, self.voice = why, voice

    def told(self) -> web.Response:
        """For the script, which loads the page again: that says it."""
        return answer({}, CLOSED[self.why])


@dataclass(frozen=True)
class Uploads:
    """The page, and what its script asks for."""

    pages: Pages
    reader: Engine
    files: Files
    clock: Clock

    def routes(self) -> list[web.RouteDef]:
        """Everything under /u."""
        return [
            web.get(r"/u/static/{name:[a-z-]+\.(css|js)}", static),
            web.get("/u/{token}", self._page),
            web.get("/u/{token}/files", self._state),
            web.put("/u/{token}/{file:[0-9a-z]{1,40}}", self._piece),
            web.delete("/u/{token}/{file:[0-9a-z]{1,40}}", self._drop),
            web.post("/u/{token}/done", self._done),
        ]

    @property
    def _halves(self) -> Halves:
        return Halves(self.files.uploads)

    async def _page(self, request: web.Request) -> web.Response:
        try:
            asked = await self._asked(request)
        except Gone as gone:
            return self.pages.closed(gone.why, gone.voice)
        root, voice = self.pages.turns.service.root(asked.owner.unit_id), asked.owner.voice
        return self.pages.page(
            "upload.html", "page.upload", voice,
            union=root.name if root else "", label=self._label(asked), said=self._said(voice),
        )  # fmt: skip

    def _label(self, asked: Asked) -> str:
        """What the files are for; nothing that anybody has written."""
        catalogue, voice, key = self.pages.catalogue, asked.owner.voice, f"{asked.row.name}#label"
        known = asked.row.name and catalogue.has(key, voice)
        return catalogue.text(Phrase(key if known else "uploads.conversation"), voice)

    def _said(self, voice: str) -> str:
        """All that the script may have to say, as JSON; it fills in what stands in braces."""
        catalogue, later = self.pages.catalogue, {name: f"{{{name}}}" for name in LATER}
        parts = catalogue.parts("page.script")
        said = {part: catalogue.text(Phrase(f"page.script#{part}", later), voice) for part in parts}
        return orjson.dumps(said).decode()

    async def _state(self, request: web.Request) -> web.Response:
        try:
            asked = await self._asked(request)
        except Gone as gone:
            return gone.told()
        return await self._told(asked)

    async def _told(self, asked: Asked, status: int = 200, **more: Any) -> web.Response:
        halves = await asyncio.to_thread(self._halves.of, asked.row.id)
        told = [{"id": h.id, "name": h.name, "size": h.size, "received": h.received} for h in halves]
        return answer({"files": told, "most": asked.room, "largest": LIMIT, **more}, status)

    async def _piece(self, request: web.Request) -> web.Response:
        try:
            asked = await self._asked(request)
            size, offset = (_number(request.query.get(name, "")) for name in ("size", "offset"))
            name = line(request.query.get("name", ""))[:LONGEST_NAME]
            received = await asyncio.to_thread(
                self._halves.write, asked.row.id, request.match_info["file"], name, size, offset,
                await request.read(), asked.room,
            )  # fmt: skip
        except Gone as gone:
            return gone.told()
        except (ValueError, web.HTTPRequestEntityTooLarge):
            return answer({}, 400)
        except Refused as refused:
            return answer({"error": self._why(asked, refused.problem, name)}, 422)
        return answer({"received": received})

    async def _drop(self, request: web.Request) -> web.Response:
        try:
            asked = await self._asked(request)
        except Gone as gone:
            return gone.told()
        await asyncio.to_thread(self._halves.drop, asked.row.id, request.match_info["file"])
        return await self._told(asked)

    async def _done(self, request: web.Request) -> web.Response:
        """All is there, and is what whoever sends it sees: it is checked, kept, and goes before the
        conversation, once."""
        try:
            asked = await self._asked(request)
        except Gone as gone:
            return answer({"done": True}) if gone.why == "page.used" else gone.told()
        halves = await asyncio.to_thread(self._halves.of, asked.row.id)
        wanted = await _wanted(request)
        if not halves or not all(half.whole for half in halves) or wanted != {half.id for half in halves}:
            return await self._told(asked, 409)
        try:
            if problems := await asyncio.to_thread(self._refused, asked, halves):
                return await self._told(asked, 422, problems=problems)
            kept = await asyncio.to_thread(self._keep, halves)
        except FileNotFoundError:  # another tab was done, or took one away, in this very moment
            return await self._done(request)
        await self.pages.turns.write_and_answer(
            lambda connection: self._arrived(connection, asked.row, kept), PATIENCE
        )
        await asyncio.to_thread(self._halves.forget, asked.row.id)
        return answer({"done": True})

    def _refused(self, asked: Asked, halves: Sequence[Half]) -> list[dict[str, str]]:
        """Why some are not taken, in the words of the chat."""
        found = []
        for half in halves:
            try:
                check(half.path, half.name)
            except FetchError as error:
                found.append({"id": half.id, "error": self._why(asked, error.problem, half.name)})
        return found

    def _why(self, asked: Asked, problem: str, name: str) -> str:
        said = Phrase(problem, {"name": name, "count": asked.room})
        return self.pages.catalogue.text(said, asked.owner.voice)

    def _keep(self, halves: Sequence[Half]) -> list[Attachment]:
        """Copies: until the commit what came stays where it is, for another try."""
        kept = []
        for half in halves:
            incoming = self.files.incoming()
            try:
                shutil.copyfile(half.path, incoming)
                kept.append(self.files.keep(incoming, "document", half.name, None))
            finally:
                incoming.unlink(missing_ok=True)
        return list({file.sha256: file for file in kept}.values())

    def _arrived(self, connection: Connection, row: Any, kept: Sequence[Attachment]) -> list[int]:
        register(connection, kept)
        files = [asdict(file) for file in kept]
        return links.arrived(connection, row, files, self.clock.now(), machine_now())

    async def _asked(self, request: web.Request) -> Asked:
        """Raises `Gone`."""
        asked = await asyncio.to_thread(self._find, request.match_info["token"])
        if asked is None:
            raise Gone("page.unknown")
        if asked.row.used_at is not None:
            raise Gone("page.used", asked.owner.voice)
        if links.is_over(asked.row, self.clock.now()):
            raise Gone("page.over", asked.owner.voice)
        return asked

    def _find(self, token: str) -> Asked | None:
        with self.reader.begin() as connection:
            row = links.find(connection, links.UPLOAD, token)
            if row is None:
                return None
            owner = self.pages.owner(connection, row.person_id)
            theirs = (uses.c.draft_id == row.draft_id) & (uses.c.question == row.question)
            had = connection.execute(select(func.count()).where(theirs)).scalar() if row.draft_id else 0
        return Asked(row, owner, max(0, min(MOST_AT_ONCE, MOST - (had or 0))))


async def _wanted(request: web.Request) -> set[str]:
    """The files that are to go: those the page shows."""
    try:
        files = orjson.loads(await request.read())["files"]
        return {file for file in files if isinstance(file, str)}
    except (ValueError, TypeError, KeyError, web.HTTPRequestEntityTooLarge):
        return set()


def _number(text: str) -> int:
    """Raises ValueError."""
    if not (text.isascii() and text.isdigit() and len(text) <= 12):
        raise ValueError("not a number")
    return int(text)
