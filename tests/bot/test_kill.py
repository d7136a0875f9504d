"""The service is killed without warning; afterwards nothing is lost and nothing is stored twice."""

import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

import orjson
import pytest
from sqlalchemy import Connection, Engine, select, text

from storage import database
from storage.queue import conversation, inbox, outbox
from tests.bot.engine import kept, put
from tests.bot.kill_worker import PERSONS, QUESTIONS, lines

ROOT = Path(__file__).parents[2]
PEOPLE = 100  # to whom something is said twice by itself
LINES = 2 * len(PERSONS) * len(QUESTIONS)  # a worker that is left alone prints that many


@pytest.fixture
def points() -> list[int]:
    """After how many lines the worker is killed, each time it runs."""
    seed = random.SystemRandom().randrange(10**6)
    dice = random.Random(seed)
    print(f"seed {seed}")  # shown with a failure
    return [dice.randint(1, LINES // 3) for _ in range(3)]


def run_until(point: int | None, *arguments: str) -> int:
    """Runs the worker, to its end or until it has printed so many lines; returns its exit code."""
    command = [sys.executable, "-m", "tests.bot.kill_worker", *arguments]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout is not None
        for number, _ in enumerate(worker.stdout, start=1):
            if number == point:
                worker.kill()
        return worker.wait(60)


def test_kill_9_loses_nothing_and_doubles_nothing(
    database_url: str, engine: Engine, tmp_path: Path, points: list[int]
) -> None:
    sent = tmp_path / "sent"
    sent.touch()
    found_sending: Counter[str] = Counter()
    for number, point in enumerate(points):
        run_until(point, database_url, str(sent), f"worker {number}")
        found_sending += left_sending(engine)
    assert run_until(None, database_url, str(sent), "the last") == 0

    arrived = Counter(said for _, said in lines(sent))
    with engine.begin() as connection:
        rows = kept(connection)
        calls = connection.execute(select(outbox).order_by(outbox.c.id)).all()
        sessions = connection.execute(select(conversation.c.session)).scalars().all()
        open_ = connection.execute(select(inbox.c.id).where(inbox.c.state != "done")).all()
    for person in PERSONS:
        mine = [(row.purpose, row.version) for row in rows if row.channel == person]
        assert mine == [(f"{question} {person}", str(n)) for n, question in enumerate(QUESTIONS)]
    assert len(rows) == len(calls) == len(PERSONS) * len(QUESTIONS)
    assert sessions == [{"place": len(QUESTIONS)}] * len(PERSONS)
    assert open_ == []
    for call in calls:
        said = words(call.body)
        assert call.state == "sent" or (call.state == "unknown" and found_sending[said] > 1)
        assert call.repeated == (found_sending[said] > 0)
        assert arrived[said] <= 1 + found_sending[said]
        assert arrived[said] >= 1 or call.state == "unknown"
    for person in PERSONS:
        first_times = list(dict.fromkeys(said for who, said in lines(sent) if who == person))
        assert first_times == [words(call.body) for call in calls if words(call.body) in first_times
                               and f"{person} →" in words(call.body)]  # fmt: skip


def test_kill_9_in_the_middle_of_what_is_said_by_itself_doubles_only_what_was_in_doubt(
    database_url: str, engine: Engine, tmp_path: Path
) -> None:
    sent = tmp_path / "sent"
    sent.touch()
    with engine.begin() as connection:
        for number in range(2 * PEOPLE):
            who = f"người {number % PEOPLE}"
            put(connection, who, f"nhắc {number // PEOPLE} {who}", push=True)
    point = random.SystemRandom().randint(1, PEOPLE)
    print(f"killed after {point}")  # shown with a failure
    assert run_until(point, database_url, str(sent), "worker", "pushes") == -9
    in_doubt = left_sending(engine)
    assert run_until(None, database_url, str(sent), "the next", "pushes") == 0

    arrived = Counter(said for _, said in lines(sent))
    with engine.begin() as connection:
        calls = connection.execute(select(outbox)).all()
    assert {call.state for call in calls} == {"sent"}
    assert {words(call.body): call.repeated for call in calls if call.repeated} == dict.fromkeys(
        in_doubt, True
    )
    assert len(arrived) == 2 * PEOPLE
    assert all(arrived[said] == 1 or in_doubt[said] for said in arrived)
    assert max(arrived.values()) <= 2
    for number in range(PEOPLE):
        who = f"người {number}"
        heard = list(dict.fromkeys(said for to, said in lines(sent) if to == who))
        assert heard == [f"nhắc 0 {who}", f"nhắc 1 {who}"]


def left_sending(engine: Engine) -> Counter[str]:
    """What the dead worker was sending. Time passes: its leases run out."""
    with engine.begin() as connection:
        while others(connection):  # a commit that was under way at the kill comes to its end
            continue
        bodies = connection.execute(select(outbox.c.body).where(outbox.c.state == "sending")).scalars().all()
        connection.execute(text("UPDATE outbox SET lease_until = '2020-01-01 00:00:00'"))
    return Counter(words(body) for body in bodies)


def others(connection: Connection) -> bool:
    """Whether the server still works for the dead."""
    if connection.dialect.name == "sqlite":
        return False
    connection.execute(text("SELECT pg_stat_clear_snapshot()"))
    query = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    return connection.execute(text(query)).first() is not None


def words(body: bytes) -> str:
    return str(orjson.loads(body)["text"])


def test_the_worker_is_killed_in_the_middle(sqlite_url: str, tmp_path: Path) -> None:
    """So that the test above shows something."""
    assert run_until(5, sqlite_url, str(tmp_path / "sent"), "first") == -9
    engine = database.writer(sqlite_url)
    with engine.begin() as connection:
        assert (
            connection.execute(select(inbox.c.id).where(inbox.c.state == "open")).all()
            or connection.execute(select(outbox.c.id).where(outbox.c.state == "sending")).all()
        )
    engine.dispose()
