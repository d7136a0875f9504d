"""Authors of initiatives: found by name in a part of the tree, by a code once, as they are by then."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, insert, select, text
from sqlalchemy.exc import OperationalError

from storage import authors, database, units
from storage.store import Store
from storage.tables import Author, Initiative, Person, ProgrammeVersion
from tests.storage.test_unit_imports import TREE, key

NOW = datetime(2022, 5, 16, 2, tzinfo=UTC)
PEOPLE = {1: ("Huy", "DL"), 2: ("Đặng Thị Ánh", "DL"), 3: ("DANG THI ANH", "TO"), 4: ("Đặng Thị Anh", "TP"),
          5: ("Đặng Thị Anh Đào", "DL"), 6: ("Dặng Thi Ánh", "BK"), 7: ("", "DL")}  # fmt: skip


def filled(connection: Connection) -> None:
    units.import_units(connection, TREE)
    people = [
        {"id": number, "name": name, "language": "vi", "created_at": NOW, "unit_id": key(connection, code)}
        for number, (name, code) in PEOPLE.items()
    ]
    connection.execute(insert(Person.__table__), people)  # type: ignore[attr-defined]
    version = {"id": 1, "key": "k", "checksum": "c", "body": "", "loaded_at": NOW}
    connection.execute(insert(ProgrammeVersion.__table__).values(version))  # type: ignore[attr-defined]
    for number, (sender, status) in enumerate([(1, "sent"), (1, "withdrawn"), (2, "sent")], start=1):
        row = {"id": number, "code": f"K-{number}", "programme": "k", "programme_version_id": 1,
               "person_id": sender, "unit_note": "", "status": status, "sent_at": NOW}  # fmt: skip
        connection.execute(insert(Initiative.__table__).values(row))  # type: ignore[attr-defined]


def named(connection: Connection, initiative: int, name: str, **more: Any) -> int:
    values = {"initiative_id": initiative, "name": name, "percent": 40, "at": NOW,
              "state": "named", "way": "", "words": "", **more}  # fmt: skip
    return int(
        connection.execute(insert(authors.author).values(values).returning(authors.author.c.id)).scalar_one()
    )


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    with engine.begin() as opened:
        filled(opened)
        yield opened


def test_namesakes_are_found_with_and_without_accents_below_a_unit_or_beside_it(
    connection: Connection,
) -> None:
    def ids(top: str | None, *others: str) -> list[int]:
        beside = [key(connection, code) for code in others]
        above = key(connection, top) if top else None
        return [one.id for one in authors.namesakes(connection, "dang thi anh", above, beside)]

    assert ids("DL") == [2, 3]
    assert ids("DL", "BB", "BK") == [2, 3, 6]
    assert ids(None, "TP") == [4]
    assert ids(None) == []


def test_a_search_for_a_name_takes_its_letters_as_they_are(connection: Connection) -> None:
    top = key(connection, "BK")
    assert authors.namesakes(connection, "%", top, ()) == []
    assert [one.id for one in authors.namesakes(connection, "huy", top, ())] == [1]


def test_who_is_gone_is_not_named_any_more(connection: Connection) -> None:
    store = Store(connection, NOW)
    first, gone = named(connection, 1, "An"), named(connection, 1, "Ba", state="gone", code_hash="h")
    assert [row.name for row in authors.of(store, 1)] == ["An"]
    assert [row.name for row in authors.every(store, 1)] == ["An", "Ba"]
    assert authors.one(store, gone) is None
    assert authors.coded(store, "h") is None
    row = authors.one(store, first)
    assert row is not None
    assert row.name == "An"


def test_rows_are_read_as_they_are_by_then(connection: Connection) -> None:
    store = Store(connection, NOW)
    key_ = named(connection, 1, "An")
    [row] = authors.of(store, 1)
    connection.execute(authors.author.update().values(percent=10))
    [again] = authors.of(store, 1)
    assert (again is row, row.percent) == (True, 10)
    row.percent = 20  # what the batch has changed is kept
    [again] = authors.of(store, 1)
    assert again.percent == 20
    store.save()
    assert connection.execute(select(authors.author.c.percent)).scalar_one() == 20
    assert key_ == row.id


def test_what_others_sent_and_did_not_withdraw_names_somebody(connection: Connection) -> None:
    store = Store(connection, NOW)
    for initiative in (1, 2, 3):
        named(connection, initiative, "Ánh", person_id=2, state="confirmed")
    named(connection, 1, "Ánh", person_id=2, state="objected")
    assert [row.initiative_id for row in authors.found(store, 2, ("confirmed",))] == [1]
    assert authors.found(store, 2, ("asked",)) == []
    assert [row.initiative_id for row in authors.found(store, 2, ("objected", "confirmed"))] == [1, 1]


def test_the_export_tells_state_way_and_time_of_each(connection: Connection) -> None:
    named(connection, 1, "An", state="confirmed", way="sender")
    named(connection, 1, "Ba", state="gone")
    named(connection, 3, "Ca")
    told = "2022-05-16T02:00:00+00:00"
    assert authors.states(connection) == {
        1: [{"name": "An", "percent": 40, "state": "confirmed", "way": "sender", "at": told}],
        3: [{"name": "Ca", "percent": 40, "state": "named", "way": None, "at": told}],
    }


def test_of_two_processes_one_takes_a_code(postgres_url: str) -> None:
    one, two = database.writer(postgres_url), database.writer(postgres_url)
    with one.begin() as first:
        filled(first)
        named(first, 1, "An", code_hash="h")
    with one.begin() as first:
        mine = Store(first, NOW)
        row = authors.coded(mine, "h")
        assert row is not None
        row.code_hash = None
        mine.save()
        with two.connect() as second:
            second.execute(text("SET lock_timeout = '50ms'"))
            with pytest.raises(OperationalError):
                authors.coded(Store(second, NOW), "h")
    with two.begin() as second:
        assert authors.coded(Store(second, NOW), "h") is None
    one.dispose()
    two.dispose()


def test_a_share_that_another_process_changed_is_not_confirmed_unseen(postgres_url: str) -> None:
    one, two = database.writer(postgres_url), database.writer(postgres_url)
    with one.begin() as first:
        filled(first)
        number = named(first, 1, "An", person_id=2, state="asked")
    with one.begin() as first, two.begin() as second:
        theirs = Store(second, NOW)
        [seen] = authors.of(theirs, 1)  # before the change
        mine = Store(first, NOW)
        [row] = authors.every(mine, 1)
        row.percent = 10
        mine.save()
        first.commit()
        locked = authors.one(theirs, number)
        assert locked is seen
        assert seen.percent == 10
    one.dispose()
    two.dispose()


def test_codes_are_unique(connection: Connection) -> None:
    named(connection, 1, "An", code_hash="h")
    store = Store(connection, NOW)
    with pytest.raises(Exception, match=r"(?i)unique"):
        store.add(Author(initiative_id=1, name="Ba", percent=1, code_hash="h", at=NOW))
