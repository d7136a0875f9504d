"""Cells in words, and room for them."""

from datetime import UTC, datetime

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from documents.cells import divided, fitted, printable, shown
from documents.qr import png

SIZES = st.lists(st.tuples(st.floats(0.1, 50), st.floats(0, 60)), min_size=2, max_size=12)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Nguyễn Thị Thùy Dương 👩🏽‍🔧", "Nguyễn Thị Thùy Dương 👩🏽‍🔧"),
        ("một\r\nhai\rba\x0bbốn\x0cnăm", "một\nhai\nba\nbốn\nnăm"),
        ("a\x00\x01\x08\x0e\x1f\ud800\udfff\ufffe\uffffb", "ab"),
        ("cột\tmột", "cột\tmột"),
    ],
)
def test_text_survives_but_not_what_xml_refuses(text: str, kept: str) -> None:
    assert printable(text) == kept


@given(st.text(st.characters(exclude_categories=())))
def test_printable_text_is_left_as_it_is(text: str) -> None:
    assert printable(printable(text)) == printable(text)
    assert set(printable(text)) <= {*text, "\n"}


def test_moments_are_told_in_vietnams_time() -> None:
    assert shown(datetime(2022, 5, 31, 17, 5, tzinfo=UTC)) == "00:05 01/06/2022"


@given(SIZES)
def test_a_page_is_shared_out_wholly_and_nobody_gets_nothing(columns: list[tuple[float, float]]) -> None:
    widths, least = zip(*columns, strict=True)
    sizes = divided(160, widths, least)
    assert sum(sizes) == pytest.approx(160)
    assert min(sizes) > 0


@given(SIZES)
def test_each_column_gets_its_least_where_all_can(columns: list[tuple[float, float]]) -> None:
    widths, least = zip(*columns, strict=True)
    assume(sum(least) < 160)
    assert all(size >= few - 1e-6 for size, few in zip(divided(160, widths, least), least, strict=True))


def test_the_longer_side_of_a_picture_is_fitted() -> None:
    square = png("a")
    assert fitted(square, 22) == (22, 22)
    wide = square[:16] + (400).to_bytes(4, "big") + (100).to_bytes(4, "big") + square[24:]
    assert fitted(wide, 22) == (22, 5.5)
