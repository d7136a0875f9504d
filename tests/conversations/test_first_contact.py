"""From the first word to the menu: greeting, consent, name, workplace, shared phones."""

import pytest
from sqlalchemy import select, update

from bot.clock import machine_now
from bot.files import UNUSED
from storage import tables
from tests.conversations.house import House
from tests.conversations.tester import (
    BEGUN,
    HELLO,
    KNOWN,
    SENT,
    Album,
    Burst,
    Later,
    Person,
    Photo,
    Press,
    Script,
    Voice,
    keys,
)
from tests.conversations.wires import ZaloBotWire
from tests.conversations.zalo_oa_wire import ZaloOaWire

pytestmark = pytest.mark.asyncio(loop_scope="session")

NOTHING = Burst(())  # only what has been sent already
NAMED: Script = (*HELLO, ("Trần Quang Huy", "welcome.unit"))


async def test_the_greeting_says_who_speaks_and_what_is_never_asked(an: Person) -> None:
    greeting = (await an.does("alo"))[0].text
    for word in (
        "tự động",
        "Liên đoàn Lao động tỉnh Bắc Kạn",
        "Hoàng Văn Nam",
        "0209 3875 281",
        "OTP",
        "tiền",
    ):
        assert word in greeting


@pytest.mark.parametrize("said", ["1", "đồng ý", "dong y nha", "ok", "👍", "Dạ", "ddoongf ys", "d9o62ng y1"])
async def test_consent_is_given_in_many_ways(lan: Person, said: str) -> None:
    await lan.talks(("/start", "welcome.greet | welcome.consent"), (said, "welcome.name"))


@pytest.mark.parametrize("said", ["để xem đã", "tháng 3/2022"])
async def test_anything_else_is_no_consent(lan: Person, said: str) -> None:
    await lan.talks(
        ("/start", "welcome.greet | welcome.consent"),
        (said, "invalid.consent welcome.consent"),
    )


async def test_the_full_text_can_be_read_first(an: Person) -> None:
    await an.talks(
        ("/start", "welcome.greet | welcome.consent"),
        ("đọc đầy đủ", "welcome.consent-full"),
        ("1", "welcome.name"),
    )
    consent = tables.Consent.__table__  # type: ignore[attr-defined]
    [row] = an.read(select(consent).where(consent.c.person_id == an.row.id))
    assert (row.given, row.channel, bool(row.version)) == (True, an.wire.channel, True)


async def test_who_refuses_is_told_the_paper_way_and_nothing_is_kept(an: Person) -> None:
    await an.talks(
        (Photo("chỉ của người không đồng ý"), "welcome.held-photo welcome.greet | welcome.consent"),
        ("Em làm được cái giá để cuộn vải rất tiện, ai cũng khen.", "welcome.held-text welcome.consent"),
        ("2", "welcome.refused"),
    )
    assert "giấy" in an.last.text
    assert an.files() == []
    assert an.drafts("welcome", state="open") == []
    [draft] = an.drafts("welcome", state="thrown")
    assert (draft.answers, draft.notes) == ({}, {})
    assert (an.row.name, an.row.unit_id) == ("", None)
    inbox = tables.Inbox.__table__  # type: ignore[attr-defined]
    kept = an.read(select(inbox.c.raw).where(inbox.c.person_id == an.row.id).order_by(inbox.c.id))
    assert [bool(row.raw) for row in kept] == [False, False, True]  # the "2" itself, until it is old


async def test_the_bytes_of_who_refuses_are_removed(an: Person) -> None:
    photo = Photo(f"ảnh của {an.wire.channel}")
    await an.talks((photo, "welcome.held-photo welcome.greet | welcome.consent"))
    [use] = an.files()
    path = an.app.files.path(use.sha256)
    assert path.exists()
    await an.talks(("không", "welcome.refused"))
    stored = tables.StoredFile.__table__  # type: ignore[attr-defined]
    long_ago = machine_now() - 2 * UNUSED
    await an.app.turns.write(lambda c: c.execute(update(stored).values(stored_at=long_ago)))
    await an.app.schedule.housekeeping()
    assert an.read(select(stored.c.sha256).where(stored.c.sha256 == use.sha256)) == []


async def test_who_has_refused_may_come_back(an: Person) -> None:
    await an.talks(
        ("/start", "welcome.greet | welcome.consent"),
        ("không", "welcome.refused"),
        ("chào", "welcome.greet | welcome.consent"),
        ("1", "welcome.name"),
    )


