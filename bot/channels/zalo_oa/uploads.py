"""Files of ours at the platform: uploaded once, named by a token for a week."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

import aiohttp

from bot.channels.http import UPLOAD_TIMEOUT
from bot.channels.zalo_oa.errors import Refused

_KEPT: Final = timedelta(days=6)  # the platform keeps them for seven days
_MONTHLY: Final = 5000  # uploads the platform takes a month: more are not remembered

Form = Callable[[], aiohttp.FormData]
"""Makes a form anew: one can be sent only once."""
Post = Callable[[str, Form, float], Awaitable[Any]]


class Uploads:
    """By checksum, in the memory of a process. `files` finds a stored file by its checksum; `post` sends a
    form to a path and returns the answer's data."""

    def __init__(self, files: Callable[[str], Path], post: Post, now: Callable[[], datetime]) -> None:
        self._files, self._post, self._now = files, post, now
        self._tokens: dict[str, tuple[str, datetime]] = {}

    async def token(self, sha256: str, about: dict[str, str]) -> str:
        """What names the file there. Raises `Refused`."""
        if self.holds(sha256):
            return self._tokens[sha256][0]
        token = await self._upload(sha256, about)
        while len(self._tokens) >= _MONTHLY:
            del self._tokens[next(iter(self._tokens))]
        self._tokens[sha256] = (token, self._now() + _KEPT)
        return token

    def holds(self, sha256: str) -> bool:
        """Whether it was uploaded before, and the platform should have it still."""
        return sha256 in self._tokens and self._tokens[sha256][1] > self._now()

    def forget(self, sha256: str) -> None:
        """It has expired there."""
        self._tokens.pop(sha256, None)

    async def _upload(self, sha256: str, about: dict[str, str]) -> str:
        image = about["mime"].startswith("image/")
        path, field = ("image", "attachment_id") if image else ("file", "token")
        try:
            content = await asyncio.to_thread(self._files(sha256).read_bytes)
        except OSError:
            raise Refused("the stored file is gone") from None

        def form() -> aiohttp.FormData:
            fields = aiohttp.FormData(quote_fields=False)
            fields.add_field("file", content, filename=about["name"] or path, content_type=about["mime"])
            return fields

        try:
            data = await self._post(f"/v2.0/oa/upload/{path}", form, UPLOAD_TIMEOUT)
        except Refused as error:
            error.known = True  # nothing was said to anybody yet
            raise
        token = data.get(field)
        if not isinstance(token, str) or not token:
            raise Refused("an upload was answered without a token", retry=True)
        return token
