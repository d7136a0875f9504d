"""A sixth programme, another body's plan: one file in `PROGRAMMES_DIR`, its form runs without new code."""

from collections.abc import AsyncIterator
from pathlib import Path
from shutil import copy

import pytest_asyncio
from typer.testing import CliRunner

from bot.__main__ import app
from bot.settings import Settings
from programmes.model import LIBRARY
from storage import database, units
from tests.bot.local_chat import Chat, Json, running

SIXTH = Path(__file__).parent / "sixth.yaml"
UNITS = [
    {"code": "HH", "level": "upper", "name": "Công đoàn Dệt may Hồng Hà", "officer_name": "Phạm Thị Hạnh",
     "officer_phone": "0220 555 0180"},
    {"code": "HH-SOI", "parent": "HH", "level": "grassroots", "name": "CĐCS Công ty Sợi Hồng Hà",
     "workplace": "Công ty Sợi Hồng Hà", "workplace_kind": "company", "head_title": "Giám đốc"},
]  # fmt: skip


@pytest_asyncio.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    """A service on a day of the plan's first round, with the body's units and the file in its folder."""
    folder = tmp_path / "programmes"
    folder.mkdir()
    copy(SIXTH, folder)
    settings = Settings(
        data_dir=tmp_path / "data", port=0, programmes_dir=folder, demo_now="2025-04-10 09:00"
    )
    settings.data_dir.mkdir()
    engine = database.writer(settings.database)
    database.upgrade(engine)
    with engine.begin() as connection:
        units.import_units(connection, [*units.read_csv(units.SAMPLES / "bac_kan.csv"), *UNITS])
    engine.dispose()
    async with running(settings) as service:
        yield service


STORY = "Trước hai người khênh cuộn sợi, nay dùng xe đẩy có tay nâng."
HELLO = ("chào", "đồng ý", "Lò Thị Mai", "sợi hồng hà", "1", "1")
TOLD = (STORY, "xong", "1", "1")
SENT = ("tháng 3/2025", "đỡ mệt, nhanh hơn", "1", "3", "1")


async def answer(chat: Chat, *lines: str) -> str:
    """What is answered to the last of some lines."""
    replies: Json = {}
    for line in lines:
        replies = await chat.event(text=line)
    return "\n".join(reply["text"] for reply in replies["replies"])


async def test_its_form_runs_from_hello_to_sent(chat: Chat) -> None:
    last = await answer(chat, *HELLO, *TOLD, *SENT)
    assert last.startswith(
        "Đã gửi lúc 9 giờ 00 ngày 10/4/2025. Mã: HH-2025-000001. Cán bộ công đoàn sẽ xem và nhắn lại; "
        "cần hỏi ngay: Phạm Thị Hạnh, 0220 555 0180."
    )


async def test_afterwards_it_asks_in_its_own_words(chat: Chat) -> None:
    await answer(chat, *HELLO, *TOLD, *SENT)
    assert "Việc này giống loại nào nhất?" in await answer(chat, "1")
    assert "Cụ thể là việc gì ạ?" in await answer(chat, "1")
    assert "So với cách làm quen thuộc ở chuyền may, có gì mới?" in await answer(chat, "1")


async def test_what_its_plan_does_not_take_is_told_early_with_the_paragraph(chat: Chat) -> None:
    last = await answer(chat, *HELLO, *TOLD, "tháng 5/2024")
    assert "từ ngày 01/7/2024 đến hết ngày 30/6/2027 (Kế hoạch, mục III.1)" in last


async def test_the_command_line_lists_it_with_what_is_undecided(chat: Chat) -> None:
    settings = chat.app.settings
    places = {"DATA_DIR": str(settings.data_dir), "PROGRAMMES_DIR": str(settings.programmes_dir)}
    result = CliRunner().invoke(app, ["programme", "list"], env=places)
    assert result.exit_code == 0
    line = "det-may-ckt: open, versions: 1, undecided: 1 of 1 (Công đoàn Dệt may Hồng Hà)"
    assert line in result.stdout.splitlines()
    assert len(result.stdout.splitlines()) == 1 + len(list(LIBRARY.glob("*.yaml")))
