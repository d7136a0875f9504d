"""The local chat's JSON API. It is a channel like the others: an event in, replies out after the commit."""

import asyncio
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar
from weakref import WeakValueDictionary

import orjson
from aiohttp import hdrs, web
from aiohttp.helpers import content_disposition_header
from sqlalchemy import Connection, Engine
from yarl import URL

from bot.channels.base import InboxFull, Received
from bot.channels.local import moments, store
from bot.channels.local import request as read
from bot.channels.local.channel import Local
from bot.channels.local.moments import ZONE
from bot.channels.local.rehearsing import Rehearsing
from bot.clock import Clock, machine_now
from bot.files import Files, register
from bot.schedule import Schedule
from bot.turns import Turns
from handlers.text import fold
from programmes.model import Programme

PAGE = Path(__file__).parent / "page"
LOOK = 1.0  # seconds between looks at the database: another process may have answered
LONGEST_WAIT = 25
SHOWN = ("image/", "audio/", "video/")  # files a browser shows; all others are saved
POLICY = "default-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; frame-ancestors 'none'"
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}
SENTENCES = {
    404: "Không có gì ở địa chỉ này.",
    405: "Địa chỉ này không nhận cách gọi ấy.",
    413: "Nặng quá. Nhờ anh/chị gửi làm vài lần, mỗi tệp tối đa 20 MB.",
}
Result = TypeVar("Result")


def answer(value: Any, status: int = 200) -> web.Response:
    """JSON."""
    return web.Response(body=orjson.dumps(value), content_type="application/json", status=status)


