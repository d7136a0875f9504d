"""The Zalo Bot channel."""

import asyncio
import hashlib
import logging
from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

import orjson
from pydantic import SecretStr

from bot.channels.base import Call, Capabilities, FileRef, Leave, Message, Push, Receive, Received, Sent
from bot.channels.download import download
from bot.channels.http import CALL_TIMEOUT, Http
from bot.channels.insist import Sleep, insist
from bot.channels.reading import fields, word
from bot.channels.zalo_bot import updates
from bot.channels.zalo_bot.outcome import EMPTY_POLL, Refused, judge
from bot.channels.zalo_bot.plan import leave
from bot.channels.zalo_bot.poller import LONGEST_PAUSE, explain, poll
from bot.channels.zalo_bot.render import TEXT_LIMIT, render
from handlers.events import Attachment, Event

_POLL_SPARE: Final = 10  # seconds an answer may take beyond the poll
_NOTHING_SET: Final = 400  # the answer to taking away a webhook that there is not
_LOUD: Final = {
    401: "Zalo does not accept the bot token.",
    429: "Zalo says that the quota of the bot is used up.",
}

log = logging.getLogger(__name__)


class ZaloBot:
    """One bot. Polls, or is called where a webhook is set.

    `monthly` messages in both directions and `people` are what the bot's plan allows. `media_hosts`: where
    files may be fetched from. `webhook_url` needs `webhook_secret`.
    """

    name = "zalo_bot"
    start_link = ""  # there are none

    def __init__(
        self,
        token: SecretStr,
        api_url: str,
        *,
        monthly: int,
        people: int,
        media_hosts: Collection[str],
        pushes_per_second: float = 5,
        webhook_secret: SecretStr | None = None,
        webhook_url: str | None = None,
        poll_seconds: int = 30,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        if webhook_url is not None and webhook_secret is None:
            raise ValueError("a webhook without a secret would let anybody speak in a person's name")
        self.capabilities = Capabilities(
            text_length=TEXT_LIMIT,
            pushes_per_second=pushes_per_second,  # what Zalo allows is not documented
            pushes_per_chat=1,
            repeat_unknown=False,
            takes=frozenset({"photo", "voice"}),
            carries={},
            gathers="text",
            monthly=monthly,
            people=people,
        )
        self.webhook_secret = webhook_secret if webhook_url is not None else None
        self.ignored: Counter[str] = Counter()
        self._monthly, self._media_hosts = monthly, media_hosts
        self._webhook_url = webhook_url
        self._token, self._api_url = token, api_url.rstrip("/")
        self._poll_seconds, self._sleep = poll_seconds, sleep
        self._http = Http()

    def parse(self, raw: bytes, attachments: tuple[Attachment, ...]) -> Event:
        return updates.parse(raw, attachments)

    def render(self, message: Message, address: str) -> list[Call]:
        return render(message, address)

    def may_push(self, push: Push, now: datetime) -> Leave:
        """Free and at any time, as long as the month's messages last."""
        return leave(push.used, self._monthly, now)

    async def send(self, call: Call) -> Sent:
        try:
            result = await self._call(call.method, call.body)
        except Refused as exc:
            if exc.code in _LOUD:
                log.error("%s (%s)", _LOUD[exc.code], exc)
            raise
        return Sent(word(fields(result).get("message_id")))

    async def fetch(self, file: FileRef, target: Path, limit: int) -> None:
        await download(self._http, file.ref, target, limit, self._media_hosts)

    async def run(self, receive: Receive) -> None:
        await self._insist(self._introduce)
        if self._webhook_url is not None and self.webhook_secret is not None:
            await self._insist(partial(self._set_webhook, self._webhook_url, self.webhook_secret))
            return
        await self._insist(self._delete_webhook)
        await poll(self._get_updates, lambda batch: self.accept(batch, receive), self._sleep)

    async def accept(self, batch: Sequence[object], receive: Receive) -> None:
        """Stores what is of use in a batch of updates. Raises what `receive` raises."""
        received = [read for update in batch if (read := self._read(update))]
        if received:
            await receive(received)

    async def close(self) -> None:
        await self._http.close()

    def _read(self, update: object) -> Received | None:
        try:
            received = updates.read(update)
        except Exception:  # an update that can't be read must not stop those behind it
            log.exception("An update of type %s could not be read.", updates.name_of(update))
            received = None
        if received is None or not updates.is_known(update):
            name = updates.name_of(update)
            self.ignored[name] += 1
            log.info("An update of type %s is %s.", name, "ignored" if received is None else "only kept")
        return received

    async def _insist(self, action: Any) -> None:
        await insist(action, explain, self._sleep, LONGEST_PAUSE)

    async def _introduce(self) -> None:
        me = fields(await self._call("getMe"))
        log.info("Zalo Bot: this bot is %s.", word(me.get("account_name")))

    async def _set_webhook(self, url: str, secret: SecretStr) -> None:
        """Only where something has changed, as Zalo lets it be set a few times a day. Zalo does not tell the
        secret it knows, so the address carries a mark of it: a new secret is a new address."""
        told = secret.get_secret_value()
        mark = hashlib.sha256(told.encode()).hexdigest()[:6]
        address = f"{url}{'&' if '?' in url else '?'}v={mark}"
        if fields(await self._call("getWebhookInfo")).get("url") == address:
            return
        answer = await self._call("setWebhook", orjson.dumps({"url": address, "secret_token": told}))
        verification = fields(fields(answer).get("verification"))
        if verification.get("ok") is False:  # it is set all the same
            log.error(
                "Zalo could not call the webhook: %s. %s",
                word(verification.get("outcome")),
                word(verification.get("hint")),
            )

    async def _delete_webhook(self) -> None:
        """Zalo refuses to be polled while a webhook is set."""
        try:
            await self._call("deleteWebhook")
        except Refused as exc:
            if exc.code != _NOTHING_SET:
                raise

    async def _get_updates(self) -> list[Any]:
        """What has come, at most one update; none where nothing came in time, which Zalo calls an error."""
        body = orjson.dumps({"timeout": self._poll_seconds})
        try:
            result = await self._call("getUpdates", body, self._poll_seconds + _POLL_SPARE)
        except Refused as exc:
            if exc.code != EMPTY_POLL:
                raise
            result = None
        return result if isinstance(result, list) else [result] if result else []

    async def _call(self, method: str, body: bytes = b"{}", seconds: float = CALL_TIMEOUT) -> Any:
        """The result of a method. Raises `Refused`, a `SendError`."""
        url = f"{self._api_url}/bot{self._token.get_secret_value()}/{method}"
        answer: tuple[int, bytes] | Exception
        try:
            answer = await self._http.post(url, body, seconds)
        except Exception as exc:
            answer = exc
        result = judge(answer)
        if isinstance(result, Refused):
            raise result from None
        return result
