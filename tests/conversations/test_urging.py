"""Officers have something said to those below, once, personally; and see what came of it."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from bot.clock import machine_now
from handlers.channels import Window
from handlers.deadline_items import PAID
from handlers.deadline_rows import ROLE
from handlers.turn import today_of
from storage import decisions, ledger, preferences, queue, roles, urgings
from storage.reminders import reminder
from storage.store import Store
from storage.tables import Task
from tests.conversations.officers import Office, office
from tests.conversations.test_mergers import MERGED, imports
from tests.conversations.test_roles import comes
from tests.conversations.tester import BEGUN, KNOWN, SENT, Later, Person, Press, hears

NONE = "nhac cac don vi chua co sang kien nao"
EVN = "dien-luc-1tr"
task = Task.__table__  # type: ignore[attr-defined]


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path, trial=False) as opened:
        yield opened


async def fires(desk: Office) -> None:
    """What is due is said: in a test nobody waits for the next tick."""
    await desk.house.app.schedule.fire()


def lines(person: Person) -> list[Any]:
    rows = person.read(
        select(ledger.notice).where(ledger.notice.c.kind == "urged").order_by(ledger.notice.c.id)
    )
    return list(rows)


async def listed(lan: Person, words: str = NONE) -> None:
    """The list of those that lack something, from one typed sentence."""
    await comes(lan, words, "urging.counting | urging.list")


async def sends(desk: Office, lan: Person) -> None:
    """From the list to the end of sending."""
    await lan.talks((Press("preview"), "urging.preview"))
    await comes(lan, Press("send"), "urging.sending | urging.sent")
    await fires(desk)


async def test_one_sentence_reminds_every_unit_without_an_initiative(desk: Office, channel: str) -> None:
    lan = await desk.officer("BK-DL", channel)
    dung = await desk.officer("BK-DLBB", channel, name="Hoàng Văn Dũng")
    await listed(lan)
    assert "Chưa có sáng kiến nào: " in lan.last.text
    assert "• CĐCS Điện lực Ba Bể\n" in lan.last.text
    assert "• CĐCS Điện lực Chợ Đồn (chưa nhắn được: chưa có ai trên hệ thống)" in lan.last.text
    await lan.talks(("xem tin se gui", "urging.preview"))
    told = lan.last.text
    assert "Chào anh/chị Hoàng Văn Dũng." in told
    assert "CĐCS Điện lực Ba Bể:\n- Kế hoạch phấn đấu mỗi công đoàn cơ sở có ít nhất 01 sáng kiến" in told
    assert "Hoàng Thị Lan (Công đoàn Công ty Điện lực Bắc Kạn) nhờ anh/chị thu xếp giúp (nhắc lần 1)." in told
    assert "Gửi cho 1 người của 1 đơn vị" in told
    assert "chưa có ai trên hệ thống: " in told
    await comes(lan, "gui cho 1 nguoi", "urging.sending | urging.sent")
    await fires(desk)
    await hears(dung, "urged")
    assert dung.last.text.startswith(told.split("\n\n")[1])  # word for word
    await dung.talks(("da ro", "remind.known menu"))
    await lan.talks((Press("result"), "urging.result"))
    assert "1 đã gửi · 0 đang chờ gửi" in lan.last.text
    assert "1 đã rõ" in lan.last.text
    await lan.talks(("cap nhat", "urging.result"))
    [line] = lines(lan)
    assert (line.role, line.answer, line.number, line.debts) == (
        "officer",
        "known",
        1,
        [["none", 0, 0, "", True]],
    )
    await lan.talks((Later("2022-05-16 09:02"), "urging.result"))


# What it costs

WINDOW = Window(timedelta(hours=48), timedelta(days=7), 55)


def priced(desk: Office, window: Window) -> None:
    """Telegram, as if it charged for what is said by itself."""
    telegram: Any = desk.house.app.channels["telegram"]
    telegram.capabilities = replace(telegram.capabilities, window=window)


async def heard(desk: Office, who: Person, ago: timedelta) -> None:
    """Somebody's last sign of life, and then silence."""
    values = {"heard_at": machine_now() - ago}
    mine = queue.conversation.c.address == who.wire.address
    await desk.house.app.turns.write(
        lambda c: c.execute(update(queue.conversation).where(mine).values(values))
    )


