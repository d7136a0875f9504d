"""What happens to an initiative after it was sent: a worker, officers of two levels, a council, at once."""

import io
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook
from sqlalchemy import select

from storage import desk, registers, roles
from storage.tables import Task
from tests.conversations.officers import Office
from tests.conversations.tester import HELLO, SENT, Later, Person, Photo, Press, hears


async def sender(bureau: Office, channel: str = "") -> Person:
    """A worker of Điện lực Ba Bể (BK-DLBB) who has sent an initiative."""
    huy = bureau.house.person(channel)
    await huy.talks(*SENT)
    return huy


def status(person: Person) -> str:
    [row] = person.read(select(desk.initiative.c.status, desk.initiative.c.holder_id))
    return str(row.status)


def lines(person: Person) -> list[tuple[int, bool]]:
    rows = person.read(select(registers.entry).order_by(registers.entry.c.id))
    return [(row.number, row.struck_at is not None) for row in rows]


async def test_from_the_desk_to_recognition_and_the_portal(bureau: Office, channel: str) -> None:
    lan = await bureau.officer("BK-DLBB", channel)
    huy = await sender(bureau, channel)
    await hears(lan, "work.sent")
    assert "Trần Quang Huy" in lan.last.text
    await lan.talks(
        ("việc cần làm", "desk"),
        (Press("desk:0.0.0.0:list"), "desk.list"),
        ("1", "case.one"),
    )
    assert "BK-2022-000001" in lan.last.text
    await lan.talks((Press("receive"), "case.done#receive case.one"))
    assert lines(lan) == [(1, False)]
    await hears(huy, "step.received")
    assert "số 1/2022" in huy.last.text
    await lan.talks(
        (Press("recognise"), "review.decider"),
        ("1", "review.decided_on"),
        ("10/5/2022", "review.number"),
        ("15/QĐ-ĐLBB", "review.level"),
        ("1", "review.photo"),
        (Photo("quyết định"), "review.confirm-of"),
        ("1", "case.done#recognise case.one"),
    )
    await hears(huy, "")
    await huy.talks(("sáng kiến của tôi", "mine"), ("1", "mine.one"))
    assert "đã tiếp nhận" in huy.last.text
    await lan.talks((Later("2022-05-16 09:11"), ""))
    await hears(huy, "step.recognised")
    assert "15/QĐ-ĐLBB" in huy.last.text
    await lan.talks(
        ("tìm 1", "case.one"),
        (Press("post"), "review.posted_on"),
        ("1", "review.posted_number"),
        ("SK-104233", "review.posted_by"),
        ("1", "review.confirm-of"),
        ("1", "case.done#post case.one"),
    )
    await hears(huy, "step.posted")
    assert status(lan) == "recognised"
    assert [e.kind for e in huy.history()] == ["sent", "received", "recognised", "posted"]
    await lan.talks(("bàn việc", "desk"))
    assert "Không còn việc nào" in lan.last.text


async def test_only_what_is_asked_is_answered_and_what_was_sent_stays(bureau: Office) -> None:
    lan = await bureau.officer("BK-DLBB")
    huy = await sender(bureau)
    before = huy.sent()[0]
    await hears(lan, "work.sent")
    await lan.talks(
        ("tìm sào kẹp", "case.one"),
        (Press("ask"), "review.which"),
        ("3, 4", "review.words"),
        ("Nhờ anh ghi rõ tháng", "review.confirm-of"),
        ("1", "case.done#ask case.one"),
    )
    await hears(huy, "step.asked")
    assert "còn thiếu 2 ý" in huy.last.text
    assert "Nhờ anh ghi rõ tháng" in huy.last.text
    await huy.talks(
        ("trả lời luôn", "additions.before registration.applied"),
        ("1", "additions.before registration.applied_on"),
        ("tháng 2/2022", "additions.sent menu"),
    )
    await hears(lan, "work.answered")
    after = huy.sent()[0]
    assert after["applied_on"] == "2022-02"
    assert {k: v for k, v in after.items() if k not in ("applied_on", "status")} == {
        k: v for k, v in before.items() if k not in ("applied_on", "status")
    }
    assert status(lan) == "answered"
    [event] = [e for e in huy.history() if e.kind == "answered"]
    assert event.data["answers"]["applied_on"] == ["2022-03", "2022-02"]
    await huy.talks((Press("answer"), "mine.one"))


