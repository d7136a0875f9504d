"""Questions, ideas and help counted: of a unit and all below, of a month, on both databases."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, insert

from storage import helps, ideas, teams, units
from storage import ticket_figures as figures
from storage.desk import role
from storage.queue import person
from storage.roles import invitation
from storage.ticket_figures import Asked
from storage.tickets import Answerer, answerers, ticket

NOW = datetime(2022, 5, 16, 2, tzinfo=UTC)
HOUR = timedelta(hours=1)
TODAY = date(2022, 5, 16)
TREE = [
    {"code": "DL", "name": "Điện lực", "level": "province"},
    {"code": "TN", "name": "Thái Nguyên", "parent": "DL", "level": "grassroots"},
    {"code": "PY", "name": "Phổ Yên", "parent": "TN", "level": "member"},
    {"code": "LC", "name": "Lai Châu", "parent": "DL", "level": "grassroots"},
]


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    with engine.begin() as opened:
        units.import_units(opened, TREE)
        rows = [{"id": n, "name": f"Người {n}", "language": "vi", "created_at": NOW} for n in range(1, 6)]
        opened.execute(insert(person), rows)
        yield opened


def at(connection: Connection, code: str) -> int:
    return units.find(connection, code) or 0


def asked(connection: Connection, number: int, desk: str, hours: int | None, **more: Any) -> None:
    """A question; answered after so many hours."""
    answered = NOW + hours * HOUR if hours is not None else None
    values = {
        "id": number, "number": number, "person_id": 1, "desk_id": at(connection, desk), "kind": "team",
        "programme": "", "anonymous": False, "question": "", "state": "answered" if answered else "waiting",
        "asked_at": NOW, "due": NOW + 8 * HOUR, "touched_at": NOW, "answered_at": answered,
        "settle_by": NOW + 72 * HOUR, "settled_at": answered, "topic": "benefit", "language": "vi", **more,
    }  # fmt: skip
    connection.execute(insert(ticket).values(values))


def of(connection: Connection, code: str, month: int = 5) -> Asked:
    first, last = datetime(2022, month, 1, tzinfo=UTC), datetime(2022, month + 1, 1, tzinfo=UTC)
    return Asked([at(connection, code)], first, last, first.date(), last.date())


def test_a_month_of_a_unit_and_all_below_is_counted(connection: Connection) -> None:
    asked(connection, 1, "TN", 2)
    asked(connection, 2, "PY", 9)
    asked(connection, 3, "PY", None, topic="")
    asked(connection, 4, "LC", 2)
    asked(connection, 5, "TN", 2, asked_at=NOW - timedelta(days=40))
    asked(connection, 6, "TN", 2, state="merged")
    found = figures.sums(connection, of(connection, "TN"))
    assert found.states == {"answered": 2, "waiting": 1}
    assert found.topics == {"benefit": 2}
    assert (found.answered, found.in_time, found.settled, found.settled_in_time) == (2, 1, 2, 2)
    rows = figures.by_unit(connection, of(connection, "DL"), 6)
    assert [(r.name, r.count, r.answered, r.in_time, r.open) for r in rows] == [
        ("Phổ Yên", 2, 1, 0, 1), ("Thái Nguyên", 1, 1, 1, 0), ("Lai Châu", 1, 1, 1, 0),
    ]  # fmt: skip
    assert [row.number for row in figures.lines(connection, of(connection, "DL"), 9)] == [1, 2, 3, 4]
    assert not figures.sums(connection, of(connection, "TN", 3)).states


def test_what_each_adviser_did_is_of_the_very_unit(connection: Connection) -> None:
    asked(connection, 1, "TN", 2, adviser_id=2)
    asked(connection, 2, "PY", 2, adviser_id=3)
    help_ = {"unit_id": at(connection, "TN"), "person_id": 2, "kind": "met", "text": "", "at": NOW}
    connection.execute(
        insert(helps.help_),
        [{**help_, "day": TODAY, "minutes": 90}, {**help_, "day": date(2022, 4, 30), "minutes": 10}],
    )
    idea = {"person_id": 1, "programme": "", "text": "", "opened_at": NOW, "touched_at": NOW, "ticket_id": 1}
    own = {"desk_id": at(connection, "TN"), "adviser_id": 2, "state": "registered"}
    connection.execute(insert(ideas.idea).values(**idea, **own))
    [one] = figures.by_person(connection, of(connection, "TN"), [at(connection, "TN")])
    assert (one.name, one.taken, one.answered, one.helped, one.minutes) == ("Người 2", 1, 1, 1, 90)
    assert (one.ideas, one.registered) == (1, 1)
    assert figures.helped(connection, of(connection, "DL")) == (1, 90)
    assert figures.ideas(connection, of(connection, "DL")) == (1, 1)
    assert [row.name for row in figures.log(connection, of(connection, "TN"), [at(connection, "TN")], 9)] == [
        "Người 2"
    ]
    assert helps.sums(connection, 2, date(2022, 5, 1), TODAY) == (1, 90)
    rows, total = ideas.lying(connection, [at(connection, "TN")], 0, 6)
    assert (len(rows), total, rows[0].number) == (1, 1, 1)


def holds(connection: Connection, number: int, person_id: int, code: str, **more: Any) -> None:
    values = {"id": number, "person_id": person_id, "role": "adviser", "unit_id": at(connection, code)}
    connection.execute(insert(role).values(**values, granted_at=NOW, granted_by="demo", **more))


def test_units_with_too_few_advisers_are_paged_in_the_order_of_the_tree(connection: Connection) -> None:
    for number, who in enumerate((1, 2, 3), start=1):
        holds(connection, number, who, "TN")
    holds(connection, 4, 1, "LC")
    holds(connection, 5, 2, "LC", ended_at=NOW)
    levels = ("grassroots", "member")
    rows, total = teams.too_small(connection, at(connection, "DL"), levels, 3, TODAY, 0, 6)
    assert ({(row.name, row.advisers) for row in rows}, total) == ({("Phổ Yên", 0), ("Lai Châu", 1)}, 2)
    rows, total = teams.too_small(connection, at(connection, "DL"), levels, 3, TODAY, 1, 1)
    assert (len(rows), total) == (1, 2)
    assert teams.too_small(connection, at(connection, "LC"), ("member",), 3, TODAY, 0, 6) == ([], 0)


def test_whoever_is_away_answers_nothing_whether_or_not_somebody_covers(connection: Connection) -> None:
    for number, who in enumerate((1, 2, 3), start=1):
        holds(connection, number, who, "TN")
    days = {"since": TODAY, "until": date(2022, 5, 20)}
    holds(connection, 4, 4, "TN", covers_id=1, **days)
    guest = {"code_hash": "x", "role": "adviser", "unit_id": at(connection, "TN"), "created_at": NOW}
    connection.execute(
        insert(invitation).values(**guest, expires_at=NOW + timedelta(days=9), role_id=2, **days)
    )
    tn = at(connection, "TN")
    found = answerers(connection, "adviser", [tn], TODAY)
    assert found == [Answerer(tn, 3, "Người 3"), Answerer(tn, 4, "Người 4")]
    after = answerers(connection, "adviser", [tn], date(2022, 5, 21))
    assert [one.person_id for one in after] == [1, 2, 3]
    away = {row.person_id: row.away for row in teams.members(connection, "adviser", tn, TODAY)}
    assert away == {1: days["until"], 2: days["until"], 3: None, 4: None}
