"""One person in several chats: codes, what follows a person, where they are reminded, letting a chat go."""

import re

import pytest
import pytest_asyncio

from tests.conversations.house import House
from tests.conversations.tester import (
    BEGUN,
    HELLO,
    KNOWN,
    SENT,
    START,
    STORY,
    TITLED,
    Later,
    Person,
    Photo,
    Press,
    hears,
    move,
)

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest_asyncio.fixture(loop_scope="session")
async def two(house: House) -> tuple[Person, Person]:
    """The same human on Telegram, where they are known, and on the local chat, where they are not."""
    await move(house.app, START)
    return house.person("telegram"), house.person("local")


async def code_of(person: Person) -> str:
    """The code that a person is shown under "Thông tin của tôi"."""
    await person.talks(("thông tin của tôi", "details"), ("dùng thêm kênh khác", "linking.code"))
    found = re.search(r"\d{3} \d{3}", person.last.text)
    assert found
    return found[0]


async def linked(two: tuple[Person, Person]) -> tuple[Person, Person]:
    old, new = two
    await old.talks(*KNOWN)
    await new.talks((await code_of(old), "linking.linked menu"))
    await hears(old, "linking.told")
    return two


async def test_a_registration_begun_on_one_channel_is_finished_on_another(two: tuple[Person, Person]) -> None:
    old, new = two
    await old.talks(*TITLED)
    code = await code_of(old)
    assert "Trang chat trên mạng" in old.last.text
    await new.talks(("/start", "welcome.greet | welcome.consent"), (code, "linking.linked menu"))
    assert new.row.id == old.row.id
    await hears(old, "linking.told")
    assert "Bản đang làm dở (1)" in new.last.labels
    await new.talks(
        ("bản đang làm dở", "drafts.continued registration.applied"),
        ("1", "registration.applied_on"),
        ("tháng 3/2022", "registration.benefit_how"),
        ("nhanh hơn, không phải trèo cao", "registration.authors"),
        ("1", "registration.recognised-head"),
        ("3", "registration.confirm"),
        ("1", "registration.sent"),
    )
    [sent] = old.sent()
    assert sent["authors"] == [{"name": "Trần Quang Huy", "percent": 100}]
    await old.talks(("sáng kiến của tôi", "mine"))


@pytest.mark.parametrize(
    "said",
    ["{0}", "{1}", "mã {0}", "liên kết {1}", "lien ket {0}", "link {0}", "Mã: {1}", "ma la {0}", "{0} ạ"],
)
async def test_a_code_is_typed_with_or_without_its_word_and_blank(
    two: tuple[Person, Person], said: str
) -> None:
    old, new = two
    await old.talks(*KNOWN)
    code = await code_of(old)
    await new.talks((said.format(code, code.replace(" ", "")), "linking.linked menu"))
    assert new.row.id == old.row.id


async def test_a_code_is_read_in_whatever_groups_its_figures_are_typed(two: tuple[Person, Person]) -> None:
    old, new = two
    await old.talks(*KNOWN)
    code = (await code_of(old)).replace(" ", "")
    await new.talks(("mã là " + " ".join(code), "linking.linked menu"))
    await hears(old, "linking.told")
    await new.talks((f"liên kết {code[:2]} {code[2:4]} {code[4:]}", "linking.already-used menu"))


async def test_while_a_question_is_open_bare_figures_are_its_answer(house: House) -> None:
    await move(house.app, START)
    old, new = house.person("local"), house.person("telegram")
    await old.talks(*KNOWN)
    code = await code_of(old)
    await new.talks(*BEGUN, (code, "form.part"))
    await new.talks((f"liên kết {code}", "linking.linked menu"))
    assert new.row.id == old.row.id
    [draft] = old.drafts()
    assert draft.notes["parts"]["solution"] == [code]


async def test_a_code_is_good_once_for_a_quarter_of_an_hour_and_only_the_newest(
    two: tuple[Person, Person], house: House
) -> None:
    old, new = two
    third = house.person("local")
    await old.talks(*KNOWN)
    first, second = await code_of(old), await code_of(old)
    await new.talks(
        (first, "linking.unknown welcome.greet | welcome.consent"),
        (second, "linking.linked menu"),
    )
    await hears(old, "linking.told")
    await third.talks((second, "linking.unknown welcome.greet | welcome.consent"))
    late = await code_of(old)
    await third.talks((Later("2022-05-16 09:16"), ""), (late, "linking.unknown welcome.consent"))
    assert third.row.name == ""


