"""`sangkien import-roster`: alone, and beside the running service."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select

from storage import members, units
from tests.bot.test_officer_commands import sangkien
from tests.conversations.officers import Office, office
from tests.conversations.tester import HELLO

SAMPLE = units.SAMPLES / "bac_kan.csv"
TABLE = "unit,name,phone\nBK-DLBB,Trần Quang Huy,0209 3875 281\n,Lò Thị Mai,\n"


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path) as opened:
        yield opened


def written(folder: Path, text: str) -> str:
    file = folder / "roster.csv"
    file.write_text(text, encoding="utf-8")
    return str(file)


async def test_it_shows_what_it_holds_and_the_next_one_replaces_it(tmp_path: Path) -> None:
    await sangkien(tmp_path, "import-units", str(SAMPLE))
    file = written(tmp_path, TABLE)
    assert await sangkien(tmp_path, "import-roster", file, "--unit", "bk-dl") == (
        0, "2 people in 2 units, 1 without digits; 0 lines are replaced\n2 people.\n", "",
    )  # fmt: skip
    _, printed, _ = await sangkien(tmp_path, "import-roster", file, "--unit", "BK-DL", "--yes")
    assert printed.startswith("2 people in 2 units, 1 without digits; 2 lines are replaced")


HEADINGS = (
    "The first row must name the columns: unit (its code), name, phone; "
    "Vietnamese names of the columns are understood too.\n"
)


async def test_all_problems_are_told_and_nothing_is_written(tmp_path: Path) -> None:
    await sangkien(tmp_path, "import-units", str(SAMPLE))
    bad = written(tmp_path, TABLE + "BK-BABE,Vàng A Páo,1\nXX,Vàng A Páo,1\n")
    assert await sangkien(tmp_path, "import-roster", bad, "--unit", "BK-DL") == (
        2, "",
        "row 4: BK-BABE is outside of what you look after\nrow 5: the unit XX is not known\n"
        "Nothing is written: 2 places need another look.\n",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("table", "unit", "why"),
    [
        (TABLE, "NOWHERE", "There is no unit NOWHERE.\n"),
        ("code,name\nA,a\n", "BK", HEADINGS),
        ("", "BK", "There is no row in it.\n"),
    ],
)
async def test_what_is_no_roster_is_told_in_a_sentence(
    tmp_path: Path, table: str, unit: str, why: str
) -> None:
    await sangkien(tmp_path, "import-units", str(SAMPLE))
    code, printed, complaint = await sangkien(
        tmp_path, "import-roster", written(tmp_path, table), "--unit", unit
    )
    assert (code, printed) == (2, "")
    assert complaint.endswith(why)


async def test_beside_the_service_newcomers_are_asked_at_once(desk: Office, tmp_path: Path) -> None:
    code, _, complaint = await sangkien(tmp_path, "import-roster", written(tmp_path, TABLE), "--unit", "BK")
    assert (code, complaint) == (0, "")
    huy = desk.house.person("local")
    await huy.talks(*HELLO, ("Trần Quang Huy", "welcome.unit"), ("điện lực ba bể", "welcome.unit-this"))
    await huy.talks(("1", "welcome.roster"), ("281", "welcome.done menu"))
    rows = huy.read(select(members.member).where(members.member.c.person_id == huy.row.id))
    assert [row.digits for row in rows] == ["5281"]
