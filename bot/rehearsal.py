"""A programme's calendar played beforehand: what falls due for whom, and what is said then.

The real tick, inbox, turns and handlers run on a throw-away database whose clock is moved from one moment to
the next. Put there directly are only the people it needs and their reminders.
"""

import asyncio
import re
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import chain
from multiprocessing import get_context
from multiprocessing.connection import Connection as Pipe
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import Connection, Engine, event, insert, select

from bot import current
from bot.channels.local.channel import Local
from bot.clock import Clock, machine_now
from bot.files import Files
from bot.outgoing import Outgoing
from bot.schedule import Schedule
from bot.turns import Turns
from handlers import deadline_rows
from handlers.deadline_rows import Recipient
from handlers.deadline_words import day_phrase, until
from handlers.events import Param, Phrase
from handlers.router import dispatch
from handlers.service import Service
from messages.catalogue import LANGUAGES, Catalogue
from programmes.calendar import DAY, MOVED, occurrences, undated
from programmes.model import ZONE, Closing, Deadline, Once, Programme, Role, Window
from storage import database, queue, roles, units
from storage.tables import Draft, ProgrammeVersion, Reminder

reminder = Reminder.__table__  # type: ignore[attr-defined]
draft = Draft.__table__  # type: ignore[attr-defined]
version = ProgrammeVersion.__table__  # type: ignore[attr-defined]

AFTER = timedelta(days=30)  # a reminder comes at most so long after its deadline
WITHOUT_END = timedelta(days=396)  # 13 months: around the year and a month
CHANNEL = "local"
Decisions = Mapping[str, Any]
Entry = tuple[datetime | None, str, dict[str, Param]]
"""Of the calendar: when (None: nobody knows), and a text with what it needs."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happens: a message to somebody, or (`role` calendar, `to` nobody) a calendar's entry.

    `at` is Vietnam's time. `choices` are the labels of the buttons under a message.
    """

    at: datetime
    to: str
    role: str
    unit: str
    key: str
    text: str
    choices: tuple[str, ...] = ()

    def as_json(self) -> dict[str, str]:
        """Without the buttons; the moment in ISO form."""
        told = {name: getattr(self, name) for name in ("to", "role", "unit", "key", "text")}
        return {"at": self.at.isoformat(), **told}

    def as_text(self) -> str:
        """A block that is read like a letter: moment, role and unit above the words."""
        what = "calendar" if self.role == "calendar" else f"{self.role}, {self.unit}"
        words = [*self.text.split("\n"), *(f"[{choice}]" for choice in self.choices)]
        return "\n".join([f"{self.at:%Y-%m-%d %H:%M %a} · {what}", *(f"    {line}" for line in words)])


@dataclass(frozen=True, slots=True)
class Member:
    """One of the cast."""

    role: Role
    name: str
    unit: str


def span(programme: Programme) -> tuple[date, date]:
    """The days to play unless others are asked for: the whole run, with what is still said after its end; for
    a programme without end thirteen months from its first deadline."""
    begin = min(_beginnings(programme), default=programme.issued_on)
    begin = begin or machine_now().astimezone(ZONE).date()
    if programme.runs.until is not None:
        return begin, programme.runs.until + AFTER
    found = occurrences(programme, begin, begin + 2 * WITHOUT_END)
    first = min((occurrence.first_day for occurrence in found), default=begin)
    return first, first + WITHOUT_END


def _beginnings(programme: Programme) -> Iterator[date]:
    """Days on which something begins: the run, an entry window, the reminders of a date that stands alone
    ("từ nay đến hết ngày 31/5" names no other beginning)."""
    if programme.runs.from_:
        yield programme.runs.from_
    yield from (window.opens.date() for _, window in programme.entries() if window.opens)
    for deadline in programme.deadlines:
        when = deadline.when
        what = programme.window(when) if isinstance(when, Closing) else when
        if isinstance(what, Once | Window) and what.closes is not None:
            longest = max(chain(*deadline.reminders.values()), default=0)
            yield what.closes.date() - longest * DAY - MOVED


