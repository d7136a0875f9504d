"""Hours of a day as people say them: "từ 18h đến 20h", "6 giờ chiều tới 8 rưỡi tối"."""

import re
from datetime import time

from handlers.parsers.invalid import Invalid
from handlers.text import fold

HOUR, DAY = 60, 24 * 60
SHORTEST = 30  # minutes; less is a slip of the finger

_TIME = (
    r"(?P<h{0}>\d{{1,2}})\s*(?:(?:h|gio|g|:)\s*(?P<m{0}>\d{{2}})?)?\s*(?P<half{0}>ruoi)?"
    r"\s*(?P<part{0}>sang|trua|chieu|toi|dem)?"
)
_HOURS = re.compile(rf"(?<!\d){_TIME.format(1)}\s*(?:den|toi|to|-|–|~)\s*{_TIME.format(2)}(?!\d)")
"""Without accents "tới" and "tối" are one: "tối" is meant where another word leads on to the last hour."""


def hours(text: str) -> tuple[time, time]:
    """From when until when; the end may lie after midnight."""
    found = _HOURS.search(fold(text))
    if found is None:
        raise Invalid("hours")
    last = _minute(found, 2, found["part2"])
    first = _minute(found, 1, found["part1"])
    if found["part1"] is None and found["part2"] is not None:  # "6h đến 8h tối"
        meant = _minute(found, 1, found["part2"])
        first = meant if meant < (last or DAY) else first
    if found["part2"] is None and found["part1"] is not None:  # "8h tối đến 9h", "8h sáng đến 5h"
        later = (_minute(found, 2, part) for part in (found["part1"], "chieu"))
        last = next((meant for meant in later if meant > first), last)
    if (last - first) % DAY < SHORTEST:
        raise Invalid("hours")
    return _clock(first), _clock(last)


def _minute(found: re.Match[str], place: int, part: str | None) -> int:
    hour, minute = int(found[f"h{place}"]), int(found[f"m{place}"] or 0)
    if found[f"half{place}"]:
        minute = 30
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        raise Invalid("hours")
    return _of_part(hour, part) % 24 * HOUR + minute


def _of_part(hour: int, part: str | None) -> int:
    """ "8 giờ tối" is 20, "1 giờ trưa" 13, "2 giờ đêm" 2, "12 giờ đêm" 0."""
    if hour > 12:
        return hour
    match part:
        case "chieu":
            return hour % 12 + 12
        case "trua":
            return hour if hour > 3 else hour + 12
        case "toi":
            return 0 if hour == 12 else hour + 12
        case "dem":
            return 0 if hour == 12 else hour if hour < 6 else hour + 12
    return hour


def _clock(minute: int) -> time:
    return time(*divmod(minute, HOUR))
