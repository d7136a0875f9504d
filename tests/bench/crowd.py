"""The fake of Telegram with a crowd of virtual users in it, as a process: `python -m tests.bench.crowd`.

Prints a JSON object a line: {"url"}, {"started"} when the bot first asks for updates, {"finished"} when every
user is through, and after the word `stop` on its input the result. `enough` lets nobody new in.
"""

import argparse
import asyncio
import random
import sys
import time
from typing import Any

import orjson

from tests.bench.personas import Persona
from tests.fakes.telegram import FakeTelegram

FIRST_ID = 100_001
SAMPLES = 3  # transcripts of failed users that are kept


class Crowd:
    """`active` users at a time, until `users` have come or nobody new is let in."""

    def __init__(
        self, fake: FakeTelegram, users: int, active: int, patience: float, varied: bool, seed: int
    ) -> None:
        self.personas: list[Persona] = []
        self.finished = asyncio.Event()
        self.ended = 0.0
        self._fake, self._users, self._active = fake, users, active
        self._patience, self._varied = patience, varied
        self._seed = seed
        self._present = 0

    def begin(self) -> None:
        """Lets the first users in."""
        for _ in range(min(self._active, self._users)):
            self._next()

    def enough(self) -> None:
        """Nobody new is let in."""
        self._users = len(self.personas)
        self._look()

    async def watch(self) -> None:
        """Users who hear nothing for too long give up."""
        while True:
            await asyncio.sleep(1)
            for persona in self.personas:
                if persona.waited() > self._patience:
                    persona.fail("no answer")

    def _next(self) -> None:
        number = len(self.personas)
        user = self._fake.user(FIRST_ID + number)
        dice = random.Random(f"{self._seed} {number}")
        persona = Persona(self._fake, user, dice, self._left, self._varied)
        self.personas.append(persona)
        self._present += 1
        persona.start()

    def _left(self, _persona: Persona) -> None:
        self._present -= 1
        if len(self.personas) < self._users:
            self._next()
        else:
            self._look()

    def _look(self) -> None:
        if self._present == 0 and len(self.personas) >= self._users:
            self.ended = self.ended or time.monotonic()
            self.finished.set()


def result(crowd: Crowd, fake: FakeTelegram, seconds: float, details: bool) -> dict[str, Any]:
    """Counts, latencies in seconds, and what went wrong; `details` adds each user's answers."""
    people = crowd.personas
    waits = sorted(wait for persona in people for wait in persona.waits)
    failed = [persona for persona in people if persona.failure]
    found: dict[str, Any] = {
        "users": len(people),
        "failed": len(failed),
        "seconds": seconds,
        "turns": len(waits),
        "repeats": sum(persona.repeats for persona in people),
        "p50_ms": 1000 * waits[len(waits) // 2] if waits else 0,
        "p95_ms": 1000 * waits[len(waits) * 95 // 100] if waits else 0,
        "cpu": time.process_time(),
        "failures": [{"why": p.failure, "user": p.user.id, "lines": p.lines} for p in failed[:SAMPLES]],
        "calls": dict(fake.calls),
        "refused": dict(fake.refused),
    }
    if details:
        found["people"] = [
            {"id": p.user.id, "code": p.code, "failure": p.failure, "name": p.name, "repeats": p.repeats,
             "heard": p.heard, "deeds": p.deeds, "answers": p.answers, "lines": p.lines if p.failure else []}
            for p in people
        ]  # fmt: skip
    return found


async def serve(given: argparse.Namespace) -> None:
    """Until told to stop."""
    stop = asyncio.Event()
    async with FakeTelegram(given.token, seed=given.seed, patience=0.01) as fake:
        for name, share in given.fault:
            setattr(fake.faults, name, share)
        crowd = Crowd(fake, given.users, given.active, given.patience, given.varied, given.seed)
        _say({"url": fake.url})
        listening = asyncio.create_task(_obey(crowd, stop))
        while not (fake.calls["getUpdates"] or fake.calls["setWebhook"]):
            await asyncio.sleep(0.01)
        _say({"started": True})
        cpu, began = time.process_time(), time.monotonic()
        crowd.begin()
        watching = asyncio.create_task(crowd.watch())
        await crowd.finished.wait()
        _say({"finished": True})
        await stop.wait()
        watching.cancel()
        listening.cancel()
        found = result(crowd, fake, crowd.ended - began, given.details)
        _say({"result": {**found, "cpu": found["cpu"] - cpu}})


async def _obey(crowd: Crowd, stop: asyncio.Event) -> None:
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), sys.stdin
    )
    while word := (await reader.readline()).strip():
        if word == b"enough":
            crowd.enough()
        if word == b"stop":
            break
    stop.set()
    crowd.finished.set()


def _say(thing: dict[str, Any]) -> None:
    sys.stdout.buffer.write(orjson.dumps(thing, default=str) + b"\n")
    sys.stdout.buffer.flush()


def _share(text: str) -> tuple[str, float]:
    name, _, share = text.partition("=")
    return name, float(share)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--token", default="123456:TEST-TOKEN")
    parser.add_argument("--users", type=int, default=2000)
    parser.add_argument("--active", type=int, default=100)
    parser.add_argument("--patience", type=float, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--varied", action="store_true")
    parser.add_argument("--details", action="store_true")
    parser.add_argument("--fault", type=_share, action="append", default=[])
    asyncio.run(serve(parser.parse_args()))
