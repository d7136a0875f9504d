"""Commands about people's data, beside the running service."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from storage import data_requests, tables
from tests.bot.test_officer_commands import sangkien
from tests.conversations.officers import Office, office
from tests.conversations.tester import KNOWN, SENT, Person


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path, trial=False) as opened:
        yield opened


async def asks(desk: Office, person: Person) -> None:
    now, key = desk.house.app.clock.now(), person.row.id
    await desk.house.app.turns.write(
        lambda connection: data_requests.open_(connection, key, "telegram", "withdrawn", now)
    )


async def test_a_request_is_listed_until_it_is_done(desk: Office, tmp_path: Path) -> None:
    person = desk.house.person("local")
    await person.talks(*KNOWN)
    await asks(desk, person)
    _, listed, _ = await sangkien(tmp_path, "data-requests")
    assert listed == f"1  2022-05-16 09:00  person {person.row.id}  telegram  withdrawn\n"
    assert (await sangkien(tmp_path, "data-requests", "--done", "1"))[1] == "Request 1 is done.\n"
    assert (await sangkien(tmp_path, "data-requests"))[1] == ""
    code, _, complaint = await sangkien(tmp_path, "data-requests", "--done", "1")
    assert (code, complaint) == (2, "No request 1 is open: see `sangkien data-requests`.\n")


async def test_a_person_is_forgotten_after_a_preview_and_an_officer_is_not(
    desk: Office, tmp_path: Path
) -> None:
    person, lan = desk.house.person("local"), await desk.officer()
    await person.talks(*SENT)
    number, official = str(person.row.id), str(lan.row.id)
    code, shown, _ = await sangkien(tmp_path, "forget-person", number, "--yes")
    assert (code, "1 initiatives" in shown, "forgotten" in shown) == (0, True, True)
    rows = tables.Initiative.__table__  # type: ignore[attr-defined]
    assert lan.read(select(func.count()).select_from(rows))[0][0] == 0
    await person.talks(("/start", "welcome.greet | welcome.consent"))
    code, _, complaint = await sangkien(tmp_path, "forget-person", official, "--yes")
    assert (code, "held a role" in complaint) == (2, True)
    assert (await sangkien(tmp_path, "forget-person", "999"))[0] == 2
