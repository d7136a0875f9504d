"""Own entries are proposed, published and retired, and what is used of all knowledge is counted."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, Engine, insert

from storage import knowledge, tickets, units
from storage.queue import person
from storage.store import Store
from storage.tables import KnowledgeEntry

NOW = datetime(2022, 5, 16, 2, tzinfo=UTC)
TREE = [
    {"code": "BK", "name": "Tỉnh"},
    {"code": "A", "name": "A", "parent": "BK"},
    {"code": "B", "name": "B", "parent": "BK"},
]


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    with engine.begin() as opened:
        units.import_units(opened, TREE)
        row = {"id": 1, "name": "Lan", "language": "vi", "created_at": NOW}
        opened.execute(insert(person).values(row))
        yield opened


def at(connection: Connection, code: str) -> int:
    return units.find(connection, code) or 0


def proposed(store: Store, unit_id: int, question: str = "Máy hỏng gọi ai?") -> KnowledgeEntry:
    return knowledge.propose(
        store, unit_id=unit_id, question=question, answer="Gọi tổ điện.", author_id=1, made_at=NOW
    )


def test_an_entry_is_live_once_it_is_published_and_until_it_is_retired(connection: Connection) -> None:
    store, unit_id = Store(connection, NOW), at(connection, "A")
    row = proposed(store, unit_id)
    assert knowledge.live(store) == []
    assert [one.id for one in knowledge.of_units(store, [unit_id], "proposed")] == [row.id]
    knowledge.change(store, row, NOW, 1, state="live")
    assert [(one.id, one.question) for one in knowledge.live(store)] == [(row.id, "Máy hỏng gọi ai?")]
    knowledge.change(store, row, NOW, 1, state="retired")
    assert knowledge.live(store) == []


def test_every_change_gives_another_number(connection: Connection) -> None:
    store = Store(connection, NOW)
    row = proposed(store, at(connection, "A"))
    numbers = [knowledge.newest(store)]
    for state in ("live", "live", "retired"):
        knowledge.change(store, row, NOW, 1, state=state)
        numbers.append(knowledge.newest(store))
    assert numbers == [0, 1, 2, 3]


def test_what_was_wanted_is_counted_by_programme_and_by_unit(connection: Connection) -> None:
    store = Store(connection, NOW)
    a, b = at(connection, "A"), at(connection, "B")
    for kind, entry, programme, unit_id in (
        ("read", "x", "p", a), ("helped", "x", "p", a), ("sent", "y", "p", b), ("refused", "y", "p", b),
        ("read", "z", "q", a),
    ):  # fmt: skip
        knowledge.used(store, kind, NOW, entry=entry, programme=programme, unit_id=unit_id)
    knowledge.used(store, "read", NOW - timedelta(days=400), entry="old", programme="p", unit_id=a)
    since = NOW - timedelta(days=30)
    assert list(knowledge.wanted(store, since, programme="p").items()) == [("x", 2), ("y", 1)]
    assert knowledge.wanted(store, since, under=[a]) == {"x": 2, "z": 1}
    assert knowledge.wanted(store, since, under=[at(connection, "BK")]) == {"x": 2, "y": 1, "z": 1}


def test_questions_for_which_nothing_was_known_are_told_to_the_units_they_went_to(
    connection: Connection,
) -> None:
    store = Store(connection, NOW)
    a, b = at(connection, "A"), at(connection, "B")
    asked = [
        tickets.ask(store, person_id=1, unit_id=a, desk_id=desk, kind="team", asked_at=NOW, touched_at=NOW,
                    due=NOW).id
        for desk in (a, a, b)
    ]  # fmt: skip
    for number in asked:
        knowledge.used(store, "none", NOW, unit_id=a, ticket_id=number)
    assert knowledge.unanswered(store, [a], 9) == [asked[1], asked[0]]
    assert knowledge.unanswered(store, [a], 1) == [asked[1]]
