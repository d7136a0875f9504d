"""Rosters: handed in by officers, and what a newcomer is asked whose name stands in one."""

import io
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from openpyxl import Workbook
from sqlalchemy import select

from storage import members, roles
from storage.files import files
from tests.conversations.officers import Office, office
from tests.conversations.test_units import sends, worked
from tests.conversations.tester import HELLO, Person, Press, keys
from tests.conversations.uploading import hands_in

TABLE = (
    "unit,name,phone\nBK-DLBB,Trần Quang Huy,0209 3875 281\nBK-DLBB,Lò Thị Mai,+84 912 345 678\n"
    "BK-DLBB,Lò Thị Mai,0912345999\nBK-THCSCR,Nông Thị Bích,\n"
)
DLBB = ("điện lực ba bể", "welcome.unit-this")


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path) as opened:
        yield opened


async def types(person: Person, said: str, at_once: str) -> str:
    return await worked(person, await person.does(said), at_once)


async def written(desk: Office, table: str = TABLE) -> Person:
    """A roster that an officer of the province handed in."""
    lan = await desk.officer()
    assert await sends(lan, "ds.csv", table) == "roster.preview"
    assert await types(lan, "1", "roster.writing") == "roster.done"
    return lan


def lines(person: Person) -> list[tuple[str, str]]:
    rows = person.read(select(members.member).order_by(members.member.c.id))
    return [(row.name, row.digits) for row in rows]


def known(person: Person) -> bool:
    with person.app.reader.begin() as connection:
        return members.known(connection, person.row.id)


# Handing in


async def test_a_roster_is_shown_and_written_and_replaced_by_the_next(desk: Office, channel: str) -> None:
    lan = await desk.officer(channel=channel)
    assert await sends(lan, "ds.csv", TABLE) == "roster.preview"
    assert "4 người ở 2 đơn vị; 1 người chưa có số" in lan.last.text
    assert lines(lan) == []
    assert lan.files() == [], "whole telephone numbers are not kept"
    assert await types(lan, "1", "roster.writing") == "roster.done"
    assert lines(lan) == [
        ("Trần Quang Huy", "5281"), ("Lò Thị Mai", "5678"), ("Lò Thị Mai", "5999"), ("Nông Thị Bích", ""),
    ]  # fmt: skip
    await lan.talks((Press("yes"), "units.over menu"))
    assert await sends(lan, "moi.csv", "unit,name,digits\nBK-DLBB,Vàng A Páo,333\n") == "roster.preview"
    assert "(3 người)" in lan.last.text
    assert await types(lan, "ghi", "roster.writing") == "roster.done"
    assert lines(lan) == [("Nông Thị Bích", ""), ("Vàng A Páo", "333")], "other units keep theirs"


async def test_vietnamese_headings_and_excel_are_read_and_no_leaves_everything(desk: Office) -> None:
    lan = await desk.officer("BK-DLBB")
    book, data = Workbook(), io.BytesIO()
    assert book.active is not None
    for line in (
        ["Họ và tên", "Số điện thoại"],
        ["Trần Quang Huy", 209387528],
        ["Lò Thị Mai", "0912 345 678"],
    ):
        book.active.append(line)
    book.save(data)
    assert await sends(lan, "ds.xlsx", data.getvalue()) == "roster.preview"
    assert "2 người ở 1 đơn vị" in lan.last.text, "an officer of one unit need not name it"
    await lan.talks(("2", "roster.cancelled menu"))
    assert lines(lan) == []


