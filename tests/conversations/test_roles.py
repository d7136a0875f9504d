"""Who holds which role: invited, handed over, covered, ended, left; who hears of it, what is kept of it."""

import re
from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook
from sqlalchemy import select

from storage import audit, roles
from storage.tables import Task, metadata
from tests.conversations.officers import Office, office
from tests.conversations.tester import HELLO, KNOWN, SENT, Deed, Later, Person, Press, hears, keys
from tests.qr_codes import pixels, read

CODE = re.compile(r"mã ([0-9A-Z]{4}-[0-9A-Z]{4})")
task = Task.__table__  # type: ignore[attr-defined]

Answers = tuple[tuple[Deed, str], ...]
OWN: Answers = (("vai trò", "roles"), (Press("mine"), "roles.one"))


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path, trial=False) as opened:
        yield opened


async def comes(person: Person, deed: Deed, expected: str) -> None:
    """What is said at once, and what comes when a task is done: where the answer does not wait for it, a
    little later."""
    came = await person.does(deed)
    if keys(came) != expected:
        came += await person.hear()
    assert keys(came) == expected, "\n".join(message.text for message in came)


def code(person: Person) -> str:
    """The code that was shown last."""
    found = [CODE.search(message.text) for message in person.heard]
    return [match[1] for match in found if match][-1]


async def makes(person: Person, *answers: tuple[Deed, str]) -> str:
    """A code made by answers of which the last shows it."""
    *before, (last, key) = answers
    await person.talks(*before)
    await comes(person, last, f"{key} | roles.qr")
    return code(person)


def inviting(role: str, unit: str, uses: Answers = (("1", "role.days"),), days: str = "14") -> Answers:
    return (
        ("người và vai trò", "roles"),
        (Press("invite"), "role.role"),
        (role, "role.unit#invite"),
        (unit, "form.noted role.uses"),
        *uses,
        (days, "roles.invited"),
    )


OFFICER_BELOW = inviting("2", "điện lực ba bể")


async def newcomer(desk: Office, channel: str = "", name: str = "Trần Quang Huy") -> Person:
    person = desk.house.person(channel)
    await person.talks(*HELLO, (name, "welcome.unit"), ("điện lực ba bể", "welcome.unit-this"))
    await person.talks(("1", "welcome.done menu"))
    return person


async def accepts(desk: Office, code: str, name: str = "Trần Quang Huy", channel: str = "") -> Person:
    person = await newcomer(desk, channel, name)
    await person.talks((f"ma {code.lower()}", "invited menu"))
    return person


def kinds(person: Person) -> list[str]:
    return [row.kind for row in person.read(select(audit.audit).order_by(audit.audit.c.id))]


def made(person: Person, number: int = -1) -> bytes:
    """The bytes of a file that a task made."""
    rows = person.read(select(task).where(task.c.kind.startswith("roles.")).order_by(task.c.id))
    return person.app.files.path(rows[number].result["file"]["sha256"]).read_bytes()


def link_in(png: bytes) -> str:
    """What a picture leads to."""
    found = read(pixels(png))
    assert found is not None
    return str(found.text)


# Inviting


async def test_an_officer_invites_another_below_and_hears_who_came(desk: Office, channel: str) -> None:
    lan = await desk.officer(channel=channel)
    shown = await makes(lan, *OFFICER_BELOW)
    told = lan.heard[-2].text
    assert f"https://t.me/sangkien_test_bot?start=i_{shown.replace('-', '')}" in told
    assert "1 người dùng được, đến 9 giờ 00 ngày 30/5/2022" in told
    assert "xem sáng kiến của CĐCS Điện lực Ba Bể" in told
    huy = await accepts(desk, shown, channel=channel)
    await hears(lan, "heard.granted")
    assert "Trần Quang Huy" in lan.last.text
    await huy.talks(("bàn việc", "desk"))
    assert kinds(lan) == ["invited", "granted", "invited", "granted"]
    other = await newcomer(desk, channel, "Lò Thị Mai")
    await other.talks((f"mã {shown}", "invited.unknown menu"))


