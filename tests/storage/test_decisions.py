"""Decisions about programmes: what holds, who decided, and numbers that no process misses."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, insert, text
from sqlalchemy.exc import OperationalError

from storage import database, decisions
from storage.tables import Person

NOW = datetime(2022, 5, 16, 2, tzinfo=UTC)


def decide(connection: Connection, subject: str, value: Any, person: int | None = None) -> None:
    dialect = connection.dialect.name
    decisions.decide(connection, dialect, "plan", subject, value, f"reason {value}", person, NOW)


def test_the_newest_decision_of_a_subject_holds(engine: Engine) -> None:
    date = {"kind": "monthly", "day": 25}
    with engine.begin() as connection:
        for subject, value in (("state", "open"), ("date:report", date), ("state", "closed")):
            decide(connection, subject, value)
        assert decisions.in_force(connection) == {"plan": {"state": "closed", "date:report": date}}


def test_the_journal_is_read_from_its_end_with_names(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(insert(Person.__table__).values(id=7, name="Lan", language="vi", created_at=NOW))  # type: ignore[attr-defined]
        decide(connection, "state", "open")
        decide(connection, "state", "closed", person=7)
        rows = decisions.journal(connection, "plan", 0, 9)
        assert [(row.value, row.reason, row.name) for row in rows] == [
            ("closed", "reason closed", "Lan"),
            ("open", "reason open", None),
        ]
        assert [row.value for row in decisions.journal(connection, "plan", 1, 1)] == ["open"]
        assert decisions.journal(connection, "other", 0, 9) == []


def test_a_second_process_decides_only_after_the_first_has_committed(postgres_url: str) -> None:
    """Otherwise the higher number could be seen first, and the lower one would be missed for good."""
    one, two = database.writer(postgres_url), database.writer(postgres_url)
    with one.begin() as first:
        decide(first, "state", "closed")
        with two.connect() as second:
            assert decisions.newest(second) == 0  # who only looks does not wait
            second.execute(text("SET lock_timeout = '50ms'"))
            with pytest.raises(OperationalError):
                decide(second, "state", "open")
    with two.begin() as second:
        decide(second, "state", "open")
        assert decisions.newest(second) == 2
    one.dispose()
    two.dispose()
