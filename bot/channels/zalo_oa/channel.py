"""The channel of a Zalo Official Account."""

import asyncio
import hashlib
import logging
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
    Sent,
)
from bot.channels.download import download
from bot.channels.http import Http
from bot.channels.words import line
from bot.channels.zalo_oa import oauth, policy, updates
from bot.channels.zalo_oa.api import Api
from bot.channels.zalo_oa.config import Config
from bot.channels.zalo_oa.errors import LOUD, Refused
from bot.channels.zalo_oa.render import CARRIES, MOST_BUTTONS, TEXT_LIMIT, attached, render, without_buttons
from bot.channels.zalo_oa.signature import matching, ways
from bot.channels.zalo_oa.tokens import Sleep, Tokens, Write
from bot.channels.zalo_oa.uploads import Uploads
from bot.clock import machine_now
from bot.metrics import METRICS
from handlers.events import Attachment, Event
from storage import settings as stored_settings
from storage.grants import Pair

log = logging.getLogger(__name__)

SIGNED: Final = "zalo_oa.signature"
"""Where the database keeps the way in which events are signed."""
_ACCOUNT: Final = "/v2.0/oa/getoa"
_MESSAGE: Final = "/v3.0/oa/message/cs"
_TEMPLATE: Final = "/v3.0/oa/message/template"
_TEMPLATE_BY_PHONE: Final = "/message/template"
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
        self._ways = ways(config)
        self._write, self._now = write, now
        self._http = Http()
        self.tokens = Tokens(self._refresh, write, owner, now, sleep)
        self._api = Api(config, self._http, self.tokens, now)
        self._uploads = Uploads(files, self._api.call, now)

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
        found = await download(self._http, url, target, limit, self.config.media_hosts)
        if checksum and found != checksum.lower():
            log.warning("A file's checksum differs from what its event said.")

    async def run(self, receive: Receive) -> None:
        """It is called; meanwhile its tokens are kept fresh."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self.tokens.run())  # also where the introduction renews one: it is finished
            group.create_task(self._introduce())

    async def close(self) -> None:
        await self._http.close()

    # What the webhook hands over.

    async def signed(self, raw: bytes, headers: Mapping[str, str], update: Mapping[str, Any]) -> bool:
        """Whether the platform wrote this; the way it is signed is told whenever it changes."""
        name = matching(raw, headers, updates.stamp_of(update), self._ways)
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

    async def _introduce(self) -> None:
        """Tells which account it is, and what it may not do; nothing depends on it."""
        try:
            told = await self._api.ask(_ACCOUNT)
        except Refused as error:
            log.warning("Zalo does not say how the Official Account is: %s", error)
            return
        except Exception:  # a bug here must not make the service deaf
            log.exception("Asking how the Official Account is failed.")
            return
        about = {name: line(str(told.get(name, "?")))[:100] for name in ("name", "oaid", "package_name")}
        log.info("This Official Account is %(name)s (%(oaid)s), package %(package_name)s.", about)
        if about["oaid"] not in {"?", self.config.oa_id}:
            log.error("The consent is of Official Account %s, not of ZALO_OA_ID.", about["oaid"])
        if told.get("is_verified") is False:
            log.error("The Official Account is not verified: it can't write to anybody.")

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
            if error.kind not in LOUD or plain is None:
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
        *first, last = policy.ways(body)
        for way in first:
            try:
                return await self._say_template(way, body)
            except Refused as error:
                if error.kind not in _OTHERWISE:
                    raise
        return await self._say_template(last, body)

    async def _say_template(self, way: str, body: dict[str, Any]) -> Sent:
        told = {name: body[name] for name in (way, "template_id", "template_data")}
        if way == "user_id":
            return _sent(await self._api.call(_TEMPLATE, orjson.dumps(told)))
        told["tracking_id"] = uuid.uuid4().hex
        try:
            return _sent(await self._api.call_business(_TEMPLATE_BY_PHONE, orjson.dumps(told)))
        except Refused as error:
            error.reachable = True  # a number that can't be reached says nothing of the chat
            raise

    async def _say(self, body: dict[str, Any]) -> Sent:
        return _sent(await self._api.call(_MESSAGE, orjson.dumps(body)))

    async def _refresh(self, token: str, now: datetime) -> Pair:
        return await oauth.refresh(self._http, self.config, token, now)


def _sent(data: Mapping[str, Any]) -> Sent:
    known = (data.get("message_id"), data.get("msg_id"))
    return Sent(next((given for given in known if isinstance(given, str)), ""))
