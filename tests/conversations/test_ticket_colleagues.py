"""Questions among colleagues: handed to somebody by name, two that are one, whoever took it goes away."""

import pytest
from sqlalchemy import select

from storage import tickets
from tests.conversations.officers import Office
from tests.conversations.test_tickets import asks, states, worker
from tests.conversations.tester import Person, Press, Quote, hears


async def three(bureau: Office) -> tuple[Person, Person, Person]:
    """Officers of one unit, two of whom have the same given name."""
    thang = await bureau.officer("BK-DLBB", name="Lường Văn Thắng")
    dung = await bureau.officer("BK-DLBB", name="Hoàng Văn Dũng")
    other = await bureau.officer("BK-DLBB", name="Lò Tiến Dũng")
    return thang, dung, other


async def asked(bureau: Office, *team: Person) -> Person:
    """A worker whose question all of them have heard of."""
    oi = await worker(bureau)
    await asks(oi)
    for one in team:
        await hears(one, "ticket.new")
    return oi


async def asks_more(person: Person, text: str) -> None:
    """Another question of somebody who has asked before."""
    await person.talks(("hỏi cán bộ", "ask.list"), ("hỏi câu mới", "ask.text"), (text, "form.part"))
    await person.talks(("xong", "ask.send"), ("1", "ask.sent menu"))


async def test_a_question_is_handed_to_a_colleague_who_can_put_it_back(bureau: Office) -> None:
    thang, dung, other = await three(bureau)
    oi = await asked(bureau, thang, dung, other)
    await thang.talks((Press("take"), "ticket.open"), ("// chị ấy làm ca đêm", "ticket.noted"))
    for one in (dung, other):
        await one.hear()
    await thang.talks(("chuyển cho anh Hoàng Văn Dũng", "threads.handed-over menu"))
    await hears(dung, "threads.handed")
    assert "làm ca đêm" in dung.last.text
    await hears(other, "ticket.taken-by")
    await dung.talks(("trả lời tiếp", "ticket.open"), ("chị đo lại giúp", "ticket.sent"))
    await hears(oi, "ask.answer")
    await dung.talks((Press("back"), "ticket.put-back menu"))
    await hears(thang, "ticket.new")
    assert states(oi) == ["waiting"]


async def test_a_name_that_two_have_is_asked_about(bureau: Office) -> None:
    thang, dung, other = await three(bureau)
    oi = await asked(bureau, thang, dung, other)
    await thang.talks((Press("take"), "ticket.open"), ("chuyen cho anh dung nhe", "threads.hand"))
    assert "Hoàng Văn Dũng" in thang.last.labels
    assert "Lò Tiến Dũng" in thang.last.labels
    await thang.talks(("lò tiến dũng", "threads.handed-over menu"))
    await other.hear()
    assert other.last.keys == ("threads.handed",)
    await hears(oi, "")


async def test_words_that_name_nobody_go_to_whoever_asked_after_a_yes(bureau: Office) -> None:
    thang, dung, other = await three(bureau)
    oi = await asked(bureau, thang, dung, other)
    await thang.talks((Press("take"), "ticket.open"), ("chuyển cho phòng kỹ thuật nhé", "ticket.hold"))
    await thang.talks(("gửi", "ticket.sent"))
    await hears(oi, "ask.answer")
    await thang.talks(("chuyển", "threads.hand"), ("cấp trên", "ticket.nobody-above menu"))


@pytest.mark.needs("buttons")
async def test_only_who_answers_there_can_be_handed_a_question(bureau: Office) -> None:
    thang = await bureau.officer("BK-DLBB", name="Lường Văn Thắng")
    far = await bureau.officer("NT", name="Trần Thị Bé")
    await asked(bureau, thang)
    await thang.talks((Press("take"), "ticket.open"))
    await thang.talks((Press(f"ticket:1:hand-{far.row.id}"), "ask.unknown menu"))
    await far.talks((Press(f"ticket:1:hand-{far.row.id}"), "ask.unknown menu"))
    await hears(far, "")


