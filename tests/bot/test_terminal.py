"""`sangkien chat`: the local chat in a terminal, against a running service."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.settings import Settings
from tests.bot.local_chat import Chat, running
from tests.fakes.telegram import FakeTelegram

GREETING = """\
# Somebody new looks around.
chào

đồng ý
Lò Thị Mai
"""


@pytest.fixture
async def service(tmp_path: Path) -> AsyncIterator[Chat]:
    async with running(Settings(data_dir=tmp_path / "data", port=0)) as chat:
        yield chat


async def sangkien_chat(port: int, *arguments: str, typed: str = "") -> tuple[int, str, str]:
    """Exit code, what was printed, what was complained of."""
    program = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "chat", *arguments,
        env={"PATH": os.environ["PATH"], "PORT": str(port)},
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, err = await asyncio.wait_for(program.communicate(typed.encode()), 60)
    return program.returncode or 0, out.decode(), err.decode()


async def test_a_script_is_replayed_and_its_answers_are_printed(service: Chat, tmp_path: Path) -> None:
    script = tmp_path / "greeting.txt"
    script.write_text(GREETING, encoding="utf-8")
    code, printed, complaint = await sangkien_chat(
        service.app.port, "--person", "mai", "--script", str(script)
    )
    assert (code, complaint) == (0, "")
    lines = printed.splitlines()
    assert [line for line in lines if line.startswith(">")] == ["> chào", "> đồng ý", "> Lò Thị Mai"]
    shown = [reply["text"] for reply in (await service.messages())["messages"]]
    for text in shown:
        assert "  " + text.replace("\n", "\n  ") in printed
    numbered = [line.strip() for line in lines if line.startswith("    ")]
    assert numbered == ["1. Đồng ý", "2. Không", "3. Đọc đầy đủ"]


async def test_what_is_typed_is_recorded_as_a_script_that_says_the_same(
    service: Chat, tmp_path: Path
) -> None:
    record = tmp_path / "record.txt"
    typed = "chào\nđồng ý\nLò Thị Mai\n"
    code, printed, _ = await sangkien_chat(
        service.app.port, "--person", "mai", "--record", str(record), typed=typed
    )
    assert code == 0
    assert record.read_text(encoding="utf-8") == typed
    _, replayed, _ = await sangkien_chat(service.app.port, "--person", "lan", "--script", str(record))
    assert [line for line in replayed.splitlines() if not line.startswith(">")] == printed.splitlines()


async def test_a_line_with_an_at_sign_sends_a_file(service: Chat, tmp_path: Path) -> None:
    await service.telling()
    photo, script = tmp_path / 'sào "mới".png', tmp_path / "photo.txt"
    photo.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + b"\0" * 40)
    script.write_text(f"@{photo}\n", encoding="utf-8")
    code, printed, _ = await sangkien_chat(service.app.port, "--person", "mai", "--script", str(script))
    assert (code, "Đã nhận ảnh" in printed) == (0, True)
    [file] = (await service.messages())["messages"][-1]["said_files"]
    assert (file["kind"], file["name"].startswith("sào ")) == ("photo", True)


async def test_a_service_that_does_not_run_is_one_sentence(unused_tcp_port: int) -> None:
    code, printed, complaint = await sangkien_chat(unused_tcp_port, typed="chào\n")
    assert (code, printed) == (2, "")
    assert complaint == f"Nothing answers on 127.0.0.1:{unused_tcp_port}. Start the service first: make run\n"


async def test_a_file_that_is_not_there_is_one_sentence(service: Chat) -> None:
    code, _, complaint = await sangkien_chat(service.app.port, typed="@/no/such/photo.png\n")
    assert (code, complaint) == (2, "/no/such/photo.png can't be read.\n")


async def test_a_service_without_a_local_chat_is_one_sentence(tmp_path: Path) -> None:
    async with FakeTelegram() as fake:
        settings = Settings(
            data_dir=tmp_path, port=0, telegram_token=SecretStr(fake.token), telegram_api_url=fake.url
        )
        async with running(settings) as chat:
            code, _, complaint = await sangkien_chat(chat.app.port, typed="chào\n")
    assert code == 2
    assert complaint.count("\n") == 1
    assert "DEMO=1" in complaint


async def test_a_refusal_is_shown_and_the_rest_goes_on(service: Chat) -> None:
    code, printed, _ = await sangkien_chat(
        service.app.port, "--person", "mai", typed="a" * 100_001 + "\nchào\n"
    )
    assert code == 0
    assert printed.startswith("! Tin dài quá.")
    assert "Đồng ý" in printed
