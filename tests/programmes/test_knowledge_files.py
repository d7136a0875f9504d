"""The knowledge that comes with the service: true of the plans, the law and the service, and easy to read."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from unicodedata import is_normalized

import pytest
import yaml

from handlers.text import fold, has_accents
from messages.catalogue import Catalogue
from programmes import knowledge
from programmes.knowledge import Entry
from programmes.model import LIBRARY, Programme, library, load

ROOT = Path(__file__).parents[2]
FILES = {known.programme or "general": known.entries for known in knowledge.library()}
GENERAL = FILES["general"]
PLANS = {key: load(text) for key, text in library().items()}
OF_PLANS = {key: entries for key, entries in FILES.items() if key != "general"}
EVERY = [entry for entries in FILES.values() for entry in entries]
DAY = timedelta(days=1)

LABEL = r"(?:[IVX]+(?:\.\d+)*(?:, đoạn cuối)?|phần đầu|căn cứ|toàn văn)"
PLAN = re.compile(rf"Kế hoạch, (?:mục )?({LABEL}(?:, (?:mục )?{LABEL})*)")
DECREE, CIRCULAR = "Nghị định 13/2012/NĐ-CP, ", "Thông tư 18/2013/TT-BKHCN, "
LAWS = {
    # what we have read of the law; no other article is cited
    DECREE: {"Điều 3", "Điều 5", "Điều 5.1", "Điều 5.2", "Điều 7.1", "phần trả thù lao"},
    CIRCULAR: {"Điều 5, Phụ lục I", "Điều 6", "Điều 8"},
    "": {
        "Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15",
        "Quyết định 1564/QĐ-TLĐ, Điều 16",
        "Quyết định 999/QĐ-TLĐ",
        "Đồng ý lưu thông tin",  # what people read before they agree (messages/vi/welcome.ftl)
    },
}
GUIDES = {
    "Hướng dẫn sử dụng, ": ROOT / "docs/huong-dan/nguoi-lao-dong.md",
    "Hướng dẫn cho cán bộ, ": ROOT / "docs/huong-dan/can-bo.md",
}
ELSEWHERE = {
    "dien-luc-1tr": {"Kế hoạch LĐLĐ tỉnh Bắc Kạn, mục V", "Văn bản 663 (11/2022)"},
    "bac-kan-1tr": {"Sắp xếp đơn vị hành chính 2025"},
    "lai-chau-kh360": {"Sắp xếp tổ chức công đoàn 2025"},
    "ninh-thuan-dkst": {"Sắp xếp đơn vị hành chính 2025"},
}
VERIFIED = {
    # paragraphs that no rule of the programme file names, looked up in the plans as issued
    "bac-kan-1tr": {"II.1", "IV.1.1", "IV.1.2", "IV.1.3", "IV.1.4", "IV.1.7"},
    "dien-luc-1tr": {"toàn văn"},
    "lai-chau-kh360": {"I"},
    "ngan-hang-kh295": set[str](),
    "ninh-thuan-dkst": {"I", "căn cứ", "toàn văn"},
}
DATES = {
    # days that are in no programme file, with their paragraph
    "ninh-thuan-dkst": {date(2024, 12, 31)},  # the first round, "tháng 01 năm 2024", ends with that year
}
MERGED = date(2026, 1, 1)  # provinces were merged within 2025
UNDECIDED = {
    ("bac-kan-1tr", "phase-2-end"): "bk-phase-2",
    ("bac-kan-1tr", "phase-1-missed"): "bk-missed",
    ("bac-kan-1tr", "date-basis"): "bk-recognised-since",
    ("bac-kan-1tr", "recogniser"): "bk-recognised",
    ("bac-kan-1tr", "kinds"): "bk-kinds",
    ("bac-kan-1tr", "author-order"): "bk-authors",
    ("bac-kan-1tr", "author-tie"): "bk-authors",
    ("dien-luc-1tr", "portal-closes"): "dl-portal-closes",
    ("dien-luc-1tr", "counted-by"): "dl-counted-from",
    ("dien-luc-1tr", "share-of"): "dl-share",
    ("dien-luc-1tr", "group-3"): "dl-rank",
    ("dien-luc-1tr", "at-least-100"): "dl-diplomas",
    ("lai-chau-kh360", "focal-person"): "lc-focal",
    ("lai-chau-kh360", "regular"): "lc-report",
    ("ngan-hang-kh295", "focal-person"): "nh-lead",
    ("ninh-thuan-dkst", "at-least-one"): "nt-at-least",
    ("ninh-thuan-dkst", "dossier-path"): "nt-path",
    ("ninh-thuan-dkst", "late-ideas"): "nt-late",
    ("ninh-thuan-dkst", "roll-up-form"): "nt-list-form",
    ("ninh-thuan-dkst", "awards"): "nt-idea",
}
FORBIDDEN = re.compile(
    r"không hợp lệ|\bsai\b|\bnợ\b|trả lại|từ chối|\bbot\b|\bbạn\b|báo cấp trên|bản nháp|\btôi là\b",
    re.IGNORECASE,
)
LONG = 400  # characters: one look at a telephone

each_plan = pytest.mark.parametrize("key", sorted(OF_PLANS))
each_file = pytest.mark.parametrize("key", sorted(FILES))


def text_of(key: str) -> str:
    return (LIBRARY / f"{key}.yaml").read_text("utf-8")


def sources(part: Any) -> Iterator[str]:
    """Every `source` of a programme file."""
    if isinstance(part, dict):
        for name, inner in part.items():
            yield from [str(inner)] if name == "source" else sources(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from sources(inner)


def paragraphs(key: str) -> set[str]:
    """The plan's own paragraphs that its file names, without those of laws and other plans."""
    said = [piece for source in sources(yaml.safe_load(text_of(key))) for piece in source.split(";")]
    own = [piece for piece in said if not re.search(r"NĐ 13|Kế hoạch", piece)]
    return {label for piece in own for label in re.findall(rf"(?<!\w){LABEL}(?![\w.])", piece)}


