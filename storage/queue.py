"""Inbox and outbox: what was received waits for its turn, what was said waits to be sent.

Every function runs on a connection whose transaction belongs to the caller.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Integer, Row, and_, bindparam, delete, func, insert, or_, select, update

from storage import ledger
from storage.database import upsert
from storage.roles import Executes
from storage.tables import Conversation, Inbox, Outbox, Person

inbox = Inbox.__table__  # type: ignore[attr-defined]
outbox = Outbox.__table__  # type: ignore[attr-defined]
conversation = Conversation.__table__  # type: ignore[attr-defined]
person = Person.__table__  # type: ignore[attr-defined]

NEWLY: Final = timedelta(minutes=10)  # who was heard that short ago is not noted anew: windows are days
REPEATS = 5  # times a reply is sent again whose outcome nobody knows


def _among(column: Any, *states: str) -> Any:
    """The states as literals: SQLite does not see that `IN (?, ?)` is what a partial index is made for, and
    would read through a week of chat at every look for what waits."""
    return column.in_(bindparam(None, states, expanding=True, literal_execute=True))


WAITING: Final = _among(inbox.c.state, "open", "fetching")
PARKED: Final = inbox.c.state == bindparam(None, "parked", literal_execute=True)
UNSENT: Final = _among(outbox.c.state, "pending", "sending")

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
    opens: bool = False
    parked: str = ""


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
            "conversation_id": lanes[item.address].id,
            "person_id": lanes[item.address].person_id,
            "priority": PEOPLE,
            "state": "parked" if item.parked else "fetching" if item.fetch else "open",
            "raw": item.raw,
            "at": item.at,
            "received_at": received_at,
            "files": item.files,
            "attempts": 0,
            "error": item.parked,
        }
        for item in items
    ]
    opened = (lanes[item.address] for item in items if item.opens and not item.parked)
    before = received_at - NEWLY
    if heard := {lane.id for lane in opened if lane.heard_at is None or lane.heard_at < before}:
        connection.execute(_HEARD, {"ids": list(heard), "now": received_at})
    stored = insert_inbox(connection, values)
    return [stored.pop(item.external_id, 0) for item in items]


_HEARD = (
    update(conversation)
    .where(conversation.c.id.in_(bindparam("ids", expanding=True)))
    .values(heard_at=bindparam("now"))
)


def insert_inbox(connection: Connection, values: list[dict[str, Any]]) -> dict[str, int]:
    """Rows that are new, by external id; duplicates are left out."""
    if not values:
        return {}
    return {row[0]: row[1] for row in connection.execute(_new_rows(connection.dialect.name), values).all()}


@cache
def _new_rows(dialect: str) -> Any:
    """Built once, as all statements here that are asked for each update."""
    statement = upsert(dialect, inbox).on_conflict_do_nothing(index_elements=["channel", "external_id"])
    return statement.returning(inbox.c.external_id, inbox.c.id)


def _lanes(
    connection: Connection, channel: str, addresses: Collection[str], now: datetime
) -> dict[str, Row[Any]]:
    asked = {"channel": channel, "addresses": list(addresses)}
    found = {row.address: row for row in connection.execute(_LANES, asked).all()}
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
        upsert(connection.dialect.name, conversation)
        .on_conflict_do_nothing(index_elements=["channel", "address"])
        .returning(conversation.c.person_id)
    )
    kept = {row[0] for row in connection.execute(statement, rows)}
    lost = [row["person_id"] for row in rows if row["person_id"] not in kept]
    if lost:  # another process met the same address in the same moment
        connection.execute(delete(person).where(person.c.id.in_(lost)))
    return {row.address: row for row in connection.execute(_LANES, asked).all()}


_LANES = select(
    conversation.c.address, conversation.c.id, conversation.c.person_id, conversation.c.heard_at
).where(
    conversation.c.channel == bindparam("channel"),
    conversation.c.address.in_(bindparam("addresses", expanding=True)),
)


def backlog_exceeds(connection: Connection, limit: int) -> bool:
    """Whether more than `limit` updates wait for their turn."""
    return connection.execute(_BEYOND, {"limit": limit}).first() is not None


_BEYOND = select(inbox.c.id).where(WAITING).offset(bindparam("limit", type_=Integer)).limit(1)


def claim(connection: Connection, now: datetime, limit: int, busy: Collection[int]) -> Sequence[Row[Any]]:
    """The oldest open row of each of up to `limit` persons nobody works on; their lanes are held until the
    commit (PostgreSQL: FOR UPDATE SKIP LOCKED on the person, so two processes never take the same one).

    A lane whose first row still waits for files or for a retry waits as a whole. `busy` conversations, whose
    replies are being delivered, are left for later.
    """
    query = _first_of_lanes(connection.dialect.name == "postgresql")
    seen = connection.execute(query, {"now": now, "limit": limit + len(busy)})
    found = [row for row in seen if row.conversation_id not in busy][:limit]
    lanes = {row.id: row.person_id for row in found}
    return _still_theirs(connection, lanes, now) if lanes else []


@cache
def _first_of_lanes(locks: bool) -> Any:
    """Built once: it is asked at every look for what is ready, and takes longer to build than to answer."""
    place = func.row_number().over(partition_by=inbox.c.person_id, order_by=(inbox.c.priority, inbox.c.id))
    waiting = (
        select(inbox.c.id, inbox.c.person_id, inbox.c.conversation_id, inbox.c.priority, inbox.c.state,
               inbox.c.retry_at, place.label("place"))
        .where(WAITING)
        .subquery()
    )  # fmt: skip
    first = (
        select(waiting.c.id, waiting.c.person_id, waiting.c.conversation_id)
        .where(waiting.c.place == 1, waiting.c.state == "open")
        .where(or_(waiting.c.retry_at.is_(None), waiting.c.retry_at <= bindparam("now")))
        .order_by(waiting.c.priority, waiting.c.id)
        .limit(bindparam("limit", type_=Integer))
    )
    if not locks:
        return first
    return first.join(person, person.c.id == waiting.c.person_id).with_for_update(
        of=person, skip_locked=True, key_share=True
    )


def _still_theirs(connection: Connection, lanes: Mapping[int, int], now: datetime) -> list[Row[Any]]:
    """Reads rows again under the locks of their lanes: between look and lock another process may have
    finished one, failed it, or handed its conversation to somebody else.

    What was received while its conversation was handed over still stands in the old lane: it changes over.
    """
    rows = connection.execute(_OPEN, {"ids": list(lanes), "now": now}).all()
    for row in rows:
        if row.speaker != row.person_id:
            connection.execute(update(inbox).where(inbox.c.id == row.id).values(person_id=row.speaker))
    return [row for row in rows if row.speaker == row.person_id == lanes[row.id]]


_OPEN = (
    select(inbox, conversation.c.person_id.label("speaker"))
    .join(conversation, conversation.c.id == inbox.c.conversation_id)
    .where(inbox.c.id.in_(bindparam("ids", expanding=True)), inbox.c.state == "open")
    .where(or_(inbox.c.retry_at.is_(None), inbox.c.retry_at <= bindparam("now")))
    .order_by(inbox.c.priority, inbox.c.id)
)
_DONE = (
    update(inbox).where(inbox.c.id.in_(bindparam("ids", expanding=True))).values(state="done", retry_at=None)
)


def finish(connection: Connection, ids: Iterable[int]) -> None:
    """Marks turns as done, in the commit that holds what they changed."""
    if done := list(ids):
        connection.execute(_DONE, {"ids": done})


def is_over(connection: Connection, key: int) -> bool:
    """Whether a turn was had, or given up."""
    state = connection.execute(select(inbox.c.state).where(inbox.c.id == key)).scalar()
    return state in ("done", "parked", None)


def failed(connection: Connection, key: int, error: str, retry_at: datetime | None) -> bool:
    """Counts an attempt; without `retry_at` the row is parked. False when it waits no more: another process
    had the turn meanwhile."""
    counted = connection.execute(
        update(inbox)
        .where(inbox.c.id == key, inbox.c.state == "open")
        .values(
            attempts=inbox.c.attempts + 1,
            error=error[:2000],
            retry_at=retry_at,
            state="open" if retry_at else "parked",
        )
    )
    return bool(counted.rowcount)


def fetching(
    connection: Connection, channels: Collection[str], limit: int, since: datetime
) -> Sequence[Row[Any]]:
    """Rows whose files are still to be fetched and which nobody claimed after `since`; claims them."""
    query = (
        select(inbox.c.id, inbox.c.channel, inbox.c.files, inbox.c.received_at)
        .where(WAITING, inbox.c.state == "fetching", inbox.c.channel.in_(channels))
        .where(or_(inbox.c.retry_at.is_(None), inbox.c.retry_at <= since))
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


def unclaim_fetches(connection: Connection) -> None:
    """Files a dead process was fetching, at a start: free at once on SQLite, where no other service can run;
    elsewhere their claim runs out."""
    if connection.dialect.name == "sqlite":
        connection.execute(update(inbox).where(WAITING, inbox.c.state == "fetching").values(retry_at=None))


def fetched(connection: Connection, key: int, files: list[dict[str, Any]]) -> None:
    """The files of a row are there (or never will be): its turn may come."""
    connection.execute(
        update(inbox).where(inbox.c.id == key, inbox.c.state == "fetching").values(
            state="open", files=files, retry_at=None
        )
    )  # fmt: skip


def waiting_files(connection: Connection) -> set[str]:
    """Checksums of files whose turn is still to come, or was given up and may be replayed."""
    query = select(inbox.c.files)
    rows = [row for which in (WAITING, PARKED) for row in connection.execute(query.where(which))]
    return {file["sha256"] for row in rows for file in row.files if file.get("sha256")}


_TOLD = func.length(inbox.c.raw) > 0


def replay(connection: Connection, key: int) -> bool:
    """Opens a parked row again. False when it is not parked, or what was written is forgotten."""
    done = connection.execute(
        update(inbox).where(inbox.c.id == key, PARKED, _TOLD).values(
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
    asked = {"conversations": list(conversations), "sender": owner}
    return {row[0] for row in connection.execute(_OTHERS, asked)}


_OTHERS = select(outbox.c.conversation_id).where(
    outbox.c.conversation_id.in_(bindparam("conversations", expanding=True)),
    UNSENT,
    outbox.c.owner != bindparam("sender"),
    outbox.c.push.is_(False),
)


_SENT = (
    update(outbox)
    .where(outbox.c.id == bindparam("row_id"), outbox.c.owner == bindparam("sender"))
    .values(
        state=bindparam("state"),
        external_id=bindparam("external_id"),
        error=bindparam("error"),
        attempts=bindparam("attempts"),
        repeated=bindparam("repeated"),
        retry_at=bindparam("retry_at"),
        sent_at=bindparam("sent_at"),
        owner=bindparam("owner"),
        price=bindparam("price"),
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
    """What became of calls, as `_SENT` lists it. A call another process took over meanwhile is its own."""
    if results:
        connection.execute(_SENT, results)


def delivered(connection: Connection, places: Mapping[int, int]) -> None:
    """The place of the last delivered message in each conversation's order."""
    if places:
        connection.execute(_DELIVERED, [{"row_id": key, "seq": seq} for key, seq in places.items()])


