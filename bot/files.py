"""Files people send: fetched before their turn, checked by their bytes, stored once under their checksum."""

import asyncio
import hashlib
import logging
import os
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any

import puremagic
from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.channels.base import Channel, FetchError, FileRef
from bot.clock import machine_now
from bot.stored import file_refs
from bot.turns import Turns
from handlers.events import Attachment, FileKind
from storage import queue
from storage.tables import FileUse, StoredFile

log = logging.getLogger(__name__)

LIMIT = 20 * 1024 * 1024  # bytes; what Telegram lets a bot download
PATIENCE = 60.0  # seconds a conversation waits for a file
AT_ONCE = 8
UNUSED = timedelta(hours=1)  # bytes nobody refers to are kept that long, then removed

KINDS: Mapping[str, str] = {
    ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png",
    ".webp": "image/webp", ".gif": "image/gif",
    ".heic": "image/heic", ".heif": "image/heic", ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".doc": "application/msword", ".xls": "application/vnd.ms-excel", ".ppt": "application/vnd.ms-powerpoint",
    ".ogg": "audio/ogg", ".oga": "audio/ogg", ".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".wav": "audio/wav",
    ".webm": "video/webm", ".mp4": "video/mp4", ".mov": "video/quicktime",
    ".3gp": "video/3gpp", ".amr": "audio/amr",
    ".txt": "text/plain",
}  # fmt: skip
"""What is taken, by what the bytes say."""

_OFFICE = {"word/": ".docx", "xl/": ".xlsx", "ppt/": ".pptx"}
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")


class Files:
    """The store of bytes under one folder, shared by all processes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._incoming = folder / "incoming"
        self._incoming.mkdir(parents=True, exist_ok=True)

    def path(self, sha256: str) -> Path:
        """Where the bytes of a checksum lie (or would)."""
        if len(sha256) != 64 or not all(c in "0123456789abcdef" for c in sha256):
            raise ValueError("not a checksum")
        return self._folder / sha256[:2] / sha256

    def incoming(self) -> Path:
        """A new empty file to write bytes to."""
        handle, name = tempfile.mkstemp(dir=self._incoming)
        os.close(handle)
        return Path(name)

    def keep(self, incoming: Path, kind: FileKind, name: str, seconds: int | None) -> Attachment:
        """Checks, syncs and names the bytes by their checksum. Blocking. Raises `FetchError`."""
        size = incoming.stat().st_size
        if size == 0:
            raise FetchError("file.empty")
        if size > LIMIT:
            raise FetchError("file.too-large")
        mime = sniff(incoming, name)
        with incoming.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            os.fsync(file.fileno())
        target = self.path(sha256)
        target.parent.mkdir(exist_ok=True)
        incoming.replace(target)
        folder = os.open(target.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
        return Attachment(sha256, size, _kind(kind, mime), mime, name[:120], seconds)

    def remove(self, sha256: str) -> None:
        """Deletes bytes nobody refers to any more."""
        self.path(sha256).unlink(missing_ok=True)

    def sweep(self) -> None:
        """Removes what was half received when a process died."""
        old = machine_now().timestamp() - 3600
        for file in self._incoming.iterdir():
            if file.stat().st_mtime < old:
                file.unlink(missing_ok=True)


def _kind(kind: FileKind, mime: str) -> FileKind:
    """What it is by its bytes; a photo sent "as a file" is a photo all the same."""
    if mime.startswith("image/"):
        return "photo"
    if kind == "voice":
        return "voice"
    return "video" if mime.startswith("video/") else "document"


def sniff(file: Path, name: str) -> str:
    """The MIME type by the bytes. Raises `FetchError` for what is not taken: programs, archives, scripts."""
    head = _head(file)
    if head.startswith(b"PK\x03\x04"):
        return KINDS[_office(file)]
    if head.startswith(_OLE):
        suffix = Path(name).suffix.lower()
        return KINDS[suffix if suffix in (".doc", ".xls", ".ppt") else ".doc"]
    if head[4:8] == b"ftyp":
        return KINDS[_iso_media(head[8:12])]
    if (
        b"\x00" not in head
        and _is_text(head)
        and not head.startswith((b"#!", b"MZ", b"<", b"%PDF", b"{\\rtf"))
    ):
        return KINDS[".txt"]
    try:
        found = [match.extension.lower() for match in puremagic.magic_string(head)]
    except puremagic.PureError:
        found = []
    if found and found[0] in KINDS and found[0] != ".txt":
        return KINDS[found[0]]
    raise FetchError("file.kind")


def _head(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(8192)


def _is_text(head: bytes) -> bool:
    for cut in range(4):  # the last letter may be cut in the middle
        try:
            head[: len(head) - cut].decode("utf-8")
        except UnicodeDecodeError:
            continue
        return True
    return False


def _iso_media(brand: bytes) -> str:
    if brand in (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis"):
        return ".heic"
    return {b"M4A ": ".m4a", b"qt  ": ".mov"}.get(brand, ".3gp" if brand.startswith(b"3g") else ".mp4")


def _office(file: Path) -> str:
    """Word, Excel and PowerPoint files are archives of a known inside; any other archive is refused."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            if "mimetype" in names and archive.read("mimetype")[:60] == KINDS[".odt"].encode():
                return ".odt"
    except (zipfile.BadZipFile, OSError, RuntimeError, KeyError):
        raise FetchError("file.kind") from None
    if "[Content_Types].xml" in names and not any(n.lower().endswith("vbaproject.bin") for n in names):
        for folder, suffix in _OFFICE.items():
            if any(n.startswith(folder) for n in names):
                return suffix
    raise FetchError("file.kind")


