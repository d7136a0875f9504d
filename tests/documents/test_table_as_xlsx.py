"""Tables as Excel files, opened again as a spreadsheet would open them."""

import io
import zipfile
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from documents import qr
from documents.cells import Cell, printable
from documents.table import Column, Row, Signature, Table, as_xlsx

HEADINGS = 5  # the row they stand in
DANGEROUS = [
    "=1+1",
    '=HYPERLINK("mailto:x","a")',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\x00=1+1",
    " =1+1",
    "＝1+1",
    "_x003D_1+1",  # Excel reads it as =1+1
]


def register(*rows: Row, **more: Any) -> Table:
    columns = (Column("Số", 1), Column("Tên sáng kiến", 4), Column("Ghi chú", 2, remark=True))
    return Table("Sổ tiếp nhận", columns, rows, heading=("LIÊN ĐOÀN", "CÔNG ĐOÀN CƠ SỞ"), **more)


def opened(table: Table) -> Any:
    return load_workbook(io.BytesIO(as_xlsx(table))).worksheets[0]


def parts(table: Table) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(as_xlsx(table)))


def read_back(value: Cell) -> Any:
    return opened(register(Row((1, value, "")))).cell(HEADINGS + 1, 2)


@pytest.mark.parametrize("text", [*DANGEROUS, "#N/A", "=", "{=1+1}"])
def test_what_looks_like_a_formula_is_stored_as_text(text: str) -> None:
    cell = read_back(text)
    assert (cell.data_type, cell.value, cell.number_format) == ("s", printable(text), "@")
    written = parts(register(Row((1, text, "")))).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in written
    assert b"<f " not in written
    assert b't="inlineStr"' in written


@pytest.mark.parametrize("text", DANGEROUS)
def test_it_stays_text_when_somebody_edits_the_cell(text: str) -> None:
    assert read_back(text).quotePrefix


def test_ordinary_text_has_no_quote_before_it() -> None:
    assert not read_back("Giá để dây điện = sắt hàn").quotePrefix


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_text_around_the_table_is_a_formula_either(text: str) -> None:
    columns = (Column(text), Column(text))
    one = Signature(text, text, text)
    table = Table(text, columns, (), (text,), (text,), (text,), (text,), text, (one, one))
    said = [cell for line in opened(table).iter_rows() for cell in line if cell.value is not None]
    assert len(said) == 14
    assert {cell.data_type for cell in said} == {"s"}
    assert all(cell.quotePrefix for cell in said)


def test_days_and_moments_are_dates_in_vietnams_time() -> None:
    day = read_back(date(2022, 5, 31))
    assert (day.is_date, day.value, day.number_format) == (True, datetime(2022, 5, 31), "dd/mm/yyyy")
    moment = read_back(datetime(2022, 5, 31, 17, 30, tzinfo=UTC))
    assert (moment.is_date, moment.value) == (True, datetime(2022, 6, 1, 0, 30))


def test_numbers_are_numbers_and_digits_that_are_text_stay_text() -> None:
    assert read_back(12_000_000).value == 12_000_000
    assert read_back("0912345678").value == "0912345678"


@pytest.mark.parametrize(
    ("value", "said"),
    [(date(1899, 12, 31), "31/12/1899"), (1234567890123456, "1234567890123456")],
)
def test_what_excel_cannot_hold_as_a_number_is_text(value: Cell, said: str) -> None:
    assert (read_back(value).data_type, read_back(value).value) == ("s", said)


def test_struck_rows_are_struck_but_what_is_remarked_is_not() -> None:
    sheet = opened(register(Row((1, "Giá để dây", "")), Row((2, "Hộp hấp", "gạch bỏ 10:20"), struck=True)))
    struck = [[bool(cell.font.strike) for cell in sheet[HEADINGS + row]] for row in (0, 1, 2)]
    assert struck == [[False] * 3, [False] * 3, [True, True, False]]
    assert sheet.cell(HEADINGS + 2, 2).value == "Hộp hấp"


