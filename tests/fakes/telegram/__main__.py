"""Serves until it is told to stop; prints its address first."""

import argparse
import asyncio
import signal

from tests.fakes.telegram.server import FakeTelegram


async def serve(port: int, token: str, seed: int) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with FakeTelegram(token, port=port, seed=seed) as fake:
        print(fake.url, flush=True)
        await stop.wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="A strict fake of Telegram's Bot API on 127.0.0.1")
    parser.add_argument("--port", type=int, default=8081, help="0 takes a free one")
    parser.add_argument("--token", default="123456:TEST-TOKEN")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    asyncio.run(serve(given.port, given.token, given.seed))