@pytest.mark.needs("album")
async def test_what_was_sent_before_consent_begins_the_registration(an: Person) -> None:
    await an.talks(
        (Album(("một", "hai", "ba")), "welcome.held-photo welcome.greet | welcome.consent"),
        ("Em chế được cái sào thay bóng đèn đường khỏi phải trèo", "welcome.held-text welcome.consent"),
        ("1", "welcome.name"),
        (Voice(12), "welcome.held-voice welcome.name"),
        ("Trần Quang Huy", "welcome.unit"),
        ("điện lực ba bể", "welcome.unit-this"),
        ("1", "welcome.done welcome.held-attached form.so-far registration.solution"),
        ("xong", "registration.title"),
    )
    assert [(use.question, use.kind) for use in an.files()] == [("solution", "photo")] * 3 + [
        ("solution", "voice")
    ]
    assert an.answers["solution"].startswith("Em chế được cái sào")


async def test_photos_one_by_one_before_consent_begin_the_registration(an: Person) -> None:
    await an.talks(
        (Photo("một"), "welcome.held-photo welcome.greet | welcome.consent"),
        (Photo("hai"), "welcome.held-photo welcome.consent"),
        ("1", "welcome.name"),
        (Photo("ba"), "welcome.held-photo welcome.name"),
        ("Trần Quang Huy", "welcome.unit"),
        ("điện lực ba bể", "welcome.unit-this"),
        ("1", "welcome.done welcome.held-attached registration.solution"),
    )
    assert [(use.question, use.kind) for use in an.files()] == [("solution", "photo")] * 3


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Vàng A Páo", "Vàng A Páo"),
        ("Chamaléa Âu", "Chamaléa Âu"),
        ("H'Hen Niê", "H'Hen Niê"),
        ("lò thị ơi", "Lò Thị Ơi"),
        ("tôi tên là Nguyễn Văn Hùng", "Nguyễn Văn Hùng"),
    ],
)
async def test_any_real_name_is_taken(lan: Person, said: str, kept: str) -> None:
    await lan.talks(*HELLO, (said, "welcome.unit"))
    assert lan.drafts("welcome")[0].answers["name"] == kept


async def test_accents_are_asked_for_once(an: Person) -> None:
    await an.talks(*HELLO, ("vang a pao", "welcome.name-accents"), ("vang a pao", "welcome.unit"))
    assert an.drafts("welcome")[0].notes["name_accents"] is False


async def test_a_one_word_name_is_asked_about_once(an: Person) -> None:
    await an.talks(*HELLO, ("Páo", "welcome.name-full"), ("Páo", "welcome.unit"))


# The workplace


async def test_a_workplace_that_is_not_found_leaves_a_note(an: Person) -> None:
    await an.talks(
        *NAMED, ("Zuxing Footwear", "welcome.unit-unknown"), ("1", "welcome.done welcome.unit-later menu")
    )
    assert (an.row.unit_id, an.row.unit_note) == (None, "Zuxing Footwear")
    await an.talks(("1", "registration.programme"))  # nobody knows yet whose member this is
    await an.talks(*SENT[len(KNOWN) : -3], ("1", "registration.recognised"), ("3", "registration.confirm"))
    await an.talks(("1", "registration.sent"))
    assert (an.sent()[0]["unit"], an.sent()[0]["unit_note"]) == (None, "Zuxing Footwear")


async def test_namesakes_are_told_apart_by_their_place(an: Person) -> None:
    await an.talks(*NAMED, ("trường thcs lê lợi", "welcome.unit-which"))
    for place in ("phường Sông Cầu", "xã Cao Kỳ"):
        assert place in an.last.labels
    await an.talks(("cao ky", "welcome.done menu"))
    places = an.app.turns.service.places
    assert places[an.row.unit_id].code == "BK-THCSLL2"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("dl ba be", "BK-DLBB"),
        ("Điện lực huyện Ba Bể", "BK-DLBB"),
        ("em lam o cong ty may son ca chuyen 7 xuong 2", "BK-MAYSC"),
        ("cap nuoc nam cat", "BK-CN"),
        ("Công ty TNHH MTV Cấp thoát nước Nặm Cắt", "BK-CN"),
        ("thpt bac kan", "BK-THPTBK"),
    ],
)
async def test_a_workplace_is_found_by_part_of_a_name(lan: Person, said: str, code: str) -> None:
    await lan.talks(*NAMED)
    [found] = await lan.does(said)
    units = [value for value in found.values if not value.endswith((":again", ":none"))]
    assert units
    await lan.does(Press(units[0]))
    assert lan.app.turns.service.places[lan.row.unit_id].code.startswith(code)


async def test_a_search_may_be_tried_again(an: Person) -> None:
    await an.talks(
        *NAMED,
        ("điện lực ba bể", "welcome.unit-this"),
        ("tìm lại", "welcome.unit"),
        ("điện lực na rì", "welcome.unit-this"),
        ("đúng", "welcome.done menu"),
    )


async def test_a_start_link_lands_in_its_unit(an: Person) -> None:
    await an.talks(
        ("/start u_BK-DLBB", "welcome.greet | welcome.consent"),
        ("1", "welcome.name"),
        ("Trần Quang Huy", "welcome.done menu"),
    )
    assert an.app.turns.service.places[an.row.unit_id].code == "BK-DLBB"


