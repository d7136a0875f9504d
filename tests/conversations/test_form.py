"""Every word means something at every question: commands, corrections, slips, pauses, files."""

import pytest

from tests.conversations import samples
from tests.conversations.tester import (
    BEGUN,
    CONFIRMING,
    DATED,
    HELLO,
    KNOWN,
    SENT,
    STORY,
    TITLED,
    Album,
    Burst,
    Deed,
    File,
    Later,
    Person,
    Photo,
    Press,
    Script,
    Voice,
)

pytestmark = pytest.mark.asyncio(loop_scope="session")

# Commands, at any question, by typing and by button


@pytest.mark.parametrize("said", ["quay lại", "quay lai", "QUAY LẠI", "trở lại", "/quay_lai"])
async def test_back(lan: Person, said: str) -> None:
    await lan.talks(
        *TITLED, (said, "form.so-far registration.title"), ("Sào kẹp đèn", "registration.applied")
    )
    assert lan.answers["title"] == "Sào kẹp đèn"


async def test_back_at_the_first_question(an: Person) -> None:
    await an.talks(*BEGUN, ("quay lại", "form.first registration.solution"))


async def test_skipping_what_is_needed_says_how_to_leave(an: Person) -> None:
    await an.talks(*TITLED, ("bỏ qua", "form.needed registration.applied"))


async def test_seeing_everything_so_far(an: Person) -> None:
    await an.talks(*DATED, ("xem", "form.so-far-all | registration.benefit_how"))
    seen = an.heard[-2].text
    assert "1. Nội dung: Chế cái sào" in seen
    assert "4. Bắt đầu dùng: tháng 3/2022" in seen
    await an.talks(("xem 2", "form.so-far-all | registration.benefit_how"))
    assert "Nội dung" not in an.heard[-2].text


async def test_seeing_nothing_yet(an: Person) -> None:
    await an.talks(*BEGUN, ("xem", "form.nothing-yet registration.solution"))


@pytest.mark.parametrize(
    "said", ["sửa 2", "sửa tên", "sửa câu 2", "sua lai cau 2", "sửa tên sáng kiến", "sửa title"]
)
async def test_one_answer_is_changed_and_then_it_goes_on(lan: Person, said: str) -> None:
    await lan.talks(
        *DATED,
        (said, "form.so-far registration.title"),
        ("Sào kẹp đèn", "registration.benefit_how"),
    )
    assert lan.answers["title"] == "Sào kẹp đèn"


async def test_which_answer_to_change_is_asked(an: Person) -> None:
    await an.talks(
        *CONFIRMING, ("sửa", "form.edit-which"), ("lợi ích", "form.so-far registration.benefit_how")
    )
    await an.talks(("nhanh hơn nhiều", "registration.confirm"))
    assert an.answers["benefit_how"] == "nhanh hơn nhiều"


async def test_a_change_of_mind_about_telling_it_again_keeps_the_story(an: Person) -> None:
    await an.talks(
        *CONFIRMING, ("sửa 1", "form.so-far registration.solution"), ("xong", "registration.confirm")
    )
    assert an.answers["solution"] == STORY


async def test_a_change_of_the_step_changes_the_path(an: Person) -> None:
    await an.talks(
        *CONFIRMING,
        ("sửa 3", "form.so-far registration.applied"),
        ("mới là ý tưởng", "bac-kan-1tr.applied"),
        ("1", "registration.confirm"),
        ("1", "registration.sent"),
    )
    assert "applied_on" not in an.sent()[0]


@pytest.mark.parametrize("said", ["hủy", "huỷ", "huy", "HUY"])
async def test_cancelling_asks_once(lan: Person, said: str) -> None:
    await lan.talks(
        *TITLED,
        (said, "form.cancel"),
        ("giữ lại", "registration.applied"),
        (said, "form.cancel"),
        ("1", "form.cancelled menu"),
    )
    assert lan.drafts() == []


async def test_help_gives_an_example(an: Person) -> None:
    await an.talks(*BEGUN, ("trợ giúp", "registration.solution#help form.commands registration.solution"))
    assert "Ví dụ" in an.last.text


