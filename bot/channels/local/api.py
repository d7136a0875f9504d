"""The local chat's JSON API. It is a channel like the others: an event in, replies out after the commit."""

import asyncio
import unicodedata
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import orjson
from aiohttp import BodyPartReader, web
from sqlalchemy import Connection, Engine

from bot.channels.base import FetchError, InboxFull, Received
from bot.channels.local import store
from bot.channels.local.channel import Local
from bot.clock import Clock
from bot.files import LIMIT, Files, register
from bot.schedule import Schedule
from bot.turns import Answered, Turns
from handlers.events import Attachment

PAGE = Path(__file__).parent / "page"
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
LONGEST_NAME = 40
LONGEST_TEXT = 100_000
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
Result = TypeVar("Result")


class _Bad(web.HTTPBadRequest):
    def __init__(self, error: str) -> None:
        super().__init__(text=orjson.dumps({"error": error}).decode(), content_type="application/json")


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
    waiting: Counter[str]

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
        ]

    @web.middleware
    async def guard(self, request: web.Request, handler: Any) -> web.StreamResponse:
        """Only pages of this very host may ask: a foreign page must not speak through somebody's browser."""
        if request.path == "/" or request.path.startswith("/chat"):
            host = request.headers.get("Host", "").rsplit(":", 1)[0].lower()
            origin = request.headers.get("Origin", "")
            if host not in self.hosts or (
                origin and origin.split("//")[-1] != request.headers.get("Host", "")
            ):
                return answer({"error": "Địa chỉ này không được phép."}, 403)
        response: web.StreamResponse = await handler(request)
        if not response.prepared:
            response.headers.update(HEADERS)
        return response

    async def _page(self, _request: web.Request) -> web.StreamResponse:
        return web.FileResponse(PAGE / "index.html")

    async def _nothing(self, _request: web.Request) -> web.StreamResponse:
        return web.Response(status=204)

    async def _static(self, request: web.Request) -> web.StreamResponse:
        file = PAGE / request.match_info["name"]
        if not file.is_file():
            raise web.HTTPNotFound
        return web.FileResponse(file, headers={"Cache-Control": "no-cache"})

    async def _read(self, read: Callable[[Connection], Result]) -> Result:
        def run() -> Result:
            with self.reader.begin() as connection:
                return read(connection)

        return await asyncio.to_thread(run)

    async def _people(self, _request: web.Request) -> web.Response:
        known = await self._read(store.people)
        if self.demo and not any(p["person"] == "an" for p in known):
            known.insert(0, {"person": "an", "note": "người mới"})
        return answer(
            {"people": known, "now": self._stamp(), "demo": self.demo, "programme": self._programme()}
        )

    def _stamp(self) -> str:
        return self.clock.now().astimezone(ZONE).isoformat(timespec="seconds")

    def _programme(self) -> dict[str, Any] | None:
        service = self.turns.service
        if not service.current:
            return None
        programme, now = service.programmes[service.current[0]], self.clock.now()
        phase = programme.open_phase(now)
        window = (phase or programme.phases[-1]).entry
        return {
            "title": programme.short,
            "open": phase is not None,
            "from": window.opens.date().isoformat(),
            "to": (window.closes.astimezone(ZONE) - (datetime.resolution * 1)).date().isoformat(),
        }

    async def _event(self, request: web.Request) -> web.Response:
        person, said, files = await self._said(request)
        if self.waiting[person]:
            said["early"] = True
        external_id = f"{person}:{said.pop('id', None) or uuid.uuid4().hex}"
        self.waiting[person] += 1
        try:
            if files:
                await self.turns.write(lambda connection: register(connection, files))
            received = Received(external_id, person, orjson.dumps(said), stored=tuple(files))
            answered = await self.turns.receive_and_answer("local", received)
        except InboxFull:
            return answer({"error": "Trợ lý đang bận, nhờ anh/chị gửi lại sau ít giây."}, 503)
        finally:
            self.waiting[person] -= 1
            if not self.waiting[person]:
                del self.waiting[person]
        return await self._replies(person, answered)

    async def _replies(self, person: str, answered: Answered) -> web.Response:
        first = min((key for key, _ in answered.replies), default=0)
        shown, asked = await self._read(lambda connection: store.messages(connection, person, first - 1))
        mine = {key for key, _ in answered.replies}
        return answer({"replies": [m for m in shown if m["id"] in mine], "asked": answered.asked or asked})

    async def _said(self, request: web.Request) -> tuple[str, dict[str, Any], list[Attachment]]:
        if request.content_type == "multipart/form-data":
            return await self._multipart(request)
        try:
            body = orjson.loads(await request.read())
        except orjson.JSONDecodeError:
            raise _Bad("Nội dung gửi lên phải là JSON.") from None
        if not isinstance(body, dict):
            raise _Bad("Nội dung gửi lên phải là một đối tượng JSON.")
        said = {key: body[key] for key in ("id", "text", "choice") if isinstance(body.get(key), str)}
        if not said.get("text") and not said.get("choice"):
            raise _Bad("Thiếu nội dung: cần text hoặc choice.")
        return _person(body.get("person")), _checked(said), []

    async def _multipart(self, request: web.Request) -> tuple[str, dict[str, Any], list[Attachment]]:
        fields: dict[str, str] = {}
        paths: list[tuple[Path, str]] = []
        try:
            async for part in await request.multipart():
                if not isinstance(part, BodyPartReader):
                    continue
                if part.filename:
                    paths.append((await self._bytes(part), part.filename))
                elif part.name:
                    fields[part.name] = (await part.read(decode=True)).decode("utf-8", "replace")
            person = _person(fields.get("person"))
            voice = fields.get("voice", "")
            files = [await self._kept(path, name, voice) for path, name in paths]
        finally:
            for path, _ in paths:
                path.unlink(missing_ok=True)
        said: dict[str, Any] = {key: fields[key] for key in ("id", "text") if fields.get(key)}
        if len(files) > 1:
            said["group"] = uuid.uuid4().hex
        if not files and not said.get("text"):
            raise _Bad("Thiếu nội dung: cần text hoặc file.")
        return person, _checked(said), files

    async def _bytes(self, part: BodyPartReader) -> Path:
        target, size = self.files.incoming(), 0
        with target.open("wb") as file:
            while chunk := await part.read_chunk(1 << 16):
                size += len(chunk)
                if size <= LIMIT + 1:
                    file.write(chunk)
        return target

    async def _kept(self, path: Path, name: str, voice: str) -> Attachment:
        seconds = int(float(voice)) if voice.replace(".", "", 1).isdigit() else None
        try:
            kind = "voice" if voice else "document"
            return await asyncio.to_thread(self.files.keep, path, kind, name, seconds)  # type: ignore[arg-type]
        except FetchError as error:
            return Attachment(name=name[:120], problem=error.problem)

    async def _messages(self, request: web.Request) -> web.Response:
        person = _person(request.query.get("person"))
        after, wait = _number(request, "after"), min(25, _number(request, "wait"))
        shown, asked = await self._read(lambda connection: store.messages(connection, person, after))
        if not shown and wait:
            await self.channel.news(person, wait)
            await asyncio.sleep(0.05)  # a turn's messages are sent one by one
            shown, asked = await self._read(lambda connection: store.messages(connection, person, after))
        return answer({"messages": shown, "asked": asked})

    async def _stored(self, request: web.Request) -> web.Response:
        person = _person(request.query.get("person"))
        return answer(await self._read(lambda connection: store.stored(connection, person)))

    async def _file(self, request: web.Request) -> web.StreamResponse:
        person, sha256 = _person(request.query.get("person")), request.match_info["sha256"]
        path = self.files.path(sha256)
        if (
            not await self._read(lambda connection: store.may_see(connection, person, sha256))
            or not path.is_file()
        ):
            raise web.HTTPNotFound
        return web.FileResponse(path, headers={"Content-Disposition": "inline"})

    async def _reset(self, request: web.Request) -> web.Response:
        if not self.demo:
            return answer({"error": "Chỉ làm được ở bản chạy thử."}, 403)
        person = _person((await _json(request)).get("person"))
        await self.turns.write(lambda connection: store.forget(connection, person))
        return answer({"person": person})

    async def _now(self, _request: web.Request) -> web.Response:
        return answer({"now": self._stamp()})

    async def _move(self, request: web.Request) -> web.Response:
        if not self.demo:
            return answer({"error": "Đồng hồ chỉ đổi được ở bản chạy thử."}, 403)
        try:
            moment = datetime.fromisoformat(str((await _json(request)).get("now")))
        except ValueError:
            raise _Bad("Chưa đọc được thời điểm này. Ví dụ: 2022-05-16T09:00:00+07:00.") from None
        moment = moment if moment.tzinfo else moment.replace(tzinfo=ZONE)
        if not 2000 <= moment.year <= 2100:
            raise _Bad("Thời điểm phải trong khoảng năm 2000 đến 2100.")
        await self.schedule.move(moment)
        return answer({"now": self._stamp()})


def _person(name: Any) -> str:
    text = unicodedata.normalize("NFC", name).strip() if isinstance(name, str) else ""
    if not text or len(text) > LONGEST_NAME or not all(c.isprintable() for c in text):
        raise _Bad(f"Thiếu tên người nhắn (person), tối đa {LONGEST_NAME} chữ.")
    return text


def _checked(said: dict[str, Any]) -> dict[str, Any]:
    if len(said.get("text", "")) > LONGEST_TEXT:
        raise _Bad("Tin dài quá. Nhờ anh/chị chia thành vài tin, hoặc gửi tệp.")
    return {key: str(value)[:200] if key in ("id", "choice") else value for key, value in said.items()}


def _number(request: web.Request, name: str) -> int:
    value = request.query.get(name, "0")
    if not value.isdigit() or len(value) > 15:
        raise _Bad(f"{name} phải là số.")
    return int(value)


async def _json(request: web.Request) -> dict[str, Any]:
    try:
        body = orjson.loads(await request.read())
    except orjson.JSONDecodeError:
        raise _Bad("Nội dung gửi lên phải là JSON.") from None
    return body if isinstance(body, dict) else {}
