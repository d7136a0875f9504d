"""Wishes about reminders, on both engines."""

from datetime import UTC, datetime

from sqlalchemy import Engine, insert

from storage import preferences
from storage.preferences import USUAL, Wishes
from storage.store import Store
from storage.tables import Person

NOW = datetime(2022, 5, 16, 2, tzinfo=UTC)


def test_the_last_wish_holds_and_who_has_none_wishes_the_usual(engine: Engine) -> None:
    with engine.begin() as connection:
        rows = [{"id": number, "name": "Lan", "language": "vi", "created_at": NOW} for number in (1, 2)]
        connection.execute(insert(Person.__table__), rows)  # type: ignore[attr-defined]
        store = Store(connection, NOW)
        assert preferences.get(store, 1) == USUAL
        preferences.put(store, 1, Wishes(night_shift=True))
        wished = Wishes(False, ("aim", "draft"), "20:00", "18:00")
        preferences.put(store, 1, wished)
        assert preferences.get(connection, 1) == wished
        assert preferences.many(connection, [1, 2]) == {1: wished}
        assert preferences.many(connection, []) == {}
