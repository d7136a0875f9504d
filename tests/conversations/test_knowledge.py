"""What is asked again and again: read in pages, offered before a question goes out."""

import pytest
from sqlalchemy import select

from storage import knowledge, tickets
from tests.conversations.officers import Office
from tests.conversations.test_tickets import worker
from tests.conversations.tester import Person, Photo, Press, hears

LIKELY = "2 nguoi lam chung thi chia phan tram ra sao"


def uses(person: Person) -> list[tuple[str, str]]:
    table = knowledge.use
    return [(row.kind, row.entry) for row in person.read(select(table).order_by(table.c.id))]


async def test_topics_questions_and_an_answer_with_its_source(bureau: Office, channel: str) -> None:
    await bureau.officer("BK-DLBB", name="Lường Văn Thắng")
    oi = await worker(bureau, channel)
    await oi.talks(("hoi dap", "know.list"))
    assert "1 câu" in oi.last.labels  # of the programme
    assert "Tổ tư vấn" not in oi.last.labels  # another programme's
    await oi.talks(("cách ghi, sửa", "know.questions"), ("1", "know.answer"))
    assert "Từng đồng tác giả xác nhận" in oi.last.text  # common from the beginning: before anybody has asked
    assert "Theo Điều lệ thử, mục 4" in oi.last.text
    await oi.talks(("câu khác cùng việc này", "know.questions"), ("2", "know.answer"))
    await oi.talks(
        (Press("know:general.lamps:read"), "know.answer"), ("câu khác cùng việc này", "know.questions")
    )
    assert oi.last.labels.startswith("Tỷ lệ đóng góp của hai tác giả")  # wanted more often
    assert uses(oi) == [("read", "general.half"), ("read", "general.lamps"), ("read", "general.lamps")]
    await oi.talks(("hỏi thêm", "ask.text"))


@pytest.mark.needs("buttons")
async def test_what_is_of_another_programme_or_over_does_not_exist(bureau: Office) -> None:
    oi = await worker(bureau)
    for key in ("dien-luc-1tr.team", "general.over", "general.nothing"):
        await oi.talks((Press(f"know:{key}:read"), "know.gone menu"))
    await oi.talks(
        (Press("know:weather.0:topic"), "know.list"), (Press("know:dates.7:topic"), "know.questions")
    )


async def test_the_right_answer_comes_before_the_question_and_nothing_is_sent(
    bureau: Office, channel: str
) -> None:
    thang = await bureau.officer("BK-DLBB", name="Lường Văn Thắng")
    oi = await worker(bureau, channel)
    await oi.talks(
        ("hỏi cán bộ", "ask.text"),
        (LIKELY, "form.part"),
        ("xong", "ask.likely"),
        ("1", "ask.likely-answer"),
    )
    assert "cộng lại đủ 100%" in oi.last.text
    await oi.talks(("dung roi", "ask.helped menu"))
    await hears(thang, "")
    assert oi.read(select(tickets.ticket)) == []
    assert uses(oi) == [("helped", "general.lamps")]
    assert oi.drafts("ask") == []


async def test_a_question_is_sent_where_no_answer_is_right(bureau: Office) -> None:
    thang = await bureau.officer("BK-DLBB", name="Lường Văn Thắng")
    oi = await worker(bureau)
    await oi.talks(
        ("hỏi cán bộ", "ask.text"),
        (LIKELY, "form.part"),
        ("xong", "ask.likely"),
        ("1", "ask.likely-answer"),
        ("vẫn gửi", "ask.send"),
        ("gửi", "ask.sent menu"),
    )
    await hears(thang, "ticket.new")
    [ticket] = oi.read(select(tickets.ticket))
    assert (ticket.offered, ticket.topic) == (["general.lamps"], "filling")
    assert uses(oi) == [("refused", "general.lamps")]


async def test_words_answer_the_list_and_back_leads_to_the_question(bureau: Office) -> None:
    await bureau.officer("BK-DLBB", name="Lường Văn Thắng")
    oi = await worker(bureau)
    await oi.talks(
        ("hỏi cán bộ", "ask.text"),
        ("tỷ lệ đóng góp ghi thế nào, ai ký", "form.part"),
        ("xong", "ask.likely"),
        ("ai ký tỷ lệ đóng góp", "ask.likely-answer"),
        ("xem câu khác", "ask.likely"),
        ("hôm nay trời đẹp quá nhỉ", "invalid.choose ask.likely"),
        ("không có câu nào", "ask.send"),
        ("quay lại", "form.so-far ask.likely"),
        ("quay lại", "form.so-far ask.text"),
        ("máy cưa số 4 hỏng rồi, gọi ai", "form.part"),
        ("xong", "ask.send"),
        ("1", "ask.sent menu"),
    )


async def test_where_nothing_is_known_nothing_is_offered_and_it_is_written_down(bureau: Office) -> None:
    await bureau.officer("BK-DLBB", name="Lường Văn Thắng")
    oi = await worker(bureau)
    await oi.talks(
        ("hỏi cán bộ", "ask.text"),
        ("máy cưa số 4 hỏng rồi, gọi ai", "form.part"),
        ("xong", "ask.send"),
        ("1", "ask.sent menu"),
        ("câu hỏi của tôi", "ask.list"),
        ("1", "ask.text"),
        (Photo("máy"), "form.part-photo"),
        ("xong", "ask.send"),
        ("1", "ask.sent menu"),
    )
    rows = oi.read(select(knowledge.use))
    assert [(row.kind, row.ticket_id) for row in rows] == [("none", 1), ("none", 2)]


async def test_a_question_from_a_form_has_its_topic_and_help_leads_back_to_it(bureau: Office) -> None:
    await bureau.officer("BK-DLBB", name="Lường Văn Thắng")
    oi = await worker(bureau)
    await oi.talks(
        ("ghi sáng kiến", "registration.solution"),
        ("chế cái sào kẹp thay bóng đèn đường", "form.part"),
        ("xong", "registration.title"),
        ("1", "registration.applied"),
        ("1", "registration.applied_on"),
        ("hỏi cán bộ", "ask.text"),
        (LIKELY, "form.part"),
        ("xong", "ask.likely"),
        ("1", "ask.likely-answer"),
        ("1", "ask.helped registration.applied_on"),
        ("hỏi cán bộ", "ask.text"),
        ("máy cưa số 4 hỏng rồi", "form.part"),
        ("xong", "ask.send"),
        ("1", "ask.sent registration.applied_on"),
    )
    [ticket] = oi.read(select(tickets.ticket))
    assert ticket.topic == "dates"
