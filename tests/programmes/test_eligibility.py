"""What a programme excludes, and when a nearer date is worth asking for."""

from datetime import UTC, date, datetime

import pytest

from programmes.eligibility import deciding_day, reasons
from programmes.model import Programme, library, load

AT = datetime(2022, 5, 16, 2, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def programme() -> Programme:
    return load(library()["bac-kan-1tr"])


@pytest.mark.parametrize(
    ("first", "last", "excluded"),
    [
        (date(2021, 8, 31), date(2021, 8, 31), True),
        (date(2021, 9, 1), date(2021, 9, 1), False),
        (date(2021, 8, 1), date(2021, 8, 31), True),
        (date(2021, 8, 21), date(2021, 9, 10), False),
        (date(2023, 9, 1), date(2023, 9, 1), False),
        (date(2023, 9, 2), date(2023, 9, 2), True),
    ],
)
def test_only_a_span_wholly_outside_iv_3_is_excluded(
    programme: Programme, first: date, last: date, excluded: bool
) -> None:
    found = reasons(programme, {"applied": "applied"}, (first, last))
    assert [r.source for r in found] == (["IV.3"] if excluded else [])


def test_an_idea_not_yet_tried_is_told_iv_2_2(programme: Programme) -> None:
    assert [r.source for r in reasons(programme, {"applied": "not_yet"}, None)] == ["IV.2.2"]


@pytest.mark.parametrize(
    ("first", "last", "asked"),
    [
        (date(2022, 3, 1), date(2022, 3, 31), None),
        (date(2021, 8, 21), date(2021, 9, 10), date(2021, 9, 1)),
        (date(2021, 1, 1), date(2021, 12, 31), date(2021, 9, 1)),
        (date(2021, 5, 1), date(2021, 5, 31), None),
        (date(2023, 8, 20), date(2023, 9, 10), date(2023, 9, 2)),
    ],
)
def test_a_nearer_date_is_asked_only_where_the_window_depends_on_it(
    programme: Programme, first: date, last: date, asked: date | None
) -> None:
    assert deciding_day(programme, (first, last), AT) == asked


def test_a_nearer_date_is_asked_where_the_year_of_nd_13_2012_art_5_2_depends_on_it(
    programme: Programme,
) -> None:
    in_november = datetime(2022, 11, 15, tzinfo=UTC)
    assert deciding_day(programme, (date(2021, 11, 1), date(2021, 11, 30)), in_november) == date(2021, 11, 15)


def test_the_year_before_a_leap_day_begins_on_1_march(programme: Programme) -> None:
    leap = datetime(2024, 2, 29, tzinfo=UTC)
    assert deciding_day(programme, (date(2023, 2, 1), date(2023, 3, 31)), leap) == date(2023, 3, 1)
