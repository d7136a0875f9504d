"""A Zalo Official Account: https://developers.zalo.me"""

from bot.channels.zalo_oa.channel import ZaloOA
from bot.channels.zalo_oa.config import Config
from bot.channels.zalo_oa.webhook import routes

__all__ = ["Config", "ZaloOA", "routes"]
