"""What becomes of a call that did not simply go out. Pure, so that the rules can be read as a table."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.channels.base import Capabilities, Leave, SendError
from bot.outgoing import Outcome, Outgoing
from storage import queue

REPEATS = queue.REPEATS  # also after a crash: doubled is harmless, missing leaves a person waiting
ATTEMPTS = 14


def settle(outgoing: Outgoing, error: SendError, can: Capabilities, now: datetime) -> Outcome:
    """What becomes of a call the platform did not take. Pure, so that the rules can be read as a table.

    Unknown outcome: a reply is repeated and marked; a push once; neither where a repetition costs money.
    """
    why = str(error)[:500]
    if not error.reachable:
        return Outcome(outgoing, "failed", error=why, reachable=False)
    asked = error.retry_after if error.retry_after is not None else error.later
    wait = asked if asked is not None else min(300.0, 0.25 * 2**outgoing.attempts)
    again = Outcome(outgoing, "pending", error=why, retry_at=now + timedelta(seconds=wait))
    if not error.known:
        repeats = (1 if outgoing.push else REPEATS) if can.repeat_unknown else 0
        if outgoing.attempts >= repeats:
            return Outcome(outgoing, "unknown", error=why)
        return replace(again, outgoing=replace(outgoing, repeated=True))
    if error.retry and outgoing.attempts < ATTEMPTS:
        return again
    return Outcome(outgoing, "failed", error=why)


def untried(outgoing: Outgoing, state: str) -> Outcome:
    """It was not tried this time."""
    return Outcome(replace(outgoing, attempts=outgoing.attempts - 1), state)


def everyone(first: Outgoing, outcome: Outcome) -> list[Outcome]:
    """What became of a call, and with it of those that went out in it. The price is paid once."""
    tries = outcome.outgoing.attempts - first.attempts
    repeated = outcome.outgoing.repeated and not first.repeated
    others = (
        replace(one, attempts=one.attempts + tries, repeated=one.repeated or repeated)
        for one in outcome.outgoing.others
    )
    return [outcome, *(replace(outcome, outgoing=one, price=0) for one in others)]


def not_now(push: Outgoing, leave: Leave) -> Outcome:
    """The channel may not be pushed to: it waits, or is given up."""
    if leave.until is None:
        return Outcome(push, "failed", error=leave.why)
    return replace(untried(push, "pending"), error=leave.why, retry_at=leave.until)
