"""Who still owes something hears in time, once, kindly; and what they answer.

The real plan of Bắc Kạn: phase 1 closes on 31/5/2022, its officers are reminded 30, 14, 7, 3, 1 days before
and on the day.
"""

import pytest
from sqlalchemy import Connection, insert, select, update

from handlers import deadline_message
from handlers.deadline_rows import KIND, PUT_OFF
from storage import decisions, desk, roles, unit_imports, units
from storage.ledger import notice
from storage.queue import conversation, outbox
from storage.reminders import reminder
from storage.tables import Record
from tests.conversations.officers import Office
from tests.conversations.tester import BEGUN, SENT, STORY, Later, Person, Press, hears, keys

REMINDED = "deadline.officer-before"


async def chair(bureau: Office, channel: str = "") -> Person:
    """The officer of Trường THCS Đồng Lạc, which has no initiative."""
    return await bureau.officer("BK-THCSDL", channel, name="Nông Thị Hoa")


def ledger(person: Person) -> list[tuple[str, str, int, str]]:
    rows = person.read(select(notice).order_by(notice.c.id))
    return [(row.kind, row.state, row.number, row.answer) for row in rows]


# What is said


async def test_a_union_without_an_initiative_is_offered_ways_on(bureau: Office, channel: str) -> None:
    hoa = await chair(bureau, channel)
    await hoa.talks((Later("2022-05-17 07:59"), ""), (Later("2022-05-17 08:00"), REMINDED))
    assert "còn 14 ngày" in hoa.last.text
    assert "phấn đấu mỗi công đoàn cơ sở có ít nhất 01 sáng kiến; đơn vị mình hiện chưa có" in hoa.last.text
    assert "liên hệ hỗ trợ" not in hoa.last.text  # nobody above is here
    assert [value.rpartition(":")[2] for value in hoa.last.values] == [
        "named", "poster", "guide", "nil", "later"
    ]  # fmt: skip
    assert ledger(hoa) == [("reminder", "said", 1, "")]


async def test_whoever_will_be_asked_to_help_is_named_before(bureau: Office) -> None:
    """Not whoever the list of units has for a contact: the officer above who is here, as high as need be."""
    await bureau.officer("BK", name="Hoàng Văn Nam")
    hoa = await chair(bureau)
    await hoa.talks((Later("2022-05-17 08:00"), REMINDED))
    assert "Sau ngày 27/5/2022, Hoàng Văn Nam (LĐLĐ tỉnh Bắc Kạn) sẽ liên hệ hỗ trợ" in hoa.last.text
    await bureau.officer("BK-CD", name="Cà Thị Thu")
    await hoa.talks((Later("2022-05-24 08:00"), REMINDED))
    assert "Sau ngày 27/5/2022, Cà Thị Thu (LĐLĐ Chợ Đồn) sẽ liên hệ hỗ trợ" in hoa.last.text


async def test_what_never_arrived_is_not_answered_by_a_word_about_something_else(bureau: Office) -> None:
    hoa = await chair(bureau)
    await hoa.talks((Later("2022-05-17 08:00"), REMINDED))
    await bureau.house.app.turns.write(
        lambda connection: connection.execute(
            update(outbox).where(outbox.c.push).values(state="failed", error="window")
        )
    )
    await hoa.talks(("đã rõ", "remind.nothing menu"))
    assert ledger(hoa) == [("reminder", "said", 1, "")]


async def test_none_this_time_is_an_answer_and_ends_it(bureau: Office) -> None:
    hoa = await chair(bureau)
    await hoa.talks(
        (Later("2022-05-17 08:00"), REMINDED),
        (Press("nil"), "first.why_none"),
        ("đang sửa trường, năm sau mới có", "first.none menu"),
        (Later("2022-05-24 08:00"), ""),
        (Later("2022-05-31 08:00"), ""),
    )
    [row] = hoa.read(select(Record.kind, Record.answers))  # type: ignore[call-overload]
    assert (row.kind, row.answers) == ("nil", {"reason": "đang sửa trường, năm sau mới có"})
    assert ledger(hoa) == [("reminder", "said", 1, "known")]


