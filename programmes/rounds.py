"""Which time an occurrence of a deadline is about: since when initiatives count for it, and the round of its
reports, figures and duties. Pure."""

from datetime import datetime

from programmes.calendar import DAY, Occurrence, before
from programmes.model import ZONE, Closing, Deadline, Monthly, Once, Programme, Report

COUNTS = ("count", "minimum")  # measures that initiatives are counted for
SPRING = 3  # a yearly report due by March is about the year before


def season(programme: Programme, deadline: Deadline, occurrence: Occurrence) -> datetime | None:
    """Since when initiatives count for an occurrence: the opening of its phase; of what comes round every
    year, the end of the time before, so that last year's don't count for this year. Dossiers are those of
    what was registered for the same time (004 II.2.2). None: all count."""
    registered = (one for one in programme.deadlines if one.step == "register")
    if deadline.step == "dossier":
        deadline = next((one for one in registered if one.when.kind == deadline.when.kind), deadline)
    when = deadline.when
    if isinstance(when, Closing):
        phase = programme.phase(when.phase)
        entry = phase.window("entry") if phase else None
        return entry.opens if entry else None
    past = before(programme, deadline, occurrence)
    return past.closes if past else None


def spans(programme: Programme, deadline: Deadline, occurrence: Occurrence) -> dict[str, datetime | None]:
    """Since when initiatives count for figures that are set for another time than the deadline's season: by
    period, those of the whole programme and of a calendar year. A year that a deadline ends is its season."""
    version = programme.targets_on(occurrence.last_day)
    periods = {target.period for target in version.targets if target.measure in COUNTS} if version else set()
    found: dict[str, datetime | None] = {}
    if "programme" in periods and season(programme, deadline, occurrence) is not None:
        found["programme"] = None
    if "year" in periods and isinstance(deadline.when, Closing | Once):
        found["year"] = datetime(occurrence.last_day.year, 1, 1, tzinfo=ZONE)
    return found


def reported_round(deadline: Deadline, report: Report, occurrence: Occurrence) -> str:
    """Which month ("2022-05") or year ("2022") a report due then is about: the month before; the same year,
    or the year before where it is due by March. Empty for a report that has no rounds."""
    last = occurrence.last_day
    if report.every == "month":
        return f"{last.replace(day=1) - DAY:%Y-%m}"
    if report.every == "year":
        late = isinstance(deadline.when, Monthly) or last.month > SPRING
        return str(last.year if late else last.year - 1)
    return ""


def period_round(period: str, deadline: Deadline, occurrence: Occurrence) -> str | None:
    """The round of a figure or duty that an occurrence belongs to: its year, its phase, "" for what is done
    once. None where the deadline belongs to no phase."""
    if period == "year":  # of the plan's day: a level's own may lie in the year before
        year = occurrence.round[:4]
        return year if year.isdigit() else str(occurrence.last_day.year)
    if period == "phase":
        return deadline.when.phase if isinstance(deadline.when, Closing) else None
    return "" if period in ("programme", "once", "term") else None
