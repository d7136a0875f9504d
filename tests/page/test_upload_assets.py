"""What the upload page promises before a browser opens it: nothing from outside, nothing inline."""

import re
import unicodedata
from pathlib import Path

import pytest

from tests.page.test_page_assets import contrast, palette

PAGE = Path(__file__).parents[2] / "bot" / "pages" / "page"
ALL = {path.name: path.read_text("utf-8") for path in sorted(PAGE.iterdir())}
SCRIPTS = {name: text for name, text in ALL.items() if name.endswith(".js")}
MARKUP = {name: text for name, text in ALL.items() if name.endswith(".html")}
LIGHT, DARK = map(palette, ALL["upload.css"].split("@media (prefers-color-scheme: dark)"))


@pytest.mark.parametrize("name", ALL)
def test_no_file_names_another_host(name: str) -> None:
    assert not re.search(r"(https?:)?//[a-z0-9-]+\.|url\(|@import|\bdata:[a-z]", ALL[name], re.IGNORECASE)


def test_what_a_page_loads_is_served_beside_it() -> None:
    loaded = {found for text in MARKUP.values() for found in re.findall(r'(?:src|href)="([^"]+)"', text)}
    imported = {found for text in SCRIPTS.values() for found in re.findall(r'from "\./([^"]+)"', text)}
    assert {name.removeprefix("/u/static/") for name in loaded} | imported == set(ALL) - set(MARKUP)


@pytest.mark.parametrize("name", MARKUP)
def test_nothing_is_inline(name: str) -> None:
    assert not re.search(r"<style|<script[^>]*>[^<]|\sstyle=|\son[a-z]+=", MARKUP[name])


def test_no_text_is_read_as_markup_or_code() -> None:
    forbidden = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function"
    assert not re.search(forbidden, "".join(SCRIPTS.values()))


def test_scripts_ask_only_for_elements_that_exist() -> None:
    asked = {found for text in SCRIPTS.values() for found in re.findall(r'byId\("([^"]+)"\)', text)}
    assert asked <= set(re.findall(r' id="([^"]+)"', MARKUP["upload.html"]))


def test_texts_are_vietnamese_and_kind() -> None:
    for name, text in ALL.items():
        assert unicodedata.is_normalized("NFC", text)
        assert not re.search(r"\bsai\b|không hợp lệ|từ chối|\bnợ\b|\bbạn\b", text, re.IGNORECASE)
        assert 'lang="vi"' in text or name not in MARKUP


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_text_has_the_contrast_of_wcag_aa(colours: dict[str, str]) -> None:
    """WCAG 2.2, success criterion 1.4.3: at least 4.5 to 1."""
    assert set(colours) == set(LIGHT)
    for ink, ground in (
        ("ink", "panel"), ("ink", "ground"), ("soft", "panel"), ("accent", "panel"), ("accent", "hover"),
        ("on-accent", "accent"), ("on-accent", "accent-deep"), ("good", "panel"), ("bad", "panel"),
        ("bad", "bad-ground"),
    ):  # fmt: skip
        assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)
