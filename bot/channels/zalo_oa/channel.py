"""The channel of a Zalo Official Account."""

import asyncio
import hashlib
import hmac
import logging
import random
import uuid
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import orjson

from bot.channels.base import (
    Call,
    Capabilities,
    FetchError,
    FileRef,
    Leave,
    Message,
    Push,
    Receive,
    SendError,
    Sent,
)
from bot.channels.zalo_oa import oauth, policy, updates
from bot.channels.zalo_oa.config import Config
from bot.channels.zalo_oa.errors import LOUD, Refused, judge
from bot.channels.zalo_oa.http import CALL_TIMEOUT, Http, is_within
from bot.channels.zalo_oa.render import CARRIES, MOST_BUTTONS, TEXT_LIMIT, attached, render, without_buttons
from bot.channels.zalo_oa.signature import matching
from bot.channels.zalo_oa.tokens import Sleep, Tokens, Write
from bot.channels.zalo_oa.uploads import Form, Uploads
from bot.clock import machine_now
from bot.metrics import METRICS
from handlers.events import Attachment, Event
from storage import settings as stored_settings
from storage.grants import Pair

log = logging.getLogger(__name__)

SIGNED: Final = "zalo_oa.signature"
"""Where the database keeps the way in which events are signed."""
_MESSAGE: Final = "/v3.0/oa/message/cs"
_TEMPLATES: Final = {"user_id": "/v3.0/oa/message/template", "phone": "/message/template"}
_OTHERWISE: Final = frozenset({"window", "recipient", "elsewhere"})
"""Refusals after which a template may still arrive the other way."""