async def test_the_picture_leads_to_the_chat_and_the_code_stands_nowhere_else(desk: Office) -> None:
    lan = await desk.officer()
    shown = (await makes(lan, *OFFICER_BELOW)).replace("-", "")
    assert link_in(made(lan)) == f"https://t.me/sangkien_test_bot?start=i_{shown}"
    for name, table in metadata.tables.items():
        if name != "outbox":  # where the words lie that were sent, for a week
            rows = repr(lan.read(select(table)))
            assert shown not in rows, name
            assert f"{shown[:4]}-{shown[4:]}" not in rows, name
    guest = desk.house.person("telegram")
    await guest.talks((f"/start i_{shown}", "invited.held welcome.greet | welcome.consent"))


async def test_a_code_for_several_ends_with_the_last_of_them_or_when_it_is_revoked(desk: Office) -> None:
    lan = await desk.officer()
    several = (("20 người", "role.days"),)
    shown = await makes(lan, *inviting("1", "BK-DLBB", several, "60 ngày"))
    assert "20 người dùng được" in lan.heard[-2].text
    await accepts(desk, shown, "Trần Quang Huy")
    await hears(lan, "heard.granted")
    await accepts(desk, shown, "Lò Thị Mai")
    await hears(lan, "heard.granted")
    await lan.talks((Press("menu:roles"), "roles"), (Press("codes"), "roles.codes"))
    assert "còn 18 lượt" in lan.last.labels
    await lan.talks(("1", "roles.code"), (Press("revoke"), "roles.revoked"))
    late = await newcomer(desk, name="Nông Văn Sinh")
    await late.talks((f"mã {shown}", "invited.unknown menu"))
    await lan.talks((Press("revoke"), "programmes.unknown menu"))
    assert kinds(lan)[-4:] == ["invited", "granted", "granted", "revoked"]


async def test_how_many_is_asked_where_it_was_not_said(desk: Office) -> None:
    lan = await desk.officer()
    asked = (("2", "role.count"), ("600", "invalid.uses role.count"), ("12", "role.days"))
    await makes(
        lan, *inviting("cán bộ theo dõi", "BK-DLBB", asked, "tháng sau")[:-1], ("30", "roles.invited")
    )
    assert "12 người dùng được" in lan.heard[-2].text


async def test_roles_and_units_out_of_reach_are_not_offered_nor_taken(desk: Office) -> None:
    lan = await desk.officer("BK-BABE")
    await lan.talks((Press("menu:roles"), "roles"), (Press("invite"), "role.role"))
    assert "Người quản trị" not in lan.last.labels
    await lan.talks(("người quản trị", "invalid.choose role.role"), ("2", "role.unit#invite"))
    for elsewhere in ("BK", "BK-TP", "liên đoàn lao động tỉnh", "LC"):
        await lan.talks((elsewhere, "invalid.unit-within role.unit#invite"))
    await lan.talks(("1", "role.uses"), ("hủy", "form.cancel"), ("1", "roles.unchanged roles"))
    assert kinds(lan) == ["invited", "granted"]


@pytest.mark.needs("buttons")  # of a role that was not shown
async def test_a_role_that_was_not_offered_is_not_taken(desk: Office) -> None:
    lan = await desk.officer("BK-BABE")
    await lan.talks((Press("menu:roles"), "roles"), (Press("invite"), "role.role"))
    forged = f"{lan.last.values[0].rpartition(':')[0]}:administrator"
    await lan.talks((Press(forged), "form.old-button role.role"))


async def test_an_administrator_makes_another_one(desk: Office) -> None:
    lan = await desk.officer(role="administrator")
    shown = await makes(lan, *inviting("4", "BK-BABE"))
    huy = await accepts(desk, shown)
    assert "người quản trị của Liên đoàn Lao động huyện Ba Bể" in huy.last.text


async def test_a_code_is_good_only_while_its_maker_may_still_make_it(desk: Office) -> None:
    lan = await desk.officer()
    nam = await desk.officer(role="administrator", name="Hoàng Văn Nam")
    shown = await makes(lan, *OFFICER_BELOW)
    await nam.talks(("vai trò", "roles"), (Press("list"), "roles.list"), ("1", "roles.one"))
    await nam.talks((Press("end"), "role.confirm-after"), ("1", "roles.ended roles.now#idle roles"))
    await hears(lan, "heard.ended")
    huy = await newcomer(desk)
    await huy.talks((f"mã {shown}", "invited.unknown menu"))
    await nam.talks((Press("codes"), "roles.codes"))
    assert "hết tác dụng" in nam.last.labels


