"""What is remembered inside a conversation: which question is open, what typed words and numbers mean now."""

from collections.abc import Sequence
from typing import Any

from handlers.events import Choice, Phrase
from handlers.phrases import of_json, to_json
from storage.records import Conversation

Json = dict[str, Any]

_LASTING = ("at", "people", "stale", "codes", "pushed", "recent", "links", "human", "shared")
"""Belongs to the conversation, whatever is asked: when it last spoke, who speaks here,
whether that should be asked before anything of theirs is shown, which codes were tried in vain, what the
last push and the messages before offered, when codes of other chats were tried in vain, until when a human
has the word, which phone number they have shared and not decided about."""

RECENT = 24
"""As many choices are remembered by their words: a page or two further up on the screen."""

TRIES = ("codes", "links")
"""When codes were tried in vain: of the chat, whoever speaks in it, else they could be tried for ever."""


def open_question(conversation: Conversation, draft: str, question: str, asked: str) -> None:
    """Typed text now belongs to this question of this draft.

    `met` stays while the same question is open: somebody who has answered it once has seen it.
    """
    session = conversation.session
    same = session.get("draft") == draft and session.get("question") == question
    names = (*_LASTING, "previous", "album", *(("met",) if same else ()))
    kept = {name: session[name] for name in names if name in session}
    conversation.session = {**kept, "draft": draft, "question": question, "asked": asked}


def close(conversation: Conversation) -> None:
    """No question is open."""
    conversation.session = {k: v for k, v in conversation.session.items() if k in _LASTING}


def album(conversation: Conversation, group: str, question: str) -> tuple[str, bool]:
    """The question that files sent together belong to, and whether some of them came before: they may arrive
    one by one, and the first of them may already have answered its question."""
    known = conversation.session.get("album")
    if group and known and known[0] == group:
        return str(known[1]), True
    if group:
        put(conversation, album=[group, question])
    return question, False


def put(conversation: Conversation, **values: Any) -> None:
    """Sets some things; None removes them."""
    merged = {**conversation.session, **values}
    conversation.session = {key: value for key, value in merged.items() if value is not None}


def offer(conversation: Conversation, choices: Sequence[Choice]) -> None:
    """These choices are what numbers and labels mean until something else is asked. Whoever has no buttons
    still sees them later: those outside forms are remembered by their words."""
    put(conversation, choices=_stored(choices))
    lasting = [choice for choice in choices if not choice.value.startswith("q:")]
    values = {choice.value for choice in lasting}
    before = [choice for choice in recent(conversation) if choice.value not in values]
    put(conversation, recent=_stored([*lasting, *before][:RECENT]))


def offered(conversation: Conversation) -> list[Choice]:
    """The choices that are open."""
    return _choices(conversation, "choices")


def recent(conversation: Conversation) -> list[Choice]:
    """What the messages further up offer, the newest first: a button there could still be pressed, so its
    words are understood too."""
    return _choices(conversation, "recent")


def push(conversation: Conversation, choices: Sequence[Choice]) -> None:
    """What the last push offers: its words are understood whatever is open."""
    put(conversation, pushed=_stored(choices))


def pushed(conversation: Conversation) -> list[Choice]:
    """What the last push offers."""
    return _choices(conversation, "pushed")


def _stored(choices: Sequence[Choice]) -> list[list[Any]] | None:
    return [[choice.value, to_json(choice.label)] for choice in choices] or None


def _choices(conversation: Conversation, name: str) -> list[Choice]:
    return [Choice(value, _label(label)) for value, label in conversation.session.get(name, ())]


def _label(value: Any) -> Phrase | str:
    label = of_json(value)
    return label if isinstance(label, Phrase) else str(label)


def number(text: str) -> int:
    """A row's number out of a button; 0, which no row has, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else 0
