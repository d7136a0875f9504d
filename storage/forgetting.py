"""Somebody and everything of theirs leaves the tables: because they wish it, or for the demo, which begins
anew."""

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, delete, or_, select, update
from sqlmodel import SQLModel

from storage import belongings, knowledge
from storage.queue import WAITING, conversation, inbox
from storage.roles import role
from storage.tickets import entry, person, ticket


class Known(NamedTuple):
    """What is there of somebody. `official`: they hold or held a role."""

    name: str
    had: dict[str, int]
    official: bool


def known(connection: Connection, key: int) -> Known | None:
    """What would go with a person; None where there is none."""
    name = connection.execute(select(person.c.name).where(person.c.id == key)).scalar()
    if name is None:
        return None
    held = select(role.c.id).where(role.c.person_id.in_(_numbers(connection, key))).limit(1)
    official = connection.execute(held).first() is not None
    return Known(name, belongings.of(connection, key), official)


def forget_person(connection: Connection, key: int) -> None:
    """Removes a person, under all numbers they ever had. A chat that others use too is theirs from now on."""
    gone = _numbers(connection, key)
    shared = conversation.c.person_id.in_(gone)
    for row in connection.execute(select(conversation.c.id, conversation.c.session).where(shared)).all():
        others = [other for other in row.session.get("people", ()) if other not in gone]
        if others:
            left = {"person_id": others[-1], "session": {"people": others}, "phone": ""}
            connection.execute(update(conversation).where(conversation.c.id == row.id).values(left))
            waiting = update(inbox).where(inbox.c.conversation_id == row.id, WAITING)
            connection.execute(waiting.values(person_id=others[-1]))
    forget(connection, gone)


def _numbers(connection: Connection, key: int) -> list[int]:
    """Somebody, and those who turned out to be them."""
    merged = select(person.c.id).where(person.c.merged_into_id == key)
    return [key, *connection.execute(merged).scalars()]


def forget(connection: Connection, people: Collection[int], conversations: Collection[int] = ()) -> None:
    """Removes some people, conversations of others, and every row that can't be without them; where a row
    can, it only stays without their number. What they said goes; a question that one of them had taken waits
    again."""
    theirs = (ticket.c.adviser_id.in_(people)) & (ticket.c.state == "taken")
    connection.execute(update(ticket).where(theirs).values(state="waiting"))
    connection.execute(delete(entry).where(entry.c.person_id.in_(people)))  # no words without a name
    doomed = _doomed({person: person.c.id.in_(people), conversation: conversation.c.id.in_(conversations)})
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
