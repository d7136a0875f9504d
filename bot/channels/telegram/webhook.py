"""Receiving by being called: https://core.telegram.org/bots/api#setwebhook"""

import hmac
import logging
from typing import Final

from aiohttp import web

from bot.channels.base import InboxFull, Receive
from bot.channels.telegram.channel import Telegram
from bot.channels.telegram.updates import load

PATH: Final = "/telegram/webhook"
_SECRET_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"
_BODY_LIMIT: Final = 2**20
_COME_BACK_SECONDS: Final = "5"

log = logging.getLogger(__name__)


def routes(channel: Telegram, receive: Receive) -> web.RouteTableDef:
    """POST /telegram/webhook, empty where the channel polls. 200 means the update is stored."""
    table = web.RouteTableDef()
    if channel.webhook_secret is None:
        return table
    secret = channel.webhook_secret.get_secret_value().encode()

    @table.post(PATH)
    async def webhook(request: web.Request) -> web.Response:
        given = request.headers.get(_SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, secret):
            raise web.HTTPForbidden
        try:
            update = load(await _body(request))
        except ValueError:
            log.warning("Telegram's webhook was called with a body that is no JSON.")
            raise web.HTTPBadRequest from None
        try:
            await channel.accept([update], receive)
        except InboxFull:
            return web.Response(status=503, headers={"Retry-After": _COME_BACK_SECONDS})
        return web.Response()

    return table


async def _body(request: web.Request) -> bytes:
    body = bytearray()
    async for chunk in request.content.iter_any():
        body += chunk
        if len(body) > _BODY_LIMIT:
            raise web.HTTPRequestEntityTooLarge(max_size=_BODY_LIMIT, actual_size=len(body))
    return bytes(body)
