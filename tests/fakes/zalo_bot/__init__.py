"""A strict Zalo Bot server on loopback with virtual users. It refuses what Zalo refuses, in Zalo's way.

    async with FakeZaloBot() as fake:
        user = fake.user(7)
        user.text("Xin chào")
        shown = await user.reply()

It agrees with what is documented (https://docs.zaloplatforms.com/docs/BOT) and with what was seen to come;
that Zalo does the same nobody has tried from here.
"""

from tests.fakes.zalo_bot.people import Shown, User
from tests.fakes.zalo_bot.server import FakeZaloBot, Fault

__all__ = ["FakeZaloBot", "Fault", "Shown", "User"]
