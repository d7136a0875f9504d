"""One service with both channels for all conversations of a worker process; a fresh person for every test."""

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio
from pydantic import SecretStr

from bot import bootstrap
from bot.bootstrap import App
from bot.channels.local.channel import Local
from bot.files import Files
from bot.settings import Settings
from handlers.router import dispatch
from tests.conversations.house import SOON, HandedOver, House
from tests.conversations.officers import Office, office
from tests.conversations.tester import START, Ear, Person, move
from tests.fakes.telegram import FakeTelegram


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    folder: Path = tmp_path_factory.mktemp("data")
    ear = Ear(dispatch)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bootstrap, "dispatch", ear)
        async with FakeTelegram() as fake, aiohttp.ClientSession(timeout=SOON) as http:
            files = Files(folder / "files")
            telegram = HandedOver(SecretStr(fake.token), fake.url, commands={}, files=files.path)
            app = App(Settings(data_dir=folder, port=0), {"local": Local(), "telegram": telegram})
            await app.start()
            yield House(app, ear, fake, http)
            await app.stop()


@pytest_asyncio.fixture(loop_scope="session", params=["local", "telegram"])
async def an(house: House, request: pytest.FixtureRequest) -> AsyncIterator[Person]:
    """A newcomer at nine in the morning of a day on which the programme takes entries."""
    await move(house.app, START)
    house.fake.refused.clear()
    yield house.person(request.param)
    assert not house.fake.refused, "Telegram would have refused a message"


@pytest_asyncio.fixture(loop_scope="session")
async def other(house: House, an: Person) -> Person:
    """Somebody else on the same channel."""
    return house.person(an.wire.channel)


@pytest_asyncio.fixture(loop_scope="session")
async def lan(house: House) -> Person:
    """A newcomer on the local chat, for tables of words: what they mean does not depend on the channel."""
    await move(house.app, START)
    return house.person("local")


@pytest_asyncio.fixture(loop_scope="session")
async def binh(house: House) -> Person:
    """A newcomer on Telegram, for what only Telegram has."""
    await move(house.app, START)
    return house.person("telegram")


@pytest.fixture
async def bureau(tmp_path: Path) -> AsyncIterator[Office]:
    """The library's programmes, for officers, advisers and workers; a service of its own for every test."""
    async with office(tmp_path, trial=False) as opened:
        yield opened
