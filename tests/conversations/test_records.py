"""Officers enter activities, reports and duties of their unit, step by step."""

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from typing import Any, cast

import pytest
import pytest_asyncio
from sqlalchemy import event, select, update

from handlers import record_rounds
from handlers.forms import Context, Said, Value
from handlers.parsers import Invalid
from programmes.model import ZONE, load
from storage import queue, roles
from storage.entered import record
from storage.tables import FileUse
from tests.conversations.officers import TRIAL, Office, office
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
    lan, dat, huy = await desk.officer(), await desk.officer("BK-BABE"), desk.house.person()
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
        ("năm 2022", "record.anything-in"),
        ("có", "record.summary"),
        ("Tổ chức hai lớp tập huấn, hai sáng kiến.", "form.part"),
        ("xong", "record.spending_science"),
        ("80 triệu", "form.noted record.spending_total"),
        ("10 tỷ", "form.noted record.confirm-known"),
    )
    for line in ("• tập huấn: 2", "• Sáng kiến năm 2022: đã ghi 1, đã công nhận 0\n",
                 "• Sáng kiến từ đầu chương trình đến nay: đã ghi 1, đã công nhận 0",
                 "• Chi cho khoa học: 0,8 % tổng chi (kế hoạch: ít nhất 1 %)"):  # fmt: skip
        assert line in lan.last.text, line
    await lan.talks(("1", "records.sent-report"), ("1", "records.what"))
    assert "kết quả năm (gần nhất: năm 2022)" in lan.last.labels
    assert (entered(lan)[-1].kind, entered(lan)[-1].round) == ("report", "2022")


async def test_what_is_known_of_the_year_is_counted_only_for_the_read_back(desk: Office) -> None:
    dat, said = await desk.officer("BK-BABE"), list[str]()
    listen = lambda _c, _cursor, statement, *_: said.append(statement)  # noqa: E731
    event.listen(desk.house.app.engine, "before_cursor_execute", listen)
    begun = (Press("menu:records"), "records.what"), ("1", "record.round"), ("1", "record.anything-in")
    await dat.talks(*begun, ("1", "record.summary"), *REPORT[:3])
    assert not [statement for statement in said if "initiative.posted_on" in statement]
    await dat.talks(REPORT[3])
    assert [statement for statement in said if "initiative.posted_on" in statement]


async def test_a_report_of_last_year_counts_last_year(desk: Office) -> None:
    lan = await desk.officer()
    await lan.talks(
        (Later("2023-02-10 09:00"), ""),
        *TRAINING[:3],
        ("10/1/2023", "record.participants"),
        ("bỏ qua", "record.amount"),
        ("bỏ qua", "record.confirm"),
        ("1", "records.sent-activity"),
        (Press("menu:records"), "records.what"),
        ("1", "record.round"),
        ("1", "record.anything-in"),  # until March the year that is over comes first
        ("1", "record.summary"),
        ("Chưa có gì đáng kể trong năm.", "form.part"),
        ("xong", "record.spending_science"),
        ("bỏ qua", "record.spending_total"),
        ("bỏ qua", "record.confirm-known"),
    )
    assert "tập huấn" not in lan.last.text
    assert "Sáng kiến năm 2022: đã ghi 0, đã công nhận 0" in lan.last.text
    await lan.talks(("1", "records.sent-report"))
    assert entered(lan)[-1].round == "2022"


REPORT = (
    ("Làm được nhiều việc.", "form.part"),
    ("xong", "record.spending_science"),
    ("bỏ qua", "record.spending_total"),
    ("bỏ qua", "record.confirm-known"),
    ("1", "records.sent-report"),
)


async def test_a_late_report_is_entered_for_any_round_since_the_programme_began(desk: Office) -> None:
    lan = await desk.officer()
    await lan.talks(
        (Later("2024-06-10 09:00"), ""),
        (Press("menu:records"), "records.what"),
        ("1", "record.round"),
    )
    assert lan.last.labels.splitlines() == ["năm 2024", "năm 2023", "năm 2022"]
    await lan.talks(
        ("năm 2021", "invalid.round record.round"),  # before it began
        ("năm 2025", "invalid.round record.round"),
        ("bao giờ cũng được", "invalid.round record.round"),
        ("3", "record.anything-in"),
        ("1", "record.summary"),
        *REPORT,
        (Press("menu:records"), "records.what"),
        ("1", "record.round"),
    )
    assert entered(lan)[-1].round == "2022"
    assert lan.last.labels.splitlines() == ["năm 2024", "năm 2023"]  # what is entered is offered no more


