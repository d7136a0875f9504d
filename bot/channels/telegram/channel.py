"""The Telegram channel."""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

import aiohttp
import orjson
from pydantic import SecretStr
from telegram import Bot, BotCommand
from telegram.error import BadRequest, TelegramError

from bot.channels.base import Call, Capabilities, FileRef, Leave, Message, Push, Receive, Received, Sent
from bot.channels.http import CALL_TIMEOUT, UPLOAD_TIMEOUT, Http
from bot.channels.insist import Sleep, insist
from bot.channels.telegram import updates
from bot.channels.telegram.download import fetch
from bot.channels.telegram.outcome import Refused, judge
from bot.channels.telegram.poller import explain, poll
from bot.channels.telegram.render import EDIT, TEXT_LIMIT, anew, render
from bot.channels.telegram.request import AiohttpRequest
from handlers.channels import ALL_TOLD
from handlers.events import Attachment, Event

MOST_BUTTONS: Final = 100
_LINKS: Final = "https://t.me"
_ANSWERS_AT_ONCE: Final = 128  # half the connections: answers must not hold up messages

log = logging.getLogger(__name__)


class Telegram:
    """One bot. Polls, or is called where a webhook is set.

    `commands`: per language the (command, description) pairs of the menu; the first language is also what
    everybody else sees. `files` finds a stored file by its checksum. `webhook_url` needs `webhook_secret`.
    """

    name = "telegram"

    def __init__(
        self,
        token: SecretStr,
        api_url: str,
        *,
        commands: Mapping[str, Sequence[tuple[str, str]]],
        files: Callable[[str], Path],
        pushes_per_second: float = 30,
        webhook_secret: SecretStr | None = None,
        webhook_url: str | None = None,
        poll_seconds: int = 50,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        if webhook_url is not None and webhook_secret is None:
            raise ValueError("a webhook without a secret would let anybody speak in a person's name")
        self.capabilities = Capabilities(
            buttons=MOST_BUTTONS,
            text_length=TEXT_LIMIT,
            pushes_per_second=pushes_per_second,
            pushes_per_chat=1,
            edits=True,
            tells=ALL_TOLD,
        )
        self.webhook_secret = webhook_secret if webhook_url is not None else None
        self._webhook_url = webhook_url
        self.ignored: Counter[str] = Counter()
        self.start_link = ""
        self._token, self._api_url = token, api_url.rstrip("/")
        self._commands, self._files = commands, files
        self._poll_seconds, self._sleep = poll_seconds, sleep
        self._http = Http()
        self._bot = Bot(
            token.get_secret_value(),
            base_url=f"{self._api_url}/bot",
            base_file_url=f"{self._api_url}/file/bot",
            request=AiohttpRequest(self._http),
            get_updates_request=AiohttpRequest(self._http),
        )
        self._answers: set[asyncio.Task[None]] = set()

    def parse(self, raw: bytes, attachments: tuple[Attachment, ...]) -> Event:
        return updates.parse(raw, attachments)

    def render(self, message: Message, address: str) -> list[Call]:
        return render(message, address)

    def may_push(self, push: Push, now: datetime) -> Leave:
        """Always, and free."""
        return Leave()

    async def send(self, call: Call) -> Sent:
        """A chat that has become another one (a group that grew) is followed there at once. What can't be
        edited any more, because the person has deleted it, is said in a message of its own."""
        body, moved_to = call.body, None
        try:
            result = await self._post(call, body)
        except Refused as exc:
            if exc.lost and call.method == EDIT:
                return await self.send(anew(call))
            if exc.moved_to is None:
                raise
            body, moved_to = orjson.dumps(orjson.loads(body) | {"chat_id": exc.moved_to}), str(exc.moved_to)
            result = await self._post(call, body)
        seq = result.get("message_id") if isinstance(result, dict) else None
        return Sent("" if seq is None else str(seq), seq, moved_to)

    async def fetch(self, file: FileRef, target: Path, limit: int) -> None:
        await fetch(self._bot, self._http, file, target, limit)

    async def run(self, receive: Receive) -> None:
        await insist(self._introduce, explain, self._sleep)
        if self._webhook_url is not None and self.webhook_secret is not None:
            set_it = partial(self._set_webhook, self._webhook_url, self.webhook_secret)
            await insist(set_it, explain, self._sleep)
            return
        await insist(self._bot.delete_webhook, explain, self._sleep)  # without dropping what waits
        await poll(self._get_updates, lambda batch: self.accept(batch, receive), self._sleep)

    async def accept(self, batch: Sequence[object], receive: Receive) -> None:
        """Stores what is of use in a batch of updates; then stops the spinners of the buttons pressed.

        Raises what `receive` raises; nothing of the batch counts as received then.
        """
        received = [read for update in batch if (read := self._read(update))]
        if received:
            await receive(received)
        for update in batch:
            if query := updates.callback_id(update):
                self._answer(query)

    async def close(self) -> None:
        for task in self._answers:
            task.cancel()
        await asyncio.gather(*self._answers, return_exceptions=True)
        await self._http.close()

    def _read(self, update: object) -> Received | None:
        try:
            received = updates.read(update)
        except Exception:  # an update that can't be read must not stop those behind it
            log.exception("An update of type %s could not be read.", updates.type_of(update))
            received = None
        if received is None:
            self.ignored[updates.type_of(update)] += 1
            log.info("Ignored an update of type %s.", updates.type_of(update))
        return received

    def _answer(self, query: str) -> None:
        """Best effort in the background: it only ends the button's spinner, and only for 150 s."""
        if len(self._answers) < _ANSWERS_AT_ONCE:
            task = asyncio.create_task(self._answer_now(query))
            self._answers.add(task)
            task.add_done_callback(self._answers.discard)

    async def _answer_now(self, query: str) -> None:
        try:
            await self._call("answerCallbackQuery", orjson.dumps({"callback_query_id": query}))
        except Refused as exc:
            log.debug("A pressed button was not answered: %s", exc)

    async def learn_name(self) -> str:
        """Asks for the bot's name: from then on there is a `start_link`. Raises `TelegramError`."""
        me = await self._bot.get_me()
        self.start_link = f"{_LINKS}/{me.username}?start="
        return str(me.username)

    async def link_now(self) -> str:
        """The start link, for whoever does not run the channel; empty where Telegram does not answer."""
        try:
            await self.learn_name()
        except TelegramError as exc:
            log.warning("Telegram does not say the bot's name: %s", exc)
        return self.start_link

    async def _introduce(self) -> None:
        log.info("Telegram: this bot is @%s.", await self.learn_name())
        menus = [(language, pairs) for language, pairs in self._commands.items()]
        for language, pairs in [(None, menus[0][1]), *menus] if menus else []:
            menu = [BotCommand(command, description) for command, description in pairs]
            try:
                await self._bot.set_my_commands(menu, language_code=language)
            except BadRequest as exc:  # a menu is no reason to stay deaf
                log.warning("Telegram does not take the commands of language %s: %s", language, exc)

    async def _set_webhook(self, url: str, secret: SecretStr) -> None:
        await self._bot.set_webhook(
            url,
            secret_token=secret.get_secret_value(),
            allowed_updates=list(updates.ALLOWED),
            max_connections=100,
        )

    async def _get_updates(self, offset: int) -> list[Any]:
        body = {
            "offset": offset,
            "timeout": self._poll_seconds,
            "limit": 100,
            "allowed_updates": updates.ALLOWED,
        }
        result = await self._call("getUpdates", orjson.dumps(body), self._poll_seconds + 10)
        if not isinstance(result, list):
            raise Refused("getUpdates did not answer with a list", retry=True)
        return result

    async def _post(self, call: Call, body: bytes) -> Any:
        if not call.files:
            return await self._call(call.method, body)
        with ExitStack() as opened:
            form = self._form(orjson.loads(body), call.files, opened)
            return await self._call(call.method, form, UPLOAD_TIMEOUT)

    async def _call(self, method: str, data: bytes | aiohttp.FormData, seconds: float = CALL_TIMEOUT) -> Any:
        """The result of a Bot API method. Raises `Refused`, a `SendError`."""
        url = f"{self._api_url}/bot{self._token.get_secret_value()}/{method}"
        answer: tuple[int, bytes] | Exception
        try:
            answer = await self._http.post(url, data, seconds)
        except Exception as exc:
            answer = exc
        result = judge(answer)
        if isinstance(result, Refused):
            if result.status in {401, 404}:
                log.error("Telegram does not accept the bot token (%s).", result)
            raise result from None
        return result

    def _form(self, body: dict[str, Any], files: Mapping[str, str], opened: ExitStack) -> aiohttp.FormData:
        # Unquoted: Telegram would show a percent-encoded file name as it stands.
        form = aiohttp.FormData(quote_fields=False)
        for field, checksum in files.items():
            about = body.pop(field)
            try:
                content = opened.enter_context(self._files(checksum).open("rb"))
            except OSError:
                raise Refused("the stored file is gone") from None
            mime = about["mime_type"] or "application/octet-stream"
            form.add_field(field, content, filename=about["file_name"] or field, content_type=mime)
        for field, value in body.items():
            form.add_field(field, str(value))
        return form
