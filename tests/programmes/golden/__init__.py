"""What each programme of the library says over its whole calendar, as officers read it beforehand."""

from datetime import date
from pathlib import Path

from bot import rehearsal
from programmes import model

TWO_YEARS = (date(2024, 1, 1), date(2025, 12, 31))
PLAYED: dict[str, tuple[date, date] | None] = {
    "bac-kan-1tr": None,
    "dien-luc-1tr": None,
    "lai-chau-kh360": TWO_YEARS,
    "ngan-hang-kh295": TWO_YEARS,
    "ninh-thuan-dkst": TWO_YEARS,
}
"""The days that are played; None is the whole run of a programme that ends."""


def file(key: str) -> Path:
    """Where the golden text of a programme stands."""
    return Path(__file__).parent / f"{key}.txt"


async def played(key: str) -> str:
    """The rehearsal as it is now."""
    programme = model.load(model.library()[key])
    first, last = PLAYED[key] or rehearsal.span(programme)
    lines = await rehearsal.rehearse(programme, first, last)
    return "\n\n".join(line.as_text() for line in lines) + "\n"