def reachable(connection: Connection, key: int, value: bool) -> list[int]:
    """Whether a conversation can be written to; unsent calls to one that can't are given up: their ids."""
    connection.execute(_REACHABLE, {"row_id": key, "reachable": value})
    return [] if value else give_up(connection, key, "unreachable")


def give_up(database: Executes, key: int, why: str) -> list[int]:
    """Calls of a conversation that wait are not made: their ids."""
    waiting = (outbox.c.conversation_id == key) & UNSENT & (outbox.c.state == "pending")
    given_up = update(outbox).where(waiting).values(state="failed", error=why)
    return list(database.execute(given_up.returning(outbox.c.id)).scalars())


def moved(connection: Connection, key: int, address: str) -> None:
    """The platform gave a conversation another address; one that has written already keeps its own."""
    other = conversation.alias()
    here = select(conversation.c.channel).where(conversation.c.id == key).scalar_subquery()
    taken = select(other.c.id).where(other.c.channel == here, other.c.address == address).exists()
    connection.execute(update(conversation).where(conversation.c.id == key, ~taken).values(address=address))


def adopt(connection: Connection, owner: str, now: datetime, never_twice: Collection[str] = ()) -> int:
    """Calls left `sending` by a process that is gone: nobody knows whether they went out, so they are marked
    and repeated: pushes once, replies up to `REPEATS` times (process after process may die before it sends,
    and somebody waits). Left as unknown: what was repeated enough, and all of the channels `never_twice`.

    A process is gone when its lease ran out; on SQLite, where no other service can run, whoever is not us.
    """
    gone = outbox.c.owner != owner
    if connection.dialect.name != "sqlite":
        gone &= outbox.c.lease_until < now
    once = and_(UNSENT, outbox.c.state == "sending", gone)
    theirs = select(conversation.c.id).where(conversation.c.channel.in_(never_twice))
    enough = and_(outbox.c.repeated, or_(outbox.c.push, outbox.c.attempts >= REPEATS))
    no_more = or_(enough, outbox.c.conversation_id.in_(theirs))
    connection.execute(update(outbox).where(once, no_more).values(state="unknown"))
    return int(
        connection.execute(
            update(outbox)
            .where(once)
            .values(state="pending", repeated=True, attempts=outbox.c.attempts + 1, owner="")
        ).rowcount
    )


