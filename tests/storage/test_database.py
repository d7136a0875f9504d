"""What the two engines promise."""

import asyncio
import sqlite3
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import orjson
import psycopg
import pytest
from sqlalchemy import Connection, Engine, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, StatementError

from bot.bootstrap import App
from bot.settings import Settings
from storage import database, initiatives, settings
from storage.queue import inbox
from storage.store import Store
from storage.tables import Consent, Initiative, metadata

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 6, 1, 1, 2, 3, tzinfo=UTC)


def pragma(engine: Engine, name: str) -> object:
    with engine.begin() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


def increment(engine: Engine, times: int) -> None:
    """Reads a value and writes it back one higher."""
    for _ in range(times):
        with engine.begin() as connection:
            value = int(settings.get(connection, "n") or 0)
            settings.put(connection, "n", str(value + 1))


# SQLite


def test_sqlite_is_durable_and_keeps_references(sqlite_url: str) -> None:
    engine = database.writer(sqlite_url)
    assert pragma(engine, "journal_mode") == "wal"
    assert pragma(engine, "synchronous") == 2  # FULL
    assert pragma(engine, "foreign_keys") == 1
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(text("INSERT INTO conversation (channel, address, person_id, reachable)"
                                " VALUES ('c', 'a', 12345, 1)"))  # fmt: skip
    engine.dispose()


def test_two_writers_on_sqlite_never_lose_an_increment(sqlite_url: str) -> None:
    engines = [database.writer(sqlite_url) for _ in range(2)]
    with ThreadPoolExecutor() as pool:
        list(pool.map(lambda engine: increment(engine, 40), engines))
    with engines[0].begin() as connection:
        assert settings.get(connection, "n") == "80"
    for engine in engines:
        engine.dispose()


def test_a_writer_on_sqlite_holds_the_database_from_its_first_word(sqlite_url: str) -> None:
    one, two = database.writer(sqlite_url), database.writer(sqlite_url)
    with two.begin() as waiting:
        waiting.exec_driver_sql("PRAGMA busy_timeout = 0")
    with one.begin() as first:
        settings.get(first, "n")  # it only read so far
        with pytest.raises(OperationalError, match="locked"), two.begin():
            pass
    one.dispose()
    two.dispose()


def test_a_path_with_odd_letters_can_be_read(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'tỉnh 100%25#Bắc Kạn.db'}"
    engine, reading = database.writer(url), database.reader(url)
    database.upgrade(engine)
    with engine.begin() as connection:
        settings.put(connection, "n", "1")
    with reading.begin() as connection:
        assert settings.get(connection, "n") == "1"
    engine.dispose()
    reading.dispose()


# Both engines


def test_a_reader_can_not_write(database_url: str) -> None:
    reading = database.reader(database_url)
    with pytest.raises(DBAPIError, match=r"read-?only"), reading.begin() as connection:
        settings.put(connection, "n", "1")
    reading.dispose()


def test_a_reader_does_not_wait_for_a_writer(database_url: str) -> None:
    writing, reading = database.writer(database_url), database.reader(database_url)
    with writing.begin() as connection:
        settings.put(connection, "n", "1")
        with reading.begin() as beside:
            assert settings.get(beside, "n") is None
    with reading.begin() as beside:
        assert settings.get(beside, "n") == "1"
    writing.dispose()
    reading.dispose()


def test_an_error_does_not_print_what_was_to_be_stored(engine: Engine) -> None:
    secret = "tên của một người"
    with pytest.raises(DBAPIError) as caught, engine.begin() as connection:
        connection.execute(
            text("INSERT INTO consent (person_id, purpose, version, given, at, channel)"
                 " VALUES (NULL, :secret, :secret, :given, :at, 'c')"),
            {"secret": secret, "given": True, "at": NOW},
        )  # fmt: skip
    assert secret not in str(caught.value)
    assert secret not in "".join(traceback.format_exception(caught.value))


def test_moments_come_back_in_utc_whatever_zone_they_were_given_in(engine: Engine) -> None:
    hanoi = NOW.astimezone(timezone(timedelta(hours=7)))
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO person (id, name, language, unit_note, created_at)"
                                " VALUES (1, '', 'vi', '', :at)"), {"at": "2026-01-01 00:00:00"})  # fmt: skip
        row = Consent(person_id=1, purpose="p", version="1", given=True, at=hanoi, channel="c")
        store = Store(connection, NOW)
        store.add(row)
        store.save()
    consent = metadata.tables["consent"]
    with engine.begin() as connection:
        at = connection.execute(select(consent.c.at)).scalar_one()
        assert (at, at.tzinfo) == (NOW, UTC)
        assert connection.execute(select(consent.c.id).where(consent.c.at == hanoi)).all()


def test_a_moment_without_a_zone_is_refused(engine: Engine) -> None:
    with pytest.raises(StatementError, match="without a time zone"), engine.begin() as connection:
        connection.execute(select(inbox).where(inbox.c.received_at < NOW.replace(tzinfo=None)))


class Told(Exception):
    """An error as PostgreSQL's driver gives it."""

    def __init__(self, sqlstate: str | None) -> None:
        super().__init__(sqlstate)
        self.sqlstate = sqlstate


