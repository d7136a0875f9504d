"""One service with all channels for all conversations of a worker process; a fresh person for every test.

A worker's script (`an`) is played on one channel, which its name decides, so that all have their share of
every run; one with a `channel` on one that has buttons; the others on the local chat. `--every-channel` plays
each on all. What only some channels have a script asks for: `@pytest.mark.needs("document")`, see `NEEDS`.
"""

import inspect
import zlib
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from pathlib import Path

import pytest
import pytest_asyncio

from bot import bootstrap
from bot.bootstrap import App
from bot.channels.base import Capabilities
from bot.files import Files
from bot.settings import Settings
from handlers.router import dispatch
from tests.conversations.house import CAPABILITIES, STAGE, House, platforms
from tests.conversations.officers import Office, office
from tests.conversations.tester import START, Ear, Person, move

NEEDS: Mapping[str, Callable[[Capabilities], bool]] = {
    "document": lambda can: "document" in can.takes,
    "buttons": lambda can: can.buttons > 0,  # pressed long after they were shown, or by somebody who forges
    "quote": lambda can: "quote" in can.tells,
    "album": lambda can: "album" in can.tells,
    "order": lambda can: "order" in can.tells,
    "seconds": lambda can: "seconds" in can.tells,
    "no document": lambda can: "document" not in can.takes,  # siblings of those that need it
    "no order": lambda can: "order" not in can.tells,
    "no seconds": lambda can: "seconds" not in can.tells,
}
FIXED: Mapping[str, str] = {"lan": "local", "binh": "telegram"}
"""Fixtures of people who are on one channel in every run."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """The channels a script is played on; left out with a reason where one can't have the conversation."""
    fixed = [channel for name, channel in FIXED.items() if name in metafunc.fixturenames]
    asked = [what for mark in metafunc.definition.iter_markers("needs") for what in mark.args]
    missing = {
        name: [what for what in asked if not NEEDS[what](can)]
        for name, can in CAPABILITIES.items()
        if not fixed or name in fixed
    }
    if not metafunc.config.getoption("every_channel"):
        able = _by_default(metafunc, [name for name, lacks in missing.items() if not lacks])
        missing = {able[zlib.crc32(metafunc.definition.nodeid.encode()) % len(able)]: []}
    metafunc.parametrize("channel", [_played(*one) for one in missing.items()], indirect=True)


def _by_default(metafunc: pytest.Metafunc, able: list[str]) -> list[str]:
    """The channels that take turns, for a run that is not to last long."""
    wanted = inspect.signature(metafunc.function).parameters
    if "an" in wanted:
        return able
    pressed = [name for name in able if CAPABILITIES[name].buttons] or able
    return pressed if "channel" in wanted else pressed[:1]


def _played(channel: str, lacks: list[str]) -> object:
    why = f"{channel} has no {', '.join(lacks)}"
    return pytest.param(channel, marks=[pytest.mark.skip(reason=why)] if lacks else [])


@pytest.fixture(autouse=True)
def channel(request: pytest.FixtureRequest) -> Iterator[str]:
    """The channel this script is played on."""
    STAGE.channel = str(request.param)
    yield STAGE.channel
    STAGE.channel = "local"


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    folder: Path = tmp_path_factory.mktemp("data")
    ear = Ear(dispatch)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bootstrap, "dispatch", ear)
        async with platforms() as to:
            app = App(Settings(data_dir=folder, port=0), to.channels(Files(folder / "files")))
            await app.start()
            yield House(app, ear, to)
            await app.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def an(house: House, channel: str) -> AsyncIterator[Person]:
    """A newcomer at nine in the morning of a day on which the programme takes entries."""
    await move(house.app, START)
    house.platforms.forgive()
    yield house.person(channel)
    house.platforms.check()


@pytest_asyncio.fixture(loop_scope="session")
async def other(house: House, an: Person) -> Person:
    """Somebody else on the same channel."""
    return house.person(an.wire.channel)


@pytest_asyncio.fixture(loop_scope="session")
async def lan(house: House) -> Person:
    """A newcomer on the local chat, for tables of words: what they mean does not depend on the channel."""
    await move(house.app, START)
    return house.person(FIXED["lan"])


@pytest_asyncio.fixture(loop_scope="session")
async def binh(house: House) -> Person:
    """A newcomer on Telegram, for what only Telegram has."""
    await move(house.app, START)
    return house.person(FIXED["binh"])


@pytest.fixture
async def bureau(tmp_path: Path) -> AsyncIterator[Office]:
    """The library's programmes, for officers, advisers and workers; a service of its own for every test."""
    async with office(tmp_path, trial=False) as opened:
        yield opened
