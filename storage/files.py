"""Which bytes are stored, and which of them nobody refers to any more."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, select

from storage import queue
from storage.database import upsert
from storage.tables import FileUse, StoredFile

files = StoredFile.__table__  # type: ignore[attr-defined]
uses = FileUse.__table__  # type: ignore[attr-defined]

AT_ONCE = 500  # rows forgotten in one transaction


class Stored(NamedTuple):
    """Bytes that lie under their checksum; `size` in bytes."""

    sha256: str
    size: int
    mime: str


def register(connection: Connection, stored: Iterable[Stored], now: datetime) -> None:
    """Rows for stored bytes; the same bytes twice are one row, received now."""
    rows: list[dict[str, Any]] = [{**file._asdict(), "stored_at": now} for file in stored]
    if rows:
        insert = upsert(connection.dialect.name, files)
        again = {"stored_at": insert.excluded.stored_at}
        connection.execute(insert.on_conflict_do_update(index_elements=["sha256"], set_=again), rows)


def forget_unused(connection: Connection, before: datetime) -> list[str]:
    """Removes up to `AT_ONCE` rows of bytes received before a moment that nobody refers to, and returns their
    checksums: the caller removes the bytes of these alone.

    What waits for its turn, or was given up and may be replayed, still refers to its files. The conditions
    stand in the DELETE: what another process received again, or used, since the look stays.
    """
    unused = files.c.sha256.not_in(select(uses.c.sha256)) & (files.c.stored_at < before)
    waiting = queue.waiting_files(connection)
    found = connection.execute(select(files.c.sha256).where(unused)).scalars()
    gone = [sha256 for sha256 in found if sha256 not in waiting][:AT_ONCE]
    statement = delete(files).where(unused, files.c.sha256.in_(gone)).returning(files.c.sha256)
    return list(connection.execute(statement).scalars()) if gone else []


def unknown(connection: Connection, checksums: Collection[str]) -> Sequence[str]:
    """Those that have no row: their bytes were kept, and the process died before it wrote so down."""
    known = set(connection.execute(select(files.c.sha256).where(files.c.sha256.in_(checksums))).scalars())
    return [sha256 for sha256 in checksums if sha256 not in known]
