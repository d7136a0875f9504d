"""How long something took, as people say it: "45 phút", "1 tiếng rưỡi", "2h30"."""

import re

from handlers.parsers.invalid import Invalid
from handlers.text import fold

MOST = 24 * 60
_LONG = re.compile(
    r"(?:(?P<hours>\d{1,2})\s*(?:gio|tieng|h|hours?)\s*(?P<rest>\d{1,2})?(?P<half>\s*ruoi)?\s*(?:phut|p|ph)?)"
    r"|(?P<half_hour>nua (?:gio|tieng))"
    r"|(?P<minutes>\d{1,4})\s*(?:phut|p|ph|minutes?|min)?"
)


def minutes(text: str) -> int:
    """Minutes; a bare number is minutes. Raises Invalid: minutes."""
    found = _LONG.search(fold(text))
    if found is None:
        raise Invalid("minutes")
    if found["half_hour"]:
        return 30
    if found["minutes"]:
        total = int(found["minutes"])
    else:
        total = int(found["hours"]) * 60 + int(found["rest"] or 0) + (30 if found["half"] else 0)
    if not 0 < total <= MOST:
        raise Invalid("minutes")
    return total
