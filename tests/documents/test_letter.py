"""Letters as Word files, opened again."""

import io
from typing import Any

from docx import Document
from docx.document import Document as Opened
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.cells import printable
from documents.letter import Letter, Signature, as_docx

RECEIPT = Letter(
    title="GIẤY BIÊN NHẬN",
    heading=("LIÊN ĐOÀN LAO ĐỘNG TỈNH BẮC KẠN", "CÔNG ĐOÀN CƠ SỞ"),
    right_heading=("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"),
    number="Số: 12/BN-CĐ",
    place_date="Bắc Kạn, ngày 16 tháng 5 năm 2022",
    subtitles=("Đơn yêu cầu công nhận sáng kiến",),
    paragraphs=("Công đoàn cơ sở đã nhận đơn của ông/bà có tên dưới đây.",),
    pairs=(("Tên sáng kiến:", "Giá để dây điện"), ("Trả lời trước ngày:", "16/08/2022")),
    closing=("Khi cần hỏi thêm, nhờ ông/bà gọi 0209 3812 345.",),
    signatures=(Signature("NGƯỜI NỘP ĐƠN", "(Ký)"), Signature("NGƯỜI NHẬN ĐƠN", "(Ký)", "Hoàng Thị Mai")),
)


def opened(letter: Letter) -> Opened:
    return Document(io.BytesIO(as_docx(letter)))


def tables(document: Opened) -> list[list[list[str]]]:
    return [[[cell.text.strip() for cell in row.cells] for row in table.rows] for table in document.tables]


def test_everything_stands_in_its_place() -> None:
    document = opened(RECEIPT)
    assert tables(document) == [
        [
            ["LIÊN ĐOÀN LAO ĐỘNG TỈNH BẮC KẠN\nCÔNG ĐOÀN CƠ SỞ",
             "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"],
            ["Số: 12/BN-CĐ", "Bắc Kạn, ngày 16 tháng 5 năm 2022"],
        ],
        [["Tên sáng kiến:", "Giá để dây điện"], ["Trả lời trước ngày:", "16/08/2022"]],
        [["NGƯỜI NỘP ĐƠN", "NGƯỜI NHẬN ĐƠN"], ["(Ký)", "(Ký)"], ["", "Hoàng Thị Mai"]],
    ]  # fmt: skip
    said = [paragraph.text for paragraph in document.paragraphs if paragraph.text]
    assert said == [RECEIPT.title, *RECEIPT.subtitles, *RECEIPT.paragraphs, *RECEIPT.closing]


def test_only_who_issues_it_is_bold_on_the_left() -> None:
    left = opened(RECEIPT).tables[0].rows[0].cells[0].paragraphs
    assert [paragraph.runs[0].bold is True for paragraph in left if paragraph.text] == [False, True]


def test_no_line_is_underlined_but_lines_are_drawn_below_issuer_and_motto() -> None:
    body = opened(RECEIPT).element.body
    assert not list(body.iter(qn("w:u")))
    assert len(list(body.iter(qn("w:pBdr")))) == 2


def test_signatures_stay_on_one_page() -> None:
    signed = opened(RECEIPT).tables[-1]
    together: list[Any] = [p.paragraph_format.keep_with_next for c in signed._cells for p in c.paragraphs]
    assert all(together)


def test_a_letter_of_a_title_alone_is_a_letter() -> None:
    document = opened(Letter("GIẤY BIÊN NHẬN"))
    assert [paragraph.text for paragraph in document.paragraphs if paragraph.text] == ["GIẤY BIÊN NHẬN"]
    assert document.tables == []


def test_its_name_is_in_its_properties_and_no_program_signs_it() -> None:
    about = opened(RECEIPT).core_properties
    assert (about.title, about.author, about.comments) == ("GIẤY BIÊN NHẬN", "", "")


ANY = st.text(st.characters(exclude_categories=()), max_size=60)


@settings(max_examples=40, deadline=None)
@given(text=ANY, label=ANY, value=ANY)
def test_any_text_comes_back(text: str, label: str, value: str) -> None:
    letter = Letter(text, (text,), (text,), text, text, (text,), (text,), ((label, value),), (text,))
    document = opened(letter)
    assert [cell.text for cell in document.tables[-1].rows[0].cells] == [printable(label), printable(value)]
    assert document.paragraphs[1].text == printable(text)
