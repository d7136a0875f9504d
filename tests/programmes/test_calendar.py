"""When things fall due: boundary tables, each row with its paragraph, and what holds for every programme."""

import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from programmes import lunar
from programmes.calendar import (
    Occurrence,
    around_tet,
    in_time,
    nudges,
    occurrences,
    reminder_day,
    undated,
    working_day,
)
from programmes.model import ZONE, Programme, library, load

DAY = timedelta(days=1)
INSTANT = timedelta(microseconds=1)

HEAD = """
key: thu
code: THU
title: Thử
short: Thử
unit: NT
body: LĐLĐ tỉnh
source: Kế hoạch
objects: [initiative]
kinds: [technical]
questions: [solution, title]
"""
RUNS = "runs: {from: 2024-01-01, source: II}"
# Ninh Thuận, II.2: three dates of every year; the days of the levels are not the plan's.
YEARLY = """
deadlines:
  - key: register
    title: {vi: đăng ký, en: registering}
    when: {kind: yearly, month: 1, day: 15, end: before}
    inner: {upper: 3, grassroots: 17}
    levels: [grassroots, upper, province]
    reminders: {worker: [30, 7], officer: [14, 3, 1, 0, -1]}
    source: II.2.1
  - key: dossier
    title: {vi: hồ sơ, en: dossiers}
    when: {kind: yearly, month: 8, day: 5, end: until}
    levels: [upper]
    reminders: {officer: [60, 7, 1]}
    source: II.2.2
  - key: conference
    title: {vi: hội nghị, en: the conference}
    when: {kind: within, month: 12}
    levels: [province]
    reminders: {officer: [30]}
    source: II.2.4
  - key: decision
    title: {vi: công nhận, en: recognition}
    when: {kind: open, every: year}
    source: II.2.2
"""
# Bắc Kạn, V: to the minute.
PHASES = """
phases:
  - key: phase-1
    title: {vi: giai đoạn 1, en: phase 1}
    source: V
    windows:
      entry: {field: entered_at, precision: minute, before: "2022-05-31 24:00", source: V}
  - key: phase-2
    title: {vi: giai đoạn 2, en: phase 2}
    source: V
    windows:
      entry: {field: entered_at, precision: minute, from: "2022-06-01 07:00", before: "2023-09-01 16:30",
        source: V}
      decision: {field: decided_on, from: 2023-09-01, source: V}
deadlines:
  - key: one
    title: {vi: một, en: one}
    when: {kind: closing, phase: phase-1, window: entry}
    reminders: {worker: [1]}
    source: V
  - key: two
    title: {vi: hai, en: two}
    when: {kind: closing, phase: phase-2, window: entry}
    reminders: {worker: [1]}
    source: V
  - key: endless
    title: {vi: không hạn, en: without end}
    when: {kind: closing, phase: phase-2, window: decision}
    source: V
"""


@cache
def made(body: str = YEARLY, runs: str = RUNS) -> Programme:
    return load(HEAD + runs + "\n" + body)


def one(when: str, runs: str = RUNS, more: str = "") -> Programme:
    """A programme with a single deadline."""
    return made(
        f"{more}\ndeadlines:\n  - key: it\n    title: {{vi: hạn, en: deadline}}\n    when: {{{when}}}\n"
        "    reminders: {officer: [7, 1, 0, -1]}\n    source: II\n",
        runs,
    )


def day(text: str) -> date:
    return date.fromisoformat(text)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def midnight(of: date) -> datetime:
    return datetime.combine(of, time(), ZONE)


def days(found: Sequence[Occurrence]) -> list[str]:
    return [str(occurrence.last_day) for occurrence in found]


# What the plans say


def test_ninh_thuan_through_its_first_year() -> None:
    found = occurrences(made(), day("2024-01-01"), day("2024-12-31"))
    assert [(o.deadline, o.round, str(o.first_day), str(o.last_day), o.closes) for o in found] == [
        ("register", "2024", "2024-01-14", "2024-01-14", moment("2024-01-15 00:00")),  # II.2.1: trước ngày
        ("dossier", "2024", "2024-08-05", "2024-08-05", moment("2024-08-06 00:00")),  # II.2.2: chậm nhất
        ("conference", "2024", "2024-12-01", "2024-12-31", moment("2025-01-01 00:00")),  # II.2.4: trong tháng
    ]


