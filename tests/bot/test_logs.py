"""What the service logs: JSON lines an operator can search, and nothing of a secret or of a person."""

import asyncio
import json
import os
import re
import sys
from collections.abc import AsyncIterator, Awaitable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import orjson
import pytest
from sqlalchemy import update

from storage import database, queue
from tests.fakes.telegram import FakeTelegram, User

TOKEN = "123456:AAH-rat_bi_mat"
SECRET = "bi-mat-cua-webhook"
NAME, OTHER, STORY, BENEFIT = "Lò Thị Mai", "Triệu Văn Páo", "Sào kẹp gắp bóng đèn đường", "đỡ leo thang"
CAPTION, SENTENCE = "ảnh chụp ở ngã ba Phủ Thông", "sáng kiến của tôi"
PHOTO = b"\xff\xd8\xff\xe0" + b"anh" * 60
TALK = (
    ("/start", "đồng ý không"), ("đồng ý", "Họ và tên"), (NAME, "làm ở"), ("điện lực ba bể", "Có phải"),
    ("1", "muốn làm gì"), ("1", "Câu 1/"), (f"{STORY}, trước phải trèo cột.", "hết thì"),
    (PHOTO, "nhận ảnh"), ("xong", "Đặt tên"), ("1", "bước nào"), ("1", "khi nào"),
    ("tháng 3/2022", "tốt hơn"), (BENEFIT, "một mình"), (f"{NAME} 60, {OTHER} 40", "công nhận"),
    ("chưa", "Đọc lại"), ("gửi", "Đã gửi"),
)  # fmt: skip
"""What the person does, and what the answer holds."""


@pytest.fixture
async def fake() -> AsyncIterator[FakeTelegram]:
    """It loses, delays and repeats."""
    async with FakeTelegram(TOKEN, patience=0.01) as server:
        server.faults.error_500 = server.faults.error_502 = server.faults.drop = server.faults.lost = 0.06
        server.faults.duplicate = 0.1
        server.once("getFile", "502", "lost")
        yield server


async def serve(folder: Path, work: Awaitable[None], **settings: str) -> str:
    """Runs the whole service as a program until the work is done; all that it said."""
    environment = {
        "PATH": os.environ["PATH"],
        "DATA_DIR": str(folder / "data"),
        "DATABASE_URL": address(folder),
        "LOG_LEVEL": "DEBUG",
        "DEMO": "1",
        **settings,
    }
    file = folder / "said.txt"
    with file.open("wb") as said:
        program = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", env=environment, stdout=said, stderr=said
        )
    ended, working = asyncio.create_task(program.wait()), asyncio.ensure_future(work)
    await asyncio.wait({ended, working}, return_when=asyncio.FIRST_COMPLETED)
    if not ended.done():
        program.terminate()
    code = await asyncio.wait_for(ended, 30)
    assert working.done(), file.read_text(encoding="utf-8")[-2000:]
    working.result()
    assert code == 0
    return file.read_text(encoding="utf-8")


def address(folder: Path) -> str:
    return f"sqlite:///{folder / 'own.db'}"


async def talk(user: User) -> None:
    """A whole registration; answers that come twice are passed over."""
    for said, expected in TALK:
        if isinstance(said, bytes):
            user.photo(said, CAPTION)
        else:
            user.text(said)
        async with asyncio.timeout(60):
            while expected not in (await user.reply(60)).text:
                continue


def prepare_a_turn_that_fails(folder: Path) -> int:
    """Somebody wrote while the service was down, and the error of their turn will quote an answer; its id."""
    engine = database.writer(address(folder))
    database.upgrade(engine)
    chat = {"id": 999, "type": "private"}
    message = {"message_id": 1, "date": 1, "chat": chat, "from": {"id": 999}, "text": SENTENCE}
    raw = orjson.dumps({"update_id": 1, "message": message})
    now = datetime(2026, 11, 20, tzinfo=UTC)
    with engine.begin() as connection:
        item = queue.Incoming("1", "999", raw, None, [], fetch=False)
        [key] = queue.receive(connection, "telegram", [item], now, now)
        connection.execute(update(queue.person).values(name=OTHER))
        connection.execute(update(queue.conversation).values(session={"at": STORY}))
    engine.dispose()
    return key


def spellings(text: str) -> Iterator[str]:
    """How a text may stand in a log."""
    yield text
    yield quote(text)
    yield json.dumps(text)[1:-1]
    yield repr(text.encode())[2:-1]


def records(said: str) -> list[dict[str, Any]]:
    """Every line but the one that tells the address to a person."""
    return [json.loads(line) for line in said.splitlines() if not line.startswith("Sáng kiến: http")]


@pytest.mark.parametrize("way", ["polling", "webhook"])
async def test_a_registration_with_faults_leaves_no_secret_and_no_person_in_the_logs(
    fake: FakeTelegram, tmp_path: Path, unused_tcp_port: int, way: str
) -> None:
    failing = prepare_a_turn_that_fails(tmp_path)
    settings = {"TELEGRAM_TOKEN": TOKEN, "TELEGRAM_API_URL": fake.url, "PORT": str(unused_tcp_port)}
    if way == "webhook":
        settings["TELEGRAM_WEBHOOK_URL"] = f"http://127.0.0.1:{unused_tcp_port}/telegram/webhook"
        settings["TELEGRAM_WEBHOOK_SECRET"] = SECRET
    said = await serve(tmp_path, talk(fake.user(7)), **settings)

    for private in (TOKEN, TOKEN.partition(":")[2], SECRET, NAME, OTHER, STORY, BENEFIT, CAPTION, SENTENCE):
        for spelling in spellings(private):
            assert spelling not in said, spelling

    lines = records(said)
    for line in lines:
        assert {"at", "level", "logger", "message", "turn"} <= line.keys()
    assert {line["logger"] for line in lines} >= {"bot.sender", "bot.turns"}  # the faults did happen
    turns = [line for line in lines if line["message"].startswith("a turn failed")]
    assert {line["turn"] for line in turns} == {failing}
    assert all(re.match(r'ValueError\n  File ".*turns\.py", line \d+', line["exc_info"]) for line in turns)


@pytest.mark.parametrize(
    "settings",
    [
        {"TELEGRAM_TOKEN": f"{TOKEN} "},
        {"TELEGRAM_TOKEN": "AAH-rat_bi_mat"},
        {"DATABASE_URL": "mysql://nguoi:mat-khau@may/so"},
        {"DATABASE_URL": "postgresql+psycopg://nguoi:mat-khau@127.0.0.1:1/so"},
    ],
    ids=["token with a space", "no token", "another engine", "nobody there"],
)
async def test_a_start_that_fails_tells_no_secret(tmp_path: Path, settings: dict[str, str]) -> None:
    environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), "LOG_LEVEL": "DEBUG", **settings}
    program = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", env=environment,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    said, _ = await asyncio.wait_for(program.communicate(), 60)
    assert program.returncode != 0
    assert said
    assert b"rat_bi_mat" not in said
    assert b"mat-khau" not in said
