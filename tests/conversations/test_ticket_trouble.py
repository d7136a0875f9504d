"""What goes wrong between workers and those who answer, and nothing is lost by it."""

import asyncio

from tests.conversations.officers import Office
from tests.conversations.test_ticket_threads import answered
from tests.conversations.tester import PATIENCE, Heard, Person, TelegramWire


async def eventually(person: Person) -> list[Heard]:
    """What comes after a send to somebody else has failed."""
    async with asyncio.timeout(PATIENCE):
        while not (came := await person.hear()):
            await asyncio.sleep(0.003)
    return came


async def test_whoever_answers_hears_at_once_that_the_asker_has_blocked_the_service(bureau: Office) -> None:
    thang, oi = await answered(bureau, "telegram")
    assert isinstance(oi.wire, TelegramWire)
    oi.wire.user.block()
    await thang.talks(("nhân với giá", "ticket.sent"))
    [told] = await eventually(thang)
    assert told.keys == ("ticket.unreached",)
    assert "Lò Thị Ơi" in told.text
    await thang.talks(("nếu cần cứ gọi", "ticket.unreached"))
    bureau.house.fake.refused.clear()
