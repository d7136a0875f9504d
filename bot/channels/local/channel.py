"""The local chat as a channel: what is sent is shown by the page, which reads the outbox."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import orjson

from bot.channels.base import Call, Capabilities, FetchError, FileRef, Leave, Message, Push, Receive, Sent
from handlers.channels import ALL_TOLD
from handlers.events import Attachment, Event

DELIVERED = 1
EARLY = 0


class Local:
    """One conversation a person name. `raw` is JSON with `text`, `choice`, `start`, `early`, `group`,
    `reply` (the number of the message it replies to)."""

    name = "local"
    capabilities = Capabilities(
        text_length=20_000,
        pushes_per_second=1000,
        pushes_per_chat=1000,
        buttons=100,
        edits=True,
        tells=ALL_TOLD,
    )

    def __init__(self) -> None:
        self.start_link = ""
        self._listeners: defaultdict[str, set[asyncio.Event]] = defaultdict(set)

    def parse(self, raw: bytes, attachments: tuple[Attachment, ...]) -> Event:
        """A `choice` with a colon is a button's value; any other, e.g. a number, is read like typed text."""
        said = orjson.loads(raw)
        seq = EARLY if said.get("early") else None
        text, choice = said.get("text") or "", said.get("choice") or ""
        if ":" in choice:
            return Event("choice", value=choice, seq=seq)
        first, _, rest = text.strip().partition(" ")
        if first == "/start" and not attachments:
            return Event("start", value=rest.strip(), seq=seq)
        return Event(
            "file" if attachments else "text",
            text=text or choice,
            attachments=attachments,
            group=said.get("group", ""),
            seq=seq,
            quoted=said.get("reply", ""),
        )

    def render(self, message: Message, address: str) -> list[Call]:
        """The page's own form of a message."""
        body = {
            "person": address,
            "text": message.text,
            "choices": [{"number": c.number, "label": c.label, "value": c.value} for c in message.choices],
            "files": [{"name": f.name, "kind": f.kind, "sha256": f.sha256} for f in message.files],
            "edits": "" if message.files else message.edits,
        }
        return [Call("message", orjson.dumps(body))]

    def may_push(self, push: Push, now: datetime) -> Leave:
        """Always, and free."""
        return Leave()

    async def send(self, call: Call) -> Sent:
        """Wakes whoever waits for news of this person."""
        address = orjson.loads(call.body)["person"]
        for listener in self._listeners.get(address, ()):
            listener.set()
        return Sent(seq=DELIVERED)

    @contextmanager
    def listening(self, address: str) -> Iterator[asyncio.Event]:
        """An event that is set when something is sent to a person from now on."""
        news, listeners = asyncio.Event(), self._listeners[address]
        listeners.add(news)
        try:
            yield news
        finally:
            listeners.discard(news)
            if not listeners:
                self._listeners.pop(address, None)

    async def fetch(self, file: FileRef, target: Path, limit: int) -> None:
        """Files come with the request here."""
        raise FetchError("file.unavailable")

    async def run(self, receive: Receive) -> None:
        """Receives over HTTP only."""

    async def close(self) -> None:
        """Holds nothing."""