async def test_an_officer_sees_the_price_before_it_is_sent(desk: Office) -> None:
    lan = await desk.officer("BK-DL")
    for unit in ("BK-DLBB", "BK-DLCD"):
        await heard(desk, await desk.officer(unit, "telegram"), timedelta(days=3))
    await listed(lan)
    await lan.talks((Press("preview"), "urging.preview"))
    assert "tính phí" not in lan.last.text  # Telegram charges nothing
    priced(desk, WINDOW)
    await listed(lan)
    await lan.talks((Press("preview"), "urging.preview"))
    assert "\nKhoảng 2 tin tính phí, chừng 110 đồng.\n" in f"{lan.last.text}\n"


async def test_an_officer_sees_whom_a_channel_does_not_let_be_told(desk: Office) -> None:
    lan = await desk.officer("BK-DL")
    dung = await desk.officer("BK-DLBB")
    nhung = await desk.officer("BK-DLCD", "telegram")
    await heard(desk, nhung, timedelta(days=8))

    def on_telegram_too(connection: Any) -> None:
        lanes = queue.conversation
        mine = select(lanes.c.person_id).where(lanes.c.address == dung.wire.address).scalar_subquery()
        there = {"channel": "telegram", "address": "dung", "person_id": mine, "reachable": True}
        connection.execute(insert(lanes).values(there))

    await desk.house.app.turns.write(on_telegram_too)
    priced(desk, WINDOW)
    await listed(lan)
    await lan.talks((Press("preview"), "urging.preview"))
    assert (
        "\n1 người chưa nhắn được qua kênh này, sẽ nhắn qua kênh khác; "
        "1 người hiện chưa nhắn được qua kênh nào.\n"
    ) in f"{lan.last.text}\n"


# Whom it can't reach


async def test_who_has_blocked_the_service_is_told_apart_and_stands_in_the_ledger(desk: Office) -> None:
    lan = await desk.officer("BK-DL")
    dung = await desk.officer("BK-DLBB", "telegram", name="Hoàng Văn Dũng")
    nhung = await desk.officer("BK-DLCD", "telegram", name="Chu Thị Nhung")
    wire: Any = dung.wire
    wire.user.block()
    await wire.deliver(wire.take())
    await listed(lan)
    assert "• CĐCS Điện lực Ba Bể (chưa nhắn được: đã chặn trợ lý)" in lan.last.text
    await sends(desk, lan)
    await hears(nhung, "urged")
    await lan.talks((Press("result"), "urging.result"))
    assert "1 đã gửi · 0 đang chờ gửi · 1 không gửi được" in lan.last.text
    assert "• CĐCS Điện lực Ba Bể: đã chặn trợ lý; gọi Bàn Văn Páo, 0209 555 0083" in lan.last.text
    assert "Điện lực Chợ Đồn" not in lan.last.text
    await lan.talks(("sổ nhắc việc", "ledger"), ("1", "ledger.one"), ("1", "ledger.lines"))
    assert "CĐCS Điện lực Ba Bể" in lan.last.text
    assert "Kết quả: không gửi được." in lan.last.text


async def test_who_blocks_before_the_message_comes_is_seen_within_a_minute(desk: Office) -> None:
    lan = await desk.officer("BK-DL")
    dung = await desk.officer("BK-DLBB", "telegram", name="Hoàng Văn Dũng")
    wire: Any = dung.wire
    await lan.talks((Later("2022-05-16 21:30"), ""))
    await listed(lan)
    await sends(desk, lan)
    wire.user.block()
    wire.take()  # the platform's word of it is late
    await lan.talks((Later("2022-05-17 07:00"), ""))

    async def seen() -> None:
        while "1 không gửi được" not in (await lan.does(Press("result")))[0].text:
            continue

    await seen()
    desk.house.fake.refused.clear()
    assert "CĐCS Điện lực Ba Bể: tin không gửi được" in lan.last.text
    await lan.talks((Later("2022-05-17 07:01"), "urging.result"))


