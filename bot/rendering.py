"""A reply in a person's words, before a channel gives it its form."""

from bot.channels.base import Label, Message
from handlers.events import Phrase, Reply
from messages.catalogue import Catalogue


def compose(catalogue: Catalogue, reply: Reply, language: str) -> Message:
    """Raises `messages.catalogue.MissingText`, so a text that does not exist parks its turn."""
    lines = [catalogue.text(line, language) for line in (*reply.lead, Phrase(reply.key, reply.params))]
    labels = tuple(
        Label(number if reply.numbered else 0, catalogue.text(choice.label, language), choice.value)
        for number, choice in enumerate(reply.choices, start=1)
    )
    return Message(reply.key, "\n".join(line for line in lines if line), labels, reply.files)
