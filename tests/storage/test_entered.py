"""What many units have entered, and the counts beside a report, on both engines."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, insert

from storage import entered, units
from storage.entered import Counts
from storage.tables import Initiative, InitiativeEvent, Person, ProgrammeVersion
from tests.storage.test_unit_imports import TREE, key

NOW = datetime(2022, 5, 16, 2, tzinfo=UTC)
MAY = (date(2022, 5, 1), date(2022, 6, 1))


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    with engine.begin() as opened:
        units.import_units(opened, TREE)
        lan = {"id": 1, "name": "Lan", "language": "vi", "created_at": NOW}
        opened.execute(insert(Person.__table__).values(lan))  # type: ignore[attr-defined]
        version = {"id": 1, "key": "k", "checksum": "c", "body": "", "loaded_at": NOW}
        opened.execute(insert(ProgrammeVersion.__table__).values(version))  # type: ignore[attr-defined]
        yield opened


def record(
    connection: Connection,
    unit: str,
    kind: str,
    what: str,
    round_: str = "",
    programme: str = "k",
    **answers: Any,
) -> int:
    values = {
        "kind": kind, "programme": programme, "programme_version_id": 1, "unit_id": key(connection, unit),
        "person_id": 1, "key": what, "round": round_, "answers": answers, "sent_at": NOW,
    }  # fmt: skip
    query = insert(entered.record).values(values).returning(entered.record.c.id)
    return int(connection.execute(query).scalar_one())


def initiative(connection: Connection, unit: str, number: int, **more: Any) -> None:
    values = {
        "id": number, "code": f"K-{number}", "programme": "k", "programme_version_id": 1, "person_id": 1,
        "unit_id": key(connection, unit), "unit_note": "", "status": "sent", "sent_at": NOW, **more,
    }  # fmt: skip
    connection.execute(insert(Initiative.__table__).values(values))  # type: ignore[attr-defined]


def recognised(connection: Connection, number: int, at: datetime) -> None:
    values = {"initiative_id": number, "at": at, "kind": "recognised", "data": {}}
    connection.execute(insert(InitiativeEvent.__table__).values(values))  # type: ignore[attr-defined]


# What is done


def test_reports_duties_and_steps_count_as_done_by_unit_key_and_round(connection: Connection) -> None:
    record(connection, "BB", "report", "monthly", "2022-05")
    record(connection, "TP", "duty", "pledge", "2022")
    record(connection, "DL", "step", "list", "once")
    record(connection, "DL", "activity", "training", "2022")
    record(connection, "DL", "target", "own", "2022", figure=5)
    record(connection, "DL", "step", "list", "once", programme="other")
    bb, tp, dl = (key(connection, code) for code in ("BB", "TP", "DL"))
    everything = {
        (bb, "report", "monthly", "2022-05"),
        (tp, "duty", "pledge", "2022"),
        (dl, "step", "list", "once"),
    }
    assert entered.done(connection, "k") == everything
    assert entered.done(connection, "k", [bb]) == {(bb, "report", "monthly", "2022-05")}
    assert entered.done(connection, "k", []) == set()


def test_a_mark_that_was_taken_back_does_not_count_until_it_is_made_again(connection: Connection) -> None:
    what = (key(connection, "DL"), "step", "list", "2022")
    record(connection, "DL", "step", "list", "2022")
    record(connection, "DL", "step", "list", "2023")
    record(connection, "DL", "step", "list", "2022", undone=True)
    assert entered.done(connection, "k") == {(what[0], "step", "list", "2023")}
    record(connection, "DL", "step", "list", "2022")
    assert what in entered.done(connection, "k")


def test_of_figures_the_last_one_counts(connection: Connection) -> None:
    for figure in (40, 60):
        record(connection, "BB", "target", "own", "phase-1", figure=figure)
    record(connection, "BB", "target", "own", "phase-2", figure=0)
    record(connection, "TP", "target", "own", "phase-1", figure=7)
    bb, tp = key(connection, "BB"), key(connection, "TP")
    of_bb = {(bb, "own", "phase-1"): 60, (bb, "own", "phase-2"): 0}
    assert entered.figures(connection, "k") == {**of_bb, (tp, "own", "phase-1"): 7}
    assert entered.figures(connection, "k", [bb]) == of_bb


def test_ten_thousand_units_are_asked_about_at_once(connection: Connection) -> None:
    record(connection, "BB", "report", "monthly", "2022-05")
    assert len(entered.done(connection, "k", range(1, 40_000))) == 1
    assert entered.figures(connection, "k", range(1, 40_000)) == {}


def test_of_reports_the_last_of_a_unit_and_round_counts_and_says_whether_it_is_nil(
    connection: Connection,
) -> None:
    record(connection, "BB", "report", "monthly", "2022-05", anything=False)
    last = record(connection, "BB", "report", "monthly", "2022-05", anything=True, again=True)
    other = record(connection, "TP", "report", "monthly", "2022-05", anything=False)
    plain = record(connection, "TP", "report", "monthly", "2022-04")
    record(connection, "TP", "report", "yearly", "2022")
    found = entered.reports(connection, "k", "monthly", "2022-05")
    assert [(one.id, one.nil, one.sent_at) for one in found] == [(last, False, NOW), (other, True, NOW)]
    assert {one.id: one.nil for one in entered.reports(connection, "k", "monthly")}[plain] is False


# What stands beside a report


def test_the_three_counts_are_never_mixed(connection: Connection) -> None:
    april, june = NOW - timedelta(days=30), NOW + timedelta(days=30)
    initiative(connection, "DL", 1)
    initiative(connection, "TO", 2, status="recognised", sent_at=april)
    initiative(connection, "BB", 3, status="recognised", sent_at=april, posted_on=date(2022, 5, 31))
    initiative(connection, "BB", 4, status="recognised", sent_at=june, posted_on=date(2022, 6, 1))
    initiative(connection, "BB", 5, status="withdrawn", posted_on=date(2022, 5, 2))
    initiative(connection, "TP", 6, posted_on=date(2022, 5, 2))
    initiative(connection, "BB", 7, programme="other")
    recognised(connection, 2, NOW)
    recognised(connection, 2, NOW)  # once more, after it was undone
    recognised(connection, 3, april)
    bb = key(connection, "BB")
    assert entered.initiatives(connection, "k", bb) == Counts(4, 3, 2)
    assert entered.initiatives(connection, "k", bb, MAY) == Counts(1, 1, 1)
    assert entered.initiatives(connection, "k", None) == Counts(5, 3, 3)
    assert entered.initiatives(connection, "k", None, MAY) == Counts(2, 1, 2)


@pytest.mark.parametrize(
    ("at", "inside"),
    [
        ("2022-04-30T16:59:59", False),  # 23:59:59 in Vietnam
        ("2022-04-30T17:00:00", True),
        ("2022-05-31T16:59:59", True),
        ("2022-05-31T17:00:00", False),
    ],
)
def test_a_month_begins_and_ends_at_vietnams_midnight(connection: Connection, at: str, inside: bool) -> None:
    moment = datetime.fromisoformat(at).replace(tzinfo=UTC)
    initiative(connection, "DL", 1, status="recognised", sent_at=moment)
    recognised(connection, 1, moment)
    expected = Counts(1, 1, 0) if inside else Counts(0, 0, 0)
    assert entered.initiatives(connection, "k", None, MAY) == expected


def test_activities_are_counted_by_year_by_month_and_at_all(connection: Connection) -> None:
    record(connection, "DL", "activity", "training", "2022", held_on="2022-05-10")
    record(connection, "BB", "activity", "training", "2022", held_on="2022-04")
    record(connection, "BB", "activity", "forum", "2021", held_on="2021-05-10")
    record(connection, "TP", "activity", "forum", "2022")
    bb = key(connection, "BB")
    assert entered.activities(connection, "k", bb, "2022") == {"training": 2}
    assert entered.activities(connection, "k", bb, "2022-05") == {"training": 1}
    assert entered.activities(connection, "k", bb, "") == {"training": 2, "forum": 1}
    assert entered.activities(connection, "k", None, "2022") == {"training": 2, "forum": 1}
