"""Those who answer: their hours and days off, the clock of questions, their lead, to whom a question goes."""

import pytest
from sqlalchemy import select

from storage import tickets, units
from tests.conversations.officers import Office
from tests.conversations.test_tickets import asks, worker
from tests.conversations.tester import Later, Person, Press, hears, keys

TEAM = ("Hoàng Văn Dũng", "Lý Thị Mai", "Vi Văn Páo")
ASKING = (
    ("em k bit tinh tien lam loi", "form.part"),
    ("xong", "ask.send"),
    ("1", "ask.sent menu"),
)


async def a_team(bureau: Office, unit: str = "DL-NPC-TN", count: int = 3) -> list[Person]:
    return [await bureau.officer(unit, role="adviser", name=name) for name in TEAM[:count]]


async def asks_team(person: Person) -> None:
    await person.talks(("hỏi tổ tư vấn", "ask.text"), *ASKING)


async def led(bureau: Office) -> tuple[Person, list[Person]]:
    """The officer of a unit with a team that Dũng leads."""
    cuong, team = await bureau.officer("DL-NPC-TN", name="Triệu Đức Cường"), await a_team(bureau)
    await cuong.talks(
        ("tổ tư vấn của đơn vị", "team.one"), ("chọn tổ trưởng", "team.leads"), ("1", "team.led team.one")
    )
    return cuong, team


# The page


async def test_an_officer_chooses_the_lead_who_says_when_they_work(bureau: Office) -> None:
    cuong, team = await led(bureau)
    assert "Hoàng Văn Dũng, tổ trưởng" in cuong.last.text
    assert "Tổ có 3 người (cần từ 3)" in cuong.last.text
    await team[0].talks(
        ("to tu van cua don vi", "team.one"),
        ("giờ làm việc", "team.hours"),
        ("khi nào rảnh", "invalid.hours team.hours"),
        ("7h30-11h30, 13h30-16h", "team.weekdays"),
        ("lúc nào cũng được", "invalid.weekdays team.weekdays"),
        ("thứ 2 đến thứ 7", "team.kept team.one"),
        ("ngày nghỉ", "team.off"),
        ("20/5 đến 22/5", "team.kept team.one"),
    )
    assert "7:30–11:30, 13:30–16:00, thứ Hai đến thứ Bảy" in team[0].last.text
    assert "Nghỉ từ 20/05/2022 đến hết 22/05/2022" in team[0].last.text.replace("/5/", "/05/")


async def test_the_days_may_be_said_with_the_hours(bureau: Office) -> None:
    cuong, _ = await led(bureau)
    await cuong.talks((Press("hours"), "team.hours"), ("22h-6h, thứ 3 và chủ nhật", "team.kept team.one"))
    assert "22:00–6:00, thứ Ba, Chủ nhật" in cuong.last.text


async def test_the_others_of_the_team_see_the_page_without_its_choices(bureau: Office) -> None:
    _, team = await led(bureau)
    await team[1].talks(("người trả lời", "team.one"))
    assert not {value for value in team[1].last.values if value.startswith("team:")}


@pytest.mark.needs("buttons")  # of the officer
async def test_the_others_of_the_team_change_nothing_with_buttons_of_the_officer(bureau: Office) -> None:
    cuong, team = await led(bureau)
    for token in ("hours", "off", "leads"):
        [value] = {v for m in cuong.heard for v in m.values if v.endswith(f":{token}")}
        await team[1].talks((Press(value), "ask.unknown menu"))
    stranger = await worker(bureau)
    await stranger.talks(
        (Press(value), "ask.unknown menu"), (Press(value.replace("leads", "page")), "ask.unknown menu")
    )


async def test_a_lead_whose_role_ends_is_no_lead_any_more(bureau: Office) -> None:
    cuong, team = await led(bureau)
    await team[0].talks(
        ("vai trò của tôi", "roles"), (Press("mine"), "roles.one"), (Press("leave"), "role.confirm-leave"),
        ("1", "roles.left menu"),
    )  # fmt: skip
    await cuong.hear()
    await cuong.talks(("tổ tư vấn của đơn vị", "team.one"))
    assert "tổ trưởng," not in cuong.last.text
    assert "Tổ tư vấn chưa đủ người (cần từ 3): mới có 2" in cuong.last.text


async def test_the_upper_officer_finds_the_teams_that_are_too_small(bureau: Office) -> None:
    hang = await bureau.officer("DL-NPC", name="Lê Thị Hằng")
    await a_team(bureau, count=2)
    await hang.talks(("người trả lời", "team.one"), (Press("few"), "team.few"))
    assert "CĐCS Công ty Điện lực Thái Nguyên (có 2)" in hang.last.labels
    await hang.talks(("CĐCS Công ty Điện lực Thái Nguyên (có 2)", "team.one"))
    assert "mới có 2" in hang.last.text


