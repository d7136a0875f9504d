"""What the upload page promises before a browser opens it: nothing from outside, nothing inline."""

import re
from pathlib import Path
from string import Template

import pytest

from bot.pages.answers import CLOSED
from handlers.text import has_accents
from messages.catalogue import Catalogue
from tests.page.test_page_assets import contrast, palette

PAGE = Path(__file__).parents[2] / "bot" / "pages" / "page"
ALL = {path.name: path.read_text("utf-8") for path in sorted(PAGE.iterdir())}
SCRIPTS = {name: text for name, text in ALL.items() if name.endswith(".js")}
MARKUP = {name: text for name, text in ALL.items() if name.endswith(".html")}
TEXTS = Catalogue()
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


@pytest.mark.parametrize("name", ALL)
def test_no_words_stand_in_a_file(name: str) -> None:
    assert not has_accents(ALL[name])
    assert not re.search(r">\s*[A-Za-z]|aria-label=\"[^$]", ALL[name]) or name not in MARKUP


def test_a_page_has_a_hole_for_every_part_of_its_text_and_a_part_or_a_word_for_every_hole() -> None:
    holes = {name: set(Template(text).get_identifiers()) for name, text in MARKUP.items()}
    assert holes["upload.html"] == {*TEXTS.parts("page.upload"), "lang", "union", "label", "said"}
    for why in CLOSED:
        assert holes["closed.html"] == {*TEXTS.parts(why), "lang", "also"}


def test_the_script_says_every_part_of_its_text_and_nothing_else() -> None:
    script, parts = SCRIPTS["upload.js"], set(TEXTS.parts("page.script"))
    assert {part for part in parts if f'"{part}"' not in script} == set()
    said = {
        found for call in re.findall(r"\bsay\(([^,)]+)", script) for found in re.findall(r'"([^"]+)"', call)
    }
    states = set(re.findall(r'state(?:: | = )"(\w+)"', script)) - {"refused"}
    assert said | states <= parts
    assert len(states) > 4  # the search finds something


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
