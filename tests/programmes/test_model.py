"""Programme files: what is read from them, and what is refused."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from programmes.model import Programme, checksum, library, load

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.fixture(scope="module")
def programme() -> Programme:
    return load(library()["bac-kan-1tr"])


@pytest.mark.parametrize(
    ("moment", "phase"),
    [
        (datetime(2022, 1, 8, 6, 59), None),
        (datetime(2022, 1, 8, 7, 0), "phase-1"),
        (datetime(2022, 5, 31, 23, 59, 59), "phase-1"),
        (datetime(2022, 6, 1, 0, 0), None),
        (datetime(2022, 6, 1, 6, 59), None),
        (datetime(2022, 6, 1, 7, 0), "phase-2"),
        (datetime(2023, 9, 1, 23, 59, 59), "phase-2"),
        (datetime(2023, 9, 2, 0, 0), None),
    ],
)
def test_plan_002_v_opens_and_closes_to_the_minute(
    programme: Programme, moment: datetime, phase: str | None
) -> None:
    found = programme.open_phase(moment.replace(tzinfo=VIETNAM))
    assert (found.key if found else None) == phase


def test_between_the_phases_the_next_one_is_known(programme: Programme) -> None:
    following = programme.next_phase(datetime(2022, 6, 1, 3, 0, tzinfo=VIETNAM))
    assert following is not None
    assert following.key == "phase-2"


def test_after_the_last_phase_there_is_none(programme: Programme) -> None:
    assert programme.next_phase(datetime(2024, 1, 1, tzinfo=VIETNAM)) is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("key: bac-kan-1tr", "key: bac-kan-1tr\nsurprise: 1"),
        ("first: 2021-09-01, last: 2023-09-01", "first: 2021-09-01, last: 2020-09-01"),
        ('closes: "2022-06-01 00:00"', 'closes: "2022-01-01 00:00"'),
        ("code: BK", "code: bk"),
        ("first: 2021-09-01", "first: 2021-09-31"),
    ],
    ids=["unknown key", "days out of order", "closes before it opens", "small letters", "no such day"],
)
def test_a_file_with_a_mistake_is_refused(old: str, new: str) -> None:
    text = library()["bac-kan-1tr"]
    assert old in text
    with pytest.raises(ValueError, match=r"\w"):
        load(text.replace(old, new, 1))


def test_every_version_of_a_file_has_a_name_of_its_own() -> None:
    text = library()["bac-kan-1tr"]
    assert checksum(text) != checksum(text + "\n")