async def test_one_after_the_other_may_be_chosen_with_buttons(bureau: Office) -> None:
    lan = await bureau.officer("BK-DLBB")
    await sender(bureau)
    await lan.hear()
    await lan.talks(
        ("tìm 1", "case.one"),
        (Press("ask"), "review.which"),
        (Press("title"), "review.more"),
        ("2", "review.more"),
        (Press("rest"), "review.which-rest"),
        (Press("novelty"), "review.more"),
        (Press("enough"), "review.words"),
        ("bỏ qua", "review.confirm-of"),
        ("3", "case.unchanged case.one"),
    )
    assert status(lan) == "sent"


async def test_undo_strikes_the_number_out_and_tells_the_author(bureau: Office) -> None:
    lan = await bureau.officer("BK-DLBB")
    huy = await sender(bureau)
    await lan.hear()
    await lan.talks(("tìm 1", "case.one"), (Press("receive"), "case.done#receive case.one"))
    await hears(huy, "step.received")
    await lan.talks((Press("undo"), "case.undone case.one"))
    await hears(huy, "step.undone")
    assert (status(lan), lines(lan)) == ("sent", [(1, True)])
    await lan.talks((Press("receive"), "case.done#receive case.one"))
    assert lines(lan) == [(1, True), (2, False)]
    await lan.talks((Later("2022-05-16 09:11"), ""), (Press("undo"), "case.too-late case.one"))
    await lan.talks(("bàn việc", "desk"), (Press("menu:register-book"), "book"))
    assert "1. BK-2022-000001: đã gạch" in lan.last.text


async def test_an_undone_verdict_never_reaches_the_author_and_an_answer_brings_it_back(
    bureau: Office,
) -> None:
    lan = await bureau.officer("BK-DLBB")
    huy = await sender(bureau)
    await lan.hear()
    verdict = (
        (Press("ineligible"), "review.reason"),
        ("1", "review.words"),
        ("bỏ qua", "review.confirm-of"),
        ("1", "case.done#ineligible case.one"),
    )
    await lan.talks(("tìm 1", "case.one"), *verdict, (Press("undo"), "case.undone case.one"))
    await lan.talks((Later("2022-05-16 09:30"), ""))
    await hears(huy, "")
    await lan.talks(("tìm 1", "case.one"), *verdict, (Later("2022-05-16 09:41"), ""))
    await hears(huy, "step.ineligible")
    assert "mục" in huy.last.text
    await huy.talks(("trả lời cán bộ", "reply.words"), ("Tôi có giấy xác nhận đây", "additions.replied menu"))
    await hears(lan, "work.contested")
    await lan.talks((Press("open"), "case.one"), (Press("reopen"), "case.done#reopen case.one"))
    assert status(lan) == "received"
    await hears(huy, "step.reopened")


async def test_the_second_of_two_officers_is_told_who_acted(bureau: Office) -> None:
    lan = await bureau.officer("BK-DLBB")
    minh = await bureau.officer("BK-DLBB", name="Nông Văn Minh")
    await bureau.officer("BK-DL", name="Nông Chí Công")
    await sender(bureau)
    await lan.hear()
    await minh.hear()
    await lan.talks(("tìm 1", "case.one"))
    await minh.talks(("tìm 1", "case.one"), (Press("receive"), "case.done#receive case.one"))
    await lan.talks((Press("receive"), "case.acted case.one"))
    assert "Nông Văn Minh" in lan.last.text
    assert lines(lan) == [(1, False)]
    await lan.talks((Press("ask"), "review.which"), ("1", "review.more"), (Press("enough"), "review.words"))
    await minh.talks((Press("forward"), "review.words"), ("bỏ qua", "review.confirm-of"))
    await minh.talks(("1", "case.done#forward case.one"))
    await lan.talks(("bỏ qua", "review.confirm-of"), ("1", "case.acted case.one"))
    assert status(lan) == "forwarded"


