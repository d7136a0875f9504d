"""Bytes from an address to a file."""

import asyncio
from pathlib import Path

import aiohttp

from bot.channels.base import FetchError
from bot.channels.http import UPLOAD_TIMEOUT, Http


async def download(http: Http, url: str, target: Path, limit: int, redirects: bool = True) -> None:
    """Writes at most `limit` bytes to `target`, which is gone again after a failure. Raises `FetchError`.

    The address may be a secret, so no error of the transport goes further than here.
    """
    try:
        await _download(http, url, target, limit, redirects)
    except BaseException:
        await asyncio.to_thread(target.unlink, missing_ok=True)
        raise


async def _download(http: Http, url: str, target: Path, limit: int, redirects: bool) -> None:
    size, timeout = 0, aiohttp.ClientTimeout(UPLOAD_TIMEOUT)
    try:
        async with http.session.get(url, timeout=timeout, allow_redirects=redirects) as response:
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
