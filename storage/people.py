"""Persons, consents, and who speaks in a conversation."""

from datetime import datetime

from sqlalchemy import insert, select, update

from storage.queue import WAITING, inbox
from storage.queue import conversation as conversations
from storage.queue import person as people
from storage.records import Conversation, Person
from storage.roles import Executes
from storage.store import Store
from storage.tables import Consent


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
