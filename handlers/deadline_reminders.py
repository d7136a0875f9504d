"""What is said when reminders of deadlines fall due: one message a day, of what is still missing only.

Everything of a person that is due is taken together. What is not true any more is dropped with a reason, what
would come at a bad hour waits, and each deadline that is said stands in the ledger.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from sqlmodel import select

from handlers import deadline_items, deadline_message, debt_lines, hours, news
from handlers.deadline_items import Item
from handlers.deadline_rows import AT, KIND, LATER, OVER, PUT_OFF, SUPERSEDED
from handlers.events import Phrase, Reply
from handlers.support import Helped
from handlers.turn import ZONE, Turn, today_of
from programmes.calendar import DAY
from programmes.model import Role
from programmes.quiet import NEW_YEAR, after_tet
from storage import ledger, told
from storage.tables import Reminder

NEXT = timedelta(minutes=10)  # until what did not fit into a message
A_DAY = 3  # messages of this kind that somebody gets a day
UNREACHABLE = "unreachable"


def due(turn: Turn, subject: str) -> list[Reply]:
    """What is said when a reminder falls due, with all others of the same person; nothing where it was said
    together with another, waits for a better hour, or is not true any more."""
    row = turn.store.get(Reminder, turn.event.seq or 0)
    if row is None or row.state != "fired":
        return []
    items, missed = list[Item](), list[tuple[Reminder, str]]()
    for one in deadline_items.items(turn, deadline_items.together(turn)):
        if isinstance(one, Item):
            items.append(one)
        else:
            missed.append(one)
    _drop(turn, missed, bool(items))
    if not items or _waits(turn, items):
        return []
    items.sort(key=lambda item: (item.about.occurrence.closes, item.about.help is None))
    items, rest = _split(turn, items)
    for item in rest:  # what can't be read in this message comes in another: nobody is noted as told of it
        _put_off(turn, item.row, turn.now + NEXT)
    for item in items:
        item.row.state, item.row.why = "sent", ""
    wish = _wish(turn)
    numbers = [_note(turn, item) for item in items]
    if not turn.conversation.reachable:
        return []
    reply = (
        deadline_message.one(turn, items[0], numbers[0])
        if len(items) == 1
        else deadline_message.digest(turn, items, numbers[0])
    )
    return news.say(turn, replace(reply, lead=wish))


def _split(turn: Turn, items: list[Item]) -> tuple[list[Item], list[Item]]:
    count = deadline_message.fitting(turn, items)
    return items[:count], items[count:]


def _wish(turn: Turn) -> tuple[Phrase, ...]:
    """The first reminder after Tết begins with a wish."""
    first = not told.since(turn.store, turn.person.id, turn.now - NEW_YEAR)
    return (Phrase("deadline.wish"),) if first and after_tet(today_of(turn.now)) else ()


def _drop(turn: Turn, rows: Sequence[tuple[Reminder, str]], spoken: bool) -> None:
    """What is not said, with the reason; what was missed stands in the ledger: a night's outage must be seen
    there. Nothing is missed where a later one would have spoken and nothing is owed."""
    for row, why in rows:
        missed = why == OVER or (why == SUPERSEDED and spoken)
        row.state, row.why = ("missed" if missed else "dropped"), why
        if missed:
            key, name, round_, _, role, _, unit = row.subject.split("/")
            ledger.note(
                turn.store, kind="reminder", programme=key, deadline=name, round=round_, unit_id=int(unit),
                person_id=turn.person.id, role=role, due_at=row.due_at, at=turn.now, state="missed",
                error=why, inbox_id=turn.id, channel=turn.conversation.channel, text="", debts=[],
                answer="", data={},
            )  # fmt: skip


# When


def _waits(turn: Turn, items: Sequence[Item]) -> bool:
    """Whether all of it waits: for hours in which somebody may be written to, or for the next day."""
    role: Role = (
        "officer" if any(item.about.to.role == "officer" for item in items) else items[0].about.to.role
    )
    when = max(_hour(turn, item, role) for item in items)
    since = datetime.combine(today_of(turn.now), time(), ZONE)
    pressing = any(_presses(turn, item) for item in items)
    if when <= turn.now and not pressing and told.since(turn.store, turn.person.id, since) >= A_DAY:
        when = datetime.combine(today_of(turn.now) + DAY, AT[role], ZONE)
    if when <= turn.now:
        return False
    for item in items:
        _put_off(turn, item.row, when)
    return True


def _presses(turn: Turn, item: Item) -> bool:
    """Whether tomorrow would be too late, or it was wished for today."""
    return item.about.offset == LATER or today_of(turn.now) == item.about.occurrence.last_day


def _hour(turn: Turn, item: Item, role: Role) -> datetime:
    """The last day is said on its day also where that is a day off."""
    last = item.about.occurrence.last_day
    when = hours.allowed(turn, role, item.about.programme, falls_due_inside=False)
    if today_of(turn.now) <= last < today_of(when):
        return hours.allowed(turn, role, item.about.programme, falls_due_inside=True)
    return when


def _put_off(turn: Turn, row: Reminder, when: datetime) -> None:
    """The same row at another moment; where one stands there already, that one speaks."""
    same = (Reminder.kind == KIND, Reminder.subject == row.subject, Reminder.due_at == when)
    if turn.store.first(select(Reminder).where(*same)) is not None:
        row.state, row.why = "dropped", SUPERSEDED
    else:
        row.state, row.why, row.due_at = "waiting", PUT_OFF, when


# The ledger


def _note(turn: Turn, item: Item) -> int:
    """A line of the ledger for a deadline that is said; one for each union that needs support."""
    meant = item.about
    common = {
        "programme": meant.programme.key, "deadline": meant.deadline.key, "round": meant.occurrence.round,
        "person_id": turn.person.id, "role": meant.to.role, "due_at": item.row.due_at, "at": turn.now,
        "state": "said" if turn.conversation.reachable else "failed",
        "error": "" if turn.conversation.reachable else UNREACHABLE, "answer": "", "inbox_id": turn.id,
        "channel": turn.conversation.channel,
    }  # fmt: skip
    if meant.help is None:
        values = {"kind": "reminder", "unit_id": meant.to.unit_id, "debts": [list(d) for d in item.debts]}
        return ledger.note(turn.store, **common, **values, text=_words(turn, item), data={})
    numbers = [
        ledger.note(
            turn.store, **common, kind="support", unit_id=one.unit_id, debts=[list(d) for d in one.debts],
            text=_words(turn, _of_one(turn, item, one)), data={"at": meant.to.unit_id},
        )
        for one in item.helped
    ]  # fmt: skip
    return numbers[0]


def _of_one(turn: Turn, item: Item, helped: Helped) -> Item:
    """What was said of one union: its officers read its lines, and need not know of the others."""
    return replace(item, lines=tuple(debt_lines.helped(turn, [helped])), helped=(helped,))


def _words(turn: Turn, item: Item) -> str:
    block = deadline_message.block(turn, item)
    return turn.words.text(block, turn.service.voice(turn.person.language, turn.person.unit_id))
