"""Choices of messages that stand above what is open: who has no buttons says their words, and numbers mean
something else by now."""

import re
from collections.abc import Sequence

from handlers import session
from handlers.events import Choice, Reply
from handlers.text import fold
from handlers.turn import Turn

UNMISTAKABLE = 3  # words that are hardly an answer to what is open
OF_FORMS = ("back", "skip", "view", "later", "cancel", "help", "done")  # mean something in a form only

ANSWERS = ("known", "snooze", "passed")  # commands that answer a reminder
PLAIN = (Choice("yes", ""), Choice("no", ""))


def here(turn: Turn) -> Choice | None:
    """The open choice that was typed."""
    offered = session.offered(turn.conversation)
    return turn.words.choose(turn.event.text, offered, turn.person.language, loose=False)


def pushed(turn: Turn, asking: bool) -> Choice | None:
    """What the last push offers, by its words or how they begin, once; what any does, by its words and what
    it is about. What is open by the same words goes first; while a question is open only words that are
    hardly an answer to it: three, or a reminder's."""
    if turn.event.kind != "text" or not (said := fold(turn.event.text)):
        return None
    labels = _labels(turn, session.pushed(turn.conversation))
    many = len(said.split()) >= UNMISTAKABLE
    begun = [c for label, c in labels if label == said or (many and label.startswith(f"{said} "))]
    command = turn.words.command(turn.event.text)
    many = many or (command is not None and command.name in ANSWERS)
    if here(turn) is not None:
        return None
    return _about(turn, said) if len(begun) != 1 or (asking and not many) else begun[0]


def _about(turn: Turn, said: str) -> Choice | None:
    """What a push offers, of several with the same words: "xem 1", "trả lời câu 1", "đúng TN-2022-000001"."""
    said = _bare(said)
    for choice, about in session.shown_about(turn.conversation):
        label = _bare(fold(turn.words.text(choice.label, turn.person.language)))
        if about and re.fullmatch(rf"{re.escape(label)} (?:\w+ ){{0,2}}{re.escape(fold(about))}", said):
            return choice
    return None


def _bare(words: str) -> str:
    """Without the commas and brackets between them."""
    return " ".join(re.findall(r"[\w-]+", words))


def shown(turn: Turn, least: int = 1) -> Choice | None:
    """What any message of late has offered, by all of its words, at least so many; of several by the same the
    newest. For where words are no answer to what is open. A bare yes or no, or "quay lại", goes there."""
    event, language = turn.event, turn.person.language
    command = turn.words.command(event.text)
    of_form = command is not None and command.name in OF_FORMS and not command.argument
    if event.kind != "text" or of_form or turn.words.choose(event.text, PLAIN, language, loose=False):
        return None
    said = fold(event.text)
    if len(said.split()) < least:
        return None
    labels = _labels(turn, session.shown(turn.conversation))
    return next((choice for label, choice in labels if label == said), None)


def instead(turn: Turn, replies: Sequence[Reply]) -> Choice | None:
    """The same, where the open question has just made nothing of the words."""
    lost = bool(replies and replies[0].lead and replies[0].lead[0].key.startswith("invalid."))
    return shown(turn) if lost else None


def _labels(turn: Turn, choices: Sequence[Choice]) -> list[tuple[str, Choice]]:
    return [(fold(turn.words.text(choice.label, turn.person.language)), choice) for choice in choices]
