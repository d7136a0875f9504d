"""Tables of units are read as people make them; what is no table says why."""

import io
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from storage import unit_files, units
from storage.unit_files import BadFile, opened

HEAD = "code,name\n"


def written(tmp_path: Path, content: str | bytes) -> Path:
    file = tmp_path / "units"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def rows(file: Path) -> list[Any]:
    return list(opened(file).rows)


def excel(tmp_path: Path, *lines: list[Any]) -> Path:
    book = Workbook()
    assert book.active is not None
    for line in lines:
        book.active.append(line)
    data = io.BytesIO()
    book.save(data)
    return written(tmp_path, data.getvalue())


@pytest.mark.parametrize(
    "content",
    [
        "code,name\nA,Một hai",
        "\ufeffcode,name\r\nA,Một hai\r\n",
        "Code;NAME\nA;Một hai",
        "code\tname\nA\tMột hai",
        "code,name\nA,Mo\u0323\u0302t  \u00a0hai\u200b ",
        "code,name,,\nA,Một hai,,\n,,,\n",
        "code\tname\r\nA\tMột hai\r\n".encode("utf-16"),
    ],
)
def test_a_table_is_read_however_a_program_wrote_it(tmp_path: Path, content: str | bytes) -> None:
    assert rows(written(tmp_path, content)) == [(2, {"code": "A", "name": "Một hai"})]


def test_rows_are_numbered_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    file = written(tmp_path, "\n\ncode,name\n\nA,a\n,\nB,b\n")
    assert [number for number, _ in rows(file)] == [5, 7]


def test_cells_of_excel_are_read_as_they_would_be_typed(tmp_path: Path) -> None:
    line = ["A", "Tên", 12.0, date(2021, 12, 31), datetime(2021, 12, 31), True, None, "=1+1", 1.5]
    file = excel(tmp_path, ["code", "name", *"abcdefg"], line)
    assert rows(file) == [
        (2, {"code": "A", "name": "Tên", "a": "12", "b": "2021-12-31", "c": "2021-12-31", "d": "yes", "e": "",
             "f": "=1+1", "g": "1.5"})
    ]  # fmt: skip


def test_cells_beyond_the_headings_are_noticed(tmp_path: Path) -> None:
    assert rows(written(tmp_path, HEAD + "A,a,b\n")) == [(2, {"code": "A", "name": "a", "": "more"})]


def archive(**parts: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as made:
        for name, part in parts.items():
            made.writestr(name.replace("__", "/"), part)
    return data.getvalue()


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ("", "empty"),
        ("\n , ,\n", "empty"),
        ("mã,tên\nA,a", "headings"),
        ("code,name,name\nA,a,b", "headings"),
        ("code\nA", "headings"),
        (HEAD.encode() + "A,Đồng".encode("cp1258", "replace") + b"\xff", "encoding"),
        (b"code,name\nA,\x00", "kind"),
        (b"%PDF-1.7", "kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "kind"),
        (b"PK\x03\x04 and nothing more", "broken"),
        (archive(word__document="<d/>"), "kind"),
        (archive(xl__workbook="<d/>"), "broken"),
        (HEAD + 'A,"' + "x" * 140_000 + '"', "broken"),
    ],
)
def test_what_is_no_table_says_why(tmp_path: Path, content: str | bytes, key: str) -> None:
    with pytest.raises(BadFile) as error:
        rows(written(tmp_path, content))
    assert error.value.key == key


@pytest.mark.parametrize(
    "part", ["[Content_Types].xml", "xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml"]
)
def test_excel_files_with_a_part_that_is_no_xml_are_broken(tmp_path: Path, part: str) -> None:
    whole = zipfile.ZipFile(excel(tmp_path, ["code", "name"], ["A", "a"]))
    parts = {name: "<a><b></a>" if name == part else whole.read(name).decode() for name in whole.namelist()}
    with pytest.raises(BadFile, match="broken"):
        rows(written(tmp_path, archive(**parts)))


def test_a_hundred_thousand_rows_are_read_and_more_than_is_taken_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = written(tmp_path, HEAD + "".join(f"U{n},Đơn vị {n}\n" for n in range(100_000)))
    assert opened(file).about == 100_000
    assert len(rows(file)) == 100_000
    monkeypatch.setattr(unit_files, "MOST", 99_999)
    with pytest.raises(BadFile, match="many"):
        rows(file)


def test_what_unpacks_to_too_much_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unit_files, "LARGEST", 10_000)
    with pytest.raises(BadFile, match="many"):
        opened(written(tmp_path, archive(xl__sharedStrings="x" * 20_000)))


def test_every_sample_is_read() -> None:
    for file in units.SAMPLES.glob("*.csv"):
        assert len(rows(file)) > 10, file.name
