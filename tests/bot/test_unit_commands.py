"""`sangkien import-units` and `undo-import`: alone, and beside the running service."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage import units
from tests.bot.test_officer_commands import sangkien
from tests.conversations.officers import Office, office
from tests.conversations.tester import HELLO

SAMPLE = units.SAMPLES / "bac_kan.csv"
NEW = "code,name,parent,level\nBK-MOI,CĐCS Xưởng gỗ Phủ Thông,BK,grassroots\n"


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path) as opened:
        yield opened


def written(folder: Path, text: str) -> str:
    file = folder / "units.csv"
    file.write_text(text, encoding="utf-8")
    return str(file)


async def test_without_a_terminal_it_shows_what_it_does_and_does_it(tmp_path: Path) -> None:
    code, printed, complaint = await sangkien(tmp_path, "import-units", str(SAMPLE))
    rows = len(SAMPLE.read_text("utf-8").splitlines()) - 1
    assert (code, complaint) == (0, "")
    assert printed.splitlines()[0] == f"{rows} added, 0 changed, 0 moved, 0 merged, 0 closed ({rows} rows)"
    assert printed.count("\n  added ") == 20
    assert f"… {rows - 20} more added\n{rows} units.\n" in printed


async def test_a_second_time_nothing_is_left_to_do(tmp_path: Path) -> None:
    await sangkien(tmp_path, "import-units", str(SAMPLE))
    _, printed, _ = await sangkien(tmp_path, "import-units", str(SAMPLE))
    assert printed.startswith("0 added, 0 changed, 0 moved, 0 merged, 0 closed")
    assert (await sangkien(tmp_path, "undo-import"))[1].startswith("Undone: bac_kan.csv of ")
    assert await sangkien(tmp_path, "undo-import") == (2, "", "There is no import to undo.\n")


async def test_all_problems_are_told_with_their_rows_and_nothing_is_written(tmp_path: Path) -> None:
    bad = written(tmp_path, NEW + "A,,BK,\nB,b,,\nB,b,,\n")
    code, printed, complaint = await sangkien(tmp_path, "import-units", "--yes", bad)
    assert (code, printed) == (2, "")
    assert complaint.splitlines() == [
        "row 2: the parent BK is not known",
        "row 3: no name",
        "row 3: the parent BK is not known",
        "row 5: the code B stands in row 4 already",
        "Nothing is written: 4 places need another look.",
    ]


async def test_what_is_no_table_is_told_in_a_sentence(tmp_path: Path) -> None:
    code, printed, complaint = await sangkien(tmp_path, "import-units", written(tmp_path, "a,b\n1,2\n"))
    assert (code, printed) == (2, "")
    assert complaint.endswith("The first row must name the columns, code and name among them, each once.\n")


async def test_beside_the_service_the_new_tree_holds_at_once(desk: Office, tmp_path: Path) -> None:
    code, printed, complaint = await sangkien(tmp_path, "import-units", written(tmp_path, NEW))
    assert (code, complaint) == (0, "")
    assert printed.endswith("1 units.\n")
    huy = desk.house.person("local")
    await huy.talks(*HELLO, ("Trần Quang Huy", "welcome.unit"), ("xưởng gỗ phủ thông", "welcome.unit-this"))
    await huy.talks(("1", "welcome.done menu"))
    refused = (2, "", "People or work belong to units that it added: BK-MOI.\n")
    assert await sangkien(tmp_path, "undo-import") == refused