async def test_problems_are_told_with_their_rows_and_nothing_is_written(desk: Office) -> None:
    lan = await desk.officer("BK-DL")
    bad = (
        "unit,name,phone\nBK-DLBB,Huy,1234\nBK-DLBB,Huy,1234\nKHONG,Mai,1\nBK-BABE,Mai,1\n,Mai,1\n"
        "BK-DLBB,,1\nBK-DLBB,12 tổ 3,1\nBK-DLBB,Mai,=A1\nBK-DLBB,Mai,1,thừa\n"
    )
    assert await sends(lan, "loi.csv", bad) == "roster.problems"
    for told in (
        "8 chỗ", "dòng 3: Huy đã có ở dòng 2", "dòng 4: chưa thấy đơn vị KHONG", "dòng 5: BK-BABE ở ngoài",
        "dòng 6: chưa có mã đơn vị", "dòng 7: chưa có họ tên", 'dòng 8: "12 tổ 3"',
        "dòng 9: có ô là công thức", "dòng 10: nhiều ô hơn",
    ):  # fmt: skip
        assert told in lan.last.text
    assert lan.last.values == ()
    assert lines(lan) == []


async def test_one_place_tells_the_two_kinds_of_tables_apart(desk: Office) -> None:
    admin = await desk.officer(role="administrator")
    assert await sends(admin, "a.csv", TABLE) == "roster.preview"
    assert await sends(admin, "b.csv", "code,name,parent,phone\nBK-MOI,Xưởng,BK,1\n") == "units.preview"
    assert await sends(admin, "c.csv", "a,b\n1,2\n") == "units.unread"
    below = await desk.officer("BK-DL", role="administrator")
    assert await sends(below, "a.csv", TABLE.replace("BK-THCSCR", "BK-DLBB")) == "roster.preview"
    assert await sends(below, "b.csv", "code,name,phone\nBK-MOI,Xưởng,1\n") == "roster.unread"
    assert "mã đơn vị" in below.last.text


@pytest.mark.needs("buttons")  # of whoever handed it in
async def test_somebody_elses_button_writes_nothing(desk: Office) -> None:
    lan, other = await desk.officer(), await desk.officer()
    assert await sends(lan, "ds.csv", TABLE) == "roster.preview"
    button = next(value for value in lan.last.values if value.endswith(":yes"))
    await other.talks((Press(button), "programmes.unknown menu"))
    adviser = await desk.officer(role="adviser")
    await adviser.talks((Press(button), "programmes.unknown menu"))
    assert lines(lan) == []


async def test_without_the_role_or_after_it_has_ended_nothing_is_written(desk: Office) -> None:
    lan = await desk.officer()
    assert await sends(lan, "ds.csv", TABLE) == "roster.preview"
    adviser = await desk.officer(role="adviser")
    assert "units.reading" not in keys(await hands_in(adviser, "ds.csv", TABLE.encode()))
    ended = roles.role.update().where(roles.role.c.person_id == lan.row.id)
    await desk.house.app.turns.write(lambda c: c.execute(ended.values(ended_at=desk.house.app.clock.now())))
    await lan.talks((Press("yes"), "programmes.unknown menu"))
    assert lines(lan) == []


async def test_a_file_that_is_gone_by_then_is_asked_for_again(desk: Office) -> None:
    lan = await desk.officer()
    assert await sends(lan, "ds.csv", TABLE) == "roster.preview"
    [row] = lan.read(select(files))
    desk.house.app.files.path(row.sha256).unlink()
    assert await types(lan, "1", "roster.writing") == "roster.gone"


# Newcomers


async def test_a_newcomer_is_found_by_name_workplace_and_digits(desk: Office, channel: str) -> None:
    await written(desk)
    huy = desk.house.person(channel)
    await huy.talks(*HELLO, ("tran quang huy", "welcome.name-accents"), ("1", "welcome.unit"), DLBB)
    await huy.talks(("1", "welcome.roster"))
    assert "Danh sách của CĐCS Điện lực Ba Bể có Tran Quang Huy" in huy.last.text
    await huy.talks(("281", "welcome.done menu"))
    assert known(huy)
    again = desk.house.person(channel)
    await again.talks(*HELLO, ("Trần Quang Huy", "welcome.unit"), DLBB, ("1", "welcome.done menu"))
    assert not known(again), "a line is one person"


