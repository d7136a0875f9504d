"""Slow work that turns wish for: too long for a turn, so it is done beside them, and its result comes back as
an event of the conversation, once.

Every function runs in a transaction that belongs to the caller. Times are machine time.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Connection, Row, or_, select, update

from storage.queue import PEOPLE, conversation, insert_inbox
from storage.tables import Task

task = Task.__table__  # type: ignore[attr-defined]

CHANNEL = "task"  # of the updates that results are
ATTEMPTS = 3
SECRET = "secret"  # what a wish holds under this name is forgotten with its result
_TO_DO = ("waiting", "running")


def claim(
    connection: Connection, kinds: Collection[str], owner: str, now: datetime, lease: datetime
) -> Row[Any] | None:
    """The oldest task that waits, or whose process is gone; it is this process's own until `lease`."""
    gone = (task.c.state == "running") & (task.c.lease_until < now)
    if connection.dialect.name == "sqlite":
        gone = (task.c.state == "running") & (task.c.owner != owner)  # no other service can run
    query = select(task).where(task.c.state.in_(_TO_DO), task.c.kind.in_(kinds))
    query = query.where(or_(task.c.state == "waiting", gone)).order_by(task.c.id).limit(1)
    if connection.dialect.name == "postgresql":
        query = query.with_for_update(skip_locked=True)
    row = connection.execute(query).first()
    if row is not None:
        taken = {"state": "running", "owner": owner, "lease_until": lease, "attempts": task.c.attempts + 1}
        connection.execute(update(task).where(task.c.id == row.id).values(taken))
    return row


def held(connection: Connection, key: int, owner: str) -> bool:
    """Whether a task is still this process's own; it stays so until the commit."""
    query = select(task.c.id).where(task.c.id == key, task.c.state == "running", task.c.owner == owner)
    return connection.execute(query.with_for_update()).first() is not None


def finish(
    connection: Connection, row: Row[Any], state: str, result: Mapping[str, Any], received_at: datetime
) -> None:
    """Keeps the result (`state`: done | failed), forgets what was secret in the wish, and puts the result
    before its conversation."""
    over = {"state": state, "result": dict(result), "lease_until": None}
    if SECRET in row.wish:
        over["wish"] = {name: value for name, value in row.wish.items() if name != SECRET}
    connection.execute(update(task).where(task.c.id == row.id).values(over))
    speaker = select(conversation.c.person_id).where(conversation.c.id == row.conversation_id)
    values = {
        "channel": CHANNEL,
        "external_id": f"task:{row.id}",
        "conversation_id": row.conversation_id,
        "person_id": connection.execute(speaker).scalar_one(),
        "priority": PEOPLE,
        "state": "open",
        "raw": orjson.dumps({"id": row.id, "kind": row.kind}),
        "at": None,
        "received_at": received_at,
        "files": [],
        "attempts": 0,
        "error": "",
    }
    insert_inbox(connection, [values])


def again(connection: Connection, key: int) -> None:
    """A task that failed waits for another attempt."""
    connection.execute(update(task).where(task.c.id == key).values(state="waiting", owner=""))
