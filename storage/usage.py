"""How much a channel was used: for platforms that count messages, or charge for them."""

from collections.abc import Collection
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, func, select

from storage.database import upsert
from storage.queue import conversation
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
    statement = upsert(connection.dialect.name, use).values(
        channel=channel, day=day, received=received, sent=sent, price=price
    )
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["channel", "day"],
            set_={
                "received": use.c.received + statement.excluded.received,
                "sent": use.c.sent + statement.excluded.sent,
                "price": use.c.price + statement.excluded.price,
            },
        )
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
