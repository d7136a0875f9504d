"""`sangkien programme calendar`: a year's dates on the command line."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import app

FILE = """
key: thu-nghiem
code: TN
title: "Phong trào thử nghiệm"
short: "Phong trào thử"
unit: BK
body: "LĐLĐ tỉnh Thử"
source: "Kế hoạch thử"
runs: {from: 2024-01-01, source: "I"}
objects: [initiative]
kinds: [technical]
questions: [solution, title]
deadlines:
  - key: register
    title: {vi: "đăng ký", en: "registering"}
    when: {kind: yearly, month: 1, day: 15, end: before}
    inner: {grassroots: 14}
    reminders: {worker: [30], officer: [3, 0]}
    source: "II"
  - key: report
    title: {vi: "báo cáo", en: "the report"}
    when: {kind: open, every: year}
    source: "III"
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "thu-nghiem.yaml").write_text(FILE, "utf-8")
    monkeypatch.setenv("PROGRAMMES_DIR", str(tmp_path))
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    return tmp_path


def told(*words: str) -> Result:
    return CliRunner().invoke(app, ["programme", "calendar", *words])


def lines(*words: str) -> list[dict[str, Any]]:
    result = told(*words, "--json")
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.mark.usefixtures("folder")
def test_a_year_is_printed_for_people() -> None:
    assert told("thu-nghiem", "--year", "2025").stdout.splitlines() == [
        "2025-01-14 Tue  register 2025: registering",
        "    closes 2025-01-15T00:00:00+07:00",
        "    worker: 2024-12-13",  # 15/12/2024 is a Sunday
        "    officer: 2025-01-10, 2025-01-14",
        "no date yet  report: the report",
    ]


@pytest.mark.usefixtures("folder")
def test_a_year_is_printed_for_programs() -> None:
    found = lines("thu-nghiem", "--year", "2025", "--level", "grassroots")
    assert found[0] == {
        "deadline": "register",
        "title": "registering",
        "round": "2026",
        "first_day": "2025-12-31",
        "last_day": "2025-12-31",
        "weekday": "Wed",
        "closes": "2026-01-01T00:00:00+07:00",
        "level": "grassroots",
        "reminders": {"worker": ["2025-12-01"], "officer": ["2025-12-26", "2025-12-31"]},
    }
    assert found[1] == {"deadline": "report", "title": "the report", "last_day": None}


@pytest.mark.usefixtures("folder")
def test_a_year_before_the_programme_has_only_what_lacks_a_date() -> None:
    assert [line["deadline"] for line in lines("thu-nghiem", "--year", "2023")] == ["report"]


@pytest.mark.usefixtures("folder")
def test_a_programme_that_is_not_known_ends_with_a_sentence() -> None:
    result = told("nirgendwo", "--year", "2025")
    assert result.exit_code == 2
    assert "No programme has the key nirgendwo" in result.stderr


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("year", ["1900", "2100", "nay"])
def test_a_year_out_of_reach_is_refused(year: str) -> None:
    assert told("thu-nghiem", "--year", year).exit_code == 2
