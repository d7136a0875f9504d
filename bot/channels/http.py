"""HTTP to a platform: one aiohttp session per channel."""

from collections.abc import Mapping
from typing import Final, TypeVar

import aiohttp

from bot.channels.base import SendError

Failure = TypeVar("Failure", bound=SendError)

CALL_TIMEOUT: Final = 30.0
UPLOAD_TIMEOUT: Final = 300.0
_CONNECT_TIMEOUT: Final = 10.0
_NONE: Final[Mapping[str, str]] = {}
_JSON: Final = {"Content-Type": "application/json"}


def unanswered(error: Exception, kind: type[Failure]) -> Failure:
    """What a call that got no answer comes to: surely not sent, or nobody knows.

    Only the error's type is told: its text may name the address, and an address may hold a token. What is not
    the transport's is raised as it is.
    """
    why = type(error).__name__
    if isinstance(error, (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)):
        return kind(f"{why}: nothing was sent", retry=True)
    if isinstance(error, aiohttp.InvalidURL):
        return kind(f"{why}: the address can't be read")
    if isinstance(error, (aiohttp.ClientError, TimeoutError, ConnectionError)):
        return kind(f"{why}: no answer", retry=True, known=False)
    raise error


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

    async def get(
        self, url: str, seconds: float = CALL_TIMEOUT, headers: Mapping[str, str] = _NONE
    ) -> tuple[int, bytes]:
        """Status and body, as `post`."""
        timeout = aiohttp.ClientTimeout(total=seconds, connect=_CONNECT_TIMEOUT)
        async with self.session.get(url, headers=headers, timeout=timeout, allow_redirects=False) as response:
            return response.status, await response.read()

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None
