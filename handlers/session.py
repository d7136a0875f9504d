"""What is remembered inside a conversation: which question is open, and what typed words and numbers mean now."""

from collections.abc import Sequence
from typing import Any

from handlers.events import Choice, Param, Phrase
from storage.records import Conversation

Json = dict[str, Any]


def open_question(conversation: Conversation, draft: str, question: str, asked: str) -> None:
    """Typed text now belongs to this question of this draft."""
    kept = {k: v for k, v in conversation.session.items() if k in ("previous", "group", "at")}
    conversation.session = {**kept, "draft": draft, "question": question, "asked": asked}


def close(conversation: Conversation) -> None:
    """No question is open."""
    conversation.session = {k: v for k, v in conversation.session.items() if k == "at"}


def put(conversation: Conversation, **values: Any) -> None:
    """Sets some things; None removes them."""
    merged = {**conversation.session, **values}
    conversation.session = {key: value for key, value in merged.items() if value is not None}


def offer(conversation: Conversation, choices: Sequence[Choice]) -> None:
    """These choices are what numbers and labels mean until something else is asked."""
    put(conversation, choices=[[c.value, phrase_json(c.label)] for c in choices] or None)


def offered(conversation: Conversation) -> list[Choice]:
    """The choices that are open."""
    return [Choice(value, phrase_of(label)) for value, label in conversation.session.get("choices", ())]


def phrase_json(phrase: Phrase | str) -> Any:
    """A phrase as JSON; a literal text stays a string."""
    if isinstance(phrase, str):
        return phrase
    return {"key": phrase.key, "params": {k: _param_json(v) for k, v in phrase.params.items()}}


def phrase_of(value: Any) -> Phrase | str:
    """The phrase that `phrase_json` wrote."""
    if isinstance(value, str):
        return value
    return Phrase(value["key"], {k: _param_of(v) for k, v in value["params"].items()})


def _param_json(value: Param) -> Any:
    if isinstance(value, Phrase):
        return phrase_json(value)
    if isinstance(value, tuple):
        return [phrase_json(line) for line in value]
    return value if isinstance(value, int) else str(value)


def _param_of(value: Any) -> Param:
    if isinstance(value, dict):
        return Phrase(value["key"], {k: _param_of(v) for k, v in value["params"].items()})
    if isinstance(value, list):
        return tuple(Phrase(line["key"], line["params"]) for line in value)
    return value if isinstance(value, int) else str(value)
