"""Officers come with a code, look at programmes, settle readings, set dates, open and close."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import event, select, update

from storage import database, decisions, roles
from storage.decisions import decision
from storage.tables import Role
from tests.conversations.officers import Office, office
from tests.conversations.tester import KNOWN, STORY, Burst, Deed, Later, Person, Press, Script

pytestmark = pytest.mark.asyncio(loop_scope="function")

MINE = "Thử nghiệm (LĐLĐ tỉnh Bắc Kạn)"


@pytest_asyncio.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path) as opened:
        yield opened


def decided(person: Person) -> list[tuple[str, object, str, int | None]]:
    rows = person.read(select(decision).order_by(decision.c.id))
    return [(row.subject, row.value, row.reason, row.person_id) for row in rows]


def press(office: Office, rest: str) -> Press:
    """A button of the programme, by place and deed."""
    return Press(f"plan:{office.version}{rest}")


LOOKED: Script = (("chương trình", "programmes"), ("1", "programmes.one"))


def reading(office: Office, conflict: int, place: int) -> Script:
    """A reading of a contradiction, from the programme's page."""
    return (
        (press(office, ":conflicts"), "programmes.conflicts"),
        (press(office, f".{conflict}:conflict"), "programmes.conflict"),
        (press(office, f".{conflict}.{place}:read"), "decision.reason-of"),
    )


def date(office: Office, place: int, asked: str) -> Script:
    """A date that the plan leaves open, from the programme's page."""
    return (
        (press(office, ":dates"), "programmes.open-dates"),
        (press(office, f".{place}:date"), f"decision.when#{asked}"),
    )


# Roles


async def test_a_newcomer_with_a_code_becomes_an_officer_after_consent(desk: Office, channel: str) -> None:
    lan = await desk.officer(channel=channel)
    assert "cán bộ theo dõi của Liên đoàn Lao động tỉnh Bắc Kạn" in lan.last.text
    assert "Bàn việc cán bộ" in lan.last.labels
    [row] = lan.read(select(Role.__table__))  # type: ignore[attr-defined]
    assert (row.person_id, row.role, row.ended_at) == (lan.row.id, "officer", None)
    assert row.granted_by.startswith("invitation:")


async def test_the_desk_opens_by_typing_whatever_was_offered_before(desk: Office) -> None:
    lan = await desk.officer()
    await lan.talks(("hạn nộp", "deadlines"), ("chuong trinh", "programmes"))
    worker = desk.house.person()
    await worker.talks(*KNOWN, ("chương trình", "programmes.unknown menu"))


async def test_somebody_known_types_a_code_and_the_open_question_stays_open(desk: Office) -> None:
    huy = desk.house.person()
    await huy.talks(*KNOWN, ("1", "registration.solution"))
    code = await desk.code()
    await huy.talks(
        (f"Mã {code[:4].lower()}-{code[4:]}", "invited registration.solution"),
        (STORY, "form.part"),
        ("menu", "menu"),
    )
    assert "Bàn việc cán bộ" in huy.last.labels
    await huy.talks(("1", "desk"))
    assert "Chương trình" in huy.last.labels


async def test_wrong_used_and_expired_codes_are_answered_with_the_same_words(desk: Office) -> None:
    lan, mai = await desk.officer(), desk.house.person()
    await mai.talks(*KNOWN)
    used, late = await desk.code(), await desk.code(unit="BK-BABE", days=1)
    await lan.talks((f"mã {used}", "invited.already menu"))  # it is not used up by somebody who needs it not
    await mai.talks(
        (f"mã {used}", "invited menu"),
        (f"mã {used}", "invited.unknown menu"),
        ("/start i_2222ABCD", "invited.unknown menu"),
        (Later("2022-05-18 09:00"), ""),
        (f"mã {late}", "invited.unknown menu"),
    )
    assert len({m.text for m in mai.heard if m.keys == ("invited.unknown", "menu")}) == 1


