"""QR codes are read by another program than the one that wrote them."""

from itertools import pairwise

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from documents import qr
from documents.cells import PICTURE
from tests.qr_codes import pixels, read

LINK = "https://t.me/sangkien_lai_chau_bot?start=i_AbCdEfGhIjKlMnOpQrStUv"


def scanned(picture: list[list[int]], side: int) -> list[list[int]]:
    """As a scanner would see it with `side` points across: each the mean of what lies below it."""
    edges = [len(picture) * place // side for place in range(side + 1)]
    return [
        [
            sum(sum(line[left:right]) for line in picture[top:bottom]) // ((right - left) * (bottom - top))
            for left, right in pairwise(edges)
        ]
        for top, bottom in pairwise(edges)
    ]


@pytest.mark.parametrize(
    "text", [LINK, "i_1", "Mã mời của Công đoàn cơ sở 👍", "0123456789", "ABC-123", "café"]
)
def test_what_was_written_is_read(text: str) -> None:
    found = read(pixels(qr.png(text)))
    assert found is not None
    assert (found.text, found.format) == (text, zxingcpp.BarcodeFormat.QRCode)


def test_it_corrects_as_much_as_level_m_or_more() -> None:
    found = read(pixels(qr.png(LINK)))
    assert found is not None
    assert found.ec_level in {"M", "Q", "H"}


@pytest.mark.parametrize(("text", "dots"), [(LINK, 200), ("https://t.me/b?start=" + "x" * 179, 300)])
def test_it_is_read_from_print_of_22_mm(text: str, dots: int) -> None:
    picture = scanned(pixels(qr.png(text)), round(PICTURE / 25.4 * dots))
    found = read(picture)
    assert found is not None
    assert found.text == text


def test_four_modules_around_it_are_white() -> None:
    picture = pixels(qr.png(LINK))
    quiet = 4 * 10
    assert all(value == 255 for line in picture[:quiet] + picture[-quiet:] for value in line)
    assert all(value == 255 for line in picture for value in line[:quiet] + line[-quiet:])
    assert picture[quiet][quiet] == 0


def test_a_soiled_code_is_read() -> None:
    picture = pixels(qr.png(LINK))
    middle = len(picture) // 2
    for line in picture[middle : middle + 50]:
        line[middle : middle + 50] = [0] * 50
    found = read(picture)
    assert found is not None
    assert found.text == LINK


def test_more_text_than_any_code_holds_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="too large"):
        qr.png("x" * 3000)


@settings(max_examples=25, deadline=None)
@given(st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-", min_size=1, max_size=64))
def test_any_code_of_an_invitation_is_read(code: str) -> None:
    found = read(pixels(qr.png(f"https://t.me/bot?start={code}")))
    assert found is not None
    assert found.text == f"https://t.me/bot?start={code}"
