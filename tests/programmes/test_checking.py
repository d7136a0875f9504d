"""A programme file tells everything that is wrong with it, each on its line."""

import re
from pathlib import Path
from unicodedata import normalize

import pytest
import yaml

from bot.askable import ASKABLE
from programmes import checking, knowledge
from programmes.checking import AVOIDED, Problem
from programmes.model import LIBRARY, load

ROOT = Path(__file__).parents[2]
SOUND = (Path(__file__).parent / "sixth.yaml").read_text("utf-8")
FILES = sorted(LIBRARY.glob("*.yaml"))


def check(text: str) -> list[Problem]:
    return checking.check(text, ASKABLE)


def told(text: str, level: str) -> list[tuple[int, str]]:
    """Line and message of every problem of a level."""
    return [(problem.line, problem.message) for problem in check(text) if problem.level == level]


def changed(*changes: tuple[str, str]) -> str:
    """The sound file with something in it replaced."""
    text = SOUND
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def line(text: str, words: str) -> int:
    """The only line that holds some words."""
    [number] = [n for n, one in enumerate(text.splitlines(), 1) if words in one]
    return number


def test_a_sound_file_has_only_what_it_lists_itself() -> None:
    assert [(p.level, p.path) for p in check(SOUND)] == [
        ("undecided", "conflicts.end-of-dossiers"),
        ("gap", "gaps.0"),
    ]


ENTRY_2 = "entry: {field: entered_at, from: 2026-03-01, until: 2027-06-30, source"

