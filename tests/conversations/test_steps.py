"""An officer's word that the unit's part of a deadline is done: found in the room, taken back, kept."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from handlers import records
from handlers.events import Event
from handlers.turn import Turn
from storage import entered as stored
from storage.records import Conversation
from storage.store import Store
from tests.conversations.officers import Office, office
from tests.conversations.test_records import entered
from tests.conversations.tester import Later, Person, Press

pytestmark = pytest.mark.asyncio(loop_scope="function")


@pytest_asyncio.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path) as opened:
        yield opened


ROOM = ((Press("menu:records"), "records.what"), (Press("steps"), "steps"))


def done(person: Person) -> set[Any]:
    with person.app.reader.begin() as connection:
        return stored.done(connection, "thu-nghiem")


async def test_a_part_is_marked_as_done_and_the_mark_taken_back(desk: Office, channel: str) -> None:
    dat = await desk.officer("BK-BABE", channel=channel, name="Chu Tiến Đạt")
    await dat.talks((Press("menu:records"), "records.what"))
    assert "Đánh dấu phần việc của hạn đã làm xong" in dat.last.labels
    await dat.talks(("đánh dấu phần việc của hạn đã làm xong", "steps"))
    assert dat.last.labels.splitlines()[0] == "gửi kế hoạch, năm 2022 (hạn 30/6/2022)"
    await dat.talks(("1", "steps.ticked"))
    assert "Chu Tiến Đạt, ngày 16/5/2022" in dat.last.text
    mark = (dat.row.unit_id, "step", "plan", "2022")
    assert done(dat) == {mark}
    await dat.talks(*ROOM)
    assert dat.last.labels.splitlines()[0] == "Đã xong: gửi kế hoạch, năm 2022 (hạn 30/6/2022)"
    await dat.talks(("1", "steps.one"), ("ghi nhầm, bỏ đánh dấu", "steps.unticked"))
    assert done(dat) == set()
    await dat.talks(("đánh dấu đã xong", "steps.ticked"))
    assert done(dat) == {mark}
    assert [row.answers for row in entered(dat)] == [{}, {"undone": True}, {}]
    assert {(row.person_id, row.kind, row.round) for row in entered(dat)} == {(dat.row.id, "step", "2022")}


async def test_the_same_mark_twice_is_one(desk: Office) -> None:
    dat = await desk.officer("BK-BABE")
    button = f"record:{dat.row.unit_id}.{desk.version}.0.2022:tick"
    await dat.talks((Press(button), "steps.ticked"), (Press(button), "steps.ticked"))
    assert len(entered(dat)) == 1


async def test_marks_stand_in_the_list_of_what_was_entered(desk: Office) -> None:
    dat = await desk.officer("BK-BABE")
    await dat.talks(*ROOM, ("1", "steps.ticked"), ("1", "steps.unticked"))
    await dat.talks((Press("menu:records"), "records.what"), (Press("entered"), "records.entered"))
    assert dat.last.labels.splitlines()[:2] == [
        'đã xong phần việc của hạn "gửi kế hoạch", năm 2022 (bỏ đánh dấu ngày 16/5/2022)',
        'đã xong phần việc của hạn "gửi kế hoạch", năm 2022 (ghi ngày 16/5/2022, đã có bản mới)',
    ]
    await dat.talks(("1", "records.one"))
    assert "Hoàng Thị Lan ghi" in dat.last.text


async def test_what_has_just_passed_is_marked_rather_than_next_years(desk: Office) -> None:
    dat = await desk.officer("BK-BABE")
    await dat.talks((Later("2022-07-04 09:00"), ""), *ROOM)
    assert dat.last.labels.splitlines()[0] == "gửi kế hoạch, năm 2022 (hạn 30/6/2022)"
    assert "2023" not in dat.last.labels
    await dat.talks((Later("2022-08-02 09:00"), ""), *ROOM)
    assert dat.last.labels.splitlines()[0] == "gửi kế hoạch, năm 2023 (hạn 30/6/2023)"
    await dat.talks(("1", "steps.ticked"))
    assert {mark[3] for mark in done(dat)} == {"2023"}


async def test_a_deadline_without_a_date_is_not_offered(desk: Office) -> None:
    dat = await desk.officer("BK-BABE")
    await dat.talks(*ROOM)
    assert "số liệu tháng" not in dat.last.labels
    await dat.talks(
        (Press(f"record:{dat.row.unit_id}.{desk.version}.1.202205:tick"), "programmes.unknown menu")
    )


async def test_nobody_marks_for_a_foreign_unit(desk: Office) -> None:
    dat, hang = await desk.officer("BK-BABE"), await desk.officer("BK-BT")
    for token in ("tick", "untick", "ticked", "steps"):
        button = f"record:{dat.row.unit_id}.{desk.version}.0.2022:{token}"
        await hang.talks((Press(button), "programmes.unknown menu"))
    assert entered(dat) == []


async def test_a_reminders_button_marks_once_for_those_who_may(desk: Office) -> None:
    dat, hang = await desk.officer("BK-BABE"), await desk.officer("BK-BT")
    unit_id, version = dat.row.unit_id, desk.version

    async def tick(who: Person, unit: int = unit_id, deadline: str = "plan") -> bool:
        now, person = desk.house.app.clock.now(), who.row.id

        def turn(connection: Any) -> bool:
            store = Store(connection, now)
            chat = Conversation(1, "local", "p", person)
            service = desk.house.app.turns.service
            here = Turn(1, now, now, Event("text"), store.person(person), chat, store, Any, service)  # type: ignore[arg-type]
            return records.tick(here, unit, version, deadline, "2022")

        return bool(await desk.house.app.turns.write(turn))

    assert [await tick(dat), await tick(dat), await tick(hang), await tick(dat, 99_999)] == [
        True, True, False, False,
    ]  # fmt: skip
    assert not await tick(dat, deadline="unknown")
    assert done(dat) == {(unit_id, "step", "plan", "2022")}
    assert len(entered(dat)) == 1