async def test_a_colleague_who_is_named_is_asked(bureau: Office) -> None:
    hoa = await chair(bureau)
    lan = bureau.house.person()
    await lan.talks(
        ("/start", "welcome.greet | welcome.consent"),
        ("đồng ý", "welcome.name"),
        ("Hoàng Thị Lan", "welcome.unit"),
        ("thcs đồng lạc", "welcome.unit-this"),
        ("1", "welcome.done menu"),
    )
    await hoa.talks(
        (Later("2022-05-17 08:00"), REMINDED),
        ("Có người có sáng kiến, ghi tên để hỏi người đó", "first.colleague"),
        ("hoang thi lan", "first.named"),
    )
    await hears(lan, "")
    await lan.talks((Later("2022-05-17 11:30"), "first.asked"))
    assert "Nông Thị Hoa" in lan.last.text
    await lan.talks((Press("register"), "registration.solution"))


@pytest.mark.parametrize("said", ["cô Lan", "co lan", "lan", "Cô Hoàng Thị Lan"])
async def test_a_colleague_is_found_by_how_they_are_called(bureau: Office, said: str) -> None:
    hoa = await chair(bureau)
    lan = bureau.house.person()
    await lan.talks(
        ("/start u_BK-THCSDL", "welcome.greet | welcome.consent"),
        ("đồng ý", "welcome.name"),
        ("Hoàng Thị Lan", "welcome.done menu"),
    )
    await hoa.talks((Later("2022-05-17 08:00"), REMINDED), (Press("named"), "first.colleague"))
    if "Hoàng" not in said:
        await hoa.talks((said, "first.which#one"))
        said = "1"
    await hoa.talks((said, "first.named"))
    await lan.talks((Later("2022-05-17 11:30"), "first.asked"))


@pytest.mark.parametrize("said", ["tôi", "nong thi hoa"])
async def test_whoever_means_themselves_enters_it_at_once(bureau: Office, said: str) -> None:
    hoa = await chair(bureau)
    await hoa.talks(
        (Later("2022-05-17 08:00"), REMINDED),
        (Press("named"), "first.colleague"),
        (said, "first.own"),
        ("1", "registration.solution"),
    )


async def test_a_colleague_nobody_knows_here_gets_the_link(bureau: Office) -> None:
    hoa = await chair(bureau)
    await hoa.talks(
        (Later("2022-05-17 08:00"), REMINDED),
        (Press("named"), "first.colleague"),
        ("Vàng A Páo", "first.unknown-link"),
    )
    assert "u_BK-THCSDL" in hoa.last.text


async def test_a_notice_for_the_board_comes_as_a_file(bureau: Office, channel: str) -> None:
    hoa = await chair(bureau, channel)
    await hoa.talks((Later("2022-05-17 08:00"), REMINDED))
    came = await hoa.does(Press("poster"))
    while len(came) < 2:
        came += await hoa.hear()
    assert keys(came) == "first.making | first.poster"


async def test_what_was_done_is_not_reminded_of(bureau: Office) -> None:
    """The officer has nothing to do once the worker's initiative is there, but to look at it."""
    thang = await bureau.officer("BK-DLBB", name="Lường Văn Thắng")
    huy = bureau.house.person()
    await huy.talks(*SENT)
    await hears(thang, "work.sent")
    await thang.talks((Later("2022-05-17 08:00"), ""))
    assert ("dropped", "nothing is owed any more") in {
        (row.state, row.why) for row in thang.read(select(reminder.c.state, reminder.c.why))
    }


async def test_a_worker_hears_of_what_they_have_begun_after_work(bureau: Office) -> None:
    huy = bureau.house.person()
    await huy.talks(*BEGUN, (STORY, "form.part"), ("để sau", "form.later"), ("2", "form.later-free"))
    await huy.talks((Later("2022-05-24 16:59"), ""), (Later("2022-05-24 17:00"), "deadline.worker-before"))
    assert "Chế cái sào kẹp" in huy.last.text
    await huy.talks((Press("open"), "drafts.continued form.so-far registration.solution"))


