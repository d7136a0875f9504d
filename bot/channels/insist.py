"""Trying again until it works, without hurry and without noise."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from typing import Final, NamedTuple, TypeVar

LONGEST_PAUSE: Final = 30.0

Sleep = Callable[[float], Awaitable[None]]
Result = TypeVar("Result")

log = logging.getLogger(__name__)


class Trouble(NamedTuple):
    """A failure as it is told. One that is `known` by name needs no traceback; `wait`: so many seconds at
    least, because the platform asked for them."""

    reason: str
    known: bool
    wait: float = 0.0


async def insist(
    action: Callable[[], Awaitable[Result]],
    explain: Callable[[Exception], Trouble],
    sleep: Sleep = asyncio.sleep,
    longest: float = LONGEST_PAUSE,
) -> Result:
    """Repeats `action` until it succeeds, with pauses of 1 to `longest` s; says each new reason once."""
    said, failures = "", 0
    while True:
        try:
            return await action()
        except Exception as exc:
            failures += 1
            trouble = explain(exc)
            if trouble.reason != said:
                log.warning("%s", trouble.reason, exc_info=None if trouble.known else exc)
                said = trouble.reason
            await sleep(max(trouble.wait, _pause(failures, longest)))


def _pause(failures: int, longest: float) -> float:
    spread = random.uniform(0.75, 1.25)  # noqa: S311 - it only keeps processes from coming back together
    return min(longest, spread * 2.0 ** (min(failures, 8) - 1))
