"""Opening the database: one writer, read-only readers, schema upgrades, one service per SQLite file."""

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

import orjson
import psycopg
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.interfaces import DBAPIConnection, ExceptionContext
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, OperationalError, StatementError
from sqlalchemy.pool import ConnectionPoolEntry

MIGRATIONS = Path(__file__).parent / "migrations"
_UPGRADE_LOCK = 7_316_027  # any number, the same in every process


class InUse(Exception):
    """Another process serves this SQLite file; stop it first."""


class TooNew(Exception):
    """A newer version of the service wrote this database; the message says what to do."""


def writer(url: str) -> Engine:
    """An engine for the one writing thread of a process.

    SQLite: `BEGIN IMMEDIATE` (its default BEGIN loses updates without an error) and synchronous=FULL, so
    what was acknowledged survives a power cut. `hide_parameters`: errors would print answers otherwise.
    """
    engine = create_engine(
        url,
        hide_parameters=True,
        pool_pre_ping=not url.startswith("sqlite"),
        json_serializer=_dumps,
        json_deserializer=orjson.loads,
    )
    if engine.dialect.name == "sqlite":
        _sqlite(engine, begin="BEGIN IMMEDIATE")
    else:
        _postgresql(engine)
    return engine


def _dumps(value: Any) -> str:
    """Half a dozen JSON columns are written per turn; the standard library takes ten times as long."""
    return orjson.dumps(value).decode()


def reader(url: str) -> Engine:
    """An engine that cannot write and never waits for the writer."""
    if make_url(url).get_backend_name() == "sqlite":
        engine = create_engine(_read_only(make_url(url)), hide_parameters=True)
        _sqlite(engine, begin="BEGIN", read_only=True)
        return engine
    engine = create_engine(
        url, hide_parameters=True, pool_pre_ping=True, execution_options={"postgresql_readonly": True}
    )
    _postgresql(engine)
    return engine


def _read_only(url: URL) -> URL:
    return url.set(database=f"file:{quote(url.database or '')}", query={"mode": "ro", "uri": "true"})


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


def _postgresql(engine: Engine) -> None:
    """Its errors print the failing row, i.e. answers, in their details: only the first line stays."""

    @event.listens_for(engine, "handle_error")
    def on_error(context: ExceptionContext) -> None:
        cause, error = context.original_exception, context.sqlalchemy_exception
        if isinstance(cause, psycopg.Error) and cause.diag.message_primary:
            told, primary = str(cause), cause.diag.message_primary
            cause.args = (primary,)
            if error is not None:
                error.args = tuple(str(part).replace(told, primary) for part in error.args)


def passing(error: BaseException | None) -> bool:
    """Whether an error goes away by itself: a busy or full database, a deadlock, a lost connection.

    Both drivers also call some lasting faults operational: SQLite's plain SQLITE_ERROR (1, e.g. no such
    table) and PostgreSQL's class 54 (a limit of the program is exceeded).
    """
    if not isinstance(error, OperationalError):
        return False
    if isinstance(error.orig, sqlite3.Error):
        return getattr(error.orig, "sqlite_errorcode", 0) != sqlite3.SQLITE_ERROR
    return not str(getattr(error.orig, "sqlstate", None) or "").startswith("54")


def refused(error: BaseException) -> bool:
    """Whether a database takes no row with these values, now or ever: e.g. PostgreSQL and a NUL in a text.

    All else (a missing table, no more rights, a writer that is gone) says nothing about the row.
    """
    if isinstance(error, DBAPIError):
        return isinstance(error, (DataError, IntegrityError))
    return isinstance(error, (StatementError, ValueError, TypeError, OverflowError))  # before it was sent


def upsert(dialect: str, table: Any) -> Any:
    """An INSERT that can say ON CONFLICT; every engine has its own."""
    return {"sqlite": sqlite.insert, "postgresql": postgresql.insert}[dialect](table)


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
    """Brings the schema up to date. Two processes that start together take turns. Raises `TooNew`."""
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _UPGRADE_LOCK})
        config = alembic_config(connection=connection)
        known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
        if not known.issuperset(MigrationContext.configure(connection).get_current_heads()):
            raise TooNew(
                "A newer version of the service wrote this database: install that one, or restore a backup."
            )
        command.upgrade(config, revision)
