"""Tokens: an access token lasts 25 hours and dies with the next one; a refresh token works once."""

import base64
import hashlib
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

LASTS = 90_000


class Consent:
    """In memory, so that thousands of renewals take no time. `used`: how often each refresh token was tried.
    `refusal`: what renewals are answered with."""

    def __init__(self, app_id: str, app_secret: str, now: Callable[[], float]) -> None:
        self.app_id, self._secret, self._now = app_id, app_secret, now
        self.access, self.refresh, self.until = "", "", 0.0
        self.used: Counter[str] = Counter()
        self.refusal: dict[str, Any] | None = None
        self.challenge = ""
        self._codes: dict[str, float] = {}
        self._given = 0

    def issue(self) -> dict[str, str]:
        """A new pair; the one before is dead."""
        self._given += 1
        self.access, self.refresh = f"access-{self._given}", f"refresh-{self._given}"
        self.until = self._now() + LASTS
        return {"access_token": self.access, "refresh_token": self.refresh, "expires_in": str(LASTS)}

    def agree(self) -> str:
        """An administrator has agreed: the code in the callback's address, good for ten minutes, once."""
        code = f"code-{len(self._codes)}"
        self._codes[code] = self._now() + 600
        return code

    def answer(self, form: Mapping[str, str], secret: str) -> dict[str, Any]:
        """What a call for tokens is answered with; always at HTTP 200."""
        if form.get("app_id") != self.app_id or secret != self._secret:
            return _error(-14002, "Invalid app.")
        if form.get("grant_type") == "authorization_code":
            return self._exchange(form)
        if form.get("grant_type") != "refresh_token":
            return _error(-14001, "Invalid grant type.")
        token = form.get("refresh_token", "")
        self.used[token] += 1
        if self.refusal is not None:
            return self.refusal
        if token != self.refresh or self.used[token] > 1:
            return _error(-14014, "Invalid refresh token.")
        return self.issue()

    def _exchange(self, form: Mapping[str, str]) -> dict[str, Any]:
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        proof = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if self._codes.pop(form.get("code", ""), 0.0) < self._now() or proof != self.challenge:
            return _error(-14019, "Invalid code.")
        return self.issue()


def _error(code: int, name: str) -> dict[str, Any]:
    about = {"error_name": name, "error_reason": "", "ref_doc": "", "error_description": ""}
    return {**about, "error": code}
