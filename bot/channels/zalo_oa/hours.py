"""Hours of Vietnam that the platform goes by."""

from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

ZONE: Final = ZoneInfo("Asia/Ho_Chi_Minh")
_NIGHT: Final = (time(22), time(6))
_WAKES: Final = time(6, 5)
_MORNING: Final = time(7)


def is_night(now: datetime) -> bool:
    """Whether templates may be refused for the hour."""
    hour = now.astimezone(ZONE).time()
    return hour >= _NIGHT[0] or hour < _NIGHT[1]


def after_night(now: datetime) -> datetime:
    """The next 06:05."""
    return _next(now, _WAKES)


def tomorrow(now: datetime) -> datetime:
    """07:00 of the next day: when counts of a day begin anew and people are up."""
    here = now.astimezone(ZONE)
    return datetime.combine(here.date() + timedelta(days=1), _MORNING, ZONE).astimezone(now.tzinfo)


def _next(now: datetime, hour: time) -> datetime:
    here = now.astimezone(ZONE)
    day = here.date() + timedelta(days=here.time() >= hour)
    return datetime.combine(day, hour, ZONE).astimezone(now.tzinfo)