async def test_what_was_asked_is_refused_where_the_role_has_ended_meanwhile(desk: Office) -> None:
    lan, now = await desk.officer(), desk.house.app.clock.now()
    *before, _ = OFFICER_BELOW
    await lan.talks(*before)
    await desk.house.app.turns.write(lambda connection: roles.end(connection, 1, now))
    await lan.talks(("14", "programmes.unknown menu"))
    assert kinds(lan) == ["invited", "granted", "ended"]


@pytest.mark.needs("buttons")  # that nobody showed them
async def test_somebody_without_the_right_sees_no_name_and_no_code(desk: Office) -> None:
    lan = await desk.officer()
    await makes(lan, *OFFICER_BELOW)
    adviser = await desk.officer("BK-BABE", role="adviser", name="Nông Văn Sinh")
    worker = await newcomer(desk)
    tokens = """1:one 0.0:list 1.0:list 0.0:codes 3:code 3:revoke 1:end 0:invite 0:bulk 0.0:log 1.0:xlsx
        1:hand 1:cover 5:officer 0:find-list 999:one x:y"""
    for token in tokens.split():
        for person in (worker, adviser):
            await person.talks((Press(f"role:{token}"), "programmes.unknown menu"))
    assert "Lan" not in adviser.last.text


async def test_somebody_without_the_right_sees_their_own_roles_only(desk: Office) -> None:
    await desk.officer()
    adviser = await desk.officer("BK-BABE", role="adviser", name="Nông Văn Sinh")
    worker = await newcomer(desk)
    await worker.talks((Press("menu:roles"), "programmes.unknown menu"))
    await adviser.talks((Press("menu:roles"), "roles"))
    assert "Lan" not in adviser.last.text
    assert [value for value in adviser.last.values if value.startswith("role:")] == ["role:0:mine"]
    await adviser.talks((Press("mine"), "roles.one"))


async def test_lists_are_narrowed_to_a_unit(desk: Office) -> None:
    lan = await desk.officer()
    await desk.officer("BK-BABE", name="Chu Tiến Đạt")
    await lan.talks((Press("menu:roles"), "roles"), (Press("list"), "roles.list"))
    assert "Hoàng Thị Lan" in lan.last.labels
    await lan.talks((Press("find-list"), "role.unit#find"), ("ba bể", "find.unit-which"))
    await lan.talks(("lđlđ ba bể", "form.noted roles.list"))
    assert "Chu Tiến Đạt" in lan.last.labels
    assert "Hoàng Thị Lan" not in lan.last.labels
    await lan.talks((Press("role:0.0:list"), "roles.list"))
    assert "Hoàng Thị Lan" in lan.last.labels


# Ending


async def test_whose_role_is_ended_hears_why_and_the_work_goes_up(desk: Office, channel: str) -> None:
    upper = await desk.officer("BK-DL", channel, name="Nông Chí Công")
    nam = await desk.officer("BK", channel, role="administrator", name="Hoàng Văn Nam")
    lan = await desk.officer("BK-DLBB", channel)
    worker = desk.house.person(channel)
    await worker.talks(*SENT)
    await hears(lan, "work.sent")
    await nam.talks(("vai trò", "roles"), (Press("list"), "roles.list"), ("Hoàng Thị Lan", "roles.one"))
    await nam.talks((Press("end"), "role.confirm-after"))
    assert "việc đang mở (1) chuyển lên Công đoàn Công ty Điện lực Bắc Kạn" in nam.last.text
    await nam.talks((Press("why"), "role.why"), ("Chuyển công tác", "roles.ended roles.now#officer roles"))
    await hears(lan, "heard.ended")
    assert "Lý do: Chuyển công tác." in lan.last.text
    assert "Hoàng Văn Nam ghi" in lan.last.text
    await hears(upper, "heard.unattended")
    assert "CĐCS Điện lực Ba Bể nay chưa có cán bộ theo dõi, việc đang mở (1)" in upper.last.text
    await lan.talks((Press("menu:desk"), "programmes.unknown menu"))
    await upper.talks((Press("officer"), "role.uses"), ("1", "role.days"))
    await comes(upper, "1", "roles.invited | roles.qr")
    assert "cán bộ theo dõi của CĐCS Điện lực Ba Bể" in upper.heard[-2].text


