"""A service with all channels, and the people who talk to it."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import aiohttp
from pydantic import SecretStr

from bot.bootstrap import App
from bot.channels.base import Channel, Receive
from bot.channels.local.channel import Local
from bot.channels.telegram import Telegram
from bot.channels.zalo_bot import ZaloBot
from bot.files import Files
from tests.bot.zalo_oa_channel import Memory, issued
from tests.conversations.tester import PATIENCE, Ear, Person, Wire, numbers
from tests.conversations.wires import LocalWire, TelegramWire, ZaloBotWire
from tests.conversations.zalo_oa_wire import HandedOverOA, ZaloOaWire
from tests.fakes.telegram import FakeTelegram
from tests.fakes.zalo_bot import FakeZaloBot
from tests.fakes.zalo_oa import FakeZaloOA

SOON = aiohttp.ClientTimeout(total=PATIENCE)


class HandedOver(Telegram):
    """Does not poll: the tester hands updates over, so that it knows when their turns are done."""

    async def run(self, receive: Receive) -> None:
        await self.learn_name()


class ZaloHandedOver(ZaloBot):
    """The same."""

    async def run(self, receive: Receive) -> None:
        """Nothing comes by itself."""


@dataclass
class Stage:
    """The channel that scripts are played on which don't ask for another."""

    channel: str = "local"


STAGE = Stage()


def channels(
    telegram: FakeTelegram, zalo_bot: FakeZaloBot, zalo_oa: FakeZaloOA, files: Callable[[str], Path]
) -> dict[str, Channel]:
    """Connected to these."""
    zalo = SecretStr(zalo_bot.token), zalo_bot.url
    found: dict[str, Channel] = {
        "local": Local(),
        "telegram": HandedOver(SecretStr(telegram.token), telegram.url, commands={}, files=files),
        "zalo_bot": ZaloHandedOver(*zalo, monthly=10**6, people=10**6, media_hosts={"localhost"}),
        "zalo_oa": _official(zalo_oa, files),
    }
    for channel in found.values():  # a long answer comes in several messages: nobody waits a second for each
        channel.capabilities = replace(channel.capabilities, pushes_per_chat=10.0)
    return found


def _official(fake: FakeZaloOA, files: Callable[[str], Path]) -> HandedOverOA:
    memory = Memory()
    memory.put(issued(fake))
    config = fake.config(pushes_per_second=1000.0)
    return HandedOverOA(config, files=files, write=memory.write, owner="house")


def connected() -> dict[str, Channel]:
    """To nothing: for what they can carry, and how they say it."""
    return channels(FakeTelegram(), FakeZaloBot(), FakeZaloOA(), Path)


CAPABILITIES = {name: channel.capabilities for name, channel in connected().items()}


@dataclass
class Platforms:
    """What the service is connected to."""

    http: aiohttp.ClientSession
    telegram: FakeTelegram
    zalo_bot: FakeZaloBot
    zalo_oa: FakeZaloOA

    def channels(self, files: Files) -> dict[str, Channel]:
        return channels(self.telegram, self.zalo_bot, self.zalo_oa, files.path)

    def forgive(self) -> None:
        """Forgets what was refused before."""
        self.telegram.refused.clear()
        self.zalo_bot.refused.clear()
        self.zalo_oa.refused.clear()

    def check(self) -> None:
        assert not self.telegram.refused, "Telegram would have refused a message"
        assert not self.zalo_bot.refused, "Zalo Bot would have refused a message"
        assert not self.zalo_oa.refused, "the Official Account would have refused a message"


@asynccontextmanager
async def platforms() -> AsyncIterator[Platforms]:
    """All of them, as strict servers on this machine."""
    async with AsyncExitStack() as opened:
        yield Platforms(
            await opened.enter_async_context(aiohttp.ClientSession(timeout=SOON)),
            await opened.enter_async_context(FakeTelegram()),
            await opened.enter_async_context(FakeZaloBot()),
            await opened.enter_async_context(FakeZaloOA()),
        )


WIRES: Mapping[str, Callable[[App, Platforms, int], Wire]] = {
    "local": lambda app, to, number: LocalWire(app, to.http, f"p{number}"),
    "telegram": lambda app, to, number: TelegramWire(app, to.telegram, number),
    "zalo_bot": lambda app, to, number: ZaloBotWire(app, to.zalo_bot, number),
    "zalo_oa": lambda app, to, number: ZaloOaWire(app, to.zalo_oa, number),
}


@dataclass
class House:
    app: App
    ear: Ear
    platforms: Platforms

    @property
    def fake(self) -> FakeTelegram:
        """What only Telegram has is looked at there."""
        return self.platforms.telegram

    def person(self, channel: str = "") -> Person:
        """Somebody new, on the channel of this run of the script where none is named."""
        wire = WIRES[channel or STAGE.channel](self.app, self.platforms, next(numbers))
        return Person(self.app, self.ear, wire)
