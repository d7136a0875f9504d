"""Being called: https://developers.zalo.me

The platform wants its 200 within two seconds, tries five more times, and then calls no more until a person
turns it on again. So whatever is signed gets its 200 as soon as it is stored.
"""

import logging
from typing import Final

from aiohttp import web

from bot.channels import called
from bot.channels.base import InboxFull, Receive
from bot.channels.reading import load_fields
from bot.channels.zalo_oa.channel import ZaloOA

PATH: Final = "/zalo/oa/webhook"
_PROBES: Final = (b"", b"{}")
_RETRY_HEADER: Final = "num_retry"

log = logging.getLogger(__name__)


def routes(channel: ZaloOA, receive: Receive) -> web.RouteTableDef:
    """POST /zalo/oa/webhook. 200 means the event is stored, or of no use here."""
    table = web.RouteTableDef()

    @table.post(PATH)
    async def webhook(request: web.Request) -> web.Response:
        raw = await request.read()  # kept as it came: it is what was signed
        if raw.strip() in _PROBES:  # sent without a signature when the address is saved
            return web.Response()
        update = load_fields(raw)
        signed = await channel.signed(raw, request.headers, update)
        if not signed and channel.config.enforce:
            raise web.HTTPUnauthorized
        if (number := request.headers.get(_RETRY_HEADER, "0")) != "0":
            channel.retried(number)
        try:
            await channel.accept(raw, update, signed, receive)
        except InboxFull:
            return called.later()
        return web.Response()

    return table
