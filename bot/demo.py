"""People for the demo, made by talking to the service like anybody else."""

import asyncio
from datetime import datetime
from functools import partial

import orjson
from sqlalchemy import Connection, select

from bot.channels.base import Received
from bot.clock import Clock
from bot.turns import Turns
from handlers.turn import today_of
from storage import queue, roles, settings, units
from storage.roles import Held

SCRIPTS = {
    "hoa": (
        "/start", "đồng ý", "Nông Thị Hoa", "thcs đồng lạc", "1", "1",
        "Trước đây giáo viên phải chép điểm tay vào sổ, cuối kỳ cộng lại rất hay nhầm.",
        "Nay em làm bảng tính tự cộng điểm và báo chỗ còn trống.", "xong", "1",
    ),
    "dung": (
        "/start", "đồng ý", "Hoàng Văn Dũng", "điện lực ba bể", "1", "1",
        "Chế cái sào kẹp thay bóng đèn đường, trước phải trèo lên cột 2 người.",
        "xong", "1", "1", "tháng 3/2022",
        "nhanh hơn, không phải trèo cao", "Hoàng Văn Dũng 60, Triệu Văn Páo 40", "2", "1",
    ),
    "canbo": ("/start u_BK", "đồng ý", "Hoàng Văn Nam"),
    "canbo-nh": ("/start u_NH", "đồng ý", "Phạm Thu Hà"),
    "quantri": ("/start u_BK", "đồng ý", "Ma Thị Duyên"),
    "canbo-cs": ("/start u_BK-DLBB", "đồng ý", "Lường Văn Thắng"),
    "chutich": ("/start u_BK-THCSLL1", "đồng ý", "Lý Bích Ngọc"),
    "hoidong": ("/start u_BK-THCSCR", "đồng ý", "Hà Thị Tuyết"),
    "tho-dien": ("/start u_DL-NPC-TN-PY", "đồng ý", "Lò Thị Ơi"),
    "tuvan": ("/start u_DL-NPC-TN", "đồng ý", "Lê Quang Vinh"),
    "tuvan-2": ("/start u_DL-NPC-TN", "đồng ý", "Lý Thị Mai"),
    "tuvan-3": ("/start u_DL-NPC-TN", "đồng ý", "Vi Văn Páo"),
    "canbo-dl": ("/start u_DL-NPC-TN", "đồng ý", "Triệu Đức Cường"),
}  # fmt: skip
ROLES = {
    "canbo": ("officer", "BK"),
    "canbo-nh": ("officer", "NH"),
    "quantri": ("administrator", "BK"),
    "canbo-cs": ("officer", "BK-DLBB"),
    "chutich": ("officer", "BK-THCSLL1"),
    "hoidong": ("council", "BK-THCSCR"),
    "tuvan": ("adviser", "DL-NPC-TN"),
    "tuvan-2": ("adviser", "DL-NPC-TN"),
    "tuvan-3": ("adviser", "DL-NPC-TN"),
    "canbo-dl": ("officer", "DL-NPC-TN"),
}
"""Who holds a role, within the unit of which code."""

SEEDED = "demo_seeded"
FIRST = "hoa dung"  # who was seeded when only "yes" was kept


async def seed(turns: Turns, clock: Clock) -> None:
    """Once for each of them: a second start adds nothing, also when housekeeping has forgotten what was said
    at the first.

    A start that dies halfway is gone on with by the next: the external ids are the same.
    """
    kept = await turns.write(lambda connection: settings.get(connection, SEEDED)) or ""
    known = kept.replace("yes", FIRST).split()

    async def plays(person: str, lines: tuple[str, ...]) -> None:
        for number, text in enumerate(lines):
            raw = orjson.dumps({"text": text})
            await turns.receive_and_answer("local", Received(f"{person}:demo-{number}", person, raw))
        known.append(person)
        await turns.write(partial(_seeded, person=person, known=list(known), now=clock.now()))

    new = [person for person in SCRIPTS if person not in known]
    # Those with a role come last: they hear nothing of what was sent before. The others share commits.
    for wave in ([p for p in new if p not in ROLES], [p for p in new if p in ROLES]):
        await asyncio.gather(*(plays(person, SCRIPTS[person]) for person in wave))


def _seeded(connection: Connection, person: str, known: list[str], now: datetime) -> None:
    if person in ROLES:
        _grant(connection, person, now)
    settings.put(connection, SEEDED, " ".join(known))


def _grant(connection: Connection, person: str, now: datetime) -> None:
    """The role of somebody of the demo; none where the sample units were replaced by others."""
    name, code = ROLES[person]
    lane = queue.conversation
    mine = (lane.c.channel == "local") & (lane.c.address == person)
    person_id = connection.execute(select(lane.c.person_id).where(mine)).scalar()
    unit_id = units.find(connection, code)
    if person_id is not None and unit_id is not None:
        held = Held(name, unit_id)
        if held not in roles.held(connection, person_id, today_of(now)):
            roles.grant(connection, person_id, held, "demo", now)
