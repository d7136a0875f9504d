"""Persons, consents, and who speaks in a conversation."""

from datetime import datetime

from sqlalchemy import insert, update

from storage.queue import WAITING, inbox
from storage.queue import conversation as conversations
from storage.queue import person as people
from storage.records import Conversation, Person
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