async def test_leaving_and_coming_back(an: Person) -> None:
    await an.talks(
        *BEGUN,
        (STORY, "form.part"),
        ("để sau", "form.later"),
        ("2", "form.later-free"),
        ("làm tiếp", "drafts.continued form.so-far registration.solution"),
        ("xong", "registration.title"),
    )
    assert an.answers["solution"] == STORY


async def test_a_story_half_told_outlives_the_menu_and_an_edit(an: Person) -> None:
    await an.talks(
        *BEGUN,
        ("Chế cái sào kẹp thay bóng đèn đường.", "form.part"),
        ("menu", "menu"),
        (Press("drafts"), "drafts.continued form.so-far registration.solution"),
        ("Nay một người làm được.", "form.part"),
        ("xong", "registration.title"),
    )
    assert an.answers["solution"] == "Chế cái sào kẹp thay bóng đèn đường.\nNay một người làm được."


# Where a command collides with life


async def test_a_title_that_begins_like_a_command(an: Person) -> None:
    await an.talks(*BEGUN, (STORY, "form.part"), ("xong", "registration.title"))
    await an.talks(("sửa máy may", "registration.applied"))
    assert an.answers["title"] == "sửa máy may"


@pytest.mark.parametrize(
    ("said", "stored"), [("0", False), ("k", False), ("ko", False), ("dung", True), ("ừ", True)]
)
async def test_short_words_at_a_yes_or_no(lan: Person, said: str, stored: bool) -> None:
    await lan.talks(*SENT, (Press("add"), "registration.later-intro registration.kind"))
    for _ in range(6):
        await lan.does("bỏ qua")
    assert lan.session["asked"] == "registration.confidential"
    await lan.talks((said, "registration.author_group"))
    assert lan.sent()[0]["confidential"] is stored


@pytest.mark.parametrize("said", ["tro giupp", "quay laii", "bỏ qa"])
async def test_a_near_miss_gets_a_hint(lan: Person, said: str) -> None:
    await lan.talks(*DATED, (said, "form.which"), ("1", "registration.authors"))
    assert lan.answers["benefit_how"] == said


async def test_a_near_miss_meant_as_the_command(an: Person) -> None:
    await an.talks(
        *DATED,
        ("tro giupp", "form.which"),
        ("2", "registration.benefit_how#help form.commands registration.benefit_how"),
    )


@pytest.mark.parametrize(
    ("said", "after"), [("chương trình", "programme"), ("báo cáo", "record"), ("việc cần làm", "desk")]
)
async def test_a_command_of_the_menu_inside_a_story_is_asked_about(an: Person, said: str, after: str) -> None:
    await an.talks(*BEGUN, (said, "form.which"), ("1", "form.part"))
    await an.talks((said, "form.which"))
    [came] = await an.does("2")
    assert "registration.solution" not in came.keys, after
    assert [d.notes["parts"]["solution"] for d in an.drafts()] == [[said]]


async def test_a_lone_number_is_no_story(an: Person) -> None:
    await an.talks(
        *BEGUN,
        ("1", "invalid.number-alone registration.solution"),
        (STORY, "form.part"),
        ("12", "invalid.choose form.so-far registration.solution"),
        ("xong", "registration.title"),
    )
    assert an.answers["solution"] == STORY


async def test_a_near_miss_inside_a_story_loses_nothing(an: Person) -> None:
    await an.talks(
        *BEGUN,
        (STORY, "form.part"),
        ("quay laii", "form.which"),
        ("Nay một người đứng dưới đất cũng làm được.", ""),
        ("xong", "registration.title"),
    )
    assert an.answers["solution"].splitlines()[0] == STORY
    assert an.answers["solution"].splitlines()[-1] == "Nay một người đứng dưới đất cũng làm được."


