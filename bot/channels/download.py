"""Bytes from an address to a file."""

import asyncio
import hashlib
import logging
from collections.abc import Collection
from pathlib import Path

import aiohttp
from yarl import URL

from bot.channels.base import FetchError
from bot.channels.http import UPLOAD_TIMEOUT, Http

log = logging.getLogger(__name__)


async def download(
    http: Http, url: str, target: Path, limit: int, hosts: Collection[str] | None = None
) -> str:
    """Writes at most `limit` bytes to `target`, which is gone again after a failure; their MD5.

    `hosts`: where an address that came with an update may lead, and it is not followed from there. Raises
    `FetchError`; the address may be a secret, so no error of the transport goes further than here.
    """
    if hosts is not None and not is_within(url, hosts):
        log.warning("A file lies at a host that the settings do not name.")
        raise FetchError("file.unavailable")
    try:
        return await _download(http, url, target, limit, redirects=hosts is None)
    except BaseException:
        await asyncio.to_thread(target.unlink, missing_ok=True)
        raise


def is_within(url: str, hosts: Collection[str]) -> bool:
    """Whether an address is on one of these hosts or below them, read as it is read when it is called."""
    try:
        address = URL(url)
        host = (address.host or "").rstrip(".")
    except ValueError:
        return False
    known = any(host == one or host.endswith(f".{one}") for one in hosts)
    return known and address.scheme in {"http", "https"}


async def _download(http: Http, url: str, target: Path, limit: int, redirects: bool) -> str:
    size, timeout = 0, aiohttp.ClientTimeout(UPLOAD_TIMEOUT)
    checksum = hashlib.md5(usedforsecurity=False)
    try:
        async with http.session.get(url, timeout=timeout, allow_redirects=redirects) as response:
            if response.status != 200:
                raise FetchError("file.unavailable", retry=response.status >= 500)
            with await asyncio.to_thread(target.open, "wb") as handle:
                async for chunk in response.content.iter_chunked(2**18):
                    size += len(chunk)
                    if size > limit:
                        raise FetchError("file.too-large")
                    checksum.update(chunk)
                    await asyncio.to_thread(handle.write, chunk)
    except (aiohttp.ClientError, TimeoutError, ConnectionError, UnicodeError):
        raise FetchError("file.unavailable", retry=True) from None
    return checksum.hexdigest()
