"""*hạn nộp*: what falls due for whoever asks, nearest first, its last day said in words."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from handlers import menu, permissions
from handlers.deadline_words import day_phrase, until
from handlers.events import Choice, Phrase, Reply
from handlers.turn import Turn
from programmes.calendar import Occurrence, at_level, occurrences, undated
from programmes.model import Deadline, Monthly, Once, Programme, Yearly
from storage.roles import Held

NEAREST = 6
TERM = timedelta(days=5 * 366)  # a union's term: no plan reaches further
RECENT = timedelta(days=60)  # so long after a date people still ask about it


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline of somebody's own: how it falls due next and how it did last; `inner` is their own union's
    earlier day for the next time."""

    programme: Programme
    deadline: Deadline
    coming: Occurrence | None
    past: Occurrence | None
    inner: Occurrence | None

    def day(self, at: datetime) -> date:
        """The next day that counts."""
        next_ = self.inner if self.inner and self.inner.closes > at else self.coming
        return next_.last_day if next_ else date.max


def show(turn: Turn) -> list[Reply]:
    """The dates of the programmes somebody can take part in; where there are none, whom to ask."""
    choices = (
        Choice("menu:register", Phrase("deadlines#register")),
        Choice("menu:show", Phrase("deadlines#menu")),
    )
    if lines := tuple(_lines(turn)):
        return menu.choose(turn, "deadlines", Reply("deadlines", {"lines": lines}, choices))
    return menu.choose(turn, "deadlines", Reply("deadlines.none", {"ask": _ask(turn)}, choices))


def _ask(turn: Turn) -> Phrase:
    contact = turn.service.contact(turn.person.unit_id)
    if contact.name and contact.phone:
        return Phrase("deadline.ask", {"name": contact.name, "phone": contact.phone})
    if contact.name:
        return Phrase("deadline.ask-unnumbered", {"name": contact.name})
    return Phrase("deadlines.ask-anybody")


def _lines(turn: Turn) -> Iterator[Phrase]:
    """A block for each programme, the one with the nearest date first."""
    programmes = [programme for _, programme in turn.service.offered(turn.person.unit_id)]
    own = {programme.key: _dues(turn, programme) for programme in programmes}
    ahead = [due for dues in own.values() for due in dues if due.coming]
    nearest = sorted(ahead, key=lambda due: due.day(turn.at))[:NEAREST]
    order = list(dict.fromkeys([*(due.programme.key for due in nearest), *own]))
    for programme in sorted(programmes, key=lambda programme: order.index(programme.key)):
        dues = [due for due in nearest if due.programme.key == programme.key]
        open_ = _open(turn, programme)
        lines = [
            *(line for due in dues for line in _coming(turn, due)),
            *_over(turn, own[programme.key], bool(ahead)),
            *_undated(turn, programme, open_),
        ]
        if lines:
            yield Phrase("deadlines.programme", {"programme": programme.short})
            yield from lines
            yield from _doubts(turn, programme, {d.key for d in (*open_, *(due.deadline for due in dues))})
    if len(ahead) > NEAREST:
        yield Phrase("deadlines.more", {"count": len(ahead) - NEAREST})


# Whose, and when


def _dues(turn: Turn, programme: Programme) -> list[Due]:
    around = occurrences(programme, turn.today - TERM, turn.today + TERM)
    return [
        _due(turn, programme, deadline, [o for o in around if o.deadline == deadline.key])
        for deadline in programme.deadlines
        if _own(turn, programme, deadline)
    ]


def _due(turn: Turn, programme: Programme, deadline: Deadline, around: Sequence[Occurrence]) -> Due:
    coming = next((o for o in around if o.closes > turn.at), None)
    past = next((o for o in reversed(around) if o.closes <= turn.at), None)
    inner = at_level(coming, deadline, _level(turn, deadline)) if coming else None
    return Due(programme, deadline, coming, past, inner if inner and inner.level else None)


def _open(turn: Turn, programme: Programme) -> list[Deadline]:
    """Somebody's own deadlines that have no date, as long as the programme runs."""
    ends = programme.runs.window.closes
    over = ends is not None and turn.at >= ends
    return [] if over else [d for d in undated(programme) if _own(turn, programme, d)]


