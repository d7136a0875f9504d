"""Words and buttons that must not be taken for what they are not."""

import pytest

from tests.conversations.tester import BEGUN, KNOWN, SENT, Later, Person, Press

pytestmark = pytest.mark.asyncio(loop_scope="session")

AT_RECOGNISED = SENT[:-2]


@pytest.mark.parametrize("filler", ["ok", "uh", "👍"])
async def test_a_filler_does_not_say_that_something_was_recognised(an: Person, filler: str) -> None:
    await an.talks(*AT_RECOGNISED)
    await an.does(filler)
    assert an.session["asked"] == "registration.recognised"
    assert "recognised" not in an.answers


async def test_no_at_the_proposed_title_asks_for_another(an: Person) -> None:
    await an.talks(*BEGUN)
    await an.does("chế cái sào kẹp thay bóng đèn đường")
    await an.does("xong")
    heard = await an.does("k")
    assert heard[-1].keys[-1] == "registration.title-other"
    await an.does("3")
    assert "title" not in an.answers


async def test_an_unsure_word_at_the_cancel_question_becomes_no_part_of_the_story(an: Person) -> None:
    await an.talks(*BEGUN)
    await an.does("hủy")
    heard = await an.does("để xem đã nào")
    assert heard[-1].keys == ("invalid.choose", "form.cancel")
    heard = await an.does("đúng")
    assert "form.cancelled" in heard[-1].keys
    assert an.drafts(state="thrown")[0].answers == {}
    assert an.drafts(state="thrown")[0].notes == {}


@pytest.mark.needs("buttons")  # the same words and numbers stand below the newer one
async def test_an_older_follow_up_button_does_not_settle_the_newer_one(an: Person) -> None:
    await an.talks(*KNOWN[:-2])
    first = (await an.does("dien luc ba be"))[-1]
    assert first.keys[-1] == "welcome.unit-this"
    second = (await an.does("thcs đồng lạc"))[-1]
    assert second.keys[-1] == "welcome.unit-this"
    heard = await an.does(Press(first.values[0]))
    assert "form.old-button" in heard[-1].keys
    assert an.session["asked"] == "welcome.unit"


async def test_the_menu_pressed_twice_begins_one_draft(an: Person) -> None:
    await an.talks(*BEGUN)
    await an.does("menu")
    await an.does("1")
    assert len(an.drafts()) == 1


async def test_an_evening_reminder_is_not_shown_to_the_next_person_on_the_phone(an: Person) -> None:
    await an.talks(*BEGUN)
    await an.does("bí quyết của riêng một người")
    await an.does("để sau")
    await an.does("1")
    await an.does("đổi người")
    await an.does("Người khác, lần đầu")
    before = len(an.heard)
    await an.does(Later("2022-05-16 19:05"))
    assert not [m for m in an.heard[before:] if "bí quyết" in m.text.lower()]
