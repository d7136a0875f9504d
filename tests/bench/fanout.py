"""Something is said to many at once, against strict limits: how fast, and how often it was too fast."""

import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from tests.bench import processes
from tests.bench.processes import TOKEN
from tests.bench.recipients import FIRST_CHAT, TEXT, Fake, fake, fill

PERMITTED: Final = 30.0  # messages a second
SILENCE: Final = 10.0  # seconds after which nothing more is expected
LONGEST: Final = 90.0  # seconds after which it is stopped
REFUSED: Final = 10  # answers 429 that are few
SERVICE, PEER = "sangkien, SQLite FULL", "python-telegram-bot AIORateLimiter"
AIMS = f"""Aims: everybody reached, 98 % of the permitted rate (95 % in the models freeze and burst 1),
at most {REFUSED} answers 429."""

Start = Callable[[Path, str, int], "subprocess.Popen[bytes]"]


@dataclass(frozen=True, slots=True)
class Model:
    """What the platform does: fields of `Limits` and of `Faults`."""

    name: str
    aim: float  # share of the permitted rate
    limits: dict[str, float]
    faults: dict[str, float]


_PLAIN: Final[dict[str, float]] = {"overall": PERMITTED, "chat": 1.0}
MODELS: Final = (
    Model("limits", 0.98, _PLAIN, {}),
    Model("freeze", 0.95, {**_PLAIN, "freeze": True}, {}),
    Model("burst 1", 0.95, {**_PLAIN, "overall_burst": 1, "chat_burst": 1}, {}),
    Model("retry_after 5 s", 0.98, {**_PLAIN, "retry_after": 5}, {}),
    Model("1 % lost, 1 % 502", 0.98, _PLAIN, {"lost": 0.01, "error_502": 0.01}),
)


@dataclass(frozen=True, slots=True)
class Wave:
    """What came of it, as the platform counted: `refused` are answers 429, `early` those that came of it that
    a chat was written to before its `retry_after` was over."""

    model: str
    who: str
    chats: int
    reached: int
    messages: int
    doubled: int
    seconds: float
    share: float
    refused: int
    early: int

    @property
    def failed(self) -> int:
        """How many of the service's were not reached."""
        return self.chats - self.reached if self.who == SERVICE else 0

    def as_json(self) -> dict[str, Any]:
        """For the results' file."""
        return asdict(self)


def service(folder: Path, url: str, chats: int) -> "subprocess.Popen[bytes]":
    """The service itself, with the reminders waiting in its outbox."""
    fill(f"sqlite:///{folder / 'sangkien.db'}", chats)
    return processes.service(folder, url)


def peer(folder: Path, url: str, chats: int) -> "subprocess.Popen[bytes]":
    """python-telegram-bot with its own limiter."""
    given = (url, TOKEN, str(FIRST_CHAT), str(chats), TEXT)
    return processes.start("tests.bench.peer_limiter", *given, log=folder / "bot.log")


def play(model: Model, who: str, start: Start, chats: int) -> Wave:
    """From the first message to the last; what is silent for too long is over."""
    with processes.folder() as folder, fake(chats) as platform:
        platform.tell("limits", **model.limits)
        platform.tell("faults", **model.faults)
        bot = start(folder, platform.url, chats)
        try:
            found = _watch(platform, chats)
        finally:
            processes.stop(bot)
    seconds, refused = found["seconds"], found["refused"]
    rate = (found["messages"] - 1) / seconds if seconds else 0.0
    return Wave(
        model.name, who, chats, found["reached"], found["messages"], found["doubled"], seconds,
        rate / PERMITTED, refused.get("bot", 0) + refused.get("chat", 0), refused.get("early", 0),
    )  # fmt: skip


def _watch(platform: Fake, chats: int) -> Any:
    found = platform.ask("limits")
    began = news = time.monotonic()
    while time.monotonic() - news < (2.0 if found["reached"] >= chats else SILENCE):
        time.sleep(0.5)
        before, found = found, platform.ask("limits")
        if found != before:
            news = time.monotonic()
        if time.monotonic() - began > LONGEST:
            break
    return found


def measure(chats: int) -> Iterator[Wave]:
    """Model after model, the service and then its peer, which gets a third of the chats: it takes longer."""
    for model in MODELS:
        yield play(model, SERVICE, service, chats)
        yield play(model, PEER, peer, chats // 3)


def table(waves: list[Wave]) -> str:
    """One line for each."""
    head = f"{'limits':<20}{'':<36}{'reached':>12}{'doubled':>9}{'seconds':>9}{'of 30/s':>9}{'429':>7}"
    return "\n".join((head, *map(line, waves)))


def line(wave: Wave) -> str:
    """Its line in the table."""
    return (
        f"{wave.model:<20}{wave.who:<36}{f'{wave.reached}/{wave.chats}':>12}{wave.doubled:>9}"
        f"{wave.seconds:>9.1f}{wave.share:>9.1%}{wave.refused:>7}"
    )
