"""python-telegram-bot's calls over the channel's own session."""

import logging
import os
from typing import Any

import aiohttp
import orjson
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.channels.http import CALL_TIMEOUT, Http
from bot.channels.reading import load

# python-telegram-bot's switch to the coming type of `RetryAfter.retry_after`; without it each 429 warns.
os.environ.setdefault("PTB_TIMEDELTA", "1")

# At DEBUG python-telegram-bot writes addresses (they hold the token) and parameters (the webhook's secret).
logging.getLogger("telegram").setLevel(logging.INFO)


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
