"""The virtual users for programs in other processes, over HTTP with JSON.

POST /control/users/7/text    {"text": "/start"}         likewise press, edit, sticker, block, unblock,
POST /control/users/7/photo   {"data": "<base64>"}       voice, document
GET  /control/users/7/reply?seconds=10                   {"message_id", "text", "buttons"}; 408 for none
POST /control/faults          {"too_many": 0.1}          the fields of `Faults`
POST /control/advance         {"seconds": 151}
GET  /control/counts                                     {"calls", "refused"}
POST /control/known           {"first": 7, "count": 1500}  chats that have been opened, without an update
POST /control/limits          {"overall": 30}            the fields of `Limits`; the count begins anew
GET  /control/limits                                     what `Gate.counted` says
GET  /control/heard                                      {"7": [texts]}
"""

import base64
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import orjson
from aiohttp import web

from tests.fakes.telegram.limits import Gate, Limits
from tests.fakes.telegram.people import User

if TYPE_CHECKING:
    from tests.fakes.telegram.server import FakeTelegram

_DEEDS = frozenset({"text", "press", "edit", "sticker", "block", "unblock", "photo", "voice", "document"})


async def serve(fake: "FakeTelegram", request: web.BaseRequest) -> web.Response:
    given = orjson.loads(await request.read() or b"{}")
    match request.path.split("/")[2:]:
        case ["users", number, "reply"]:
            return await _reply(fake.user(int(number)), float(request.query.get("seconds", 10)))
        case ["users", number, deed] if deed in _DEEDS:
            return _do(fake.user(int(number)), deed, given)
        case ["faults"]:
            known = {field.name for field in fields(fake.faults)}
            for name in known & given.keys():
                setattr(fake.faults, name, given[name])
            return _json({"unknown": sorted(given.keys() - known)})
        case ["known"]:
            for key in range(given["first"], given["first"] + given["count"]):
                fake.user(key).known = True
            return _json({})
        case ["limits"] if request.method == "POST":
            fake.gate = Gate(Limits(**given))
            return _json({})
        case ["limits"]:
            return _json(fake.gate.counted())
        case ["heard"]:
            return _json(
                {key: [shown.text for shown in user.screen.values()] for key, user in fake.users.items()}
            )
        case ["advance"]:
            fake.advance(given["seconds"])
            return _json({})
        case ["counts"]:
            return _json({"calls": fake.calls, "refused": fake.refused})
    return web.Response(status=404)


async def _reply(user: User, seconds: float) -> web.Response:
    try:
        shown = await user.reply(seconds)
    except AssertionError as error:
        return _json({"error": str(error)}, 408)
    return _json({"message_id": shown.message_id, "text": shown.text, "buttons": shown.buttons})


def _do(user: User, deed: str, given: dict[str, Any]) -> web.Response:
    if "data" in given:
        given["data"] = base64.b64decode(given["data"])
    try:
        return _json({"result": getattr(user, deed)(**given)})
    except AssertionError as error:
        return _json({"error": str(error)}, 409)


def _json(value: Any, status: int = 200) -> web.Response:
    return web.Response(
        body=orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS),
        status=status,
        content_type="application/json",
    )