ERRORS = {
    "unknown key": ("short:", "shrt:", "shrt:", "`shrt` is no known key; did you mean `short`?"),
    "unknown key of a window": (
        ENTRY_2,
        ENTRY_2.replace("until", "untl"),
        "untl",
        "`untl` is no known key; did you mean `until`?",
    ),
    "unknown key of a when": (
        "month: 10, day: 20",
        "month: 10, days: 20",
        "days: 20",
        "`days` is no known key; did you mean `day`?",
    ),
    "text as a number": ('number: "18/KH-CĐDM"', "number: 18", "number: 18", "is no text: put it in quotes"),
    "list as a text": (
        "objects: [idea, initiative]",
        "objects: idea",
        "objects: idea",
        "is no list (lines that begin with -)",
    ),
    "group as a text": (
        'runs: {from: 2025-02-10, until: 2027-12-31, source: "II.1"}',
        "runs: always",
        "runs: always",
        "is no group of lines `key: value`",
    ),
    "unknown value": (
        "end: before}",
        "end: befor}",
        "end: befor}",
        "`befor` is no known value; did you mean `before`?",
    ),
    "unknown kind of date": (
        "kind: open, every: year",
        "kind: opened, every: year",
        "kind: opened",
        "`opened` is no known kind; did you mean `open`?",
    ),
    "a key in capitals": (
        "  - key: in-time",
        "  - key: In-time",
        "- key: In-time",
        "In-time is not written as it must be",
    ),
    "no such day": ("issued_on: 2025-02-10", "issued_on: 2023-02-30", "2023-02-30", "there is no 2023-02-30"),
    "no such day of a window": (
        "from: 2024-07-01",
        "from: 2024-06-31",
        "2024-06-31",
        "there is no 2024-06-31",
    ),
    "no such day in quotes": (
        "from: 2024-07-01",
        'from: "2024-06-31"',
        "2024-06-31",
        "there is no 2024-06-31",
    ),
    "no such month": ("from: 2024-07-01", 'from: "2024-13-01"', "2024-13-01", "there is no 2024-13-01"),
    "no such hour": (
        ENTRY_2,
        ENTRY_2.replace("until: 2027-06-30", 'precision: minute, before: "2027-06-30 25:00"'),
        "25:00",
        "there is no 2027-06-30 25:00",
    ),
    "no such yearly day": ("month: 10, day: 20", "month: 11, day: 31", "day: 31", "31/11 is no day"),
    "closes before it opens": (
        "from: 2024-07-01, until: 2027-06-30",
        "from: 2024-07-01, until: 2024-06-30",
        "applied: {field",
        "closes before it opens",
    ),
    "phases that overlap": (
        "from: 2026-03-01",
        "from: 2026-02-28",
        "from: 2026-02-28",
        "opens 2026-02-28 00:00, before the other phase closes 2026-03-01 00:00",
    ),
    "a sum": ("value: 320", "value: 10000", "parts: [round-1", "target total: 120 + 200 ≠ 10,000"),
    "a part that is no target": (
        "parts: [round-1, round-2]",
        "parts: [round-1, round-3]",
        "parts: [round-1",
        "target total is made of round-3, which is no target",
    ),
    "a target's phase": (
        "phase: dot-2, source",
        "phase: dot-3, source",
        "phase: dot-3",
        "`dot-3` is no known phase; did you mean `dot-2`?",
    ),
    "a step's deadline": (
        "deadline: yearly-dossier, source",
        "deadline: yearly-dosier, source",
        "yearly-dosier,",
        "`yearly-dosier` is no known deadline; did you mean `yearly-dossier`?",
    ),
    "a report's deadline": (
        "deadline: yearly-report, every",
        "deadline: report, every",
        "deadline: report,",
        "`report` is no known deadline; did you mean `yearly-report`?",
    ),
    "a closing of no phase": (
        "phase: dot-1, window: entry",
        "phase: dot-9, window: entry",
        "phase: dot-9",
        "`dot-9` is no known phase; did you mean `dot-2`?",
    ),
    "a closing of no window": (
        "phase: dot-1, window: entry",
        "phase: dot-1, window: awards",
        "window: awards",
        "dot-1 has no awards window that closes",
    ),
    "what a conflict touches": (
        "touches: [yearly-dossier]",
        "touches: [dossiers]",
        "touches: [dossiers]",
        "`dossiers` is no known rule, deadline, target or question of this file; "
        "did you mean `yearly-dossier`?",
    ),
    "a default that is no reading": (
        "default: before",
        "default: sooner",
        "- key: end-of-dossiers",
        "the default sooner is none of its readings",
    ),
    "a change that leads nowhere": (
        "changes: {deadlines.yearly-dossier.",
        "changes: {deadlines.dossier.",
        "changes:",
        "leads nowhere: there is no dossier",
    ),
    "an unsound reading": (
        "when.end: until}",
        "when.end: sometime}",
        "changes:",
        "makes an unsound programme: deadlines.1.when.yearly.end: "
        "`sometime` is no known value; known here: around, before, until",
    ),
    "a question that is none": (
        "benefit_how, authors,",
        "benefits, authors,",
        "questions: [solution",
        "`benefits` is no known question of the library; did you mean `benefit_how`?",
    ),
    "a question of the other part": (
        "authors, recognised]",
        "authors, recognised, kind]",
        "questions: [solution",
        "`kind` is asked under `later`, not here",
    ),
    "a rule on what is not asked": (
        "question: ip_protected",
        "question: confidential",
        "question: confidential",
        "`confidential` is no known question this file asks",
    ),
    "an answer nobody gives": (
        'one_of: ["yes"]',
        'one_of: ["got"]',
        'one_of: ["got"]',
        "got is no answer to this question (no, unknown, waiting, yes)",
    ),
    "yes without quotes": (
        'one_of: ["yes"]',
        "one_of: [yes]",
        "one_of: [yes]",
        "true is no answer to this question (no, unknown, waiting, yes); put yes and no in quotes",
    ),
    "a window that is nowhere": (
        "within: applied",
        "within: awards",
        "within: awards",
        "no window of this file is for awards",
    ),
    "a kind that is none": (
        "kinds: [technical,",
        "kinds: [technic,",
        "kinds: [technic,",
        "`technic` is no known kind; did you mean `technical`?",
    ),
    "a part of a kind that is none": (
        "[product, process]",
        "[product, proces]",
        "[product, proces]",
        "`proces` is no known part of a kind; did you mean `process`?",
    ),
    "two rules of one key": (
        "  - key: protected",
        '  - key: "recognised"',
        'key: "recognised"',
        "two of conditions and exclusions have the key recognised",
    ),
    "a recorded programme's text": (
        "registration: open",
        "registration: recorded",
        "registration: recorded",
        "has no text `det-may-ckt-recorded` in texts.vi and texts.en",
    ),
    "a reworded question's text": (
        "later: [kind, ",
        "later: [{key: kind, reworded: true}, ",
        "later: [",
        "has no text `det-may-ckt-ask-kind` in texts.vi and texts.en",
    ),
    "a missing source": (
        'author_rule: {recognise: all, source: "III.3"}',
        "author_rule: {recognise: all}",
        "author_rule",
        "`source` is missing",
    ),
    "Fluent": (
        "    det-may-ckt-ask-novelty = So với",
        "    det-may-ckt-ask-novelty So với",
        "novelty So với",
        'is not written as Fluent wants it: Expected token: "="',
    ),
    "a hole in a text": (
        "ở chuyền may, có",
        "ở { $where }, có",
        "{ $where }",
        "`det-may-ckt-ask-novelty` uses $where, which nothing fills",
    ),
    "a foreign name": (
        "    det-may-ckt-ask-novelty = So",
        "    mine = Lạ\n    det-may-ckt-ask-novelty = So",
        "mine = Lạ",
        "`mine` must begin with `det-may-ckt-`",
    ),
    "a text twice": (
        "    det-may-ckt-ask-novelty = So",
        "    det-may-ckt-protected = Lạ\n    det-may-ckt-ask-novelty = So",
        "protected = Lạ",
        "`det-may-ckt-protected` stands here twice: only one would count",
    ),
    "a key twice": (
        'place: "Hồng Hà"',
        'place: "Hồng Hà"\nplace: x',
        "place: x",
        "stands here twice (first on line 11): only one would count",
    ),
    "YAML": (
        'place: "Hồng Hà"',
        "place: Hồng Hà: xã",
        "place: Hồng",
        "can't be read as YAML: mapping values are not allowed here",
    ),
    "a tab": (
        "  - key: in-time",
        "\t- key: in-time",
        "\t- key",
        "can't be read as YAML: found character '\\t' that "
        "cannot start any token, while scanning for the next token",
    ),
    "an alias": ("kinds: [technical,", "kinds: [*x,", "kinds: [*x,", "*x: write the value out instead"),
}


