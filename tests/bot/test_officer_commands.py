"""Commands for officers' affairs, beside the running service."""

import asyncio
import json
import os
import re
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot import demo
from bot.settings import Settings
from storage.roles import ROLES
from tests.bot.local_chat import running
from tests.conversations.officers import Office, office
from tests.conversations.tester import KNOWN, Later, Press


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path) as opened:
        yield opened


async def sangkien(folder: Path, *arguments: str) -> tuple[int, str, str]:
    """Exit code, what was printed, what was complained of."""
    program = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *arguments,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(folder)},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, err = await asyncio.wait_for(program.communicate(), 60)
    return program.returncode or 0, out.decode(), err.decode()


def invitation(unit: str, role: str = "officer", *more: str) -> tuple[str, ...]:
    return ("invite", "--role", role, "--unit", unit, *more)


def close(key: str, reason: str) -> tuple[str, ...]:
    return ("programme", "close", key, "--reason", reason)


async def test_an_invitation_made_beside_the_service_makes_an_officer(desk: Office, tmp_path: Path) -> None:
    code, printed, complaint = await sangkien(tmp_path, *invitation("bk-babe"))
    assert (code, complaint) == (0, "")
    invited = printed.split()[0]
    assert re.fullmatch(r"[2-9A-HJ-NP-Z]{8}", invited)
    assert f"/start i_{invited}" in printed
    huy = desk.house.person("local")
    await huy.talks(*KNOWN, (f"mã {invited}", "invited menu"))
    assert "huyện Ba Bể" in huy.last.text


async def test_an_invitation_lasts_as_many_days_of_the_services_clock_as_was_said(
    desk: Office, tmp_path: Path
) -> None:
    _, printed, _ = await sangkien(tmp_path, *invitation("BK", "officer", "--days", "2"))
    huy = desk.house.person("local")
    await huy.talks(
        *KNOWN, (Later("2022-05-18 10:00"), ""), (f"mã {printed.split()[0]}", "invited.unknown menu")
    )


async def test_a_role_that_was_ended_is_refused_at_the_next_message(desk: Office, tmp_path: Path) -> None:
    lan = await desk.officer()
    await desk.officer("BK-BABE")
    code, printed, _ = await sangkien(tmp_path, "role", "list", "--unit", "bk")
    assert code == 0
    [line] = printed.splitlines()
    assert re.fullmatch(r"\d+  BK  officer  Hoàng Thị Lan  since 2022-05-16", line)
    assert len((await sangkien(tmp_path, "role", "list"))[1].splitlines()) == 2
    number = line.split()[0]
    await lan.talks((Press(f"plan:{desk.version}:close"), "decision.reason-of"))
    ended = await sangkien(tmp_path, "role", "end", number)
    assert ended == (0, f"Role {number} has ended.\n", "")
    await desk.house.app.schedule.fire()
    assert [message.keys for message in await lan.hear()] == [("heard.ended",)]
    await lan.talks(("đủ chỉ tiêu rồi", "programmes.unknown menu"))
    assert "Bàn việc cán bộ" not in lan.last.labels
    assert (await sangkien(tmp_path, "role", "end", number))[0] == 2
    assert (await sangkien(tmp_path, "role", "list", "--unit", "BK"))[1] == ""


async def test_a_code_that_was_revoked_grants_nothing(desk: Office, tmp_path: Path) -> None:
    _, printed, _ = await sangkien(tmp_path, *invitation("BK"))
    code = printed.split()[0]
    revoked = await sangkien(tmp_path, "invite", "--revoke", f"{code[:4].lower()}-{code[4:]}")
    assert revoked == (0, "The code grants nothing any more.\n", "")
    huy = desk.house.person("local")
    await huy.talks(*KNOWN, (f"mã {code}", "invited.unknown menu"))


