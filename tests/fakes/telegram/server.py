"""The HTTP server: reads calls, plays faults, counts, answers."""

import asyncio
import random
import re
import time
from collections import Counter, defaultdict, deque
from collections.abc import Callable
from types import TracebackType
from typing import Self

import orjson
from aiohttp import web

from tests.fakes.telegram import control, rules, wire
from tests.fakes.telegram.delivery import LONGEST_POLL, Polling, Update, Webhook
from tests.fakes.telegram.limits import Gate
from tests.fakes.telegram.methods import METHODS
from tests.fakes.telegram.people import Json, Shown, User
from tests.fakes.telegram.rules import Fault, Faults, Params, Refusal, bad

_DEFAULT_UPDATES = frozenset({"message", "edited_message", "callback_query", "my_chat_member"})


class FakeTelegram:
    """One bot's Bot API on 127.0.0.1; `port` 0 takes a free one.

    `clock` gives the seconds since 1970 that messages are dated with. `patience` multiplies the waits before
    a webhook is called again. `seed` makes the faults the same in every run.
    """

    def __init__(
        self,
        token: str = "123456:TEST-TOKEN",  # noqa: S107
        *,
        port: int = 0,
        seed: int = 1,
        patience: float = 1.0,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.token, self.port = token, port
        self.me: Json = {"id": int(token.partition(":")[0]), "is_bot": True, "first_name": "Sáng kiến"}
        self.me["username"] = "sangkien_test_bot"
        self.users: dict[int, User] = {}
        self.moved: dict[int, int] = {}
        self.commands: dict[str, list[tuple[str, str]]] = {}
        self.files: dict[str, tuple[str, bytes]] = {}
        self.questions: dict[str, float] = {}
        self.faults, self.gate = Faults(), Gate()
        self.calls: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.webhook: Webhook | None = None
        self._dice = random.Random(seed)
        self.polling = Polling(self.faults, self._dice)
        self._patience, self._clock, self._ahead = patience, clock, 0.0
        self._allowed = _DEFAULT_UPDATES
        self._next_update = 700_000_000
        self._scripted: defaultdict[str, deque[Fault]] = defaultdict(deque)
        self._arrived = asyncio.Event()

    # What a test does.

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def user(self, id: int, language: str = "vi") -> User:
        """The person with this id; the chat exists for the bot from their first deed on."""
        if id not in self.users:
            self.users[id] = User(self, id, language)
        return self.users[id]

    def once(self, method: str, *faults: Fault) -> None:
        """The next calls of this method meet these faults, one each."""
        self._scripted[method].extend(faults)

    async def called(self, method: str, times: int = 1, seconds: float = 10.0) -> None:
        """Returns when the bot has called this method so often; fails when it does not."""
        async with asyncio.timeout(seconds):
            while self.calls[method] < times:
                self._arrived.clear()
                await self._arrived.wait()

    def now(self) -> float:
        return self._clock() + self._ahead

    def advance(self, seconds: float) -> None:
        """Lets time pass for this server alone."""
        self._ahead += seconds

    async def __aenter__(self) -> Self:
        self._runner = web.ServerRunner(web.Server(self._serve, access_log=None), shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port).start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.polling.conflict("the server stops")
        if self.webhook is not None:
            await self.webhook.close()
        await self._runner.cleanup()

    # What users and methods ask of the server.

    def push(self, kind: str, chat: int, content: Json) -> None:
        """Makes an update, unless the bot has asked for other types only."""
        if kind not in self._allowed:
            return
        self._next_update += 1
        body = orjson.dumps({"update_id": self._next_update, kind: content})
        receiver = self.webhook or self.polling
        receiver.offer([Update(self._next_update, chat, body)])

    def ask(self, user: User, shown: Shown, data: str) -> None:
        """A pressed button: the bot has 150 s to answer it."""
        query = str(self._dice.getrandbits(62))
        self.questions[query] = self.now()
        content = {"id": query, "from": user.profile, "message": shown.raw, "chat_instance": str(user.id)}
        self.push("callback_query", user.id, {**content, "data": data})

    def keep(self, data: bytes, folder: str, suffix: str) -> Json:
        """Stores a file; returns the fields every kind of file has."""
        file_id = f"file-{len(self.files) + 1:08}"
        self.files[file_id] = (f"{folder}/{file_id}{suffix}", data)
        return {"file_id": file_id, "file_unique_id": file_id[-8:], "file_size": len(data)}

    # HTTP.

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        path = request.path
        if path.startswith("/control/"):
            return await control.serve(self, request)
        if path.startswith("/file/bot"):
            return self._download(path.removeprefix("/file/bot"))
        response = await self._answer(request, path)
        if self.faults.latency_ms and not path.lower().endswith("/getupdates"):
            await asyncio.sleep(self.faults.latency_ms / 1000)
        return response

    async def _answer(self, request: web.BaseRequest, path: str) -> web.Response:
        try:
            method = self._method(path)
            params = await wire.params(request)
            self.calls[method] += 1
            self._arrived.set()
            fault = self._fault(method)
            if fault == "drop":
                return wire.cut(request)
            chat = rules.integer(params, "chat_id") if str(params.get("chat_id", "")).isdigit() else 0
            self._refuse(method, chat, fault)
            body = await self._act(method, params)
            if method in _MESSAGES:
                self.gate.hear(chat, self.now())
        except Refusal as refusal:
            self.refused[f"{path.rpartition('/')[2]} {refusal.status} {refusal.description}"] += 1
            return wire.refused(refusal)
        return wire.cut(request) if fault == "lost" else wire.ok(body)

    def _method(self, path: str) -> str:
        token, _, name = path.removeprefix("/bot").partition("/")
        if not path.startswith("/bot") or not name:
            raise Refusal(404, "Not Found")
        if token != self.token:
            raise Refusal(401, "Unauthorized")
        if name.lower() not in _NAMES:
            raise Refusal(404, "Not Found: method not found")
        return _NAMES[name.lower()]

    async def _act(self, method: str, params: Params) -> bytes:
        if method == "getUpdates":
            return b"[%b]" % b",".join(await self._get_updates(params))
        if method in {"setWebhook", "deleteWebhook"}:
            await self._set_webhook(params if method == "setWebhook" else {**params, "url": ""})
            return b"true"
        return orjson.dumps(METHODS[method](self, params))

    def _fault(self, method: str) -> Fault | None:
        if scripted := self._scripted.get(method):
            return scripted.popleft()
        return self.faults.draw(method, self._dice)

    def _refuse(self, method: str, chat: int, fault: Fault | None) -> None:
        """Besides the fault: a chat that was told to wait and did not is told again."""
        if fault == "429":
            seconds = self.faults.retry_after
            if chat:
                self.gate.close(chat, seconds, self.now())
        else:
            seconds = self.gate.refuse(chat, method in _MESSAGES, self.now())
        if seconds:
            raise Refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
        if fault == "500":
            raise Refusal(500, "Internal Server Error")
        if fault == "502":
            raise Refusal(502, "Bad Gateway")

    async def _get_updates(self, params: Params) -> list[bytes]:
        if self.webhook is not None:
            raise Refusal(
                409,
                "Conflict: can't use getUpdates method while webhook is active;"
                " use deleteWebhook to delete the webhook first",
            )
        limit = rules.integer(params, "limit", 100)
        if not 1 <= limit <= 100:
            raise bad("limit must be between 1 and 100")
        self._allow(params)
        seconds = min(rules.integer(params, "timeout"), LONGEST_POLL)
        return await self.polling.poll(rules.integer(params, "offset"), limit, seconds)

    async def _set_webhook(self, params: Params) -> None:
        url, secret = str(params.get("url") or ""), str(params.get("secret_token") or "")
        limit = rules.integer(params, "max_connections", 40)
        if url and not re.match(r"https://|http://(127\.0\.0\.1|localhost)[:/]", url):
            raise bad("bad webhook: An HTTPS URL must be provided for webhook")
        if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
            raise bad("secret token contains unallowed characters")
        if not 1 <= limit <= 100:
            raise bad("max_connections must be between 1 and 100")
        if self.webhook is not None:
            left = await self.webhook.close()
            self.webhook = None
            self.polling.offer(left)
        self._allow(params)
        if str(params.get("drop_pending_updates", "")).lower() == "true":
            self.polling.waiting.clear()
        if url:
            self.polling.conflict("terminated by setWebhook request")
            self.webhook = Webhook(url, secret, limit, self._patience, self.faults, self._dice)
            self.webhook.offer(self.polling.waiting)
            self.polling.waiting.clear()

    def _allow(self, params: Params) -> None:
        """Kept from call to call; what was made before stays."""
        allowed = rules.decoded(params, "allowed_updates")
        if isinstance(allowed, list):
            self._allowed = frozenset(map(str, allowed)) or _DEFAULT_UPDATES

    def _download(self, path: str) -> web.Response:
        token, _, name = path.partition("/")
        stored, data = self.files.get(name.rpartition("/")[2].partition(".")[0], ("", b""))
        if token != self.token or stored != name:
            return web.Response(status=404)
        return web.Response(body=data)


_MESSAGES = {name for name in METHODS if name.startswith("send")} - {"sendChatAction"}
_NAMES = {name.lower(): name for name in [*METHODS, "getUpdates", "setWebhook", "deleteWebhook"]}
