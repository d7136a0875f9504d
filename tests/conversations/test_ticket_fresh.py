"""Asking and answering as people with little time and bad typing do it."""

import pytest

from storage import tickets
from tests.conversations.officers import Office
from tests.conversations.test_tickets import asks, states, worker
from tests.conversations.tester import Later, Person, Photo, Press, hears, keys


async def answered(bureau: Office, channel: str = "") -> tuple[Person, Person]:
    """A worker whose question was answered by a question, and the officer who is still writing to them."""
    thang = await bureau.officer("BK-DLBB", channel, name="Lường Văn Thắng")
    oi = await worker(bureau, channel)
    await asks(oi)
    await hears(thang, "ticket.new")
    await thang.talks((Press("take"), "ticket.open"), ("mỗi ngày mấy cái", "ticket.sent"))
    await hears(oi, "ask.answer")
    return thang, oi


async def test_words_that_answer_an_answer_go_to_the_question(bureau: Office, channel: str) -> None:
    thang, oi = await answered(bureau, channel)
    await oi.talks(
        ("da truoc 5 cai gio 9 cai", "threads.open"),
        ("dạ quên nữa", "threads.open"),
        ("gửi vào câu 1", "ask.added menu"),
    )
    await hears(thang, "ticket.more")
    assert "da truoc 5 cai gio 9 cai" in thang.last.text
    assert "dạ quên nữa" in thang.last.text


async def test_a_photo_after_a_question_goes_to_it_or_begins_a_story(bureau: Office, channel: str) -> None:
    thang, oi = await answered(bureau, channel)
    await oi.talks((Photo("máy"), "threads.open"), ("1", "ask.added menu"))
    await hears(thang, "ticket.more")
    await oi.talks(
        (Photo("cái kẹp"), "threads.open"), ("không phải câu hỏi", "form.file-kept registration.solution")
    )
    assert [use.question for use in oi.files()][-1] == "solution"
    await hears(thang, "")


async def test_thanks_end_a_question_with_one_press(bureau: Office) -> None:
    thang, oi = await answered(bureau)
    await oi.talks(("cảm ơn anh, lò xo mua ở đâu", "threads.open"), ("1", "ask.added menu"))
    assert "lò xo mua ở đâu" in (await thang.hear())[-1].text
    await thang.talks(("ở chợ", "ticket.sent"))
    await hears(oi, "ask.answer")
    await oi.talks(("dạ em cảm ơn anh nhiều ạ", "ask.done"), ("1", "ask.closed menu"))
    assert states(oi) == ["closed"]


@pytest.mark.parametrize("slip", ["quay lại", "hủy", "bỏ qua", "để sau", "1", "12"])
async def test_a_slip_of_whoever_answers_is_not_sent_at_once(bureau: Office, slip: str) -> None:
    thang, oi = await answered(bureau)
    await thang.talks((slip, "ticket.hold"), ("không", "ticket.dropped"))
    await hears(oi, "")
    await thang.talks((slip, "ticket.hold"), ("gửi", "ticket.sent"))
    await hears(oi, "ask.answer")
    assert oi.last.text.endswith(f": {slip}")


async def test_whoever_answers_reads_the_question_again_and_changes_the_language(bureau: Office) -> None:
    thang, oi = await answered(bureau)
    await thang.talks(
        ("english", "details.language ticket.still"),
        ("tiếng việt", "details.language ticket.still"),
        ("ok chị", "ticket.sent"),
    )
    await hears(oi, "ask.answer")


async def test_an_absence_is_not_sent_to_whoever_asked(bureau: Office) -> None:
    thang, oi = await answered(bureau)
    came = await thang.does("tôi nghỉ từ 18/5 đến 20/5")
    assert "ticket.sent" not in came[0].keys
    assert "role" in came[0].keys[-1]
    await hears(oi, "")


async def test_done_without_anything_open_is_sent_to_nobody(bureau: Office) -> None:
    thang, oi = await answered(bureau)
    await oi.talks(("hỏi thêm", "more.text"), ("5 cái", "form.part"), ("xong", "ask.added menu"))
    await hears(thang, "ticket.more")
    await thang.talks(("xong", "ticket.done menu"), ("xong", "menu"), ("xem", "menu"))


