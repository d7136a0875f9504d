"""The service is killed while it tells many people something by itself; then it is counted who heard what.

Everybody has two words waiting (`Reminder` rows, due since long), which go the whole way: fired, a turn, a
row in the outbox, a slot, the platform.
"""

import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import orjson
from sqlalchemy import Connection, insert, select

from storage import database, units
from storage.queue import conversation, inbox, outbox
from storage.reminders import reminder
from storage.unit_word import ROLE
from tests.bench import processes, recipients
from tests.bench.recipients import Fake
from tests.chaos.killing import LATENCY_MS, Slot, drained
from tests.chaos.proof import Proof

EACH: Final = 2  # words for everybody, in this order
KEY: Final = "units.role-back"
LONG_AGO: Final = datetime(2022, 1, 1, tzinfo=UTC)  # before the demo clock begins


def fill(address: str, addresses: Sequence[str], channel: str = "telegram") -> None:
    """A database where everybody has their words waiting."""
    engine = database.writer(address)
    database.upgrade(engine)
    with engine.begin() as connection:
        for sample in sorted(units.SAMPLES.glob("*.csv")):
            units.import_units(connection, units.read_csv(sample))
        about = (
            connection.execute(select(units.unit.c.id).order_by(units.unit.c.id).limit(EACH)).scalars().all()
        )
        rooms = recipients.open_chats(connection, addresses, channel)
        words = [
            {"kind": ROLE, "subject": f"back.{unit}/{room.person_id}", "conversation_id": room.id,
             "due_at": LONG_AGO + timedelta(minutes=place), "state": "waiting", "why": ""}
            for place, unit in enumerate(about) for room in rooms
        ]  # fmt: skip
        connection.execute(insert(reminder), words)
    engine.dispose()


def run(folder: Path, address: str, slots: int, people: int, kills: int, seed: int) -> Proof:
    """From the first word to the count. Raises RuntimeError when the service ends by itself."""
    where = address or f"sqlite:///{folder / 'sangkien.db'}"
    fill(where, recipients.addresses(people))
    with recipients.fake(people) as platform:
        platform.tell("faults", latency_ms=LATENCY_MS)
        services = [Slot(folder, platform.url, address, webhook=slots > 1) for _ in range(slots)]
        try:
            in_doubt = _rampage(platform, services, where, EACH * people, kills, random.Random(seed))
            drained(where, seconds=600)
            for service in services:
                processes.stop(service.running())
        finally:
            for service in services:
                if service.process is not None and service.process.poll() is None:
                    service.process.kill()
                    service.process.wait()
        return prove(where, platform.ask("heard"), people, in_doubt)


def _rampage(
    platform: Fake, services: list[Slot], address: str, words: int, kills: int, dice: random.Random
) -> list[int]:
    """Kills one after another while words go out; returns how many each kill left in doubt."""
    for service in services:
        service.start()
    for service in services:
        service.wait()
    in_doubt = []
    for number in range(1, kills + 1):
        _until_heard(platform, words * number // (kills + 1))
        time.sleep(dice.uniform(0.0, 1.0))
        victim = dice.choice(services)
        in_doubt.append(left(address, victim.kill()))
        victim.start()
        victim.wait()
    return in_doubt


def _until_heard(platform: Fake, words: int, seconds: float = 600.0) -> None:
    """Raises RuntimeError when it takes too long."""
    end = time.monotonic() + seconds
    while platform.ask("limits")["messages"] < words:
        if time.monotonic() > end:
            raise RuntimeError(f"only {platform.ask('limits')['messages']} words were heard")
        time.sleep(0.05)


def left(address: str, pid: int) -> int:
    """What the dead was sending, once its last commit is over."""
    owner = f"%:{pid}:%"
    engine = database.reader(address)
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            time.sleep(0.3)
        found = connection.execute(
            select(outbox.c.id).where(outbox.c.state == "sending", outbox.c.owner.like(owner), outbox.c.push)
        ).all()
    engine.dispose()
    return len(found)


def prove(address: str, heard: dict[str, list[str]], people: int, in_doubt: list[int]) -> Proof:
    """Compares what was heard with the database, which nobody writes any more."""
    proof = Proof({"kills": len(in_doubt), "words": EACH * people, "in doubt": sum(in_doubt)})
    engine = database.reader(address)
    with engine.begin() as connection:
        proof.violations += _compare(connection, heard, people, sum(in_doubt), proof.counts)
        states = Counter(
            connection.execute(select(reminder.c.state).where(reminder.c.kind == ROLE)).scalars()
        )
        if states != {"sent": EACH * people}:
            proof.violations.append(f"reminders: {dict(states)}")
        if waiting := connection.execute(select(inbox.c.id).where(inbox.c.state != "done")).all():
            proof.violations.append(f"{len(waiting)} inbox rows are not done")
    engine.dispose()
    return proof


def _compare(
    connection: Connection, heard: dict[str, list[str]], people: int, in_doubt: int, counts: dict[str, int]
) -> Iterator[str]:
    """Each word is one row; it was heard in its place, and again only where nobody knew."""
    query = select(outbox, conversation.c.address).join(conversation).where(outbox.c.key == KEY)
    rows: dict[str, list[Any]] = {}
    for row in connection.execute(query.order_by(outbox.c.id)):
        rows.setdefault(row.address, []).append(row)
    doubled = marked = unknown = 0
    for address in recipients.addresses(people):
        mine, times = rows.get(address, []), Counter(heard[address])
        words = [str(orjson.loads(row.body)["text"]) for row in mine]
        if len(set(words)) != EACH or len(mine) != EACH:
            yield f"chat {address} has {len(mine)} rows"
        for row, said in zip(mine, words, strict=True):
            doubled += max(0, times[said] - 1)
            marked += row.repeated
            unknown += row.state == "unknown"
            if row.state not in ("sent", "unknown") or (row.state == "sent") > times[said]:
                yield f"chat {address}: a word is {row.state} and was heard {times[said]} times"
            if times[said] > 1 + row.repeated:
                yield f"chat {address}: heard {times[said]} times, marked {row.repeated}"
        if list(dict.fromkeys(heard[address])) != [said for said in words if times[said]]:
            yield f"chat {address}: out of order"
    counts |= {"rows": sum(map(len, rows.values())), "heard": sum(len(heard[a]) for a in rows)}
    counts |= {"marked as repeated": marked, "heard twice": doubled, "unknown": unknown}
    if doubled > in_doubt:
        yield f"{doubled} were heard twice, {in_doubt} were in doubt"