def take(
    connection: Connection, owner: str, channels: Collection[str], now: datetime, lease: datetime, limit: int,
    pushes_since: datetime | None = None,
) -> Sequence[Row[Any]]:  # fmt: skip
    """Replies that wait, made this process's own: each conversation's oldest, the oldest first.

    `pushes_since`: pushes instead, none where a reply waits or that was written to after that moment. OFFSET,
    and subqueries that are no joins: else PostgreSQL reads through all that waits at every look.
    """
    asked = {"now": now, "channels": list(channels), "limit": limit, "since": pushes_since}
    pushes = pushes_since is not None
    if not pushes:
        del asked["since"]
    found = connection.execute(_oldest(pushes), asked)
    return _seize(connection, [row.id for row in found], owner, lease)


@cache
def _oldest(push: bool) -> Any:
    """Built once, like `_first_of_lanes`."""
    waiting = (
        select(outbox.c.id, outbox.c.conversation_id)
        .where(UNSENT, outbox.c.state == "pending", outbox.c.push.is_(push))
        .where(or_(outbox.c.retry_at.is_(None), outbox.c.retry_at <= bindparam("now")))
        .order_by(outbox.c.id)
        .offset(0)
        .subquery()
    )
    channel = select(conversation.c.channel).where(conversation.c.id == waiting.c.conversation_id)
    other = outbox.alias()
    theirs = select(other.c.id).where(other.c.conversation_id == waiting.c.conversation_id).limit(1)
    reply, older = other.c.push.is_(False), other.c.id < waiting.c.id
    unsent = _among(other.c.state, "pending", "sending")
    ahead = [theirs.where(unsent, or_(reply, older) if push else and_(reply, older))]
    if push:
        ahead.append(theirs.where(other.c.sent_at > bindparam("since")))
    query = select(waiting.c.id).where(channel.scalar_subquery().in_(bindparam("channels", expanding=True)))
    query = query.where(*(found.scalar_subquery().is_(None) for found in ahead))
    return query.limit(bindparam("limit", type_=Integer))


