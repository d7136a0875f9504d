import re
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.parsers import Invalid, name, yes_no

REAL = [
    "Vàng A Páo", "Chamaléa Âu", "H'Hen Niê", "Lò Thị Ơi", "Bo Bo Hùng", "Y Phôn", "Huy", "Minh", "Minh Anh",
    "La Văn Cầu", "Khổng Tú Quỳnh", "Ông Cao Thắng", "Anh Thư", "Kpă Y Lăng", "Đinh Thị Y-Thu", "Lê Thị Em",
    "Nguyễn Văn A", "John O’Neill",
]  # fmt: skip


@pytest.mark.parametrize("real", REAL)
def test_real_names_stay_as_they_are(real: str) -> None:
    assert name(real) == real


@pytest.mark.parametrize("real", REAL)
@pytest.mark.parametrize(
    "lead", ["tôi tên là {}", "em là {}", "Họ tên: {}", "dạ em tên {} ạ", "tên tôi là {}."]
)
def test_what_people_say_around_a_name_is_left_out(real: str, lead: str) -> None:
    assert name(lead.format(real)) == real


@pytest.mark.parametrize(
    ("typed", "real"),
    [
        ("tran quang huy", "Tran Quang Huy"),
        ("ten em la vang a pao", "Vang A Pao"),
        ("da em ten la lo thi oi a", "Lo Thi Oi"),
        ("HỌ VÀ TÊN: NGUYỄN VĂN HÙNG", "Nguyễn Văn Hùng"),
        ("chào em, anh tên là Nguyễn Văn Hùng", "Nguyễn Văn Hùng"),
        ("tôi Trần Quang Huy", "Trần Quang Huy"),
        ("em tên Minh", "Minh"),
        ("anh Hùng", "Hùng"),
        ("chị Mai", "Mai"),
        ("😀 huy 😀", "Huy"),
        ("my name is John Smith", "John Smith"),
    ],
)
def test_names_as_people_type_them(typed: str, real: str) -> None:
    assert name(typed) == real


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("", "name-empty"),
        ("...", "name-empty"),
        ("tôi tên là", "name-empty"),
        ("0912345678", "name-letters"),
        ("Nguyễn Văn Hùng 0912345678", "name-letters"),
        ("https://a.vn/x", "name-letters"),
        ("www.abc.com", "name-letters"),
        ("hôm nay trời đẹp quá em ơi là em", "name-sentence"),
        ("không biết", "name-sentence"),
        ("để làm gì?", "name-sentence"),
        ("xin chào", "name-sentence"),
        ("em", "name-sentence"),
        (
            "Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa Bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb Cccccccccccccccccccccc",
            "name-long",
        ),
    ],
)
def test_what_is_no_name(typed: str, key: str) -> None:
    with pytest.raises(Invalid) as mistake:
        name(typed)
    assert mistake.value.key == key


@given(st.text())
def test_any_text_is_a_name_or_a_kind_question(text: str) -> None:
    with suppress(Invalid):
        assert 0 < len(name(text)) <= 80


YES = ["có", "co", "ok", "oke", "uh", "um", "ừ", "dc", "đc", "được", "vâng", "dạ", "đúng", "dung", "phải"]
NO = [
    "không",
    "ko",
    "k",
    "kh",
    "hông",
    "hem",
    "chưa",
    "sai",
    "khoong",
    "dạ không ạ",
    "chưa có",
    "không phải đâu",
]


@pytest.mark.parametrize("said", [*YES, "👍", "👍🏽", "1", "rồi", "dạ có ạ", "đồng ý nha"])
def test_ways_to_say_yes(said: str) -> None:
    assert yes_no(said)


@pytest.mark.parametrize("said", [*NO, "0", "2", "👎"])
def test_ways_to_say_no(said: str) -> None:
    assert not yes_no(said)


@pytest.mark.parametrize("said", ["dừng", "chữa", "không biết", "có không", "3", "", "abc"])
def test_neither_yes_nor_no(said: str) -> None:
    with pytest.raises(Invalid, match="yes-no"):
        yes_no(said)


@given(st.text())
def test_any_text_is_yes_no_or_a_question(text: str) -> None:
    with suppress(Invalid):
        assert yes_no(text) in (True, False)


ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_mistake_has_a_short_text_with_an_example(language: str) -> None:
    source = "".join(file.read_text("utf-8") for file in (ROOT / "handlers/parsers").glob("*.py"))
    raised = set(re.findall(r'Invalid\("([a-z-]+)"', source))
    lines = (ROOT / f"messages/{language}/invalid.ftl").read_text("utf-8").splitlines()
    texts = dict(line.split(" = ", 1) for line in lines if line.startswith("invalid-"))
    assert {f"invalid-{key}" for key in raised} <= set(texts)
    assert all(len(text) <= 300 for text in texts.values())
    assert not any(re.search(r"\bsai\b|không hợp lệ|từ chối|\bnợ\b|invalid", text) for text in texts.values())
