"""Targets of one's own and targets that are given: the last one counts, and how they add up is said."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from storage import entered as stored
from tests.conversations.officers import Office, office
from tests.conversations.test_records import entered
from tests.conversations.tester import Later, Person, Press

pytestmark = pytest.mark.asyncio(loop_scope="function")


@pytest_asyncio.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Office]:
    """The five plans as they are."""
    async with office(tmp_path, trial=False) as opened:
        yield opened


ROOM = ((Press("menu:records"), "records.what"), ("chỉ tiêu", "targets"))


def version(desk: Office, key: str) -> int:
    service = desk.house.app.turns.service
    return next(v for v in service.current if service.programmes[v].key == key)


def figures(person: Person, programme: str) -> dict[tuple[str, str], int]:
    with person.app.reader.begin() as connection:
        found = stored.figures(connection, programme)
    return {(key, round_): figure for (_, key, round_), figure in found.items()}


async def test_a_district_sets_its_figures_for_each_year_and_phase(desk: Office, channel: str) -> None:
    dat = await desk.officer("BK-BABE", channel=channel, name="Chu Tiến Đạt")
    await dat.talks(*ROOM)
    assert dat.last.labels.splitlines()[:4] == [
        "chỉ tiêu từng năm của huyện, thành phố, ngành, năm 2022: chưa đặt",
        "chỉ tiêu từng năm của huyện, thành phố, ngành, năm 2023: chưa đặt",
        "chỉ tiêu từng giai đoạn của huyện, thành phố, ngành, giai đoạn 1: chưa đặt",
        "chỉ tiêu từng giai đoạn của huyện, thành phố, ngành, giai đoạn 2: chưa đặt",
    ]
    await dat.talks(
        ("3", "target.figure-of"),
        ("chưa rõ", "invalid.count target.figure-of"),
        ("60 sáng kiến", "targets.entered"),
    )
    assert "giai đoạn 1, Liên đoàn Lao động huyện Ba Bể: 60." in dat.last.text
    [row] = entered(dat)
    assert (row.kind, row.key, row.round, row.answers) == ("target", "upper-phase", "phase-1", {"figure": 60})
    assert (row.unit_id, row.person_id) == (dat.row.unit_id, dat.row.id)
    await dat.talks(("1", "targets"))
    assert "giai đoạn 1: 60" in dat.last.labels


async def test_the_figure_that_is_entered_last_counts_and_all_are_kept(desk: Office) -> None:
    dat = await desk.officer("BK-BABE")
    await dat.talks(*ROOM, ("3", "target.figure-of"), ("60", "targets.entered"), ("1", "targets"))
    await dat.talks(("3", "target.figure-of"))
    assert "Đang đặt: 60." in dat.last.text
    await dat.talks(("70", "targets.entered"))
    assert figures(dat, "bac-kan-1tr") == {("upper-phase", "phase-1"): 70}
    assert [row.answers["figure"] for row in entered(dat)] == [60, 70]
    await dat.talks((Press("menu:records"), "records.what"), (Press("entered"), "records.entered"))
    assert [line.rpartition("(")[2] for line in dat.last.labels.splitlines()[:2]] == [
        "ghi ngày 16/5/2022)",
        "ghi ngày 16/5/2022, đã có bản mới)",
    ]


async def test_how_the_districts_add_up_to_the_provinces_figure(desk: Office) -> None:
    """Plan 002: the 700 is split neither by phase nor by unit."""
    dat, hang = await desk.officer("BK-BABE"), await desk.officer("BK-BT")
    await dat.talks(*ROOM, ("3", "target.figure-of"), ("60", "targets.entered"))
    assert "1/12 đơn vị trực tiếp dưới Liên đoàn Lao động tỉnh Bắc Kạn" in dat.last.text
    assert "chưa đặt số chung" in dat.last.text
    lan = await desk.officer("BK")
    await lan.talks(*ROOM)
    assert lan.last.labels.splitlines()[0] == "sáng kiến giai đoạn 1, giai đoạn 1: chưa đặt"
    await lan.talks(("1", "target.figure-of"), ("300", "targets.entered"))
    assert "cộng lại 60, so với 300 của Liên đoàn Lao động tỉnh Bắc Kạn" in lan.last.text
    await hang.talks(*ROOM, ("3", "target.figure-of"), ("40", "targets.entered"))
    assert "2/12" in hang.last.text
    assert "cộng lại 100, so với 300" in hang.last.text


async def test_a_grassroots_figure_stands_beside_its_districts(desk: Office) -> None:
    dat, chair = await desk.officer("BK-BABE"), await desk.officer("BK-DULICH")
    await dat.talks(*ROOM, ("3", "target.figure-of"), ("60", "targets.entered"))
    await chair.talks(*ROOM)
    assert len(chair.last.labels.splitlines()) == 5  # the programme, two phases, and two ways back
    await chair.talks(("2", "target.figure-of"), ("5", "targets.entered"))
    assert "cộng lại 5, so với 60 của Liên đoàn Lao động huyện Ba Bể" in chair.last.text
    await dat.talks(*ROOM, ("3", "target.figure-of"), ("50", "targets.entered"))
    assert "cộng lại 5, so với 50 của Liên đoàn Lao động huyện Ba Bể" in dat.last.text


# Given by the body: plan 003, the table of targets that is not in the plan


async def test_the_body_gives_a_figure_to_a_union_by_name(desk: Office, channel: str) -> None:
    huy = await desk.officer("DL", channel=channel, name="Trần Quang Huy")
    await huy.talks(*ROOM)
    assert "Giao cho đơn vị: chỉ tiêu đăng ký được giao cho đơn vị, khuyến khích vượt (đã giao 0)" in (
        huy.last.labels
    )
    await huy.talks(
        ("1", "target.unit"),
        ("nhà máy không có", "invalid.target-unit target.unit"),
        ("tổng công ty điện lực miền bắc", "target.figure-of"),
        ("500", "targets.entered"),
    )
    assert "cộng lại 500, so với 10.000 của kế hoạch" in huy.last.text
    assert figures(huy, "dien-luc-1tr") == {("unit-target", ""): 500}
    [row] = entered(huy)
    assert row.unit_id != huy.row.unit_id
    await huy.talks(
        (Later("2022-12-01 09:00"), ""),
        *ROOM,
        ("1", "target.unit"),
        ("tổng công ty điện lực miền bắc", "target.figure-of"),
    )
    assert "Đang đặt: 500." in huy.last.text
    await huy.talks(("600", "targets.entered"))
    assert "so với 6.000 của kế hoạch" in huy.last.text  # văn bản 663


async def test_a_whole_table_is_pasted_read_back_and_stored(desk: Office) -> None:
    huy = await desk.officer("DL")
    places = [
        p
        for p in desk.house.app.turns.service.places.values()
        if p.level == "upper" and p.code.startswith("DL")
    ]
    first, second, third = places[:3]
    table = f"{first.name}; 500\n{second.code}: 1.200\n\n{third.short or third.name};30"
    await huy.talks(
        *ROOM, ("1", "target.unit"),
        (f"{first.name}; 500\nKhông có đơn vị này; 3", "invalid.target-line target.unit"),
        (f"{first.name}; 500\n{first.code}; 3", "invalid.target-line target.unit"),
        (table, "target.confirm-table"),
    )  # fmt: skip
    assert "3 đơn vị, cộng lại 1.730" in huy.last.text
    assert entered(huy) == []
    await huy.talks(("1", "targets.table"))
    assert {row.unit_id: row.answers["figure"] for row in entered(huy)} == {
        first.id: 500, second.id: 1200, third.id: 30,
    }  # fmt: skip
    await huy.talks(("1", "target.unit"), (table, "target.confirm-table"), ("2", "form.cancelled menu"))
    assert len(entered(huy)) == 3


async def test_a_unit_below_gives_no_figures(desk: Office) -> None:
    mai = await desk.officer("DL-NPC")
    await mai.talks((Press("menu:records"), "records.what"))
    assert "Chỉ tiêu" not in mai.last.labels.splitlines()


@pytest.mark.needs("buttons")  # of somebody else
async def test_nor_with_buttons_of_those_above(desk: Office) -> None:
    huy, mai = await desk.officer("DL"), await desk.officer("DL-NPC")
    plan = version(desk, "dien-luc-1tr")
    await mai.talks((Press(f"record:{mai.row.unit_id}.{plan}.0.0:set"), "programmes.unknown menu"))
    for button in ("0.0:set", "0:targets"):
        value = f"record:{huy.row.unit_id}.{plan}.{button}"
        await mai.talks((Press(value), "programmes.unknown menu"))


async def test_a_form_that_was_left_stores_nothing(desk: Office) -> None:
    dat = await desk.officer("BK-BABE")
    await dat.talks(*ROOM, ("3", "target.figure-of"), ("để sau", "form.cancelled menu"))
    assert entered(dat) == []
    assert dat.drafts("target") == []
