"""What goes along when units are merged or closed: desks and rosters go, roles and invitations end; whom it
concerns is told once, and an undo brings back what is still there."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, insert, select, update

from programmes import acts
from storage import audit, initiatives, registers, roles, unit_files, unit_imports, units
from storage.roles import Held
from storage.tables import Conversation, Person, ProgrammeVersion
from storage.unit_imports import CannotUndo
from storage.unit_moves import history, initiative, member
from storage.unit_plan import plan
from storage.unit_word import reminder

NOW = datetime(2022, 5, 16, 2, tzinfo=UTC)
TREE = [
    {"code": "BK", "name": "Tỉnh", "level": "province"},
    {"code": "BB", "name": "Ba Bể", "parent": "BK", "level": "upper"},
    {"code": "DL", "name": "Điện lực", "parent": "BB", "level": "grassroots"},
    {"code": "TO", "name": "Tổ 1", "parent": "DL", "level": "group"},
    {"code": "TH", "name": "Trường", "parent": "BK", "level": "grassroots"},
]
PROVINCE, UPPER, GRASSROOTS, SCHOOL = 1, 2, 3, 4
"""Officers of BK, BB, DL and TH, whoever is there."""


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    with engine.begin() as opened:
        units.import_units(opened, TREE)
        version = {"id": 1, "key": "k", "checksum": "c", "body": "", "loaded_at": NOW}
        opened.execute(insert(ProgrammeVersion.__table__).values(version))  # type: ignore[attr-defined]
        for key in (PROVINCE, UPPER, GRASSROOTS, SCHOOL):
            someone(opened, key)
        yield opened


def someone(connection: Connection, key: int, name: str = "Lan") -> None:
    """A person who can be written to."""
    person, lane = Person.__table__, Conversation.__table__  # type: ignore[attr-defined]
    connection.execute(insert(person).values(id=key, name=name, language="vi", created_at=NOW))
    connection.execute(insert(lane).values(id=100 + key, channel="local", address=f"p{key}", person_id=key,
                                           reachable=True))  # fmt: skip


def officer(connection: Connection, person: int, code: str, **days: Any) -> None:
    roles.grant(connection, person, Held("officer", key(connection, code)), "test", NOW, **days)


def sent(connection: Connection, number: int, unit: str, desk: str, status: str = "sent") -> None:
    row = {"id": number, "code": f"BK-{number}", "programme": "k", "programme_version_id": 1, "person_id": 1,
           "unit_id": key(connection, unit), "holder_id": key(connection, desk), "unit_note": "",
           "status": status, "sent_at": NOW}  # fmt: skip
    connection.execute(insert(initiative).values(row))


def key(connection: Connection, code: str) -> int:
    return units.find(connection, code) or 0


def imported(connection: Connection, *rows: dict[str, str], at: datetime = NOW) -> int:
    base, known = unit_imports.snapshot(connection)
    made = plan(unit_files.of_mappings(rows), known, NOW.date())
    assert made.problems == ()
    return unit_imports.run(connection, made, base, "f.csv", None, at)


def merged(connection: Connection, code: str, into: str) -> int:
    return imported(connection, {"code": code, "name": code, "merged_into": into})


def closed(connection: Connection, *codes: str) -> int:
    return imported(connection, *({"code": c, "name": c, "closed_on": "2022-05-01"} for c in codes))


def undo(connection: Connection) -> None:
    unit_imports.undo(connection, None, None, NOW + timedelta(minutes=1))


def places(connection: Connection) -> list[tuple[str, str]]:
    """Of every initiative the unit it comes from, and the one on whose desk it lies."""
    names = {row.id: row.code for row in connection.execute(select(units.unit))}
    rows = connection.execute(select(initiative).order_by(initiative.c.id))
    return [(names[row.unit_id], names[row.holder_id]) for row in rows]


def held(connection: Connection, person: int) -> list[Held]:
    return roles.held(connection, person, NOW.date())


def words(connection: Connection) -> list[tuple[int, str, str]]:
    """To whom which word was left, about what."""
    rows = connection.execute(select(reminder).order_by(reminder.c.id))
    told = [(row.subject.rpartition("/"), row.kind, row.due_at) for row in rows]
    assert all(due >= NOW for _, _, due in told)
    return [(int(subject[2]), kind, subject[0]) for subject, kind, _ in told]


# Desks


def test_what_lies_with_a_merged_unit_lies_with_its_successor(connection: Connection) -> None:
    sent(connection, 1, "DL", "DL")
    sent(connection, 2, "TO", "DL")
    sent(connection, 3, "DL", "BB")  # was passed on to the upper unit, and stays there
    sent(connection, 4, "TH", "DL", "withdrawn")
    imported(connection, {"code": "DL", "name": "n", "merged_into": "TH"},
             {"code": "TO", "name": "n", "parent": "TH"})  # fmt: skip
    assert places(connection) == [("TH", "TH"), ("TO", "TH"), ("TH", "BB"), ("TH", "DL")]
    lines = connection.execute(select(history).order_by(history.c.initiative_id)).all()
    dl, th = key(connection, "DL"), key(connection, "TH")
    assert [(line.kind, line.data) for line in lines] == [
        ("unit_changed", {"from": dl, "to": th, "desk_from": dl, "desk_to": th}),
        ("unit_changed", {"desk_from": dl, "desk_to": th}),
        ("unit_changed", {"from": dl, "to": th}),
    ]
    undo(connection)
    assert places(connection) == [("DL", "DL"), ("TO", "DL"), ("DL", "BB"), ("TH", "DL")]


def test_what_lies_with_a_closed_unit_goes_to_the_nearest_open_one_above(connection: Connection) -> None:
    sent(connection, 1, "TO", "TO")
    sent(connection, 2, "DL", "DL", "received")
    closed(connection, "TO", "DL")
    assert places(connection) == [("TO", "BB"), ("DL", "BB")]
    closed(connection, "BB")
    assert places(connection) == [("TO", "BK"), ("DL", "BK")]
    undo(connection)
    undo(connection)
    assert places(connection) == [("TO", "TO"), ("DL", "DL")]


def test_below_a_merged_unit_the_nearest_open_one_is_its_successor(connection: Connection) -> None:
    sent(connection, 1, "TO", "TO")
    imported(connection, {"code": "TO", "name": "n", "closed_on": "2022-05-01"},
             {"code": "DL", "name": "n", "merged_into": "TH"})  # fmt: skip
    assert places(connection) == [("TO", "TH")]


def test_with_nothing_open_above_it_stays_where_it_is(connection: Connection) -> None:
    sent(connection, 1, "TH", "TH")
    closed(connection, "BK", "BB", "DL", "TO", "TH")
    assert places(connection) == [("TH", "TH")]


def test_what_was_passed_on_meanwhile_is_left_where_it_is(connection: Connection) -> None:
    sent(connection, 1, "DL", "DL")
    closed(connection, "TO", "DL")
    connection.execute(update(initiative).values(holder_id=key(connection, "BK")))
    undo(connection)
    assert places(connection) == [("DL", "BK")]
    assert len(connection.execute(select(history)).all()) == 1


def test_rosters_go_along_with_a_merger_and_come_back(connection: Connection) -> None:
    row = {"unit_id": key(connection, "TO"), "name": "Lan", "folded": "lan", "imported_at": NOW}
    connection.execute(insert(member).values(row))
    merged(connection, "TO", "DL")
    assert connection.execute(select(member.c.unit_id)).scalars().all() == [key(connection, "DL")]
    undo(connection)
    assert connection.execute(select(member.c.unit_id)).scalars().all() == [key(connection, "TO")]


def test_two_mergers_one_after_the_other_are_undone_one_after_the_other(connection: Connection) -> None:
    officer(connection, GRASSROOTS, "TO")
    sent(connection, 1, "TO", "TO")
    merged(connection, "TO", "DL")
    merged(connection, "DL", "TH")
    assert places(connection) == [("TH", "TH")]
    assert held(connection, GRASSROOTS) == []
    undo(connection)
    assert places(connection) == [("DL", "DL")]
    undo(connection)
    assert places(connection) == [("TO", "TO")]
    assert held(connection, GRASSROOTS) == [Held("officer", key(connection, "TO"))]


def test_an_added_unit_whose_register_was_written_in_is_not_taken_away(connection: Connection) -> None:
    sent(connection, 1, "TO", "TO")
    imported(connection, {"code": "N", "name": "n", "parent": "DL"},
             {"code": "TO", "name": "n", "merged_into": "N"})  # fmt: skip
    line = {"unit_id": key(connection, "N"), "year": 2022, "number": 1, "initiative_id": 1, "person_id": 1}
    connection.execute(insert(registers.entry).values(**line, at=NOW))
    with pytest.raises(CannotUndo) as error:
        undo(connection)
    assert error.value.codes == ["N"]
    assert places(connection) == [("N", "N")]


# Roles


@pytest.mark.parametrize(("close", "why"), [(lambda c: merged(c, "TO", "DL"), "merged"),
                                            (lambda c: closed(c, "TO"), "closed")])  # fmt: skip
def test_roles_end_with_their_unit_and_begin_again_with_an_undo(
    connection: Connection, close: Any, why: str
) -> None:
    officer(connection, GRASSROOTS, "TO")
    officer(connection, UPPER, "DL")
    to = Held("officer", key(connection, "TO"))
    close(connection)
    assert (held(connection, GRASSROOTS), len(held(connection, UPPER))) == ([], 1)
    undo(connection)
    assert held(connection, GRASSROOTS) == [to]
    log = connection.execute(select(audit.audit).order_by(audit.audit.c.id)).all()
    assert [(e.kind, e.role, e.unit_id, e.about_id, e.data) for e in log] == [
        ("ended", "officer", to.unit_id, GRASSROOTS, {"why": why}),
        ("granted", "officer", to.unit_id, GRASSROOTS, {"why": "undone"}),
    ]


def test_a_role_that_had_ended_before_stays_ended_after_the_undo(connection: Connection) -> None:
    officer(connection, GRASSROOTS, "TO")
    roles.end(connection, 1, NOW)
    closed(connection, "TO")
    undo(connection)
    assert held(connection, GRASSROOTS) == []


def test_invitations_of_a_closed_unit_are_revoked_and_stay_so(connection: Connection) -> None:
    code, place = roles.new_code(), Held("officer", key(connection, "TO"))
    other = roles.new_code()
    roles.invite(connection, code, place, NOW, NOW + timedelta(days=14))
    roles.invite(connection, other, Held("officer", key(connection, "DL")), NOW, NOW + timedelta(days=14))
    closed(connection, "TO")
    undo(connection)
    assert roles.invited(connection, roles.code_hash(code), NOW) is None
    assert roles.invited(connection, roles.code_hash(other), NOW) is not None
    *_, last = connection.execute(select(audit.audit).order_by(audit.audit.c.id)).all()
    assert (last.kind, last.unit_id, last.data) == ("revoked", place.unit_id, {"why": "closed"})


# Word


def test_the_officer_to_whom_the_work_comes_and_the_one_whose_role_ends_are_told(
    connection: Connection,
) -> None:
    officer(connection, PROVINCE, "BK")
    officer(connection, UPPER, "BB")
    officer(connection, GRASSROOTS, "DL")
    officer(connection, SCHOOL, "TH")
    for number, status in enumerate(("sent", "received", "asked", "recognised", "withdrawn"), start=1):
        sent(connection, number, "DL", "DL", status)
    dl = key(connection, "DL")
    closed(connection, "DL", "TO")
    assert words(connection) == [(GRASSROOTS, "unit_role", f"over.{dl}"), (UPPER, "unit_work", f"{dl}.1.3")]
    undo(connection)
    assert words(connection)[2:] == [(GRASSROOTS, "unit_role", f"back.{dl}")]


def test_an_officer_hears_once_of_several_units(connection: Connection) -> None:
    officer(connection, PROVINCE, "BK")
    officer(connection, UPPER, "DL")
    sent(connection, 1, "DL", "DL")
    imported(connection, {"code": "N", "name": "n", "parent": "DL", "level": "group"})
    officer(connection, GRASSROOTS, "TO")
    officer(connection, SCHOOL, "N")
    sent(connection, 2, "TO", "TO")
    sent(connection, 3, "N", "N")
    first = min(key(connection, "TO"), key(connection, "N"))
    closed(connection, "TO", "N")
    assert (UPPER, "unit_work", f"{first}.2.2") in words(connection)
    assert len(words(connection)) == 3


def test_who_followed_it_already_is_not_told(connection: Connection) -> None:
    officer(connection, UPPER, "BB")
    sent(connection, 1, "DL", "DL")
    closed(connection, "DL", "TO")
    assert (places(connection), words(connection)) == ([("DL", "BB")], [])


def test_a_cover_that_is_over_neither_follows_nor_hears_of_work(connection: Connection) -> None:
    officer(connection, PROVINCE, "BK")
    officer(connection, UPPER, "BB", since=date(2022, 1, 1), until=date(2022, 1, 31))
    officer(connection, GRASSROOTS, "DL")
    sent(connection, 1, "DL", "DL")
    closed(connection, "DL", "TO")
    assert [(who, kind) for who, kind, _ in words(connection)] == [
        (GRASSROOTS, "unit_role"),
        (PROVINCE, "unit_work"),
    ]


def test_nobody_is_told_of_a_unit_where_nothing_was_open(connection: Connection) -> None:
    officer(connection, UPPER, "BB")
    sent(connection, 1, "DL", "DL", "recognised")
    closed(connection, "DL", "TO")
    assert (places(connection), words(connection)) == ([("DL", "BB")], [])


def test_who_has_no_chat_hinders_nothing(connection: Connection) -> None:
    officer(connection, GRASSROOTS, "DL")
    connection.execute(update(Conversation.__table__).values(reachable=False))  # type: ignore[attr-defined]
    closed(connection, "DL", "TO")
    assert words(connection) == []


def test_what_is_over_means_the_same_here_as_in_the_acts() -> None:
    assert set(initiatives.OVER) == set(acts.OVER)
