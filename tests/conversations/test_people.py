"""The people of the project's own walk-through: each in their own words."""

import pytest

from tests.conversations import samples
from tests.conversations.tester import (
    BEGUN,
    HELLO,
    KNOWN,
    TITLED,
    Later,
    Person,
    Photo,
    Press,
    Voice,
    keys,
)
from tests.conversations.uploading import hands_in

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_the_electrician_writes_without_accents_and_sends_a_photo_first(an: Person) -> None:
    await an.talks(
        (Photo("tủ điện"), "welcome.held-photo welcome.greet | welcome.consent"),
        ("dong y nha", "welcome.name"),
        ("huy", "form.which"),
        ("1", "welcome.name-full"),
        ("tran quang huy", "welcome.name-accents"),
        ("1", "welcome.unit"),
        ("em lam o dien luc ba be", "welcome.unit-this"),
        ("ok", "welcome.done welcome.held-attached registration.solution"),
        ("che cai sao thay bong den duong", "form.part"),
        ("truoc phai treo len cot 2 nguoi", ""),
        ("gio dung duoi dat 1 minh cung thay dc", ""),
        ("xog", "registration.title"),
    )
    assert "Che cai sao thay bong den duong" in an.last.text
    assert [use.question for use in an.files()] == ["solution"]


async def test_tet_is_computed(an: Person) -> None:
    await an.talks(
        *TITLED,
        (Later("2023-05-16 09:00"), ""),
        ("1", "registration.applied_on"),
        ("hoi truoc tet nam ngoai", "registration.applied_on-confirm"),
    )
    assert "tháng 1/2022" in an.last.text
    await an.talks(("ok", "registration.fit-why"))  # phase 1 is over by then
    assert an.answers["applied_on"] == "2022-01"


async def test_the_electrician_reaches_sent_and_the_officer_will_add_the_accents(an: Person) -> None:
    await an.talks(
        *HELLO,
        ("tran quang huy", "welcome.name-accents"),
        ("1", "welcome.unit"),
        ("dien luc ba be", "welcome.unit-this"),
        ("1", "welcome.done menu"),
        ("1", "registration.solution"),
        ("che cai sao thay bong den duong", "form.part"),
        ("het roi", "registration.title"),
        ("dc", "registration.applied"),
        ("da dung that", "registration.applied_on"),
        ("thang 3/2022", "registration.benefit_how"),
        ("k phai treo cao", "registration.authors"),
        ("mot minh", "registration.recognised-head"),
        ("chua", "registration.confirm"),
        ("gui", "registration.sent"),
    )
    [sent] = an.sent()
    assert sent["authors"] == [{"name": "Tran Quang Huy", "percent": 100}]
    assert an.row.flags == ["name_accents"]
    assert sent["title"] == "Che cai sao thay bong den duong"


async def test_the_garment_worker_has_five_minutes(an: Person) -> None:
    await an.talks(
        ("/start u_BK-MAYSC-C7", "welcome.greet | welcome.consent"),
        ("1", "welcome.name"),
        ("lo thi oi", "welcome.name-accents"),
        ("Lò Thị Ơi", "welcome.done menu"),
        ("1", "registration.solution"),
        (Voice(38), "form.part-voice"),
        ("chuong reo r de toi", "form.later"),
        ("1", "reminders.set"),
        (Later("2022-05-16 18:59"), ""),
        (Later("2022-05-16 19:01"), "reminders.draft"),
        (Press("open"), "drafts.continued form.so-far registration.solution"),
        ("xong", "registration.title-open"),
    )
    assert "[ghi âm" in an.answers["solution"]
    assert an.files()[0].kind == "voice"
    assert an.row.name == "Lò Thị Ơi"


@pytest.mark.needs("seconds")
async def test_how_long_somebody_speaks_is_kept(an: Person) -> None:
    await an.talks(*BEGUN, (Voice(38), "form.part-voice"), ("xong", "registration.title-open"))
    assert "[ghi âm 0:38]" in an.answers["solution"]
    assert (an.files()[0].kind, an.files()[0].seconds) == ("voice", 38)


async def test_a_reminder_is_not_sent_for_what_is_done(an: Person) -> None:
    await an.talks(
        *BEGUN,
        ("để sau", "form.later"),
        ("1", "reminders.set"),
        ("làm tiếp", "drafts.continued registration.solution"),
        ("hủy", "form.cancel"),
        ("bỏ hẳn", "form.cancelled menu"),
        (Later("2022-05-16 19:01"), ""),
    )


async def test_the_teacher_sends_a_file_and_pastes_long_texts(an: Person) -> None:
    await an.talks(
        *HELLO,
        ("Nông Thị Bích", "welcome.unit"),
        ("thcs đồng lạc", "welcome.unit-this"),
        ("1", "welcome.done menu"),
        ("1", "registration.solution"),
    )
    assert keys(await hands_in(an, "SKKN.docx", samples.docx("15 trang"))) == "form.part-document"
    await an.talks(
        ("Sổ điểm điện tử. " + "Trước đây chép tay rất mất thời gian. " * 60, ""),
        ("Nay bảng tính tự cộng điểm. " * 80, ""),
        ("xong", "registration.title"),
        ("1", "registration.applied"),
        ("1", "registration.applied_on"),
        ("đầu năm học 2021-2022", "registration.applied_on-nearer"),
        ("2, dùng thử từ tháng 8, chính thức 6/9", "registration.applied_on-two registration.benefit_how"),
    )
    assert an.answers["applied_on"] == "2021-08"
    [draft] = an.drafts()
    assert draft.notes["applied_on"]["also"] == ["2021-09-06"]
    assert "tháng 8/2021" in an.last.text
    assert "06/9/2021" in an.last.text
    assert an.files()[0].name == "SKKN.docx"
    assert len(an.answers["solution"].splitlines()) == 2


async def test_a_school_is_addressed_as_a_school(an: Person) -> None:
    await an.talks(*HELLO, ("Nông Thị Bích", "welcome.unit"), ("thcs đồng lạc", "welcome.unit-this"))
    await an.talks(("1", "welcome.done menu"))
    assert "thầy/cô" in an.last.text.lower()
    assert "anh/chị" not in an.last.text.lower()


async def test_the_man_whose_only_name_is_huy_is_not_asked_for_ever(an: Person) -> None:
    await an.talks(
        *HELLO,
        ("Huy", "form.which"),
        ("1", "welcome.name-full"),
        ("Huy", "form.which"),
        ("1", "welcome.unit"),
    )


async def test_hui_can_also_cancel(an: Person) -> None:
    await an.talks(*HELLO, ("huỷ", "form.which"), ("2", "form.cancel"), ("1", "welcome.refused"))


async def test_somebody_registers_for_a_colleague(an: Person) -> None:
    await an.talks(
        *KNOWN,
        ("2", "registration.worker"),
        ("Lò Thị Mai", "registration.solution-behalf"),
        ("Khay đựng linh kiện may, khỏi phải cúi.", "form.part"),
        ("xong", "registration.title"),
        ("1", "registration.applied"),
        ("3", "bac-kan-1tr.applied"),
        ("1", "registration.benefit_how"),
        ("đỡ đau lưng", "registration.authors-behalf"),
        ("1", "registration.confirm"),
        ("1", "registration.sent | authors.code-worker"),
    )
    [sent] = an.sent()
    assert sent["worker"] == "Lò Thị Mai"
    assert sent["authors"] == [{"name": "Lò Thị Mai", "percent": 100}]
    assert sent["sender"] == "Trần Quang Huy"
    assert sent["object"] == "idea"
