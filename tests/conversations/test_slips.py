"""Slips of the finger on a page of choices: what was open stays open."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.conversations.officers import Office, office
from tests.conversations.tester import HELLO, SENT


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path, trial=False) as opened:
        yield opened


async def test_a_page_stays_open_where_nothing_is_understood(desk: Office) -> None:
    lan = await desk.officer("BK")
    await lan.talks(("bàn việc", "desk"))
    choices = lan.last.choices
    await lan.talks(("12", "invalid.choose-here"))
    assert lan.last.choices == choices
    await lan.talks(("ok chua", "invalid.choose-here"), ("6", "programmes"))


async def test_the_next_page_is_asked_for_in_plain_words(desk: Office) -> None:
    lan = await desk.officer("BK")
    await lan.talks(
        ("chương trình", "programmes"),
        ("1", "programmes.one"),
        ("trang sau", "invalid.choose-here"),
        ("chốt cách hiểu", "programmes.conflicts"),
    )
    first = lan.last.labels
    await lan.talks(("trang sau", "programmes.conflicts"))
    assert lan.last.labels != first


async def test_back_leads_to_the_desk_from_what_was_opened_there(desk: Office) -> None:
    lan = await desk.officer("BK")
    await lan.talks(
        ("đôn đốc", "urging"),
        ("quay lại", "desk"),
        ("quay lại", "menu"),
        ("sổ nhắc việc", "ledger.none"),
        ("quay lại", "desk"),
        ("hạn nộp", "deadlines"),
        ("quay lại", "menu"),
    )


async def test_rooms_of_the_desk_are_found_by_the_words_people_use(desk: Office) -> None:
    lan = await desk.officer("BK")
    await lan.talks(
        ("xem báo cáo", "records.what"), ("chi tieu", "targets"), ("báo cáo tháng", "records.what")
    )


async def test_an_officer_at_the_desk_is_not_asked_whether_that_is_an_initiative(desk: Office) -> None:
    lan = await desk.officer("BK")
    await lan.talks(("đôn đốc", "urging"), ("nhan tin rieng cho cac chi", "invalid.choose-here"))
    assert "Về bàn việc" in lan.last.labels


async def test_back_takes_the_only_way_a_page_shows(desk: Office) -> None:
    lan, huy = await desk.officer("BK-DLBB"), desk.house.person()
    await huy.talks(*SENT)
    await lan.hear()
    await lan.talks(("mở xem", "case.one"), ("xem nội dung", "case.content"), ("quay lại", "case.one"))
    await lan.talks(("bổ sung 1: lợi ích", "review.words"), ("khong", "review.confirm-of"))
    assert "khong" not in lan.last.text


async def test_another_name_than_the_one_asked_about_is_shown(desk: Office) -> None:
    an = desk.house.person()
    await an.talks(
        *HELLO,
        ("tran quang huy", "welcome.name-accents"),
        ("dien luc ba be", "welcome.name-accents"),
        ("tran quang huy", "welcome.name-accents"),
        ("tran quang huy", "welcome.unit"),
    )


async def test_a_word_told_before_a_question_is_skipped_does_not_keep_it_open(desk: Office) -> None:
    lan = await desk.officer("BK-DL")
    await lan.talks(
        ("báo cáo", "records.what"),
        ("1", "record.registered_count-posted"),
        ("1", "form.noted record.summary"),
        ("dung", "form.part"),
        ("bỏ qua", "record.difficulties"),
    )
