"""The local chat as a channel: what is sent is shown by the page, which reads the outbox."""

import asyncio
from collections import defaultdict
from pathlib import Path

import orjson

from bot.channels.base import Call, Capabilities, FetchError, FileRef, Message, Receive, Sent
from handlers.events import Attachment, Event

DELIVERED = 1
EARLY = 0


class Local:
    """One conversation a person name. `raw` is JSON with `text`, `choice`, `start`, `early`, `group`."""

    name = "local"
    capabilities = Capabilities(
        buttons=True, text_length=20_000, pushes_per_second=1000, pushes_per_chat=1000
    )

    def __init__(self) -> None:
        self._news: dict[str, asyncio.Event] = defaultdict(asyncio.Event)

    def parse(self, raw: bytes, attachments: tuple[Attachment, ...]) -> Event:
        """A number or a label given as `choice` is read like typed text; a value like a pressed button."""
        said = orjson.loads(raw)
        seq = EARLY if said.get("early") else None
        text, choice = said.get("text") or "", said.get("choice") or ""
        if choice and not choice.isdigit():
            return Event("choice", value=choice, seq=seq)
        if text.startswith("/start"):
            return Event("start", value=text[len("/start") :].strip(), seq=seq)
        return Event(
            "file" if attachments else "text",
            text=text or choice,
            attachments=attachments,
            group=said.get("group", ""),
            seq=seq,
        )

    def render(self, message: Message, address: str) -> list[Call]:
        """The page's own form of a message."""
        body = {
            "person": address,
            "text": message.text,
            "choices": [{"number": c.number, "label": c.label, "value": c.value} for c in message.choices],
            "files": [{"name": f.name, "kind": f.kind, "sha256": f.sha256} for f in message.files],
        }
        return [Call("message", orjson.dumps(body))]

    async def send(self, call: Call) -> Sent:
        """Wakes whoever waits for news of this person."""
        address = orjson.loads(call.body)["person"]
        news = self._news.pop(address, None)
        if news is not None:
            news.set()
        return Sent(seq=DELIVERED)

    async def news(self, address: str, seconds: float) -> None:
        """Returns when something was sent to a person, at the latest after `seconds`."""
        try:
            await asyncio.wait_for(self._news[address].wait(), seconds)
        except TimeoutError:
            return

    async def fetch(self, file: FileRef, target: Path, limit: int) -> None:
        """Files come with the request here."""
        raise FetchError("file.unavailable")

    async def run(self, receive: Receive) -> None:
        """Receives over HTTP only."""

    async def close(self) -> None:
        """Holds nothing."""