async def rehearse(
    programme: Programme, first: date, last: date, decisions: Decisions | None = None
) -> list[Line]:
    """Everything that happens from the first to the last day, in order of time, undated deadlines at the end.

    `programme` is as officers have decided, `decisions` are these by subject. Raises RuntimeError when a turn
    failed: what it would have said is not known then.
    """
    words = Catalogue({language: [programme.words(language)] for language in LANGUAGES})
    with tempfile.TemporaryDirectory(prefix="rehearsal-") as folder:
        said = await _Stage(Path(folder), programme, words, decisions or {}).play(first, last)
    return sorted([*_calendar(programme, words, first, last), *said], key=lambda line: line.at)


async def apart(
    programme: Programme, first: date, last: date, decisions: Decisions | None = None
) -> list[Line]:
    """The same in a process of its own, so that a running service is neither slowed nor counts foreign turns.
    It ends with whoever waits. Raises RuntimeError when it failed."""
    context = get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_tell, args=(there, programme, first, last, decisions), daemon=True)
    process.start()
    there.close()  # so that its end is noticed when the process is gone
    try:
        lines: list[Line] = await asyncio.to_thread(here.recv)
    except EOFError:
        raise RuntimeError("the rehearsal failed; its process has told why") from None
    finally:
        process.kill()
        process.join()
    return lines


def _tell(pipe: "Pipe[list[Line], None]", *what: Any) -> None:
    pipe.send(asyncio.run(rehearse(*what)))


class _Stage:
    """A database of its own, three units, five people, a clock."""

    def __init__(self, folder: Path, programme: Programme, words: Catalogue, decisions: Decisions) -> None:
        self._folder, self._programme, self._words, self._decisions = folder, programme, words, decisions
        self._cast: dict[int, Member] = {}  # by conversation

    async def play(self, first: date, last: date) -> list[Line]:
        """What is said from the first to the last day."""
        engine = database.writer(f"sqlite:///{self._folder / 'rehearsal.db'}")
        _hurry(engine)
        database.upgrade(engine)
        with engine.begin() as connection:
            service = self._people(connection)
            moments = self._remind(connection, service, first, last)
        clock = Clock()
        turns = Turns(engine, {CHANNEL: Local()}, self._words, service, dispatch, clock, "rehearsal")
        schedule = Schedule(turns, clock, Files(self._folder / "files"))
        turns.start(_Nobody(), lambda _error: None)
        try:
            for moment in moments:
                await schedule.move(moment)
                await turns.write(_all_well)
            return await turns.write(self._said)
        finally:
            await turns.pause()
            await turns.stop()
            engine.dispose()

    def _people(self, connection: Connection) -> Service:
        """The first contact is no part of a calendar, and would be five turns a person before the first day:
        who they are is stored as it would have left it."""
        tree = _chain(self._programme)
        units.import_units(connection, tree)
        connection.execute(insert(version), _version(self._programme))
        rows = units.all_units(connection)
        top, upper, grassroots = sorted(rows, key=lambda row: [u["code"] for u in tree].index(row.code))
        for number, (role, unit, name) in enumerate(
            (
                ("worker", grassroots, "Lò Thị Ơi"),
                ("adviser", grassroots, "Hoàng Văn Dũng"),
                ("officer", grassroots, grassroots.officer_name),
                ("officer", upper, upper.officer_name),
                ("officer", top, top.officer_name),
            )
        ):
            self._meet(connection, Member(role, name, unit.name), unit.id, f"person-{number}")  # type: ignore[arg-type]
        return Service(
            **current.tree(rows), programmes={1: self._programme}, current=(1,),
            decisions={self._programme.key: self._decisions},
        )  # fmt: skip

    def _meet(self, connection: Connection, member: Member, unit_id: int, address: str) -> None:
        now = machine_now()
        known = {"name": member.name, "language": "vi", "unit_id": unit_id, "created_at": now}
        who = connection.execute(insert(queue.person).values(known).returning(queue.person.c.id)).scalar_one()
        lane = {"channel": CHANNEL, "address": address, "person_id": who, "reachable": True}
        query = insert(queue.conversation).values(lane).returning(queue.conversation.c.id)
        self._cast[connection.execute(query).scalar_one()] = member
        if member.role == "worker":
            connection.execute(insert(draft), _begun(who, now))
        else:
            roles.grant(connection, who, roles.Held(member.role, unit_id), "demo", now)

    def _remind(self, connection: Connection, service: Service, first: date, last: date) -> list[datetime]:
        """Stores everybody's reminders; the moments at which something falls due."""
        planned = [
            row
            for to in self._recipients(connection)
            for row in deadline_rows.plan(service, self._programme, to, first, last)
        ]
        if planned:
            connection.execute(insert(reminder), [row.model_dump(exclude={"id"}) for row in planned])
        return sorted({row.due_at for row in planned})

    def _recipients(self, connection: Connection) -> list[Recipient]:
        lanes = select(queue.conversation.c.id, queue.person.c.id, queue.person.c.unit_id).join(
            queue.person, queue.person.c.id == queue.conversation.c.person_id
        )
        rows = connection.execute(lanes.order_by(queue.conversation.c.id))
        return [Recipient(lane, person, self._cast[lane].role, unit) for lane, person, unit in rows]

    def _said(self, connection: Connection) -> list[Line]:
        """What stands in the outbox, with the moments its reminders were due."""
        due = {row.id: row.due_at for row in connection.execute(select(reminder.c.id, reminder.c.due_at))}
        query = select(queue.outbox, queue.inbox.c.raw).join(
            queue.inbox, queue.inbox.c.id == queue.outbox.c.inbox_id
        )
        return [
            self._line(row, due[orjson.loads(row.raw)["id"]])
            for row in connection.execute(query.order_by(queue.outbox.c.id))
        ]

    def _line(self, row: Any, due: datetime) -> Line:
        member, body = self._cast[row.conversation_id], orjson.loads(row.body)
        choices = tuple(choice["label"] for choice in body["choices"])
        at = due.astimezone(ZONE)
        return Line(at, member.name, member.role, member.unit, row.key, body["text"], choices)


