"""Commands about roles, beside the running service: codes for many, files, the log, word for people."""

import asyncio
import re
import stat
from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from bot.links import start_links
from bot.settings import Settings
from tests.bot.test_officer_commands import invitation, sangkien
from tests.conversations.officers import Office, office
from tests.conversations.tester import HELLO, Person
from tests.fakes.telegram import FakeTelegram

LOCAL = "http://127.0.0.1:8080/?start="


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path) as opened:
        yield opened


async def guest(desk: Office, name: str, code: str, answer: str = "invited menu") -> Person:
    person = desk.house.person("local")
    await person.talks(*HELLO, (name, "welcome.unit"), ("điện lực ba bể", "welcome.unit-this"))
    await person.talks(("1", "welcome.done menu"), (f"mã {code}", answer))
    return person


async def test_a_code_may_be_for_several_and_comes_with_a_link(desk: Office, tmp_path: Path) -> None:
    code, printed, complaint = await sangkien(tmp_path, *invitation("BK-DLBB", "adviser", "--uses", "2"))
    assert (code, complaint) == (0, "")
    invited = printed.split()[0]
    assert f"Or open: {LOCAL}i_{invited}" in printed
    await guest(desk, "Trần Quang Huy", invited)
    await guest(desk, "Lò Thị Mai", invited)
    await guest(desk, "Nông Văn Sinh", invited, "invited.unknown menu")


async def test_with_a_token_the_link_is_telegrams_and_without_an_answer_there_is_none(tmp_path: Path) -> None:
    async with FakeTelegram() as fake:
        token = {"data_dir": tmp_path, "telegram_token": fake.token, "telegram_api_url": fake.url}
        settings = Settings.model_validate(token)
        known = await asyncio.to_thread(start_links, settings)
        assert known == ("https://t.me/sangkien_test_bot?start=",)
        demo = settings.model_copy(update={"demo": True})
        assert await asyncio.to_thread(start_links, demo) == (*known, LOCAL)
    assert await asyncio.to_thread(start_links, settings) == ()


async def test_codes_for_all_units_below_come_in_one_file(desk: Office, tmp_path: Path) -> None:
    out = tmp_path / "ma.docx"
    below = ("invite", "--role", "officer", "--units-below", "BK-BABE", "--out", str(out))
    await desk.officer("BK-UBTG")
    code, printed, complaint = await sangkien(tmp_path, *below)
    assert (code, complaint) == (0, "")
    every = re.match(r"(\d+) codes, good until 2022-05-30 \d\d:\d\d: ", printed)
    assert every is not None
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    first = codes(out)
    assert len(first) == int(every[1])
    code, printed, _ = await sangkien(tmp_path, *below, "--without-officer")
    assert printed.startswith(f"{int(every[1]) - 1} codes, ")
    assert f"{int(every[1]) - 1} unused codes of an earlier file" in printed
    unit = next(name for name in first if "Quảng Khê" in name)
    assert "BK-UBTG" not in str(codes(out))
    await guest(desk, "Trần Quang Huy", first[unit], "invited.unknown menu")
    huy = await guest(desk, "Lò Thị Mai", codes(out)[unit])
    assert "Quảng Khê" in huy.last.text


def codes(file: Path) -> dict[str, str]:
    [table] = Document(str(file)).tables
    return {row.cells[1].text: row.cells[3].text for row in table.rows[1:]}


async def test_the_log_is_printed_and_written_and_says_so_itself(desk: Office, tmp_path: Path) -> None:
    await desk.officer("BK-BABE")
    await sangkien(tmp_path, "role", "end", "1")
    code, printed, _ = await sangkien(tmp_path, "audit", "--unit", "bk")
    assert code == 0
    lines = [line.split("  ", 1)[1] for line in printed.splitlines()]
    assert lines == [
        "BK-BABE  ended  officer  operator -> Hoàng Thị Lan",
        "BK-BABE  granted  officer  operator -> Hoàng Thị Lan",
        "BK-BABE  invited  officer  operator",
    ]
    out = tmp_path / "log.xlsx"
    assert await sangkien(tmp_path, "audit", "--out", str(out)) == (0, f"3 lines: {out}\n", "")
    rows = load_workbook(BytesIO(out.read_bytes())).worksheets[0].iter_rows(values_only=True)
    assert sum("Hoàng Thị Lan" in map(str, row) for row in rows) == 2
    _, printed, _ = await sangkien(tmp_path, "audit")
    assert printed.splitlines()[0].endswith("-  exported  -  operator")
    assert (await sangkien(tmp_path, "audit", "--unit", "NT"))[1] == ""


async def test_officers_above_hear_that_a_unit_has_nobody_left(desk: Office, tmp_path: Path) -> None:
    lan = await desk.officer("BK-BABE")
    nam = await desk.officer(name="Hoàng Văn Nam")
    assert (await sangkien(tmp_path, "role", "end", "1"))[0] == 0
    await desk.house.app.schedule.fire()
    assert [message.keys for message in await lan.hear()] == [("heard.ended",)]
    assert "Người vận hành trợ lý ghi" in lan.last.text
    assert [message.keys for message in await nam.hear()] == [("heard.unattended-idle",)]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--role", "officer", "--units-below", "BK"),
         "--units-below is for --role officer, one guest a code, and needs --out.\n"),
        (("--role", "adviser", "--units-below", "BK", "--out", "x.docx"),
         "--units-below is for --role officer, one guest a code, and needs --out.\n"),
        (("--role", "officer", "--units-below", "BK", "--unit", "BK"),
         "Say --role and --unit or --units-below, or --revoke with a code.\n"),
        (("--role", "officer", "--units-below", "XX", "--out", "x.docx"), "There is no unit XX.\n"),
        (("--role", "officer", "--units-below", "BK-BABE", "--out", "/dev/null/x.docx"),
         "/dev/null/x.docx can't be written: Not a directory.\n"),
    ],
)  # fmt: skip
async def test_what_does_not_go_together_is_said(
    desk: Office, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    assert await sangkien(tmp_path, "invite", *arguments) == (2, "", said)