@pytest.mark.parametrize(
    ("deadline", "at", "expected"),
    [
        ("register", "2025-01-14 23:59:59", True),  # II.2.1: hoàn thành trước ngày 15 tháng 01
        ("register", "2025-01-15 00:00:00", False),
        ("register", "2025-01-01 00:00:00", True),
        ("register", "2024-12-31 23:59:59", False),  # still the year 2024, whose date is long over
        ("dossier", "2024-08-05 23:59:59", True),  # II.2.2: chậm nhất ngày 05 tháng 8
        ("dossier", "2024-08-06 00:00:00", False),
        ("conference", "2024-12-31 23:59:59", True),  # II.2.4: trong tháng 12
        ("decision", "2024-10-01 00:00:00", None),  # II.2.2 names no date
        ("register", "2023-01-10 00:00:00", None),  # before there was a plan
    ],
)
def test_ninh_thuan_in_time_or_late(deadline: str, at: str, expected: bool | None) -> None:
    assert in_time(made(), deadline, moment(at)) is expected


@pytest.mark.parametrize(
    ("deadline", "at", "expected"),
    [
        ("one", "2022-05-31 23:59:59", True),  # V: trước 24h00 ngày 31/5/2022
        ("one", "2022-06-01 00:00:00", False),
        ("two", "2023-09-01 16:29:59", True),
        ("two", "2023-09-01 16:30:00", False),
        ("endless", "2023-09-01 16:30:00", None),
    ],
)
def test_closings_to_the_minute(deadline: str, at: str, expected: bool | None) -> None:
    assert in_time(made(PHASES), deadline, moment(at)) is expected


def test_a_closing_is_named_by_its_phase() -> None:
    found = occurrences(made(PHASES), day("2022-01-01"), day("2023-12-31"))
    assert [(o.round, str(o.last_day), o.closes) for o in found] == [
        ("phase-1", "2022-05-31", moment("2022-06-01 00:00")),
        ("phase-2", "2023-09-01", moment("2023-09-01 16:30")),
    ]


def test_a_moment_is_read_on_vietnam_s_calendar() -> None:
    """23:30 of the 14th in London is the 15th in Hanoi."""
    assert in_time(made(), "register", datetime(2025, 1, 14, 16, 59, tzinfo=UTC)) is True
    assert in_time(made(), "register", datetime(2025, 1, 14, 17, 0, tzinfo=UTC)) is False
    assert in_time(made(), "register", datetime(2024, 12, 31, 17, 0, tzinfo=UTC)) is True


def test_a_key_that_is_no_deadline_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="nothing is no deadline"):
        in_time(made(), "nothing", moment("2025-01-01"))


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        ("province", ("2025-01-14", None)),
        ("upper", ("2025-01-11", "upper")),
        ("grassroots", ("2024-12-28", "grassroots")),
        (None, ("2025-01-14", None)),
    ],
)
def test_levels_that_share_a_date_have_earlier_days(level: str | None, expected: tuple[str, str]) -> None:
    found = [o for o in occurrences(made(), day("2024-12-01"), day("2025-02-01"), level) if o.round == "2025"]
    assert [(str(o.last_day), o.level) for o in found if o.deadline == "register"] == [expected]
    assert all(o.closes == midnight(o.last_day + DAY) for o in found)


def test_an_inner_day_decides_what_is_in_time_at_its_level() -> None:
    assert in_time(made(), "register", moment("2025-01-11 23:59:59"), "upper") is True
    assert in_time(made(), "register", moment("2025-01-12 00:00:00"), "upper") is False
    assert in_time(made(), "register", moment("2025-01-12 00:00:00"), "province") is True


def test_what_has_no_date_is_listed_and_never_falls_due() -> None:
    assert [deadline.key for deadline in undated(made())] == ["decision"]
    assert [deadline.key for deadline in undated(made(PHASES))] == ["endless"]
    assert "decision" not in {o.deadline for o in occurrences(made(), day("2024-01-01"), day("2034-01-01"))}


def test_a_date_that_an_officer_sets_falls_due() -> None:
    when = {"kind": "yearly", "month": 10, "day": 20, "end": "until"}
    programme = made().changed({"deadlines.decision.when": when})
    assert undated(programme) == []
    found = occurrences(programme, day("2024-09-01"), day("2024-11-30"))
    assert [(o.deadline, str(o.last_day)) for o in found] == [("decision", "2024-10-20")]


