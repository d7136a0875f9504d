"""What a channel has been used for, with what this process has sent since that was read: pushes that are on
their way together must not cost more than a day may.

A push counts from the moment it is let go. It stops to count here once a later reading of the database knows
it: outcomes are stored before what was asked for after them.
"""

from dataclasses import dataclass, replace

from bot.channels.base import Used


@dataclass(slots=True)
class _Push:
    price: int
    over: int | None = None  # how many readings had been asked for when its outcome was known


class Spending:
    """One channel's, in the memory of a process."""

    def __init__(self) -> None:
        self._read = Used()
        self._asked = 0
        self._pushes: dict[int, _Push] = {}

    @property
    def used(self) -> Used:
        """As far as this process knows."""
        spent = sum(push.price for push in self._pushes.values())
        return replace(self._read, month=self._read.month + len(self._pushes), spent=self._read.spent + spent)

    def begin(self, key: int, price: int) -> None:
        """A push is let go at a price."""
        self._pushes[key] = _Push(price)

    def end(self, key: int, counts: bool) -> None:
        """Its outcome is known, and on its way to the database; it counts unless it was surely not taken."""
        if counts and key in self._pushes:
            self._pushes[key].over = self._asked
        else:
            self._pushes.pop(key, None)

    def ask(self) -> int:
        """A reading is asked for: its number."""
        self._asked += 1
        return self._asked

    def read(self, used: Used, number: int) -> None:
        """What a reading found."""
        self._read = used
        self._pushes = {
            key: push for key, push in self._pushes.items() if push.over is None or push.over >= number
        }
