"""Receiving by being called: https://core.telegram.org/bots/api#setwebhook"""

import logging
from typing import Final

from aiohttp import web

from bot.channels import called
from bot.channels.base import InboxFull, Receive
from bot.channels.reading import load
from bot.channels.telegram.channel import Telegram

PATH: Final = "/telegram/webhook"
_SECRET_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"

log = logging.getLogger(__name__)


def routes(channel: Telegram, receive: Receive) -> web.RouteTableDef:
    """POST /telegram/webhook, empty where the channel polls. 200 means the update is stored."""
    table = web.RouteTableDef()
    if channel.webhook_secret is None:
        return table
    secret = channel.webhook_secret.get_secret_value().encode()

    @table.post(PATH)
    async def webhook(request: web.Request) -> web.Response:
        if not called.is_told(request, _SECRET_HEADER, secret):
            raise web.HTTPForbidden
        try:
            update = load(await request.read())
        except ValueError:
            log.warning("Telegram's webhook was called with a body that is no JSON.")
            raise web.HTTPBadRequest from None
        try:
            await channel.accept([update], receive)
        except InboxFull:
            return called.later()
        return web.Response()

    return table
