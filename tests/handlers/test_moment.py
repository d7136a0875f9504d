"""When somebody wishes to be reminded again, as it is typed."""

from datetime import datetime, time, timedelta, timezone

import pytest

from handlers.parsers import Invalid, moment

NOW = datetime(2022, 5, 17, 8, 0, tzinfo=timezone(timedelta(hours=7)))  # a Tuesday


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2 tiếng nữa", "05-17 10:00"),
        ("45 phut nua", "05-17 08:45"),
        ("nửa tiếng nữa", "05-17 08:30"),
        ("1 tieng ruoi", "05-17 09:30"),
        ("sau 1 giờ", "05-17 09:00"),
        ("mai nhé", "05-18 08:00"),
        ("sang mai", "05-18 08:00"),
        ("chiều mai", "05-18 14:00"),
        ("mai 3h chieu", "05-18 15:00"),
        ("tối nay", "05-17 19:00"),
        ("8h toi nay", "05-17 20:00"),
        ("toi thu 5", "05-19 19:00"),
        ("nhắc tôi mai", "05-18 08:00"),
        ("nhac toi mai", "05-18 08:00"),
        ("14h", "05-17 14:00"),
        ("15h30", "05-17 15:30"),
        ("7h", "05-18 07:00"),
        ("thu 6", "05-20 08:00"),
        ("thứ sáu tới", "05-20 08:00"),
        ("thu 3", "05-24 08:00"),
        ("thứ hai tuần sau", "05-23 08:00"),
        ("cn", "05-22 08:00"),
        ("đầu tuần sau", "05-23 08:00"),
        ("tuan sau", "05-24 08:00"),
        ("ngay kia", "05-19 08:00"),
        ("3 ngày nữa", "05-20 08:00"),
        ("9h 20/5", "05-20 09:00"),
    ],
)
def test_a_moment_in_words(words: str, expected: str) -> None:
    assert f"{moment(words, NOW, time(8)):%m-%d %H:%M}" == expected


def test_this_afternoon_is_later_once_it_has_begun() -> None:
    assert moment("chiều nay", NOW.replace(hour=15), time(8)) == NOW.replace(hour=17)


@pytest.mark.parametrize("words", ["khi nào rảnh", "30/2", "99h", "chắc là", ""])
def test_what_is_no_moment_is_asked_again(words: str) -> None:
    with pytest.raises(Invalid, match="when"):
        moment(words, NOW, time(8))
