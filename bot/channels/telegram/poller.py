"""Receiving by asking. python-telegram-bot's own poller confirms updates before anybody has stored them."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, NoReturn

from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot.channels.base import InboxFull
from bot.channels.insist import Sleep, Trouble, insist
from bot.channels.telegram.outcome import Refused


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
        offset = await insist(once, explain, sleep)


def explain(exc: Exception) -> Trouble:
    """What failed, in a sentence for the operator, and how long Telegram asked to wait."""
    known = isinstance(exc, (Refused, TelegramError, InboxFull))
    asked = exc.retry_after if isinstance(exc, (Refused, RetryAfter)) else None
    seconds = asked.total_seconds() if isinstance(asked, timedelta) else asked or 0.0
    return Trouble(_reason(exc, known), known, seconds)


def _reason(exc: Exception, known: bool) -> str:
    status = exc.status if isinstance(exc, Refused) else 0
    if status in {401, 404} or isinstance(exc, InvalidToken):
        return "Telegram does not accept the bot token; check the setting and restart."
    if status == 409:
        return "Another process receives with this bot token; stop one of the two. Waiting for it to end."
    if isinstance(exc, InboxFull):
        return "The inbox is full; Telegram keeps the updates meanwhile."
    detail = f": {exc}" if known else ""
    return f"Telegram: {type(exc).__name__}{detail}; trying again."
