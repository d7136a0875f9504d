"""Units are found from what people type about where they work."""

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.text import fold
from handlers.unit_search import LEAST_SCORE, Place, UnitIndex, decisive

SAMPLE = Path(__file__).parents[2] / "storage/samples/bac_kan.csv"
ROWS = list(csv.DictReader(SAMPLE.read_text(encoding="utf-8").splitlines()))
NAMES = {row["code"]: row["name"] for row in ROWS}
PLACES = [
    Place(
        id=number,
        code=row["code"],
        name=row["name"],
        workplace=row["workplace"],
        short=row["short"],
        former=tuple(row["former"].split(";")) if row["former"] else (),
        locality=row["locality"],
        parent_name=NAMES.get(row["parent"], ""),
        level=row["level"],
    )
    for number, row in enumerate(ROWS, 1)
]
INDEX = UnitIndex(PLACES)


def place(number: int, workplace: str, locality: str = "", former: tuple[str, ...] = ()) -> Place:
    name = f"CĐCS {workplace}"
    return Place(number, f"U-{number}", name, workplace, "", former, locality, "LĐLĐ huyện", "grassroots")


def codes(text: str) -> list[str]:
    return [match.place.code for match in INDEX.find(text)]


def test_a_code_alone_finds_its_unit_however_it_is_written() -> None:
    found = INDEX.coded("bk-dlbb")
    assert found is not None
    assert found.code == "BK-DLBB"
    assert INDEX.coded("BK-DLB") is None


FIRST = [
    # the way people speak of their work, most of it without accents
    ("em lam o dien luc ba be", "BK-DLBB"),
    ("Em làm ở Điện lực Ba Bể ạ", "BK-DLBB"),
    ("dạ em là công nhân bên may Sơn Ca", "BK-MAYSC"),
    ("em lam cho cty may son ca", "BK-MAYSC"),
    ("toi lam tai truong thcs dong lac", "BK-THCSDL"),
    ("day o truong thcs van lang", "BK-THCSVL"),
    ("toi dang cong tac tai ttyt na ri", "BK-YTNR"),
    ("chu tich cong doan truong thcs dong lac", "BK-THCSDL"),
    ("giao vien truong mam non khang ninh", "BK-MNKN"),
    # a workshop's people know the workshop
    ("chuyen 7 xuong 2 may son ca", "BK-MAYSC-C7"),
    ("chuyền 7", "BK-MAYSC-C7"),
    ("xuong 2 may son ca", "BK-MAYSC-X2"),
    ("may son ca", "BK-MAYSC"),
    ("ca 3 to 5 cty may son ca", "BK-MAYSC"),
    # abbreviations, on either side
    ("dl ba be", "BK-DLBB"),
    ("CĐCS ĐL TP. Bắc Kạn", "BK-DLTP"),
    ("truong cap 2 dong lac", "BK-THCSDL"),
    ("cấp ba Ba Bể", "BK-THPTBB"),
    ("trung hoc pho thong ba be", "BK-THPTBB"),
    ("th duc xuan", "BK-THDX"),
    ("mau giao khang ninh", "BK-MNKN"),
    ("MN Bộc Bố", "BK-MNBB"),
    ("ban tru nam mau", "BK-BTNM"),
    ("noi tru tinh", "BK-NTT"),
    ("cd bac kan", "BK-CDBK"),
    ("pgd ba be", "BK-PGDBB"),
    ("phong giao duc va dao tao ba be", "BK-PGDBB"),
    ("sở NN&PTNT", "BK-SNN"),
    ("so giao duc", "BK-SGD"),
    ("ttyt ba be", "BK-YTBB"),
    ("bvdk tinh bac kan", "BK-BVDK"),
    ("benh vien tinh", "BK-BVDK"),
    ("ngan hang nong nghiep", "BK-AGRI"),
    ("nhnn bac kan", "BK-NHNN"),
    ("ct cổ phần chế biến gỗ thanh mai", "BK-GO"),
    ("htx mien dong con minh", "BK-MIEN"),
    ("uy ban xa thanh thinh", "BK-UBTTH"),
    ("x. Tân Tú", "BK-UBTT"),
    ("UBND p.Huyền Tụng", "BK-UBHT"),
    ("liên đoàn lao động h. Ba Bể", "BK-BABE"),
    ("ldld tinh", "BK"),
    ("cong doan y te", "BK-YT"),
    # names from before a merger, and the other spelling of the province
    ("ubnd xa huong ne", "BK-UBHL"),
    ("uy ban lang ngam", "BK-UBHL"),
    ("ubnd tu tri", "BK-UBTT"),
    ("ủy ban thị trấn Chợ Mới", "BK-UBDTAM"),
    ("benh vien huyen cho don", "BK-YTCD"),
    ("may thanh binh", "BK-MAYSC"),
    ("bệnh viện tỉnh Bắc Cạn", "BK-BVDK"),
    # slips of the finger, words run together
    ("dien luk ba be", "BK-DLBB"),
    ("dein luc ba be", "BK-DLBB"),
    ("dienluc babe", "BK-DLBB"),
    ("tieu hoc duc xuaan", "BK-THDX"),
    ("may sonn caa", "BK-MAYSC"),
    ("agribnak", "BK-AGRI"),
    ("kiem lam ngan sown", "BK-HKLNS"),
    # a phone without a Vietnamese keyboard
    ("em lamf owr ddieenj luwcj ba beer", "BK-DLBB"),
    ("d9ie65n lu75c ba be63", "BK-DLBB"),
    # a locality tells namesakes apart
    ("truong le loi phuong song cau", "BK-THCSLL1"),
    ("thcs le loi cao ky", "BK-THCSLL2"),
    # the code on a poster
    ("BK-DLBB", "BK-DLBB"),
    (" bk-dlbb ", "BK-DLBB"),
]


