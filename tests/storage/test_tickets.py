"""The thread of a question, whole or from one of its ends."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, insert, select

from storage import tickets, units
from storage.queue import person
from storage.roles import unit
from storage.store import Store

NOW = datetime(2022, 5, 16, 2, tzinfo=UTC)


@pytest.fixture
def store(engine: Engine) -> Iterator[Store]:
    with engine.begin() as connection:
        units.import_units(connection, [{"code": "BK", "name": "Tỉnh"}])
        connection.execute(
            insert(person).values({"id": 1, "name": "Lan", "language": "vi", "created_at": NOW})
        )
        yield Store(connection, NOW)


def asked(store: Store, *words: str, into: int | None = None) -> int:
    """A question of Lan's in which that was said."""
    unit_id = store.execute(select(unit.c.id)).scalar_one()
    moments = {"asked_at": NOW, "touched_at": NOW, "due": NOW}
    row = tickets.ask(store, person_id=1, desk_id=unit_id, kind="officer", merged_into_id=into, **moments)
    for text in words:
        tickets.say(store, row.id or 0, NOW, "asked", 1, text)
    return row.id or 0


def said(store: Store, number: int, first: int | None = None, last: int | None = None) -> list[str]:
    return [row.text for row in tickets.entries(store, number, first=first, last=last)]


def test_of_a_thread_the_first_or_the_last_words_are_read_in_their_order(store: Store) -> None:
    number = asked(store, "một", "hai", "ba")
    assert said(store, number) == ["một", "hai", "ba"]
    assert said(store, number, first=1) == ["một"]
    assert said(store, number, last=2) == ["hai", "ba"]
    assert said(store, number, last=9) == ["một", "hai", "ba"]


def test_what_was_merged_into_a_question_is_part_of_its_end(store: Store) -> None:
    number = asked(store, "một")
    asked(store, "hai", into=number)
    assert said(store, number, last=1) == ["hai"]
