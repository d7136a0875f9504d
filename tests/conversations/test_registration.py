"""The registration from the menu to the code, its later part, and what its author may do afterwards."""

import pytest

from tests.conversations.tester import (
    BEGUN,
    CONFIRMING,
    KNOWN,
    SENT,
    STORY,
    TITLED,
    Later,
    Person,
    Photo,
    Press,
    Script,
)

pytestmark = pytest.mark.asyncio(loop_scope="session")

SUPPLEMENT: Script = (*SENT, (Press("add"), "registration.later-intro registration.kind"))


async def test_the_short_path_has_eight_prompts_and_twelve_messages(an: Person) -> None:
    await an.talks(*KNOWN)
    before = len(an.heard)
    await an.talks(*SENT[len(KNOWN) :])
    came = an.heard[before:]
    prompts = [
        m for m in came if m.keys[-1].startswith("registration.") and m.keys[-1] != "registration.sent"
    ]
    assert len(prompts) <= 8
    assert len(came) <= 12
    too_long = [m.text for m in prompts if len(m.text) > 300 and m.keys[-1] != "registration.confirm"]
    assert too_long == []


async def test_what_is_sent_stands_in_the_export_under_the_question_keys(an: Person) -> None:
    await an.talks(*SENT)
    [sent] = an.sent()
    assert {key: sent[key] for key in ("programme", "unit", "status", "sender")} == {
        "programme": "bac-kan-1tr",
        "unit": "BK-DLBB",
        "status": "sent",
        "sender": "Trần Quang Huy",
    }
    assert {k: v for k, v in sent.items() if k in an.drafts(state="sent")[0].answers or k == "object"} == {
        "solution": STORY,
        "title": "Chế cái sào kẹp thay bóng đèn đường",
        "applied": "applied",
        "applied_on": "2022-03",
        "benefit_how": "nhanh hơn, không phải trèo cao",
        "authors": [{"name": "Trần Quang Huy", "percent": 100}],
        "recognised": "no",
        "object": "initiative",
    }
    assert sent["code"].startswith("BK-2022-")
    assert sent["code"] in an.last.text
    assert [event.kind for event in an.history()] == ["sent"]


async def test_progress_is_told_honestly(an: Person) -> None:
    await an.talks(*BEGUN)
    assert "Câu 1/8\n" in an.last.text
    await an.talks((STORY, "form.part"), ("xong", "registration.title"), ("1", "registration.applied"))
    assert "Câu 3/8\n" in an.last.text
    await an.talks(("3", "bac-kan-1tr.applied"), (Press("send"), "registration.benefit_how"))
    assert "Câu 4/6\n" in an.last.text


async def test_a_photo_of_the_decision(an: Person) -> None:
    await an.talks(
        *CONFIRMING[:-1],
        ("1", "registration.recognised-photo"),
        (Photo("quyết định"), "registration.confirm"),
        ("gửi", "registration.sent"),
    )
    assert an.sent()[0]["recognised"] == "yes"
    assert [(f["question"], f["kind"]) for f in an.sent()[0]["files"]] == [("recognised", "photo")]


@pytest.mark.parametrize("said", ["bỏ qua", "bo qua", "1", "không có sẵn"])
async def test_without_the_decision_at_hand_its_photo_is_skipped(lan: Person, said: str) -> None:
    await lan.talks(
        *CONFIRMING[:-1], ("rồi", "registration.recognised-photo"), (said, "registration.confirm")
    )
    assert lan.answers["recognised"] == "yes"


# Authors


async def test_authors_together(an: Person) -> None:
    await an.talks(
        *CONFIRMING[:-2],
        ("2", "registration.authors-shares"),
        ("Nguyễn Văn Hùng 60, Lò Thị Mai 40", "registration.recognised-head"),
    )
    assert an.answers["authors"] == [
        {"name": "Nguyễn Văn Hùng", "percent": 60},
        {"name": "Lò Thị Mai", "percent": 40},
    ]


async def test_shares_that_do_not_make_a_hundred_are_told_their_sum(an: Person) -> None:
    shares = "Nguyễn Văn Hùng 40, Lò Thị Mai 40, Vàng A Páo 30"
    await an.talks(*CONFIRMING[:-2], (shares, "invalid.shares-sum registration.authors"))
    assert "110" in an.last.text
    await an.talks(("Nguyễn Văn Hùng 60, Lò Thị Mai 40", "registration.recognised-head"))


async def test_of_two_who_share_the_top_one_is_named(an: Person) -> None:
    await an.talks(
        *CONFIRMING[:-2],
        ("Nguyễn Văn Hùng 40, Lò Thị Mai 40, Vàng A Páo 20", "registration.authors-tie"),
        ("lò thị mai", "registration.recognised-head"),
    )
    assert [author.get("representative") for author in an.answers["authors"]] == [None, True, None]


