"""What fell due and can't go out in one chat falls due again in another of the same person's.

It is judged and written afresh there, in full; here the rest of it is not sent any more.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Connection, Row, func, or_, select, update

from storage import ledger, people, reminders
from storage.queue import inbox, insert_inbox, outbox, person
from storage.reminders import reminder

TOLD = ("reminder", "support")
"""Lines of the ledger of which several belong to one message, each with a reminder of its own."""


def again(
    connection: Connection, calls: Collection[int], channels: Collection[str], received_at: datetime
) -> set[int]:
    """Of calls that can't go out, or not for long, those that are taken care of: what they say falls due in
    the next chat on one of the channels. Once in each chat, whoever asks and however often: the external id
    names what fell due and the chat, and what was tried goes along."""
    done = set[int]()
    for row in _fell_due(connection, calls):
        told = orjson.loads(row.raw)
        tried = [*told.get("tried", ()), row.conversation_id]
        chats = people.others(connection, row.speaker, tried, channels)
        if not chats:
            continue
        done.add(row.id)
        first = told.get("first", row.external_id)
        due = {**told, "first": first, "tried": tried}
        values = reminders.update_of(
            f"{first}:{chats[0]}", chats[0], row.speaker, orjson.dumps(due), received_at
        )
        if insert_inbox(connection, [values]):
            _move(connection, row, int(told["id"]), chats[0])
    return done


def _fell_due(connection: Connection, calls: Collection[int]) -> list[Row[Any]]:
    """The calls with what fell due and whose it is. What another process has taken over, or is forgotten, is
    not among them."""
    speaker = func.coalesce(person.c.merged_into_id, person.c.id).label("speaker")
    query = (
        select(outbox.c.id, outbox.c.error, outbox.c.inbox_id, inbox.c.external_id, inbox.c.raw,
               outbox.c.conversation_id, speaker)
        .join(inbox, inbox.c.id == outbox.c.inbox_id)
        .join(person, person.c.id == inbox.c.person_id)
        .where(outbox.c.id.in_(calls), outbox.c.push, outbox.c.state.in_(("failed", "pending")))
        .where(inbox.c.channel == reminders.CHANNEL, func.length(inbox.c.raw) > 0)
        .order_by(outbox.c.id)
    )  # fmt: skip
    return list(connection.execute(query))


def _move(connection: Connection, row: Row[Any], reminder_id: int, chat: int) -> None:
    """All reminders that the message said are due there; its lines say what has become of it."""
    together = select(ledger.notice.c.due_at).where(
        ledger.notice.c.inbox_id == row.inbox_id, ledger.notice.c.kind.in_(TOLD)
    )
    first = select(reminder.c.kind).where(reminder.c.id == reminder_id).scalar_subquery()
    here = (reminder.c.conversation_id == row.conversation_id) & (reminder.c.state == "sent")
    said = here & (reminder.c.kind == first) & reminder.c.due_at.in_(together)
    connection.execute(
        update(reminder)
        .where(or_(reminder.c.id == reminder_id, said))
        .values(state="fired", why="", conversation_id=chat)
    )
    ledger.moved(connection, row.inbox_id, row.error)
    rest = (outbox.c.inbox_id == row.inbox_id) & outbox.c.push & (outbox.c.state == "pending")
    connection.execute(update(outbox).where(rest).values(state="failed", error=row.error, retry_at=None))