class ZaloOA:
    """One Official Account; it is called at /zalo/oa/webhook.

    `files` finds a stored file by its checksum; `write` does short storage work, for the tokens.
    """

    name = "zalo_oa"

    def __init__(
        self,
        config: Config,
        *,
        files: Callable[[str], Path],
        write: Write,
        owner: str,
        now: Callable[[], datetime] = machine_now,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self.capabilities = Capabilities(
            buttons=0 if config.buttons == "lines" else MOST_BUTTONS,
            text_length=TEXT_LIMIT,
            pushes_per_second=config.pushes_per_second,
            pushes_per_chat=1,
            repeat_unknown=False,
            carries=CARRIES,
            window=policy.window(config),
            gathers="message.text",
            tells=frozenset({"quote"}),
            asks_contact=bool(config.logo_url),
        )
        self.start_link = ""
        self.config = config
        self.noted: Counter[str] = Counter()
        self.signed_by = ""
        self._write, self._now = write, now
        self._http = Http()
        self.tokens = Tokens(self._refresh, write, owner, now, sleep)
        self._uploads = Uploads(files, self._upload, now)

    def parse(self, raw: bytes, attachments: tuple[Attachment, ...]) -> Event:
        return updates.parse(raw, attachments, self.config.human_minutes)

    def render(self, message: Message, address: str) -> list[Call]:
        return render(message, address, self.config.buttons, self.config.logo_url)

    def may_push(self, push: Push, now: datetime) -> Leave:
        return policy.may_push(push, now, self.config)

    async def send(self, call: Call) -> Sent:
        """Raises `SendError`; what a person must see to is said loudly besides."""
        try:
            return await self._send(call)
        except Refused as error:
            if error.kind in LOUD:
                log.error("The Official Account can't send: %s", error)
                METRICS.alarms.labels(self.name, error.kind).inc()
            raise

    async def fetch(self, file: FileRef, target: Path, limit: int) -> None:
        url, _, checksum = file.ref.partition("#")
        if file.size > limit:
            raise FetchError("file.too-large")
        if not is_within(url, self.config.media_hosts):
            log.warning("A file lies at a host that ZALO_MEDIA_HOSTS does not name.")
            raise FetchError("file.unavailable")
        found = await self._http.download(url, target, limit)
        if checksum and found != checksum.lower():
            log.warning("A file's checksum differs from what its event said.")

    async def run(self, receive: Receive) -> None:
        """It is called; meanwhile its tokens are kept fresh."""
        await self.tokens.run()

    async def close(self) -> None:
        await self._http.close()

    # What the webhook hands over.

    async def signed(self, raw: bytes, headers: Mapping[str, str], update: Mapping[str, Any]) -> bool:
        """Whether the platform wrote this; the way it is signed is told whenever it changes."""
        name = matching(raw, headers, updates.stamp_of(update), self.config)
        self._note(f"signature {name or 'wrong'}")
        if name and name != self.signed_by:
            log.warning("The Official Account's events are signed as %s.", name)
            self.signed_by = name
            await self._write(lambda connection: stored_settings.put(connection, SIGNED, name))
        return bool(name)

    async def accept(self, raw: bytes, update: Mapping[str, Any], signed: bool, receive: Receive) -> None:
        """Stores an event of use; one that is not signed is kept aside. Raises what `receive` raises."""
        if updates.foreign(update, self.config.app_id, self.config.oa_id):
            self._note("foreign")
            log.warning("An event of another app or account came: %s.", updates.name_of(update))
            return
        received = updates.read(raw, update)
        if received is None:
            self._remark(update, signed)
            return
        if not signed:  # under a name of its own: it must not stand in the way of the real one
            key = f"unsigned:{hashlib.sha256(raw).hexdigest()[:40]}"
            received = replace(received, external_id=key, files=(), opens=False, parked="signature")
        await receive([received])

    def retried(self, number: str) -> None:
        """The platform offers an event again."""
        self._note("retry")
        log.info("The platform offers an event again, the %s. time.", number[:8])

    def _remark(self, update: Mapping[str, Any], signed: bool) -> None:
        name = updates.name_of(update)
        self._note("ignored")
        log.info("Nobody said anything: %s.", name or "an event without a name")
        if signed and (loud := updates.loud(update)):
            log.error("The platform has changed what the Official Account may send: %s", loud)
            METRICS.alarms.labels(self.name, name).inc()

    def _note(self, what: str) -> None:
        self.noted[what] += 1
        METRICS.noted.labels(self.name, what).inc()

    # Sending.

    async def _send(self, call: Call) -> Sent:
        body = orjson.loads(call.body)
        if call.method == policy.TEMPLATE:
            return await self._template(body)
        body.pop("push", None)
        if (about := body.pop("upload", None)) is not None:
            return await self._file(call.files["upload"], about, body)
        try:
            return await self._say(body)
        except Refused as error:
            plain = without_buttons(body)
            if error.kind != "content" or plain is None:
                raise
            log.warning("A message with buttons was refused, it goes without them: %s", error)
            return await self._say(plain)

    async def _file(self, sha256: str, about: dict[str, str], body: dict[str, Any]) -> Sent:
        while True:
            known = self._uploads.holds(sha256)
            message = attached(about, await self._uploads.token(sha256, about))
            try:
                return await self._say({**body, "message": message})
            except Refused as error:
                if error.kind != "again" or not known:
                    raise
                self._uploads.forget(sha256)

    async def _template(self, body: dict[str, Any]) -> Sent:
        first, *others = policy.ways(body)
        content = {"template_id": body["template_id"], "template_data": body["template_data"]}
        try:
            return await self._say_template(first, body[first], content)
        except Refused as error:
            if error.kind not in _OTHERWISE or not others:
                raise _of_template(error, first) from None
        return await self._say_template(others[0], body[others[0]], content)

    async def _say_template(self, way: str, to: str, content: dict[str, Any]) -> Sent:
        host, told = self.config.api_url, {way: to, **content}
        if way == "phone":
            host, told = self.config.business_url, {**told, "tracking_id": uuid.uuid4().hex}
        data = await self._call(host + _TEMPLATES[way], orjson.dumps(told))
        return Sent(_text(data.get("message_id")) or _text(data.get("msg_id")))

    async def _say(self, body: dict[str, Any]) -> Sent:
        data = await self._call(self.config.api_url + _MESSAGE, orjson.dumps(body))
        return Sent(_text(data.get("message_id")))

    async def _upload(self, path: str, form: Form, seconds: float) -> Any:
        return await self._call(self.config.api_url + path, form, seconds)

    async def _call(self, url: str, data: bytes | Form, seconds: float = CALL_TIMEOUT) -> Mapping[str, Any]:
        """The data of an answer. A token that is not taken is renewed once. Raises `Refused`."""
        access = await self.tokens.access()
        try:
            return await self._post(url, data, seconds, access)
        except Refused as error:
            if error.kind != "token":
                raise
        return await self._post(url, data, seconds, await self.tokens.renew(access))

    async def _post(self, url: str, data: bytes | Form, seconds: float, access: str) -> Mapping[str, Any]:
        headers = {"access_token": access}
        if self.config.proof:
            secret = self.config.app_secret.get_secret_value().encode()
            headers["appsecret_proof"] = hmac.new(secret, access.encode(), hashlib.sha256).hexdigest()
        if isinstance(data, bytes):
            headers["Content-Type"] = "application/json"
        answer: tuple[int, bytes] | Exception
        try:
            answer = await self._http.post(url, data if isinstance(data, bytes) else data(), headers, seconds)
        except Exception as error:
            answer = error
        return judge(answer, self._now(), random.random())  # noqa: S311 - it only spreads a beginning

    async def _refresh(self, token: str, now: datetime) -> Pair:
        return await oauth.refresh(self._http, self.config, token, now)


def _of_template(error: Refused, way: str) -> SendError:
    """That a phone number can't be reached says nothing of the chat."""
    if way == "phone":
        error.reachable = True
    return error


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
