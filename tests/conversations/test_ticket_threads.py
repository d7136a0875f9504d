"""The deep end of questions: replies to a message, several open at once, colleagues told in place."""

import pytest

from tests.conversations.officers import Office
from tests.conversations.test_tickets import asks, states, worker
from tests.conversations.tester import Later, Person, Photo, Press, Quote, hears, keys


async def answered(bureau: Office, channel: str = "") -> tuple[Person, Person]:
    """An officer who has answered a worker's first question and is done with it, and the worker."""
    thang = await bureau.officer("BK-DLBB", channel, name="Lường Văn Thắng")
    oi = await worker(bureau, channel)
    await asks(oi, "tinh tien lam loi the nao")
    await hears(thang, "ticket.new")
    await thang.talks((Press("take"), "ticket.open"), ("lấy số cái nhân giá", "ticket.sent"))
    await hears(oi, "ask.answer")
    return thang, oi


@pytest.mark.needs("quote")
async def test_a_reply_to_an_answer_goes_on_with_that_question(bureau: Office, channel: str) -> None:
    thang, oi = await answered(bureau, channel)
    await oi.talks(
        ("ghi sáng kiến", "registration.solution"),
        (Quote("lấy số cái", "giá nào ạ"), "ask.added"),
        ("em làm cái sào", "form.part"),
    )
    await hears(thang, "ticket.more")
    assert "giá nào ạ" in thang.last.text


@pytest.mark.needs("quote")
async def test_a_reply_of_an_adviser_goes_to_the_question_quoted_whatever_is_open(
    bureau: Office, channel: str
) -> None:
    thang, oi = await answered(bureau, channel)
    ai = await worker(bureau, channel, name="Lò Văn Ai")
    await asks(ai, "ảnh gửi vào đâu")
    await hears(thang, "ticket.new")
    await thang.talks((Press("ticket:2:take"), "ticket.open"), (Later("2022-05-16 10:00"), ""))
    await thang.talks((Quote("tinh tien lam loi", "giá thị trường nhé"), "ticket.sent"))
    assert "Lò Thị Ơi (câu 1)" in thang.last.text
    await hears(oi, "ask.answer")
    await thang.talks(("có hóa đơn càng tốt", "ticket.sent"))
    await hears(oi, "ask.answer")
    await hears(ai, "")


@pytest.mark.needs("quote")
async def test_a_reply_to_a_question_nobody_has_taken_is_asked_about_and_lost_in_neither_case(
    bureau: Office,
) -> None:
    thang = await bureau.officer("BK-DLBB", name="Lường Văn Thắng")
    oi = await worker(bureau)
    await asks(oi)
    await hears(thang, "ticket.new")
    await thang.talks(
        (Quote("tinh tien", "chị cho xin số lượng"), "threads.claim"), ("2", "threads.not-sent menu")
    )
    assert states(oi) == ["waiting"]
    await thang.talks((Quote("tinh tien", "chị cho xin số lượng"), "threads.claim"), ("1", "ticket.sent"))
    await hears(oi, "ask.answer")
    assert states(oi) == ["answered"]


@pytest.mark.needs("quote")
async def test_a_reply_to_a_message_about_no_question_is_read_like_any_other(bureau: Office) -> None:
    thang, oi = await answered(bureau)
    await thang.talks(("xong", "ticket.done menu"), (Quote("Lường Văn Thắng", "thực đơn"), "menu"))
    await oi.talks((Quote("lấy số cái", "câu hỏi của tôi"), "ask.list"))


