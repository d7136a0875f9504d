"""A Word file as offices in Vietnam set it: A4, Times New Roman, margins, head, title, signatures.

After annex I of NĐ 30/2020/NĐ-CP: 20-25 mm above and below, 30-35 mm left, 15-20 mm right; 12 to 14
points; the page's number in the middle above the text, from the second page on.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml.ns import qn
from docx.oxml.shape import CT_Inline
from docx.parts.image import ImagePart
from docx.shared import Mm, Pt

from documents.cells import PICTURE, Cell, Struck, breadth, fitted, printable, shown
from documents.ooxml import Line, keep_next, node, paragraph, picture, row, rule, run, table

FONT = "Times New Roman"
BODY, TITLE, SMALL = 13, 14, 12  # points
SHORT, LONG = 210, 297  # mm, the sides of A4
ABOVE, BELOW, LEFT, RIGHT = 20, 20, 30, 20  # mm
MARGIN = 4.5  # mm, what a cell leaves empty beside its text
ROOM = 48  # points for a signature
ISSUER = 0.4
"""The share of the page's width that belongs to who issues the paper."""
STYLES = {"Normal": (BODY, 0), "Header": (BODY, 0), "Cell": (SMALL, 2), "Gap": (6, 0)}
"""Their letters, and the room above and below a paragraph, in points."""
GAP = Line("", "Gap", together=True)


@dataclass(frozen=True)
class Signature:
    """Who signs: the office, what else is asked of the signer, the name. Each may be several lines."""

    title: str
    hint: str = ""
    name: str = ""


def usable(landscape: bool) -> float:
    """What the margins leave of a page's width, in mm."""
    return (LONG if landscape else SHORT) - LEFT - RIGHT