async def test_units_without_anybody_here_are_told_apart_and_can_be_invited(desk: Office) -> None:
    lan = await desk.officer("BK-DL")
    await desk.officer("BK-DLBB", name="Hoàng Văn Dũng")
    huy = desk.house.person()
    await huy.talks(*KNOWN[:3], ("điện lực chợ đồn", "welcome.unit-this"), ("1", "welcome.done menu"))
    await desk.code(unit="BK-DLCM")
    await listed(lan)
    assert "• CĐCS Điện lực Chợ Đồn (chưa nhắn được: không có đầu mối)" in lan.last.text
    assert "• CĐCS Điện lực Chợ Mới (chưa nhắn được: đã có mã mời, chưa vào)" in lan.last.text
    assert "• CĐCS Điện lực Na Rì (chưa nhắn được: chưa có ai trên hệ thống)" in lan.last.text
    await lan.talks((Press("kinds"), "urging.kinds"))
    assert "Chưa có đầu mối ở đây (5)" in lan.last.labels
    await lan.talks(("chua co dau moi o day (5)", "urging.list"))
    assert "Xem tin sẽ gửi" not in lan.last.labels
    await lan.talks(("moi can bo theo doi", "roles"))


async def test_where_nobody_can_be_told_nothing_is_offered_to_send(desk: Office) -> None:
    lan = await desk.officer("BK-DL")
    await listed(lan)
    await lan.talks((Press("preview"), "urging.alone"))
    assert "chưa có ai trên hệ thống: 6" in lan.last.text
    assert not [value for value in lan.last.values if value.endswith(":send")]


@pytest.mark.needs("buttons")  # never shown
async def test_nor_sent_by_whoever_has_such_a_button(desk: Office) -> None:
    lan = await desk.officer("BK-DL")
    await listed(lan)
    key = lan.read(select(task.c.id))[0][0]
    await lan.talks((Press(f"urging:{key}.0.0:send"), "urging.alone"))


async def test_whoever_stands_in_hears_it_instead(desk: Office) -> None:
    lan = await desk.officer("BK-DL")
    dung = await desk.officer("BK-DLBB", name="Hoàng Văn Dũng")
    mai = await desk.officer("BK-TP", name="Lò Thị Mai")
    now = desk.house.app.clock.now()

    def cover(connection: Any) -> None:
        own = connection.execute(select(roles.role).where(roles.role.c.person_id == dung.row.id)).one()
        held = roles.Held("officer", own.unit_id)
        today = today_of(now)
        roles.grant(connection, mai.row.id, held, "test", now, today, today, own.id)

    await desk.house.app.turns.write(cover)
    await listed(lan)
    await lan.talks((Press("preview"), "urging.preview"))
    assert "Chào anh/chị Lò Thị Mai." in lan.last.text
    assert "1 đơn vị có cán bộ đang nghỉ, người thay sẽ nhận." in lan.last.text
    await sends(desk, lan)
    await hears(mai, "urged")
    await hears(dung, "")


# When


