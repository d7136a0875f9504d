"""A row that is held: of two who change it at once the second finds what the first has made of it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from sqlalchemy import Engine

from storage import database, units
from storage.store import Store
from storage.tables import Unit

NOW = datetime(2022, 5, 16, 2, tzinfo=UTC)


def name(store: Store, unit_id: int) -> str:
    row = store.held(Unit, unit_id)
    return row.name if row else ""


def test_whoever_holds_a_row_second_finds_what_the_first_has_made_of_it(postgres_url: str) -> None:
    engine = database.writer(postgres_url)
    with engine.begin() as connection:
        units.import_units(connection, [{"code": "BK", "name": "Tỉnh"}])
        unit_id = units.find(connection, "BK") or 0
    with ThreadPoolExecutor(1) as aside, engine.connect() as one, engine.connect() as other:
        first, second = Store(one, NOW), Store(other, NOW)
        row = first.held(Unit, unit_id)
        assert row is not None
        row.name = "Tỉnh mới"
        before = second.get(Unit, unit_id)  # known to the batch, as it was
        assert before is not None
        assert before.name == "Tỉnh"
        found = aside.submit(name, second, unit_id)
        first.save()
        one.commit()
        assert found.result() == "Tỉnh mới"
    engine.dispose()


def test_a_row_that_is_held_keeps_what_this_batch_has_made_of_it(engine: Engine) -> None:
    with engine.begin() as connection:
        units.import_units(connection, [{"code": "BK", "name": "Tỉnh"}])
        store, unit_id = Store(connection, NOW), units.find(connection, "BK") or 0
        row = store.get(Unit, unit_id)
        assert row is not None
        row.name = "Tỉnh mới"
        assert name(store, unit_id) == "Tỉnh mới"
        assert store.held(Unit, 0) is None
