"""What a table would make of the tree, and everything that hinders it, row by row, at once."""

from datetime import date
from typing import Any

import pytest

from storage import unit_files
from storage.unit_plan import DEFAULTS, Known, Plan, plan

TODAY = date(2022, 5, 16)
TREE = [("BK", "", "province"), ("TP", "BK", "upper"), ("BB", "BK", "upper"), ("DL", "BB", "grassroots"),
        ("NT", "", "province"), ("PR", "NT", "upper")]  # fmt: skip


def unit(number: int, code: str, parent: str, level: str, **more: Any) -> Known:
    values = {**DEFAULTS, "name": f"Tên {code}", "level": level, **more}
    return Known(number, code, parent, "", values)


KNOWN = [unit(number, *line) for number, line in enumerate(TREE, start=1)]


def planned(*rows: dict[str, str], known: list[Known] = KNOWN, **more: Any) -> Plan:
    return plan(unit_files.of_mappings(rows), known, TODAY, **more)


def row(code: str, name: str = "Tên", **more: str) -> dict[str, str]:
    return {"code": code, "name": name, **more}


def problems(*rows: dict[str, str], **more: Any) -> list[tuple[int, str]]:
    return [(problem.row, problem.key) for problem in planned(*rows, **more).problems]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([row("", "a")], [(2, "code-missing")]),
        ([row("A", "")], [(2, "name-missing")]),
        ([row("BB", "")], [(2, "name-missing")]),
        ([row("A"), row("B"), row("a")], [(4, "code-twice")]),
        ([row("A", parent="XX")], [(2, "parent-unknown")]),
        ([row("A", parent="A")], [(2, "cycle")]),
        ([row("A", parent="B"), row("B", parent="C"), row("C", parent="A")],
         [(2, "cycle"), (3, "cycle"), (4, "cycle")]),
        ([row("BB", parent="DL")], [(2, "cycle")]),
        ([row("A", headcount="nhiều")], [(2, "number")]),
        ([row("A", headcount="-3")], [(2, "number")]),
        ([row("A", headcount="9" * 15)], [(2, "number")]),
        ([row("A", headcount="1,5")], [(2, "number")]),
        ([row("A", headcount_on="31/02/2021")], [(2, "date")]),
        ([row("A", closed_on="hôm qua")], [(2, "date")]),
        ([row("A", has_council="có lẽ")], [(2, "flag")]),
        ([row("A", "=B2&C2")], [(2, "formula")]),
        ([row("A", locality="#REF!")], [(2, "formula")]),
        ([row("A", "a" * 501)], [(2, "long")]),
        ([row("A" * 61)], [(2, "long")]),
        ([row("A/B")], [(2, "code-form")]),
        ([row("TP", merged_into="XX")], [(2, "merged-unknown")]),
        ([row("TP", merged_into="TP")], [(2, "merged-closed")]),
        ([row("TP", merged_into="PR"), row("PR", closed_on="2022-01-01")], [(2, "merged-closed")]),
        ([row("BB", merged_into="TP")], [(2, "below-closed")]),
        ([row("A", parent="TP"), row("TP", closed_on="2022-01-01")], [(2, "below-closed")]),
        ([row("", "", parent="XX", headcount="x"), row("A", parent="XX"), row("A", headcount="y")],
         [(2, "code-missing"), (2, "name-missing"), (2, "number"), (3, "parent-unknown"), (4, "code-twice"),
          (4, "number")]),
    ],
)  # fmt: skip
def test_everything_that_hinders_is_found_with_its_row(
    rows: list[dict[str, str]], found: list[tuple[int, str]]
) -> None:
    assert problems(*rows) == found


def test_rows_may_stand_in_any_order() -> None:
    steps = planned(row("C", parent="B"), row("A", parent="BK"), row("B", parent="A")).steps
    assert [step.code for step in steps] == ["A", "B", "C"]


def test_what_is_as_it_was_is_no_step() -> None:
    assert planned(row("DL", "Tên DL", parent="BB", level="grassroots")).steps == ()


