"""Calls as they come over HTTP, and answers as they go."""

from typing import Any

import orjson
from aiohttp import BodyPartReader, web

from tests.fakes.telegram.rules import Refusal, bad


async def params(request: web.BaseRequest) -> dict[str, Any]:
    """From JSON, a form, a multipart form (files as (name, type, bytes)) or the query."""
    kind = request.content_type
    if kind == "application/json":
        try:
            given = orjson.loads(await request.read() or b"{}")
        except orjson.JSONDecodeError:
            raise bad("can't parse JSON object") from None
        if not isinstance(given, dict):
            raise bad("object expected")
        return given
    if kind == "application/x-www-form-urlencoded":
        return dict(await request.post())
    found: dict[str, Any] = dict(request.query)
    if kind == "multipart/form-data":
        async for part in await request.multipart():
            assert isinstance(part, BodyPartReader), "forms inside forms are not read"
            data = bytes(await part.read())
            about = (part.filename, part.headers.get("Content-Type", "")) if part.filename else None
            found[str(part.name)] = (*about, data) if about else data.decode()
    return found


def ok(result: bytes) -> web.Response:
    return _json(b'{"ok":true,"result":%b}' % result)


def refused(refusal: Refusal) -> web.Response:
    answer: dict[str, Any] = {"ok": False, "error_code": refusal.status, "description": refusal.description}
    if refusal.parameters:
        answer["parameters"] = refusal.parameters
    return _json(orjson.dumps(answer), refusal.status)


def cut(request: web.BaseRequest) -> web.Response:
    """Ends the connection without an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def _json(body: bytes, status: int = 200) -> web.Response:
    return web.Response(body=body, status=status, content_type="application/json")
