"""`sangkien knowledge`: answers on the command line, with and without a database; files that are checked."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert
from typer.testing import CliRunner, Result

from bot.__main__ import app
from storage import database, knowledge, units
from storage.queue import person
from storage.store import Store

WHAT = "Sáng kiến là gì?"
GOOD = """
entries:
  - key: one
    question: Có được tính không?
    answer: Được tính.
    source: Điều 3
    topic: conditions
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    return tmp_path


def told(*words: str) -> Result:
    return CliRunner().invoke(app, ["knowledge", *words])


def found(*words: str) -> list[dict[str, Any]]:
    result = told("search", *words, "--json")
    assert result.exit_code == 0, result.output
    return list(json.loads(result.stdout))


def published(folder: Path, **values: Any) -> None:
    (folder / "data").mkdir()
    engine = database.writer(f"sqlite:///{folder}/data/sangkien.db")
    database.upgrade(engine)
    with engine.begin() as connection:
        units.import_units(connection, [{"code": "BK", "name": "Tỉnh"}])
        now = datetime(2022, 5, 16, tzinfo=UTC)
        connection.execute(insert(person).values(id=1, name="Lan", language="vi", created_at=now))
        store = Store(connection, now)
        said = {"question": "Máy cưa hỏng gọi ai?", "answer": "Gọi tổ cơ điện.", "source": "Nội quy"}
        row = knowledge.propose(store, unit_id=1, author_id=1, made_at=now, **said, **values)
        knowledge.change(store, row, now, 1, state="live")
        store.save()
    engine.dispose()


def test_without_a_database_the_files_are_searched() -> None:
    first = found("sk la gi")[0]
    assert first["question"] == WHAT
    assert set(first) == {"question", "answer", "source"}


def test_what_a_unit_has_published_is_searched_too(folder: Path) -> None:
    published(folder)
    assert found("may cua hong goi ai")[0] == {
        "question": "Máy cưa hỏng gọi ai?", "answer": "Gọi tổ cơ điện.", "source": "Nội quy",
    }  # fmt: skip


def test_what_is_over_is_not_found(folder: Path) -> None:
    published(folder, until=(datetime.now(UTC) - timedelta(days=2)).date())
    assert "Máy cưa hỏng gọi ai?" not in [one["question"] for one in found("may cua hong goi ai")]


def test_nothing_known_is_an_empty_array_and_never_more_than_ten() -> None:
    assert found("zzzz") == []
    assert len(found("sáng kiến được thưởng thế nào")) <= 10


def test_an_unknown_programme_is_told_with_those_there_are() -> None:
    result = told("search", "sk", "--programme", "nowhere")
    assert (result.exit_code, "bac-kan-1tr" in result.output) == (2, True)
    assert told("search", "sk la gi", "--programme", "bac-kan-1tr").stdout.count(WHAT) == 1


def test_the_library_is_sound() -> None:
    result = told("check")
    assert (result.exit_code, "0 errors" in result.stdout) == (0, True), result.output


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("topic: conditions", "topic: weather", 7, "Input should be"),
        ("    source: Điều 3\n", "", 3, "Field required"),
        ("entries:", "programme: nowhere\nentries:", 2, "no programme has the key nowhere"),
        ("topic: conditions", "topic: dates\n    since: 2022-05-02\n    until: 2022-05-01", 9, "ends before"),
        ("entries:", "entries: [", 3, "error"),
    ],
)
def test_what_is_wrong_in_a_file_is_told_with_its_line(
    folder: Path, old: str, new: str, line: int, message: str
) -> None:
    (folder / "bad.yaml").write_text(GOOD.replace(old, new), "utf-8")
    result = told("check", str(folder))
    assert result.exit_code == 1
    assert f"bad.yaml:{line}: error:" in result.stdout
    assert message in result.stdout


def test_a_sound_file_is_told_so(folder: Path) -> None:
    (folder / "good.yaml").write_text(GOOD, "utf-8")
    result = told("check", str(folder))
    assert (result.exit_code, result.stdout.strip()) == (0, "1 files, 0 errors")
