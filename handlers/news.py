"""Word for somebody else: a turn leaves it, it is said in a turn of theirs.

A row for each word (a `Reminder` that falls due at once, or later while something can still be undone), so
that it is said once, in the order of their own conversation, in their language, and only while it is true.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

from handlers import dialog, session
from handlers.events import Reply
from handlers.turn import Turn
from storage import people, shown
from storage.database import upsert
from storage.reminders import reminder
from storage.store import Store

QUIET = timedelta(minutes=5)  # after that, numbers mean what was said last


class Teller(Protocol):
    """Who leaves word: a turn, or a command beside the running service."""

    store: Store
    now: datetime


Says = Callable[[Turn, str], list[Reply]]
"""What is said about a subject when it falls due: nothing where it is not true any more."""


def leave(
    turn: Teller,
    person_id: int,
    kind: str,
    subject: str,
    due: datetime | None = None,
    conversation_id: int | None = None,
) -> bool:
    """Leaves word of a kind (a key of `router.DUE`) about something, in one of their conversations where it
    is about that; False where the person has no chat that can be reached. The same word twice for the same
    moment is one."""
    conversation_id = conversation_id or people.reachable(turn.store, person_id)
    if conversation_id is None:
        return False
    at, about = due or turn.now, f"{subject}/{person_id}"
    values = {"kind": kind, "subject": about, "conversation_id": conversation_id, "due_at": at}
    turn.store.execute(
        upsert(turn.store.dialect, reminder)
        .values(**values, state="waiting", why="")
        .on_conflict_do_nothing(index_elements=["kind", "subject", "due_at"])
    )
    turn.store.told = turn.store.told or due is None
    return True


def about(turn: Turn, subject: str) -> str | None:
    """What a word is about; None where somebody else speaks here by now."""
    what, _, person_id = subject.rpartition("/")
    return what if people.same(turn.store, session.number(person_id), turn.person.id) else None


def say(turn: Turn, reply: Reply) -> list[Reply]:
    """As a push. Numbers belong to what is open, a question, somebody who is written to, a list, a menu, as
    long as the conversation is alive; once it has been quiet they mean what was said last, and of several in
    one message the first. Its words are understood in either case."""
    session_ = turn.conversation.session
    about = str(reply.params.get("number") or reply.params.get("code") or "")
    asking = bool({"question", "ticket"} & session_.keys()) or (
        "choices" in session_ and not dialog.silent(turn, "at", QUIET)
    )
    if reply.choices:
        asking = asking or (bool(turn.can.gathers) and shown.push_waits(turn.store, turn.conversation.id))
        session.push(turn.conversation, reply.choices)
        if not asking:
            session.offer(turn.conversation, reply.choices)
            session.put(turn.conversation, asked=reply.key)
    return [replace(reply, push=True, numbered=not asking, about=about)]
