"""What it costs to tell many people something by itself, and whom no channel lets it be told now."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from handlers.channels import Capabilities
from handlers.events import Phrase
from handlers.ledger_lines import joined
from handlers.money import dong
from storage import urgings
from storage.roles import Executes


@dataclass(frozen=True, slots=True)
class Prices:
    """The channels' windows, at a moment of machine time."""

    channels: Mapping[str, Capabilities]
    now: datetime

    def of(self, database: Executes, people: Collection[urgings.Person]) -> dict[str, int]:
        """Of one message to each: how many are `paid` for, for how many `dong`; how many go `elsewhere` than
        where they would be said, and for how many people everything is `closed`. What is none is left out."""
        found = {"paid": 0, "dong": 0, "elsewhere": 0, "closed": 0}
        for chats in urgings.chats(database, people).values():
            prices = [self._price(chat) for chat in chats]
            price = next((price for price in prices if price is not None), None)
            found["closed"] += price is None
            found["elsewhere"] += price is not None and prices[0] is None
            found["paid"] += bool(price)
            found["dong"] += price or 0
        return {name: count for name, count in found.items() if count}

    def _price(self, chat: Any) -> int | None:
        """None where nothing may be said, or where the channel is not there."""
        can = self.channels.get(chat.channel)
        return None if can is None else can.window.costs(chat.heard_at, self.now)


def line(cost: Mapping[str, int]) -> Sequence[Phrase]:
    """One line; none where it costs nothing and reaches everybody."""
    parts = list(_parts(cost))
    return [Phrase("pushes.cost", {"parts": joined(parts)})] if parts else []


def _parts(cost: Mapping[str, int]) -> Iterator[Phrase]:
    if paid := cost.get("paid"):
        yield Phrase("pushes.cost#paid", {"count": paid, "money": dong(cost["dong"])})
    for name in ("elsewhere", "closed"):
        if count := cost.get(name):
            yield Phrase(f"pushes.cost#{name}", {"count": count})
