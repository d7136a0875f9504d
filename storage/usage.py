"""How much a channel was used: for platforms that count messages, or charge for them."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, func, select

from storage import settings
from storage.database import upsert
from storage.queue import UNSENT, conversation, inbox, outbox
from storage.tables import ChannelUse

use = ChannelUse.__table__  # type: ignore[attr-defined]

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")  # in which platforms of Vietnam count days and months


class Used(NamedTuple):
    """Messages of the month in both directions, people who have ever written, đồng spent today."""

    month: int
    people: int
    spent: int


def add(
    connection: Connection, channel: str, now: datetime, received: int = 0, sent: int = 0, price: int = 0
) -> None:
    """Counts what was received or sent `now` (machine time). Last in its transaction: others wait for it."""
    if not (received or sent or price):
        return
    day = now.astimezone(ZONE).date()
    connection.execute(
        _counted(connection.dialect.name),
        {"channel": channel, "day": day, "received": received, "sent": sent, "price": price},
    )


@cache
def _counted(dialect: str) -> Any:
    """Built once: it is asked with each commit that stores messages."""
    statement = upsert(dialect, use)
    return statement.on_conflict_do_update(
        index_elements=["channel", "day"],
        set_={name: use.c[name] + statement.excluded[name] for name in ("received", "sent", "price")},
    )


def of(connection: Connection, channel: str, now: datetime) -> Used:
    """What a channel has been used for up to `now`."""
    day = now.astimezone(ZONE).date()
    since = select(
        func.coalesce(func.sum(use.c.received + use.c.sent), 0),
        func.coalesce(func.sum(use.c.price).filter(use.c.day == day), 0),
    ).where(use.c.channel == channel, use.c.day >= day.replace(day=1))
    month, spent = connection.execute(since).one()
    known = select(func.count()).where(conversation.c.channel == channel)
    return Used(int(month), int(connection.execute(known).scalar_one()), int(spent))


def days(
    connection: Connection, since: date, channels: Collection[str] = ()
) -> list[tuple[str, date, int, int, int]]:
    """Channel, day, received, sent and price of each day from `since` on."""
    query = select(use.c.channel, use.c.day, use.c.received, use.c.sent, use.c.price).where(
        use.c.day >= since
    )
    if channels:
        query = query.where(use.c.channel.in_(channels))
    return [tuple(row) for row in connection.execute(query.order_by(use.c.day, use.c.channel))]


class Plan(NamedTuple):
    """Messages a month in both directions and people that a plan allows; None: as many as you like."""

    monthly: int | None
    people: int | None


def keep_plan(connection: Connection, channel: str, plan: Plan) -> None:
    """Keeps what a channel's plan allows, for whoever looks from beside the service."""
    settings.put(connection, f"plan:{channel}", "/".join("" if most is None else str(most) for most in plan))


def plan_of(connection: Connection, channel: str) -> Plan:
    """What a channel's plan allowed when the service last ran."""
    monthly, _, people = (settings.get(connection, f"plan:{channel}") or "/").partition("/")
    return Plan(int(monthly) if monthly else None, int(people) if people else None)


def warn(connection: Connection, channel: str, what: str, now: datetime) -> bool:
    """Whether it is time to warn: the first time a day, whichever process asks."""
    key, today = f"warned:{channel}:{what}", now.astimezone(ZONE).date().isoformat()
    if settings.get(connection, key) == today:
        return False
    settings.put(connection, key, today)
    return True


def heard(connection: Connection, channel: str) -> datetime | None:
    """When something came last on a channel, as far back as the inbox goes."""
    newest = select(inbox.c.received_at).where(inbox.c.channel == channel).order_by(inbox.c.id.desc())
    moment: datetime | None = connection.execute(newest.limit(1)).scalar()
    return moment


def people(connection: Connection) -> dict[str, int]:
    """How many people have ever written, by channel."""
    query = select(conversation.c.channel, func.count()).group_by(conversation.c.channel)
    return {row[0]: row[1] for row in connection.execute(query.order_by(conversation.c.channel))}


def waiting(connection: Connection) -> Sequence[Any]:
    """Pushes that wait: channel, why (`error`, empty: for their slot), how many (`many`), until when the
    first of them does (`until`)."""
    count, until = func.count().label("many"), func.min(outbox.c.retry_at).label("until")
    query = (
        select(conversation.c.channel, outbox.c.error, count, until)
        .join(conversation, conversation.c.id == outbox.c.conversation_id)
        .where(UNSENT, outbox.c.push.is_(True))
        .group_by(conversation.c.channel, outbox.c.error)
        .order_by(conversation.c.channel, count.desc())
    )
    return connection.execute(query).all()
