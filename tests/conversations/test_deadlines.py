"""*hạn nộp*: everybody's own dates in words, from every place in a conversation."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from programmes.model import Programme
from tests.conversations.house import House
from tests.conversations.officers import Office, office
from tests.conversations.tester import BEGUN, HELLO, KNOWN, STORY, ZONE, Later, Person, Press, Script

pytestmark = pytest.mark.asyncio(loop_scope="session")

SHORT = 900
NINH_THUAN = "NT-MAY"


def at(unit: str) -> Script:
    """Somebody who scanned the poster of a workplace."""
    return (
        (f"/start u_{unit}", "welcome.greet | welcome.consent"),
        ("đồng ý", "welcome.name"),
        ("Lò Thị Ơi", "welcome.done menu"),
    )


def programme(person: Person, key: str) -> Programme:
    service = person.app.turns.service
    return next(p for p in service.newest() if p.key == key)


def days(person: Person, to: date) -> int:
    return (to - person.app.clock.now().astimezone(ZONE).date()).days


async def test_closings_to_the_minute_nearest_first(an: Person) -> None:
    await an.talks(*KNOWN, ("hạn nộp", "deadlines"))
    text = an.last.text
    assert "trước 24 giờ ngày 31/5/2022 (còn 15 ngày)" in text
    assert text.index("31/5/2022") < text.index("01/9/2023")
    assert text.count("01 triệu sáng kiến") == 1
    assert len(text) <= SHORT


async def test_what_only_officers_see_to_is_not_a_worker_s(an: Person) -> None:
    await an.talks(*KNOWN, ("hạn nộp", "deadlines"))
    assert an.text("bac-kan-1tr.deadline-summing-up") not in an.last.text
    assert an.text("bac-kan-1tr.deadline-phase-1-review") not in an.last.text


async def test_a_day_before_is_told_by_its_last_good_day(an: Person) -> None:
    await an.talks(*at(NINH_THUAN), (Later("2024-12-31 09:00"), ""), ("hạn nộp", "deadlines"))
    assert "trước ngày 15/01, tức chậm nhất hết ngày 14/01/2025 (còn 14 ngày)" in an.last.text
    assert f"chậm nhất hết ngày 05/8/2025 (còn {days(an, date(2025, 8, 5))} ngày)" in an.last.text
    assert len(an.last.text) <= SHORT


async def test_the_union_s_own_earlier_day_is_told_until_it_is_over(an: Person) -> None:
    await an.talks(*at(NINH_THUAN), (Later("2024-12-20 09:00"), ""), ("hạn nộp", "deadlines"))
    register = programme(an, "ninh-thuan-dkst").deadline("register")
    assert register is not None
    own = date(2025, 1, 14) - timedelta(days=register.inner["grassroots"])
    shown = an.text("deadline.until-inner", last=f"{own.day}/{own.month}/{own.year}")
    assert f"(còn 25 ngày); {shown}" in an.last.text
    after = datetime.combine(own, datetime.min.time()) + timedelta(days=1, minutes=1)
    await an.talks((Later(f"{after:%Y-%m-%d %H:%M}"), ""), ("hạn nộp", "deadlines"))
    assert f"ngày {own.day}/{own.month}/{own.year} của công đoàn mình đã qua" in an.last.text


async def test_the_last_day_and_the_minute_after_it(an: Person) -> None:
    await an.talks(*at(NINH_THUAN), (Later("2025-01-14 23:59"), ""), ("hạn nộp", "deadlines"))
    assert "hết ngày 14/01/2025 (hôm nay là ngày cuối)" in an.last.text
    await an.talks((Later("2025-01-15 00:01"), ""), ("hạn nộp", "deadlines"))
    assert "đã hết hạn ngày 14/01/2025; kỳ sau trước ngày 15/01" in an.last.text
    assert "hết ngày 14/01/2026 (còn 364 ngày)" in an.last.text


async def test_what_has_no_date_is_said_to_have_none(an: Person) -> None:
    await an.talks(*at(NINH_THUAN), (Later("2025-02-10 09:00"), ""), ("hạn nộp", "deadlines"))
    what = an.text("ninh-thuan-dkst.deadline-recognition")
    assert f"{what}: chưa có ngày, cán bộ sẽ báo" in an.last.text


async def test_an_undecided_contradiction_is_told_with_its_reading(an: Person) -> None:
    await an.talks(*at(NINH_THUAN), (Later("2025-02-10 09:00"), ""), ("hạn nộp", "deadlines"))
    plan = programme(an, "ninh-thuan-dkst")
    touching = [c for c in plan.conflicts if {"register", "dossier"} & set(c.touches)]
    assert len(touching) > 1
    for conflict in touching:
        assert an.text(f"ninh-thuan-dkst.reading-{conflict.key}-{conflict.default}") in an.last.text
    assert an.last.text.count("Kế hoạch ghi chưa thống nhất") == 1


async def test_a_single_contradiction_is_a_single_line(an: Person) -> None:
    await an.talks(*KNOWN, (Later("2022-07-01 09:00"), ""), ("hạn nộp", "deadlines"))
    reading = an.text("bac-kan-1tr.reading-phase-2-end-first-of-september")
    line = f"Kế hoạch ghi chưa thống nhất; tạm hiểu: {reading}. Cán bộ sẽ chốt."
    assert line in an.last.text.splitlines()


async def test_what_is_over_is_told_for_a_while_and_the_last_of_all_for_good(an: Person) -> None:
    await an.talks(*KNOWN, (Later("2022-07-01 09:00"), ""), ("hạn nộp", "deadlines"))
    first, second = (an.text(f"bac-kan-1tr.deadline-phase-{n}-entry") for n in (1, 2))
    assert f"{first}: đã hết hạn (trước 24 giờ ngày 31/5/2022)" in an.last.text
    await an.talks((Later("2022-09-01 09:00"), ""), ("hạn nộp", "deadlines"))
    assert first not in an.last.text
    await an.talks((Later("2024-06-01 09:00"), ""), ("hạn nộp", "deadlines"))
    assert f"{second}: đã hết hạn (trước 24 giờ ngày 01/9/2023)" in an.last.text
    assert first not in an.last.text


async def test_where_there_is_nothing_it_says_so_and_whom_to_ask(an: Person) -> None:
    await an.talks(*at("NH-AGR-LCH"), ("hạn nộp", "deadlines.none"))
    contact = an.app.turns.service.contact(an.row.unit_id)
    assert contact.name
    assert contact.name in an.last.text


async def test_somebody_without_a_unit_sees_the_six_nearest_of_all_programmes(an: Person) -> None:
    await an.talks(
        *HELLO,
        ("Trần Quang Huy", "welcome.unit"),
        ("qwz", "welcome.unit-unknown"),
        ("1", "welcome.done welcome.unit-later menu"),
        ("hạn nộp", "deadlines"),
    )
    lines = an.last.text.splitlines()
    assert sum("(còn " in line for line in lines) == 6
    assert lines[-1].startswith("Còn ")
    shorts = [p.short for p in an.app.turns.service.newest()]
    headings = [line.rstrip(":") for line in lines if line.rstrip(":") in shorts]
    assert headings[0] == "01 triệu sáng kiến"
    assert len(headings) == len(set(headings)) > 2


async def test_officers_see_what_their_level_sees_to(house: House, an: Person) -> None:
    nam = await Office(house).officer("NT", an.wire.channel)
    await nam.talks((Later("2024-11-20 09:00"), "deadline.officer-before"), ("hạn nộp", "deadlines"))
    assert "trong tháng 12/2024, tức chậm nhất hết ngày 31/12/2024 (còn 41 ngày)" in nam.last.text
    assert 'chưa có ngày; đặt ngày ở mục "Chương trình" trong menu' in nam.last.text
    assert nam.text("deadline.until-inner", last="")[:20] not in nam.last.text
    await an.talks(*at(NINH_THUAN), ("hạn nộp", "deadlines"))
    assert an.text("ninh-thuan-dkst.deadline-evaluation") not in an.last.text


async def test_what_only_units_directly_under_the_body_do_is_not_of_those_below(
    house: House, an: Person
) -> None:
    agr, below = await Office(house).officer("NH-AGR"), await Office(house).officer("NH-AGR-LCH")
    report = agr.text("ngan-hang-kh295.deadline-yearly-report")
    await agr.talks(("hạn nộp", "deadlines"))
    assert report in agr.last.text
    await below.does("hạn nộp")
    assert report not in below.last.text


async def test_a_date_that_an_officer_sets_is_told_from_then_on(tmp_path: Path) -> None:
    async with office(tmp_path) as desk:
        lan = await desk.officer()
        await lan.talks(("hạn nộp", "deadlines"))
        assert "gửi kế hoạch: chậm nhất hết ngày 30/6/2022 (còn 45 ngày)" in lan.last.text
        assert "số liệu tháng: chưa có ngày; đặt ngày" in lan.last.text
        await lan.talks(
            (Press(f"plan:{desk.version}.1:date"), "decision.when#month"),
            ("ngày 25", "decision.reason-of"),
            ("Ban Thường vụ thống nhất", "programmes.decided"),
            ("hạn nộp", "deadlines"),
        )
        assert "số liệu tháng: chậm nhất hết ngày 25/5/2022 (còn 9 ngày)" in lan.last.text


async def test_the_menu_has_it_and_its_buttons_lead_on(an: Person) -> None:
    await an.talks(*KNOWN)
    assert "menu:deadlines" in an.last.values
    await an.talks((Press("menu:deadlines"), "deadlines"), (Press("menu:register"), "registration.solution"))
    await an.talks(("hạn nộp", "deadlines"), ("2", "menu"))


async def test_a_question_that_is_open_waits(an: Person) -> None:
    await an.talks(
        *BEGUN,
        (STORY, "form.part"),
        ("hạn nộp", "deadlines"),
        ("2", "menu"),
        ("làm tiếp", "drafts.continued form.so-far registration.solution"),
    )
    assert an.drafts()[0].notes["parts"]["solution"] == [STORY]


@pytest.mark.parametrize("said", ["hạn", "han nop", "HẠN NỘP", "lịch", "bao giờ hết hạn", "deadline"])
async def test_ways_to_ask_for_it(lan: Person, said: str) -> None:
    await lan.talks(*KNOWN, (said, "deadlines"))


@pytest.mark.parametrize("said", ["han", "hân", "hàn", "hẳn"])
async def test_half_of_a_pair_of_everyday_words_does_not_ask_for_it(lan: Person, said: str) -> None:
    await lan.talks(*BEGUN, (said, "form.part"))


async def test_in_english(lan: Person) -> None:
    await lan.talks(*KNOWN, ("english", "details.language menu"), ("deadlines", "deadlines"))
    assert "before midnight at the end of 31/5/2022 (15 days left)" in lan.last.text