@pytest.mark.parametrize(
    ("when", "first", "last", "closes"),
    [
        ("at: 2022-05-31, end: until", "2022-05-31", "2022-05-31", "2022-06-01 00:00"),
        ("at: 2022-05-31, end: before", "2022-05-30", "2022-05-30", "2022-05-31 00:00"),
        ("at: 2022-05-18, end: around", "2022-05-18", "2022-05-18", "2022-05-19 00:00"),
        ('at: "2023-09", end: until', "2023-09-01", "2023-09-30", "2023-10-01 00:00"),
        ('at: "2023-09", end: before', "2023-08-31", "2023-08-31", "2023-09-01 00:00"),
        ('at: "2022-05-31 24:00", end: before', "2022-05-31", "2022-05-31", "2022-06-01 00:00"),
        ('at: "2022-05-31 17:00", end: before', "2022-05-31", "2022-05-31", "2022-05-31 17:00"),
        ('at: "2022-05-31 17:00", end: until', "2022-05-31", "2022-05-31", "2022-05-31 17:01"),
    ],
)
def test_a_single_date(when: str, first: str, last: str, closes: str) -> None:
    [found] = occurrences(one(f"kind: once, {when}"), day("2021-01-01"), day("2024-12-31"))
    assert (found.round, str(found.first_day), str(found.last_day)) == ("once", first, last)
    assert found.closes == moment(closes)


def test_a_single_date_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="day is out of range"):
        one('kind: once, at: "2023-02-30", end: until')


def test_a_day_that_things_happen_about() -> None:
    """Lai Châu: every year around Vietnam's Science and Technology Day, 18/5."""
    programme = one("kind: yearly, month: 5, day: 18, end: around")
    assert days(occurrences(programme, day("2024-01-01"), day("2026-12-31"))) == [
        "2024-05-18",
        "2025-05-18",
        "2026-05-18",
    ]


# How the calendar runs


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        ("runs: {from: 2024-01-01, until: 2025-12-31, source: II}", ["2024-01-14", "2025-01-14"]),
        ("runs: {from: 2024-01-14, until: 2025-01-14, source: II}", ["2024-01-14", "2025-01-14"]),
        ("runs: {from: 2024-01-15, until: 2025-01-13, source: II}", []),
        ("runs: {until: 2022-06-30, source: II}", ["2020-01-14", "2021-01-14", "2022-01-14"]),
    ],
)
def test_what_comes_round_does_so_while_the_programme_runs(runs: str, expected: list[str]) -> None:
    programme = one("kind: yearly, month: 1, day: 15, end: before", runs)
    assert days(occurrences(programme, day("2020-01-01"), day("2027-12-31"))) == expected


def test_the_last_month_of_a_programme_is_reported_in_the_month_after_it() -> None:
    """Điện lực, III.3: every month the initiatives of that month are reported."""
    runs = "runs: {from: 2022-02-14, until: 2022-04-30, source: II}"
    report = (
        "reports:\n  - {key: monthly, title: {vi: báo cáo, en: report}, deadline: it, every: month,"
        " by: [upper], to: CĐ, medium: [email], source: III.3}"
    )
    when, span = "kind: monthly, day: 5", (day("2022-01-01"), day("2022-12-31"))
    assert days(occurrences(one(when, runs, report), *span)) == ["2022-03-05", "2022-04-05", "2022-05-05"]
    assert days(occurrences(one(when, runs), *span)) == ["2022-03-05", "2022-04-05"]


