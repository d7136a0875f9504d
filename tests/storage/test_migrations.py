"""The schema of the migrations is the schema of the models, and no upgrade loses a row."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Engine,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    func,
    inspect,
    select,
    update,
)
from sqlalchemy.types import JSON

from storage import database
from storage import tables as tables_
from storage.tables import metadata

ROOT = Path(__file__).parents[2]
REVISIONS = [
    script.revision
    for script in reversed(list(ScriptDirectory.from_config(database.alembic_config()).walk_revisions()))
]


@pytest.fixture
def empty(empty_url: str) -> Any:
    engine = database.writer(empty_url)
    yield engine
    engine.dispose()


def tables(connection: Connection) -> list[Table]:
    """As they are in the database now, each after those it refers to."""
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != "alembic_version"]


def fill(connection: Connection, number: int) -> None:
    """A row in every table that refers to the rows filled before; optional references too."""
    for table in tables(connection):
        values = {column.name: value(connection, column, number) for column in table.columns}
        connection.execute(table.insert().values({k: v for k, v in values.items() if v is not None}))


def value(connection: Connection, column: "Column[Any]", number: int) -> Any:
    """Something a column takes; a new one for every `number`, so that unique columns are content."""
    for key in column.foreign_keys:
        if key.column.table is column.table:
            return None
        return connection.execute(select(func.max(key.column))).scalar()
    kind = column.type
    if isinstance(kind, Boolean):
        return True
    if isinstance(kind, Integer):
        return None if column.primary_key else number
    if isinstance(kind, Float):
        return float(number)
    if isinstance(kind, DateTime):
        return datetime(2026, 1, 1, number, tzinfo=UTC)
    if isinstance(kind, Date):
        return date(2026, 1, number)
    if isinstance(kind, LargeBinary):
        return b"{}"
    return {} if isinstance(kind, JSON) else f"{column.name} {number}"


def counted(connection: Connection) -> dict[str, int]:
    return {
        table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in tables(connection)
    }


def test_the_migrated_schema_is_the_schema_of_the_models(empty: Engine) -> None:
    database.upgrade(empty)
    with empty.begin() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
        foreign = {table.name: len(table.foreign_keys) for table in tables(connection)}
        assert foreign == {table.name: len(table.foreign_keys) for table in metadata.sorted_tables}


def test_partial_indexes_of_the_waiting_rows_are_partial(empty: Engine) -> None:
    """The comparison above does not look at conditions of indexes."""
    database.upgrade(empty)
    found = {
        index["name"]: index.get("dialect_options", {}).get(f"{empty.dialect.name}_where")
        for table in ("inbox", "outbox", "reminder")
        for index in inspect(empty).get_indexes(table)
    }
    for name in ("ix_inbox_waiting", "ix_outbox_unsent", "ix_outbox_waiting", "ix_reminder_due"):
        assert found[name] is not None, name


def test_every_revision_upgrades_a_database_full_of_rows(empty: Engine) -> None:
    before: dict[str, int] = {}
    for number, revision in enumerate(REVISIONS, start=1):
        database.upgrade(empty, revision)
        with empty.begin() as connection:
            after = counted(connection)
            assert before.items() <= {name: after[name] for name in before}.items(), revision
            fill(connection, number)
            before = counted(connection)
            assert all(before.values())
    assert REVISIONS, "there are revisions"


def test_units_that_were_there_before_paths_get_them(empty: Engine) -> None:
    database.upgrade(empty, "0002")
    with empty.begin() as connection:
        for number in range(1, 4):
            fill(connection, number)
        connection.exec_driver_sql("UPDATE unit SET parent_id = 3 WHERE id = 1")
        connection.exec_driver_sql("UPDATE unit SET parent_id = 1 WHERE id = 2")
    database.upgrade(empty, "0003")
    with empty.begin() as connection:
        rows = connection.exec_driver_sql("SELECT id, path, attributes FROM unit ORDER BY id")
        assert [(row.id, row.path) for row in rows] == [(1, "/3/1/"), (2, "/3/1/2/"), (3, "/3/")]


def test_initiatives_of_before_can_be_searched_lie_on_their_units_desk_and_know_their_authors(
    empty: Engine,
) -> None:
    database.upgrade(empty, "0003")
    authors = [{"name": "name 1", "percent": 60}, {"name": "Lò Thị Ơi", "percent": 40}]
    told = {"title": "Sào kẹp đèn", "authors": authors}
    initiative = tables_.Initiative.__table__  # type: ignore[attr-defined]
    with empty.begin() as connection:
        fill(connection, 1)
        connection.execute(update(initiative).values(answers=told, code="BK-2022-000001"))
    database.upgrade(empty, "0004")
    with empty.begin() as connection:
        [row] = connection.exec_driver_sql("SELECT search, holder_id, unit_id FROM initiative")
        assert row.search == "bk 2022 000001 sao kep den name 1 name 1 lo thi oi"
        assert row.holder_id == row.unit_id
        rows = connection.exec_driver_sql("SELECT name, percent, state, person_id FROM author ORDER BY id")
        assert [tuple(row) for row in rows] == [
            ("name 1", 60, "confirmed", 1),
            ("Lò Thị Ơi", 40, "named", None),
        ]


def test_the_last_revision_takes_what_the_service_writes(empty: Engine) -> None:
    database.upgrade(empty)
    with empty.begin() as connection:
        fill(connection, 1)
        assert set(counted(connection)) == set(metadata.tables)


def test_upgrading_again_changes_nothing(empty: Engine) -> None:
    database.upgrade(empty)
    with empty.begin() as connection:
        fill(connection, 1)
        before = counted(connection)
    database.upgrade(empty)
    with empty.begin() as connection:
        assert counted(connection) == before


def test_a_failed_upgrade_leaves_the_schema_as_it_was(empty: Engine) -> None:
    with pytest.raises(CommandError):
        database.upgrade(empty, "no-such-revision")
    with empty.begin() as connection:
        assert tables(connection) == []


def test_processes_that_start_together_upgrade_once(empty_url: str) -> None:
    engines = [database.writer(empty_url) for _ in range(2)]
    with ThreadPoolExecutor() as pool:
        list(pool.map(in_a_process, [empty_url, empty_url]))
    for engine in engines:
        with engine.begin() as connection:
            assert set(counted(connection)) == set(metadata.tables)
        engine.dispose()


def in_a_process(url: str) -> None:
    code = "import sys; from storage import database as d; d.upgrade(d.writer(sys.argv[1]))"
    subprocess.run([sys.executable, "-c", code, url], cwd=ROOT, check=True, timeout=60)
