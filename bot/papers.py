"""Files that the service makes for people: kept under their checksum for as long as it takes to hand them
over. Made again when they are wanted again, so nothing of them lies about."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, Engine

from bot.clock import Clock, machine_now
from bot.files import Files
from handlers.events import Attachment, FileKind
from handlers.service import Service
from messages.catalogue import Catalogue
from storage import files as stored


class Papers:
    """Keeps made files, in two steps: the bytes in a thread, their row in the transaction of the result."""

    def __init__(self, files: Files) -> None:
        self._files = files

    def keep(self, data: bytes, name: str, kind: FileKind = "document") -> Attachment:
        """The bytes, checked, synced and named. Blocking."""
        incoming = self._files.incoming()
        incoming.write_bytes(data)
        return self._files.keep(incoming, kind, name, None)


def handed(connection: Connection, paper: Attachment) -> dict[str, Any]:
    """What the result of a task says of a kept file."""
    stored.register(connection, [stored.Stored(paper.sha256, paper.size, paper.mime)], machine_now())
    return asdict(paper)


@dataclass
class Workbench:
    """What tasks work with: a place for files, the database, the words, the service as it is now, business
    time."""

    papers: Papers
    reader: Engine
    catalogue: Catalogue
    service: Callable[[], Service]
    clock: Clock
