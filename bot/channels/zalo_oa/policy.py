"""May the service write first now, and what does it cost? Pure."""

import unicodedata
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

import orjson

from bot.channels.base import Call, Leave, Push
from bot.channels.zalo_oa.config import Config
from bot.channels.zalo_oa.hours import after_night, is_night, tomorrow
from bot.channels.zalo_oa.settings import Template
from handlers.channels import Window

TEMPLATE: Final = "template"
_CLOSED: Final = Leave(False, why="window")


def window(config: Config) -> Window:
    """Free for 48 hours, then paid for to the end of seven days; then templates, where there are any."""
    template = config.template_price if config.templates else None
    return Window(timedelta(hours=48), timedelta(days=7), config.push_price, template)


def may_push(push: Push, now: datetime, config: Config) -> Leave:
    """Inside the window the call itself; after it the approved template of its text, if it has one."""
    stretch = window(config).at(push.heard_at, now)
    if stretch in {"free", "billed"}:
        return _within(Leave(price=0 if stretch == "free" else config.push_price), push, now, config)
    if stretch == "closed":
        return _CLOSED
    body = orjson.loads(push.call.body)
    about = body.get("push") or {}
    template = config.templates.get(about.get("key", ""))
    if template is None:
        return _CLOSED
    if about["params"] is None:
        return Leave(said=True)
    filled = fill(template, about["params"])
    if filled is None:
        return Leave(False, why="window: its template lacks a value")
    if config.night and is_night(now):
        return Leave(False, why="night", until=after_night(now))
    call = _call(template.id, filled, body["recipient"]["user_id"], push.phone, config)
    price = config.template_price if template.price is None else template.price
    return _within(Leave(price=price, call=call), push, now, config)


def fill(template: Template, params: Mapping[str, str]) -> dict[str, str] | None:
    """Its parameters' values, cut to their lengths; None where one has no value: the platform takes no empty
    ones."""
    filled = {name: _cut(params.get(name, ""), longest) for name, longest in template.params.items()}
    return filled if all(filled.values()) else None


def ways(body: Mapping[str, Any]) -> list[str]:
    """How a template goes out: by "user_id" or "phone", the one that is tried first in front."""
    return [way for way in body["ways"] if body.get(way)]


def _within(leave: Leave, push: Push, now: datetime, config: Config) -> Leave:
    """Where the day may still cost that much."""
    if leave.price and config.daily_cost and push.used.spent + leave.price > config.daily_cost:
        return Leave(False, why="the day's cost", until=tomorrow(now))
    return leave


def _call(template_id: str, filled: dict[str, str], user_id: str, phone: str, config: Config) -> Call:
    order = ["phone", "user_id"] if config.template_way == "phone" else ["user_id", "phone"]
    body = {
        "ways": order, "user_id": user_id, "phone": _international(phone), "template_id": template_id,
        "template_data": filled,
    }  # fmt: skip
    return Call(TEMPLATE, orjson.dumps(body))


def _international(phone: str) -> str:
    digits = "".join(letter for letter in phone if letter.isdecimal() and letter.isascii())
    return "84" + digits[1:] if digits.startswith("0") else digits


def _cut(value: str, longest: int) -> str:
    """Counted in UTF-16 units after composing: decomposed letters would count twice."""
    text = " ".join(unicodedata.normalize("NFC", value).split())
    units = text.encode("utf-16-le")
    if len(units) <= 2 * longest:
        return text
    return units[: 2 * longest - 2].decode("utf-16-le", "ignore").rstrip() + "…"
