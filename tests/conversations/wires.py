"""How deeds reach the service over each channel. Another channel: a class here, a line in `house.WIRES`."""

import asyncio
from collections.abc import Sequence
from typing import Any

import aiohttp
import orjson

from bot.bootstrap import App
from bot.channels.base import Received
from bot.channels.telegram import updates
from bot.channels.zalo_bot import updates as zalo_bot_updates
from tests.conversations import samples
from tests.conversations.tester import PATIENCE, Album, Burst, Deed, File, Photo, Quote, Voice
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram.people import User
from tests.fakes.zalo_bot import FakeZaloBot
from tests.fakes.zalo_bot.delivery import Update


async def hand_over(app: App, channel: str, received: Sequence[Received]) -> None:
    """Stores updates together, in this order; returns when their turns are done."""
    waiting = [asyncio.ensure_future(app.turns.receive_and_answer(channel, item)) for item in received]
    await asyncio.sleep(0)
    if any(item.files for item in received):
        await app.turns.write(lambda connection: None)  # they are stored now
        app.fetcher.wake()
    async with asyncio.timeout(PATIENCE):
        await asyncio.gather(*waiting)


class LocalWire:
    """The local chat's API, as the page uses it."""

    channel = "local"

    def __init__(self, app: App, http: aiohttp.ClientSession, address: str) -> None:
        self.address = address
        self._app, self._http = app, http
        self._after = 0
        self._answered: list[dict[str, Any]] | None = None
        self._shown: dict[str, str] = {}

    async def deed(self, deed: Deed) -> None:
        match deed:
            case str():
                await self.post(text=deed)
            case Photo(what, caption):
                await self._upload([(f"{what}.jpg", samples.jpeg(what))], text=caption)
            case Album(names):
                await self._upload([(f"{name}.jpg", samples.jpeg(name)) for name in names])
            case Voice(seconds):
                await self._upload([("ghi-am.ogg", samples.ogg(str(seconds)))], voice=str(seconds))
            case File(name, data, caption):
                await self._upload([(name, data)], text=caption)
            case Burst(texts):
                await self._burst(texts)
            case Quote(words, said):
                found = [number for number, text in self._shown.items() if words in text]
                await self.post(text=said, reply=found[-1])

    @property
    def answered(self) -> bool:
        return self._answered is not None

    async def press(self, value: str, words: str) -> None:
        await self.post(choice=value)

    async def post(self, **said: str) -> None:
        async with self._http.post(self._url("events"), json={"person": self.address, **said}) as answer:
            await self._keep(answer)

    async def _keep(self, answer: aiohttp.ClientResponse) -> None:
        assert answer.status == 200, await answer.text()
        self._answered = (await answer.json())["replies"]

    async def _upload(self, files: Sequence[tuple[str, bytes]], **fields: str) -> None:
        form = aiohttp.FormData(
            {"person": self.address, **{k: v for k, v in fields.items() if v}}, quote_fields=False
        )
        for name, data in files:
            form.add_field("file", data, filename=name)
        async with self._http.post(self._url("events"), data=form) as answer:
            await self._keep(answer)

    async def _burst(self, texts: Sequence[str]) -> None:
        """Straight into the inbox: over HTTP their order would be a matter of luck."""
        raw = [{"text": text, "early": number > 0} for number, text in enumerate(texts)]
        async with asyncio.timeout(PATIENCE):
            await asyncio.gather(
                *(
                    self._app.turns.receive_and_answer(
                        self.channel,
                        Received(f"{self.address}:burst-{id(raw)}-{n}", self.address, orjson.dumps(said)),
                    )
                    for n, said in enumerate(raw)
                )
            )

    async def seen(self) -> list[str]:
        messages, self._answered = self._answered, None
        if messages is None:  # nobody asked: it came by itself
            query = {"person": self.address, "after": str(self._after)}
            async with self._http.get(self._url("messages"), params=query) as answer:
                messages = (await answer.json())["messages"]
        self._after = max([self._after, *(m["id"] for m in messages)])
        self._shown |= {str(m["id"]): m["text"] for m in messages}
        return [m["text"] for m in messages]

    def _url(self, name: str) -> str:
        return f"http://127.0.0.1:{self._app.port}/chat/api/{name}"