def days(key: str) -> set[date]:
    """Every day that a programme file writes, as a value or within a text."""
    found = [tuple(map(int, one)) for one in re.findall(r"(\d{4})-(\d\d)-(\d\d)", text_of(key))]
    told = [tuple(map(int, one)) for one in re.findall(r"(\d{1,2})/(\d{1,2})/(\d{4})", text_of(key))]
    return {date(*one) for one in found} | {date(y, m, d) for d, m, y in told}


def whole(entry: Entry) -> str:
    return " ".join((entry.question, *entry.also, entry.answer))


# All files


def test_every_file_belongs_to_a_programme_and_every_programme_has_one() -> None:
    assert set(OF_PLANS) == set(PLANS)


def test_keys_are_unique_over_all_files() -> None:
    keys = [entry.key for entry in EVERY]
    assert sorted(keys) == sorted(set(keys))


def test_no_key_looks_like_that_of_a_units_own_entry() -> None:
    assert not [entry.key for entry in EVERY if entry.key.startswith("own-")]


@pytest.mark.parametrize("file", sorted(knowledge.FOLDER.glob("*.yaml")), ids=lambda file: file.stem)
def test_files_are_composed_unicode(file: Path) -> None:
    assert is_normalized("NFC", file.read_text("utf-8"))


@each_file
def test_nothing_is_said_that_is_rude_or_foreign(key: str) -> None:
    for entry in FILES[key]:
        assert not FORBIDDEN.search(whole(entry)), entry.key
        assert len(re.findall(r"\bạ\b", entry.answer)) <= 1, entry.key


@each_file
def test_questions_and_answers_are_written_with_accents(key: str) -> None:
    said = [text for entry in FILES[key] for text in (entry.question, entry.answer, *entry.also)]
    assert not [text for text in said if not has_accents(text)]


@each_file
def test_answers_are_short(key: str) -> None:
    assert not [entry.key for entry in FILES[key] if len(entry.answer) > LONG]


@each_file
def test_every_question_can_be_asked_in_other_words(key: str) -> None:
    assert not [entry.key for entry in FILES[key] if not 2 <= len(entry.also) <= 6]


@each_plan
def test_no_question_stands_twice_where_somebody_is_answered(key: str) -> None:
    asked = [fold(text) for entry in (*OF_PLANS[key], *GENERAL) for text in (entry.question, *entry.also)]
    assert not sorted({text for text in asked if asked.count(text) > 1})


@each_plan
def test_what_is_asked_most_of_a_plan_is_four_to_eight_questions_at_any_time(key: str) -> None:
    for day in (date(2022, 3, 1), date(2022, 9, 1), date(2023, 9, 15), date(2024, 2, 1), date(2026, 6, 1)):
        assert 4 <= sum(entry.common and holds(entry, day) for entry in OF_PLANS[key]) <= 8, day


def holds(entry: Entry, day: date) -> bool:
    return (entry.since or day) <= day <= (entry.until or day)


# What it rests on


@each_plan
def test_every_source_of_a_plan_names_a_paragraph_the_plan_has(key: str) -> None:
    known = paragraphs(key) | VERIFIED[key]
    for entry in OF_PLANS[key]:
        for piece in entry.source.split("; "):
            if found := PLAN.fullmatch(piece):
                assert set(re.findall(LABEL, found[1])) <= known, entry.key
            else:
                assert cited(piece) or piece in ELSEWHERE.get(key, ()), f"{entry.key}: {piece}"


def cited(piece: str) -> bool:
    """Whether a piece of a source names a law as far as we have read it, or a heading of a guide."""
    if any(piece.startswith(law) and piece.removeprefix(law) in articles for law, articles in LAWS.items()):
        return True
    for guide, file in GUIDES.items():
        if piece.startswith(guide):
            return f"## {piece.removeprefix(guide)}\n" in file.read_text("utf-8")
    return False


