"""Backup and restore: one archive with the database and all files."""

import json
import os
import re
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import URL, make_url

from bot.files import sync_folder
from storage import database

DATABASE, DUMP, ABOUT = "database.sqlite", "database.dump", "about.json"
_OURS = re.compile(r"about\.json|database\.(sqlite|dump)|files/([0-9a-f]{2})/\2[0-9a-f]{62}")


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
                with suppress(FileNotFoundError):  # nobody referred to it: housekeeping removed it meanwhile
                    archive.add(file, f"files/{file.parent.name}/{file.name}")
        part.replace(target)


def _copy(source: Path, target: Path) -> None:
    if not source.exists():
        raise CannotBackUp(f"There is no database at {source}.")
    address = f"file:{quote(str(source))}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)


def _postgres(command: list[str], url: str) -> None:
    """Runs a PostgreSQL tool; the password goes through the environment, never through its arguments."""
    program = shutil.which(command[0])
    if program is None:
        raise CannotBackUp(f"{command[0]} is needed for PostgreSQL: install the PostgreSQL client programs.")
    parsed = make_url(url)
    environment = {"PGPASSWORD": str(parsed.password or ""), "PATH": os.environ.get("PATH", os.defpath)}
    plain = URL.create(
        "postgresql", parsed.username, None, parsed.host, parsed.port, parsed.database, parsed.query
    ).render_as_string(hide_password=False)
    result = subprocess.run(
        [program, *command[1:], f"--dbname={plain}"], env=environment, capture_output=True, check=False
    )
    if result.returncode:
        raise CannotBackUp(f"{command[0]} failed: {result.stderr.decode(errors='replace').strip()[:500]}")


def restore(url: str, files: Path, source: Path) -> None:
    """Puts an archive's database and files in place. Raises `CannotBackUp`, `storage.database.InUse`."""
    target = database.sqlite_path(url)
    with database.sole_service(url), tempfile.TemporaryDirectory() as folder:
        unpacked = Path(folder)
        try:
            with tarfile.open(source) as archive:
                _unpack(archive, unpacked)
        except tarfile.TarError:
            raise CannotBackUp(f"{source} is not a backup of this service.") from None
        dump = unpacked / (DATABASE if target else DUMP)
        if not dump.exists():
            raise CannotBackUp("This backup was made on another database engine.")
        for file in (unpacked / "files").glob("??/*"):  # before the database that names them
            kept = files / file.parent.name / file.name
            kept.parent.mkdir(parents=True, exist_ok=True)
            _copy_synced(file, kept)
        if target:
            _replace(dump, target)
        else:
            _postgres(
                ["pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction", str(dump)], url
            )


def _unpack(archive: tarfile.TarFile, folder: Path) -> None:
    """Only what `backup` writes: no other name, no link, nothing outside the folder."""
    for member in archive:
        content = archive.extractfile(member) if member.isreg() and _OURS.fullmatch(member.name) else None
        if content is not None:
            target = folder / member.name
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("wb") as file:
                shutil.copyfileobj(content, file)


def _replace(dump: Path, target: Path) -> None:
    """The write-ahead log belongs to the old database: left behind, it would be played into the new one. It
    goes only once the new one is safe beside it: a full disk must not cost both."""
    new = target.with_name(target.name + ".new")
    _copy_synced(dump, new)
    for suffix in ("-wal", "-shm"):
        target.with_name(target.name + suffix).unlink(missing_ok=True)
    new.replace(target)
    sync_folder(target.parent)


def _copy_synced(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)
    with target.open("rb") as file:
        os.fsync(file.fileno())
    sync_folder(target.parent)
