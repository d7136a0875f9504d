"""Reminders of deadlines: each happens once, and one that is not true any more is dropped with a reason."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, select, update

from bot.channels.local.channel import Local
from bot.clock import Clock
from bot.files import Files
from bot.rehearsal import _Nobody, _Stage
from bot.schedule import Schedule
from bot.turns import Turns
from handlers import deadline_rows, owed, own_debts
from handlers.deadline_words import until
from handlers.router import dispatch
from messages.catalogue import Catalogue
from programmes.calendar import occurrences
from programmes.model import ZONE, Programme, library, load
from storage import database
from storage.queue import outbox, person
from storage.tables import Reminder, Role

reminder, role = Reminder.__table__, Role.__table__  # type: ignore[attr-defined]
SPRING = date(2022, 5, 20), date(2022, 5, 31)


@pytest.fixture(scope="module")
def programme() -> Programme:
    return load(library()["bac-kan-1tr"])


@pytest.fixture
def stage(programme: Programme, tmp_path: Path) -> _Stage:
    words = Catalogue({language: [programme.words(language)] for language in ("vi", "en")})
    return _Stage(tmp_path, programme, words, {})


class House:
    """The cast of a rehearsal with its reminders of a spring."""

    def __init__(self, stage: _Stage, url: str) -> None:
        self.stage, self.engine = stage, database.writer(url)
        with self.engine.begin() as connection:
            self.service = stage._people(connection)
            stage._remind(connection, self.service, *SPRING)

    async def on(
        self, *moments: datetime, change: Callable[[Connection], Any] = lambda _: None, **service: Any
    ) -> list[str]:
        """What was said after the clock was moved to some moments, one after the other; `change` and other
        parts of the service happen before."""
        with self.engine.begin() as connection:
            change(connection)
        clock = Clock()
        turns = Turns(
            self.engine, {"local": Local()}, self.stage._words, replace(self.service, **service), dispatch,
            clock, "me",
        )  # fmt: skip
        turns.start(_Nobody(), lambda _error: None)
        schedule = Schedule(turns, clock, Files(self.stage._folder / "files"))
        try:
            for moment in moments:
                await schedule.move(moment)
            rows = await turns.write(lambda c: c.execute(select(outbox.c.key).order_by(outbox.c.id)).all())
        finally:
            await turns.pause()
            await turns.stop()
        return [row.key for row in rows]

    def kept(self) -> set[tuple[str, str]]:
        """State and reason of the reminders that have fallen due."""
        with self.engine.begin() as connection:
            query = select(reminder.c.state, reminder.c.why).where(reminder.c.state != "waiting")
            return {(row.state, row.why) for row in connection.execute(query)}


@pytest.fixture
async def house(stage: _Stage, sqlite_url: str) -> AsyncIterator[House]:
    made = House(stage, sqlite_url)
    yield made
    made.engine.dispose()


def at(day: int, hour: int = 18) -> datetime:
    return datetime(2022, 5, day, hour, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ({"kind": "yearly", "month": 1, "day": 15, "end": "before"},
         "trước ngày 15/01, tức chậm nhất hết ngày 14/01/2023"),
        ({"kind": "yearly", "month": 1, "day": 1, "end": "before"},
         "trước ngày 01/01, tức chậm nhất hết ngày 31/12/2022"),
        ({"kind": "yearly", "month": 8, "day": 5, "end": "until"}, "chậm nhất hết ngày 05/8/2023"),
        ({"kind": "yearly", "month": 5, "day": 18, "end": "around"}, "quanh ngày 18/5/2023"),
        ({"kind": "within", "month": 12}, "trong tháng 12/2022, tức chậm nhất hết ngày 31/12/2022"),
        ({"kind": "once", "at": "2023-09", "end": "until"},
         "trong tháng 9/2023, tức chậm nhất hết ngày 30/9/2023"),
        ({"kind": "once", "at": "2022-11-08 07:00", "end": "before"}, "trước 7 giờ 00 ngày 08/11/2022"),
        ({"kind": "once", "at": "2022-11-08 24:00", "end": "before"}, "trước 24 giờ ngày 08/11/2022"),
        ({"kind": "closing", "phase": "phase-2", "window": "entry"}, "trước 24 giờ ngày 01/9/2023"),
        ({"kind": "monthly", "day": 25}, "chậm nhất hết ngày 25/11/2022"),
    ],
)  # fmt: skip
def test_a_deadline_in_words_leaves_no_doubt_about_its_last_day(
    programme: Programme, stage: _Stage, when: dict[str, Any], words: str
) -> None:
    changed = programme.changed({"deadlines.summing-up.when": when})
    deadline = changed.deadline("summing-up")
    assert deadline is not None
    found = occurrences(changed, date(2022, 11, 1), date(2023, 12, 31))
    occurrence = next(o for o in found if o.deadline == "summing-up")
    said = until(changed, deadline, occurrence)
    assert stage._words.text(said) == words


PAID = "nothing is owed any more"


async def test_what_is_due_is_said_once_however_often_the_clock_is_moved(house: House) -> None:
    said = ["deadline.officer-before"] * 3 + ["deadline.worker-before"]
    assert sorted(await house.on(at(24), at(23), at(24))) == said
    assert house.kept() == {("sent", "")}


async def test_planned_twice_is_stored_once(house: House, programme: Programme) -> None:
    with house.engine.begin() as connection:
        [to, *_] = house.stage._recipients(connection)
        planned = deadline_rows.plan(house.service, programme, to, *SPRING)
        stored = connection.execute(
            select(reminder.c.subject, reminder.c.due_at).where(
                reminder.c.conversation_id == to.conversation_id
            )
        )
        assert {(row.subject, row.due_at) for row in stored} == {(r.subject, r.due_at) for r in planned}


def test_of_what_only_units_directly_under_the_body_do_nobody_below_them_is_reminded(house: House) -> None:
    direct = house.stage._programme.changed({"deadlines.summing-up.direct": True,
        "deadlines.summing-up.levels": ["upper", "grassroots"],
        "deadlines.summing-up.reminders": {"officer": [7]},
        "deadlines.summing-up.when": {"kind": "once", "at": "2022-05-30", "end": "until"}})  # fmt: skip
    with house.engine.begin() as connection:
        everybody = [to for to in house.stage._recipients(connection) if to.role == "officer"]
    told = [
        deadline_rows.level_of(house.service, to.unit_id)
        for to in everybody
        if any("/summing-up/once/7/" in row.subject
               for row in deadline_rows.plan(house.service, direct, to, *SPRING))
    ]  # fmt: skip
    assert told == ["upper"]


async def test_what_is_not_owed_is_dropped(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(owed, "standings", lambda *_: {})
    monkeypatch.setattr(own_debts, "found", lambda *_: [])
    assert await house.on(at(24)) == []
    assert house.kept() == {("dropped", PAID)}


async def test_of_several_that_wait_only_the_last_is_said(house: House) -> None:
    """The service was down, or its clock was moved by a week: nobody wants four messages at once."""
    everybody = ["deadline.adviser-on", "deadline.digest", "deadline.officer-on", "deadline.officer-on",
                 "deadline.worker-on"]  # fmt: skip
    assert sorted(await house.on(at(31))) == everybody
    assert house.kept() == {("sent", ""), ("missed", "a later one speaks"), ("dropped", PAID)}


async def test_a_date_that_has_moved_is_not_reminded_of_on_its_old_days(
    house: House, programme: Programme
) -> None:
    moved = programme.changed({"phases.phase-1.windows.entry.before": "2022-05-30 24:00"})
    assert await house.on(at(24), programmes={1: moved}) == []
    assert house.kept() == {("dropped", "the date has moved")}


async def test_a_closed_programme_reminds_nobody(house: House, programme: Programme) -> None:
    assert await house.on(at(24), decisions={programme.key: {"state": "closed"}}) == []


async def test_a_role_that_has_ended_is_not_reminded(house: House) -> None:
    def end(connection: Connection) -> None:
        connection.execute(update(role).values(ended_at=at(1)))

    assert await house.on(at(24), change=end) == ["deadline.worker-before"]


async def test_who_has_left_a_unit_is_not_reminded_for_it(house: House) -> None:
    def leave(connection: Connection) -> None:
        connection.execute(update(person).values(unit_id=None))

    assert await house.on(at(24), change=leave) == ["deadline.officer-before"] * 3


async def test_a_late_tick_says_how_many_days_are_left_then(house: House) -> None:
    await house.on(at(26))  # the reminders of 24/5, two days late
    with house.engine.begin() as connection:
        bodies = [bytes(body).decode() for body in connection.execute(select(outbox.c.body)).scalars()]
    assert bodies
    assert all("còn 5 ngày" in body for body in bodies)
