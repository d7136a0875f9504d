"""What fell due and can't go out in one chat falls due again in another of the same person's.

It is judged and written afresh there, in full; here the rest of it is not sent any more. Where there is no
other chat, and this one's platform lets nobody write before its person does, it is held until they do.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, Final

import orjson
from sqlalchemy import Connection, Row, bindparam, func, or_, select, update

from storage import ledger, people, reminders, urgings
from storage.queue import conversation, inbox, insert_inbox, outbox, person
from storage.reminders import reminder
from storage.roles import Executes

WINDOW: Final = "window"
"""How it begins why a push may not go out before its person writes."""
HELD: Final = "held"
"""The state of a reminder that waits for that."""

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


def hold(connection: Connection, calls: Collection[int]) -> set[int]:
    """Of calls that can't go out, those that may once their person has written: what they say waits for it.
    Not what programmes demand or officers urge: that is owed again, or not any more, by then."""
    found = set[int]()
    for row in _fell_due(connection, calls):
        told = orjson.loads(row.raw)
        if not row.error.startswith(WINDOW) or told["kind"] in (reminders.DEADLINE, urgings.KIND):
            continue
        mine = update(reminder).where(reminder.c.id == int(told["id"]), reminder.c.state.in_(("sent", HELD)))
        if connection.execute(mine.values(state=HELD, why=row.error)).rowcount:
            _give_up_rest(connection, row)
            found.add(row.id)
    return found


def holding(connection: Connection, conversations: Collection[int]) -> frozenset[int]:
    """Which of them something is held in."""
    return frozenset(connection.execute(_HOLDING, {"conversations": list(conversations)}).scalars().all())


_HOLDING = select(reminder.c.conversation_id).where(
    reminder.c.conversation_id.in_(bindparam("conversations", expanding=True)), reminder.c.state == HELD
)
"""Built once: it is asked with each batch."""


def back(database: Executes, conversation_id: int, now: datetime) -> None:
    """Somebody writes again: what was held falls due, in its order."""
    here = (reminder.c.conversation_id == conversation_id) & (reminder.c.state == HELD)
    query = select(reminder.c.id).where(here).order_by(reminder.c.due_at, reminder.c.id)
    keys = list(database.execute(query).scalars())
    for place, key in enumerate(reversed(keys)):  # each at a moment of its own: none before was it said at
        due = now - timedelta(microseconds=place)
        mine = update(reminder).where(reminder.c.id == key)
        database.execute(mine.values(state="waiting", why="", due_at=due))


def held(database: Executes, person_id: int, kind: str) -> int:
    """How much of a kind waits until somebody writes."""
    theirs = reminder.c.conversation_id.in_(
        select(conversation.c.id).where(conversation.c.person_id == person_id)
    )
    query = select(func.count()).where(theirs, reminder.c.state == HELD, reminder.c.kind == kind)
    return int(database.execute(query).scalar_one())


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
    _give_up_rest(connection, row)


def _give_up_rest(connection: Connection, row: Row[Any]) -> None:
    """All of it is said anew, so what is left of it must not go out beside that."""
    rest = (outbox.c.inbox_id == row.inbox_id) & outbox.c.push & (outbox.c.state == "pending")
    connection.execute(update(outbox).where(rest).values(state="failed", error=row.error, retry_at=None))