async def test_no_is_an_answer(desk: Office) -> None:
    lan = await desk.officer("BK-DLBB")
    nam = await desk.officer(name="Hoàng Văn Nam")
    await nam.talks(("vai trò", "roles"), (Press("list"), "roles.list"), ("Hoàng Thị Lan", "roles.one"))
    await nam.talks((Press("end"), "role.confirm-after"))
    await nam.talks(("thôi", "roles.unchanged roles"))
    await hears(lan, "")
    await lan.talks((Press("menu:desk"), "desk"))


async def test_the_last_officer_and_the_last_administrator_are_told_what_follows(desk: Office) -> None:
    nam = await desk.officer(role="administrator", name="Hoàng Văn Nam")
    lan = await desk.officer()
    await lan.talks(("vai trò của tôi", "roles"), (Press("mine"), "roles.one"))
    await lan.talks((Press("leave"), "role.confirm-after"))
    assert "Khi đó Liên đoàn Lao động tỉnh Bắc Kạn chưa có cán bộ theo dõi." in lan.last.text
    await lan.talks(("1", "roles.left roles.now#idle menu"))
    await nam.talks((Press("menu:roles"), "roles"), (Press("mine"), "roles.one"))
    await nam.talks((Press("leave"), "role.confirm-after"))
    assert "không còn người quản trị nào" in nam.last.text
    await nam.talks(("2", "role.why"), ("Hết nhiệm kỳ", "roles.left roles.now#administrator menu"))
    assert kinds(nam)[-2:] == ["ended", "ended"]


# Handing over


async def test_a_role_is_handed_over_in_one_press(desk: Office, channel: str) -> None:
    lan = await desk.officer("BK-DLBB", channel)
    await lan.talks(("bàn giao", "roles"), (Press("mine"), "roles.one"))
    first = await makes(lan, (Press("hand"), "roles.handing"))
    await lan.talks(*OWN)
    assert "(bàn giao)" in lan.last.labels
    shown = await makes(lan, (Press("hand"), "roles.handing"))
    huy = await newcomer(desk, channel)
    await huy.talks((f"mã {first}", "invited.unknown menu"), (f"mã {shown}", "invited menu"))
    await hears(lan, "heard.handed_over")
    assert "Trần Quang Huy đã nhận bàn giao" in lan.last.text
    await lan.talks(
        (Press("menu:desk"), "programmes.unknown menu"), (Press("hand"), "programmes.unknown menu")
    )
    assert kinds(lan)[-2:] == ["granted", "handed_over"]


async def test_a_code_that_hands_over_what_has_ended_grants_nothing(desk: Office) -> None:
    lan = await desk.officer("BK-DLBB")
    shown = await makes(lan, *OWN, (Press("hand"), "roles.handing"))
    await lan.talks(*OWN, (Press("leave"), "role.confirm-after"), ("1", "roles.left roles.now#idle menu"))
    huy = await newcomer(desk)
    await huy.talks((f"mã {shown}", "invited.unknown menu"))


@pytest.mark.needs("buttons")  # of whoever holds it
async def test_nobody_hands_over_somebody_elses_role(desk: Office) -> None:
    await desk.officer("BK-DLBB")
    nam = await desk.officer(name="Hoàng Văn Nam")
    await nam.talks((Press("role:1:one"), "roles.one"), (Press("role:1:hand"), "programmes.unknown menu"))
    await nam.talks((Press("role:1:cover"), "programmes.unknown menu"))


# Absence


async def test_a_colleague_stands_in_on_the_days_that_were_said(desk: Office, channel: str) -> None:
    lan = await desk.officer("BK-DLBB", channel)
    await lan.talks(*OWN, (Press("cover"), "role.since"))
    shown = await makes(lan, ("từ 1/9 đến 15/9", "roles.covering"))
    assert "từ 01/9/2022 đến hết 15/9/2022" in lan.heard[-2].text
    huy = await newcomer(desk, channel)
    await huy.talks((f"mã {shown}", "invited.cover menu"))
    await hears(lan, "heard.covered")
    assert "từ 01/9/2022 đến hết 15/9/2022" in lan.last.text
    await huy.talks((Press("menu:desk"), "programmes.unknown menu"), (Later("2022-09-01 00:01"), ""))
    await huy.talks((Press("menu:desk"), "desk"), (Press("menu:roles"), "roles"))
    assert "(thay từ 01/9/2022 đến hết 15/9/2022)" in huy.last.text
    await huy.talks((Press("mine"), "roles.one"))
    assert "Bàn giao" not in huy.last.labels
    await lan.talks((Press("menu:desk"), "desk"))
    await huy.talks((Later("2022-09-16 00:01"), ""), (Press("menu:desk"), "programmes.unknown menu"))