FOLLOWED = (
    "unknown key", "unknown key of a when", "a key in capitals", "a kind that is none",
    "two rules of one key", "Fluent",
)  # fmt: skip
"""Those that bring another error with them, e.g. the known key is missing now."""


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_is_told_with_its_line(name: str) -> None:
    old, new, where, message = ERRORS[name]
    text = changed((old, new))
    errors = told(text, "error")
    assert (line(text, where), message) in [(at, said[: len(message)]) for at, said in errors]
    assert len(errors) == 1 or name in FOLLOWED


def test_one_file_tells_all_its_errors_at_once() -> None:
    names = (
        "text as a number",
        "no such day",
        "a sum",
        "a question that is none",
        "Fluent",
        "yes without quotes",
    )
    text = changed(*(ERRORS[name][:2] for name in names))
    found = told(text, "error")
    for name in names:
        _, _, where, message = ERRORS[name]
        assert any(at == line(text, where) and said.startswith(message) for at, said in found), name


WARNINGS = {
    "a deadline without reminders": (
        "    reminders: {worker: [30, 7], officer: [14, 3]}\n",
        "",
        "- key: round-1-closes",
        "nobody is reminded of it",
    ),
    "a step the flow lacks": (
        "step: register\n    when",
        "step: portal\n    when",
        "step: portal",
        "the flow has no step portal",
    ),
    "a gap between phases": (
        "from: 2026-03-01",
        "from: 2026-03-02",
        "from: 2026-03-02",
        "no phase takes entries from 2026-03-01 00:00 to 2026-03-02 00:00",
    ),
    "beyond the portal": (
        "phases:\n",
        "  portal: {field: posted_at, until: 2027-05-31, source: x}\nphases:\n",
        ENTRY_2,
        "goes beyond the portal: ends 2027-07-01 00:00, the portal closes 2027-06-01 00:00",
    ),
    "an older version of targets": (
        "\nkinds:",
        "  - {document: b, since: 2026-01-01, targets: []}\n"
        "  - {document: c, since: 2025-12-31, targets: []}\n\nkinds:",
        "2025-12-31, targets",
        "is older than the version before it",
    ),
    "a later version without a day": (
        "\nkinds:",
        "  - {document: b, targets: []}\n\nkinds:",
        "document: b",
        "says not since when it holds, though it is a later one",
    ),
    "a figure nobody sets": (
        "measure: minimum, value: 3,",
        "measure: minimum,",
        "- {key: each",
        "has no value, and no level that sets one (set_by)",
    ),
    "an aim of nobody": (
        "levels: [grassroots]\n    reminders: {officer",
        "aim: true\n    reminders: {officer",
        "- key: yearly-report",
        "an aim without levels: nobody sees to it",
    ),
    "an inner date of another level": (
        "inner: {grassroots: 7}",
        "inner: {province: 7}",
        "inner:",
        "province is not among the levels",
    ),
    "a text in one language": (
        "  en: |\n",
        "    det-may-ckt-hello = Chào\n  en: |\n",
        "hello = Chào",
        "`det-may-ckt-hello` has no text in texts.en",
    ),
}


@pytest.mark.parametrize("name", WARNINGS)
def test_what_looks_odd_is_a_warning(name: str) -> None:
    old, new, where, message = WARNINGS[name]
    text = changed((old, new))
    assert (line(text, where), message) in told(text, "warning")
    assert told(text, "error") == []


@pytest.mark.parametrize("word", AVOIDED)
def test_a_word_that_accuses_is_found_in_titles_and_texts(word: str) -> None:
    text = changed(
        ('vi: "báo cáo năm", en: "the', f'vi: "báo cáo {word}", en: "the'), ("có gì mới?", f"có gì {word}?")
    )
    message = f'says "{word}", which the chat never says'
    assert told(text, "warning") == [
        (line(text, f"báo cáo {word}"), message), (line(text, f"có gì {word}?"), message)
    ]  # fmt: skip


