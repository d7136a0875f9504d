"""Who wrote an event: https://developers.zalo.me

A plain SHA-256 (no HMAC) over id + raw body + time + secret, in hex. Which id, where the time stands and
which of two secrets it is differs from source to source: each way that is known is tried, and named.
"""

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from itertools import product
from typing import Final, NamedTuple

from bot.channels.zalo_oa.config import Config

HEADER: Final = "X-ZEvent-Signature"
STAMP_HEADER: Final = "X-ZEvent-Timestamp"
AUTO: Final = "auto"


class Way(NamedTuple):
    """One way of signing: what stands before the body and behind it, and whose time is between."""

    name: str
    first: bytes
    time: str
    secret: bytes


def ways(config: Config) -> tuple[Way, ...]:
    """Those that count for an account."""
    ids = {"app_id": config.app_id, "oa_id": config.oa_id}
    secrets = {
        "secret_key": config.secret_key.get_secret_value(),
        "app_secret": config.app_secret.get_secret_value(),
    }
    found = (
        Way("-".join((first, time, secret)), ids[first].encode(), time, secrets[secret].encode())
        for first, time, secret in product(ids, ("header", "body"), secrets)
    )
    return tuple(way for way in found if way.secret and config.signature in {AUTO, way.name})


def matching(raw: bytes, headers: Mapping[str, str], stamp: str, known: Iterable[Way]) -> str:
    """The name of the way an event was signed, "" where it is none. `stamp`: the time in its body."""
    given = headers.get(HEADER, "").strip().lower().removeprefix("mac=").encode("utf-8", "surrogateescape")
    told = {"header": headers.get(STAMP_HEADER, "").strip(), "body": stamp}
    stamps = {time: value.encode("utf-8", "replace") for time, value in told.items() if value}
    found = ""
    for name, first, time, secret in known:
        if time in stamps:
            mac = hashlib.sha256(first + raw + stamps[time] + secret).hexdigest()
            if hmac.compare_digest(given, mac.encode()) and not found:  # all are tried: time tells nothing
                found = name
    return found
