"""The ledger of reminders, read by officers: by deadline, by unit, line by line, and as files."""

from collections.abc import AsyncIterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook
from sqlalchemy import Connection, insert, select

from handlers.deadline_items import PAID
from storage import ledger, units
from storage.queue import outbox
from storage.tables import Task
from tests.conversations.officers import Office, office
from tests.conversations.test_roles import comes
from tests.conversations.tester import KNOWN, Person, Press, hears

task = Task.__table__  # type: ignore[attr-defined]
ENTRY = {"programme": "bac-kan-1tr", "deadline": "phase-1-entry", "round": "phase-1"}


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path, trial=False) as opened:
        yield opened


class Told:
    """Writes lines as a reminder does: one turn's number each, with its call in the outbox."""

    def __init__(self, desk: Office) -> None:
        self._app = desk.house.app
        self._turn = 100_000

    async def line(self, unit: str, to: Person, call: str = "sent", **more: Any) -> int:
        self._turn += 1
        turn, now = self._turn, self._app.clock.now()
        lane = to.read(select(outbox.c.conversation_id).limit(1))[0][0]

        def store(connection: Connection) -> int:
            values = {"kind": "reminder", "role": "officer", "due_at": now, "at": now, "inbox_id": turn,
                      "person_id": to.row.id, "unit_id": units.find(connection, unit),
                      "debts": [["none", 0, 0, "", True]], "text": "Chào anh Dũng, còn 15 ngày.",
                      **ENTRY, **more}  # fmt: skip
            if call:
                row = {"inbox_id": turn, "conversation_id": lane, "key": "k", "method": "say", "body": b"",
                        "push": True, "state": call, "created_at": now,
                        "sent_at": now + timedelta(seconds=3) if call == "sent" else None}  # fmt: skip
                connection.execute(insert(outbox).values(row))
            return ledger.note(connection, **values)

        return int(await self._app.turns.write(store))

    async def answer(self, line: int, said: str, who: Person, **data: Any) -> None:
        now = self._app.clock.now()
        await self._app.turns.write(lambda c: ledger.answer(c, line, said, who.row.id, now, data))


def made(person: Person) -> bytes:
    """The bytes of the file that was made last."""
    rows = person.read(select(task).where(task.c.kind.startswith("ledger.")).order_by(task.c.id))
    return person.app.files.path(rows[-1].result["file"]["sha256"]).read_bytes()


async def test_an_officer_reads_it_by_deadline_then_by_unit_then_a_line(desk: Office, channel: str) -> None:
    lan = await desk.officer("BK", channel)
    dung = await desk.officer("BK-DLBB", channel, name="Hoàng Văn Dũng")
    told = Told(desk)
    first = await told.line("BK-DLBB", dung)
    await told.line("BK-DLBB", dung, "failed", kind="urged")
    await told.line("BK-DLCD", dung, "unknown", deadline="phase-2-entry", round="phase-2")
    await told.line("BK-BABE", lan, kind="support")
    await told.answer(first, "known", dung)
    await lan.talks(("so nhac viec", "ledger"))
    assert "giai đoạn 2 lên Cổng trực tuyến (hạn 01/9/2023)" in lan.last.labels.splitlines()[0]
    assert "giai đoạn 1 lên Cổng trực tuyến (hạn 31/5/2022)" in lan.last.labels.splitlines()[1]
    await lan.talks(("2", "ledger.one"))
    assert "Đã nhắc 3 tin: 2 đã gửi · 0 đang chờ gửi · 1 không gửi được · 0 không rõ." in lan.last.text
    assert "1 đã rõ · 0 hẹn nhắc lại" in lan.last.text
    assert "1 lần chuyển cấp trên hỗ trợ" in lan.last.text
    assert "CĐCS Điện lực Ba Bể (2 tin)" in lan.last.labels
    await lan.talks(("CDCS dien luc ba be (2 tin)", "ledger.lines"))
    assert "Lần 2 (đôn đốc)" in lan.last.text
    assert "Kết quả: không gửi được." in lan.last.text
    assert "Còn thiếu: chưa có sáng kiến. Kết quả: đã gửi lúc 9 giờ 00 ngày 16/5/2022." in lan.last.text
    assert "Đã rõ: Hoàng Văn Dũng, 9 giờ 00 ngày 16/5/2022." in lan.last.text
    await lan.talks(("2", "ledger.notice"))
    assert "Người nhận: Hoàng Văn Dũng (cán bộ theo dõi)" in lan.last.text
    assert "Nguyên văn: Chào anh Dũng, còn 15 ngày." in lan.last.text
    await lan.talks((Press("round"), "ledger.one"), ("ve so nhac viec", "ledger"))