@pytest.mark.parametrize(
    "said",
    [
        "1",
        "đã dùng thật",
        "da dung that",
        "Đã dùng",
        "ddax dungf thaatj",
        "d9a4 du2ng tha65t",
        "số 1",
        "một",
        "1.",
        "1. Đã dùng thật",
    ],
)
async def test_a_choice_is_typed_in_many_ways(lan: Person, said: str) -> None:
    await lan.talks(*TITLED, (said, "registration.applied_on"))
    assert lan.answers["applied"] == "applied"


@pytest.mark.parametrize("said", ["👍", "...", "🙂"])
async def test_a_thumb_where_no_yes_stands_open_is_kindly_ignored(lan: Person, said: str) -> None:
    await lan.talks(*DATED, (said, "registration.benefit_how"))


# What cannot be read is asked again, and nothing is lost

AT: dict[str, Script] = {
    "consent": (("/start", "welcome.greet | welcome.consent"),),
    "name": HELLO,
    "solution": BEGUN,
    "title": (*BEGUN, (STORY, "form.part"), ("xong", "registration.title")),
    "applied": TITLED,
    "applied_on": (*TITLED, ("1", "registration.applied_on")),
    "authors": (*DATED, ("nhanh hơn", "registration.authors")),
    "recognised": CONFIRMING[:-1],
    "confirm": CONFIRMING,
}
WRONG: list[tuple[str, Deed, str]] = [
    ("consent", "sao cũng được", "invalid.consent welcome.consent"),
    ("name", "0912345678", "invalid.name-letters welcome.name"),
    ("name", "để làm gì vậy?", "invalid.name-sentence welcome.name"),
    ("name", "chào em", "form.welcome-back-unnamed welcome.name"),
    ("name", "a" * 300, "invalid.name-long welcome.name"),
    ("name", Photo(), "welcome.held-photo welcome.name"),
    ("solution", "xong", "invalid.solution-empty registration.solution"),
    ("solution", File("chương trình.exe", samples.program()), "file.kind registration.solution"),
    ("title", "x" * 250, "invalid.text-long registration.title"),
    ("title", Voice(5), "form.file-kept registration.title"),
    ("applied", "chắc là rồi", "invalid.choose registration.applied"),
    ("applied", "9", "invalid.choose registration.applied"),
    ("applied", "0", "invalid.choose registration.applied"),
    ("applied", Photo(), "form.file-kept registration.applied"),
    ("applied", Voice(5), "form.file-kept registration.applied"),
    ("applied_on", "lâu rồi", "invalid.date-unreadable registration.applied_on"),
    ("applied_on", "31/4/2022", "invalid.date-no-such-day registration.applied_on"),
    ("applied_on", "1/1/2030", "invalid.date-future registration.applied_on"),
    ("applied_on", "ok", "invalid.date-unreadable registration.applied_on"),
    ("authors", "Hùng 40, Mai 40, Páo 30", "invalid.shares-sum registration.authors"),
    ("authors", "Hùng và Mai", "invalid.shares-missing registration.authors"),
    ("authors", "Hùng 60, Hùng 40", "invalid.shares-twice registration.authors"),
    ("authors", "Hùng 160, Mai -60", "invalid.shares-range registration.authors"),
    ("authors", "60, 40", "invalid.shares-unreadable registration.authors"),
    ("recognised", "hỏi sếp đã", "invalid.choose registration.recognised-head"),
    ("recognised", "7", "invalid.choose registration.recognised-head"),
    ("confirm", "gì cơ", "invalid.choose registration.confirm"),
    ("confirm", "4", "invalid.choose registration.confirm"),
]


@pytest.mark.parametrize("question", AT)
async def test_what_cannot_be_read_is_asked_again_and_nothing_is_lost(lan: Person, question: str) -> None:
    await lan.talks(*AT[question])
    asked, form = lan.session["asked"], "welcome" if question in ("consent", "name") else "registration"
    [before] = lan.drafts(form)
    for said, expected in ((said, expected) for where, said, expected in WRONG if where == question):
        await lan.talks((said, expected))
        [after] = lan.drafts(form)
        assert (lan.session["asked"], after.answers) == (asked, before.answers)


