"""Programme files as the service takes them up: the library, the operator's folder, officers' decisions."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, select

from bot import library
from bot.library import BadProgramme
from messages.catalogue import Catalogue
from programmes import model
from storage import decisions, settings
from storage.decisions import decision

NOW = datetime(2022, 5, 16, 2, tzinfo=UTC)
TRIAL = (Path(__file__).parents[1] / "conversations" / "trial.yaml").read_text("utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "mine").mkdir()
    return tmp_path / "mine"


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    with engine.begin() as opened:
        yield opened


def put(folder: Path, text: str, name: str = "trial.yaml") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def decide(connection: Connection, subject: str, value: Any) -> None:
    dialect = connection.dialect.name
    decisions.decide(connection, dialect, "thu-nghiem", subject, value, "why", None, NOW)


def end_of_phase_one(known: library.Library) -> list[str]:
    return [str(p.phases[0].windows["entry"].last) for p in known.programmes.values()]


# Files


def test_every_file_that_comes_with_the_service_can_be_taken_up(connection: Connection) -> None:
    known = library.load(connection, library.files(), NOW)
    known.check(Catalogue(known.texts))
    assert len(known.current) == len(list(model.LIBRARY.glob("*.yaml")))


def test_a_folder_adds_programmes_and_replaces_them_by_key(folder: Path) -> None:
    own = library.files()
    changed = own["bac-kan-1tr"] + "\n# changed here\n"
    put(folder, TRIAL)
    put(folder, changed, "any-name.yaml")
    texts = library.files(folder)
    assert texts.keys() == {*own, "thu-nghiem"}
    assert texts["bac-kan-1tr"] == changed


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TRIAL.replace("month: 6,", "month: 13,"), "line 24"),
        (TRIAL.replace("short:", "shortly:"), "`short` is missing"),
        (TRIAL + "\nkey: [", "line"),
        (TRIAL.replace("questions: [solution,", "questions: [colour,"), "colour"),
        (TRIAL.replace("held_on, participants", "weather, participants"), "weather"),
        ("", "the file"),
    ],
)
def test_a_file_that_cannot_be_used_is_named_with_its_problem_in_one_sentence(
    folder: Path, text: str, said: str
) -> None:
    file = put(folder, text)
    with pytest.raises(BadProgramme) as raised:
        library.files(folder)
    told = str(raised.value)
    assert told.startswith(f"{file}: ")
    assert said in told
    assert "\n" not in told


def test_a_file_that_is_no_text_is_named(folder: Path) -> None:
    (folder / "photo.yaml").write_bytes(b"\xff\xd8\xff")
    with pytest.raises(BadProgramme, match=r"photo\.yaml: .*UTF-8"):
        library.files(folder)


def test_two_files_with_one_key_are_refused(folder: Path) -> None:
    put(folder, TRIAL)
    put(folder, TRIAL, "twin.yaml")
    with pytest.raises(BadProgramme, match=r"twin\.yaml: .*thu-nghiem"):
        library.files(folder)


def test_a_folder_that_is_not_there_is_named(folder: Path) -> None:
    with pytest.raises(BadProgramme, match="nowhere"):
        library.files(folder / "nowhere")


# Words


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        (("runs:", "registration: recorded\nruns:"), "thu-nghiem-recorded"),
        (("[solution, title", "[solution, {key: title, reworded: true}"), "thu-nghiem-ask-title"),
        (
            (
                "gaps:",
                "conditions:\n  - {key: in-use, otherwise: no, source: III,"
                " test: {question: applied, one_of: [applied]}}\ngaps:",
            ),
            "thu-nghiem-in-use",
        ),
    ],
)
def test_a_programme_that_lacks_its_words_does_not_start(
    connection: Connection, change: tuple[str, str], missing: str
) -> None:
    text = TRIAL.replace(*change).replace("otherwise: no,", 'otherwise: "no",')
    known = library.load(connection, {"thu-nghiem": text}, NOW)
    with pytest.raises(BadProgramme, match=missing):
        known.check(Catalogue(known.texts))
    told = f'{text}\ntexts:\n  vi: "{missing} = a"\n  en: "{missing} = b"\n'
    known = library.load(connection, {"thu-nghiem": told}, NOW)
    known.check(Catalogue(known.texts))


@pytest.mark.parametrize("key", ["menu", "form-moi"])
def test_a_programme_whose_texts_would_be_the_service_s_own_does_not_start(
    connection: Connection, folder: Path, key: str
) -> None:
    text = TRIAL.replace("key: thu-nghiem", f"key: {key}")
    with pytest.raises(BadProgramme, match="texts of the service itself begin with"):
        library.load(connection, {key: text}, NOW)
    put(folder, text)
    with pytest.raises(BadProgramme, match=r"line \d+, key: texts of the service itself begin with"):
        library.files(folder)


def test_a_title_that_is_no_text_is_found_at_the_start(connection: Connection) -> None:
    text = TRIAL.replace('vi: "gửi kế hoạch"', 'vi: " "')
    known = library.load(connection, {"thu-nghiem": text}, NOW)
    with pytest.raises(BadProgramme, match="no text thu-nghiem-deadline-plan in vi"):
        known.check(Catalogue(known.texts))


# Decisions


def test_a_file_in_place_takes_part_and_the_journal_says_so_once(connection: Connection) -> None:
    for _ in range(2):
        library.load(connection, {"thu-nghiem": TRIAL}, NOW)
    rows = connection.execute(select(decision)).all()
    assert [(r.programme, r.subject, r.value, r.reason, r.person_id) for r in rows] == [
        ("thu-nghiem", "state", "open", "file loaded", None)
    ]


def test_a_new_version_of_a_closed_programme_stays_closed(connection: Connection) -> None:
    library.load(connection, {"thu-nghiem": TRIAL}, NOW)
    decide(connection, "state", "closed")
    known = library.load(connection, {"thu-nghiem": TRIAL + "\n# newer\n"}, NOW)
    assert known.decisions["thu-nghiem"]["state"] == "closed"


def test_a_programme_whose_file_is_gone_stays_as_it_was_decided(connection: Connection) -> None:
    library.load(connection, {"thu-nghiem": TRIAL}, NOW)
    decide(connection, "state", "closed")
    decide(connection, "conflict:end-one", "july")
    known = library.load(connection, {}, NOW)
    assert known.current == ()
    assert known.decisions["thu-nghiem"] == {"state": "closed", "conflict:end-one": "july"}


def test_of_a_programme_whose_file_is_gone_the_newest_version_says_which_decisions_hold(
    connection: Connection,
) -> None:
    library.load(connection, {"thu-nghiem": TRIAL}, NOW)
    library.load(connection, {"thu-nghiem": TRIAL.replace("key: end-one", "key: end-1")}, NOW)
    decide(connection, "conflict:end-1", "july")
    assert library.load(connection, {}, NOW).decisions["thu-nghiem"]["conflict:end-1"] == "july"
    back = library.load(connection, {"thu-nghiem": TRIAL}, NOW)  # the older text is the current one again
    assert back.decisions["thu-nghiem"].keys() == {"state"}


def test_what_is_loaded_knows_the_newest_decision(connection: Connection) -> None:
    known = library.load(connection, {"thu-nghiem": TRIAL}, NOW)
    assert known.newest == decisions.newest(connection) > 0
    decide(connection, "state", "closed")
    assert known.decided(connection).newest == known.newest + 1


def test_the_newest_decision_of_a_subject_holds_for_every_version(connection: Connection) -> None:
    library.load(connection, {"thu-nghiem": TRIAL}, NOW)
    known = library.load(connection, {"thu-nghiem": TRIAL + "\n# newer\n"}, NOW)
    assert end_of_phase_one(known) == ["2022-05-31", "2022-05-31"]
    decide(connection, "conflict:end-one", "july")
    assert end_of_phase_one(known.decided(connection)) == ["2022-07-20", "2022-07-20"]
    decide(connection, "conflict:end-one", "may")
    assert end_of_phase_one(known.decided(connection)) == ["2022-05-31", "2022-05-31"]


def test_a_date_that_an_officer_set_stands_in_the_programme(connection: Connection) -> None:
    decide(connection, "date:monthly", {"kind": "monthly", "day": 25})
    known = library.load(connection, {"thu-nghiem": TRIAL}, NOW)
    deadline = known.programmes[known.current[0]].deadline("monthly")
    assert deadline is not None
    assert deadline.when == model.Monthly(kind="monthly", day=25)
    assert known.files[known.current[0]].deadline("monthly") != deadline  # the file is as it was


def test_a_decision_that_fits_the_file_no_more_is_left_out_loudly(
    connection: Connection, caplog: pytest.LogCaptureFixture
) -> None:
    decide(connection, "conflict:end-one", "a-reading-of-a-former-file")
    decide(connection, "conflict:gone", "may")
    decide(connection, "date:plan", {"kind": "yearly", "month": 1, "day": 1, "end": "until"})  # not left open
    with caplog.at_level(logging.WARNING):
        known = library.load(connection, {"thu-nghiem": TRIAL}, NOW)
    assert known.decisions["thu-nghiem"].keys() == {"state"}
    assert end_of_phase_one(known) == ["2022-05-31"]
    assert len([r for r in caplog.records if "is left out" in r.getMessage()]) == 3


def test_of_two_decisions_that_clash_the_earlier_one_holds(connection: Connection) -> None:
    decide(connection, "conflict:end-one", "july")
    decide(connection, "conflict:start-two", "july")
    known = library.load(connection, {"thu-nghiem": TRIAL}, NOW)
    assert set(known.decisions["thu-nghiem"]) == {"state", "conflict:end-one"}


def test_a_version_that_cannot_be_read_any_more_is_left_out(
    connection: Connection, caplog: pytest.LogCaptureFixture
) -> None:
    old = settings.keep_programme(connection, "thu-nghiem", "checksum", "key: thu-nghiem", NOW)
    known = library.load(connection, {"thu-nghiem": TRIAL}, NOW)
    assert old not in known.programmes
    assert len(known.programmes) == 1
    assert f"version {old} " in caplog.text


def test_a_new_decision_has_a_higher_number(connection: Connection) -> None:
    assert decisions.newest(connection) == 0
    decide(connection, "state", "closed")
    first = decisions.newest(connection)
    decide(connection, "state", "open")
    assert decisions.newest(connection) > first > 0
