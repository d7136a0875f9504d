"""Photos and recordings: addresses without a secret that are good for a while only."""

import ipaddress
from collections.abc import Collection
from pathlib import Path
from urllib.parse import urlsplit

from bot.channels.base import FetchError, FileRef
from bot.channels.download import download
from bot.channels.http import Http


async def fetch(http: Http, file: FileRef, target: Path, limit: int, hosts: Collection[str]) -> None:
    """Writes at most `limit` bytes to `target`, which is gone again after a failure. Raises `FetchError`.

    An update names the address, so only Zalo's own hosts are asked, and where they redirect to is not.
    """
    if not is_allowed(file.ref, hosts):
        raise FetchError("file-unavailable")
    await download(http, file.ref, target, limit, redirects=False)


def is_allowed(url: str, hosts: Collection[str]) -> bool:
    """Whether an address is on one of these hosts or below them; never one that is a number."""
    try:
        parts = urlsplit(url)
        host, _ = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return False
    if parts.scheme not in {"http", "https"} or _is_number(host):
        return False
    return any(host == one or host.endswith(f".{one}") for one in hosts)


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