def test_months_are_of_different_length() -> None:
    programme = one("kind: monthly, day: 31", "runs: {source: II}")
    found = occurrences(programme, day("2024-01-01"), day("2024-12-31"))
    assert [o.last_day.day for o in found] == [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    assert [o.round for o in found][:3] == ["2024-01", "2024-02", "2024-03"]


@pytest.mark.parametrize("at", ["2024-02-29 23:59", "2024-02-01 00:00"])
def test_a_month_s_date_is_that_of_the_moment_s_month(at: str) -> None:
    programme = one("kind: monthly, day: 31")
    assert in_time(programme, "it", moment(at)) is True
    assert in_time(one("kind: monthly, day: 5"), "it", moment("2024-02-06 00:00")) is False


@pytest.mark.parametrize(
    ("end", "year", "expected"),
    [
        ("until", 2024, "2024-02-29"),
        ("until", 2025, "2025-02-28"),
        ("before", 2024, "2024-02-28"),
        ("before", 2025, "2025-02-28"),
        ("around", 2025, "2025-02-28"),
    ],
)
def test_the_29th_of_february(end: str, year: int, expected: str) -> None:
    programme = one(f"kind: yearly, month: 2, day: 29, end: {end}")
    assert days(occurrences(programme, date(year, 1, 1), date(year, 12, 31))) == [expected]


def test_before_the_first_of_january_is_the_end_of_the_year_before() -> None:
    programme = one("kind: yearly, month: 1, day: 1, end: before")
    [found] = occurrences(programme, day("2024-12-31"), day("2025-12-30"))
    assert (found.round, found.closes) == ("2024", moment("2025-01-01 00:00"))
    assert in_time(programme, "it", moment("2024-12-31 23:59:59")) is True


# Reminders


def falling(programme: Programme, first: str, last: str, role: str, level: str | None = None) -> list[str]:
    found = nudges(programme, day(first), day(last), role, level)  # type: ignore[arg-type]
    return [f"{nudge.day} {nudge.occurrence.deadline} {nudge.offset}" for nudge in found]


def test_reminders_of_a_role_through_a_season() -> None:
    assert falling(made(), "2024-06-01", "2025-06-30", "officer", "province") == [
        "2024-11-29 conference 30",  # 01/12/2024 is a Sunday
        "2024-12-31 register 14",
        "2025-01-10 register 3",  # 11/01/2025 is a Saturday
        "2025-01-13 register 1",
        "2025-01-14 register 0",
        "2025-01-15 register -1",
    ]
    assert falling(made(), "2024-06-01", "2025-06-30", "worker") == [
        "2024-12-13 register 30",
        "2025-01-07 register 7",
    ]
    assert falling(made(), "2024-06-01", "2025-06-30", "adviser") == []


def test_officers_are_reminded_of_what_their_level_sees_to() -> None:
    assert falling(made(), "2024-07-01", "2024-08-31", "officer", "upper") == [
        "2024-07-29 dossier 7",
        "2024-08-02 dossier 1",
    ]
    assert falling(made(), "2024-07-01", "2024-08-31", "officer", "grassroots") == []


def test_a_level_is_reminded_before_its_own_earlier_day() -> None:
    found = nudges(made(), day("2024-12-01"), day("2025-01-31"), "officer", "upper")
    assert {str(nudge.occurrence.last_day) for nudge in found} == {"2025-01-11"}


def test_two_reminders_that_meet_on_a_day_are_one() -> None:
    """The deadline 11/01/2025 is a Saturday: 1 day before and 0 stand apart, -1 (Sunday) meets the day."""
    found = falling(made(), "2025-01-01", "2025-01-31", "officer", "upper")
    assert found == ["2025-01-08 register 3", "2025-01-10 register 1", "2025-01-11 register 0"]
    programme = one("kind: once, at: 2025-01-12, end: until").changed(
        {"deadlines.it.reminders": {"officer": [2, 1, -1, -2]}}
    )
    assert falling(programme, "2025-01-01", "2025-01-31", "officer") == [
        "2025-01-10 it 1",
        "2025-01-13 it -1",
        "2025-01-14 it -2",
    ]


@pytest.mark.parametrize(
    ("last_day", "offset", "expected"),
    [
        ("2025-03-12", 1, "2025-03-11"),
        ("2025-03-10", 1, "2025-03-07"),  # Sunday → Friday
        ("2024-05-05", 1, "2024-05-04"),  # a Saturday worked for Monday 29/4
        ("2024-05-02", 1, "2024-04-26"),  # 29/4 swapped, 30/4, 01/5, and the Sunday and Saturday before
        ("2022-09-03", 1, "2022-08-31"),  # National Day has two days
        ("2024-04-19", 1, "2024-04-17"),  # 10/3 of the lunar year
        ("2023-01-20", 1, "2023-01-13"),  # 23 tháng Chạp is Saturday 14/01/2023
        ("2023-01-28", 1, "2023-01-13"),  # mùng 6
        ("2023-01-31", 1, "2023-01-30"),
        ("2023-01-23", 0, "2023-01-23"),  # mùng 2: what falls due inside is said
        ("2025-03-14", -1, "2025-03-14"),  # Saturday → back to the day itself
        ("2025-03-13", -2, "2025-03-14"),
        ("2023-01-12", -5, "2023-01-13"),
        ("2023-01-15", -5, "2023-01-15"),  # due inside Tết: not before its own day
    ],
)
def test_a_reminder_in_a_holiday_moves_before_it(last_day: str, offset: int, expected: str) -> None:
    assert str(reminder_day(day(last_day), offset)) == expected


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        ("2024-05-04", True),  # worked for 29/4/2024
        ("2025-04-26", True),  # worked for 02/5/2025
        ("2026-08-22", True),  # worked for 31/8/2026
        ("2019-01-05", True),  # worked for 31/12/2018: over the turn of the year
        ("2014-12-27", True),  # worked for 02/01/2015
        ("2024-05-11", False),
        ("2024-04-29", False),
        ("2018-12-31", False),
        ("2022-05-03", False),  # in lieu of Sunday 01/5/2022
        ("2025-01-01", False),
        ("2026-11-24", False),
        ("2025-11-24", True),
    ],
)
def test_working_days(of: str, expected: bool) -> None:
    assert working_day(day(of)) is expected


