"""Consent and renewal: https://developers.zalo.me"""

import base64
import hashlib
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlencode

from bot.channels.http import Http
from bot.channels.reading import load_fields
from bot.channels.zalo_oa.config import Config
from bot.channels.zalo_oa.errors import Refused, judge
from storage.grants import Pair

_SECONDS: Final = 10.0  # a renewal is waited for when the service stops
_BUSY: Final = -32
_LONGEST: Final = 10**9  # seconds; more is no time


def challenge(verifier: str) -> str:
    """What is saved at the console for a verifier."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def consent_link(config: Config, state: str) -> str:
    """Where an administrator of the account agrees."""
    asked = {
        "app_id": config.app_id,
        "redirect_uri": config.callback_url,
        "code_challenge": challenge(config.verifier.get_secret_value()),
        "state": state,
    }
    return f"{config.oauth_url}/v4/oa/permission?{urlencode(asked)}"


async def exchange(http: Http, config: Config, code: str, now: datetime) -> Pair:
    """The first pair, for the code of a consent. Raises `Refused`."""
    asked = {
        "code": code, "grant_type": "authorization_code", "code_verifier": config.verifier.get_secret_value(),
    }  # fmt: skip
    return await _ask(http, config, asked, now)


async def refresh(http: Http, config: Config, token: str, now: datetime) -> Pair:
    """The next pair; `token` is used up then. Raises `Refused`: with `retry` where it may still be good."""
    return await _ask(http, config, {"refresh_token": token, "grant_type": "refresh_token"}, now)


async def _ask(http: Http, config: Config, asked: dict[str, str], now: datetime) -> Pair:
    url = f"{config.oauth_url}/v4/oa/access_token"
    headers = {
        "secret_key": config.app_secret.get_secret_value(),
        "Content-Type": "application/x-www-form-urlencoded",
    }
    form = urlencode({**asked, "app_id": config.app_id}).encode()
    try:
        status, payload = await http.post(url, form, _SECONDS, headers)
    except Exception as error:
        judge(error, now, 0.0)  # raises what it means
        raise
    return _pair(status, payload, now)


def _pair(status: int, payload: bytes, now: datetime) -> Pair:
    answer = load_fields(payload)
    access, renewal = answer.get("access_token"), answer.get("refresh_token")
    if isinstance(access, str) and access and isinstance(renewal, str) and renewal:
        seconds = str(answer.get("expires_in", ""))
        lasts = int(seconds) if seconds.isascii() and seconds.isdecimal() else 0
        return Pair(access, renewal, now, now + timedelta(seconds=min(lasts, _LONGEST) or 90_000))
    if not answer:
        raise Refused(f"unreadable answer ({status})", retry=True, known=False)
    told = (str(answer.get(part) or "") for part in ("error", "error_name", "error_reason"))
    why = " ".join(filter(None, told))[:200] or "an answer without a pair"
    raise Refused(why, retry=answer.get("error") == _BUSY)
