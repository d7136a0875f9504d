"""How deeds reach the service over an Official Account: events of the fake, handed over one by one."""

from collections.abc import Callable
from pathlib import Path

import orjson

from bot.bootstrap import App
from bot.channels.zalo_oa import ZaloOA, updates
from bot.channels.zalo_oa.updates import OURS
from tests.bot.zalo_oa_channel import Memory, issued
from tests.conversations import samples
from tests.conversations.tester import Album, Burst, Deed, File, Photo, Quote, Voice
from tests.conversations.wires import hand_over
from tests.fakes.zalo_oa import FakeZaloOA
from tests.fakes.zalo_oa.rules import Json


class HandedOverOA(ZaloOA):
    """The channel without its background work: scripts are short, and tokens last."""

    async def run(self, receive: object) -> None:
        """Nothing comes by itself."""


def official_account(fake: FakeZaloOA, files: Callable[[str], Path], buttons: str = "lines") -> ZaloOA:
    """The channel, with a consent that was given just now."""
    memory = Memory()
    memory.put(issued(fake))
    config = fake.config(buttons=buttons)
    return HandedOverOA(config, files=files, write=memory.write, owner="scripts")


class ZaloOaWire:
    """A chat with the account. A choice on a button is pressed: its payload comes as a text; others
    are typed."""

    channel = "zalo_oa"
    answered = False

    def __init__(self, app: App, fake: FakeZaloOA, number: int) -> None:
        self.address = f"7{number:018}"
        self.user = fake.user(self.address)
        self._app, self._fake = app, fake

    async def deed(self, deed: Deed) -> None:
        match deed:
            case str():
                self.user.text(deed)
            case Photo(what, caption):
                self.user.image(samples.jpeg(what), caption)
            case Album(names):
                for name in names:
                    self.user.image(samples.jpeg(name))
            case Voice(seconds):
                self.user.audio(samples.ogg(str(seconds)))
            case File(name, data, caption):
                self.user.file(data, name, caption)
            case Burst(texts):
                for text in texts:
                    self.user.text(text)
            case Quote(words, said):
                self.user.quote(next(s for s in reversed(self.user.screen) if words in s.text), said)
        read = [updates.read(orjson.dumps(event), event) for event in self._take()]
        await hand_over(self._app, self.channel, [item for item in read if item])

    async def press(self, value: str, words: str) -> None:
        shown = {payload for message in self.user.screen for _, payload in message.buttons}
        if OURS + value in shown:
            words = ""
        await self.deed(words or OURS + value)  # what nobody showed them can be typed all the same

    async def seen(self) -> list[str]:
        return [(await self.user.reply(1)).text for _ in range(self.user.unread)]

    def _take(self) -> list[Json]:
        """What this person's deeds have made, not handed over yet."""
        mine = [event for event in self._fake.waiting if self.user.is_in(event)]
        self._fake.waiting = [event for event in self._fake.waiting if not self.user.is_in(event)]
        return mine
