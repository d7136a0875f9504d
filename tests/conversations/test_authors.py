"""Authors confirm their part: asked by a word, with a code, on a signed page; nobody for somebody else."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from storage import authors, roles
from storage.tables import Initiative
from tests.conversations.officers import Office, office
from tests.conversations.tester import HELLO, STORY, Later, Person, Photo, Press, Script, Voice

DLBB = ("điện lực ba bể", "welcome.unit-this")
ELSEWHERE = ("thcs đồng lạc", "welcome.unit-this")
CODE = re.compile(r"mã ([2-9A-Z]{4}-[2-9A-Z]{4})")


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path) as opened:
        yield opened


def named(name: str, unit: tuple[str, str] = DLBB) -> Script:
    return (*HELLO, (name, "welcome.unit"), unit, ("1", "welcome.done menu"))


def sends(told: str, after: str, first: str = "1") -> Script:
    """A registration in the trial programme with its authors."""
    return (
        (first, "registration.solution"),
        (STORY, "form.part"),
        ("xong", "registration.title"),
        ("1", "registration.applied"),
        ("1", "registration.authors"),
        (told, "registration.confirm"),
        ("1", f"registration.sent{after}"),
    )


def for_a_colleague(name: str, after: str, *authors_: tuple[str, str]) -> Script:
    """A registration for somebody else."""
    return (
        ("ghi giúp người khác", "registration.worker"),
        (name, "registration.solution-behalf"),
        (STORY, "form.part"),
        ("xong", "registration.title"),
        ("1", "registration.applied"),
        ("1", "registration.authors-behalf"),
        *(authors_ or (("1", "registration.confirm"),)),
        ("1", f"registration.sent{after}"),
    )


async def person(desk: Office, name: str, channel: str = "", unit: tuple[str, str] = DLBB) -> Person:
    somebody = desk.house.person(channel)
    await somebody.talks(*named(name, unit))
    return somebody


async def heard(somebody: Person) -> str:
    return " | ".join(" ".join(message.keys) for message in await somebody.hear())


def rows(somebody: Person) -> dict[str, Any]:
    """All rows of authors, by name."""
    return {row.name: row for row in somebody.read(select(authors.author).order_by(authors.author.c.id))}


def states(somebody: Person) -> dict[str, str]:
    return {name: " ".join(filter(None, (row.state, row.way))) for name, row in rows(somebody).items()}


def code_in(somebody: Person, name: str = "") -> str:
    line = next(line for line in somebody.last.text.splitlines() if name in line and CODE.search(line))
    found = CODE.search(line)
    assert found
    return found[1]


SHARED = "tôi 60, Lò Thị Mai 40"


async def test_a_co_author_who_is_known_is_asked_by_a_word_and_confirms(desk: Office, channel: str) -> None:
    huy, mai = await person(desk, "Trần Quang Huy", channel), await person(desk, "Lò Thị Mai", channel)
    await huy.talks(*sends(SHARED, " | authors.asked"))
    assert "Lò Thị Mai" in huy.last.text
    assert await heard(mai) == "authors.word authors.ask"
    for word in ("Trần Quang Huy", "40%", "TN-2022-000001", "Chế cái sào kẹp"):
        assert word in mai.last.text
    assert states(huy) == {"Trần Quang Huy": "confirmed sender", "Lò Thị Mai": "asked"}
    await mai.talks(("dung", "authors.confirmed menu"))
    assert await heard(huy) == "authors.agreed"
    assert states(huy)["Lò Thị Mai"] == "confirmed chat"
    assert [(event.kind, event.person_id) for event in huy.history()] == [
        ("sent", huy.row.id),
        ("author_confirmed", mai.row.id),
    ]
    [line] = huy.sent()
    assert [(one["name"], one["state"], one["way"]) for one in line["author_states"]] == [
        ("Trần Quang Huy", "confirmed", "sender"),
        ("Lò Thị Mai", "confirmed", "chat"),
    ]


async def test_a_confirmed_co_author_may_look_and_nothing_else(desk: Office, channel: str) -> None:
    huy, mai = await person(desk, "Trần Quang Huy", channel), await person(desk, "Lò Thị Mai", channel)
    await huy.talks(*sends(SHARED, " | authors.asked"))
    await heard(mai)
    await mai.talks(("sáng kiến của tôi", "authors.named"))
    assert "chờ anh/chị xác nhận" in mai.last.labels
    await mai.talks(
        ("1", "authors.ask"), ("đúng", "authors.confirmed menu"), ("sáng kiến của tôi", "authors.named")
    )
    assert "đồng tác giả" in mai.last.labels
    await mai.talks(("1", "mine.one"))
    assert "Người gửi: Trần Quang Huy" in mai.last.text
    assert mai.last.labels == "Về menu"


@pytest.mark.needs("buttons")  # nobody shows them to her
async def test_a_confirmed_co_author_acts_on_nothing_by_made_up_buttons(desk: Office, channel: str) -> None:
    huy, mai = await person(desk, "Trần Quang Huy", channel), await person(desk, "Lò Thị Mai", channel)
    await huy.talks(*sends(SHARED, " | authors.asked"))
    await heard(mai)
    await mai.talks(("đúng", "authors.confirmed menu"))
    key = huy.read(select(Initiative.__table__))[0].id  # type: ignore[attr-defined]
    for token in ("withdraw", "yes", "amend", "add"):
        await mai.talks((Press(f"mine:{key}:{token}"), "mine.one"))
    for token in ("codes", "paper"):
        await mai.talks((Press(f"authors:{key}:{token}"), "mine.unknown menu"))
    assert huy.sent()[0]["status"] == "sent"


async def test_whoever_is_asked_may_answer_later_with_a_question_open(desk: Office) -> None:
    huy, mai = await person(desk, "Trần Quang Huy"), await person(desk, "Lò Thị Mai")
    await mai.talks(("1", "registration.solution"))
    await huy.talks(*sends(SHARED, " | authors.asked"))
    assert await heard(mai) == "authors.word authors.ask"
    await mai.talks(("Kệ để dụng cụ, khỏi phải tìm lâu.", "form.part"))  # typed words belong to what is open
    await mai.talks((Press("yes"), "authors.confirmed menu"))
    assert states(huy)["Lò Thị Mai"] == "confirmed chat"
    await mai.talks(("làm tiếp", "drafts.continued form.so-far registration.solution"))


async def test_what_is_not_right_reaches_the_sender_who_can_amend(desk: Office, channel: str) -> None:
    huy, mai = await person(desk, "Trần Quang Huy", channel), await person(desk, "Lò Thị Mai", channel)
    await huy.talks(*sends(SHARED, " | authors.asked"))
    await heard(mai)
    await mai.talks(("chưa đúng", "author.objection"), ("👍", "author.objection"))
    await mai.talks(("chia đôi mới đúng, mỗi người một nửa", "authors.objected menu"))
    row = rows(huy)["Lò Thị Mai"]
    assert (row.state, row.words) == ("objected", "chia đôi mới đúng, mỗi người một nửa")
    assert huy.history()[-1].kind == "author_objected"
    assert await heard(huy) == "authors.objection"
    assert "mỗi người một nửa" in huy.last.text
    await huy.talks(
        (Press("amend"), "registration.confirm"),
        ("sửa tác giả", "form.so-far registration.authors"),
        ("tôi 50, Lò Thị Mai 50", "registration.confirm"),
        ("1", "mine.amended authors.asked menu"),
    )
    assert await heard(mai) == "authors.word authors.ask"
    assert "50%" in mai.last.text
    await mai.talks(("đúng", "authors.confirmed menu"))
    assert states(huy) == {"Trần Quang Huy": "confirmed sender", "Lò Thị Mai": "confirmed chat"}


async def test_an_objection_may_be_spoken_or_left_without_words(desk: Office) -> None:
    huy, mai = await person(desk, "Trần Quang Huy"), await person(desk, "Lò Thị Mai")
    await huy.talks(*sends(SHARED, " | authors.asked"))
    await heard(mai)
    await mai.talks(("chưa đúng", "author.objection"), ("để sau", "authors.later menu"))
    assert states(huy)["Lò Thị Mai"] == "asked"
    await mai.talks(
        ("sáng kiến của tôi", "authors.named"), ("1", "authors.ask"), ("chưa đúng", "author.objection")
    )
    await mai.talks((Voice(12), "authors.objected menu"))
    long = "seconds" in mai.app.channels[mai.wire.channel].capabilities.tells
    assert rows(huy)["Lò Thị Mai"].words == ("[ghi âm 0:12]" if long else "[ghi âm]")
    assert [(f["question"], f["kind"]) for f in huy.sent()[0]["files"]] == [("objection", "voice")]
    assert await heard(huy) == "authors.objection"
    await mai.talks((Press("no"), "author.objection"), ("bỏ qua", "authors.objected menu"))
    assert await heard(huy) == "authors.objection-silent"


@pytest.mark.needs("buttons")
async def test_an_old_button_does_not_agree_to_another_share(desk: Office) -> None:
    huy, mai = await person(desk, "Trần Quang Huy"), await person(desk, "Lò Thị Mai")
    await huy.talks(*sends(SHARED, " | authors.asked"))
    await heard(mai)
    old = mai.last.values[0]
    await huy.talks(
        ("sáng kiến của tôi", "mine"), ("1", "mine.one"), ("sửa nội dung", "registration.confirm"),
        ("sửa tác giả", "form.so-far registration.authors"),
        ("tôi 90, Lò Thị Mai 10", "registration.confirm"),
        ("1", "mine.amended authors.asked menu"),
    )  # fmt: skip
    await heard(mai)
    await mai.talks((Press(old), "authors.ask"))
    assert "10%" in mai.last.text
    assert states(huy)["Lò Thị Mai"] == "asked"
    await mai.talks(("đúng", "authors.confirmed menu"))
    assert rows(huy)["Lò Thị Mai"].percent == 10


async def test_a_share_that_changed_must_be_confirmed_again_and_who_is_left_out_is_gone(desk: Office) -> None:
    huy, mai = await person(desk, "Trần Quang Huy"), await person(desk, "Lò Thị Mai")
    await huy.talks(*sends("tôi 50, Lò Thị Mai 30, Vàng A Páo 20", " | authors.asked authors.code"))
    code = code_in(huy)
    await heard(mai)
    await mai.talks(("đúng", "authors.confirmed menu"))
    assert await heard(huy) == "", "one has not confirmed yet"
    await huy.talks(
        ("sáng kiến của tôi", "mine"), ("1", "mine.one"), ("sửa nội dung", "registration.confirm"),
        ("sửa tác giả", "form.so-far registration.authors"), (SHARED, "registration.confirm"),
        ("1", "mine.amended authors.asked menu"),
    )  # fmt: skip
    assert states(huy) == {"Trần Quang Huy": "confirmed sender", "Lò Thị Mai": "asked", "Vàng A Páo": "gone"}
    assert await heard(mai) == "authors.word authors.ask"
    pao = await person(desk, "Vàng A Páo")
    await pao.talks((f"mã {code}", "invited.unknown menu"))
    await huy.talks(("sáng kiến của tôi", "mine"), ("1", "mine.one"))
    assert "Vàng A Páo" not in huy.last.text
    assert "Lò Thị Mai 40%: đã hỏi, chưa trả lời" in huy.last.text


async def test_amending_anything_else_asks_nobody_again(desk: Office) -> None:
    huy, mai = await person(desk, "Trần Quang Huy"), await person(desk, "Lò Thị Mai")
    await huy.talks(*sends(SHARED, " | authors.asked"))
    await heard(mai)
    await mai.talks(("đúng", "authors.confirmed menu"))
    await heard(huy)
    await huy.talks(
        ("sáng kiến của tôi", "mine"), ("1", "mine.one"), ("sửa nội dung", "registration.confirm"),
        ("sửa tên", "form.so-far registration.title"), ("Sào kẹp thay bóng đèn", "registration.confirm"),
        ("1", "mine.amended menu"),
    )  # fmt: skip
    assert await heard(mai) == ""
    assert states(huy)["Lò Thị Mai"] == "confirmed chat"


# Never guessed


async def test_of_two_of_the_name_nobody_is_asked(desk: Office) -> None:
    huy = await person(desk, "Trần Quang Huy")
    first, second = await person(desk, "Lò Thị Mai"), await person(desk, "Lò Thị Mai")
    await huy.talks(*sends(SHARED, " | authors.code"))
    assert await heard(first) == await heard(second) == ""


async def test_a_namesake_of_another_workplace_is_not_asked(desk: Office) -> None:
    huy = await person(desk, "Trần Quang Huy")
    far = await person(desk, "Lò Thị Mai", unit=ELSEWHERE)
    await huy.talks(*sends(SHARED, " | authors.code"))
    assert await heard(far) == ""


async def test_a_name_without_accents_is_the_same_name(desk: Office) -> None:
    huy, mai = await person(desk, "Trần Quang Huy"), desk.house.person()
    await mai.talks(
        *HELLO,
        ("lo thi mai", "welcome.name-accents"),
        ("1", "welcome.unit"),
        DLBB,
        ("1", "welcome.done menu"),
    )
    await huy.talks(*sends(SHARED, " | authors.asked"))
    assert await heard(mai) == "authors.word authors.ask-name authors.ask"


async def test_the_next_workshop_of_the_same_grassroots_union_is_near_enough(desk: Office) -> None:
    huy, mai = desk.house.person(), desk.house.person()
    for somebody, name, link in ((huy, "Trần Quang Huy", "BK-MAYSC"), (mai, "Lò Thị Mai", "BK-MAYSC-C7")):
        await somebody.talks((f"/start u_{link}", "welcome.greet | welcome.consent"), ("1", "welcome.name"))
        await somebody.talks((name, "welcome.done menu"))
    await huy.talks(*sends(SHARED, " | authors.asked"))
    assert await heard(mai) == "authors.word authors.ask"


async def test_who_can_not_be_reached_gets_a_code(desk: Office) -> None:
    huy, mai = await person(desk, "Trần Quang Huy"), await person(desk, "Lò Thị Mai", "telegram")
    wire: Any = mai.wire
    wire.user.block()
    await wire.deliver(wire.take())
    await huy.talks(*sends(SHARED, " | authors.code"))


# Codes


async def test_a_code_is_handed_on_typed_and_confirmed(desk: Office, channel: str) -> None:
    huy = await person(desk, "Trần Quang Huy", channel)
    pao = await person(desk, "Vàng A Páo", channel, ELSEWHERE)
    await huy.talks(*sends("tôi 60, Vàng A Páo 40", " | authors.code"))
    code = code_in(huy)
    assert code.replace("-", "") not in repr(rows(huy)), "only its checksum is kept"
    await huy.talks((f"mã {code}", "authors.not-yours menu"))
    await pao.talks((f"ma {code.lower().replace('-', ' ')}", "authors.ask"))
    assert states(huy)["Vàng A Páo"] == "asked code"
    await pao.talks(("đúng", "authors.confirmed menu"), (f"mã {code}", "invited.unknown menu"))
    assert await heard(huy) == "authors.agreed"
    assert states(huy)["Vàng A Páo"] == "confirmed code"
    await pao.talks(("sáng kiến của tôi", "authors.named"), ("1", "mine.one"))


async def test_a_newcomer_with_a_code_says_first_who_they_are(desk: Office, channel: str) -> None:
    huy, pao = await person(desk, "Trần Quang Huy", channel), desk.house.person(channel)
    await huy.talks(*sends("tôi 60, Vàng A Páo 40", " | authors.code"))
    await pao.talks(
        (f"/start i_{code_in(huy)}", "invited.held welcome.greet | welcome.consent"),
        ("đồng ý", "welcome.name"),
        ("Vàng A Páo", "welcome.unit"),
        DLBB,
        ("1", "welcome.done authors.ask"),
        ("chưa đúng", "author.objection"),
        ("tôi không tham gia việc này", "authors.objected menu"),
    )
    assert await heard(huy) == "authors.objection"
    assert states(huy)["Vàng A Páo"] == "objected code"


async def test_what_was_told_with_the_code_comes_first_and_nothing_is_lost(desk: Office) -> None:
    huy, pao = await person(desk, "Trần Quang Huy"), desk.house.person()
    await huy.talks(*sends("tôi 60, Vàng A Páo 40", " | authors.code"))
    await pao.talks(
        (Photo("tủ điện"), "welcome.held-photo welcome.greet | welcome.consent"),
        (f"mã {code_in(huy)}", "invited.held welcome.consent"),
        ("đồng ý", "welcome.name"),
        ("Vàng A Páo", "welcome.unit"),
        DLBB,
    )
    await pao.does("1")
    await pao.hear()
    assert [m.keys[-1] for m in pao.heard[-2:]] == ["registration.solution", "authors.ask"]
    await pao.talks((Press("yes"), "authors.confirmed menu"))
    assert states(huy)["Vàng A Páo"] == "confirmed code"


async def test_several_codes_come_in_one_message_and_a_new_one_replaces_the_old(desk: Office) -> None:
    huy, pao = await person(desk, "Trần Quang Huy"), await person(desk, "Vàng A Páo", unit=ELSEWHERE)
    await huy.talks(*sends("tôi 60, Vàng A Páo 30, Lò Thị Mai 10", " | authors.codes"))
    old, hers = code_in(huy, "Páo"), code_in(huy, "Mai")
    await huy.talks(
        ("sáng kiến của tôi", "mine"), ("1", "mine.one"), ("mã cho tác giả", "authors.renew"),
        ("1", "authors.code"),
    )  # fmt: skip
    new = code_in(huy)
    assert len({old, hers, new}) == 3
    await pao.talks(
        (f"mã {old}", "invited.unknown menu"),
        (f"mã {new}", "authors.ask"),
        ("đúng", "authors.confirmed menu"),
    )
    await pao.talks((f"mã {hers}", "authors.not-yours menu"))
    assert states(huy) == {
        "Trần Quang Huy": "confirmed sender", "Vàng A Páo": "confirmed code", "Lò Thị Mai": "named",
    }  # fmt: skip


async def test_whoever_was_asked_may_answer_although_a_new_code_was_made(desk: Office) -> None:
    huy, mai = await person(desk, "Trần Quang Huy"), await person(desk, "Lò Thị Mai")
    await huy.talks(*sends(SHARED, " | authors.asked"))
    await heard(mai)
    await huy.talks(("sáng kiến của tôi", "mine"), ("1", "mine.one"), (Press("codes"), "authors.renew"))
    await huy.talks(("1", "authors.code"))
    assert states(huy)["Lò Thị Mai"] == "asked"
    await mai.talks((f"mã {code_in(huy)}", "authors.ask"), ("đúng", "authors.confirmed menu"))
    assert states(huy)["Lò Thị Mai"] == "confirmed code"


async def test_what_an_author_objects_is_not_passed_over_by_a_code_or_a_page(desk: Office) -> None:
    huy, mai = await person(desk, "Trần Quang Huy"), await person(desk, "Lò Thị Mai")
    friend = await person(desk, "Bế Thị Hoa")
    await huy.talks(*sends("tôi 60, Lò Thị Mai 30, Vàng A Páo 10", " | authors.asked authors.code"))
    await heard(mai)
    key = rows(huy)["Lò Thị Mai"].id
    await huy.talks(("sáng kiến của tôi", "mine"), ("1", "mine.one"), (Press("codes"), "authors.renew"))
    await huy.talks((Press(f"authors:{key}:code"), "authors.code"))
    code = code_in(huy)
    await mai.talks(("chưa đúng", "author.objection"), ("không phải thế", "authors.objected menu"))
    await heard(huy)
    await friend.talks((f"mã {code}", "invited.unknown menu"))
    await huy.talks((Press(f"authors:{key}:code"), "authors.renew"))
    assert "Lò Thị Mai" not in huy.last.labels
    await huy.talks(("sáng kiến của tôi", "mine"), ("1", "mine.one"), (Press("paper"), "paper.signed_page"))
    await huy.talks((Photo("trang"), "form.part-photo"), ("xong", "authors.on-paper menu"))
    row = rows(huy)["Lò Thị Mai"]
    assert (row.state, row.words, row.person_id) == ("objected", "không phải thế", mai.row.id)
    await huy.talks(("sáng kiến của tôi", "mine"), ("1", "mine.one"))
    assert "Mã cho tác giả" not in huy.last.labels


async def test_somebody_of_another_name_is_asked_with_the_name_and_the_officer_sees_it(desk: Office) -> None:
    huy, dung = await person(desk, "Trần Quang Huy"), await person(desk, "Hoàng Văn Dũng")
    await huy.talks(*sends("tôi 60, Vàng A Páo 40", " | authors.code"))
    await dung.talks(
        (f"mã {code_in(huy)}", "authors.ask-name authors.ask"), ("đúng", "authors.confirmed menu")
    )
    await heard(huy)
    await huy.talks(("sáng kiến của tôi", "mine"), ("1", "mine.one"))
    assert "Vàng A Páo 40%: xác nhận bằng mã, người nhắn tên Hoàng Văn Dũng" in huy.last.text


async def test_codes_and_words_of_a_withdrawn_initiative_are_over(desk: Office) -> None:
    huy, mai = await person(desk, "Trần Quang Huy"), await person(desk, "Lò Thị Mai")
    await huy.talks(*sends("tôi 50, Lò Thị Mai 30, Vàng A Páo 20", " | authors.asked authors.code"))
    code = code_in(huy)
    await heard(mai)
    await huy.talks(("sáng kiến của tôi", "mine"), ("1", "mine.one"), ("rút lại", "mine.withdraw"))
    await huy.talks(("rút lại", "mine.withdrawn menu"))
    await mai.talks((Press("yes"), "mine.unknown menu"), (f"mã {code}", "invited.unknown menu"))
    await mai.talks(("sáng kiến của tôi", "mine.none menu"))


async def test_wrong_codes_count_together_whatever_they_were_for(desk: Office) -> None:
    huy, pao = await person(desk, "Trần Quang Huy"), await person(desk, "Vàng A Páo", unit=ELSEWHERE)
    await huy.talks(*sends("tôi 60, Vàng A Páo 40", " | authors.code"))
    for number in range(10):
        await pao.talks((f"mã ABCD-234{'23456789AB'[number]}", "invited.unknown menu"))
    await pao.talks((f"mã {code_in(huy)}", "invited.unknown menu"))
    await pao.talks((f"mã {await desk.code()}", "invited.unknown menu"))
    await pao.talks((Later("2022-05-16 10:30"), ""), (f"mã {code_in(huy)}", "authors.ask"))


@pytest.mark.needs("buttons")
async def test_nobody_confirms_for_somebody_else(desk: Office) -> None:
    huy, mai, eve = [await person(desk, name) for name in ("Trần Quang Huy", "Lò Thị Mai", "Bế Thị Hoa")]
    await huy.talks(*sends(SHARED, " | authors.asked"))
    await heard(mai)
    for somebody in (eve, huy):
        for value in mai.last.values:
            await somebody.talks((Press(value), "mine.unknown menu"))
    assert states(huy)["Lò Thị Mai"] == "asked"
    row = rows(huy)["Lò Thị Mai"].id
    await mai.talks((Press(f"authors:{row}:code"), "mine.unknown menu"))
    await eve.talks((Press(f"author:{row}.4000:yes"), "mine.unknown menu"))


# For a colleague


async def test_a_colleague_confirms_by_code_and_finds_it_among_theirs(desk: Office, channel: str) -> None:
    huy, oi = await person(desk, "Trần Quang Huy", channel), desk.house.person(channel)
    await huy.talks(*for_a_colleague("Lò Thị Ơi", " | authors.code-worker"))
    assert states(huy) == {"Lò Thị Ơi": "named"}
    await huy.talks((f"mã {code_in(huy)}", "authors.not-yours menu"))
    sent = next(m for m in reversed(huy.heard) if m.keys == ("authors.code-worker",))
    found = CODE.search(sent.text)
    assert found
    await oi.talks(
        (f"mã {found[1]}", "invited.held welcome.greet | welcome.consent"), ("1", "welcome.name"),
        ("Lò Thị Ơi", "welcome.unit"), DLBB, ("1", "welcome.done authors.ask-worker"),
        ("đúng", "authors.confirmed menu"), ("sáng kiến của tôi", "authors.named"),
    )  # fmt: skip
    assert "người khác ghi giúp" in oi.last.labels
    [line] = huy.sent()
    assert (line["sender"], line["worker"]) == ("Trần Quang Huy", "Lò Thị Ơi")
    assert await heard(huy) == "authors.agreed"


async def test_a_signed_page_confirms_for_who_has_no_telephone(desk: Office, channel: str) -> None:
    huy = await person(desk, "Trần Quang Huy", channel)
    await huy.talks(*for_a_colleague("Lò Thị Ơi", " | authors.code-worker"))
    await huy.talks(
        ("sáng kiến của tôi", "mine"),
        ("1", "mine.one"),
        ("gửi ảnh trang có chữ ký", "paper.signed_page"),
        ("xong", "invalid.signed paper.signed_page"),
        ("ký rồi nhé anh", "form.part"),
        (Photo("trang ký"), "form.part-photo"),
        ("xong", "authors.on-paper menu"),
    )
    assert states(huy) == {"Lò Thị Ơi": "confirmed paper"}
    [line] = huy.sent()
    assert [(f["question"], f["kind"]) for f in line["files"]] == [("signed_page", "photo")]
    event = huy.history()[-1]
    assert (event.kind, event.person_id, event.data["way"]) == ("author_confirmed", huy.row.id, "paper")
    await huy.talks(("sáng kiến của tôi", "mine"), ("1", "mine.one"))
    assert "đã ký trên giấy" in huy.last.text
    assert "chữ ký" not in huy.last.labels


async def test_of_several_the_one_who_signed_is_named_and_who_was_asked_answers_alone(desk: Office) -> None:
    huy, mai = await person(desk, "Trần Quang Huy"), await person(desk, "Lò Thị Mai")
    told = "tôi 40, Lò Thị Mai 30, Vàng A Páo 20, Bế Thị Hoa 10"
    await huy.talks(*sends(told, " | authors.asked authors.codes"))
    await heard(mai)
    await huy.talks(("sáng kiến của tôi", "mine"), ("1", "mine.one"), (Press("paper"), "paper.who"))
    assert "Lò Thị Mai" not in huy.last.labels
    await huy.talks(("vàng a páo", "paper.signed_page"), ("hủy", "form.cancel"))
    await huy.talks((Press("yes-do-discard"), "authors.paper-later menu"))
    await huy.talks(("sáng kiến của tôi", "mine"), ("1", "mine.one"), (Press("paper"), "paper.who"))
    await huy.talks(
        ("1", "paper.signed_page"), (Photo("trang"), "form.part-photo"), ("xong", "authors.on-paper menu")
    )
    assert list(states(huy).values()) == ["confirmed sender", "asked", "confirmed paper", "named"]


async def test_what_was_signed_meanwhile_is_not_confirmed_twice(desk: Office) -> None:
    huy, oi = await person(desk, "Trần Quang Huy"), await person(desk, "Lò Thị Ơi", unit=ELSEWHERE)
    await huy.talks(*for_a_colleague("Lò Thị Ơi", " | authors.code-worker"))
    code = code_in(huy)
    await huy.talks(("sáng kiến của tôi", "mine"), ("1", "mine.one"), (Press("paper"), "paper.signed_page"))
    await oi.talks((f"mã {code}", "authors.ask-worker"), ("đúng", "authors.confirmed menu"))
    await heard(huy)
    await huy.talks((Photo("trang"), "form.part-photo"), ("xong", "authors.on-paper-kept menu"))
    assert states(huy) == {"Lò Thị Ơi": "confirmed code"}


async def test_another_colleagues_name_asks_about_the_authors_again(desk: Office) -> None:
    huy = await person(desk, "Trần Quang Huy")
    await huy.talks(*for_a_colleague("Lò Thị Ơi", "")[:-1])
    await huy.talks(
        ("sửa 1", "form.so-far registration.worker"), ("Lò Thị Mai", "registration.authors-behalf"),
        ("1", "registration.confirm"), ("1", "registration.sent | authors.code-worker"),
    )  # fmt: skip
    assert states(huy) == {"Lò Thị Mai": "named"}


async def test_an_adviser_enters_for_a_colleague_of_a_workplace_below(desk: Office) -> None:
    lan = await desk.officer("BK-DL", role="adviser")
    await lan.talks(("ghi giúp người khác", "registration.worker"), ("Lò Thị Ơi", "registration.worker_unit"))
    assert lan.last.labels.startswith("Cùng nơi với tôi: Công đoàn Công ty Điện lực Bắc Kạn")
    await lan.talks(
        ("thcs đồng lạc", "registration.worker_unit-unknown"),  # it is elsewhere
        ("điện lực ba bể", "registration.worker_unit-this"),
        ("1", "registration.solution-behalf"),
        (STORY, "form.part"), ("xong", "registration.title"), ("1", "registration.applied"),
        ("1", "registration.authors-behalf"), ("1", "registration.confirm"),
    )  # fmt: skip
    assert "Nơi làm việc: CĐCS Điện lực Ba Bể" in lan.last.text
    await lan.talks(("1", "registration.sent | authors.code-worker"))
    [line] = lan.sent()
    assert line["unit"] == "BK-DLBB"
    assert "worker_unit" not in line
    await lan.talks(
        ("sáng kiến của tôi", "mine"), ("1", "mine.one"), (Press("amend"), "registration.confirm")
    )


async def test_an_officers_own_place_is_one_press_and_a_colleague_there_is_asked(desk: Office) -> None:
    lan, mai = await desk.officer("BK-DL"), desk.house.person()
    await mai.talks(("/start u_BK-DL", "welcome.greet | welcome.consent"), ("1", "welcome.name"))
    await mai.talks(("Lò Thị Mai", "welcome.done menu"))
    await lan.talks(
        ("ghi giúp người khác", "registration.worker"), ("Lò Thị Mai", "registration.worker_unit")
    )
    await lan.talks(
        ("1", "registration.solution-behalf"),
        (STORY, "form.part"), ("xong", "registration.title"), ("1", "registration.applied"),
        ("1", "registration.authors-behalf"), ("1", "registration.confirm"),
        ("1", "registration.sent | authors.asked"),
    )  # fmt: skip
    assert lan.sent()[0]["unit"] == "BK-DL"
    assert await heard(mai) == "authors.word authors.ask-worker"


async def test_a_role_that_ended_meanwhile_enters_nothing_elsewhere(desk: Office) -> None:
    lan = await desk.officer("BK-DL")
    await lan.talks(("ghi giúp người khác", "registration.worker"), ("Lò Thị Ơi", "registration.worker_unit"))
    await lan.talks(
        ("điện lực ba bể", "registration.worker_unit-this"), ("1", "registration.solution-behalf"),
        (STORY, "form.part"), ("xong", "registration.title"), ("1", "registration.applied"),
        ("1", "registration.authors-behalf"), ("1", "registration.confirm"),
    )  # fmt: skip
    await desk.house.app.turns.write(
        lambda c: c.execute(roles.role.update().values(ended_at=desk.house.app.clock.now()))
    )
    await lan.talks(("1", "registration.sent | authors.code-worker"))
    assert lan.sent()[0]["unit"] == "BK-DL"


# The officer's desk


async def test_the_officer_sees_who_has_not_confirmed_and_what_was_objected(desk: Office) -> None:
    lan, mai = await desk.officer("BK-DLBB"), await person(desk, "Lò Thị Mai")
    huy = await person(desk, "Trần Quang Huy")
    await huy.talks(*sends("tôi 50, Lò Thị Mai 30, Vàng A Páo 20", " | authors.asked authors.code"))
    assert await heard(lan) == "work.sent"
    await lan.talks((Press("open"), "case.one"))
    assert "Lò Thị Mai 30%: đã hỏi, chưa trả lời" in lan.last.text
    assert "Vàng A Páo 20%: chưa xác nhận" in lan.last.text
    await heard(mai)
    await mai.talks(("chưa đúng", "author.objection"), ("Tôi góp 40 phần", "authors.objected menu"))
    assert await heard(lan) == "work.author_objected"
    await lan.talks(("tìm 1", "case.one"))
    assert 'Lò Thị Mai 30%: cho biết chưa đúng, "Tôi góp 40 phần"' in lan.last.text


async def test_authors_that_an_officer_asked_for_are_asked_to_confirm_too(desk: Office) -> None:
    lan, mai = await desk.officer("BK-DLBB"), await person(desk, "Lò Thị Mai")
    huy = await person(desk, "Trần Quang Huy")
    await huy.talks(*sends("1", ""))
    await heard(lan)
    await lan.talks(
        (Press("open"), "case.one"), (Press("ask"), "review.which"), (Press("authors"), "review.more"),
        (Press("enough"), "review.words"), ("bỏ qua", "review.confirm-of"), ("1", "case.done#ask case.one"),
    )  # fmt: skip
    assert await heard(huy) == "step.asked"
    await huy.talks((Press("answer"), "additions.before registration.authors"))
    await huy.talks((SHARED, "additions.sent authors.asked menu"))
    assert await heard(mai) == "authors.word authors.ask"
    assert states(huy) == {"Trần Quang Huy": "confirmed sender", "Lò Thị Mai": "asked"}


async def test_steps_are_told_to_the_colleague_once_they_have_confirmed(desk: Office) -> None:
    lan, huy = await desk.officer("BK-DLBB"), await person(desk, "Trần Quang Huy")
    oi = await person(desk, "Lò Thị Ơi")
    await huy.talks(*for_a_colleague("Lò Thị Ơi", " | authors.asked"))
    assert await heard(oi) == "authors.word authors.ask-worker"
    await heard(lan)
    await oi.talks(("đúng", "authors.confirmed menu"))
    assert await heard(huy) == "authors.agreed"
    await lan.talks((Press("open"), "case.one"), (Press("receive"), "case.done#receive case.one"))
    assert await heard(huy) == await heard(oi) == "step.received"


async def test_an_officer_who_is_named_as_an_author_does_not_act_on_it(desk: Office) -> None:
    upper, lan = (
        await desk.officer("BK", name="Hoàng Văn Nam"),
        await desk.officer("BK-DLBB", name="Lò Thị Mai"),
    )
    huy = await person(desk, "Trần Quang Huy")
    await huy.talks(*sends(SHARED, " | authors.asked"))
    assert await heard(upper) == "work.passed_up"
    assert await heard(lan) == "authors.word authors.ask | step.passed_up"
