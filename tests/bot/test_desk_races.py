"""Officers who act on the same initiatives in the same moment, through processes that share a database: each
act happens once, the other hears of it, and registers have neither gaps nor doubles."""

import asyncio
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import orjson
import pytest
from sqlalchemy import Connection, Engine, select

from bot.clock import machine_now
from storage import audit, database, registers, roles, units
from storage.queue import inbox
from storage.roles import Held
from tests.bot.desk_house import AUTHOR, filled, history, house, initiative, known, said, works
from tests.bot.engine import House, parked

ROOT = Path(__file__).parents[2]
UNIT, OTHER = "BK-DLBB", "BK-DLCD"
LAN, MINH = "lan", "minh"
Deeds = Mapping[str, Sequence[str]]
"""By address what is pressed or typed there, one after the other."""
ACTED = "Trong lúc đó đã có bước mới"


@pytest.fixture
def postgres_engine(postgres_url: str) -> Iterator[Engine]:
    """A writing engine on `postgres_url`."""
    writer = database.writer(postgres_url)
    yield writer
    writer.dispose()


def in_two_processes(url: str, one: Deeds, two: Deeds) -> None:
    """Both begin when both are ready."""
    command = [sys.executable, "-m", "tests.bot.desk_house", url]
    with ExitStack() as stack:
        running = [
            stack.enter_context(
                subprocess.Popen([*command, owner], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            )
            for owner in ("one", "two")
        ]
        for process in running:
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
        for process, deeds in zip(running, (one, two), strict=True):
            assert process.stdin is not None
            process.stdin.write(orjson.dumps(deeds) + b"\n")
            process.stdin.flush()
        assert [process.wait(60) for process in running] == [0, 0]


async def together(url: str, *deeds: Deeds) -> None:
    """An engine and a writer thread for each of these; on SQLite one for all: there is only one service."""
    owners = ["one", "two"][: len(deeds) if url.startswith("postgresql") else 1]
    houses = [house(url, owner) for owner in owners]
    for opened in houses:
        await opened.__aenter__()
    theirs = [(houses[place % len(houses)], each) for place, each in enumerate(deeds)]
    await asyncio.gather(*(_plays(running, each) for running, each in theirs))
    for opened in houses:
        await opened.had_turns()
    for opened in houses:
        await opened.stop()
        assert opened.died == []


async def _plays(running: House, deeds: Deeds) -> None:
    await asyncio.gather(*(works(running, address, values) for address, values in deeds.items()))


def numbers(connection: Connection) -> dict[int, list[int]]:
    """The numbers of each register, by unit, in their order."""
    entry = registers.entry
    rows = connection.execute(select(entry.c.unit_id, entry.c.number).order_by(entry.c.id)).all()
    return {unit: sorted(number for other, number in rows if other == unit) for unit, _ in rows}


def ids(connection: Connection, code: str = UNIT) -> list[int]:
    mine = initiative.c.code.startswith(code)
    return list(connection.execute(select(initiative.c.id).where(mine).order_by(initiative.c.id)).scalars())


def happened(connection: Connection, kind: str) -> Counter[int]:
    """How often something happened to each initiative."""
    rows = connection.execute(select(history.c.initiative_id).where(history.c.kind == kind)).scalars()
    return Counter(rows)


def receiving(keys: Sequence[int]) -> list[str]:
    return [f"case:{key}:receive" for key in keys]


def well(connection: Connection) -> None:
    """Nothing was given up, nothing waits."""
    assert parked(connection) == []
    assert set(connection.execute(select(inbox.c.state)).scalars()) == {"done"}


def check_received_once(connection: Connection, keys: Sequence[int], officers: Sequence[str]) -> Counter[str]:
    """Each of them once, with dense numbers; who came second was told who acted. Who received how many."""
    assert happened(connection, "received") == dict.fromkeys(keys, 1)
    [register] = numbers(connection).values()
    assert register == list(range(1, len(keys) + 1))
    received = Counter[str]()
    for address in officers:
        words = said(connection, address)
        received[address] = sum(text.startswith("Đã tiếp nhận") for text in words)
        others = [text for text in words if text.startswith(ACTED)]
        assert all("Tiếp nhận (Cán bộ " in text and f"(Cán bộ {address})" not in text for text in others)
        assert received[address] + len(others) == len(words)
    assert received.total() == len(keys)
    assert sum("tiếp nhận lúc" in text for text in said(connection, AUTHOR)) == len(keys)
    well(connection)
    return received


def test_two_officers_in_two_processes_receive_the_same_forty(
    postgres_url: str, postgres_engine: Engine
) -> None:
    filled(postgres_engine, {LAN: UNIT, MINH: UNIT}, {UNIT: 40})
    with postgres_engine.begin() as connection:
        keys = ids(connection)
    same, early, late = keys[:16], keys[16:28], keys[28:]
    in_two_processes(
        postgres_url, {LAN: receiving([*same, *early, *late])}, {MINH: receiving([*same, *late, *early])}
    )
    with postgres_engine.begin() as connection:
        received = check_received_once(connection, keys, [LAN, MINH])
        assert min(received.values()) > 0  # both were there


async def test_several_officers_of_a_unit_receive_at_once(database_url: str, engine: Engine) -> None:
    officers = [f"cb{number}" for number in range(4)]
    filled(engine, dict.fromkeys(officers, UNIT), {UNIT: 12})
    with engine.begin() as connection:
        keys = ids(connection)
    deeds = {
        address: receiving(keys[place * 2 :] + keys[: place * 2]) for place, address in enumerate(officers)
    }
    await together(database_url, dict(list(deeds.items())[:2]), dict(list(deeds.items())[2:]))
    with engine.begin() as connection:
        check_received_once(connection, keys, officers)


async def test_registers_of_several_units_are_dense_and_nobody_gives_up(
    database_url: str, engine: Engine
) -> None:
    """Batches of two processes that take the numbers of two registers in opposite orders wait for each other:
    the database breaks one off, and its turns run again."""
    officers = {f"cb{n}": (UNIT, OTHER)[n % 2] for n in range(8)}
    filled(engine, officers, {UNIT: 12, OTHER: 12})
    with engine.begin() as connection:
        of_unit = {code: ids(connection, code) for code in (UNIT, OTHER)}
    deeds = {
        address: receiving(of_unit[code][int(address[2:]) // 2 :: 4]) for address, code in officers.items()
    }
    first, second = list(deeds.items())[:4], list(deeds.items())[4:]
    await together(database_url, dict(first), dict(reversed(second)))
    with engine.begin() as connection:
        assert [register == list(range(1, 13)) for register in numbers(connection).values()] == [True, True]
        assert happened(connection, "received").total() == 24
        well(connection)


async def test_undoing_and_acting_at_once_one_of_them_comes_first(database_url: str, engine: Engine) -> None:
    """Lan undoes what she received; for each of them another officer is about to ask for an addition."""
    others = [f"cb{number}" for number in range(4)]
    filled(engine, {LAN: UNIT, **dict.fromkeys(others, UNIT)}, {UNIT: 4})
    with engine.begin() as connection:
        keys = ids(connection)
    begun = {o: [f"case:{key}:ask", "1", "đủ rồi", "bỏ qua"] for o, key in zip(others, keys, strict=True)}
    await together(database_url, {LAN: receiving(keys)})
    await together(database_url, begun)
    await together(
        database_url,
        {LAN: [f"case:{key}:undo" for key in keys]},
        {other: ["đồng ý"] for other in reversed(others)},
    )
    with engine.begin() as connection:
        undone, asked = happened(connection, "undone"), happened(connection, "asked")
        assert undone + asked == dict.fromkeys(keys, 1)
        states = {row.id: row.status for row in connection.execute(select(initiative))}
        struck = select(registers.entry.c.initiative_id).where(registers.entry.c.struck_at.is_not(None))
        assert set(connection.execute(struck).scalars()) == undone.keys()
        told = said(connection, LAN)[-len(keys) :]
        for key, other, mine in zip(keys, others, told, strict=True):
            last = said(connection, other)[-1]
            if key in undone:
                assert states[key] == "sent"
                assert mine.startswith("Đã hoàn lại")
                assert last.startswith(ACTED)
                assert "Hoàn lại (Cán bộ lan)" in last
            else:
                assert states[key] == "asked"
                assert mine.startswith("Bước này không hoàn lại được")
                assert last.startswith("Đã gửi Trần Quang Huy đề nghị bổ sung")
        well(connection)


async def test_of_twenty_guests_with_one_code_of_five_uses_five_come_in(
    database_url: str, engine: Engine
) -> None:
    guests, code, now = [f"khach{number}" for number in range(20)], roles.new_code(), machine_now()
    filled(engine, {}, {})
    with engine.begin() as connection:
        for guest in guests:
            known(connection, guest, f"Khách {guest}", now)
        place = Held("officer", units.find(connection, UNIT) or 0)
        roles.invite(connection, code, place, now, now + timedelta(days=1), uses=5)
    first, second = ({guest: [f"/start i_{code}"] for guest in some} for some in (guests[:10], guests[10:]))
    await together(database_url, first, second)
    with engine.begin() as connection:
        invitation, log = roles.invitation, audit.audit
        assert connection.execute(select(invitation.c.used)).scalars().all() == [5]
        held = connection.execute(select(roles.role.c.person_id)).scalars().all()
        assert len(set(held)) == len(held) == 5
        granted = connection.execute(select(log.c.about_id).where(log.c.kind == "granted")).scalars().all()
        assert sorted(granted) == sorted(held)
        came = [guest for guest in guests if "nay là" in said(connection, guest)[0]]
        assert len(came) == 5
        well(connection)
