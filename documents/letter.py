"""A letter or a slip of one page or two, as Word: a receipt, a notice.

All words come in from outside, in the reader's language.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from documents.ooxml import Line
from documents.paper import Paper, Signature

__all__ = ["Letter", "Signature", "as_docx"]


@dataclass(frozen=True)
class Letter:
    """What is written, from top to bottom.

    `heading`: who writes it, superiors first; `right_heading`: the state's name and motto or the like;
    `number` and `place_date` stand below them; `pairs`: labels and what belongs to them, `closing`: what
    follows them.
    """

    title: str
    heading: Sequence[str] = ()
    right_heading: Sequence[str] = ()
    number: str = ""
    place_date: str = ""
    subtitles: Sequence[str] = ()
    paragraphs: Sequence[str] = ()
    pairs: Sequence[tuple[str, str]] = ()
    closing: Sequence[str] = ()
    signatures: Sequence[Signature] = ()


def as_docx(letter: Letter) -> bytes:
    """A Word file: A4, a head of two columns, signatures side by side on one page."""
    page = Paper(letter.title)
    page.head(letter.heading, letter.right_heading, letter.number, letter.place_date)
    page.title(letter.title, letter.subtitles)
    page.lines(*map(_paragraph, letter.paragraphs))
    if letter.pairs:
        page.pairs(letter.pairs)
    page.lines(*map(_paragraph, letter.closing))
    page.signatures(letter.signatures)
    return page.saved()


def _paragraph(text: str) -> Line:
    return Line(text, align="both", indent=10, after=6)
