"""Builds the service from its settings: one page of wiring. Tests call it with channels of their own."""

import asyncio
import logging
import os
import socket
import uuid
from collections import Counter
from collections.abc import Mapping
from contextlib import ExitStack
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from aiohttp import web
from sqlalchemy import Connection, Engine

from bot import demo
from bot.channels.base import Channel, Receive, Received
from bot.channels.local.api import Api
from bot.channels.local.channel import Local
from bot.channels.telegram import Telegram
from bot.channels.telegram.webhook import routes as webhook_routes
from bot.clock import Clock, machine_now
from bot.files import Fetcher, Files
from bot.schedule import OFFSET, Schedule
from bot.sender import Sender
from bot.settings import Settings
from bot.turns import Turns
from bot.web import application
from handlers.events import Phrase
from handlers.router import dispatch
from handlers.service import Contact, Head, Service
from handlers.unit_search import Place, UnitIndex
from messages.catalogue import LANGUAGES, Catalogue
from programmes import model
from storage import database, queue, units
from storage import settings as stored_settings

log = logging.getLogger(__name__)

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
GRACE = 3.0  # seconds sends may take to finish when the service stops
MENU_COMMANDS = ("menu", "register", "mine", "details", "help")


class App:
    """The running service. `start` and `stop` are its whole life."""

    def __init__(self, settings: Settings, channels: Mapping[str, Channel] | None = None) -> None:
        self.settings = settings
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        self.owner = f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"
        self.files = Files(settings.data_dir / "files")
        self.clock = Clock()
        self._given = channels
        self._held = ExitStack()
        self._tasks: list[asyncio.Task[None]] = []
        self._failed: asyncio.Future[BaseException] | None = None

    async def start(self) -> None:
        """Opens the database, upgrades it, and begins to receive, answer and send.

        Raises `storage.database.InUse` when another service holds the same SQLite file.
        """
        self._failed = asyncio.get_running_loop().create_future()
        self._held.enter_context(database.sole_service(self.settings.database))
        self.engine = database.writer(self.settings.database)
        await asyncio.to_thread(database.upgrade, self.engine)
        self.reader = database.reader(self.settings.database)
        service, programmes = await asyncio.to_thread(self._load)
        self.catalogue = Catalogue(programmes)
        self.channels = dict(self._given) if self._given is not None else self._channels()
        self.turns = Turns(
            self.engine, self.channels, self.catalogue, service, dispatch, self.clock, self.owner
        )
        self.sender = Sender(self.channels, self.turns, self.owner)
        self.fetcher = Fetcher(self.turns, self.channels, self.files)
        self.schedule = Schedule(self.turns, self.clock, self.files)
        self.turns.start(self.sender, self._die)
        self._tasks += [asyncio.create_task(self.sender.run()), asyncio.create_task(self.fetcher.run())]
        await self._serve()
        if self.settings.is_demo and "local" in self.channels:
            await demo.seed(self.turns)
        self.schedule.start()
        self._tasks += [
            asyncio.create_task(channel.run(self.receive(name))) for name, channel in self.channels.items()
        ]

    def receive(self, channel: str) -> Receive:
        """How a channel hands over updates."""

        async def receive(items: "list[Received]") -> list[int]:
            ids = await self.turns.receive(channel, items)
            if any(item.files for item in items):
                self.fetcher.wake()
            return ids

        return receive  # type: ignore[return-value]

    async def wait(self) -> None:
        """Until the writer thread dies; raises what killed it."""
        assert self._failed is not None  # start() made it  # noqa: S101
        raise RuntimeError("the writer thread died") from await self._failed

    async def stop(self) -> None:
        """Stops receiving, lets turns and sends under way finish, closes; under five seconds."""
        if hasattr(self, "schedule"):
            self.schedule.stop()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if hasattr(self, "runner"):
            await self.runner.cleanup()
        if hasattr(self, "sender"):
            await self.sender.stop(GRACE)
            await self.turns.stop()
        for channel in getattr(self, "channels", {}).values():
            await channel.close()
        for engine in (getattr(self, "engine", None), getattr(self, "reader", None)):
            if isinstance(engine, Engine):
                engine.dispose()
        self._held.close()

    def _die(self, error: BaseException) -> None:
        if self._failed is not None and not self._failed.done():
            self._failed.set_result(error)

    def _channels(self) -> dict[str, Channel]:
        settings, channels = self.settings, dict[str, Channel]()
        token = settings.telegram_token.get_secret_value()
        if settings.is_demo or not token:
            channels["local"] = Local()
        if token:
            channels["telegram"] = Telegram(
                settings.telegram_token,
                settings.telegram_api_url,
                commands={language: self._menu(language) for language in LANGUAGES},
                files=self.files.path,
                webhook_secret=settings.telegram_webhook_secret if settings.telegram_webhook_url else None,
                webhook_url=settings.telegram_webhook_url or None,
            )
        return channels

    def _menu(self, language: str) -> list[tuple[str, str]]:
        return [(name, self.catalogue.text(Phrase(f"platform.{name}"), language)) for name in MENU_COMMANDS]

    async def _serve(self) -> None:
        routes: list[web.AbstractRouteDef] = []
        middlewares = []
        local, telegram = self.channels.get("local"), self.channels.get("telegram")
        if isinstance(local, Local):
            api = Api(self.turns, local, self.reader, self.files, self.schedule, self.clock,
                      self.settings.is_demo, self.settings.hosts, Counter())  # fmt: skip
            routes += api.routes()
            middlewares.append(api.guard)
        if isinstance(telegram, Telegram) and self.settings.telegram_webhook_url:
            routes += webhook_routes(telegram, self.receive("telegram"))
        self.runner = web.AppRunner(application(routes, middlewares, self._ready), access_log=None)
        await self.runner.setup()
        site = web.TCPSite(self.runner, self.settings.host, self.settings.port, shutdown_timeout=1.0)
        await site.start()
        self.port = self.runner.addresses[0][1] if self.runner.addresses else self.settings.port

    def _ready(self) -> dict[str, bool]:
        return {"writer": self.turns.alive}

    def _load(self) -> tuple[Service, dict[str, list[str]]]:
        """Units, programmes and the clock's offset, from the database; orphans of a crash are adopted."""
        now = machine_now()
        with self.engine.begin() as connection:
            if self.settings.is_demo:
                self._demo_clock(connection)
                if not units.all_units(connection):
                    units.import_units(connection, units.read_csv(units.SAMPLES / "bac_kan.csv"))
            queue.adopt(connection, self.owner, now, orphans=self.engine.dialect.name == "sqlite")
            current = tuple(
                stored_settings.keep_programme(connection, key, model.checksum(text), text, now)
                for key, text in model.library().items()
            )
            programmes = {
                key: model.load(text) for key, text in stored_settings.programmes(connection).items()
            }
            return _service(connection, programmes, current), _texts(programmes, current)

    def _demo_clock(self, connection: Connection) -> None:
        offset = stored_settings.get(connection, OFFSET)
        if offset is None:
            moment = datetime.fromisoformat(self.settings.demo_now).replace(tzinfo=ZONE)
            offset = str((moment - machine_now()).total_seconds())
            stored_settings.put(connection, OFFSET, offset)
        self.clock = Clock(timedelta(seconds=float(offset)))


def _service(
    connection: Connection, programmes: dict[int, model.Programme], current: tuple[int, ...]
) -> Service:
    rows = units.all_units(connection)
    places = [
        Place(row.id, row.code, row.name, row.workplace, row.short, tuple(row.former), row.locality,
              row.parent_name or "", row.level)
        for row in rows
    ]  # fmt: skip
    return Service(
        units=UnitIndex(places),
        places={place.id: place for place in places},
        parents={row.id: row.parent_id for row in rows},
        heads={row.id: Head(row.head_title, row.has_council) for row in rows if row.head_title},
        schools=frozenset(row.id for row in rows if row.sector == "education"),
        contacts={row.id: Contact(row.officer_name, row.officer_phone) for row in rows if row.officer_name},
        programmes=programmes,
        current=current,
    )


def _texts(programmes: dict[int, model.Programme], current: tuple[int, ...]) -> dict[str, list[str]]:
    """A programme's own words, by language; those of the newest version."""
    return {
        language: [programmes[key].texts[language] for key in current if language in programmes[key].texts]
        for language in LANGUAGES
    }