class Fetcher:
    """Fetches the files of waiting updates and opens their turns."""

    def __init__(self, turns: Turns, channels: Mapping[str, Channel], files: Files) -> None:
        self._turns, self._channels, self._files = turns, channels, files
        self._wake = asyncio.Event()
        self._gate = asyncio.Semaphore(AT_ONCE)
        self._tasks: set[asyncio.Task[None]] = set()

    def wake(self) -> None:
        """An update with files was received."""
        self._wake.set()

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            rows = await self._turns.write(lambda c: queue.fetching(c, AT_ONCE * 2, machine_now()))
            for row in rows:
                task = asyncio.create_task(self._row(row.id, row.channel, row.files))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)
            if rows:
                continue
            self._wake.clear()
            try:
                await asyncio.wait_for(self._wake.wait(), 1.0)
            except TimeoutError:
                continue

    async def _row(self, inbox_id: int, channel: str, refs: list[dict[str, Any]]) -> None:
        async with self._gate:
            fetched = [await self._one(self._channels[channel], ref) for ref in file_refs(refs)]

        def store(connection: Connection) -> None:
            register(connection, fetched)
            queue.fetched(connection, inbox_id, [asdict(file) for file in fetched])

        await self._turns.write(store)

    async def _one(self, channel: Channel, ref: FileRef) -> Attachment:
        if ref.size > LIMIT:
            return Attachment(name=ref.name, problem="file.too-large")
        deadline = asyncio.get_running_loop().time() + PATIENCE
        for pause in (0.5, 2.0, 5.0, 10.0, 20.0):
            incoming = self._files.incoming()
            try:
                async with asyncio.timeout_at(deadline):
                    await channel.fetch(ref, incoming, LIMIT)
                    return await asyncio.to_thread(
                        self._files.keep, incoming, ref.kind, ref.name, ref.seconds
                    )
            except FetchError as error:
                if not error.retry:
                    return Attachment(name=ref.name, problem=error.problem)
            except TimeoutError:
                break
            except Exception:
                log.exception("fetching a file failed")
                break
            finally:
                incoming.unlink(missing_ok=True)
            await asyncio.sleep(pause)
        return Attachment(name=ref.name, problem="file.unavailable")


def register(connection: Connection, files: list[Attachment]) -> None:
    """Rows for stored bytes; the same bytes twice are one row."""
    insert: Any = (sqlite if connection.dialect.name == "sqlite" else postgresql).insert(StoredFile)
    rows = [
        {"sha256": f.sha256, "size": f.size, "mime": f.mime, "stored_at": machine_now()}
        for f in files
        if f.sha256
    ]
    if rows:
        connection.execute(insert.on_conflict_do_update(
            index_elements=["sha256"], set_={"stored_at": insert.excluded.stored_at}
        ), rows)  # fmt: skip


def forget_unused(connection: Connection) -> list[str]:
    """Rows of bytes nobody refers to (a refusal, a thrown away draft); the caller removes the bytes."""
    files, uses = StoredFile.__table__, FileUse.__table__  # type: ignore[attr-defined]
    unused = files.c.sha256.not_in(select(uses.c.sha256)) & (files.c.stored_at < machine_now() - UNUSED)
    gone = [row[0] for row in connection.execute(select(files.c.sha256).where(unused).limit(500))]
    if gone:
        connection.execute(delete(files).where(files.c.sha256.in_(gone)))
    return gone