async def test_records_are_exported_with_what_takes_the_place_of_what(desk: Office, tmp_path: Path) -> None:
    lan = await desk.officer()
    tick = ((Press("menu:records"), "records.what"), ("3", "record.done_on"))
    await lan.talks(*tick, ("hôm nay", "record.note"), ("ký một bản", "records.sent-duty"))
    await lan.talks(*tick, ("hôm nay", "record.again-of"), ("1", "record.note"))
    await lan.talks(("ký hai bản", "records.replaced records.sent-duty"))
    code, printed, _ = await sangkien(tmp_path, "export", "--json", "--records")
    assert code == 0
    first, second = map(json.loads, printed.splitlines())
    sent_at = first.pop("sent_at")
    assert sent_at.startswith("2022-05-16T02:")
    assert first == {
        "kind": "duty", "programme": "thu-nghiem", "key": "pledge", "unit": "BK", "round": "2022",
        "done_on": "2022-05-16", "note": "ký một bản", "sender": "Hoàng Thị Lan", "replaced": True,
        "files": [],
    }  # fmt: skip
    assert (second["note"], second["replaced"]) == ("ký hai bản", False)
    assert (await sangkien(tmp_path, "export", "--json"))[1] == ""


NOT_SAID = "Say --role and --unit or --units-below, or --revoke with a code.\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("role", "list", "--unit", "XX"), "There is no unit XX.\n"),
        (("role", "end", "99"), "Nobody holds a role 99: see `sangkien role list`.\n"),
        (("invite", "--revoke", "K7MW3RTX"),
         "No open invitation has this code: it is unknown, used or expired.\n"),
        (("invite", "--unit", "BK"), NOT_SAID),
        (invitation("XX"), "There is no unit XX.\n"),
        (invitation("BK", "king"), f"There is no role king: say one of {', '.join(ROLES)}.\n"),
        (close("other", "r"), "No programme other takes part. There are: thu-nghiem.\n"),
        (close("thu-nghiem", " "), "Say why with --reason.\n"),
    ],
)  # fmt: skip
async def test_what_is_not_so_is_said_in_one_sentence(
    desk: Office, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    assert await sangkien(tmp_path, *arguments) == (2, "", said)


async def test_without_a_database_the_service_is_asked_for_first(tmp_path: Path) -> None:
    code, printed, complaint = await sangkien(tmp_path, *invitation("BK"))
    assert (code, printed) == (2, "")
    assert complaint.startswith("There is no database at ")
    assert complaint.count("\n") == 1


async def test_closing_and_opening_beside_the_service_holds_at_once(desk: Office, tmp_path: Path) -> None:
    huy, lan = desk.house.person("local"), await desk.officer()
    await huy.talks(*KNOWN)
    closed = await sangkien(tmp_path, *close("thu-nghiem", "đủ chỉ tiêu"))
    assert closed == (0, "thu-nghiem is closed.\n", "")
    await huy.talks(("đăng ký", "registration.none menu"))
    opened = await sangkien(tmp_path, "programme", "open", "thu-nghiem", "--reason", "bổ sung")
    assert opened == (0, "thu-nghiem is open.\n", "")
    await huy.talks(("đăng ký", "registration.solution"))
    await lan.talks((Press(f"plan:{desk.version}:journal"), "programmes.journal"))
    assert "hệ thống: đóng chương trình. Lý do: đủ chỉ tiêu" in lan.last.text


async def test_in_the_demo_everybody_with_a_role_has_it_once(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "data", port=0, telegram_token=SecretStr(""))
    for _ in range(2):
        async with running(settings) as chat:
            answer = await chat.event("canbo", text="menu")
            labels = [choice["label"] for choice in answer["replies"][-1]["choices"]]
            assert labels[0].startswith("Bàn việc cán bộ")
            granted = await chat.app.turns.write(
                lambda connection: connection.exec_driver_sql(
                    "SELECT role, granted_by, name FROM role "
                    "JOIN person ON person.id = person_id ORDER BY role.id"
                ).all()
            )
            assert sorted(map(tuple, granted)) == sorted(
                (role, "demo", demo.SCRIPTS[person][2]) for person, (role, _) in demo.ROLES.items()
            )