async def test_words_out_of_the_blue_are_held_until_it_is_said_whom_they_are_for(
    bureau: Office, channel: str
) -> None:
    thang, oi = await answered(bureau, channel)
    ai = await worker(bureau, channel, name="Lò Văn Ai")
    await asks(ai, "ảnh gửi vào đâu")
    await hears(thang, "ticket.new")
    await thang.talks(
        (Press("ticket:2:take"), "ticket.open"),
        ("xong", "ticket.done menu"),
        ("chị gửi ngay trong này", "threads.which"),
        ("ảnh rõ mặt máy nhé", "threads.which"),
        ("Lò Văn Ai (câu 2)", "ticket.sent"),
    )
    await hears(ai, "ask.answer")
    assert "chị gửi ngay trong này\nảnh rõ mặt máy nhé" in ai.last.text
    await thang.talks(
        ("xong", "ticket.done menu"), ("mai đi họp trên tỉnh", "threads.which"), ("không gửi ai", "menu.bare")
    )
    await hears(oi, "")


async def test_word_of_another_question_holds_the_next_text_once(bureau: Office) -> None:
    thang, oi = await answered(bureau)
    ai = await worker(bureau, name="Lò Văn Ai")
    await asks(ai, "ảnh gửi vào đâu")
    await hears(thang, "ticket.new")
    await thang.talks((Press("ticket:2:take"), "ticket.open"))
    await oi.talks(("hỏi thêm", "more.text"), ("giá nào ạ", "form.part"), ("xong", "ask.added menu"))
    await hears(thang, "ticket.more")
    await thang.talks(("giá thị trường nhé", "threads.which"), ("2", "ticket.sent"))
    assert "Lò Thị Ơi (câu 1)" in thang.last.text
    await hears(oi, "ask.answer")
    await thang.talks(("hỏi thêm cứ nhắn", "ticket.sent"))
    await hears(oi, "ask.answer")


async def test_the_others_are_told_where_the_question_stands(bureau: Office, channel: str) -> None:
    thang = await bureau.officer("BK-DLBB", channel, name="Lường Văn Thắng")
    mai = await bureau.officer("BK-DLBB", channel, name="Lý Thị Mai")
    oi = await worker(bureau, channel)
    await asks(oi)
    await hears(thang, "ticket.new")
    await hears(mai, "ticket.new")
    await mai.talks((Press("take"), "ticket.open"))
    await hears(thang, "ticket.taken-by")
    if channel == "telegram":
        screen = bureau.house.fake.users[int(thang.wire.address)].screen
        assert [s.buttons for s in screen.values() if "Lý Thị Mai đã nhận" in s.text] == [[]]
        assert not [s for s in screen.values() if "Có câu hỏi mới" in s.text]


async def test_what_was_deleted_is_told_in_a_message_of_its_own(bureau: Office) -> None:
    thang = await bureau.officer("BK-DLBB", "telegram", name="Lường Văn Thắng")
    mai = await bureau.officer("BK-DLBB", name="Lý Thị Mai")
    oi = await worker(bureau)
    await asks(oi)
    await hears(thang, "ticket.new")
    await hears(mai, "ticket.new")
    user = bureau.house.fake.users[int(thang.wire.address)]
    del user.screen[max(user.screen)]
    await mai.talks((Press("take"), "ticket.open"))
    await hears(thang, "ticket.taken-by")
    bureau.house.fake.refused.clear()


async def test_words_after_the_end_go_on_with_the_question_or_begin_another(bureau: Office) -> None:
    thang, oi = await answered(bureau)
    await oi.talks((Press("close"), "ask.closed menu"))
    await hears(thang, "ticket.over-closed")
    await oi.talks(
        ("thế còn tiền điện thì sao", "threads.over"),
        ("1", "ask.added menu"),
    )
    await hears(thang, "ticket.more")
    await oi.talks(
        (Press("ask:1:close"), "ask.closed menu"), ("thế còn tiền nước", "threads.over"),
        ("2", "form.so-far ask.text"), ("xong", "ask.send"), ("1", "ask.sent menu"),
    )  # fmt: skip
    assert states(oi) == ["closed", "waiting"]


