"""Two persons who are one human are brought together by an officer, who sees first what each has."""

import asyncio

import pytest
from sqlalchemy import select

from storage import tables
from tests.conversations.officers import Office
from tests.conversations.tester import BEGUN, HELLO, SENT, STORY, Person, Press, hears, keys

people = tables.Person.__table__  # type: ignore[attr-defined]


async def twice(bureau: Office) -> tuple[Person, Person]:
    """The same human on two channels, who did not know of codes."""
    one, two = bureau.house.person("telegram"), bureau.house.person("local")
    await one.talks(*SENT)
    await two.talks(*BEGUN, (STORY, "form.part"))
    return one, two


async def preview(officer: Person) -> None:
    """Finds both by their name, the second without accents."""
    await officer.talks(
        ("vai trò", "roles"),
        ("gộp hai người trùng", "merge.whom#first"),
        ("quang huy", "merge.found"),
        ("1", "merge.whom#second"),
        ("tran quang", "merge.found"),
        ("1", "merge.preview"),
    )


async def confirming(officer: Person, gone: Person, stays: Person) -> None:
    """Up to the last question."""
    await preview(officer)
    await officer.talks((Press(f"merge:{gone.row.id}.{stays.row.id}:keep"), "merge.confirm"))


async def test_everything_of_one_is_the_others_and_both_chats_hear_of_it(bureau: Office) -> None:
    one, two = await twice(bureau)
    lan = await bureau.officer()
    first, second = one.row.id, two.row.id
    await preview(lan)
    assert "Sáng kiến đã gửi: 1" in lan.last.text
    assert "Bản đang làm dở: 1" in lan.last.text
    await lan.talks((Press(f"merge:{second}.{first}:keep"), "merge.confirm"))
    yes = lan.last.values[0]
    await lan.talks(("gộp Trần Quang Huy vào Trần Quang Huy", "merge.done"), (Press(yes), "merge.before"))
    assert one.row.id == two.row.id == first
    await hears(one, "merge.told")
    await hears(two, "merge.told")
    await two.talks(("xong", "registration.title"))
    await one.talks(("làm tiếp", "drafts.continued registration.title"))
    audit = tables.Audit.__table__  # type: ignore[attr-defined]
    [row] = lan.read(select(audit).where(audit.c.kind == "merged_person"))
    assert (row.person_id, row.about_id, row.data["into"]) == (lan.row.id, second, first)
    assert row.data["had"]["drafts"] == 1


async def test_a_double_press_merges_once(bureau: Office) -> None:
    one, two = await twice(bureau)
    lan = await bureau.officer()
    await confirming(lan, two, one)
    yes, words = lan.last.values[0], lan.last.choices[0].label
    await asyncio.gather(lan.wire.press(yes, words), lan.wire.press(yes, words))
    audit = tables.Audit.__table__  # type: ignore[attr-defined]
    assert len(lan.read(select(audit).where(audit.c.kind == "merged_person"))) == 1


async def test_what_is_waiting_for_its_turn_goes_along(bureau: Office) -> None:
    """The merged person writes while they are merged: their words are the other's."""
    one, two = await twice(bureau)
    lan = await bureau.officer()
    await confirming(lan, two, one)
    first, yes, words = one.row.id, lan.last.values[0], lan.last.choices[0].label
    await asyncio.gather(lan.wire.press(yes, words), two.wire.deed("xong"))
    assert two.row.id == first
    draft = tables.Draft.__table__  # type: ignore[attr-defined]
    assert {row.person_id for row in two.read(select(draft).where(draft.c.form == "registration"))} == {first}


@pytest.mark.needs("buttons")  # of two who were never found together
async def test_what_can_not_be_merged_is_said_kindly(bureau: Office) -> None:
    one, two = await twice(bureau)
    lan = await bureau.officer()
    a, b, own = one.row.id, two.row.id, lan.row.id
    await lan.talks(
        (Press(f"merge:{a}.{a}:yes"), "merge.same"),
        (Press(f"merge:{a}.{own}:yes"), "merge.own"),
        (Press(f"merge:{a}.999:yes"), "programmes.unknown menu"),
        (Press("merge:x.y:yes"), "programmes.unknown menu"),
    )
    assert len(lan.read(select(people.c.id).where(people.c.merged_into_id.is_not(None)))) == 0
    await two.talks(("menu", "menu"), (Press(f"merge:{a}.{b}:yes"), "programmes.unknown menu"))


async def test_people_of_another_union_do_not_exist(bureau: Office) -> None:
    await twice(bureau)
    stranger = await bureau.officer("DL-NPC-TN")
    await stranger.talks(
        ("vai trò", "roles"),
        (Press("merge:0.0:find"), "merge.whom#first"),
        ("quang huy", "merge.found-none"),
    )


@pytest.mark.needs("buttons")  # that nobody showed them
async def test_people_of_another_union_are_not_merged(bureau: Office) -> None:
    one, two = await twice(bureau)
    stranger = await bureau.officer("DL-NPC-TN")
    await stranger.talks((Press(f"merge:{one.row.id}.{two.row.id}:yes"), "programmes.unknown menu"))
    assert one.row.id != two.row.id


async def test_a_role_beyond_the_own_reach_is_not_merged(bureau: Office) -> None:
    one, two = await twice(bureau)
    lan = await bureau.officer()
    await confirming(lan, two, one)
    code = await bureau.code("administrator", "BK")
    await one.talks((f"mã {code}", "invited menu"))
    await lan.talks((Press("yes"), "merge.beyond"))
    assert one.row.id != two.row.id


async def test_an_officer_is_asked_to_merge_those_who_linked_their_chats(bureau: Office) -> None:
    one = bureau.house.person("telegram")
    await one.talks(*SENT)
    lan = await bureau.officer()
    two = bureau.house.person("local")
    await two.talks(*HELLO, ("Trần Quang Huy", "welcome.unit"), ("điện lực ba bể", "welcome.unit-this"))
    await two.talks(("1", "welcome.done menu"), ("liên kết", "linking.code"))
    code = next(word for word in two.last.text.split("(")[0].split(": ")[1:])
    await one.talks((code, "linking.ask"), ("1", "linking.linked menu"))
    came = await lan.hear()
    assert "merge.asked" in keys(came)
    await lan.talks(("xem hai người này", "merge.preview"))
