"""The five sample trees: in each a worker registers, and is walked to recognition by those the plan names."""

from typing import NamedTuple

import pytest

from tests.conversations.officers import Office
from tests.conversations.test_five_programmes import DATED, TOLD, finish, worker_of
from tests.conversations.tester import Later, Person, Photo, Press, Script, keys


class Walk(NamedTuple):
    """`up`: the units it is passed on to before the decision is recorded; `portal`: whether it is posted."""

    place: str
    unit: str
    code: str
    moment: str
    told: Script
    up: tuple[str, ...] = ()
    portal: bool = False


JUNE: Script = (("1", "registration.applied_on"), ("10/6/2022", "registration.benefit_how"))
NEW_YEAR: Script = (("1", "ninh-thuan-dkst.ask-benefit_how"),)
WALKS = {
    "ngan-hang-kh295": Walk("học viện ngân hàng", "NH-HVNH", "NH", "2022-08-01 09:00", DATED),
    "lai-chau-kh360": Walk("chè tam đường", "LC-CHE", "LC", "2022-08-01 09:00", DATED),
    "bac-kan-1tr": Walk("điện lực ba bể", "BK-DLBB", "BK", "2022-07-11 09:00", JUNE, portal=True),
    "dien-luc-1tr": Walk("thủy điện sơn la", "DL-TDSL", "DL", "2022-07-11 09:00", JUNE, portal=True),
    "ninh-thuan-dkst": Walk("may nắng gió", "NT-MAY", "NT", "2024-01-10 09:00", NEW_YEAR, ("NT-KCN", "NT")),
}


@pytest.mark.parametrize("programme", WALKS)
async def test_a_registration_is_walked_to_recognition(bureau: Office, programme: str) -> None:
    walk = WALKS[programme]
    worker = bureau.house.person()
    first = (
        "registration.solution" if walk.told is not DATED else f"{programme}.recorded registration.solution"
    )
    await worker.talks(*worker_of(walk.place, walk.moment))
    officers = [await bureau.officer(unit, name=f"Nông Văn {unit[-2:]}") for unit in (walk.unit, *walk.up)]
    await worker.talks(("1", first), *TOLD, *walk.told)
    assert await finish(worker, walk.code) == programme
    assert keys(await officers[0].hear()) == "work.sent"
    desk = await received(officers, worker)
    await recorded(desk, outside=bool(walk.up))
    await worker.hear()
    await desk.talks((Later(walk.moment.replace("09:00", "09:11")), ""))
    assert keys(await worker.hear()) == "step.recognised"
    assert "12/QĐ" in worker.last.text
    if walk.portal:
        await posted(desk)
        assert keys(await worker.hear()) == "step.posted"
    await desk.talks(("bàn việc", "desk"))
    figures = "1 đã ghi · 1 đã công nhận" + (
        f" · {1 if walk.portal else 0} đã lên Cổng" if walk.portal else ""
    )
    assert figures in desk.last.text
    await officers[0].talks(("bàn việc", "desk"), (Press("menu:register-book"), "book"))
    assert "1. " in officers[0].last.text


async def received(officers: list[Person], worker: Person) -> Person:
    """Received at each desk and passed on to the next; returns whose desk it lies on in the end."""
    for officer, above in zip(officers, [*officers[1:], None], strict=True):
        await officer.talks(("tìm 1", "case.one"), (Press("receive"), "case.done#receive case.one"))
        if above is None:
            return officer
        assert not any(value.endswith(":recognise") for value in officer.last.values)
        await officer.talks((Press("forward"), "review.words"), ("bỏ qua", "review.confirm-of"))
        await officer.talks(("1", "case.done#forward case.one"))
        assert keys(await above.hear()) == "work.forwarded"
    raise AssertionError("nobody has it")


async def recorded(officer: Person, outside: bool) -> None:
    """The decision of the council or head, or of the body the plan names."""
    await officer.talks((Press("recognise"), "review.decider"))
    assert ("MTTQ" in officer.last.labels) is outside
    await officer.talks(
        ("1", "review.decided_on"),
        (Press("today"), "review.number"),
        ("12/QĐ", "review.level"),
        ("1", "review.photo"),
        (Photo("quyết định"), "review.confirm-of"),
        ("1", "case.done#recognise case.one"),
    )


async def posted(officer: Person) -> None:
    """It was entered on the portal."""
    await officer.talks(
        ("tìm 1", "case.one"),
        (Press("post"), "review.posted_on"),
        ("hôm nay", "review.posted_number"),
        ("bỏ qua", "review.posted_by"),
        ("1", "review.confirm-of"),
        ("1", "case.done#post case.one"),
    )
