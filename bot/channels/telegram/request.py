"""HTTP to the Bot API: one aiohttp session, for our own calls and for python-telegram-bot's."""

import logging
import os
from typing import Any, Final

import aiohttp
import orjson
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.channels.telegram.updates import load

CALL_TIMEOUT: Final = 30.0
UPLOAD_TIMEOUT: Final = 300.0
_CONNECT_TIMEOUT: Final = 10.0
_JSON: Final = {"Content-Type": "application/json"}

# python-telegram-bot's switch to the coming type of `RetryAfter.retry_after`; without it each 429 warns.
os.environ.setdefault("PTB_TIMEDELTA", "1")

# At DEBUG python-telegram-bot writes addresses (they hold the token) and parameters (the webhook's secret).
logging.getLogger("telegram").setLevel(logging.INFO)


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

    async def post(self, url: str, data: bytes | aiohttp.FormData, seconds: float) -> tuple[int, bytes]:
        """Status and body. `seconds` bounds the whole call; waiting for a connection is bounded besides.

        Raises what aiohttp raises: it tells a connection never made from an answer that never came.
        """
        headers = _JSON if isinstance(data, bytes) else None
        timeout = aiohttp.ClientTimeout(total=seconds, connect=_CONNECT_TIMEOUT)
        async with self.session.post(
            url, data=data, headers=headers, timeout=timeout, allow_redirects=False
        ) as response:
            return response.status, await response.read()

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None


class AiohttpRequest(BaseRequest):
    """python-telegram-bot's calls over our session; httpx costs four times the CPU of a call."""

    def __init__(self, http: Http) -> None:
        self._http = http

    @property
    def read_timeout(self) -> float:
        return CALL_TIMEOUT

    async def initialize(self) -> None:
        """Nothing to do: the session opens by itself."""

    async def shutdown(self) -> None:
        """Nothing to do: the session is the channel's, which closes it."""

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """All methods are posted. Errors name the type alone, as the address holds the token."""
        seconds = CALL_TIMEOUT if read_timeout is BaseRequest.DEFAULT_NONE else read_timeout
        try:
            return await self._http.post(url, _encode(request_data), seconds)
        except TimeoutError as exc:
            raise TimedOut(type(exc).__name__) from None
        except (aiohttp.ClientError, OSError) as exc:
            raise NetworkError(type(exc).__name__) from None

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        try:
            answer = load(payload)
        except ValueError:
            raise TelegramError("unreadable answer") from None
        if not isinstance(answer, dict):
            raise TelegramError("unreadable answer")
        return answer


def _encode(request_data: RequestData | None) -> bytes | aiohttp.FormData:
    if request_data is None:
        return b"{}"
    if not request_data.contains_files:
        return orjson.dumps(request_data.parameters)
    form = aiohttp.FormData(request_data.json_parameters, quote_fields=False)
    for field, (name, content, mime) in request_data.multipart_data.items():
        form.add_field(field, content, filename=name, content_type=mime)
    return form
