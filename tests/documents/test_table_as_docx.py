"""Tables as Word files, opened again."""

import io
import zipfile
from datetime import UTC, date, datetime
from typing import Any

import pytest
from docx import Document
from docx.document import Document as Opened
from docx.oxml.ns import qn
from docx.shared import Mm
from hypothesis import given, settings
from hypothesis import strategies as st

from documents import qr
from documents.cells import printable
from documents.table import Column, Row, Signature, Table, as_docx

COLUMNS = (Column("Số", 1), Column("Tên sáng kiến", 4), Column("Ghi chú", 2, remark=True))


def register(*rows: Row, **more: Any) -> Table:
    return Table("Sổ tiếp nhận", COLUMNS, rows, **more)


def opened(table: Table) -> Opened:
    return Document(io.BytesIO(as_docx(table)))


def grid(document: Opened) -> Any:
    return next(table for table in document.tables if table.style and table.style.name == "Table Grid")


def texts(document: Opened) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in grid(document).rows]


def test_cells_read_as_people_write_them() -> None:
    row = Row((1, "Giá để dây điện 👍\nhai tầng", date(2022, 5, 3)))
    other = Row((2, "=1+1\t\x00x\r\ny", datetime(2022, 5, 31, 17, 30, tzinfo=UTC)))
    assert texts(opened(register(row, other))) == [
        ["Số", "Tên sáng kiến", "Ghi chú"],
        ["1", "Giá để dây điện 👍\nhai tầng", "03/05/2022"],
        ["2", "=1+1\tx\ny", "00:30 01/06/2022"],
    ]


def test_headings_are_repeated_and_rows_are_not_torn_apart() -> None:
    rows = grid(opened(register(Row((1, "a", "")), Row((2, "b", ""))))).rows
    assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in rows] == [True, False, False]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows)


@pytest.mark.parametrize(("landscape", "size"), [(False, (210, 297)), (True, (297, 210))])
def test_the_page_is_a4_with_the_margins_of_the_decree(landscape: bool, size: tuple[int, int]) -> None:
    page = opened(register(landscape=landscape)).sections[0]
    sides = [page.page_width, page.page_height, page.top_margin, page.bottom_margin, page.left_margin]
    width, height, above, below, left = (round(side.mm) for side in sides if side is not None)
    assert (width, height) == size
    assert (20 <= above <= 25, 20 <= below <= 25, 30 <= left <= 35) == (True, True, True)
    assert page.right_margin is not None
    assert 15 <= round(page.right_margin.mm) <= 20


def test_letters_are_times_new_roman_of_12_to_14_points() -> None:
    document = opened(register(Row((1, "a", "")), heading=("LIÊN ĐOÀN",), notes=("Hết",)))
    for name in ("Normal", "Cell", "Header"):
        style: Any = document.styles[name]
        assert style.font.name == "Times New Roman"
        assert 12 <= style.font.size.pt <= 14
    assert {int(size.get(qn("w:val"))) for size in document.element.body.iter(qn("w:sz"))} <= {
        24,
        26,
        28,
        6,
        4,
    }


def test_pages_are_numbered_from_the_second_on() -> None:
    page = opened(register()).sections[0]
    assert page.different_first_page_header_footer
    assert page.header._element.xpath("string(//w:fldSimple/@w:instr)") == "PAGE"
    assert page.first_page_header.is_linked_to_previous  # nothing on the first


def test_struck_rows_are_struck_but_what_is_remarked_is_not() -> None:
    table = register(Row((1, "Giá để dây", "")), Row((2, "Hộp hấp", "gạch bỏ 10:20"), struck=True))
    rows = grid(opened(table)).rows
    struck = [[cell.paragraphs[0].runs[0].font.strike is True for cell in row.cells] for row in rows]
    assert struck == [[False] * 3, [False] * 3, [True, True, False]]


def test_pictures_are_22_mm_and_left_out_of_struck_rows() -> None:
    png, other = qr.png("i_1"), qr.png("i_2")
    rows = (Row((1, png, "")), Row((2, png, "")), Row((3, other, ""), struck=True))
    document = opened(register(*rows))
    assert [shape.width for shape in document.inline_shapes] == [Mm(22)] * 2
    archive = zipfile.ZipFile(io.BytesIO(as_docx(register(*rows))))
    stored = [archive.read(name) for name in archive.namelist() if name.startswith("word/media/")]
    assert stored == [png]
    cell = grid(document).rows[1].cells[1]
    assert cell.width > Mm(22)


