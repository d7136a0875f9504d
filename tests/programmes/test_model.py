"""Programme files: what is read from them, and what is refused."""

from datetime import date, datetime, timedelta

import pytest

from programmes.model import ZONE, Programme, Rule, Window, checksum, library, load

OPEN = "2022-06-01 07:00"


def window(**values: str) -> Window:
    return Window.model_validate({"field": "entered_at", "source": "V", **values})


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.fixture(scope="module")
def programme() -> Programme:
    return load(library()["bac-kan-1tr"])


# A window's ends


@pytest.mark.parametrize(
    ("values", "closes", "last"),
    [
        ({"until": "2024-08-05"}, "2024-08-06 00:00", date(2024, 8, 5)),
        ({"before": "2024-01-15"}, "2024-01-15 00:00", date(2024, 1, 14)),
        ({"before": "2023-09-01 24:00", "precision": "minute"}, "2023-09-02 00:00", date(2023, 9, 1)),
        ({"until": "2023-09-01 23:59", "precision": "minute"}, "2023-09-02 00:00", date(2023, 9, 1)),
        ({"until": "2023-09", "precision": "month"}, "2023-10-01 00:00", date(2023, 9, 30)),
        ({"until": "2024-02", "precision": "month"}, "2024-03-01 00:00", date(2024, 2, 29)),
        ({"before": "2023-12", "precision": "month"}, "2023-12-01 00:00", date(2023, 11, 30)),
        ({"until": "2023-12-31"}, "2024-01-01 00:00", date(2023, 12, 31)),
    ],
)
def test_until_is_inside_and_before_is_outside(values: dict[str, str], closes: str, last: date) -> None:
    found = window(**values)
    assert found.closes == moment(closes)
    assert found.last == last
    assert not found.holds(moment(closes))
    assert found.holds(moment(closes) - timedelta(microseconds=1))


def test_a_window_without_ends_holds_everything() -> None:
    found = window()
    assert found.holds(moment("1900-01-01"))
    assert found.covers((date.min, date.max)) == "inside"
    assert (found.opens, found.closes) == (None, None)