@pytest.mark.parametrize(
    ("said", "asked", "days"),
    [
        ("tôi nghỉ sinh từ tháng 9", (("hết tháng 2", "roles.covering"),), "01/9/2022 đến hết 28/2/2023"),
        ("toi nghi sinh toi thang 9", (), "16/5/2022 đến hết 30/9/2022"),
        ("tôi đi học từ 1/12 đến 15/1", (), "01/12/2022 đến hết 15/1/2023"),
        (
            "tôi nghỉ ốm",
            (("hôm nay", "role.until"), ("20/5", "roles.covering")),
            "16/5/2022 đến hết 20/5/2022",
        ),
    ],
)
async def test_an_absence_may_be_said_in_passing(desk: Office, said: str, asked: Answers, days: str) -> None:
    lan = await desk.officer("BK-DLBB")
    first = "roles.covering" if not asked else "role.until" if len(asked) == 1 else "role.since"
    await makes(lan, (said, first), *asked)
    assert days in lan.heard[-2].text


async def test_to_a_worker_an_absence_is_a_story_like_any_other(desk: Office) -> None:
    huy = await newcomer(desk)
    await huy.talks(("tôi nghỉ sinh từ tháng 9", "menu.bare"))


async def test_days_that_end_before_they_begin_are_asked_again(desk: Office) -> None:
    lan = await desk.officer("BK-DLBB")
    await lan.talks(
        *OWN,
        (Press("cover"), "role.since"),
        ("từ 1/9/2022 đến 15/8/2022", "invalid.absence role.since"),
        ("1/9", "role.until"),
        ("31/8/2022", "invalid.absence role.until"),
        ("không biết", "invalid.date-unreadable role.until"),
    )


# The log


async def test_an_administrator_reads_the_log_and_takes_it_as_a_file(desk: Office) -> None:
    lan = await desk.officer()
    await makes(lan, *OFFICER_BELOW)
    nam = await desk.officer(role="administrator", name="Hoàng Văn Nam")
    await lan.talks((Press("menu:roles"), "roles"))
    assert "Nhật ký" not in lan.last.labels
    await nam.talks((Press("menu:roles"), "roles"), (Press("log"), "roles.log"))
    assert "Hoàng Thị Lan tạo mã mời làm cán bộ theo dõi của CĐCS Điện lực Ba Bể" in nam.last.text
    assert "Hoàng Thị Lan nhận vai trò cán bộ theo dõi" in nam.last.text
    await comes(nam, Press("xlsx"), "book.making | roles.log-file")
    rows = list(load_workbook(BytesIO(made(nam))).worksheets[0].iter_rows(values_only=True))
    assert any("Hoàng Thị Lan" in map(str, row) and "Tạo mã mời" in map(str, row) for row in rows)
    await nam.talks((Press("role:0.0:log"), "roles.log"))
    assert "Hoàng Văn Nam tải nhật ký của Liên đoàn Lao động tỉnh Bắc Kạn" in nam.last.text
    await nam.talks((Press("find-log"), "role.unit#find"), ("BK-DLBB", "form.noted roles.log"))
    assert nam.last.text.count("•") == 1


async def test_other_trees_are_not_in_the_log(desk: Office) -> None:
    await desk.officer("LC")
    nam = await desk.officer(role="administrator", name="Hoàng Văn Nam")
    await nam.talks(("vai trò", "roles"), (Press("log"), "roles.log"))
    assert "Lai Châu" not in nam.last.text


# Many at once


def codes_of(document: bytes) -> dict[str, str]:
    """Units and their codes, as they stand in the file."""
    [table] = Document(BytesIO(document)).tables
    rows = [[cell.text for cell in row.cells] for row in table.rows[1:]]
    return {row[1]: row[3] for row in rows}


