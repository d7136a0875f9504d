"""Persons, consents, and who speaks in a conversation."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import case, insert, select, update

from storage.preferences import preference
from storage.queue import WAITING, inbox
from storage.queue import conversation as conversations
from storage.queue import person as people
from storage.records import Conversation, Person
from storage.roles import Executes
from storage.store import Store
from storage.tables import Consent, FileUse

uses = FileUse.__table__  # type: ignore[attr-defined]


def consent(
    store: Store,
    person: Person,
    version: str,
    given: bool,
    at: datetime,
    channel: str,
    purpose: str = "registration",
) -> None:
    """Keeps an answer to a consent text: to what is kept (registration), to be reminded by phone (phone)."""
    store.log(
        Consent,
        person_id=person.id,
        purpose=purpose,
        version=version,
        given=given,
        at=at,
        channel=channel,
    )


def newcomer(store: Store, now: datetime) -> Person:
    """A nameless person who did not write before, e.g. a second one on a shared phone."""
    row = store.execute(
        insert(people).values(created_at=now, name="", language="vi").returning(people.c.id)
    ).one()
    return store.person(row[0])


def hand_over(store: Store, conversation: Conversation, person: Person) -> None:
    """From now on this person speaks here; updates that wait for their turn go along, so order is kept. By
    whose phone the former one agreed to be reminded is forgotten."""
    conversation.person_id, conversation.phone = person.id, ""
    store.execute(
        update(conversations)
        .where(conversations.c.id == conversation.id)
        .values(person_id=person.id, phone="")
    )
    store.execute(
        update(inbox).where(inbox.c.conversation_id == conversation.id, WAITING).values(person_id=person.id)
    )


def give_drafts(store: Store, giver: int, taker: int) -> None:
    """What somebody has begun, with its files, is somebody else's from now on."""
    given = store.open_drafts(giver)
    for draft in given:
        draft.person_id = taker
    store.flush_drafts()
    mine = uses.c.draft_id.in_([draft.id for draft in given]) & (uses.c.person_id == giver)
    store.execute(update(uses).where(mine).values(person_id=taker))


def hold(database: Executes, keys: Collection[int]) -> None:
    """Nobody else changes these persons, or has a turn of theirs, until the commit."""
    query = select(people.c.id).where(people.c.id.in_(keys)).order_by(people.c.id)
    database.execute(query.with_for_update(key_share=True))


def present(database: Executes, person_id: int) -> int:
    """Who somebody turned out to be; themselves for almost everybody."""
    into = database.execute(select(people.c.merged_into_id).where(people.c.id == person_id)).scalar()
    return int(into) if into is not None else person_id


def same(database: Executes, person_id: int, speaker: int) -> bool:
    """Whether a number that was written down is of whoever speaks, by now."""
    return person_id == speaker or present(database, person_id) == speaker


# Where somebody is written to


def chats(database: Executes, whose: Any) -> Sequence[Any]:
    """The conversations of people (`whose`: numbers, or a query of them) who have a name, as (person_id, id,
    channel, reachable). The last row of each is where they are written to: the one they chose, or else the
    newest, of those that can be reached, or else of all."""
    wished = case((preference.c.conversation_id == conversations.c.id, 1), else_=0)
    query = (
        select(*(conversations.c[name] for name in ("person_id", "id", "channel", "reachable")))
        .join(people, people.c.id == conversations.c.person_id)
        .outerjoin(preference, preference.c.person_id == people.c.id)
        .where(people.c.name != "")
        .order_by(conversations.c.reachable, wished, conversations.c.id)
    )
    mine = query if whose is None else query.where(conversations.c.person_id.in_(whose))
    return list(database.execute(mine).all())


def reachable(database: Executes, person_id: int) -> int | None:
    """The conversation in which somebody can be written to; None where there is none. Without a name nobody
    has agreed to be written to."""
    found = chats(database, [person_id])
    return int(found[-1].id) if found and found[-1].reachable else None


def others(
    database: Executes, person_id: int, without: Collection[int], channels: Collection[str] | None = None
) -> list[int]:
    """The conversations besides some in which somebody can be written to, on some channels (None: any): where
    they wish to be reminded, then the newest."""
    found = [row for row in chats(database, [person_id]) if row.reachable and row.id not in without]
    return [row.id for row in reversed(found) if channels is None or row.channel in channels]