@pytest.mark.parametrize(
    ("today", "every", "offered"),
    [
        ("2022-05-31", "month", ["2022-04", "2022-05", "2022-03"]),
        ("2022-12-31", "month", ["2022-11", "2022-12", "2022-10"]),
        ("2023-01-01", "month", ["2022-12", "2023-01", "2022-11"]),  # the year rolls over
        ("2022-12-31", "year", ["2022"]),
        ("2023-01-01", "year", ["2022", "2023"]),
        ("2023-03-31", "year", ["2022", "2023"]),
        ("2023-04-01", "year", ["2023", "2022"]),
    ],
)
async def test_the_month_or_year_a_report_is_due_for_is_offered_first(
    today: str, every: str, offered: list[str]
) -> None:
    programme = load(TRIAL.read_text("utf-8")).changed({"reports.result.every": every})
    now = datetime.fromisoformat(today).replace(tzinfo=ZONE)
    context = Context(now.date(), now, cast(Any, None), {}, {"kind": "report", "every": every}, programme)
    found = [option.token.removeprefix("r") for option in record_rounds.rounds(context)]
    assert found[:3] == offered


async def test_of_a_monthly_report_a_page_is_offered_and_older_months_are_typed() -> None:
    programme = load(TRIAL.read_text("utf-8")).changed({"reports.result.every": "month"})
    notes = {"kind": "report", "every": "month", "entered": ["2023-01", "2022-12"]}
    now = datetime(2023, 2, 10, tzinfo=ZONE)
    context = Context(now.date(), now, cast(Any, None), {}, notes, programme)
    offered = [option.token for option in record_rounds.rounds(context)]
    assert offered == ["r2023-02", "r2022-11", "r2022-10", "r2022-09", "r2022-08", "r2022-07"]
    for said, meant in (("tháng 3/2022", "2022-03"), ("1/2022", "2022-01"), ("1/2023", "2023-01")):
        assert record_rounds.round_of(Said(said), context) == Value(meant)
    for said in ("12/2021", "3/2023", "năm 2022"):
        with pytest.raises(Invalid, match="round"):
            record_rounds.round_of(Said(said), context)


async def test_the_same_report_again_is_asked_once_and_both_are_kept(desk: Office) -> None:
    lan = await desk.officer()
    await lan.talks(
        (Press("menu:records"), "records.what"),
        ("1", "record.round"),
        ("1", "record.anything-in"),
        ("1", "record.summary"),
        *REPORT,
    )
    again = (
        (Press("menu:records"), "records.what"),
        ("1", "record.round"),
        ("năm 2022", "record.again-of"),
    )
    await lan.talks(*again)
    assert '"kết quả năm, năm 2022" đã có, ghi ngày 16/5/2022' in lan.last.text
    await lan.talks(("2", "form.cancelled menu"))
    assert len(entered(lan)) == 1
    await lan.talks(
        *again,
        ("1", "record.anything-in"),
        ("1", "record.summary"),
        *REPORT[:-1],
        ("1", "records.replaced records.sent-report"),
    )
    assert [row.round for row in entered(lan)] == ["2022", "2022"]
    await lan.talks((Press("menu:records"), "records.what"), (Press("entered"), "records.entered"))
    assert lan.last.labels.splitlines()[:2] == [
        "kết quả năm, năm 2022 (ghi ngày 16/5/2022)",
        "kết quả năm, năm 2022 (ghi ngày 16/5/2022, đã có bản mới)",
    ]


async def test_what_another_officer_entered_meanwhile_is_noticed_before_it_is_stored(desk: Office) -> None:
    lan, nam = await desk.officer(), await desk.officer()
    begun = (
        (Press("menu:records"), "records.what"),
        ("1", "record.round"),
        ("1", "record.anything-in"),
        ("1", "record.summary"),
    )
    await lan.talks(*begun, *REPORT[:-1])
    await nam.talks(*begun, *REPORT)
    await lan.talks(("1", "record.again-of"), ("1", "records.replaced records.sent-report"))
    assert len(entered(lan)) == 2


