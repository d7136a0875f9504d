"""Invitations of many uses, what ends with a role, lists of who is where, and the log of all of it."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, insert, select, update

from storage import audit, database, role_lists, roles, units
from storage.roles import Guest, Held, invitation, role
from storage.tables import Person

NOW = datetime(2022, 5, 16, 2, tzinfo=UTC)
TODAY = date(2022, 5, 16)
LATE = NOW + timedelta(days=14)
CODE = "K7MW3RTX"
TREE = [
    {"code": "BK", "name": "Tỉnh", "level": "province"},
    {"code": "BB", "name": "Ba Bể", "parent": "BK", "level": "upper"},
    {"code": "DL", "name": "Điện lực", "parent": "BB", "level": "grassroots"},
    {"code": "TH", "name": "Trường học", "parent": "BB", "level": "grassroots"},
    {"code": "TP", "name": "Thành phố", "parent": "BK", "level": "upper"},
]
LEVELS = ("grassroots", "member")


def fill(connection: Connection, people: int = 9) -> None:
    units.import_units(connection, TREE)
    rows = [
        {"id": n, "name": f"Người {n}", "language": "vi", "created_at": NOW} for n in range(1, people + 1)
    ]
    connection.execute(insert(Person.__table__), rows)  # type: ignore[attr-defined]


@pytest.fixture
def connection(engine: Engine) -> Any:
    with engine.begin() as opened:
        fill(opened)
        yield opened


def at(connection: Connection, code: str) -> int:
    return units.find(connection, code) or 0


def hold(connection: Connection, person_id: int, name: str, code: str, **more: Any) -> int:
    """The number of a role that somebody has from now on."""
    roles.grant(connection, person_id, Held(name, at(connection, code)), "test", NOW, **more)
    return int(connection.execute(select(role.c.id).order_by(role.c.id.desc())).scalars().first() or 0)


def invited(connection: Connection, code: str, name: str, where: str, **more: Any) -> Guest:
    held = Held(name, at(connection, where))
    roles.invite(connection, code, held, NOW, LATE, more.pop("by", None), **more)
    guest = roles.invited(connection, roles.code_hash(code), NOW)
    assert guest is not None
    return guest


def logged(connection: Connection) -> list[tuple[str, int | None, int | None]]:
    rows = connection.execute(select(audit.audit).order_by(audit.audit.c.id))
    return [(row.kind, row.person_id, row.about_id) for row in rows]


# Invitations


def test_an_invitation_is_used_as_often_as_was_said(connection: Connection) -> None:
    guest = invited(connection, CODE, "officer", "DL", uses=3, by=1)
    assert [bool(roles.use(connection, guest, n, NOW)) for n in (2, 3, 4, 5)] == [True, True, True, False]
    assert roles.invited(connection, roles.code_hash(CODE), NOW) is None
    assert roles.holders(connection, "officer", at(connection, "DL"), TODAY) == [2, 3, 4]
    granted = [("granted", 1, n) for n in (2, 3, 4)]
    assert logged(connection) == [("invited", 1, None), *granted]


def test_a_withdrawn_invitation_keeps_what_it_has_granted(connection: Connection) -> None:
    guest = invited(connection, CODE, "officer", "DL", uses=3)
    assert roles.use(connection, guest, 2, NOW)
    assert roles.withdraw(connection, NOW, 1, invitation.c.id == guest.id) == 1
    assert roles.use(connection, guest, 3, NOW) is None
    assert roles.withdraw(connection, NOW, 1, invitation.c.id == guest.id) == 0
    assert roles.held(connection, 2, TODAY) == [Held("officer", at(connection, "DL"))]
    assert logged(connection)[-1] == ("revoked", 1, None)


def test_a_role_goes_from_one_to_the_other(connection: Connection) -> None:
    number = hold(connection, 1, "officer", "DL")
    guest = invited(connection, CODE, "officer", "DL", role_id=number, by=1)
    assert roles.use(connection, guest, 2, NOW)
    assert roles.holders(connection, "officer", at(connection, "DL"), TODAY) == [2]
    assert logged(connection)[1:] == [("granted", 1, 2), ("handed_over", 1, 1)]


def test_what_is_handed_over_twice_goes_to_the_first(connection: Connection) -> None:
    number = hold(connection, 1, "officer", "DL")
    both = [invited(connection, code, "officer", "DL", role_id=number, by=1) for code in (CODE, "ABCD2345")]
    assert roles.use(connection, both[0], 2, NOW)
    assert roles.use(connection, both[1], 3, NOW) is None
    assert roles.invited(connection, roles.code_hash("ABCD2345"), NOW) is None
    assert roles.holders(connection, "officer", at(connection, "DL"), TODAY) == [2]


def test_a_cover_counts_on_its_days_and_the_role_stays(connection: Connection) -> None:
    number = hold(connection, 1, "officer", "DL")
    since, until = date(2022, 9, 1), date(2022, 9, 15)
    guest = invited(connection, CODE, "officer", "DL", role_id=number, since=since, until=until, by=1)
    assert roles.use(connection, guest, 2, NOW)
    days = (since - timedelta(days=1), since, until, until + timedelta(days=1))
    assert [bool(roles.held(connection, 2, day)) for day in days] == [False, True, True, False]
    assert all(roles.held(connection, 1, day) for day in days)
    [row] = connection.execute(select(role).where(role.c.person_id == 2))
    assert row.covers_id == number
    assert audit.entries(connection, [at(connection, "DL")])[0].data == {
        "since": "2022-09-01", "until": "2022-09-15",
    }  # fmt: skip


def race(url: str, guests: list[tuple[Guest, int]]) -> list[bool]:
    """Everybody at once, each in a transaction of their own."""
    start = Barrier(len(guests))

    def come(guest: Guest, person_id: int) -> bool:
        writer = database.writer(url)
        try:
            with writer.begin() as opened:
                start.wait(30)
                return roles.use(opened, guest, person_id, NOW) is not None
        finally:
            writer.dispose()

    with ThreadPoolExecutor(len(guests)) as threads:
        return list(threads.map(lambda one: come(*one), guests))


def test_of_twenty_guests_at_once_five_find_room(postgres_url: str) -> None:
    writer = database.writer(postgres_url)
    with writer.begin() as opened:
        fill(opened, 20)
        guest = invited(opened, CODE, "officer", "DL", uses=5)
    assert Counter(race(postgres_url, [(guest, n) for n in range(1, 21)])) == {True: 5, False: 15}
    with writer.begin() as opened:
        assert len(roles.holders(opened, "officer", at(opened, "DL"), TODAY)) == 5
        assert opened.execute(select(invitation.c.used)).scalar_one() == 5
        assert [kind for kind, *_ in logged(opened)].count("granted") == 5
    writer.dispose()


def test_of_many_successors_at_once_one_takes_over(postgres_url: str) -> None:
    writer = database.writer(postgres_url)
    with writer.begin() as opened:
        fill(opened, 9)
        number = hold(opened, 1, "officer", "DL")
        codes = [f"ABCD234{n}" for n in range(2, 10)]
        guests = [invited(opened, code, "officer", "DL", role_id=number, by=1) for code in codes]
    came = race(postgres_url, [(guest, n) for n, guest in enumerate(guests, start=2)])
    assert came.count(True) == 1
    with writer.begin() as opened:
        assert len(roles.holders(opened, "officer", at(opened, "DL"), TODAY)) == 1
    writer.dispose()


# Ending


def test_a_role_ends_once_and_the_log_says_why(connection: Connection) -> None:
    number = hold(connection, 2, "officer", "DL")
    entry = roles.end(connection, number, NOW, 1, why="Chuyển công tác")
    assert entry is not None
    assert roles.end(connection, number, NOW, 1) is None
    row = audit.entry(connection, entry)
    assert (row.kind, row.who, row.whose, row.unit_code, row.data) == (
        "ended", "Người 1", "Người 2", "DL", {"why": "Chuyển công tác"},
    )  # fmt: skip


def test_whoever_covers_a_role_stops_with_it(connection: Connection) -> None:
    number = hold(connection, 1, "officer", "DL")
    days = {"since": TODAY, "until": date(2022, 9, 15)}
    guest = invited(connection, CODE, "officer", "DL", role_id=number, by=1, **days)
    assert roles.use(connection, guest, 2, NOW)
    place = Held("officer", at(connection, "DL"))
    assert [roles.lasting(connection, person, place) for person in (1, 2)] == [True, False]
    assert roles.end(connection, number, NOW, 1)
    assert roles.held(connection, 2, TODAY) == []
    newest, before = audit.entries(connection, [at(connection, "DL")], 0, 2)
    assert (newest.kind, newest.whose, newest.data) == ("ended", "Người 2", {"why": "uncovered"})
    assert (before.kind, before.whose) == ("ended", "Người 1")


def test_the_log_tells_a_code_that_hands_over(connection: Connection) -> None:
    number = hold(connection, 1, "officer", "DL")
    invited(connection, CODE, "officer", "DL", role_id=number, by=1)
    assert audit.entries(connection, [at(connection, "DL")])[0].data == {"uses": 1, "hand": True}


def test_who_is_left_beside_somebody(connection: Connection) -> None:
    lineage = units.lineage(connection, at(connection, "DL"))
    assert lineage == [at(connection, code) for code in ("DL", "BB", "BK")]
    mine = hold(connection, 1, "administrator", "DL")
    assert role_lists.others(connection, "administrator", lineage, TODAY, mine) == []
    above = hold(connection, 2, "administrator", "BK")
    hold(connection, 3, "administrator", "TP")
    hold(
        connection, 4, "administrator", "BB", since=TODAY + timedelta(days=1), until=TODAY + timedelta(days=9)
    )
    assert role_lists.others(connection, "administrator", lineage, TODAY, mine) == [2]
    roles.end(connection, above, NOW)
    assert role_lists.others(connection, "administrator", lineage, TODAY, mine) == []


# Lists


def test_the_list_of_a_unit_goes_down_the_tree_page_by_page(connection: Connection) -> None:
    for person_id, code in ((1, "DL"), (2, "TP"), (3, "BK"), (4, "BB"), (5, "DL")):
        hold(connection, person_id, "officer", code)
    past = hold(connection, 6, "officer", "DL", since=date(2022, 1, 1), until=TODAY - timedelta(days=1))
    assert role_lists.one(connection, past, TODAY) is None
    rows, count = role_lists.standing(connection, [at(connection, "BB")], TODAY, 0, 2)
    assert ([row.person_id for row in rows], count) == ([4, 1], 3)
    rows, _ = role_lists.standing(connection, [at(connection, "BB")], TODAY, 2, 2)
    assert [row.person_id for row in rows] == [5]
    assert role_lists.standing(connection, [at(connection, "BK")], TODAY, 0, 9)[1] == 5


def test_in_a_closed_unit_nobody_stands_but_what_is_ones_own_can_be_left(connection: Connection) -> None:
    hold(connection, 1, "officer", "DL")
    connection.execute(update(units.unit).where(units.unit.c.code == "DL").values(closed_on=TODAY))
    assert role_lists.standing(connection, [at(connection, "BK")], TODAY, 0, 9) == ([], 0)
    assert [row.unit_name for row in role_lists.own(connection, 1, TODAY)] == ["Điện lực"]
    assert at(connection, "DL") not in units.lineage(connection, at(connection, "DL"))


def test_open_invitations_are_listed_without_those_that_are_over(connection: Connection) -> None:
    number = hold(connection, 1, "officer", "DL")
    first = invited(connection, CODE, "officer", "DL", uses=2, by=1)
    handing = invited(connection, "ABCD2345", "officer", "DL", role_id=number, by=1)
    invited(connection, "ABCD2346", "officer", "TP", by=1)
    roles.use(connection, first, 2, NOW)
    here = [at(connection, "BB")]
    rows, count = role_lists.invitations(connection, here, NOW, 0, 9)
    assert ([(row.id, row.used, row.inviter) for row in rows], count) == (
        [(handing.id, 0, "Người 1"), (first.id, 1, "Người 1")], 2,
    )  # fmt: skip
    assert [row.id for row in role_lists.about_role(connection, number, NOW)] == [handing.id]
    roles.end(connection, number, NOW)
    assert role_lists.invitation_of(connection, handing.id, NOW) is None
    assert role_lists.invitations(connection, here, LATE, 0, 9) == ([], 0)


# Many at once


def test_units_without_an_officer_of_their_own(connection: Connection) -> None:
    hold(connection, 1, "officer", "BB")
    hold(connection, 2, "council", "DL")
    found = role_lists.units_below(connection, at(connection, "BK"), LEVELS, TODAY)
    assert [row.code for row in found] == ["DL", "TH"]
    assert len(role_lists.units_below(connection, at(connection, "BK"), LEVELS, TODAY, most=1)) == 1
    hold(connection, 2, "officer", "DL")
    assert [r.code for r in role_lists.units_below(connection, at(connection, "BK"), LEVELS, TODAY)] == ["TH"]
    every = role_lists.units_below(connection, at(connection, "BB"), LEVELS, TODAY, without_officer=False)
    assert [row.code for row in every] == ["DL", "TH"]


def test_a_newer_list_takes_the_place_of_an_older_one_but_not_of_codes_made_by_hand(
    connection: Connection,
) -> None:
    hand = invited(connection, CODE, "officer", "DL", by=1)
    places = [at(connection, code) for code in ("DL", "TH", "TP")]

    def listed(*codes: str) -> int:
        made = dict(zip(places, codes, strict=False))
        return role_lists.invite_all(connection, made, "officer", NOW, LATE, 1)

    def good(*codes: str) -> list[bool]:
        found = [roles.invited(connection, roles.code_hash(code), NOW) for code in codes]
        return [guest is not None for guest in found]

    assert listed("DDDD2222", "HHHH2222", "PPPP2222") == 0
    used = roles.invited(connection, roles.code_hash("HHHH2222"), NOW)
    assert used is not None
    assert roles.use(connection, used, 2, NOW)
    assert listed("DDDD3333", "HHHH3333") == 1
    assert good("DDDD2222", "HHHH2222", "PPPP2222") == [False, False, True]
    assert good("DDDD3333", "HHHH3333", CODE) == [True, True, True]
    assert roles.use(connection, hand, 3, NOW)
    assert listed() == 0


# The log


def test_the_log_of_a_unit_is_read_from_its_end(connection: Connection) -> None:
    invited(connection, CODE, "officer", "DL", by=1)
    invited(connection, "ABCD2345", "officer", "TP", by=1)
    audit.log_all(connection, NOW, "exported", [{"unit_id": at(connection, "BB"), "person_id": 2}])
    rows = audit.entries(connection, [at(connection, "BB")])
    assert [(row.kind, row.who, row.unit_code) for row in rows] == [
        ("exported", "Người 2", "BB"), ("invited", "Người 1", "DL"),
    ]  # fmt: skip
    assert [row.kind for row in audit.entries(connection, [at(connection, "BK")], 1, 1)] == ["invited"]
    assert audit.entries(connection, []) == []
    assert audit.entry(connection, 999) is None
