"""An administrator keeps the union tree by sending tables; what changes holds for everybody at once."""

import io
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from openpyxl import Workbook
from sqlalchemy import select

from storage import unit_imports, units
from tests.conversations.officers import Office, office
from tests.conversations.tester import DATED, HELLO, KNOWN, Heard, Later, Person, Press, keys
from tests.conversations.uploading import hands_in

NEW = "code,name,parent,level\nBK-MOI,CĐCS Xưởng gỗ Phủ Thông,BK-BT,grassroots\n"
MERGED = "code,name,parent,merged_into\nBK-DLBB,CĐCS Điện lực Ba Bể,BK-BABE,BK-MOI\n"


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path) as opened:
        yield opened


async def sends(person: Person, name: str, content: str | bytes) -> str:
    """The keys of what a table is answered with, once it is read."""
    data = content.encode() if isinstance(content, str) else content
    return await worked(person, await hands_in(person, name, data), "units.reading")


async def presses(person: Person, token: str, at_once: str) -> str:
    return await worked(person, await person.does(Press(token)), at_once)


async def worked(person: Person, came: list[Heard], at_once: str) -> str:
    """The keys of what slow work is answered with, once it is done: right behind what is said at once, or a
    little later."""
    came = came if len(came) > 1 else came + await person.hear()
    assert came[0].keys == (at_once,)
    return keys(came[1:])


def codes(person: Person) -> set[str]:
    return set(row.code for row in person.read(select(units.unit.c.code)))


async def test_a_table_is_shown_written_and_undone(desk: Office) -> None:
    lan = await desk.officer(role="administrator")
    await lan.talks(("bàn việc", "desk.rooms"))
    assert "Cây công đoàn" in lan.last.labels
    await lan.talks((Press("menu:units"), "units"))
    before = codes(lan)
    assert await sends(lan, "moi.csv", NEW) == "units.preview"
    assert "thêm BK-MOI, CĐCS Xưởng gỗ Phủ Thông (công đoàn cơ sở), thuộc BK-BT" in lan.last.text
    assert codes(lan) == before
    assert await presses(lan, "yes", "units.writing") == "units.done"
    assert codes(lan) == before | {"BK-MOI"}
    huy = desk.house.person()
    await huy.talks(*HELLO, ("Trần Quang Huy", "welcome.unit"), ("xưởng gỗ phủ thông", "welcome.unit-this"))
    assert await presses(lan, "undo", "units.undoing") == "units.undone"
    assert codes(lan) == before
    await lan.talks((Press("undo"), "units.over menu"))


async def test_an_answer_may_be_typed_and_no_leaves_everything(desk: Office) -> None:
    lan = await desk.officer(role="administrator")
    before = codes(lan)
    assert await sends(lan, "moi.csv", NEW) == "units.preview"
    await lan.talks(("2", "units.cancelled menu"))
    await lan.talks((Press("yes"), "units.over menu"))
    assert codes(lan) == before
    assert lan.files() == []


async def test_problems_are_told_with_their_rows(desk: Office) -> None:
    lan = await desk.officer(role="administrator")
    bad = NEW + "BK-MOI,Lần nữa,BK,\n,Không mã,BK,\n" + "".join(f"X{n},Tên,KHONG,\n" for n in range(30))
    assert await sends(lan, "loi.csv", bad) == "units.problems"
    assert "dòng 3: mã BK-MOI đã có ở dòng 2" in lan.last.text
    assert "dòng 4: chưa có mã" in lan.last.text
    assert "… và 22 chỗ nữa" in lan.last.text
    assert lan.last.values == ()


async def test_an_excel_file_is_read_and_what_is_none_says_why(desk: Office) -> None:
    lan = await desk.officer(role="administrator")
    book, data = Workbook(), io.BytesIO()
    assert book.active is not None
    for line in (["code", "name", "parent"], ["BK-EX", "CĐCS Xưởng Excel", "BK"]):
        book.active.append(line)
    book.save(data)
    assert await sends(lan, "cay.xlsx", data.getvalue()) == "units.preview"
    await lan.talks((Press("no"), "units.cancelled menu"))
    assert await sends(lan, "x.csv", "mã,tên\nA,a\n") == "units.unread"
    assert "code và name" in lan.last.text
    assert await sends(lan, "y.csv", "code,name\nBK,Liên đoàn Lao động tỉnh Bắc Kạn\n") == "units.same"


async def test_another_tree_is_out_of_reach(desk: Office) -> None:
    lan = await desk.officer(role="administrator")
    assert await sends(lan, "nt.csv", "code,name\nNT,Tên khác\n") == "units.problems"
    assert "NT ở ngoài cây công đoàn" in lan.last.text


async def test_a_table_of_units_is_none_to_everybody_else(desk: Office) -> None:
    officer = await desk.officer()
    below = await desk.officer("BK-BABE", role="administrator")
    before = codes(officer)
    for person in (officer, below):
        assert "Cây công đoàn" not in person.last.labels
        assert await sends(person, "moi.csv", NEW) == "roster.unread"  # the only tables they may hand in
        assert person.files() == []
    huy = desk.house.person()
    await huy.talks(*KNOWN)
    assert keys(await hands_in(huy, "moi.csv", NEW.encode())) == "form.part-document"
    assert codes(officer) == before


