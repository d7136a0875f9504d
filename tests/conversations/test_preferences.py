"""Cách nhắc việc: night shift, hours of one's own, and kinds that are turned down."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from storage import preferences
from storage.preferences import Wishes
from tests.conversations.officers import Office, office
from tests.conversations.tester import KNOWN, Person, Press

pytestmark = pytest.mark.asyncio(loop_scope="function")

PAGE = (("thông tin của tôi", "details"), ("cách nhắc việc", "preferences"))


@pytest_asyncio.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path) as opened:
        yield opened


def wishes(person: Person) -> Wishes:
    with person.app.reader.begin() as connection:
        return preferences.get(connection, person.row.id)


async def test_a_worker_says_when_to_be_reminded(desk: Office, channel: str) -> None:
    huy = desk.house.person(channel)
    await huy.talks(*KNOWN, *PAGE)
    for line in ("Giờ nhắc: 11:30–12:30, 17:00–21:00, ngày làm việc", "Làm ca đêm: Không",
                 "Đã tắt: không có gì", "để anh/chị không bị lỡ"):  # fmt: skip
        assert line in huy.last.text, line
    await huy.talks(
        ("chọn giờ nhắc", "prefer.hours"),
        ("lúc nào cũng được", "invalid.hours prefer.hours"),
        ("chỉ nhắc từ 18h đến 20h", "preferences.changed preferences"),
    )
    assert "Giờ nhắc: 18:00–20:00, ngày làm việc (giờ anh/chị chọn)" in huy.last.text
    assert wishes(huy) == Wishes(quiet_from="20:00", quiet_until="18:00")
    await huy.talks(("2", "prefer.hours"), ("1", "preferences.changed preferences"))
    assert wishes(huy) == Wishes(quiet_from="13:00", quiet_until="11:30")
    await huy.talks(("2", "prefer.hours"), ("theo giờ thông thường", "preferences.changed preferences"))
    assert wishes(huy) == Wishes()


async def test_the_night_shift_and_kinds_are_switched_on_and_off(desk: Office, channel: str) -> None:
    huy = desk.house.person(channel)
    await huy.talks(*KNOWN, *PAGE, ("tôi làm ca đêm", "preferences.changed preferences"))
    assert "Giờ nhắc: 17:00–21:00" in huy.last.text
    assert "Làm ca đêm: Có" in huy.last.text
    await huy.talks(
        ("thôi nhắc việc phấn đấu", "preferences.changed preferences"),
        (Press("draft"), "preferences.changed preferences"),
    )
    assert "Đã tắt: việc phấn đấu, bản đang làm dở" in huy.last.text
    assert wishes(huy) == Wishes(night_shift=True, muted=("aim", "draft"))
    await huy.talks(
        ("nhắc lại việc phấn đấu", "preferences.changed preferences"),
        ("tôi không làm ca đêm nữa", "preferences.changed preferences"),
    )
    assert wishes(huy) == Wishes(muted=("draft",))


async def test_only_who_has_units_below_can_turn_down_word_of_those_that_need_help(desk: Office) -> None:
    lan, chair = await desk.officer("BK"), await desk.officer("BK-DULICH")
    await lan.talks(*PAGE)
    assert "Giờ nhắc: 7:00–11:30, 13:30–21:00" in lan.last.text
    await lan.talks(("thôi báo đơn vị dưới cần hỗ trợ", "preferences.changed preferences"))
    assert wishes(lan) == Wishes(muted=("support",))
    await chair.talks(*PAGE)
    assert "hỗ trợ" not in chair.last.labels


@pytest.mark.needs("buttons")  # of somebody else
async def test_nor_with_buttons_of_those_who_have(desk: Office) -> None:
    chair = await desk.officer("BK-DULICH")
    await chair.talks((Press("prefer:me:support"), "preferences"), (Press("prefer:me:report"), "preferences"))
    assert wishes(chair) == Wishes()


async def test_hours_that_were_not_chosen_change_nothing(desk: Office) -> None:
    huy = desk.house.person()
    await huy.talks(*KNOWN, *PAGE, ("chọn giờ nhắc", "prefer.hours"), ("để sau", "preferences"))
    assert wishes(huy) == Wishes()
    await huy.talks(("thông tin của tôi", "details"))


async def test_reminders_are_found_by_their_words_from_anywhere(desk: Office, channel: str) -> None:
    huy = desk.house.person(channel)
    await huy.talks(*KNOWN, ("cach nhac viec", "preferences"), ("nhắc ở đâu", "chats"))
    await huy.talks(("giờ nhắc", "preferences"))