async def test_a_start_link_counts_also_after_the_first_word(an: Person) -> None:
    await an.talks(
        ("alo", "welcome.greet | welcome.consent"),
        ("/start u_BK-DLBB", "welcome.consent"),
        ("1", "welcome.name"),
        ("Trần Quang Huy", "welcome.done menu"),
    )


async def test_a_link_of_an_unknown_unit_is_as_good_as_none(an: Person) -> None:
    await an.talks(("/start u_KHONG-CO", "welcome.greet | welcome.consent"), ("1", "welcome.name"))


async def test_who_follows_the_link_of_another_unit_is_asked_whether_they_moved(an: Person) -> None:
    await an.talks(*KNOWN, ("/start u_BK-DLNR", "welcome.landed"), ("1", "details.changed menu"))
    assert an.app.turns.service.places[an.row.unit_id].code == "BK-DLNR"


async def test_first_contact_is_gone_on_with_later(an: Person) -> None:
    await an.talks(
        *HELLO,
        ("để sau", "welcome.later"),
        (Later("2022-06-07 09:00"), ""),
        ("chào", "welcome.name"),
    )


# The menu


async def test_own_details_can_be_changed(an: Person) -> None:
    await an.talks(
        *KNOWN,
        ("thông tin của tôi", "details"),
        ("1", "welcome.name"),
        ("Trần Văn Huy", "details.changed menu"),
        ("thông tin", "details"),
        ("đổi nơi làm việc", "welcome.unit"),
        ("điện lực na rì", "welcome.unit-this"),
        ("1", "details.changed menu"),
    )
    assert an.row.name == "Trần Văn Huy"
    assert an.app.turns.service.places[an.row.unit_id].code == "BK-DLNR"


async def test_english_from_the_first_word_on(an: Person) -> None:
    await an.talks(
        ("english", "welcome.greet | welcome.consent"),
        ("yes", "welcome.name"),
        ("Trần Quang Huy", "welcome.unit"),
        ("điện lực ba bể", "welcome.unit-this"),
        ("yes", "welcome.done menu"),
        ("1", "registration.solution"),
        ("tiếng việt", "details.language registration.solution"),
    )
    assert an.row.language == "vi"


async def test_a_shared_phone_passes_from_hand_to_hand(an: Person) -> None:
    await an.talks(
        *BEGUN,
        ("đổi người", "switch"),
        (Press("switch:new:yes"), "welcome.greet | welcome.consent"),
        ("1", "welcome.name"),
        ("Lò Thị Ơi", "welcome.unit"),
        ("may sơn ca", "welcome.unit-this"),
        ("1", "welcome.done menu"),
        ("sáng kiến của tôi", "mine.none menu"),
        ("đổi người", "switch"),
        ("trần quang huy", "switch.done menu"),
        ("bản đang làm dở", "drafts.continued registration.solution"),
    )
    assert an.row.name == "Trần Quang Huy"


async def test_a_slip_on_a_shared_phone_can_be_undone(an: Person) -> None:
    await an.talks(
        *KNOWN,
        ("đổi người", "switch"),
        ("2", "welcome.greet | welcome.consent"),
        ("đổi người", "switch"),
        ("1", "switch.done menu"),
    )
    assert an.row.name == "Trần Quang Huy"


@pytest.mark.parametrize("said", ["cam on", "cảm ơn nhé", "da em cam on anh chi nhieu a"])
async def test_thanks_are_answered_kindly(lan: Person, said: str) -> None:
    await lan.talks(*KNOWN, (said, "menu.thanks menu"))


@pytest.mark.parametrize("said", ["menu", "bàn việc", "han nop", "đăng ký"])
async def test_a_page_that_is_wished_for_comes_after_the_greeting(lan: Person, said: str) -> None:
    await lan.talks(*HELLO, (said, "welcome.first welcome.name"), ("Trần Quang Huy", "welcome.unit"))
    await lan.talks((said, "welcome.first welcome.unit"), ("điện lực ba bể", "welcome.unit-this"))


@pytest.mark.parametrize("channel_of", ["zalo_bot", "zalo_oa"])
async def test_a_sticker_greets_and_is_no_answer_later(house: House, lan: Person, channel_of: str) -> None:
    an = house.person(channel_of)
    assert isinstance(an.wire, ZaloBotWire | ZaloOaWire)
    an.wire.user.sticker()
    assert keys(await an.does(NOTHING)) == "welcome.greet | welcome.consent"
    await an.talks(*KNOWN[1:], ("1", "registration.solution"))
    an.wire.user.sticker()
    assert await an.does(NOTHING) == []
    await an.talks(("menu", "menu"))
