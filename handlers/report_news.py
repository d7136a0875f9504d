"""The officers of the body that a report goes to hear of it in chat: one word a report; where several wait, a
night's for example, one word for all of them."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import select

from handlers import hours, news, permissions, record_book, report_figures
from handlers.events import Choice, Param, Phrase, Reply
from handlers.turn import Turn, today_of
from programmes.model import Programme
from storage import desk, entered
from storage.tables import Record, Reminder

REPORT = "report"  # an officer of the issuing body is told that a report has come
GATHERED = 3  # as many that wait are told together
SHOWN = 10  # of them by name
ANSWERS, LONGEST = 4, 120  # answers that are told at once, and letters of each


def sent(turn: Turn, programme: Programme, record: Record) -> bool:
    """Leaves word of a report, never in somebody's quiet hours; False where nobody can be told."""
    body = turn.service.unit_of(programme)
    if body == record.unit_id:
        return False
    lineage = [place.id for place in turn.service.lineage(turn.service.desk(body))]
    found = desk.officers(turn.store, lineage, today_of(turn.now))
    people = (
        [one.person_id for one in desk.nearest(found) if one.person_id != turn.person.id] if found else []
    )
    told = [
        news.leave(turn, key, REPORT, str(record.id), hours.soonest(turn, key, "officer", programme))
        for key in people
    ]
    return any(told)


def came(turn: Turn, subject: str) -> list[Reply]:
    """What is said of a report; nothing where another took its place meanwhile, or where it was told of
    together with others."""
    row = turn.store.get(Reminder, turn.event.seq)
    if news.about(turn, subject) is None or row is None or row.state != "fired":
        return []
    waiting = _waiting(turn)
    found = [told for other in waiting if (told := _report(turn, other.subject)) is not None]
    if len(found) < GATHERED:
        own = _report(turn, subject)
        return news.say(turn, _one(turn, *own)) if own else []
    for other in waiting:
        other.state = "sent"
    return news.say(turn, _digest(turn, found))


def _waiting(turn: Turn) -> Sequence[Reminder]:
    """The words of reports that are due in this conversation and not said yet, the oldest first."""
    mine = (Reminder.kind == REPORT, Reminder.conversation_id == turn.conversation.id)
    due = (Reminder.state.in_(("waiting", "fired")), Reminder.due_at <= turn.now)  # type: ignore[attr-defined]
    return turn.store.all(select(Reminder).where(*mine, *due).order_by(Reminder.id))  # type: ignore[arg-type]


def _report(turn: Turn, subject: str) -> tuple[Programme, Any] | None:
    """The report of a word, and its programme, while it counts and may be read."""
    about = news.about(turn, subject)
    row = entered.one(turn.store, int(about)) if about else None
    if row is None or not permissions.may(turn, "record", row.unit_id):
        return None
    programme = next((p for p in turn.service.newest() if p.key == row.programme), None)
    if programme is None or row.id in entered.replaced(
        entered.of_unit(turn.store, row.programme, row.unit_id)
    ):
        return None
    return programme, row


def _one(turn: Turn, programme: Programme, row: Any) -> Reply:
    params: dict[str, Param] = {
        "unit": turn.service.places[row.unit_id].name,
        "what": record_book.named(turn, programme, row),
        "programme": programme.short,
        "who": row.name,
        "at": row.sent_at,
        "lines": _lines(turn, programme, row),
    }
    key = "report.again" if row.answers.get("again") else "report.came"
    value = f"record:{row.unit_id}.{row.programme_version_id}.{row.id}:one"
    return Reply(key, params, (Choice(value, Phrase("report#open")),))


def _lines(turn: Turn, programme: Programme, row: Any) -> tuple[Phrase, ...]:
    """The first answers, shortened, and what the service counts itself."""
    then = turn.service.programmes.get(row.programme_version_id, programme)
    known = row.answers.get("known")
    counted = report_figures.counts(then, report_figures.of_json(known), row.round) if known else []
    if row.answers.get("anything") is False:
        return (Phrase("report.nil"), *counted)
    answers = record_book.told(turn, then, row, LONGEST)
    return (*(Phrase("report.line", {"label": label, "value": value}) for label, value in answers[:ANSWERS]),
            *counted)  # fmt: skip


def _digest(turn: Turn, found: Sequence[tuple[Programme, Any]]) -> Reply:
    lines = [
        Phrase(
            "report.one-nil" if row.answers.get("anything") is False else "report.one",
            {"unit": turn.service.places[row.unit_id].name, "what": record_book.named(turn, programme, row)},
        )
        for programme, row in found
    ]
    more = [Phrase("report.more", {"count": len(lines) - SHOWN})] if len(lines) > SHOWN else []
    params: dict[str, Param] = {"count": len(lines), "lines": (*lines[:SHOWN], *more)}
    return Reply("report.several", params, (Choice(_received(turn, found), Phrase("report#received")),))


def _received(turn: Turn, found: Sequence[tuple[Programme, Any]]) -> str:
    """The page of reports received, where all are of one programme."""
    keys = {programme.key for programme, _ in found}
    pairs = [pair for pair in permissions.receiving(turn) if turn.service.programmes[pair[1]].key in keys]
    return f"record:{pairs[0][0]}.{pairs[0][1]}.0:received" if len(pairs) == 1 else "menu:records"