class TelegramWire:
    """A private chat with the bot; updates are made by the fake server and handed over one by one."""

    channel = "telegram"
    answered = False

    def __init__(self, app: App, fake: FakeTelegram, number: int) -> None:
        self.address = str(number)
        self.user: User = fake.user(number)
        self._app, self._fake = app, fake

    async def deed(self, deed: Deed) -> None:
        match deed:
            case str():
                self.user.text(deed)
            case Photo(what, caption):
                self.user.photo(samples.jpeg(what), caption)
            case Album(names):
                self.user.album([samples.jpeg(name) for name in names])
            case Voice(seconds):
                self.user.voice(samples.ogg(str(seconds)), seconds)
            case File(name, data, caption):
                self.user.document(data, name, "application/octet-stream", caption)
            case Burst(texts):
                for text in texts:
                    self.user.text(text)
            case Quote(words, said):
                found = [s for s in self.user.screen.values() if words in s.text]
                self.user.quote(found[-1], said)
        await self.deliver(self.take())

    async def press(self, value: str, words: str) -> None:
        shown = next(
            (
                s
                for s in reversed(self.user.screen.values())
                if any(value == v for r in s.buttons for _, v in r)
            ),
            next(reversed(self.user.screen.values())),  # a program may send what no button says
        )
        self._fake.ask(self.user, shown, value)
        await self.deliver(self.take())

    def take(self) -> list[bytes]:
        """The updates this person's deeds have made, not handed over yet."""
        waiting = self._fake.polling.waiting
        mine = [update.body for update in waiting if update.chat == self.user.id]
        for update in [update for update in waiting if update.chat == self.user.id]:
            waiting.remove(update)
        return mine

    async def deliver(self, bodies: Sequence[bytes]) -> None:
        """Hands updates over together, in this order; returns when their turns are done."""
        read = [updates.read(orjson.loads(body)) for body in bodies]
        await hand_over(self._app, self.channel, [item for item in read if item])

    async def seen(self) -> list[str]:
        shown = [await self.user.reply(1) for _ in range(self.user.unread)]
        shown += self.user.edited
        self.user.edited = []
        return [s.text for s in shown]


class ZaloBotWire:
    """A private chat with the Zalo Bot. There are no buttons: all that is chosen is typed."""

    channel = "zalo_bot"
    answered = False

    def __init__(self, app: App, fake: FakeZaloBot, number: int) -> None:
        self.user = fake.user(number)
        self.address = self.user.id
        self._app, self._fake = app, fake

    async def deed(self, deed: Deed) -> None:
        match deed:
            case str():
                self.user.text(deed)
            case Photo(what, caption):
                self.user.photo(samples.jpeg(what), caption)
            case Album(names):
                for name in names:
                    self.user.photo(samples.jpeg(name))
            case Voice(seconds):
                self.user.voice(samples.aac(str(seconds)))
            case Burst(texts):
                for text in texts:
                    self.user.text(text)
            case File():
                self.user.unsupported()  # nothing of it comes
            case _:
                raise AssertionError(f"{deed!r} can't be done here; say so with @pytest.mark.needs")
        read = [zalo_bot_updates.read(orjson.loads(update.body)) for update in self._take()]
        await hand_over(self._app, self.channel, [item for item in read if item])

    async def press(self, value: str, words: str) -> None:
        assert words, f"nobody ever saw the choice {value!r}; say so with @pytest.mark.needs"
        await self.deed(words)

    def _take(self) -> list[Update]:
        waiting = self._fake.polling.waiting
        mine = [update for update in waiting if update.chat == self.user.id]
        for update in mine:
            waiting.remove(update)
        return mine

    async def seen(self) -> list[str]:
        return [(await self.user.reply(1)).text for _ in range(self.user.unread)]
