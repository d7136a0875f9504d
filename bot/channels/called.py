"""What all webhooks have in common: a secret, and coming back later."""

import hmac
from typing import Final

from aiohttp import web

_COME_BACK_SECONDS: Final = "5"


def is_told(request: web.Request, header: str, secret: bytes) -> bool:
    """Whether a header holds the secret; how much of it was right takes no time to find out."""
    given = request.headers.get(header, "").encode("utf-8", "surrogateescape")
    return hmac.compare_digest(given, secret)


def later() -> web.Response:
    """The inbox is full: the platform keeps the update and comes back."""
    return web.Response(status=503, headers={"Retry-After": _COME_BACK_SECONDS})
