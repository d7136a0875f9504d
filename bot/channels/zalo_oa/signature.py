"""Who wrote an event: https://developers.zalo.me

A plain SHA-256 (no HMAC) over id + raw body + time + secret, in hex. Which id, where the time stands and
which of two secrets it is differs from source to source: each way that is known is tried, and named.
"""

import hashlib
import hmac
from collections.abc import Mapping
from itertools import product
from typing import Final

from bot.channels.zalo_oa.config import Config

HEADER: Final = "X-ZEvent-Signature"
STAMP_HEADER: Final = "X-ZEvent-Timestamp"
AUTO: Final = "auto"


def matching(raw: bytes, headers: Mapping[str, str], stamp: str, config: Config) -> str:
    """The name of the way an event was signed, "" where it is none of ours. `stamp`: the time in its body."""
    given = headers.get(HEADER, "").strip().lower().removeprefix("mac=").encode("utf-8", "surrogateescape")
    found = ""
    for name, expected in _ways(raw, headers.get(STAMP_HEADER, "").strip(), stamp, config):
        if hmac.compare_digest(given, expected) and not found:  # all are tried: time tells nothing
            found = name
    return found


def _ways(raw: bytes, header: str, stamp: str, config: Config) -> list[tuple[str, bytes]]:
    ids = {"app_id": config.app_id, "oa_id": config.oa_id}
    stamps = {"header": header, "body": stamp}
    secrets = {
        "secret_key": config.secret_key.get_secret_value(),
        "app_secret": config.app_secret.get_secret_value(),
    }
    ways = []
    for parts in product(ids, stamps, secrets):
        first, time, secret = parts
        name = "-".join(parts)
        if config.signature in {AUTO, name} and stamps[time] and secrets[secret]:
            whole = ids[first].encode() + raw + stamps[time].encode("utf-8", "replace")
            mac = hashlib.sha256(whole + secrets[secret].encode()).hexdigest()
            ways.append((name, mac.encode()))
    return ways