def test_a_change_is_told_field_by_field_and_columns_that_are_missing_stay() -> None:
    [step] = planned(
        row("DL", "Tên DL", headcount="1.250", headcount_on="31/12/2021", has_council="có")
    ).steps
    assert step.fields == {
        "headcount": (None, 1250), "headcount_on": (None, date(2021, 12, 31)), "has_council": (False, True),
    }  # fmt: skip
    assert step.kinds == ("changed",)


def test_a_renamed_unit_keeps_its_old_name_among_the_former_ones() -> None:
    [step] = planned(row("dl", "Điện lực Ba Bể", former="ĐL cũ; Tên DL")).steps
    assert step.code == "DL"
    assert step.fields["former"] == ([], ["ĐL cũ", "Tên DL"])
    known = [unit(1, "DL", "", "grassroots", former=["ĐL cũ"])]
    assert planned(row("DL", "Tên DL", former=""), known=known).steps == ()


def test_a_move_is_told_as_one_and_a_new_unit_as_new() -> None:
    made = planned(row("DL", "Tên DL", parent="TP"), row("A", parent="bb", level="chi bộ mới"))
    assert [(step.code, step.kinds) for step in made.steps] == [("DL", ("moved",)), ("A", ("added",))]
    assert made.steps[0].fields == {"parent": ("BB", "TP")}
    assert made.steps[1].fields["parent"] == (None, "BB")
    assert made.steps[1].fields["level"] == (None, "chi bộ mới")
    assert made.counts == {"rows": 2, "added": 1, "changed": 0, "moved": 1, "merged": 0, "closed": 0}


def test_a_merged_unit_closes_on_the_day_unless_the_table_has_one() -> None:
    [step] = planned(row("TP", "Tên TP", merged_into="BB")).steps
    assert step.fields == {"closed_on": (None, TODAY), "merged_into": ("", "BB")}
    assert step.kinds == ("merged",)
    [step] = planned(row("TP", "Tên TP", merged_into="BB", closed_on="2022-03-01")).steps
    assert step.fields["closed_on"] == (None, date(2022, 3, 1))
    [step] = planned(row("DL", "Tên DL", closed_on="1/3/2022")).steps
    assert step.kinds == ("closed",)


def test_a_unit_closes_together_with_all_below() -> None:
    closed = {"closed_on": "2022-03-01"}
    assert problems(row("BB", **closed), row("DL", **closed)) == []
    assert problems(row("BB", **closed), row("DL", parent="TP")) == []


def test_what_merged_earlier_must_not_lose_its_successor() -> None:
    known = [*KNOWN, Known(9, "CU", "BK", "DL", {**DEFAULTS, "name": "Cũ", "closed_on": TODAY})]
    assert problems(row("DL", closed_on="2022-03-01"), known=known) == [(2, "successor-closed")]
    assert problems(row("DL", merged_into="BB"), known=known) == []


def test_headings_that_mean_nothing_are_kept_as_attributes() -> None:
    made = planned(row("A", cụm="Cụm 1", ghi_chú=""))
    assert made.steps[0].fields["attributes"] == (None, {"cụm": "Cụm 1"})
    assert made.attributes == ("cụm", "ghi_chú")


@pytest.mark.parametrize(
    "rows",
    [
        [row("NEW")],
        [row("PR", "đổi tên")],
        [row("PR", parent="BK")],
        [row("DL", parent="NT")],
        [row("TP", parent="")],
        [row("TP", merged_into="PR")],
    ],
)
def test_nothing_outside_ones_own_trees_is_touched(rows: list[dict[str, str]]) -> None:
    assert problems(*rows, tops=["BK"]) == [(2, "foreign")]
    assert problems(*rows) == []


def test_everything_inside_ones_own_trees_may_be_touched() -> None:
    assert problems(row("BK", "mới"), row("A", parent="DL"), row("TP", merged_into="BB"), tops=["bk"]) == []


def test_a_hundred_thousand_rows_are_planned_with_all_their_problems() -> None:
    rows = [row(f"U{n}", parent=f"U{n - 1}" if n % 10 else "BK", headcount="x" if n % 1000 == 7 else "5")
            for n in range(100_000)]  # fmt: skip
    made = planned(*rows)
    assert len(made.steps) == 100_000
    assert len(made.problems) == 100
