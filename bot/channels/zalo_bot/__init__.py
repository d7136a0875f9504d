"""Zalo Bot: https://docs.zaloplatforms.com/docs/BOT. Another product than the Official Account, with another
token, other events and other rules.
"""

from bot.channels.zalo_bot.channel import ZaloBot
from bot.channels.zalo_bot.webhook import routes

__all__ = ["ZaloBot", "routes"]