async def test_five_codes_in_vain_and_a_good_one_is_not_looked_at_for_a_while(
    two: tuple[Person, Person],
) -> None:
    old, new = two
    await old.talks(*KNOWN)
    code = await code_of(old)
    wrong = f"{int(code.replace(' ', '')) % 900_000 + 100_000}"
    await new.talks(("/start", "welcome.greet | welcome.consent"))
    for _ in range(5):
        await new.talks((wrong, "linking.unknown welcome.consent"))
    await new.talks((code, "linking.stopped welcome.consent"))
    await new.talks((Later("2022-05-16 09:16"), ""))
    await new.talks((await code_of(old), "linking.linked menu"))


async def test_the_own_code_in_the_same_chat_is_told_so_and_stays_good(two: tuple[Person, Person]) -> None:
    old, new = two
    await old.talks(*KNOWN)
    code = await code_of(old)
    await old.talks((code, "linking.here menu"))
    await new.talks((code, "linking.linked menu"))
    await hears(old, "linking.told")
    code = await code_of(old)
    await new.talks((code, "linking.already menu"))


async def test_a_code_sent_twice_is_told_so_and_is_not_a_code_in_vain(two: tuple[Person, Person]) -> None:
    old, new = two
    await old.talks(*KNOWN)
    code = await code_of(old)
    await new.talks((code, "linking.linked menu"))
    for _ in range(6):
        await new.talks((code, "linking.already-used menu"))


async def test_what_a_newcomer_sent_before_the_code_is_used(two: tuple[Person, Person]) -> None:
    old, new = two
    await old.talks(*KNOWN)
    await new.talks((Photo("tủ điện"), "welcome.held-photo welcome.greet | welcome.consent"))
    await new.talks(
        (await code_of(old), "linking.linked welcome.held-attached registration.solution"),
        (STORY, "form.part"),
    )
    assert [use.question for use in old.files()] == ["solution"]


async def test_drafts_of_a_namesake_without_anything_else_follow_at_once(two: tuple[Person, Person]) -> None:
    old, new = two
    await old.talks(*KNOWN)
    await new.talks(*BEGUN, (STORY, "form.part"), ("menu", "menu"))
    await new.talks((await code_of(old), "linking.linked menu"))
    await hears(old, "linking.told")
    assert [draft.form for draft in old.drafts()] == ["registration"]
    await old.talks(("làm tiếp", "drafts.continued form.so-far registration.solution"))


async def test_somebody_with_things_of_their_own_is_asked_and_their_drafts_follow(
    two: tuple[Person, Person],
) -> None:
    old, new = two
    await old.talks(*KNOWN)
    await new.talks(*SENT)
    before = new.row.id
    await new.talks((await code_of(old), "linking.ask"))
    assert "Sáng kiến đã gửi: 1" in new.last.text
    await new.talks(("thôi", "linking.unchanged menu"))
    assert new.row.id == before
    await new.talks((await code_of(old), "linking.ask"), ("phải, đều là tôi", "linking.linked menu"))
    assert new.row.id == old.row.id != before
    await new.talks(("đổi người", "switch"), ("1", "switch.done menu"))
    assert new.row.id == before


async def test_on_a_shared_phone_the_other_ones_drafts_stay_theirs(house: House) -> None:
    await move(house.app, START)
    old, new = house.person("local"), house.person("telegram")
    await old.talks(*HELLO, ("Lò Thị Ơi", "welcome.unit"), ("điện lực ba bể", "welcome.unit-this"))
    await old.talks(("1", "welcome.done menu"))
    await new.talks(*BEGUN, (STORY, "form.part"), ("menu", "menu"))
    huy = new.row.id
    await new.talks((await code_of(old), "linking.ask"), ("2", "linking.linked menu"))
    assert new.row.id == old.row.id
    assert new.drafts() == []
    await new.talks(("đổi người", "switch"), ("1", "switch.done menu"))
    assert new.row.id == huy
    assert len(new.drafts()) == 1


