"""Answers that advisers prepare: kept, published by the lead, found and sent, retired."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import insert, select

from storage import knowledge, settings
from storage.tables import TeamPlan
from tests.conversations.officers import Office
from tests.conversations.test_knowledge import uses
from tests.conversations.test_tickets import worker
from tests.conversations.tester import Person, Press, hears

ASKED = "máy cưa số 4 hỏng thì gọi ai"
ANSWER = "Gọi tổ cơ điện, trong giờ làm."


async def team(bureau: Office, *names: str, channel: str = "") -> list[Person]:
    return [await bureau.officer("DL-NPC-TN", channel, role="adviser", name=name) for name in names]


async def leads(bureau: Office, person: Person) -> None:
    def store(connection: Any) -> None:
        unit_id = bureau.house.app.turns.service.ids["DL-NPC-TN"]
        connection.execute(insert(TeamPlan).values(unit_id=unit_id, lead_id=person.row.id))

    await bureau.house.app.turns.write(store)


async def asked(oi: Person, text: str = ASKED) -> None:
    await oi.talks(
        ("hỏi tổ tư vấn", "ask.text"), (text, "form.part"), ("xong", "ask.send"), ("1", "ask.sent menu")
    )


async def kept(adviser: Person, word: str = "canned.proposed") -> None:
    """The adviser has answered and keeps the answer."""
    await hears(adviser, "ticket.new")
    await adviser.talks(
        (Press("take"), "ticket.open"),
        (ANSWER, "ticket.sent"),
        ("/lưu cua", "canned.question-known"),
        ("Máy cưa hỏng gọi ai?", "canned.answer-known"),
        ("giữ câu trả lời này", f"{word} ticket.still"),
    )


def states(person: Person) -> list[tuple[str, str, str]]:
    return [(row.state, row.question, row.shortcut) for row in person.read(select(knowledge.entry))]


async def test_an_answer_is_kept_published_by_the_lead_found_and_sent(bureau: Office, channel: str) -> None:
    dung, mai = await team(bureau, "Hoàng Văn Dũng", "Lý Thị Mai", channel=channel)
    await leads(bureau, mai)
    oi = await worker(bureau, channel, "DL-NPC-TN")
    await asked(oi)
    await kept(dung)
    assert states(dung) == [("proposed", "Máy cưa hỏng gọi ai?", "cua")]
    await mai.hear()
    assert mai.last.keys == ("canned.new",)
    await mai.talks((Press("use"), "canned.published canned.desk"))
    await mai.talks((Press("drop"), "canned.one"))  # an old button: it is in use by now
    await hears(dung, "canned.in-use")
    await hears(oi, "ask.answer")
    ai = await worker(bureau, channel, "DL-NPC-TN", name="Lò Văn Ai")
    await ai.talks(
        ("hỏi tổ tư vấn", "ask.text"), ("may cua hong goi ai", "form.part"), ("xong", "ask.likely"),
        ("1", "ask.likely-answer"), ("vẫn gửi", "ask.send"), ("1", "ask.sent menu"),
    )  # fmt: skip
    await mai.hear()
    await mai.talks(
        (Press("ticket:2:take"), "ticket.open"),
        ("/", "canned.shortcuts"),
        ("/cua", "canned.hold"),
    )
    assert ANSWER in mai.last.text
    await mai.talks(("gửi", "ticket.sent"))
    await hears(ai, "ask.answer")
    assert ANSWER in ai.last.text
    assert uses(mai)[-1] == ("sent", "own-1")


async def test_words_are_searched_and_other_words_take_the_place_of_what_is_held(bureau: Office) -> None:
    [dung] = await team(bureau, "Hoàng Văn Dũng")
    oi = await worker(bureau, where="DL-NPC-TN")
    await asked(oi)
    await hears(dung, "ticket.new")
    await dung.talks(
        (Press("take"), "ticket.open"),
        ("/", "canned.no-shortcuts"),
        ("/zzzz", "canned.none"),
        ("/tổ tư vấn gặp ở đâu", "canned.found"),
        ("1", "canned.hold"),
    )
    assert "Ở phòng họp tầng 2. (Theo Kế hoạch thử, mục III)" in dung.last.text
    await dung.talks(
        ("chị lên phòng họp tầng 3 nhé", "ticket.sent"),
        ("1", "ticket.hold"),  # a number that belongs to nothing any more
        ("gửi", "ticket.sent"),
        ("/tổ tư vấn gặp ở đâu", "canned.found"),
        (Press("pick"), "canned.hold"),
        ("không", "ticket.dropped"),
        ("// hỏi lại anh Dũng", "ticket.noted"),
    )
    came = [message.text for message in await oi.hear()]
    assert [text.rpartition(": ")[2] for text in came] == ["chị lên phòng họp tầng 3 nhé", "1"]
    assert uses(dung) == [("none", "")]


async def test_without_a_lead_the_officers_hear_and_may_say_it_in_other_words(bureau: Office) -> None:
    nam = await bureau.officer("DL-NPC-TN", name="Hoàng Văn Nam")
    [dung] = await team(bureau, "Hoàng Văn Dũng")
    oi = await worker(bureau, where="DL-NPC-TN")
    await asked(oi)
    await hears(dung, "ticket.new")
    await dung.talks(
        (Press("take"), "ticket.open"),
        ("lưu thành câu trả lời mẫu", "canned.nothing"),
        (ANSWER, "ticket.sent"),
        ("lưu thành câu trả lời mẫu", "canned.question-known"),
        ("Giữ câu này", "canned.answer-known"),
        ("Gọi anh Dũng, 0912 345 678", "canned.personal"),
        ("ghi lại", "canned.answer-known"),
        (ANSWER, "canned.shortcut"),
        ("bỏ qua", "canned.proposed ticket.still"),
        ("kho trả lời", "canned.desk"),
        (Press("view"), "canned.one"),
    )
    assert not [value for value in dung.last.values if value.endswith(":use")]
    await nam.hear()
    assert nam.last.keys == ("canned.new",)
    await nam.talks(
        (Press("edit"), "canned.question-known"),
        ("1", "canned.answer-known"),
        ("Gọi tổ cơ điện, số máy ở bảng tin.", "canned.shortcut"),
        ("máy cưa", "canned.published canned.desk"),
    )
    assert states(nam) == [("live", ASKED, "maycua")]
    await hears(dung, "canned.in-use")


async def test_an_officer_publishes_at_once_sets_a_last_day_and_retires(bureau: Office) -> None:
    thang = await bureau.officer("BK-DLBB", name="Lường Văn Thắng")
    oi = await worker(bureau)
    await oi.talks(
        ("hỏi cán bộ", "ask.text"), (ASKED, "form.part"), ("xong", "ask.send"), ("1", "ask.sent menu")
    )
    await hears(thang, "ticket.new")
    await thang.talks(
        (Press("take"), "ticket.open"),
        (ANSWER, "ticket.sent"),
        ("/lưu", "canned.question-known"),
        ("Hỏi chị Ơi: máy cưa hỏng gọi ai?", "canned.personal"),
        ("máy cưa hỏng gọi ai?", "canned.answer-known"),
        ("1", "canned.shortcut"),
        ("chữ tắt gì mà dài quá thế này nhỉ", "invalid.canned-shortcut canned.shortcut"),
        ("cua", "canned.published ticket.still"),
        ("xong", "ticket.done menu"),
        ("câu trả lời mẫu", "canned.desk"),
        ("các câu đang dùng", "canned.live-list"),
        (Press("view"), "canned.one"),
        ("đặt ngày cuối", "canned.until"),
        ("1/5/2022", "invalid.canned-past canned.until"),
        ("31/5", "canned.changed canned.desk"),
    )
    assert [str(row.until) for row in thang.read(select(knowledge.entry))] == ["2022-05-31"]
    await thang.talks(
        (Press("entry:0:often"), "canned.often-none"),
        (Press("entry:0:open"), "canned.open-list"),
        ("1", "ticket.one"),
        (Press("entry:1:view"), "canned.one"),
        ("thôi dùng", "canned.retired canned.desk"),
        (Press("entry:1:edit"), "ask.unknown menu"),
    )
    assert states(thang) == [("retired", "máy cưa hỏng gọi ai?", "cua")]


@pytest.mark.needs("buttons")
async def test_it_is_for_the_people_of_the_unit_alone(bureau: Office) -> None:
    dung, mai = await team(bureau, "Hoàng Văn Dũng", "Lý Thị Mai")
    other = await bureau.officer("NT", name="Trần Thị Bé")
    oi = await worker(bureau, where="DL-NPC-TN")
    await asked(oi)
    await kept(dung, "canned.proposed-alone")
    await mai.hear()
    for person in (oi, other):
        for value in ("entry:1:use", "entry:1:view", "canned:own-1:pick"):
            await person.talks((Press(value), "ask.unknown menu"))
    await mai.talks((Press("entry:1:drop"), "ask.unknown menu"))  # she is no lead
    await dung.talks((Press("entry:1:use"), "ask.unknown menu"))
    await oi.talks(("kho trả lời", "ask.unknown menu"))
    assert [row[0] for row in states(dung)] == ["proposed"]


async def test_a_shortcut_belongs_to_one_entry_and_one_that_is_over_is_not_found(bureau: Office) -> None:
    [dung] = await team(bureau, "Hoàng Văn Dũng")
    await leads(bureau, dung)
    unit_id = bureau.house.app.turns.service.ids["DL-NPC-TN"]

    def store(connection: Any) -> None:
        now = datetime(2022, 5, 16, tzinfo=UTC)
        row = {
            "unit_id": unit_id, "question": "Bãi xe ở đâu?", "answer": "Sau nhà ăn.", "shortcut": "xe",
            "state": "live", "author_id": dung.row.id, "made_at": now, "changed_at": now,
        }  # fmt: skip
        over = {**row, "shortcut": "cu", "until": date(2022, 5, 1)}
        for values in (row, over):
            connection.execute(insert(knowledge.entry).values(**values))
        settings.put(connection, "knowledge", "1")

    await bureau.house.app.turns.write(store)
    oi = await worker(bureau, where="DL-NPC-TN")
    await asked(oi)
    await hears(dung, "ticket.new")
    await dung.talks(
        (Press("take"), "ticket.open"),
        ("/xe", "canned.hold"),
        ("gửi", "ticket.sent"),
        ("/lưu xe", "canned.question-known"),
        ("1", "canned.answer-known"),
        ("1", "canned.shortcut"),
        ("xe", "invalid.canned-taken canned.shortcut"),
        ("xe2", "canned.published ticket.still"),
        ("/", "canned.shortcuts"),
    )
    assert "/cu:" not in dung.last.labels
