"""Persons, consents, and who speaks in a conversation."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, insert, select, update

from storage.queue import WAITING, inbox
from storage.queue import conversation as conversations
from storage.queue import person as people
from storage.records import Conversation, Person
from storage.roles import Executes
from storage.store import Store
from storage.tables import Consent, Preference

preferences = Preference.__table__  # type: ignore[attr-defined]


def consent(store: Store, person: Person, version: str, given: bool, at: datetime, channel: str) -> None:
    """Keeps an answer to the consent text."""
    store.log(
        Consent,
        person_id=person.id,
        purpose="registration",
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
    """From now on this person speaks here; updates that wait for their turn go along, so order is kept."""
    conversation.person_id = person.id
    store.execute(
        update(conversations).where(conversations.c.id == conversation.id).values(person_id=person.id)
    )
    store.execute(
        update(inbox).where(inbox.c.conversation_id == conversation.id, WAITING).values(person_id=person.id)
    )


def reachable(database: Executes, person_id: int) -> int | None:
    """The conversation in which somebody can be written to, the newest of several; None where there is none.
    Without a name nobody has agreed to be written to."""
    mine = (conversations.c.person_id == person_id) & conversations.c.reachable
    query = select(conversations.c.id).join(people, people.c.id == conversations.c.person_id)
    found = database.execute(query.where(mine, people.c.name != "").order_by(conversations.c.id.desc()))
    key: int | None = found.scalar()
    return key


def others(
    database: Executes, person_id: int, without: Collection[int], channels: Collection[str] | None = None
) -> list[int]:
    """The conversations besides some in which somebody can be written to, on some channels (None: any): where
    they wish to be reminded, then the newest."""
    chosen = func.coalesce(preferences.c.conversation_id == conversations.c.id, False)
    query = (
        select(conversations.c.id)
        .join(people, people.c.id == conversations.c.person_id)
        .outerjoin(preferences, preferences.c.person_id == conversations.c.person_id)
        .where(conversations.c.person_id == person_id, conversations.c.reachable, people.c.name != "")
        .where(conversations.c.id.not_in(without))
    )
    if channels is not None:
        query = query.where(conversations.c.channel.in_(channels))
    return list(database.execute(query.order_by(chosen.desc(), conversations.c.id.desc())).scalars())
