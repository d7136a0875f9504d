"""Inbox and outbox: what was received waits for its turn, what was said waits to be sent.

Every function runs on a connection whose transaction belongs to the caller.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, and_, bindparam, delete, func, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from storage.tables import Conversation, Inbox, Outbox, Person

inbox = Inbox.__table__  # type: ignore[attr-defined]
outbox = Outbox.__table__  # type: ignore[attr-defined]
conversation = Conversation.__table__  # type: ignore[attr-defined]
person = Person.__table__  # type: ignore[attr-defined]

PEOPLE, CLOCK = 0, 1
"""Priorities inside a lane: people's own messages go before what falls due."""


class Incoming(NamedTuple):
    """One update to store. `files` are JSON: references to fetch, or files that are stored already."""

    external_id: str
    address: str
    raw: bytes
    at: datetime | None
    files: list[dict[str, Any]]
    fetch: bool


def receive(
    connection: Connection, channel: str, items: Sequence[Incoming], received_at: datetime, now: datetime
) -> list[int]:
    """Stores updates once; returns their inbox ids, 0 for one that was stored before.

    An address gets a nameless person at first sight, so that its lane exists from the first message on.
    """
    lanes = _lanes(connection, channel, {item.address for item in items}, now)
    values = [
        {
            "channel": channel,
            "external_id": item.external_id,
            "conversation_id": lanes[item.address][0],
            "person_id": lanes[item.address][1],
            "priority": PEOPLE,
            "state": "fetching" if item.fetch else "open",
            "raw": item.raw,
            "at": item.at,
            "received_at": received_at,
            "files": item.files,
            "attempts": 0,
            "error": "",
        }
        for item in items
    ]
    stored = insert_inbox(connection, values)
    return [stored.pop(item.external_id, 0) for item in items]


def insert_inbox(connection: Connection, values: list[dict[str, Any]]) -> dict[str, int]:
    """Rows that are new, by external id; duplicates are left out."""
    if not values:
        return {}
    statement = (
        _upsert(connection)(inbox)
        .on_conflict_do_nothing(index_elements=["channel", "external_id"])
        .returning(inbox.c.external_id, inbox.c.id)
    )
    return {row[0]: row[1] for row in connection.execute(statement, values)}


def _upsert(connection: Connection) -> Any:
    return sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert


def _lanes(
    connection: Connection, channel: str, addresses: Collection[str], now: datetime
) -> dict[str, tuple[int, int]]:
    query = select(conversation.c.address, conversation.c.id, conversation.c.person_id)
    query = query.where(conversation.c.channel == channel, conversation.c.address.in_(addresses))
    found = {row[0]: (row[1], row[2]) for row in connection.execute(query)}
    new = [address for address in addresses if address not in found]
    if not new:
        return found
    people = connection.execute(
        insert(person).returning(person.c.id),
        [{"created_at": now, "name": "", "language": "vi"} for _ in new],
    )
    rows = [
        {"channel": channel, "address": address, "person_id": row[0], "reachable": True}
        for address, row in zip(new, people, strict=True)
    ]
    statement = (
        _upsert(connection)(conversation)
        .on_conflict_do_nothing(index_elements=["channel", "address"])
        .returning(conversation.c.person_id)
    )
    kept = {row[0] for row in connection.execute(statement, rows)}
    lost = [row["person_id"] for row in rows if row["person_id"] not in kept]
    if lost:  # another process met the same address in the same moment
        connection.execute(delete(person).where(person.c.id.in_(lost)))
    return {row[0]: (row[1], row[2]) for row in connection.execute(query)}


def backlog_exceeds(connection: Connection, limit: int) -> bool:
    """Whether more than `limit` updates wait for their turn."""
    waiting = select(inbox.c.id).where(inbox.c.state.in_(("open", "fetching")))
    return connection.execute(waiting.offset(limit).limit(1)).first() is not None


def claim(connection: Connection, now: datetime, limit: int, busy: Collection[int]) -> Sequence[Row[Any]]:
    """The oldest open row of each of up to `limit` persons nobody works on; their lanes are held until the
    commit (PostgreSQL: FOR UPDATE SKIP LOCKED on the person, so two processes never take the same one).

    A lane whose first row still waits for files or for a retry waits as a whole. `busy` conversations, whose
    replies are being delivered, are left for later.
    """
    place = func.row_number().over(partition_by=inbox.c.person_id, order_by=(inbox.c.priority, inbox.c.id))
    waiting = (
        select(inbox.c.id, inbox.c.person_id, inbox.c.conversation_id, inbox.c.priority, inbox.c.state,
               inbox.c.retry_at, place.label("place"))
        .where(inbox.c.state.in_(("open", "fetching")))
        .subquery()
    )  # fmt: skip
    first = (
        select(waiting.c.id, waiting.c.conversation_id)
        .where(waiting.c.place == 1, waiting.c.state == "open")
        .where(or_(waiting.c.retry_at.is_(None), waiting.c.retry_at <= now))
        .order_by(waiting.c.priority, waiting.c.id)
        .limit(limit + len(busy))
    )
    if connection.dialect.name == "postgresql":
        first = first.join(person, person.c.id == waiting.c.person_id).with_for_update(
            of=person, skip_locked=True
        )
    ids = [row.id for row in connection.execute(first) if row.conversation_id not in busy][:limit]
    if not ids:
        return []
    # Read again under the lock: another process may have finished a row between the look and the lock.
    return connection.execute(
        select(inbox)
        .where(inbox.c.id.in_(ids), inbox.c.state == "open")
        .order_by(inbox.c.priority, inbox.c.id)
    ).all()


