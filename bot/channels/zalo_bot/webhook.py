"""Receiving by being called: https://docs.zaloplatforms.com/docs/BOT (setWebhook)"""

import logging
from typing import Final

from aiohttp import web

from bot.channels import called
from bot.channels.base import InboxFull, Receive
from bot.channels.reading import load
from bot.channels.zalo_bot.channel import ZaloBot
from bot.channels.zalo_bot.updates import PROBE, name_of

PATH: Final = "/zalo/bot/webhook"
_SECRET_HEADER: Final = "X-Bot-Api-Secret-Token"

log = logging.getLogger(__name__)


def routes(channel: ZaloBot, receive: Receive) -> web.RouteTableDef:
    """POST /zalo/bot/webhook, empty where the channel polls. 200 means the update is stored."""
    table = web.RouteTableDef()
    if channel.webhook_secret is None:
        return table
    secret = channel.webhook_secret.get_secret_value().encode()

    @table.post(PATH)
    async def webhook(request: web.Request) -> web.Response:
        payload = await request.read()
        update, readable = _read(payload)
        if not payload.strip() or name_of(update) == PROBE:
            return web.Response()  # probes come without the secret, and say nothing
        if not called.is_told(request, _SECRET_HEADER, secret):
            raise web.HTTPForbidden
        if not readable:
            log.warning("Zalo Bot's webhook was called with a body that is no JSON.")
            raise web.HTTPBadRequest
        try:
            await channel.accept([update], receive)
        except InboxFull:
            return called.later()
        return web.Response()

    return table


def _read(payload: bytes) -> tuple[object, bool]:
    """The body, and whether it is JSON at all."""
    try:
        return load(payload), True
    except ValueError:
        return None, False
