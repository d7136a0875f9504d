"""Words from outside, before they are stored, without letters that no database takes and nobody sees."""

import re
from typing import Final

_UNSEEN: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_UNSEEN_IN_LINES: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def line(words: str) -> str:
    """Without control characters and half letters, e.g. a file's name: PostgreSQL takes no NUL in a text."""
    return _UNSEEN.sub("", words)


def lines(words: str) -> str:
    """The same for what may have several lines."""
    return _UNSEEN_IN_LINES.sub("", words)
