import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.parsers import Day, Invalid, day

TODAY = date(2022, 5, 17)  # a Tuesday

SAID = [
    ("15/3/22", "2022-03-15"),
    ("15-03-2022", "2022-03-15"),
    ("15.3.2022", "2022-03-15"),
    ("15 3 2022", "2022-03-15"),
    ("15032022", "2022-03-15"),
    ("ngày 15 tháng 3 năm 2022", "2022-03-15"),
    ("ngay 15 thang 3 nam 2022", "2022-03-15"),
    ("NGÀY 15 THÁNG 3, 2022", "2022-03-15"),
    ("ngày15tháng3năm2022", "2022-03-15"),
    ("15/3 năm ngoái", "2021-03-15"),
    ("8h30 ngày 15/3/2022", "2022-03-15"),
    ("thứ hai ngày 14/3/2022", "2022-03-14"),
    ("2022-03-15", "2022-03-15"),
    ("2022-03", "2022-03"),
    ("hôm nay", "2022-05-17"),
    ("hom qua", "2022-05-16"),
    ("hôm kia", "2022-05-15"),
    ("tối qua", "2022-05-16"),
    ("tuần trước", "2022-05"),
    ("thứ 2 tuần trước", "2022-05-09"),
    ("thu hai tuan truoc", "2022-05-09"),
    ("chủ nhật tuần trước", "2022-05-15"),
    ("tháng này", "2022-05"),
    ("tháng trước", "2022-04"),
    ("tháng rồi", "2022-04"),
    ("tháng trước nữa", "2022-03"),
    ("ngày 15 tháng trước", "2022-04-15"),
    ("tháng 3/2022", "2022-03"),
    ("t3/2022", "2022-03"),
    ("T12/2021", "2021-12"),
    ("3/2022", "2022-03"),
    ("3/22", "2022-03"),
    ("12/21", "2021-12"),
    ("thg 12 2021", "2021-12"),
    ("tháng ba năm ngoái", "2021-03"),
    ("tháng năm năm 2021", "2021-05"),
    ("em không nhớ rõ, hình như tháng 3 năm ngoái ạ", "2021-03"),
    ("thangs 3 nawm 2022", "2022-03"),
    ("tha1ng 3 na8m 2022", "2022-03"),
    ("March 15, 2022", "2022-03-15"),
    ("yesterday", "2022-05-16"),
    ("năm ngoái", "2021"),
    ("năm 2022", "2022"),
    ("năm kia", "2020"),
    ("từ tháng 3/2022 đến nay", "2022-03"),
    ("hệ thống mới dùng từ 3/2022", "2022-03"),
    ("đầu tiên là 3/2022", "2022-03"),
    ("thử 2 máy từ 3/2022", "2022-03"),
    ("mỗi ngày 20 cái từ 3/2022", "2022-03"),
]
CONFIRMED = [
    ("15/3", "2022-03-15"),
    ("20/11", "2021-11-20"),
    ("29/2", "2020-02-29"),
    ("15 tháng 3", "2022-03-15"),
    ("ngày mười lăm tháng ba", "2022-03-15"),
    ("tháng 3", "2022-03"),
    ("tháng tư", "2022-04"),
    ("tháng sáu", "2021-06"),
    ("thu 2", "2022-05-16"),
    ("ngày 20", "2022-04-20"),
    ("cách đây 2 tháng", "2022-03"),
    ("cách đây một năm", "2021"),
    ("khoảng 3 tháng trước", "2022-02"),
    ("nửa năm trước", "2021-11"),
    ("năm tháng trước", "2021-12"),
    ("10 ngày trước", "2022-05-07"),
    ("đầu năm học 2021-2022", "2021-09"),
    ("năm học 2021-2022", "2021-09"),
    ("học kỳ 1", "2021-09"),
    ("hk2 2021-2022", "2022-01"),
    ("cuối năm học 2020-2021", "2021-05"),
    ("trước Tết năm ngoái", "2021-01"),
    ("hoi truoc tet", "2022-01"),
    ("sau tet", "2022-02"),
    ("mùng 3 tết", "2022-02-03"),
    ("28 tết", "2022-01-30"),
    ("mùng 10 tháng Giêng", "2022-02-10"),
    ("mung 10 thang gieng nam 2021", "2021-02-21"),
    ("rằm tháng 7", "2021-08-22"),
    ("23 tháng Chạp", "2022-01-25"),
    ("15/3 âm lịch", "2022-04-15"),
    ("trung thu năm ngoái", "2021-09-21"),
    ("hè năm ngoái", "2021-07"),
    ("năm ngoái, tháng 9", "2021-09"),
]
SPANS = [
    ("đầu tháng 9/2021", "2021-09-01", "2021-09-10"),
    ("giua thang 9/2021", "2021-09-11", "2021-09-20"),
    ("cuối tháng 9/2021", "2021-09-21", "2021-09-30"),
    ("cuối tháng 8, đầu tháng 9/2021", "2021-08-21", "2021-09-10"),
    ("cuoi thang 8 dau thang 9/2021", "2021-08-21", "2021-09-10"),
    ("tháng 8-9/2021", "2021-08-01", "2021-09-30"),
    ("tháng 8 hoặc tháng 9 năm ngoái", "2021-08-01", "2021-09-30"),
    ("đầu năm ngoái", "2021-01-01", "2021-04-30"),
    ("giữa năm ngoái", "2021-05-01", "2021-08-31"),
    ("cuối 2021", "2021-09-01", "2021-12-31"),
    ("6 tháng đầu năm 2021", "2021-01-01", "2021-06-30"),
    ("quý 2/2022", "2022-04-01", "2022-06-30"),
    ("quý IV năm 2021", "2021-10-01", "2021-12-31"),
    ("tuần trước", "2022-05-09", "2022-05-15"),
    ("trước 30/4/2022", "2022-03-30", "2022-04-29"),
    ("đầu năm học 2021-2022", "2021-08-15", "2021-09-30"),
    ("trước Tết năm nay", "2022-01-01", "2022-01-31"),
]