async def test_a_made_up_button_links_nothing(two: tuple[Person, Person]) -> None:
    old, new = two
    await old.talks(*KNOWN)
    await code_of(old)
    await new.talks(*KNOWN)
    for number in range(1, 5):
        await new.talks((Press(f"link:{number}:yes"), "linking.unchanged menu"))
    assert new.row.id != old.row.id


async def test_two_chats_at_one_draft_lose_no_answer(two: tuple[Person, Person]) -> None:
    old, new = await linked(two)
    await old.talks(("ghi sáng kiến", "registration.solution"), (STORY, "form.part"))
    await new.talks(
        ("làm tiếp", "drafts.continued form.so-far registration.solution"),
        ("xong", "registration.title"),
        ("1", "registration.applied"),
    )
    await old.talks(("Nay đứng dưới đất một người cũng thay được.", "linking.moved"))
    assert old.answers["solution"] == STORY
    await old.talks(
        ("làm tiếp ở đây", "drafts.continued registration.applied"), ("1", "registration.applied_on")
    )
    await new.talks(("1", "linking.moved"))
    assert new.answers["applied"] == "applied"


# Where they are reminded, letting go


async def test_reminders_go_where_somebody_chose(two: tuple[Person, Person]) -> None:
    old, new = await linked(two)
    await old.talks(
        ("ghi sáng kiến", "registration.solution"), ("để sau", "form.later"), ("1", "reminders.set")
    )
    await old.talks(("thông tin của tôi", "details"), ("cách nhắc việc", "preferences"))
    await old.talks(("các kênh của tôi", "chats"))
    assert "Trang chat trên mạng, nhắc ở đây trước" in old.last.text
    await old.talks((Press("first"), "chats.changed chats"))
    assert "Telegram (kênh này), nhắc ở đây trước" in old.last.text
    await old.talks((Later("2022-05-16 19:01"), "reminders.draft"))
    await hears(new, "")
    await new.talks(("các kênh của tôi", "chats"), (Press("first"), "chats.changed chats"))


async def test_a_chat_that_is_let_go_is_told_and_knows_nobody(two: tuple[Person, Person]) -> None:
    old, new = await linked(two)
    await new.talks(
        ("ghi sáng kiến", "registration.solution"), ("để sau", "form.later"), ("1", "reminders.set")
    )
    await old.talks((Press("unlink"), "chats.unlink"), ("bỏ kênh này", "chats.unlinked chats"))
    await hears(new, "chats.told")
    assert new.row.name == ""
    await new.talks(("đổi người", "welcome.greet | welcome.consent"))
    assert len(old.drafts()) == 1
    await old.talks((Later("2022-05-16 19:01"), "reminders.draft"))


async def test_a_chat_that_is_let_go_gets_no_more_tries_by_that(two: tuple[Person, Person]) -> None:
    old, new = await linked(two)
    wrong = f"{int((await code_of(old)).replace(' ', '')) % 900_000 + 100_000}"
    for _ in range(5):
        await new.talks((f"mã {wrong}", "linking.unknown menu"))
    await old.talks(
        ("các kênh của tôi", "chats"), (Press("unlink"), "chats.unlink"), ("1", "chats.unlinked chats")
    )
    await hears(new, "chats.told")
    await new.talks((await code_of(old), "linking.stopped welcome.greet | welcome.consent"))


async def test_the_only_chat_and_a_strangers_can_not_be_let_go(two: tuple[Person, Person]) -> None:
    old, new = await linked(two)
    await new.talks(("các kênh của tôi", "chats"))
    theirs = {value for value in new.last.values if value.startswith("chat:")}
    assert len([value for value in theirs if value.endswith(":unlink")]) == 1
    [unlink] = [value for value in theirs if value.endswith(":unlink")]
    await old.talks((Press(unlink), "chats"))  # their own
    await new.talks((Press(unlink.replace("unlink", "yes")), "chats.unlinked chats"))
    await new.talks((Press(unlink), "chats.gone chats"))