def test_accents_apart_from_their_letters_are_a_warning() -> None:
    text = changed(('place: "Hồng Hà"', normalize("NFD", 'place: "Hồng Hà"')))
    assert told(text, "warning") == [
        (line(text, "place:"), "accents stand apart from their letters (save the file in NFC)")
    ]


def test_phases_overlap_also_where_the_last_has_no_end() -> None:
    text = changed((ENTRY_2, "entry: {field: entered_at, from: 2026-02-01, source"))
    assert told(text, "error") == [
        (
            line(text, "from: 2026-02-01"),
            "opens 2026-02-01 00:00, before the other phase closes 2026-03-01 00:00",
        )
    ]


def test_readings_that_can_not_both_be_chosen_are_told_with_the_second_conflict() -> None:
    text = (ROOT / "tests" / "conversations" / "trial.yaml").read_text("utf-8")
    pairs = [
        problem
        for problem in check(text)
        if problem.level == "warning" and "does not hold together" in problem.message
    ]
    assert [(problem.line, problem.path) for problem in pairs] == [
        (line(text, "- key: start-two"), "conflicts.start-two")
    ]
    assert pairs[0].message == (
        "july does not hold together with july of end-one: "
        "makes an unsound programme: the entry windows of two phases overlap"
    )


@pytest.mark.parametrize("key", ["form", "menu-tre", "registration-2026"])
def test_a_key_with_which_the_service_s_own_texts_begin_is_an_error(key: str) -> None:
    text = SOUND.replace("det-may-ckt", key)
    first = key.partition("-")[0]
    assert told(text, "error") == [
        (line(text, f"key: {key}"), f"texts of the service itself begin with `{first}-`")
    ]


def test_a_key_that_only_begins_with_the_same_letters_is_none() -> None:
    assert told(SOUND.replace("det-may-ckt", "formosa-ckt"), "error") == []


def test_part_of_a_word_accuses_nobody() -> None:
    assert told(changed(("có gì mới?", "có gì ở Sài Gòn, saint nợn?")), "warning") == []


def test_a_contradiction_is_told_with_both_paragraphs_and_the_default() -> None:
    [(at, message)] = told(SOUND, "undecided")
    assert at == line(SOUND, "key: end-of-dossiers")
    assert message == (
        "IV.2: hồ sơ gửi trước ngày 20/10 hằng năm / V.1: nhận hồ sơ đến hết ngày 20/10 hằng năm. "
        "Default: before, because of two dates the earlier one holds"
    )


def test_problems_come_by_line() -> None:
    lines = [problem.line for problem in check(changed(*(ERRORS[name][:2] for name in ("a sum", "Fluent"))))]
    assert lines == sorted(lines)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "- a",
        "5",
        "a: [1",
        "a: \x00",
        "[" * 3000,
        "? [a]\n: b",
        "a: !!python/object x",
        "a: " + "9" * 5000,
        "null: 1\n1: 2",
        "a: 1\n---\nb: 2",
        "phases: [1, {key: [1]}]\ntargets: 5\nconflicts: {a: 1}\ntexts: 5",
        "texts: {vi: 5}\nkinds: [[1], {a: 1}]\nsubkinds: {a: 5, 1: [[2]]}",
        "questions: [{key: [1], reworded: true}]",
        "flow: [{deadline: [1]}]\nconditions: [{key: {a: 1}}]\nwindows: [1]\nruns: 5",
    ],
)
def test_whatever_it_is_given_it_answers_with_errors(text: str) -> None:
    assert "error" in {problem.level for problem in check(text)}


@pytest.mark.parametrize("part", yaml.safe_load(SOUND))
def test_what_the_check_takes_the_service_takes(part: str) -> None:
    for value in (None, "x", {"x": 1}, [["x"]], [{"key": "x"}]):
        text = yaml.safe_dump({**yaml.safe_load(SOUND), part: value}, allow_unicode=True)
        if not told(text, "error"):
            load(text)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_file_of_the_library_is_sound_and_tells_exactly_its_contradictions(file: Path) -> None:
    text = file.read_text("utf-8")
    assert told(text, "error") == []
    undecided = [problem.path for problem in check(text) if problem.level == "undecided"]
    assert undecided == [f"conflicts.{conflict.key}" for conflict in load(text).conflicts]


def test_the_examples_of_the_guide_are_a_sound_file() -> None:
    guide = (ROOT / "docs" / "programmes.md").read_text("utf-8")
    guide, _, answers = guide.partition("## Knowledge")
    text = "\n".join(re.findall(r"```yaml\n(.*?)```", guide, re.DOTALL))
    [entries] = re.findall(r"```yaml\n(.*?)```", answers, re.DOTALL)
    assert knowledge.load(entries).entries
    assert [problem for problem in check(text) if problem.level in ("error", "warning")] == []
