"""Who may do what: every role in the own unit, below, above and elsewhere."""

from datetime import UTC, datetime
from typing import Any, cast

import pytest
from sqlalchemy import Connection, Engine, insert

from handlers import permissions
from handlers.events import Event
from handlers.permissions import ALLOWED, Action
from handlers.service import Service
from handlers.turn import Turn
from handlers.unit_search import Place, UnitIndex
from programmes.model import Programme
from storage import roles
from storage.records import Conversation
from storage.roles import ROLES, Held
from storage.store import Store
from storage.tables import Author, Initiative, Person, ProgrammeVersion, Unit

NOW = datetime(2022, 5, 16, 2, tzinfo=UTC)
TREE = {"BK": None, "BABE": "BK", "DLBB": "BABE", "TP": "BK", "NT": None}
LEVELS = {"BK": "province", "BABE": "upper", "DLBB": "grassroots", "TP": "upper", "NT": "province"}
IDS = {code: number for number, code in enumerate(TREE, start=1)}
OWN = "BABE"
WHERE = {"own": "BABE", "below": "DLBB", "above": "BK", "beside": "TP", "foreign": "NT"}


def plan(unit: str, **more: Any) -> Programme:
    return Programme.model_validate(
        {"key": f"of-{unit.lower()}", "code": "XX", "title": "t", "short": "t", "unit": unit, "body": "b",
         "source": "s", "runs": {"source": "I"}, "objects": ["idea"], "questions": ["title"],
         **more}
    )  # fmt: skip


DUTY = {"key": "pledge", "title": {"vi": "v", "en": "e"}, "levels": ["upper"], "source": "I"}
PLANS = {number: plan(unit) for number, unit in enumerate(TREE, start=1)}


def service(plans: dict[int, Programme] = PLANS, **more: Any) -> Service:
    places = {
        IDS[code]: Place(IDS[code], code, code, "", "", (), "", parent or "", LEVELS[code])
        for code, parent in TREE.items()
    }
    parents = {IDS[code]: IDS[parent] if parent else None for code, parent in TREE.items()}
    current = tuple(plans)
    return Service(UnitIndex(places.values()), places, parents, {}, programmes=plans, current=current, **more)


@pytest.fixture
def connection(engine: Engine) -> Any:
    with engine.begin() as opened:
        opened.execute(insert(Person.__table__).values(id=1, name="Lan", language="vi", created_at=NOW))  # type: ignore[attr-defined]
        for code, parent in TREE.items():
            values = {"parent_id": IDS[parent] if parent else None, "level": LEVELS[code], "name": code}
            flags = {"has_council": False, "has_hscv": True, **dict.fromkeys(TEXTS, "")}
            opened.execute(insert(Unit.__table__).values(id=IDS[code], code=code, **values, **flags))  # type: ignore[attr-defined]
        yield opened


TEXTS = ("workplace", "workplace_kind", "head_title", "short", "locality", "sector", "officer_name",
         "officer_phone")  # fmt: skip


def turn(connection: Connection, *held: Held, known: Service | None = None) -> Turn:
    for one in held:
        roles.grant(connection, 1, one, "test", NOW)
    store = Store(connection, NOW)
    return Turn(1, NOW, NOW, Event("text"), store.person(1), Conversation(1, "local", "lan", 1), store,
                cast(Any, None), known or service())  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("action", ALLOWED)
def test_a_role_counts_for_its_unit_and_all_below(connection: Connection, role: str, action: Action) -> None:
    lan = turn(connection, Held(role, IDS[OWN]))
    allowed = {place for place, code in WHERE.items() if permissions.may(lan, action, IDS[code])}
    assert allowed == ({"own", "below"} if role in ALLOWED[action] else set())


@pytest.mark.parametrize("role", ROLES)
def test_a_programme_is_decided_about_by_its_unit_or_one_above(connection: Connection, role: str) -> None:
    lan = turn(connection, Held(role, IDS[OWN]))
    decides = {place for place, code in WHERE.items() if permissions.may(lan, "decide", PLANS[IDS[code]])}
    sees = {place for place, code in WHERE.items() if permissions.may(lan, "see", PLANS[IDS[code]])}
    chosen = role in ("officer", "administrator")
    assert decides == ({"own", "below"} if chosen else set())
    assert sees == ({"own", "below", "above"} if chosen else set())  # those above are for this unit too


