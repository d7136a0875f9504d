"""What the service knows follows what was imported, without a restart and without holding up turns."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, insert

from bot import library
from bot.current import Current
from handlers.service import Service
from storage import database, knowledge, unit_files, unit_imports, units
from storage.queue import person
from storage.store import Store
from storage.tables import KnowledgeEntry
from storage.unit_plan import plan

NOW = datetime(2022, 5, 16, tzinfo=UTC)
TREE = [
    {"code": "BK", "name": "Tỉnh"},
    {"code": "TP", "name": "CĐCS Xưởng gỗ", "parent": "BK", "officer_name": "Lan"},
]


@pytest.fixture
def known(engine: Engine, database_url: str) -> Iterator[Current]:
    reader = database.reader(database_url)
    with engine.begin() as connection:
        units.import_units(connection, TREE)
        programmes = library.load(connection, {}, NOW)
    yield Current(programmes, reader)
    reader.dispose()


def imported(connection: Connection, *rows: dict[str, str]) -> None:
    base, there = unit_imports.snapshot(connection)
    planned = plan(unit_files.of_mappings(rows), there, date(2022, 5, 16))
    unit_imports.run(connection, planned, base, "f", None, NOW)


def codes(service: Service) -> set[str]:
    return {place.code for place in service.places.values()}


def looked(engine: Engine, known: Current, service: Service) -> Service:
    with engine.begin() as connection:
        return known.news(connection, service)


def loaded(engine: Engine, known: Current) -> Service:
    with engine.begin() as connection:
        return known.load(connection)


def test_nothing_new_is_the_same_service(engine: Engine, known: Current) -> None:
    service = loaded(engine, known)
    assert looked(engine, known, service) is service


def test_links_are_known_as_soon_as_a_channel_knows_them(engine: Engine, known: Current) -> None:
    links: list[str] = []
    following = Current(known._library, known._reader, lambda: tuple(links))
    service = loaded(engine, following)
    assert looked(engine, following, service).links == ()
    links.append("https://t.me/sangkien_test_bot?start=")
    assert looked(engine, following, service).links == ("https://t.me/sangkien_test_bot?start=",)


def test_a_small_tree_is_known_with_the_next_batch(engine: Engine, known: Current) -> None:
    service = loaded(engine, known)
    with engine.begin() as connection:
        imported(connection, {"code": "NEW", "name": "Trường Minh Khai"})
    service = looked(engine, known, service)
    assert codes(service) == {"BK", "TP", "NEW"}
    assert service.units.find("minh khai")[0].place.code == "NEW"
    assert service.ids.keys() == {"BK", "TP", "NEW"}
    assert service.branches == {service.ids["BK"]}
    with engine.begin() as connection:
        unit_imports.undo(connection, None, None, NOW)
    assert codes(looked(engine, known, service)) == {"BK", "TP"}


def test_a_large_tree_is_built_beside_the_turns(
    engine: Engine, known: Current, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.current.AT_ONCE", 0)
    service = loaded(engine, known)
    with engine.begin() as connection:
        imported(connection, {"code": "ONE", "name": "Một"})
    assert looked(engine, known, service) is service
    with engine.begin() as connection:  # while the first is being built, or just after
        imported(connection, {"code": "TWO", "name": "Hai"})
    for _ in range(3):
        joined(known)
        service = looked(engine, known, service)
    assert codes(service) == {"BK", "TP", "ONE", "TWO"}


def joined(known: Current) -> None:
    builder: Any = known._builder
    if builder is not None:
        builder.join()


def test_a_closed_unit_has_no_officer_and_a_merged_one_a_successor(engine: Engine, known: Current) -> None:
    loaded(engine, known)
    with engine.begin() as connection:
        imported(connection, {"code": "TP", "name": "CĐCS Xưởng gỗ", "merged_into": "NEW"},
                 {"code": "NEW", "name": "CĐCS Nhà máy", "parent": "BK"},
                 {"code": "OLD", "name": "Tổ cũ", "parent": "BK", "closed_on": "2022-01-01"})  # fmt: skip
    service = loaded(engine, known)
    ids = {place.code: place.id for place in service.places.values()}
    assert service.present(ids["TP"]) == ids["NEW"]
    assert service.present(ids["NEW"]) == ids["NEW"]
    assert service.present(ids["OLD"]) is None
    assert service.contact(ids["TP"]).name == ""
    assert service.units.find("xưởng gỗ")[0].place.code == "TP"
    assert [match.place.code for match in service.units.find("tổ cũ")] == []


def test_an_entry_that_was_published_beside_the_service_is_found_at_once(
    engine: Engine, known: Current
) -> None:
    service = loaded(engine, known)
    before = len(service.knowledge.entries)
    with engine.begin() as connection:
        unit_id = units.find(connection, "TP") or 0
        connection.execute(insert(person).values(id=1, name="Lan", language="vi", created_at=NOW))
        store = Store(connection, NOW)
        row = knowledge.propose(
            store, unit_id=unit_id, question="Máy cưa hỏng gọi ai?", answer="Gọi tổ cơ điện.", author_id=1,
            made_at=NOW,
        )  # fmt: skip
    assert looked(engine, known, service) is service
    with engine.begin() as connection:
        store = Store(connection, NOW)
        published = store.get(KnowledgeEntry, row.id)
        assert published is not None
        knowledge.change(store, published, NOW, 1, state="live")
        store.save()
    service = looked(engine, known, service)
    assert len(service.knowledge.entries) == before + 1
    found = service.knowledge.find("may cua hong goi ai", today=NOW.date(), units=[unit_id])
    assert found[0].entry.key == f"own-{row.id}"
    assert looked(engine, known, service) is service