@pytest.mark.parametrize(
    "file", [("cài.exe", samples.program()), ("mã.sh", b"#!/bin/sh\nrm"), ("a.zip", b"PK\x03\x04zip")]
)
@pytest.mark.needs("document")
async def test_programs_and_archives_are_declined_kindly(an: Person, file: tuple[str, bytes]) -> None:
    await an.talks(*BEGUN, (File(*file), "file.kind registration.solution"))
    assert "Nhờ anh/chị gửi ảnh" in an.last.text
    assert an.files() == []


@pytest.mark.needs("document")
async def test_an_empty_file(an: Person) -> None:
    await an.talks(*BEGUN, (File("rỗng.docx", b""), "file.empty registration.solution"))


# Buttons of the past: what is typed belongs to the question that is open


@pytest.mark.needs("buttons")
async def test_a_button_of_an_earlier_question(an: Person) -> None:
    await an.talks(*BEGUN, (STORY, "form.part"), ("xong", "registration.title"))
    old = an.last.values[0]
    await an.talks(
        ("1", "registration.applied"),
        ("1", "registration.applied_on"),
        (Press(old), "form.old-button registration.applied_on"),
    )
    assert an.answers["title"] == "Chế cái sào kẹp thay bóng đèn đường"


@pytest.mark.needs("buttons")
async def test_a_button_of_a_draft_that_was_sent(an: Person) -> None:
    await an.talks(*CONFIRMING)
    send = next(value for value in an.last.values if value.endswith(":yes"))
    await an.talks(("1", "registration.sent"), (Press(send), "form.old-draft menu"))
    await an.talks(
        ("1", "registration.solution"),
        (Press(send), "form.old-draft registration.solution"),
    )
    assert len(an.sent()) == 1


@pytest.mark.needs("buttons")
async def test_a_button_of_another_draft_takes_it_up_there(an: Person) -> None:
    await an.talks(*TITLED)
    applied = an.last.values[0]
    await an.talks(
        ("ghi sáng kiến", "registration.solution"),
        (Press(applied), "registration.applied_on"),
    )


@pytest.mark.needs("buttons")
async def test_a_button_nobody_ever_saw(an: Person) -> None:
    await an.talks(*TITLED, (Press("q:d0:title:yes"), "form.old-button registration.applied"))
    await an.talks((Press("what:ever"), "form.old-button registration.applied"))


# Time


async def test_coming_back_after_three_weeks(an: Person) -> None:
    await an.talks(
        *DATED,
        (Later("2022-06-07 09:00"), ""),
        ("chào em", "form.welcome-back registration.benefit_how"),
        ("nhanh hơn", "registration.fit-why"),  # phase 1, in which it was put into use, is over by now
        ("1", "registration.authors"),
    )


async def test_words_after_three_weeks_are_not_taken_unasked(an: Person) -> None:
    await an.talks(
        *DATED,
        (Later("2022-06-07 09:00"), ""),
        ("dạo này bận quá", "form.returning"),
        ("hỏi lại", "registration.benefit_how"),
        ("nhanh hơn", "registration.fit-why"),
    )
    assert an.answers["benefit_how"] == "nhanh hơn"


async def test_a_story_goes_on_after_three_weeks(an: Person) -> None:
    await an.talks(
        *BEGUN,
        ("Chế cái sào kẹp thay bóng đèn đường.", "form.part"),
        (Later("2022-06-07 09:00"), ""),
        ("Nay một người làm được.", "form.returning"),
        (Photo(), "form.part-photo"),
        ("xong", "registration.title"),
    )
    assert an.answers["solution"].splitlines() == [
        "Chế cái sào kẹp thay bóng đèn đường.",
        "Nay một người làm được.",
    ]


# Several drafts


async def test_two_drafts_to_go_on_with_or_throw_away(an: Person) -> None:
    await an.talks(
        *TITLED,
        ("ghi sáng kiến", "registration.solution"),
        ("Cái giá để cuộn vải gọn gàng.", "form.part"),
        ("menu", "menu"),
        ("bản đang làm dở", "drafts"),
        ("2", "drafts.continued registration.applied"),
        ("menu", "menu"),
        ("bản đang làm dở", "drafts"),
        ("bỏ bớt một bản", "drafts.throw-which"),
        ("cái giá để cuộn vải", "drafts.throw"),
        ("giữ lại", "drafts"),
        ("3", "drafts.throw-which"),
        ("cái giá để cuộn vải", "drafts.throw"),
        ("bỏ hẳn", "drafts.thrown menu"),
    )
    assert an.answers["solution"] == STORY