@dataclass(frozen=True)
class Api:
    """The requests of the page and of programs."""

    turns: Turns
    channel: Local
    reader: Engine
    files: Files
    schedule: Schedule
    clock: Clock
    demo: bool
    hosts: frozenset[str]
    _lanes: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)
    _rehearsing: Rehearsing = field(default_factory=Rehearsing)

    def routes(self) -> list[web.RouteDef]:
        """Everything under / and /chat."""
        return [
            web.get("/", self._page),
            web.get("/favicon.ico", self._nothing),
            web.get(r"/chat/static/{name:[a-z-]+\.(css|js)}", self._static),
            web.get("/chat/api/people", self._people),
            web.post("/chat/api/events", self._event),
            web.get("/chat/api/messages", self._messages),
            web.get("/chat/api/stored", self._stored),
            web.get("/chat/api/files/{sha256:[0-9a-f]{64}}", self._file),
            web.post("/chat/api/reset", self._reset),
            web.get("/chat/api/clock", self._now),
            web.post("/chat/api/clock", self._move),
            web.get("/chat/api/rehearsal", self._rehearsal),
        ]

    @web.middleware
    async def guard(self, request: web.Request, handler: Any) -> web.StreamResponse:
        """Only pages of this very host may ask: a foreign page must not speak through somebody's browser."""
        if request.path not in ("/", "/favicon.ico") and not request.path.startswith("/chat"):
            foreign: web.StreamResponse = await handler(request)  # not of the local chat
            return foreign
        response = await self._guarded(request, handler)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    async def _guarded(self, request: web.Request, handler: Any) -> web.StreamResponse:
        if not self._at_home(request):
            return answer({"error": "Địa chỉ này không được phép."}, 403)
        try:
            response: web.StreamResponse = await handler(request)
        except read.Bad as mistake:
            return answer({"error": mistake.text}, mistake.status)
        except web.HTTPClientError as error:
            return answer({"error": SENTENCES.get(error.status, "Chưa hiểu yêu cầu này.")}, error.status)
        return response

    def _at_home(self, request: web.Request) -> bool:
        given, origin = request.headers.get(hdrs.HOST, ""), request.headers.get(hdrs.ORIGIN)
        with suppress(ValueError):
            host = URL(f"//{given}").host or ""
            known = host in self.hosts or f"[{host}]" in self.hosts
            return known and (origin is None or origin.partition("://")[2] == given)
        return False

    async def _page(self, _request: web.Request) -> web.StreamResponse:
        return web.FileResponse(PAGE / "index.html", headers={"Cache-Control": "no-cache"})

    async def _nothing(self, _request: web.Request) -> web.StreamResponse:
        return web.Response(status=204)

    async def _static(self, request: web.Request) -> web.StreamResponse:
        file = PAGE / request.match_info["name"]
        if not file.is_file():
            raise web.HTTPNotFound
        return web.FileResponse(file, headers={"Cache-Control": "no-cache"})

    async def _read(self, query: Callable[[Connection], Result]) -> Result:
        def run() -> Result:
            with self.reader.begin() as connection:
                return query(connection)

        return await asyncio.to_thread(run)

    async def _people(self, _request: web.Request) -> web.Response:
        known = await self._read(store.people)
        if self.demo:  # somebody new is always there, and first
            an = next((p for p in known if p["person"] == "an"), {"person": "an", "note": "người mới"})
            known = [an, *(p for p in known if p["person"] != "an")]
        return answer(
            {"people": known, "now": self._stamp(), "demo": self.demo, "programmes": self._programmes()}
        )

    def _stamp(self) -> str:
        return self.clock.now().astimezone(ZONE).isoformat(timespec="seconds")

    def _programmes(self) -> list[dict[str, Any]]:
        """Which programmes there are, whether they take entries now, and from when until when."""
        now = self.clock.now()
        return [self._dates(programme, now) for _, programme in self.turns.service.offered(None)]

    def _dates(self, programme: Programme, now: datetime) -> dict[str, Any]:
        windows = [window for _, window in programme.entries()]
        window = next((w for w in windows if w.holds(now)), windows[-1] if windows else None)
        return {
            "title": programme.short,
            "body": programme.body,
            "open": programme.takes(now),
            "from": window.first.isoformat() if window and window.opens else None,
            "to": window.last.isoformat() if window and window.closes else None,
        }

    async def _event(self, request: web.Request) -> web.Response:
        said = await read.event(request, self.files)
        lane = self._lane(said.person)
        early = lane.locked()  # written before the answer to the one before it was seen
        async with lane:
            words: dict[str, Any] = {**said.words, **({"early": True} if early else {})}
            if choice := words.get("choice"):
                offered = await self._read(lambda connection: store.choices(connection, said.person))
                words["choice"] = _meant(choice, offered)
            # A name is printable, so what stands before the line break is the whole name.
            external_id = f"{said.person}\n{words.pop('id', '') or uuid.uuid4().hex}"
            if said.files:
                await self.turns.write(lambda connection: register(connection, list(said.files)))
            received = Received(external_id, said.person, orjson.dumps(words), stored=said.files)
            try:
                return answer(await self._answered(received))
            except InboxFull:
                return answer({"error": "Trợ lý đang bận, nhờ anh/chị gửi lại sau ít giây."}, 503)

    def _lane(self, person: str) -> asyncio.Lock:
        """One after the other for each person, so that two requests keep their order."""
        return self._lanes.setdefault(person, asyncio.Lock())

    async def _answered(self, received: Received) -> dict[str, Any]:
        """What the turn said, read from the database: the same for a first request, a repeated one, a turn
        that was given up, and one that another process did. Raises `InboxFull`."""
        await self.turns.receive_and_answer("local", received)
        while True:
            ids = await self._read(lambda connection: store.replies(connection, received.external_id))
            if ids is not None:
                return await self._replies(received.address, ids)
            await asyncio.sleep(LOOK / 10)  # sent before, and its turn is still under way

    async def _replies(self, person: str, ids: list[int]) -> dict[str, Any]:
        shown = await self._shown(person, min(ids) - 1 if ids else _LAST)
        return {
            "replies": [message for message in shown["messages"] if message["id"] in ids],
            "asked": shown["asked"],
            "unanswered": shown["unanswered"],
        }

    async def _shown(self, person: str, after: int) -> dict[str, Any]:
        def query(connection: Connection) -> dict[str, Any]:
            return store.messages(connection, person, after, moments.load(connection, self.clock.offset))

        return await self._read(query)

    async def _messages(self, request: web.Request) -> web.Response:
        person, after = read.person(request.query.get("person")), read.number(request, "after")
        until = asyncio.get_running_loop().time() + min(LONGEST_WAIT, read.number(request, "wait"))
        while True:
            with self.channel.listening(person) as news:
                shown = await self._shown(person, after)
                left = until - asyncio.get_running_loop().time()
                if shown["messages"] or left <= 0:
                    return answer(shown)
                with suppress(TimeoutError):
                    await asyncio.wait_for(news.wait(), min(LOOK, left))

    async def _stored(self, request: web.Request) -> web.Response:
        person = read.person(request.query.get("person"))
        return answer(await self._read(lambda connection: store.stored(connection, person)))

    async def _file(self, request: web.Request) -> web.StreamResponse:
        person, sha256 = read.person(request.query.get("person")), request.match_info["sha256"]
        found = await self._read(lambda connection: store.file(connection, person, sha256))
        path = self.files.path(sha256)
        if found is None or not path.is_file():
            raise web.HTTPNotFound
        mime, name = found
        way = "inline" if mime.startswith(SHOWN) else "attachment"
        headers = {
            hdrs.CONTENT_TYPE: mime,
            hdrs.CONTENT_DISPOSITION: content_disposition_header(way, filename=name or "tep"),
            "Content-Security-Policy": f"sandbox; {POLICY}; style-src 'unsafe-inline'",
            "Cache-Control": "private, max-age=86400",
        }
        return web.FileResponse(path, headers=headers)

    async def _reset(self, request: web.Request) -> web.Response:
        if not self.demo:
            return answer({"error": "Chỉ làm được ở bản chạy thử."}, 403)
        person = read.person((await read.json(request)).get("person"))
        async with self._lane(person):  # what is being answered would miss its rows
            await self.turns.write(lambda connection: store.forget(connection, person))
        return answer({"person": person})

    async def _now(self, _request: web.Request) -> web.Response:
        return answer({"now": self._stamp()})

    async def _move(self, request: web.Request) -> web.Response:
        if not self.demo:
            return answer({"error": "Đồng hồ chỉ đổi được ở bản chạy thử."}, 403)
        try:
            moment = datetime.fromisoformat(str((await read.json(request)).get("now")))
        except ValueError:
            raise read.Bad(text="Chưa đọc được thời điểm này. Ví dụ: 2022-05-16T09:00:00+07:00.") from None
        moment = moment if moment.tzinfo else moment.replace(tzinfo=ZONE)
        if not 2000 <= moment.year <= 2100:
            raise read.Bad(text="Thời điểm phải trong khoảng năm 2000 đến 2100.")
        until, ahead = machine_now(), self.clock.offset
        await self.turns.write(lambda connection: moments.note_move(connection, until, ahead))
        await self.schedule.move(moment)
        return answer({"now": self._stamp()})

    async def _rehearsal(self, request: web.Request) -> web.Response:
        """The programmes that can be played, or what happens in one of them."""
        if not self.demo:
            return answer({"error": "Chỉ làm được ở bản chạy thử."}, 403)
        if "programme" not in request.query:
            return answer({"programmes": self._rehearsing.programmes(self.turns.service)})
        return answer(await self._rehearsing.play(self.turns.service, request))


_LAST = 2**62  # above every id: no messages, only what stands beside them


def _meant(choice: str, offered: list[dict[str, Any]]) -> str:
    """The value of the choice that a program named by its bare token or its label; else as it was given.

    A number goes on as it is: numbers belong to the open question.
    """
    if choice.isdigit() or ":" in choice:
        return choice
    for way in (
        lambda c: c["value"].rpartition(":")[2] == choice,
        lambda c: fold(c["label"]) == fold(choice),
    ):
        found = next(filter(way, offered), None)
        if found is not None:
            return str(found["value"])
    return choice
