"""The chats of one person: in which of them they are written to first, and letting one go."""

from typing import Any

from handlers import menu, news, session
from handlers.events import Choice, Param, Phrase, Reply
from handlers.linking import name_of
from handlers.turn import Turn
from storage import people, preferences, queue, reminders
from storage.records import Conversation

UNLINKED = "unlinked"  # word for a chat that is nobody's now


def offered(turn: Turn) -> list[Choice]:
    """On the page of preferences, for somebody with several chats."""
    several = len(people.chats(turn.store, [turn.person.id])) > 1
    return [Choice("menu:chats", Phrase("chats.several"))] if several else []


def show(turn: Turn, *lead: Phrase) -> list[Reply]:
    """Where somebody writes, and where they are written to first."""
    rows = sorted(people.chats(turn.store, [turn.person.id]), key=lambda row: row.id)
    where = people.reachable(turn.store, turn.person.id)
    others = [row for row in rows if row.id != turn.conversation.id]
    choices = (
        *(Choice(f"chat:{row.id}:first", Phrase("chats#first", _named(turn, row))) for row in rows
          if row.id != where),
        *(Choice(f"chat:{row.id}:unlink", Phrase("chats#unlink", _named(turn, row))) for row in others),
        Choice("menu:link", Phrase("details#link")),
        Choice("menu:preferences", Phrase("details#preferences")),
    )  # fmt: skip
    lines = tuple(
        Phrase("chats.line", _named(turn, row) | {"first": _first(row.id == where)}) for row in rows
    )
    return menu.choose(turn, "chats", Reply("chats", {"lines": lines}, choices, lead=lead))


def _named(turn: Turn, row: Any) -> dict[str, Param]:
    here = Phrase("chats.line#here") if row.id == turn.conversation.id else ""
    return {"channel": name_of(turn, row.channel), "here": here}


def _first(first: bool) -> Phrase | str:
    return Phrase("chats.line#first") if first else ""


def chosen(turn: Turn, subject: str, token: str) -> list[Reply]:
    """Another chat first, or one less; only those of whoever speaks exist."""
    key = session.number(subject)
    row = next((row for row in people.chats(turn.store, [turn.person.id]) if row.id == key), None)
    if row is None:
        return show(turn, Phrase("chats.gone"))
    if token == "first":
        return _write_to(turn, row)
    if token not in ("unlink", "yes") or key == turn.conversation.id:
        return show(turn)
    return _unlink(turn, row) if token == "yes" else _ask(turn, row)


def _write_to(turn: Turn, row: Any) -> list[Reply]:
    preferences.put_chat(turn.store, turn.person.id, row.id)
    theirs = [one.id for one in people.chats(turn.store, [turn.person.id])]
    reminders.move(turn.store, turn.person.id, theirs, row.id)
    return show(turn, Phrase("chats.changed", _named(turn, row)))


def _ask(turn: Turn, row: Any) -> list[Reply]:
    choices = (
        Choice(f"chat:{row.id}:yes", Phrase("chats.unlink#yes")),
        Choice("menu:chats", Phrase("chats.unlink#no")),
    )
    return menu.choose(turn, "chats.unlink", Reply("chats.unlink", _named(turn, row), choices))


def _unlink(turn: Turn, row: Any) -> list[Reply]:
    """Somebody nobody knows speaks there from now on; what was to come there comes here."""
    other = turn.store.load(Conversation, [row.id])[row.id]
    spoke = (key for key in other.session.get("people", ()) if key != turn.person.id)
    others = [key for key in spoke if turn.store.person(key).name]  # on a shared phone
    somebody = people.newcomer(turn.store, turn.now)
    somebody.language = turn.person.language
    people.hand_over(turn.store, other, somebody)
    tried = {name: other.session[name] for name in session.TRIES if name in other.session}
    other.session = {**tried, **({"people": [*others, somebody.id]} if others else {})}
    queue.give_up(turn.store, other.id, "unlinked")
    reminders.move(turn.store, turn.person.id, [other.id], turn.conversation.id)
    news.leave(turn, somebody.id, UNLINKED, str(other.id), conversation_id=other.id)
    return show(turn, Phrase("chats.unlinked", _named(turn, row)))


def unlinked(turn: Turn, subject: str) -> list[Reply]:
    """A chat hears that it is nobody's now, until somebody says who they are."""
    if news.about(turn, subject) is None or turn.person.name:
        return []
    return news.say(turn, Reply("chats.told"))
