"""Ideas: told by a worker, followed by the team, registered with one press when they are in use."""

import pytest
from sqlalchemy import select

from storage import ideas
from tests.conversations.officers import Office
from tests.conversations.test_teams import a_team, led
from tests.conversations.test_tickets import worker
from tests.conversations.tester import Later, Person, Photo, Press, hears, keys, move

STORY = "tôi có ý tưởng làm giá đỡ để thay sứ không phải cắt điện cả tuyến"


async def an_idea(bureau: Office) -> tuple[Person, list[Person]]:
    """A worker has told an idea; the team has heard of it."""
    team = await a_team(bureau)
    oi = await worker(bureau, where="DL-NPC-TN")
    await oi.talks(
        (STORY, "form.so-far idea.text"),
        (Photo("giá đỡ"), "form.part-photo"),
        ("xong", "idea.send"),
        ("1", "ask.sent menu"),
    )
    for one in team:
        await hears(one, "ticket.new")
    return oi, team


def states(person: Person) -> list[str]:
    return [row.state for row in person.read(select(ideas.idea.c.state))]


async def test_an_idea_is_told_followed_tried_and_registered_with_its_history(bureau: Office) -> None:
    oi, team = await an_idea(bureau)
    assert "làm giá đỡ để thay sứ" in team[1].last.text
    assert "tôi có ý tưởng" not in team[1].last.text
    await team[1].talks(
        (Press("take"), "ticket.open"),
        ("chị làm thử một cái nhé", "ticket.sent"),
        ("xong", "ticket.done menu"),
        ("các ý tưởng", "idea.list"),
        ("1", "idea.one"),
        ("đã liên hệ", "idea.done#contacted idea.one"),
        ("đang dùng thử", "idea.done#trial idea.one"),
    )
    await hears(oi, "ask.answer")
    await oi.talks(("câu hỏi của tôi", "ask.list"))
    assert "ý tưởng đang dùng thử; đã trả lời" in oi.last.labels
    await team[1].talks((Press("used"), "idea.done#used idea.one"))
    await hears(oi, "idea.applied")
    assert "Lý Thị Mai" in oi.last.text
    await oi.talks(
        ("ghi thành sáng kiến", "form.so-far registration.solution"),
        ("xong", "registration.title"),
        ("1", "registration.applied"),
        ("1", "registration.applied_on"),
        ("tháng 3/2022", "registration.benefit_how"),
        ("không phải cắt điện", "registration.authors"),
        ("1", "registration.recognised"),
        ("3", "registration.confirm"),
        ("1", "registration.sent"),
    )
    [sent] = oi.sent()
    assert sent["solution"] == "làm giá đỡ để thay sứ không phải cắt điện cả tuyến"
    assert [use.question for use in oi.files()].count("solution") == 1
    assert [event.data["idea"] for event in oi.history() if event.kind == "sent"] == [1]
    assert states(oi) == ["registered"]
    assert keys(await team[0].hear()) == "ticket.taken-by | idea.registered"
    await team[1].talks(("các ý tưởng", "idea.list"), ("1", "idea.one"))
    for said in ("đã liên hệ", "đang dùng thử", "đã ghi thành sáng kiến"):
        assert said in team[1].last.text
    await oi.talks((Press("idea:1:apply"), "ask.unknown menu"))


async def test_pressed_again_the_same_registration_goes_on(bureau: Office) -> None:
    oi, _ = await an_idea(bureau)
    await oi.talks(
        ("câu hỏi của tôi", "ask.list"),
        (Press("open"), "ask.one"),
        (Press("apply"), "form.so-far registration.solution"),
        ("menu", "menu"),
        (Press("idea:1:apply"), "drafts.continued form.so-far registration.solution"),
    )
    assert len(oi.drafts()) == 1
    assert states(oi) == ["new"]


