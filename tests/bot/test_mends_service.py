"""Nothing ends silently, nothing foreign stops the start, and what was written is really on the disk."""

import asyncio
import io
import os
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, insert, select, update
from typer.testing import CliRunner

from bot import backups, demo, library
from bot.__main__ import app
from bot.bootstrap import App
from bot.channels.base import FetchError
from bot.channels.telegram import updates
from bot.channels.words import line, lines
from bot.clock import machine_now
from bot.files import ENTRIES, LOST, Fetcher, Files, register
from bot.schedule import Schedule
from bot.settings import Misconfigured, Settings, load
from handlers.events import Attachment, Reply
from handlers.turn import Turn
from messages.catalogue import Catalogue
from programmes import model
from storage import database, queue
from storage.queue import inbox
from storage.tables import ProgrammeVersion
from tests.bot.engine import FakeChannel, House, said, wrote
from tests.bot.local_chat import running
from tests.bot.test_files import JPG, keep, photo
from tests.bot.test_schedule import due

HOUR = timedelta(hours=1)
version = ProgrammeVersion.__table__  # type: ignore[attr-defined]


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path / "files")


# Files


def test_only_the_first_letters_of_a_part_are_unpacked(files: Files) -> None:
    """A few kilobytes may unpack to gigabytes."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", b"\x00" * (64 << 20))
    read: list[int] = []

    class Counting(zipfile.ZipExtFile):
        def _read1(self, n: int) -> bytes:
            found: bytes = super()._read1(n)  # type: ignore[misc]
            read.append(len(found))
            return found

    before, zipfile.ZipExtFile = zipfile.ZipExtFile, Counting  # type: ignore[misc]
    try:
        with pytest.raises(FetchError):
            keep(files, content.getvalue(), "a.odt")
    finally:
        zipfile.ZipExtFile = before  # type: ignore[misc]
    assert 0 < sum(read) < 1 << 20


def test_an_archive_of_very_many_parts_is_refused(files: Files) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in ("[Content_Types].xml", "word/document.xml", *map(str, range(ENTRIES))):
            archive.writestr(name, "")
    with pytest.raises(FetchError):
        keep(files, content.getvalue(), "a.docx")


async def test_bytes_that_were_never_registered_leave_the_disk_after_a_day(
    database_url: str, files: Files
) -> None:
    known, lost, new = (keep(files, JPG + bytes([n])) for n in range(3))
    for one in (known, lost):
        then = (machine_now() - LOST - HOUR).timestamp()
        os.utime(files.path(one.sha256), (then, then))
    async with House(database_url, sending=False) as house:
        await house.turns.write(lambda c: register(c, [known]))
        await Schedule(house.turns, house.clock, files).look_for_lost()
    assert [files.path(one.sha256).exists() for one in (known, lost, new)] == [True, False, True]


async def test_fetching_goes_on_after_an_error_of_the_database(database_url: str, files: Files) -> None:
    channel, shown = FakeChannel(), list[Attachment]()
    channel.files = {"một": JPG}

    def dispatch(turn: Turn) -> list[Reply]:
        shown.extend(turn.event.attachments)
        return [said("x")]

    async with House(database_url, dispatch, channel, sending=False) as house:
        await house.turns.write(lambda c: c.exec_driver_sql("ALTER TABLE inbox RENAME TO elsewhere"))
        house.turns._paused = True
        fetcher = Fetcher(house.turns, house.channels, files)
        task = asyncio.create_task(fetcher.run())
        with pytest.raises(Exception, match="inbox"):
            await house.turns.write(queue.waiting_files)
        await house.turns.write(lambda c: c.exec_driver_sql("ALTER TABLE elsewhere RENAME TO inbox"))
        house.turns._paused = False
        await house.turns.receive("fake", [wrote("an", "ảnh", files=(photo("một"),))])
        fetcher.wake()
        await house.had_turns()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    assert [file.problem for file in shown] == [""]


async def test_what_is_being_fetched_is_broken_off_when_the_service_stops(
    sqlite_url: str, files: Files
) -> None:
    begun = asyncio.Event()

    class Slow(FakeChannel):
        async def fetch(self, file: object, target: Path, limit: int) -> None:
            begun.set()
            await asyncio.Event().wait()

    channel = Slow()
    async with House(sqlite_url, channel=channel, sending=False) as house:
        fetcher = Fetcher(house.turns, house.channels, files)
        task = asyncio.create_task(fetcher.run())
        await house.turns.receive("fake", [wrote("an", "ảnh", files=(photo("một"),))])
        fetcher.wake()
        await begun.wait()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await fetcher.stop()
        assert not fetcher._tasks
        assert await house.read(lambda c: c.execute(select(inbox.c.state)).scalar()) == "fetching"


# Background


async def test_a_task_that_dies_ends_the_service_and_readiness(tmp_path: Path) -> None:
    class Deaf(FakeChannel):
        async def run(self, receive: object) -> None:
            raise ZeroDivisionError

    service = App(Settings(data_dir=tmp_path, port=0), {"fake": Deaf()})
    try:
        await service.start()
        with pytest.raises(RuntimeError, match="the fake died"):
            await service.wait()
        assert service._ready() == {
            "writer": True,
            "sender": True,
            "fetcher": True,
            "tasks": True,
            "fake": False,
        }
    finally:
        await service.stop()


async def test_a_lane_that_is_stuck_does_not_stop_what_others_are_reminded_of(
    sqlite_url: str, tmp_path: Path
) -> None:
    """An's lane waits for a file that never comes: the tick returns, and Bình is reminded."""
    seen: list[str] = []

    def dispatch(turn: Turn) -> list[Reply]:
        seen.append(turn.event.text)
        return []

    async with House(sqlite_url, dispatch, sending=False) as house:
        schedule = Schedule(house.turns, house.clock, Files(tmp_path / "files"))
        await house.turns.receive("fake", [wrote("an", "ảnh", files=(photo("một"),))])
        await house.turns.write(lambda c: due(c, "an", "của An", machine_now() - 2 * HOUR))
        await schedule.tick()
        await house.turns.write(lambda c: due(c, "bình", "của Bình", machine_now() - HOUR))
        await schedule.tick()
        assert await schedule.fire(0.0) == 0
        await house.until(lambda c: seen)
        await house.turns.write(lambda c: due(c, "an", "lần hai", machine_now() - HOUR))
        assert await schedule.fire(0.0) == 1, "patience ends; the turn goes on by itself"
    assert seen == ["của Bình"]


