"""A strict Official Account on loopback with virtual users. It refuses what Zalo is known to refuse.

    async with FakeZaloOA() as fake:
        fake.call("http://127.0.0.1:8080/zalo/oa/webhook")
        user = fake.user("7001")
        user.text("xin chào")
        shown = await user.reply()

Both API hosts and the host of tokens are one server here; their paths differ.
"""

from tests.fakes.zalo_oa.people import Shown, User
from tests.fakes.zalo_oa.rules import Approved
from tests.fakes.zalo_oa.server import FakeZaloOA

__all__ = ["Approved", "FakeZaloOA", "Shown", "User"]
