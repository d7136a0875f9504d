"""Imports of units are written whole or not at all, move people with a merger, and can be undone."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, insert, select, text, update
from sqlalchemy.exc import OperationalError

from storage import database, unit_files, unit_imports, unit_moves, units
from storage.roles import Held, grant
from storage.tables import Initiative, InitiativeEvent, Person, ProgrammeVersion
from storage.unit_imports import CannotUndo, Stale
from storage.unit_plan import Plan, plan

NOW = datetime(2022, 5, 16, 2, tzinfo=UTC)
TREE = [
    {"code": "BK", "name": "Tỉnh", "level": "province"},
    {"code": "TP", "name": "Thành phố", "parent": "BK", "level": "upper"},
    {"code": "BB", "name": "Ba Bể", "parent": "BK", "level": "upper"},
    {"code": "DL", "name": "Điện lực", "parent": "BB", "level": "grassroots", "headcount": "12"},
    {"code": "TO", "name": "Tổ 1", "parent": "DL", "level": "group"},
]


@pytest.fixture
def connection(engine: Engine) -> Any:
    with engine.begin() as opened:
        assert units.import_units(opened, TREE) == 5
        yield opened


def planned(connection: Connection, *rows: dict[str, str]) -> tuple[Plan, int]:
    base, known = unit_imports.snapshot(connection)
    return plan(unit_files.of_mappings(rows), known, NOW.date()), base


def imported(connection: Connection, *rows: dict[str, str]) -> int:
    made, base = planned(connection, *rows)
    assert made.problems == ()
    return unit_imports.run(connection, made, base, "f.csv", None, NOW)


def tree(connection: Connection) -> list[Any]:
    return [tuple(row) for row in connection.execute(select(units.unit).order_by(units.unit.c.id))]


def codes(connection: Connection, ids: list[int]) -> list[str]:
    rows = connection.execute(select(units.unit.c.code).where(units.unit.c.id.in_(ids)))
    return sorted(rows.scalars())


def key(connection: Connection, code: str) -> int:
    return units.find(connection, code) or 0


def person(connection: Connection, number: int, code: str) -> None:
    values = {
        "id": number,
        "name": "Lan",
        "language": "vi",
        "created_at": NOW,
        "unit_id": key(connection, code),
    }
    connection.execute(insert(Person.__table__).values(values))  # type: ignore[attr-defined]


def initiative(connection: Connection, number: int, code: str, status: str = "sent") -> None:
    if number == 1:
        values = {"id": 1, "key": "k", "checksum": "c", "body": "", "loaded_at": NOW}
        connection.execute(insert(ProgrammeVersion.__table__).values(values))  # type: ignore[attr-defined]
    row = {"id": number, "code": f"BK-{number}", "programme": "k", "programme_version_id": 1, "person_id": 1,
           "unit_id": key(connection, code), "unit_note": "", "status": status, "sent_at": NOW}  # fmt: skip
    connection.execute(insert(Initiative.__table__).values(row))  # type: ignore[attr-defined]


def where(connection: Connection) -> tuple[list[str], list[str]]:
    """The units of all people, and of all initiatives."""
    names = {row.id: row.code for row in connection.execute(select(units.unit))}
    people = connection.execute(select(unit_moves.person.c.unit_id).order_by(unit_moves.person.c.id))
    sent = connection.execute(select(unit_moves.initiative.c.unit_id).order_by(unit_moves.initiative.c.id))
    return [names[k] for k in people.scalars()], [names[k] for k in sent.scalars()]


def test_paths_lead_from_the_top_down_whatever_the_order_of_rows(connection: Connection) -> None:
    imported(
        connection,
        {"code": "N3", "name": "n", "parent": "N2"},
        {"code": "N2", "name": "n", "parent": "TO"},
    )
    rows = {row.id: row for row in connection.execute(select(units.unit))}
    for row in rows.values():
        above = rows[row.parent_id].path if row.parent_id else "/"
        assert row.path == f"{above}{row.id}/"


def test_a_move_takes_all_below_along(connection: Connection) -> None:
    imported(connection, {"code": "DL", "name": "Điện lực", "parent": "TP"})
    assert codes(connection, units.below(connection, key(connection, "TP"))) == ["DL", "TO"]
    assert units.below(connection, key(connection, "BB")) == []


def test_below_takes_levels_and_leaves_out_the_unit_itself_and_closed_ones(connection: Connection) -> None:
    top = key(connection, "BK")
    assert codes(connection, units.below(connection, top)) == ["BB", "DL", "TO", "TP"]
    assert codes(connection, units.below(connection, top, ["grassroots", "group"])) == ["DL", "TO"]
    imported(connection, {"code": "TP", "name": "Thành phố", "closed_on": "2022-01-01"})
    assert codes(connection, units.below(connection, top)) == ["BB", "DL", "TO"]


def test_all_below_is_one_range_of_an_index(engine: Engine) -> None:
    rows = [{"code": f"U{n}", "name": "n", "parent": f"U{(n - 1) // 10}" if n else "", "level": "l"}
            for n in range(5000)]  # fmt: skip
    with engine.begin() as connection:
        units.import_units(connection, rows)
        connection.execute(text("ANALYZE"))
        query = units.below_query(key(connection, "U12"), ["l"])
        compiled = query.compile(engine, compile_kwargs={"literal_binds": True})
        explain = "EXPLAIN QUERY PLAN" if engine.dialect.name == "sqlite" else "EXPLAIN"
        steps = "\n".join(str(tuple(row)) for row in connection.execute(text(f"{explain} {compiled}")))
        assert "ix_unit_path" in steps, steps
        if engine.dialect.name == "sqlite":
            assert "ix_unit_path (path>? AND path<?)" in steps
            assert "SCAN" not in steps
        else:
            assert "Seq Scan" not in steps, steps
        children = {
            f"U{n}" for n in range(5000) if n and ((n - 1) // 10 == 12 or ((n - 1) // 10 - 1) // 10 == 12)
        }
        found = set(codes(connection, units.below(connection, key(connection, "U12"))))
        assert found == children


def test_a_plan_with_problems_is_not_written(connection: Connection) -> None:
    made, base = planned(connection, {"code": "N", "name": "n"}, {"code": "M", "name": ""})
    before = tree(connection)
    with pytest.raises(ValueError, match="problems"):
        unit_imports.run(connection, made, base, "f", None, NOW)
    assert tree(connection) == before


def test_a_plan_is_not_written_into_a_tree_that_has_changed(connection: Connection) -> None:
    made, base = planned(connection, {"code": "N", "name": "n"})
    imported(connection, {"code": "M", "name": "m"})
    before = tree(connection)
    with pytest.raises(Stale):
        unit_imports.run(connection, made, base, "f", None, NOW)
    assert tree(connection) == before


def test_people_and_open_initiatives_go_along_with_a_merger_and_history_says_so(
    connection: Connection,
) -> None:
    person(connection, 1, "TO")
    person(connection, 2, "TP")
    initiative(connection, 1, "TO")
    initiative(connection, 2, "TO", "withdrawn")
    imported(connection, {"code": "TO", "name": "Tổ 1", "merged_into": "DL"})
    assert where(connection) == (["DL", "TP"], ["DL", "TO"])
    history = InitiativeEvent.__table__  # type: ignore[attr-defined]
    [line] = connection.execute(select(history))
    assert (line.initiative_id, line.kind) == (1, "unit_changed")
    assert line.data == {"from": key(connection, "TO"), "to": key(connection, "DL")}


def test_a_chain_of_mergers_ends_where_it_ends(connection: Connection) -> None:
    person(connection, 1, "TO")
    imported(
        connection,
        {"code": "TO", "name": "Tổ 1", "merged_into": "NEW"},
        {"code": "NEW", "name": "Tổ mới", "parent": "DL"},
    )
    assert where(connection)[0] == ["NEW"]


def test_undo_makes_everything_as_it_was(connection: Connection) -> None:
    person(connection, 1, "TO")
    initiative(connection, 1, "TO")
    before = tree(connection)
    imported(
        connection,
        {"code": "TO", "name": "Tổ 1", "merged_into": "NEW"},
        {"code": "NEW", "name": "Tổ mới", "parent": "NEW2"},
        {"code": "NEW2", "name": "Bộ phận", "parent": "DL", "merged_into": ""},
        {"code": "DL", "name": "Điện lực Ba Bể", "parent": "TP", "headcount_on": "2022-01-01", "cụm": "1"},
        {"code": "BB", "name": "Ba Bể", "closed_on": "2022-02-02"},
    )
    assert tree(connection) != before
    number = unit_imports.newest(connection)
    assert unit_imports.undo(connection, number, None, NOW).file == "f.csv"
    assert tree(connection) == before
    assert where(connection) == (["TO"], ["TO"])
    assert unit_imports.newest(connection) > number
    history = InitiativeEvent.__table__  # type: ignore[attr-defined]
    there, back = connection.execute(select(history).order_by(history.c.id))
    assert (there.data["from"], there.data["to"]) == (back.data["to"], back.data["from"])


def test_imports_are_undone_from_the_newest_back(connection: Connection) -> None:
    before = tree(connection)
    first = imported(connection, {"code": "A", "name": "a"})
    second = imported(connection, {"code": "B", "name": "b"})
    with pytest.raises(CannotUndo):
        unit_imports.undo(connection, first, None, NOW)
    assert unit_imports.undo(connection, None, None, NOW).id == second
    assert unit_imports.undo(connection, None, None, NOW).id == first
    assert tree(connection) == before
    with pytest.raises(CannotUndo):
        unit_imports.undo(connection, None, None, NOW)


def test_undo_is_refused_while_newer_work_depends_on_an_added_unit(connection: Connection) -> None:
    person(connection, 1, "TO")
    imported(connection, {"code": "A", "name": "a"}, {"code": "B", "name": "b"},
             {"code": "TO", "name": "Tổ 1", "merged_into": "A"})  # fmt: skip
    person(connection, 2, "B")
    grant(connection, 1, Held("officer", key(connection, "A")), "test", NOW)
    before = tree(connection)
    with pytest.raises(CannotUndo) as error:
        unit_imports.undo(connection, None, None, NOW)
    assert error.value.codes == ["A", "B"]
    assert tree(connection) == before
    assert where(connection)[0] == ["A", "B"]


def test_who_moved_on_meanwhile_is_left_where_they_are(connection: Connection) -> None:
    person(connection, 1, "TO")
    imported(connection, {"code": "TO", "name": "Tổ 1", "merged_into": "DL"})
    connection.execute(update(unit_moves.person).values(unit_id=key(connection, "TP")))
    unit_imports.undo(connection, None, None, NOW)
    assert where(connection)[0] == ["TP"]


def test_a_second_process_imports_only_after_the_first_has_committed(postgres_url: str) -> None:
    one, two = database.writer(postgres_url), database.writer(postgres_url)
    with one.begin() as first:
        imported(first, {"code": "A", "name": "a"})
        with two.connect() as second:
            assert unit_imports.newest(second) == 0
            made, base = planned(second, {"code": "B", "name": "b"})
            second.execute(text("SET lock_timeout = '50ms'"))
            with pytest.raises(OperationalError):
                unit_imports.run(second, made, base, "f", None, NOW)
    with two.begin() as second, pytest.raises(Stale):
        unit_imports.run(second, made, base, "f", None, NOW)
    one.dispose()
    two.dispose()
