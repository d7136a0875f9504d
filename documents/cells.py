"""What stands in a cell, and how it reads on paper."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

Cell = str | int | date | datetime | bytes
"""Text, a whole number, a day, a moment with its time zone, or a PNG picture."""

Struck = tuple[Cell, bool]
"""A cell and whether it is struck out: text stays readable, a picture is left out so that nobody scans it."""

PICTURE = 22  # mm, the longer side of a picture in print
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")

_NARROW = {**dict.fromkeys(" ,.", 0.25), **dict.fromkeys("-:/()", 0.34)}
_LINE_END = re.compile("\r\n?|[\x0b\x0c]")
_REFUSED = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PNG = b"\x89PNG\r\n\x1a\n"


def printable(text: str) -> str:
    """The text as XML can carry it: lines end with a newline, the characters it refuses are gone."""
    return _REFUSED.sub("", _LINE_END.sub("\n", text))


def local(moment: datetime) -> datetime:
    """What a clock in Vietnam shows, without a zone."""
    return moment.astimezone(ZONE).replace(tzinfo=None)


def checked(cell: Cell) -> Cell:
    """The cell. Raises ValueError over a moment without a time zone, and bytes that are no PNG."""
    if isinstance(cell, datetime) and cell.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    if isinstance(cell, bytes) and not (cell.startswith(_PNG) and len(cell) > 24):
        raise ValueError("a picture must be a PNG")
    return cell


def shown(cell: str | int | date) -> str:
    """A cell in words: days as 31/05/2022, moments as 23:59 31/05/2022 in Vietnam."""
    if isinstance(cell, datetime):
        moment = local(cell)
        return f"{moment:%H:%M} {shown(moment.date())}"
    if isinstance(cell, date):
        return f"{cell.day:02}/{cell.month:02}/{cell.year:04}"
    return printable(str(cell))


def fitted(png: bytes, side: float) -> tuple[float, float]:
    """Width and height of a picture whose longer side is `side`."""
    wide, high = (int.from_bytes(png[place : place + 4], "big") for place in (16, 20))
    longer = max(wide, high, 1)
    return side * wide / longer, side * high / longer


def breadth(text: str, points: float) -> float:
    """About how many mm a bold text takes, by the letters of Times New Roman."""
    parts = (_NARROW.get(letter, 0.72 if letter.isupper() else 0.5) for letter in text)
    return sum(parts) * points * 25.4 / 72


def divided(whole: float, widths: Sequence[float], least: Sequence[float]) -> list[float]:
    """`whole` shared out in proportion to `widths`, but so that each gets its least where all can."""
    unit = whole / sum(widths)
    sizes = [max(unit * width, few) for width, few in zip(widths, least, strict=True)]
    spare = [size - few for size, few in zip(sizes, least, strict=True)]
    over = sum(sizes) - whole
    if over >= sum(spare):
        return [size * whole / sum(sizes) for size in sizes]
    return [size - over * part / sum(spare) for size, part in zip(sizes, spare, strict=True)]
