"""The law's year: recognition is asked for within a year of the first use (NĐ 13/2012/NĐ-CP Art. 5.2).

The author hears 90, 30 and 7 days before its last day, only until the initiative is recognised. What falls
due late (a night's outage) is said late, with the days that are really left, and nothing after the last day.
"""

from datetime import date, datetime, time, timedelta
from typing import Any, Protocol

from handlers import news, reminders
from handlers.events import Choice, Param, Phrase, Reply
from handlers.questions import span
from handlers.turn import ZONE, Turn
from programmes.acts import OPEN
from programmes.eligibility import WARNED, last_day
from storage.tables import Initiative, Reminder

KIND = "year"
AFTER_WORK = time(17, 0)  # phones are banned on the line; then workers can read and ask


class Clocked(Protocol):
    """What of an initiative its clock depends on."""

    @property
    def status(self) -> str:
        """Its state."""
        ...

    @property
    def answers(self) -> dict[str, Any]:
        """What was told of it."""
        ...

    @property
    def notes(self) -> dict[str, Any]:
        """What is known beside that."""
        ...


def ends(initiative: Clocked) -> date | None:
    """The last day the law gives it, by the earliest day its first use may mean; None where no clock runs: it
    is recognised, withdrawn or not applied yet."""
    answers = initiative.answers
    running = initiative.status in OPEN and answers.get("recognised") != "yes"
    applied = span(answers, initiative.notes) if answers.get("applied") != "not_yet" else None
    return last_day(applied[0]) if running and applied else None


def plan(turn: Turn, initiative: Initiative) -> None:
    """Reminders for what is left of the year; those planned before stay and are judged when they fall due."""
    last = ends(initiative)
    if last is None or initiative.id is None:
        return
    for days in WARNED:
        due = datetime.combine(last - timedelta(days=days), AFTER_WORK, ZONE)
        if due > turn.now:
            reminders.put(turn, KIND, str(initiative.id), due)


def due(turn: Turn, initiative: Initiative) -> list[Reply]:
    """The warning, if the clock still runs; of several that fall due together only the last one speaks."""
    last, row = ends(initiative), turn.store.get(Reminder, turn.event.seq or 0)
    if last is None or row is None:
        return []
    left = (last - _day(turn.now)).days
    reached = [days for days in WARNED if left <= days]
    if left < 0 or not reached or (last - _day(row.due_at)).days != min(reached):
        return []
    contact = turn.service.contact(initiative.unit_id)
    params: dict[str, Param] = {
        "code": initiative.code,
        "last": last,
        "days": left,
        "officer": contact.name,
        "phone": contact.phone,
    }
    choice = Choice(f"mine:{initiative.id}:open", Phrase("law-clock#open"))
    return news.say(turn, Reply("law-clock", params, (choice,)))


def _day(moment: datetime) -> date:
    return moment.astimezone(ZONE).date()


def told(turn: Turn, initiative: Initiative) -> tuple[Phrase, ...]:
    """What is said of it when something is sent: only where the year is over or nearly so."""
    last = ends(initiative)
    if last is None or (last - turn.today).days > max(WARNED):
        return ()
    key = "eligibility.year-over" if last < turn.today else "eligibility.year-runs"
    return (Phrase(key, {"day": last}),)