async def test_after_ten_wrong_codes_in_an_hour_codes_are_not_looked_up_for_an_hour(desk: Office) -> None:
    mai = desk.house.person()
    await mai.talks(*KNOWN)
    good = await desk.code()
    wrong = [f"mã 2222ABC{letter}" for letter in "ABCDEFGHJK"]
    for said in (*wrong[:9], wrong[0]):  # the same one again is no guess
        await mai.talks((said, "invited.unknown menu"))
    await mai.talks((wrong[9], "invited.unknown menu"))
    words = mai.last.text
    await mai.talks((f"mã {good}", "invited.unknown menu"))
    assert mai.last.text == words
    await mai.talks((Later("2022-05-16 09:55"), ""), (f"mã {good}", "invited.unknown menu"))
    await mai.talks((Later("2022-05-16 10:30"), ""), (f"mã {good}", "invited menu"))


async def test_an_officer_s_roles_are_read_once_a_turn(desk: Office) -> None:
    lan = await desk.officer()
    said: list[str] = []
    listen = lambda _c, _cursor, statement, *_: said.append(statement)  # noqa: E731
    event.listen(desk.house.app.engine, "before_cursor_execute", listen)
    for deed in ("menu", "hạn nộp", Press("menu:programmes")):
        said.clear()
        await lan.does(deed)
        assert sum(statement.startswith("SELECT role.role, role.unit_id") for statement in said) == 1, deed


async def test_a_word_after_ma_is_no_code(desk: Office) -> None:
    huy = desk.house.person()
    await huy.talks(*KNOWN, ("1", "registration.solution"), ("mã vạch dán trên tủ thuốc", "form.part"))


@pytest.mark.needs("buttons")  # never shown to whoever presses them
async def test_without_a_role_a_programme_does_not_exist(desk: Office) -> None:
    huy = desk.house.person()
    await huy.talks(
        *KNOWN,
        (press(desk, ":show"), "programmes.unknown menu"),
        (Press("plan:999:show"), "programmes.unknown menu"),
        (press(desk, ":close"), "programmes.unknown menu"),
        (Press("menu:programmes"), "programmes.unknown menu"),
        (Press("menu:records"), "programmes.unknown menu"),
    )
    assert "Chương trình" not in huy.last.labels


# Looking


async def test_an_officer_sees_state_dates_targets_and_what_is_open(desk: Office, channel: str) -> None:
    lan = await desk.officer(channel=channel)
    await lan.talks((Press("menu:programmes"), "programmes"), ("1", "programmes.one"))
    for line in (
        "Đang mở.", "Đang nhận: đợt một.", "• 30/6/2022: gửi kế hoạch", "• sáng kiến: ít nhất 1.200",
        "• của cơ sở: các cấp tự đặt", "• chi: ít nhất 1 %", "chưa chốt cách hiểu: 2",
        "Hạn chưa có ngày: 3", "còn thiếu: 9",
    ):  # fmt: skip
        assert line in lan.last.text, line


async def test_an_officer_below_looks_but_does_not_decide(desk: Office) -> None:
    dat = await desk.officer("BK-BABE")
    await dat.talks((Press("menu:programmes"), "programmes"))
    assert f"{MINE[:-1]}, chỉ xem)" in dat.last.labels
    await dat.talks(
        ("1", "programmes.one"),
        ("1", "programmes.conflicts"),
        ("1", "programmes.conflict-seen"),
    )
    assert not [value for value in dat.last.values if value.endswith(":read")]


@pytest.mark.needs("buttons")  # never shown to whoever presses them
async def test_nor_with_buttons_of_officers_above(desk: Office) -> None:
    dat = await desk.officer("BK-BABE")
    await dat.talks(
        (press(desk, ".0.1:read"), "programmes.unknown menu"),
        (press(desk, ":dates"), "programmes.unknown menu"),
        (press(desk, ".1:date"), "programmes.unknown menu"),
        (press(desk, ":close"), "programmes.unknown menu"),
    )
    assert len(decided(dat)) == 1  # that the file was loaded


async def test_what_the_plan_lacks_comes_in_pages(desk: Office) -> None:
    lan = await desk.officer()
    await lan.talks(*LOOKED, (press(desk, ":gaps"), "programmes.missing"))
    assert "chưa có mẫu phiếu (IX.1)" in lan.last.text
    assert "IX.9" not in lan.last.text
    await lan.talks(("1", "programmes.missing"))
    assert "• chưa rõ đơn vị (IX.9)" in lan.last.text