async def test_going_back_from_a_page_shows_the_one_before(bureau: Office) -> None:
    thang, oi = await answered(bureau)
    await thang.talks(
        ("xong", "ticket.done menu"),
        ("xem câu hỏi", "ticket.list"),
        (Press("ticket:1:view"), "ticket.one"),
        ("quay lại", "ticket.list"),
        ("quay lại", "menu"),
    )
    await oi.talks(("câu hỏi của tôi", "ask.list"), (Press("open"), "ask.one"), ("quay lại", "ask.list"))


async def test_a_question_that_is_left_can_be_gone_on_with(bureau: Office) -> None:
    await bureau.officer("BK-DLBB", name="Lường Văn Thắng")
    oi = await worker(bureau)
    await oi.talks(
        ("hỏi cán bộ", "ask.text"),
        ("máy cắt cứ kẹt hoài", "form.part"),
        ("để sau", "ask.kept menu"),
        ("hỏi cán bộ", "form.so-far ask.text"),
        ("từ hôm qua", "form.part"),
        ("xong", "ask.send"),
        ("menu", "menu"),
        ("câu hỏi của tôi", "form.so-far ask.text"),
        ("xong", "ask.send"),
        ("1", "ask.sent menu"),
        ("câu hỏi của tôi", "ask.list"),
        (Press("open"), "ask.one"),
    )
    assert "máy cắt cứ kẹt hoài\ntừ hôm qua" in oi.last.text


async def test_more_that_is_left_is_there_again(bureau: Office) -> None:
    _, oi = await answered(bureau)
    await oi.talks(
        (Press("add"), "more.text"),
        ("trước 5 cái", "form.part"),
        ("để sau", "ask.kept menu"),
        (Press("ask:1:add"), "form.so-far more.text"),
    )


@pytest.mark.parametrize("said", ["van gui", "vẫn gửi câu hỏi", "gửi đi", "không có câu nào", "khong"])
async def test_none_of_the_answers_offered_can_be_said_in_words(bureau: Office, said: str) -> None:
    thang = await bureau.officer("BK-DLBB", name="Lường Văn Thắng")
    oi = await worker(bureau)
    await oi.talks(
        ("hỏi cán bộ", "ask.text"),
        ("tỷ lệ đóng góp ghi thế nào, ai ký", "form.part"),
        ("xong", "ask.likely"),
        (Photo("sổ"), "form.file-kept ask.likely"),
        (said, "ask.send"),
        ("1", "ask.sent menu"),
    )
    await hears(thang, "ticket.new")
    [file] = oi.files()
    entries = tickets.entries(oi.app.reader.connect(), 1)
    assert [one["sha256"] for one in entries[0].files] == [file.sha256]


async def test_somebody_without_a_name_has_no_workplace_either(bureau: Office) -> None:
    dung = await bureau.officer("DL-NPC-TN", role="adviser", name="Hoàng Văn Dũng")
    oi = await worker(bureau, where="DL-NPC-TN")
    await oi.talks(
        ("hỏi tổ tư vấn", "ask.text"), ("quản đốc không cho làm thử", "form.part"),
        ("xong", "ask.send"), ("2", "ask.sent menu"),
    )  # fmt: skip
    await hears(dung, "ticket.new")
    assert "từ một người không nêu tên: quản đốc" in dung.last.text


async def test_an_idea_is_an_idea_from_the_first_word(bureau: Office) -> None:
    await bureau.officer("BK-DLBB", name="Lường Văn Thắng")
    oi = await worker(bureau)
    await oi.talks(("tôi có ý tưởng làm máy bơm", "form.so-far idea.text"), ("xong", "idea.send"))
    assert "ý tưởng" in oi.last.text
    assert "Đang ghi: làm máy bơm" in oi.heard[-2].text.split("\n")


async def test_withdrawing_typed_shows_the_questions(bureau: Office) -> None:
    _, oi = await answered(bureau)
    await oi.talks(("rút câu hỏi", "ask.list"))


async def test_help_is_read_back_in_words(bureau: Office) -> None:
    thang = await bureau.officer("BK-DLBB", name="Lường Văn Thắng")
    await thang.talks(
        ("ghi việc hỗ trợ", "help.kind"),
        ("1", "help.day"),
        ("hôm qua", "help.minutes"),
        ("nửa tiếng", "help.text"),
    )
    came = await thang.does("xem")
    assert "Ngày: 15/5/2022" in came[0].text
    assert "Thời gian: 30 phút" in came[0].text


