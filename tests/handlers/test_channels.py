"""What a channel can carry, and when somebody may be written to first."""

from datetime import UTC, datetime, timedelta

import pytest

from handlers.channels import Capabilities, Stretch, Window
from handlers.events import Attachment

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
OPEN = Window(timedelta(hours=48), timedelta(days=7), price=55, template=200)


@pytest.mark.parametrize(
    ("ago", "stretch", "price"),
    [
        (timedelta(0), "free", 0),
        (timedelta(hours=48), "free", 0),
        (timedelta(hours=48, seconds=1), "billed", 55),
        (timedelta(days=7), "billed", 55),
        (timedelta(days=7, seconds=1), "template", 200),
        (None, "template", 200),
    ],
)
def test_a_window_closes_with_time(ago: timedelta | None, stretch: Stretch, price: int) -> None:
    heard = None if ago is None else NOW - ago
    assert (OPEN.at(heard, NOW), OPEN.costs(heard, NOW)) == (stretch, price)


def test_without_templates_nothing_goes_out_after_the_window() -> None:
    closed = Window(timedelta(hours=48), timedelta(days=7), price=55)
    assert (closed.at(None, NOW), closed.costs(None, NOW)) == ("closed", None)


def test_without_a_window_everything_is_free() -> None:
    assert (Window().at(None, NOW), Window().costs(None, NOW)) == ("free", 0)


@pytest.mark.parametrize(
    ("mime", "size", "carried"),
    [
        ("image/png", 100, True),
        ("image/png", 101, False),
        ("application/pdf", 500, True),
        ("text/plain", 1, False),
    ],
)
def test_a_file_goes_out_by_its_kind_and_size(mime: str, size: int, carried: bool) -> None:
    can = Capabilities(2000, 1, 1, carries={"image/": 100, "application/pdf": 500})
    assert can.can_carry(Attachment("a" * 64, size, mime=mime)) is carried