def test_what_each_action_takes() -> None:
    """A change of this table is a change of who is let in: it shows here."""
    assert {action: sorted(allowed) for action, allowed in ALLOWED.items()} == {
        "see": ["administrator", "officer"],
        "decide": ["administrator", "officer"],
        "record": ["administrator", "officer"],
        "import": ["administrator"],
        "review": ["officer"],
        "confer": ["council"],
        "enter": ["adviser", "officer"],
        "roster": ["administrator", "officer"],
        "grant": ["administrator", "officer"],
        "appoint": ["administrator"],
        "audit": ["administrator"],
    }


GRANTED = {
    "adviser": (),
    "officer": ("adviser", "officer", "council"),
    "council": (),
    "administrator": ROLES,
}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("granted", ROLES)
def test_roles_are_granted_and_ended_below_and_never_above(
    connection: Connection, role: str, granted: str
) -> None:
    """Role × granted role × own, lower, upper, foreign unit."""
    lan = turn(connection, Held(role, IDS[OWN]))
    action = permissions.granting(granted)
    where = {place for place, code in WHERE.items() if permissions.may(lan, action, IDS[code])}
    assert where == ({"own", "below"} if granted in GRANTED[role] else set())
    assert (granted in permissions.grantable(lan)) is (granted in GRANTED[role])


CODE = "K7MW3RTX"
LATE = datetime(2022, 6, 1, tzinfo=UTC)


def invites(connection: Connection, held: Held, **more: Any) -> bool:
    """Whether an invitation that Lan, an officer of BABE, has made is good still."""
    roles.invite(connection, CODE, held, NOW, LATE, 1, **more)
    return permissions.invited(turn(connection), roles.code_hash(CODE)) is not None


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("place", WHERE)
def test_an_invitation_is_good_only_while_its_maker_may_make_it(
    connection: Connection, role: str, place: str
) -> None:
    """Also one that should never have been made."""
    turn(connection, Held("officer", IDS[OWN]))
    good = role != "administrator" and place in ("own", "below")
    assert invites(connection, Held(role, IDS[WHERE[place]])) is good


def test_an_invitation_ends_with_the_right_of_its_maker(connection: Connection) -> None:
    turn(connection, Held("officer", IDS[OWN]))
    connection.execute(roles.role.update().values(ended_at=NOW))
    assert not invites(connection, Held("officer", IDS["DLBB"]))


def test_an_operators_invitation_needs_nobodys_right(connection: Connection) -> None:
    roles.invite(connection, CODE, Held("administrator", IDS["BK"]), NOW, LATE)
    assert permissions.invited(turn(connection), roles.code_hash(CODE)) is not None


@pytest.mark.parametrize("held_", ["adviser", "council"])
def test_who_hands_over_a_role_need_only_hold_it(connection: Connection, held_: str) -> None:
    mine = Held(held_, IDS[OWN])
    turn(connection, mine)
    number = connection.execute(roles.role.select()).one().id
    assert invites(connection, mine, role_id=number)
    roles.end(connection, number, NOW)
    assert permissions.invited(turn(connection), roles.code_hash(CODE)) is None


def test_to_a_closed_unit_nobody_is_invited(connection: Connection) -> None:
    roles.invite(connection, CODE, Held("officer", IDS["DLBB"]), NOW, LATE)
    closed = turn(connection, known=service(successors={IDS["DLBB"]: IDS[OWN]}))
    assert permissions.invited(closed, roles.code_hash(CODE)) is None


def initiative(unit: str, holder: str, **notes: Any) -> Initiative:
    return Initiative(id=7, code="XX-1", programme="of-bk", programme_version_id=1, person_id=2,
                      unit_id=IDS[unit], holder_id=IDS[holder], notes=notes, sent_at=NOW)  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("conferred", [False, True])
def test_an_initiative_is_read_from_where_it_lies_and_comes_from_and_acted_on_where_it_lies(
    connection: Connection, role: str, conferred: bool
) -> None:
    """Role × where the initiative lies × where it comes from, seen from BABE."""
    lan, notes = turn(connection, Held(role, IDS[OWN])), {"council": IDS[OWN]} if conferred else {}
    for lies, holder in WHERE.items():
        for comes, unit in WHERE.items():
            one = initiative(unit, holder, **notes)
            near = {lies, comes} & {"own", "below"}
            read = (role == "officer" and bool(near)) or (role == "council" and conferred)
            assert permissions.may_read(lan, one) is read, (lies, comes)
            assert permissions.may_act(lan, one) is (role == "officer" and lies in ("own", "below"))


