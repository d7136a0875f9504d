"""Which debts follow from which facts, for the plans as they are."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from programmes import debts, rounds
from programmes.calendar import Occurrence, occurrences
from programmes.debts import Debt, Facts
from programmes.model import ZONE, Deadline, Programme, library, load

PLANS = {key: load(text) for key, text in library().items()}
DATED = {
    "dien-luc-1tr": {"deadlines.monthly-report.when": {"kind": "monthly", "day": 5}},
    "ngan-hang-kh295": {
        "deadlines.yearly-report.when": {"kind": "yearly", "month": 12, "day": 15, "end": "until"}
    },
}


def plan(key: str) -> Programme:
    return PLANS[key].changed(DATED.get(key, {}))


def at(programme: Programme, deadline: str, year: int = 2022, month: int = 1) -> tuple[Deadline, Occurrence]:
    """A deadline, and how it falls due for the first time from a month on."""
    found = programme.deadline(deadline)
    first = date(year, month, 1)
    known = occurrences(programme, first, date(year + 2, 1, 1))
    assert found is not None
    return found, next(one for one in known if one.deadline == deadline)


def kinds(key: str, deadline: str, year: int = 2022, **facts: Any) -> list[str]:
    """What a unit of these facts misses, without duties and figures of its own."""
    programme = plan(key)
    found = debts.debts(programme, *at(programme, deadline, year), Facts(**facts))
    return [debt.kind for debt in found if debt.kind not in ("duty", "no-target", "focal")]


CHAIR: dict[str, Any] = {"level": "grassroots", "officers": 1}
UPPER: dict[str, Any] = {"level": "upper", "officers": 1, "direct": True}
TOP: dict[str, Any] = {"level": "province", "officers": 1, "body": True}


@pytest.mark.parametrize(
    ("key", "deadline", "year", "facts", "owed"),
    [
        # 002: every union at least one, an aim; what is recognised goes on the portal
        ("bac-kan-1tr", "phase-1-entry", 2022, CHAIR, ["none"]),
        ("bac-kan-1tr", "phase-1-entry", 2022, {**CHAIR, "sent": 2}, []),
        ("bac-kan-1tr", "phase-1-entry", 2022, {**CHAIR, "sent": 3, "recognised": 2, "posted": 1},
         ["unposted"]),
        ("bac-kan-1tr", "phase-1-entry", 2022, {**CHAIR, "sent": 3, "lacking": 1}, ["papers"]),
        ("bac-kan-1tr", "phase-1-entry", 2022, {**CHAIR, "sent": 3, "waiting": 2}, ["review"]),
        ("bac-kan-1tr", "phase-1-entry", 2022, UPPER, []),
        ("bac-kan-1tr", "phase-1-entry", 2022, {**UPPER, "below": (("none", 3, 9),)}, ["below"]),
        ("bac-kan-1tr", "summing-up", 2022, TOP, ["step"]),
        # 003: teams of three, monthly reports of those directly subordinate alone
        ("dien-luc-1tr", "phase-1-entry", 2022, {**CHAIR, "sent": 1}, ["team"]),
        ("dien-luc-1tr", "phase-1-entry", 2022, {**CHAIR, "sent": 1, "advisers": 3}, []),
        ("dien-luc-1tr", "monthly-report", 2022, {**UPPER, "advisers": 3}, ["report"]),
        ("dien-luc-1tr", "monthly-report", 2022, {**CHAIR, "advisers": 3}, []),
        ("dien-luc-1tr", "monthly-report", 2022, {**CHAIR, "advisers": 3, "direct": True}, ["report"]),
        # 004: upper unions and the province consolidate and send on, grassroots unions nothing
        ("ninh-thuan-dkst", "register", 2025, CHAIR, ["none"]),
        ("ninh-thuan-dkst", "register", 2025, {**UPPER, "sent": 4}, ["consolidate"]),
        ("ninh-thuan-dkst", "register", 2025, {**TOP, "sent": 4}, ["consolidate"]),
        ("ninh-thuan-dkst", "dossier", 2025, {**UPPER, "sent": 4}, ["dossier"]),
        ("ninh-thuan-dkst", "dossier", 2025, {**CHAIR, "sent": 4, "lacking": 2}, ["papers"]),
        ("ninh-thuan-dkst", "dossier", 2025, CHAIR, []),
        # 000: the yearly report of those directly under the bank union
        ("ngan-hang-kh295", "yearly-report", 2022, UPPER, ["report"]),
        ("ngan-hang-kh295", "yearly-report", 2022, {**UPPER, "direct": False}, []),
        # 001: around 18/5
        ("lai-chau-kh360", "honouring", 2023, UPPER, ["step"]),
        ("bac-kan-1tr", "phase-1-entry", 2022, {**TOP, "undecided": 2}, ["conflict"]),
        ("bac-kan-1tr", "phase-1-entry", 2022, {**UPPER, "undecided": 2}, []),
        ("bac-kan-1tr", "phase-1-entry", 2022, {**CHAIR, "sent": 1, "clocks": 1}, ["clock"]),
    ],
)  # fmt: skip
def test_what_follows_from_what_is_known(
    key: str, deadline: str, year: int, facts: dict[str, Any], owed: list[str]
) -> None:
    assert kinds(key, deadline, year, **facts) == owed


@pytest.mark.parametrize(
    ("key", "deadline", "year", "facts", "done"),
    [
        ("ninh-thuan-dkst", "register", 2025, UPPER, ("step", "register", "2025")),
        ("ninh-thuan-dkst", "dossier", 2025, UPPER, ("step", "dossier", "2025")),
        ("bac-kan-1tr", "phase-1-entry", 2022, CHAIR, ("nil", "phase-1-entry", "phase-1")),
        ("dien-luc-1tr", "monthly-report", 2022, {**UPPER, "advisers": 3}, ("report", "monthly", "2021-12")),
        ("ngan-hang-kh295", "yearly-report", 2022, UPPER, ("report", "yearly", "2022")),
        ("lai-chau-kh360", "honouring", 2023, UPPER, ("step", "honouring", "2023")),
    ],
)  # fmt: skip
def test_what_was_entered_or_ticked_is_owed_no_more(
    key: str, deadline: str, year: int, facts: dict[str, Any], done: tuple[str, str, str]
) -> None:
    assert kinds(key, deadline, year, **facts)
    assert kinds(key, deadline, year, **facts, done=frozenset([done])) == []
    other = (*done[:2], done[2] + "x")
    assert kinds(key, deadline, year, **facts, done=frozenset([other])) != []


def test_an_aim_is_told_from_what_is_owed() -> None:
    programme = plan("bac-kan-1tr")
    [none] = [
        d for d in debts.debts(programme, *at(programme, "phase-1-entry"), Facts(**CHAIR)) if d.kind == "none"
    ]
    assert none.aim


def test_an_own_target_counts_at_its_own_stage() -> None:
    """The figure of a phase is not set, then not reached, then reached: by what is on the portal."""
    programme = plan("bac-kan-1tr").changed({"targets.0.targets.grassroots-phase.stage": "entered"})
    where, facts = at(programme, "phase-1-entry"), Facts(**CHAIR, sent=5, recognised=5, posted=1)

    def about(**known: Any) -> list[Debt]:
        found = debts.debts(programme, *where, replace(facts, **known))
        return [debt for debt in found if debt.key == "grassroots-phase"]

    assert [debt.kind for debt in about()] == ["no-target"]
    assert about(targets={("grassroots-phase", "phase-1"): 3}) == [
        Debt("target", 1, 3, "grassroots-phase", aim=True)
    ]
    assert about(targets={("grassroots-phase", "phase-1"): 1}) == []


def test_a_figure_counts_in_its_own_time() -> None:
    """One for the whole programme is not begun anew with the second phase, one for the year in January."""
    programme, (deadline, occurrence) = (
        plan("bac-kan-1tr"), at(plan("bac-kan-1tr"), "phase-2-entry", 2023)
    )  # fmt: skip
    assert rounds.spans(programme, deadline, occurrence) == {
        "programme": None, "year": datetime(2023, 1, 1, tzinfo=ZONE)
    }  # fmt: skip
    figures = {("grassroots-programme", ""): 5, ("grassroots-phase", "phase-2"): 5}
    facts = Facts(**CHAIR, sent=2, targets=figures, over={"programme": (6, 0, 0)})
    found = debts.debts(programme, deadline, occurrence, facts)
    assert [debt for debt in found if debt.kind == "target"] == [
        Debt("target", 2, 5, "grassroots-phase", aim=True)
    ]


def test_a_level_s_own_day_in_december_is_about_the_plan_s_year() -> None:
    """004: grassroots unions are done on 31/12 for the list of the year that begins the day after."""
    programme = plan("ninh-thuan-dkst")
    deadline = programme.deadline("register")
    last = date(2024, 12, 31)
    [own] = [one for one in occurrences(programme, last, last, "grassroots") if one.deadline == "register"]
    assert deadline is not None
    assert rounds.period_round("year", deadline, own) == "2025"
    assert rounds.season(programme, deadline, own) == datetime(2024, 1, 15, tzinfo=ZONE)


def test_a_focal_officer_is_seen_by_the_service_itself() -> None:
    programme = plan("ngan-hang-kh295")
    where = at(programme, "yearly-report")
    assert "focal" in [d.kind for d in debts.debts(programme, *where, Facts("upper", direct=True))]
    assert "focal" not in [
        d.kind for d in debts.debts(programme, *where, Facts("upper", direct=True, officers=1))
    ]


def test_a_duty_of_the_plan_is_ticked_for_its_year_or_phase() -> None:
    """002 VI.3: the pledge with the head once, the year's plan every year."""
    programme, duties = plan("bac-kan-1tr"), []
    where = at(programme, "phase-1-entry")
    for done in ((), [("duty", "pledge", "")], [("duty", "pledge", ""), ("duty", "year-plan", "2022")]):
        found = debts.debts(programme, *where, Facts(**CHAIR, done=frozenset(done)))
        duties.append([debt.key for debt in found if debt.kind == "duty"])
    assert duties == [["launch", "year-plan", "pledge"], ["launch", "year-plan"], ["launch"]]