@pytest.mark.needs("buttons")  # never shown to whoever presses them
async def test_buttons_made_up_lead_nowhere(desk: Office) -> None:
    lan = await desk.officer()
    for rest in (
        ".9:conflict",
        ".0.9:read",
        ".0:read",
        ".9:date",
        ".0:date",
        ".99:gaps",
        ":conflict",
        ".x.y:read",
    ):
        await lan.talks((press(desk, rest), "programmes.unknown menu"))


# Deciding


async def test_a_reading_is_settled_with_its_reason_and_holds_from_the_next_message_on(desk: Office) -> None:
    lan = await desk.officer()
    assert str(desk.programme.phases[0].windows["entry"].last) == "2022-05-31"
    await lan.talks(
        *LOOKED,
        (press(desk, ":conflicts"), "programmes.conflicts"),
        ("1", "programmes.conflict"),
    )
    for line in ('Mục II.1: "đến hết tháng 5"', 'Mục VII: "đến 20/7"', "Đang tạm hiểu: hết ngày 31/5/2022",
                 "mục II.1 đặt điều kiện"):  # fmt: skip
        assert line in lan.last.text, line
    await lan.talks(
        ("2", "decision.reason-of"),
        ("?", "form.help form.commands decision.reason-of".replace("form.help", "decision.reason#help")),
        ("Công văn 12/LĐLĐ ngày 10/5/2022", "programmes.decided"),
        ("1", "programmes.one"),
    )
    assert "chưa chốt cách hiểu: 1" in lan.last.text
    assert decided(lan)[-1] == ("conflict:end-one", "july", "Công văn 12/LĐLĐ ngày 10/5/2022", lan.row.id)
    assert str(desk.programme.phases[0].windows["entry"].last) == "2022-07-20"
    await lan.talks((press(desk, ".0:conflict"), "programmes.conflict"))
    assert "Đã chốt: hết ngày 20/7/2022." in lan.last.text


async def test_the_default_can_be_settled_too_and_a_reading_changed_back(desk: Office) -> None:
    lan = await desk.officer()
    for place, last in ((1, "2022-07-20"), (0, "2022-05-31")):
        await lan.talks(
            *LOOKED,
            *reading(desk, 0, place),
            ("đã hỏi Ban Chính sách", "programmes.decided"),
            ("menu", "menu"),
        )
        assert str(desk.programme.phases[0].windows["entry"].last) == last
    assert [c.key for c in desk.house.app.turns.service.undecided(desk.programme)] == ["start-two"]


async def test_readings_that_cannot_hold_together_are_not_stored(desk: Office) -> None:
    lan = await desk.officer()
    await lan.talks(
        *LOOKED,
        *reading(desk, 0, 1),
        ("theo công văn", "programmes.decided"),
        ("1", "programmes.one"),
        *reading(desk, 1, 1),
        ("theo công văn", "programmes.clash"),
    )
    assert [subject for subject, *_ in decided(lan)] == ["state", "conflict:end-one"]


@pytest.mark.parametrize(
    ("place", "asked", "said", "value", "shown"),
    [
        (1, "month", "ngày 25", {"kind": "monthly", "day": 25}, "25/5/2022: số liệu tháng"),
        (2, "year", "20/11", {"kind": "yearly", "month": 11, "day": 20, "end": "until"}, "20/11/2022: báo"),
        (3, "once", "20/11/2023", {"kind": "once", "at": "2023-11-20", "end": "until"}, None),
        (3, "once", "1/9", {"kind": "once", "at": "2022-09-01", "end": "until"}, "01/9/2022: tổng kết"),
    ],
)  # fmt: skip
async def test_a_date_the_plan_leaves_open_is_set(
    desk: Office, place: int, asked: str, said: str, value: dict[str, object], shown: str | None
) -> None:
    lan = await desk.officer()
    await lan.talks(
        *LOOKED,
        *date(desk, place, asked),
        (
            "chưa biết",
            f"invalid.{'day-of-month' if asked == 'month' else 'date-unreadable'} decision.when#{asked}",
        ),
        (said, "decision.reason-of"),
        ("Ban Thường vụ thống nhất", "programmes.decided"),
        ("1", "programmes.one"),
    )
    assert decided(lan)[-1][1] == value
    assert "Hạn chưa có ngày: 2" in lan.last.text
    assert shown is None or shown in lan.last.text


