import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.text import clean, fold, has_accents, lacks_accents, titled, unkey


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Huy \n", "Huy"),
        ("Nguye\u0302\u0303n", "Nguyễn"),
        ("Huy\u200b\ufeff\u202e", "Huy"),
        ("15\xa0triệu", "15 triệu"),
        ("một\r\nhai\x00", "một\nhai"),
        ("e\u200b\u0301", "é"),
    ],
)
def test_clean_keeps_what_is_seen(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hủy", "huỷ"),
        ("xóa", "xoá"),
        ("hòa", "hoà"),
        ("Đồng Ý!!", "dong y"),
        ("  BỎ   qua. ", "bo qua"),
        ("👍 Được 👍🏽", "duoc"),
        ("Ðiện lực", "điện lực"),
        ("𝗛𝘂𝗻𝗴", "hùng"),
    ],
)
def test_folded_texts_match(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_a_text_of_emoji_folds_to_nothing() -> None:
    assert fold("👍🏽") == fold("…") == ""


@given(st.text())
def test_cleaning_and_folding_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert fold(fold(text)) == fold(text)
    assert unicodedata.is_normalized("NFC", clean(text))
    assert all(c == "\n" or unicodedata.category(c) not in ("Cc", "Cf", "Cs") for c in clean(text))


@given(st.text())
def test_text_helpers_take_any_text(text: str) -> None:
    lacks_accents(text)
    titled(text)
    unkey(text)
    assert not (has_accents(text) and lacks_accents(text))


@pytest.mark.parametrize("text", ["Lo Thi Mai", "Kim Anh", "che cai sao thay bong den", "Y Phon"])
def test_lacking_accents(text: str) -> None:
    assert lacks_accents(text)


@pytest.mark.parametrize("text", ["Bo Bo Hùng", "Huy", "KPI Dashboard", "Đinh Thi", "15/3/2022", ""])
def test_not_lacking_accents(text: str) -> None:
    assert not lacks_accents(text)


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("giair phaps ky thuaatj", "giải pháp ky thuật"),
        ("gia3i pha1p ky4 thua65t", "giải pháp kỹ thuật"),
        ("Nguyeenx Vawn Hungf", "Nguyễn Văn Hùng"),
        ("dduwowcj", "được"),
        ("d9o62ng y1", "đồng ý"),
        ("huyr", "hủy"),
        ("truowngf", "trường"),
        ("quawngs", "quắng"),
        ("thieets bij", "thiết bị"),
        ("thangs 3 nawm 2022", "tháng 3 năm 2022"),
        ("muaw", "mưa"),
        ("LUUW", "LƯU"),
    ],
)
def test_raw_telex_and_vni_are_read(raw: str, read: str) -> None:
    assert unkey(raw) == (read,)


@pytest.mark.parametrize(
    "text", ["tran quang huy", "xong r", "dong y", "Excel google drive", "đồng ý", "15/3/2022", "k", ""]
)
def test_other_text_is_no_raw_typing(text: str) -> None:
    assert unkey(text) == ()


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("tran quang huy", "Tran Quang Huy"),
        ("NGUYỄN VĂN HÙNG", "Nguyễn Văn Hùng"),
        ("Tran quang huy", "Tran Quang Huy"),
        ("h'hen niê", "H'Hen Niê"),
        ("H'Hen Niê", "H'Hen Niê"),
        ("Chamaléa Âu", "Chamaléa Âu"),
        ("Y Phôn", "Y Phôn"),
    ],
)
def test_names_get_their_capitals(typed: str, name: str) -> None:
    assert titled(typed) == name