@pytest.mark.parametrize(
    ("key", "deadline", "year", "since"),
    [
        ("bac-kan-1tr", "phase-1-entry", 2022, datetime(2022, 1, 8, 7, tzinfo=ZONE)),
        ("bac-kan-1tr", "summing-up", 2023, None),
        ("ninh-thuan-dkst", "register", 2025, datetime(2024, 1, 15, tzinfo=ZONE)),
        ("ninh-thuan-dkst", "register", 2026, datetime(2025, 1, 15, tzinfo=ZONE)),
        ("ninh-thuan-dkst", "dossier", 2025, datetime(2024, 1, 15, tzinfo=ZONE)),
    ],
)
def test_last_year_s_registrations_do_not_count_for_this_year(
    key: str, deadline: str, year: int, since: datetime | None
) -> None:
    programme = plan(key)
    assert rounds.season(programme, *at(programme, deadline, year)) == since


@pytest.mark.parametrize(
    ("key", "deadline", "report", "year", "month", "about"),
    [
        ("dien-luc-1tr", "monthly-report", "monthly", 2022, 3, "2022-02"),
        ("dien-luc-1tr", "monthly-report", "monthly", 2023, 1, "2022-12"),
        ("ngan-hang-kh295", "yearly-report", "yearly", 2022, 1, "2022"),
    ],
)
def test_a_report_is_about_the_month_or_year_before_it_is_due(
    key: str, deadline: str, report: str, year: int, month: int, about: str
) -> None:
    programme = plan(key)
    found, occurrence = at(programme, deadline, year, month)
    [wanted] = [one for one in programme.reports if one.key == report]
    assert rounds.reported_round(found, wanted, occurrence) == about


def test_a_yearly_report_due_in_january_is_about_the_year_before() -> None:
    programme = PLANS["ngan-hang-kh295"].changed(
        {"deadlines.yearly-report.when": {"kind": "yearly", "month": 1, "day": 15, "end": "until"}}
    )
    found, occurrence = at(programme, "yearly-report", 2023)
    assert rounds.reported_round(found, programme.reports[0], occurrence) == "2022"


def test_one_of_the_first_phase_is_enough_for_the_whole_programme() -> None:
    """002 II.3: at least one in the programme, not in each phase."""
    programme = plan("bac-kan-1tr")
    where, none = at(programme, "phase-2-entry"), Facts(**CHAIR)
    assert "none" in [debt.kind for debt in debts.debts(programme, *where, none)]
    before = replace(none, over={"programme": (1, 0, 0)})
    assert "none" not in [debt.kind for debt in debts.debts(programme, *where, before)]
