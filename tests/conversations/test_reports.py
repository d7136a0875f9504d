"""Reports of a month: filled in beforehand, *không phát sinh*, heard of by the body's officers, and followed
by them."""

from collections.abc import AsyncIterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import insert, update

from programmes.model import ZONE
from storage import roles, units
from storage.tables import Initiative, InitiativeEvent
from tests.conversations.officers import TRIAL, Office, office
from tests.conversations.test_records import entered
from tests.conversations.tester import Later, Person, Press, Script

pytestmark = pytest.mark.asyncio(loop_scope="function")

# Plan 003 III.3: units directly under the body report what stands on the portal, every month.
MONTHLY = """
portal: https://congdoanvietnam.org
quiet: {from: "20:00", until: "07:30"}
reports:
  - key: monthly
    title: {vi: "báo cáo tháng", en: "the monthly report"}
    every: month
    by: [upper, grassroots]
    direct: true
    to: "LĐLĐ tỉnh"
    medium: [email]
    address: so-lieu@ldld.example
    questions: [registered_count, difficulties]
    source: "VI"
"""


@pytest_asyncio.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Office]:
    text = TRIAL.read_text("utf-8")
    first, _, rest = text.partition("reports:\n")
    (tmp_path / "programmes").mkdir()
    kept = rest[rest.index("conflicts:\n") :]
    (tmp_path / "programmes" / "trial.yaml").write_text(first + MONTHLY.lstrip() + kept, encoding="utf-8")
    async with office(tmp_path) as opened:
        yield opened


BEGUN: Script = (
    (Press("menu:records"), "records.what"),
    ("1", "record.round"),
    ("1", "record.anything-in"),
)
NIL: Script = (*BEGUN, ("không phát sinh", "record.confirm-known"))


async def stored(desk: Office, unit: str, *posted: str, status: str = "recognised") -> None:
    """Initiatives of a unit, each sent and recognised on 10/5/2022, entered on the portal on a day."""
    sent = datetime(2022, 5, 10, 9, tzinfo=ZONE)

    def store(connection: Any) -> None:
        for day in posted:
            values = {
                "code": f"TN-{unit}-{day}-{len(posted)}", "programme": "thu-nghiem", "unit_note": "",
                "programme_version_id": desk.version, "person_id": 1, "unit_id": units.find(connection, unit),
                "status": status, "sent_at": sent, "posted_on": date.fromisoformat(day) if day else None,
            }  # fmt: skip
            table = Initiative.__table__  # type: ignore[attr-defined]
            row = connection.execute(insert(table).values(values).returning(table.c.id)).scalar_one()
            event = {"initiative_id": row, "at": sent, "kind": "recognised", "data": {}}
            connection.execute(insert(InitiativeEvent.__table__).values(event))  # type: ignore[attr-defined]

    await desk.house.app.turns.write(store)


async def both(desk: Office, channel: str = "") -> tuple[Person, Person]:
    """The officer of the body, and the one of a union directly below."""
    lan = await desk.officer(channel=channel)
    dat = await desk.officer("BK-BABE", channel=channel, name="Chu Tiến Đạt")
    await lan.talks((Later("2022-06-02 09:00"), ""))
    return lan, dat


async def test_a_monthly_report_is_filled_in_and_the_body_hears_of_it(desk: Office, channel: str) -> None:
    lan, dat = await both(desk, channel)
    await stored(desk, "BK-BABE", "2022-05-31", "2022-06-01")
    await stored(desk, "BK-DULICH", "2022-04-30", "2022-05-02", "")
    await stored(desk, "BK-TP", "2022-05-03")
    await dat.talks(*BEGUN, ("có, điền báo cáo", "record.registered_count-posted"))
    for line in ("tháng 5/2022: đã ghi 5, đã công nhận 5, đã lên Cổng 2",
                 "từ đầu chương trình đến nay: đã ghi 5, đã công nhận 5, đã lên Cổng 4"):  # fmt: skip
        assert line in dat.last.text, line
    assert dat.last.labels.splitlines() == ["Đúng, 2", "Số khác"]
    await dat.talks(
        ("đúng", "form.noted record.difficulties"),
        ("Chưa có kinh phí khen thưởng hằng tháng", "record.confirm-known"),
        ("1", "records.sent-report"),
    )
    assert "LĐLĐ tỉnh Bắc Kạn" in dat.last.text
    assert "so-lieu@ldld.example" in dat.last.text
    [row] = entered(dat)
    assert (row.kind, row.key, row.round) == ("report", "monthly", "2022-05")
    assert row.answers["registered_count"] == 2
    [word] = await lan.hear()
    assert word.keys == ("report.came",)
    for line in ("Liên đoàn Lao động huyện Ba Bể", "báo cáo tháng, tháng 5/2022",
                 "Số sáng kiến đã đăng ký: 2", "Khó khăn: Chưa có kinh phí", "Chu Tiến Đạt gửi"):  # fmt: skip
        assert line in word.text, line
    assert 3 <= word.text.count("•") <= 6
    await lan.talks(("xem báo cáo", "records.one"))
    assert "Số liệu trợ lý có lúc gửi" in lan.last.text
    assert "đã lên Cổng 4" in lan.last.text


