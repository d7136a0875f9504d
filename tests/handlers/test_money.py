import re
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.parsers import Invalid, find_money, money

MILLION, BILLION = 10**6, 10**9
SUMS = [
    ("15 triệu", 15 * MILLION),
    ("15tr", 15 * MILLION),
    ("1,5 tỷ", 1_500 * MILLION),
    ("1.5 tỉ", 1_500 * MILLION),
    ("15.000.000đ", 15 * MILLION),
    ("15,000,000 vnd", 15 * MILLION),
    ("15000000", 15 * MILLION),
    ("15 000 000 đồng ạ", 15 * MILLION),
    ("2tr3", 2_300_000),
    ("2tr350", 2_350_000),
    ("1 tỷ 2", 1_200 * MILLION),
    ("1 tỷ 200 triệu", 1_200 * MILLION),
    ("2 triệu 300 nghìn", 2_300_000),
    ("500k", 500_000),
    ("500 nghìn", 500_000),
    ("500 ngàn đồng", 500_000),
    ("mười lăm triệu", 15 * MILLION),
    ("hai triệu rưỡi", 2_500_000),
    ("triệu rưỡi", 1_500_000),
    ("hai triệu ba", 2_300_000),
    ("hai triệu ba trăm", 2_300_000),
    ("ba trăm nghìn", 300_000),
    ("nửa triệu", 500_000),
    ("mot tram hai muoi trieu", 120 * MILLION),
    ("3 trăm triệu", 300 * MILLION),
    ("hai nghìn tỷ", 2_000 * BILLION),
    ("năm triệu", 5 * MILLION),
    ("tám triệu", 8 * MILLION),
    ("tầm 5tr", 5 * MILLION),
    ("tam 5 trieu", 5 * MILLION),
    ("khoảng 5 triệu", 5 * MILLION),
    ("được 3 triệu", 3 * MILLION),
    ("ba muwowi trieeuj", 30 * MILLION),
    ("5 củ", 5 * MILLION),
    ("0", 0),
    ("0 đồng", 0),
    ("không đồng", 0),
]


@pytest.mark.parametrize(("said", "amount"), SUMS)
def test_a_sum_as_people_write_it(said: str, amount: int) -> None:
    read = money(said)
    assert (read.amount, read.period, read.said) == (amount, None, said)


@pytest.mark.parametrize(
    ("said", "amount", "period"),
    [
        ("5tr/tháng", 5 * MILLION, "month"),
        ("5 triệu một tháng", 5 * MILLION, "month"),
        ("2 triệu hàng tháng", 2 * MILLION, "month"),
        ("tháng 5 triệu", 5 * MILLION, "month"),
        ("mỗi năm 30 triệu", 30 * MILLION, "year"),
        ("mỗi năm năm triệu", 5 * MILLION, "year"),
        ("15.000.000 đồng/năm", 15 * MILLION, "year"),
        ("60 triệu 12 tháng", 60 * MILLION, "year"),
        ("5tr 1 lần", 5 * MILLION, "once"),
        ("30 triệu năm 2021", 30 * MILLION, None),
    ],
)
def test_the_period_of_a_sum(said: str, amount: int, period: str | None) -> None:
    read = money(said)
    assert (read.amount, read.period) == (amount, period)


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("15", "money-unit"),
        ("5000", "money-unit"),
        ("-5 triệu", "money-unit"),
        ("âm 5 triệu", "money-unit"),
        ("9999999999999999999", "money-unit"),
        ("1,500 triệu", "money-unit"),
        ("5-7 triệu", "money-several"),
        ("hai ba triệu", "money-several"),
        ("giảm từ 20 triệu xuống 15 triệu", "money-several"),
        ("50k/ngày", "money-period"),
        ("5 triệu 6 tháng", "money-period"),
        ("vài triệu", "money-unreadable"),
        ("5 người", "money-unreadable"),
        ("không biết", "money-unreadable"),
        ("", "money-unreadable"),
    ],
)
def test_what_is_no_clear_sum(said: str, key: str) -> None:
    with pytest.raises(Invalid) as mistake:
        money(said)
    assert mistake.value.key == key


@pytest.mark.parametrize(
    ("said", "amount", "period"),
    [
        ("tiết kiệm khoảng 5tr một tháng", 5 * MILLION, "month"),
        ("mỗi tháng đỡ 2 triệu tiền điện", 2 * MILLION, "month"),
        ("giảm 30 triệu đồng mỗi năm cho xưởng", 30 * MILLION, "year"),
        ("từ năm 2021, 20 người làm, lợi 500k/tháng", 500_000, "month"),
        ("dùng từ tháng 3-4 tiết kiệm 5tr", 5 * MILLION, None),
    ],
)
def test_a_sum_inside_a_sentence(said: str, amount: int, period: str | None) -> None:
    read = find_money(said)
    assert read is not None
    assert (read.amount, read.period) == (amount, period)


@pytest.mark.parametrize(
    "said",
    [
        "từ năm 2021 có 20 người làm",
        "chương trình 1 triệu sáng kiến",
        "3 nghìn cái áo",
        "chờ một tí",
        "cho mot ti",
        "thay 5 m dây",
        "5 đồng chí",
        "được 5-7 triệu",
        "15000000",
        "",
    ],
)
def test_years_counts_and_guesses_are_no_sums(said: str) -> None:
    assert find_money(said) is None


STYLES = ("{0} đồng", "{0:,}đ", "khoảng {1} vnđ", "{1} đ/tháng", "{0}VND", "{2} đồng ạ")


@given(st.integers(1000, 10**15), st.sampled_from(STYLES))
def test_every_style_of_a_sum_is_the_same_sum(amount: int, style: str) -> None:
    dotted, spaced = f"{amount:,}".replace(",", "."), f"{amount:,}".replace(",", " ")
    assert money(style.format(amount, dotted, spaced)).amount == amount


@given(st.integers(1, 999), st.integers(1, 99))
def test_decimals_of_a_million(whole: int, part: int) -> None:
    for mark in ".,":
        assert money(f"{whole}{mark}{part:02} triệu").amount == whole * MILLION + part * 10_000


WORDS = st.sampled_from(
    re.findall(
        r"\S+",
        "15 2 1,5 15.000 0 triệu tr tỷ nghìn k đ rưỡi nửa trăm mười mươi hai ba năm tháng một mỗi / - "
        "khoảng tầm lẻ 2tr3 đến chục triệu/năm",
    )
)


@settings(max_examples=300)
@given(st.one_of(st.text(), st.lists(WORDS, max_size=8).map(" ".join)))
def test_any_text_is_a_sum_or_a_kind_question(text: str) -> None:
    find_money(text)
    with suppress(Invalid):
        assert 0 <= money(text).amount <= 10**15
