"""Calls with the account's token. Errors come at HTTP 200; the token stands in a header of its own."""

import hashlib
import hmac
import random
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from bot.channels.http import CALL_TIMEOUT, Http
from bot.channels.zalo_oa.config import Config
from bot.channels.zalo_oa.errors import Refused, judge
from bot.channels.zalo_oa.tokens import Tokens
from bot.channels.zalo_oa.uploads import Form


class Api:
    """Both hosts of one account."""

    def __init__(self, config: Config, http: Http, tokens: Tokens, now: Callable[[], datetime]) -> None:
        self._config, self._http, self._tokens, self._now = config, http, tokens, now

    async def call(self, path: str, data: bytes | Form, seconds: float = CALL_TIMEOUT) -> Mapping[str, Any]:
        """The data of an answer of the account's own host. A token that is not taken is renewed once.

        Raises `Refused`.
        """
        return await self._call(self._config.api_url + path, data, seconds)

    async def ask(self, path: str) -> Mapping[str, Any]:
        """The same of what is only read."""
        return await self._call(self._config.api_url + path, None, CALL_TIMEOUT)

    async def call_business(self, path: str, data: bytes) -> Mapping[str, Any]:
        """The same of the host that takes telephone numbers."""
        return await self._call(self._config.business_url + path, data, CALL_TIMEOUT)

    async def _call(self, url: str, data: bytes | Form | None, seconds: float) -> Mapping[str, Any]:
        access = await self._tokens.access()
        try:
            return await self._try(url, data, seconds, access)
        except Refused as error:
            if error.kind != "token":
                raise
        return await self._try(url, data, seconds, await self._tokens.renew(access))

    async def _try(
        self, url: str, data: bytes | Form | None, seconds: float, access: str
    ) -> Mapping[str, Any]:
        headers = {"access_token": access}
        if self._config.proof:
            secret = self._config.app_secret.get_secret_value().encode()
            headers["appsecret_proof"] = hmac.new(secret, access.encode(), hashlib.sha256).hexdigest()
        answer: tuple[int, bytes] | Exception
        try:
            if data is None:
                answer = await self._http.get(url, seconds, headers)
            else:
                body = data if isinstance(data, bytes) else data()
                answer = await self._http.post(url, body, seconds, headers)
        except Exception as error:
            answer = error
        return judge(answer, self._now(), random.random())  # noqa: S311 - it only spreads a beginning
