"""Programmes side by side: which one it is for, a story that moves to another, news, and the law's year."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import select, update

from storage.tables import Draft, Initiative
from tests.conversations.tester import (
    CONFIRMING,
    DATED,
    HELLO,
    KNOWN,
    SENT,
    STORY,
    TITLED,
    Later,
    Person,
    Press,
    Script,
)

pytestmark = pytest.mark.asyncio(loop_scope="session")

NO_UNIT: Script = (
    *HELLO,
    ("Trần Quang Huy", "welcome.unit"),
    ("qwrtzy", "welcome.unit-unknown"),
    ("1", "welcome.done welcome.unit-later menu"),
)


async def test_somebody_without_a_unit_says_which_programme_it_is_for(an: Person) -> None:
    await an.talks(*NO_UNIT, ("1", "registration.programme"))
    assert len(an.last.values) == 2, "those with a registration that take entries on that day"
    await an.talks(("2", "registration.solution"), (STORY, "form.part"))
    [draft] = an.drafts()
    assert an.app.turns.service.programmes[draft.programme_version_id].key == "dien-luc-1tr"


async def test_what_was_told_before_the_programme_was_chosen_is_kept(an: Person) -> None:
    await an.talks(
        *NO_UNIT,
        (STORY, "menu.bare"),
        ("1", "registration.programme"),
        ("điện lực", "form.so-far registration.solution"),
    )
    assert an.drafts()[0].notes["parts"]["solution"] == [STORY]


async def test_other_words_at_the_choice_of_a_programme_lose_nothing(an: Person) -> None:
    await an.talks(
        *NO_UNIT,
        (STORY, "menu.bare"),
        ("1", "registration.programme"),
        ("2 dien", "invalid.choose registration.programme"),
        ("2", "form.so-far registration.solution"),
    )
    assert an.drafts()[0].notes["parts"]["solution"] == [STORY]


@pytest.mark.needs("buttons")  # of a programme that was not shown
async def test_a_programme_that_is_not_offered_cannot_be_chosen(an: Person) -> None:
    await an.talks(*NO_UNIT, ("1", "registration.programme"))
    await an.talks((Press("programme:99999:register"), "registration.programme"))


async def test_a_story_moves_to_a_programme_that_takes_it(an: Person) -> None:
    await an.talks(*TITLED)
    known = an.app.turns.service
    versions = {p.key: v for v, p in known.programmes.items()}
    version = versions["lai-chau-kh360"]  # in its place a second one of Bắc Kạn, which takes ideas
    second = known.programmes[versions["bac-kan-1tr"]].changed(
        {"key": "y-tuong-tre", "short": "Ý tưởng trẻ", "conditions": [], "objects": ["idea"]}
    )
    with service(an, programmes={**known.programmes, version: second}):
        await an.talks(("3", "registration.fit-why"))
        assert "Ý tưởng trẻ" in an.last.text
        await an.talks(
            ("chương trình khác", "registration.fit-others"),
            ("ý tưởng trẻ", "registration.benefit_how"),
        )
    [draft] = an.drafts()
    assert draft.programme_version_id == version
    assert (draft.answers["applied"], draft.answers.get("fit")) == ("not_yet", None)


async def test_ninh_thuan_takes_an_idea_at_once(an: Person) -> None:
    await an.talks(
        *NO_UNIT,
        (Later("2024-01-10 09:00"), ""),
        ("1", "registration.solution"),
        (STORY, "form.part"),
        ("xong", "registration.title"),
        ("1", "registration.applied"),
        ("3", "ninh-thuan-dkst.ask-benefit_how"),
    )


async def test_after_its_list_is_closed_a_registration_of_ninh_thuan_counts_for_the_next_year(
    an: Person,
) -> None:
    await an.talks(*NO_UNIT, (Later("2024-02-20 09:00"), ""), ("1", "eligibility.late registration.solution"))
    assert "14/1/2025" in an.last.text


async def test_an_idea_of_bac_kan_is_told_to_need_a_trial_and_may_be_sent(an: Person) -> None:
    await an.talks(*TITLED, ("3", "bac-kan-1tr.applied"), ("1", "registration.benefit_how"))
    assert an.answers["fit"] == "send"


async def test_an_idea_that_is_put_into_use_becomes_an_initiative_with_its_history(an: Person) -> None:
    await an.talks(
        *TITLED,
        ("3", "bac-kan-1tr.applied"),
        ("1", "registration.benefit_how"),
        ("nhanh hơn, không phải trèo cao", "registration.authors"),
        ("1", "registration.confirm"),
        ("1", "registration.sent"),
    )
    assert an.sent()[0]["object"] == "idea"
    await an.talks(
        (Later("2022-05-20 09:00"), ""),
        ("sáng kiến của tôi", "mine"),
        ("1", "mine.one"),
        ("đã đưa vào dùng", "registration.applied"),
        ("2", "registration.applied_on"),
        ("18/5/2022", "registration.recognised-head"),
        ("chưa", "registration.confirm"),
        ("1", "mine.amended bac-kan-1tr.recognised menu"),
    )
    assert an.sent()[0]["object"] == "initiative"
    assert [event.kind for event in an.history()] == ["sent", "changed", "became_initiative"]


async def test_what_was_used_in_phase_1_and_is_entered_in_phase_2_is_the_officer_s_to_say(an: Person) -> None:
    await an.talks(
        *KNOWN,
        (Later("2022-06-02 09:00"), ""),
        ("1", "registration.solution"),
        (STORY, "form.part"),
        ("xong", "registration.title"),
        ("1", "registration.applied"),
        ("1", "registration.applied_on"),
        ("20/5/2022", "registration.fit-why"),
        ("1", "registration.benefit_how"),
    )
    told = next(m.text for m in reversed(an.heard) if m.keys == ("registration.fit-why",))
    assert "tạm hiểu: hỏi cán bộ từng sáng kiến" in told, "the plan's contradiction it hinges on"


async def test_what_speaks_against_it_is_told_once_it_is_known(an: Person) -> None:
    """Recognition at sending (IV.2.1), protection in part two (IV.3): each once, and the verdict follows."""
    await an.talks(*SENT)
    assert "được Hội đồng sáng kiến hoặc người đứng đầu nơi làm việc công nhận" in an.last.text
    await an.talks((Press("add"), "registration.later-intro registration.kind"))
    while an.session["asked"] != "registration.ip_protected":
        await an.does("bỏ qua")
    await an.talks(
        ("có", "bac-kan-1tr.ip-protected registration.story"), ("bỏ qua", "registration.attachments")
    )
    sent = Initiative.__table__  # type: ignore[attr-defined]
    notes = an.read(select(sent.c.notes).where(sent.c.person_id == an.row.id))[0][0]
    assert notes["verdict"]["verdict"] == "no"


async def test_another_date_of_what_was_sent_is_judged_again(an: Person) -> None:
    await an.talks(
        *SENT,
        ("sáng kiến của tôi", "mine"),
        ("1", "mine.one"),
        ("sửa nội dung", "registration.confirm"),
        ("sửa 4", "form.so-far registration.applied_on"),
        ("15/3/2020", "bac-kan-1tr.outside"),
        ("1", "registration.confirm"),
        ("1", "mine.amended menu"),
    )


async def test_whoever_sends_after_the_closing_is_told_so(an: Person) -> None:
    await an.talks(
        (Later("2022-05-31 23:40"), ""),
        *CONFIRMING,
        (Later("2022-06-01 00:10"), ""),
        ("1", "registration.fit-why"),
        ("1", "registration.sent"),
    )
    assert "mở lúc 7 giờ" in an.last.text


async def test_a_draft_whose_file_can_not_be_read_any_more_moves_to_the_newest_one(an: Person) -> None:
    await an.talks(*TITLED)
    known = an.app.turns.service
    version = an.drafts()[0].programme_version_id
    newest = 99999
    programmes = {v: p for v, p in known.programmes.items() if v != version} | {
        newest: known.programmes[version]
    }
    current = tuple(newest if v == version else v for v in known.current)
    with service(an, programmes=programmes, current=current):
        await an.talks(("1", "changed.replaced registration.applied_on"))
        draft = Draft.__table__  # type: ignore[attr-defined]
        back = (
            update(draft).where(draft.c.programme_version_id == newest).values(programme_version_id=version)
        )
        await an.app.turns.write(lambda connection: connection.execute(back))


async def test_a_draft_of_a_programme_that_is_gone_waits(an: Person) -> None:
    await an.talks(*CONFIRMING)
    known = an.app.turns.service
    with service(an, programmes={}, current=()):
        await an.talks(("1", "registration.none menu"))
    assert an.sent() == []
    assert known.programmes
    await an.talks(("làm tiếp", "drafts.continued registration.confirm"), ("1", "registration.sent"))


@contextmanager
def service(an: Person, **changed: object) -> Iterator[None]:
    """The running service knows something else for a while."""
    turns = an.app.turns
    known = turns.service
    turns.service = replace(known, **changed)  # type: ignore[arg-type]
    try:
        yield
    finally:
        turns.service = known


async def test_a_draft_is_told_once_which_part_of_its_programme_has_changed(an: Person) -> None:
    await an.talks(*TITLED)
    known = an.app.turns.service
    version = an.drafts()[0].programme_version_id
    other = known.programmes[version].changed({"conditions.outside.otherwise": "ask"})
    with service(an, programmes={**known.programmes, version: other}):
        await an.talks(("1", "changed registration.applied_on"))
        assert "- điều kiện tham gia" in an.last.text
        assert "- giấy tờ" not in an.last.text
        await an.talks(("tháng 3/2022", "registration.benefit_how"))


async def test_whoever_sends_after_a_change_is_told_of_it_with_the_code(an: Person) -> None:
    await an.talks(*CONFIRMING)
    known = an.app.turns.service
    version = an.drafts()[0].programme_version_id
    other = known.programmes[version].changed({"conditions.outside.otherwise": "ask"})
    with service(an, programmes={**known.programmes, version: other}):
        await an.talks(("1", "registration.sent"))
    assert "- điều kiện tham gia" in an.last.text


async def test_a_date_of_officers_alone_is_no_news_for_authors(an: Person) -> None:
    await an.talks(*TITLED)
    known = an.app.turns.service
    version = an.drafts()[0].programme_version_id
    day = {"kind": "once", "at": "2022-07-15", "end": "until"}
    other = known.programmes[version].changed({"deadlines.phase-1-review.when": day})
    with service(an, programmes={**known.programmes, version: other}):
        await an.talks(("1", "registration.applied_on"))


async def test_a_draft_keeps_the_file_it_began_with_and_is_told_of_the_new_one(an: Person) -> None:
    await an.talks(*TITLED)
    known = an.app.turns.service
    version = an.drafts()[0].programme_version_id
    newer = known.programmes[version].changed({"questions": ["solution", "title"], "later": []})
    current = (99999, *(v for v in known.current if v != version))
    with service(an, programmes={**known.programmes, 99999: newer}, current=current):
        await an.talks(("1", "changed.file registration.applied_on"))
        assert "- các câu hỏi" in an.last.text
    assert an.drafts()[0].programme_version_id == version


async def test_the_draft_of_a_programme_that_was_closed_waits_and_is_told_so_once(an: Person) -> None:
    await an.talks(*TITLED)
    with service(an, decisions={"bac-kan-1tr": {"state": "closed"}}):
        await an.talks(
            ("1", "registration.shut registration.applied_on"),
            ("tháng 3/2022", "registration.benefit_how"),
            ("menu", "menu"),
            ("1", "registration.none menu"),
        )


async def test_what_is_sent_to_a_closed_programme_waits_until_it_opens(an: Person) -> None:
    await an.talks(*CONFIRMING)
    with service(an, decisions={"bac-kan-1tr": {"state": "closed"}}):
        await an.talks(("1", "registration.shut-kept menu"))
    assert an.sent() == []
    await an.talks(("làm tiếp", "drafts.continued registration.confirm"), ("1", "registration.sent"))


async def test_the_law_s_year_is_told_90_30_and_7_days_before_its_end(an: Person) -> None:
    await an.talks(
        *SENT,
        (Later("2022-11-30 18:00"), ""),
        (Later("2022-12-01 17:01"), "law-clock"),  # 01/3/2023 less 90 days
        (Later("2023-01-30 17:01"), "law-clock"),
    )
    assert "1/3/2023" in an.last.text
    assert "còn 30 ngày" in an.last.text
    await an.talks((Later("2023-02-22 17:01"), "law-clock"), (Later("2023-03-10 17:01"), ""))


@pytest.mark.parametrize(
    ("late", "left"),
    [
        ("2022-12-02 08:00", 89),  # a night's outage
        ("2023-01-10 09:00", 50),
        ("2023-02-05 09:00", 24),  # the warning of 90 days is late too
        ("2023-02-27 09:00", 2),  # all three are late
        ("2023-03-01 23:00", 0),  # the last day itself
    ],
)
async def test_a_late_warning_of_the_law_s_year_comes_once_with_the_days_really_left(
    an: Person, late: str, left: int
) -> None:
    await an.talks(*SENT, (Later(late), "law-clock"))
    assert f"chậm nhất ngày 1/3/2023, còn {left} ngày" in an.last.text.replace("01/3", "1/3")


async def test_after_a_late_warning_the_next_one_comes_on_its_day(an: Person) -> None:
    await an.talks(
        *SENT,
        (Later("2023-01-30 09:00"), ""),  # 30 days are left, but not yet five in the afternoon
        (Later("2023-02-01 09:00"), "law-clock"),
        (Later("2023-02-22 17:01"), "law-clock"),
    )
    assert "còn 7 ngày" in an.last.text


async def test_once_the_law_s_year_is_over_no_late_warning_comes(an: Person) -> None:
    await an.talks(*SENT, (Later("2023-03-02 00:01"), ""))


async def test_of_several_authors_it_is_shown_who_the_programme_recognises(an: Person) -> None:
    await an.talks(
        *DATED,
        ("nhanh hơn, không phải trèo cao", "registration.authors"),
        ("Trần Quang Huy 40, Vàng Thị Xoa 60", "registration.recognised-head"),
        ("3", "registration.confirm"),
        ("1", "registration.sent | authors.code"),
        ("sáng kiến của tôi", "mine"),
        ("1", "mine.one"),
    )
    assert "chương trình ghi tên Vàng Thị Xoa." in an.last.text


async def test_the_law_s_year_is_silent_once_it_is_recognised(an: Person) -> None:
    await an.talks(
        *SENT,
        ("sáng kiến của tôi", "mine"),
        ("1", "mine.one"),
        ("sửa nội dung", "registration.confirm"),
        ("sửa 7", "form.so-far registration.recognised-head"),
        ("rồi", "registration.recognised-photo"),
        ("bỏ qua", "registration.confirm"),
        ("1", "mine.amended menu"),
        (Later("2022-12-02 17:01"), ""),
        (Later("2023-02-28 17:01"), ""),
    )