async def test_at_night_it_waits_for_the_morning_and_what_is_done_by_then_is_not_said(
    desk: Office, channel: str
) -> None:
    lan = await desk.officer("BK-DL", channel)
    dung = await desk.officer("BK-DLBB", channel, name="Hoàng Văn Dũng")
    nhung = await desk.officer("BK-DLCD", channel, name="Chu Thị Nhung")
    await lan.talks((Later("2022-05-16 21:30"), ""))
    await listed(lan)
    await lan.talks((Press("preview"), "urging.preview"))
    assert "Đang giờ nghỉ nên tin sẽ gửi từ 7 giờ 00 ngày 17/5/2022." in lan.last.text
    await sends(desk, lan)
    assert "2 người sẽ nhận tin, từ 7 giờ 00 ngày 17/5/2022." in lan.last.text
    await hears(dung, "")
    await lan.talks((Press("result"), "urging.result"))
    assert "0 đã gửi · 2 đang chờ gửi" in lan.last.text
    huy = desk.house.person()
    await huy.talks(*SENT)
    await hears(dung, "work.sent")
    await lan.talks((Later("2022-05-17 07:00"), ""))
    await hears(dung, "")
    await hears(nhung, "urged")
    await lan.talks((Later("2022-05-17 07:01"), "urging.result"))
    assert "1 đã gửi · 0 đang chờ gửi" in lan.last.text
    assert "1 không cần nhắn nữa" in lan.last.text
    assert sorted((row.state, row.error) for row in lines(lan)) == [("missed", PAID), ("said", "")]


async def test_after_a_day_without_the_service_it_waits_for_hours_that_suit(desk: Office) -> None:
    lan = await desk.officer("BK-DL")
    dung = await desk.officer("BK-DLBB", name="Hoàng Văn Dũng")
    await lan.talks((Later("2022-05-16 21:30"), ""))
    await listed(lan)
    await sends(desk, lan)
    row = update(reminder).where(reminder.c.kind == urgings.KIND)
    await desk.house.app.turns.write(lambda connection: connection.execute(row.values(state="held")))
    await lan.talks((Later("2022-05-17 22:00"), "urging.result"))
    await desk.house.app.turns.write(lambda connection: connection.execute(row.values(state="waiting")))
    await lan.talks((Later("2022-05-17 22:01"), ""))
    await hears(dung, "")
    await dung.does(Later("2022-05-18 07:00"))
    assert dung.last.keys == ("urged",)


# Once


async def test_pressed_twice_it_is_sent_once_and_the_next_round_is_numbered(desk: Office) -> None:
    lan = await desk.officer("BK-DL")
    dung = await desk.officer("BK-DLBB", name="Hoàng Văn Dũng")
    await listed(lan)
    await lan.talks((Press("preview"), "urging.preview"))
    again = next(value for value in lan.last.values if value.endswith(":send"))
    await comes(lan, Press("send"), "urging.sending | urging.sent")
    await lan.talks((Press(again), "urging.over urging.past"))
    await fires(desk)
    await hears(dung, "urged")
    assert len(lan.read(select(urgings.urging))) == 1
    await listed(lan)
    await lan.talks((Press("preview"), "urging.preview"))
    assert "Lần gần nhất: lần 1, 9 giờ 00 ngày 16/5/2022, Hoàng Thị Lan gửi." in lan.last.text
    assert "(nhắc lần 2)" in lan.last.text
    await comes(lan, Press("send"), "urging.sending | urging.sent")
    assert "Đôn đốc lần 2: 1 người" in lan.last.text
    await fires(desk)
    await hears(dung, "urged")
    await lan.talks(("đôn đốc", "urging"), ("cac lan da don doc", "urging.past"), ("2", "urging.result"))
    assert "Đôn đốc lần 1" in lan.last.text
    assert [line.number for line in lines(lan)] == [1, 2]


async def test_two_devices_confirm_the_same_list_once(desk: Office) -> None:
    lan = await desk.officer("BK-DL")
    await desk.officer("BK-DLBB", name="Hoàng Văn Dũng")
    await listed(lan)
    await lan.talks((Press("preview"), "urging.preview"))
    value = next(value for value in lan.last.values if value.endswith(":send"))
    await asyncio.gather(lan.wire.press(value, "1"), lan.wire.press(value, "1"))
    while lan.read(select(task).where(task.c.state.in_(("waiting", "running")))):
        await asyncio.sleep(0.01)
    assert len(lan.read(select(urgings.urging))) == 1
    assert len(lan.read(select(reminder).where(reminder.c.kind == urgings.KIND))) == 1