@pytest.mark.parametrize(
    ("named", "state", "acts"),
    [
        ({"person_id": 1, "name": "Lan"}, "confirmed", False),
        ({"person_id": None, "name": "Lan"}, "named", False),  # of that name: nobody knows that it is not Lan
        ({"person_id": 1, "name": "Lan"}, "objected", False),  # a disputed share is a share
        ({"person_id": None, "name": "Lan"}, "gone", True),
        ({"person_id": None, "name": "Mai"}, "named", True),
    ],
)
def test_nobody_acts_on_what_they_are_an_author_of(
    connection: Connection, named: dict[str, Any], state: str, acts: bool
) -> None:
    lan, one = turn(connection, Held("officer", IDS[OWN])), initiative(OWN, OWN)
    rows = Person.__table__, ProgrammeVersion.__table__  # type: ignore[attr-defined]
    connection.execute(insert(rows[0]).values(id=2, name="Huy", language="vi", created_at=NOW))
    connection.execute(insert(rows[1]).values(id=1, key="of-bk", checksum="c", body="b", loaded_at=NOW))
    lan.store.add(one)
    lan.store.add(Author(initiative_id=7, percent=50, state=state, at=NOW, **named))
    assert permissions.may_act(lan, one) is acts
    assert permissions.may_read(lan, one) is acts  # its author sees it as its author alone


def test_a_role_in_a_closed_unit_grants_nothing_there(connection: Connection) -> None:
    lan = turn(connection, Held("officer", IDS["DLBB"]), known=service(successors={IDS["DLBB"]: None}))
    assert not permissions.may(lan, "review", IDS["DLBB"])
    assert not permissions.may_act(lan, initiative("DLBB", "DLBB"))


@pytest.mark.parametrize("action", ALLOWED)
def test_somebody_without_a_role_may_nothing(connection: Connection, action: Action) -> None:
    lan = turn(connection)
    assert not any(permissions.may(lan, action, where) for where in (*IDS.values(), *PLANS.values(), None))


def test_a_role_that_has_ended_grants_nothing(connection: Connection) -> None:
    lan = turn(connection, Held("officer", IDS["BK"]))
    assert permissions.may(lan, "decide", IDS["BK"])
    connection.execute(roles.role.update().values(ended_at=NOW))
    assert not permissions.may(turn(connection), "decide", IDS["BK"])


def test_roles_are_read_once_a_turn_and_again_when_they_change(connection: Connection) -> None:
    lan = turn(connection, Held("officer", IDS["BK"]))
    assert permissions.held(lan) is permissions.held(lan)
    roles.grant(connection, 1, Held("officer", IDS["NT"]), "test", NOW)
    permissions.changed(lan)
    assert [held.unit_id for held in permissions.held(lan)] == [IDS["BK"], IDS["NT"]]


DIRECT = {"title": {"vi": "v", "en": "e"}, "direct": True, "source": "I"}
EVERY = ["province", "upper", "grassroots"]
SENT = {"every": "year", "to": "LĐLĐ", "medium": ["chat"], **DIRECT}


@pytest.mark.parametrize(
    ("unit", "asked"), [("BABE", True), ("TP", True), ("DLBB", False), ("BK", False)]
)  # fmt: skip
def test_direct_is_for_units_directly_under_the_issuing_body(unit: str, asked: bool) -> None:
    duty = plan("BK", duties=[{"key": "focal", "levels": EVERY, **DIRECT}])
    report = plan("BK", reports=[{"key": "yearly", "by": EVERY, **SENT}])
    known = service({1: duty, 2: report})
    assert [permissions.takes_records(known, IDS[unit], p) for p in (duty, report)] == [asked, asked]


@pytest.mark.parametrize(("unit", "receives"), [("BK", True), ("BABE", True), ("DLBB", False), ("TP", False)])
def test_reports_are_received_by_the_body_and_those_above(
    connection: Connection, unit: str, receives: bool
) -> None:
    report = plan("BABE", reports=[{"key": "yearly", "by": EVERY, **SENT}])
    lan = turn(connection, Held("officer", IDS[unit]), known=service({1: report}))
    assert permissions.receiving(lan) == ([(IDS["BABE"], 1)] if receives else [])


def test_a_unit_is_asked_for_marks_and_targets_too() -> None:
    titled = {"title": {"vi": "v", "en": "e"}, "source": "I"}
    yearly = {"kind": "yearly", "month": 6, "day": 30, "end": "until"}
    marked = plan("BK", deadlines=[{"key": "review", "when": yearly, "levels": ["upper"], **titled}])
    figures = [{"key": "own", "measure": "count", "set_by": ["grassroots"], **titled}]
    set_ = plan("BK", targets=[{"document": "d", "targets": figures}])
    known = service({1: marked, 2: set_})
    assert [permissions.takes_records(known, IDS["BABE"], p) for p in (marked, set_)] == [True, False]
    assert [permissions.takes_records(known, IDS["DLBB"], p) for p in (marked, set_)] == [False, True]


