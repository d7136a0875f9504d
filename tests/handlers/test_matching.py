"""Which command or choice a person meant, with the project's own words."""

import pytest

from handlers.events import Choice
from handlers.matching import Command
from messages.catalogue import Catalogue

WORDS = Catalogue()


@pytest.mark.parametrize(
    ("said", "command"),
    [
        ("quay lại", Command("back")),
        ("quay lai", Command("back")),
        ("Quay Lại!", Command("back")),
        ("hủy", Command("cancel")),
        ("huỷ", Command("cancel")),
        ("HUY", Command("cancel")),
        ("/huy", Command("cancel")),
        ("/quay_lai@sangkien_bot", Command("back")),
        ("xog", Command("done")),
        ("hết rồi", Command("done")),
        ("bor qua", Command("skip")),
        ("bo3 qua", Command("skip")),
        ("sửa", Command("edit")),
        ("sửa 5", Command("edit", "5")),
        ("sửa câu 5", Command("edit", "5")),
        ("sua lai cau 5", Command("edit", "5")),
        ("sửa tên", Command("edit", "ten")),
        ("sửa máy may", Command("edit", "may may")),
        ("xem 2", Command("view", "2")),
        ("chuong reo r de toi", Command("later")),
        ("để tối", Command("later")),
        ("dừng", Command("later")),
        ("bỏ qua nhé em", Command("skip")),
        ("?", Command("help")),
        ("???", Command("help")),
        ("my initiatives", Command("mine")),
    ],
)
def test_a_command_is_the_whole_message(said: str, command: Command) -> None:
    assert WORDS.command(said) == command


@pytest.mark.parametrize(
    "said",
    [
        "dung",
        "đúng",
        "de toi",
        "để tôi",
        "0",
        "k",
        "không",
        "quay lại cái máy",
        "hủy hoại",
        "",
        "👍",
        "…",
        "x" * 70,
    ],
)
def test_half_of_an_everyday_pair_is_no_command(said: str) -> None:
    assert WORDS.command(said) is None


@pytest.mark.parametrize(("said", "name"), [("quay laii", "back"), ("tro giupp", "help"), ("bỏ qa", "skip")])
def test_a_near_miss_is_seen(said: str, name: str) -> None:
    assert WORDS.near_command(said) == Command(name)


@pytest.mark.parametrize("said", ["máy may", "sào kẹp", "nhanh hơn", "an toàn", "ok", "Nguyễn Văn Hùng"])
def test_everyday_words_are_no_near_miss(said: str) -> None:
    assert WORDS.near_command(said) is None


APPLIED = tuple(
    Choice(f"q:d1:applied:{token}", label)
    for token, label in (
        ("applied", "Đã dùng thật"),
        ("trial", "Đang dùng thử"),
        ("not_yet", "Mới là ý tưởng"),
    )
)
YES_NO = tuple(Choice(f"q:d1:x:{token}", label) for token, label in (("yes", "Có"), ("no", "Không")))


def chosen(said: str, choices: tuple[Choice, ...], loose: bool = True) -> str | None:
    found = WORDS.choose(said, choices, "vi", loose)
    return found.value.rpartition(":")[2] if found else None


@pytest.mark.parametrize(
    ("said", "token"),
    [
        ("1", "applied"),
        ("1.", "applied"),
        ("số 2", "trial"),
        ("câu 3", "not_yet"),
        ("hai", "trial"),
        ("2 nhé", "trial"),
        ("thứ 2", "trial"),
        ("Đã dùng thật", "applied"),
        ("da dung that", "applied"),
        ("2. Đang dùng thử", "trial"),
        ("đang dùng", "trial"),
        ("ý tưởng", "not_yet"),
        ("ddax dungf thaatj", "applied"),
        ("d9a4 du2ng tha65t", "applied"),
    ],
)
def test_choices_are_typed_in_many_ways(said: str, token: str) -> None:
    assert chosen(said, APPLIED) == token


@pytest.mark.parametrize("said", ["dùng", "4", "0", "", "không nhớ", "đ"])
def test_what_fits_no_choice_or_several_is_none(said: str) -> None:
    assert chosen(said, APPLIED) is None


@pytest.mark.parametrize(
    ("said", "token"),
    [
        ("0", "no"),
        ("k", "no"),
        ("ko", "no"),
        ("dung", "yes"),
        ("ok", "yes"),
        ("uh", "yes"),
        ("dc", "yes"),
        ("👍", "yes"),
    ],
)
def test_short_words_where_a_yes_or_no_stands_open(said: str, token: str) -> None:
    assert chosen(said, YES_NO, loose=False) == token


def test_where_free_text_is_an_answer_a_part_of_a_label_is_no_choice() -> None:
    assert chosen("đang dùng", APPLIED, loose=False) is None


def test_a_word_of_a_label_is_found_in_spite_of_its_punctuation() -> None:
    units = (
        Choice("u1", "THCS Lê Lợi (phường Sông Cầu, TP)"),
        Choice("u2", "THCS Lê Lợi (xã Cao Kỳ, Chợ Mới)"),
    )
    assert WORDS.choose("cao ky", units, "vi", True) == units[1]