async def test_the_author_speaks_of_himself(an: Person) -> None:
    await an.talks(*CONFIRMING[:-2], ("tôi 60, Lò Thị Mai 40", "registration.recognised-head"))
    assert an.answers["authors"][0] == {"name": "Trần Quang Huy", "percent": 60}


# What the answers exclude is told at once


@pytest.mark.parametrize(
    ("said", "then", "question"),
    [
        (Press("send"), "registration.benefit_how", "registration.benefit_how"),
        (Press("other"), "registration.fit-other", "registration.fit"),
        (Press("stop"), "form.kept menu", "menu"),
    ],
)
async def test_a_date_outside_the_programme_is_told_with_its_paragraph(
    an: Person, said: Press, then: str, question: str
) -> None:
    await an.talks(*TITLED, ("1", "registration.applied_on"), ("15/3/2021", "bac-kan-1tr.outside"))
    assert "mục IV.3" in an.last.text
    await an.talks((said, then))
    assert an.session["asked"] == question
    assert an.answers["applied_on"] == "2021-03-15"


async def test_after_looking_for_other_programmes_it_can_still_be_sent(an: Person) -> None:
    await an.talks(
        *TITLED,
        ("1", "registration.applied_on"),
        ("15/3/2021", "bac-kan-1tr.outside"),
        ("chương trình khác", "registration.fit-other"),
        ("1", "registration.benefit_how"),
        ("nhanh hơn", "registration.authors"),
        ("1", "registration.recognised-head"),
        ("4", "registration.confirm"),
        ("1", "registration.sent"),
    )
    assert "chậm nhất ngày 15/3/2022" in an.last.text, "the law's year is over"


async def test_a_month_that_only_partly_fits_is_asked_more_nearly(an: Person) -> None:
    await an.talks(
        *TITLED,
        ("1", "registration.applied_on"),
        ("cuối tháng 8, đầu tháng 9/2021", "registration.applied_on-nearer"),
        ("trước đó", "bac-kan-1tr.outside"),
    )


async def test_a_day_nearer_asked_may_be_forgotten(an: Person) -> None:
    await an.talks(
        *TITLED,
        ("1", "registration.applied_on"),
        ("cuối tháng 8, đầu tháng 9/2021", "registration.applied_on-nearer"),
        ("không nhớ", "registration.benefit_how"),
    )


async def test_outside_the_entry_window_a_story_is_welcome_all_the_same(an: Person) -> None:
    await an.talks(
        *KNOWN,
        (Later("2023-10-01 09:00"), ""),
        ("1", "registration.closed"),
        ("1", "registration.closed registration.solution"),
        (STORY, "form.part"),
    )


async def test_a_photo_outside_the_entry_window_is_not_lost(an: Person) -> None:
    await an.talks(*KNOWN, (Later("2023-10-01 09:00"), ""), (Photo(), "registration.closed form.part-photo"))
    assert [use.question for use in an.files()] == ["solution"]


# The later part


async def test_the_later_part_of_a_research_topic(an: Person) -> None:
    await an.talks(
        *CONFIRMING[:-1],
        ("1", "registration.recognised-photo"),
        ("bỏ qua", "registration.confirm"),
        ("1", "registration.sent"),
        (Press("add"), "registration.later-intro registration.kind"),
        ("đề tài khoa học", "registration.problem"),
        ("chép tay mất thời gian", "registration.novelty"),
        ("chưa nơi nào dùng", "registration.applied_where"),
        ("tổ đèn đường", "registration.benefit_kind"),
        ("3", "registration.benefit_money"),
        ("5tr/tháng", "registration.benefit_money-confirm"),
        ("đúng", "registration.benefit_social"),
        ("an toàn hơn", "registration.transferable"),
        ("được", "registration.confidential"),
        ("k", "registration.author_group"),
        ("công nhân", "registration.topic_level"),
        ("cấp tỉnh", "registration.accepted_on"),
        ("tháng 9/2021", "registration.lead"),
        ("Vàng A Páo", "registration.usage_confirmed"),
        ("rồi", "registration.recognised_by"),
        ("hội đồng", "registration.decision_number"),
        ("15/QĐ-ĐLBB", "registration.decision_on"),
        ("15/3/2022", "registration.ip_protected"),
        ("0", "registration.story"),
        ("Hôm đó trời mưa.", "form.part"),
        ("xong", "registration.attachments"),
        (Photo("bản vẽ"), "form.part-photo"),
        ("xong", "registration.later-done menu"),
    )
    [sent] = an.sent()
    later = {
        "kind": "research",
        "object": "research_topic",
        "benefit_money": {"amount": 5_000_000, "period": "month"},
        "confidential": False,
        "topic_level": "province",
        "accepted_on": "2021-09",
        "lead": "Vàng A Páo",
        "usage_confirmed": True,
        "recognised_by": "council",
        "decision_on": "2022-03-15",
        "ip_protected": False,
        "story": "Hôm đó trời mưa.",
        "applied_on": "2022-03",
    }
    assert {key: sent[key] for key in later} == later
    assert "subkind" not in sent


