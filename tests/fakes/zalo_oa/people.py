"""Virtual users in chats with the account."""

import asyncio
import hashlib
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.fakes.zalo_oa.rules import Json

if TYPE_CHECKING:
    from tests.fakes.zalo_oa.server import FakeZaloOA


@dataclass(slots=True)
class Shown:
    """A message of the account in the chat. `buttons` are (title, payload) pairs; `kind`: text, image, file,
    request_user_info or template; `data` are the bytes of a file, or a template's values."""

    message_id: str
    text: str = ""
    buttons: list[tuple[str, Any]] = field(default_factory=list)
    kind: str = "text"
    data: Any = b""
    billed: bool = False


class User:
    """One person. What they write, and that they follow, opens the window."""

    def __init__(self, fake: "FakeZaloOA", id: str) -> None:
        self.id = id
        self.screen: list[Shown] = []
        self.last: float | None = None
        self.restricted = False
        self.phone = ""
        self._fake = fake
        self._unread: deque[Shown] = deque()
        self._arrived = asyncio.Event()

    # What the person does. Each returns the id of the message where there is one.

    def text(self, text: str, **more: Any) -> str:
        return self._say("text", text=text, **more)

    def quote(self, shown: Shown, text: str) -> str:
        return self.text(text, quote_msg_id=shown.message_id)

    def press(self, title: str) -> str:
        """The newest button that says so: its payload comes as an ordinary text."""
        for shown in reversed(self.screen):
            for label, payload in shown.buttons:
                if title in {label, label.partition(". ")[2]}:
                    return self.text(payload)
        raise AssertionError(f"user {self.id} sees no button {title!r}")

    def image(self, data: bytes, text: str = "") -> str:
        url = self._fake.keep(data, ".jpg")
        return self._say("image", text=text, attachments=[_attached("image", thumbnail=url, url=url)])

    def audio(self, data: bytes) -> str:
        return self._say("audio", attachments=[_attached("audio", url=self._fake.keep(data, ".amr"))])

    def file(self, data: bytes, name: str = "mau-don.docx", text: str = "") -> str:
        checksum = hashlib.md5(data, usedforsecurity=False).hexdigest()
        about = {
            "url": self._fake.keep(data, name[name.rfind(".") :]), "size": str(len(data)), "name": name,
            "checksum": checksum, "type": name.rpartition(".")[2],
        }  # fmt: skip
        beside = {"text": text} if text else {}
        return self._say("file", **beside, attachments=[_attached("file", **about)])

    def sticker(self) -> str:
        return self._say("sticker", attachments=[_attached("sticker", id="5", url="https://a.zdn.vn/5.png")])

    def follow(self) -> None:
        self._touch()
        self._about("follow", follower={"id": self.id}, source="oa_profile", oa_id=self._fake.oa_id)

    def unfollow(self) -> None:
        self._about("unfollow", follower={"id": self.id}, source="oa_profile", oa_id=self._fake.oa_id)

    def chatnow(self) -> None:
        self._touch()
        self._about("user_click_chatnow", user_id=self.id, oa_id=self._fake.oa_id)

    def withdraw(self) -> None:
        self._about("user_withdraw", user_id=self.id, oa_id=self._fake.oa_id)

    def share(self, phone: str, name: str) -> None:
        """Answers the card that asks for a phone number."""
        self._about("user_submit_info", **self._between(), info={"name": name, "phone": phone})

    def answered_by_hand(self, text: str, admin: str = "9001") -> None:
        """Somebody writes to them in OA Manager."""
        self.echo(text, admin_id=admin)

    def echo(self, text: str, **sender: str) -> None:
        """The event of a message of the account."""
        about = {"sender": {"id": self._fake.oa_id, **sender}, "recipient": {"id": self.id}}
        self._about("oa_send_text", **about, message={"text": text, "msg_id": self._fake.next_id()})

    # What the person sees.

    async def reply(self, seconds: float = 10.0) -> Shown:
        """The account's next message that was not asked for yet; fails when none comes."""
        while not self._unread:
            self._arrived.clear()
            try:
                await asyncio.wait_for(self._arrived.wait(), seconds)
            except TimeoutError:
                raise AssertionError(f"user {self.id} was sent nothing within {seconds} s") from None
        return self._unread.popleft()

    @property
    def unread(self) -> int:
        """How many messages wait for `reply`."""
        return len(self._unread)

    def is_in(self, event: Json) -> bool:
        """Whether an event is about this person."""
        people = (event.get(part, {}).get("id") for part in ("sender", "recipient", "follower"))
        return self.id in {*people, event.get("user_id")}

    def show(self, shown: Shown) -> None:
        self.screen.append(shown)
        self._unread.append(shown)
        self._arrived.set()

    def _say(self, kind: str, **message: Any) -> str:
        self._touch()
        about = {"msg_id": self._fake.next_id(), **message}
        self._about(f"user_send_{kind}", **self._between(), message=about)
        return str(about["msg_id"])

    def _between(self) -> Json:
        return {"sender": {"id": self.id}, "recipient": {"id": self._fake.oa_id}}

    def _touch(self) -> None:
        self.last = self._fake.now()

    def _about(self, name: str, **more: Any) -> None:
        self._fake.push({"event_name": name, "user_id_by_app": f"9{self.id}", **more})


def _attached(kind: str, **payload: Any) -> Json:
    return {"type": kind, "payload": payload}