def next_retry(connection: Connection) -> datetime | None:
    """When the next failed row may be tried again."""
    return connection.execute(select(func.min(inbox.c.retry_at)).where(inbox.c.state == "open")).scalar()


_DONE = update(inbox).where(inbox.c.id == bindparam("row_id")).values(state="done", retry_at=None)


def finish(connection: Connection, ids: Iterable[int]) -> None:
    """Marks turns as done, in the commit that holds what they changed."""
    rows = [{"row_id": key} for key in ids]
    if rows:
        connection.execute(_DONE, rows)


def is_over(connection: Connection, key: int) -> bool:
    """Whether a turn was had, or given up."""
    state = connection.execute(select(inbox.c.state).where(inbox.c.id == key)).scalar()
    return state in ("done", "parked", None)


def failed(connection: Connection, key: int, error: str, retry_at: datetime | None) -> None:
    """Counts an attempt; without `retry_at` the row is parked."""
    connection.execute(
        update(inbox)
        .where(inbox.c.id == key)
        .values(
            attempts=inbox.c.attempts + 1,
            error=error[:2000],
            retry_at=retry_at,
            state="open" if retry_at else "parked",
        )
    )


def fetching(connection: Connection, limit: int, since: datetime) -> Sequence[Row[Any]]:
    """Rows whose files are still to be fetched and which nobody claimed after `since`; claims them."""
    query = (
        select(inbox.c.id, inbox.c.channel, inbox.c.files, inbox.c.received_at)
        .where(inbox.c.state == "fetching", or_(inbox.c.retry_at.is_(None), inbox.c.retry_at <= since))
        .order_by(inbox.c.id)
        .limit(limit)
    )
    if connection.dialect.name == "postgresql":
        query = query.with_for_update(skip_locked=True)
    rows = connection.execute(query).all()
    if rows:
        lease = since + timedelta(seconds=70)
        connection.execute(
            update(inbox).where(inbox.c.id.in_([row.id for row in rows])).values(retry_at=lease)
        )
    return rows


def fetched(connection: Connection, key: int, files: list[dict[str, Any]]) -> None:
    """The files of a row are there (or never will be): its turn may come."""
    connection.execute(
        update(inbox).where(inbox.c.id == key, inbox.c.state == "fetching").values(
            state="open", files=files, retry_at=None
        )
    )  # fmt: skip


def replay(connection: Connection, key: int) -> bool:
    """Opens a parked row again. False when it is not parked."""
    done = connection.execute(
        update(inbox).where(inbox.c.id == key, inbox.c.state == "parked").values(
            state="open", attempts=0, retry_at=None, error=""
        )
    )  # fmt: skip
    return bool(done.rowcount)


# Outbox


def say(connection: Connection, rows: list[dict[str, Any]]) -> list[int]:
    """Stores calls to make; returns their ids in the same order."""
    if not rows:
        return []
    statement = insert(outbox).returning(outbox.c.id, sort_by_parameter_order=True)
    return [row[0] for row in connection.execute(statement, rows)]


def others_unsent(connection: Connection, conversations: Collection[int], owner: str) -> set[int]:
    """Conversations that still have replies another process (or nobody) is to send.

    Pushes that wait are left out: nobody waits behind them.
    """
    query = select(outbox.c.conversation_id).where(
        outbox.c.conversation_id.in_(conversations),
        outbox.c.state.in_(("pending", "sending")),
        outbox.c.owner != owner,
        outbox.c.push.is_(False),
    )
    return {row[0] for row in connection.execute(query)}


_SENT = (
    update(outbox)
    .where(outbox.c.id == bindparam("row_id"))
    .values(
        state=bindparam("state"),
        external_id=bindparam("external_id"),
        error=bindparam("error"),
        attempts=bindparam("attempts"),
        repeated=bindparam("repeated"),
        retry_at=bindparam("retry_at"),
        sent_at=bindparam("sent_at"),
        owner=bindparam("owner"),
    )
)
_DELIVERED = (
    update(conversation)
    .where(conversation.c.id == bindparam("row_id"))
    .values(delivered_seq=bindparam("seq"))
)
_REACHABLE = (
    update(conversation)
    .where(conversation.c.id == bindparam("row_id"))
    .values(reachable=bindparam("reachable"))
)