@pytest.mark.parametrize("key", sorted(VERIFIED))
def test_paragraphs_that_were_looked_up_are_not_in_the_programme_file(key: str) -> None:
    assert not VERIFIED[key] & paragraphs(key)


def test_what_holds_everywhere_rests_on_the_law_or_the_guides() -> None:
    assert not [
        (entry.key, piece) for entry in GENERAL for piece in entry.source.split("; ") if not cited(piece)
    ]


@each_plan
def test_every_day_in_an_answer_is_one_of_the_programme(key: str) -> None:
    known, text = days(key), text_of(key)
    for entry in OF_PLANS[key]:
        for day, month, year in re.findall(r"(\d{1,2})/(\d{1,2})/(\d{4})", whole(entry)):
            assert date(int(year), int(month), int(day)) in known, entry.key
        for short in re.findall(r"(?<![\d/.])\d{1,2}/\d{1,2}(?![\d/])", whole(entry)):
            assert short in text, (entry.key, short)
        for month, year in re.findall(r"tháng (\d{1,2})/(\d{4})", whole(entry)):
            assert f"{year}-{int(month):02}" in text or f"{month}/{year}" in text, (entry.key, month)


@each_plan
def test_answers_change_on_days_of_the_programme(key: str) -> None:
    known = days(key) | DATES.get(key, set()) | {MERGED}
    for entry in OF_PLANS[key]:
        assert entry.since is None or {entry.since, entry.since - DAY} & known, entry.key
        assert entry.until is None or {entry.until, entry.until + DAY} & known, entry.key


@each_plan
def test_telephones_and_addresses_are_those_of_the_plan(key: str) -> None:
    for entry in OF_PLANS[key]:
        for found in re.findall(r"\b0\d[\d ]{6,}\d\b|\S+@[\w.]+|https://[\w.]+\w", whole(entry)):
            assert found in text_of(key), (entry.key, found)


def test_no_telephone_stands_where_every_programme_reads_it() -> None:
    assert not [entry.key for entry in GENERAL if re.search(r"\b0\d[\d ]{6,}\d\b|@|https?:", whole(entry))]


@each_file
def test_what_is_in_quotes_can_be_found_in_the_service_or_the_plan(key: str) -> None:
    quotes = [quoted for entry in FILES[key] for quoted in re.findall(r'"([^"]+)"', entry.answer)]
    assert not [quoted for quoted in quotes if fold(quoted) not in SAID]


SAID = " ".join(
    fold(" ".join(file.read_text("utf-8").split()))
    for file in (*GUIDES.values(), *(ROOT / "messages/vi").glob("*.ftl"), *LIBRARY.glob("*.yaml"))
)


@each_file
def test_what_is_to_be_typed_is_a_word_the_service_knows(key: str) -> None:
    typed = [word for entry in FILES[key] for word in re.findall(r'nhắn "([^"]+)"', entry.answer.casefold())]
    assert not [word for word in typed if TEXTS.command(word) is None]


@each_file
def test_what_is_to_be_pressed_is_a_button_the_service_has(key: str) -> None:
    pressed = [
        label for entry in FILES[key] for label in re.findall(r'(?i:chọn|mở|bấm) "([^"]+)"', entry.answer)
    ]
    assert not [label for label in pressed if label not in BUTTONS]


TEXTS = Catalogue()
BUTTONS = {
    label
    for file in (ROOT / "messages/vi").glob("*.ftl")
    for label in re.findall(r"^ +\.[\w-]+ = (.+)$", file.read_text("utf-8"), re.MULTILINE)
}


# What a plan is asked about


@each_plan
def test_a_plan_has_answers_to_what_people_ask_of_any(key: str) -> None:
    wanted = {"join", "conditions", "recognition", "rewards", "papers", "benefit", "idea", "difficulty"}
    if PLANS[key].deadlines:
        wanted.add("dates")
    if PLANS[key].team:
        wanted.add("team")
    assert not wanted - {entry.topic for entry in OF_PLANS[key]}


@each_plan
def test_only_plans_with_teams_speak_of_teams(key: str) -> None:
    if PLANS[key].team is None:
        assert not [entry.key for entry in OF_PLANS[key] if "Tổ tư vấn" in entry.answer]


def test_every_contradiction_of_a_plan_has_an_answer() -> None:
    found = {(key, conflict.key) for key, plan in PLANS.items() for conflict in plan.conflicts}
    assert set(UNDECIDED) == found


def test_where_a_plan_contradicts_itself_the_officer_decides() -> None:
    for (programme, _), key in UNDECIDED.items():
        answer = next(entry.answer for entry in OF_PLANS[programme] if entry.key == key)
        assert re.search("tạm hiểu|không nói", answer, re.IGNORECASE), key
        assert re.search("cán bộ|LĐLĐ tỉnh", answer, re.IGNORECASE), key


@each_plan
def test_a_plan_that_keeps_no_register_says_so(key: str) -> None:
    plan: Programme = PLANS[key]
    told = any("không có phần đăng ký" in entry.answer for entry in OF_PLANS[key])
    assert told is (plan.registration == "recorded")
