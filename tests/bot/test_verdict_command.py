"""`sangkien programme verdict`: answers from a file, the verdict with its reasons, and kind errors."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.__main__ import app


def verdict(tmp_path: Path, answers: str, *rest: str, key: str = "bac-kan-1tr") -> tuple[int, str, str]:
    file = tmp_path / "answers.yaml"
    file.write_text(answers, "utf-8")
    at = () if "--at" in rest else ("--at", "2022-05-16T09:00")
    done = CliRunner().invoke(app, ["programme", "verdict", key, "--answers", str(file), *at, *rest])
    return done.exit_code, done.stdout, done.stderr


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ("applied: applied\napplied_on: 2022-03-15\nrecognised: 'yes'", "fits"),
        ("applied: applied\napplied_on: 2022-03\nrecognised: yes", "fits"),  # YAML reads a truth
        ('{"applied": "applied", "applied_on": "2022-03", "recognised": "no"}', "needs"),
        ("applied: applied\napplied_on: 2020\nrecognised: 'yes'", "no"),  # YAML reads a number
        ("applied: applied\napplied_on: 2022-03\nrecognised: 'yes'\nip_protected: 'yes'", "no"),
    ],
)
def test_the_verdict_is_printed_as_one_json_object(tmp_path: Path, answers: str, expected: str) -> None:
    code, out, _ = verdict(tmp_path, answers, "--json")
    told = json.loads(out)
    assert (code, told["verdict"], told["phase"]) == (0, expected, "phase-1")
    assert all(set(reason) == {"key", "text", "source"} and reason["text"] for reason in told["reasons"])
    assert bool(told["reasons"]) is (expected != "fits")


def test_the_contradiction_a_verdict_hinges_on_is_named_after_its_reasons(tmp_path: Path) -> None:
    answers = "applied: applied\napplied_on: 2022-05-20\nrecognised: 'yes'"
    _, out, _ = verdict(tmp_path, answers, "--at", "2022-06-02T09:00", "--json")
    keys = [reason["key"] for reason in json.loads(out)["reasons"]]
    assert keys == ["eligibility.other-phase", "bac-kan-1tr.conflict-phase-1-missed"]


@pytest.mark.parametrize(
    ("answers", "rest", "said"),
    [
        ("- applied", (), "answers by question key"),
        ("", (), "answers by question key"),
        ("applied: [a]", (), "applied: ['a'] is no answer to it (there are: applied, not_yet, trial)"),
        ("applied: maybe", (), "is no answer"),
        ("applied_on: 2022-02-30", (), "date"),
        ("applied_on: last summer", (), "is no date"),
        ("a: [", (), "must be JSON or YAML"),
        ("applied: applied", ("--at", "soon"), "soon is not a moment"),
    ],
)
def test_what_can_not_be_read_is_told_in_a_sentence(
    tmp_path: Path, answers: str, rest: tuple[str, ...], said: str
) -> None:
    code, out, err = verdict(tmp_path, answers, *rest)
    assert (code, out) == (2, "")
    assert said in err


def test_an_unknown_programme_names_those_there_are(tmp_path: Path) -> None:
    code, _, err = verdict(tmp_path, "applied: applied", key="nothing")
    assert code == 2
    assert "ninh-thuan-dkst" in err


def test_a_key_that_is_no_question_is_left_out_aloud(tmp_path: Path) -> None:
    code, _, err = verdict(tmp_path, "aplied: applied")
    assert code == 0
    assert "aplied is no question" in err