@pytest.mark.parametrize(("said", "value"), SAID)
def test_a_day_as_people_say_it(said: str, value: str) -> None:
    read = day(said, TODAY)
    assert (read.value, read.confirm) == (value, False)


@pytest.mark.parametrize(("said", "value"), CONFIRMED)
def test_what_was_worked_out_is_to_be_confirmed(said: str, value: str) -> None:
    read = day(said, TODAY)
    assert (read.value, read.confirm) == (value, True)


@pytest.mark.parametrize(("said", "first", "last"), SPANS)
def test_the_days_that_words_may_mean(said: str, first: str, last: str) -> None:
    read = day(said, TODAY)
    assert (read.first.isoformat(), read.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    ("said", "value", "also"),
    [
        ("dùng thử từ tháng 8, chính thức 6/9", "2021-08", ["2021-09-06"]),
        ("2, dùng thử từ tháng 8, chính thức 6/9", "2021-08", ["2021-09-06"]),
        ("dùng thử từ tháng 8/2021, chính thức 6/9", "2021-08", ["2021-09-06"]),
        ("tháng 8 thử, 6/9/2021 chính thức", "2021-08", ["2021-09-06"]),
        ("từ 15/3/2022 đến 20/4/2022", "2022-03-15", ["2022-04-20"]),
        ("15/3/2022-20/4/2022", "2022-03-15", ["2022-04-20"]),
        ("15/3/2022, tức là 15 tháng 3", "2022-03-15", []),
    ],
)
def test_two_dates_in_one_message(said: str, value: str, also: list[str]) -> None:
    read = day(said, TODAY)
    assert (read.value, [other.value for other in read.also]) == (value, also)


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("31/4", "date-no-such-day"),
        ("31/4/2022", "date-no-such-day"),
        ("29/2/2021", "date-no-such-day"),
        ("15/13/2022", "date-no-such-day"),
        ("tháng 13", "date-no-such-day"),
        ("15/6/2022", "date-future"),
        ("tháng 6/2022", "date-future"),
        ("ngày mai", "date-future"),
        ("tuần sau", "date-future"),
        ("2023", "date-future"),
        ("không nhớ", "date-unreadable"),
        ("lâu rồi", "date-unreadable"),
        ("mấy tháng trước", "date-unreadable"),
        ("tháng 3 năm 2202", "date-unreadable"),
        ("3", "date-unreadable"),
        ("15/3/202", "date-unreadable"),
        ("", "date-unreadable"),
    ],
)
def test_what_is_no_day(said: str, key: str) -> None:
    with pytest.raises(Invalid) as mistake:
        day(said, TODAY)
    assert mistake.value.key == key