@pytest.mark.parametrize(
    ("last_day", "offset", "on"),
    [
        ("2023-07-26", 180, "2023-01-13"),  # mùng 6 less the whole of Tết: nothing moves further
        ("2025-01-14", -30, "2025-02-13"),
    ],
)
def test_the_farthest_reminders_are_found_by_their_own_day(last_day: str, offset: int, on: str) -> None:
    programme = one(f"kind: once, at: {last_day}, end: until").changed(
        {"deadlines.it.reminders": {"officer": [offset]}}
    )
    assert falling(programme, on, on, "officer") == [f"{on} it {offset}"]


def test_the_farthest_inner_day_is_found_in_the_year_before() -> None:
    programme = one("kind: yearly, month: 1, day: 15, end: before").changed(
        {"deadlines.it.inner": {"upper": 180}}
    )
    found = occurrences(programme, day("2024-07-18"), day("2024-07-18"), "upper")
    assert [(o.round, str(o.last_day)) for o in found] == [("2025", "2024-07-18")]


@pytest.mark.parametrize("year", range(2022, 2033))
def test_nothing_is_sent_from_the_kitchen_gods_to_the_sixth_of_the_first_month(year: int) -> None:
    tet = lunar.tet(year)
    quiet = [tet + n * DAY for n in range(-40, 40) if around_tet(tet + n * DAY)]
    assert quiet[0] in (tet - 7 * DAY, tet - 8 * DAY)  # the twelfth month has 29 or 30 days
    assert quiet[-1] == tet + 5 * DAY
    assert all(later - earlier == DAY for earlier, later in pairwise(quiet))
    for due in (tet + n * DAY for n in range(-40, 40)):
        for offset in (60, 30, 14, 7, 3, 2, 1):
            moved, wanted = reminder_day(due, offset), due - offset * DAY
            assert moved <= wanted
            assert moved not in quiet
            assert working_day(moved)


# What holds for every programme

LIBRARY = {key: load(text) for key, text in library().items()}
dates = st.dates(date(2019, 1, 1), date(2034, 12, 31))
levels = st.sampled_from([None, "grassroots", "upper", "province"])
roles = st.sampled_from(["worker", "adviser", "officer"])
months = st.integers(1, 12)
ends = st.sampled_from(["until", "before", "around"])
whens = st.one_of(
    st.builds("kind: yearly, month: {}, day: {}, end: {}".format, months, st.integers(1, 28), ends),
    st.builds("kind: yearly, month: 2, day: 29, end: {}".format, ends),
    st.builds("kind: within, month: {}".format, months),
    st.builds("kind: monthly, day: {}".format, st.integers(1, 31)),
    st.builds("kind: once, at: {}, end: {}".format, dates, ends),
)
runs = st.one_of(
    st.just("runs: {source: II}"),
    st.builds(
        lambda span: "runs: {{from: {}, until: {}, source: II}}".format(*sorted(span)),
        st.tuples(dates, dates),
    ),
)
programmes = st.one_of(
    st.sampled_from([made(), made(PHASES), *LIBRARY.values()]), st.builds(one, whens, runs)
)


@given(programmes, dates, dates, levels)
def test_every_occurrence_lies_in_the_days_asked_for_in_order(
    programme: Programme, one_day: date, other: date, level: str | None
) -> None:
    first, last = sorted((one_day, other))
    found = occurrences(programme, first, last, level)
    assert all(first <= o.last_day <= last for o in found)
    assert [o.closes for o in found] == sorted(o.closes for o in found)
    for o in found:
        assert o.first_day <= o.last_day
        assert midnight(o.last_day) < o.closes <= midnight(o.last_day + DAY)
        assert o.closes.utcoffset() == timedelta(hours=7)
    assert len({(o.deadline, o.round) for o in found}) == len(found)


