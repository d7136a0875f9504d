"""Files people send: judged by their bytes, stored once, fetched before their turn."""

import asyncio
import hashlib
import io
import os
import zipfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, insert, select, update

from bot.channels.base import FetchError, FileRef
from bot.clock import machine_now
from bot.files import KINDS, LIMIT, PATIENCE, Fetcher, Files, forget_unused, register
from handlers.events import Attachment, FileKind, Reply
from handlers.turn import Turn
from storage import queue
from storage.queue import inbox
from storage.tables import FileUse, StoredFile
from tests.bot.engine import LONG_AGO, FakeChannel, House, said, wrote
from tests.conversations import samples

HOUR = timedelta(hours=1)
stored_file = StoredFile.__table__  # type: ignore[attr-defined]
file_use = FileUse.__table__  # type: ignore[attr-defined]


def archive(*names: str, first: tuple[str, bytes] | None = None) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        if first:
            file.writestr(*first)
        for name in names:
            file.writestr(name, "x")
    return content.getvalue()


def box(brand: bytes) -> bytes:
    """The head of a file of the family of MP4 and HEIC."""
    return b"\x00\x00\x00\x18ftyp" + brand + b"\x00\x00\x00\x00" + brand + b"mif1" + b"\x00" * 40


OFFICE = "[Content_Types].xml"
PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489") + b"\x00" * 20
JPG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffdb0043") + b"\x01" * 64 + b"\xff\xd9"
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
OGG = b"OggS\x00\x02" + b"\x00" * 20 + b"\x01\x13OpusHead\x01\x01" + b"\x00" * 16
MP3 = b"ID3\x03\x00\x00\x00\x00\x00\x00" + b"\xff\xfb\x90\x00" + b"\x00" * 64
WAV = b"RIFF\x24\x00\x00\x00WAVEfmt " + b"\x10\x00\x00\x00\x01\x00\x01\x00" + b"\x00" * 20


def ole(stream: str) -> bytes:
    """The old Office container: its head, and a directory with one stream."""
    name = stream.encode("utf-16-le") + b"\x00\x00"
    entry = name.ljust(64, b"\x00") + len(name).to_bytes(2, "little") + b"\x02"
    return bytes.fromhex("d0cf11e0a1b11ae1").ljust(512, b"\x00") + entry.ljust(128, b"\x00")


TAKEN = {
    "a photo": ("a.jpg", JPG, "image/jpeg"),
    "a photo with another name": ("a.pdf", JPG, "image/jpeg"),
    "a photo without a name": ("", JPG, "image/jpeg"),
    "a picture": ("a.png", PNG, "image/png"),
    "a photo of an iPhone": ("a.heic", box(b"heic"), "image/heic"),
    "a PDF": ("a.pdf", PDF, "application/pdf"),
    "Word": ("a.docx", archive(OFFICE, "word/document.xml"), KINDS[".docx"]),
    "Excel": ("a.xlsx", archive(OFFICE, "xl/workbook.xml"), KINDS[".xlsx"]),
    "PowerPoint": ("a.pptx", archive(OFFICE, "ppt/presentation.xml"), KINDS[".pptx"]),
    "LibreOffice": (
        "a.odt", archive("content.xml", first=("mimetype", KINDS[".odt"].encode())), KINDS[".odt"],
    ),
    "old Word": ("a.doc", ole("WordDocument"), KINDS[".doc"]),
    "old Excel": ("A.XLS", ole("Workbook"), KINDS[".xls"]),
    "older Excel": ("a.xls", ole("Book"), KINDS[".xls"]),
    "old PowerPoint": ("a.ppt", ole("PowerPoint Document"), KINDS[".ppt"]),
    "a table as text": ("a.csv", "tên,năm".encode(), "text/plain"),
    "text with a dot in its name": ("ghi chú 12.5 cuối", "Sáng kiến".encode(), "text/plain"),
    "a voice message": ("a.ogg", OGG, "audio/ogg"),
    "a voice message of bare frames": ("", samples.aac(), "audio/aac"),
    "a song": ("a.mp3", MP3, "audio/mpeg"),
    "a recording": ("a.wav", WAV, "audio/wav"),
    "a recording of an iPhone": ("a.m4a", box(b"M4A "), "audio/mp4"),
    "a video": ("a.mp4", box(b"isom"), "video/mp4"),
    "text with accents": ("a.txt", "Sáng kiến của đồng chí Đặng Thị Ngọc Ưu".encode(), "text/plain"),
    "long text cut inside a letter": ("a.txt", "ế".encode() * 5000, "text/plain"),
}  # fmt: skip

