"""What all webhooks have in common: bodies of a bounded size, a secret, and coming back later."""

import hmac
from typing import Final

from aiohttp import web

_BODY_LIMIT: Final = 2**20
_COME_BACK_SECONDS: Final = "5"


def is_told(request: web.Request, header: str, secret: bytes) -> bool:
    """Whether a header holds the secret; how much of it was right takes no time to find out."""
    given = request.headers.get(header, "").encode("utf-8", "surrogateescape")
    return hmac.compare_digest(given, secret)


async def body(request: web.Request) -> bytes:
    """Raises `HTTPRequestEntityTooLarge` beyond a megabyte."""
    read = bytearray()
    async for chunk in request.content.iter_any():
        read += chunk
        if len(read) > _BODY_LIMIT:
            raise web.HTTPRequestEntityTooLarge(max_size=_BODY_LIMIT, actual_size=len(read))
    return bytes(read)


def later() -> web.Response:
    """The inbox is full: the platform keeps the update and comes back."""
    return web.Response(status=503, headers={"Retry-After": _COME_BACK_SECONDS})
