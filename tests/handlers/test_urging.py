"""What can be urged about where, and figures that name nobody."""

from datetime import UTC, datetime
from typing import Any

import pytest

from handlers.service import Service
from handlers.unit_search import Place, UnitIndex
from handlers.urging_kinds import KINDS, LACKING, asked, fits, kind_at, lacks, number
from handlers.urging_work import Group, allowed, below, chosen, clusters
from programmes import model
from programmes.debts import Debt, Facts
from programmes.model import Programme
from storage.preferences import USUAL, Wishes

LIBRARY = {programme.key: programme for programme in map(model.load, model.library().values())}
NIGHT = datetime(2022, 5, 16, 15, tzinfo=UTC)  # 22:00 in Vietnam
TREE: dict[int, tuple[int | None, str]] = {
    1: (None, "province"),
    2: (1, "upper"),
    3: (2, "grassroots"),
    4: (2, "grassroots"),
    5: (1, "upper"),
    6: (5, "grassroots"),
    7: (1, "grassroots"),
    8: (2, "grassroots"),
}


def service(**more: Any) -> Service:
    places = {
        key: Place(key, f"U{key}", f"Đơn vị {key}", "", "", (), "", "", level)
        for key, (_, level) in TREE.items()
    }
    parents = {key: parent for key, (parent, _) in TREE.items()}
    return Service(UnitIndex([]), places, parents, {}, **more)


def programme(key: str) -> Programme:
    return LIBRARY[key]


@pytest.mark.parametrize(
    ("kind", "key", "deadline", "expected"),
    [
        ("none", "bac-kan-1tr", "phase-1-entry", True),
        ("unposted", "bac-kan-1tr", "phase-1-entry", True),
        ("none", "bac-kan-1tr", "summing-up", False),
        ("unposted", "dien-luc-1tr", "phase-1-entry", False),
        ("report", "bac-kan-1tr", "phase-1-entry", False),
        ("report", "dien-luc-1tr", "monthly-report", True),
        ("team", "bac-kan-1tr", "phase-1-entry", False),
        ("team", "dien-luc-1tr", "phase-1-entry", True),
        ("consolidate", "bac-kan-1tr", "phase-1-entry", False),
        ("consolidate", "ninh-thuan-dkst", "register", True),
        ("review", "lai-chau-kh360", "honouring", True),
    ],
)
def test_a_kind_is_offered_where_the_plan_has_it(kind: str, key: str, deadline: str, expected: bool) -> None:
    found = programme(key).deadline(deadline)
    assert found is not None
    assert fits(kind, programme(key), found) is expected


@pytest.mark.parametrize(
    ("kind", "level", "direct", "expected"),
    [
        ("none", "grassroots", False, True),
        ("none", "upper", True, False),
        ("team", "grassroots", False, True),
        ("team", "upper", True, False),
        ("report", "upper", True, True),
        ("report", "upper", False, False),
        ("report", "province", True, False),
        ("any", "province", True, True),
    ],
)
def test_only_units_that_could_lack_it_count_among_all(
    kind: str, level: str, direct: bool, expected: bool
) -> None:
    evn = programme("dien-luc-1tr")
    deadline = evn.deadline("monthly-report" if kind == "report" else "phase-1-entry")
    assert deadline is not None
    assert asked(kind, evn, deadline, Facts(level, direct=direct)) is expected


def test_a_kind_is_about_its_own_debts_alone() -> None:
    debts = (Debt("none", aim=True), Debt("review", 2), Debt("team", 1, 3), Debt("below", 4, 9, "none"))
    assert lacks("review", debts) == (Debt("review", 2),)
    assert lacks("any", debts) == (Debt("none", aim=True),)
    assert lacks("typed", debts) == ()


def test_buttons_name_kinds_by_their_places() -> None:
    assert [kind_at(number(kind)) for kind in KINDS] == list(KINDS)
    assert (kind_at(len(KINDS)), kind_at(-1)) == ("", "")
    assert len(LACKING) < len(KINDS)


def test_a_figure_that_would_name_a_single_union_is_left_out() -> None:
    lacking: dict[int, tuple[Debt, ...]] = {3: (), 6: (), 7: ()}
    group = Group("none", lacking, [3, 4, 6, 7, 8])
    assert clusters(service(), 1, group) == [(2, 1, 3)]
    assert clusters(service(), 2, Group("none", {3: ()}, [3, 4, 8])) == []


def test_words_go_to_open_units_below_and_to_successors() -> None:
    merged = service(successors={4: 8, 6: None})
    assert below(merged, 1) == [2, 3, 5, 7, 8]
    assert below(merged, 2) == [3, 8]
    wish: dict[str, Any] = {"unit": 1, "whom": "level", "level": "grassroots"}
    assert chosen(merged, wish) == [3, 7, 8]
    assert chosen(merged, {"unit": 1, "whom": "all"}) == [2, 3, 5, 7, 8]
    assert chosen(merged, {"unit": 1, "whom": "names", "units": [4, 8, 6, 1, 3]}) == [8, 3]


def test_everybody_is_told_in_hours_of_their_own() -> None:
    own = Wishes(quiet_from="19:00", quiet_until="09:30")
    assert allowed(NIGHT, "officer", USUAL, None) == datetime(2022, 5, 17, 0, tzinfo=UTC)
    assert allowed(NIGHT, "officer", own, None) == datetime(2022, 5, 17, 2, 30, tzinfo=UTC)
    assert allowed(NIGHT, "worker", USUAL, None) == datetime(2022, 5, 17, 4, 30, tzinfo=UTC)
