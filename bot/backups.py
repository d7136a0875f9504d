"""Backup and restore: one archive with the database and all files."""

import json
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from pathlib import Path

from sqlalchemy import make_url

from storage import database

DATABASE, DUMP, ABOUT = "database.sqlite", "database.dump", "about.json"


class CannotBackUp(Exception):
    """A backup or restore can't be done; the message says what to do."""


def backup(url: str, files: Path, target: Path) -> None:
    """Writes an archive beside a running service. Raises `CannotBackUp`.

    The database is copied first: files it names are never removed within the hour, so they are all there.
    """
    with tempfile.TemporaryDirectory(dir=target.absolute().parent) as folder:
        source = database.sqlite_path(url)
        dump = Path(folder) / (DATABASE if source else DUMP)
        if source:
            _copy(source, dump)
        else:
            _postgres(["pg_dump", "--format=custom", f"--file={dump}"], url)
        part = target.with_name(target.name + ".part")
        with tarfile.open(part, "w") as archive:
            about = Path(folder) / ABOUT
            about.write_text(json.dumps({"format": 1, "database": dump.name}), "utf-8")
            archive.add(about, ABOUT)
            archive.add(dump, dump.name)
            for file in sorted(files.glob("??/*")):
                archive.add(file, f"files/{file.parent.name}/{file.name}")
        part.replace(target)


def _copy(source: Path, target: Path) -> None:
    if not source.exists():
        raise CannotBackUp(f"There is no database at {source}.")
    with sqlite3.connect(f"file:{source}?mode=ro", uri=True) as old, sqlite3.connect(target) as new:
        old.backup(new)
    old.close()
    new.close()


def _postgres(command: list[str], url: str) -> None:
    """Runs a PostgreSQL tool; the password goes through the environment, never through its arguments."""
    if shutil.which(command[0]) is None:
        raise CannotBackUp(f"{command[0]} is needed for PostgreSQL: install the PostgreSQL client programs.")
    parsed = make_url(url)
    environment = {"PGPASSWORD": str(parsed.password or ""), "PATH": "/usr/local/bin:/usr/bin:/bin"}
    plain = parsed.set(drivername="postgresql", password=None).render_as_string(hide_password=False)
    result = subprocess.run(
        [*command, f"--dbname={plain}"], env=environment, capture_output=True, check=False
    )
    if result.returncode:
        raise CannotBackUp(f"{command[0]} failed: {result.stderr.decode(errors='replace').strip()[:500]}")


def restore(url: str, files: Path, source: Path) -> None:
    """Puts an archive's database and files in place. Raises `CannotBackUp`, `storage.database.InUse`."""
    target = database.sqlite_path(url)
    with database.sole_service(url), tempfile.TemporaryDirectory() as folder:
        try:
            with tarfile.open(source) as archive:
                archive.extractall(folder, filter="data")
        except tarfile.TarError:
            raise CannotBackUp(f"{source} is not a backup of this service.") from None
        unpacked = Path(folder)
        dump = unpacked / (DATABASE if target else DUMP)
        if not dump.exists():
            raise CannotBackUp("This backup was made on another database engine.")
        if target:
            _replace(dump, target)
        else:
            _postgres(["pg_restore", "--clean", "--if-exists", "--no-owner", str(dump)], url)
        for file in (unpacked / "files").glob("??/*"):
            kept = files / file.parent.name / file.name
            kept.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, kept)


def _replace(dump: Path, target: Path) -> None:
    """The write-ahead log belongs to the old database: left behind, it would be played into the new one."""
    for suffix in ("-wal", "-shm"):
        target.with_name(target.name + suffix).unlink(missing_ok=True)
    new = target.with_name(target.name + ".new")
    shutil.copyfile(dump, new)
    new.replace(target)
