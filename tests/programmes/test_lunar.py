import holidays
import pytest

from programmes import lunar

_KNOWN = holidays.country_holidays("VN", years=range(2000, 2041), language="en_US")


def _days(name: str, year: int) -> list[object]:
    return [day for day, said in _KNOWN.items() if day.year == year and said == name]


@pytest.mark.parametrize("year", range(2000, 2041))
def test_tet_is_the_day_of_the_public_calendar(year: int) -> None:
    assert [lunar.tet(year)] == _days("Lunar New Year", year)


@pytest.mark.parametrize("year", range(2008, 2041))
def test_the_kings_day_is_the_tenth_of_the_third_month(year: int) -> None:
    assert [lunar.solar(10, 3, year)] == _days("Hung Kings' Commemoration Day", year)


@pytest.mark.parametrize(
    ("year", "month"),
    [
        (2004, 2),
        (2006, 7),
        (2009, 5),
        (2012, 4),
        (2014, 9),
        (2017, 6),
        (2020, 4),
        (2023, 2),
        (2025, 6),
        (2028, 5),
    ],
)
def test_leap_months(year: int, month: int) -> None:
    leaps = [number for number in range(1, 13) if _exists(number, year)]
    assert leaps == [month]


def _exists(month: int, year: int) -> bool:
    try:
        lunar.month_days(month, year, leap=True)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("year", [2003, 2022, 2024])
def test_years_without_a_leap_month(year: int) -> None:
    assert not any(_exists(month, year) for month in range(1, 13))


def test_hanoi_and_beijing_differ_where_the_new_moon_falls_near_midnight() -> None:
    assert f"{lunar.tet(2007)}" == "2007-02-17"
    assert f"{lunar.tet(1985)}" == "1985-01-21"


def test_no_day_thirty_in_a_short_month() -> None:
    first, last = lunar.month_days(12, 2021)
    assert (last - first).days + 1 == 29
    with pytest.raises(ValueError, match="no day 30"):
        lunar.solar(30, 12, 2021)
