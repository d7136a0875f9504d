"""Files people send: fetched before their turn, checked by their bytes, stored once under their checksum."""

import asyncio
import hashlib
import logging
import mmap
import os
import re
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import puremagic
from sqlalchemy import Connection, Row

from bot.channels.base import Channel, FetchError, FileRef
from bot.clock import machine_now
from bot.stored import file_refs
from bot.turns import Turns
from handlers.events import Attachment, FileKind
from storage import files as stored
from storage import queue

log = logging.getLogger(__name__)

LIMIT = 20 * 1024 * 1024  # bytes; what Telegram lets a bot download
PATIENCE = 60.0  # seconds a conversation waits for a file
AT_ONCE = 8
LOOK = 1.0  # seconds between looks for files to fetch
LOST = timedelta(days=1)  # bytes without a row: no request that keeps them takes that long
ENTRIES = 10_000  # most parts an office file is believed to have
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
    ".3gp": "video/3gpp", ".amr": "audio/amr", ".aac": "audio/aac",
    ".txt": "text/plain",
}  # fmt: skip
"""What is taken, by what the bytes say."""

_OFFICE = {"word/": ".docx", "xl/": ".xlsx", "ppt/": ".pptx"}
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_OLE_STREAMS = {"WordDocument": ".doc", "Workbook": ".xls", "Book": ".xls", "PowerPoint Document": ".ppt"}
_PLAIN = ("", ".txt", ".csv", ".md")  # names under which text can only be read, not run
_SUFFIX = re.compile(r"\.[A-Za-z][A-Za-z0-9]*$")
_CHECKSUM = re.compile(r"[0-9a-f]{64}")


class Files:
    """The store of bytes under one folder, shared by all processes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._incoming = folder / "incoming"
        self._incoming.mkdir(parents=True, exist_ok=True)
        self.uploads = folder / "uploads"
        """What comes in pieces through links, a folder for each."""

    def path(self, sha256: str) -> Path:
        """Where the bytes of a checksum lie (or would)."""
        if not _CHECKSUM.fullmatch(sha256):
            raise ValueError("not a checksum")
        return self._folder / sha256[:2] / sha256

    def incoming(self) -> Path:
        """A new empty file to write bytes to."""
        handle, name = tempfile.mkstemp(dir=self._incoming)
        os.close(handle)
        return Path(name)

    def keep(self, incoming: Path, kind: FileKind, name: str, seconds: int | None) -> Attachment:
        """Checks, syncs and names the bytes by their checksum. Blocking. Raises `FetchError`."""
        mime, size = check(incoming, name), incoming.stat().st_size
        with incoming.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            os.fsync(file.fileno())
        target = self.path(sha256)
        if not target.parent.exists():
            target.parent.mkdir(exist_ok=True)
            sync_folder(self._folder)
        incoming.replace(target)
        sync_folder(target.parent)
        return Attachment(sha256, size, _kind(kind, mime), mime, name[:120], seconds)

    def remove(self, sha256: str) -> None:
        """Deletes bytes nobody refers to any more, unless the same were received again just now."""
        path = self.path(sha256)
        if path.exists() and path.stat().st_mtime < (machine_now() - UNUSED).timestamp():
            path.unlink(missing_ok=True)

    def kept(self, before: datetime) -> Iterator[str]:
        """Checksums of bytes that were received last before a moment."""
        for file in self._folder.glob("??/*"):
            with suppress(FileNotFoundError):
                if _CHECKSUM.fullmatch(file.name) and file.stat().st_mtime < before.timestamp():
                    yield file.name

    def sweep(self) -> None:
        """Removes what was half received: when a process died, or through a link and not gone on with."""
        old = (machine_now() - UNUSED).timestamp()
        for file in self._incoming.iterdir():
            with suppress(FileNotFoundError):  # it was complete just now and has its name
                if file.stat().st_mtime < old:
                    file.unlink()
        left = (machine_now() - LOST).timestamp()
        for folder in self.uploads.glob("*"):
            with suppress(FileNotFoundError):  # it was complete just now
                if max(one.stat().st_mtime for one in (folder, *folder.iterdir())) < left:
                    shutil.rmtree(folder)


def sync_folder(folder: Path) -> None:
    """What was named in a folder survives a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _kind(kind: FileKind, mime: str) -> FileKind:
    """What it is by its bytes; a photo sent "as a file" is a photo all the same."""
    if mime.startswith("image/"):
        return "photo"
    if kind == "voice":
        return "voice"
    return "video" if mime.startswith("video/") else "document"


def check(file: Path, name: str) -> str:
    """The MIME type of bytes that are taken. Raises `FetchError`."""
    size = file.stat().st_size
    if size == 0:
        raise FetchError("file.empty")
    if size > LIMIT:
        raise FetchError("file.too-large")
    return sniff(file, name)


