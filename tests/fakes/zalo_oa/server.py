"""The HTTP server: tokens, messages, templates, uploads, files people sent."""

import asyncio
import time
from collections import Counter, defaultdict, deque
from collections.abc import Callable
from types import TracebackType
from typing import Any, Literal, Self

import orjson
from aiohttp import web
from pydantic import SecretStr

from bot.channels.zalo_oa import Config
from tests.fakes.zalo_oa import rules
from tests.fakes.zalo_oa.consent import Consent
from tests.fakes.zalo_oa.delivery import Webhook, signature
from tests.fakes.zalo_oa.people import Shown, User
from tests.fakes.zalo_oa.rules import Approved, Json, Refusal

Fault = Literal["500", "drop", "lost"] | int
"""An answer with that status or error code; "drop": cut before acting; "lost": acted, then cut."""
VERIFIER = "a-verifier-of-forty-three-letters-exactly-0"


class FakeZaloOA:
    """One account on 127.0.0.1. `signed` is the way events are signed; `patience` multiplies the waits before
    the webhook is called again; `clock` gives seconds since 1970."""

    app_id, oa_id = "1700000000000000017", "4300000000000000043"
    app_secret, secret_key = "the-app-secret", "the-oa-secret-key"

    def __init__(
        self, *, clock: Callable[[], float] = time.time, signed: str = "app_id-header-secret_key",
        patience: float = 0.0,
    ) -> None:  # fmt: skip
        self.port = 0
        self.signed, self.shapes, self.night = signed, frozenset({"attachment", "template"}), False
        self.proof = False
        self.consent = Consent(self.app_id, self.app_secret, self.now)
        self.users: dict[str, User] = {}
        self.templates: dict[str, Approved] = {}
        self.about: Json = {"name": "LĐLĐ tỉnh", "is_verified": True}
        self.calls: Counter[str] = Counter()
        self.refused: Counter[int] = Counter()
        self.webhook: Webhook | None = None
        self.waiting: list[Json] = []
        self.bodies: list[Json] = []
        self.uploads: dict[str, tuple[bytes, float]] = {}
        self._kept: dict[str, bytes] = {}
        self._scripted: defaultdict[str, deque[Fault]] = defaultdict(deque)
        self._clock, self._patience, self._ahead, self._ids = clock, patience, 0.0, 0

    # What a test does.

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def config(self, **more: Any) -> Config:
        """Of a channel for this account."""
        known: Json = {
            "app_id": self.app_id, "oa_id": self.oa_id, "app_secret": SecretStr(self.app_secret),
            "secret_key": SecretStr(self.secret_key), "callback_url": "https://union.example/zalo",
            "verifier": SecretStr(VERIFIER), "api_url": self.url, "business_url": self.url,
            "oauth_url": self.url, "media_hosts": frozenset({"127.0.0.1"}), "pushes_per_second": 1000,
        }  # fmt: skip
        return Config(**{**known, **more})

    def user(self, id: str) -> User:
        if id not in self.users:
            self.users[id] = User(self, id)
        return self.users[id]

    def call(self, url: str) -> Webhook:
        """From now on events go there."""
        self.webhook = Webhook(url, self.sign, self._patience)
        return self.webhook

    def once(self, path: str, *faults: Fault) -> None:
        """The next calls of paths that end so meet these faults, one each."""
        self._scripted[path].extend(faults)

    def now(self) -> float:
        return self._clock() + self._ahead

    def advance(self, seconds: float) -> None:
        """Lets time pass for this server alone."""
        self._ahead += seconds

    def next_id(self) -> str:
        self._ids += 1
        return f"{self._ids:020x}"

    def keep(self, data: bytes, suffix: str) -> str:
        """Where a file somebody sent can be fetched."""
        name = f"{len(self._kept)}{suffix}"
        self._kept[name] = data
        return f"{self.url}/media/{name}"

    def push(self, event: Json) -> None:
        """An event for the service; it waits as long as there is no webhook."""
        whole = {"app_id": self.app_id, "timestamp": str(int(self.now() * 1000)), **event}
        if self.webhook is None:
            self.waiting.append(whole)
        else:
            self.webhook.offer(whole)

    def sign(self, raw: bytes, stamp: str) -> dict[str, str]:
        """The headers of an event."""
        first, time_, secret = self.signed.split("-")
        headers = {}
        if time_ == "header":
            stamp = str(int(stamp or 0) + 1)  # so that one can't pass for the other
            headers["X-ZEvent-Timestamp"] = stamp
        headers["X-ZEvent-Signature"] = signature(getattr(self, first), raw, stamp, getattr(self, secret))
        return headers

    async def __aenter__(self) -> Self:
        self._runner = web.ServerRunner(web.Server(self._serve, access_log=None), shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port).start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.webhook is not None:
            await self.webhook.close()
        await self._runner.cleanup()

    # HTTP.

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        path = request.path
        self.calls[path] += 1
        if path.startswith("/media/"):
            data = self._kept.get(path.removeprefix("/media/"))
            return web.Response(status=404) if data is None else web.Response(body=data)
        waiting = next((faults for end, faults in self._scripted.items() if path.endswith(end)), None)
        fault = waiting.popleft() if waiting else None
        if fault == "500":
            return web.Response(status=500, text="<html>")
        if fault == "drop":
            return _cut(request)
        answer = await self._answer(request, path, fault)
        return _cut(request) if fault == "lost" else web.json_response(answer, dumps=_dumps)

    async def _answer(self, request: web.BaseRequest, path: str, fault: Fault | None) -> Json:
        if path == "/v4/oa/access_token":
            form = {name: str(value) for name, value in (await request.post()).items()}
            return self.consent.answer(form, request.headers.get("secret_key", ""))
        try:
            if isinstance(fault, int):
                raise Refusal(fault, "as the test wishes")
            self._admit(request)
            return {"error": 0, "message": "Success", "data": await self._act(request, path)}
        except Refusal as refusal:
            self.refused[refusal.code] += 1
            return {"error": refusal.code, "message": refusal.message}

    def _admit(self, request: web.BaseRequest) -> None:
        token = request.headers.get("access_token", "")
        if not token or token != self.consent.access:
            raise Refusal(-216, "Access token is invalid")
        if self.now() > self.consent.until:
            raise Refusal(-220, "access_token is expired or removed")
        if self.proof and len(request.headers.get("appsecret_proof", "")) != 64:
            raise Refusal(-242, "appsecret_proof is invalid")

    async def _act(self, request: web.BaseRequest, path: str) -> Json:
        if path == "/v2.0/oa/getoa" and request.method == "GET":
            return {"oaid": self.oa_id, "package_name": "Growth", **self.about}
        if path.startswith("/v2.0/oa/upload/"):
            return await self._upload(request, path.rpartition("/")[2])
        body = orjson.loads(await request.read())
        self.bodies.append(body)
        match path:
            case "/v3.0/oa/message/cs":
                return self._say(body)
            case "/v3.0/oa/message/template":
                return self._template(body, self.users.get(body.get("user_id", "")), by_uid=True)
            case "/message/template":
                return self._template(body, self._owner(body.get("phone", "")), by_uid=False)
        raise Refusal(-240, "This API is no longer supported")

    async def _upload(self, request: web.BaseRequest, kind: str) -> Json:
        part = (await request.post()).get("file")
        if not isinstance(part, web.FileField):
            raise Refusal(-201, "file is missing")
        data = part.file.read()
        rules.upload(kind, data)
        token = f"{kind}-{len(self.uploads) + 1}"
        self.uploads[token] = (data, self.now() + 7 * rules.DAY)
        return {"attachment_id" if kind == "image" else "token": token}

    def _say(self, body: Json) -> Json:
        said = rules.message(body, self.shapes)
        user = self.users.get(body["recipient"]["user_id"])
        if user is None:
            raise Refusal(-213, "User has not followed OA")
        if user.restricted:
            raise Refusal(-244, "User has restricted this message type from your OA")
        shown = Shown(self.next_id(), said.get("text", ""), billed=rules.window(user.last, self.now()))
        payload = said.get("attachment", {}).get("payload", {})
        shown.buttons = [(button["title"], button["payload"]) for button in payload.get("buttons", ())]
        element = payload.get("elements", [{}])[0]
        if token := payload.get("token") or element.get("attachment_id"):
            shown.kind, shown.data = token.partition("-")[0], self._uploaded(token)
        elif payload.get("template_type") == "request_user_info":
            shown.kind, shown.data = "request_user_info", element
        return self._show(user, shown, "message_id")

    def _template(self, body: Json, user: User | None, by_uid: bool) -> Json:
        rules.template(body, self.templates, by_uid, self.now(), self.night)
        if user is None:
            raise Refusal(-201, "user_id is invalid") if by_uid else Refusal(-118, "No Zalo account")
        data = {"id": body["template_id"], "way": "user_id" if by_uid else "phone", **body["template_data"]}
        return self._show(
            user, Shown(self.next_id(), kind="template", data=data), "message_id" if by_uid else "msg_id"
        )

    def _show(self, user: User, shown: Shown, field: str) -> Json:
        asyncio.get_running_loop().call_soon(user.show, shown)
        return {field: shown.message_id, "user_id": user.id, "sent_time": str(int(self.now() * 1000))}

    def _owner(self, phone: str) -> User | None:
        if not phone.startswith("84") or not phone.isdecimal():
            raise Refusal(-108, "Phone number is invalid")
        return next((user for user in self.users.values() if user.phone == phone), None)

    def _uploaded(self, token: str) -> bytes:
        data, until = self.uploads.get(token, (b"", 0.0))
        if self.now() > until:
            raise Refusal(-100, "Attachment is expired")
        return data


def _cut(request: web.BaseRequest) -> web.Response:
    """Ends the connection without an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def _dumps(value: Any) -> str:
    return orjson.dumps(value).decode()