async def test_who_has_begun_nothing_hears_nothing(bureau: Office) -> None:
    huy = bureau.house.person()
    await huy.talks(*BEGUN[:-1], (Later("2022-05-24 17:00"), ""), (Later("2022-05-30 17:00"), ""))


async def test_officers_above_see_how_many_and_who(bureau: Office) -> None:
    dat = await bureau.officer("BK-CD", name="Cà Thu Hiền")
    await dat.talks((Later("2022-05-17 08:00"), REMINDED))
    assert "công đoàn cơ sở chưa có sáng kiến: " in dat.last.text
    assert "CĐCS Trường THCS Đồng Lạc" in dat.last.text
    await dat.talks((Press("list"), "remind.list"))
    assert "- CĐCS Trường THCS Đồng Lạc: chưa có sáng kiến, chưa có đầu mối ở đây" in dat.last.text
    assert "nợ" not in dat.last.text


# What is answered


async def test_da_ro_is_noted_and_nhac_lai_comes_again(bureau: Office, channel: str) -> None:
    dat = await bureau.officer("BK-CD", channel, name="Cà Thu Hiền")
    await dat.talks(
        (Later("2022-05-17 08:00"), REMINDED),
        ("da ro", "remind.known menu"),
        (Press("later"), "snooze.when"),
        ("1", "remind.again menu"),
    )
    assert "9 giờ 00" in dat.last.text
    await dat.talks((Later("2022-05-17 08:59"), ""), (Later("2022-05-17 09:01"), REMINDED))
    assert ledger(dat) == [("reminder", "said", 1, "later"), ("reminder", "said", 2, "")]


async def test_an_answer_leaves_what_is_open_where_it_was(bureau: Office) -> None:
    dat = await bureau.officer("BK-CD", name="Cà Thu Hiền")
    await dat.talks(
        ("ghi sáng kiến", "registration.solution"),
        (Later("2022-05-17 08:00"), REMINDED),
        (Press("known"), "remind.known registration.solution"),
    )


async def test_reminded_again_across_the_deadline_it_speaks_of_what_is_over(bureau: Office) -> None:
    dat = await bureau.officer("BK-CD", name="Cà Thu Hiền")
    await dat.talks(
        (Later("2022-05-31 08:00"), "deadline.officer-on"),
        (Press("later"), "snooze.when"),
        (Press("tomorrow"), "remind.again menu"),
        (Later("2022-06-01 08:00"), "deadline.officer-after"),
    )
    assert "đã qua 1 ngày" in dat.last.text
    assert [value.rpartition(":")[2] for value in dat.heard[-3].values][:2] == ["hour", "tomorrow"]


async def test_not_in_my_charge_goes_up_with_the_reason_and_ends_it(bureau: Office) -> None:
    dat = await bureau.officer("BK-CD", name="Cà Thu Hiền")
    nam = await bureau.officer("BK", name="Hoàng Văn Nam")
    await dat.talks(
        (Later("2022-05-17 08:00"), REMINDED),
        ("khong phai viec toi phu trach", "passed.reason"),
        ("chị Én bên Ban Nữ công phụ trách", "remind.passed menu"),
    )
    await hears(nam, f"{REMINDED} | remind.passed-up")
    assert "chị Én bên Ban Nữ công phụ trách" in nam.last.text
    assert nam.last.values == (nam.last.values[0],)
    await dat.talks((Later("2022-05-24 08:00"), ""))


@pytest.mark.needs("buttons")  # of somebody else
async def test_somebody_else_s_reminder_does_not_exist(bureau: Office) -> None:
    dat = await bureau.officer("BK-CD", name="Cà Thu Hiền")
    hoa = await chair(bureau)
    await dat.talks((Later("2022-05-17 08:00"), REMINDED))
    await hears(hoa, REMINDED)
    await hoa.talks((Press(dat.last.values[-1]), "remind.gone menu"))


# Support from above