async def test_the_only_officer_s_own_goes_to_the_upper_officer_and_both_are_told(bureau: Office) -> None:
    upper = await bureau.officer("BK", name="Hoàng Văn Nam")
    hoa = await bureau.officer("BK-DLBB", name="Trần Quang Huy")
    await hoa.talks(("ghi sáng kiến", "registration.solution"), *SENT[6:])
    await hears(hoa, "step.passed_up")
    await hears(upper, "work.passed_up")
    await upper.talks((Press("open"), "case.one"), (Press("receive"), "case.done#receive case.one"))
    await hears(hoa, "step.received")
    await hoa.talks(("tìm 1", "case.own menu"))


@pytest.mark.needs("buttons")  # of somebody else
async def test_nobody_asks_about_their_own(bureau: Office) -> None:
    hoa = await bureau.officer("BK-DLBB", name="Trần Quang Huy")
    await hoa.talks(("ghi sáng kiến", "registration.solution"), *SENT[6:])
    await hoa.talks((Press("case:1:ask"), "case.own menu"))


async def test_what_is_not_theirs_is_not_found(bureau: Office) -> None:
    stranger = await bureau.officer("BK-TP", name="Lý Thị Xa")
    await sender(bureau)
    await stranger.talks(("tìm 1", "desk.not-found"))


@pytest.mark.needs("buttons")  # of somebody else
async def test_what_is_not_theirs_does_not_exist(bureau: Office) -> None:
    lan = await bureau.officer("BK-DLBB")
    stranger = await bureau.officer("BK-TP", name="Lý Thị Xa")
    worker = bureau.house.person()
    huy = await sender(bureau)
    await worker.talks(*HELLO, ("Lò Thị Mai", "welcome.unit"), ("điện lực ba bể", "welcome.unit-this"))
    await worker.talks(("1", "welcome.done menu"))
    await lan.hear()
    await lan.talks(("tìm 1", "case.one"))
    buttons = [value for value in lan.last.values if value.startswith("case:")]
    for button in (*buttons, "case:999:open", "case:x:receive"):
        for other in (stranger, worker, huy):
            await other.talks((Press(button), "case.unknown menu"))
    await stranger.talks((Press("book:1.2022.0:xlsx"), "programmes.unknown menu"))
    assert status(lan) == "sent"


async def test_a_role_that_ended_meanwhile_refuses_the_next_press(bureau: Office) -> None:
    lan = await bureau.officer("BK-DLBB")
    await sender(bureau)
    await lan.hear()
    await lan.talks(("tìm 1", "case.one"), (Press("ask"), "review.which"), ("1, 2", "review.words"))
    await lan.talks(("bỏ qua", "review.confirm-of"))
    now = bureau.house.app.clock.now()
    await bureau.house.app.turns.write(lambda connection: roles.end(connection, 1, now))
    await lan.talks(("1", "case.unknown menu"), (Press("receive"), "case.unknown menu"))
    assert status(lan) == "sent"


async def test_where_nobody_follows_a_unit_the_upper_officer_hears_in_the_morning(bureau: Office) -> None:
    nam = await bureau.officer("BK", name="Hoàng Văn Nam")
    await sender(bureau)
    await hears(nam, "")
    came = await nam.does(Later("2022-05-17 08:00"))
    assert sorted(message.keys[0] for message in came) == ["deadline.officer-before", "work.digest"]
    nam.heard.sort(key=lambda message: message.keys == ("work.digest",))
    assert "Có 1 sáng kiến" in nam.last.text
    await nam.talks((Press("menu:desk"), "desk"))
    assert "1 có sáng kiến" in nam.last.text


async def test_passed_on_to_the_upper_union_it_has_a_number_there_too(bureau: Office) -> None:
    nam = await bureau.officer("BK-DL", name="Nông Chí Công")
    lan = await bureau.officer("BK-DLBB")
    huy = await sender(bureau)
    await lan.hear()
    await lan.talks(
        ("tìm 1", "case.one"),
        (Press("receive"), "case.done#receive case.one"),
        (Press("forward"), "review.words"),
        ("Nhờ anh xem giúp", "review.confirm-of"),
        ("1", "case.done#forward case.one"),
    )
    await hears(huy, "step.received | step.forwarded")
    await hears(nam, "work.forwarded")
    await nam.talks((Press("open"), "case.one"), (Press("receive"), "case.done#receive case.one"))
    assert lines(nam) == [(1, False), (1, False)]


