"""A channel connected to the fake Official Account, with a database in memory for its tokens."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import orjson
from sqlalchemy import Connection, create_engine
from sqlmodel import SQLModel

from bot.channels.zalo_oa import ZaloOA
from bot.channels.zalo_oa.tokens import KEY
from storage import grants, settings
from storage.grants import Pair
from tests.fakes.zalo_oa import FakeZaloOA

SAMPLES = Path(__file__).parents[1] / "fakes" / "zalo_samples"
PERSON = "7000000000000000007"
Result = TypeVar("Result")


def sample(name: str) -> dict[str, Any]:
    return dict(orjson.loads(raw(name)))


def raw(name: str) -> bytes:
    return (SAMPLES / f"{name}.json").read_bytes()


class Memory:
    """The two tables the channel needs."""

    def __init__(self) -> None:
        self.engine = create_engine("sqlite://")
        SQLModel.metadata.create_all(self.engine, [grants.grant, settings.setting])

    async def write(self, run: Callable[[Connection], Result]) -> Result:
        with self.engine.begin() as connection:
            return run(connection)

    def pair(self) -> Pair | None:
        with self.engine.begin() as connection:
            return grants.read(connection, KEY)

    def put(self, pair: Pair) -> None:
        with self.engine.begin() as connection:
            grants.put(connection, KEY, pair)


def issued(fake: FakeZaloOA, ago: timedelta = timedelta(hours=1)) -> Pair:
    """A pair the account has given."""
    pair, moment = fake.consent.issue(), datetime.fromtimestamp(fake.now(), UTC) - ago
    return Pair(pair["access_token"], pair["refresh_token"], moment, moment + timedelta(hours=25))


@asynccontextmanager
async def connect(
    fake: FakeZaloOA, folder: Path = Path(), memory: Memory | None = None, consented: bool = True, **more: Any
) -> AsyncIterator[ZaloOA]:
    """`folder` holds the stored files by checksum; `more` is of the configuration."""
    memory = memory or Memory()
    if consented:
        memory.put(issued(fake))

    def now() -> datetime:
        return datetime.fromtimestamp(fake.now(), UTC)

    channel = ZaloOA(
        fake.config(**more), files=folder.joinpath, write=memory.write, owner="this process", now=now
    )
    try:
        yield channel
    finally:
        await channel.close()
        memory.engine.dispose()