async def test_those_above_are_asked_to_help_one_level_at_a_time(bureau: Office) -> None:
    """Đồng Lạc never answers: three days before, Chợ Đồn is asked, after the day the province."""
    hoa, dat = await chair(bureau), await bureau.officer("BK-CD", name="Cà Thu Hiền")
    nam = await bureau.officer("BK", name="Hoàng Văn Nam")
    await hoa.talks((Later("2022-05-17 08:00"), REMINDED), (Later("2022-05-24 08:00"), REMINDED))
    await dat.hear()
    await hears(nam, f"{REMINDED} | {REMINDED}")
    await hoa.talks((Later("2022-05-27 08:00"), REMINDED))
    await hears(dat, "deadline.digest")
    assert "cần hỗ trợ" in dat.last.text
    assert "CĐCS Trường THCS Đồng Lạc: chưa có sáng kiến; đã nhắc 3 lần" in dat.last.text
    await hears(nam, REMINDED)
    await hoa.talks((Later("2022-06-01 08:00"), ""))
    await hears(nam, "deadline.support")
    assert "CĐCS Trường THCS Đồng Lạc" in nam.last.text
    assert {kind for kind, *_ in ledger(hoa)} == {"reminder", "support"}


async def test_who_has_answered_is_left_alone_until_it_is_overdue(bureau: Office) -> None:
    hoa, dat = await chair(bureau), await bureau.officer("BK-CD", name="Cà Thu Hiền")
    await hoa.talks((Later("2022-05-24 08:00"), REMINDED), ("đã rõ", "remind.known menu"))
    await dat.hear()
    await hoa.talks((Later("2022-05-27 08:00"), REMINDED))
    await hears(dat, REMINDED)
    await hoa.talks((Later("2022-06-01 08:00"), ""))
    await hears(dat, "deadline.support")


# When


async def test_of_a_week_without_the_service_one_message_remains(bureau: Office) -> None:
    hoa = await chair(bureau)
    await hoa.talks((Later("2022-05-27 11:00"), REMINDED))
    assert "còn 4 ngày" in hoa.last.text
    assert {(row.state, row.why) for row in hoa.read(select(reminder.c.state, reminder.c.why))} >= {
        ("missed", "a later one speaks"), ("sent", "")
    }  # fmt: skip
    assert [line for line in ledger(hoa) if line[1] == "missed"]


@pytest.mark.parametrize(
    ("moment", "again"),
    [
        ("2022-05-17 12:00", "2022-05-17 13:30"),  # officers rest
        ("2022-05-17 22:30", "2022-05-18 07:00"),  # night
        ("2022-05-22 09:00", "2022-05-23 07:00"),  # a Sunday
    ],
)
async def test_at_a_bad_hour_it_waits_for_a_better_one(bureau: Office, moment: str, again: str) -> None:
    hoa = await chair(bureau)
    await hoa.talks((Later(moment), ""), (Later(again), REMINDED))


async def test_a_clock_that_goes_back_says_nothing_twice(bureau: Office) -> None:
    hoa = await chair(bureau)
    await hoa.talks(
        (Later("2022-05-17 08:00"), REMINDED),
        (Later("2022-05-16 09:00"), ""),
        (Later("2022-05-17 08:30"), ""),
        (Later("2022-05-24 08:00"), REMINDED),
    )


async def test_a_role_that_ends_takes_its_reminders_along(bureau: Office) -> None:
    hoa = await chair(bureau)
    await hoa.talks((Later("2022-05-17 08:00"), REMINDED))

    def end(connection: Connection) -> None:
        role = roles.role
        [number] = [row.id for row in roles.standing(connection) if row.name == "Nông Thị Hoa"]
        assert roles.end(connection, number, bureau.house.app.clock.now()) is not None
        assert role is not None

    await bureau.house.app.turns.write(end)
    await hoa.talks((Later("2022-05-24 08:00"), ""))
    assert not [row for row in hoa.read(select(reminder.c.state)) if row.state == "waiting"]


