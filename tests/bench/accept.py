"""`python -m tests.bench.accept`: how many updates a second a webhook takes, all of them durable.

The service runs in a process of its own, the calls come from this one over connections that stay open. They
say what needs no reply, so that the receiving is measured. Another platform is a line of `PLATFORMS`.
"""

import argparse
import asyncio
import hashlib
import itertools
import socket
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles

import aiohttp
import orjson

from bot.channels.zalo_oa.signature import HEADER as SIGNATURE
from tests.bench import processes
from tests.fakes.telegram import FakeTelegram

SECRET = "bench-secret"
APP, ACCOUNT = "17", "43"
NOBODY = "http://127.0.0.1:9"  # where no platform answers: only the receiving is measured
UPDATES, CONNECTIONS, ROUNDS = 8000, 40, 3
PERSONS = 2000  # who write them
PATIENCE = 30.0  # seconds until the service is up
AIMS = "Aims: 3,500 accepted a second, p99 below 100 ms at 40 connections."


@dataclass(frozen=True, slots=True)
class Platform:
    """How one platform calls: where, with which headers for a body, and what the service must be told.
    `update`: the body of the how manyth call."""

    path: str
    update: Callable[[int], bytes]
    headers: Callable[[bytes], Mapping[str, str]]
    environment: Mapping[str, str] = field(default_factory=dict)


def _returned(number: int) -> bytes:
    """Somebody has unblocked the bot."""
    who = {"id": 1000 + number % PERSONS, "is_bot": False, "first_name": "An"}
    bot = {"id": 123456, "is_bot": True, "first_name": "Bot", "username": "bot"}
    change = {
        "chat": {"id": who["id"], "type": "private"}, "from": who, "date": 1_650_000_000,
        "old_chat_member": {"user": bot, "status": "kicked", "until_date": 0},
        "new_chat_member": {"user": bot, "status": "member"},
    }  # fmt: skip
    return orjson.dumps({"update_id": 1 + number, "my_chat_member": change})


def _unknown(number: int) -> bytes:
    """Something that Zalo Bot may tell one day."""
    who = str(1000 + number % PERSONS)
    message = {
        "from": {"id": who, "is_bot": False}, "chat": {"id": who, "chat_type": "PRIVATE"},
        "message_id": f"m{number}", "date": 1_650_000_000_000,
    }  # fmt: skip
    return orjson.dumps({"event_name": "message.new.received", "message": message})


def _follows(number: int) -> bytes:
    """Somebody follows the Official Account."""
    return orjson.dumps(
        {
            "app_id": APP, "oa_id": ACCOUNT, "follower": {"id": str(1000 + number % PERSONS)},
            "event_name": "follow", "timestamp": str(1_650_000_000_000 + number),
        }
    )  # fmt: skip


def _signed(body: bytes) -> Mapping[str, str]:
    stamp = orjson.loads(body)["timestamp"].encode()
    return {SIGNATURE: hashlib.sha256(APP.encode() + body + stamp + SECRET.encode()).hexdigest()}


PLATFORMS: Mapping[str, Platform] = {
    "telegram": Platform(
        "/telegram/webhook",
        _returned,
        lambda _body: {"X-Telegram-Bot-Api-Secret-Token": SECRET},
        {
            "TELEGRAM_WEBHOOK_SECRET": SECRET,
            "TELEGRAM_WEBHOOK_URL": "http://127.0.0.1:{port}/telegram/webhook",
        },
    ),
    "zalo_bot": Platform(
        "/zalo/bot/webhook",
        _unknown,
        lambda _body: {"X-Bot-Api-Secret-Token": SECRET},
        {
            "ZALO_BOT_TOKEN": processes.TOKEN,
            "ZALO_BOT_API_URL": NOBODY,
            "ZALO_BOT_WEBHOOK_SECRET": SECRET,
            "ZALO_BOT_WEBHOOK_URL": "http://127.0.0.1:{port}/zalo/bot/webhook",
        },
    ),
    "zalo_oa": Platform(
        "/zalo/oa/webhook",
        _follows,
        _signed,
        {
            "ZALO_OA_APP_ID": APP,
            "ZALO_OA_APP_SECRET": "unused",
            "ZALO_OA_ID": ACCOUNT,
            "ZALO_OA_SECRET_KEY": SECRET,
            "ZALO_OA_API_URL": NOBODY,
            "ZALO_OAUTH_URL": NOBODY,
        },
    ),
}


