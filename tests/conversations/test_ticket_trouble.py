"""What goes wrong between workers and those who answer, and nothing is lost by it."""

import asyncio
import re
from collections.abc import Callable

import pytest
from sqlalchemy import Connection, update

from storage import audit
from storage.queue import conversation
from tests.bot.engine import LONG_AGO
from tests.conversations.officers import Office
from tests.conversations.test_teams import asks_team, led
from tests.conversations.test_ticket_colleagues import asks_more
from tests.conversations.test_ticket_threads import answered
from tests.conversations.test_tickets import asks, states, worker
from tests.conversations.tester import (
    PATIENCE,
    Heard,
    Later,
    Person,
    Photo,
    Press,
    Quote,
    Script,
    hears,
    keys,
    move,
)
from tests.conversations.wires import TelegramWire


async def eventually(person: Person) -> list[Heard]:
    """What comes after a send to somebody else has failed."""
    async with asyncio.timeout(PATIENCE):
        while not (came := await person.hear()):
            await asyncio.sleep(0.003)
    return came


async def reports(adviser: Person, number: int) -> None:
    """Rude words, of a question they have heard of."""
    await adviser.talks((Press(f"ticket:{number}:view"), "ticket.one"))
    await adviser.talks(("báo lời khó nghe", "threads.report"), ("1", "threads.reported-done menu"))


async def test_whoever_answers_hears_at_once_that_the_asker_has_blocked_the_service(bureau: Office) -> None:
    thang, oi = await answered(bureau, "telegram")
    assert isinstance(oi.wire, TelegramWire)
    oi.wire.user.block()
    await thang.talks(("nhân với giá", "ticket.sent"))
    [told] = await eventually(thang)
    assert told.keys == ("ticket.unreached",)
    assert "Lò Thị Ơi" in told.text
    await thang.talks(("nếu cần cứ gọi", "ticket.unreached"))
    bureau.house.fake.refused.clear()


async def closes_the_window(person: Person) -> None:
    """They have last written to their account long ago."""

    def age(connection: Connection) -> None:
        theirs = conversation.c.address == person.wire.address
        connection.execute(update(conversation).where(theirs).values(heard_at=LONG_AGO))

    await person.app.turns.write(age)


@pytest.mark.parametrize("when", ["2022-05-16 09:20", "2022-05-19 08:00"])  # soon after they last wrote, too
async def test_an_answer_that_may_not_be_sent_any_more_waits_until_the_asker_writes(
    bureau: Office, when: str
) -> None:
    thang, _ = await answered(bureau)
    oi = await worker(bureau, "zalo_oa")
    await asks(oi, "tiền đó đóng thuế không")
    await hears(thang, "ticket.new")
    await closes_the_window(oi)
    await thang.talks((Press("take"), "ticket.open"), ("khoản này không phải nộp", "ticket.sent"))
    [told] = await eventually(thang)
    assert told.keys == ("ticket.waits",)
    await thang.talks(("nhưng nhớ giữ giấy tờ", "ticket.sent"))
    await hears(thang, "")
    await move(bureau.house.app, when)
    assert await oi.wire.seen() == []
    await oi.talks(("menu", "menu"))
    await hears(oi, "ask.answer | ask.answer")
    for said, told in zip(("khoản này không phải nộp", "nhớ giữ giấy tờ"), oi.heard[-2:], strict=True):
        assert said in told.text


async def test_that_it_ended_is_told_in_the_other_chat_of_whoever_blocked_this_one(bureau: Office) -> None:
    _, oi = await answered(bureau, "telegram")
    assert isinstance(oi.wire, TelegramWire)
    await oi.talks(("thông tin của tôi", "details"), ("dùng thêm kênh khác", "linking.code"))
    code, there = re.search(r"\d{3} \d{3}", oi.last.text), bureau.house.person("local")
    assert code
    await there.talks((code[0], "linking.linked menu"))
    await hears(oi, "linking.told")
    await oi.talks((Later("2022-05-19 09:05"), "ask.done"))
    oi.wire.user.block()
    await move(bureau.house.app, "2022-05-23 09:05")
    [told] = await eventually(there)
    assert told.keys == ("ask.ended",)
    bureau.house.fake.refused.clear()


async def test_messages_right_behind_each_other_are_told_together(bureau: Office) -> None:
    await tells_more(
        bureau,
        lambda text, said: (("hỏi thêm", "more.text"), (text, "form.part"), ("xong", f"{said} menu")),
    )


