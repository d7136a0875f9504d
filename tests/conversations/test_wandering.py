"""People who press anything they ever saw, at any time, and type whatever comes to mind."""

import random

import orjson
import pytest
from sqlalchemy import Connection, select

from bot.channels.base import Received
from storage import queue
from tests.conversations.house import House

WORDS = (
    "1", "2", "3", "8", "ok", "k", "0", "dung", "xong", "quay lại", "bỏ qua", "xem", "sửa", "sửa 2",
    "sửa tên", "để sau", "hủy", "trợ giúp", "menu", "đổi người", "thông tin", "sáng kiến của tôi",
    "làm tiếp", "english", "tiếng việt", "alo", "👍", "Trần Quang Huy", "huy", "tran quang huy",
    "dien luc ba be", "thcs le loi", "xyz không có", "che cai sao thay bong den duong",
    "nhanh hơn, đỡ mệt", "tháng 3/2022", "8/2021", "cuối tháng 8, đầu tháng 9/2021", "31/4",
    "5 triệu một tháng", "15", "tôi 60, Lò Thị Mai 40", "Hùng và Mai chia đều",
    "Hùng 40 Mai 40 An 30", "/start", "/start u_BK-DLBB", "giair phaps", "<b>x</b>", "{ $said }",
    "\u202egnad", "q:d1-1:title:yes", "a" * 300,
)  # fmt: skip
STEPS = 150


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("seed", range(6))
async def test_no_button_and_no_word_at_any_time_makes_a_turn_fail(house: House, seed: int) -> None:
    chance, seen = (
        random.Random(seed),
        ["menu:show", "mine:1:open", "draft:d1-1:open", "sent:²:add", "switch:9:yes"],
    )
    person = f"wanderer-{seed}"
    for step, first in enumerate(["alo", "đồng ý", "Vàng A Páo", "dien luc ba be", "1", *[""] * STEPS]):
        pressed = not first and chance.random() < 0.45
        said = {"choice": chance.choice(seen[-40:] if chance.random() < 0.7 else seen)} if pressed else {
            "text": first or chance.choice(WORDS)
        }  # fmt: skip
        update = Received(f"{person}:{step}", person, orjson.dumps(said))
        answered = await house.app.turns.receive_and_answer("local", update)
        seen += [choice.value for _, message in answered.replies for choice in message.choices]

    def failed(connection: Connection) -> list[str]:
        mine = queue.inbox.c.external_id.startswith(f"{person}:")
        query = select(queue.inbox.c.raw, queue.inbox.c.error).where(mine, queue.inbox.c.attempts > 0)
        return [f"{row.raw!r}: {row.error}" for row in connection.execute(query)]

    assert await house.app.turns.write(failed) == []
    assert len(seen) > STEPS
