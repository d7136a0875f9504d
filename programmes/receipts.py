"""By when the cơ sở answers an application for recognition (NĐ 13/2012/NĐ-CP Art. 7.1)."""

from calendar import monthrange
from datetime import date

MONTHS = 3


def reply_by(accepted_on: date, applied_until: date | None) -> date:
    """The last day: three months from the acceptance of the application, or from the end of the first
    application where that came later (`applied_until`; None where it is not known)."""
    start = max(accepted_on, applied_until) if applied_until else accepted_on
    year, month = divmod(start.year * 12 + start.month - 1 + MONTHS, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
