"""The demo forgets somebody: every row that names them goes, or is without their number."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Column, Connection, Engine, Table, func, insert, select
from sqlmodel import SQLModel

from storage import forgetting, knowledge
from storage.tables import Instant

NOW = datetime(2022, 5, 16, 2, tzinfo=UTC)
GOES, STAYS = 1, 2
TABLES = SQLModel.metadata.sorted_tables
VALUES: dict[type, Any] = {bytes: b"x", date: date(2022, 5, 16), bool: True, dict: {}, list: []}


def value(column: Column[Any], row: int) -> Any:
    if isinstance(column.type, Instant):
        return NOW
    kind = column.type.python_type
    return VALUES.get(kind, f"{column.name}-{row}" if kind is str else row)


def fill(connection: Connection, row: int, whose: int) -> None:
    """A row in every table. Whatever must be named is `whose`; what may be is of whoever goes."""
    for table in TABLES:
        values = {column.name: value(column, row) for column in table.columns}
        for column in table.columns:
            for key in column.foreign_keys:
                own = key.column.table is table
                named = GOES if column.nullable and not own else whose
                found = select(key.column).order_by(key.column).offset(named - 1).limit(1)
                values[column.name] = None if own else connection.execute(found).scalar_one()
        connection.execute(insert(table).values(values))


def count(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


def named(connection: Connection) -> list[str]:
    """The columns in which somebody who goes stands."""
    return [
        f"{table.name}.{column.name}"
        for table in TABLES
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name == "person"
        and connection.execute(select(column).where(column == GOES)).first()
    ]


def test_whoever_is_forgotten_stands_nowhere_and_the_others_keep_what_they_have(engine: Engine) -> None:
    with engine.begin() as connection:
        fill(connection, GOES, GOES)
        fill(connection, STAYS, STAYS)
        tables = {table.name: table for table in TABLES}
        theirs = ("person", "ticket", "ticket_entry", "idea", "help", "ask_block", "knowledge_entry", "role")
        assert {count(connection, tables[name]) for name in theirs} == {2}
        assert len(named(connection)) > 30
        before = knowledge.newest(connection)
        forgetting.forget(connection, [GOES], [GOES])
        assert named(connection) == []
        assert {name: count(connection, tables[name]) for name in theirs} == {
            **dict.fromkeys(theirs, 1),
            "ticket_entry": 0,  # the other one is of whoever goes too
        }
        assert knowledge.newest(connection) > before


def test_a_question_whose_adviser_is_forgotten_waits_again(engine: Engine) -> None:
    with engine.begin() as connection:
        fill(connection, GOES, GOES)
        fill(connection, STAYS, STAYS)
        ticket = SQLModel.metadata.tables["ticket"]
        connection.execute(ticket.update().values(state="taken"))
        forgetting.forget(connection, [GOES], [GOES])
        found = connection.execute(select(ticket.c.state, ticket.c.adviser_id)).all()
        assert [tuple(row) for row in found] == [("waiting", None)]