async def test_two_questions_of_one_person_become_one_and_what_was_said_stays(bureau: Office) -> None:
    thang = await bureau.officer("BK-DLBB", name="Lường Văn Thắng")
    oi = await asked(bureau, thang)
    await asks_more(oi, "tiền làm lợi tính sao ạ")
    await oi.talks(("câu hỏi của tôi", "ask.list"), (Press("ask:2:open"), "ask.one"))
    await hears(thang, "ticket.new")
    await thang.talks((Press("ticket:1:take"), "ticket.open"), ("chị đợi nhé", "ticket.sent"))
    await hears(oi, "ask.answer")
    await thang.talks((Press("ticket:2:view"), "ticket.one"), ("gộp", "threads.merge"))
    assert "Gộp câu 2" in thang.last.text
    await thang.talks(("1", "threads.merge-done menu"))
    await hears(oi, "threads.merged")
    assert states(oi) == ["taken", "merged"]
    assert oi.read(select(tickets.ticket.c.settled_at).where(tickets.ticket.c.number == 1)) == [(None,)]
    await thang.talks((Press("ticket:2:take"), "ticket.open"), ("nhân với giá", "ticket.sent"))
    assert "câu 1" in thang.last.text
    await hears(oi, "ask.answer")
    await oi.talks(
        (Press("ask:2:add"), "more.text"), ("rõ rồi, giá nào", "form.part"), ("xong", "ask.added menu")
    )
    assert "câu 1" in oi.last.text
    await hears(thang, "ticket.more")
    await oi.talks((Press("ask:1:open"), "ask.one"))
    assert "tinh tien lam loi" in oi.last.text
    assert "tính sao" in oi.last.text


async def test_a_colleague_whose_question_goes_on_in_another_one_hears_so(bureau: Office) -> None:
    thang, dung, _ = await three(bureau)
    oi = await asked(bureau, thang, dung)
    await asks_more(oi, "tiền làm lợi tính sao ạ")
    for one in (thang, dung):
        await hears(one, "ticket.new")
    await thang.talks((Press("ticket:1:take"), "ticket.open"))
    await hears(dung, "ticket.taken-by")
    await dung.talks((Press("ticket:2:take"), "ticket.open"))
    await hears(thang, "ticket.taken-by")
    await thang.talks(("gộp 2 vào 1", "threads.merge"), ("gộp", "threads.merge-done menu"))
    await hears(dung, "ticket.over-merged")
    assert states(oi) == ["taken", "merged"]


async def test_questions_of_two_people_are_never_merged(bureau: Office) -> None:
    thang = await bureau.officer("BK-DLBB", name="Lường Văn Thắng")
    oi = await asked(bureau, thang)
    ai = await worker(bureau, name="Lò Văn Ai")
    await asks(ai)
    await hears(thang, "ticket.new")
    await thang.talks(("gộp 2 vào 1", "threads.merge-not menu"))
    assert states(oi) == ["waiting", "waiting"]


@pytest.mark.needs("buttons")  # they are shown to nobody
async def test_made_up_buttons_merge_nothing(bureau: Office) -> None:
    thang = await bureau.officer("BK-DLBB", name="Lường Văn Thắng")
    oi = await asked(bureau, thang)
    ai = await worker(bureau, name="Lò Văn Ai")
    await asks(ai)
    await hears(thang, "ticket.new")
    await thang.talks((Press("ticket:2:merged-1"), "threads.merge-not menu"))
    await oi.talks((Press("ticket:2:merged-1"), "ask.unknown menu"))
    assert states(oi) == ["waiting", "waiting"]


async def test_a_question_without_a_name_is_not_put_beside_one_with_a_name(bureau: Office) -> None:
    dung = await bureau.officer("DL-NPC-TN", role="adviser", name="Hoàng Văn Dũng")
    oi = await worker(bureau, where="DL-NPC-TN")
    for way in ("1", "2"):
        await oi.talks(
            ("hỏi tổ tư vấn", "ask.text" if way == "1" else "ask.list"),
            *((("1", "ask.text"),) if way == "2" else ()),
            ("quản đốc không cho làm thử", "form.part"),
            ("xong", "ask.send"),
            (way, "ask.sent menu"),
        )
        await hears(dung, "ticket.new")
    await dung.talks((Press("ticket:2:view"), "ticket.one"))
    assert not [value for value in dung.last.values if value.endswith("merge")]
    await dung.talks(("gộp 2 vào 1", "threads.merge-not menu"))


@pytest.mark.needs("quote")
async def test_a_reply_to_a_merged_question_goes_where_it_goes_on(bureau: Office) -> None:
    thang = await bureau.officer("BK-DLBB", name="Lường Văn Thắng")
    oi = await asked(bureau, thang)
    await asks_more(oi, "tiền làm lợi tính sao ạ")
    await hears(thang, "ticket.new")
    await thang.talks((Press("ticket:2:take"), "ticket.open"), ("chị đợi nhé", "ticket.sent"))
    await hears(oi, "ask.answer")
    await thang.talks(("gộp vào câu 1", "threads.merge"), ("gộp", "threads.merge-done menu"))
    await hears(oi, "threads.merged")
    await oi.talks((Quote("chị đợi nhé", "em đợi"), "ask.added"))
    assert "câu 1" in oi.last.text
    await hears(thang, "ticket.more")