@pytest.mark.needs("quote")
async def test_a_reply_long_after_the_end_begins_another_question(bureau: Office) -> None:
    thang, oi = await answered(bureau)
    await oi.talks((Press("close"), "ask.closed menu"))
    await hears(thang, "ticket.over-closed")
    await oi.talks(
        (Later("2022-06-20 09:00"), ""),
        (Quote("lấy số cái", "cho em hỏi chuyện khác"), "threads.over"),
        ("2", "form.so-far ask.text"),
        ("xong", "ask.send"),
        ("1", "ask.sent menu"),
    )
    assert states(oi) == ["closed", "waiting"]


async def test_more_that_was_begun_in_time_and_ended_too_late_is_asked_about_with_its_photo(
    bureau: Office,
) -> None:
    thang, oi = await answered(bureau)
    await oi.talks(
        (Press("close"), "ask.closed menu"),
        ("câu hỏi của tôi", "ask.list"),
        (Press("open"), "ask.one"),
        (Press("reopen"), "more.text"),
        (Photo("máy"), "form.part-photo"),
        (Later("2022-06-20 09:00"), ""),
        ("xong", "threads.over"),
        ("hỏi tiếp", "ask.added menu"),
    )
    assert keys(await thang.hear()) == "ticket.over-closed | figures.last | ticket.more"
    assert states(oi) == ["taken"]


@pytest.mark.needs("quote")
async def test_a_note_for_colleagues_is_made_by_a_reply_too(bureau: Office, channel: str) -> None:
    thang = await bureau.officer("BK-DLBB", channel, name="Lường Văn Thắng")
    mai = await bureau.officer("BK-DLBB", channel, name="Lý Thị Mai")
    oi = await worker(bureau, channel)
    await asks(oi, "tinh tien lam loi the nao")
    for one in (thang, mai):
        await hears(one, "ticket.new")
    await mai.talks((Quote("tinh tien lam loi", "// chị ấy làm ca đêm"), "ticket.noted"))
    await hears(thang, "ticket.note")
    await hears(oi, "")
    assert states(oi) == ["waiting"]


@pytest.mark.needs("quote")
async def test_a_reply_to_what_a_colleague_answers_goes_to_nobody(bureau: Office) -> None:
    thang, oi = await answered(bureau)
    mai = await bureau.officer("BK-DLBB", name="Lý Thị Mai")
    await mai.talks((Press("ticket:1:view"), "ticket.one"))
    await mai.talks((Quote("tinh tien lam loi", "để em nói"), "ticket.taken-by menu"))
    await hears(oi, "")
    await thang.talks((Quote("Đã gửi Lò Thị Ơi", "còn gì cứ hỏi"), "ticket.sent"))
    await hears(oi, "ask.answer")


async def test_what_is_held_is_asked_about_again_or_told_to_be_unsent(bureau: Office) -> None:
    thang, oi = await answered(bureau)
    await thang.talks(
        ("xong", "ticket.done menu"),
        ("xem câu hỏi", "ticket.list"),
        ("giá thị trường chị nhé", "threads.which"),
        (Press("ticket:1:go"), "ticket.open | ticket.hold"),
        ("xong", "threads.not-sent ticket.done menu"),
        ("giá thị trường chị nhé", "threads.which"),
        ("hạn nộp", "threads.not-sent deadlines"),
        ("giá thị trường chị nhé", "threads.which"),
        ("ghi sáng kiến", "threads.not-sent registration.solution"),
    )
    await hears(oi, "")


@pytest.mark.needs("quote")
async def test_what_is_held_when_another_message_is_replied_to_is_told_to_be_unsent(bureau: Office) -> None:
    thang, oi = await answered(bureau)
    await thang.talks(
        ("xong", "ticket.done menu"),
        ("xem câu hỏi", "ticket.list"),
        ("giá thị trường chị nhé", "threads.which"),
        (Quote("Đã gửi Lò Thị Ơi", "còn gì cứ hỏi"), "threads.not-sent ticket.sent"),
    )
    await hears(oi, "ask.answer")
    assert "giá thị trường" not in oi.last.text
