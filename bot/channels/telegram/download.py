"""Files people sent: https://core.telegram.org/bots/api#getfile"""

import asyncio
from pathlib import Path

import aiohttp
from telegram import Bot
from telegram.error import BadRequest, Forbidden, InvalidToken, TelegramError

from bot.channels.base import FetchError, FileRef
from bot.channels.telegram.request import UPLOAD_TIMEOUT, Http


async def fetch(bot: Bot, http: Http, file: FileRef, target: Path, limit: int) -> None:
    """Writes at most `limit` bytes to `target`, which is gone again after a failure. Raises `FetchError`.

    Telegram itself hands out no more than 20 MB.
    """
    if file.size > limit:
        raise FetchError("file-too-large")
    url = await _locate(bot, file.ref)
    try:
        await _download(http, url, target, limit)
    except BaseException:
        await asyncio.to_thread(target.unlink, missing_ok=True)
        raise


async def _locate(bot: Bot, ref: str) -> str:
    try:
        found = await bot.get_file(ref)
    except (BadRequest, Forbidden, InvalidToken) as exc:
        too_large = "too big" in str(exc).lower()
        raise FetchError("file-too-large" if too_large else "file-unavailable") from None
    except TelegramError:
        raise FetchError("file-unavailable", retry=True) from None
    return found.file_path or ""


async def _download(http: Http, url: str, target: Path, limit: int) -> None:
    """`url` holds the token, so no error of the transport goes further than here."""
    size = 0
    try:
        async with http.session.get(url, timeout=aiohttp.ClientTimeout(UPLOAD_TIMEOUT)) as response:
            if response.status != 200:
                raise FetchError("file-unavailable", retry=response.status >= 500)
            with await asyncio.to_thread(target.open, "wb") as handle:
                async for chunk in response.content.iter_chunked(2**18):
                    size += len(chunk)
                    if size > limit:
                        raise FetchError("file-too-large")
                    await asyncio.to_thread(handle.write, chunk)
    except (aiohttp.ClientError, TimeoutError, ConnectionError):
        raise FetchError("file-unavailable", retry=True) from None