@pytest.mark.needs("quote")
async def test_replies_right_behind_each_other_are_told_together(bureau: Office) -> None:
    await tells_more(bureau, lambda text, said: ((Quote("lấy số cái", text), said),))


async def tells_more(bureau: Office, saying: Callable[[str, str], Script]) -> None:
    """One message after the other to one question, to be told of together."""
    thang, oi = await answered(bureau)
    await oi.talks((Later("2022-05-16 09:10"), ""))
    for number in range(12):
        said = "ask.added" if number < 10 else "threads.slower"
        await oi.talks(*saying(f"còn ý {number}", said))
    assert keys(await thang.hear()) == "ticket.more"
    await oi.talks((Later("2022-05-16 09:15"), ""))
    assert keys(await thang.hear()) == "threads.more"
    assert "11 tin" in thang.last.text
    assert "còn ý 11" in thang.last.text
    await thang.talks((Press("ticket:1:view"), "ticket.one"))
    assert "còn ý 5" in thang.last.text


async def test_the_same_photo_is_kept_once_and_told(bureau: Office) -> None:
    thang, oi = await answered(bureau)
    await oi.talks((Press("add"), "more.text"), (Photo("máy"), "form.part-photo"), ("xong", "ask.added menu"))
    await hears(thang, "ticket.more")
    await oi.talks(
        (Press("ask:1:add"), "more.text"),
        (Photo("máy"), "form.part-photo"),
        ("xong", "threads.file-again menu"),
    )
    await hears(thang, "")
    await thang.talks((Photo("sơ đồ"), "ticket.sent"), (Photo("sơ đồ"), "threads.file-again ticket.still"))


async def test_the_sixth_question_is_kept_with_the_fifth(bureau: Office) -> None:
    await bureau.officer("BK-DLBB", name="Lường Văn Thắng")
    oi = await worker(bureau)
    await asks(oi)
    for number in range(2, 5):
        await asks_more(oi, f"câu hỏi thứ {number}")
    await oi.talks(("hỏi cán bộ", "ask.list"), ("hỏi câu mới", "ask.text"), ("em nghĩ đã", "form.part"))
    await oi.talks(("để sau", "ask.kept menu"), (Press("menu:idea"), "idea.text"))
    await oi.talks(("câu thứ năm", "form.part"), ("xong", "idea.send"), ("1", "ask.sent menu"))
    await oi.talks(("hỏi cán bộ", "ask.list"), ("hỏi câu mới", "form.so-far ask.text"), ("xong", "ask.send"))
    await oi.talks(("1", "threads.many ask.added menu"))
    assert len(states(oi)) == 5
    await oi.talks(("hỏi cán bộ", "ask.list"), ("hỏi câu mới", "ask.many ask.list"))


@pytest.mark.needs("buttons")
async def test_what_is_pressed_on_two_telephones_happens_once(bureau: Office) -> None:
    thang = await bureau.officer("BK-DLBB", name="Lường Văn Thắng")
    oi = await worker(bureau)
    await asks(oi)
    await hears(thang, "ticket.new")
    await thang.talks((Press("ticket:1:take"), "ticket.open"), (Press("ticket:1:take"), "ticket.open"))
    await thang.talks((Later("2022-05-16 09:40"), ""), ("lấy số cái nhân giá", "ticket.hold"))
    await thang.talks((Press("ticket:1:send"), "ticket.sent"), (Press("ticket:1:send"), "ticket.open"))
    assert keys(await oi.hear()) == "ask.answer"
    await oi.talks((Press("ask:1:close"), "ask.closed menu"), (Press("ask:1:close"), "ask.one"))
    await oi.talks((Press("ask:1:withdraw"), "ask.one"))
    await hears(thang, "ticket.over-closed")
    assert states(oi) == ["closed"]


async def test_who_writes_when_a_question_is_withdrawn_is_told(bureau: Office) -> None:
    thang = await bureau.officer("BK-DLBB", name="Lường Văn Thắng")
    oi = await worker(bureau)
    await asks(oi)
    await hears(thang, "ticket.new")
    await oi.talks(("câu hỏi của tôi", "ask.list"), (Press("open"), "ask.one"))
    await thang.talks((Press("take"), "ticket.open"))
    await oi.talks((Press("withdraw"), "ask.withdrawn menu"))
    await hears(thang, "ticket.over-withdrawn")