def test_a_body_sees_to_its_own_review_but_sends_itself_no_report() -> None:
    dated = {"when": {"kind": "open", "every": "year"}, "levels": EVERY, **DIRECT}
    programme = plan(
        "BK",
        deadlines=[{"key": "review", **dated}, {"key": "report", **dated}],
        reports=[{"key": "yearly", "deadline": "report", "by": EVERY, **SENT}],
    )
    known = service({1: programme})
    seen = {
        unit: [d.key for d in programme.deadlines if known.sees_to(IDS[unit], programme, d)]
        for unit in ("BK", "BABE", "DLBB")
    }
    assert seen == {"BK": ["review"], "BABE": ["review", "report"], "DLBB": []}


def test_units_and_programmes_nobody_knows_are_refused(connection: Connection) -> None:
    lan = turn(connection, Held("administrator", IDS["BK"]))
    assert not permissions.may(lan, "see", 999)
    assert not permissions.may(lan, "see", None)
    assert not permissions.may(lan, "see", plan("ELSEWHERE"))


def test_those_one_may_decide_about_come_first(connection: Connection) -> None:
    lan = turn(connection, Held("officer", IDS[OWN]))
    assert [programme.unit for _, programme in permissions.seen(lan)] == ["BABE", "DLBB", "BK"]


def test_records_are_entered_for_own_units_in_open_programmes_that_ask_for_them(
    connection: Connection,
) -> None:
    plans = {1: plan("BK", duties=[DUTY]), 2: plan("BK"), 3: plan("NT", duties=[DUTY]),
             4: plan("BABE", duties=[DUTY])}  # fmt: skip
    held = (Held("officer", IDS["BABE"]), Held("officer", IDS["DLBB"]), Held("adviser", IDS["TP"]))
    lan = turn(connection, *held, known=service(plans))
    assert permissions.recordable(lan) == [(IDS["BABE"], 1), (IDS["BABE"], 4)]
    closed = {"of-babe": {"state": "closed"}}
    again = turn(connection, known=service(plans, decisions=closed))
    assert permissions.recordable(again) == [(IDS["BABE"], 1)]


@pytest.mark.parametrize("role", ROLES)
def test_only_administrators_of_a_top_unit_import_units_and_only_into_its_tree(
    connection: Connection, role: str
) -> None:
    lan = turn(connection, Held(role, IDS["BK"]), Held(role, IDS[OWN]))
    assert permissions.trees(lan) == ([IDS["BK"]] if role == "administrator" else [])


@pytest.mark.parametrize("role", ROLES)
def test_advisers_and_officers_with_units_below_theirs_enter_for_colleagues_there(
    connection: Connection, role: str
) -> None:
    branches = frozenset((IDS["BK"], IDS[OWN]))
    lan = turn(connection, Held(role, IDS["DLBB"]), Held(role, IDS[OWN]), known=service(branches=branches))
    assert permissions.behalf(lan) == ([IDS[OWN]] if role in ("adviser", "officer") else [])


@pytest.mark.parametrize("role", ROLES)
def test_officers_and_administrators_hand_in_rosters_of_their_units(
    connection: Connection, role: str
) -> None:
    lan = turn(connection, Held(role, IDS[OWN]), Held(role, IDS["DLBB"]))
    mine = [IDS[OWN], IDS["DLBB"]] if role in ("officer", "administrator") else []
    assert permissions.units_of(lan, "roster") == mine


def test_an_invitation_is_used_once_and_only_in_time(connection: Connection) -> None:
    late = datetime(2022, 6, 1, tzinfo=UTC)
    roles.invite(connection, "K7MW3RTX", Held("officer", IDS["BK"]), NOW, late)
    hashed = roles.code_hash("k7mw-3rtx")
    assert roles.invited(connection, hashed, late) is None
    guest = roles.invited(connection, hashed, NOW)
    assert guest is not None
    assert roles.use(connection, guest, 1, NOW)
    assert not roles.use(connection, guest, 1, NOW)
    assert roles.invited(connection, hashed, NOW) is None
    assert roles.held(connection, 1, NOW.date()) == [Held("officer", IDS["BK"])]


def test_codes_can_be_read_out_and_are_not_kept(connection: Connection) -> None:
    codes = [roles.new_code() for _ in range(300)]
    assert not set("".join(codes)) & set("01IO")
    assert all(len(code) == 8 and any(letter.isdigit() for letter in code) for code in codes)
    assert len(set(codes)) == 300
    roles.invite(connection, codes[0], Held("officer", IDS["BK"]), NOW, NOW)
    [row] = connection.execute(roles.invitation.select())
    assert codes[0] not in repr(row)
