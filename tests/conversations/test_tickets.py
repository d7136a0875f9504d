"""Workers ask, those who answer are colleagues with a telephone: a worker and four advisers at once."""

import asyncio

import pytest
from sqlalchemy import select

from storage import tickets
from tests.conversations.officers import Office
from tests.conversations.tester import Later, Person, Photo, Press, hears, keys


async def worker(
    bureau: Office, channel: str = "", where: str = "BK-DLBB", name: str = "Lò Thị Ơi"
) -> Person:
    """A worker of a unit."""
    oi = bureau.house.person(channel)
    await oi.talks(
        (f"/start u_{where}", "welcome.greet | welcome.consent"),
        ("đồng ý", "welcome.name"),
        (name, "welcome.done menu"),
    )
    return oi


async def asks(person: Person, text: str = "em k bit tinh tien lam loi") -> None:
    await person.talks(
        ("hỏi cán bộ", "ask.text"),
        (text, "form.part"),
        ("xong", "ask.send"),
        ("1", "ask.sent menu"),
    )


def states(person: Person) -> list[str]:
    return [row.state for row in person.read(select(tickets.ticket.c.state).order_by(tickets.ticket.c.id))]


async def test_a_question_is_asked_taken_answered_and_done(bureau: Office, channel: str) -> None:
    thang = await bureau.officer("BK-DLBB", channel, name="Lường Văn Thắng")
    oi = await worker(bureau, channel)
    await asks(oi)
    assert "câu số 1" in oi.last.text
    assert "cán bộ công đoàn, CĐCS Điện lực Ba Bể" in oi.last.text
    await hears(thang, "ticket.new")
    assert "Lò Thị Ơi" in thang.last.text
    assert "em k bit tinh tien lam loi" in thang.last.text
    await thang.talks((Press("take"), "ticket.open"), ("chi cu noi truoc 1 ngay may cai", "ticket.sent"))
    await hears(oi, "ask.answer")
    assert "Lường Văn Thắng trả lời câu 1: chi cu noi truoc 1 ngay may cai" in oi.last.text
    await oi.talks(
        (Press("add"), "more.text"), ("truoc 5 cai gio 9 cai", "form.part"), ("xong", "ask.added menu")
    )
    await hears(thang, "ticket.more")
    await thang.talks(("vay la hon 4 cai 1 ngay", "ticket.sent"), ("xong", "ticket.done menu"))
    await hears(oi, "ask.answer")
    await oi.talks(("Xong rồi", "ask.closed menu"))
    await hears(thang, "ticket.over-closed")
    assert states(oi) == ["closed"]


TEAM = ("Hoàng Văn Dũng", "Lý Thị Mai", "Vi Văn Páo", "Ma Thị Sáy")


@pytest.mark.parametrize("channels", [["local"] * 5, ["telegram"] * 5, ["local", "telegram"] * 2 + ["local"]])
async def test_of_four_advisers_who_press_at_once_one_answers_and_three_are_told(
    bureau: Office, channels: list[str]
) -> None:
    """Plan 003: a team; the programme says Tổ tư vấn."""
    team = [
        await bureau.officer("DL-NPC-TN", channel, role="adviser", name=name)
        for name, channel in zip(TEAM, channels, strict=False)
    ]
    oi = await worker(bureau, channels[-1], where="DL-NPC-TN")
    await oi.talks(
        ("hỏi tổ tư vấn", "ask.text"),
        ("máy cắt cứ kẹt hoài, em tính lắp thêm cái lò xo", "form.part"),
        ("xong", "ask.send"),
        ("1", "ask.sent menu"),
    )
    assert "Tổ tư vấn" in oi.last.text
    for one in team:
        await hears(one, "ticket.new")
    pressed = await asyncio.gather(*(one.does(Press("take")) for one in team))
    [winner] = [one for one, came in zip(team, pressed, strict=True) if keys(came) == "ticket.open"]
    others = [one for one in team if one is not winner]
    for one, came in zip(team, pressed, strict=True):
        told = "\n".join(message.text for message in [*came, *await one.hear()])
        assert one is winner or f"Câu 1: {winner.row.name} đã nhận trả lời." in told
    await winner.talks(("lắp thử ở máy nào, có ảnh không chị", "ticket.sent"))
    await hears(oi, "ask.answer")
    await winner.talks(("// cái này hỏi thêm anh Páo", "ticket.noted"))
    for one in others:
        await hears(one, "ticket.note")
        await one.talks((Press("ticket:1:take"), "ticket.taken-by menu"))
    await hears(oi, "")
    await oi.talks(("Xong rồi", "ask.closed menu"))
    await hears(winner, "ticket.over-closed")