def _version(programme: Programme) -> dict[str, Any]:
    return {"id": 1, "key": programme.key, "checksum": "", "body": "", "loaded_at": machine_now()}


def _begun(person_id: int, now: datetime) -> dict[str, Any]:
    """A registration that the worker has begun and never ends: authors hear of what they have begun."""
    return {
        "id": "rehearsed", "person_id": person_id, "form": "registration", "state": "open", "notes": {},
        "programme_version_id": 1, "answers": {"title": "Sào kẹp thay bóng đèn đường"},
        "created_at": now, "updated_at": now,
    }  # fmt: skip


class _Nobody:
    """Takes nothing over: what is said stays in the outbox, where it is read."""

    def offer(self, calls: Sequence[Outgoing]) -> None:
        """Reminders are pushes, which are never offered."""

    def busy(self, seconds: float) -> Collection[int]:
        """No conversation."""
        return ()


def _hurry(engine: Engine) -> None:
    """Nothing of a rehearsal has to survive a power cut."""

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA synchronous = OFF")


def _all_well(connection: Connection) -> None:
    failed = select(queue.inbox.c.error).where(queue.inbox.c.state != "done")
    error = connection.execute(failed).scalar()
    if error is not None:
        raise RuntimeError(f"a turn failed: {error}")


def _chain(programme: Programme) -> list[dict[str, str]]:
    """The issuing body, a union directly under it and a grassroots union under that; made up where the
    samples don't know the body. Each has an officer."""
    samples = (_real(file, programme.unit) for file in sorted(units.SAMPLES.glob("*.csv")))
    tree = next(filter(None, samples), None) or _made_up(programme)
    for unit, name in zip(tree, ("Trần Văn Nam", "Chu Thị Đạt", "Nông Thị Hoa"), strict=True):
        unit["officer_name"] = unit.get("officer_name") or name
    tree[0]["parent"] = ""  # what stands above the body takes no part
    return tree