async def test_a_list_of_units_gets_a_code_each_and_a_newer_list_takes_its_place(desk: Office) -> None:
    lan = await desk.officer("BK-BABE", name="Chu Tiến Đạt")
    await desk.officer("BK-DLBB")
    by_hand = await makes(lan, *inviting("2", "BK-UBTG"))
    begun: Answers = (
        ("vai trò", "roles"),
        (Press("bulk"), "role.unit#bulk"),
        ("1", "role.days"),
        ("30 ngày", "role.confirm-bulk"),
    )
    await lan.talks(*begun)
    counted = re.search(r"Có (\d+) công đoàn cơ sở", lan.last.text)
    assert counted is not None
    await comes(lan, "1", "book.making | roles.sheet")
    first = codes_of(made(lan))
    assert len(first) == int(counted[1])
    assert not any("Điện lực" in name for name in first)
    unit = next(name for name in first if "Quảng Khê" in name)
    await lan.talks(*begun)
    await comes(lan, "1", "book.making | roles.sheet")
    assert f"{counted[1]} mã chưa dùng của lần tạo trước" in lan.last.text
    second = codes_of(made(lan))
    huy = await newcomer(desk)
    await huy.talks((f"mã {first[unit]}", "invited.unknown menu"), (f"mã {second[unit]}", "invited menu"))
    await hears(lan, "heard.granted")
    await huy.talks((f"mã {by_hand}", "invited menu"))
    rows = repr(lan.read(select(roles.invitation))) + repr(lan.read(select(task)))
    assert not any(code.replace("-", "") in rows.replace("-", "") for code in second.values())


async def test_a_list_carries_pictures_that_lead_to_the_chat(desk: Office) -> None:
    lan = await desk.officer("BK-BABE")
    await lan.talks(("vai trò", "roles"), (Press("bulk"), "role.unit#bulk"))
    await lan.talks(("BK-UBTG", "form.noted role.days"), ("1", "role.confirm-bulk"))
    await comes(lan, "tạo mã", "book.making | roles.sheet")
    document = Document(BytesIO(made(lan)))
    [shown] = codes_of(made(lan)).values()
    pictures = [part for part in document.part.package.iter_parts() if part.partname.endswith(".png")]
    assert [link_in(part.blob) for part in pictures] == [
        f"https://t.me/sangkien_test_bot?start=i_{shown.replace('-', '')}"
    ]


async def test_where_every_unit_has_an_officer_nothing_is_made(desk: Office) -> None:
    lan = await desk.officer("BK-DLBB")
    await lan.talks(("vai trò", "roles"), (Press("bulk"), "role.unit#bulk"), ("1", "roles.attended roles"))
    assert kinds(lan) == ["invited", "granted"]


async def test_everything_is_said_in_english_too(desk: Office) -> None:
    lan = await desk.officer(role="administrator")
    lan.polite = False
    await lan.talks(("english", "details.language menu"), (Press("menu:roles"), "roles"))
    for subject, key in (
        ("0.0:list", "list"),
        ("0.0:log", "log"),
        ("0:mine", "one"),
    ):
        await lan.talks((Press(f"role:{subject}"), f"roles.{key}"))
    await comes(lan, Press("role:0.0:xlsx"), "book.making | roles.log-file")
    rows: list[Any] = list(load_workbook(BytesIO(made(lan))).worksheets[0].iter_rows(values_only=True))
    assert any("Granted" in map(str, row) for row in rows)


@pytest.mark.needs("buttons")  # shown as long as there were codes
async def test_that_no_code_is_open_is_said_in_english_too(desk: Office) -> None:
    lan = await desk.officer()
    lan.polite = False
    await lan.talks(("english", "details.language menu"), (Press("role:0.0:codes"), "roles.codes-none"))


async def test_a_known_worker_is_made_an_officer_of_the_place_they_work_in(desk: Office) -> None:
    huy = desk.house.person("telegram")
    await huy.talks(*KNOWN)
    lan = await desk.officer()
    shown = await makes(lan, *OFFICER_BELOW)
    await huy.talks((f"/start i_{shown.replace('-', '')}", "invited menu"))
    await huy.talks((f"/start i_{shown.replace('-', '')}", "invited.unknown menu"))
    await hears(lan, "heard.granted")
