"""Hours of a day, as people say when they may be reminded."""

import pytest

from handlers import parsers
from handlers.parsers import Invalid


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("chỉ nhắc từ 18h đến 20h", "18:00", "20:00"),
        ("18h-20h", "18:00", "20:00"),
        ("18h30 – 20h", "18:30", "20:00"),
        ("18:30 - 20:15", "18:30", "20:15"),
        ("18 giờ tới 20 giờ rưỡi", "18:00", "20:30"),
        ("tu 18h toi 20h", "18:00", "20:00"),
        ("từ 6 giờ chiều đến 8 giờ tối", "18:00", "20:00"),
        ("tu 6h toi den 8h toi", "18:00", "20:00"),
        ("tu 6h toi 8h", "06:00", "08:00"),
        ("6h đến 8h tối", "18:00", "20:00"),
        ("11h - 1h trưa", "11:00", "13:00"),
        ("7 giờ sáng đến 9 giờ", "07:00", "09:00"),
        ("8h tối đến 9h", "20:00", "21:00"),
        ("8h sáng đến 5h", "08:00", "17:00"),
        ("17 đến 19", "17:00", "19:00"),
        ("20h đến 24h", "20:00", "00:00"),
        ("10 giờ đêm đến 2 giờ đêm", "22:00", "02:00"),
        ("12h đêm đến 2h sáng", "00:00", "02:00"),
        ("from 18h to 20h", "18:00", "20:00"),
    ],
)
def test_hours_as_people_say_them(said: str, first: str, last: str) -> None:
    assert [f"{clock:%H:%M}" for clock in parsers.hours(said)] == [first, last]


@pytest.mark.parametrize(
    "said",
    [
        "",
        "buổi tối",
        "18h",
        "sau 18h",
        "18h đến 18h",
        "18h đến 18h15",
        "25h đến 26h",
        "18h70 đến 20h",
        "24h30 - 25h",
    ],
)
def test_what_is_no_span_of_hours(said: str) -> None:
    with pytest.raises(Invalid, match="hours"):
        parsers.hours(said)
