"""Programmes side by side: which one it is for, a story that moves to another, news, and the law's year."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from tests.conversations.tester import (
    CONFIRMING,
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
        ("1", "mine.amended menu"),
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