def _real(file: Path, code: str) -> list[dict[str, str]] | None:
    rows = units.read_csv(file)
    top = next((row for row in rows if row["code"] == code), None)
    for upper in (row for row in rows if row["parent"] == code):
        below = next((row for row in rows if row["parent"] == upper["code"]), None)
        if top is not None and below is not None:
            return [top, upper, below]
    return None


def _made_up(programme: Programme) -> list[dict[str, str]]:
    code, known = programme.unit, ("upper", "grassroots")
    levels = chain.from_iterable(deadline.levels for deadline in programme.deadlines)
    top = next((level for level in levels if level not in known), "province")
    return [
        {"code": code, "parent": "", "level": top, "name": programme.body},
        {"code": f"{code}-1", "parent": code, "level": "upper", "name": "Công đoàn cấp trên trực tiếp cơ sở"},
        {"code": f"{code}-2", "parent": f"{code}-1", "level": "grassroots", "name": "CĐCS Nhà máy mẫu"},
    ]


# The rest of the calendar


def _calendar(programme: Programme, words: Catalogue, first: date, last: date) -> Iterator[Line]:
    """Openings, closings, days of deadlines and milestones, and at the end what has no date."""
    begin, end = _midnight(first), _midnight(last + DAY)
    at_last = end - timedelta(minutes=1)
    for at, key, params in _entries(programme, first, last):
        if at is None or begin <= at < end:
            yield Line(at or at_last, "", "calendar", "", key, words.text(Phrase(key, params)))


def _entries(programme: Programme, first: date, last: date) -> Iterator[Entry]:
    for what, window in _windows(programme):
        params: dict[str, Param] = {"what": what, "source": window.source}
        if window.opens is not None:
            yield window.opens, "calendar.opens", params
        if window.closes is not None:
            yield _closing(window, params)
    for occurrence in occurrences(programme, first, last):
        deadline = programme.deadline(occurrence.deadline)
        if deadline is not None and deadline.when.kind != "closing":  # that one is told with its window
            when = until(programme, deadline, occurrence)
            yield (
                _midnight(occurrence.last_day),
                "calendar.deadline",
                _about(programme, deadline, until=when),
            )
    for milestone in programme.milestones:
        params = {"title": milestone.title.vi, "source": milestone.source}
        days = list(_days(milestone.date, range(first.year, last.year + 1)))
        yield from ((_midnight(day), "calendar.milestone", params) for day in days)
        if not days:
            yield None, "calendar.milestone-undated", params
    for deadline in undated(programme):
        yield None, "calendar.undated", _about(programme, deadline)


def _about(programme: Programme, deadline: Deadline, **more: Param) -> dict[str, Param]:
    return {"title": Phrase(f"{programme.key}.deadline-{deadline.key}"), "source": deadline.source, **more}


def _days(written: str, years: Iterable[int]) -> Iterator[date]:
    """The days of a milestone: one ("2023-06-11"), or one a year ("18/5")."""
    with suppress(ValueError):
        yield date.fromisoformat(written)
        return
    if found := re.fullmatch(r"(\d{1,2})/(\d{1,2})", written):
        yield from (date(year, int(found[2]), int(found[1])) for year in years)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), ZONE)


def _windows(programme: Programme) -> Iterator[tuple[Phrase, Window]]:
    for purpose, window in programme.windows.items():
        yield Phrase(f"calendar.window#{purpose}"), window
    for phase in programme.phases:
        for purpose, window in phase.windows.items():
            params = {
                "phase": Phrase(f"{programme.key}.phase-{phase.key}"),
                "window": Phrase(f"calendar.window#{purpose}"),
            }
            yield Phrase("calendar.phase-window", params), window


def _closing(window: Window, params: dict[str, Param]) -> Entry:
    """It is told in the last minute that still counts."""
    assert window.closes is not None  # asked for windows that close  # noqa: S101
    at = window.closes - timedelta(minutes=1)
    last = day_phrase(at.date())
    if window.precision != "minute":
        return at, "calendar.closes-day", {**params, "last": last}
    if window.closes.time() == time():
        return at, "calendar.closes-midnight", {**params, "last": last}
    return at, "calendar.closes", {**params, "at": window.closes}
