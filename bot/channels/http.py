"""HTTP to a platform: one aiohttp session per channel."""

from collections.abc import Mapping
from typing import Final

import aiohttp

CALL_TIMEOUT: Final = 30.0
UPLOAD_TIMEOUT: Final = 300.0
_CONNECT_TIMEOUT: Final = 10.0
_NONE: Final[Mapping[str, str]] = {}
_JSON: Final = {"Content-Type": "application/json"}


class Http:
    """A session opened by the first call: it belongs to the event loop that is running then."""

    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None

    @property
    def session(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=256, keepalive_timeout=60),
                cookie_jar=aiohttp.DummyCookieJar(),
            )
        return self._session

    async def post(
        self,
        url: str,
        data: bytes | aiohttp.FormData,
        seconds: float = CALL_TIMEOUT,
        headers: Mapping[str, str] = _NONE,
    ) -> tuple[int, bytes]:
        """Status and body. Bytes are JSON where `headers` say nothing else. `seconds` bounds the whole call;
        waiting for a connection is bounded besides.

        Raises what aiohttp raises: it tells a connection never made from an answer that never came.
        """
        told = {**(_JSON if isinstance(data, bytes) else _NONE), **headers}
        timeout = aiohttp.ClientTimeout(total=seconds, connect=_CONNECT_TIMEOUT)
        async with self.session.post(
            url, data=data, headers=told, timeout=timeout, allow_redirects=False
        ) as response:
            return response.status, await response.read()

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None
