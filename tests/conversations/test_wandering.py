"""People who choose anything they ever saw, at any time, and type whatever comes to mind."""

import random

import pytest
from sqlalchemy import select

from storage import queue
from tests.conversations.house import CAPABILITIES
from tests.conversations.tester import Person, Press

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
FORGED = ("menu:show", "mine:1:open", "draft:d1-1:open", "sent:²:add", "switch:9:yes")
STEPS = 150


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("seed", range(6))
async def test_no_choice_and_no_word_at_any_time_makes_a_turn_fail(an: Person, seed: int) -> None:
    chance, seen = random.Random(seed), [*FORGED] if CAPABILITIES[an.wire.channel].buttons else []
    an.polite = False  # what comes to their mind comes back
    for first in ["alo", "đồng ý", "Vàng A Páo", "dien luc ba be", "1", *[""] * STEPS]:
        pressed = not first and chance.random() < 0.45
        said = (
            chance.choice(seen[-40:] if chance.random() < 0.7 else seen) if pressed else chance.choice(WORDS)
        )
        came = await an.does(Press(said) if pressed else first or said)
        seen += [value for message in came for value in message.values]
    mine = (queue.conversation.c.channel == an.wire.channel) & (
        queue.conversation.c.address == an.wire.address
    )
    taken = select(queue.inbox.c.raw, queue.inbox.c.error).join(
        queue.conversation, queue.inbox.c.conversation_id == queue.conversation.c.id
    )
    assert an.read(taken.where(mine, queue.inbox.c.attempts > 0)) == []
    assert len(seen) > STEPS