async def test_a_duty_done_in_the_same_year_again_is_asked_about(desk: Office) -> None:
    lan = await desk.officer()
    tick = ((Press("menu:records"), "records.what"), ("3", "record.done_on"))
    await lan.talks(*tick, ("hôm nay", "record.note"), ("bỏ qua", "records.sent-duty"))
    await lan.talks(
        *tick,
        ("hôm nay", "record.again-of"),
        ("1", "record.note"),
        ("bỏ qua", "records.replaced records.sent-duty"),
    )


async def test_an_officer_reads_again_what_the_unit_has_entered(desk: Office, channel: str) -> None:
    lan, nam = await desk.officer(channel=channel), await desk.officer(channel=channel)
    await nam.talks((Press("menu:records"), "records.what"))
    assert "Xem những gì đã ghi" not in nam.last.labels  # nothing yet
    story = "Làm được nhiều việc. " * 30
    await lan.talks(
        *TRAINING,
        ("1", "records.sent-activity"),
        (Press("menu:records"), "records.what"),
        ("1", "record.round"),
        ("1", "record.anything-in"),
        ("1", "record.summary"),
        (story, "form.part"),
        *REPORT[1:],
    )
    await nam.talks((Press("menu:records"), "records.what"), (Press("entered"), "records.entered"))
    assert "kết quả năm, năm 2022 (ghi ngày" in nam.last.labels.splitlines()[0]
    assert "tập huấn, năm 2022 (ghi ngày" in nam.last.labels.splitlines()[1]
    await nam.talks(("1", "records.one"))
    assert f"Kết quả: {story.strip()}" in nam.last.text  # in full
    assert "Hoàng Thị Lan ghi" in nam.last.text
    await nam.talks((Press("anew"), "record.again-of"), ("1", "record.anything-in"))
    await nam.talks((Press(f"record:{nam.row.unit_id}.{desk.version}.1:one"), "records.one"))
    for line in ("Tên hoạt động: Tập huấn viết sáng kiến", "Số người tham gia: 1200", "15.000.000 đồng"):
        assert line in nam.last.text


@pytest.mark.needs("buttons")  # of somebody else
async def test_records_of_a_foreign_unit_are_not_shown(desk: Office) -> None:
    lan, dat = await desk.officer(), await desk.officer("BK-BABE")
    await lan.talks(*TRAINING, ("1", "records.sent-activity"))
    for unit in (lan.row.unit_id, dat.row.unit_id):
        for what in ("one", "anew"):
            await dat.talks((Press(f"record:{unit}.{desk.version}.1:{what}"), "programmes.unknown menu"))
    await dat.talks((Press(f"record:{lan.row.unit_id}.{desk.version}.0:entered"), "programmes.unknown menu"))


async def test_a_long_list_of_units_goes_on_at_the_next_page(desk: Office) -> None:
    lan = await desk.officer()
    for unit in ("BK-BABE", "BK-TP", "BK-BT", "BK-CD", "BK-CM", "BK-NR", "BK-NS"):
        await lan.talks((f"mã {await desk.code(unit=unit)}", "invited menu"))
    await lan.talks((Press("menu:records"), "records"))
    first = lan.last.labels.splitlines()
    await lan.talks((Press("show"), "records"))
    second = lan.last.labels.splitlines()
    assert "Xem tiếp" in first
    assert "Xem tiếp" not in second
    assert [line for line in second if "Na Rì" in line or "Ngân Sơn" in line] == second[:2]


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


@pytest.mark.needs("buttons")  # of somebody else
async def test_nothing_is_entered_for_a_foreign_unit(desk: Office) -> None:
    chair, dat = await desk.officer("BK-BABE"), await desk.officer("BK-BT")
    foreign = chair.row.unit_id
    await dat.talks(
        (Press(f"record:{foreign}.{desk.version}.0:list"), "programmes.unknown menu"),
        (Press(f"record:{foreign}.{desk.version}.0:enter"), "programmes.unknown menu"),
        (Press(f"record:{dat.row.unit_id}.{desk.version}.99:enter"), "programmes.unknown menu"),
        (Press("record:x:enter"), "programmes.unknown menu"),
    )


@pytest.mark.needs("buttons")  # of somebody else
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
    lan, nam = await desk.officer(), await desk.officer()
    await lan.talks(*TRAINING)
    await nam.talks(
        ("chương trình", "programmes"),
        ("1", "programmes.one"),
        (Press("close"), "decision.reason-of"),
        ("đã tổng kết", "programmes.decided"),
        (Press("menu:records"), "received"),  # what was received can still be read
    )
    await lan.talks(("1", "records.closed menu"))
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
