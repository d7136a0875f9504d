"""Several things said in one message: "7h30-11h30, 13h30-17h và 18h-20h"."""

import re

_BETWEEN = re.compile(r"[,;\n]|\bvà\b|\bva\b|\band\b", re.IGNORECASE)
_THROUGH = re.compile(r"\b(?:đến|den|tới|toi|to)\b|-|–", re.IGNORECASE)


def parts(text: str) -> list[str]:
    """Each of them."""
    return [part.strip() for part in _BETWEEN.split(text) if part.strip()]


def through(text: str) -> bool:
    """Whether one thing leads on to another: "20/5 đến 22/5"."""
    return bool(_THROUGH.search(text))