async def test_what_was_done_while_it_was_looked_at_is_not_sent(desk: Office) -> None:
    lan = await desk.officer("BK-DL")
    dung = await desk.officer("BK-DLBB", name="Hoàng Văn Dũng")
    await listed(lan)
    await lan.talks((Press("preview"), "urging.preview"))
    huy = desk.house.person()
    await huy.talks(*SENT)
    await hears(dung, "work.sent")
    await comes(lan, Press("send"), "urging.sending | urging.none-left")
    assert not lan.read(select(urgings.urging))


# Units and roles change


async def test_a_merged_unit_s_successor_hears_it(desk: Office) -> None:
    admin = await desk.officer("BK", "local", "administrator", "Ma Thị Duyên")
    lan = await desk.officer("BK-DL")
    dung = await desk.officer("BK-DLBB", name="Hoàng Văn Dũng")
    await lan.talks((Later("2022-05-16 21:30"), ""))
    await listed(lan)
    await sends(desk, lan)
    nhung = await desk.officer("BK-DLCD", name="Chu Thị Nhung")
    await imports(admin, MERGED)
    await fires(desk)
    await dung.hear()
    await nhung.hear()
    await lan.talks((Later("2022-05-17 07:00"), ""))
    await hears(dung, "")
    await hears(nhung, "urged")
    assert "CĐCS Điện lực Chợ Đồn:" in nhung.last.text
    assert [(row.state, row.error) for row in lines(lan)] == [("missed", ROLE), ("said", "")]


async def test_a_role_that_ended_meanwhile_sends_nothing(desk: Office) -> None:
    lan = await desk.officer("BK-DL")
    await desk.officer("BK-DLBB", name="Hoàng Văn Dũng")
    await listed(lan)
    await lan.talks((Press("preview"), "urging.preview"))
    now = desk.house.app.clock.now()
    await desk.house.app.turns.write(lambda connection: roles.end(connection, 1, now))
    await lan.talks((Press("send"), "programmes.unknown menu"), (Press("list"), "programmes.unknown menu"))
    await lan.talks((NONE, "programmes.unknown menu"))
    assert not lan.read(select(urgings.urging))


async def test_urging_is_of_officers(desk: Office) -> None:
    adviser = await desk.officer("BK-DL", role="adviser", name="Nông Văn Sinh")
    huy = desk.house.person()
    await huy.talks(*KNOWN)
    for words in ("đôn đốc", NONE, "nhắn các đơn vị", "nhac ban dang lam do"):
        for other in (adviser, huy):
            await other.talks((words, "programmes.unknown menu"))


@pytest.mark.needs("buttons")  # of somebody else, or of nobody
async def test_what_is_not_theirs_does_not_exist(desk: Office) -> None:
    lan = await desk.officer("BK-DL")
    await desk.officer("BK-DLBB", name="Hoàng Văn Dũng")
    stranger = await desk.officer("BK-TP", name="Lý Thị Xa")
    adviser = await desk.officer("BK-DL", role="adviser", name="Nông Văn Sinh")
    huy = desk.house.person()
    await huy.talks(*KNOWN)
    await listed(lan)
    await lan.talks((Press("preview"), "urging.preview"))
    counted = lan.read(select(task.c.id))[0][0]
    await sends(desk, lan)
    unit = lan.read(select(ledger.unit.c.id).where(ledger.unit.c.code == "BK-DL"))[0][0]
    buttons = [f"{counted}.0.0:{token}" for token in ("list", "preview", "send", "group", "kinds")]
    buttons += [f"{unit}.0.0:{token}" for token in ("unit", "deadline", "typed", "drafts", "past")]
    buttons += [f"{counted}.11.0:{token}" for token in ("list", "preview", "send")]
    buttons += ["1.0:result", "1.0:unmet", "999:result", "x:result", "999.0.0:list"]
    for button in buttons:
        for other in (stranger, adviser, huy):
            await other.talks((Press(f"urging:{button}"), "programmes.unknown menu"))
    assert len(lan.read(select(urgings.urging))) == 1
    for button in (
        f"{counted}.11.0:list",
        f"{counted}.99.0:preview",
        f"{counted}:list",
        f"{counted}.0.99:list",
    ):
        await lan.does(Press(f"urging:{button}"))
        assert lan.last.keys[0].startswith("urging.")


