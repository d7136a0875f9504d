"""A backup made while the service writes holds one moment, and can be put in place."""

import io
import os
import sqlite3
import stat
import tarfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, text

from bot import backups
from bot.files import Files
from storage import database, settings
from tests.postgres import Postgres

PHOTO = b"mot van ban"


@pytest.fixture
def url(request: pytest.FixtureRequest, database_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Either engine; PostgreSQL with its own programs at hand."""
    if not database_url.startswith("sqlite"):
        server: Postgres = request.getfixturevalue("postgres_server")
        missing = [name for name in ("pg_dump", "pg_restore") if not (server.programs / name).exists()]
        if missing:
            pytest.skip(f"this PostgreSQL comes without {' and '.join(missing)}")
        monkeypatch.setenv("PATH", f"{server.programs}{os.pathsep}{os.environ['PATH']}")
    return database_url


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path / "files")


def keep(files: Files, content: bytes = PHOTO) -> Path:
    incoming = files.incoming()
    incoming.write_bytes(content)
    return files.path(files.keep(incoming, "document", "a.txt", None).sha256)


def put(url: str, value: str) -> None:
    engine = database.writer(url)
    with engine.begin() as connection:
        settings.put(connection, "n", value)
    engine.dispose()


def get(url: str) -> str | None:
    engine = database.writer(url)
    with engine.begin() as connection:
        value = settings.get(connection, "n")
    engine.dispose()
    return value


def both(connection: Connection) -> tuple[int, int]:
    """The counter and the rows counted: equal in every commit."""
    rows = connection.execute(text("SELECT count(*) FROM person")).scalar_one()
    return int(settings.get(connection, "n") or 0), int(rows)


@contextmanager
def writing(engine: Engine) -> Iterator[threading.Event]:
    """A service that writes without pause; the event says that it has begun."""
    stop, begun = threading.Event(), threading.Event()

    def run() -> None:
        while not stop.is_set():
            with engine.begin() as connection:
                counter, _ = both(connection)
                settings.put(connection, "n", str(counter + 1))
                connection.execute(text("INSERT INTO person (name, language, unit_note, created_at)"
                                        " VALUES ('', 'vi', '', '2026-01-01 00:00:00')"))  # fmt: skip
            begun.set()

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield begun
    finally:
        stop.set()
        thread.join()


def test_a_backup_made_while_the_service_writes_holds_one_moment(
    url: str, engine: Engine, files: Files, tmp_path: Path
) -> None:
    target = tmp_path / "backup.tar"
    photo = keep(files)
    with writing(engine) as begun:
        assert begun.wait(20)
        backups.backup(url, tmp_path / "files", target)
    with engine.begin() as connection:
        at_the_end, _ = both(connection)
    photo.unlink()
    engine.dispose()
    backups.restore(url, tmp_path / "files", target)
    restored = database.writer(url)
    with restored.begin() as connection:
        counter, rows = both(connection)
    restored.dispose()
    assert counter == rows
    assert 1 <= counter <= at_the_end
    assert photo.read_bytes() == PHOTO


def test_what_was_written_after_a_backup_is_gone_when_it_is_restored(
    url: str, files: Files, tmp_path: Path
) -> None:
    target = tmp_path / "backup.tar"
    put(url, "before")
    backups.backup(url, tmp_path / "files", target)
    put(url, "after")
    backups.restore(url, tmp_path / "files", target)
    assert get(url) == "before"


def test_a_restored_database_is_whole(url: str, files: Files, tmp_path: Path) -> None:
    target = tmp_path / "backup.tar"
    backups.backup(url, tmp_path / "files", target)
    backups.restore(url, tmp_path / "files", target)
    engine = database.writer(url)
    database.upgrade(engine)
    with engine.begin() as connection:
        assert both(connection) == (0, 0)
    engine.dispose()


def test_a_backup_can_be_restored_into_an_empty_folder(sqlite_url: str, files: Files, tmp_path: Path) -> None:
    photo = keep(files)
    put(sqlite_url, "before")
    backups.backup(sqlite_url, tmp_path / "files", tmp_path / "backup.tar")
    elsewhere = tmp_path / "elsewhere"
    backups.restore(f"sqlite:///{elsewhere / 'sangkien.db'}", elsewhere / "files", tmp_path / "backup.tar")
    assert get(f"sqlite:///{elsewhere / 'sangkien.db'}") == "before"
    assert Files(elsewhere / "files").path(photo.name).read_bytes() == PHOTO


def test_what_is_half_received_is_not_in_a_backup(sqlite_url: str, files: Files, tmp_path: Path) -> None:
    files.incoming().write_bytes(b"half")
    photo = keep(files)
    backups.backup(sqlite_url, tmp_path / "files", tmp_path / "backup.tar")
    with tarfile.open(tmp_path / "backup.tar") as archive:
        assert sorted(archive.getnames()) == [
            backups.ABOUT, backups.DATABASE, f"files/{photo.parent.name}/{photo.name}",
        ]  # fmt: skip


def test_the_log_of_the_old_database_is_not_played_into_the_restored_one(
    sqlite_url: str, files: Files, tmp_path: Path
) -> None:
    put(sqlite_url, "before")
    backups.backup(sqlite_url, tmp_path / "files", tmp_path / "backup.tar")
    path = database.sqlite_path(sqlite_url)
    assert path is not None
    crashed = sqlite3.connect(path)  # it never closes: its log stays
    crashed.execute("PRAGMA journal_mode = WAL")
    crashed.execute("UPDATE setting SET value = 'after'")
    crashed.commit()
    log = path.with_name(path.name + "-wal")
    left = log.read_bytes()
    crashed.close()
    log.write_bytes(left)
    backups.restore(sqlite_url, tmp_path / "files", tmp_path / "backup.tar")
    assert get(sqlite_url) == "before"


# What an operator did wrong


def test_nothing_is_restored_under_a_running_service(sqlite_url: str, files: Files, tmp_path: Path) -> None:
    backups.backup(sqlite_url, tmp_path / "files", tmp_path / "backup.tar")
    with database.sole_service(sqlite_url), pytest.raises(database.InUse):
        backups.restore(sqlite_url, tmp_path / "files", tmp_path / "backup.tar")


def test_another_file_is_not_taken_for_a_backup(sqlite_url: str, files: Files, tmp_path: Path) -> None:
    put(sqlite_url, "before")
    other = tmp_path / "other.tar"
    other.write_bytes(b"something else" * 100)
    with pytest.raises(backups.CannotBackUp, match="is not a backup of this service"):
        backups.restore(sqlite_url, tmp_path / "files", other)
    assert get(sqlite_url) == "before"


def test_nothing_foreign_is_unpacked(sqlite_url: str, files: Files, tmp_path: Path) -> None:
    """An archive somebody tampered with writes nowhere but among the files."""
    target = tmp_path / "backup.tar"
    backups.backup(sqlite_url, tmp_path / "files", target)
    with tarfile.open(target, "a") as archive:
        for name in ("../outside", "files/ab/../../../outside", "files/ab/evil", "files/incoming/x"):
            archive.addfile(tarfile.TarInfo(name), io.BytesIO())
        link = tarfile.TarInfo("files/ab/ab" + "0" * 62)
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    backups.restore(sqlite_url, tmp_path / "files", target)
    new = {path.name for path in set(tmp_path.rglob("*")) - before if path.is_file()}
    assert new <= {"sangkien.db.lock"}


def test_a_backup_of_the_other_engine_is_not_taken(
    sqlite_url: str, postgres_url: str, files: Files, tmp_path: Path
) -> None:
    backups.backup(sqlite_url, tmp_path / "files", tmp_path / "backup.tar")
    with pytest.raises(backups.CannotBackUp, match="another database engine"):
        backups.restore(postgres_url, tmp_path / "files", tmp_path / "backup.tar")


def test_a_database_that_is_not_there_is_not_backed_up(files: Files, tmp_path: Path) -> None:
    with pytest.raises(backups.CannotBackUp, match="There is no database"):
        backups.backup(f"sqlite:///{tmp_path / 'none.db'}", tmp_path / "files", tmp_path / "backup.tar")
    assert not (tmp_path / "none.db").exists()
    assert not (tmp_path / "backup.tar").exists()


def test_missing_programs_of_postgresql_are_named(
    files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(backups.CannotBackUp, match="pg_dump is needed"):
        backups.backup("postgresql+psycopg://bot:x@db/s", tmp_path / "files", tmp_path / "backup.tar")


def test_the_password_is_no_argument_that_other_users_of_the_machine_could_see(
    files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program that stands in for pg_dump tells what it was given, and fails."""
    program = tmp_path / "pg_dump"
    program.write_text('#!/bin/sh\necho "arguments: $*" >&2\necho "$PGPASSWORD" > "$0.password"\nexit 1\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(backups.CannotBackUp, match="pg_dump failed: arguments: ") as failed:
        backups.backup("postgresql+psycopg://bot:s3cret@db/s", tmp_path / "files", tmp_path / "backup.tar")
    assert "s3cret" not in str(failed.value)
    assert "postgresql://bot@db/s" in str(failed.value)
    assert (tmp_path / "pg_dump.password").read_text() == "s3cret\n"