async def test_after_half_an_hour_the_first_message_is_held_for_a_yes(bureau: Office) -> None:
    thang = await bureau.officer("BK-DLBB", name="Lường Văn Thắng")
    oi = await worker(bureau)
    await asks(oi)
    await hears(thang, "ticket.new")
    await thang.talks(
        (Press("take"), "ticket.open"),
        (Later("2022-05-16 09:40"), ""),
        ("ba nay ke lung tung qua", "ticket.hold"),
        ("2", "ticket.dropped"),
        ("chị nói rõ hơn nhé", "ticket.sent"),
    )
    await hears(oi, "ask.answer")
    assert "ke lung tung" not in oi.last.text


async def test_a_draft_that_is_open_goes_along_and_goes_on(bureau: Office) -> None:
    thang = await bureau.officer("BK-DLBB", name="Lường Văn Thắng")
    oi = await worker(bureau)
    await oi.talks(
        ("ghi sáng kiến", "registration.solution"),
        ("chế cái sào kẹp thay bóng đèn đường", "form.part"),
        ("xong", "registration.title"),
        ("1", "registration.applied"),
        ("hỏi cán bộ", "ask.text"),
        ("dùng thử thì chọn mục nào ạ", "form.part"),
        ("xong", "ask.send"),
        ("1", "ask.sent registration.applied"),
    )
    await hears(thang, "ticket.new")
    await oi.talks(("2", "registration.applied_on"))
    await thang.talks((Press("draft"), "ticket.draft"))
    assert "Đang ở bước: Đang dùng thử" in thang.last.text
    assert "sào kẹp" in thang.last.text


async def test_a_hidden_name_is_not_shown(bureau: Office) -> None:
    dung = await bureau.officer("DL-NPC-TN", role="adviser", name="Hoàng Văn Dũng")
    oi = await worker(bureau, where="DL-NPC-TN")
    await oi.talks(
        ("hỏi tổ tư vấn", "ask.text"), ("quản đốc không cho làm thử", "form.part"),
        ("xong", "ask.send"), ("2", "ask.sent menu"),
    )  # fmt: skip
    await hears(dung, "ticket.new")
    await dung.talks((Press("take"), "ticket.open"), ("chị cứ ghi ý tưởng trước", "ticket.sent"))
    assert not [message for message in dung.heard if "Lò Thị Ơi" in message.text]


async def test_where_nobody_answers_it_says_whom_to_call(bureau: Office) -> None:
    oi = await worker(bureau)
    await oi.talks(("hỏi cán bộ", "ask.call menu"))
    assert "0209" in oi.last.text


async def test_nobody_answers_so_those_further_up_are_asked(bureau: Office) -> None:
    thang = await bureau.officer("BK-DLBB", name="Lường Văn Thắng")
    nam = await bureau.officer("BK", name="Hoàng Văn Nam")
    oi = await worker(bureau)
    await asks(oi)
    await hears(thang, "ticket.new")
    await oi.talks((Later("2022-05-17 16:30"), ""))
    came = keys(await thang.hear())
    assert "ticket.soon" in came
    await oi.talks((Later("2022-05-19 09:00"), ""))
    assert "ticket" in keys(await nam.hear())