async def test_a_unit_is_found_by_its_name_and_read_over_all_deadlines(desk: Office) -> None:
    lan = await desk.officer("BK")
    dung = await desk.officer("BK-DLBB", name="Hoàng Văn Dũng")
    told = Told(desk)
    for number in range(7):
        await told.line("BK-DLBB", dung, deadline="phase-2-entry" if number % 2 else "phase-1-entry")
    await lan.talks(("sổ nhắc việc", "ledger"), (Press("find"), "ledger.unit"))
    await lan.talks(("BK-DLBB", "ledger.lines"))
    assert "mọi hạn" in lan.last.text
    assert lan.last.text.count("•") == 5
    await lan.talks(("xem tiếp", "ledger.lines"))
    assert lan.last.text.count("•") == 2
    await lan.talks(("sổ nhắc việc", "ledger"), ("1", "ledger.one"), (Press("find"), "ledger.unit"))
    await lan.talks(("bk-dl", "ledger.one"))
    assert "Công đoàn Công ty Điện lực Bắc Kạn và cấp dưới:" in lan.last.text
    await lan.talks(
        ("xem moi don vi", "ledger.one"), ("sổ nhắc việc", "ledger"), (Press("find"), "ledger.unit")
    )
    await lan.talks(("để sau", "ledger"))


async def test_an_empty_ledger_says_so(desk: Office) -> None:
    lan = await desk.officer("BK-DLBB")
    await lan.talks(("bàn việc", "desk"), ("Sổ nhắc việc", "ledger.none"))


async def test_what_is_not_theirs_does_not_exist(desk: Office) -> None:
    lan, stranger = await desk.officer("BK-DLBB"), await desk.officer("BK-TP", name="Lý Thị Xa")
    adviser = await desk.officer("BK-DLBB", role="adviser", name="Nông Văn Sinh")
    huy = desk.house.person()
    await huy.talks(*KNOWN)
    told = Told(desk)
    line = await told.line("BK-DLBB", lan)
    await lan.talks(("sổ nhắc việc", "ledger"), ("1", "ledger.one"))
    unit = lan.read(select(ledger.unit.c.id).where(ledger.unit.c.code == "BK-DLBB"))[0][0]
    subjects = [f"{line}.0.0", f"{line}.{unit}.0", f"0.{unit}.0"]
    for other in (stranger, adviser, huy):
        for subject in subjects:
            for token in ("round", "unit", "notice", "find", "xlsx", "docx"):
                await other.talks((Press(f"ledger:{subject}:{token}"), "programmes.unknown menu"))
    for other in (adviser, huy):
        await other.talks(("sổ nhắc việc", "programmes.unknown menu"))
    await stranger.talks(
        ("sổ nhắc việc", "ledger.none"), (Press("ledger:99.0.0:round"), "programmes.unknown menu")
    )
    assert not lan.read(select(task))
    private = await told.line("BK-DLBB", huy, role="worker")
    await lan.talks((Press(f"ledger:{private}.0.0:notice"), "programmes.unknown menu"))


