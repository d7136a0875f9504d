"""A table as people print and keep it: a register, a list. Written as Excel or as Word, from the same facts.

All words come in from outside, in the reader's language.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, pairwise, zip_longest

from documents.cells import PICTURE, Cell, Struck, breadth, checked, divided
from documents.ooxml import Line
from documents.paper import MARGIN, SMALL, Paper, Signature, usable
from documents.sheet import Look, Sheet, Span

__all__ = ["Cell", "Column", "Row", "Signature", "Table", "as_docx", "as_xlsx"]

DAY, MOMENT = 20, 32  # mm: 31/05/2022, and with the time beside it
CODE = 16  # letters


@dataclass(frozen=True)
class Column:
    """A heading, and the width of its column in proportion to the others'.

    `remark`: it says something about the row, such as why it is struck out, and is never struck itself.
    """

    heading: str
    width: float = 1
    remark: bool = False


@dataclass(frozen=True)
class Row:
    """A cell for every column."""

    cells: tuple[Cell, ...]
    struck: bool = False


@dataclass(frozen=True)
class Table:
    """What is written, from top to bottom. Raises ValueError where a row does not fit or a cell is none.

    `heading`: who issues it, superiors first; `right_heading`: the state's name and motto or the like;
    `signatures`: from left to right, place and date stand above the last.
    """

    title: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    heading: Sequence[str] = ()
    right_heading: Sequence[str] = ()
    subtitles: Sequence[str] = ()
    notes: Sequence[str] = ()
    place_date: str = ""
    signatures: Sequence[Signature] = ()
    landscape: bool = False

    def __post_init__(self) -> None:
        if len(self.columns) < 2 or any(column.width <= 0 for column in self.columns):
            raise ValueError("a table needs two columns with widths")
        if any(len(row.cells) != len(self.columns) for row in self.rows):
            raise ValueError("a row needs a cell for every column")
        for cell in chain.from_iterable(row.cells for row in self.rows):
            checked(cell)
        if len(self.signatures) > len(self.columns):
            raise ValueError("more sign than there are columns")

    def widths(self, whole: float, moment: float) -> list[float]:
        """`whole` mm shared out among the columns; `moment`: the least that a date and time need."""
        least = [max((breadth(w, SMALL) for w in c.heading.split()), default=0) for c in self.columns]
        for row in self.rows:
            for place, cell in enumerate(row.cells):
                least[place] = max(least[place], _least(cell, moment))
        return divided(whole, [column.width for column in self.columns], [MARGIN + few for few in least])

    def marked(self) -> Iterator[list[Struck]]:
        """The cells of each row, and whether they are struck out."""
        for row in self.rows:
            columns = zip(self.columns, row.cells, strict=True)
            yield [(cell, row.struck and not column.remark) for column, cell in columns]


def _least(cell: Cell, moment: float) -> float:
    """The mm below which a cell is cut or torn. Codes of a few letters will be typed: no line ends in one."""
    if isinstance(cell, str):
        return breadth(cell, SMALL) if len(cell) <= CODE and len(cell.split()) == 1 else 0
    needs = {bytes: PICTURE, datetime: moment, date: DAY}
    return needs.get(type(cell), 0)


def as_docx(table: Table) -> bytes:
    """A Word file: A4, headings on every page, no row torn apart, struck rows struck through."""
    page = Paper(table.title, table.landscape)
    page.head(table.heading, table.right_heading)
    page.title(table.title, table.subtitles)
    headings = [column.heading for column in table.columns]
    page.grid(headings, table.widths(page.width, DAY), table.marked())
    page.lines(*(Line(note, align="left", after=3, together=True) for note in table.notes))
    page.signatures(table.signatures, table.place_date)
    return page.saved()


def as_xlsx(table: Table, *others: Table) -> bytes:
    """An Excel file with a sheet for each table: headings stand still and are repeated in print, rows can be
    filtered.

    Texts stay texts whatever they begin with; days and moments are dates, in Vietnam's time.
    """
    page = _sheet(table, None)
    for other in others:
        page = _sheet(other, page)
    return page.saved()


def _sheet(table: Table, before: Sheet | None) -> Sheet:
    widths = table.widths(usable(table.landscape), MOMENT)
    above = list(_above(table))
    page = Sheet(table.title, widths, table.landscape, len(above), len(table.rows), before)
    for spans in above:
        page.spans(*spans)
    page.row([(column.heading, False) for column in table.columns], Look(bold=True, boxed=True))
    for cells in table.marked():
        page.row(cells, Look(boxed=True, across="left"))
    for spans in _below(table):
        page.spans(*spans)
    return page


def _above(table: Table) -> Iterator[list[Span]]:
    end = len(table.columns)
    middle = max(1, end * 2 // 5)
    for place, (left, right) in enumerate(zip_longest(table.heading, table.right_heading, fillvalue="")):
        issuer = Look(bold=place == len(table.heading) - 1)
        yield [(0, middle, left, issuer), (middle, end, right, Look(bold=True))]
    yield [(0, end, table.title, Look(size=14, bold=True))]
    for text in table.subtitles:
        yield [(0, end, text, Look(size=13))]
    yield []


def _below(table: Table) -> Iterator[list[Span]]:
    end = len(table.columns)
    yield []
    for note in table.notes:
        yield [(0, end, note, Look(across="left"))]
    signed = [*[Signature("")] * (2 - len(table.signatures)), *table.signatures]
    edges = [round(end * place / len(signed)) for place in range(len(signed) + 1)]

    def beside(texts: Iterable[str], look: Look) -> list[Span]:
        return [(*edge, text, look) for edge, text in zip(pairwise(edges), texts, strict=True)]

    yield [(edges[-2], end, table.place_date, Look(italic=True))]
    yield beside((one.title for one in signed), Look(bold=True))
    yield beside((one.hint for one in signed), Look(italic=True))
    yield from ([], [], [])
    yield beside((one.name for one in signed), Look(bold=True))