async def test_while_somebody_covers_they_are_reminded_and_the_one_away_is_not(bureau: Office) -> None:
    hoa = await chair(bureau)
    lan = await bureau.officer("BK-THBL", name="Hoàng Thị Lan")

    def cover(connection: Connection) -> None:
        now = bureau.house.app.clock.now()
        mine = [row for row in roles.standing(connection) if row.name == "Nông Thị Hoa"]
        other = [row for row in roles.standing(connection) if row.name == "Hoàng Thị Lan"]
        held = roles.Held("officer", mine[0].unit_id)
        roles.grant(
            connection, other[0].person_id, held, "demo", now,
            since=now.date(), until=now.date().replace(day=20), covers_id=mine[0].id,
        )  # fmt: skip
        connection.execute(update(roles.role).where(roles.role.c.id == other[0].id).values(ended_at=now))

    await bureau.house.app.turns.write(cover)
    await hoa.talks((Later("2022-05-17 10:00"), ""))
    await hears(lan, REMINDED)
    assert "CĐCS Trường THCS Đồng Lạc" in lan.last.text
    await hoa.talks((Later("2022-05-24 08:00"), REMINDED))
    await hears(lan, "")


async def test_a_blocked_chat_stands_in_the_ledger_as_not_reached(bureau: Office) -> None:
    hoa = await chair(bureau)

    def block(connection: Connection) -> None:
        from storage import queue  # noqa: PLC0415

        [lane] = [r.id for r in connection.execute(select(queue.conversation)).all()
                  if r.address == hoa.wire.address]  # fmt: skip
        queue.reachable(connection, lane, False)

    await bureau.house.app.turns.write(block)
    await hoa.talks((Later("2022-05-17 08:00"), ""))
    assert ledger(hoa) == [("reminder", "failed", 1, "")]


async def test_a_programme_that_is_closed_takes_its_reminders_along(bureau: Office) -> None:
    hoa = await chair(bureau)
    await hoa.talks((Later("2022-05-17 08:00"), REMINDED))
    now = bureau.house.app.clock.now()

    def close(connection: Connection) -> None:
        why = (decisions.STATE, decisions.CLOSED, "xong", None, now)
        decisions.decide(connection, "sqlite", "bac-kan-1tr", *why)

    await bureau.house.app.turns.write(close)
    await hoa.talks((Later("2022-05-24 08:00"), ""))
    assert not [row for row in hoa.read(select(reminder.c.state)) if row.state == "waiting"]


async def test_a_union_that_was_merged_away_needs_no_support(bureau: Office) -> None:
    """Its work is its successor's: nobody above hears of it any more."""
    hoa, dat = await chair(bureau), await bureau.officer("BK-CD", name="Cà Thu Hiền")
    await hoa.talks((Later("2022-05-24 08:00"), REMINDED))
    await dat.hear()

    def merge(connection: Connection) -> None:
        rows = [row for row in units.all_units(connection) if row.code in ("BK-THCSDL", "BK-THBL")]
        gone, kept = sorted(rows, key=lambda row: row.code == "BK-THBL")
        day = bureau.house.app.clock.now().date()
        closed = {"closed_on": day, "merged_into_id": kept.id}
        connection.execute(update(desk.unit).where(desk.unit.c.id == gone.id).values(closed))
        connection.execute(insert(unit_imports.unit_import).values(
            at=bureau.house.app.clock.now(), file="", counts={}, before={}))  # fmt: skip

    await bureau.house.app.turns.write(merge)
    await hoa.talks((Later("2022-05-27 08:00"), ""))
    await hears(dat, REMINDED)
    assert "CĐCS Trường THCS Đồng Lạc" not in dat.last.text


async def test_several_of_a_day_come_as_one_message(bureau: Office) -> None:
    """An officer of two unions hears of both at once."""
    hoa = await chair(bureau)
    code = await bureau.code("officer", "BK-THBL")
    await hoa.talks((f"mã {code}", "invited menu"), (Later("2022-05-17 08:00"), "deadline.digest"))
    assert "CĐCS Trường THCS Đồng Lạc" in hoa.last.text
    assert "CĐCS Trường Tiểu học Bằng Lũng" in hoa.last.text
    await hoa.talks(("đã rõ", "remind.known menu"))
    assert [answer for *_, answer in ledger(hoa)] == ["known", "known"]


