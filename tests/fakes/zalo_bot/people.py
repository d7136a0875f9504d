"""Virtual users in private chats with the bot."""

import asyncio
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.fakes.zalo_bot.server import FakeZaloBot

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Shown:
    """A message of the bot. It stays as it was sent: nothing can be changed or taken back."""

    message_id: str
    text: str


class User:
    """One person. Everything they do is an update for the bot; it can write to them from then on.

    Their id is the same number for all, in Zalo's form: 20 hexadecimal digits.
    """

    def __init__(self, fake: "FakeZaloBot", number: int) -> None:
        self.id = f"{number:020x}"
        self.name = f"An {number}"
        self.screen: list[Shown] = []
        self.known = False
        self._fake = fake
        self._unread: deque[Shown] = deque()
        self._arrived = asyncio.Event()

    # What the person does. Each returns the id of the message.

    def text(self, text: str) -> str:
        return self.say("message.text.received", text=text)

    def photo(self, data: bytes, caption: str = "") -> str:
        """As it comes; the documentation says `photo` for `photo_url`."""
        more = {"caption": caption} if caption else {}
        url = self._fake.keep(data, ".jpg")
        return self.say("message.image.received", photo_url=url, message_type="CHAT_PHOTO", **more)

    def voice(self, data: bytes) -> str:
        url = self._fake.keep(data, ".aac")
        return self.say("message.voice.received", voice_url=url, message_type="CHAT_VOICE")

    def sticker(self) -> str:
        return self.say("message.sticker.received", sticker="1f2e3d4c", url=self._fake.keep(b"s", ".png"))

    def unsupported(self) -> str:
        """A file, a video, a contact card, or anything from a protected account: nothing of it comes."""
        return self.say("message.unsupported.received")

    def say(self, event: str, **content: Any) -> str:
        """Any event that has a message."""
        self.known = True
        message_id = self._fake.next_id()
        about = {"message_id": message_id, "date": int(self._fake.now() * 1000)}
        who = {"id": self.id, "display_name": self.name, "is_bot": False}
        chat = {"id": self.id, "chat_type": "PRIVATE"}
        message = {**about, "from": who, "chat": chat, **content}
        self._fake.push({"event_name": event, "message": message}, self.id)
        return message_id

    # What the person sees.

    async def reply(self, seconds: float = 10.0) -> Shown:
        """The bot's next message that was not asked for yet; fails when none comes."""
        while not self._unread:
            self._arrived.clear()
            try:
                await asyncio.wait_for(self._arrived.wait(), seconds)
            except TimeoutError:
                raise AssertionError(f"the bot sent user {self.id} nothing within {seconds} s") from None
        return self._unread.popleft()

    @property
    def unread(self) -> int:
        """How many messages wait for `reply`."""
        return len(self._unread)

    def show(self, shown: Shown) -> None:
        self.screen.append(shown)
        self._unread.append(shown)
        self._arrived.set()
