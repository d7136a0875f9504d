"""Reminders when something has changed meanwhile: roles, hours, units."""

from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select, update

from storage import decisions, desk, roles, unit_imports, urgings
from storage.ledger import notice
from storage.queue import conversation
from storage.reminders import reminder
from storage.tables import Record
from tests.conversations.officers import Office
from tests.conversations.test_reminders import REMINDED, chair, ledger
from tests.conversations.tester import Later, Person, Press, hears

record = Record.__table__  # type: ignore[attr-defined]


async def ends(bureau: Office, name: str) -> None:
    """All roles of somebody end."""

    def end(connection: Connection) -> None:
        for row in roles.standing(connection):
            if row.name == name:
                roles.end(connection, row.id, bureau.house.app.clock.now())

    await bureau.house.app.turns.write(end)


async def dat_and_hoa(bureau: Office) -> tuple[Person, Person]:
    """The officers of Chợ Đồn, and of a school below."""
    return await bureau.officer("BK-CD", name="Cà Thu Hiền"), await chair(bureau)


# Support


async def test_a_call_for_support_that_waited_for_the_morning_is_still_said(bureau: Office) -> None:
    """The service was down on the day it was due."""
    dat, hoa = await dat_and_hoa(bureau)
    await hoa.talks((Later("2022-05-24 08:00"), REMINDED))
    await hears(dat, REMINDED)
    await dat.talks((Later("2022-05-26 20:00"), ""), (Later("2022-05-27 22:00"), ""))
    await dat.talks((Later("2022-05-30 07:00"), "deadline.digest"))
    assert "cần hỗ trợ" in dat.last.text
    assert "CĐCS Trường THCS Đồng Lạc: chưa có sáng kiến" in dat.last.text


async def test_a_union_reads_in_the_ledger_nothing_of_the_others_in_need_of_support(bureau: Office) -> None:
    dat, hoa = await dat_and_hoa(bureau)
    lan = await bureau.officer("BK-THBL", name="Hoàng Thị Lan")
    await hoa.talks((Later("2022-05-24 08:00"), REMINDED), (Later("2022-05-27 08:00"), REMINDED))
    await dat.hear()
    assert "Đồng Lạc" in dat.last.text
    assert "Bằng Lũng" in dat.last.text
    told = {row.unit_id: row.text for row in dat.read(select(notice).where(notice.c.kind == "support"))}
    assert len(told) == 2
    assert ["Đồng Lạc" in text for text in told.values()].count(True) == 1
    assert ["Bằng Lũng" in text for text in told.values()].count(True) == 1
    await lan.hear()


async def test_a_new_officer_is_told_before_those_above_are_asked(bureau: Office) -> None:
    """What was told the one before counts for the union: it is helped whoever its officer is."""
    dat, _hoa = await dat_and_hoa(bureau)
    await dat.talks((Later("2022-05-24 08:00"), REMINDED))
    await ends(bureau, "Nông Thị Hoa")
    lan = await bureau.officer("BK-THCSDL", name="Hoàng Thị Lan")
    await lan.talks((Later("2022-05-27 08:00"), REMINDED))
    await hears(dat, "deadline.digest")
    assert "CĐCS Trường THCS Đồng Lạc: chưa có sáng kiến; đã nhắc" in dat.last.text


# Whoever is no officer any more


async def test_none_this_time_is_no_word_of_whoever_is_no_officer_any_more(bureau: Office) -> None:
    hoa = await chair(bureau)
    await hoa.talks((Later("2022-05-17 08:00"), REMINDED))
    nil, named = hoa.last.values[3], hoa.last.values[0]
    await hoa.talks((Press(nil), "first.why_none"))
    await ends(bureau, "Nông Thị Hoa")
    await hoa.talks(
        ("đang sửa trường", "remind.gone menu"),
        (Press(nil), "remind.gone menu"),
        (Press(named), "remind.gone menu"),
    )
    assert not hoa.read(select(record.c.id))


# One answer for a message


async def test_not_in_my_charge_names_all_that_was_said_to_whom_it_concerns(bureau: Office) -> None:
    """An officer of two unions with the same one above: it hears of each."""
    hoa = await chair(bureau)
    code = await bureau.code("officer", "BK-THBL")
    dat = await bureau.officer("BK-CD", name="Cà Thu Hiền")
    await hoa.talks((f"mã {code}", "invited menu"), (Later("2022-05-17 08:00"), "deadline.digest"))
    await hears(dat, REMINDED)
    await hoa.talks(
        ("không phải việc của tôi", "passed.reason"),
        ("chị Én bên Ban Nữ công phụ trách", "remind.passed menu"),
    )
    await hears(dat, "remind.passed-up | remind.passed-up")
    assert {answer for *_, answer in ledger(hoa)} == {"passed", ""}
    await hoa.talks((Later("2022-05-24 08:00"), ""))


