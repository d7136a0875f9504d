"""The service is killed while it tells many people two things by itself, in one message each, on a channel
where every send counts: what nobody knows of is never said again.
"""

import asyncio
import random
import subprocess
from collections import Counter
from pathlib import Path

import orjson
from sqlalchemy import select

from storage import database
from storage.queue import conversation, outbox
from tests.bench import processes
from tests.chaos import pushes
from tests.chaos.killing import drained
from tests.chaos.proof import Proof
from tests.fakes.zalo_bot import FakeZaloBot

CHANNEL = "zalo_bot"
SLOW = 0.1  # seconds until the platform's answer: a kill is to find something on its way


async def run(folder: Path, address: str, people: int, kills: int, seed: int) -> Proof:
    """From the first word to the count. Raises RuntimeError when the service ends by itself."""
    where = address or f"sqlite:///{folder / 'sangkien.db'}"
    async with FakeZaloBot() as fake:
        users = [fake.user(number) for number in range(people)]
        for user in users:
            user.known = True
        pushes.fill(where, [user.id for user in users], CHANNEL)
        fake.slow = SLOW
        in_doubt = await _rampage(fake, folder, where, people, kills, random.Random(seed))
        heard = {user.id: [shown.text for shown in user.screen] for user in users}
    return prove(where, heard, in_doubt)


async def _rampage(
    fake: FakeZaloBot, folder: Path, address: str, people: int, kills: int, dice: random.Random
) -> list[int]:
    service, in_doubt = _start(folder, address, fake), []
    try:
        for number in range(1, kills + 1):
            await fake.called("sendMessage", people * number // (kills + 1), seconds=600)
            await asyncio.sleep(dice.uniform(0.0, 2 * SLOW))
            service.kill()
            service.wait()
            in_doubt.append(await asyncio.to_thread(pushes.left, address, service.pid))
            service = _start(folder, address, fake)
        await asyncio.to_thread(drained, address, 600)
        if service.poll() is not None:
            raise RuntimeError(f"the service ended with {service.returncode}")
    finally:
        await asyncio.to_thread(processes.stop, service)
    return in_doubt


def _start(folder: Path, address: str, fake: FakeZaloBot) -> "subprocess.Popen[bytes]":
    return processes.start(
        "bot", "run", log=folder / "service.log", DATA_DIR=str(folder), DATABASE_URL=address, PORT="0",
        DEMO="1", LOG_LEVEL="WARNING", ZALO_BOT_TOKEN=fake.token, ZALO_BOT_API_URL=fake.url,
    )  # fmt: skip


def prove(address: str, heard: dict[str, list[str]], in_doubt: list[int]) -> Proof:
    """Compares what was heard with the database, which nobody writes any more."""
    proof = Proof({"kills": len(in_doubt), "words": pushes.EACH * len(heard), "in doubt": sum(in_doubt)})
    engine = database.reader(address)
    with engine.begin() as connection:
        query = select(outbox, conversation.c.address).join(conversation).where(outbox.c.key == pushes.KEY)
        rows = connection.execute(query.order_by(outbox.c.id)).all()
    engine.dispose()
    states = Counter(row.state for row in rows)
    for row in rows:
        times = sum(str(orjson.loads(row.body)["text"]) in text for text in heard[row.address])
        if times > 1 or (row.state == "sent" and not times):
            proof.violations.append(f"a word to {row.address} is {row.state} and was heard {times} times")
    if states["sent"] + states["unknown"] != pushes.EACH * len(heard) or states["unknown"] > sum(in_doubt):
        proof.violations.append(f"words: {dict(states)}")
    proof.counts |= {"in another's message": sum(row.with_id is not None for row in rows), **states}
    return proof
