"""`python -m tests.chaos`: exit code 1 when any promise was broken."""

import argparse
import asyncio
import random
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from storage import database
from tests.bench import processes
from tests.bot.ticket_race import race
from tests.chaos import gathered, pushes, renewals
from tests.chaos.killing import rampage
from tests.chaos.proof import Proof, prove

SHOWN = 20  # violations that are printed


class Place(NamedTuple):
    """Where the service keeps its data, and in how many processes it runs."""

    folder: Path
    address: str
    processes: int


@contextmanager
def sqlite() -> Iterator[Place]:
    """One process, polling."""
    with processes.folder() as folder:
        yield Place(folder, "", 1)


@contextmanager
def postgresql() -> Iterator[Place]:
    """Two processes, webhooks: the one that started last receives, both work and send."""
    with processes.folder() as folder, processes.postgresql() as address:
        yield Place(folder, address, 2)


ENGINES = {"sqlite": sqlite, "postgresql": postgresql}


Play = Callable[[Place], Proof]


def registering(given: argparse.Namespace) -> Play:
    """People register, from the first user to the count."""

    def play(place: Place) -> Proof:
        found = rampage(
            place.folder, place.address, place.processes, given.kills, given.active, given.seed, given.seconds
        )
        return prove(place.address or f"sqlite:///{place.folder / 'sangkien.db'}", found)

    return play


def telling(given: argparse.Namespace) -> Play:
    """Many are told something by itself, from the first word to the count."""
    return lambda place: pushes.run(
        place.folder, place.address, place.processes, given.people, given.push_kills, given.seed
    )


def gathering(given: argparse.Namespace) -> Play:
    """Many are told two things in one message on a channel where nothing is repeated."""
    return lambda place: asyncio.run(
        gathered.run(place.folder, place.address, given.gathered, given.push_kills, given.seed)
    )


def claiming(given: argparse.Namespace) -> Play:
    """Two who answer press for the same questions in the same moment, one in each process."""

    def play(place: Place) -> Proof:
        engine = database.writer(place.address)
        database.upgrade(engine)
        try:
            won = race(place.address, engine, 2, given.claims)
        except AssertionError as error:
            return Proof(violations=[str(error)])
        finally:
            engine.dispose()
        return Proof(counts={"questions": won.total(), "of the first": min(won.values())})

    return play


def renewing(given: argparse.Namespace) -> Play:
    """Two processes renew one token, which works once, in the same moment."""

    def play(place: Place) -> Proof:
        url = place.address or f"sqlite:///{place.folder / 'tokens.db'}"
        engine = database.writer(url)
        database.upgrade(engine)
        engine.dispose()
        found = asyncio.run(renewals.race(url, given.claims))
        twice = [token for token, times in found.used.items() if times > 1]
        lost = found.seen[0] != found.seen[1] or found.last is None or found.last.refresh != found.newest
        violations = [f"{token} was used twice" for token in twice] + ["a pair was lost"] * lost
        return Proof(counts={"renewals": sum(found.used.values())}, violations=violations)

    return play


def run(engine: str, play: Play) -> Proof:
    """On one engine."""
    with ENGINES[engine]() as place:
        try:
            return play(place)
        except RuntimeError as error:
            log = place.folder / "service.log"
            tail = log.read_text("utf-8", "replace")[-2000:] if log.exists() else ""
            return Proof(violations=[f"{error}; its last words: {tail}"])


def report(what: str, proof: Proof, seconds: float) -> None:
    """Prints what was counted."""
    counts = ", ".join(f"{name} {count}" for name, count in proof.counts.items())
    sys.stdout.write(f"{what}: {counts}; {seconds:.0f} s\n")
    for violation in proof.violations[:SHOWN]:
        sys.stdout.write(f"  BROKEN: {violation}\n")
    if len(proof.violations) > SHOWN:
        sys.stdout.write(f"  and {len(proof.violations) - SHOWN} more\n")
    sys.stdout.flush()


def wishes() -> argparse.Namespace:
    """What is asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("engines", nargs="*", choices=[*ENGINES, []], help="both when none is given")
    parser.add_argument("--kills", type=int, default=100, help="on each engine, while people register")
    parser.add_argument("--active", type=int, default=60, help="users at a time")
    parser.add_argument("--seconds", type=float, default=600, help="kills stop then, on each engine")
    parser.add_argument("--pushes", action="store_true", help="only what the service says by itself")
    parser.add_argument("--people", type=int, default=2500, help="that are told two things by itself")
    parser.add_argument("--gathered", type=int, default=300, help="of them that are told both in one message")
    parser.add_argument("--push-kills", type=int, default=10, help="on each engine, while they are told")
    parser.add_argument("--claims", type=int, default=1000, help="questions two processes press for at once")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--quick", action="store_true", help="10 kills on each engine, or 20 s of them")
    given = parser.parse_args()
    if given.quick:
        given.kills, given.seconds, given.people, given.push_kills, given.claims = 10, 20.0, 150, 2, 100
        given.gathered = 40
    return given


def main() -> int:
    """Every part on every engine."""
    given = wishes()
    sys.stdout.write(f"seed {given.seed}\n")
    parts = {"told by itself": telling(given), "told together": gathering(given)}
    if not given.pushes:
        parts = {"registering": registering(given), **parts, "renewing": renewing(given)}
    broken = 0
    for engine in given.engines or ENGINES:
        shared = {"claiming": claiming(given)} if engine == "postgresql" and not given.pushes else {}
        for what, play in {**parts, **shared}.items():
            began = time.monotonic()
            proof = run(engine, play)
            report(f"{engine}, {what}", proof, time.monotonic() - began)
            broken += len(proof.violations)
    sys.stdout.write("Nothing was lost and nothing happened twice.\n" if not broken else f"{broken} broken\n")
    return 1 if broken else 0


if __name__ == "__main__":
    raise SystemExit(main())