async def test_a_date_that_was_set_can_be_set_again(desk: Office) -> None:
    lan = await desk.officer()
    for day in ("25", "28"):
        await lan.talks(
            *LOOKED,
            *date(desk, 1, "month"),
            (day, "decision.reason-of"),
            ("thống nhất lại", "programmes.decided"),
        )
    await lan.talks(("1", "programmes.one"))
    assert "28/5/2022: số liệu tháng" in lan.last.text


async def test_only_half_a_date_is_asked_again(desk: Office) -> None:
    lan = await desk.officer()
    await lan.talks(
        *LOOKED,
        *date(desk, 2, "year"),
        ("tháng 11", "invalid.whole-day decision.when#year"),
    )


async def test_a_closed_programme_takes_no_new_registration_until_it_is_opened(desk: Office) -> None:
    lan, huy = await desk.officer(), desk.house.person()
    await huy.talks(*KNOWN)
    await lan.talks(
        *LOOKED,
        (press(desk, ":close"), "decision.reason-of"),
        ("đủ chỉ tiêu rồi", "programmes.decided"),
    )
    await huy.talks(("đăng ký", "registration.none menu"))
    await lan.talks(("1", "programmes.one"))
    assert "Đang đóng" in lan.last.text
    await lan.talks(
        (press(desk, ":close"), "programmes.one"),  # an old button
        (press(desk, ":open"), "decision.reason-of"),
        ("bổ sung chỉ tiêu", "programmes.decided"),
    )
    await huy.talks(("đăng ký", "registration.solution"))
    assert [(s, v) for s, v, *_ in decided(lan)] == [
        ("state", "open"),
        ("state", "closed"),
        ("state", "open"),
    ]


async def test_a_decision_can_be_left_and_nothing_is_stored(desk: Office) -> None:
    lan = await desk.officer()
    await lan.talks(
        *LOOKED,
        (press(desk, ":close"), "decision.reason-of"),
        ("để sau", "programmes.unchanged menu"),
        (press(desk, ":close"), "decision.reason-of"),
        ("hủy", "form.cancel"),
        ("1", "programmes.unchanged menu"),
    )
    assert len(decided(lan)) == 1


async def at_once(*said: tuple[Person, str]) -> None:
    """Several people's messages in one batch."""
    await asyncio.gather(*(person.wire.deed(Burst((text,))) for person, text in said))


async def test_of_two_decisions_in_one_batch_that_clash_the_second_is_told_of_the_first(desk: Office) -> None:
    lan, nam = await desk.officer(), await desk.officer()
    await lan.talks(*LOOKED, *reading(desk, 0, 1))
    await nam.talks(*LOOKED, *reading(desk, 1, 1))
    await at_once((lan, "theo công văn 12"), (nam, "theo công văn 13"))
    [first], [second] = await lan.hear(), await nam.hear()
    assert (first.keys, second.keys) == (("programmes.decided",), ("programmes.clash-with",))
    assert 'Hoàng Thị Lan: chốt cách hiểu "hết ngày 20/7/2022". Lý do: theo công văn 12' in second.text
    assert [subject for subject, *_ in decided(lan)] == ["state", "conflict:end-one"]


async def test_who_decides_the_same_thing_second_is_told_and_may_decide_again(desk: Office) -> None:
    lan, nam = await desk.officer(), await desk.officer()
    for officer in (lan, nam):
        await officer.talks(*LOOKED, (press(desk, ":close"), "decision.reason-of"))
    await at_once((lan, "đủ chỉ tiêu rồi"), (nam, "hết kinh phí"))
    [first], [second] = await lan.hear(), await nam.hear()
    assert (first.keys, second.keys) == (("programmes.decided",), ("programmes.overtaken",))
    assert "Hoàng Thị Lan: đóng chương trình. Lý do: đủ chỉ tiêu rồi" in second.text
    assert len(decided(lan)) == 2
    await nam.talks(
        ("1", "programmes.one"),
        (press(desk, ":open"), "decision.reason-of"),
        ("còn kinh phí", "programmes.decided"),
    )
    assert decided(lan)[-1][:2] == ("state", "open")