async def test_every_question_of_the_later_part_may_be_skipped(an: Person) -> None:
    await an.talks(*SUPPLEMENT)
    for _ in range(30):
        [message] = await an.does("bỏ qua")
        if message.keys[0] == "registration.later-done":
            break
    assert message.keys == ("registration.later-done", "menu")
    assert "kind" not in an.sent()[0]


async def test_skipping_does_not_throw_away_what_was_told_already(an: Person) -> None:
    await an.talks(*SUPPLEMENT)
    while an.session["asked"] != "registration.story":
        await an.does("bỏ qua")
    await an.talks(("Hôm đó trời mưa to, trơn lắm.", "form.part"), ("bỏ qua", "registration.attachments"))
    assert an.sent()[0]["story"] == "Hôm đó trời mưa to, trơn lắm."


async def test_an_answer_of_the_later_part_counts_at_once_and_leaves_with_its_branch(an: Person) -> None:
    await an.talks(*SUPPLEMENT, ("1", "registration.subkind"), (Press("process"), "registration.problem"))
    assert an.sent()[0]["subkind"] == "process"
    await an.talks(
        ("sửa 1", "form.so-far registration.kind"), (Press("union_activity"), "registration.problem")
    )
    assert an.sent()[0]["kind"] == "union_activity"
    assert an.sent()[0]["subkind"] is None


async def test_the_later_part_goes_on_where_it_was_left(an: Person) -> None:
    await an.talks(
        *SUPPLEMENT,
        (Press("union_activity"), "registration.problem"),
        ("để sau", "form.later"),
        ("2", "form.later-free"),
        ("làm tiếp", "drafts.continued registration.problem"),
    )


async def test_the_later_part_is_reminded_once_in_the_evening(an: Person) -> None:
    await an.talks(
        *SENT,
        (Press("tonight"), "reminders.set menu"),
        (Later("2022-05-16 19:01"), "reminders.supplement"),
        (Later("2022-05-18 19:01"), ""),
        (Press("add"), "registration.later-intro registration.kind"),
    )


# Afterwards


async def test_withdrawing_asks_once(an: Person) -> None:
    await an.talks(
        *SENT,
        ("sáng kiến của tôi", "mine"),
        ("1", "mine.one"),
        ("rút lại", "mine.withdraw"),
        (Press("open"), "mine.one"),
        ("rút lại", "mine.withdraw"),
        ("rút lại", "mine.withdrawn menu"),
    )
    assert an.sent()[0]["status"] == "withdrawn"
    assert [event.kind for event in an.history()] == ["sent", "withdrawn"]


async def test_a_change_after_sending_is_recorded(an: Person) -> None:
    await an.talks(
        *SENT,
        ("sáng kiến của tôi", "mine"),
        ("1", "mine.one"),
        ("sửa nội dung", "registration.confirm"),
        ("sửa tên", "form.so-far registration.title"),
        ("Sào kẹp thay bóng đèn", "registration.confirm"),
        ("1", "mine.amended menu"),
    )
    assert an.sent()[0]["title"] == "Sào kẹp thay bóng đèn"
    changed = an.history()[-1]
    assert changed.kind == "changed"
    assert changed.data["answers"] == {
        "title": ["Chế cái sào kẹp thay bóng đèn đường", "Sào kẹp thay bóng đèn"]
    }


async def test_a_change_of_the_step_takes_the_answers_of_that_branch_along(an: Person) -> None:
    await an.talks(
        *SENT,
        ("sáng kiến của tôi", "mine"),
        ("1", "mine.one"),
        ("2", "registration.confirm"),
        ("sửa 3", "form.so-far registration.applied"),
        ("ý tưởng", "bac-kan-1tr.applied"),
        ("1", "registration.confirm"),
        ("1", "mine.amended menu"),
    )
    [sent] = an.sent()
    assert (sent["object"], sent["applied_on"], sent["recognised"]) == ("idea", None, None)


@pytest.mark.needs("buttons")  # of whoever sent it
async def test_nobody_sees_what_somebody_else_sent(an: Person, other: Person) -> None:
    await an.talks(*SENT, ("sáng kiến của tôi", "mine"))
    value = an.last.values[0]
    await other.talks(*KNOWN, (Press(value), "mine.unknown menu"))


async def test_after_a_long_silence_it_is_asked_who_holds_the_phone(an: Person) -> None:
    await an.talks(
        *SENT,
        (Later("2022-06-20 09:00"), ""),
        ("sáng kiến của tôi", "mine.still"),
        ("1", "mine"),
    )
