"""Virtual users in private chats with the bot."""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.fakes.telegram.server import FakeTelegram

Json = dict[str, Any]


@dataclass(slots=True)
class Shown:
    """A message of the bot as it stands in the chat now (edits change it). `raw` is Telegram's Message."""

    raw: Json
    kind: str = "text"
    data: bytes = b""
    name: str = ""

    @property
    def message_id(self) -> int:
        return int(self.raw["message_id"])

    @property
    def text(self) -> str:
        return str(self.raw.get("text") or self.raw.get("caption") or "")

    @property
    def buttons(self) -> list[list[tuple[str, str]]]:
        """Rows of (label, callback data)."""
        rows = self.raw.get("reply_markup", {}).get("inline_keyboard", [])
        return [[(button["text"], button.get("callback_data", "")) for button in row] for row in rows]

    @property
    def labels(self) -> list[str]:
        return [label for row in self.buttons for label, _ in row]


class User:
    """One person. Everything they do is an update for the bot, from their first deed on.

    `edited`: the bot's messages that have changed since they were looked at. `watch` is called with
    each new message of the bot, as soon as it stands on the screen.
    """

    def __init__(self, fake: "FakeTelegram", id: int, language: str) -> None:
        self.id = id
        self.screen: dict[int, Shown] = {}
        self.known = False
        self.blocked = False
        self.language = language
        self.watch: Callable[[Shown], None] | None = None
        self._fake = fake
        self._last_id = 0
        self._last_said: Json = {}
        self.edited: list[Shown] = []
        self._unread: deque[Shown] = deque()
        self._arrived = asyncio.Event()

    @property
    def profile(self) -> Json:
        return {"id": self.id, "is_bot": False, "first_name": f"An {self.id}", "language_code": self.language}

    @property
    def chat(self) -> Json:
        return {"id": self.id, "type": "private", "first_name": f"An {self.id}"}

    # What the person does. Each returns the id of the message where there is one.

    def text(self, text: str) -> int:
        entities = {}
        if text.startswith("/"):
            command = text.split(maxsplit=1)[0]
            entities = {"entities": [{"type": "bot_command", "offset": 0, "length": len(command)}]}
        return self.say(text=text, **entities)

    def quote(self, shown: Shown, text: str) -> int:
        """A reply to a message of the bot."""
        return self.say(text=text, reply_to_message=shown.raw)

    def photo(self, data: bytes, caption: str = "", **more: Any) -> int:
        small = self._fake.keep(data[: len(data) // 2], "photos", ".jpg")
        large = self._fake.keep(data, "photos", ".jpg")
        sizes = [{**small, "width": 90, "height": 67}, {**large, "width": 1280, "height": 960}]
        return self.say(photo=sizes, **_caption(caption), **more)

    def album(self, photos: Sequence[bytes], caption: str = "") -> list[int]:
        """2 to 10 photos sent at once; they arrive as a message each, the caption with the first."""
        group = f"album-{self.id}-{self._last_id}"
        captions = [caption] + [""] * (len(photos) - 1)
        return [
            self.photo(data, line, media_group_id=group) for data, line in zip(photos, captions, strict=True)
        ]

    def document(
        self, data: bytes, name: str = "tài liệu.pdf", mime: str = "application/pdf", caption: str = ""
    ) -> int:
        file = self._fake.keep(data, "documents", name[name.rfind(".") :])
        return self.say(document={**file, "file_name": name, "mime_type": mime}, **_caption(caption))

    def voice(self, data: bytes, seconds: int = 3) -> int:
        file = self._fake.keep(data, "voice", ".oga")
        return self.say(voice={**file, "duration": seconds, "mime_type": "audio/ogg"})

    def sticker(self, emoji: str) -> int:
        look = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        file = self._fake.keep(b"sticker", "stickers", ".webp")
        return self.say(sticker={**file, **look, "emoji": emoji})

    def edit(self, text: str) -> int:
        """Changes the last text this person wrote."""
        assert "text" in self._last_said, f"user {self.id} has written no text that could be edited"
        self._last_said = {**self._last_said, "text": text, "edit_date": int(self._fake.now())}
        self._fake.push("edited_message", self.id, self._last_said)
        return int(self._last_said["message_id"])

    def press(self, label: str) -> None:
        """Presses the newest button that says `label`, with or without its number."""
        self._may_act()
        for shown in reversed(self.screen.values()):
            for row in shown.buttons:
                for text, data in row:
                    if label in {text, text.partition(". ")[2]}:
                        self._fake.ask(self, shown, data)
                        return
        seen = [shown.labels for shown in self.screen.values() if shown.labels]
        raise AssertionError(f"user {self.id} sees no button {label!r}; the last ones are {seen[-3:]}")

    def block(self) -> None:
        self._change_member("member", "kicked")
        self.blocked = True

    def unblock(self) -> None:
        self.blocked = False
        self._change_member("kicked", "member")

    def say(self, **content: Any) -> int:
        """Any message, by its own fields of https://core.telegram.org/bots/api#message"""
        self._may_act()
        self.known = True
        about = {"message_id": self.next_id(), "from": self.profile, "chat": self.chat}
        self._last_said = {**about, "date": int(self._fake.now()), **content}
        self._fake.push("message", self.id, self._last_said)
        return self._last_id

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
        self.screen[shown.message_id] = shown
        self._unread.append(shown)
        self._arrived.set()
        if self.watch is not None:
            asyncio.get_running_loop().call_soon(self.watch, shown)

    def notice(self, shown: Shown) -> None:
        """A message has changed where it stands; a phone does not ring for that."""
        self.edited.append(shown)

    def next_id(self) -> int:
        self._last_id += 1
        return self._last_id

    def _may_act(self) -> None:
        assert not self.blocked, f"user {self.id} has blocked the bot and can't write to it"

    def _change_member(self, old: str, new: str) -> None:
        self.known = True
        before = {"user": self._fake.me, "status": old} | _until(old)
        after = {"user": self._fake.me, "status": new} | _until(new)
        change = {"old_chat_member": before, "new_chat_member": after}
        about = {"chat": self.chat, "from": self.profile, "date": int(self._fake.now())}
        self._fake.push("my_chat_member", self.id, {**about, **change})


def _caption(caption: str) -> Json:
    return {"caption": caption} if caption else {}


def _until(status: str) -> Json:
    return {"until_date": 0} if status == "kicked" else {}
