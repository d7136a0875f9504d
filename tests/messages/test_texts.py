"""The texts: complete in every language, polite, short, and nowhere else than here."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from handlers import (
    asking,
    author_pages,
    author_words,
    canned_form,
    first_initiative,
    help_log,
    ideas,
    ledger,
    not_in_charge,
    own_questions,
    preferences,
    snooze,
    team_form,
    urging_form,
)
from handlers.decision_form import DECISION
from handlers.forms import Form, Question
from handlers.questions import LATER, SHORT
from handlers.record_form import RECORD
from handlers.role_form import ROLE
from handlers.target_form import TARGET
from handlers.text import has_accents
from handlers.welcome import WELCOME
from messages.catalogue import COMMANDS, LANGUAGES, Catalogue
from programmes import model

ROOT = Path(__file__).parents[2]
PROGRAMMES = [model.load(text) for text in model.library().values()]
TEXTS = Catalogue({language: [p.texts[language] for p in PROGRAMMES] for language in LANGUAGES})
FORMS: tuple[Form, ...] = (
    WELCOME, SHORT, LATER, RECORD, DECISION, author_words.FORM, author_pages.FORM, ROLE, TARGET,
    first_initiative.FORM, not_in_charge.REASON, snooze.FORM, preferences.FORM, ledger.FIND,
    urging_form.URGE, asking.FORM, own_questions.MORE_FORM, canned_form.FORM,
    help_log.FORM, ideas.FORM, team_form.FORM,
)  # fmt: skip
QUESTIONS = [(form.key, question) for form in FORMS for question in form.questions]
TYPED = ("command-", "way-")  # what people type, not what they read


def patterns(language: str) -> Iterator[tuple[str, str]]:
    """Every text people read, by key, as it stands in the files."""
    for name in sorted(TEXTS.keys(language)):
        if not name.startswith(TYPED):
            message = TEXTS._bundles[language].get_message(name)
            for attribute, pattern in ((None, message.value), *message.attributes.items()):
                if pattern is not None:
                    yield f"{name}#{attribute}" if attribute else name, shown(pattern)


def shown(pattern: object) -> str:
    """A pattern's words; what is filled in stands as …."""
    if isinstance(pattern, str):
        return pattern
    elements = getattr(pattern, "elements", None)
    return "".join(map(shown, elements)) if elements else str(getattr(pattern, "value", "…"))


def test_both_languages_have_the_same_keys() -> None:
    vi, en = (dict(patterns(language)).keys() for language in LANGUAGES)
    assert sorted(vi ^ en) == []


def test_a_text_is_filled_with_the_same_things_in_both_languages() -> None:
    vi, en = (
        {
            found.group(1): set(re.findall(r"\$(\w+)", found.group(0)))
            for file in sorted((ROOT / "messages" / language).glob("*.ftl"))
            for found in re.finditer(
                r"^([a-z][\w-]*) =.*(?:\n[ ].*|\n(?=\n[ ]))*", file.read_text("utf-8"), re.M
            )
        }
        for language in LANGUAGES
    )
    assert {key: (vi[key], en.get(key)) for key in vi if vi[key] != en.get(key)} == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("form", "question"), QUESTIONS, ids=lambda value: getattr(value, "key", value))
