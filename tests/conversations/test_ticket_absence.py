"""Whoever took a question goes away: nobody waits for an answer that will not come."""

from typing import Any

from sqlalchemy import insert, select, update

from storage import tickets
from storage.tables import Unit, UnitImport
from tests.conversations.officers import Office
from tests.conversations.test_roles import makes
from tests.conversations.test_tickets import asks, states, worker
from tests.conversations.tester import KNOWN, Later, Person, Press, Script, hears, keys

ROLE: Script = (
    ("xong", "ticket.done menu"),
    ("vai trò của tôi", "roles"),
    (Press("mine"), "roles.one"),
)
"""To one's own role, from a question that is written to."""

unit, imports = Unit.__table__, UnitImport.__table__  # type: ignore[attr-defined]


async def taken(bureau: Office) -> tuple[Person, Person, Person]:
    """An officer who has taken a question, a colleague, and the worker who asked."""
    thang = await bureau.officer("BK-DLBB", name="Lường Văn Thắng")
    mai = await bureau.officer("BK-DLBB", name="Lý Thị Mai")
    oi = await worker(bureau)
    await asks(oi)
    await hears(thang, "ticket.new")
    await thang.talks((Press("take"), "ticket.open"), ("chị đợi nhé", "ticket.sent"))
    await hears(oi, "ask.answer")
    assert keys(await mai.hear()) == "ticket.new | ticket.taken-by"
    return thang, mai, oi


def told(person: Person) -> list[Any]:
    """What happened to questions, by kind and person."""
    rows = person.read(select(tickets.entry.c.kind, tickets.entry.c.data).order_by(tickets.entry.c.id))
    return [(row.kind, row.data) for row in rows]


async def test_what_was_taken_goes_back_when_a_role_is_left(bureau: Office) -> None:
    thang, mai, oi = await taken(bureau)
    await thang.talks(*ROLE, (Press("leave"), "role.confirm-leave"), ("1", "roles.left menu"))
    await hears(mai, "ticket.new")
    assert states(oi) == ["waiting"]
    await thang.talks((Press("ticket:1:take"), "ask.unknown menu"))


async def test_who_takes_a_role_over_takes_its_questions_over(bureau: Office) -> None:
    thang, _, oi = await taken(bureau)
    code = await makes(thang, *ROLE, (Press("hand"), "roles.handing"))
    huy = bureau.house.person()
    await huy.talks(*KNOWN, (f"mã {code}", "invited menu"))
    assert keys(await huy.hear()) == "threads.stood-in"
    assert "chị đợi nhé" in huy.last.text
    assert told(oi)[-1] == ("handed", {"to": huy.row.id})
    await huy.talks(("trả lời tiếp", "ticket.open"), ("nhân với giá", "ticket.sent"))
    await hears(oi, "ask.answer")


async def test_who_stands_in_has_its_questions_from_the_first_day_to_the_last(bureau: Office) -> None:
    thang, mai, oi = await taken(bureau)
    await thang.talks(*ROLE, (Press("cover"), "role.since"))
    code = await makes(thang, ("từ 18/5 đến 20/5", "roles.covering"))
    huy = bureau.house.person()
    await huy.talks(*KNOWN, (f"mã {code}", "invited.cover menu"))
    await hears(huy, "")
    await huy.talks((Later("2022-05-18 07:31"), "threads.stood-in"))
    await oi.hear()
    await huy.talks(("trả lời tiếp", "ticket.open"), ("nhân với giá", "ticket.sent"))
    await oi.hear()
    await mai.hear()
    await thang.hear()
    await huy.talks((Later("2022-05-21 07:31"), ""))
    assert told(oi)[-1] == ("handed", {"to": thang.row.id})
    assert "threads.handed" in keys(await thang.hear())


async def test_who_is_away_and_has_nobody_to_stand_in_keeps_no_question(bureau: Office) -> None:
    thang, mai, oi = await taken(bureau)
    await makes(thang, ("xong", "ticket.done menu"), ("tôi nghỉ ốm đến 20/5", "roles.covering"))
    await hears(mai, "ticket.new")
    assert states(oi) == ["waiting"]


async def test_where_nobody_else_is_there_those_further_up_answer(bureau: Office) -> None:
    thang = await bureau.officer("BK-DLBB", name="Lường Văn Thắng")
    nam = await bureau.officer("BK", name="Hoàng Văn Nam")
    oi = await worker(bureau)
    await asks(oi)
    await hears(thang, "ticket.new")
    await thang.talks((Press("take"), "ticket.open"), ("chị đợi nhé", "ticket.sent"))
    await makes(thang, ("xong", "ticket.done menu"), ("tôi nghỉ ốm đến 20/5", "roles.covering"))
    await hears(nam, "ticket.new")
    await nam.talks((Press("take"), "ticket.open"))


async def test_the_question_of_a_unit_that_is_merged_is_answered_by_its_successor(bureau: Office) -> None:
    thang = await bureau.officer("BK-DLBB", name="Lường Văn Thắng")
    ha = await bureau.officer("BK-DLCD", name="Nông Thu Hà")
    oi = await worker(bureau)
    await asks(oi)
    await hears(thang, "ticket.new")
    now = bureau.house.app.clock.now()

    def merge(connection: Any) -> None:
        found = dict(connection.execute(select(unit.c.code, unit.c.id)).all())
        closed = {"closed_on": now.date(), "merged_into_id": found["BK-DLCD"]}
        connection.execute(update(unit).where(unit.c.code == "BK-DLBB").values(closed))
        connection.execute(insert(imports).values(at=now, file="merged.csv"))

    await bureau.house.app.turns.write(merge)
    await ha.talks((Press("menu:questions"), "ticket.list"), ("1", "ticket.one"))
    await ha.talks((Press("take"), "ticket.open"), ("chị đợi nhé", "ticket.sent"))
    await hears(oi, "ask.answer")
    await thang.talks((Press("ticket:1:view"), "ask.unknown menu"))
