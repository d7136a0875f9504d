"""Builds the service from its settings: one page of wiring. Tests call it with channels of their own."""

import asyncio
import logging
import os
import socket
import uuid
from collections.abc import Callable, Coroutine, Mapping
from contextlib import ExitStack
from datetime import datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from aiohttp import web
from sqlalchemy import Connection, Engine

from bot import demo, library
from bot.channels.base import Channel, Receive, Received
from bot.channels.local.api import Api
from bot.channels.local.channel import Local
from bot.channels.telegram import Telegram
from bot.channels.telegram.webhook import routes as telegram_routes
from bot.channels.zalo_bot import ZaloBot
from bot.channels.zalo_bot import routes as zalo_bot_routes
from bot.channels.zalo_oa import ZaloOA
from bot.channels.zalo_oa import routes as zalo_oa_routes
from bot.channels.zalo_oa.config import configured
from bot.clock import Clock, machine_now
from bot.current import Current
from bot.figure_tasks import FigureTasks
from bot.files import Fetcher, Files
from bot.ledger_tasks import LedgerTasks
from bot.pages.answers import Pages
from bot.pages.download import Downloads
from bot.pages.upload import Uploads
from bot.papers import Papers
from bot.planner import Planner
from bot.plans import Plans
from bot.poster_tasks import PosterTasks
from bot.register_tasks import RegisterTasks
from bot.role_tasks import RoleTasks
from bot.schedule import OFFSET, Schedule
from bot.sender import Sender
from bot.settings import Settings
from bot.tasks import Tasks, Work
from bot.turns import Turns
from bot.unit_tasks import UnitTasks
from bot.urging_tasks import UrgingTasks
from bot.web import application
from handlers.events import Phrase
from handlers.router import dispatch
from handlers.service import Service
from messages.catalogue import LANGUAGES, Catalogue
from storage import database, initiatives, units
from storage import settings as stored_settings

