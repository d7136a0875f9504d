"""The five programme files against their plans: figures, dates, paragraphs, and what the plans leave open."""

import csv
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from messages.catalogue import Catalogue
from programmes.model import ZONE, Deadline, Programme, Target, library, load

KEYS = ("bac-kan-1tr", "dien-luc-1tr", "lai-chau-kh360", "ngan-hang-kh295", "ninh-thuan-dkst")
FILES = {key: load(text) for key, text in library().items()}
SAMPLES = Path(__file__).parents[2] / "storage/samples"
TREES = {"BK": "bac_kan", "DL": "dien_luc", "LC": "lai_chau", "NH": "ngan_hang", "NT": "ninh_thuan"}


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def deadline(programme: str, key: str) -> Deadline:
    found = FILES[programme].deadline(key)
    assert found is not None
    return found


def targets(programme: str, version: int = 0) -> dict[str, Target]:
    return {target.key: target for target in FILES[programme].targets[version].targets}


def parts(value: Any) -> Iterator[BaseModel]:
    """Every piece of a programme."""
    if isinstance(value, BaseModel):
        yield value
        for name in type(value).model_fields:
            yield from parts(getattr(value, name))
    elif isinstance(value, dict):
        for inner in value.values():
            yield from parts(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from parts(inner)


each_file = pytest.mark.parametrize("programme", [FILES[key] for key in KEYS], ids=KEYS)


# All five


def test_there_are_five() -> None:
    assert tuple(sorted(FILES)) == KEYS


def test_the_codes_and_issuing_bodies() -> None:
    assert {p.key: (p.code, p.unit) for p in FILES.values()} == {
        "ngan-hang-kh295": ("NH", "NH"),
        "lai-chau-kh360": ("LC", "LC"),
        "bac-kan-1tr": ("BK", "BK"),
        "dien-luc-1tr": ("DL", "DL"),
        "ninh-thuan-dkst": ("NT", "NT"),
    }


@each_file
def test_every_piece_that_can_name_its_paragraph_does(programme: Programme) -> None:
    assert all(part.source for part in parts(programme) if "source" in type(part).model_fields)  # type: ignore[attr-defined]


@each_file
def test_every_reading_loads(programme: Programme) -> None:
    for conflict in programme.conflicts:
        assert len(conflict.readings) >= 2
        for reading in conflict.readings:
            changed = programme.changed(reading.changes)
            assert (changed == programme) is (not reading.changes), reading.key


@each_file
def test_every_conflict_quotes_its_paragraphs_and_gives_a_reason(programme: Programme) -> None:
    for conflict in programme.conflicts:
        assert all(paragraph.says for paragraph in conflict.paragraphs)
        assert conflict.reason.vi != conflict.reason.en
        assert conflict.reading(conflict.default) is not None


@each_file
def test_what_a_conflict_touches_is_in_the_file(programme: Programme) -> None:
    known = {
        *(rule.key for rule in (*programme.conditions, *programme.exclusions)),
        *(d.key for d in programme.deadlines),
        *(target.key for version in programme.targets for target in version.targets),
        *programme.asks,
    }
    touched = {key for conflict in programme.conflicts for key in conflict.touches}
    assert touched <= known


@each_file
def test_every_deadline_reminds_somebody(programme: Programme) -> None:
    assert [d.key for d in programme.deadlines if not any(d.reminders.values())] == []
    assert all(d.reminders.get("officer") for d in programme.deadlines)


@each_file
def test_every_rule_has_its_text_in_both_languages(programme: Programme) -> None:
    catalogue = Catalogue({"vi": [programme.words("vi")], "en": [programme.words("en")]})
    names = [rule.key for rule in (*programme.conditions, *programme.exclusions)]
    names += [f"ask-{q.key}" for q in (*programme.questions, *programme.later) if q.reworded]
    names += ["recorded"] if programme.registration == "recorded" else []
    for language in ("vi", "en"):
        assert [name for name in names if not catalogue.has(f"{programme.key}.{name}", language)] == []


@each_file
def test_a_rule_asks_only_what_is_asked(programme: Programme) -> None:
    rules = (*programme.conditions, *programme.exclusions)
    assert {rule.test.question for rule in rules if rule.test} <= programme.asks


@each_file
def test_titles_stand_inside_a_sentence(programme: Programme) -> None:
    titles = [
        part.title for part in parts(programme) if hasattr(part, "title") and not isinstance(part.title, str)
    ]
    assert [t.vi for t in titles if t.vi.endswith(".") or t.en.endswith(".")] == []


@pytest.mark.parametrize("key", KEYS)
def test_officers_are_asked_only_questions_of_their_library(key: str) -> None:
    known = {
        "activity": {
            "activity_title", "held_on", "place", "participants", "partner", "task_level", "task_role",
            "publication_link", "nominees", "amount", "note",
        },
        "report": {
            "summary", "spending_science", "spending_total", "difficulties", "proposals", "registered_count",
        },
    }  # fmt: skip
    programme = FILES[key]
    assert {q.key for activity in programme.activities for q in activity.questions} <= known["activity"]
    assert {q.key for report in programme.reports for q in report.questions} <= known["report"]
    assert all(activity.questions for activity in programme.activities)
    assert all(report.questions for report in programme.reports)


@pytest.mark.parametrize(
    ("key", "number", "issued_on", "signed"),
    [
        ("ngan-hang-kh295", "295/KH-CĐNH", date(2022, 5, 6), "Trần Hồng Tuấn"),
        ("lai-chau-kh360", "360/KH-LĐLĐ", date(2022, 7, 22), "Hoàng Văn Trinh"),
        ("bac-kan-1tr", "", None, "Bùi Minh Thanh"),
        ("dien-luc-1tr", "", None, "Đỗ Đức Hùng"),
        ("ninh-thuan-dkst", "", None, "Trần Văn Đông"),
    ],
)
def test_a_number_and_a_date_are_told_only_where_the_plan_bears_them(
    key: str, number: str, issued_on: date | None, signed: str
) -> None:
    programme = FILES[key]
    assert (programme.number, programme.issued_on) == (number, issued_on)
    assert programme.signatory is not None
    assert programme.signatory.name == signed


@pytest.mark.parametrize("unit", TREES)
def test_the_sample_tree_of_a_body_begins_with_it_and_hangs_together(unit: str) -> None:
    with (SAMPLES / f"{TREES[unit]}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert (rows[0]["code"], rows[0]["parent"], rows[0]["level"]) == (unit, "", "province")
    known = {unit}
    for row in rows[1:]:
        assert row["parent"] in known
        assert row["code"].startswith(f"{unit}-")
        assert row["code"] not in known
        known.add(row["code"])
    assert {"province", "upper", "grassroots"} <= {row["level"] for row in rows}
    assert [row["code"] for row in rows if " 555 00" not in row["officer_phone"]] == (
        ["BK"] if unit == "BK" else []  # plan 002 gives this one
    )


# 000, Công đoàn Ngân hàng Việt Nam


def test_ngan_hang_has_no_registration_no_window_and_no_end() -> None:
    programme = FILES["ngan-hang-kh295"]
    assert programme.registration == "recorded"
    assert (programme.phases, programme.windows, programme.runs.until) == ((), {}, None)
    assert programme.takes(moment("2031-01-01"))


def test_ngan_hang_wants_one_task_a_term_and_one_percent_a_year() -> None:
    tasks, spending = targets("ngan-hang-kh295")["tasks"], targets("ngan-hang-kh295")["spending"]
    assert (tasks.value, tasks.period, tasks.at_least, tasks.source) == (1, "term", True, "I.2")
    assert (spending.measure, spending.value, spending.period) == ("ratio", 1, "year")
    assert (spending.of, spending.over) == ("spending_science", "spending_total")
    task = next(a for a in FILES["ngan-hang-kh295"].activities if a.key == tasks.of)
    assert {"task_level", "task_role"} <= {q.key for q in task.questions}


def test_ngan_hang_reports_every_year_through_ban_tuyen_giao_on_a_day_nobody_named() -> None:
    report = FILES["ngan-hang-kh295"].reports[0]
    assert (report.every, report.through, report.source) == ("year", "Ban Tuyên giáo", "III.2")
    assert {"spending_science", "spending_total"} <= {q.key for q in report.questions}
    assert deadline("ngan-hang-kh295", "yearly-report").when.kind == "open"


def test_ngan_hang_names_one_officer_above_and_a_section_or_officer_below() -> None:
    duties = {duty.key: duty for duty in FILES["ngan-hang-kh295"].duties}
    assert (duties["focal-own"].levels, duties["focal-own"].source) == (("province",), "II.2")
    assert (duties["focal"].levels, duties["focal"].source) == (("upper", "grassroots"), "III.2")
    assert duties["focal"].direct


# 001, LĐLĐ tỉnh Lai Châu


def test_lai_chau_honours_around_18_may_every_year() -> None:
    found = deadline("lai-chau-kh360", "honouring")
    assert found.when.model_dump() == {"kind": "yearly", "month": 5, "day": 18, "end": "around"}
    assert found.source == "II.3.4"


def test_lai_chau_ticks_the_yearly_plan_and_asks_ban_csplqhld() -> None:
    programme = FILES["lai-chau-kh360"]
    plan = next(duty for duty in programme.duties if duty.key == "year-plan")
    assert (plan.every, plan.levels, plan.direct) == ("year", ("upper", "grassroots"), True)
    assert programme.contact is not None
    assert programme.contact.name.startswith("Ban Chính sách pháp luật và Quan hệ lao động")


@pytest.mark.parametrize("key", ["report", "interim-review", "final-review", "inspection"])
def test_lai_chau_leaves_what_is_regular_without_a_day(key: str) -> None:
    assert deadline("lai-chau-kh360", key).when.kind == "open"


def test_lai_chau_does_not_repeat_the_one_percent() -> None:
    assert FILES["lai-chau-kh360"].targets == ()


# 002, LĐLĐ tỉnh Bắc Kạn


def test_bac_kan_wants_700_and_one_of_each_grassroots_union() -> None:
    found = targets("bac-kan-1tr")
    assert (found["total"].value, found["total"].source) == (700, "II.3, II.4")
    assert (found["each"].measure, found["each"].value, found["each"].per) == ("minimum", 1, "grassroots")
    assert found["each"].aim


def test_bac_kan_does_not_split_the_700() -> None:
    found = targets("bac-kan-1tr")
    assert [found[part].value for part in found["total"].parts] == [None, None]
    assert found["upper-year"].set_by == found["upper-phase"].set_by == ("upper",)
    assert found["grassroots-phase"].set_by == ("grassroots",)


def test_bac_kan_asks_in_phase_2_from_seven_in_the_morning() -> None:
    windows = [window for _, window in FILES["bac-kan-1tr"].entries()]
    assert [(w.opens, w.closes) for w in windows] == [
        (moment("2022-01-08 07:00"), moment("2022-06-01 00:00")),
        (moment("2022-06-01 07:00"), moment("2023-09-02 00:00")),
    ]


def test_bac_kan_has_a_window_for_each_date_of_the_plan() -> None:
    windows = FILES["bac-kan-1tr"].windows
    assert {name: (w.field, w.precision, w.source) for name, w in windows.items()} == {
        "applied": ("applied_on", "day", "IV.3"),
        "recognised": ("decision_on", "day", "V"),
        "accepted": ("accepted_on", "month", "IV.2.3"),
        "portal": ("posted_at", "minute", "V"),
    }
    assert (windows["applied"].first, windows["applied"].last) == (date(2021, 9, 1), date(2023, 9, 1))
    assert (windows["recognised"].first, windows["recognised"].closes) == (date(2021, 9, 1), None)
    assert (windows["accepted"].first, windows["accepted"].closes) == (date(2021, 9, 1), None)
    assert (windows["portal"].opens, windows["portal"].closes) == (
        moment("2022-01-08 07:00"),
        moment("2023-09-02 00:00"),
    )


def test_bac_kan_counts_31_may_in_phase_1_and_1_june_in_phase_2() -> None:
    one, two = (phase.windows["applied"] for phase in FILES["bac-kan-1tr"].phases)
    assert (one.first, one.last, two.first, two.last) == (
        date(2021, 9, 1),
        date(2022, 5, 31),
        date(2022, 6, 1),
        date(2023, 9, 1),
    )


def test_bac_kan_conditions_and_exclusions_name_their_paragraphs() -> None:
    programme = FILES["bac-kan-1tr"]
    assert {
        rule.key: (rule.source, rule.otherwise) for rule in (*programme.conditions, *programme.exclusions)
    } == {
        "outside": ("IV.3", "no"),
        "applied": ("IV.2.2", "needs"),
        "recognised": ("IV.2.1", "needs"),
        "recognised-by": ("IV.2.1", "ask"),
        "recognised-since": ("V", "no"),
        "novelty": ("IV.2.1", "ask"),
        "benefit": ("IV.2.2", "ask"),
        "accepted": ("IV.2.3", "no"),
        "usage-confirmed": ("IV.2.3", "needs"),
        "ip-protected": ("IV.3", "no"),
        "public-order": ("IV.3", "no"),
    }


def test_bac_kan_recognises_the_highest_share_and_the_leader_only_of_a_topic() -> None:
    rule = FILES["bac-kan-1tr"].author_rule
    assert rule is not None
    assert (rule.recognise, rule.lead_for, rule.tie, rule.source) == (
        "highest_share",
        ("research_topic",),
        "author",
        "IV.2.4",
    )


def test_bac_kan_has_seven_kinds_of_which_three_are_divided() -> None:
    programme = FILES["bac-kan-1tr"]
    assert len(programme.kinds) == 7
    assert {kind: len(found) for kind, found in programme.subkinds.items()} == {
        "technical": 2,
        "management": 2,
        "operational": 3,
    }


def test_bac_kan_sums_up_in_september_2023_and_reports_continuously() -> None:
    assert deadline("bac-kan-1tr", "summing-up").when.model_dump() == {
        "kind": "once",
        "at": "2023-09",
        "end": "until",
    }
    report = FILES["bac-kan-1tr"].reports[0]
    assert (report.every, report.deadline, report.address) == ("continuous", None, "0209 3875 281")


def test_bac_kan_reads_the_end_of_phase_2_in_two_ways() -> None:
    programme = FILES["bac-kan-1tr"]
    conflict = programme.conflict("phase-2-end")
    assert conflict is not None
    other = conflict.reading("end-of-september")
    assert other is not None
    assert programme.closed_at() == moment("2023-09-02")
    assert programme.changed(other.changes).closed_at() == moment("2023-10-01")


def test_bac_kan_sends_paper_only_to_units_without_hscv() -> None:
    assert [r.name for r in FILES["bac-kan-1tr"].recipients if r.medium == "paper"] == [
        "Các đơn vị chưa sử dụng HSCV"
    ]


# 003, Công đoàn Điện lực Việt Nam


def test_the_3000_and_7000_of_dien_luc_add_up_to_10000() -> None:
    found = targets("dien-luc-1tr")
    assert [found[part].value for part in found["total"].parts] == [3000, 7000]
    assert found["total"].value == 10_000


def test_dien_luc_wants_ten_percent_a_place_among_three_60_diplomas_and_100_certificates() -> None:
    found = targets("dien-luc-1tr")
    share = found["share"]
    assert (share.measure, share.value, share.of, share.over) == ("share", 10, "authors", "headcount")
    assert (found["rank"].measure, found["rank"].value) == ("rank", 3)
    assert [(found[key].value, found[key].at_least) for key in ("diplomas", "certificates")] == [
        (60, True),
        (100, True),
    ]


def test_dien_luc_is_set_anew_to_6000_in_november_2022() -> None:
    programme = FILES["dien-luc-1tr"]
    before, after = programme.targets_on(date(2022, 10, 31)), programme.targets_on(date(2022, 11, 30))
    assert before is not None
    assert after is not None
    assert [next(t.value for t in version.targets if t.key == "total") for version in (before, after)] == [
        10_000,
        6000,
    ]
    assert {t.key for t in after.targets} == {t.key for t in before.targets} - {
        "total-phase-1",
        "total-phase-2",
    }


def test_dien_luc_goes_from_one_phase_into_the_next_and_ends_on_30_september_2023() -> None:
    programme = FILES["dien-luc-1tr"]
    windows = [window for _, window in programme.entries()]
    assert [(w.opens, w.closes) for w in windows] == [
        (None, moment("2022-06-01")),
        (moment("2022-06-01"), moment("2023-10-01")),
    ]
    assert programme.phases[0].windows["applied"].first == date(2021, 9, 1)


def test_the_portal_closes_on_dien_luc_29_days_before_its_phase_2() -> None:
    programme = FILES["dien-luc-1tr"]
    portal, end = programme.windows["portal"].closes, programme.closed_at()
    assert portal is not None
    assert end is not None
    assert end - portal == timedelta(days=29)
    assert deadline("dien-luc-1tr", "portal").late == "closed"
    conflict = programme.conflict("portal-closes")
    assert conflict is not None
    reading = conflict.reading("portal-decides")
    assert reading is not None
    assert programme.changed(reading.changes).closed_at() == portal


def test_dien_luc_has_teams_of_three_and_chooses_five_a_month() -> None:
    programme = FILES["dien-luc-1tr"]
    assert programme.team is not None
    assert (programme.team.members, len(programme.team.duties)) == (3, 3)
    assert programme.team.levels == ("grassroots", "member")
    assert [(r.every, r.limit, r.by) for r in programme.commendations] == [("month", 5, "province")]


def test_dien_luc_reports_every_month_by_email_on_a_day_nobody_named() -> None:
    report = FILES["dien-luc-1tr"].reports[0]
    assert (report.every, report.medium, report.address) == ("month", ("email",), "thiducdevn@gmail.com")
    assert report.direct
    assert deadline("dien-luc-1tr", "monthly-report").when.model_dump() == {"kind": "open", "every": "month"}
    assert any("kiểu cá nhân" in gap.text for gap in FILES["dien-luc-1tr"].gaps)


# 004, LĐLĐ tỉnh Ninh Thuận


def test_ninh_thuan_registers_before_15_january_and_sends_until_5_august_every_year() -> None:
    register, dossier = deadline("ninh-thuan-dkst", "register"), deadline("ninh-thuan-dkst", "dossier")
    assert register.when.model_dump() == {"kind": "yearly", "month": 1, "day": 15, "end": "before"}
    assert dossier.when.model_dump() == {"kind": "yearly", "month": 8, "day": 5, "end": "until"}
    assert (register.late, dossier.late) == ("kept", "kept")
    assert (register.source, dossier.source) == ("II.2.1", "II.2.2")


def test_ninh_thuan_evaluates_within_december_and_recognises_on_no_day() -> None:
    assert deadline("ninh-thuan-dkst", "evaluation").when.model_dump() == {"kind": "within", "month": 12}
    assert deadline("ninh-thuan-dkst", "recognition").when.kind == "open"


def test_ninh_thuan_reminds_of_january_by_15_december_for_tet() -> None:
    register = deadline("ninh-thuan-dkst", "register")
    last = date(2025, 1, 14)
    assert all(last - timedelta(days=max(days)) <= date(2024, 12, 15) for days in register.reminders.values())


@pytest.mark.parametrize("key", ["register", "dossier"])
def test_ninh_thuan_has_an_earlier_date_for_each_lower_level(key: str) -> None:
    found = deadline("ninh-thuan-dkst", key)
    assert found.inner["grassroots"] > found.inner["upper"] > found.inner.get("province", 0) == 0


def test_ninh_thuan_takes_ideas_and_asks_for_no_date_and_no_recognition() -> None:
    programme = FILES["ninh-thuan-dkst"]
    assert programme.objects == ("idea", "initiative")
    assert [q.key for q in programme.questions] == ["solution", "title", "applied", "benefit_how", "authors"]
    assert (programme.conditions, programme.phases, programme.windows) == ((), (), {})
    assert programme.closed_at() is None


def test_ninh_thuan_checks_the_dossier_of_ii_2_3() -> None:
    papers = [p for p in FILES["ninh-thuan-dkst"].papers if p.step == "dossier"]
    assert [(p.by, p.required, p.originals, p.form) for p in papers] == [
        ("upper", True, 1, ""),
        ("author", True, 0, "Mẫu 3"),
        ("author", True, 0, "Mẫu 4"),
        ("author", False, 0, ""),
    ]
    assert not any(p.issued for p in FILES["ninh-thuan-dkst"].papers)


def test_ninh_thuan_consolidates_twice_and_sends_the_dossier_through_the_upper_union() -> None:
    flow = [(move.step, move.by) for move in FILES["ninh-thuan-dkst"].flow]
    assert flow[:5] == [
        ("register", "author"),
        ("consolidate", "upper"),
        ("consolidate", "province"),
        ("dossier", "author"),
        ("dossier", "upper"),
    ]
    assert [move.external for move in FILES["ninh-thuan-dkst"].flow[5:]] == [True, True]


@pytest.mark.parametrize("key", ["at-least-one", "roll-up-form", "late-ideas", "dossier-path", "awards"])
def test_ninh_thuan_lists_its_contradictions(key: str) -> None:
    assert FILES["ninh-thuan-dkst"].conflict(key) is not None
