"""What is kept for everybody names nobody."""

import pytest

from handlers.canned_form import personal

NAMES = ["Lò Thị Ơi", "Hoàng Văn Dũng"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Gọi 0912 345 678 nhé", "0912 345 678"),
        ("Số máy: +84912345678.", "+84912345678"),
        ("Chị lò thị ơi hỏi câu này", "Lò Thị Ơi"),
        ("Nhờ Dũng xem giúp", "Dũng"),
        ("Hỏi anh Páo ở tổ điện", "anh Páo"),
    ],
)
def test_names_and_telephone_numbers_are_seen(text: str, found: str) -> None:
    assert personal(text, NAMES) == found


@pytest.mark.parametrize(
    "text",
    [
        "Làm lợi 125.000.000 đồng, có khi 1 200 000 000",
        "Đến hết ngày 31/5/2022, 24h00",
        "Ở Bắc Kạn, theo mục II.3",
        "dùng máy nào cũng được",
    ],
)
def test_sums_days_and_places_are_left_alone(text: str) -> None:
    assert personal(text, NAMES) == ""
