"""What links begin with that open a conversation: for commands, which have no channels running."""

import asyncio
from pathlib import Path

from bot.channels.telegram import Telegram
from bot.settings import Settings


def start_links(settings: Settings) -> tuple[str, ...]:
    """As the running service knows them; without Telegram's where it does not answer."""
    return asyncio.run(_start_links(settings))


async def _start_links(settings: Settings) -> tuple[str, ...]:
    token, found = settings.telegram_token, []
    if token.get_secret_value():
        channel = Telegram(token, settings.telegram_api_url, commands={}, files=Path)
        try:
            found.append(await channel.link_now())
        finally:
            await channel.close()
    if settings.is_demo or not settings.is_open:
        found.append(f"{settings.page(settings.port)}/?start=")
    return tuple(filter(None, found))