# Hours


async def test_a_reason_that_is_given_at_night_goes_up_in_the_morning(bureau: Office) -> None:
    dat, hoa = await dat_and_hoa(bureau)
    await hoa.talks((Later("2022-05-17 08:00"), REMINDED))
    await hears(dat, REMINDED)
    await hoa.talks(
        (Later("2022-05-17 22:00"), ""),
        ("không phải việc của tôi", "passed.reason"),
        ("chị Én phụ trách", "remind.passed menu"),
    )
    await hears(dat, "")
    await dat.talks((Later("2022-05-18 07:00"), "remind.passed-up"))


async def test_a_last_day_is_said_however_much_was_said_that_day(bureau: Office) -> None:
    dat = await bureau.officer("BK-CD", name="Cà Thu Hiền")
    await dat.talks((Later("2022-05-30 08:00"), REMINDED))

    def told(connection: Connection) -> None:
        row = connection.execute(select(notice)).all()[-1]
        now = datetime(2022, 5, 31, 0, 30, tzinfo=UTC)
        copies = [{**row._mapping, "id": 100 + n, "inbox_id": 9000 + n, "at": now} for n in range(3)]
        connection.execute(insert(notice), copies)

    await bureau.house.app.turns.write(told)
    await dat.talks((Later("2022-05-31 08:00"), "deadline.officer-on"))


# Units


async def test_a_unit_that_sees_to_it_no_more_is_not_urged(bureau: Office) -> None:
    """A section sees to no deadline of this plan: what was urged before is not true of it."""
    dat, hoa = await dat_and_hoa(bureau)

    def urge(connection: Connection) -> None:
        now = bureau.house.app.clock.now()
        officers = [row for row in roles.standing(connection) if row.name == "Nông Thị Hoa"]
        unit_id, person_id = officers[0].unit_id, officers[0].person_id
        above = [row.unit_id for row in roles.standing(connection) if row.name == "Cà Thu Hiền"]
        key, _ = urgings.begin(
            connection, now, kind="none", unit_id=above[0], person_id=1, text="", unreached=[],
            programme="bac-kan-1tr", deadline="phase-1-entry", round="phase-1",
        )  # fmt: skip
        lane = connection.execute(
            select(conversation.c.id).where(conversation.c.person_id == person_id)
        ).scalar_one()
        urgings.leave(connection, key, {urgings.Person(person_id, lane): [unit_id]}, {person_id: now})
        here = desk.unit.c.id == unit_id
        connection.execute(update(desk.unit).where(here).values(level="section"))
        connection.execute(insert(unit_imports.unit_import).values(at=now, file="", counts={}, before={}))

    await bureau.house.app.turns.write(urge)
    await hoa.talks((Later("2022-05-17 07:30"), ""))
    assert [(row.kind, row.state) for row in hoa.read(select(notice))] == [("urged", "missed")]
    assert not [r for r in hoa.read(select(reminder.c.kind, reminder.c.state)) if r.state == "fired"]
    await dat.hear()


# The last minute


async def test_a_report_that_was_sent_a_minute_before_is_not_reminded_of(bureau: Office) -> None:
    hang = await bureau.officer("DL-NPC", name="Lê Thị Hằng")
    quy = await bureau.officer("DL-CPC", name="Trần Văn Quý")

    def decide(connection: Connection) -> None:
        day, now = {"kind": "monthly", "day": 25}, bureau.house.app.clock.now()
        what = ("dien-luc-1tr", "date:monthly-report", day, "Ban thống nhất", None, now)
        decisions.decide(connection, "sqlite", *what)

    await bureau.house.app.turns.write(decide)
    await hang.talks((Later("2022-05-20 08:00"), "deadline.digest"), (Later("2022-05-23 07:59"), ""))
    await quy.hear()
    await hang.talks(
        (Press("menu:records"), "records.what"),
        ("1", "record.round"),
        ("1", "record.anything-in"),
        ("không phát sinh", "record.confirm-known"),
        ("1", "records.sent-nil"),
    )
    assert bureau.house.app.clock.now() < datetime(2022, 5, 23, 1, tzinfo=UTC)
    await quy.talks((Later("2022-05-23 08:00"), REMINDED))
    assert "báo cáo" in quy.last.text.lower()
    await hears(hang, "")
