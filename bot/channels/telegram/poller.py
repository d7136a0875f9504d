"""Receiving by asking. python-telegram-bot's own poller confirms updates before anybody has stored them."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, Final, NoReturn, TypeVar

from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot.channels.base import InboxFull
from bot.channels.telegram.outcome import Refused

_LONGEST_PAUSE: Final = 30.0

Sleep = Callable[[float], Awaitable[None]]
Result = TypeVar("Result")

log = logging.getLogger(__name__)


async def poll(
    get_updates: Callable[[int], Awaitable[list[Any]]],
    accept: Callable[[list[Any]], Awaitable[None]],
    sleep: Sleep = asyncio.sleep,
) -> NoReturn:
    """Asks for updates until cancelled.

    Telegram forgets what lies before the offset asked for, so the offset moves only after `accept` has
    returned: the updates are stored then. Whatever fails is tried again from the same offset.
    """
    offset = 0

    async def once() -> int:
        updates = await get_updates(offset)
        await accept(updates)
        # After a quiet week ids start anew at random, also lower: the last one counts, not the highest.
        return int(updates[-1]["update_id"]) + 1 if updates else offset

    while True:
        offset = await insist(once, sleep)


async def insist(action: Callable[[], Awaitable[Result]], sleep: Sleep = asyncio.sleep) -> Result:
    """Repeats `action` until it succeeds, with pauses of 1 to 30 s; says each new reason once."""
    said, failures = "", 0
    while True:
        try:
            return await action()
        except Exception as exc:
            failures += 1
            reason = _reason(exc)
            if reason != said:
                # Failures known by name need no traceback; all others do.
                log.warning("%s", reason, exc_info=None if _known(exc) else exc)
                said = reason
            await sleep(_pause(exc, failures))


def _known(exc: Exception) -> bool:
    return isinstance(exc, (Refused, TelegramError, InboxFull))


def _reason(exc: Exception) -> str:
    status = exc.status if isinstance(exc, Refused) else 0
    if status in {401, 404} or isinstance(exc, InvalidToken):
        return "Telegram does not accept the bot token; check the setting and restart."
    if status == 409:
        return "Another process receives with this bot token; stop one of the two. Waiting for it to end."
    if isinstance(exc, InboxFull):
        return "The inbox is full; Telegram keeps the updates meanwhile."
    detail = f": {exc}" if _known(exc) else ""
    return f"Telegram: {type(exc).__name__}{detail}; trying again."


def _pause(exc: Exception, failures: int) -> float:
    asked = exc.retry_after if isinstance(exc, (Refused, RetryAfter)) else None
    seconds = asked.total_seconds() if isinstance(asked, timedelta) else asked or 0
    spread = random.uniform(0.75, 1.25)  # noqa: S311 - it only keeps processes from coming back together
    return max(seconds, min(_LONGEST_PAUSE, spread * 2.0 ** (min(failures, 6) - 1)))
