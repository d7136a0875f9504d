"""What the local chat page promises before a browser opens it: nothing from outside, nothing inline."""

import re
import unicodedata
from html.parser import HTMLParser
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "bot" / "channels" / "local" / "page"
SCRIPTS = {path.name: path.read_text(encoding="utf-8") for path in sorted(PAGE.glob("*.js"))}
STYLE = (PAGE / "chat.css").read_text(encoding="utf-8")
MARKUP = (PAGE / "index.html").read_text(encoding="utf-8")
ALL = {**SCRIPTS, "chat.css": STYLE, "index.html": MARKUP}
VOID = {"meta", "link", "input", "img", "br"}


class Elements(HTMLParser):
    """Collects every element as (tag, attributes, text directly inside)."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.open: list[list[str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        texts: list[str] = []
        self.found.append((tag, dict(attrs), texts))
        if tag not in VOID:
            self.open.append(texts)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs), []))

    def handle_endtag(self, tag: str) -> None:
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open and data.strip():
            self.open[-1].append(data.strip())


def elements() -> list[tuple[str, dict[str, str | None], list[str]]]:
    parser = Elements()
    parser.feed(MARKUP)
    return parser.found


def ids() -> list[str]:
    return [identifier for _, attributes, _ in elements() if (identifier := attributes.get("id"))]


@pytest.mark.parametrize("name", ALL)
def test_no_file_names_another_host(name: str) -> None:
    assert not re.search(r"""(https?:)?//[a-z0-9-]+\.|url\(|@import|\bdata:[a-z]""", ALL[name], re.IGNORECASE)


def test_what_the_page_loads_is_served_beside_it() -> None:
    loaded = [
        value for _, attributes, _ in elements() for key in ("src", "href") if (value := attributes.get(key))
    ]
    assert sorted(loaded) == ["#message", "/chat/static/chat.css", "/chat/static/chat.js"]


def test_every_import_is_a_file_of_the_page() -> None:
    imported = {found for text in SCRIPTS.values() for found in re.findall(r'from "\./([^"]+)"', text)}
    assert imported | {"chat.js"} == set(SCRIPTS)


def test_nothing_is_inline() -> None:
    for tag, attributes, texts in elements():
        assert tag != "style"
        assert not (tag == "script" and texts)
        assert not [name for name in attributes if name == "style" or name.startswith("on")]


@pytest.mark.parametrize("name", SCRIPTS)
def test_no_text_is_read_as_markup_or_code(name: str) -> None:
    forbidden = (
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|\bstyle=|\"style\""
    )
    assert not re.search(forbidden, SCRIPTS[name])


def test_scripts_ask_only_for_elements_that_exist() -> None:
    known = ids()
    assert len(known) == len(set(known))
    asked = {found for text in SCRIPTS.values() for found in re.findall(r'byId\("([^"]+)"\)', text)}
    asked |= {
        f"icon-{found}" for text in SCRIPTS.values() for found in re.findall(r'icon\("([^"]+)"\)', text)
    }
    assert asked <= set(known)


def test_references_between_elements_hold() -> None:
    known = set(ids())
    for _, attributes, _ in elements():
        for name in ("for", "aria-labelledby", "aria-controls", "aria-describedby"):
            assert set((attributes.get(name) or "").split()) <= known


def test_every_control_has_a_name() -> None:
    labelled = {attributes.get("for") for tag, attributes, _ in elements() if tag == "label"}
    for tag, attributes, texts in elements():
        if tag in {"button", "input", "textarea", "progress", "dialog"}:
            named = (
                "aria-label" in attributes
                or "aria-labelledby" in attributes
                or attributes.get("id") in labelled
            )
            assert named or texts, attributes


def test_every_control_can_be_found_by_a_browser_test() -> None:
    for tag, attributes, _ in elements():
        if tag in {"button", "input", "textarea", "dialog"}:
            assert attributes.get("data-testid"), attributes


def test_new_messages_are_read_aloud() -> None:
    (log,) = [attributes for _, attributes, _ in elements() if attributes.get("id") == "log"]
    assert (log["role"], log["aria-live"]) == ("log", "polite")


def test_texts_are_vietnamese_and_kind() -> None:
    assert elements()[0][:2] == ("html", {"lang": "vi"})
    for text in ALL.values():
        assert unicodedata.is_normalized("NFC", text)
        assert not re.search(r"\bsai\b|không hợp lệ|từ chối|\bnợ\b", text, re.IGNORECASE)


def palette(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", css))


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


LIGHT = palette(STYLE.split("@media (prefers-color-scheme: dark)")[0])
DARK = palette(STYLE.split("@media (prefers-color-scheme: dark)")[1])


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        *(("ink", ground) for ground in ("ground", "panel", "own", "service", "line", "chosen", "changed")),
        *(("soft", ground) for ground in ("ground", "panel", "service", "chosen", "hover", "changed")),
        *(("accent", ground) for ground in ("panel", "ground", "hover", "chosen")),
        ("on-accent", "accent"),
        ("on-accent", "accent-deep"),
        ("band-ink", "band"),
        ("band-ink", "band-button"),
        *(("bad", ground) for ground in ("panel", "ground", "own", "bad-ground", "hover")),
        ("panel", "bad"),
    ],
)
def test_text_has_the_contrast_of_wcag_aa(colours: dict[str, str], ink: str, ground: str) -> None:
    """WCAG 2.2, success criterion 1.4.3: at least 4.5 to 1."""
    assert contrast(colours[ink], colours[ground]) >= 4.5


def test_both_palettes_name_the_same_colours() -> None:
    assert set(LIGHT) == set(DARK)


def test_motion_stops_for_those_who_ask() -> None:
    assert "prefers-reduced-motion: reduce" in STYLE
