"""Days of the week and lengths of time as people type them, several things in one message."""

import pytest

from handlers.parsers import Invalid
from handlers.parsers.minutes import minutes
from handlers.parsers.parts import parts, through
from handlers.parsers.weekdays import named, weekdays


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("thứ 2 đến thứ 6", (0, 1, 2, 3, 4)),
        ("từ thứ hai tới thứ bảy", (0, 1, 2, 3, 4, 5)),
        ("tu thu tu den chu nhat", (2, 3, 4, 5, 6)),
        ("t2-t7", (0, 1, 2, 3, 4, 5)),
        ("thứ 3, 5, 7", (1, 3, 5)),
        ("thứ hai, tư, sáu", (0, 2, 4)),
        ("thứ 7 và CN", (5, 6)),
        ("thứ 6 đến thứ 2", (0, 4, 5, 6)),
        ("cả tuần", (0, 1, 2, 3, 4, 5, 6)),
        ("Monday to Friday", (0, 1, 2, 3, 4)),
    ],
)
def test_days_of_the_week_are_read(text: str, days: tuple[int, ...]) -> None:
    assert weekdays(text) == days
    assert named(text)


@pytest.mark.parametrize("text", ["", "lúc rảnh", "sáng"])
def test_where_no_day_of_the_week_is_named_it_is_asked_again(text: str) -> None:
    assert not named(text)
    with pytest.raises(Invalid, match="weekdays"):
        weekdays(text)


@pytest.mark.parametrize("text", ["7h30-11h30", "13h30 đến 17h", "20/5", "22 giờ đến 6 giờ"])
def test_hours_and_dates_are_no_days_of_the_week(text: str) -> None:
    assert not named(text)


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("45 phút", 45),
        ("45", 45),
        ("khoảng 1 tiếng", 60),
        ("1 tiếng rưỡi", 90),
        ("2 gio 15 phut", 135),
        ("2h30", 150),
        ("nửa tiếng", 30),
        ("90p", 90),
        ("2 hours", 120),
    ],
)
def test_lengths_are_read_in_minutes(text: str, length: int) -> None:
    assert minutes(text) == length


@pytest.mark.parametrize("text", ["một lúc", "0 phút", "99 giờ", ""])
def test_a_length_that_cannot_be_is_asked_again(text: str) -> None:
    with pytest.raises(Invalid, match="minutes"):
        minutes(text)


def test_several_things_are_told_apart() -> None:
    assert parts("7h30-11h30, 13h30-17h và 18h-20h\n21h-22h") == [
        "7h30-11h30", "13h30-17h", "18h-20h", "21h-22h",
    ]  # fmt: skip
    assert [through(text) for text in ("20/5 đến 22/5", "20/5-22/5", "20/5 to 22/5", "20/5")] == [
        True, True, True, False,
    ]  # fmt: skip
