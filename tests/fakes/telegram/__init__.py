"""A strict Bot API server on loopback with virtual users. It refuses what Telegram refuses.

    async with FakeTelegram(token="1:a") as fake:
        user = fake.user(7)
        user.text("/start")
        shown = await user.reply()
        user.press(shown.labels[0])

Alone, for programs in other processes: `python -m tests.fakes.telegram --port 8081` (see `control`).
Sources: https://core.telegram.org/bots/api and its server, https://github.com/tdlib/telegram-bot-api
"""

from tests.fakes.telegram.people import Shown, User
from tests.fakes.telegram.rules import Fault, Faults
from tests.fakes.telegram.server import FakeTelegram

__all__ = ["FakeTelegram", "Fault", "Faults", "Shown", "User"]
