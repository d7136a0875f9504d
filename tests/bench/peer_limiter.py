"""The same to many at once with python-telegram-bot and its own limiter, which keeps everything in memory.

https://docs.python-telegram-bot.org/en/stable/telegram.ext.aioratelimiter.html
Run as `python -m tests.bench.peer_limiter API_URL TOKEN FIRST_CHAT CHATS TEXT`.
"""

import asyncio
import logging
import sys

from telegram.error import TelegramError
from telegram.ext import AIORateLimiter, ExtBot

RETRIES = 10  # it gives up at the first refusal unless told otherwise

log = logging.getLogger(__name__)


async def say(bot: ExtBot[int], chat: int, text: str) -> None:
    """What the limiter does not repeat is lost."""
    try:
        await bot.send_message(chat, text)
    except TelegramError as error:
        log.warning("chat %d: %r", chat, error)


async def main(url: str, token: str, first: int, chats: int, text: str) -> None:
    """All at once: the limiter is what makes them wait."""
    limiter = AIORateLimiter(max_retries=RETRIES)
    async with ExtBot(token, base_url=f"{url}/bot", rate_limiter=limiter) as bot:
        await asyncio.gather(*(say(bot, first + number, text) for number in range(chats)))
    await asyncio.Event().wait()  # until it is stopped, like a bot


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), sys.argv[5]))
