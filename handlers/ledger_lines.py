"""Lines of the ledger in words: for the chat and for the papers."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from handlers.deadline_items import MUTED, PAID, PASSED
from handlers.deadline_rows import CLOSED, GONE, MOVED, OVER, ROLE, SUPERSEDED
from handlers.deadline_words import day_phrase
from handlers.events import Param, Phrase
from handlers.service import Service
from handlers.turn import today_of
from programmes.calendar import Occurrence, occurrences
from programmes.debts import Debt
from programmes.model import Programme
from storage import ledger
from storage.ledger import About

Text = Callable[[Phrase | str], str]

FAR = timedelta(days=3 * 366)  # no deadline is told of so long before or after
WHYS = {
    PAID: "done",
    PASSED: "passed",
    MUTED: "muted",
    SUPERSEDED: "superseded",
    OVER: "over",
    MOVED: "moved",
    CLOSED: "closed",
    ROLE: "role",
    GONE: "gone",
    ledger.UNREACHABLE: "unreachable",
}
"""Reasons for which a line was not said or did not arrive; a platform's own are told as they stand."""


def programme_of(service: Service, key: str) -> Programme | None:
    """The newest version of a programme by its key."""
    return next((one for one in service.newest() if one.key == key), None)


def occurrence_of(programme: Programme, about: About, now: datetime) -> Occurrence | None:
    """A round as the plan has it now; None where it has no date any more, or lies far back."""
    today = today_of(now)
    found = occurrences(programme, today - FAR, today + FAR)
    return next((one for one in found if (one.deadline, one.round) == about[1:]), None)


def titled(service: Service, about: About, now: datetime) -> Phrase:
    """The name of a round of a deadline, with its last day."""
    programme = programme_of(service, about.programme)
    if not about.programme:
        return Phrase("ledger.words")
    deadline = programme.deadline(about.deadline) if programme else None
    if programme is None or deadline is None:
        gone = " · ".join(filter(None, (programme.short if programme else about.programme, about.deadline)))
        return Phrase("ledger.round", {"programme": gone, "title": about.round, "last": ""})
    found = occurrence_of(programme, about, now)
    last = Phrase("ledger.round#last", {"day": day_phrase(found.last_day)}) if found else ""
    title = Phrase(f"{programme.key}.deadline-{deadline.key}")
    return Phrase("ledger.round", {"programme": programme.short, "title": title, "last": last})


def missing(debts: Iterable[Sequence[Any]]) -> tuple[Phrase, ...]:
    """What was missing when somebody was told, from what the ledger keeps of it."""
    found = (Debt(*debt) for debt in debts)
    return tuple(map(_missing, found))


def _missing(debt: Debt) -> Phrase:
    figures: dict[str, Param] = {"number": debt.number, "of": debt.of}
    if debt.kind == "below" and debt.key:
        return Phrase("ledger.below", {**figures, "what": Phrase(f"owed.kind#{debt.key}")})
    return Phrase(f"ledger.debt#{debt.kind}", figures)


def joined(phrases: Sequence[Phrase]) -> Phrase | str:
    """A; B; C."""
    if len(phrases) < 2:
        return phrases[0] if phrases else ""
    return Phrase("review.and", {"first": phrases[0], "rest": joined(phrases[1:])})


def said_to(row: Any) -> Phrase:
    """To whom a line was said, and as what."""
    return Phrase("ledger.whom", {"name": row.whose, "role": role_of(row)})


def role_of(row: Any) -> Phrase:
    """As what somebody was told."""
    return Phrase(f"invited#{row.role}")


def outcome(row: Any) -> Phrase:
    """What became of a line: the platform's answer, or why it was not said."""
    at = ledger.arrived(row)
    if row.outcome == "sent" and at is not None:
        return Phrase("ledger.outcome#sent-at", {"at": at})
    if row.outcome == "missed":
        return Phrase("ledger.outcome#missed", {"why": because(row)})
    return Phrase(f"ledger.outcome#{row.outcome}")


def shortly(row: Any) -> Phrase:
    """What became of it, without when and why."""
    return Phrase(f"ledger.outcome#{row.outcome}-short")


def numbered(row: Any) -> Phrase:
    """Which round it is, and of what kind."""
    return Phrase("ledger.turn", {"number": row.number, "kind": Phrase(f"ledger.kind#{row.kind}")})


def because(row: Any) -> Phrase | str:
    """Why a line was not said, or did not arrive."""
    return Phrase(f"ledger.why#{WHYS[row.why]}") if row.why in WHYS else str(row.why)


def answered(row: Any) -> Phrase | str:
    """The newest answer: what, by whom, when."""
    if not row.answer:
        return ""
    told: dict[str, Param] = {"who": row.who or row.whose, "at": row.answered_at}
    return Phrase(f"ledger.answer#{row.answer}", told)


def line(row: Any) -> Phrase:
    """One line in a list."""
    debts = joined(missing(row.debts))
    told: dict[str, Param] = {
        "number": row.number,
        "kind": Phrase(f"ledger.kind#{row.kind}"),
        "at": row.at,
        "whom": said_to(row),
        "debts": Phrase("ledger.line#debts", {"debts": debts}) if debts else "",
        "outcome": outcome(row),
        "answer": Phrase("ledger.line#answer", {"answer": answered(row)}) if row.answer else "",
    }
    return Phrase("ledger.line", told)
