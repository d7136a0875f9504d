"""Rows that fall due become updates in the inbox, once."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final

import orjson
from sqlalchemy import Connection, Row, String, cast, or_, select, update

from storage import people
from storage.queue import CLOCK, conversation, insert_inbox
from storage.roles import Executes
from storage.tables import Draft, Initiative, Reminder

reminder = Reminder.__table__  # type: ignore[attr-defined]
draft = Draft.__table__  # type: ignore[attr-defined]
initiative = Initiative.__table__  # type: ignore[attr-defined]

DEADLINE = "deadline"
"""The kind of what programmes demand. Its subject names role, person and unit at its end; that of word for
somebody ends with the person; that of a wish is a draft or an initiative."""

CHANNEL: Final = "clock"


def fire(
    connection: Connection,
    now: datetime,
    received_at: datetime,
    limit: int,
    channels: Collection[str] | None = None,
) -> list[int]:
    """Turns what is due into inbox rows, oldest first, and marks it, in the caller's one commit.

    Returns the inbox ids. The external id names row and time, so a reminder happens once whoever ticks. Whose
    chat can't be written to any more is reminded in another of theirs on one of the channels (None: any).
    """
    query = (
        select(reminder, conversation.c.person_id, conversation.c.reachable)
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
    chats = _moved(connection, [row for row in rows if not row.reachable], channels)
    values = [
        update_of(
            f"reminder:{row.id}:{row.due_at.isoformat()}",
            chats.get(row.id, row.conversation_id),
            row.person_id,
            orjson.dumps({"id": row.id, "kind": row.kind, "subject": row.subject}),
            received_at,
        )
        for row in rows
    ]
    return list(insert_inbox(connection, values).values())


def _moved(
    connection: Connection, rows: Sequence[Row[Any]], channels: Collection[str] | None
) -> dict[int, int]:
    """The other chats of those whose own can't be written to, by the reminder."""
    chats = dict[int, int]()
    for row in rows:
        found = people.others(connection, row.person_id, [row.conversation_id], channels)
        if found:
            chats[row.id] = found[0]
            mine = update(reminder).where(reminder.c.id == row.id)
            connection.execute(mine.values(conversation_id=found[0]))
    return chats


def update_of(
    external_id: str, conversation_id: int, person_id: int, raw: bytes, received_at: datetime
) -> dict[str, Any]:
    """An inbox row of something that fell due."""
    return {
        "channel": CHANNEL,
        "external_id": external_id,
        "conversation_id": conversation_id,
        "person_id": person_id,
        "priority": CLOCK,
        "state": "open",
        "raw": raw,
        "at": None,
        "received_at": received_at,
        "files": [],
        "attempts": 0,
        "error": "",
    }


def move(database: Executes, person_id: int, chats: Collection[int], to: int) -> None:
    """What waits for somebody in some of their chats comes in another one."""
    waiting = reminder.c.conversation_id.in_(chats) & (reminder.c.state == "waiting")
    database.execute(update(reminder).where(waiting, _of(person_id)).values(conversation_id=to))


def _of(person_id: int) -> Any:
    """What is about somebody, and not about others who speak in the same chat."""
    about, deadline = reminder.c.subject, reminder.c.kind == DEADLINE
    named = or_(*(about.like(f"%/{role}/{person_id}/%") for role in ("worker", "officer", "adviser")))
    drafts = select(draft.c.id).where(draft.c.person_id == person_id)
    sent = select(cast(initiative.c.id, String)).where(initiative.c.person_id == person_id)
    wished = about.in_(drafts) | about.in_(sent)
    return (deadline & named) | (~deadline & (about.like(f"%/{person_id}") | wished))