async def test_a_silent_worker_is_asked_once_and_then_it_ends(bureau: Office) -> None:
    thang = await bureau.officer("BK-DLBB", name="Lường Văn Thắng")
    oi = await worker(bureau)
    await asks(oi)
    await hears(thang, "ticket.new")
    await thang.talks(
        (Press("take"), "ticket.open"), ("chị gửi ảnh giúp", "ticket.sent"), ("xong", "ticket.done menu")
    )
    await hears(oi, "ask.answer")
    await oi.talks((Later("2022-05-19 09:05"), "ask.done"), (Later("2022-05-23 09:05"), "ask.ended"))
    await thang.hear()
    await oi.talks(
        ("câu hỏi của tôi", "ask.list"),
        (Press("open"), "ask.one"),
        ("Hỏi tiếp câu này", "more.text"),
        (Photo("máy"), "form.part-photo"),
        ("xong", "ask.added menu"),
    )
    await hears(thang, "ticket.more")


@pytest.mark.needs("buttons")
async def test_what_is_not_theirs_does_not_exist(bureau: Office) -> None:
    thang = await bureau.officer("BK-DLBB", name="Lường Văn Thắng")
    other = await bureau.officer("NT", name="Trần Thị Bé")
    oi, ai = await worker(bureau), await worker(bureau, name="Lò Văn Ai")
    await asks(oi)
    await hears(thang, "ticket.new")
    for person, value in (
        (other, "ticket:1:take"),
        (other, "ticket:1:view"),
        (ai, "ask:1:open"),
        (ai, "ask:1:withdraw"),
    ):
        await person.talks((Press(value), "ask.unknown menu"))
    assert states(oi) == ["waiting"]


async def test_at_night_those_who_answer_are_left_alone_until_they_work_again(bureau: Office) -> None:
    thang = await bureau.officer("BK-DLBB", name="Lường Văn Thắng")
    oi = await worker(bureau)
    await oi.talks((Later("2022-05-16 21:30"), ""))
    await asks(oi)
    await hears(thang, "")
    await oi.talks((Later("2022-05-17 07:29"), ""))
    await hears(thang, "")
    await oi.talks((Later("2022-05-17 07:30"), ""))
    await hears(thang, "ticket.new")


async def test_a_question_is_meant_by_its_number_wherever_it_stands_in_the_list(bureau: Office) -> None:
    thang = await bureau.officer("BK-DLBB", name="Lường Văn Thắng")
    oi = await worker(bureau)
    await asks(oi, "câu đầu là gì")
    await asks_again(oi, "câu sau là gì")
    await asks_again(oi, "câu cuối là gì")
    await hears(thang, "ticket.new | ticket.new | ticket.new")
    await thang.talks(
        ("câu hỏi", "ticket.list"),
        ("tra loi cau 3", "ticket.open"),
        ("xong", "ticket.done menu"),
        ("cau hoi", "ticket.list"),
    )
    assert thang.last.labels.startswith("Câu 3: ")
    await thang.talks(("câu 1", "ticket.one"), ("xem câu 2", "ticket.one"))
    assert "câu sau là gì" in thang.last.text
    await thang.talks(("toi tra loi 2", "ticket.open"))
    await oi.talks(("câu hỏi", "ask.list"), ("câu 1", "ask.one"))
    assert "câu đầu là gì" in oi.last.text


async def asks_again(person: Person, text: str) -> None:
    """Somebody who has asked before."""
    await person.talks(("hỏi cán bộ", "ask.list"), ("1", "ask.text"), (text, "form.part"))
    await person.talks(("xong", "ask.send"), ("1", "ask.sent menu"))


async def test_words_of_a_button_are_not_sent_to_whoever_asked_unasked(bureau: Office) -> None:
    thang = await bureau.officer("BK-DLBB", name="Lường Văn Thắng")
    oi = await worker(bureau)
    await asks(oi)
    await hears(thang, "ticket.new")
    await thang.talks(("tôi trả lời", "ticket.open"), ("toi tra loi", "ticket.open"))
    await thang.talks(("xem ban gui kem", "ticket.hold"), ("không", "ticket.dropped"))


async def test_who_was_handed_a_question_takes_it_by_saying_so(bureau: Office) -> None:
    thang = await bureau.officer("BK-DLBB", name="Lường Văn Thắng")
    oi = await worker(bureau)
    await asks(oi)
    await hears(thang, "ticket.new")
    await thang.talks(("tôi trả lời", "ticket.open"), ("menu", "menu"), ("toi tra loi", "ticket.open"))