REFUSED = {
    "a program for Windows": ("a.exe", b"MZ\x90\x00\x03\x00\x00\x00" + b"\x00" * 64),
    "an installer for Windows": ("a.doc", ole("SummaryInformation")),
    "a batch file": ("a.bat", b"del /q *.*"),
    "a batch file behind a dot": ("a.txt.bat. ", b"del /q *.*"),
    "a PowerShell script": ("a.PS1", b"Remove-Item *"),
    "a script of the browser": ("a.js", b"alert(1)"),
    "a program for Linux": ("a", b"\x7fELF\x02\x01\x01" + b"\x00" * 64),
    "a program that calls itself a photo": ("a.jpg", b"MZ\x90\x00\x03\x00\x00\x00" + b"\x00" * 64),
    "a script": ("a.sh", b"#!/bin/sh\necho\n"),
    "a script that calls itself text": ("a.txt", b"#!/bin/sh\necho\n"),
    "a web page": ("a.html", b"<!DOCTYPE html><script>alert(1)</script>"),
    "a web page behind a blank line": ("a.txt", "\ufeff\n <html><script>alert(1)</script>".encode()),
    "a picture with scripts": ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'></svg>"),
    "an archive": ("a.zip", archive("a.txt")),
    "an archive that calls itself Word": ("a.docx", archive("word/document.xml")),
    "Word with macros": ("a.docm", archive(OFFICE, "word/document.xml", "word/vbaProject.bin")),
    "macros that call themselves plain Word": (
        "a.docx",
        archive(OFFICE, "word/x.xml", "word/VBAPROJECT.BIN"),
    ),
    "a broken archive": ("a.docx", b"PK\x03\x04" + b"\x00" * 40),
    "bytes nobody knows": ("a.bin", bytes(range(256))),
}


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path / "files")


def received(files: Files, content: bytes) -> Path:
    incoming = files.incoming()
    incoming.write_bytes(content)
    return incoming


def keep(files: Files, content: bytes, name: str = "a.jpg", kind: FileKind = "document") -> Attachment:
    return files.keep(received(files, content), kind, name, None)


# What the bytes say


@pytest.mark.parametrize(("name", "content", "mime"), TAKEN.values(), ids=TAKEN)
def test_what_is_taken_is_known_by_its_bytes(files: Files, name: str, content: bytes, mime: str) -> None:
    kept = keep(files, content, name)
    assert kept.mime == mime
    assert kept.name == name
    assert kept.size == len(content)
    assert kept.sha256 == hashlib.sha256(content).hexdigest()
    assert files.path(kept.sha256).read_bytes() == content