async def test_no_more_than_three_a_day(bureau: Office) -> None:
    dat = await bureau.officer("BK-CD", name="Cà Thu Hiền")
    await dat.talks((Later("2022-05-17 08:00"), REMINDED))

    def told(connection: Connection) -> None:
        [row] = connection.execute(select(notice)).all()
        copies = [{**row._mapping, "id": 100 + n, "inbox_id": 9000 + n} for n in range(2)]
        connection.execute(insert(notice), copies)
        about = f"bac-kan-1tr/phase-1-entry/phase-1/14/officer/{row.person_id}/{row.unit_id}"
        lane = select(conversation.c.id).where(conversation.c.person_id == row.person_id)
        due = {"due_at": bureau.house.app.clock.now(), "state": "waiting", "why": PUT_OFF}
        values = {"kind": KIND, "subject": about, "conversation_id": connection.execute(lane).scalar(), **due}
        connection.execute(insert(reminder).values(values))

    await bureau.house.app.turns.write(told)
    await dat.talks((Later("2022-05-17 09:00"), ""), (Later("2022-05-18 08:00"), REMINDED))


@pytest.mark.parametrize(
    ("words", "at"),
    [
        ("2 tieng nua", "10 giờ 00"),
        ("mai nhé", "8 giờ 00 ngày 18/5/2022"),
        ("toi nay", "19 giờ 00"),
        ("25/5", "8 giờ 00 ngày 25/5/2022"),
        ("thứ hai tuần sau", "8 giờ 00 ngày 23/5/2022"),
        ("thu 6", "8 giờ 00 ngày 20/5/2022"),
        ("chiều mai", "14 giờ 00 ngày 18/5/2022"),
    ],
)
async def test_when_to_be_reminded_may_be_said_in_words(bureau: Office, words: str, at: str) -> None:
    dat = await bureau.officer("BK-CD", name="Cà Thu Hiền")
    await dat.talks(
        (Later("2022-05-17 08:00"), REMINDED),
        ("nhac lai", "snooze.when"),
        ("khi nào rảnh", "invalid.when snooze.when"),
        (words, "remind.again menu"),
    )
    assert at in dat.last.text


async def test_who_changes_their_mind_is_reminded_once(bureau: Office) -> None:
    hoa = await chair(bureau)
    await hoa.talks(
        (Later("2022-05-17 08:00"), REMINDED),
        (Press("later"), "snooze.when"),
        ("2 tieng nua", "remind.again menu"),
        ("nhac lai", "snooze.when"),
        ("thu 6", "remind.again menu"),
        (Later("2022-05-17 10:00"), ""),
        (Later("2022-05-20 08:00"), REMINDED),
    )


async def test_not_in_my_charge_can_be_typed_where_no_button_offers_it(bureau: Office) -> None:
    hoa = await chair(bureau)
    await hoa.talks(
        (Later("2022-05-17 08:00"), REMINDED),
        ("khong phai viec toi phu trach", "passed.reason"),
        ("co Lan phu trach", "remind.passed-alone menu"),
    )


async def test_who_needs_help_is_read_before_a_long_list_of_what_is_known(bureau: Office) -> None:
    hoa, nam = await chair(bureau), await bureau.officer("BK", name="Hoàng Văn Nam")
    await hoa.talks((Later("2022-05-17 08:00"), REMINDED), (Later("2022-05-27 08:00"), REMINDED))
    await nam.hear()
    assert "Trường THCS Đồng Lạc: chưa có sáng kiến; đã nhắc" in nam.last.text


async def test_what_does_not_fit_into_one_message_comes_in_another(
    bureau: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An officer of several unions: nobody is noted as told of what they were not shown."""
    monkeypatch.setattr(deadline_message, "BLOCKS", 2)
    hoa = await chair(bureau)
    for unit in ("BK-THBL", "BK-MNDT", "BK-UBDT"):
        await hoa.talks((f"mã {await bureau.code('officer', unit)}", "invited menu"))
    await hoa.talks((Later("2022-05-17 08:00"), "deadline.digest"))
    first = len(ledger(hoa))
    assert first < 4
    await hoa.does(Later("2022-05-17 08:11"))
    assert len(ledger(hoa)) == 4
    said = "\n".join(message.text for message in hoa.heard)
    assert all(name in said for name in ("Đồng Lạc", "Bằng Lũng", "Mầm non Đồng Thắng", "UBND Đồng Thắng"))
