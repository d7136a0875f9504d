"""Words on their way in and out: letters no database takes, texts longer than a message, choices as lines."""

import re
from typing import Final

from bot.channels.base import Label, Message

_UNSEEN: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_UNSEEN_IN_LINES: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def line(words: str) -> str:
    """Without control characters and half letters, e.g. a file's name: PostgreSQL takes no NUL in a text."""
    return _UNSEEN.sub("", words)


def lines(words: str) -> str:
    """The same for what may have several lines."""
    return _UNSEEN_IN_LINES.sub("", words)


def split(text: str, limit: int) -> list[str]:
    """Parts of at most `limit` UTF-16 units, cut between paragraphs, else lines, else words, else anywhere.

    Raises ValueError for a text without a visible letter.
    """
    parts, rest = [], text.strip()
    while len(head := _head(rest, limit)) < len(rest):
        cuts = (rest.rfind(mark, 0, len(head) + len(mark)) for mark in ("\n\n", "\n", " "))
        cut = next((cut for cut in cuts if cut > 0), len(head))
        parts.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    if not rest:
        raise ValueError("a message needs a text")
    return [*parts, rest]


def _head(text: str, limit: int) -> str:
    return text.encode("utf-16-le")[: 2 * limit].decode("utf-16-le", "ignore")


def titled(choice: Label) -> str:
    """A choice with the number it can be typed by."""
    return f"{choice.number}. {choice.label}" if choice.number else choice.label


def with_choices(message: Message) -> str:
    """The text with its choices as lines, where there are no buttons: by number, or in words with a dash and
    what they are about, for another message may have the same words."""
    about = f" ({message.about})" if message.about else ""
    lines = [titled(choice) if choice.number else f"– {choice.label}{about}" for choice in message.choices]
    return "\n\n".join(filter(None, (message.text.rstrip(), "\n".join(lines))))