def test_every_picture_has_its_own_number() -> None:
    rows = [Row((n, qr.png(f"i_{n}"), "")) for n in range(5)]
    body = opened(register(*rows)).element.body
    numbers = [one.get("id") for one in body.iter(qn("wp:docPr"))]
    assert len(set(numbers)) == 5


@pytest.mark.parametrize("cell", [b"\xff\xd8\xff", b"", datetime(2022, 5, 31)])
def test_no_table_holds_other_pictures_or_moments_without_a_zone(cell: bytes | datetime) -> None:
    with pytest.raises(ValueError, match=r"PNG|time zone"):
        register(Row((1, cell, "")))


def test_columns_are_as_wide_as_the_page_and_dates_and_codes_have_room() -> None:
    row = Row(("BK-2022-000123", "Giá để dây điện ở công trường", date(2022, 5, 31)))
    columns = (Column("Mã", 1), Column("Tên", 20), Column("Ngày", 1))
    cells = grid(opened(Table("Sổ", columns, (row,)))).rows[1].cells
    assert sum(cell.width.mm for cell in cells) == pytest.approx(160, abs=0.5)
    assert cells[0].width.mm >= 34
    assert cells[2].width.mm >= 24


def test_head_title_notes_and_signatures_stand_around_the_table() -> None:
    document = opened(
        register(
            heading=("LIÊN ĐOÀN LAO ĐỘNG", "CÔNG ĐOÀN CƠ SỞ"),
            right_heading=("CỘNG HÒA", "Độc lập - Tự do - Hạnh phúc"),
            subtitles=("Năm 2022",),
            notes=("Có 0 sáng kiến",),
            place_date="Bắc Kạn, ngày 31 tháng 5",
            signatures=(Signature("NGƯỜI LẬP", name="Mai"), Signature("TM. BAN THƯỜNG VỤ", "(Ký)")),
        )
    )
    head, _, signed = ([[c.text.strip() for c in row.cells] for row in t.rows] for t in document.tables)
    assert head == [["LIÊN ĐOÀN LAO ĐỘNG\nCÔNG ĐOÀN CƠ SỞ", "CỘNG HÒA\nĐộc lập - Tự do - Hạnh phúc"]]
    assert [p.text for p in document.paragraphs if p.text] == ["Sổ tiếp nhận", "Năm 2022", "Có 0 sáng kiến"]
    assert signed == [
        ["", "Bắc Kạn, ngày 31 tháng 5"],
        ["NGƯỜI LẬP", "TM. BAN THƯỜNG VỤ"],
        ["", "(Ký)"],
        ["Mai", ""],
    ]


def test_one_who_signs_alone_signs_on_the_right() -> None:
    signed = opened(register(signatures=(Signature("CHỦ TỊCH"),))).tables[-1]
    assert [cell.text for cell in signed.rows[0].cells] == ["", "CHỦ TỊCH"]


def test_a_table_without_rows_or_words_around_it_is_a_table() -> None:
    assert texts(opened(register())) == [["Số", "Tên sáng kiến", "Ghi chú"]]


@pytest.mark.parametrize(
    ("columns", "rows", "signatures"),
    [
        ((Column("a"),), (), ()),
        ((Column("a"), Column("b", 0)), (), ()),
        ((Column("a"), Column("b")), (Row(("x",)),), ()),
        ((Column("a"), Column("b")), (), (Signature("x"),) * 3),
    ],
)
def test_what_does_not_fit_together_is_no_table(
    columns: tuple[Column, ...], rows: tuple[Row, ...], signatures: tuple[Signature, ...]
) -> None:
    with pytest.raises(ValueError, match="column"):
        Table("Sổ", columns, rows, signatures=signatures)


ANY = st.text(st.characters(exclude_categories=()), max_size=60)


@settings(max_examples=60, deadline=None)
@given(title=ANY, lines=st.lists(st.tuples(ANY, ANY, ANY), max_size=3), struck=st.booleans())
def test_any_text_comes_back(title: str, lines: list[tuple[str, str, str]], struck: bool) -> None:
    rows = tuple(Row(line, struck) for line in lines)
    columns = tuple(map(Column, (title, "b", "c")))
    table = Table(title, columns, rows, (title,), (title,), (title,), (title,), title, (Signature(title),))
    assert texts(opened(table))[1:] == [[printable(text) for text in line] for line in lines]
