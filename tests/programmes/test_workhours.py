"""Working time as people count it: noon, Sundays and holidays left out, whatever zone the machine has."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmes.model import ZONE
from programmes.workhours import Calendar

OFFICES = Calendar()
SATURDAYS = Calendar(weekdays=frozenset(range(6)))
NIGHTS = Calendar.read(["22:00-06:00"], range(5), ())
LATE = Calendar.read(["13:30-17:00", "07:30-11:30"], (), ())
AWAY = Calendar.read((), (), ["2022-05-17", "2022-05-19/2022-05-20"])
ROUND = Calendar.read(["00:00-12:00", "12:00-24:00"], range(7), ())
CALENDARS = (
    OFFICES,
    SATURDAYS,
    NIGHTS,
    LATE,
    AWAY,
    ROUND,
    Calendar.read(["20:00-08:00", "07:00-09:00"], (), ()),
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("calendar", "begun", "hours", "over"),
    [
        (OFFICES, "2022-05-16 09:00", 1, "2022-05-16 10:00"),
        (OFFICES, "2022-05-16 11:00", 1, "2022-05-16 14:00"),  # noon between
        (OFFICES, "2022-05-16 16:30", 1, "2022-05-17 08:00"),
        (OFFICES, "2022-05-13 16:30", 1, "2022-05-16 08:00"),  # a Friday
        (OFFICES, "2022-04-29 16:30", 1, "2022-05-04 08:00"),  # 30/4 and 1/5, with days in lieu
        (OFFICES, "2022-05-16 22:00", 0, "2022-05-17 07:30"),
        (OFFICES, "2022-05-16 09:00", 0, "2022-05-16 09:00"),
        (OFFICES, "2022-05-16 09:00", 7.5, "2022-05-17 09:00"),
        (OFFICES, "2022-05-16 07:29", 0, "2022-05-16 07:30"),  # a minute before they begin
        (OFFICES, "2022-05-16 07:31", 0, "2022-05-16 07:31"),
        (OFFICES, "2022-05-16 16:59", 0, "2022-05-16 16:59"),
        (OFFICES, "2022-05-16 17:00", 0, "2022-05-17 07:30"),
        (OFFICES, "2022-05-14 09:00", 0, "2022-05-16 07:30"),  # a Saturday
        (SATURDAYS, "2022-05-14 09:00", 0, "2022-05-14 09:00"),
        (SATURDAYS, "2022-05-15 09:00", 0, "2022-05-16 07:30"),  # never on a Sunday
        (OFFICES, "2022-01-28 16:30", 1, "2022-02-07 08:00"),  # Tết Nhâm Dần: 31/1 to 4/2
        (SATURDAYS, "2022-01-29 16:30", 1, "2022-02-05 08:00"),
        (OFFICES, "2023-04-28 16:30", 1, "2023-05-04 08:00"),  # Giỗ tổ, 30/4, 1/5, with days in lieu
        (OFFICES, "2022-04-08 16:30", 1, "2022-04-12 08:00"),  # Giỗ tổ on a Sunday, the Monday in lieu
        (OFFICES, "2022-08-31 16:30", 1, "2022-09-05 08:00"),  # 2/9 with the day before
        (SATURDAYS, "2022-04-29 16:30", 1, "2022-05-04 08:00"),  # a Saturday that is a holiday
        (NIGHTS, "2022-05-16 23:00", 8, "2022-05-17 23:00"),
        (NIGHTS, "2022-05-14 03:00", 4, "2022-05-16 23:00"),  # Friday's shift ends on Saturday
        (NIGHTS, "2022-05-17 06:00", 0, "2022-05-17 22:00"),
        (LATE, "2022-05-16 11:00", 1, "2022-05-16 14:00"),
        (AWAY, "2022-05-16 16:30", 1, "2022-05-18 08:00"),
        (AWAY, "2022-05-18 16:30", 1, "2022-05-23 08:00"),  # Thursday and Friday, then the week's end
        (ROUND, "2022-05-16 09:00", 30, "2022-05-17 15:00"),
    ],
)
def test_so_much_time_is_over_by_then(calendar: Calendar, begun: str, hours: float, over: str) -> None:
    moment = calendar.after(at(begun), timedelta(hours=hours))
    assert moment == at(over)
    assert calendar.between(at(begun), moment) == timedelta(hours=hours)
    if not hours:
        assert calendar.next_open(at(begun)) == moment
        assert calendar.at_work(at(begun)) == (begun == over)


def test_offices_are_shut_at_noon_at_night_and_on_sundays() -> None:
    shut = ("2022-05-16 12:00", "2022-05-16 06:00", "2022-05-16 17:00", "2022-05-15 09:00")
    assert not any(OFFICES.at_work(at(moment)) for moment in shut)
    assert OFFICES.at_work(at("2022-05-16 07:30"))


moments = st.datetimes(datetime(2020, 1, 1), datetime(2030, 12, 31), timezones=st.just(ZONE))
works = st.timedeltas(timedelta(), timedelta(hours=60))
calendars = st.sampled_from(CALENDARS)


@given(calendars, moments, works)
def test_between_counts_what_after_let_pass(calendar: Calendar, moment: datetime, work: timedelta) -> None:
    assert calendar.between(moment, calendar.after(moment, work)) == work


@given(calendars, moments, works, works)
def test_time_passes_the_same_in_one_go_and_in_two(
    calendar: Calendar, moment: datetime, one: timedelta, other: timedelta
) -> None:
    assert calendar.after(calendar.after(moment, one), other) in (
        calendar.after(moment, one + other),
        calendar.next_open(calendar.after(moment, one + other)),
    )


@given(calendars, moments)
def test_people_are_at_work_from_the_moment_they_begin(calendar: Calendar, moment: datetime) -> None:
    opened = calendar.next_open(moment)
    assert opened >= moment
    assert calendar.at_work(opened)
    assert not calendar.between(moment, opened)


@given(calendars, moments, moments)
def test_no_more_is_worked_than_time_passes(calendar: Calendar, one: datetime, other: datetime) -> None:
    first, last = sorted((one, other))
    assert timedelta() <= calendar.between(first, min(last, first + timedelta(days=40))) <= last - first
