"""Messages as finished calls. Pure. There are no buttons, edits or files to send: all of it is text.

Plain text: how marks of formatting are escaped is not documented, and people's own words are part of it.
"""

import unicodedata
from typing import Final

import orjson

from bot.channels.base import Call, Message
from bot.channels.words import split, with_choices

TEXT_LIMIT: Final = 2000  # of what is not documented; UTF-16 code units are the strictest reading


def render(message: Message, address: str) -> list[Call]:
    """The text with its choices as lines, in parts that are sent one after the other.

    Raises ValueError for what Zalo would refuse.
    """
    if message.files:
        raise ValueError("Zalo Bot carries no files")
    text = unicodedata.normalize("NFC", with_choices(message))
    return [
        Call("sendMessage", orjson.dumps({"chat_id": address, "text": part}))
        for part in split(text, TEXT_LIMIT)
    ]
