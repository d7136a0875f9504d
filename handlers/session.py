"""What is remembered inside a conversation: which question is open, what typed words and numbers mean now."""

from collections.abc import Sequence
from typing import Any

from handlers.events import Choice, Phrase
from handlers.phrases import of_json, to_json
from storage.records import Conversation

Json = dict[str, Any]

_LASTING = ("at", "people", "stale", "codes", "pushed", "shown", "links", "human", "shared")
"""Belongs to the conversation, whatever is asked: when it last spoke, who speaks here,
whether that should be asked before anything of theirs is shown, which codes were tried in vain, what the
last push offered, what messages before it did, when codes of other chats were tried in vain, until when a
human has the word, which phone number they have shared and not decided about."""

LATELY = 24  # choices that are remembered: the last two or three lists

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


def change_hands(conversation: Conversation, people: Sequence[int]) -> None:
    """Somebody else speaks here from now on, the last of these: what others were offered they never saw."""
    close(conversation)
    put(conversation, people=list(people), pushed=None, shown=None)


def unsent(conversation: Conversation) -> tuple[Phrase, ...]:
    """What is said where something else is opened while words are held (`handlers/held.py`): nobody gets
    them then."""
    return (Phrase("threads.not-sent"),) if "held" in conversation.session else ()


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
    """These choices are what numbers and labels mean until something else is asked."""
    put(conversation, choices=[[c.value, to_json(c.label)] for c in choices] or None)


def offered(conversation: Conversation) -> list[Choice]:
    """The choices that are open."""
    return _choices(conversation, "choices")


def push(conversation: Conversation, choices: Sequence[Choice]) -> None:
    """What the last push offers: its words are understood whatever is open."""
    put(conversation, pushed=[[c.value, to_json(c.label)] for c in choices] or None)


def pushed(conversation: Conversation) -> list[Choice]:
    """What the last push offers."""
    return _choices(conversation, "pushed")


def show(conversation: Conversation, choices: Sequence[Choice], about: str = "") -> None:
    """These stand in the chat: who has no buttons says their words later, when numbers mean something else.
    Answers to a question of a form are no such words, they answer whatever is asked next. `about`: the number
    or code of what a push is about."""
    new = [[c.value, to_json(c.label), about] for c in choices if not c.value.startswith("q:")]
    if new:
        values = {value for value, *_ in new}
        old = [row for row in conversation.session.get("shown", ()) if row[0] not in values]
        put(conversation, shown=[*new, *old][:LATELY])


def shown(conversation: Conversation) -> list[Choice]:
    """What was offered lately, the newest message first."""
    return [choice for choice, _ in shown_about(conversation)]


def shown_about(conversation: Conversation) -> list[tuple[Choice, str]]:
    """The same, each with what it is about: "" where its message does not say."""
    rows = conversation.session.get("shown", ())
    return [(Choice(value, _label(label)), str(about)) for value, label, about in rows]


def _choices(conversation: Conversation, name: str) -> list[Choice]:
    return [Choice(value, _label(label)) for value, label in conversation.session.get(name, ())]


def _label(value: Any) -> Phrase | str:
    label = of_json(value)
    return label if isinstance(label, Phrase) else str(label)


def number(text: str) -> int:
    """A row's number out of a button; 0, which no row has, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else 0