def test_every_question_has_its_texts(form: str, question: Question, language: str) -> None:
    name = f"{form}.{question.key}"
    assert TEXTS.has(name, language)
    assert TEXTS.has(f"{name}#label", language)
    assert TEXTS.has(f"{name}#help", language)
    if isinstance(question.choices, tuple):
        for token in question.choices:
            assert TEXTS.has(f"{name}#{token}", language), token


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_division_of_a_kind_has_a_label(language: str) -> None:
    parts = {part for p in PROGRAMMES for several in p.subkinds.values() for part in several}
    assert [part for part in parts if not TEXTS.has(f"registration.subkind#{part}", language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_can_be_asked_about(language: str) -> None:
    """Words that may be an answer or a command are asked about, whichever command it is."""
    assert [name for name in COMMANDS if not TEXTS.has(f"form.which#{name}", language)] == []


OFFERED = ("answer", "reply", "applied", "add", "amend", "withdraw", "menu")


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_an_author_is_offered_has_a_label(language: str) -> None:
    assert [token for token in OFFERED if not TEXTS.has(f"mine.one#{token}", language)] == []


NEEDS_NO_EXAMPLE = {
    "welcome-consent": "says what follows from a yes and a no",
    "registration-fit": "says what the officer will do",
    "registration-kind": "the choices are the examples",
    "registration-subkind": "the choices are the examples",
    "registration-confirm": "explains what protection means",
    "registration-applied": "explains the choices",
    "registration-recognised": "says what counts as recognised",
    "registration-benefit_kind": "explains the choices",
    "registration-author_group": "names the paragraph",
    "registration-topic_level": "says where the level is written",
    "registration-usage_confirmed": "names the paragraph",
    "registration-recognised_by": "says where to look",
    "registration-ip_protected": "names the titles of protection",
    "registration-attachments": "names the kinds of files",
    "help-kind": "the choices are the examples",
    "help-unit": "the choices are the examples",
    "idea-why": "the question itself gives one",
    "team-off": "the question itself gives one",
}


def test_help_gives_an_example() -> None:
    texts = dict(patterns("vi"))
    asked = {f"{form}-{question.key}" for form, question in QUESTIONS}
    without = {name for name in asked if not re.search(r"ví dụ|\"", texts[f"{name}#help"], re.IGNORECASE)}
    assert without <= NEEDS_NO_EXAMPLE.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_prompts_are_short(language: str) -> None:
    prefixes = tuple(f"{form}-{question.key}" for form, question in QUESTIONS)
    too_long = {
        key: len(text)
        for key, text in patterns(language)
        if key.startswith(prefixes) and len(text) > 300 and key != "welcome-consent-full"
    }
    assert too_long == {}


FORBIDDEN = {
    r"\bsai\b|không hợp lệ|\blỗi của\b": "nobody is told off",
    r"\bnợ\b": "accuses",
    r"trả lại|từ chối|bác bỏ": "it is *đề nghị bổ sung*, *chưa đủ điều kiện*",
    r"\bbot\b|\bchatbot\b|\btôi là\b": "the service has no pronoun",
    r"\bbạn\b": "never to the unknown",
    r"báo cấp trên|không thuộc": "threatening, curt",
    r"bản nháp": "it is *bản đang làm dở*",
    r"\bemail\b|\bfile\b|\blink\b|\bclick\b|\bok\b|\bupload\b": "no English words",
    r"\bphải nhập\b|\bbắt buộc phải\b|\byêu cầu anh\b": "requests use nhờ, giúp, mời",
}


@pytest.mark.parametrize("words", FORBIDDEN)
def test_words_that_never_reach_a_person(words: str) -> None:
    found = {key: text for key, text in patterns("vi") if re.search(words, text, re.IGNORECASE)}
    assert found == {}, FORBIDDEN[words]


def test_at_most_one_polite_particle_in_a_text() -> None:
    assert [key for key, text in patterns("vi") if len(re.findall(r"\bạ\b", text)) > 1] == []


def test_no_capitals_for_stress() -> None:
    known = {"BK", "DLBB", "SK"}  # codes in examples
    known |= {
        "NĐ",
        "CP",
        "OTP",
        "CĐCS",
        "THCS",
        "THPT",
        "QĐ",
        "ĐLBB",
        "MB",
        "PDF",
        "QR",
        "LĐLĐ",
        "QH",
        "CSV",
        "UTF",
    }
    known |= {"II", "III", "IV", "VI"}  # sections of a plan
    loud = {
        word
        for _, text in patterns("vi")
        for word in re.findall(r"[^\W\d_]{2,}", text)
        if word.isupper() and word not in known
    }
    assert loud == set()


def test_nothing_is_told_to_write_that_is_no_command() -> None:
    """What a text offers in quotes or stars after "nhắn" must be understood."""
    not_understood = {
        (key, word)
        for key, text in patterns("vi")
        for word in re.findall(r'nhắn (?:lại )?[*"]([^*"…]+)[*"]', text)
        if TEXTS.command(word) is None and not re.match(r"[\d\w]*\d|có$|không$", word)
    }
    assert not_understood == set()


# Keys that code uses

TAKES_KEY = {"Phrase": "", "Reply": "", "Invalid": "invalid."}


def literals(file: Path) -> Iterator[tuple[str, int, str]]:
    """(key, line, caller) of every Phrase("…"), Reply("…"), Invalid("…") with a literal key."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TAKES_KEY:
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield TAKES_KEY[node.func.id] + first.value, node.lineno, node.func.id
            elif isinstance(first, ast.IfExp):
                for side in (first.body, first.orelse):
                    if isinstance(side, ast.Constant) and isinstance(side.value, str):
                        yield TAKES_KEY[node.func.id] + side.value, node.lineno, node.func.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_in_code_has_a_text(language: str) -> None:
    sources = [*(ROOT / "handlers").rglob("*.py"), *(ROOT / "bot").rglob("*.py")]
    used = [(key, file.name, line) for file in sources for key, line, _ in literals(file)]
    assert len(used) > 100  # the walk finds something
    assert [use for use in used if not TEXTS.has(use[0], language)] == []


def test_no_text_is_left_over() -> None:
    """A text nobody says is dead weight for translators; keys that are put together stand here."""
    built = re.compile(
        r"(registration|welcome|record|decision|review|find|reply|author|paper|role|heard|prefer|target)-.*|(step|work)-.*"
        r"|ledger-unit|urge-.*"
        r"|roles-(soon|now|because|(list|codes)-none)"
        r"|records-sent-.*|form-which|form-part-.*|welcome-held-.*|status-.*|history-.*|format-.*"
        r"|platform-.*|service-.*|file-.*|command-.*|way-.*|invalid-.*"
        r"|deadline-(worker|adviser|officer|do|until|late|as).*|calendar-window"
        r"|owed-.*|remind|passed-.*|snooze-.*|idea-due-.*|ticket-over-.*"
        r"|ticket-(soon|late|wider|nearly|unsettled)(-taken)?|canned-(question|answer)-known"
        rf"|({'|'.join(p.key for p in PROGRAMMES)})-.*"
        rf"|{'|'.join(f'{form}-{question.key}' for form, question in QUESTIONS)}"
    )
    code = "\n".join(
        f.read_text("utf-8")
        for folder in ("handlers", "bot", "programmes")
        for f in (ROOT / folder).rglob("*.py")
    )
    left = {
        name
        for name in TEXTS.keys("vi")
        if not built.fullmatch(name)
        and f'"{name.replace("-", ".", 1)}' not in code
        and f'"{name}' not in code
    }
    assert left == set()


# Prose stands nowhere else

VOCABULARIES = {
    "handlers/parsers": "words that dates, sums, names and shares are read by",
    "handlers/unit_words.py": "abbreviations of workplaces",
    "handlers/knowledge_words.py": "abbreviations and words of regions in questions",
    "handlers/text.py": "letters",
    "handlers/matching.py": "numbers in words",
    "programmes/checking.py": "words that programmes' texts are warned of",
    "programmes/eligibility.py": "the law as it is cited",
}


def prose(file: Path) -> Iterator[tuple[int, str]]:
    """String literals with Vietnamese marks, docstrings left out."""
    tree = ast.parse(file.read_text("utf-8"))
    documented = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    # a string that stands alone documents what is above it
    documented |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) and id(node) not in documented else None
        if isinstance(text, str) and has_accents(text):
            yield getattr(node, "lineno", 0), text


def test_no_vietnamese_stands_in_code() -> None:
    found = [
        (str(file.relative_to(ROOT)), line, text)
        for folder in ("handlers", "storage", "programmes", "documents", "bot/pages")
        for file in sorted((ROOT / folder).rglob("*.py"))
        if not str(file.relative_to(ROOT)).startswith(tuple(VOCABULARIES))
        for line, text in prose(file)
    ]
    assert found == []


def test_the_allow_list_names_only_what_is_there() -> None:
    for place in VOCABULARIES:
        assert (ROOT / place).exists()


def test_a_school_reads_the_same_texts_with_its_own_address() -> None:
    plain, school = dict(patterns("vi")), dict(patterns("vi-school"))
    assert plain.keys() == school.keys()
    for key, text in plain.items():
        assert school[key] == text.replace("anh/chị", "thầy/cô").replace("Anh/chị", "Thầy/cô")
