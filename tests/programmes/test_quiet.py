"""Quiet hours: who may be written to first when, and what holds for every moment, role and wish."""

import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from programmes import lunar
from programmes.calendar import around_tet, working_day
from programmes.model import ZONE, Quiet, Role
from programmes.quiet import after_tet, hours, minutes, next_allowed

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Wished:
    night_shift: bool = False
    quiet_from: str = ""
    quiet_until: str = ""


USUAL, NIGHT_SHIFT = Wished(), Wished(night_shift=True)
EVENING = Wished(quiet_from="20:00", quiet_until="18:00")  # only from 18 to 20
AFTERNOON_SLEEP = Wished(quiet_from="13:00", quiet_until="19:00")


def at(said: str) -> datetime:
    return datetime.fromisoformat(said).replace(tzinfo=ZONE)


def hours_of(first: str, until: str) -> Quiet:
    return Quiet.model_validate({"from": first, "until": until})


# A Monday in May without a holiday near it


@pytest.mark.parametrize(
    ("moment", "role", "wishes", "when"),
    [
        ("2022-05-16 06:59", "officer", USUAL, "2022-05-16 07:00"),
        ("2022-05-16 07:00", "officer", USUAL, "2022-05-16 07:00"),
        ("2022-05-16 11:29", "officer", USUAL, "2022-05-16 11:29"),
        ("2022-05-16 11:30", "officer", USUAL, "2022-05-16 13:30"),
        ("2022-05-16 20:59", "officer", USUAL, "2022-05-16 20:59"),
        ("2022-05-16 21:00", "officer", USUAL, "2022-05-17 07:00"),
        ("2022-05-16 09:00", "worker", USUAL, "2022-05-16 11:30"),
        ("2022-05-16 12:00", "worker", USUAL, "2022-05-16 12:00"),
        ("2022-05-16 12:30", "worker", USUAL, "2022-05-16 17:00"),
        ("2022-05-16 21:00", "worker", USUAL, "2022-05-17 11:30"),
        ("2022-05-16 09:00", "adviser", USUAL, "2022-05-16 11:30"),
        ("2022-05-16 08:00", "officer", NIGHT_SHIFT, "2022-05-16 14:00"),
        ("2022-05-16 06:30", "officer", NIGHT_SHIFT, "2022-05-16 14:00"),
        ("2022-05-16 12:00", "worker", NIGHT_SHIFT, "2022-05-16 17:00"),
        ("2022-05-16 22:00", "worker", NIGHT_SHIFT, "2022-05-17 17:00"),
        ("2022-05-16 08:00", "officer", EVENING, "2022-05-16 18:00"),
        ("2022-05-16 12:00", "worker", EVENING, "2022-05-16 18:00"),
        ("2022-05-16 20:00", "worker", EVENING, "2022-05-17 18:00"),
        ("2022-05-16 12:00", "officer", AFTERNOON_SLEEP, "2022-05-16 12:00"),  # their own hours, no noon
        ("2022-05-16 13:00", "worker", AFTERNOON_SLEEP, "2022-05-16 19:00"),
    ],
)
def test_the_hours_of_a_working_day(moment: str, role: Role, wishes: Wished, when: str) -> None:
    assert next_allowed(at(moment), role, wishes, None) == at(when)


@pytest.mark.parametrize(
    ("moment", "when"),
    [
        ("2022-05-20 21:00", "2022-05-23 07:00"),  # Friday evening: Monday
        ("2022-05-21 09:00", "2022-05-23 07:00"),  # Saturday
        ("2022-04-30 09:00", "2022-05-04 07:00"),  # 30/4 and 1/5 fell on a weekend: two days in lieu
        ("2022-09-01 09:00", "2022-09-05 07:00"),  # the National Day and the day before, then a weekend
        ("2022-01-25 09:00", "2022-02-07 07:00"),  # 23 tháng Chạp; mùng 6 was Sunday 6/2
        ("2024-02-01 22:00", "2024-02-16 07:00"),  # 22 tháng Chạp, at night; mùng 6 was Thursday 15/2
    ],
)
def test_days_on_which_nobody_is_written_to(moment: str, when: str) -> None:
    assert next_allowed(at(moment), "officer", USUAL, None) == at(when)


def test_what_falls_due_inside_a_holiday_is_said_there_but_not_at_night() -> None:
    tet = lunar.solar(1, 1, 2023)
    night = datetime.combine(tet, time(23), ZONE)
    assert next_allowed(night, "officer", USUAL, None).date() > lunar.solar(6, 1, 2023)
    assert next_allowed(night, "officer", USUAL, None, True) == datetime.combine(tet + DAY, time(7), ZONE)
    sunday = at("2022-05-22 09:00")
    assert next_allowed(sunday, "officer", USUAL, None, True) == sunday
    assert next_allowed(sunday, "worker", USUAL, None, True) == at("2022-05-22 11:30")