async def test_another_figure_than_the_counted_one_is_typed(desk: Office) -> None:
    _, dat = await both(desk)
    await stored(desk, "BK-BABE", "2022-05-31")
    await dat.talks(
        *BEGUN,
        ("1", "record.registered_count-posted"),
        ("nhiều", "invalid.count record.registered_count-posted"),
        ("số khác", "record.registered_count-other"),
        ("1", "form.noted record.difficulties"),  # here it is a figure, not a choice
        ("quay lại", "form.so-far record.registered_count-posted"),
        ("0", "form.noted record.difficulties"),  # no "không"
        ("quay lại", "form.so-far record.registered_count-posted"),
        ("42", "form.noted record.difficulties"),
    )
    assert dat.drafts("report")[0].answers["registered_count"] == 42


@pytest.mark.parametrize("said", ["2", "không phát sinh", "khong phat sinh", "không"])
async def test_nothing_to_report_is_sent_after_one_confirmation(desk: Office, said: str) -> None:
    lan, dat = await both(desk)
    await dat.talks(
        *BEGUN,
        (said, "record.confirm-known"),
        ("1", "records.sent-nil"),
    )
    [row] = entered(dat)
    assert row.answers["anything"] is False
    assert row.answers.keys() == {"round", "anything", "known"}
    [word] = await lan.hear()
    assert "Không phát sinh" in word.text


async def test_nothing_to_report_can_still_be_changed_before_it_is_sent(desk: Office) -> None:
    _, dat = await both(desk)
    await dat.talks(
        *NIL,
        ("sửa 2", "form.so-far record.anything-in"),
        ("có", "record.registered_count-posted"),
        ("2", "record.registered_count-other"),
        ("5", "form.noted record.difficulties"),
        ("bỏ qua", "record.confirm-known"),
        ("sửa 2", "form.so-far record.anything-in"),
        ("2", "record.confirm-known"),
        ("1", "records.sent-nil"),
    )
    assert "registered_count" not in entered(dat)[0].answers


async def test_in_january_the_december_before_is_reported(desk: Office) -> None:
    lan, dat = await both(desk)
    await stored(desk, "BK-BABE", "2022-12-31", "2023-01-01", "2021-12-31")
    await lan.talks((Later("2023-01-03 09:00"), ""))
    await dat.talks(*BEGUN, ("1", "record.registered_count-posted"))
    assert "tháng 12/2022: đã ghi 0, đã công nhận 0, đã lên Cổng 1\n" in dat.last.text
    assert dat.last.labels.startswith("Đúng, 1\n")


async def test_at_night_nobody_is_told_and_in_the_morning_it_is_one_word(desk: Office) -> None:
    lan, dat = await both(desk)
    hang = await desk.officer("BK-BT", name="Nông Thị Hằng")
    nhung = await desk.officer("BK-TP", name="Dương Thị Nhung")
    await lan.talks((Later("2022-06-03 20:00"), ""))  # Friday; the programme is quiet from 20:00
    for one in (dat, hang, nhung):
        await one.talks(*NIL, ("1", "records.sent-nil"))
    await lan.talks((Later("2022-06-06 07:29"), ""), (Later("2022-06-06 07:30"), "report.several"))
    for name in ("Ba Bể", "Bạch Thông", "thành phố Bắc Kạn"):
        assert f"{name}: báo cáo tháng, tháng 5/2022 (không phát sinh)" in lan.last.text
    await lan.talks(("1", "received"))
    assert lan.last.labels.startswith("báo cáo tháng, tháng 5/2022: 3/12 đã gửi\n")


async def test_two_that_wait_are_told_one_by_one(desk: Office) -> None:
    lan, dat = await both(desk)
    hang = await desk.officer("BK-BT", name="Nông Thị Hằng")
    await lan.talks((Later("2022-06-02 21:00"), ""))
    for one in (dat, hang):
        await one.talks(*NIL, ("1", "records.sent-nil"))
    await lan.talks((Later("2022-06-03 08:00"), "report.came | report.came"))


async def test_a_report_that_was_replaced_overnight_is_told_once(desk: Office) -> None:
    lan, dat = await both(desk)
    await lan.talks((Later("2022-06-02 21:00"), ""))
    await dat.talks(*NIL, ("1", "records.sent-nil"))
    await dat.talks(
        (Press("menu:records"), "records.what"),
        (Press("entered"), "records.entered"),
        ("1", "records.one"),
        (Press("anew"), "record.again-of"),
        ("1", "record.anything-in"),
        ("2", "record.confirm-known"),
        ("1", "records.replaced records.sent-nil"),
    )
    await lan.talks((Later("2022-06-03 08:00"), "report.again"))


