"""Telegram's flood limits, strictly kept. The real ones are not published: the models bound what is known.

Sources: https://core.telegram.org/bots/faq (30 messages a second in all, one a second to a chat),
https://core.telegram.org/bots/api#responseparameters (`retry_after`).
"""

import math
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

_ROUNDING = 1e-6  # whoever keeps the pace exactly must not lose to it
_BOT = 0  # the place of the bot as a whole among the chats


@dataclass
class Limits:
    """Messages a second, in all and to one chat; 0 is no limit. `burst`: how many may come at once after a
    rest. `retry_after`: the least that is asked for, in seconds. `freeze`: what was refused (the bot, or a
    chat) is closed for that time, and each call meanwhile closes it anew."""

    overall: float = 0.0
    overall_burst: float = 30.0
    chat: float = 0.0
    chat_burst: float = 3.0
    retry_after: int = 1
    freeze: bool = False


@dataclass(slots=True)
class _Bucket:
    rate: float
    burst: float
    at: float
    tokens: float = field(init=False)

    def __post_init__(self) -> None:
        self.tokens = self.burst

    def missing(self, now: float) -> float:
        """Seconds until a message may come."""
        self.tokens, self.at = min(self.burst, self.tokens + (now - self.at) * self.rate), now
        return 0.0 if self.tokens >= 1 - _ROUNDING else (1 - self.tokens) / self.rate


class Gate:
    """Lets calls through or says how long to wait; counts what is refused and what is heard."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self.heard: Counter[int] = Counter()
        self.times: list[float] = []
        self.refused: Counter[str] = Counter()
        self._buckets: dict[int, _Bucket] = {}
        self._closed: dict[int, float] = {}
        self._told: dict[int, float] = {}

    def close(self, chat: int, seconds: float, now: float) -> None:
        """Nothing goes to a chat for a while."""
        self._closed[chat] = now + seconds

    def refuse(self, chat: int, message: bool, now: float) -> int:
        """The seconds to wait, 0 for a call that may come. Only a `message` counts."""
        if self._told.get(chat, 0.0) > now:
            self.refused["early"] += 1  # this chat was told to wait, and nobody waited
        for place in (_BOT, chat):
            if (left := self._closed.get(place, 0.0) - now) > 0:
                return self._refuse(place, chat, left, now)
        if not message:
            return 0
        buckets = {place: bucket for place in (chat, _BOT) if (bucket := self._bucket(place, now))}
        for place, bucket in buckets.items():
            if left := bucket.missing(now):
                return self._refuse(place, chat, max(left, self.limits.retry_after), now)
        for bucket in buckets.values():
            bucket.tokens -= 1
        return 0

    def hear(self, chat: int, now: float) -> None:
        """A message stands in a chat."""
        self.heard[chat] += 1
        self.times.append(now)

    def counted(self) -> dict[str, Any]:
        """Chats reached, messages, how many came again, seconds from the first to the last, refusals."""
        return {
            "reached": len(self.heard),
            "messages": len(self.times),
            "doubled": len(self.times) - len(self.heard),
            "seconds": self.times[-1] - self.times[0] if self.times else 0.0,
            "refused": dict(self.refused),
        }

    def _bucket(self, place: int, now: float) -> _Bucket | None:
        limits = self.limits
        rate, burst = (
            (limits.overall, limits.overall_burst) if place == _BOT else (limits.chat, limits.chat_burst)
        )
        if not rate:
            return None
        return self._buckets.setdefault(place, _Bucket(rate, burst, now))

    def _refuse(self, place: int, chat: int, left: float, now: float) -> int:
        """Counted by what is closed: the bot or a chat."""
        self.refused["bot" if place == _BOT else "chat"] += 1
        seconds = math.ceil(left)
        if self.limits.freeze:
            seconds = max(seconds, self.limits.retry_after)
            self.close(place, seconds, now)
        self._told[chat] = now + seconds
        return seconds
