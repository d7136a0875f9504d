"""A crowd of users, and a service that is killed under them."""

import random
import socket
import subprocess
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from storage import database
from storage.queue import inbox, outbox
from tests.bench import processes
from tests.bench.processes import CrowdProcess

SECRET = "chaos-secret"
LATENCY_MS = 10  # keeps calls on their way, so that kills meet them there
PATIENCE = 120  # seconds a user waits: longer than any lease
EARLY = 0.2  # share of the kills that meet a service which is still starting
LIFE = 1.2  # the longest that a service lives which is killed after its start, in seconds


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(slots=True)
class Slot:
    """One process of the service, in its incarnations."""

    folder: Path
    url: str
    database: str
    webhook: bool
    port: int = field(default_factory=free_port)
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        """Starts it (again)."""
        hook = {
            "TELEGRAM_WEBHOOK_URL": f"http://127.0.0.1:{self.port}/telegram/webhook",
            "TELEGRAM_WEBHOOK_SECRET": SECRET,
        }
        self.process = processes.service(
            self.folder, self.url, self.database, PORT=str(self.port), **(hook if self.webhook else {})
        )

    def running(self) -> "subprocess.Popen[bytes]":
        """The process. Raises RuntimeError when it ended by itself."""
        assert self.process is not None
        if self.process.poll() is not None:
            raise RuntimeError(f"the service ended with {self.process.returncode}")
        return self.process

    def wait(self, seconds: float = 30.0) -> None:
        """Until it is ready."""
        until = time.monotonic() + seconds
        while not _ready(self.port):
            self.running()
            if time.monotonic() > until:
                raise RuntimeError(f"the service was not ready within {seconds} s")
            time.sleep(0.02)

    def kill(self) -> int:
        """SIGKILL; whom it hit."""
        process = self.running()
        process.kill()
        process.wait()
        return process.pid


def rampage(
    folder: Path, address: str, slots: int, kills: int, active: int, seed: int, seconds: float
) -> dict[str, Any]:
    """Kills until there were enough or the time is up; lets everybody finish; returns the crowd's result
    with the number of `kills`. Raises RuntimeError when the service ends by itself."""
    dice = random.Random(seed)
    crowd = CrowdProcess(
        "--users=1000000", f"--active={active}", f"--patience={PATIENCE}", f"--seed={seed}", "--varied",
        "--details", f"--fault=latency_ms={LATENCY_MS}",
    )  # fmt: skip
    services = [Slot(folder, crowd.url, address, webhook=slots > 1) for _ in range(slots)]
    done, starting, until = 0, 0.0, time.monotonic() + seconds
    try:
        for service in services:
            began = time.monotonic()
            service.start()
            service.wait()
            starting = time.monotonic() - began
        crowd.expect("started")
        while done < kills and time.monotonic() < until:
            victim = dice.choice(services)
            if dice.random() < EARLY:
                time.sleep(dice.uniform(0.0, starting))
            else:
                victim.wait()
                time.sleep(dice.uniform(0.0, LIFE))
            victim.kill()
            victim.start()
            done += 1
        crowd.send("enough")
        crowd.expect("finished")
        drained(address or f"sqlite:///{folder / 'sangkien.db'}")
        for service in services:
            processes.stop(service.running())
        crowd.send("stop")
        return {**crowd.expect("result"), "kills": done}
    finally:
        for service in services:
            if service.process is not None and service.process.poll() is None:
                service.process.kill()
                service.process.wait()
        crowd.close()


def drained(address: str, seconds: float = 90.0) -> None:
    """Returns when nothing waits any more, in the inbox or the outbox, or when the time is up."""
    engine, until = database.reader(address), time.monotonic() + seconds
    waiting = (
        select(func.count()).where(inbox.c.state.in_(("open", "fetching"))).scalar_subquery()
        + select(func.count()).where(outbox.c.state.in_(("pending", "sending"))).scalar_subquery()
    )
    try:
        while time.monotonic() < until:
            with engine.begin() as connection:
                if not connection.execute(select(waiting)).scalar():
                    return
            time.sleep(0.2)
    finally:
        engine.dispose()


def _ready(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