@pytest.mark.parametrize(("name", "content"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_taken_is_refused_whatever_it_calls_itself(
    files: Files, tmp_path: Path, name: str, content: bytes
) -> None:
    with pytest.raises(FetchError) as refused:
        keep(files, content, name)
    assert refused.value.problem == "file.kind"
    assert not refused.value.retry
    assert not list((tmp_path / "files").glob("??/*"))


def test_an_empty_file_is_refused(files: Files) -> None:
    with pytest.raises(FetchError) as refused:
        keep(files, b"")
    assert refused.value.problem == "file.empty"


def test_a_file_over_the_limit_is_refused_and_one_at_the_limit_taken(files: Files) -> None:
    assert keep(files, JPG.ljust(LIMIT, b"\x00")).size == LIMIT
    with pytest.raises(FetchError) as refused:
        keep(files, JPG.ljust(LIMIT + 1, b"\x00"))
    assert refused.value.problem == "file.too-large"


@pytest.mark.parametrize(
    ("sent_as", "content", "kind"),
    [
        pytest.param("document", JPG, "photo", id="a photo sent as a file is a photo"),
        pytest.param("voice", OGG, "voice", id="a voice message stays one"),
        pytest.param("document", OGG, "document", id="music is a document"),
        pytest.param("document", box(b"isom"), "video", id="a video sent as a file is a video"),
        pytest.param("photo", PDF, "document", id="what is no photo is none"),
    ],
)
def test_the_kind_follows_the_bytes(files: Files, sent_as: FileKind, content: bytes, kind: str) -> None:
    assert keep(files, content, "a", sent_as).kind == kind


# The store of bytes


def test_the_same_file_twice_is_stored_once(files: Files, tmp_path: Path) -> None:
    assert keep(files, JPG, "một.jpg").sha256 == keep(files, JPG, "hai.jpg").sha256
    assert len(list((tmp_path / "files").glob("??/*"))) == 1
    assert list((tmp_path / "files" / "incoming").iterdir()) == []


@pytest.mark.parametrize("name", ["../../etc/passwd", "x" * 64, "A" * 64, "", "0" * 63])
def test_nothing_but_a_checksum_names_stored_bytes(files: Files, name: str) -> None:
    with pytest.raises(ValueError, match="not a checksum"):
        files.path(name)


def age(file: Path, by: timedelta) -> None:
    then = (machine_now() - by).timestamp()
    os.utime(file, (then, then))


def test_what_was_half_received_at_a_crash_is_swept_and_what_comes_in_now_is_not(files: Files) -> None:
    old, new = received(files, b"half"), received(files, b"half")
    age(old, 2 * HOUR)
    files.sweep()
    assert (old.exists(), new.exists()) == (False, True)


def test_bytes_received_again_just_now_are_not_removed(files: Files) -> None:
    """Their row was unused for an hour; the same photo came again while it was being forgotten."""
    path = files.path(keep(files, JPG).sha256)
    files.remove(path.name)
    assert path.exists()
    age(path, 2 * HOUR)
    files.remove(path.name)
    assert not path.exists()
    files.remove(path.name)


async def test_unused_bytes_are_forgotten_after_an_hour_and_used_ones_never(
    database_url: str, files: Files
) -> None:
    used, unused, fresh, waiting, given_up = (
        keep(files, JPG + bytes([number]), f"{number}.jpg") for number in range(5)
    )
    async with House(database_url, sending=False) as house:
        await house.turns.pause()
        photos = {"chờ": waiting, "bỏ": given_up}
        await house.turns.receive("fake", [wrote("an", word, stored=(f,)) for word, f in photos.items()])

        def store(connection: Connection) -> None:
            register(connection, [used, unused, fresh, waiting, given_up])
            ago = update(stored_file).values(stored_at=machine_now() - 2 * HOUR)
            connection.execute(ago.where(stored_file.c.sha256 != fresh.sha256))
            person_id = connection.execute(select(inbox.c.person_id)).scalars().first()
            connection.execute(
                insert(file_use).values(sha256=used.sha256, person_id=person_id, question="q", kind="photo",
                                        mime="image/jpeg", name="", size=1)
            )  # fmt: skip
            connection.execute(update(inbox).where(inbox.c.external_id == "an:bỏ").values(state="parked"))

        await house.turns.write(store)
        assert await house.turns.write(forget_unused) == [unused.sha256]
        await house.turns.write(lambda c: c.execute(update(inbox).values(state="done")))
        assert set(await house.turns.write(forget_unused)) == {waiting.sha256, given_up.sha256}


async def test_bytes_that_come_again_live_another_hour(database_url: str, files: Files) -> None:
    photo = keep(files, JPG)
    async with House(database_url, sending=False) as house:

        def twice(connection: Connection) -> list[str]:
            register(connection, [photo])
            connection.execute(update(stored_file).values(stored_at=LONG_AGO))
            register(connection, [photo, photo])
            return forget_unused(connection)

        assert await house.turns.write(twice) == []


# Fetching


@asynccontextmanager
async def fetching(
    url: str, files: Files, channel: FakeChannel, dispatch: Callable[[Turn], list[Reply]]
) -> AsyncIterator[House]:
    async with House(url, dispatch, channel, sending=False) as house:
        fetcher = Fetcher(house.turns, house.channels, files)
        task = asyncio.create_task(fetcher.run())
        try:
            yield house
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


class Album:
    """A handler that writes down the files it is shown."""

    def __init__(self) -> None:
        self.shown: list[Attachment] = []

    def __call__(self, turn: Turn) -> list[Reply]:
        self.shown += turn.event.attachments
        return [said(turn.event.text)]


def photo(ref: str, size: int = 0) -> FileRef:
    return FileRef(ref, "photo", f"{ref}.jpg", size=size)


async def test_a_turn_sees_its_files_once_their_bytes_are_safe(
    database_url: str, files: Files, tmp_path: Path
) -> None:
    channel, album = FakeChannel(), Album()
    channel.files = {"một": JPG, "hai": PNG}
    async with fetching(database_url, files, channel, album) as house:
        await house.turns.receive("fake", [wrote("an", "ảnh", files=(photo("một"), photo("hai")))])
        await house.had_turns()
        rows = await house.read(lambda c: c.execute(select(stored_file.c.sha256)).scalars().all())
    assert [(a.name, a.mime, a.kind, a.problem) for a in album.shown] == [
        ("một.jpg", "image/jpeg", "photo", ""), ("hai.jpg", "image/png", "photo", ""),
    ]  # fmt: skip
    assert sorted(rows) == sorted(a.sha256 for a in album.shown)
    assert [files.path(a.sha256).read_bytes() for a in album.shown] == [JPG, PNG]
    assert list((tmp_path / "files" / "incoming").iterdir()) == []


async def test_a_file_of_a_refused_kind_does_not_cost_its_neighbours(database_url: str, files: Files) -> None:
    channel, album = FakeChannel(), Album()
    channel.files = {"một": b"MZ\x90\x00" + b"\x00" * 40, "hai": PNG}
    async with fetching(database_url, files, channel, album) as house:
        await house.turns.receive("fake", [wrote("an", "ảnh", files=(photo("một"), photo("hai")))])
        await house.had_turns()
    assert [(a.name, a.problem) for a in album.shown] == [("một.jpg", "file.kind"), ("hai.jpg", "")]


async def test_a_file_that_is_too_large_is_not_even_fetched(database_url: str, files: Files) -> None:
    channel, album = FakeChannel(), Album()
    async with fetching(database_url, files, channel, album) as house:
        await house.turns.receive("fake", [wrote("an", "ảnh", files=(photo("một", LIMIT + 1),))])
        await house.had_turns()
    assert [a.problem for a in album.shown] == ["file.too-large"]
    assert not channel.fetches


async def test_a_file_is_fetched_again_after_a_passing_failure(database_url: str, files: Files) -> None:
    class Flaky(FakeChannel):
        async def fetch(self, file: FileRef, target: Path, limit: int) -> None:
            self.files[file.ref] = JPG if self.fetches[file.ref] else FetchError("later", retry=True)
            await super().fetch(file, target, limit)

    channel, album = Flaky(), Album()
    async with fetching(database_url, files, channel, album) as house:
        await house.turns.receive("fake", [wrote("an", "ảnh", files=(photo("một"),))])
        await house.had_turns()
    assert channel.fetches["một"] == 2
    assert [a.problem for a in album.shown] == [""]


@pytest.mark.parametrize(
    ("failure", "problem"),
    [
        pytest.param(FetchError("file.unavailable"), "file.unavailable", id="the platform has it no more"),
        pytest.param(FetchError("file.too-large"), "file.too-large", id="it proved too large"),
        pytest.param(ZeroDivisionError(), "file.unavailable", id="a bug of the channel"),
    ],
)
async def test_a_file_that_can_not_be_had_comes_with_its_reason(
    database_url: str, files: Files, failure: Exception, problem: str
) -> None:
    channel, album = FakeChannel(), Album()
    channel.files["một"] = failure
    async with fetching(database_url, files, channel, album) as house:
        await house.turns.receive("fake", [wrote("an", "ảnh", files=(photo("một"),))])
        await house.had_turns()
    assert [(a.name, a.problem) for a in album.shown] == [("một.jpg", problem)]
    assert channel.fetches["một"] == 1


async def test_a_lane_does_not_wait_longer_than_its_patience_for_all_its_files(
    sqlite_url: str, files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert PATIENCE == 60.0
    monkeypatch.setattr("bot.files.PATIENCE", 0.2)

    class Slow(FakeChannel):
        async def fetch(self, file: FileRef, target: Path, limit: int) -> None:
            await asyncio.Event().wait()

    album = Album()
    refs = tuple(photo(str(number)) for number in range(6))
    async with fetching(sqlite_url, files, Slow(), album) as house:
        await house.turns.receive("fake", [wrote("an", "ảnh", files=refs)])
        await house.had_turns()
    assert [a.problem for a in album.shown] == ["file.unavailable"] * 6


async def test_files_a_dead_process_was_fetching_are_fetched_again(sqlite_url: str, files: Files) -> None:
    channel, album = FakeChannel(), Album()
    channel.files["một"] = JPG
    async with House(sqlite_url, album, channel, sending=False) as house:
        await house.turns.receive("fake", [wrote("an", "ảnh", files=(photo("một"),))])
        claimed = await house.turns.write(lambda c: queue.fetching(c, ["fake"], 8, machine_now()))
        assert len(claimed) == 1
    async with fetching(sqlite_url, files, channel, album) as house:
        await house.had_turns()
    assert [a.problem for a in album.shown] == [""]


async def test_a_file_is_fetched_by_one_process_until_its_claim_runs_out(database_url: str) -> None:
    async with House(database_url, sending=False) as house:
        await house.turns.receive("fake", [wrote("an", "ảnh", files=(photo("một"),))])
        now = machine_now()

        def claimed(after: timedelta) -> Callable[[Connection], int]:
            return lambda c: len(queue.fetching(c, ["fake"], 8, now + after))

        waits = [timedelta(), timedelta(seconds=60), timedelta(seconds=71)]
        assert [await house.turns.write(claimed(wait)) for wait in waits] == [1, 0, 1]


async def test_more_files_than_are_fetched_at_once_all_come(sqlite_url: str, files: Files) -> None:
    channel, album = FakeChannel(), Album()
    channel.files = {str(n): JPG + bytes([n]) for n in range(40)}
    async with fetching(sqlite_url, files, channel, album) as house:
        items = [wrote(f"người {n}", "ảnh", files=(photo(str(n)),)) for n in range(40)]
        await house.turns.receive("fake", items)
        await house.had_turns()
    assert len({a.sha256 for a in album.shown}) == 40
    assert set(channel.fetches.values()) == {1}
