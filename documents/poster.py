"""A notice for a board, as Word: one A4 page with a code to scan. All words come in from outside."""

from collections.abc import Sequence
from dataclasses import dataclass

from documents.ooxml import Line
from documents.paper import Paper

CODE = 95  # mm: it is scanned from two steps away
LARGE, MIDDLE = 30, 18  # points


@dataclass(frozen=True)
class Poster:
    """What is read from top to bottom; `picture` is a PNG, none where there is nothing to scan."""

    heading: str
    title: str
    above: Sequence[str]
    picture: bytes | None
    below: Sequence[str]


def as_docx(poster: Poster) -> bytes:
    """A Word file of one page."""
    page = Paper(poster.title)
    page.lines(Line(poster.heading, size=MIDDLE, bold=True, after=12))
    page.lines(Line(poster.title, size=LARGE, bold=True, after=12))
    page.lines(*(Line(text, size=MIDDLE, after=8) for text in poster.above))
    if poster.picture is not None:
        page.picture(poster.picture, CODE)
    page.lines(*(Line(text, size=MIDDLE, before=8) for text in poster.below))
    return page.saved()