async def test_an_officer_of_several_unions_says_for_which(desk: Office) -> None:
    lan = await desk.officer("BK-DL")
    await lan.talks((f"ma {await desk.code('officer', 'BK-TP')}", "invited menu"))
    await lan.talks((NONE, "urging.which"))
    await comes(lan, "2", "urging.counting | urging.list")
    assert "Điện lực" not in lan.last.text


# Other kinds


async def test_reports_that_were_not_sent_are_urged_once_their_deadline_has_a_day(desk: Office) -> None:
    hoa = await desk.officer("DL", name="Phạm Thu Hoa")
    hang = await desk.officer("DL-NPC", name="Lê Thị Hằng")
    await hoa.talks(("nhac cac don vi chua bao cao", "urging.no-deadline"))
    now, what, when = desk.house.app.clock.now(), "date:monthly-report", {"kind": "monthly", "day": 25}
    await desk.house.app.turns.write(
        lambda connection: decisions.decide(
            connection, "sqlite", EVN, what, when, "Ban thống nhất", None, now
        )
    )
    await listed(hoa, "nhac cac don vi chua bao cao")
    assert "Chưa báo cáo: " in hoa.last.text
    await sends(desk, hoa)
    await hears(hang, "urged")
    assert "Công đoàn Tổng công ty Điện lực miền Bắc:\n- " in hang.last.text
    assert "chưa gửi" in hang.last.text
    await hang.talks(("lap bao cao", "record.anything-in"))


async def test_teams_that_are_too_small_are_urged_where_the_plan_asks_for_teams(desk: Office) -> None:
    hoa = await desk.officer("DL", name="Phạm Thu Hoa")
    lan = await desk.officer("BK-DL")
    await listed(hoa, "nhắc các đơn vị chưa đủ Tổ tư vấn")
    assert "Tổ tư vấn chưa đủ người: " in hoa.last.text
    await hoa.talks((Press("group"), "urging.group-clusters | urging.copy"))
    assert "Tổ tư vấn đã đủ người: 0/" in hoa.heard[-2].text
    assert "- Công đoàn Tổng công ty Điện lực miền Bắc: 0/" in hoa.heard[-2].text
    assert "CĐCS" not in hoa.heard[-2].text
    await lan.talks(("nhắc các đơn vị chưa đủ tổ tư vấn", "urging.no-deadline"))


async def test_a_reminder_leads_to_urging_those_below(desk: Office) -> None:
    lan = await desk.officer("BK-DL")
    await lan.talks((Later("2022-05-17 08:00"), "deadline.officer-before"))
    await comes(lan, Press("urge"), "urging.counting | urging.kinds")
    assert "Chưa có sáng kiến nào (6)" in lan.last.labels


# Words of one's own


async def test_words_of_one_s_own_go_to_units_that_were_picked_by_name(desk: Office, channel: str) -> None:
    lan = await desk.officer("BK", channel)
    dung = await desk.officer("BK-DLBB", channel, name="Hoàng Văn Dũng")
    nhung = await desk.officer("BK-DLCD", channel, name="Chu Thị Nhung")
    await lan.talks(
        ("nhan cac don vi", "urge.whom"),
        ("chon tung don vi (nhan ten)", "urge.unit"),
        ("xyzxyz", "invalid.unit-within urge.unit"),
        ("bk-dlbb", "urge.more-of"),
        ("1", "urge.unit"),
        ("BK-DLCM", "urge.more-of"),
        ("du roi", "urge.words"),
    )
    await comes(lan, "Thứ sáu họp lúc 14 giờ, mời các đồng chí dự.", "urging.counting | urging.list")
    assert "Tin nhắn riêng của cán bộ: 2 đơn vị." in lan.last.text
    await sends(desk, lan)
    await hears(dung, "urged.typed")
    assert "nhắn:\nThứ sáu họp lúc 14 giờ" in dung.last.text
    await hears(nhung, "")
    await dung.talks(("đã rõ", "remind.known menu"))
    await lan.talks(("sổ nhắc việc", "ledger"), ("tin nhan cua can bo", "ledger.one"), ("1", "ledger.lines"))
    assert "Đã rõ: Hoàng Văn Dũng" in lan.last.text


