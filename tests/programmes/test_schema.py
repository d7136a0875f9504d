"""What editors, the guide and the command line know of programme files is what the code knows."""

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.__main__ import app
from bot.askable import ASKABLE
from handlers.forms import Form
from handlers.questions import LATER, SHORT, SUBKINDS
from messages.catalogue import LANGUAGES, Catalogue
from programmes.model import LIBRARY, Programme

ROOT = Path(__file__).parents[2]
SCHEMA = ROOT / "docs" / "programme.schema.json"
GUIDE = (ROOT / "docs" / "programmes.md").read_text("utf-8")
SIXTH = Path(__file__).parent / "sixth.yaml"
ROW = re.compile(r"^\| `(\w+)` \| ([^|]+) \|(?: ([^|]*)\|)?$", re.MULTILINE)


def test_the_schema_file_is_the_model_s() -> None:
    """Write it anew with `sangkien programme schema > docs/programme.schema.json`."""
    assert json.loads(SCHEMA.read_text("utf-8")) == Programme.model_json_schema()


@pytest.mark.parametrize("file", [SIXTH, *sorted(LIBRARY.glob("*.yaml"))], ids=lambda file: file.stem)
def test_a_file_s_first_line_leads_editors_to_the_schema(file: Path) -> None:
    match = re.match(r"# yaml-language-server: \$schema=(\S+)\n", file.read_text("utf-8"))
    assert match
    assert (file.parent / match.group(1)).resolve() == SCHEMA


def section(heading: str, end: str) -> dict[str, set[str]]:
    """The rows of a table of questions: key and the answers a rule can name."""
    text = GUIDE.split(f"\n{heading}\n", 1)[1].split(f"\n{end}", 1)[0]
    rows = ROW.findall(text)
    assert len(rows) == len({key for key, _, _ in rows})
    return {key: set(re.findall(r"`([^`]+)`", answers)) for key, _, answers in rows}


@pytest.mark.parametrize(
    ("heading", "end", "form"),
    [("At once:", "Later:", SHORT), ("Later:", "## ", LATER)],
    ids=["at once", "later"],
)
def test_the_guide_lists_every_question_with_its_answers(heading: str, end: str, form: Form) -> None:
    listed = section(heading, end)
    assert list(listed) == [question.key for question in form.questions]
    for key, answers in listed.items():
        stored = {str(answer).lower() for answer in ASKABLE.answers.get(key, ())}
        assert answers - {"within"} == stored, key


def test_the_guide_lists_every_question_of_officers() -> None:
    assert set(section("Officers' questions:", "## ")) == ASKABLE.officer


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_of_a_kind_has_a_label(language: str) -> None:
    catalogue = Catalogue()
    assert [part for part in SUBKINDS if not catalogue.has(f"registration.subkind#{part}", language)] == []


# The command line


def test_check_tells_file_line_and_path_and_counts(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["programme", "check", str(SIXTH)])
    assert result.exit_code == 0
    *lines, last = result.stdout.splitlines()
    assert lines[0].startswith(f"{SIXTH}:112: undecided: conflicts.end-of-dossiers: IV.2: hồ sơ gửi trước")
    assert last == "0 errors, 0 warnings, 1 undecided, 1 gap"


def test_check_ends_with_1_where_the_file_cannot_be_used(tmp_path: Path) -> None:
    file = tmp_path / "broken.yaml"
    file.write_text(SIXTH.read_text("utf-8").replace("value: 320", "value: 10000"), "utf-8")
    result = CliRunner().invoke(app, ["programme", "check", str(file)])
    assert result.exit_code == 1
    assert ": error: targets.0.targets.total.parts: target total: 120 + 200 ≠ 10,000\n" in result.stdout
    assert result.stdout.endswith("1 error, 0 warnings, 1 undecided, 1 gap\n")


def test_check_of_what_is_no_text_is_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "latin.yaml"
    file.write_bytes(b"key: \xff\xfe")
    result = CliRunner().invoke(app, ["programme", "check", str(file)])
    assert result.exit_code == 2
    assert result.stderr == f"{file} is not written in UTF-8.\n"


def test_schema_prints_the_schema() -> None:
    result = CliRunner().invoke(app, ["programme", "schema"])
    assert json.loads(result.stdout) == Programme.model_json_schema()
