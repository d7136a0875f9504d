"""Tables of who works where: what is kept of them, and what hinders."""

import pytest

from handlers import roster_plan
from handlers.roster_plan import Known, Roster, is_roster, last_digits, plan
from storage.unit_files import of_mappings

UNITS = {"dl": Known(1, True), "tp": Known(2, True), "nt": Known(3, False)}


def planned(*rows: dict[str, str], home: int | None = None) -> Roster:
    return plan(of_mappings(rows), UNITS, home)


def problems(found: Roster) -> list[tuple[int, str]]:
    return [(problem.row, problem.key) for problem in found.problems]


@pytest.mark.parametrize(
    ("phone", "kept"),
    [
        ("0209 3875 281", "5281"), ("+84 912.345.678", "5678"), ("912345678", "5678"), ("281", "281"),
        ("0912345678 / 0987654321", "5678"), ("0912345678; nhà riêng 123", "5678"), ("12", ""), ("", ""),
        ("không có", ""), ("(0281) 3.87-52.81", "5281"),
    ],
)  # fmt: skip
def test_of_a_telephone_only_the_last_digits_are_kept(phone: str, kept: str) -> None:
    assert last_digits(phone) == kept
    found = planned({"unit": "DL", "name": "An", "phone": phone})
    assert found.lines[0].digits == kept
    assert phone not in repr(found) or len(phone) <= 4


@pytest.mark.parametrize(
    ("headings", "is_one"),
    [
        ("unit,name,phone", True), ("unit,name,digits", True), ("name,phone", True),
        ("mã đơn vị,họ và tên,số điện thoại", True), ("code,name,parent", False), ("code,name,phone", False),
        ("unit,name", False), ("unit,phone", False), ("", False),
    ],
)  # fmt: skip
def test_a_roster_is_known_by_its_headings(headings: str, is_one: bool) -> None:
    assert is_roster(set(headings.split(","))) is is_one


def test_names_are_put_right_and_folded_and_units_are_found_by_their_codes() -> None:
    found = planned({"unit": "dl", "name": "  tRẦN   quang huy ", "phone": "281"},
                    {"unit": "TP", "name": "LÒ THỊ ƠI", "phone": ""})  # fmt: skip
    assert found.problems == ()
    assert [(line.unit_id, line.folded) for line in found.lines] == [(1, "tran quang huy"), (2, "lo thi oi")]
    assert found.lines[1].name == "Lò Thị Ơi"
    assert found.counts == {"people": 2, "units": 2, "without": 1}


def test_all_that_hinders_is_told_at_once_with_its_row() -> None:
    good = {"unit": "DL", "name": "An", "phone": "281"}
    found = planned(
        good, {**good, "unit": "XX"}, {**good, "unit": "NT"}, {**good, "unit": ""}, {**good, "name": ""},
        {**good, "name": "Tổ 3"}, {**good, "phone": "=B2"}, good, {**good, "phone": "282"},
        {"unit": "", "name": "", "phone": "1"},
    )  # fmt: skip
    assert problems(found) == [
        (3, "unit-unknown"), (4, "unit-foreign"), (5, "unit-missing"), (6, "name-missing"), (7, "name"),
        (8, "formula"), (9, "twice"), (11, "unit-missing"), (11, "name-missing"),
    ]  # fmt: skip
    assert found.problems[6].params == {"name": "An", "other": 2}
    assert [line.digits for line in found.lines] == ["281", "282"], "namesakes with other digits are two"
    assert found.rows == 10


def test_rows_without_a_unit_belong_to_the_only_one_it_may_be() -> None:
    found = planned({"name": "An", "phone": "281"}, {"unit": "TP", "name": "Ba", "phone": "281"}, home=1)
    assert [line.unit_id for line in found.lines] == [1, 2]


def test_a_separator_too_many_is_told() -> None:
    rows = [(2, {"name": "An", "phone": "281", "": "more"})]
    assert problems(roster_plan.plan(rows, UNITS, 1)) == [(2, "cells")]