async def test_elsewhere_the_page_is_of_those_who_answer_and_has_no_lead(bureau: Office) -> None:
    nam = await bureau.officer("BK", name="Hoàng Văn Nam")
    await nam.talks(("bàn việc", "desk"))
    assert "Người trả lời câu hỏi" in nam.last.labels
    await nam.talks(("người trả lời câu hỏi", "team.one"))
    assert "- Hoàng Văn Nam" in nam.last.text
    assert "tổ trưởng" not in nam.last.text + nam.last.labels
    assert "chưa đủ người" not in nam.last.text + nam.last.labels


# The clock


async def test_whoever_asks_reads_the_hours_and_outside_of_them_who_is_back_when(bureau: Office) -> None:
    cuong, _ = await led(bureau)
    await cuong.talks(
        (Press("hours"), "team.hours"), ("8h-11h, 14h-16h, thứ 2 đến thứ 7", "team.kept team.one"),
        (Press("off"), "team.off"), ("21/5", "team.kept team.one"),
    )  # fmt: skip
    oi = await worker(bureau, where="DL-NPC-TN")
    await asks_team(oi)
    assert "Giờ làm việc: 8:00–11:00, 14:00–16:00, thứ Hai đến thứ Bảy." in oi.last.text
    await oi.talks((Later("2022-05-20 19:00"), ""))
    ai = await worker(bureau, where="DL-NPC-TN", name="Lò Văn Ai")
    await asks_team(ai)  # a Friday; the Saturday is off
    assert "làm việc lại từ 8 giờ 00 ngày 23/5/2022 (thứ Hai)" in ai.last.text


async def test_nobody_answers_so_the_lead_is_asked_once_and_no_officer(bureau: Office) -> None:
    cuong, team = await led(bureau)
    oi = await worker(bureau, where="DL-NPC-TN")
    await asks_team(oi)
    for one in team:
        await hears(one, "ticket.new")
    await oi.talks((Later("2022-05-17 08:30"), ""))
    assert [keys(await one.hear()) for one in team] == ["ticket.soon"] * 3
    await oi.talks((Later("2022-05-17 09:30"), ""))
    assert [keys(await one.hear()) for one in team] == ["ticket.late", "", ""]
    assert "chưa ai rảnh trả lời, nhờ anh/chị sắp xếp" in team[0].last.text
    assert "ticket" not in keys(await cuong.hear())


async def test_only_where_nobody_leads_the_officers_of_the_unit_are_asked(bureau: Office) -> None:
    cuong, team = await bureau.officer("DL-NPC-TN", name="Triệu Đức Cường"), await a_team(bureau)
    oi = await worker(bureau, where="DL-NPC-TN")
    await asks_team(oi)
    await oi.talks((Later("2022-05-17 09:30"), ""))
    assert "ticket.late" in keys(await cuong.hear())
    assert ["ticket.late" in keys(await one.hear()) for one in team] == [False] * 3


async def test_whoever_leads_when_the_time_is_over_is_asked_and_nobody_who_did_before(bureau: Office) -> None:
    cuong, team = await led(bureau)
    oi = await worker(bureau, where="DL-NPC-TN")
    await asks_team(oi)
    await team[0].hear()
    await team[1].hear()
    await cuong.talks(("tổ tư vấn của đơn vị", "team.one"), (Press("leads"), "team.leads"))
    await cuong.talks(("Lý Thị Mai", "team.led team.one"))
    await oi.talks((Later("2022-05-17 09:30"), ""))
    assert "ticket.late" not in keys(await team[0].hear())
    await oi.talks((Later("2022-05-17 09:31"), ""))
    assert keys(await team[1].hear()).count("ticket.late") == 1


async def test_what_is_answered_and_not_settled_comes_back_to_whoever_took_it(bureau: Office) -> None:
    _, team = await led(bureau)
    oi = await worker(bureau, where="DL-NPC-TN")
    await asks_team(oi)
    for one in team:
        await hears(one, "ticket.new")
    await team[1].talks((Press("take"), "ticket.open"), ("chị gửi ảnh giúp", "ticket.sent"))
    await hears(oi, "ask.answer")
    await oi.talks((Press("add"), "more.text"), ("ảnh đây ạ", "form.part"), ("xong", "ask.added menu"))
    await hears(team[1], "ticket.more")
    await team[0].hear()
    await oi.talks((Later("2022-05-19 08:30"), ""))
    await hears(team[1], "ticket.nearly-taken")
    await oi.talks((Later("2022-05-19 09:05"), ""))
    await hears(team[0], "ticket.unsettled-taken")
    await hears(team[1], "")
    await hears(team[2], "ticket.taken-by")