def _own(turn: Turn, programme: Programme, deadline: Deadline) -> bool:
    """Whether somebody is reminded of it or sees to it; everybody waits for what is decided."""
    if deadline.step == "recognise" or deadline.reminders.get("worker"):
        return True
    return any(_of_role(turn, programme, deadline, held) for held in permissions.held(turn))


def _of_role(turn: Turn, programme: Programme, deadline: Deadline, held: Held) -> bool:
    if held.role == "officer":
        return turn.service.sees_to(held.unit_id, programme, deadline)
    return held.role == "adviser" and bool(deadline.reminders.get("adviser"))


def _level(turn: Turn, deadline: Deadline) -> str | None:
    """The nearest level with an earlier day of its own: of the unit they are an officer of, or their own."""
    unit_id = next((h.unit_id for h in permissions.held(turn) if h.role == "officer"), turn.person.unit_id)
    levels = (place.level for place in turn.service.lineage(unit_id))
    return next((level for level in levels if level in deadline.inner), None)


# The words


def _coming(turn: Turn, due: Due) -> Iterator[Phrase]:
    """The next time, with what is recently over and with their own union's earlier day."""
    if due.coming is None:
        return
    params = {
        "title": _title(due),
        "until": _until(due, due.coming),
        "left": _left(turn, due.deadline, due.coming),
    }
    line = Phrase("deadlines.line", params)
    monthly = isinstance(due.deadline.when, Monthly)  # last month's is always recent
    if due.past is not None and _recent(turn, due.past) and not monthly:
        line = Phrase("deadlines.again", {**params, "past": day_phrase(due.past.last_day)})
    if due.inner is not None and due.inner.closes > turn.at:
        line = Phrase("deadlines.inner", {"line": line, "inner": _until(due, due.inner)})
    elif due.inner is not None:
        line = Phrase("deadlines.inner-over", {"line": line, "day": day_phrase(due.inner.last_day)})
    yield line


def _until(due: Due, occurrence: Occurrence) -> Phrase:
    return until(due.programme, due.deadline, occurrence)


def _left(turn: Turn, deadline: Deadline, coming: Occurrence) -> Phrase:
    if days := (coming.last_day - turn.today).days:
        return Phrase("deadline.left", {"days": days})
    around = isinstance(deadline.when, Once | Yearly) and deadline.when.end == "around"
    return Phrase("deadline.left-today" if around else "deadline.left-last")


def _over(turn: Turn, dues: Sequence[Due], more: bool) -> Iterator[Phrase]:
    """What is over for good: for a while; the last of all also later, unless there is `more` to say."""
    ended = [(due, due.past) for due in dues if due.past is not None and due.coming is None]
    last = max((past.closes for _, past in ended), default=None)
    for due, past in ended:
        if _recent(turn, past) or (not more and past.closes == last):
            yield Phrase("deadlines.over", {"title": _title(due), "until": _until(due, past)})


def _recent(turn: Turn, past: Occurrence) -> bool:
    return turn.at - past.closes < RECENT


def _undated(turn: Turn, programme: Programme, open_: Sequence[Deadline]) -> tuple[Phrase, ...]:
    """What has no date yet; those who can set it are told where."""
    key = "deadlines.set" if permissions.may(turn, "decide", programme) else "deadlines.undated"
    return tuple(
        Phrase(key, {"title": Phrase(f"{programme.key}.deadline-{deadline.key}")}) for deadline in open_
    )


def _doubts(turn: Turn, programme: Programme, keys: Set[str]) -> tuple[Phrase, ...]:
    """How the contradictions are read that touch these deadlines, as long as nobody has decided."""
    readings = [
        Phrase(f"{programme.key}.reading-{conflict.key}-{conflict.default}")
        for conflict in turn.service.undecided(programme)
        if not keys.isdisjoint(conflict.touches)
    ]
    if len(readings) < 2:
        return tuple(Phrase("deadlines.doubt", {"reading": reading}) for reading in readings)
    return (
        Phrase("deadlines.doubts"),
        *(Phrase("deadlines.doubts-one", {"reading": reading}) for reading in readings),
    )


def _title(due: Due) -> Phrase:
    return Phrase(f"{due.programme.key}.deadline-{due.deadline.key}")
