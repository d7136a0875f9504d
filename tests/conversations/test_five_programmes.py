"""The five plans in chat: a worker of each body registers, and is told what is honest."""

import pytest

from tests.conversations.tester import HELLO, STORY, Later, Person, Press, Script

pytestmark = pytest.mark.asyncio(loop_scope="session")

TOLD: Script = ((STORY, "form.part"), ("xong", "registration.title"), ("1", "registration.applied"))
DATED: Script = (("1", "registration.applied_on"), ("tháng 7/2022", "registration.benefit_how"))


def worker_of(place: str, moment: str) -> Script:
    return (
        (Later(moment), ""),
        *HELLO,
        ("Chamaléa Âu", "welcome.unit"),
        (place, "welcome.unit-this"),
        ("1", "welcome.done menu"),
    )


async def finish(an: Person, code: str) -> str:
    """From the benefit to the code; the shares are one's own, recognition is asked where the plan asks it."""
    await an.does("nhanh hơn, không phải trèo cao")
    came = (await an.does("1"))[-1]
    if came.keys[-1].startswith("registration.recognised"):
        came = (await an.does(Press("waiting")))[-1]
    assert came.keys[-1] == "registration.confirm", came
    came = (await an.does("1"))[-1]
    assert came.keys[-1] == "registration.sent", came
    [sent] = an.sent()
    assert sent["code"].startswith(f"{code}-")
    return str(sent["programme"])


async def test_bac_kan(an: Person) -> None:
    await an.talks(*worker_of("điện lực ba bể", "2022-07-11 09:00"), ("1", "registration.solution"))
    await an.talks(*TOLD, ("1", "registration.applied_on"), ("10/6/2022", "registration.benefit_how"))
    assert await finish(an, "BK") == "bac-kan-1tr"


async def test_dien_luc(an: Person) -> None:
    await an.talks(*worker_of("thủy điện sơn la", "2022-07-11 09:00"), ("1", "registration.solution"))
    await an.talks(*TOLD, ("1", "registration.applied_on"), ("10/6/2022", "registration.benefit_how"))
    assert await finish(an, "DL") == "dien-luc-1tr"


async def test_ninh_thuan_asks_neither_a_date_nor_recognition_in_its_form_1(an: Person) -> None:
    await an.talks(*worker_of("may nắng gió", "2024-01-10 09:00"), ("1", "registration.solution"), *TOLD)
    await an.talks(("1", "ninh-thuan-dkst.ask-benefit_how"))
    assert await finish(an, "NT") == "ninh-thuan-dkst"
    assert {"applied_on", "recognised"} & an.sent()[0].keys() == set()


@pytest.mark.parametrize(
    ("place", "code", "key"),
    [("học viện ngân hàng", "NH", "ngan-hang-kh295"), ("chè tam đường", "LC", "lai-chau-kh360")],
)
async def test_a_plan_without_registration_keeps_it_and_says_so(
    an: Person, place: str, code: str, key: str
) -> None:
    await an.talks(*worker_of(place, "2022-08-01 09:00"), ("1", f"{key}.recorded registration.solution"))
    await an.talks(*TOLD, *DATED)
    assert await finish(an, code) == key
