"""Every text and every question on every channel: within its limits, and to be answered by typing."""

import re

import pytest

from bot.channels.base import Channel, Label, Message
from bot.channels.words import titled
from handlers.events import Phrase
from messages.catalogue import LANGUAGES
from tests.conversations.house import connected
from tests.messages.test_texts import QUESTIONS, TEXTS, patterns

CHANNELS = connected()
ADDRESS = "7"  # is one on every channel
LONG = "chữ " * 20  # stands for what is filled in
OF_BUTTONS = {
    "form-old-button", "units-over",  # answers to a button
    "contact-share",  # said only where the platform has that button
    "uploads-full",  # on the page
}  # fmt: skip
ON_A_PAGE = "page-"
BY_HAND = re.compile(r"\b(bấm|nút|press|button)\b", re.IGNORECASE)


def parts(channel: Channel, message: Message) -> list[str]:
    return [call.body.decode() for call in channel.render(message, ADDRESS)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("channel", CHANNELS.values(), ids=CHANNELS)
def test_every_text_is_one_message_on_every_channel(channel: Channel, language: str) -> None:
    for key, pattern in patterns(language):
        text = pattern.replace("…", LONG).strip()
        if text:
            assert len(parts(channel, Message(key, text))) == 1, key


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("channel", CHANNELS.values(), ids=CHANNELS)
def test_every_choice_of_every_question_stands_there_with_its_number(channel: Channel, language: str) -> None:
    for form, question in QUESTIONS:
        tokens = question.choices if isinstance(question.choices, tuple) else ()
        name = f"{form}.{question.key}"
        labels = tuple(
            Label(number, TEXTS.text(Phrase(f"{name}#{token}"), language), f"q:1:{question.key}:{token}")
            for number, token in enumerate(tokens, start=1)
        )
        [shown] = parts(channel, Message(name, name, labels))
        for label in labels:
            assert titled(label) in shown or f'"{label.label}"' in shown, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_counts_on_buttons(language: str) -> None:
    counting = [key for key, text in patterns(language) if BY_HAND.search(text)]
    assert [key for key in counting if key not in OF_BUTTONS and not key.startswith(ON_A_PAGE)] == []
