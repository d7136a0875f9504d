"""A reply in a person's words, before a channel gives it its form."""

import re
from datetime import date

from bot.channels.base import Label, Message
from handlers.events import Phrase, Reply
from messages.catalogue import Catalogue

_TRAILING = re.compile(r" +$", re.MULTILINE)
_DOUBLE = re.compile(r"(?<=\S) {2,}(?=\S)")


def compose(catalogue: Catalogue, reply: Reply, language: str) -> Message:
    """Raises `messages.catalogue.MissingText`, so a text that does not exist parks its turn."""
    lines = [catalogue.text(line, language) for line in (*reply.lead, Phrase(reply.key, reply.params))]
    labels = tuple(
        Label(number if reply.numbered else 0, catalogue.text(choice.label, language), choice.value)
        for number, choice in enumerate(reply.choices, start=1)
    )
    text = _tidy("\n".join(line for line in lines if line))
    params = _worded(catalogue, reply, language) if reply.push else {}
    return Message(
        reply.key,
        text,
        labels,
        reply.files,
        push=reply.push,
        contact=reply.contact,
        params=params,
        about=reply.about,
    )


def _worded(catalogue: Catalogue, reply: Reply, language: str) -> dict[str, str]:
    """Parameters as one line of words each, for templates that a platform has approved."""
    words = {}
    for name, value in reply.params.items():
        if isinstance(value, Phrase):
            words[name] = " ".join(catalogue.text(value, language).split())
        elif isinstance(value, date):
            words[name] = f"{value:%d/%m/%Y}"
        elif isinstance(value, str | int):
            words[name] = " ".join(str(value).split())
    return words


def _tidy(text: str) -> str:
    """Without what an empty parameter leaves behind: blanks at the end of a line, or two of them in it."""
    return _TRAILING.sub("", _DOUBLE.sub(" ", text))