def test_this_month_is_not_the_future() -> None:
    assert day("tháng 5/2022", TODAY).value == "2022-05"


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("tháng 9", "2022-09"),
        ("15/6", "2022-06-15"),
        ("tháng sau", "2022-06"),
        ("ngày mai", "2022-05-18"),
        ("15/6/2022", "2022-06-15"),
        ("toi nghi sinh toi thang 9", "2022-09"),
    ],
)
def test_days_to_come_where_they_are_meant(said: str, value: str) -> None:
    assert day(said, TODAY, allow_future=True).value == value


def test_what_was_said_is_kept() -> None:
    assert day("  khoảng tháng 3/2022 ", TODAY).said == "khoảng tháng 3/2022"


STYLES = (
    "{0.day}/{0.month}/{0.year}",
    "{0:%d-%m-%Y}",
    "{0:%d.%m.%Y}",
    "{0:%d%m%Y}",
    "{0:%d/%m/%y}",
    "ngày {0.day} tháng {0.month} năm {0.year}",
    "ngay {0.day} thang {0.month} nam {0.year}",
    "từ {0.day} tháng {0.month}, {0.year} ạ",
    "{0:%Y-%m-%d}",
    "lúc 7h30 ngày {0:%d/%m/%Y}",
)


@given(st.dates(date(2001, 1, 1), TODAY), st.sampled_from(STYLES))
def test_every_style_of_a_date_is_the_same_day(written: date, style: str) -> None:
    read = day(style.format(written), TODAY)
    assert read == Day(written.isoformat(), written, written, said=style.format(written))


@given(
    st.dates(date(2001, 1, 1), TODAY),
    st.sampled_from(["{0:%m/%Y}", "tháng {0.month} năm {0.year}", "t{0:%m-%Y}"]),
)
def test_every_style_of_a_month_is_the_same_month(written: date, style: str) -> None:
    assert day(style.format(written), TODAY).value == f"{written:%Y-%m}"


@given(st.dates(date(2001, 1, 1), TODAY))
def test_the_value_reads_back_as_itself(written: date) -> None:
    for value in (f"{written:%Y-%m-%d}", f"{written:%Y-%m}", f"{written:%Y}"):
        assert day(value, TODAY).value == value


@given(st.dates(date(2004, 1, 1), date(2060, 1, 1)), st.integers(0, 364))
def test_without_a_year_the_last_such_day_is_meant(today: date, back: int) -> None:
    written = today - timedelta(days=back)
    if (written.month, written.day) != (2, 29):
        assert day(f"{written.day}/{written.month}", today).first == written


WORDS = st.sampled_from(
    re.findall(
        r"\S+",
        "ngày tháng năm thứ 2 15 3 31 2022 2021-2022 22 / - . , đầu cuối giữa trước sau tết mùng rằm "
        "giêng chạp âm lịch học kỳ hk1 quý ngoái này hôm qua tuần nửa mười hai từ đến nhuận 30 0 t3 hè "
        "6/9 cách đây nay 99999",
    )
)


@settings(max_examples=300)
@given(
    st.one_of(
        st.text(),
        st.lists(WORDS, max_size=9).map(" ".join),
        st.from_regex(r"[0-9/. -]{1,14}", fullmatch=True),
    ),
    st.dates(date(2005, 1, 1), date(2060, 12, 31)),
    st.booleans(),
)
def test_any_text_is_a_sound_day_or_a_kind_question(text: str, today: date, ahead: bool) -> None:
    try:
        read = day(text, today, allow_future=ahead)
    except Invalid:
        return
    for one in (read, *read.also):
        assert one.first <= one.last
        assert len(one.value) in (4, 7, 10)
    assert ahead or read.first <= today
