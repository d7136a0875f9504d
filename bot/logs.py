"""Logs as JSON lines, each with the turn it belongs to, none with personal data or secrets."""

import logging
import sys
import traceback
from collections.abc import Iterator
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from pythonjsonlogger.json import JsonFormatter

ROOT = Path(__file__).parents[1]

turn_id: ContextVar[int | None] = ContextVar("turn_id", default=None)


class _Turn(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.turn = turn_id.get()
        return True


class _Lines(JsonFormatter):
    """Tracebacks with the kind of each exception and without what it says: that may quote somebody's answer.

    What a given-up turn was about stands in the database; `sangkien parked` shows where it failed.
    """

    def formatException(self, ei: Any) -> str:
        """The newest exception first, then what it came from."""
        return "from ".join(_told(error) for error in _chain(ei[1]))


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _told(error: BaseException) -> str:
    return "".join((f"{type(error).__qualname__}\n", *traceback.format_tb(error.__traceback__)))


def place(error: BaseException | None) -> str:
    """Where in the project's own code an exception arose, e.g. "handlers/money.py:31"; "" for none."""
    frames = traceback.extract_tb(error.__traceback__) if error is not None else []
    ours = [f for f in frames if _own(f.filename)] or frames
    return f"{_short(ours[-1].filename)}:{ours[-1].lineno}" if ours else ""


def _own(file: str) -> bool:
    path = Path(file)
    return path.is_relative_to(ROOT) and "site-packages" not in path.relative_to(ROOT).parts


def _short(file: str) -> str:
    return "/".join(Path(file).parts[-2:])


def configure(level: str) -> None:
    """Everything to stderr. Libraries that log requests' addresses (they hold the token) are kept silent."""
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(_Turn())
    handler.setFormatter(
        _Lines(
            "{asctime}{levelname}{name}{message}{turn}{exc_info}",
            style="{",
            json_ensure_ascii=False,
            rename_fields={"asctime": "at", "levelname": "level", "name": "logger"},
        )
    )
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for noisy in ("httpx", "httpcore", "aiohttp.access", "apscheduler", "telegram", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