def sent(connection: Connection, results: list[dict[str, Any]]) -> None:
    """What became of calls, as `_SENT` lists it."""
    if results:
        connection.execute(_SENT, results)


def delivered(connection: Connection, places: Mapping[int, int]) -> None:
    """The place of the last delivered message in each conversation's order."""
    if places:
        connection.execute(_DELIVERED, [{"row_id": key, "seq": seq} for key, seq in places.items()])


def reachable(connection: Connection, key: int, value: bool) -> None:
    """Whether a conversation can be written to; unsent calls to one that can't are given up."""
    connection.execute(_REACHABLE, {"row_id": key, "reachable": value})
    if not value:
        connection.execute(
            update(outbox)
            .where(outbox.c.conversation_id == key, outbox.c.state == "pending")
            .values(state="failed", error="unreachable")
        )


def moved(connection: Connection, key: int, address: str) -> None:
    """The platform gave a conversation another address."""
    connection.execute(update(conversation).where(conversation.c.id == key).values(address=address))


def adopt(connection: Connection, owner: str, now: datetime, orphans: bool) -> int:
    """Calls left `sending` by a process that is gone: nobody knows whether they went out, so they are marked
    and repeated once (or left as unknown where they were repeated already).

    `orphans`: everything not ours is orphaned (a start on SQLite: no other service can run).
    """
    gone = outbox.c.lease_until < now if not orphans else outbox.c.owner != owner
    once = and_(outbox.c.state == "sending", gone)
    connection.execute(update(outbox).where(once, outbox.c.repeated).values(state="unknown"))
    return int(
        connection.execute(
            update(outbox).where(once).values(state="pending", repeated=True, owner="")
        ).rowcount
    )


def take_pending(
    connection: Connection, owner: str, now: datetime, lease: datetime, replies: int, pushes: int
) -> Sequence[Row[Any]]:
    """Calls to send now, made this process's own: each conversation's oldest unsent reply and push.

    At most `replies` that somebody waits for and `pushes` that the pace allows.
    """
    lane = (outbox.c.conversation_id, outbox.c.push)
    place = func.row_number().over(partition_by=lane, order_by=outbox.c.id)
    unsent = (
        select(outbox.c.id, outbox.c.state, outbox.c.retry_at, outbox.c.push, place.label("place"))
        .where(outbox.c.state.in_(("pending", "sending")))
        .subquery()
    )
    first = (
        select(unsent.c.id, unsent.c.push)
        .where(unsent.c.place == 1, unsent.c.state == "pending")
        .where(or_(unsent.c.retry_at.is_(None), unsent.c.retry_at <= now))
        .order_by(unsent.c.push, unsent.c.id)
        .limit(replies + pushes)
    )
    found = connection.execute(first).all()
    ids = [row.id for row in found if not row.push][:replies]
    ids += [row.id for row in found if row.push][:pushes]
    if not ids:
        return []
    query = (
        select(outbox, conversation.c.channel)
        .join(conversation, conversation.c.id == outbox.c.conversation_id)
        .where(outbox.c.id.in_(ids), outbox.c.state == "pending")
        .order_by(outbox.c.push, outbox.c.id)
    )
    if connection.dialect.name == "postgresql":
        query = query.with_for_update(of=outbox, skip_locked=True)
    rows = connection.execute(query).all()
    if rows:
        connection.execute(
            update(outbox)
            .where(outbox.c.id.in_([row.id for row in rows]))
            .values(state="sending", owner=owner, lease_until=lease)
        )
    return rows


def renew(connection: Connection, owner: str, lease: datetime) -> None:
    """Keeps this process's calls its own for a while longer."""
    connection.execute(
        update(outbox).where(outbox.c.owner == owner, outbox.c.state == "sending").values(lease_until=lease)
    )


def clean(connection: Connection, before: datetime) -> int:
    """Forgets what was received and said before a moment: raw chat is not kept longer than needed."""
    old = and_(inbox.c.state == "done", inbox.c.received_at < before)
    gone = connection.execute(delete(inbox).where(old)).rowcount
    connection.execute(
        delete(outbox).where(outbox.c.state.in_(("sent", "failed", "unknown")), outbox.c.created_at < before)
    )
    return int(gone)


def parked(connection: Connection) -> Sequence[Row[Any]]:
    """Updates that were given up, the oldest first."""
    query = select(inbox.c.id, inbox.c.received_at, inbox.c.channel, inbox.c.error)
    return connection.execute(query.where(inbox.c.state == "parked").order_by(inbox.c.id)).all()
