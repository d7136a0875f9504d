"""Receiving by asking: https://docs.zaloplatforms.com/docs/BOT (getUpdates)

There is no offset: an update is gone from Zalo once it was answered with, and lost if nobody stores it. What
comes while nobody asks is lost too, so Zalo means polling for trying things out, and the webhook for work.
"""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, Final, NoReturn

from bot.channels.base import InboxFull
from bot.channels.insist import Sleep, Trouble, insist
from bot.channels.zalo_bot.outcome import Refused

LONGEST_PAUSE: Final = 60.0
_SHORTEST_POLL: Final = 1.0  # seconds: an empty answer that comes sooner is no reason to ask at once


async def poll(
    get_updates: Callable[[], Awaitable[list[Any]]],
    accept: Callable[[list[Any]], Awaitable[None]],
    sleep: Sleep = asyncio.sleep,
) -> NoReturn:
    """Asks for updates until cancelled; the next only when those that came are stored, however often that has
    to be tried: nobody else has them any more."""
    clock = asyncio.get_running_loop().time
    while True:
        asked = clock()
        updates = await insist(get_updates, explain, sleep, LONGEST_PAUSE)
        if updates:
            await insist(partial(accept, updates), explain, sleep, LONGEST_PAUSE)
        elif clock() - asked < _SHORTEST_POLL:
            await sleep(_SHORTEST_POLL)


def explain(exc: Exception) -> Trouble:
    """What failed, in a sentence for the operator."""
    return Trouble(_reason(exc), isinstance(exc, (Refused, InboxFull)))


def _reason(exc: Exception) -> str:
    code = exc.code if isinstance(exc, Refused) else 0
    if code in {401, 404}:
        return "Zalo does not accept the bot token; check the setting and restart."
    if code == 429:
        return "Zalo says that the quota of the bot is used up; trying again."
    if isinstance(exc, InboxFull):
        return "The inbox is full; what Zalo has handed over waits in memory."
    detail = f": {exc}" if isinstance(exc, Refused) else ""
    return f"Zalo Bot: {type(exc).__name__}{detail}; trying again."