def _seize(connection: Connection, ids: Collection[int], owner: str, lease: datetime) -> Sequence[Row[Any]]:
    if not ids:
        return []
    query = (
        select(outbox, conversation.c.channel, conversation.c.heard_at, conversation.c.phone)
        .join(conversation, conversation.c.id == outbox.c.conversation_id)
        .where(outbox.c.id.in_(ids), outbox.c.state == "pending")
        .order_by(outbox.c.id)
    )
    if connection.dialect.name == "postgresql":
        query = query.with_for_update(of=outbox, skip_locked=True)
    rows = connection.execute(query).all()
    if rows:
        connection.execute(
            update(outbox)
            .where(outbox.c.id.in_([row.id for row in rows]))
            .values(state="sending", owner=owner, lease_until=lease, with_id=None)
        )
    return rows


def behind(connection: Connection, conversations: Collection[int]) -> Sequence[Row[Any]]:
    """Pushes that wait in some conversations, the oldest first, whether or not their time has come."""
    return connection.execute(
        select(outbox)
        .where(outbox.c.conversation_id.in_(conversations), UNSENT, outbox.c.state == "pending")
        .where(outbox.c.push.is_(True))
        .order_by(outbox.c.id)
    ).all()


def join(connection: Connection, first: int, ids: Collection[int], owner: str, lease: datetime) -> set[int]:
    """Makes pushes this process's own, to go out in the call of another; those that still waited."""
    waiting = (outbox.c.id.in_(ids), outbox.c.state == "pending")
    seized = update(outbox).where(*waiting).values(
        state="sending", owner=owner, lease_until=lease, with_id=first
    )  # fmt: skip
    return set(connection.execute(seized.returning(outbox.c.id)).scalars())


def renew(connection: Connection, owner: str, lease: datetime) -> None:
    """Keeps this process's calls its own for a while longer."""
    connection.execute(
        update(outbox)
        .where(UNSENT, outbox.c.owner == owner, outbox.c.state == "sending")
        .values(lease_until=lease)
    )


def clean(connection: Connection, before: datetime, parked_before: datetime, limit: int) -> int:
    """Forgets what was received and said before a moment, and blanks what was given up before another: raw
    chat is not kept longer than needed. What became of reminders stays in the ledger. At most `limit` rows of
    each, so that turns need not wait long; returns how many, 0 when nothing is left to do."""
    had = select(inbox.c.id).where(inbox.c.state == "done", inbox.c.received_at < before)
    over = outbox.c.state.in_(ledger.OVER) & (outbox.c.created_at < before)
    said = list(connection.execute(select(outbox.c.id).where(over).limit(limit)).scalars())
    ledger.keep_outcomes(connection, said)
    told = select(inbox.c.id).where(PARKED, _TOLD, inbox.c.received_at < parked_before)
    statements = (
        delete(inbox).where(inbox.c.id.in_(had.limit(limit))),
        delete(outbox).where(outbox.c.id.in_(said)),
        update(inbox).where(inbox.c.id.in_(told.limit(limit))).values(raw=b"", files=[]),
    )
    return sum(connection.execute(statement).rowcount for statement in statements)


def parked(connection: Connection) -> Sequence[Row[Any]]:
    """Updates that were given up, the oldest first."""
    query = select(inbox.c.id, inbox.c.received_at, inbox.c.channel, inbox.c.error)
    return connection.execute(query.where(PARKED).order_by(inbox.c.id)).all()