def test_pictures_are_in_their_rows_but_not_in_struck_ones() -> None:
    png, other = qr.png("i_1"), qr.png("i_2")
    archive = parts(register(Row((1, png, "")), Row((2, other, ""), struck=True)))
    pictures = [name for name in archive.namelist() if name.startswith("xl/media/")]
    assert [archive.read(name) for name in pictures] == [png]
    assert f"row>{HEADINGS}</" in archive.read("xl/drawings/drawing1.xml").decode()


def test_headings_stand_still_can_be_filtered_and_are_repeated_in_print() -> None:
    sheet = opened(register(Row((1, "a", "")), Row((2, "b", "")), notes=("Hết",)))
    assert [cell.value for cell in sheet[HEADINGS]] == ["Số", "Tên sáng kiến", "Ghi chú"]
    assert sheet.freeze_panes == f"A{HEADINGS + 1}"
    assert sheet.auto_filter.ref == f"A{HEADINGS}:C{HEADINGS + 2}"
    assert sheet.print_title_rows == f"${HEADINGS}:${HEADINGS}"


@pytest.mark.parametrize(("landscape", "said"), [(False, "portrait"), (True, "landscape")])
def test_it_prints_on_a4_as_wide_as_the_page(landscape: bool, said: str) -> None:
    sheet = opened(register(landscape=landscape))
    assert (int(sheet.page_setup.paperSize), sheet.page_setup.orientation) == (9, said)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (int(sheet.page_setup.fitToWidth), int(sheet.page_setup.fitToHeight)) == (1, 0)


def test_widths_follow_the_columns() -> None:
    sizes = opened(register(Row((1, "a", "")))).column_dimensions
    assert sizes["A"].width < sizes["C"].width < sizes["B"].width


def test_what_stands_around_the_table_is_there_in_order() -> None:
    more: dict[str, Any] = {
        "right_heading": ("CỘNG HÒA",),
        "subtitles": ("Năm 2022",),
        "notes": ("Có 0 sáng kiến",),
        "place_date": "Bắc Kạn, ngày 31 tháng 5",
        "signatures": (Signature("NGƯỜI LẬP", name="Mai"), Signature("TM. BAN THƯỜNG VỤ", "(Ký)", "Thành")),
    }
    cells = [cell.value for line in opened(register(**more)).iter_rows() for cell in line if cell.value]
    assert cells == [
        "LIÊN ĐOÀN", "CỘNG HÒA", "CÔNG ĐOÀN CƠ SỞ", "Sổ tiếp nhận", "Năm 2022",
        "Số", "Tên sáng kiến", "Ghi chú",
        "Có 0 sáng kiến", "Bắc Kạn, ngày 31 tháng 5",
        "NGƯỜI LẬP", "TM. BAN THƯỜNG VỤ", "(Ký)", "Mai", "Thành",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "title", ["", "a" * 40, "Sổ: 2022/[1]?*\\", "'", "\x01", "😀" * 30, "Năm\n2022", " "]
)
def test_a_sheet_has_a_name_excel_takes(title: str) -> None:
    name = opened(Table(title, (Column("a"), Column("b")), ())).title
    assert 1 <= len(name.encode("utf-16-le")) // 2 <= 31
    assert not set(name) & set("[]:*?/\\'\n")


def test_text_too_long_for_a_cell_is_cut() -> None:
    assert read_back("ă" * 40_000).value == "ă" * 32_767
    assert read_back("😀" * 20_000).value == "😀" * 16_383


ANY = st.text(st.characters(exclude_categories=()), max_size=60) | st.sampled_from(DANGEROUS)


@settings(max_examples=60, deadline=None)
@given(title=ANY, texts=st.lists(st.tuples(ANY, ANY, ANY), max_size=3), struck=st.booleans())
def test_any_text_comes_back(title: str, texts: list[tuple[str, str, str]], struck: bool) -> None:
    rows = tuple(Row(line, struck) for line in texts)
    table = Table(title, tuple(map(Column, (title, "b", "c"))), rows, notes=(title,), place_date=title)
    lines = [
        [cell.value for cell in line] for line in opened(table).iter_rows(min_row=4, max_row=3 + len(rows))
    ]
    assert lines[: len(rows)] == [[printable(text) or None for text in line] for line in texts]