@pytest.mark.needs("buttons")  # of an administrator
async def test_the_page_of_the_tree_is_nobody_elses(desk: Office) -> None:
    officer = await desk.officer()
    await officer.talks((Press("menu:units"), "programmes.unknown menu"))


@pytest.mark.needs("buttons")  # of the other
async def test_somebody_elses_button_is_as_if_it_did_not_exist(desk: Office) -> None:
    lan, other = await desk.officer(role="administrator"), await desk.officer(role="administrator")
    assert await sends(lan, "moi.csv", NEW) == "units.preview"
    button = next(value for value in lan.last.values if value.endswith(":yes"))
    await other.talks((Press(button), "programmes.unknown menu"))
    assert "BK-MOI" not in codes(lan)


async def test_what_changed_between_preview_and_yes_is_not_overwritten(desk: Office) -> None:
    lan, other = await desk.officer(role="administrator"), await desk.officer(role="administrator")
    assert await sends(lan, "moi.csv", NEW) == "units.preview"
    assert await sends(other, "khac.csv", NEW.replace("MOI", "KHAC")) == "units.preview"
    assert await presses(other, "yes", "units.writing") == "units.done"
    assert await presses(lan, "yes", "units.writing") == "units.stale"
    assert "BK-MOI" not in codes(lan)


async def test_undo_ends_after_ten_minutes_and_before_work_that_depends_on_it(desk: Office) -> None:
    lan = await desk.officer(role="administrator")
    assert await sends(lan, "moi.csv", NEW) == "units.preview"
    assert await presses(lan, "yes", "units.writing") == "units.done"
    huy = desk.house.person()
    await huy.talks(("/start u_BK-MOI", "welcome.greet | welcome.consent"), ("đồng ý", "welcome.name"))
    await huy.talks(("Trần Quang Huy", "welcome.done menu"))
    assert await presses(lan, "undo", "units.undoing") == "units.kept"
    assert "BK-MOI" in lan.last.text
    assert await sends(lan, "hai.csv", NEW.replace("MOI", "HAI")) == "units.preview"
    assert await presses(lan, "yes", "units.writing") == "units.done"
    await lan.talks((Later("2022-05-16 09:11"), ""), (Press("undo"), "units.over menu"))


async def test_people_of_a_merged_unit_are_in_its_successor_and_its_name_is_found(
    desk: Office,
) -> None:
    lan, huy = await desk.officer(role="administrator"), desk.house.person()
    await huy.talks(
        *HELLO,
        ("Trần Quang Huy", "welcome.unit"),
        ("điện lực ba bể", "welcome.unit-this"),
        ("1", "welcome.done menu"),
    )
    table = "code,name,parent,merged_into\nBK-MOI,CĐCS Điện lực Bắc Kạn Hai,BK,\n" + MERGED.partition("\n")[2]
    assert await sends(lan, "nhap.csv", table) == "units.preview"
    assert "sáp nhập BK-DLBB, CĐCS Điện lực Ba Bể vào BK-MOI" in lan.last.text
    assert await presses(lan, "yes", "units.writing") == "units.done"
    await huy.talks(("thông tin của tôi", "details"))
    assert "Điện lực Bắc Kạn Hai" in huy.last.text
    mai = desk.house.person()
    await mai.talks(*HELLO, ("Lò Thị Mai", "welcome.unit"), ("điện lực ba bể", "welcome.unit-became"))
    assert "CĐCS Điện lực Ba Bể nay thuộc CĐCS Điện lực Bắc Kạn Hai" in mai.last.text
    await mai.talks(("1", "welcome.done menu"))
    moved = [row.unit_id for row in (huy.row, mai.row)]
    assert moved == [units_id(mai, "BK-MOI")] * 2
    assert await presses(lan, "undo", "units.undoing") == "units.kept"


def units_id(person: Person, code: str) -> int:
    [row] = person.read(select(units.unit.c.id).where(units.unit.c.code == code))
    return int(row.id)


async def test_imports_remember_who_when_and_from_which_file(desk: Office) -> None:
    lan = await desk.officer(role="administrator")
    assert await sends(lan, "moi.csv", NEW) == "units.preview"
    assert await presses(lan, "yes", "units.writing") == "units.done"
    [row] = lan.read(select(unit_imports.unit_import))
    assert (row.person_id, row.file, row.counts["added"]) == (lan.row.id, "moi.csv", 1)


async def test_a_result_does_not_change_what_is_open(desk: Office) -> None:
    lan = await desk.officer(role="administrator")
    await hands_in(lan, "moi.csv", NEW.encode())
    assert DATED
    await lan.talks(("đăng ký", "registration.solution"))
    await lan.hear()
    await lan.talks(("Chế cái sào kẹp thay bóng đèn đường, khỏi trèo cột.", "form.part"))
