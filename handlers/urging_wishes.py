"""The slow work of urging that turns wish for."""

from typing import Any

from handlers import menu, permissions, wishes
from handlers.events import Reply
from handlers.turn import Turn
from handlers.urging_pages import unknown
from storage.ledger import About

COUNT, SEND = "urging.count", "urging.send"


def count(turn: Turn, unit_id: int, kind: str, about: About | None = None, **more: Any) -> list[Reply]:
    """Who lacks what below a unit of theirs (`kind` may still be open); what was found comes by itself."""
    if not permissions.may(turn, "review", unit_id):
        return unknown(turn)
    meant = about._asdict() if about else {}
    wishes.wish(turn, COUNT, unit=unit_id, what=kind, **meant, **more)
    return menu.choose(turn, wishes.READING, Reply("urging.counting"))