@pytest.mark.parametrize(("typed", "code"), FIRST)
def test_what_people_type_finds_their_unit_first(typed: str, code: str) -> None:
    assert codes(typed)[:1] == [code]


AMONG = [
    ("dien luc ba ba", "BK-DLBB"),
    ("ba be", "BK-BABE"),
    ("ba be", "BK-YTBB"),
    ("bv ba be", "BK-YTBB"),
    ("xa huong ne", "BK-UBHL"),
    ("huong ne", "BK-THHL"),
    ("dien luc bac kan", "BK-DLTP"),
    ("mo ban thi", "BK-UBBT"),
    ("cho don", "BK-YTCD"),
]


@pytest.mark.parametrize(("typed", "code"), AMONG)
def test_a_vaguer_text_offers_the_unit_among_the_first_three(typed: str, code: str) -> None:
    assert code in codes(typed)[:3]


UNKNOWN = ["", " ", "?!", "xyz qwerty", "hello", "khong biet", "cong ty", "asdf 12345", "👍", "0912"]


@pytest.mark.parametrize("typed", UNKNOWN)
def test_what_no_unit_is_called_finds_nothing(typed: str) -> None:
    assert INDEX.find(typed) == []


def test_namesakes_are_both_shown_and_differ_by_locality() -> None:
    first, second = INDEX.find("toi lam tai truong thcs le loi")[:2]
    assert first.place.name == second.place.name
    assert {first.place.locality, second.place.locality} == {"phường Sông Cầu", "xã Cao Kỳ"}


SURE = ["em lam o dien luc ba be", "thcs dong lac", "may son ca", "BK-DLBB", "dien luk ba be", "ttyt ba be"]
UNSURE = ["toi lam tai truong thcs le loi", "ba be", "dien luc", "bac kan", "xa huong ne", "truong", "xyz"]


@pytest.mark.parametrize("typed", SURE)
def test_a_clear_answer_is_decisive(typed: str) -> None:
    assert decisive(INDEX.find(typed))


@pytest.mark.parametrize("typed", UNSURE)
def test_several_likely_units_or_none_are_not_decisive(typed: str) -> None:
    assert not decisive(INDEX.find(typed))


def test_words_that_no_unit_has_change_nothing() -> None:
    plain = INDEX.find("dien luc ba be")
    assert INDEX.find("dien luc ba be zzkw wqq") == plain


