"""Nhắc lại sau: after an hour, tomorrow, three days before, or when somebody says: "tối nay", "25/5"."""

from datetime import date, datetime, time, timedelta

from sqlmodel import select

from handlers import dialog, menu, permissions, reminders, session
from handlers.deadline_rows import AT, KIND, LATER, SUPERSEDED, Recipient, role_of, subject_of
from handlers.dialog import Dialog
from handlers.events import Phrase, Reply
from handlers.forms import Context, Form, Option, Question, Result, Said, Value
from handlers.parsers import Invalid, moment
from handlers.turn import ZONE, Turn
from programmes import quiet
from programmes.calendar import DAY
from programmes.model import Role
from storage import ledger, preferences
from storage.records import Draft
from storage.tables import Notice, Reminder

BEFORE = timedelta(days=3)
FURTHEST = timedelta(days=60)


def begin(turn: Turn, line: Notice, last: date | None) -> list[Reply]:
    """Asks when. `last`: the last day of the deadline, where there is one still."""
    for begun in turn.store.open_drafts(turn.person.id, FORM.key):
        dialog.throw(turn, begun)
    at, ends = AT[role_of(line.role)].isoformat(), last.isoformat() if last else ""
    _, replies = dialog.begin(turn, DIALOG, FORM.key, line=line.id, at=at, last=ends)
    return replies


def _moment(context: Context, on: date) -> datetime:
    return datetime.combine(on, time.fromisoformat(context.notes["at"]), ZONE)


def _now(context: Context) -> datetime:
    return datetime.fromisoformat(context.notes["now"]).astimezone(ZONE)


def _before(context: Context) -> date | None:
    """Three days before the last day, while that is to come."""
    last = context.notes.get("last")
    on = date.fromisoformat(last) - BEFORE if last else None
    return on if on is not None and on > context.today else None


def choices(context: Context) -> tuple[Option, ...]:
    """What is offered; the last one only while there are more than three days."""
    tokens = ("hour", "tomorrow", *(["before"] if _before(context) else []))
    return tuple(Option(token, Phrase(f"snooze.when#{token}")) for token in tokens)


def when(said: Said, context: Context) -> Result:
    """The moment, in ISO form. Raises Invalid("when")."""
    if said.token == "hour":
        found = _now(context) + timedelta(hours=1)
    elif said.token == "before" and (on := _before(context)) is not None:
        found = _moment(context, on)
    elif said.token == "tomorrow":
        found = _moment(context, context.today + DAY)
    else:
        found = moment(said.text, _now(context), time.fromisoformat(context.notes["at"]))
    if not _now(context) < found <= _now(context) + FURTHEST:
        raise Invalid("when")
    return Value(found.isoformat())


FORM = Form("snooze", (Question("when", when, choices),))


def _context(turn: Turn, draft: Draft) -> Context:
    notes = {**draft.notes, "now": turn.now.isoformat()}
    return Context(turn.now.astimezone(ZONE).date(), turn.at, turn.service, draft.answers, notes)


def _finish(turn: Turn, draft: Draft) -> list[Reply]:
    """Everything of the message once more, at that moment."""
    draft.state = "sent"
    at = _kept(turn, datetime.fromisoformat(draft.answers["when"]))
    for number in ledger.same_message(turn.store, session.number(str(draft.notes["line"]))):
        line = turn.store.get(Notice, number)
        if line is not None and line.person_id == turn.person.id:
            told = {"until": at.isoformat()}
            ledger.answer(turn.store, number, "later", turn.person.id, turn.now, told)
            _put(turn, line, at)
    return menu.show(turn, (Phrase("remind.again", {"at": at}),))


def _kept(turn: Turn, at: datetime) -> datetime:
    """The moment that was wished for, or the next one at which they may be written to: what is promised is
    what happens."""
    role: Role = "officer" if permissions.units_of(turn, "review") else "worker"
    return quiet.next_allowed(at, role, preferences.get(turn.store, turn.person.id), None)


def _put(turn: Turn, line: Notice, at: datetime) -> None:
    unit_id = int(line.data.get("at", line.unit_id or 0))
    to = Recipient(turn.conversation.id, turn.person.id, role_of(line.role), unit_id)
    subject = subject_of(line.programme, line.deadline, line.round, LATER, to)
    waiting = (Reminder.kind == KIND, Reminder.subject == subject, Reminder.state == "waiting")
    for earlier in turn.store.all(select(Reminder).where(*waiting)):  # who changes their mind hears it once
        earlier.state, earlier.why = "dropped", SUPERSEDED
    reminders.put(turn, KIND, subject, at)


def _left(turn: Turn, draft: Draft) -> list[Reply]:
    draft.state = "thrown"
    return menu.show(turn)


DIALOG = Dialog(lambda _turn, _draft: FORM, _context, _finish, _left, _left, _left, progress="")
