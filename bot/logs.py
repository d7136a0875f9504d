"""Logs as JSON lines, each with the turn it belongs to, none with personal data or secrets."""

import logging
import sys
from contextvars import ContextVar

from pythonjsonlogger.json import JsonFormatter

turn_id: ContextVar[int | None] = ContextVar("turn_id", default=None)


class _Turn(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.turn = turn_id.get()
        return True


def configure(level: str) -> None:
    """Everything to stderr. Libraries that log requests' addresses (they hold the token) are kept silent."""
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(_Turn())
    handler.setFormatter(
        JsonFormatter(
            "{asctime}{levelname}{name}{message}{turn}{exc_info}",
            style="{",
            json_ensure_ascii=False,
            rename_fields={"asctime": "at", "levelname": "level", "name": "logger"},
        )
    )
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for noisy in ("httpx", "httpcore", "aiohttp.access", "apscheduler", "telegram", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
