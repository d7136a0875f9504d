"""People for the demo, made by talking to the service like anybody else."""

import orjson

from bot.channels.base import Received
from bot.turns import Turns
from storage import settings

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
}  # fmt: skip


SEEDED = "demo_seeded"


async def seed(turns: Turns) -> None:
    """Once: a second start adds nothing, also when housekeeping has forgotten what was said at the first.

    A start that dies halfway is gone on with by the next: the external ids are the same.
    """
    if await turns.write(lambda connection: settings.get(connection, SEEDED)):
        return
    for person, lines in SCRIPTS.items():
        for number, text in enumerate(lines):
            raw = orjson.dumps({"text": text})
            await turns.receive_and_answer("local", Received(f"{person}:demo-{number}", person, raw))
    await turns.write(lambda connection: settings.put(connection, SEEDED, "yes"))
