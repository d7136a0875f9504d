"""Rows that fall due become updates in the inbox, once."""

from datetime import datetime

import orjson
from sqlalchemy import Connection, select, update

from storage.queue import CLOCK, conversation, insert_inbox
from storage.tables import Reminder

reminder = Reminder.__table__  # type: ignore[attr-defined]


def fire(connection: Connection, now: datetime, received_at: datetime, limit: int) -> list[int]:
    """Turns what is due into inbox rows, oldest first, and marks it, in the caller's one commit.

    Returns the inbox ids. The external id names row and time, so a reminder happens once whoever ticks.
    """
    query = (
        select(reminder, conversation.c.person_id)
        .join(conversation, conversation.c.id == reminder.c.conversation_id)
        .where(reminder.c.state == "waiting", reminder.c.due_at <= now)
        .order_by(reminder.c.due_at, reminder.c.id)
        .limit(limit)
    )
    if connection.dialect.name == "postgresql":
        query = query.with_for_update(of=reminder, skip_locked=True)
    rows = connection.execute(query).all()
    if not rows:
        return []
    connection.execute(
        update(reminder).where(reminder.c.id.in_([row.id for row in rows])).values(state="fired")
    )
    values = [
        {
            "channel": "clock",
            "external_id": f"reminder:{row.id}:{row.due_at.isoformat()}",
            "conversation_id": row.conversation_id,
            "person_id": row.person_id,
            "priority": CLOCK,
            "state": "open",
            "raw": orjson.dumps({"id": row.id, "kind": row.kind, "subject": row.subject}),
            "at": None,
            "received_at": received_at,
            "files": [],
            "attempts": 0,
            "error": "",
        }
        for row in rows
    ]
    return list(insert_inbox(connection, values).values())