log = logging.getLogger(__name__)
Result = TypeVar("Result")

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
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._failed: asyncio.Future[RuntimeError] | None = None

    async def start(self) -> None:
        """Opens the database, upgrades it, and begins to receive, answer and send.

        Raises `storage.database.InUse` when another service holds the same SQLite file, `TooNew` and
        `library.BadProgramme`.
        """
        self._failed = asyncio.get_running_loop().create_future()
        self._held.enter_context(database.sole_service(self.settings.database))
        self.engine = database.writer(self.settings.database)
        await asyncio.to_thread(database.upgrade, self.engine)
        self.reader = database.reader(self.settings.database)
        service, known = await asyncio.to_thread(self._load)
        self.catalogue = Catalogue(known.texts)
        known.check(self.catalogue)
        self.channels = dict(self._given) if self._given is not None else self._channels()
        self.turns = Turns(
            self.engine, self.channels, self.catalogue, service, dispatch, self.clock, self.owner,
            self.current.news,
        )  # fmt: skip
        self.sender = Sender(self.channels, self.turns, self.owner)
        self.fetcher = Fetcher(self.turns, self.channels, self.files)
        planner = Planner(self.turns, self.reader, self.clock)
        plans = Plans(self.turns, self.reader, self.channels)
        self.schedule = Schedule(self.turns, self.clock, self.files, planner, plans)
        self.tasks = Tasks(self.turns, self.owner, self._works())
        self.turns.start(self.sender, self._die)
        self._begin("sender", self.sender.run())
        self._begin("fetcher", self.fetcher.run())
        self._begin("tasks", self.tasks.run())
        await self._serve()
        if self.settings.is_demo and "local" in self.channels:
            await demo.seed(self.turns, self.clock)
        self.schedule.start()
        for name, channel in self.channels.items():
            self._begin(name, channel.run(self.receive(name)))

    def _begin(self, name: str, work: Coroutine[Any, Any, None]) -> None:
        """Work without which the service would look alive and be deaf or dumb."""
        task = self._tasks[name] = asyncio.create_task(work, name=name)
        task.add_done_callback(self._ended)

    def _ended(self, task: "asyncio.Task[None]") -> None:
        if not task.cancelled() and (error := task.exception()) is not None:
            log.critical("the %s died", task.get_name(), exc_info=error)
            self._die(error, f"the {task.get_name()} died")

    def receive(self, channel: str) -> Receive:
        """How a channel hands over updates."""

        async def receive(items: "list[Received]") -> list[int]:
            ids = await self.turns.receive(channel, items)
            if any(item.files for item in items):
                self.fetcher.wake()
            return ids

        return receive  # type: ignore[return-value]

    async def wait(self) -> None:
        """Until the writer thread or other work in the background dies; raises what killed it as a cause."""
        assert self._failed is not None  # start() made it  # noqa: S101
        raise await self._failed

    async def stop(self) -> None:
        """Stops receiving, lets turns and sends under way finish, closes; under five seconds."""
        if hasattr(self, "schedule"):
            self.schedule.stop()
        for task in self._tasks.values():
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)
        if hasattr(self, "fetcher"):
            await self.fetcher.stop()
        if hasattr(self, "runner"):
            await self.runner.cleanup()
        if hasattr(self, "sender"):
            await self.turns.pause()
            await self.sender.stop(GRACE)
            await self.turns.stop()
        for channel in getattr(self, "channels", {}).values():
            await channel.close()
        for engine in (getattr(self, "engine", None), getattr(self, "reader", None)):
            if isinstance(engine, Engine):
                engine.dispose()
        self._held.close()

    def _die(self, error: BaseException, what: str = "the writer thread died") -> None:
        if self._failed is not None and not self._failed.done():
            dead = RuntimeError(what)
            dead.__cause__ = error
            self._failed.set_result(dead)

    def _channels(self) -> dict[str, Channel]:
        settings, channels = self.settings, dict[str, Channel]()
        if settings.is_demo or not settings.is_open:
            channels["local"] = Local()
        if settings.telegram_token.get_secret_value():
            channels["telegram"] = self._telegram()
        if settings.zalo_bot_token.get_secret_value():
            channels["zalo_bot"] = self._zalo_bot()
        if settings.zalo_oa_app_id:
            channels["zalo_oa"] = ZaloOA(
                configured(settings), files=self.files.path, write=self._write, owner=self.owner
            )
        return channels

    def _telegram(self) -> Telegram:
        settings = self.settings
        return Telegram(
            settings.telegram_token,
            settings.telegram_api_url,
            commands={language: self._menu(language) for language in LANGUAGES},
            files=self.files.path,
            webhook_secret=settings.telegram_webhook_secret if settings.telegram_webhook_url else None,
            webhook_url=settings.telegram_webhook_url or None,
        )

    def _zalo_bot(self) -> ZaloBot:
        settings = self.settings
        return ZaloBot(
            settings.zalo_bot_token,
            settings.zalo_bot_api_url,
            monthly=settings.zalo_bot_monthly,
            people=settings.zalo_bot_people,
            media_hosts=settings.media_hosts,
            webhook_secret=settings.zalo_bot_webhook_secret if settings.zalo_bot_webhook_url else None,
            webhook_url=settings.zalo_bot_webhook_url or None,
        )

    async def _write(self, run: Callable[[Connection], Result]) -> Result:
        """Short storage work of a channel."""
        return await self.turns.write(run)

    def _links(self) -> tuple[str, ...]:
        """What start links begin with; first those of channels of real people."""
        known = sorted(self.channels.values(), key=lambda channel: isinstance(channel, Local))
        return tuple(channel.start_link for channel in known if channel.start_link)

    def _works(self) -> dict[str, Work]:
        """The slow work that turns may wish for, by its kind."""
        known = (Papers(self.files), self.reader, self.catalogue, lambda: self.turns.service, self.clock)
        return {
            **UnitTasks(self.files, self.reader, self.clock).works(),
            **RegisterTasks(*known).works(),
            **RoleTasks(*known).works(),
            **PosterTasks(*known).works(),
            **LedgerTasks(*known).works(),
            **FigureTasks(*known).works(),
            **UrgingTasks(*known, self.channels).works(),
        }

    def _menu(self, language: str) -> list[tuple[str, str]]:
        return [(name, self.catalogue.text(Phrase(f"platform.{name}"), language)) for name in MENU_COMMANDS]

    async def _serve(self) -> None:
        pages = Pages(self.turns, self.catalogue)
        routes: list[web.AbstractRouteDef] = [
            *Uploads(pages, self.reader, self.files, self.clock).routes(),
            *Downloads(pages, self.reader, self.files, self.clock).routes(),
        ]
        middlewares = []
        local = self.channels.get("local")
        if isinstance(local, Local):
            api = Api(self.turns, local, self.reader, self.files, self.schedule, self.clock,
                      self.settings.is_demo, self.settings.hosts)  # fmt: skip
            routes += api.routes()
            middlewares.append(api.guard)
        for name, channel in self.channels.items():  # of those that poll there are none
            if isinstance(channel, Telegram):
                routes += telegram_routes(channel, self.receive(name))
            if isinstance(channel, ZaloBot):
                routes += zalo_bot_routes(channel, self.receive(name))
            if isinstance(channel, ZaloOA):
                routes += zalo_oa_routes(channel, self.receive(name))
        self.runner = web.AppRunner(
            application(routes, middlewares, self._ready), access_log=None, shutdown_timeout=1.0
        )
        await self.runner.setup()
        site = web.TCPSite(self.runner, self.settings.host, self.settings.port)
        await site.start()
        self.port = self.runner.addresses[0][1] if self.runner.addresses else self.settings.port
        if isinstance(local, Local):
            local.start_link = f"{self.settings.page(self.port)}/?start="
        here = self.settings.page(self.port) if self.settings.is_demo else ""
        self.turns.public_url = self.settings.public_url.rstrip("/") or here

    def _ready(self) -> dict[str, bool]:
        return {"writer": self.turns.alive, **{name: _well(task) for name, task in self._tasks.items()}}

    def _load(self) -> tuple[Service, library.Library]:
        """Units, programmes and the clock's offset, from the database."""
        with self.engine.begin() as connection:
            if self.settings.is_demo:
                self._demo_clock(connection)
                if not units.count(connection):
                    for sample in sorted(units.SAMPLES.glob("*.csv")):
                        units.import_units(connection, units.read_csv(sample))
            texts = library.files(self.settings.programmes_dir)
            known = library.load(connection, texts, machine_now(), self.clock.now())
            self.current = Current(known, self.reader, self._links)
            service = self.current.load(connection)
            for programme in service.newest():
                if (unit_id := service.unit_of(programme)) is not None:
                    initiatives.lay_with(connection, programme.key, unit_id)
            return service, known

    def _demo_clock(self, connection: Connection) -> None:
        offset = stored_settings.get(connection, OFFSET)
        if offset is None:
            moment = datetime.fromisoformat(self.settings.demo_now)
            moment = moment if moment.tzinfo else moment.replace(tzinfo=ZONE)
            offset = str((moment - machine_now()).total_seconds())
            stored_settings.put(connection, OFFSET, offset)
        self.clock = Clock(timedelta(seconds=float(offset)))


def _well(task: "asyncio.Task[None]") -> bool:
    """It works, or had nothing more to do (a channel that is only called)."""
    return not task.done() or (not task.cancelled() and task.exception() is None)
