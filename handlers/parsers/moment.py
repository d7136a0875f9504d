"""When somebody wishes to hear of something again: "tối nay", "45 phút nữa", "thứ sáu", "mai 3h chiều"."""

import re
from datetime import date, datetime, time, timedelta

from handlers.parsers.day import day
from handlers.parsers.invalid import Invalid
from handlers.text import fold

_NUMBERS = {"nua": 0.5, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5}
_SOON = re.compile(
    r"(?P<after>\bsau )?\b(?P<number>\d{1,3}|nua|mot|hai|ba|bon|nam) ?"
    r"(?P<unit>phut|p|tieng|gio|h)\b(?P<rest> nua| sau| ruoi)?"
)
_CLOCK = re.compile(
    r"\b(\d{1,2}) ?(?:h|gio|:) ?(?P<minute>\d{2}\b(?!/)|ruoi\b)?(?: (?P<part>sang|trua|chieu|toi|dem)\b)?"
)
_WEEKDAY = re.compile(
    r"\b(?:thu (hai|ba|tu|nam|sau|bay|[2-7])|(chu nhat|cn))\b(?P<next>.*\btuan (?:sau|toi)\b)?"
)
_WEEKDAYS = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5}
_EVENING = re.compile(r"(?<!nhac )(?<!cho )\btoi (?=nay\b|mai\b|thu\b|ngay\b|kia\b|\d)")
PARTS = {"trua": time(11, 0), "chieu": time(14, 0), "toi": time(19, 0)}
LATE_AFTERNOON = time(17, 0)
DAWN = 6  # "3h" is in the afternoon
WEEK = 7


def moment(text: str, now: datetime, morning: time) -> datetime:
    """The moment that is meant, not checked to be still to come; `morning`: the hour of a day named alone.

    Raises Invalid("when").
    """
    words = fold(text)
    if (soon := _soon(words)) is not None:
        return now + soon
    part = _part(text, words)
    clock = _clock(words, part)
    on = _on(text, words, now.date(), bool(clock or part))
    if clock is None and part == "chieu" and on == now.date() and now.time() >= PARTS[part]:
        clock = LATE_AFTERNOON
    at = clock or PARTS.get(part, morning)
    found = datetime.combine(on or now.date(), at, now.tzinfo)
    return found + timedelta(days=1) if on is None and found <= now else found


def _soon(words: str) -> timedelta | None:
    """ "45 phút", "2 tiếng", "1 giờ nữa"; an hour alone ("14h") is one of the clock."""
    found = _SOON.search(words)
    if found is None:
        return None
    of_clock = found["unit"] in ("gio", "h") and found["rest"] not in (" nua", " sau")
    if of_clock and not found["after"]:
        return None
    number = _NUMBERS.get(found["number"]) or float(found["number"])
    hours = number / 60 if found["unit"] in ("phut", "p") else number
    return timedelta(hours=min(hours + (0.5 if found["rest"] == " ruoi" else 0), 24))


def _clock(words: str, part: str) -> time | None:
    found = _CLOCK.search(words)
    if found is None:
        return None
    hour, part = int(found[1]), found["part"] or part
    if hour < (12 if part in ("chieu", "toi") else DAWN if part in ("", "trua") else 0):
        hour += 12
    minute = 30 if found["minute"] == "ruoi" else int(found["minute"] or 0)
    if hour > 23 or minute > 59:
        raise Invalid("when")
    return time(hour, minute)


def _part(text: str, words: str) -> str:
    """Which part of the day; "tôi" and "tới" are no evening."""
    if _EVENING.search(words) and "tôi" not in text.casefold():
        return "toi"
    return next((part for part in ("trua", "chieu") if part in words.split()), "")


def _on(text: str, words: str, today: date, timed: bool) -> date | None:
    """The day; None where only an hour was said."""
    if (found := _WEEKDAY.search(words)) is not None:
        return _weekday(found, today)
    if "mai" in words.split():
        return today + timedelta(days=1)
    if "tuan sau" in words or "tuan toi" in words:
        return today + timedelta(days=-today.weekday() if "dau tuan" in words else 0) + timedelta(days=WEEK)
    if re.search(r"\b(?:hom|sang|trua|chieu|toi) nay\b", words):
        return today
    try:
        return date.fromisoformat(
            day(_CLOCK.sub(" ", words) if timed else text, today, allow_future=True).value
        )
    except (Invalid, ValueError):  # a month alone is no day
        if timed:
            return None
        raise Invalid("when") from None


def _weekday(found: re.Match[str], today: date) -> date:
    """The next such day, or that of the week after this one."""
    wanted = 6 if found[2] else _WEEKDAYS.get(found[1], int(found[1]) - 2 if found[1].isdigit() else 0)
    if found["next"]:
        return today + timedelta(days=WEEK - today.weekday() + wanted)
    return today + timedelta(days=(wanted - today.weekday() - 1) % WEEK + 1)
