"""Tables of units as people hand them in: CSV or Excel files, read row by row, hostile until read.

Pure reading; what the rows mean is for `storage.unit_plan`.
"""

import csv
import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

MOST = 200_000  # rows
LARGEST = 400 * 1024 * 1024  # bytes that the parts of an Excel file may unpack to
HEADINGS = 100  # columns
BLANK = 1000  # empty rows after which a sheet has ended: some claim a million

Row = tuple[int, Mapping[str, str]]
"""The number of a row as a spreadsheet shows it, and its cells by heading; a formula stays one ("=A1")."""

_DROPPED = re.compile("[\x00-\x08\x0e-\x1f\x7f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff0-\uffff\ud800-\udfff]")  # fmt: skip  # noqa: E501


class BadFile(Exception):
    """A file is no table of units. `key` says why: kind, broken, encoding, empty, headings, many."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True, slots=True)
class Sheet:
    """An opened table: its headings in small letters, about how many rows follow, and those rows. Reading
    them may raise `BadFile` too."""

    headings: tuple[str, ...]
    about: int
    rows: Iterator[Row]


def clean(text: str) -> str:
    """NFC, single spaces, nothing that is not seen."""
    if not (text.isascii() and text.isprintable()):
        text = unicodedata.normalize("NFC", _DROPPED.sub("", text))
    return " ".join(text.split())


def of_units(headings: Set[str]) -> bool:
    """Whether these are the headings of a table of units."""
    return {"code", "name"} <= headings


def opened(file: Path, wanted: Callable[[Set[str]], bool] = of_units) -> Sheet:
    """The table in a file, whatever the file is called; `wanted` says whether its headings are those of one
    that is looked for. Raises `BadFile`."""
    with file.open("rb") as start:
        head = start.read(8)
    if head.startswith(b"PK\x03\x04"):
        cells, about = _excel(file)
    elif head.startswith((b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b")):
        raise BadFile("kind")  # an old .xls among them
    else:
        cells, about = _text(file)
    numbered = ((number, line) for number, line in enumerate(cells, start=1))
    for first, line in numbered:
        if any(line):
            headings = _headings(line, wanted)
            return Sheet(headings, max(0, about - first), _rows(headings, numbered))
    raise BadFile("empty")


def _headings(line: list[str], wanted: Callable[[Set[str]], bool]) -> tuple[str, ...]:
    names = [name.casefold() for name in line]
    while names and not names[-1]:
        names.pop()
    used = [name for name in names if name]
    if not wanted(set(used)) or len(set(used)) < len(used) or len(names) > HEADINGS:
        raise BadFile("headings")
    return tuple(names)


def _rows(headings: tuple[str, ...], lines: Iterator[tuple[int, list[str]]]) -> Iterator[Row]:
    count = blank = 0
    for number, line in lines:
        blank = 0 if any(line) else blank + 1
        if blank > BLANK:
            return
        if blank:
            continue
        count += 1
        if count > MOST:
            raise BadFile("many")
        cells = {name: cell for name, cell in zip(headings, line, strict=False) if name}
        if any(line[len(headings) :]) or any(c for h, c in zip(headings, line, strict=False) if not h):
            cells[""] = "more"  # cells beyond the headings: most probably a comma too many
        yield number, cells


def _text(file: Path) -> tuple[Iterator[list[str]], int]:
    raw = file.read_bytes()
    try:
        text = raw.decode("utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
    except UnicodeDecodeError:
        raise BadFile("encoding") from None
    if "\x00" in text:
        raise BadFile("kind")
    line = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t", key=line.count)  # Excel writes what its country's setting says
    return _csv(text, delimiter), text.count("\n")


def _csv(text: str, delimiter: str) -> Iterator[list[str]]:
    try:
        for line in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            yield [clean(cell) for cell in line]
    except csv.Error:
        raise BadFile("broken") from None


_BROKEN = (zipfile.BadZipFile, zlib.error, InvalidFileException, SyntaxError, KeyError, ValueError, TypeError,
           AttributeError, IndexError, EOFError, OSError, NotImplementedError)  # fmt: skip
"""What openpyxl raises over files that only look like Excel's. The parse errors of both XML libraries it uses
(lxml where there is one) are syntax errors."""


def _excel(file: Path) -> tuple[Iterator[list[str]], int]:
    with ExitStack() as held:
        content = held.enter_context(file.open("rb"))  # by its name openpyxl would ask for .xlsx
        try:
            with zipfile.ZipFile(content) as archive:
                if sum(part.file_size for part in archive.infolist()) > LARGEST:
                    raise BadFile("many")
                if not any(name.startswith("xl/") for name in archive.namelist()):
                    raise BadFile("kind")
            book = load_workbook(content, read_only=True, keep_links=False)
            held.callback(book.close)
            sheet = book.worksheets[0]
            about = min(sheet.max_row or 0, MOST)
        except _BROKEN:
            raise BadFile("broken") from None
        return _cells(sheet, held.pop_all()), about


def _cells(sheet: Any, held: ExitStack) -> Iterator[list[str]]:
    with held:
        try:
            sheet.reset_dimensions()  # some programs write a wrong one
            for line in sheet.iter_rows(values_only=True):
                yield [_shown(cell) for cell in line]
        except _BROKEN:
            raise BadFile("broken") from None


def _shown(cell: object) -> str:
    """A cell as it would be typed into a CSV file."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return clean(str(cell)) if isinstance(cell, (str, int, float)) else "=" + type(cell).__name__


def of_mappings(rows: Iterable[Mapping[str, str]]) -> list[Row]:
    """Rows that are no file's, numbered as if there were headings above them."""
    return [
        (number, {key: clean(cell or "") for key, cell in row.items() if key})
        for number, row in enumerate(rows, start=2)
    ]
