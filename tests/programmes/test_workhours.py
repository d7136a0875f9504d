"""Working hours as people count them: noon, Sundays and holidays left out, whatever zone the machine has."""

from datetime import datetime, timedelta

import pytest

from programmes import workhours
from programmes.model import ZONE


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("begun", "hours", "over"),
    [
        ("2022-05-16 09:00", 1, "2022-05-16 10:00"),
        ("2022-05-16 11:00", 1, "2022-05-16 14:00"),  # noon between
        ("2022-05-16 16:30", 1, "2022-05-17 08:00"),
        ("2022-05-13 16:30", 1, "2022-05-16 08:00"),  # a Friday
        ("2022-04-29 16:30", 1, "2022-05-04 08:00"),  # 30/4 and 1/5, with days in lieu
        ("2022-05-16 22:00", 0, "2022-05-17 07:30"),
        ("2022-05-16 09:00", 0, "2022-05-16 09:00"),
        ("2022-05-16 09:00", 7.5, "2022-05-17 09:00"),
    ],
)
def test_so_much_working_time_is_over_by_then(begun: str, hours: float, over: str) -> None:
    moment = workhours.after(at(begun), timedelta(hours=hours))
    assert moment == at(over)
    assert workhours.between(at(begun), moment) == timedelta(hours=hours)


def test_offices_are_shut_at_noon_at_night_and_on_sundays() -> None:
    shut = ("2022-05-16 12:00", "2022-05-16 06:00", "2022-05-16 17:00", "2022-05-15 09:00")
    assert not any(workhours.at_work(at(moment)) for moment in shut)
    assert workhours.at_work(at("2022-05-16 07:30"))