# Long answers and files


@pytest.mark.needs("album")
async def test_an_album_of_five_stays_five_in_order_with_one_answer(an: Person) -> None:
    names = ("một", "hai", "ba", "bốn", "năm")
    await an.talks(*BEGUN, (Album(names), "form.part-photo"), ("xong", "registration.title-open"))
    kept = [use.sha256 for use in an.files()]
    assert kept == [samples.checksum(samples.jpeg(name)) for name in names]
    assert {use.question for use in an.files()} == {"solution"}


async def test_five_photos_one_by_one_stay_five_in_order(an: Person) -> None:
    names = ("một", "hai", "ba", "bốn", "năm")
    photos = [(Photo(name), "form.part-photo") for name in names]
    await an.talks(*BEGUN, *photos, ("xong", "registration.title-open"))
    kept = [use.sha256 for use in an.files()]
    assert kept == [samples.checksum(samples.jpeg(name)) for name in names]
    assert {use.question for use in an.files()} == {"solution"}


@pytest.mark.needs("album")
async def test_an_album_of_the_decision_belongs_to_one_question(an: Person) -> None:
    await an.talks(
        *CONFIRMING[:-1],
        ("1", "registration.recognised-photo"),
        (Album(("trang 1", "trang 2")), "registration.confirm"),
    )
    assert [use.question for use in an.files()] == ["recognised", "recognised"]


async def test_a_second_photo_of_the_decision_is_kept_beside_it(an: Person) -> None:
    await an.talks(
        *CONFIRMING[:-1],
        ("1", "registration.recognised-photo"),
        (Photo("trang 1"), "registration.confirm"),
        (Photo("trang 2"), "form.file-kept registration.confirm"),
    )
    assert [use.question for use in an.files()] == ["recognised", "attachments"]


async def test_five_thousand_characters_arrive_whole(an: Person) -> None:
    story = "Nay chỉ cần đứng dưới đất. " * 185 + "Hết chuyện."
    assert len(story) > 4990
    await an.talks(*BEGUN, (story[:4000], "form.part"), (story[4000:], ""), ("xong", "registration.title"))
    assert an.answers["solution"].replace("\n", " ") == story.replace("  ", " ")


async def test_a_story_in_one_message_of_five_thousand_characters(an: Person) -> None:
    story = "Nay chỉ cần đứng dưới đất. " * 190
    await an.talks(*BEGUN, (story, "form.part"), ("xong", "registration.title"))
    assert an.answers["solution"] == story.strip()
    await an.talks(("1", "registration.applied"), ("xem 1", "form.so-far-all | registration.applied"))
    assert an.last.keys == ("registration.applied",)


async def test_the_same_file_twice_is_kept_once(an: Person) -> None:
    await an.talks(
        *DATED,
        (Photo("một"), "form.file-kept registration.benefit_how"),
        (Photo("một"), "form.file-again registration.benefit_how"),
    )
    assert len(an.files()) == 1


@pytest.mark.needs("no seconds")
async def test_a_voice_message_is_the_answer_however_long_it_is(an: Person) -> None:
    await an.talks(*DATED, (Voice(38), "registration.authors"))
    assert an.answers["benefit_how"] == "[ghi âm]"
    [file] = an.files()
    assert (file.question, file.mime.partition("/")[0]) == ("benefit_how", "audio")


@pytest.mark.needs("no document")
async def test_a_file_that_does_not_come_through_is_answered(an: Person) -> None:
    await an.talks(*BEGUN, (File("SKKN.docx"), "form.unsupported uploads.link registration.solution"))


