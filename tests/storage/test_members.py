"""Rosters: replaced unit by unit, a line found to be one person, once."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, Engine, insert, select

from storage import members, unit_imports, units
from storage.members import Free, Line
from storage.tables import Person
from storage.unit_imports import CannotUndo
from tests.storage.test_unit_imports import TREE, imported, key

NOW = datetime(2022, 5, 16, 2, tzinfo=UTC)


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    with engine.begin() as opened:
        units.import_units(opened, TREE)
        rows = [{"id": number, "name": "Lan", "language": "vi", "created_at": NOW} for number in (1, 2)]
        opened.execute(insert(Person.__table__), rows)  # type: ignore[attr-defined]
        yield opened


def line(connection: Connection, code: str, name: str, digits: str = "5281") -> Line:
    return Line(key(connection, code), name, name.casefold(), digits)


def stored(connection: Connection) -> list[tuple[str, str]]:
    rows = connection.execute(select(members.member).order_by(members.member.c.id))
    return [(row.name, row.digits) for row in rows]


def test_a_roster_takes_the_place_of_its_units_only(connection: Connection) -> None:
    members.replace(connection, [line(connection, "DL", "An"), line(connection, "TO", "Ba")], NOW)
    members.replace(connection, [line(connection, "DL", "Ca"), line(connection, "DL", "Da")], NOW)
    assert stored(connection) == [("Ba", "5281"), ("Ca", "5281"), ("Da", "5281")]
    assert members.count(connection, [key(connection, "DL"), key(connection, "TO")]) == 3
    assert members.count(connection, []) == 0


def test_a_line_is_found_to_be_one_person_once(connection: Connection) -> None:
    members.replace(connection, [line(connection, "DL", "An"), line(connection, "DL", "An", "1111")], NOW)
    unit_id = key(connection, "DL")
    first, second = members.free(connection, [unit_id], "an")
    assert (first.unit_id, first.digits, second.digits) == (unit_id, "5281", "1111")
    assert members.link(connection, first.id, 1)
    assert not members.link(connection, first.id, 2)
    assert [found.id for found in members.free(connection, [unit_id], "an")] == [second.id]
    assert (members.known(connection, 1), members.known(connection, 2)) == (True, False)


def test_lines_without_digits_or_elsewhere_are_not_offered(connection: Connection) -> None:
    members.replace(connection, [line(connection, "DL", "An", ""), line(connection, "TO", "An")], NOW)
    assert members.free(connection, [key(connection, "DL")], "an") == []
    [found] = members.free(connection, [key(connection, "TO"), key(connection, "DL")], "an")
    assert isinstance(found, Free)
    assert members.free(connection, [], "an") == []


def test_whoever_was_found_stays_found_where_the_same_line_comes_again(connection: Connection) -> None:
    lines = [line(connection, "DL", "An"), line(connection, "DL", "Ba", "2222")]
    members.replace(connection, lines, NOW)
    for number, found in enumerate(connection.execute(select(members.member.c.id)).scalars().all(), start=1):
        members.link(connection, found, number)
    members.replace(connection, [lines[0], line(connection, "DL", "Ba", "3333")], NOW)
    assert (members.known(connection, 1), members.known(connection, 2)) == (True, False)


def test_many_lines_are_written_in_portions(connection: Connection) -> None:
    many = [line(connection, "DL", f"N{number}") for number in range(2 * members.AT_ONCE + 1)]
    members.replace(connection, many, NOW)
    assert members.count(connection, [key(connection, "DL")]) == len(many)


def test_an_import_of_units_is_not_undone_under_a_roster(connection: Connection) -> None:
    imported(connection, {"code": "MOI", "name": "Xưởng", "parent": "BK"})
    members.replace(connection, [line(connection, "MOI", "An")], NOW)
    with pytest.raises(CannotUndo) as refused:
        unit_imports.undo(connection, None, None, NOW)
    assert refused.value.codes == ["MOI"]