def test_words_of_other_units_do_not_hide_the_one_whose_whole_name_was_typed() -> None:
    index = UnitIndex(
        [
            place(1, "Công ty CP May Việt Tiến"),
            place(2, "Chuyền 7, Xưởng 2, Công ty TNHH Giày Sao Mai"),
            place(3, "Công ty TNHH Giày Sao Mai"),
        ]
    )
    assert index.find("chuyen 7 xuong 2 may viet tien")[0].place.id == 1


LEAD_INS = [
    "em lam o",
    "Dạ em làm việc tại",
    "tôi đang công tác tại",
    "bên em là công nhân",
    "làm ở",
    "cô dạy",
]


@pytest.mark.parametrize("lead_in", LEAD_INS)
def test_a_lead_in_does_not_count_even_where_its_words_are_in_names(lead_in: str) -> None:
    others = ("Lâm trường Em O Tài", "Công ty Đăng Dạ", "Trường Việc Tôi Bến Cô Là Dạy", "Tác Nhân Tô")
    index = UnitIndex([place(1, "Điện lực Ba Bể"), *(place(n, name) for n, name in enumerate(others, 2))])
    assert index.find(f"{lead_in} điện lực Ba Bể") == index.find("điện lực Ba Bể")


def test_a_name_that_begins_like_a_lead_in_is_kept() -> None:
    index = UnitIndex([place(1, "Lâm trường Chợ Mới"), place(2, "Trường Cô Tô"), place(3, "Chi cục Thuế")])
    assert [index.find(typed)[0].place.id for typed in ("lam truong", "co to", "chi cuc thue")] == [1, 2, 3]


def test_both_ways_to_write_the_last_i_are_one() -> None:
    index = UnitIndex([place(1, "UBND xã Mỹ Phương"), place(2, "UBND xã Nam Mẫu")])
    assert index.find("Mĩ Phương")[0].place.id == 1


def test_no_more_than_the_limit_is_returned_best_first() -> None:
    found = INDEX.find("bac kan", limit=3)
    assert len(found) == 3
    assert [match.score for match in found] == sorted((match.score for match in found), reverse=True)


def test_an_index_of_no_units_finds_nothing() -> None:
    assert UnitIndex([]).find("dien luc ba be") == []


def test_a_very_long_text_is_read_by_its_beginning() -> None:
    assert INDEX.find("dien luc ba be " + "la " * 5000)[0].place.code == "BK-DLBB"


@given(st.text(max_size=300))
def test_any_text_gives_matches_with_a_score_and_never_fails(text: str) -> None:
    assert all(LEAST_SCORE <= match.score <= 1 for match in INDEX.find(text))


@given(st.lists(st.text(max_size=30), max_size=6), st.text(max_size=30))
def test_any_names_can_be_indexed(names: list[str], text: str) -> None:
    index = UnitIndex([place(number, name, former=(name[::-1],)) for number, name in enumerate(names)])
    assert len(index.find(text, limit=2)) <= 2


@given(st.sampled_from(PLACES), st.sampled_from(["name", "workplace"]), st.booleans())
def test_every_unit_is_found_by_its_exact_name_with_and_without_accents(
    unit: Place, field: str, accents: bool
) -> None:
    written = getattr(unit, field)
    found = INDEX.find(written if accents else fold(written))
    best = [match.place for match in found if match.score == pytest.approx(found[0].score)]
    assert unit in best
    assert found[0].score == pytest.approx(1)


@given(st.sampled_from([unit for unit in PLACES if unit.former]))
def test_every_unit_is_offered_for_each_of_its_former_names(unit: Place) -> None:
    assert all(unit.code in codes(name) for name in unit.former)


def test_sample_codes_are_unique_and_fit_a_start_link() -> None:
    assert len(NAMES) == len(ROWS)
    assert all(re.fullmatch(r"[A-Z0-9-]{2,20}", code) for code in NAMES)


def test_sample_units_hang_on_one_tree_with_parents_first() -> None:
    seen: set[str] = set()
    for row in ROWS:
        assert row["parent"] in seen or (not seen and not row["parent"])
        seen.add(row["code"])