async def test_an_officer_who_is_none_any_more_is_not_told(desk: Office) -> None:
    lan, dat = await both(desk)
    await lan.talks((Later("2022-06-02 21:00"), ""))
    await dat.talks(*NIL, ("1", "records.sent-nil"))
    now, mine = desk.house.app.clock.now(), roles.role.c.person_id == lan.row.id
    await desk.house.app.turns.write(lambda c: c.execute(update(roles.role).where(mine).values(ended_at=now)))
    await lan.talks((Later("2022-06-03 08:00"), ""))


async def test_where_the_body_has_no_officer_nobody_is_said_to_be_told(desk: Office) -> None:
    dat = await desk.officer("BK-BABE", name="Chu Tiến Đạt")
    await dat.talks((Later("2022-06-02 09:00"), ""), *NIL, ("1", "records.sent-nil"))
    assert "được báo" not in dat.last.text


@pytest.mark.needs("buttons")  # of months; people press one of a reminder that leads there
async def test_a_report_begun_from_a_button_knows_its_month_and_is_gone_on_with(desk: Office) -> None:
    _, dat = await both(desk)
    button = f"record:{dat.row.unit_id}.{desk.version}.0.202204:enter"
    await dat.talks((Press(button), "record.anything-in"))
    assert "tháng 4/2022" in dat.last.text
    await dat.talks(("1", "record.registered_count-posted"), ("để sau", "records.kept menu"))
    await dat.talks((Press(button), "record.registered_count-posted"))
    await dat.talks((Press(button.replace("202204", "202213")), "record.round"))
    await dat.talks((Press(button.replace("202204", "203001")), "record.round"))


# What the body receives


async def test_the_body_sees_who_has_sent_and_who_has_not(desk: Office, channel: str) -> None:
    lan, dat = await both(desk, channel)
    await dat.talks(*NIL, ("1", "records.sent-nil"))
    await lan.hear()
    await lan.talks((Press("menu:records"), "records.what"), ("báo cáo nhận được", "received"))
    assert lan.last.labels.splitlines()[:2] == [
        "báo cáo tháng, tháng 5/2022: 1/12 đã gửi",
        "báo cáo tháng, tháng 4/2022: 0/12 đã gửi",
    ]
    await lan.talks(("1", "received.round"))
    assert "1/12 công đoàn đã gửi, 1 báo không phát sinh" in lan.last.text
    assert lan.last.text.count("• ") == 10
    assert "Ba Bể" not in lan.last.text
    await lan.talks(("xem tiếp", "received.round"))
    assert lan.last.text.count("• ") == 1
    await lan.talks(("xem các báo cáo đã gửi", "received.sent"))
    assert lan.last.labels.startswith("Liên đoàn Lao động huyện Ba Bể (gửi ngày 02/6/2022, không phát sinh)")
    await lan.talks(("1", "records.one"))
    assert "Có phát sinh: Không phát sinh" in lan.last.text


async def test_a_month_that_runs_is_listed_once_somebody_has_reported_it(desk: Office) -> None:
    lan, dat = await both(desk)
    received = ((Press("menu:records"), "records.what"), ("báo cáo nhận được", "received"))
    await lan.talks(*received)
    assert "tháng 6/2022" not in lan.last.labels
    await dat.talks(
        *BEGUN[:2],
        ("tháng 6/2022", "record.anything-in"),
        ("2", "record.confirm-known"),
        ("1", "records.sent-nil"),
    )
    await lan.hear()
    await lan.talks(*received)
    assert lan.last.labels.startswith("báo cáo tháng, tháng 6/2022: 1/12 đã gửi")


async def test_only_the_body_and_those_above_it_see_what_it_receives(desk: Office) -> None:
    _, dat = await both(desk)
    await dat.talks((Press("menu:records"), "records.what"))
    assert "Báo cáo nhận được" not in dat.last.labels


@pytest.mark.needs("buttons")  # of somebody else
async def test_what_the_body_receives_does_not_exist_for_those_below(desk: Office) -> None:
    lan, dat = await both(desk)
    body = lan.row.unit_id
    for button in (f"{body}.{desk.version}.0:received", f"{body}.{desk.version}.0.202205.0:round",
                   f"{body}.{desk.version}.0.202205.0:sent"):  # fmt: skip
        await dat.talks((Press(f"record:{button}"), "programmes.unknown menu"))
    await lan.talks(
        (Press(f"record:{dat.row.unit_id}.{desk.version}.0:received"), "programmes.unknown menu"),
        (Press(f"record:{body}.{desk.version}.7.202205.0:round"), "programmes.unknown menu"),
        (Press(f"record:{body}.99.0:received"), "programmes.unknown menu"),
    )
