"""`python -m tests.chaos`: exit code 1 when any promise was broken."""

import argparse
import random
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.bench import processes
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


def run(engine: str, kills: int, active: int, seed: int, seconds: float) -> Proof:
    """One engine, from the first user to the count."""
    with ENGINES[engine]() as place:
        try:
            found = rampage(place.folder, place.address, place.processes, kills, active, seed, seconds)
            return prove(place.address or f"sqlite:///{place.folder / 'sangkien.db'}", found)
        except RuntimeError as error:
            log = place.folder / "service.log"
            tail = log.read_text("utf-8", "replace")[-2000:] if log.exists() else ""
            return Proof(violations=[f"{error}; its last words: {tail}"])


def main() -> int:
    """Prints what was counted."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("engines", nargs="*", choices=[*ENGINES, []], help="both when none is given")
    parser.add_argument("--kills", type=int, default=100, help="on each engine")
    parser.add_argument("--active", type=int, default=60, help="users at a time")
    parser.add_argument("--seconds", type=float, default=600, help="kills stop then, on each engine")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--quick", action="store_true", help="10 kills on each engine, or 20 s of them")
    given = parser.parse_args()
    kills, seconds = (10, 20) if given.quick else (given.kills, given.seconds)
    sys.stdout.write(f"seed {given.seed}\n")
    broken = 0
    for engine in given.engines or ENGINES:
        began = time.monotonic()
        proof = run(engine, kills, given.active, given.seed, seconds)
        counts = ", ".join(f"{name} {count}" for name, count in proof.counts.items())
        sys.stdout.write(f"{engine}: {counts}; {time.monotonic() - began:.0f} s\n")
        for violation in proof.violations[:SHOWN]:
            sys.stdout.write(f"  BROKEN: {violation}\n")
        if len(proof.violations) > SHOWN:
            sys.stdout.write(f"  and {len(proof.violations) - SHOWN} more\n")
        sys.stdout.flush()
        broken += len(proof.violations)
    sys.stdout.write("Nothing was lost and nothing happened twice.\n" if not broken else f"{broken} broken\n")
    return 1 if broken else 0


if __name__ == "__main__":
    raise SystemExit(main())
