"""Slips of the finger on a page of choices: what was open stays open."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.conversations.officers import Office, office


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
