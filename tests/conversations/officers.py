"""A service with one made-up programme, and people who hold a role in it."""

import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot import bootstrap
from bot.bootstrap import App
from bot.channels.local.channel import Local
from bot.files import Files
from bot.settings import Settings
from handlers.router import dispatch
from programmes import knowledge, model
from programmes.model import Programme
from storage import database, roles, units
from storage.roles import Held
from tests.conversations.house import House, platforms
from tests.conversations.tester import START, Ear, Person, move

TRIAL = Path(__file__).with_name("trial.yaml")
KNOWLEDGE = Path(__file__).with_name("knowledge")


@dataclass
class Office:
    """The house of officers: `house` for whoever speaks, the rest for what they decide about."""

    house: House

    @property
    def version(self) -> int:
        [version] = self.house.app.turns.service.current
        return version

    @property
    def programme(self) -> Programme:
        """As the service knows it now."""
        return self.house.app.turns.service.programmes[self.version]

    async def code(self, role: str = "officer", unit: str = "BK", days: int = 14) -> str:
        """An invitation, as the command line makes it."""
        code, now = roles.new_code(), self.house.app.clock.now()

        def store(connection: Any) -> None:
            unit_id = units.find(connection, unit)
            assert unit_id is not None
            roles.invite(connection, code, Held(role, unit_id), now, now + timedelta(days=days))

        await self.house.app.turns.write(store)
        return code

    async def officer(
        self, unit: str = "BK", channel: str = "", role: str = "officer", name: str = "Hoàng Thị Lan"
    ) -> Person:
        """Somebody who came with an invitation."""
        person = self.house.person(channel)
        await person.talks(
            (f"/start i_{await self.code(role, unit)}", "invited.held welcome.greet | welcome.consent"),
            ("đồng ý", "welcome.name"),
            (name, "welcome.done invited menu"),
        )
        return person


@cache
def seeded() -> Path:
    """A database with its schema and the sample units, made once a process: most of a start's work."""
    file = Path(tempfile.mkdtemp()) / "sangkien.db"
    engine = database.writer(f"sqlite:///{file}")
    database.upgrade(engine)
    with engine.begin() as connection:
        for sample in sorted(units.SAMPLES.glob("*.csv")):
            units.import_units(connection, units.read_csv(sample))
    engine.dispose()
    return file


@asynccontextmanager
async def office(folder: Path, trial: bool = True, local: Local | None = None) -> AsyncIterator[Office]:
    """Only the trial programme, the library stays outside; or the library as it is."""
    ear, programmes = Ear(dispatch), folder / "programmes"
    (folder / "library").mkdir(exist_ok=True)
    programmes.mkdir(exist_ok=True)
    if trial and not (programmes / "trial.yaml").exists():
        (programmes / "trial.yaml").write_text(TRIAL.read_text("utf-8"), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bootstrap, "dispatch", ear)
        patch.setattr(knowledge, "FOLDER", KNOWLEDGE)
        if trial:
            patch.setattr(model, "LIBRARY", folder / "library")
        async with platforms() as to:
            if not (folder / "sangkien.db").exists():
                shutil.copy(seeded(), folder / "sangkien.db")
            settings = Settings(data_dir=folder, port=0, programmes_dir=programmes)
            channels = to.channels(Files(folder / "files"))
            app = App(settings, channels if local is None else {**channels, "local": local})
            patch.setattr("bot.demo.SCRIPTS", {})
            await app.start()
            await move(app, START)
            yield Office(House(app, ear, to))
            await app.stop()
            to.check()