# The library


def lib(connection: Connection, files: dict[str, str]) -> library.Library:
    return library.load(connection, files, machine_now())


def test_an_old_version_that_no_longer_reads_does_not_stop_the_start(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(
            insert(version).values(key="old", checksum="x", body="no: programme", loaded_at=machine_now())
        )
        found = lib(connection, model.library())
    assert len(found.programmes) == len(found.current) == len(model.library())


def test_the_words_of_a_programme_that_was_taken_out_stay_for_its_drafts(engine: Engine) -> None:
    with engine.begin() as connection:
        first = lib(connection, model.library())
        left = lib(connection, {})
    assert left.current == ()
    assert {name: sorted(texts) for name, texts in left.texts.items()} == {
        name: sorted(texts) for name, texts in first.texts.items()
    }
    assert Catalogue(left.texts).has("bac-kan-1tr.phase-phase-1", "vi")


def test_a_current_programme_is_read_strictly(engine: Engine) -> None:
    key = "bac-kan-1tr"
    text = model.library()[key]
    rule = next(rule.key for rule in model.load(text).exclusions if rule.test is not None)
    with engine.begin() as connection:
        with pytest.raises(library.BadProgramme, match=f"Programme {key}: .*is missing"):
            lib(connection, {key: "no: programme"})
        with pytest.raises(library.BadProgramme, match="titel"):
            lib(connection, {key: text.replace("[solution, title,", "[solution, titel,")})
        found = lib(connection, {key: text.replace(f"{key}-{rule} =", f"{key}-{rule}s =")})
        with pytest.raises(library.BadProgramme, match=f"has no text {key}-{rule} in vi"):
            found.check(Catalogue(found.texts))
        lib(connection, {key: text}).check(Catalogue(lib(connection, {key: text}).texts))


# What is typed and set


def test_names_and_words_hold_nothing_a_database_refuses() -> None:
    assert line("ả\x00nh\n\ud800.jpg") == "ảnh.jpg"
    assert lines("một\n\x00hai\t") == "một\nhai\t"
    update = {"update_id": 1, "message": {"chat": {"id": 1, "type": "private"}, "message_id": 1, "text": "",
              "document": {"file_id": "f", "file_name": "a\x00.pdf", "mime_type": "x\x00"}}}  # fmt: skip
    received = updates.read(update)
    assert received is not None
    assert (received.files[0].name, received.files[0].mime) == ("a.pdf", "x")


async def test_the_demo_is_seeded_once_also_after_its_chat_was_forgotten(tmp_path: Path) -> None:
    async with running(Settings(data_dir=tmp_path, port=0)) as chat:
        turns = chat.app.turns
        await turns.write(lambda c: c.execute(update(inbox).values(external_id=inbox.c.external_id + "x")))
        await demo.seed(turns, chat.app.clock)
        again = await turns.write(
            lambda c: c.execute(select(inbox).where(inbox.c.external_id.like("%demo-_"))).all()
        )
    assert again == []


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("DATABASE_URL", "sqlite://", "must name a file"),
        ("DATABASE_URL", "sqlite:///:memory:", "must name a file"),
        ("TELEGRAM_WEBHOOK_URL", "http://bot.example.vn/telegram/webhook", "must begin with https://"),
    ],
)
def test_a_setting_that_cannot_work_is_told(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, why: str
) -> None:
    monkeypatch.setenv("TELEGRAM_WEBHOOK_SECRET", "abc")
    monkeypatch.setenv(name, value)
    with pytest.raises(Misconfigured, match=why):
        load()


async def test_the_demo_clock_begins_in_the_zone_it_was_given_in(tmp_path: Path) -> None:
    async with running(Settings(data_dir=tmp_path, port=0, demo_now="2022-05-16T02:00:00+00:00")) as chat:
        now = chat.app.clock.now()
    assert (now.hour, now.day) == (2, 16)


def test_a_database_that_is_not_there_is_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    for command in (["export", "--json"], ["parked"]):
        told = CliRunner().invoke(app, command)
        assert (told.exit_code, told.stderr.count("\n")) == (2, 1)
        assert "There is no database" in told.stderr


def test_a_restore_that_fails_costs_nothing_of_the_old_database(sqlite_url: str, tmp_path: Path) -> None:
    """There is no room for the new one: what the old one's log holds is still there."""
    path = database.sqlite_path(sqlite_url)
    assert path is not None
    backups.backup(sqlite_url, tmp_path / "files", tmp_path / "backup.tar")
    log = path.with_name(path.name + "-wal")
    log.write_bytes(b"what was committed last")
    path.with_name(path.name + ".new").mkdir()
    with pytest.raises(IsADirectoryError):
        backups.restore(sqlite_url, tmp_path / "files", tmp_path / "backup.tar")
    assert log.read_bytes() == b"what was committed last"
