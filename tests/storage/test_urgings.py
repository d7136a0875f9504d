"""Whom a word from above can reach and why not; rounds that are counted, and what came of them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, insert, select, update

from storage import ledger, queue, roles, units, urgings
from storage.queue import conversation, outbox, person
from storage.reminders import reminder
from storage.roles import Held, role
from storage.urgings import Person

NOW = datetime(2022, 5, 16, 2, tzinfo=UTC)
TODAY = date(2022, 5, 16)
TREE = [
    {"code": "BK", "name": "Tỉnh", "level": "province"},
    {"code": "BB", "name": "Ba Bể", "parent": "BK", "level": "upper"},
    *({"code": code, "name": code, "parent": "BB", "level": "grassroots"} for code in "ABCDEFG"),
]
SAME = {"unit_id": 1, "kind": "none", "programme": "p", "deadline": "d", "round": "r"}


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    with engine.begin() as opened:
        units.import_units(opened, TREE)
        yield opened


def at(connection: Connection, code: str) -> int:
    return units.find(connection, code) or 0


def someone(connection: Connection, number: int, unit: str = "", reachable: bool | None = True) -> None:
    """A person; `reachable` None: who has never written here."""
    unit_id = at(connection, unit) if unit else None
    row = {"id": number, "name": f"N {number}", "language": "vi", "created_at": NOW, "unit_id": unit_id}
    connection.execute(insert(person).values(row))
    if reachable is not None:
        lane = {"id": 10 * number, "channel": "local", "address": str(number), "person_id": number}
        connection.execute(insert(conversation).values(**lane, reachable=reachable))


def officer(connection: Connection, number: int, unit: str, **more: Any) -> int:
    roles.grant(connection, number, Held("officer", at(connection, unit)), "test", NOW, **more)
    return int(connection.execute(select(role.c.id).order_by(role.c.id.desc())).scalars().first() or 0)


def reached(connection: Connection, codes: str, who: int = 1) -> dict[str, list[int] | str]:
    found = urgings.reach(
        connection, [at(connection, code) for code in codes], at(connection, "BB"), who, NOW, TODAY
    )
    people = {key: [one.id for one in told] for key, told in found.people.items()}
    return {code: people.get(at(connection, code)) or found.why[at(connection, code)] for code in codes}


def test_why_nobody_of_a_unit_can_be_told(connection: Connection) -> None:
    for number, unit, reachable in (
        (1, "BB", True),
        (2, "A", True),
        (3, "B", False),
        (4, "C", None),
        (5, "D", True),
    ):
        someone(connection, number, unit, reachable)
    for number, unit in ((1, "G"), (2, "A"), (3, "B"), (4, "C")):
        officer(connection, number, unit)
    late = NOW + timedelta(days=9)
    roles.invite(connection, "K7MW3RTX", Held("officer", at(connection, "E")), NOW, late)
    roles.invite(connection, "K7MW3RTY", Held("officer", at(connection, "F")), NOW, NOW - timedelta(days=1))
    roles.invite(connection, "K7MW3RTZ", Held("adviser", at(connection, "F")), NOW, late)
    assert reached(connection, "ABCDEFG") == {
        "A": [2], "B": "blocked", "C": "never", "D": "none", "E": "invited", "F": "nobody", "G": "self",
    }  # fmt: skip


def test_one_of_several_officers_is_enough_and_the_newest_reachable_chat_is_used(
    connection: Connection,
) -> None:
    someone(connection, 2)
    someone(connection, 3, reachable=False)
    for number, address, reachable in ((90, "x", True), (91, "y", False)):
        lane = {"id": number, "channel": "telegram", "address": address, "person_id": 2}
        connection.execute(insert(conversation).values(**lane, reachable=reachable))
    for number in (2, 3):
        officer(connection, number, "A")
    unit = at(connection, "A")
    found = urgings.reach(connection, [unit], at(connection, "BB"), 1, NOW, TODAY)
    assert found.people == {unit: [Person(2, 90)]}


def test_whoever_stands_in_is_told_instead(connection: Connection) -> None:
    for number in (2, 3):
        someone(connection, number)
    own = officer(connection, 2, "A")
    cover = {"since": TODAY, "until": TODAY + timedelta(days=9), "covers_id": own}
    officer(connection, 3, "A", **cover)
    unit, top = at(connection, "A"), at(connection, "BB")
    found = urgings.reach(connection, [unit], top, 1, NOW, TODAY)
    assert ([one.id for one in found.people[unit]], found.covered) == ([3], {unit})
    after = urgings.reach(connection, [unit], top, 1, NOW, TODAY + timedelta(days=10))
    assert ([one.id for one in after.people[unit]], after.covered) == ([2], set())
    queue.reachable(connection, 30, False)
    without = urgings.reach(connection, [unit], top, 1, NOW, TODAY)
    assert ([one.id for one in without.people[unit]], without.covered) == ([2], set())


def test_rounds_about_the_same_are_counted(connection: Connection) -> None:
    someone(connection, 1)
    top = at(connection, "BB")
    same = {**SAME, "unit_id": top, "person_id": 1}
    first, second, other, elsewhere = (
        urgings.begin(connection, NOW, **{**same, **more})
        for more in ({}, {}, {"kind": "report"}, {"unit_id": at(connection, "BK")})
    )
    assert [n for _, n in (first, second, other, elsewhere)] == [1, 2, 1, 1]
    about = {name: same[name] for name in ("unit_id", "kind", "programme", "deadline", "round")}
    last = urgings.latest(connection, **about)
    assert (last.id, last.number, last.who) == (second[0], 2, "N 1")
    assert [row.id for row in urgings.past(connection, top, 0, 9)] == [
        other[0],
        second[0],
        first[0],
    ]
    assert urgings.latest(connection, **{**about, "kind": "team"}) is None


def test_everybody_gets_one_row_for_all_units_of_theirs(connection: Connection) -> None:
    for number in (1, 2, 3):
        someone(connection, number)
    key, _ = urgings.begin(connection, NOW, **{**SAME, "unit_id": at(connection, "BB")}, person_id=1)
    due = {2: NOW, 3: NOW + timedelta(hours=9)}
    urgings.leave(connection, key, {Person(2, 20): [7, 8], Person(3, 30): []}, due)
    rows = connection.execute(select(reminder).order_by(reminder.c.conversation_id)).all()
    assert [(row.subject, row.conversation_id, row.due_at) for row in rows] == [
        (f"{key:09}.7.8/2", 20, NOW),
        (f"{key:09}/3", 30, NOW + timedelta(hours=9)),
    ]
    others = {n: {Person(2, 20): [n]} for n in (key + 1, key + 9, key + 99)}
    for n, told in others.items():
        urgings.leave(connection, n, told, due)
    assert [urgings.waiting(connection, n) for n in (key, key + 1, key + 2, key + 99)] == [2, 1, 0, 1]
    assert urgings.is_told(connection, key, 3)
    assert not urgings.is_told(connection, key + 1, 3)
    connection.execute(update(reminder).where(reminder.c.conversation_id == 20).values(state="fired"))
    assert urgings.waiting(connection, key) == 2
    connection.execute(update(reminder).values(state="sent"))
    assert urgings.waiting(connection, key) == 0


def test_what_came_of_a_round_is_counted_with_the_units_it_did_not_reach(connection: Connection) -> None:
    for number in (1, 2):
        someone(connection, number)
    key, _ = urgings.begin(connection, NOW, **{**SAME, "unit_id": at(connection, "BB")}, person_id=1)
    for turn, (unit, state) in enumerate((("A", "sent"), ("B", "failed"), ("C", "failed"))):
        ledger.note(
            connection, kind="urged", programme="p", unit_id=at(connection, unit), person_id=2,
            role="officer", due_at=NOW, at=NOW, urging_id=key, inbox_id=turn,
        )  # fmt: skip
        row = {"inbox_id": turn, "conversation_id": 20, "key": "k", "method": "m", "body": b"",
               "state": state, "created_at": NOW}  # fmt: skip
        connection.execute(insert(outbox).values(row))
    assert urgings.figures(connection, key).states == {"sent": 1, "failed": 2}
    assert urgings.failed(connection, key) == [at(connection, "B"), at(connection, "C")]


def test_workers_with_unfinished_registrations_are_found_below_a_unit(connection: Connection) -> None:
    for number, unit, reachable in (
        (1, "A", True),
        (2, "B", False),
        (3, "C", True),
        (4, "BK", True),
        (5, "D", True),
    ):
        someone(connection, number, unit, reachable)
    for number, (who, form, state) in enumerate(
        (
            (1, "registration", "open"),
            (1, "registration", "open"),
            (2, "registration", "open"),
            (3, "record", "open"),
            (4, "registration", "open"),
            (5, "registration", "sent"),
        )
    ):
        connection.execute(
            insert(urgings.draft).values(
                id=f"d{number}", person_id=who, form=form, state=state, answers={}, notes={}, created_at=NOW,
                updated_at=NOW,
            )
        )  # fmt: skip
    found = urgings.with_drafts(connection, at(connection, "BB"))
    assert (found.people, found.unreachable) == ([Person(1, 10)], 1)
