"""Officers enter activities, reports and duties of their unit, step by step."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import select, update

from storage import queue, roles
from storage.entered import record
from storage.tables import FileUse
from tests.conversations.officers import Office, office
from tests.conversations.tester import CONFIRMING, Later, Person, Photo, Press

pytestmark = pytest.mark.asyncio(loop_scope="function")


@pytest_asyncio.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path) as opened:
        yield opened


def entered(person: Person) -> list[Any]:
    return person.read(select(record).order_by(record.c.id))


TRAINING = (
    (Press("menu:records"), "records.what"),
    ("2", "record.activity_title"),
    ("Tập huấn viết sáng kiến", "record.held_on"),
    ("10/5/2022", "record.participants"),
    ("khoảng 1.200 người", "record.amount"),
    ("15 triệu", "form.noted record.confirm"),
)


@pytest.mark.parametrize("channel", ["local", "telegram"])
async def test_an_activity_is_entered_step_by_step(desk: Office, channel: str) -> None:
    lan = await desk.officer(channel=channel)
    await lan.talks(*TRAINING)
    for line in ("1. Tên hoạt động: Tập huấn viết sáng kiến", "3. Số người tham gia: 1200",
                 "4. Số tiền: 15.000.000 đồng"):  # fmt: skip
        assert line in lan.last.text, line
    await lan.talks(("1", "records.sent-activity"), ("1", "records.what"))
    assert "tập huấn (đã ghi 1)" in lan.last.labels
    [row] = entered(lan)
    assert (row.kind, row.programme, row.key, row.round) == ("activity", "thu-nghiem", "training", "2022")
    assert (row.person_id, row.unit_id) == (lan.row.id, lan.row.unit_id)
    assert row.answers == {
        "activity_title": "Tập huấn viết sáng kiến", "held_on": "2022-05-10", "participants": 1200,
        "amount": 15_000_000,
    }  # fmt: skip


async def test_only_what_the_plan_requires_can_not_be_skipped(desk: Office) -> None:
    lan = await desk.officer()
    await lan.talks(
        *TRAINING[:2],
        ("bỏ qua", "form.needed record.activity_title"),
        ("Tập huấn viết sáng kiến", "record.held_on"),
        ("bỏ qua", "record.participants"),
        ("nhiều lắm", "invalid.count record.participants"),
        ("bỏ qua", "record.amount"),
        ("bỏ qua", "record.confirm"),
        ("1", "records.sent-activity"),
    )
    [row] = entered(lan)
    assert row.answers == {"activity_title": "Tập huấn viết sáng kiến"}
    assert row.round == "2022"  # of the day it was entered


async def test_photos_stay_with_the_record(desk: Office) -> None:
    lan = await desk.officer()
    await lan.talks(
        *TRAINING[:3], (Photo("hội trường"), "form.file-kept record.held_on"), *TRAINING[3:],
        ("1", "records.sent-activity"),
    )  # fmt: skip
    [row], uses = entered(lan), FileUse.__table__  # type: ignore[attr-defined]
    assert [use.question for use in lan.read(select(uses).where(uses.c.draft_id == row.draft_id))] == [
        "attachments"
    ]


async def test_what_was_begun_is_gone_on_with(desk: Office) -> None:
    lan = await desk.officer()
    await lan.talks(
        *TRAINING[:3],
        ("để sau", "records.kept menu"),
        (Press("menu:records"), "records.what"),
        ("1", "record.held_on"),
        ("10/5/2022", "record.participants"),
    )


async def test_a_report_shows_what_is_known_of_its_year_with_all_units_below(desk: Office) -> None:
    lan, dat, huy = await desk.officer(), await desk.officer("BK-BABE"), desk.house.person("local")
    await dat.talks(*TRAINING, ("1", "records.sent-activity"))
    await lan.talks(*TRAINING, ("1", "records.sent-activity"))
    await huy.talks(
        *CONFIRMING[:6],  # known, and asked for the story
        ("Làm sào kẹp thay bóng đèn đường.", "form.part"),
        ("xong", "registration.title"),
        ("1", "registration.applied"),
        ("1", "registration.authors"),
        ("1", "registration.confirm"),
        ("1", "registration.sent"),
    )
    await lan.talks(
        (Press("menu:records"), "records.what"),
        ("1", "record.round"),
        ("năm 2022", "record.summary"),
        ("Tổ chức hai lớp tập huấn, hai sáng kiến.", "form.part"),
        ("xong", "record.spending_science"),
        ("80 triệu", "form.noted record.spending_total"),
        ("10 tỷ", "form.noted record.confirm-known"),
    )
    for line in ("• tập huấn: 2", "• Sáng kiến đã ghi nhận: 1",
                 "• Chi cho khoa học: 0,8 % tổng chi (phấn đấu ít nhất 1 %)"):  # fmt: skip
        assert line in lan.last.text, line
    await lan.talks(("1", "records.sent-report"), ("1", "records.what"))
    assert "kết quả năm (gần nhất: năm 2022)" in lan.last.labels
    assert (entered(lan)[-1].kind, entered(lan)[-1].round) == ("report", "2022")


async def test_a_report_of_last_year_counts_last_year(desk: Office) -> None:
    lan = await desk.officer()
    await lan.talks(
        *TRAINING,
        ("1", "records.sent-activity"),
        (Press("menu:records"), "records.what"),
        ("1", "record.round"),
        ("2", "record.summary"),
        ("Chưa có gì đáng kể trong năm.", "form.part"),
        ("xong", "record.spending_science"),
        ("bỏ qua", "record.spending_total"),
        ("bỏ qua", "record.confirm-known"),
    )
    assert "tập huấn" not in lan.last.text
    assert "Sáng kiến đã ghi nhận: 0" in lan.last.text
    await lan.talks(("1", "records.sent-report"))
    assert entered(lan)[-1].round == "2021"


async def test_a_duty_is_ticked_once_a_round_with_its_day_and_a_note(desk: Office) -> None:
    lan = await desk.officer()
    await lan.talks(
        (Press("menu:records"), "records.what"),
        ("3", "record.done_on"),
        ("hôm nay", "record.note"),
        ("Đã ký với giám đốc các công ty", "records.sent-duty"),
        ("1", "records.what"),
    )
    assert "ký giao ước (đã làm: năm 2022)" in lan.last.labels
    [row] = entered(lan)
    assert (row.kind, row.key, row.round) == ("duty", "pledge", "2022")
    assert row.answers == {"done_on": "2022-05-16", "note": "Đã ký với giám đốc các công ty"}


async def test_a_level_is_asked_for_its_own_reports_and_duties_only(desk: Office) -> None:
    chair = await desk.officer("BK-DLBB")
    await chair.talks((Press("menu:records"), "records.what"))
    assert "phát động" in chair.last.labels
    assert "kết quả năm" not in chair.last.labels
    assert "ký giao ước" not in chair.last.labels


async def test_nothing_is_entered_for_a_foreign_unit(desk: Office) -> None:
    chair, dat = await desk.officer("BK-BABE"), await desk.officer("BK-BT")
    foreign = chair.row.unit_id
    await dat.talks(
        (Press(f"record:{foreign}.{desk.version}.0:list"), "programmes.unknown menu"),
        (Press(f"record:{foreign}.{desk.version}.0:enter"), "programmes.unknown menu"),
        (Press(f"record:{dat.row.unit_id}.{desk.version}.99:enter"), "programmes.unknown menu"),
        (Press("record:x:enter"), "programmes.unknown menu"),
    )


async def test_a_draft_of_somebody_else_is_not_shown(desk: Office) -> None:
    lan, nam = await desk.officer(), await desk.officer()
    await lan.talks(*TRAINING[:3])
    [draft] = lan.drafts("activity")
    await nam.talks((Press(f"record:{draft.id}:go-on"), "programmes.unknown menu"))


async def test_who_is_no_officer_any_more_sends_nothing(desk: Office) -> None:
    lan = await desk.officer()
    await lan.talks(*TRAINING)
    now = desk.house.app.clock.now()
    await desk.house.app.turns.write(lambda c: c.execute(update(roles.role).values(ended_at=now)))
    await lan.talks(("1", "programmes.unknown menu"))
    assert entered(lan) == []


async def test_nothing_is_entered_in_a_closed_programme(desk: Office) -> None:
    lan = await desk.officer()
    await lan.talks(
        *TRAINING,
        (Press(f"plan:{desk.version}:close"), "decision.reason-of"),
        ("đã tổng kết", "programmes.decided"),
        (Press("menu:records"), "programmes.unknown menu"),
    )
    [draft] = lan.drafts("activity")
    await lan.talks((Press(f"q:{draft.id}:confirm:yes"), "records.closed menu"))
    assert entered(lan) == []


async def test_an_officer_of_two_units_says_for_which_one(desk: Office) -> None:
    lan = await desk.officer()
    await lan.talks((f"mã {await desk.code(unit='BK-BABE')}", "invited menu"))
    await lan.talks((Press("menu:records"), "records"), ("2", "records.what"))
    assert "Ba Bể" in lan.last.text


async def test_a_night_in_between_loses_nothing(desk: Office) -> None:
    lan = await desk.officer()
    await lan.talks(*TRAINING[:3], (Later("2022-05-18 09:00"), ""), ("10/5/2022", "form.returning"))
    await lan.talks(("1", "record.participants"))
    assert lan.read(select(queue.inbox).where(queue.inbox.c.attempts > 0)) == []
