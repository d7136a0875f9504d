"""What only Telegram does: repeats, changes of order, edited messages, stickers, blocked chats."""

import pytest

from tests.conversations.tester import BEGUN, DATED, KNOWN, SENT, STORY, TITLED, Person
from tests.conversations.wires import TelegramWire

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.fixture
def wire(binh: Person) -> TelegramWire:
    assert isinstance(binh.wire, TelegramWire)
    return binh.wire


async def heard(person: Person) -> str:
    return " | ".join(" ".join(message.keys) for message in await person.hear())


async def test_an_update_that_comes_twice_is_answered_once(binh: Person, wire: TelegramWire) -> None:
    await binh.talks(*TITLED)
    wire.user.text("1")
    [update] = wire.take()
    await wire.deliver([update, update])
    await wire.deliver([update])
    assert await heard(binh) == "registration.applied_on"
    assert binh.session["asked"] == "registration.applied_on"


async def test_an_update_that_comes_too_late_belongs_to_its_own_question(
    binh: Person, wire: TelegramWire
) -> None:
    await binh.talks(*BEGUN, (STORY, "form.part"))
    wire.user.text("à, một người cũng làm được")
    [late] = wire.take()
    await binh.talks(("xong", "registration.title"))
    await wire.deliver([late])
    assert await heard(binh) == "form.appended"
    assert binh.answers["solution"].endswith("một người cũng làm được")
    assert binh.session["asked"] == "registration.title"


async def test_an_edited_message_changes_its_answer(binh: Person, wire: TelegramWire) -> None:
    await binh.talks(*DATED)
    wire.user.edit("tháng 4/2022")
    await wire.deliver(wire.take())
    assert await heard(binh) == "form.edited registration.benefit_how"
    assert binh.answers["applied_on"] == "2022-04"


async def test_an_edited_answer_that_cannot_be_read_changes_nothing(binh: Person, wire: TelegramWire) -> None:
    await binh.talks(*DATED)
    wire.user.edit("lâu rồi")
    await wire.deliver(wire.take())
    assert await heard(binh) == "form.edited-unknown registration.benefit_how"
    assert binh.answers["applied_on"] == "2022-03"


async def test_putting_xog_right_does_not_replace_the_story(binh: Person, wire: TelegramWire) -> None:
    await binh.talks(*BEGUN, (STORY, "form.part"), ("xog", "registration.title"))
    wire.user.edit("xong")
    await wire.deliver(wire.take())
    assert await heard(binh) == "form.edited-unknown registration.title"
    assert binh.answers["solution"] == STORY


async def test_an_edited_message_presses_nothing_in_the_menu(binh: Person, wire: TelegramWire) -> None:
    await binh.talks(*SENT)
    wire.user.edit("2")
    await wire.deliver(wire.take())
    assert await heard(binh) == "menu.edited menu"


async def test_a_sticker_of_a_thumb_is_a_yes(binh: Person, wire: TelegramWire) -> None:
    await binh.talks(*KNOWN[:-1])
    wire.user.sticker("👍")
    await wire.deliver(wire.take())
    assert await heard(binh) == "welcome.done menu"


async def test_what_cannot_be_read_here_is_said(binh: Person, wire: TelegramWire) -> None:
    await binh.talks(*TITLED)
    wire.user.say(contact={"phone_number": "0900000000", "first_name": "Huy"})
    await wire.deliver(wire.take())
    assert await heard(binh) == "form.unsupported registration.applied"


async def test_who_blocks_is_left_in_peace_and_goes_on_where_they_were(
    binh: Person, wire: TelegramWire
) -> None:
    await binh.talks(*TITLED)
    wire.user.block()
    await wire.deliver(wire.take())
    assert await heard(binh) == ""
    wire.user.unblock()
    await wire.deliver(wire.take())
    assert await heard(binh) == ""
    await binh.talks(("1", "registration.applied_on"))