def test_a_programmes_own_hours_take_the_place_of_the_night() -> None:
    late = hours_of("19:00", "08:30")
    assert next_allowed(at("2022-05-16 07:30"), "officer", USUAL, late) == at("2022-05-16 08:30")
    assert next_allowed(at("2022-05-16 19:00"), "worker", USUAL, late) == at("2022-05-17 11:30")
    assert hours("worker", USUAL, late) == [(690, 750), (1020, 1140)]


def test_somebodys_own_hours_take_the_place_of_a_programmes() -> None:
    assert hours("officer", EVENING, hours_of("17:00", "08:00")) == [(18 * 60, 20 * 60)]


def test_hours_that_leave_nothing_for_a_role_are_the_programmes_alone() -> None:
    noon_only = hours_of("13:00", "12:00")
    assert hours("officer", USUAL, noon_only) == [(12 * 60, 13 * 60)]
    assert hours("worker", USUAL, hours_of("11:00", "09:00")) == [(9 * 60, 11 * 60)]


def test_the_same_hour_twice_is_no_wish() -> None:
    assert hours("officer", Wished(False, "18:00", "18:00"), None) == hours("officer", USUAL, None)
    assert hours("officer", USUAL, hours_of("18:00", "18:00")) == hours("officer", USUAL, None)


def test_a_moment_that_is_allowed_is_given_back_as_it_came() -> None:
    moment = datetime(2022, 5, 16, 2, tzinfo=UTC)
    assert next_allowed(moment, "officer", USUAL, None) is moment


@pytest.mark.parametrize("year", range(2015, 2045))
def test_the_first_three_working_days_after_tet_begin_with_a_wish(year: int) -> None:
    sixth = lunar.solar(6, 1, year)
    days = [sixth + n * DAY for n in range(-20, 60)]
    wished = [day for day in days if after_tet(day)]
    assert len(wished) == 3
    assert all(working_day(day) and not around_tet(day) for day in wished)
    assert not [day for day in days if sixth < day < wished[0] and working_day(day)]


def test_an_ordinary_day_has_no_wish() -> None:
    assert not any(after_tet(date(2022, month, 15)) for month in range(3, 13))


# Whatever the moment, the role and the wish

CLOCKS = st.times().map(lambda t: f"{t.hour:02}:{t.minute:02}")
WISHES = st.one_of(st.builds(Wished, st.booleans()), st.builds(Wished, st.booleans(), CLOCKS, CLOCKS))
QUIETS = st.one_of(st.none(), st.builds(hours_of, CLOCKS, CLOCKS))
MOMENTS = st.datetimes(datetime(2010, 1, 1), datetime(2090, 1, 1)).map(lambda m: m.replace(tzinfo=UTC))
ROLES = st.sampled_from(("worker", "adviser", "officer"))


@settings(max_examples=400, deadline=None)
@given(MOMENTS, ROLES, WISHES, QUIETS, st.booleans())
def test_what_is_allowed_holds_for_every_moment(
    moment: datetime, role: Role, wishes: Wished, quiet: Quiet | None, inside: bool
) -> None:
    found = next_allowed(moment, role, wishes, quiet, inside)
    local = found.astimezone(ZONE)
    minute = local.hour * 60 + local.minute
    assert moment <= found <= moment + 20 * DAY
    assert next_allowed(found, role, wishes, quiet, inside) == found
    assert any(start <= minute < end for start, end in hours(role, wishes, quiet))
    assert inside or (working_day(local.date()) and not around_tet(local.date()))


@settings(max_examples=200, deadline=None)
@given(MOMENTS, ROLES, st.builds(Wished, st.booleans()), st.booleans())
def test_nobody_who_wishes_nothing_else_is_written_to_at_night(
    moment: datetime, role: Role, wishes: Wished, inside: bool
) -> None:
    local = next_allowed(moment, role, wishes, None, inside).astimezone(ZONE).time()
    assert time(7) <= local < time(21)
    assert role != "officer" or not time(11, 30) <= local < time(13, 30)
    assert not wishes.night_shift or local >= time(14)


@settings(max_examples=200, deadline=None)
@given(MOMENTS, MOMENTS, ROLES, WISHES, QUIETS)
def test_an_earlier_moment_is_never_answered_later(
    one: datetime, other: datetime, role: Role, wishes: Wished, quiet: Quiet | None
) -> None:
    first, second = sorted((one, other))
    assert next_allowed(first, role, wishes, quiet) <= next_allowed(second, role, wishes, quiet)


def test_minutes_of_a_clock() -> None:
    assert [minutes(clock) for clock in ("00:00", "07:30", "23:59")] == [0, 450, 1439]


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Asia/Tokyo"])
def test_the_zone_of_the_machine_makes_no_difference(zone: str) -> None:
    code = (
        "from datetime import datetime, UTC\n"
        "from programmes.quiet import next_allowed\n"
        "from tests.programmes.test_quiet import USUAL\n"
        "moment = datetime(2022, 5, 16, 14, 30, tzinfo=UTC)\n"
        "print(next_allowed(moment, 'worker', USUAL, None).isoformat())"
    )
    environment = {"TZ": zone, "PATH": "/usr/bin:/bin"}
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True
    )
    assert ran.stdout.strip() == "2022-05-17T11:30:00+07:00"