def test_a_month_opens_on_its_first_day() -> None:
    found = window(**{"from": "2021-09", "precision": "month"})
    assert found.first == date(2021, 9, 1)
    assert found.covers((date(2021, 8, 31), date(2021, 9, 1))) == "partly"
    assert found.covers((date(2021, 9, 1), date(2021, 9, 30))) == "inside"
    assert found.covers((date(2021, 8, 1), date(2021, 8, 31))) == "outside"


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"until": "2023-02-29"}, "day"),
        ({"from": "2021-09-31"}, "day"),
        ({"before": "2023-09-01 24:01", "precision": "minute"}, "no time of day"),
        ({"before": "2023-09-01 25:00", "precision": "minute"}, "no time of day"),
        ({"until": "2023-13", "precision": "month"}, "month"),
        ({"until": "01/9/2023"}, "pattern"),
        ({"until": "2023-09-01", "before": "2023-09-02"}, "both until and before"),
        ({"from": "2023-09-02", "until": "2023-09-01"}, "closes before it opens"),
        ({"from": "2023-09-01", "before": "2023-09-01"}, "closes before it opens"),
        ({"from": OPEN}, "not written to the day"),
        ({"from": "2022-06-01", "precision": "minute"}, "not written to the minute"),
        ({"from": "2021-09-01", "precision": "month"}, "not written to the month"),
    ],
)
def test_a_window_that_cannot_be_is_refused(values: dict[str, str], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        window(**values)


# Phases


@pytest.mark.parametrize(
    ("at", "phase"),
    [
        ("2022-01-08 06:59", None),
        ("2022-01-08 07:00", "phase-1"),
        ("2022-05-31 23:59:59", "phase-1"),
        ("2022-06-01 00:00", None),
        ("2022-06-01 06:59", None),
        ("2022-06-01 07:00", "phase-2"),
        ("2023-09-01 23:59:59", "phase-2"),
        ("2023-09-02 00:00", None),
    ],
)
def test_plan_002_v_opens_and_closes_to_the_minute(programme: Programme, at: str, phase: str | None) -> None:
    found = programme.open_phase(moment(at))
    assert (found.key if found else None) == phase
    assert programme.takes(moment(at)) is (phase is not None)


def test_between_the_phases_the_next_opening_is_known(programme: Programme) -> None:
    assert programme.opens_next(moment("2022-06-01 03:00")) == moment(OPEN)


def test_after_the_last_phase_nothing_opens(programme: Programme) -> None:
    assert programme.opens_next(moment("2024-01-01")) is None
    assert programme.closed_at() == moment("2023-09-02")


# What is refused


@pytest.mark.parametrize(
    ("key", "old", "new", "why"),
    [
        ("bac-kan-1tr", "key: bac-kan-1tr", "key: bac-kan-1tr\nsurprise: 1", "surprise"),
        ("bac-kan-1tr", "registration: open", "registration: perhaps", "registration"),
        ("bac-kan-1tr", "code: BK", "code: bk", "code"),
        ("bac-kan-1tr", "key: bac-kan-1tr", "key: 1tr-bac-kan", "key"),  # no text's name begins with a figure
        ("bac-kan-1tr", "key: bac-kan-1tr", "key: -bac-kan", "key"),
        ("bac-kan-1tr", "from: 2021-09-01, until: 2023-09-01", "from: 2021-09-31, until: 2023-09-01", "day"),
        ("bac-kan-1tr", f'"{OPEN}"', '"2022-05-31 07:00"', "two phases overlap"),
        ("bac-kan-1tr", "  - key: phase-2\n", "  - key: phase-1\n", "phase-1"),
        ("bac-kan-1tr", "phase: phase-2, window: entry", "phase: phase-3, window: entry", "phase-3"),
        ("bac-kan-1tr", "phase: phase-2, window: entry", "phase: phase-2, window: awards", "no such window"),
        ("bac-kan-1tr", "within: accepted}", "within: decision}", "no window is named decision"),
        ("bac-kan-1tr", "    default: seven\n", "    default: eight\n", "eight is none of its readings"),
        ("bac-kan-1tr", "deadline: summing-up,", "deadline: summing,", "summing is no deadline"),
        ("dien-luc-1tr", "value: 7000", "value: 6500", "3,000 \\+ 6,500 ≠ 10,000"),
        ("dien-luc-1tr", "parts: [total-phase-1,", "parts: [total-phase-0,", "which is no target"),
        ("ninh-thuan-dkst", "day: 15, end: before", "day: 32, end: before", "day"),
        ("ninh-thuan-dkst", "month: 8, day: 5", "month: 2, day: 30", "30/2 is no day"),
        ("ninh-thuan-dkst", "kind: within, month: 12", "kind: sometime, month: 12", "sometime"),
    ],
)
def test_a_file_with_a_mistake_is_refused(key: str, old: str, new: str, why: str) -> None:
    text = library()[key]
    assert old in text
    with pytest.raises(ValueError, match=why):
        load(text.replace(old, new, 1))


def test_the_figures_of_dien_luc_may_not_change_without_their_sum() -> None:
    text = (
        library()["dien-luc-1tr"].replace("value: 7000", "value: 6500").replace("value: 10000", "value: 9500")
    )
    version = load(text).targets[0]
    assert [target.value for target in version.targets[:3]] == [9500, 3000, 6500]


# Readings


@pytest.mark.parametrize(
    "path",
    [
        "phases.phase-3.windows.entry.before",
        "phases.phase-2.windows.enter.before",
        "phases.phase-2.windows.entry.ends",
        "conditions.no-such-rule.otherwise",
        "targets.1.targets.total.value",
    ],
)
def test_a_reading_whose_path_leads_nowhere_is_refused(path: str) -> None:
    text = library()["bac-kan-1tr"]
    old = 'phases.phase-2.windows.entry.before: "2023-09-30 24:00"'
    assert old in text
    with pytest.raises(ValueError, match="conflict phase-2-end, reading end-of-september"):
        load(text.replace(old, f'{path}: "2023-09-30 24:00"'))


def test_a_reading_that_makes_the_file_unsound_is_refused() -> None:
    text = library()["bac-kan-1tr"].replace('before: "2023-09-30 24:00"', 'before: "2021-01-01 24:00"')
    with pytest.raises(ValueError, match="closes before it opens"):
        load(text)


def test_the_default_reading_is_the_file_as_it_stands() -> None:
    text = library()["bac-kan-1tr"]
    old = "{key: seven, title"
    assert old in text
    with pytest.raises(ValueError, match="changes nothing"):
        load(text.replace(old, "{key: seven, changes: {kinds: [technical]}, title"))


def test_a_change_touches_nothing_else(programme: Programme) -> None:
    changed = programme.changed(
        {"deadlines.phase-1-review.when": {"kind": "once", "at": "2022-06-20", "end": "until"}}
    )
    review = changed.deadline("phase-1-review")
    assert review is not None
    assert review.when.kind == "once"
    assert programme.deadline("phase-1-review") != review
    others = [deadline for deadline in changed.deadlines if deadline.key != "phase-1-review"]
    assert others == [deadline for deadline in programme.deadlines if deadline.key != "phase-1-review"]
    assert changed.changed({"deadlines.phase-1-review.when": {"kind": "open", "every": "once"}}) == programme


def test_a_value_can_be_taken_away(programme: Programme) -> None:
    assert programme.changed({"windows.portal": None}).spans("portal") == ()


def test_a_title_says_the_same_in_a_text_and_means_nothing_to_fluent(programme: Programme) -> None:
    changed = programme.changed({"phases.phase-1.title": {"vi": "giai đoạn { $x }\n 1", "en": "phase 1"}})
    assert "bac-kan-1tr-phase-phase-1 = giai đoạn ( $x ) 1\n" in changed.words("vi")


def test_a_draft_is_told_which_part_of_the_rules_changed(programme: Programme) -> None:
    changed = programme.changed({"conditions.novelty.otherwise": "needs"})
    assert [name for name in programme.marks if programme.marks[name] != changed.marks[name]] == ["rules"]


def test_a_title_in_other_words_is_no_change_of_the_rules(programme: Programme) -> None:
    title = {"vi": "hạn khác", "en": "another"}
    paths = ("phases.phase-1.title", "deadlines.phase-1-review.title")
    changed = programme.changed(dict.fromkeys(paths, title))
    assert changed != programme
    assert changed.marks == programme.marks


def test_a_field_that_is_new_in_the_model_is_no_change_of_the_rules(programme: Programme) -> None:
    class Newer(Rule):
        added: bool = False

    rules = tuple(Newer.model_validate(rule.model_dump()) for rule in programme.conditions)
    later = programme.changed({"place": "elsewhere"}).model_copy(update={"conditions": rules})
    assert later.conditions[0].model_dump() != programme.conditions[0].model_dump()
    assert later.marks == programme.marks


def test_every_version_of_a_file_has_a_name_of_its_own() -> None:
    text = library()["bac-kan-1tr"]
    assert checksum(text) != checksum(text + "\n")
