"""One printable sheet of an Excel file, written from top to bottom. No text in it is ever evaluated."""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from math import ceil
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.drawing.image import Image
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.xdr import XDRPositiveSize2D
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties

from documents.cells import PICTURE, Struck, breadth, fitted, local, printable, shown

FONT = "Times New Roman"
CHARACTER = 1.87  # mm
LONGEST = 32_767  # what Excel takes in a cell
LINE, HIGHEST = 16.5, 409.0  # points, the height of a line, and of any row
POINTS = 72 / 25.4  # in a mm

_MM = 36_000  # in EMU, the unit of drawings
_TEMPTING = re.compile(r"\s*(?:[=+\-@|%＝＋－＠]|_x[0-9A-Fa-f]{4}_)|[\t\n]")
"""Beginnings of what a spreadsheet would like to evaluate, were it typed anew."""
_UNNAMEABLE = re.compile(r"[\[\]:*?/\\'\n\t]")
"""What the name of a sheet must not hold."""
_EDGE = Side(style="thin")
_BOX = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)


@dataclass(frozen=True)
class Look:
    """How a text is written. `across`: left, center or right."""

    size: int = 12
    bold: bool = False
    italic: bool = False
    struck: bool = False
    boxed: bool = False
    across: str = "center"


Span = tuple[int, int, str, Look]
"""A text that lies over several columns: the first, the one behind the last, the text, its look."""


class Sheet:
    """A sheet with its widths in mm; `top` rows stand above the headings, `rows` below them. It
    follows the sheet `before` it in the same file."""

    def __init__(
        self, name: str, widths: Sequence[float], landscape: bool, top: int, rows: int,
        before: "Sheet | None" = None,
    ) -> None:  # fmt: skip
        self._book: Any = before._book if before else Workbook(write_only=True)
        if before is None:
            self._book.properties.creator, self._book.properties.title = "", printable(name)
        self._sheet: Any = self._book.create_sheet(_cut(_UNNAMEABLE.sub(" ", printable(name)), 31).strip())
        self._widths = widths
        self._styles: dict[tuple[Look, str], Any] = {}
        self._written = 0
        for place, width in enumerate(widths, 1):
            self._sheet.column_dimensions[get_column_letter(place)].width = width / CHARACTER
        self._sheet.freeze_panes = f"A{top + 2}"
        self._sheet.print_title_rows = f"{top + 1}:{top + 1}"
        self._sheet.auto_filter.ref = f"A{top + 1}:{get_column_letter(len(widths))}{top + 1 + rows}"
        self._page(landscape)

    def _page(self, landscape: bool) -> None:
        sheet = self._sheet
        sheet.page_setup.paperSize = 9  # A4
        sheet.page_setup.orientation = "landscape" if landscape else "portrait"
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_margins = PageMargins(left=1.18, right=0.79, top=0.79, bottom=0.79, header=0.4, footer=0.4)
        sheet.HeaderFooter.differentFirst = True
        sheet.oddHeader.center.text = "&P"

    def spans(self, *spans: Span) -> None:
        """A row of texts that lie over several columns."""
        line: list[Any] = [None] * len(self._widths)
        number = self._written + 1
        for first, end, text, look in spans:
            line[first] = self._cell(text, look)
            if text and end - first > 1:
                self._sheet.merged_cells.add(
                    f"{get_column_letter(first + 1)}{number}:{get_column_letter(end)}{number}"
                )
        self._append(line, (_height(text, sum(self._widths[i:end]), look) for i, end, text, look in spans))

    def row(self, cells: Sequence[Struck], look: Look) -> None:
        """A row of the table."""
        through = replace(look, struck=True)
        line, heights = [], []
        for place, (cell, struck) in enumerate(cells):
            value = "" if isinstance(cell, bytes) else cell
            line.append(self._cell(value, through if struck else look))
            if isinstance(cell, bytes) and not struck:
                self._sheet.add_image(_Picture(cell, self._written, place))
                heights.append((PICTURE + 2) * POINTS)
            elif isinstance(value, str):
                heights.append(_height(value, self._widths[place], look))
        self._append(line, heights)

    def saved(self) -> bytes:
        """The file. Nothing can be written after it."""
        data = io.BytesIO()
        self._book.save(data)
        return data.getvalue()

    def _append(self, line: list[Any], heights: Iterable[float]) -> None:
        """Not every program finds out by itself how high a row must be."""
        self._written += 1
        self._sheet.row_dimensions[self._written].height = min(max(heights, default=LINE), HIGHEST)
        self._sheet.append(line)

    def _cell(self, value: str | int | date, look: Look) -> Any:
        if not _known(value):
            value = shown(value)
        if isinstance(value, datetime):
            return self._styled(local(value), look, "dd/mm/yyyy hh:mm")
        if isinstance(value, date):
            return self._styled(value, look, "dd/mm/yyyy")
        if isinstance(value, int):
            return self._styled(value, look, "0")
        text = _cut(printable(value), LONGEST)
        cell = self._styled(text, look, "@")
        cell.data_type = "s"  # openpyxl takes "=1" for a formula and "#N/A" for an error
        if _TEMPTING.match(text):
            cell.quotePrefix = True
        return cell

    def _styled(self, value: str | int | date, look: Look, form: str) -> Any:
        cell: Any = WriteOnlyCell(self._sheet)
        cell.value = value
        style = self._styles.get((look, form))
        if style is None:  # looking a style up costs more than the cell does
            text = form == "@"
            cell.number_format = form
            cell.font = Font(
                name=FONT, size=look.size, bold=look.bold, italic=look.italic, strike=look.struck
            )
            cell.alignment = Alignment(
                horizontal=look.across if text else "center",
                vertical="center",
                wrap_text=text,
                shrink_to_fit=not text,  # or a number too wide is shown as ###
            )
            cell.border = _BOX if look.boxed else Border()
            style = self._styles[look, form] = cell._style
        cell._style = style.__copy__()
        return cell


def _known(value: str | int | date) -> bool:
    """Excel's days begin with 1900, and it keeps 15 digits of a number."""
    return value.year >= 1900 if isinstance(value, date) else isinstance(value, str) or abs(value) < 10**15


def _cut(text: str, units: int) -> str:
    """Excel counts in units of UTF-16."""
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore")


def _height(text: str, width: float, look: Look) -> float:
    share = (0.95 if look.bold else 0.86) / max(width - 2, 1)  # letters are narrower when they are not bold
    lines = (ceil(breadth(part, look.size) * share) or 1 for part in text.split("\n"))
    return sum(lines) * LINE


class _Picture(Image):
    """openpyxl's own would need Pillow to learn what the first bytes of a PNG say."""

    def __init__(self, png: bytes, row: int, column: int) -> None:
        self._png = png
        self.format = "png"
        wide, high = (round(side * _MM) for side in fitted(png, PICTURE))
        at = AnchorMarker(col=column, colOff=_MM, row=row, rowOff=_MM)
        self.anchor = OneCellAnchor(_from=at, ext=XDRPositiveSize2D(wide, high))

    def _data(self) -> bytes:
        return self._png