@dataclass(frozen=True, slots=True)
class Accepted:
    """A round: how many were taken a second, how long one took and how much of a processor (the turns behind
    it included), in milliseconds. `pace`: how fast the machine was, in milliseconds for a fixed sum."""

    per_second: float
    p50: float
    p99: float
    cpu: float
    pace: float


async def measure(name: str, updates: int, connections: int) -> Accepted:
    """One round on a service of its own. Raises RuntimeError where an update was refused or is not stored."""
    platform = PLATFORMS[name]
    port = _free_port()
    told = {key: value.format(port=port) for key, value in platform.environment.items()}
    with processes.folder() as folder:
        async with FakeTelegram(processes.TOKEN) as fake:
            service = processes.service(folder, fake.url, PORT=str(port), DEMO="0", **told)
            try:
                await _up(port)
                pace = await asyncio.to_thread(_pace)
                requests = iter([_request(platform, number) for number in range(updates)])
                begun, used = time.perf_counter(), processes.cpu_seconds(service.pid)
                each = await asyncio.gather(*(_calls(port, requests) for _ in range(connections)))
                seconds = time.perf_counter() - begun
                used = processes.cpu_seconds(service.pid) - used
                stored = _stored(folder, name)
            finally:
                await asyncio.to_thread(processes.stop, service)
    if stored != updates:
        raise RuntimeError(f"{stored} of {updates} updates are stored")
    cuts = quantiles(itertools.chain(*each), n=100)
    return Accepted(updates / seconds, 1000 * cuts[49], 1000 * cuts[98], 1000 * used / updates, pace)


def _pace() -> float:
    """A machine that is shared with others is not always as fast."""
    begun = time.thread_time()
    sum(number * number for number in range(1_000_000))
    return 1000 * (time.thread_time() - begun)


def _request(platform: Platform, number: int) -> bytes:
    body = platform.update(number)
    headers = {"Host": "127.0.0.1", "Content-Type": "application/json", "Content-Length": str(len(body))}
    lines = [f"{name}: {value}" for name, value in {**headers, **platform.headers(body)}.items()]
    return "\r\n".join([f"POST {platform.path} HTTP/1.1", *lines, "", ""]).encode() + body


async def _calls(port: int, requests: Iterator[bytes]) -> list[float]:
    """One connection: the next call once the last was answered."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    took = []
    for request in requests:
        begun = time.perf_counter()
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        took.append(time.perf_counter() - begun)
        status = head.partition(b"\r\n")[0].decode()
        if " 200 " not in status or b"\r\nContent-Length: 0\r\n" not in head:
            raise RuntimeError(f"refused: {status}")
    writer.close()
    return took


async def _up(port: int) -> None:
    async with asyncio.timeout(PATIENCE), aiohttp.ClientSession() as http:
        while True:
            try:
                async with http.get(f"http://127.0.0.1:{port}/readyz") as answer:
                    if answer.status == 200:
                        return
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(0.05)


def _stored(folder: Path, channel: str) -> int:
    """As another process sees it: what is not committed does not count."""
    with sqlite3.connect(folder / "sangkien.db") as connection:
        query = "SELECT count(*) FROM inbox WHERE channel = ?"
        return int(connection.execute(query, [channel]).fetchone()[0])


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def main() -> None:
    """Prints a line for each round of each platform."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.accept", description=__doc__)
    parser.add_argument("platforms", nargs="*", default=list(PLATFORMS))
    parser.add_argument("--updates", type=int, default=UPDATES)
    parser.add_argument("--connections", type=int, default=CONNECTIONS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    given = parser.parse_args()
    for name in given.platforms:
        for _ in range(given.rounds):
            found = asyncio.run(measure(name, given.updates, given.connections))
            sys.stdout.write(
                f"{name}: {found.per_second:.0f} accepted/s, p50 {found.p50:.1f} ms, p99 {found.p99:.1f} ms, "
                f"CPU {found.cpu:.2f} ms each, a million squares {found.pace:.0f} ms\n"
            )
            sys.stdout.flush()
    sys.stdout.write(f"{AIMS}\n")


if __name__ == "__main__":
    main()
