"""A process to be killed: `python -m tests.bot.kill_worker ADDRESS SENT OWNER`.

Twelve persons answer three questions each; with `pushes` behind it, it only says what waits to be said by
itself. It prints a line for every turn (inside the transaction, before
the commit) and for every send (before it is known to have worked), so that a reader can kill it anywhere.
What is sent is added to the file SENT. It ends when everything is answered and sent.
"""

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

import orjson

from bot.channels.base import Call, Sent
from handlers.events import Reply
from handlers.turn import Turn
from tests.bot.engine import FakeChannel, House, hurry, keep, said, wrote

PERSONS = [f"người {n}" for n in range(12)]
QUESTIONS = ("tên", "nơi làm việc", "giải pháp")


class Paper(FakeChannel):
    """Writes down what it sends, in a file that outlives the process."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = file

    async def send(self, call: Call) -> Sent:
        with self._file.open("ab") as file:
            file.write(call.body + b"\n")
        print("send", flush=True)
        await asyncio.sleep(0)
        return await super().send(call)


def ask(turn: Turn) -> list[Reply]:
    """Keeps the answer to one question and asks the next."""
    place = int(turn.conversation.session.get("place", 0))
    keep(turn)
    print("turn", flush=True)
    return [said(f"{turn.event.text} → {QUESTIONS[place + 1] if place + 1 < len(QUESTIONS) else 'xong'}")]


async def main(url: str, sent: Path, owner: str, questions: Sequence[str]) -> None:
    """Every start offers all answers again, as a platform does that was never told they arrived."""
    async with House(url, ask, Paper(sent), owner) as house:
        for question in questions:
            await house.turns.receive("fake", [wrote(person, f"{question} {person}") for person in PERSONS])
        await house.until(lambda connection: not hurry(connection))


def lines(sent: Path) -> list[tuple[str, str]]:
    """What was sent: to whom, what."""
    bodies = [orjson.loads(line) for line in sent.read_bytes().splitlines()]
    return [(body["address"], body["text"]) for body in bodies]


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], Path(sys.argv[2]), sys.argv[3], () if "pushes" in sys.argv else QUESTIONS))
