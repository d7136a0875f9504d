"""A month's questions in figures, and the help that advisers write down."""

import io
from pathlib import Path

import openpyxl
import pytest

from tests.conversations.officers import Office
from tests.conversations.test_teams import a_team, asks_team, led
from tests.conversations.test_tickets import worker
from tests.conversations.tester import Person, Press, hears, keys, move


async def answered(bureau: Office) -> tuple[Person, list[Person], Person]:
    """Of two questions one is answered after an hour and a half, by Mai."""
    cuong, team = await led(bureau)
    for name in ("Lò Thị Ơi", "Lò Văn Ai"):
        asker = await worker(bureau, where="DL-NPC-TN", name=name)
        await asks_team(asker)
    for one in team:
        await hears(one, "ticket.new | ticket.new")
    await move(cuong.app, "2022-05-16 10:30")
    await team[1].talks((Press("ticket:1:take"), "ticket.open"), ("lấy số cũ trừ số mới", "ticket.sent"))
    await team[1].talks(("xong", "ticket.done menu"))
    return cuong, team, asker


async def test_help_is_written_down_and_summed_for_whoever_gave_it(bureau: Office) -> None:
    [dung] = await a_team(bureau, count=1)
    await dung.talks(
        ("ghi viec ho tro chị Ơi tính tiền", "help.kind"),
        ("gặp trực tiếp", "help.day"),
        ("hôm qua", "help.minutes"),
        ("một lúc", "invalid.minutes help.minutes"),
        ("1 tiếng rưỡi", "help.kept help.list"),
        ("ghi việc hỗ trợ", "help.kind"),
        ("4", "help.day"),
        ("12/5", "help.minutes"),
        ("bỏ qua", "help.text"),
        ("dán thông báo", "help.kept help.list"),
    )
    assert "Tháng này: 2 lần, 1 giờ 30 phút." in dung.last.text
    assert "1 giờ 30 phút: chị Ơi tính tiền" in dung.last.text


@pytest.mark.needs("buttons")  # they are shown to those alone who may see what lies behind them
async def test_made_up_buttons_show_no_help_and_no_figures(bureau: Office) -> None:
    oi = await worker(bureau, where="DL-NPC-TN")
    await oi.talks((Press("help:0:add"), "ask.unknown menu"), (Press("help:0:list"), "ask.unknown menu"))
    cuong, team, _ = await answered(bureau)
    hang = await bureau.officer("DL-NPC", name="Lê Thị Hằng")
    await hang.talks(("số liệu câu hỏi", "figures.page"))
    unit = next(v.split(":")[1] for v in _values(hang) if v.startswith("figures:"))
    await team[2].talks((Press(f"figures:{unit}:page"), "ask.unknown menu"))
    await cuong.talks((Press("figures:7.202205:page"), "ask.unknown menu"))


async def test_the_officers_and_the_lead_of_a_unit_read_its_figures(bureau: Office) -> None:
    cuong, team, _ = await answered(bureau)
    await cuong.talks(("số liệu câu hỏi", "figures.page"))
    for said in (
        "2 câu: 1 đang chờ, 0 đang trả lời, 1 đã trả lời",
        "Trả lời lần đầu đúng hẹn: 1/1 câu (100 %)",
        "Trả lời lần đầu: lâu nhất 1 giờ 30 phút làm việc",
        "Lý Thị Mai: nhận 1 câu, trả lời 1",
    ):
        assert said in cuong.last.text, said
    await team[0].talks(("xem số liệu câu hỏi", "figures.page"))
    assert "Lý Thị Mai: nhận 1 câu" in team[0].last.text
    await team[2].talks(("số liệu câu hỏi", "ask.unknown menu"))


async def test_another_month_is_typed(bureau: Office) -> None:
    cuong, _, _ = await answered(bureau)
    await cuong.talks(("số liệu câu hỏi", "figures.page"), ("thang 3", "figures.page"))
    assert "Câu hỏi tháng 3/2022" in cuong.last.text
    assert "0 câu" in cuong.last.text
    await cuong.talks(("tháng 5/2022", "figures.page"), ("tháng trước", "figures.page"))
    assert "Câu hỏi tháng 4/2022" in cuong.last.text


async def test_from_further_up_no_adviser_is_seen(bureau: Office) -> None:
    await answered(bureau)
    hang = await bureau.officer("DL-NPC", name="Lê Thị Hằng")
    await hang.talks(("số liệu câu hỏi", "figures.page"))
    assert "CĐCS Công ty Điện lực Thái Nguyên: 2 câu" in hang.last.text
    assert "Mai" not in hang.last.text


def _values(person: Person) -> list[str]:
    return [value for message in person.heard for value in message.values]


async def test_the_file_holds_sheets_and_no_words_of_a_question(bureau: Office, tmp_path: Path) -> None:
    cuong, _, _ = await answered(bureau)
    await cuong.talks(("số liệu câu hỏi", "figures.page"), (Press("xlsx"), "book.making"))
    await hears(cuong, "figures.file")
    files = [path.read_bytes() for path in (tmp_path / "files").rglob("*") if path.is_file()]
    [data] = [data for data in files if data.startswith(b"PK")]
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["Tổng hợp", "Theo tổ", "Câu hỏi", "Theo người", "Việc hỗ trợ"]
    told = [str(c.value) for sheet in book for line in sheet.iter_rows() for c in line if c.value is not None]
    assert "Lý Thị Mai" in told
    assert "1:30" in told
    assert not [cell for cell in told if "tinh tien" in cell or "Lò " in cell]


async def test_on_the_first_working_day_officers_hear_of_last_month_once(bureau: Office) -> None:
    cuong, _, asker = await answered(bureau)
    await asker.hear()
    await move(cuong.app, "2022-05-31 23:00")
    await cuong.hear()
    await move(cuong.app, "2022-06-01 07:59")
    assert "figures.last" not in keys(await cuong.hear())
    await move(cuong.app, "2022-06-01 08:00")
    assert keys(await cuong.hear()).count("figures.last") == 1
    await cuong.talks(("xem số liệu", "figures.page"))
