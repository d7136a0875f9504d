"""What programmes make of answers at a moment: boundary tables, each row with its paragraph."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from handlers.questions import spans
from programmes.eligibility import (
    Verdict,
    deciding_day,
    hinging,
    judge,
    last_day,
    object_of,
    objections,
    recognised_author,
)
from programmes.model import ZONE, Programme, library, load

AT = datetime(2022, 5, 16, 2, 0, tzinfo=UTC)
GOOD = {"applied": "applied", "applied_on": "2022-03-15", "recognised": "yes"}


@pytest.fixture(scope="module")
def files() -> dict[str, Programme]:
    return {key: load(text) for key, text in library().items()}


@pytest.fixture(scope="module")
def programme(files: dict[str, Programme]) -> Programme:
    return files["bac-kan-1tr"]


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def verdict(programme: Programme, at: str, **answers: Any) -> Verdict:
    told = {**GOOD, **answers}
    return judge(programme, told, spans(told, {}), moment(at))


def keys(found: Verdict) -> list[str]:
    return [reason.key.partition(".")[2] for reason in found.reasons]


# Bắc Kạn: V (entry), IV.3 and II.3 (application), IV.2 (conditions)


@pytest.mark.parametrize(
    ("at", "applied_on", "expected", "phase"),
    [
        ("2022-01-08 06:59:59", "2021-10", "later", "phase-1"),  # V: from 7h00 08/01/2022
        ("2022-01-08 07:00:00", "2021-10", "fits", "phase-1"),
        ("2022-05-31 23:59:59", "2022-03-15", "fits", "phase-1"),  # V: before 24h00 31/5/2022
        ("2022-06-01 00:00:00", "2022-03-15", "later", "phase-2"),  # V: phase 2 opens at 7h00
        ("2022-06-01 06:59:59", "2022-06-01", "later", "phase-2"),
        ("2022-06-01 07:00:00", "2022-06-01", "fits", "phase-2"),
        ("2022-06-02 09:00:00", "2022-05-20", "ask", "phase-2"),  # V: valid in phase 1, entered in phase 2
        ("2023-09-01 23:59:59", "2023-06", "fits", "phase-2"),  # V: before 24h00 01/9/2023
        ("2023-09-02 00:00:00", "2023-06", "no", ""),
        ("2022-05-16 09:00:00", "2021-08-31", "no", "phase-1"),  # IV.3: from 01/9/2021
        ("2022-05-16 09:00:00", "2021-09-01", "fits", "phase-1"),
        ("2022-05-16 09:00:00", "2021", "ask", "phase-1"),  # too rough to say
    ],
)
def test_bac_kan_by_its_windows(
    programme: Programme, at: str, applied_on: str, expected: str, phase: str
) -> None:
    found = verdict(programme, at, applied_on=applied_on)
    assert (found.verdict, found.phase) == (expected, phase)


def test_between_the_phases_it_is_told_that_the_next_opens_at_seven(programme: Programme) -> None:
    reason = verdict(programme, "2022-06-01 03:00").reasons[0]
    assert (reason.key, reason.params["at"]) == ("eligibility.not-open", moment("2022-06-01 07:00"))
    assert reason.source == "V"


def test_between_the_phases_what_belonged_to_the_first_is_told_so_too(programme: Programme) -> None:
    found = verdict(programme, "2022-06-01 03:00", applied_on="2022-03")
    assert (found.verdict, keys(found)) == ("later", ["not-open", "other-phase"])


@pytest.mark.parametrize("recognised", ["no", "waiting", "unknown"])
def test_what_is_not_yet_recognised_needs_it_and_is_not_excluded(
    programme: Programme, recognised: str
) -> None:
    found = verdict(programme, "2022-05-16 09:00", recognised=recognised)
    assert (found.verdict, "recognised" in keys(found)) == ("needs", True)
    assert next(r.source for r in found.reasons if r.rule == "recognised") == "IV.2.1"


def test_recognition_that_was_not_told_is_needed_too(programme: Programme) -> None:
    told = {"applied": "applied", "applied_on": "2022-03"}
    assert judge(programme, told, spans(told, {}), AT).verdict == "needs"
    assert objections(programme, told, spans(told, {}), AT) == []


def test_an_idea_needs_to_be_put_into_use_by_iv_2_2(programme: Programme) -> None:
    found = objections(programme, {"applied": "not_yet"}, {}, AT)
    assert [(r.rule, r.source) for r in found] == [("applied", "IV.2.2")]


@pytest.mark.parametrize(
    ("accepted_on", "expected"),
    [("2021-08", "no"), ("2021-09", "fits"), ("2021-08-31", "no"), ("2021-09-01", "fits"), ("2021", "ask")],
)
def test_a_research_topic_counts_from_september_2021_to_the_month(
    programme: Programme, accepted_on: str, expected: str
) -> None:
    found = verdict(
        programme, "2022-05-16 09:00", kind="research", accepted_on=accepted_on, usage_confirmed=True
    )
    assert found.verdict == expected


def test_a_research_topic_needs_the_head_s_confirmation_of_its_use(programme: Programme) -> None:
    found = verdict(programme, "2022-05-16 09:00", kind="research", accepted_on="2021-10")
    assert (found.verdict, [r.source for r in found.reasons]) == ("needs", ["IV.2.3"])


@pytest.mark.parametrize(("protected", "expected"), [(True, "no"), (False, "fits"), ("unknown", "ask")])
def test_what_is_protected_as_intellectual_property_is_excluded(
    programme: Programme, protected: bool | str, expected: str
) -> None:
    assert verdict(programme, "2022-05-16 09:00", ip_protected=protected).verdict == expected


def test_the_gravest_reason_decides_and_comes_first(programme: Programme) -> None:
    found = verdict(
        programme, "2022-05-16 09:00", recognised="no", applied_on="2021-05", ip_protected="unknown"
    )
    assert (found.verdict, keys(found)[0]) == ("no", "outside")


@pytest.mark.parametrize(
    ("span", "excluded"),
    [
        ((date(2021, 8, 31), date(2021, 8, 31)), True),
        ((date(2021, 9, 1), date(2021, 9, 1)), False),
        ((date(2021, 8, 1), date(2021, 8, 31)), True),
        ((date(2023, 9, 1), date(2023, 9, 1)), False),
        ((date(2023, 9, 2), date(2023, 9, 2)), True),
    ],
)
def test_only_a_span_wholly_outside_iv_3_is_excluded(
    programme: Programme, span: tuple[date, date], excluded: bool
) -> None:
    found = objections(
        programme, {"applied": "applied", "applied_on": "x"}, {"applied_on": span}, moment("2023-09-01 09:00")
    )
    assert ("IV.3" in [r.source for r in found]) is excluded


# Ninh Thuận: II.2.1 and II.2.2


@pytest.mark.parametrize(
    ("at", "expected", "round_"),
    [
        ("2024-01-14 23:59:59", "fits", "2024"),  # II.2.1: before 15 January
        ("2024-01-15 00:00:00", "ask", "2024"),  # late is kept and asked
        ("2024-08-05 23:59:59", "ask", "2024"),  # II.2.2: dossiers until 5 August
        ("2024-08-06 00:00:00", "fits", "2025"),  # from then on it counts for the following year
        ("2025-01-14 23:59:59", "fits", "2025"),
    ],
)
def test_ninh_thuan_by_its_yearly_days(
    files: dict[str, Programme], at: str, expected: str, round_: str
) -> None:
    found = judge(files["ninh-thuan-dkst"], {"applied": "applied"}, {}, moment(at))
    assert (found.verdict, found.phase) == (expected, round_)


def test_ninh_thuan_takes_an_idea(files: dict[str, Programme]) -> None:
    assert (
        judge(files["ninh-thuan-dkst"], {"applied": "not_yet"}, {}, moment("2024-01-10 09:00")).verdict
        == "fits"
    )


# The plans without a registration


@pytest.mark.parametrize("key", ["ngan-hang-kh295", "lai-chau-kh360"])
def test_a_plan_without_registration_says_so_and_keeps_it(files: dict[str, Programme], key: str) -> None:
    found = judge(files[key], GOOD, spans(GOOD, {}), moment("2023-03-01 09:00"))
    assert (found.verdict, [r.key for r in found.reasons]) == ("fits", [f"{key}.recorded"])


# Điện lực: I (phases)


@pytest.mark.parametrize(
    ("at", "applied_on", "expected"),
    [
        ("2022-05-31 23:59:59", "2021-09-01", "fits"),
        ("2022-05-31 23:59:59", "2021-08-31", "no"),
        ("2022-06-01 00:00:00", "2022-06-01", "fits"),
        ("2023-09-30 23:59:59", "2023-03", "fits"),
        ("2023-10-01 00:00:00", "2023-03", "no"),
    ],
)
def test_dien_luc_by_its_phases(files: dict[str, Programme], at: str, applied_on: str, expected: str) -> None:
    assert verdict(files["dien-luc-1tr"], at, applied_on=applied_on).verdict == expected


# The law's year (NĐ 13/2012 Art. 5.2)


@pytest.mark.parametrize(
    ("applied", "last"),
    [
        (date(2021, 11, 15), date(2022, 11, 15)),
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(2023, 2, 28), date(2024, 2, 28)),
    ],
)
def test_the_year_ends_on_the_same_day_of_the_next(applied: date, last: date) -> None:
    assert last_day(applied) == last


def test_after_the_year_what_is_not_recognised_is_asked_about(programme: Programme) -> None:
    found = verdict(programme, "2023-06-16 09:00", applied_on="2022-06-15", recognised="no")
    assert (found.verdict, keys(found)[0]) == ("ask", "year-over")
    on_the_last_day = verdict(programme, "2023-06-15 23:00", applied_on="2022-06-15", recognised="no")
    assert "year-over" not in keys(on_the_last_day)


def test_the_year_stops_at_recognition(programme: Programme) -> None:
    assert verdict(programme, "2023-07-16 09:00", applied_on="2022-06-15").verdict == "fits"


# A nearer date


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


def test_a_nearer_date_is_asked_where_the_phases_meet(programme: Programme) -> None:
    span = (date(2022, 5, 20), date(2022, 6, 10))
    assert deciding_day(programme, span, moment("2022-07-01 09:00")) == date(2022, 6, 1)


def test_a_nearer_date_is_asked_where_the_year_of_nd_13_2012_art_5_2_depends_on_it(
    programme: Programme,
) -> None:
    in_november = datetime(2022, 11, 15, tzinfo=UTC)
    assert deciding_day(programme, (date(2021, 11, 1), date(2021, 11, 30)), in_november) == date(2021, 11, 15)


def test_the_year_before_a_leap_day_begins_on_1_march(programme: Programme) -> None:
    leap = datetime(2024, 2, 29, tzinfo=UTC)
    assert deciding_day(programme, (date(2023, 2, 1), date(2023, 3, 31)), leap) == date(2023, 3, 1)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"kind": "research", "applied": "applied"}, "research_topic"),
        ({"applied": "not_yet"}, "idea"),
        ({"applied": "trial"}, "initiative"),
        ({}, "initiative"),
    ],
)
def test_what_it_is_follows_from_the_answers(answers: dict[str, str], expected: str) -> None:
    assert object_of(answers) == expected


# Who is recognised of several authors


def people(*shares: float, named: int | None = None) -> list[dict[str, Any]]:
    """Authors A, B, … with these shares; one of them may be named as the representative."""
    return [
        {"name": "ABC"[n], "percent": share, **({"representative": True} if n == named else {})}
        for n, share in enumerate(shares)
    ]


HIGHEST: dict[str, Any] = {"author_rule.tie": "author"}
OFFICER = {"author_rule.tie": "officer"}  # the other reading of author-tie
NO_LEADER: dict[str, Any] = {"author_rule.lead_for": []}  # the other reading of the "hoặc" of IV.2.4


@pytest.mark.parametrize(
    ("changes", "answers", "expected"),
    [
        (HIGHEST, {"authors": people(100)}, "A"),
        (HIGHEST, {"authors": people(40, 60)}, "B"),  # IV.2.4: the highest share
        (HIGHEST, {"authors": people(33.33, 33.34, 33.33)}, "B"),
        (HIGHEST, {"authors": people(50, 50, named=1)}, "B"),  # a tie: the representative they named
        (HIGHEST, {"authors": people(50, 50)}, None),
        (HIGHEST, {}, None),
        (OFFICER, {"authors": people(50, 50, named=1)}, None),
        (OFFICER, {"authors": people(40, 60)}, "B"),
        (HIGHEST, {"authors": people(40, 60), "lead": "A"}, "B"),  # IV.2.4: only a topic has a leader
        (HIGHEST, {"kind": "research", "authors": people(40, 60), "lead": "A"}, "A"),
        (HIGHEST, {"kind": "research", "authors": people(40, 60)}, None),  # not told yet who leads it
        (NO_LEADER, {"kind": "research", "authors": people(40, 60), "lead": "A"}, "B"),
        ({"author_rule.recognise": "all"}, {"authors": people(40, 60)}, None),
        ({"author_rule": None}, {"authors": people(40, 60)}, None),
    ],
)
def test_who_is_recognised_of_several_authors_by_plan_002_iv_2_4(
    programme: Programme, changes: dict[str, Any], answers: dict[str, Any], expected: str | None
) -> None:
    assert recognised_author(programme.changed(changes), answers) == expected


# Contradictions


def test_a_reading_that_clashes_with_what_was_decided_is_none_any_more() -> None:
    text = (Path(__file__).parents[1] / "conversations" / "trial.yaml").read_text("utf-8")
    file = load(text)
    start_two = file.conflicts[1]

    def view(read: Programme) -> object:
        return read.phases[1].windows["entry"].first

    assert hinging(file, [start_two], view) == (start_two,)
    assert hinging(file.changed({"phases.one.windows.entry.until": "2022-07-20"}), [start_two], view) == ()