async def test_the_follow_up_is_printed_with_rounds_and_room_for_signatures(
    desk: Office, channel: str
) -> None:
    lan = await desk.officer("BK-DL", channel)
    dung = await desk.officer("BK-DLBB", name="Hoàng Văn Dũng")
    told = Told(desk)
    first = await told.line("BK-DLBB", dung)
    await told.line("BK-DLBB", dung, "failed", kind="urged")
    await told.line("BK-DLBB", dung, "", state="missed", error=PAID)
    await told.answer(first, "passed", dung, reason="Đã chuyển công tác")
    await lan.talks(("sổ nhắc việc", "ledger"), ("1", "ledger.one"))
    await comes(lan, Press("docx"), "book.making | ledger.file")
    paper = Document(BytesIO(made(lan)))
    texts = [p.text for p in paper.element.body.iter() if hasattr(p, "text") and p.text]
    whole = "\n".join(filter(None, (t for t in texts if isinstance(t, str))))
    assert "BẢNG THEO DÕI ĐÔN ĐỐC" in whole
    assert "LIÊN ĐOÀN LAO ĐỘNG TỈNH BẮC KẠN" in whole
    assert "CÔNG ĐOÀN CÔNG TY ĐIỆN LỰC BẮC KẠN" in whole
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in whole
    assert "ngày 16 tháng 5 năm 2022" in whole
    grid = next(t for t in paper.tables if t.rows[0].cells[0].text == "Số")
    rows = [[cell.text for cell in row.cells] for row in grid.rows[1:]]
    assert [row[2] for row in rows] == ["1 (nhắc hạn)", "2 (đôn đốc)", "3 (nhắc hạn)"]
    done = "bỏ qua (đã làm xong trước khi nhắn)"
    assert [row[7] for row in rows] == ["đã gửi", "không gửi được", done]
    assert "Báo không phải việc mình phụ trách: Hoàng Văn Dũng" in rows[0][8]
    assert [cell.text for cell in paper.tables[-1].rows[1].cells] == ["Người lập", "Trưởng ban (Lãnh đạo)"]


async def test_the_whole_ledger_comes_as_a_workbook(desk: Office) -> None:
    lan = await desk.officer("BK")
    dung = await desk.officer("BK-DLBB", name="Hoàng Văn Dũng")
    told = Told(desk)
    first = await told.line("BK-DLBB", dung)
    await told.line("BK-DLCD", dung, "unknown")
    await told.answer(first, "passed", dung, reason="Đã chuyển công tác")
    await lan.talks(("sổ nhắc việc", "ledger"), ("1", "ledger.one"))
    await comes(lan, Press("xlsx"), "book.making | ledger.file")
    assert "2 dòng" in lan.last.text
    rows = list(load_workbook(BytesIO(made(lan))).worksheets[0].iter_rows(values_only=True))
    heading = next(row for row in rows if row[0] == "Số")
    lines = [dict(zip(heading, row, strict=True)) for row in rows[rows.index(heading) + 1 :] if row[0]]
    assert {line["Mã đơn vị"]: line["Kết quả gửi"] for line in lines} == {
        "BK-DLBB": "đã gửi",
        "BK-DLCD": "không rõ",
    }
    [answered] = [line for line in lines if line["Mã đơn vị"] == "BK-DLBB"]
    assert answered["Trả lời"] == "không phải việc họ phụ trách"
    assert answered["Lý do người nhận ghi"] == "Đã chuyển công tác"
    assert answered["Nguyên văn"] == "Chào anh Dũng, còn 15 ngày."
    await hears(lan, "")


async def test_everything_is_said_in_english_too(desk: Office) -> None:
    lan = await desk.officer("BK")
    line = await Told(desk).line("BK-DLBB", lan)
    lan.polite = False
    await lan.talks(("english", "details.language menu"), ("ledger", "ledger"), ("1", "ledger.one"))
    await lan.talks((Press("unit"), "ledger.lines"), (Press(f"ledger:{line}.0.0:notice"), "ledger.notice"))
    await lan.talks((Press("round"), "ledger.one"))
    await comes(lan, Press("docx"), "book.making | ledger.file")


async def test_why_there_is_none_and_what_those_below_miss_is_read(desk: Office) -> None:
    lan = await desk.officer("BK")
    dung = await desk.officer("BK-DLBB", name="Hoàng Văn Dũng")
    told = Told(desk)
    debts = [["below", 9, 10, "none", True], ["below", 8, 10, "focal", False]]
    line = await told.line("BK-DLBB", dung, debts=debts)
    await told.answer(line, "known", dung, none="đang sửa nhà xưởng")
    await told.line("BK-DLBB", dung, role="worker")
    await told.line("BK-DLBB", dung)
    await lan.talks((Press("menu:ledger"), "ledger"), ("1", "ledger.one"), ("1", "ledger.lines"))
    assert "9 trong 10 đơn vị cấp dưới: chưa có sáng kiến" in lan.last.text
    assert "8 trong 10 đơn vị cấp dưới: chưa có đầu mối ở đây" in lan.last.text
    assert "Lần 2" in lan.last.text  # what somebody hears as an author leaves no gap
    await lan.talks((Press(f"ledger:{line}.0.0:notice"), "ledger.notice"))
    assert "Lý do người nhận ghi: đang sửa nhà xưởng" in lan.last.text
