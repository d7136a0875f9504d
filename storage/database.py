"""Opening the database: one writer, read-only readers, schema upgrades, one service per SQLite file."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from alembic import command
from alembic.config import Config
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

MIGRATIONS = Path(__file__).parent / "migrations"
_UPGRADE_LOCK = 7_316_027  # any number, the same in every process


class InUse(Exception):
    """Another process serves this SQLite file; stop it first."""


def writer(url: str) -> Engine:
    """An engine for the one writing thread of a process.

    SQLite: `BEGIN IMMEDIATE` (its default BEGIN loses updates without an error) and synchronous=FULL, so
    what was acknowledged survives a power cut. `hide_parameters`: errors would print answers otherwise.
    """
    engine = create_engine(url, hide_parameters=True, pool_pre_ping=not url.startswith("sqlite"))
    if engine.dialect.name == "sqlite":
        _sqlite(engine, begin="BEGIN IMMEDIATE")
    return engine


def reader(url: str) -> Engine:
    """An engine that cannot write and never waits for the writer."""
    if make_url(url).get_backend_name() == "sqlite":
        engine = create_engine(_read_only(make_url(url)), hide_parameters=True)
        _sqlite(engine, begin="BEGIN", read_only=True)
        return engine
    return create_engine(
        url, hide_parameters=True, pool_pre_ping=True, execution_options={"postgresql_readonly": True}
    )


def _read_only(url: URL) -> URL:
    return url.set(database=f"file:{url.database}", query={"mode": "ro", "uri": "true"})


def _sqlite(engine: Engine, begin: str, read_only: bool = False) -> None:
    pragmas = ["busy_timeout = 10000", "foreign_keys = ON"]
    if not read_only:
        pragmas += ["journal_mode = WAL", "synchronous = FULL"]

    @event.listens_for(engine, "connect")
    def on_connect(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # the driver must not begin by itself
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)


def sqlite_path(url: str) -> Path | None:
    """The file of a SQLite address, None for any other engine."""
    parsed = make_url(url)
    return Path(parsed.database or "") if parsed.get_backend_name() == "sqlite" else None


@contextmanager
def sole_service(url: str) -> Iterator[None]:
    """Holds the lock file beside a SQLite database: two writing services would starve each other.

    Raises `InUse`. The lock dies with the process. PostgreSQL needs none.
    """
    path = sqlite_path(url)
    if path is None:
        yield
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_name(path.name + ".lock").open("w") as lock:
        _lock(lock, path)
        yield


def _lock(lock: IO[str], path: Path) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise InUse(f"Another sangkien process uses {path}. Stop it first.") from None
    lock.write(str(os.getpid()))
    lock.flush()


def alembic_config(**attributes: Any) -> Config:
    """Alembic without an ini file: the scripts lie beside this module."""
    config = Config(attributes=attributes)
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    return config


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Brings the schema up to date. Two processes that start together take turns."""
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _UPGRADE_LOCK})
        command.upgrade(alembic_config(connection=connection), revision)
