"""Whoever answers proposes another answer of the draft that came along; the asker takes it with one press."""

import pytest

from tests.conversations.officers import Office
from tests.conversations.test_tickets import worker
from tests.conversations.tester import Person, Press, hears


async def shared(bureau: Office, channel: str = "") -> tuple[Person, Person]:
    """An officer who answers a question about a draft, and whose draft it is."""
    thang = await bureau.officer("BK-DLBB", channel, name="Lường Văn Thắng")
    oi = await worker(bureau, channel)
    await oi.talks(
        ("ghi sáng kiến", "registration.solution"),
        ("chế cái sào kẹp thay bóng đèn đường", "form.part"),
        ("xong", "registration.title"),
        ("1", "registration.applied"),
        ("hỏi cán bộ", "ask.text"),
        ("đặt tên thế được chưa", "form.part"),
        ("xong", "ask.send"),
        ("1", "ask.sent registration.applied"),
    )
    await hears(thang, "ticket.new")
    await thang.talks((Press("take"), "ticket.open"))
    return thang, oi


async def test_a_proposal_is_taken_with_one_press(bureau: Office, channel: str) -> None:
    thang, oi = await shared(bureau, channel)
    await thang.talks(
        ("sửa câu 2 thành Sào kẹp thay bóng đèn đường từ mặt đất", "threads.propose"),
        ("1", "threads.propose-sent ticket.still"),
    )
    await hears(oi, "threads.proposed")
    assert "câu 2 (Tên sáng kiến)" in oi.last.text
    await oi.talks(("đồng ý sửa", "threads.accepted registration.applied"))
    assert oi.answers["title"] == "Sào kẹp thay bóng đèn đường từ mặt đất"
    await hears(thang, "threads.decided-accepted")
    await oi.talks((Press("yes"), "threads.proposal-over registration.applied"))


async def test_a_name_does_for_a_number_and_the_asker_may_leave_theirs(bureau: Office) -> None:
    thang, oi = await shared(bureau)
    before = oi.answers["title"]
    await thang.talks(
        ("sua ten thanh Sào kẹp", "threads.propose"), ("gửi đề nghị", "threads.propose-sent ticket.still")
    )
    await hears(oi, "threads.proposed")
    await oi.talks(("giữ như cũ", "threads.declined registration.applied"))
    assert oi.answers["title"] == before
    await hears(thang, "threads.decided-declined")


async def test_what_the_question_can_not_read_is_told_before_it_is_proposed(bureau: Office) -> None:
    thang, oi = await shared(bureau)
    await oi.talks(("1", "registration.applied_on"))
    await thang.talks(
        ("sửa câu 4 thành hôm nào đó", "invalid.date-unreadable ticket.still"),
        ("sửa câu 99 thành gì đó", "threads.propose-unknown ticket.still"),
        ("sửa cái móc thành hai cái cho chắc", "ticket.sent"),
    )
    await hears(oi, "ask.answer")


async def test_a_draft_that_is_sent_meanwhile_is_not_changed(bureau: Office) -> None:
    thang, oi = await shared(bureau)
    await thang.talks(
        ("sửa câu 2 thành Sào kẹp", "threads.propose"), ("1", "threads.propose-sent ticket.still")
    )
    await hears(oi, "threads.proposed")
    await oi.talks(
        ("1", "registration.applied_on"),
        ("tháng 3/2022", "registration.benefit_how"),
        ("nhanh hơn, không phải trèo cao", "registration.authors"),
        ("1", "registration.recognised-head"),
        ("3", "registration.confirm"),
        ("1", "registration.sent"),
    )
    await oi.talks((Press("proposal:3:yes"), "threads.proposal-late menu"))
    await thang.talks(("sửa câu 2 thành Sào", "threads.propose-late ticket.still"))


async def test_a_draft_that_was_not_shared_is_nobodys_business(bureau: Office) -> None:
    thang = await bureau.officer("BK-DLBB", name="Lường Văn Thắng")
    oi = await worker(bureau)
    await oi.talks(("hỏi cán bộ", "ask.text"), ("đặt tên thế nào", "form.part"), ("xong", "ask.send"))
    await oi.talks(("1", "ask.sent menu"))
    await hears(thang, "ticket.new")
    await thang.talks((Press("take"), "ticket.open"), ("sửa câu 2 thành Sào kẹp", "ticket.sent"))
    await hears(oi, "ask.answer")


@pytest.mark.needs("buttons")  # it is shown to one person alone
async def test_a_made_up_button_agrees_to_nothing(bureau: Office) -> None:
    thang, _ = await shared(bureau)
    ai = await worker(bureau, name="Lò Văn Ai")
    await thang.talks(
        ("sửa câu 2 thành Sào kẹp", "threads.propose"), ("1", "threads.propose-sent ticket.still")
    )
    for number in range(1, 5):
        await ai.talks((Press(f"proposal:{number}:yes"), "ask.unknown menu"))


async def test_a_draft_shared_without_a_name_shows_and_proposes_no_names(bureau: Office) -> None:
    dung = await bureau.officer("DL-NPC-TN", role="adviser", name="Hoàng Văn Dũng")
    oi = await worker(bureau, where="DL-NPC-TN")
    await oi.talks(
        ("ghi sáng kiến", "registration.solution"),
        ("chế cái sào kẹp thay bóng đèn đường", "form.part"),
        ("xong", "registration.title"),
        ("1", "registration.applied"),
        ("1", "registration.applied_on"),
        ("tháng 3/2022", "registration.benefit_how"),
        ("nhanh hơn, không phải trèo cao", "registration.authors"),
        ("Lò Thị Ơi 60, Vi Văn Páo 40", "registration.recognised"),
        ("hỏi tổ tư vấn", "ask.text"),
        ("chia thế được chưa", "form.part"),
        ("xong", "ask.send"),
        ("2", "ask.sent registration.recognised"),
    )
    await hears(dung, "ticket.new")
    await dung.talks((Press("draft"), "ticket.draft"), (Press("take"), "ticket.open"))
    await dung.talks(
        ("sửa tác giả thành Vi Văn Páo 100", "threads.propose-unknown ticket.still"),
        ("sửa câu 6 thành Vi Văn Páo 100", "threads.propose-unknown ticket.still"),
        ("sửa câu 2 thành Sào kẹp", "threads.propose"),
    )
    assert not [message for message in dung.heard if "Ơi" in message.text or "Páo" in message.text]