async def test_after_a_decision_it_is_said_what_holds_now(desk: Office) -> None:
    lan = await desk.officer()

    async def holds(*deeds: tuple[Deed, str]) -> str:
        await lan.talks(*LOOKED, *deeds, ("Ban Thường vụ thống nhất", "programmes.decided"))
        return lan.last.text

    closed = await holds((press(desk, ":close"), "decision.reason-of"))
    assert "Từ nay chương trình đóng: chưa nhận đăng ký mới" in closed
    opened = await holds((press(desk, ":open"), "decision.reason-of"))
    assert "Từ nay chương trình mở" in opened
    assert "Đang nhận: đợt một." in opened
    read = await holds(*reading(desk, 0, 1))
    assert "Từ nay tính theo: hết ngày 20/7/2022." in read
    assert "đợt một, từ 01/1/2022 đến hết ngày 20/7/2022." in read
    assert "đợt hai" not in read
    dated = await holds(*date(desk, 1, "month"), ("ngày 25", "decision.reason-of"))
    assert "• 25/5/2022: số liệu tháng" in dated
    assert "gửi kế hoạch" not in dated  # that date stays
    dated = await holds(*date(desk, 3, "once"), ("20/11/2023", "decision.reason-of"))
    assert "• 20/11/2023: tổng kết" in dated


async def test_a_role_that_ended_meanwhile_decides_nothing(desk: Office) -> None:
    lan = await desk.officer()
    await lan.talks(*LOOKED, (press(desk, ":close"), "decision.reason-of"))
    now = desk.house.app.clock.now()
    await desk.house.app.turns.write(lambda c: c.execute(update(roles.role).values(ended_at=now)))
    await lan.talks(("đủ chỉ tiêu rồi", "programmes.unknown menu"))
    assert len(decided(lan)) == 1


async def test_the_journal_tells_who_decided_what_when_and_why(desk: Office) -> None:
    lan = await desk.officer()
    await lan.talks(
        *LOOKED,
        (press(desk, ":close"), "decision.reason-of"),
        ("đủ chỉ tiêu rồi", "programmes.decided"),
        ("1", "programmes.one"),
        (press(desk, ":journal"), "programmes.journal"),
    )
    _, newest, oldest = lan.last.text.split("\n")[:3]
    assert newest.endswith("Hoàng Thị Lan: đóng chương trình. Lý do: đủ chỉ tiêu rồi")
    assert "/5/2022" in newest
    assert oldest.endswith("hệ thống: mở chương trình. Lý do: đã nạp tệp chương trình")


async def test_what_was_decided_before_the_start_is_loaded_once(desk: Office) -> None:
    loaded = desk.house.app.turns.service
    huy = desk.house.person()
    await huy.talks(*KNOWN)
    assert desk.house.app.turns.service is loaded


async def test_what_another_process_decides_is_seen_at_the_next_message(desk: Office) -> None:
    huy = desk.house.person()
    await huy.talks(*KNOWN)
    other = database.writer(desk.house.app.settings.database)
    with other.begin() as connection:
        now = desk.house.app.clock.now()
        decisions.decide(connection, "sqlite", "thu-nghiem", "state", "closed", "from elsewhere", None, now)
    other.dispose()
    await huy.talks(("đăng ký", "registration.none menu"))


@pytest.mark.needs("buttons")  # of a message of the service before it was started again
async def test_a_button_of_a_former_file_leads_to_the_programme_as_it_is_now(tmp_path: Path) -> None:
    async with office(tmp_path) as before:
        lan = await before.officer()
        former = before.version
        address = lan.wire.address
    file = tmp_path / "programmes" / "trial.yaml"
    file.write_text(file.read_text("utf-8") + "\n# newer\n", encoding="utf-8")
    async with office(tmp_path) as now:
        lan = now.house.person()
        lan.wire.address = address
        assert now.version != former
        await lan.talks((Press(f"plan:{former}.0.1:read"), "programmes.one"))
        assert f"plan:{now.version}:conflicts" in lan.last.values
        assert len(decided(lan)) == 1
