"""Units are merged or closed while work is open there: it goes on, and whom it concerns hears of it."""

from pathlib import Path

from tests.bot.test_officer_commands import sangkien
from tests.conversations.officers import Office
from tests.conversations.test_reviews import lines, sender, status
from tests.conversations.test_units import presses, sends
from tests.conversations.tester import DATED, Person, Press, hears, keys

MERGED = "code,name,merged_into\nBK-DLBB,CĐCS Điện lực Ba Bể,BK-DLCD\n"
CLOSED = "code,name,closed_on\nBK-DLBB,CĐCS Điện lực Ba Bể,2022-05-16\n"


async def imports(person: Person, table: str) -> None:
    assert await sends(person, "cay.csv", table) == "units.preview"
    assert await presses(person, "yes", "units.writing") == "units.done"


async def comes(person: Person, bureau: Office, expected: str) -> None:
    """What an import left falls due with the next tick."""
    await bureau.house.app.schedule.fire()
    await hears(person, expected)


async def test_a_merger_moves_the_desk_ends_the_role_and_both_officers_hear_it(bureau: Office) -> None:
    admin = await bureau.officer(role="administrator", name="Ma Thị Duyên")
    lan = await bureau.officer("BK-DLBB")
    minh = await bureau.officer("BK-DLCD", name="Nông Văn Minh")
    huy = await sender(bureau)
    await hears(lan, "work.sent")
    await lan.talks(("tìm 1", "case.one"))
    await imports(admin, MERGED)
    await comes(minh, bureau, "units.came")
    assert "CĐCS Điện lực Ba Bể đã sáp nhập vào CĐCS Điện lực Chợ Đồn. 1 sáng kiến" in minh.last.text
    await hears(lan, "units.role-over")
    await lan.talks((Press("receive"), "case.unknown menu"))
    await minh.talks(
        (Press("menu:desk"), "desk"),
        ("tìm 1", "case.one"),
        (Press("receive"), "case.done#receive case.one"),
    )
    assert lines(minh) == [(1, False)]
    await hears(huy, "step.received")
    assert "CĐCS Điện lực Chợ Đồn tiếp nhận" in huy.last.text
    assert await presses(admin, "undo", "units.undoing") == "units.undone"
    await comes(lan, bureau, "units.role-back")
    await hears(minh, "")
    await minh.talks(("tìm 1", "desk.not-found"))
    await lan.talks(("tìm 1", "case.one"), (Press("history"), "case.history"))
    assert lan.last.text.count("Chuyển theo đơn vị mới") == 2
    assert status(lan) == "received"


async def test_an_import_on_the_command_line_is_told_by_the_running_service(
    bureau: Office, tmp_path: Path
) -> None:
    upper = await bureau.officer("BK-DL", name="Nông Chí Công")
    lan = await bureau.officer("BK-DLBB")
    await sender(bureau)
    await sender(bureau)
    assert keys(await lan.hear()) == "work.sent | work.sent"
    table = tmp_path / "dong.csv"
    table.write_text(CLOSED, encoding="utf-8")
    assert (await sangkien(tmp_path, "import-units", str(table)))[0] == 0
    await comes(upper, bureau, "units.came")
    assert "CĐCS Điện lực Ba Bể đã ngừng hoạt động. 2 sáng kiến đang mở" in upper.last.text
    await hears(lan, "units.role-over")
    await upper.talks(("1", "desk"))
    assert "chờ tiếp nhận: 2" in upper.last.text


async def test_word_of_an_import_that_was_undone_before_it_was_said_is_not_said(
    bureau: Office, tmp_path: Path
) -> None:
    upper = await bureau.officer("BK-DL", name="Nông Chí Công")
    lan = await bureau.officer("BK-DLBB")
    await sender(bureau)
    await lan.hear()
    table = tmp_path / "dong.csv"
    table.write_text(CLOSED, encoding="utf-8")
    schedule = bureau.house.app.schedule
    schedule.stop()  # nothing falls due by itself meanwhile
    assert (await sangkien(tmp_path, "import-units", str(table)))[0] == 0
    assert (await sangkien(tmp_path, "undo-import"))[0] == 0
    await comes(upper, bureau, "")
    await hears(lan, "units.role-back")


async def test_what_people_of_a_closed_unit_send_lies_with_the_unit_above(bureau: Office) -> None:
    upper = await bureau.officer("BK-DL", name="Nông Chí Công")
    admin = await bureau.officer(role="administrator", name="Ma Thị Duyên")
    huy = bureau.house.person()
    await huy.talks(*DATED)
    await imports(admin, CLOSED)
    await huy.talks(("nhanh hơn, không phải trèo cao", "registration.authors"))
    await huy.talks(("1", "registration.recognised"), ("3", "registration.confirm"))
    await huy.talks(("1", "registration.sent"))
    await hears(upper, "work.sent")
    await upper.talks((Press("open"), "case.one"), (Press("receive"), "case.done#receive case.one"))
    await hears(huy, "step.received")
    assert "Công đoàn Công ty Điện lực Bắc Kạn tiếp nhận" in huy.last.text
