"""A service with both channels, and the people who talk to it."""

from dataclasses import dataclass

import aiohttp

from bot.bootstrap import App
from bot.channels.base import Receive
from bot.channels.telegram import Telegram
from tests.conversations.tester import PATIENCE, Ear, LocalWire, Person, TelegramWire, numbers
from tests.fakes.telegram import FakeTelegram

SOON = aiohttp.ClientTimeout(total=PATIENCE)


class HandedOver(Telegram):
    """Does not poll: the tester hands updates over, so that it knows when their turns are done."""

    async def run(self, receive: Receive) -> None:
        await self.learn_name()


@dataclass
class House:
    app: App
    ear: Ear
    fake: FakeTelegram
    http: aiohttp.ClientSession

    def person(self, channel: str) -> Person:
        number = next(numbers)
        wire: LocalWire | TelegramWire = (
            LocalWire(self.app, self.http, f"p{number}")
            if channel == "local"
            else TelegramWire(self.app, self.fake, number)
        )
        return Person(self.app, self.ear, wire)