async def test_whoever_follows_an_idea_is_reminded_until_it_is_given_up(bureau: Office) -> None:
    _, team = await led(bureau)
    oi = await worker(bureau, where="DL-NPC-TN")
    await oi.talks(("ke mot y tuong", "idea.text"), ("làm giá đỡ thay sứ", "form.part"))
    await oi.talks(("xong", "idea.send"), ("1", "ask.sent menu"))
    await team[1].hear()
    await team[1].talks((Press("take"), "ticket.open"), ("để tôi gặp chị", "ticket.sent"))
    await team[1].talks(("xong", "ticket.done menu"))
    await hears(oi, "ask.answer")
    await oi.talks((Later("2022-05-18 08:59"), ""))
    assert "idea.due-new" not in keys(await team[1].hear())
    await oi.talks((Later("2022-05-18 09:05"), ""))
    assert "idea.due-new" in keys(await team[1].hear())
    assert "idea" not in keys(await team[0].hear())
    await team[1].talks((Press("contacted"), "idea.done#contacted idea.one"))
    await move(oi.app, "2022-06-01 09:00")
    assert "idea" not in keys(await team[1].hear())
    await move(oi.app, "2022-06-01 09:30")
    assert "idea.due-contacted" in keys(await team[1].hear())
    await move(oi.app, "2022-07-01 09:30")
    assert "idea.due-contacted" in keys(await team[1].hear())
    await team[1].talks((Press("view"), "idea.one"), (Press("drop"), "idea.why"))
    await team[1].talks(("máy sắp thay", "idea.done#dropped idea.one"))
    assert "vì máy sắp thay" in team[1].last.text
    await move(oi.app, "2022-09-20 09:00")
    assert ["idea" in keys(await one.hear()) for one in team] == [False] * 3
    assert states(oi) == ["dropped"]


async def test_while_nobody_has_taken_it_the_lead_is_reminded(bureau: Office) -> None:
    _, team = await led(bureau)
    oi = await worker(bureau, where="DL-NPC-TN")
    await oi.talks((STORY, "form.so-far idea.text"), ("xong", "idea.send"), ("1", "ask.sent menu"))
    await oi.talks((Later("2022-05-18 09:05"), ""))
    assert ["idea.due-new" in keys(await one.hear()) for one in team] == [True, False, False]


async def test_an_adviser_marks_a_question_as_an_idea_once(bureau: Office) -> None:
    team = await a_team(bureau)
    oi = await worker(bureau, where="DL-NPC-TN")
    await oi.talks(
        ("hỏi tổ tư vấn", "ask.text"),
        ("em có ý tưởng này", "form.part"),
        ("xong", "ask.send"),
        ("1", "ask.sent menu"),
    )
    assert states(oi) == []
    await hears(team[0], "ticket.new")
    await team[0].talks(
        (Press("view"), "ticket.one"),
        ("là ý tưởng", "idea.marked idea.one"),
        (Press("idea:1:mark"), "idea.one"),
    )
    assert states(oi) == ["new"]


async def test_an_idea_goes_where_its_question_goes(bureau: Office) -> None:
    oi, team = await an_idea(bureau)
    hang = await bureau.officer("DL-NPC", name="Lê Thị Hằng")
    await team[0].talks((Press("view"), "ticket.one"), ("chuyển lên cấp trên", "ticket.passed menu"))
    await hears(hang, "ticket.new")
    await team[0].talks(("các ý tưởng", "idea.list-none"))
    await hang.talks(("các ý tưởng", "idea.list"), ("1", "idea.one"))
    await move(oi.app, "2022-05-18 09:05")
    assert "idea.due-new" in keys(await hang.hear())
    assert "idea" not in keys(await team[0].hear())


async def test_a_registration_that_was_thrown_away_can_be_begun_again(bureau: Office) -> None:
    oi, _ = await an_idea(bureau)
    await oi.talks(
        ("câu hỏi của tôi", "ask.list"),
        (Press("open"), "ask.one"),
        (Press("idea:1:apply"), "form.so-far registration.solution"),
        ("hủy", "form.cancel"),
        ("1", "form.cancelled menu"),
        (Press("idea:1:apply"), "form.so-far registration.solution"),
    )
    assert [draft.notes["idea"] for draft in oi.drafts()] == [1]


@pytest.mark.needs("buttons")
async def test_somebody_else_s_idea_does_not_exist(bureau: Office) -> None:
    oi, _ = await an_idea(bureau)
    ai = await worker(bureau, where="DL-NPC-TN", name="Lò Văn Ai")
    other = await bureau.officer("NT", name="Trần Thị Bé")
    for person in (oi, ai, other):
        for token in ("view", "contacted", "drop", "used"):
            await person.talks((Press(f"idea:1:{token}"), "ask.unknown menu"))
    for person in (ai, other):
        await person.talks(
            (Press("idea:1:apply"), "ask.unknown menu"), (Press("idea:1:mark"), "ask.unknown menu")
        )
    assert states(oi) == ["new"]


async def test_a_story_that_speaks_of_ideas_is_still_a_story(bureau: Office) -> None:
    oi = await worker(bureau, where="DL-NPC-TN")
    await oi.talks(("anh em trong tổ hay có ý tưởng mà ít người ghi lại", "menu.bare"))