async def of_a_school(bureau: Office) -> tuple[Person, Person]:
    """A member of its council, and its officer, who has an initiative on the desk."""
    council = await bureau.officer("BK-THCSCR", role="council", name="Ma Văn Hội")
    lan = await bureau.officer("BK-THCSCR")
    mai = bureau.house.person()
    await mai.talks(*HELLO, ("Lò Thị Mai", "welcome.unit"), ("thcs chợ rã", "welcome.unit-this"))
    await mai.talks(("1", "welcome.done menu"), *SENT[5:-3], ("1", "registration.recognised"))
    await mai.talks(("3", "registration.confirm"), ("1", "registration.sent"))
    await lan.hear()
    return council, lan


async def laid_before(council: Person, lan: Person) -> None:
    await lan.talks(("tìm 1", "case.one"), (Press("receive"), "case.done#receive case.one"))
    await lan.talks((Press("council"), "review.words"), ("bỏ qua", "review.confirm-of"))
    await lan.talks(("1", "case.done#council case.one"))
    await hears(council, "work.conferred")


async def test_a_member_of_a_council_reads_what_was_laid_before_it(bureau: Office) -> None:
    council, lan = await of_a_school(bureau)
    await laid_before(council, lan)
    await council.talks((Press("open"), "case.one"), (Press("content"), "case.content"))
    await council.talks(
        (Press("note"), "review.note"), ("Nên công nhận cấp cơ sở", "case.done#note case.one")
    )
    assert status(lan) == "council"


@pytest.mark.needs("buttons")  # of somebody else
async def test_a_member_of_a_council_reads_nothing_else_and_decides_nothing(bureau: Office) -> None:
    council, lan = await of_a_school(bureau)
    await council.talks((Press("case:1:open"), "case.unknown menu"))
    await laid_before(council, lan)
    await council.talks((Press("case:1:recognise"), "case.not-now case.one"))
    assert status(lan) == "council"


async def test_notes_of_officers_are_theirs_alone(bureau: Office) -> None:
    lan = await bureau.officer("BK-DLBB")
    huy = await sender(bureau)
    await lan.hear()
    await lan.talks(("tìm 1", "case.one"), (Press("note"), "review.note"))
    await lan.talks(("Đã gọi điện cho anh ấy", "case.done#note case.one"), (Press("history"), "case.history"))
    assert "Đã gọi điện" in lan.last.text
    await hears(huy, "")
    await huy.talks(("sáng kiến của tôi", "mine"), ("1", "mine.one"))
    assert "Ghi chú" not in huy.last.text


async def test_the_later_part_may_be_completed_by_the_officer(bureau: Office) -> None:
    lan = await bureau.officer("BK-DLBB")
    huy = await sender(bureau)
    await lan.hear()
    await lan.talks(("tìm 1", "case.one"), (Press("receive"), "case.done#receive case.one"))
    await lan.talks((Press("fill"), "registration.later-intro registration.kind"))
    await lan.talks((Press("technical"), "registration.subkind"))
    assert huy.sent()[0]["kind"] == "technical"
    [event] = [e for e in huy.history() if e.kind == "added"]
    assert event.person_id == lan.row.id


async def test_after_reception_the_author_s_changes_stand_beside(bureau: Office) -> None:
    lan = await bureau.officer("BK-DLBB")
    huy = await sender(bureau)
    await lan.hear()
    await lan.talks(("tìm 1", "case.one"), (Press("receive"), "case.done#receive case.one"))
    await huy.hear()
    await huy.talks(
        ("sáng kiến của tôi", "mine"), ("1", "mine.one"), (Press("amend"), "registration.confirm"),
        ("sửa 2", "form.so-far registration.title"), ("2", "registration.title-other"),
        ("Sào kẹp bóng đèn cải tiến", "registration.confirm"), ("1", "mine.amended menu"),
    )  # fmt: skip
    await hears(lan, "work.amended")
    await lan.talks((Press("open"), "case.one"), (Press("content"), "case.content | case.amended"))
    assert "Sào kẹp bóng đèn cải tiến" in lan.last.text
    assert huy.sent()[0]["title"] != "Sào kẹp bóng đèn cải tiến"


