"""The web server: health, metrics, and whatever routes the channels bring."""

from collections.abc import Callable, Iterable
from typing import Any

import orjson
from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from bot.metrics import METRICS

BIGGEST = 1024 * 1024  # bytes of a body that is read whole; files are streamed and have limits of their own


def application(
    routes: Iterable[web.AbstractRouteDef], middlewares: Iterable[Any], ready: Callable[[], dict[str, bool]]
) -> web.Application:
    """`ready` says, by name, what works; all of it must for /readyz."""

    async def health(_request: web.Request) -> web.Response:
        return web.Response(text="ok")

    async def readiness(_request: web.Request) -> web.Response:
        parts = ready()
        status = 200 if all(parts.values()) else 503
        return web.Response(body=orjson.dumps(parts), content_type="application/json", status=status)

    async def metrics(_request: web.Request) -> web.Response:
        return web.Response(
            body=generate_latest(METRICS.registry), headers={"Content-Type": CONTENT_TYPE_LATEST}
        )

    app = web.Application(middlewares=list(middlewares), client_max_size=BIGGEST)
    app.add_routes([web.get("/healthz", health), web.get("/readyz", readiness), web.get("/metrics", metrics)])
    app.add_routes(routes)
    return app
