"""Reminders somebody wished for: rows that fall due once."""

from datetime import datetime, time, timedelta

from sqlmodel import select

from handlers.turn import ZONE, Turn
from storage.tables import Reminder

EVENING = time(19, 0)
SOONEST = timedelta(minutes=15)


def tonight(turn: Turn, kind: str, subject: str) -> datetime:
    """One reminder at 19:00 today, or tomorrow when that is past or too near; returns when."""
    local = turn.now.astimezone(ZONE)
    due = local.replace(hour=EVENING.hour, minute=EVENING.minute, second=0, microsecond=0)
    if due < local + SOONEST:
        due += timedelta(days=1)
    same = select(Reminder).where(Reminder.kind == kind, Reminder.subject == subject)
    waiting = turn.store.first(same.where(Reminder.state == "waiting"))
    if waiting is not None:
        return waiting.due_at
    put(turn, kind, subject, due)
    return due


def put(turn: Turn, kind: str, subject: str, due: datetime) -> None:
    """One reminder of a kind about something at a moment; one that was dropped waits again."""
    same = (Reminder.kind == kind, Reminder.subject == subject, Reminder.due_at == due)
    again = turn.store.first(select(Reminder).where(*same))
    if again is None:
        turn.store.add(Reminder(kind=kind, subject=subject, conversation_id=turn.conversation.id, due_at=due))
    elif again.state == "dropped":
        again.state = "waiting"


def settle(turn: Turn, key: int, sent: bool) -> None:
    """Keeps what became of a reminder that fell due, where whoever judged it has not done so."""
    row = turn.store.get(Reminder, key)
    if row is not None and row.state == "fired":
        if not turn.conversation.reachable:
            row.state, row.why = "dropped", "cannot be reached"
        else:
            row.state, row.why = ("sent", "") if sent else ("dropped", "nothing is owed any more")
