"""Databases for tests. `database_url` runs a test twice: on SQLite and on PostgreSQL."""

import gc
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiohttp import web_app
from sqlalchemy import Engine

from storage import database
from tests import postgres


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--every-channel", action="store_true", help="play each conversation on every channel")


def pytest_configure(config: pytest.Config) -> None:
    """A test that is left out says why."""
    if "s" not in config.option.reportchars:
        config.option.reportchars += "s"
    gc.set_threshold(50_000, 10, 10)  # a fifth of a run would go into looking through what stays anyway


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end: no garbage is looked for among it."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    """aiohttp remembers the handlers of a thousand routes, and with each a whole service: hundreds of them
    would lie in the memory of a test process."""
    yield
    web_app._cached_build_middleware.cache_clear()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Postgres]:
    """One server a run (with xdist: one a worker), started by the first test that asks for it."""
    with postgres.running() as server:
        yield server


@pytest.fixture(scope="session")
def _ready_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("ready") / "ready.db"
    engine = database.writer(f"sqlite:///{file}")
    database.upgrade(engine)
    engine.dispose()
    return file


@pytest.fixture
def sqlite_url(_ready_sqlite: Path, tmp_path: Path) -> str:
    """A SQLite database of this test alone, its schema up to date."""
    return f"sqlite:///{shutil.copyfile(_ready_sqlite, tmp_path / 'sangkien.db')}"


@pytest.fixture
def postgres_url(postgres_server: postgres.Postgres) -> str:
    """A PostgreSQL database of this test alone, its schema up to date."""
    return postgres_server.create()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A database of this test alone, its schema up to date."""
    fixture = "sqlite_url" if request.param == "sqlite" else "postgres_url"
    return str(request.getfixturevalue(fixture))


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database of this test alone, without any table."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.db'}"
    server: postgres.Postgres = request.getfixturevalue("postgres_server")
    return server.create(ready=False)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """A writing engine on `database_url`."""
    writer = database.writer(database_url)
    yield writer
    writer.dispose()
