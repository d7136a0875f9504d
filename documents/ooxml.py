"""Paragraphs and tables of a Word file as elements, in the order its schema demands.

python-docx looks for every cell among all the others, which takes long in a table of a thousand rows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from documents.cells import printable


@dataclass(frozen=True)
class Line:
    """A paragraph. Sizes and distances are in points, 0 means as the style says.

    `align`: left, center or both; `indent`: of the first line, in mm; `together`: on the same page as what
    follows it.
    """

    text: str
    style: str = ""
    size: int = 0
    bold: bool = False
    italic: bool = False
    struck: bool = False
    align: str = "center"
    before: int = 0
    after: int = 0
    indent: float = 0
    together: bool = False


def node(tag: str, *children: Any, **attributes: str | int) -> Any:
    """An element, e.g. node("w:tcW", w=500, type="dxa")."""
    made = OxmlElement(tag, {qn(f"w:{name}"): str(value) for name, value in attributes.items()})
    made.extend(children)
    return made


def paragraph(line: Line) -> Any:
    """A paragraph of one text; its newlines and tabs become Word's."""
    return node("w:p", _shape(line), run(line))


def run(line: Line) -> Any:
    """The text of a line."""
    looks = [
        node(tag) for tag, on in (("w:b", line.bold), ("w:i", line.italic), ("w:strike", line.struck)) if on
    ]
    if line.size:
        looks += [node(tag, val=2 * line.size) for tag in ("w:sz", "w:szCs")]
    made = node("w:r", node("w:rPr", *looks)) if looks else node("w:r")
    made.text = printable(line.text)
    return made


def picture(drawing: Any, style: str) -> Any:
    """A paragraph that holds a picture in its middle."""
    return node("w:p", _shape(Line("", style)), node("w:r", node("w:drawing", drawing)))


def keep_next(shape: Any) -> None:
    """Holds a paragraph (by its w:pPr) on the page of what follows it."""
    if shape.find(qn("w:keepNext")) is None:
        shape.insert(1 if shape.find(qn("w:pStyle")) is not None else 0, node("w:keepNext"))


def rule(length: float, width: float) -> Any:
    """A thin line of `length` mm in the middle of `width` mm."""
    edge = Mm(max(width - length, 0) / 2).twips
    border = node("w:pBdr", node("w:bottom", val="single", sz=6, space=1, color="auto"))
    spacing = node("w:spacing", before=0, after=0, line=40, lineRule="exact")
    return node("w:p", node("w:pPr", border, spacing, node("w:ind", left=edge, right=edge)))


def row(
    widths: Sequence[float], cells: Iterable[Sequence[Any]], heading: bool = False, middle: bool = False
) -> Any:
    """A row of cells (each its paragraphs) that no page's end tears apart; widths in mm.

    `heading`: repeated on every page; `middle`: what is short stands at half the height.
    """
    shape = node("w:trPr", node("w:cantSplit"), *([node("w:tblHeader")] if heading else []))
    return node("w:tr", shape, *(_cell(w, c, middle) for w, c in zip(widths, cells, strict=True)))


def table(widths: Sequence[float], rows: Iterable[Any], lined: bool) -> Any:
    """A table of fixed widths in mm. Without lines its texts begin where paragraphs do."""
    sizes = [Mm(width).twips for width in widths]
    shape = [node("w:tblW", w=sum(sizes), type="dxa"), node("w:tblLayout", type="fixed")]
    if lined:
        shape.insert(0, node("w:tblStyle", val="TableGrid"))
    else:
        shape.append(node("w:tblCellMar", *(node(f"w:{s}", w=0, type="dxa") for s in ("left", "right"))))
    grid = node("w:tblGrid", *(node("w:gridCol", w=size) for size in sizes))
    return node("w:tbl", node("w:tblPr", *shape), grid, *rows)


def _cell(width: float, content: Sequence[Any], middle: bool) -> Any:
    shape = node("w:tcPr", node("w:tcW", w=Mm(width).twips, type="dxa"))
    if middle:
        shape.append(node("w:vAlign", val="center"))
    return node("w:tc", shape, *content)


def _shape(line: Line) -> Any:
    shape = [node("w:pStyle", val=line.style)] if line.style else []
    if line.together:
        shape.append(node("w:keepNext"))
    if line.before or line.after:
        shape.append(node("w:spacing", before=20 * line.before, after=20 * line.after))
    if line.indent:
        shape.append(node("w:ind", firstLine=Mm(line.indent).twips))
    return node("w:pPr", *shape, node("w:jc", val=line.align))
