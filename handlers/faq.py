"""Câu hỏi thường gặp: topics, their questions, an answer with its source.

A button's subject is a topic and a page, or the key of an entry: `know:dates.0:topic`, `know:<key>:read`.
"""

from collections import Counter
from datetime import timedelta

from handlers import asking, knowledge, lists, menu, ticket_routes
from handlers.events import Choice, Phrase, Reply
from handlers.knowledge_search import Known
from handlers.turn import Turn
from programmes.knowledge import TOPICS
from storage import knowledge as uses

RECENT = timedelta(days=90)  # what was asked in this time comes first


def show(turn: Turn) -> list[Reply]:
    """The topics, with how many questions there are to each."""
    return _topics(turn, 0)


def _topics(turn: Turn, page: int) -> list[Reply]:
    counts = Counter(known.topic for known in knowledge.entries(turn))
    if not counts:
        return menu.show(turn, (Phrase("know.none"),))
    choices = [
        Choice(
            f"know:{topic}.0:topic",
            Phrase("know.topic", {"topic": Phrase(f"know.topics#{topic}"), "count": counts[topic]}),
        )
        for topic in TOPICS
        if counts[topic]
    ]
    return lists.listed(turn, Reply("know.list"), choices, page, lambda more: f"know:{more}:topics", _ask())


def chosen(turn: Turn, subject: str, token: str) -> list[Reply]:
    """A button of these pages; what is not for whoever presses does not exist."""
    if token == "ask":
        return asking.start(turn)
    if token == "topics":
        return _topics(turn, (*lists.places(subject), 0)[0])
    if token == "topic":
        topic, _, page = subject.partition(".")
        return _questions(turn, topic, (*lists.places(page), 0)[0])
    known = knowledge.entry(turn, subject)
    return _answer(turn, known) if known else menu.show(turn, (Phrase("know.gone"),))


def _questions(turn: Turn, topic: str, page: int) -> list[Reply]:
    """Those of a topic: the most wanted first, then those that are common from the beginning."""
    programme = ticket_routes.programme_of(turn)
    key = programme.key if programme else ""
    wanted = uses.wanted(turn.store, turn.now - RECENT, programme=key)
    found = [known for known in knowledge.entries(turn) if known.topic == topic]
    if not found:
        return show(turn)
    found.sort(key=lambda known: (-wanted.get(known.key, 0), not known.common))
    choices = [Choice(f"know:{known.key}:read", known.question) for known in found]
    return lists.listed(
        turn, Reply("know.questions", {"topic": Phrase(f"know.topics#{topic}")}), choices, page,
        lambda more: f"know:{topic}.{more}:topic", _back(), _ask(),
    )  # fmt: skip


def _answer(turn: Turn, known: Known) -> list[Reply]:
    knowledge.used(turn, "read", known.key)
    choices = (
        _ask(),
        Choice(f"know:{known.topic}.0:topic", Phrase("know.list#same")),
        _back(),
        Choice("menu:show", Phrase("mine.one#menu")),
    )
    return menu.choose(
        turn, "know.answer", Reply("know.answer", knowledge.told(turn.service, known), choices)
    )


def _ask() -> Choice:
    return Choice("know:0:ask", Phrase("know.list#ask"))


def _back() -> Choice:
    return Choice("know:0:topics", Phrase("know.list#topics"))