async def test_whoever_is_asked_to_arrange_sees_the_question_and_answers_or_hands_it(bureau: Office) -> None:
    """A team whose own officer arranges, and the officer above who is asked when nobody has answered."""
    dung = await bureau.officer("DL-NPC-TN", role="adviser", name="Hoàng Văn Dũng")
    mai = await bureau.officer("DL-NPC-TN", role="adviser", name="Lý Thị Mai")
    cuong = await bureau.officer("DL-NPC-TN", name="Triệu Đức Cường")
    tren = await bureau.officer("DL-NPC", name="Phạm Thị Trên")
    oi = await worker(bureau, where="DL-NPC-TN")
    await oi.talks(
        ("hỏi tổ tư vấn", "ask.text"), ("quản đốc không cho làm thử", "form.part"),
        ("xong", "ask.send"), ("1", "ask.sent menu"),
    )  # fmt: skip
    await hears(dung, "ticket.new")
    await dung.talks((Press("ticket:1:take"), "ticket.open"), ("menu", "menu"))
    await oi.talks((Later("2022-05-17 09:30"), ""))
    assert "ticket.late-taken" in keys(await cuong.hear())
    await cuong.talks(
        (Press("ticket:1:view"), "ticket.one"), ("chuyển cho chị Mai", "threads.handed-over menu")
    )
    assert "threads.handed" in keys(await mai.hear())
    await mai.talks(
        (Press("ticket:1:go"), "ticket.open"),
        ("menu", "menu"),
        (Press("ticket:1:back"), "ticket.put-back menu"),
    )
    await oi.talks((Later("2022-05-18 16:30"), ""))
    assert "ticket.wider" in keys(await tren.hear())
    await tren.talks((Press("ticket:1:take"), "ticket.open"), ("để tôi gọi quản đốc", "ticket.sent"))
    await hears(oi, "ask.answer")
    await oi.talks(("vâng cảm ơn chị", "ask.done"))


@pytest.mark.needs("buttons")  # she has heard of nothing yet
async def test_whoever_is_further_up_sees_no_question_before_they_are_asked(bureau: Office) -> None:
    await bureau.officer("DL-NPC-TN", role="adviser", name="Hoàng Văn Dũng")
    tren = await bureau.officer("DL-NPC", name="Phạm Thị Trên")
    oi = await worker(bureau, where="DL-NPC-TN")
    await oi.talks(
        ("hỏi tổ tư vấn", "ask.text"), ("quản đốc không cho làm thử", "form.part"),
        ("xong", "ask.send"), ("1", "ask.sent menu"),
    )  # fmt: skip
    await tren.talks((Press("ticket:1:view"), "ask.unknown menu"))


async def test_what_one_writes_to_one_asker_can_be_passed_on_after_the_end(bureau: Office) -> None:
    nam = await bureau.officer("BK-DLBB", name="Hoàng Văn Nam")
    thang, oi = await answered(bureau)
    await nam.hear()
    await thang.talks(("xong", "ticket.done menu"), ("chuyển cho anh Nam", "threads.handed-over menu"))
    await hears(nam, "threads.handed")
    await hears(oi, "")


@pytest.mark.parametrize(("said", "hidden"), [("van gui", False), ("giấu tên", True), ("ẩn danh", True)])
async def test_sending_can_be_said_in_other_words(bureau: Office, said: str, hidden: bool) -> None:
    dung = await bureau.officer("DL-NPC-TN", role="adviser", name="Hoàng Văn Dũng")
    oi = await worker(bureau, where="DL-NPC-TN")
    await oi.talks(
        ("hỏi tổ tư vấn", "ask.text"), ("quản đốc không cho làm thử", "form.part"),
        ("xong", "ask.send"), (said, "ask.sent menu"),
    )  # fmt: skip
    await hears(dung, "ticket.new")
    assert ("Lò Thị Ơi" not in dung.last.text) is hidden


async def test_an_officer_is_not_told_to_call_themselves(bureau: Office) -> None:
    top = await bureau.officer("NH", name="Phạm Thu Hà")
    await top.talks(("hỏi cán bộ", "ask.top menu"))
    below = await bureau.officer("BK-DLBB", name="Lường Văn Thắng")
    await below.talks(("hỏi cán bộ", "ask.call menu"))
    assert "Lường Văn Thắng" not in below.last.text
