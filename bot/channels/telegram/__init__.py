"""Telegram: https://core.telegram.org/bots/api. The only place of the project that imports `telegram`."""

from bot.channels.telegram.channel import Telegram
from bot.channels.telegram.webhook import routes

__all__ = ["Telegram", "routes"]