@given(programmes, st.tuples(dates, dates, dates), levels)
def test_none_is_lost_or_doubled_where_days_are_asked_for_in_parts(
    programme: Programme, marks: tuple[date, date, date], level: str | None
) -> None:
    first, middle, last = sorted(marks)
    parts = occurrences(programme, first, middle, level)
    if middle < last:
        parts += occurrences(programme, middle + DAY, last, level)
    assert occurrences(programme, first, last, level) == parts


@given(programmes, st.tuples(dates, dates, dates), roles, levels)
def test_no_reminder_is_lost_or_doubled_where_days_are_asked_for_in_parts(
    programme: Programme, marks: tuple[date, date, date], role: str, level: str | None
) -> None:
    first, middle, last = sorted(marks)
    parts = nudges(programme, first, middle, role, level)  # type: ignore[arg-type]
    if middle < last:
        parts += nudges(programme, middle + DAY, last, role, level)  # type: ignore[arg-type]
    assert nudges(programme, first, last, role, level) == parts  # type: ignore[arg-type]


@given(programmes, dates, dates, roles, levels)
def test_every_reminder_is_on_time_and_on_a_day_that_may_be_written_on(
    programme: Programme, one_day: date, other: date, role: str, level: str | None
) -> None:
    first, last = sorted((one_day, other))
    for nudge in nudges(programme, first, last, role, level):  # type: ignore[arg-type]
        due = nudge.occurrence.last_day
        assert first <= nudge.day <= last
        assert nudge.day <= due - nudge.offset * DAY
        if nudge.offset > 0:
            assert working_day(nudge.day)
        if nudge.day != due:
            assert working_day(nudge.day)
            assert not around_tet(nudge.day)


@given(programmes, dates)
def test_the_last_instant_is_in_time_and_the_next_one_late(programme: Programme, about: date) -> None:
    for o in occurrences(programme, about, about + timedelta(days=400)):
        assert in_time(programme, o.deadline, o.closes - INSTANT) is True
        comes_round = o.round[0].isdigit()
        if not comes_round or f"{o.closes:%Y-%m}".startswith(o.round):  # else the next one's time begins
            assert in_time(programme, o.deadline, o.closes) is False


@settings(max_examples=25)
@given(st.integers(2019, 2034))
def test_what_comes_every_year_comes_once_in_every_year(year: int) -> None:
    programme = made(YEARLY, "runs: {source: II}")
    found = occurrences(programme, date(year, 1, 1), date(year, 12, 31))
    assert [o.deadline for o in found] == ["register", "dossier", "conference"]


# The machine's zone

SAID = """
from datetime import date, datetime, UTC
from programmes.calendar import in_time, nudges, occurrences
from programmes.model import library, load
for key, text in sorted(library().items()):
    programme = load(text)
    for level in (None, "grassroots"):
        print(occurrences(programme, date(2022, 1, 1), date(2026, 12, 31), level))
        print(nudges(programme, date(2022, 1, 1), date(2026, 12, 31), "officer", level))
    for deadline in programme.deadlines:
        for hour in (16, 17):
            print(in_time(programme, deadline.key, datetime(2022, 5, 31, hour, tzinfo=UTC)))
"""


def test_the_machine_s_zone_changes_nothing() -> None:
    said = {
        subprocess.run(
            [sys.executable, "-c", SAID],
            env={**os.environ, "TZ": zone, "PYTHONPATH": "."},
            capture_output=True,
            check=True,
            timeout=120,
        ).stdout
        for zone in ("America/New_York", "UTC", "Asia/Ho_Chi_Minh", "Pacific/Kiritimati")
    }
    assert len(said) == 1
    assert b"Occurrence" in said.pop()


@pytest.mark.parametrize("key", LIBRARY)
def test_the_library_s_deadlines_fall_due_or_are_known_to_have_no_date(key: str) -> None:
    programme = LIBRARY[key]
    found = {o.deadline for o in occurrences(programme, day("2019-01-01"), day("2034-12-31"))}
    open_ = {deadline.key for deadline in undated(programme)}
    assert found | open_ == {deadline.key for deadline in programme.deadlines}
    assert not found & open_
