"""`python -m tests.bench`: measures, prints a table, writes the figures to bench-results/."""

import argparse
import os
import platform
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import orjson

from tests.bench import fanout, processes
from tests.bench.rounds import Faults, Round, ours, peer, play

RESULTS = Path("bench-results")
TROUBLE: Faults = {"lost": 0.01, "error_502": 0.01, "drop": 0.01, "duplicate": 0.05}
SERVICE, PTB, AIOGRAM = "sangkien, SQLite FULL", "python-telegram-bot", "aiogram"
PEERS = {PTB: "tests.bench.peer_ptb", AIOGRAM: "tests.bench.peer_aiogram"}
SECTIONS = ("sqlite", "peers", "latency", "faults", "postgresql", "fanout")
TARGETS = """Aims: 2,000 durable turns/s and 0.5 ms of CPU a turn on SQLite, 1,000 turns/s on PostgreSQL,
3 times the faster library, 800 turns/s where each answer of the API takes 50 ms, nobody failed."""


def measure(given: argparse.Namespace) -> Iterator[Round]:
    """Round after round, as asked for."""
    few = given.round_users
    if "sqlite" in given.sections:
        yield play(SERVICE, given.users, given.active, ours())
    if "peers" in given.sections:
        for _ in range(given.rounds):
            yield play(f"{SERVICE} (beside)", few, given.active, ours())
            for name, module in PEERS.items():
                yield play(f"{name} (in memory)", few, given.active, peer(module))
    if "latency" in given.sections:
        slow = {"latency_ms": given.latency_ms}
        yield play(f"{SERVICE}, API {given.latency_ms:g} ms", 2 * few, given.active, ours(), slow)
    if "faults" in given.sections:
        yield play(f"{SERVICE}, faults", 2 * few, given.active, ours(), TROUBLE)
    if "postgresql" in given.sections:
        with processes.postgresql() as database:
            yield play("sangkien, PostgreSQL", 2 * few, given.active, ours(database))


def table(rounds: list[Round]) -> str:
    """One line for each thing measured; several rounds of it as lowest..highest."""
    head = f"{'':<40}{'users':>7}{'failed':>8}{'turns/s':>12}{'CPU ms/turn':>14}{'p50 ms':>12}{'p95 ms':>12}"
    lines = [head]
    for what in dict.fromkeys(found.what for found in rounds):
        same = [found for found in rounds if found.what == what]
        lines.append(
            f"{what:<40}{sum(r.users for r in same):>7}{sum(r.failed for r in same):>8}"
            f"{_span(same, lambda r: r.per_second, 0):>12}{_span(same, lambda r: r.cpu, 2):>14}"
            f"{_span(same, lambda r: r.p50, 0):>12}{_span(same, lambda r: r.p95, 0):>12}"
        )
    return "\n".join(lines)


def _span(rounds: list[Round], value: Callable[[Round], float], digits: int) -> str:
    lowest, highest = min(map(value, rounds)), max(map(value, rounds))
    shown = f"{lowest:.{digits}f}"
    return shown if len(rounds) == 1 else f"{shown}..{highest:.{digits}f}"


def conditions(given: argparse.Namespace) -> dict[str, object]:
    """How the figures were got."""
    about = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else ""
    models = [line.partition(": ")[2] for line in about.splitlines() if line.startswith("model name")]
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "processor": f"{os.cpu_count()} x {models[0] if models else platform.machine()}",
        "load": os.getloadavg()[0],
        "python": platform.python_version(),
        "active": given.active,
        "rounds": given.rounds,
        "how": "bot and fake in a process each on loopback; users answer at once; CPU from /proc/<pid>/stat",
    }


def compared(rounds: list[Round]) -> str:
    """How many times the faster library."""
    best = {
        name: max((r.per_second for r in rounds if r.what.startswith(name)), default=0.0) for name in PEERS
    }
    mine = [r.per_second for r in rounds if r.what.endswith("(beside)")]
    if not mine or not max(best.values()):
        return ""
    faster = max(best, key=lambda name: best[name])
    return f"{min(mine) / best[faster]:.1f}..{max(mine) / best[faster]:.1f} times {faster} at its best"


def main() -> int:
    """0 when nobody failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("sections", nargs="*", choices=[*SECTIONS, []], help="all when none is given")
    parser.add_argument("--users", type=int, default=2000, help="in the long round")
    parser.add_argument("--active", type=int, default=100, help="at a time")
    parser.add_argument("--round-users", type=int, default=300, help="in each of the compared rounds")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--latency-ms", type=float, default=50)
    parser.add_argument("--chats", type=int, default=1500, help="that are told something at once")
    parser.add_argument("--quick", action="store_true", help="a tenth of everything, one round")
    given = parser.parse_args()
    given.sections = given.sections or SECTIONS
    if given.quick:
        given.users, given.round_users, given.rounds = given.users // 10, given.round_users // 5, 1
        given.chats //= 10
    about, rounds, waves = conditions(given), list[Round](), list[fanout.Wave]()
    sys.stdout.write("\n".join(f"{name}: {value}" for name, value in about.items()) + "\n\n")
    for found in measure(given):
        rounds.append(found)
        sys.stdout.write(f"{found.what}: {found.per_second:.0f} turns/s, {found.failed} failed\n")
        for failure in found.failures:
            sys.stdout.write(
                "\n  ".join([f"  {failure['user']}: {failure['why']}", *failure["lines"]]) + "\n"
            )
        sys.stdout.flush()
    ratio = compared(rounds)
    if rounds:
        sys.stdout.write(f"\n{table(rounds)}\n\n{ratio}\n\n{TARGETS}\n")
    for wave in fanout.measure(given.chats) if "fanout" in given.sections else ():
        waves.append(wave)
        sys.stdout.write(f"{fanout.line(wave)}\n")
        sys.stdout.flush()
    if waves:
        sys.stdout.write(f"\n{fanout.table(waves)}\n\n{fanout.AIMS}\n")
    RESULTS.mkdir(exist_ok=True)
    name = RESULTS / f"bench-{datetime.now(UTC):%Y%m%d-%H%M%S}.json"
    measured = {"rounds": [r.as_json() for r in rounds], "waves": [w.as_json() for w in waves]}
    name.write_bytes(orjson.dumps({**about, "ratio": ratio, **measured}))
    sys.stdout.write(f"Written to {name}\n")
    return 1 if any(r.failed for r in rounds) or any(w.failed for w in waves) else 0


if __name__ == "__main__":
    raise SystemExit(main())