async def test_when_all_of_a_team_are_away_those_above_answer(bureau: Office) -> None:
    (dung,) = await a_team(bureau, "DL-NPC-TN-PY", 1)
    above = await bureau.officer("DL-NPC-TN", role="adviser", name="Nông Văn Khải")
    await dung.talks(("tôi nghỉ ốm từ hôm nay", "role.until"), ("hết tháng 5", "roles.covering"))
    oi = await worker(bureau, where="DL-NPC-TN-PY")
    await asks_team(oi)
    assert "CĐCS Công ty Điện lực Thái Nguyên" in oi.last.text
    await hears(above, "ticket.new")
    assert "ticket.new" not in keys(await dung.hear())


# To whom it goes


async def test_a_question_in_english_goes_to_those_who_speak_it_first(bureau: Office) -> None:
    team = await a_team(bureau)
    await team[2].talks(("tiếng anh", "details.language menu"))
    oi = await worker(bureau, where="DL-NPC-TN")
    await oi.talks(("english", "details.language menu"), ("ask the team", "ask.text"))
    await oi.talks(("how much is it", "form.part"), ("done", "ask.send"), ("1", "ask.sent menu"))
    await hears(team[2], "team.language ticket.new")
    await hears(team[0], "")
    await oi.talks((Later("2022-05-17 08:30"), ""))
    assert keys(await team[0].hear()) == "ticket.soon"


@pytest.mark.parametrize(
    ("asker", "role", "others", "expected"),
    [
        # 003 II.1: a team, of the nearest unit that has one
        ("DL-NPC-TN", "", (("adviser", "DL-NPC-TN"), ("officer", "DL-NPC-TN")), "team DL-NPC-TN"),
        ("DL-NPC-TN-PY", "", (("adviser", "DL-NPC-TN"), ("officer", "DL-NPC-TN-PY")), "team DL-NPC-TN"),
        ("DL-NPC-TN", "", (("officer", "DL-NPC"),), "officer DL-NPC"),
        (
            "DL-NPC-TN",
            "adviser",
            (("officer", "DL-NPC-TN"),),
            "officer DL-NPC-TN",
        ),  # a team of the asker alone
        # 003 III, 001 III.2: the Ban hears of unions' difficulties only
        ("DL-NPC-TN", "", (("officer", "DL"),), ""),
        ("DL-NPC-TN", "officer", (("officer", "DL"), ("officer", "DL-NPC")), "officer DL"),
        ("LC-CHE", "", (("officer", "LC"),), ""),
        ("LC-CHE", "officer", (("officer", "LC"),), "officer LC"),
        # no teams elsewhere, whoever is an adviser
        ("BK-DLBB", "", (("adviser", "BK-DLBB"), ("officer", "BK")), "officer BK"),
        ("BK-DLBB", "officer", (("officer", "BK"),), "officer BK"),
        ("NT-NHO", "", (("officer", "NT"),), "officer NT"),
        ("NH-AGR-HAN", "", (("officer", "NH"),), ""),
        ("NH-AGR-HAN", "officer", (("officer", "NH"),), "officer NH"),
    ],
)
async def test_a_question_goes_to(
    bureau: Office, asker: str, role: str, others: tuple[tuple[str, str], ...], expected: str
) -> None:
    for other, unit in others:
        await bureau.officer(unit, role=other, name="Cầm Văn Hòa")
    oi = await (bureau.officer(asker, role=role, name="Lò Thị Ơi") if role else worker(bureau, where=asker))
    if not expected:
        await oi.talks(("hỏi cán bộ", "ask.call menu"))
        return
    await asks(oi)
    query = select(tickets.ticket.c.kind, units.unit.c.code)
    rows = oi.read(query.join(units.unit, units.unit.c.id == tickets.ticket.c.desk_id))
    assert [f"{kind} {code}" for kind, code in rows] == [expected]


@pytest.mark.parametrize(("unit", "said"), [("DL-NPC-TN", False), ("DL-NPT-PTC1-TN-D1", True)])
async def test_only_where_few_work_one_is_told_that_colleagues_may_guess(
    bureau: Office, unit: str, said: bool
) -> None:
    for place in ("DL-NPC-TN", "DL-NPT-PTC1-TN"):
        await a_team(bureau, place, 1)
    oi = await worker(bureau, where=unit)
    await oi.talks(("hỏi tổ tư vấn", "ask.text"), ("sếp không cho làm", "form.part"), ("xong", "ask.send"))
    assert ("đoán ra" in oi.last.text) is said
    assert "không nêu tên" in oi.last.labels