def sniff(file: Path, name: str) -> str:
    """The MIME type by the bytes. Raises `FetchError` for what is not taken: programs, archives, scripts."""
    head = _head(file)
    if head.startswith(b"PK\x03\x04"):
        return KINDS[_office(file)]
    if head.startswith(_OLE):
        return KINDS[_old_office(file)]
    if head[4:8] == b"ftyp":
        return KINDS[_iso_media(head[8:12])]
    begins = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if (
        b"\x00" not in head
        and _suffix(name) in _PLAIN
        and _is_text(head)
        and not begins.startswith((b"#!", b"MZ", b"<", b"%PDF", b"{\\rtf"))
    ):
        return KINDS[".txt"]
    try:
        found = [match.extension.lower() for match in puremagic.magic_string(head)]
    except puremagic.PureError:
        found = []
    # The likeliest name comes first, but may be an odd one: ".jfif" for a photo, ".koz" for an MP3.
    for suffix in found:
        if suffix in KINDS and suffix != ".txt":
            return KINDS[suffix]
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


def _suffix(name: str) -> str:
    """What a system opens a file by: Windows overlooks dots and blanks behind it. "v1.2 cuối" has none."""
    found = _SUFFIX.search(name.rstrip(". "))
    return found[0].lower() if found else ""


def _old_office(file: Path) -> str:
    """The old Office formats, and Windows' installers, are file systems of one kind: the names in its
    directory tell (MS-CFB 2.6.1: 64 bytes of name, its length in bytes, 2 for a stream)."""
    with file.open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as content:
        for stream, suffix in _OLE_STREAMS.items():
            name = stream.encode("utf-16-le") + b"\x00\x00"
            entry = name.ljust(64, b"\x00") + len(name).to_bytes(2, "little") + b"\x02"
            if content.find(entry) >= 0:
                return suffix
    raise FetchError("file.kind")


def _office(file: Path) -> str:
    """Word, Excel and PowerPoint files are archives of a known inside; any other archive is refused.

    Nothing is unpacked but the first letters of one part: a few bytes may unpack to gigabytes.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            if len(names) > ENTRIES:
                raise FetchError("file.kind")
            if "mimetype" in names:
                with archive.open("mimetype") as part:
                    if part.read(60) == KINDS[".odt"].encode():
                        return ".odt"
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, KeyError, EOFError):
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
        self._tasks: set[asyncio.Task[None]] = set()

    def wake(self) -> None:
        """An update with files was received."""
        self._wake.set()

    async def run(self) -> None:
        """Until cancelled."""
        freed = False
        while True:
            self._wake.clear()
            try:
                if not freed:
                    await self._turns.write(queue.unclaim_fetches)
                    freed = True
                await self._begin()
            except Exception:  # whoever waits for a file waits a little longer, not for ever
                log.exception("looking for files to fetch failed")
            with suppress(TimeoutError):  # not wait_for: up to Python 3.11 it overhears a cancellation
                async with asyncio.timeout(LOOK):
                    await self._wake.wait()

    async def stop(self) -> None:
        """Breaks off what is being fetched: the next start, or another process, fetches it again."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _begin(self) -> None:
        for row in await self._claim(AT_ONCE - len(self._tasks)):
            task = asyncio.create_task(self._row(row.id, row.channel, row.files))
            self._tasks.add(task)
            task.add_done_callback(self._done)

    async def _claim(self, room: int) -> Sequence[Row[Any]]:
        if not room:
            return ()
        return await self._turns.write(lambda c: queue.fetching(c, self._channels, room, machine_now()))

    def _done(self, task: "asyncio.Task[None]") -> None:
        self._tasks.discard(task)
        self._wake.set()
        if not task.cancelled() and task.exception() is not None:
            log.error("an update with files waits for another attempt", exc_info=task.exception())

    async def _row(self, inbox_id: int, channel: str, refs: list[dict[str, Any]]) -> None:
        deadline = asyncio.get_running_loop().time() + PATIENCE
        fetched = [await self._one(self._channels[channel], ref, deadline) for ref in file_refs(refs)]

        def store(connection: Connection) -> None:
            register(connection, fetched)
            queue.fetched(connection, inbox_id, [asdict(file) for file in fetched])

        await self._turns.write(store)

    async def _one(self, channel: Channel, ref: FileRef, deadline: float) -> Attachment:
        if ref.size > LIMIT:
            return Attachment(name=ref.name, problem="file.too-large")
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
            if asyncio.get_running_loop().time() + pause >= deadline:
                break
            await asyncio.sleep(pause)
        return Attachment(name=ref.name, problem="file.unavailable")


def register(connection: Connection, files: Sequence[Attachment]) -> None:
    """Rows for stored bytes; the same bytes twice are one row."""
    kept = [stored.Stored(f.sha256, f.size, f.mime) for f in files if f.sha256]
    stored.register(connection, kept, machine_now())


def forget_unused(connection: Connection) -> list[str]:
    """Rows of bytes nobody refers to (a refusal, a thrown away draft); the caller removes the bytes."""
    return stored.forget_unused(connection, machine_now() - UNUSED)


async def remove_lost(files: Files, turns: Turns) -> None:
    """Removes bytes that were kept, but the process died before anything referred to them."""
    found = await asyncio.to_thread(lambda: list(files.kept(machine_now() - LOST)))
    for start in range(0, len(found), stored.AT_ONCE):
        look = partial(stored.unknown, checksums=found[start : start + stored.AT_ONCE])
        for sha256 in await turns.write(look):
            await asyncio.to_thread(files.remove, sha256)