def sqlite_error(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("…")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("cause", "passes"),
    [
        pytest.param(Told("40P01"), True, id="PostgreSQL: deadlock"),
        pytest.param(Told("57P01"), True, id="PostgreSQL: the server is shut down"),
        pytest.param(Told(None), True, id="PostgreSQL: the connection is lost"),
        pytest.param(psycopg.errors.ProgramLimitExceeded(), False, id="PostgreSQL: a limit is exceeded"),
        pytest.param(sqlite_error(sqlite3.SQLITE_BUSY), True, id="SQLite: busy"),
        pytest.param(sqlite_error(sqlite3.SQLITE_FULL), True, id="SQLite: the disk is full"),
        pytest.param(sqlite_error(sqlite3.SQLITE_ERROR), False, id="SQLite: no such table"),
    ],
)
def test_which_errors_of_the_database_go_away_by_themselves(cause: Exception, passes: bool) -> None:
    assert database.passing(OperationalError("SELECT", {}, cause)) is passes


def test_no_other_error_goes_away_by_itself() -> None:
    assert not database.passing(IntegrityError("INSERT", {}, Told("23505")))
    assert not database.passing(ValueError("40P01"))
    assert not database.passing(None)


# One service a file


async def test_a_second_service_on_a_sqlite_file_is_refused_in_one_sentence(tmp_path: Path) -> None:
    first = App(Settings(data_dir=tmp_path, port=0))
    await first.start()
    try:
        refused = await asyncio.to_thread(run, tmp_path, "run")
        assert refused.returncode == 2
        assert refused.stderr.count("\n") == 1
        assert refused.stderr.endswith("Stop it first.\n")
        exported = await asyncio.to_thread(run, tmp_path, "export", "--json")
        assert exported.returncode == 0, exported.stderr
        assert all(orjson.loads(line)["code"] for line in exported.stdout.splitlines())
        assert exported.stdout.count("\n") >= 1  # the demo's people have sent something
    finally:
        await first.stop()


def run(data_dir: Path, *command: str) -> "subprocess.CompletedProcess[str]":
    environment = {"DATA_DIR": str(data_dir), "PORT": "0", "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
    return subprocess.run(
        [sys.executable, "-m", "bot", *command],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def test_the_lock_goes_with_its_holder(sqlite_url: str) -> None:
    with database.sole_service(sqlite_url), pytest.raises(database.InUse), database.sole_service(sqlite_url):
        pass
    with database.sole_service(sqlite_url):
        pass


def test_many_services_may_share_a_postgresql(postgres_url: str) -> None:
    with database.sole_service(postgres_url), database.sole_service(postgres_url):
        pass


# Numbers without gaps


def registered(connection: Connection) -> str:
    return initiatives.new_code(Store(connection, NOW), "BK", NOW)


def test_codes_are_dense_under_two_writers(database_url: str) -> None:
    codes: list[str] = []

    def many(engine: Engine) -> None:
        for _ in range(30):
            with engine.begin() as connection:
                codes.append(registered(connection))

    engines = [database.writer(database_url) for _ in range(2)]
    with ThreadPoolExecutor() as pool:
        list(pool.map(many, engines))
    assert sorted(codes) == [f"BK-2026-{n:06d}" for n in range(1, 61)]
    for engine in engines:
        engine.dispose()


def test_codes_are_dense_after_a_rollback(engine: Engine) -> None:
    with engine.begin() as connection:
        assert registered(connection) == "BK-2026-000001"
    with engine.connect() as connection:
        assert registered(connection) == "BK-2026-000002"
        connection.rollback()
    with engine.begin() as connection:
        assert registered(connection) == "BK-2026-000002"


def test_a_number_in_an_open_transaction_is_waited_for(postgres_url: str) -> None:
    """Otherwise two would get the same, or one would be lost with the other's rollback."""
    one, two = database.writer(postgres_url), database.writer(postgres_url)
    codes: list[str] = []

    def other() -> None:
        with two.begin() as connection:
            codes.append(registered(connection))

    thread = threading.Thread(target=other)
    with one.connect() as connection:
        registered(connection)
        thread.start()
        with one.connect() as beside:
            wait_until(lambda: blocked(beside))
        assert codes == []
        connection.rollback()
    thread.join(20)
    assert codes == ["BK-2026-000001"]
    one.dispose()
    two.dispose()


def blocked(connection: Connection) -> bool:
    query = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    connection.rollback()
    return connection.execute(text(query)).first() is not None


def wait_until(holds: Callable[[], bool]) -> None:
    for _ in range(100_000):
        if holds():
            return
    raise TimeoutError


def test_codes_count_by_programme_and_by_vietnams_year(engine: Engine) -> None:
    new_year = datetime(2026, 12, 31, 17, 0, tzinfo=UTC)  # midnight in Hà Nội
    with engine.begin() as connection:
        store = Store(connection, NOW)
        assert initiatives.new_code(store, "BK", new_year - timedelta(seconds=1)) == "BK-2026-000001"
        assert initiatives.new_code(store, "BK", new_year) == "BK-2027-000001"
        assert initiatives.new_code(store, "TN", new_year) == "TN-2027-000001"
    assert Initiative.__table__.c.code.unique  # type: ignore[attr-defined]
