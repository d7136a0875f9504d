"""What the bot's plan allows: https://bot.zaloplatforms.com (price page; not part of the documentation)."""

from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.channels.base import Leave, Used

_ZONE: Final = ZoneInfo("Asia/Ho_Chi_Minh")  # in which Zalo counts months
_FOR_PUSHES: Final = 0.95  # of the month's messages; the rest is kept for answers


def leave(used: Used, monthly: int, now: datetime) -> Leave:
    """Whether the service may still write by itself this month. Pure."""
    if used.month < _FOR_PUSHES * monthly:
        return Leave()
    why = f"{used.month} of the month's {monthly} messages are used; the rest is kept for answers"
    return Leave(allowed=False, why=why, until=_next_month(now))


def _next_month(now: datetime) -> datetime:
    first = now.astimezone(_ZONE).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return (first + timedelta(days=32)).replace(day=1).astimezone(UTC)
