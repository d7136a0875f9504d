"""HTTP to the platform: one aiohttp session."""

import asyncio
import hashlib
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import aiohttp

from bot.channels.base import FetchError

CALL_TIMEOUT: Final = 30.0
UPLOAD_TIMEOUT: Final = 120.0
_CONNECT_TIMEOUT: Final = 10.0


class Http:
    """A session opened by the first call: it belongs to the event loop that is running then."""

    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None

    @property
    def session(self) -> aiohttp.ClientSession:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=256, keepalive_timeout=60)
            self._session = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())
        return self._session

    async def post(
        self, url: str, data: bytes | aiohttp.FormData, headers: dict[str, str], seconds: float = CALL_TIMEOUT
    ) -> tuple[int, bytes]:
        """Status and body. `seconds` bounds the whole call; waiting for a connection is bounded besides.

        Raises what aiohttp raises: it tells a connection never made from an answer that never came.
        """
        timeout = aiohttp.ClientTimeout(total=seconds, connect=_CONNECT_TIMEOUT)
        async with self.session.post(
            url, data=data, headers=headers, timeout=timeout, allow_redirects=False
        ) as response:
            return response.status, await response.read()

    async def download(self, url: str, target: Path, limit: int) -> str:
        """Writes at most `limit` bytes to `target`; their MD5. Raises `FetchError`."""
        timeout = aiohttp.ClientTimeout(total=UPLOAD_TIMEOUT, connect=_CONNECT_TIMEOUT)
        size, checksum = 0, hashlib.md5(usedforsecurity=False)
        try:
            async with self.session.get(url, timeout=timeout, allow_redirects=False) as response:
                if response.status != 200:
                    raise FetchError("file.unavailable", retry=response.status >= 500)
                with target.open("wb") as handle:
                    async for chunk in response.content.iter_chunked(2**18):
                        size += len(chunk)
                        if size > limit:
                            raise FetchError("file.too-large")
                        checksum.update(chunk)
                        await asyncio.to_thread(handle.write, chunk)
        except (aiohttp.ClientError, TimeoutError, ConnectionError, ValueError):
            raise FetchError("file.unavailable", retry=True) from None
        return checksum.hexdigest()

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None


def is_within(url: str, hosts: tuple[str, ...]) -> bool:
    """Whether an address leads to one of these hosts or below: a file's address comes from outside."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and any(host == one or host.endswith(f".{one}") for one in hosts)