@pytest.mark.needs("quote")
async def test_a_reply_to_a_withdrawn_question_is_told_to_be_unsent(bureau: Office) -> None:
    thang = await bureau.officer("BK-DLBB", name="Lường Văn Thắng")
    oi = await worker(bureau)
    await asks(oi)
    await hears(thang, "ticket.new")
    await oi.talks(("câu hỏi của tôi", "ask.list"), (Press("open"), "ask.one"))
    await oi.talks((Press("withdraw"), "ask.withdrawn menu"))
    await thang.talks((Quote("tinh tien lam loi", "chị lấy số cái"), "threads.unsent#withdrawn menu"))
    await hears(oi, "")


async def test_an_adviser_is_never_asked_their_own_question(bureau: Office) -> None:
    dung = await bureau.officer("DL-NPC-TN", role="adviser", name="Hoàng Văn Dũng")
    nam = await bureau.officer("DL-NPC", name="Hoàng Văn Nam")
    oi = await worker(bureau, where="DL-NPC-TN")
    code = await bureau.code("adviser", "DL-NPC-TN")
    await oi.talks((f"mã {code}", "invited menu"))
    await oi.hear()
    await oi.talks(
        ("hỏi tổ tư vấn", "ask.text"), ("em có ý tưởng này", "form.part"),
        ("xong", "ask.send"), ("1", "ask.sent menu"),
    )  # fmt: skip
    await hears(dung, "ticket.new")
    await hears(oi, "")
    await oi.talks(("câu hỏi của người lao động", "ticket.list"))
    assert not [value for value in oi.last.values if value.startswith("ticket:")]
    await hears(nam, "")


@pytest.mark.needs("buttons")  # it is not shown to them
async def test_an_adviser_takes_not_even_by_a_made_up_button_their_own_question(bureau: Office) -> None:
    await bureau.officer("DL-NPC-TN", role="adviser", name="Hoàng Văn Dũng")
    oi = await worker(bureau, where="DL-NPC-TN")
    await oi.talks((f"mã {await bureau.code('adviser', 'DL-NPC-TN')}", "invited menu"))
    await oi.talks(
        ("hỏi tổ tư vấn", "ask.text"), ("em có ý tưởng này", "form.part"),
        ("xong", "ask.send"), ("1", "ask.sent menu"),
    )  # fmt: skip
    await oi.talks((Press("ticket:1:take"), "ask.unknown menu"))


async def test_rude_words_are_reported_and_the_lead_may_stop_and_go_on(bureau: Office) -> None:
    thang, oi = await answered(bureau)
    await thang.talks(("xong", "ticket.done menu"), (Press("ticket:1:view"), "ticket.one"))
    await thang.talks(("báo lời khó nghe", "threads.report"), ("1", "threads.reported-done menu"))
    await hears(thang, "threads.reported")
    await thang.talks((Press("block:1:ask"), "threads.block"), ("lời khó nghe", "threads.block-done"))
    await oi.talks(("câu hỏi của tôi", "ask.list"), ("hỏi câu mới", "threads.blocked menu"))
    assert "0209" in oi.last.text
    await hears(thang, "")
    await thang.talks((Press("block:1:rude"), "threads.stands"), ("nhận lại câu hỏi", "threads.lifted menu"))
    await oi.talks(
        (Press("ask:1:add"), "more.text"), ("em xin lỗi anh", "form.part"), ("xong", "ask.added menu")
    )
    kinds = [row[0] for row in oi.read(audit.query().with_only_columns(audit.audit.c.kind))]
    assert kinds[:2] == ["ask_unblocked", "ask_blocked"]


@pytest.mark.needs("quote", "buttons")
async def test_who_is_stopped_goes_on_neither_by_a_reply_nor_by_a_made_up_button(bureau: Office) -> None:
    thang, oi = await answered(bureau)
    await thang.talks(("xong", "ticket.done menu"))
    await reports(thang, 1)
    await hears(thang, "threads.reported")
    await oi.talks((Press("block:1:rude"), "ask.unknown menu"))
    await thang.talks((Press("block:1:ask"), "threads.block"), ("lời khó nghe", "threads.block-done"))
    await oi.talks((Quote("lấy số cái", "alo anh ơi có đó không"), "threads.blocked"))
    assert "0209" in oi.last.text
    await hears(thang, "")
    await thang.talks(("nhận lại câu hỏi", "threads.lifted menu"))
    await oi.talks((Quote("lấy số cái", "em xin lỗi anh"), "ask.added"))