@pytest.mark.needs("seconds")
async def test_a_voice_message_is_the_answer(an: Person) -> None:
    await an.talks(*DATED, (Voice(38), "registration.authors"))
    assert an.answers["benefit_how"] == "[ghi âm 0:38]"
    assert [use.question for use in an.files()] == ["benefit_how"]


async def test_a_photo_out_of_the_blue_begins_a_registration(an: Person) -> None:
    await an.talks(*KNOWN, (Photo(caption="Cái sào kẹp bóng đèn đường"), "form.part-photo"))
    await an.talks(("xong", "registration.title"))
    assert an.answers["solution"] == "Cái sào kẹp bóng đèn đường"


async def test_a_story_out_of_the_blue_is_asked_about(an: Person) -> None:
    await an.talks(
        *KNOWN,
        (STORY, "menu.bare"),
        ("1", "form.so-far registration.solution"),
        ("xong", "registration.title"),
    )
    assert an.answers["solution"] == STORY


# Written before the answer was seen


async def test_three_messages_in_a_row_are_one_story(an: Person) -> None:
    await an.talks(*BEGUN, (Burst(("che cai sao", "thay bong den", "1 minh cung dc")), "form.part"))
    await an.talks(("xog", "registration.title"))
    assert an.answers["solution"] == "che cai sao\nthay bong den\n1 minh cung dc"


@pytest.mark.needs("order")
async def test_what_was_written_before_the_next_prompt_came_belongs_to_the_open_one(an: Person) -> None:
    await an.talks(
        *BEGUN,
        (STORY, "form.part"),
        (Burst(("xong", "à, một người cũng làm được")), "registration.title | form.appended"),
    )
    assert an.answers["solution"] == f"{STORY}\nà, một người cũng làm được"
    assert "title" not in an.answers


@pytest.mark.needs("no order")
async def test_what_follows_at_once_may_answer_the_next_question_and_is_easily_put_right(an: Person) -> None:
    await an.talks(
        *BEGUN,
        (STORY, "form.part"),
        (Burst(("xong", "à, một người cũng làm được")), "registration.title | registration.applied"),
        ("quay lại", "form.so-far registration.title"),
        ("1", "registration.applied"),
    )
    assert an.answers["title"] == "Chế cái sào kẹp thay bóng đèn đường"


@pytest.mark.needs("order")
async def test_a_choice_typed_twice_in_haste_answers_once(an: Person) -> None:
    await an.talks(*BEGUN, (STORY, "form.part"), ("xong", "registration.title"))
    await an.talks((Burst(("1", "1")), "registration.applied"))
    assert "applied" not in an.answers


@pytest.mark.needs("order")
async def test_another_choice_in_haste_is_a_change_of_mind(an: Person) -> None:
    await an.talks(*TITLED, (Burst(("2", "1")), "registration.applied_on | registration.applied_on"))
    assert an.answers["applied"] == "applied"


async def test_a_date_does_not_grow_by_what_follows(an: Person) -> None:
    await an.talks(
        *TITLED,
        ("1", "registration.applied_on"),
        (Burst(("15/3/2022", "nhanh hơn nhiều")), "registration.benefit_how | registration.authors"),
    )
    assert (an.answers["applied_on"], an.answers["benefit_how"]) == ("2022-03-15", "nhanh hơn nhiều")


async def test_a_name_does_not_grow_by_the_workplace(an: Person) -> None:
    await an.talks(*HELLO, (Burst(("Trần Quang Huy", "điện lực ba bể")), "welcome.unit | welcome.unit-this"))
    assert an.drafts("welcome")[0].answers["name"] == "Trần Quang Huy"


async def test_after_a_long_silence_the_word_of_a_reminder_is_no_answer(an: Person) -> None:
    await an.talks(
        *BEGUN,
        ("Chế cái sào kẹp thay bóng đèn đường.", "form.part"),
        (Later("2022-06-07 09:00"), ""),
        ("da ro", "form.which"),
        ("2", "remind.nothing form.so-far registration.solution"),
        (Later("2022-06-08 09:00"), ""),
        ("dạo này bận quá", "form.returning"),
        ("làm tiếp", "form.so-far registration.solution"),
    )
