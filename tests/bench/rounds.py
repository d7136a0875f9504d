"""One round: a crowd, a bot, and what was measured between the first message and the last."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from subprocess import Popen
from typing import Any

from tests.bench import processes
from tests.bench.processes import TOKEN, CrowdProcess

Faults = dict[str, float]
Start = Callable[[Path, str], "Popen[bytes]"]


@dataclass(frozen=True, slots=True)
class Round:
    """Times in milliseconds; `cpu` and `fake_cpu` per turn (what one update and its answer cost)."""

    what: str
    users: int
    failed: int
    turns: int
    per_second: float
    cpu: float
    fake_cpu: float
    p50: float
    p95: float
    repeats: int
    failures: list[dict[str, Any]]

    def as_json(self) -> dict[str, Any]:
        """For the results' file."""
        return asdict(self)


def play(what: str, users: int, active: int, start: Start, faults: Faults | None = None) -> Round:
    """Raises RuntimeError when the bot ends by itself."""
    given = [f"--fault={name}={share}" for name, share in (faults or {}).items()]
    with processes.folder() as folder:
        crowd = CrowdProcess("--users", str(users), "--active", str(active), *given)
        bot = start(folder, crowd.url)
        try:
            crowd.expect("started", bot)
            before = processes.cpu_seconds(bot.pid)
            crowd.expect("finished", bot)
            spent = processes.cpu_seconds(bot.pid) - before
            crowd.send("stop")
            found = crowd.expect("result")
        finally:
            processes.stop(bot)
            crowd.close()
    turns = max(1, found["turns"])
    return Round(
        what,
        found["users"],
        found["failed"],
        found["turns"],
        found["turns"] / found["seconds"],
        1000 * spent / turns,
        1000 * found["cpu"] / turns,
        found["p50_ms"],
        found["p95_ms"],
        found["repeats"],
        found["failures"],
    )


def ours(database: str = "") -> Start:
    """The service, on SQLite in its own folder unless told otherwise."""
    return lambda folder, url: processes.service(folder, url, database)


def peer(module: str) -> Start:
    """A bot of the comparison."""
    return lambda folder, url: processes.start(module, url, TOKEN, log=folder / "bot.log")
