"""Somebody and everything of theirs leaves the tables: for the demo, which begins anew."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection, Table, delete, or_, select, update
from sqlmodel import SQLModel

from storage import knowledge
from storage.queue import conversation
from storage.tickets import entry, person, ticket


def forget(connection: Connection, people: Collection[int], conversation_id: int) -> None:
    """Removes some people, a conversation, and every row that can't be without them; where a row can, it only
    stays without their number. What they said goes; a question that one of them had taken waits again."""
    theirs = (ticket.c.adviser_id.in_(people)) & (ticket.c.state == "taken")
    connection.execute(update(ticket).where(theirs).values(state="waiting"))
    connection.execute(delete(entry).where(entry.c.person_id.in_(people)))  # no words without a name
    doomed = _doomed({person: person.c.id.in_(people), conversation: conversation.c.id == conversation_id})
    for table in SQLModel.metadata.sorted_tables:
        for column in table.columns:
            for key in column.foreign_keys if column.nullable else ():
                if (parents := doomed.get(key.column.table)) is not None:
                    named = column.in_(select(key.column).where(parents).correlate(None))
                    connection.execute(update(table).where(named).values({column.name: None}))
    for table in reversed(SQLModel.metadata.sorted_tables):
        if table in doomed:
            connection.execute(delete(table).where(doomed[table]))
    knowledge.changed(connection, connection.dialect.name)


def _doomed(roots: Mapping[Table, Any]) -> dict[Table, Any]:
    """Which rows of each table go: those of `roots`, and those that must name a row that goes."""
    found: dict[Table, Any] = {}
    for table in SQLModel.metadata.sorted_tables:  # what is referred to comes first
        tests = [roots[table]] if table in roots else []
        for column in table.columns:
            for key in () if column.nullable else column.foreign_keys:
                if (parents := found.get(key.column.table)) is not None:
                    tests.append(column.in_(select(key.column).where(parents).correlate(None)))
        if tests:
            found[table] = or_(*tests)
    return found
