"""Files people sent: https://core.telegram.org/bots/api#getfile"""

from pathlib import Path

from telegram import Bot
from telegram.error import BadRequest, Forbidden, InvalidToken, TelegramError

from bot.channels.base import FetchError, FileRef
from bot.channels.download import download
from bot.channels.http import Http


async def fetch(bot: Bot, http: Http, file: FileRef, target: Path, limit: int) -> None:
    """Writes at most `limit` bytes to `target`, which is gone again after a failure. Raises `FetchError`.

    Telegram itself hands out no more than 20 MB.
    """
    if file.size > limit:
        raise FetchError("file.too-large")
    await download(http, await _locate(bot, file.ref), target, limit)


async def _locate(bot: Bot, ref: str) -> str:
    try:
        found = await bot.get_file(ref)
    except (BadRequest, Forbidden, InvalidToken) as exc:
        too_large = "too big" in str(exc).lower()
        raise FetchError("file.too-large" if too_large else "file.unavailable") from None
    except TelegramError:
        raise FetchError("file.unavailable", retry=True) from None
    return found.file_path or ""