async def test_words_of_one_s_own_go_to_a_level_or_to_all(desk: Office) -> None:
    nam = await desk.officer("BK", name="Hoàng Văn Nam")
    lan, dung = await desk.officer("BK-DL"), await desk.officer("BK-DLBB", name="Hoàng Văn Dũng")
    await nam.talks((Press("menu:urging"), "urging"), (Press("typed"), "urge.whom"), ("2", "urge.level"))
    await nam.talks(("cap tren truc tiep co so", "urge.words"), ("x" * 601, "invalid.words-long urge.words"))
    await comes(nam, "Nhờ các đồng chí gửi số liệu.", "urging.counting | urging.list")
    await sends(desk, nam)
    await hears(lan, "urged.typed")
    await hears(dung, "")
    await nam.talks(("nhắn các đơn vị", "urge.whom"), ("mọi đơn vị cấp dưới", "urge.words"))
    await comes(nam, "Chúc mừng năm mới.", "urging.counting | urging.list")
    await sends(desk, nam)
    await hears(lan, "urged.typed")
    await hears(dung, "urged.typed")
    await nam.talks(("nhắn các đơn vị", "urge.whom"), ("để sau", "urging.discarded menu"))


# Workers with unfinished registrations


async def test_workers_with_drafts_are_told_and_nobody_learns_who_they_are(
    desk: Office, channel: str
) -> None:
    lan = await desk.officer("BK-DLBB", channel)
    huy, mai = desk.house.person(channel), desk.house.person(channel)
    await huy.talks(*BEGUN)
    await mai.talks(*KNOWN)
    await lan.talks((Later("2022-05-16 17:30"), ""), ("don doc", "urging.idle"))
    await comes(lan, Press("drafts"), "urging.counting | urging.preview")
    assert "Gửi riêng cho 1 người." in lan.last.text
    assert "Chào anh/chị (tên người nhận)." in lan.last.text
    await comes(lan, "1", "urging.sending | urging.sent")
    await fires(desk)
    await hears(huy, "urged.draft")
    await hears(mai, "")
    await huy.talks(("lam tiep", "registration.solution"))
    await lan.talks((Press("result"), "urging.result"))
    assert "1 đã gửi" in lan.last.text
    await lan.talks(("sổ nhắc việc", "ledger.none"))
    assert not any("Trần Quang Huy" in message.text + message.labels for message in lan.heard)
    await lan.talks((Later("2022-05-16 17:32"), "urging.result"))


@pytest.mark.needs("buttons")  # of other lists
async def test_a_list_of_drafts_has_no_units(desk: Office) -> None:
    lan = await desk.officer("BK-DLBB")
    huy = desk.house.person()
    await huy.talks(*BEGUN)
    await comes(lan, "nhắc người đang làm dở", "urging.counting | urging.preview")
    counted = lan.read(select(task.c.id))[0][0]
    for button in (f"{counted}.0.0:list", f"{counted}.0.0:group", f"{counted}.0.0:kinds"):
        await lan.does(Press(f"urging:{button}"))
        assert lan.last.keys[0] in ("urging.nothing", "urging.none")
    await lan.talks((Press(f"urging:{counted}.11.0:preview"), "urging.preview"))


async def test_a_draft_that_was_sent_meanwhile_is_not_reminded_of(desk: Office) -> None:
    lan = await desk.officer("BK-DLBB")
    huy = desk.house.person()
    await huy.talks(*BEGUN)
    await comes(lan, "nhắc người đang làm dở", "urging.counting | urging.preview")
    assert "Đang giờ nghỉ nên tin sẽ gửi từ 11 giờ 30" in lan.last.text
    await comes(lan, "1", "urging.sending | urging.sent")
    await huy.talks(*SENT[len(BEGUN) :])
    await lan.hear()
    await huy.talks((Later("2022-05-16 11:30"), ""))
    await lan.talks((Press("result"), "urging.result"))
    assert "1 không cần nhắn nữa" in lan.last.text


