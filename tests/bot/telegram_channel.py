"""A Telegram channel connected to the fake Bot API."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.channels.telegram import Telegram
from tests.fakes.telegram import FakeTelegram

COMMANDS = {
    "vi": [("menu", "Mở danh sách việc"), ("huy", "Dừng việc đang làm")],
    "en": [("menu", "Open the menu")],
}


@asynccontextmanager
async def connect(fake: FakeTelegram, folder: Path = Path(), **more: Any) -> AsyncIterator[Telegram]:
    """`folder` holds the stored files by checksum. A poll lasts a second, so that tests end soon."""
    settings = {"commands": COMMANDS, "files": folder.joinpath, "poll_seconds": 1, **more}
    channel = Telegram(SecretStr(fake.token), fake.url, **settings)
    try:
        yield channel
    finally:
        await channel.close()