async def test_somebody_without_a_name_keeps_being_without_one_when_stopped(bureau: Office) -> None:
    dung = await bureau.officer("DL-NPC-TN", role="adviser", name="Hoàng Văn Dũng")
    nam = await bureau.officer("DL-NPC-TN", name="Hoàng Văn Nam")
    oi = await worker(bureau, where="DL-NPC-TN")
    await oi.talks(
        ("hỏi tổ tư vấn", "ask.text"), ("quản đốc không cho làm thử", "form.part"),
        ("xong", "ask.send"), ("2", "ask.sent menu"),
    )  # fmt: skip
    await hears(dung, "ticket.new")
    await reports(dung, 1)
    await hears(nam, "threads.reported")
    await nam.talks((Press("block:1:ask"), "threads.block"), ("1", "threads.block-done"))
    assert not [message for message in (*dung.heard, *nam.heard) if "Lò Thị Ơi" in message.text]
    [row] = nam.read(audit.query().where(audit.audit.c.kind == "ask_blocked"))
    assert (row.whose, row.about_id) == (None, None)
    await oi.talks(("câu hỏi của tôi", "ask.list"), ("hỏi câu mới", "threads.blocked menu"))
    await oi.talks(("ghi sáng kiến", "registration.solution"))


async def test_a_question_without_a_name_does_not_tell_who_was_stopped_by_another(bureau: Office) -> None:
    dung = await bureau.officer("DL-NPC-TN", role="adviser", name="Hoàng Văn Dũng")
    nam = await bureau.officer("DL-NPC-TN", name="Hoàng Văn Nam")
    oi = await worker(bureau, where="DL-NPC-TN")
    await oi.talks(
        ("hỏi tổ tư vấn", "ask.text"), ("quản đốc không cho làm thử", "form.part"),
        ("xong", "ask.send"), ("2", "ask.sent menu"), ("câu hỏi của tôi", "ask.list"),
        ("hỏi câu mới", "ask.text"), ("giấy tờ gồm những gì", "form.part"), ("xong", "ask.send"),
        ("1", "ask.sent menu"),
    )  # fmt: skip
    await hears(dung, "ticket.new | ticket.new")
    for number in (1, 2):
        await reports(dung, number)
    await hears(nam, "threads.reported | threads.reported")
    await nam.talks((Press("block:1:ask"), "threads.block"), (Press("block:1:rude"), "threads.block-done"))
    await nam.talks((Press("block:2:ask"), "threads.block"))
    await nam.talks((Press("block:1:ask"), "threads.stands"), (Press("block:1:lift"), "threads.lifted menu"))
    await nam.talks((Press("block:2:rude"), "threads.block-done"), (Press("block:1:ask"), "threads.block"))
    await oi.talks(("câu hỏi của tôi", "ask.list"), ("hỏi câu mới", "threads.blocked menu"))


async def test_a_lead_whose_role_has_ended_stops_nobody(bureau: Office) -> None:
    _, team = await led(bureau)
    oi = await worker(bureau, where="DL-NPC-TN")
    await asks_team(oi)
    await hears(team[1], "ticket.new")
    await reports(team[1], 1)
    assert "threads.reported" in keys(await team[0].hear())
    await team[0].talks((Press("block:1:ask"), "threads.block"), ("vai trò của tôi", "roles"))
    await team[0].talks((Press("mine"), "roles.one"), (Press("leave"), "role.confirm-leave"))
    await team[0].talks(("1", "roles.left menu"), (Press("block:1:rude"), "ask.unknown menu"))


async def test_what_is_held_does_not_grow_without_end(bureau: Office) -> None:
    thang, oi = await answered(bureau)
    await thang.talks((Later("2022-05-16 09:40"), ""), ("một " * 4000, "ticket.hold"))
    await thang.talks(("hai " * 4000, "form.too-long ticket.hold"), ("ba", "ticket.hold"))
    await thang.talks((Press("send"), "ticket.sent"))
    await hears(oi, "ask.answer")
    assert [word in oi.last.text.split() for word in ("một", "hai", "ba")] == [True, False, True]