async def test_who_turned_reminders_of_drafts_down_is_left_in_peace(desk: Office) -> None:
    lan = await desk.officer("BK-DLBB")
    huy = desk.house.person()
    await huy.talks(*BEGUN)
    muted = preferences.Wishes(muted=("draft",))
    now, key = desk.house.app.clock.now(), huy.row.id
    await desk.house.app.turns.write(lambda c: preferences.put(Store(c, now), key, muted))
    await lan.talks((Later("2022-05-16 17:30"), ""))
    await comes(lan, "nhắc người đang làm dở", "urging.counting | urging.preview")
    await comes(lan, "1", "urging.sending | urging.sent")
    await fires(desk)
    await hears(huy, "")


async def test_everything_is_said_in_english_too(desk: Office) -> None:
    lan = await desk.officer("BK")
    dung = await desk.officer("BK-DLBB", name="Hoàng Văn Dũng")
    for person in (lan, dung):
        person.polite = False
        await person.talks(("english", "details.language menu"))
    await lan.talks(("urging", "urging"), (Press("past"), "urging.past-none"))
    await listed(lan, "remind units without initiatives")
    await lan.does(Press("group"))
    await lan.talks((Press("kinds"), "urging.kinds"), ("1", "urging.list"))
    await sends(desk, lan)
    await hears(dung, "urged")
    await lan.talks((Press("result"), "urging.result"), (Press("unmet"), "urging.not-reached"))
    await lan.talks((Press("result"), "urging.result"))


# Many


async def test_three_hundred_units_are_told_at_once_and_counted(desk: Office) -> None:
    admin = await desk.officer("BK", "local", "administrator", "Ma Thị Duyên")
    lan = await desk.officer("BK-DL")
    table = [f"BK-DL-{n},CĐCS Trạm điện số {n},BK-DL,grassroots" for n in range(300)]
    await imports(admin, "\n".join(["code,name,parent,level", *table]))
    await desk.house.app.turns.write(lambda connection: crowd(connection, 200))
    await listed(lan)
    assert "Chưa có sáng kiến nào: 306 đơn vị." in lan.last.text
    assert lan.last.text.count("•") == 10
    await lan.talks((Press("preview"), "urging.preview"))
    assert "Gửi cho 200 người của 200 đơn vị" in lan.last.text
    assert "chưa có ai trên hệ thống: 106" in lan.last.text
    await sends(desk, lan)
    async with asyncio.timeout(60):
        while "200 đã gửi · 0 đang chờ gửi" not in (await lan.does(Press("result")))[-1].text:
            await asyncio.sleep(0.2)
    await lan.talks(("xem het don vi chua nhan duoc", "urging.not-reached"))
    assert lan.last.text.count("•") == 10
    await lan.talks((Later("2022-05-16 09:02"), "urging.result"))
    assert len(lines(lan)) == 200


def crowd(connection: Any, many: int) -> None:
    """Officers of the first of the new units, each in a chat of their own."""
    of = select(ledger.unit.c.id).where(ledger.unit.c.code.like("BK-DL-%")).order_by(ledger.unit.c.id)
    places = list(connection.execute(of.limit(many)).scalars())
    at = datetime(2022, 5, 1, tzinfo=UTC)
    people = [
        {"id": 1000 + n, "name": f"Cán bộ {n}", "language": "vi", "created_at": at} for n in range(many)
    ]
    connection.execute(insert(ledger.person), people)
    lanes = [
        {"channel": "local", "address": f"crowd-{n}", "person_id": 1000 + n, "reachable": True}
        for n in range(many)
    ]
    connection.execute(insert(ledger.conversation), lanes)
    for n, unit_id in enumerate(places):
        roles.grant(connection, 1000 + n, roles.Held("officer", unit_id), "test", at)