def units(person: Person, *codes: str) -> list[Any]:
    rows = person.read(select(desk.unit.c.id, desk.unit.c.code).where(desk.unit.c.code.in_(codes)))
    return [next(row.id for row in rows if row.code == code) for code in codes]


async def test_lists_are_paged_and_filtered_and_search_needs_no_accents(bureau: Office) -> None:
    nam = await bureau.officer("BK", name="Hoàng Văn Nam")
    for _ in range(8):
        await sender(bureau)
    await nam.talks(("bàn việc", "desk"), ("1", "desk.list"))
    assert len([v for v in nam.last.values if v.startswith("case:")]) == 6
    await nam.talks(("xem tiếp", "desk.list"))
    assert len([v for v in nam.last.values if v.startswith("case:")]) == 2
    await nam.talks((Press("filter"), "desk.filter"), (Press("unit"), "find.unit"))
    await nam.talks(("không có đâu", "invalid.unit-within find.unit"), ("dien luc ba be", "desk.list"))
    assert "Điện lực Ba Bể" in nam.last.text
    await nam.talks(("tim sao kep", "desk.found"), ("tim cai khong co", "desk.not-found"))


async def test_an_act_may_be_typed_with_the_figures_of_the_code(bureau: Office) -> None:
    lan = await bureau.officer("BK-DLBB")
    huy = await sender(bureau)
    await lan.hear()
    await lan.talks(
        ("bo sung 1: bat dau dung, loi ich", "review.words"),
        ("bỏ qua", "review.confirm-of"),
        ("1", "case.done#ask case.one"),
    )
    await hears(huy, "step.asked")
    assert "(1) Bắt đầu dùng" in huy.last.text
    await sender(bureau)
    await lan.hear()
    await lan.talks(("tiep nhan 2", "case.done#receive case.one"), ("tiếp nhận 99", "desk.not-found"))
    await huy.talks(("tiếp nhận 2", "invalid.choose-here"))


@pytest.mark.parametrize("form", ["xlsx", "docx"])
async def test_the_register_comes_as_a_file_with_its_struck_lines(bureau: Office, form: str) -> None:
    lan = await bureau.officer("BK-DLBB")
    await sender(bureau)
    await lan.hear()
    await lan.talks(("tìm 1", "case.one"), (Press("receive"), "case.done#receive case.one"))
    await lan.talks((Press("undo"), "case.undone case.one"))
    await lan.talks((Press("receive"), "case.done#receive case.one"))
    await lan.talks(("bàn việc", "desk"), (Press("menu:register-book"), "book"))
    await lan.talks((Press(form), "book.making"))
    await hears(lan, "book.ready")
    [task] = lan.read(select(Task.__table__))  # type: ignore[attr-defined]
    path = bureau.house.app.files.path(task.result["file"]["sha256"])
    if form == "xlsx":
        [sheet] = load_workbook(io.BytesIO(path.read_bytes())).worksheets
        cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    else:
        [table] = (t for t in Document(str(path)).tables if len(t.columns) > 5)
        cells = [[cell.text for cell in row.cells] for row in table.rows]
    lines_ = [row for row in cells if "BK-2022-000001" in row]
    assert [str(row[0]) for row in lines_] == ["1", "2"]
    assert "Đã gạch" in str(lines_[0][-1])


async def test_back_from_an_initiative_or_a_list_is_the_desk(bureau: Office) -> None:
    lan = await bureau.officer("BK-DLBB")
    await sender(bureau)
    await hears(lan, "work.sent")
    await lan.talks(
        ("tìm 1", "case.one"),
        ("quay lại", "desk"),
        ("tất cả sáng kiến", "desk.list"),
        ("quay lại", "desk"),
        ("quay lại", "menu"),
    )
