"""The HTTP server: reads calls, plays faults, counts, answers."""

import asyncio
import re
import time
from collections import Counter, defaultdict, deque
from collections.abc import Callable
from types import TracebackType
from typing import Any, Literal, Self

import orjson
from aiohttp import web

from tests.fakes.zalo_bot.delivery import Polling, Update, Webhook
from tests.fakes.zalo_bot.people import Json, Shown, User

TEXT_LIMIT = 2000
LONGEST_POLL = 50

Fault = Literal["drop", "lost"] | int
"""`drop`: nothing was done; `lost`: it was, but the answer does not come; a number: that error."""


class Refusal(Exception):
    """An answer that is no success: with HTTP status 200, as Zalo does."""

    def __init__(self, code: int, description: str) -> None:
        super().__init__(f"{code} {description}")
        self.code, self.description = code, description


class FakeZaloBot:
    """One bot on 127.0.0.1. `out`: every call ends at a proxy that has nobody behind it. `quota`: messages in
    both directions until 429. `bare`: an empty poll is `{"ok": true}`. `envelope`, `twice`: see `Webhook`.
    `slow`: seconds between a message that is shown and the answer that says so."""

    def __init__(
        self,
        token: str = "4002:ZALO-TOKEN",  # noqa: S107
        *,
        clock: Callable[[], float] = time.time,
        patience: float = 0.01,
    ) -> None:
        self.token, self.port = token, 0
        self.users: dict[str, User] = {}
        self.files: dict[str, bytes] = {}
        self.calls: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.polling = Polling()
        self.webhook: Webhook | None = None
        self.out = self.bare = self.envelope = self.twice = False
        self.quota: int | None = None
        self.slow = 0.0
        self.webhook_changes = 10  # left today
        self.now = clock
        self._patience = patience
        self._ids = 0
        self._scripted: defaultdict[str, deque[Fault]] = defaultdict(deque)
        self._arrived = asyncio.Event()

    # What a test does.

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def user(self, number: int) -> User:
        """The person with this number."""
        user = User(self, number)
        return self.users.setdefault(user.id, user)

    def once(self, method: str, *faults: Fault) -> None:
        """The next calls of this method meet these faults, one each."""
        self._scripted[method].extend(faults)

    async def called(self, method: str, times: int = 1, seconds: float = 10.0) -> None:
        """Returns when the bot has called this method so often; fails when it does not."""
        async with asyncio.timeout(seconds):
            while self.calls[method] < times:
                self._arrived.clear()
                await self._arrived.wait()

    async def __aenter__(self) -> Self:
        self._runner = web.ServerRunner(web.Server(self._serve, access_log=None), shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.webhook is not None:
            await self.webhook.close()
        await self._runner.cleanup()

    # What users and methods ask of the server.

    def push(self, update: Json, chat: str = "") -> None:
        """An update for the bot, whoever it is from."""
        self._use_quota()
        (self.webhook or self.polling).offer([Update(chat, orjson.dumps(update))])

    def keep(self, data: bytes, suffix: str) -> str:
        """Stores a file; returns its address, on a host with a name."""
        name = f"{len(self.files) + 1}{suffix}"
        self.files[name] = data
        return f"http://localhost:{self.port}/media/{name}"

    def next_id(self) -> str:
        self._ids += 1
        return f"{self._ids:020x}"

    # HTTP.

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        if request.path.startswith("/media/"):
            return self._media(request.path.removeprefix("/media/"))
        if self.out:
            self._count(request.path.rpartition("/")[2])
            return web.Response(status=502, text="<html>Bad Gateway</html>", content_type="text/html")
        try:
            method = self._method(request.path)
            self._count(method)
            fault = self._scripted[method].popleft() if self._scripted[method] else None
            if fault == "drop":
                return _cut(request)
            if isinstance(fault, int):
                raise Refusal(fault, "As the test wants it")
            answer = await self._act(method, await _params(request))
        except Refusal as refusal:
            self.refused[f"{request.path.rpartition('/')[2]} {refusal}"] += 1
            answer = {"ok": False, "error_code": refusal.code, "description": refusal.description}
            fault = None
        return _cut(request) if fault == "lost" else _json(answer)

    def _media(self, name: str) -> web.Response:
        if name == "moved":
            return web.Response(status=302, headers={"Location": f"{self.url}/media/1.jpg"})
        data = self.files.get(name)
        return web.Response(status=404) if data is None else web.Response(body=data)

    def _count(self, method: str) -> None:
        self.calls[method] += 1
        self._arrived.set()

    def _method(self, path: str) -> str:
        token, _, name = path.removeprefix("/bot").partition("/")
        if token != self.token:
            raise Refusal(401, "Unauthorized")
        if name not in _METHODS:
            raise Refusal(404, "Not found")
        return name

    async def _act(self, method: str, params: Json) -> Json:
        result = await _METHODS[method](self, params)
        return {"ok": True} if result is None else {"ok": True, "result": result}

    async def get_me(self, params: Json) -> Json:
        about = {"id": "1459", "account_name": "bot.SangKienThu", "account_type": "BASIC"}
        return {**about, "can_join_groups": False}

    async def get_updates(self, params: Json) -> Json | None:
        if self.webhook is not None:
            raise Refusal(400, "Bad request: a webhook is set")
        body = await self.polling.poll(min(float(params.get("timeout", 30)), LONGEST_POLL))
        if body is None and not self.bare:
            raise Refusal(408, "Request timeout")
        return None if body is None else dict(orjson.loads(body))

    async def set_webhook(self, params: Json) -> Json:
        url, secret = str(params.get("url") or ""), str(params.get("secret_token") or "")
        if not re.match(r"https://|http://(127\.0\.0\.1|localhost)[:/]", url):
            raise Refusal(400, "Bad request: url")
        if not 8 <= len(secret) <= 256:
            raise Refusal(400, "Bad request: secret_token")
        if not self.webhook_changes:
            raise Refusal(429, "Quota exceeded")
        self.webhook_changes -= 1
        if self.webhook is not None:
            await self.webhook.close()
        self.webhook = Webhook(url, secret, self.envelope, self.twice, self._patience)
        verification = await self.webhook.verify(int(self.now()))  # it stays, whatever that says
        return {"url": url, "updated_at": int(self.now() * 1000), "verification": verification}

    async def delete_webhook(self, params: Json) -> Json:
        if self.webhook is None:
            raise Refusal(400, "Bad request: no webhook is set")
        await self.webhook.close()
        self.webhook = None
        return {"url": "", "updated_at": int(self.now() * 1000)}

    async def get_webhook_info(self, params: Json) -> Json:
        return {"url": self.webhook.url if self.webhook else "", "updated_at": int(self.now() * 1000)}

    async def send_message(self, params: Json) -> Json:
        user, text = self.users.get(str(params.get("chat_id"))), params.get("text")
        if user is None or not user.known:
            raise Refusal(400, "Bad request: chat_id")
        if not isinstance(text, str) or not 1 <= len(text.encode("utf-16-le")) // 2 <= TEXT_LIMIT:
            raise Refusal(400, "Bad request: text")
        if not text.strip():
            raise Refusal(400, "Bad request: text is empty")
        if not self._use_quota():
            raise Refusal(429, "Quota exceeded")
        shown = Shown(self.next_id(), text)
        user.show(shown)
        await asyncio.sleep(self.slow)
        return {"message_id": shown.message_id, "date": int(self.now() * 1000)}

    def _use_quota(self) -> bool:
        if self.quota is not None:
            self.quota -= 1
        return self.quota is None or self.quota >= 0


_METHODS: dict[str, Callable[[FakeZaloBot, Json], Any]] = {
    "getMe": FakeZaloBot.get_me,
    "getUpdates": FakeZaloBot.get_updates,
    "setWebhook": FakeZaloBot.set_webhook,
    "deleteWebhook": FakeZaloBot.delete_webhook,
    "getWebhookInfo": FakeZaloBot.get_webhook_info,
    "sendMessage": FakeZaloBot.send_message,
}


async def _params(request: web.BaseRequest) -> Json:
    """From JSON, a form or the query."""
    if request.content_type != "application/json":
        return {**request.query, **await request.post()}
    try:
        given = orjson.loads(await request.read() or b"{}")
    except orjson.JSONDecodeError:
        raise Refusal(400, "Bad request: no JSON") from None
    if not isinstance(given, dict):
        raise Refusal(400, "Bad request: no object")
    return given


def _cut(request: web.BaseRequest) -> web.Response:
    """Ends the connection without an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def _json(answer: Json) -> web.Response:
    return web.Response(body=orjson.dumps(answer), content_type="application/json")