async def test_digits_that_do_not_fit_are_asked_once_more_and_never_guessed(desk: Office) -> None:
    await written(desk)
    mai = desk.house.person()
    await mai.talks(*HELLO, ("Lò Thị Mai", "welcome.unit"), DLBB, ("1", "welcome.roster"))
    await mai.talks(("67", "invalid.digits welcome.roster"))  # too few of them, and no choice
    await mai.talks(("nhớ không ra", "invalid.digits welcome.roster"), ("111", "welcome.roster-again"))
    await mai.talks(("222", "welcome.roster-without welcome.done menu"))
    assert not known(mai)


async def test_of_namesakes_the_digits_say_which_and_the_second_try_counts(desk: Office) -> None:
    await written(desk)
    mai = desk.house.person()
    await mai.talks(*HELLO, ("Lò Thị Mai", "welcome.unit"), DLBB, ("1", "welcome.roster"))
    await mai.talks(("111", "welcome.roster-again"), ("số 0912 345 999", "welcome.done menu"))
    rows = mai.read(select(members.member).where(members.member.c.person_id == mai.row.id))
    assert [row.digits for row in rows] == ["5999"]
    assert "0912345999" not in repr(mai.drafts("welcome", "sent"))


@pytest.mark.parametrize("said", ["1", "bỏ qua", "không", "ko"])
async def test_whoever_does_not_remember_goes_on_without(desk: Office, said: str) -> None:
    await written(desk)
    huy = desk.house.person()
    await huy.talks(*HELLO, ("Trần Quang Huy", "welcome.unit"), DLBB, ("1", "welcome.roster"))
    await huy.talks((said, "welcome.done menu"))
    assert not known(huy)


async def test_another_name_another_place_or_no_digits_is_not_asked(desk: Office) -> None:
    await written(desk)
    for name, unit in (("Bế Thị Hoa", DLBB), ("Trần Quang Huy", ("thcs đồng lạc", "welcome.unit-this")),
                       ("Nông Thị Bích", ("thcs chợ rã", "welcome.unit-this"))):  # fmt: skip
        somebody = desk.house.person()
        await somebody.talks(*HELLO, (name, "welcome.unit"), unit, ("1", "welcome.done menu"))


async def test_a_name_that_is_put_right_is_looked_up_again(desk: Office) -> None:
    await written(desk)
    huy = desk.house.person()
    await huy.talks(*HELLO, ("Lò Thị Mai", "welcome.unit"), DLBB, ("1", "welcome.roster"))
    await huy.talks(("sửa 2", "form.so-far welcome.name"), ("Trần Quang Huy", "welcome.roster"))
    assert "Trần Quang Huy" in huy.last.text
    await huy.talks(("5281", "welcome.done menu"))
    assert known(huy)


async def test_with_a_link_of_a_workshop_the_roster_of_its_union_counts(desk: Office) -> None:
    await written(desk, "unit,name,phone\nBK-MAYSC,Lò Thị Ơi,0912000777\n")
    oi = desk.house.person()
    await oi.talks(("/start u_BK-MAYSC-C7", "welcome.greet | welcome.consent"), ("1", "welcome.name"))
    await oi.talks(("Lò Thị Ơi", "welcome.roster"), ("777", "welcome.done menu"))
    assert known(oi)


async def test_whoever_was_found_stays_found_when_the_same_line_comes_again(desk: Office) -> None:
    lan = await written(desk)
    huy = desk.house.person()
    await huy.talks(*HELLO, ("Trần Quang Huy", "welcome.unit"), DLBB, ("1", "welcome.roster"))
    await huy.talks(("281", "welcome.done menu"))
    for table, still in ((TABLE, True), ("unit,name,phone\nBK-DLBB,Trần Quang Huy,0209111222\n", False)):
        assert await sends(lan, "ds.csv", table) == "roster.preview"
        assert await types(lan, "1", "roster.writing") == "roster.done"
        assert known(huy) is still
