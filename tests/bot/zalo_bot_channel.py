"""A Zalo Bot channel connected to the fake server."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import orjson
from pydantic import SecretStr

from bot.channels.zalo_bot import ZaloBot
from tests.fakes.zalo_bot import FakeZaloBot

SAMPLES = Path(__file__).parents[1] / "fakes" / "zalo_samples"
PLAN: dict[str, Any] = {"monthly": 3000, "people": 50, "media_hosts": {"localhost"}}


@asynccontextmanager
async def connect(fake: FakeZaloBot, **more: Any) -> AsyncIterator[ZaloBot]:
    """A poll lasts a second, so that tests end soon."""
    channel = ZaloBot(SecretStr(fake.token), fake.url, **{**PLAN, "poll_seconds": 1, **more})
    try:
        yield channel
    finally:
        await channel.close()


def sample(name: str) -> dict[str, Any]:
    """A body as Zalo writes it."""
    return dict(orjson.loads((SAMPLES / f"bot_{name}.json").read_bytes()))