class Paper:
    """A document being written from top to bottom."""

    def __init__(self, title: str, landscape: bool = False) -> None:
        self._document = Document()
        about = self._document.core_properties
        about.title, about.author, about.comments = printable(title)[:255], "", ""
        self._set_styles()
        self._set_page(landscape)
        self._pictures: dict[bytes, str] = {}
        self._drawn = 0
        self.width = usable(landscape)
        """What the margins leave, in mm."""

    def head(self, left: Sequence[str], right: Sequence[str], number: str = "", place_date: str = "") -> None:
        """On the left who issues the paper, superiors first; on the right the state's name and motto or the
        like; below them the paper's number, and where and when it was written."""
        widths = (self.width * ISSUER, self.width * (1 - ISSUER))
        rows = []
        if left or right:
            rows.append((_issuer(left, widths[0]), _motto(right, widths[1])))
        if number or place_date:
            rows.append((_written(Line(number, before=4)), _written(Line(place_date, italic=True, before=4))))
        if rows:
            self._table(widths, [row(widths, cells) for cells in rows], lined=False)

    def title(self, title: str, subtitles: Sequence[str] = ()) -> None:
        """The name of the paper and what it is about."""
        self.lines(Line(title, size=TITLE, bold=True, before=8, together=True))
        self.lines(*(Line(text, together=True) for text in subtitles), GAP)

    def lines(self, *lines: Line) -> None:
        """Paragraphs."""
        self._add(*map(paragraph, lines))

    def pairs(self, pairs: Sequence[tuple[str, str]], labels: float = 0.38) -> None:
        """Labels and what belongs to them, `labels` of the width for the labels."""
        widths = (self.width * labels, self.width * (1 - labels))
        told = [[_written(Line(text, align="left", after=3)) for text in pair] for pair in pairs]
        self._table(widths, [row(widths, cells) for cells in told], lined=False)

    def grid(
        self, headings: Sequence[str], widths: Sequence[float], rows: Iterable[Sequence[Struck]]
    ) -> None:
        """A table with lines, its headings on every page; widths in mm."""
        head = [_written(Line(text, "Cell", bold=True, together=True)) for text in headings]
        body = (row(widths, [[self._cell(*cell)] for cell in cells], middle=True) for cells in rows)
        made = [row(widths, head, heading=True, middle=True), *body]
        for shape in made[-1].iter(qn("w:pPr")):
            keep_next(shape)  # so that no page holds signatures alone
        self._table(widths, made, lined=True)

    def picture(self, png: bytes, side: float) -> None:
        """A PNG in the middle, its longer side `side` mm."""
        self._add(picture(self._drawing(png, side), "Normal"))

    def signatures(self, signatures: Sequence[Signature], place_date: str = "") -> None:
        """Who signs, side by side, place and date above the last; all of it on one page."""
        if not (signatures or place_date):
            return
        signed = [*[Signature("")] * (2 - len(signatures)), *signatures]
        widths = [self.width / len(signed)] * len(signed)
        lines = [
            [*[GAP] * (len(signed) - 1), Line(place_date, italic=True, before=6, together=True)],
            [Line(one.title, bold=True, together=True) for one in signed],
            [Line(one.hint, italic=True, together=True) for one in signed],
            [Line(one.name, bold=True, before=ROOM, together=True) for one in signed],
        ]
        said = [line for line in lines if any(one.text for one in line) or line is lines[-1]]
        self._add(paragraph(GAP))
        self._table(widths, [row(widths, [_written(one) for one in line]) for line in said], lined=False)

    def saved(self) -> bytes:
        """The file as it is now."""
        data = io.BytesIO()
        self._document.save(data)
        return data.getvalue()

    def _table(self, widths: Sequence[float], rows: Sequence[Any], lined: bool) -> None:
        self._add(table(widths, rows, lined), paragraph(GAP))  # tables that touch would become one

    def _add(self, *elements: Any) -> None:
        for element in elements:
            self._document.element.body.sectPr.addprevious(element)

    def _cell(self, cell: Cell, struck: bool) -> Any:
        if isinstance(cell, bytes):
            return paragraph(Line("", "Cell")) if struck else picture(self._drawing(cell), "Cell")
        align = "left" if isinstance(cell, str) else "center"
        return paragraph(Line(shown(cell), "Cell", struck=struck, align=align))

    def _drawing(self, png: bytes, side: float = PICTURE) -> Any:
        """Each picture is stored once. python-docx would compare it with all others, one by one."""
        if png not in self._pictures:
            name = f"picture{len(self._pictures) + 1}"
            image = ImagePart(PackURI(f"/word/media/{name}.png"), CONTENT_TYPE.PNG, png)
            self._document.part.load_rel(RELATIONSHIP_TYPE.IMAGE, image, name)
            self._pictures[png] = name
        self._drawn += 1
        name = self._pictures[png]
        wide, high = (Mm(length) for length in fitted(png, side))
        drawing: Any = CT_Inline.new_pic_inline(self._drawn, name, f"{name}.png", wide, high)
        for edge in "TBLR":
            drawing.set(f"dist{edge}", "0")  # or some programs leave room around it
        return drawing

    def _set_styles(self) -> None:
        styles = self._document.styles
        for name, (size, around) in STYLES.items():
            style: Any = styles[name] if name in styles else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.font.name, style.font.size, style.font.no_proof = FONT, Pt(size), True
            for script in ("w:eastAsia", "w:cs"):  # or Word takes the theme's font for some letters
                style.element.rPr.rFonts.set(qn(script), FONT)
            shape = style.paragraph_format
            shape.space_before = shape.space_after = Pt(around)
            shape.line_spacing = 1.0

    def _set_page(self, landscape: bool) -> None:
        section = self._document.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        width, height = (LONG, SHORT) if landscape else (SHORT, LONG)
        section.page_width, section.page_height = Mm(width), Mm(height)
        section.top_margin, section.bottom_margin = Mm(ABOVE), Mm(BELOW)
        section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
        section.header_distance = section.footer_distance = Mm(10)
        section.different_first_page_header_footer = True
        number = section.header.paragraphs[0]
        number.alignment = WD_ALIGN_PARAGRAPH.CENTER
        number._p.append(node("w:fldSimple", run(Line("2")), instr="PAGE"))
        for mode in self._document.settings.element.xpath("//w:compatSetting[@w:name='compatibilityMode']"):
            mode.set(qn("w:val"), "15")  # Word of 2013 and later, or it says that the file is of an old one


def _written(*lines: Line) -> list[Any]:
    return [paragraph(line) for line in lines]


def _issuer(lines: Sequence[str], width: float) -> list[Any]:
    """Superiors plain, the issuer bold over a line of a third to a half of it."""
    if not lines:
        return _written(Line(""))
    above = _written(*(Line(text, size=SMALL) for text in lines[:-1]), Line(lines[-1], size=SMALL, bold=True))
    return [*above, rule(0.4 * min(breadth(lines[-1], SMALL), width), width)]


def _motto(lines: Sequence[str], width: float) -> list[Any]:
    """The state's name small, its motto over a line as long as itself."""
    if not lines:
        return _written(Line(""))
    sizes = [SMALL, *[BODY] * (len(lines) - 1)]
    above = _written(*(Line(t, size=size, bold=True) for t, size in zip(lines, sizes, strict=True)))
    return [*above, rule(min(breadth(lines[-1], sizes[-1]), width), width)]
