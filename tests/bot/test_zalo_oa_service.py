"""The whole service behind an Official Account: from a signed event to the message in the chat."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from pydantic import SecretStr
from sqlalchemy import select

from bot.bootstrap import App
from bot.channels.zalo_oa.tokens import KEY
from bot.settings import Settings
from storage import grants
from storage.queue import conversation, inbox
from tests.bot.zalo_oa_channel import issued
from tests.fakes.zalo_oa import FakeZaloOA

pytestmark = pytest.mark.asyncio(loop_scope="module")


@dataclass
class Service:
    """The running service and the account that calls it."""

    app: App
    fake: FakeZaloOA

    def conversation(self, address: str) -> Any:
        """The row of a person's conversation."""
        with self.app.reader.begin() as connection:
            return connection.execute(select(conversation).where(conversation.c.address == address)).one()

    def received(self, address: str) -> list[str]:
        """The states of what came from somebody."""
        query = select(inbox.c.state).join(conversation, conversation.c.id == inbox.c.conversation_id)
        with self.app.reader.begin() as connection:
            return list(connection.execute(query.where(conversation.c.address == address)).scalars())

    async def consented(self) -> None:
        """An administrator of the account agrees."""
        await self.app.turns.write(lambda connection: grants.put(connection, KEY, issued(self.fake)))

    async def until(self, true: Callable[[], bool]) -> None:
        """Waits for what happens without a message."""
        async with asyncio.timeout(10):
            while not true():
                await asyncio.sleep(0.01)


@asynccontextmanager
async def running(folder: Path, fake: FakeZaloOA, **more: Any) -> AsyncIterator[Service]:
    app = App(
        Settings(
            data_dir=folder, port=0, zalo_oa_app_id=fake.app_id, zalo_oa_id=fake.oa_id,
            zalo_oa_app_secret=SecretStr(fake.app_secret), zalo_oa_secret_key=SecretStr(fake.secret_key),
            zalo_oa_api_url=fake.url, zalo_oa_business_url=fake.url, zalo_oauth_url=fake.url,
            zalo_media_hosts="127.0.0.1", **more,
        )
    )  # fmt: skip
    await app.start()
    fake.call(f"http://127.0.0.1:{app.port}/zalo/oa/webhook")
    try:
        yield Service(app, fake)
    finally:
        await app.stop()


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def service(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Service]:
    """With a consent; everybody in a test is new to it."""
    async with FakeZaloOA() as fake, running(tmp_path_factory.mktemp("service"), fake) as service:
        await service.consented()
        yield service


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def bare(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Service]:
    """Being set up: no consent yet, and signatures need not match."""
    folder = tmp_path_factory.mktemp("bare")
    async with FakeZaloOA() as fake, running(folder, fake, zalo_oa_webhook="quarantine") as service:
        yield service


async def test_newcomer_is_greeted_and_answers_by_typing(service: Service) -> None:
    assert set(service.app.channels) == {"zalo_oa"}, "no local chat beside real people"
    user = service.fake.user("7001")
    user.text("xin chào")
    assert "1. " in (await user.reply()).text + (await user.reply()).text
    user.text("1")
    assert (await user.reply()).text
    assert service.fake.refused == {}


async def test_repeated_event_is_answered_once(service: Service) -> None:
    user, webhook = service.fake.user("7002"), service.fake.webhook
    assert webhook is not None
    webhook.held = []
    user.text("xin chào")
    webhook.held = 3 * webhook.held
    await webhook.let_go()
    await user.reply()
    assert service.received("7002") == ["done"]


async def test_window_opens_with_what_people_write(service: Service) -> None:
    user = service.fake.user("7003")
    user.text("xin chào")
    await user.reply()
    assert service.conversation("7003").heard_at is not None


async def test_who_leaves_is_not_written_to_and_who_comes_back_is(service: Service) -> None:
    user = service.fake.user("7004")
    user.text("xin chào")
    await user.reply()
    user.unfollow()
    await service.until(lambda: not service.conversation("7004").reachable)
    user.follow()
    await service.until(lambda: service.conversation("7004").reachable)


async def test_photo_somebody_sends_is_fetched_before_its_turn(service: Service) -> None:
    user = service.fake.user("7005")
    user.image(b"\xff\xd8\xff\xe0" + b"jfif" * 30)
    await user.reply()
    assert service.fake.calls["/media/0.jpg"] == 1
    assert service.received("7005") == ["done"]


async def test_stranger_gets_in_only_aside(bare: Service) -> None:
    real, bare.fake.secret_key = bare.fake.secret_key, "another key"
    bare.fake.user("7006").text("xin chào")
    await bare.until(lambda: bare.received("7006") == ["parked"])
    assert bare.conversation("7006").heard_at is None
    bare.fake.secret_key = real


async def test_message_waits_for_the_consent(bare: Service) -> None:
    user = bare.fake.user("7007")
    user.text("xin chào")
    await bare.until(lambda: bare.received("7007") == ["done"])
    await bare.consented()
    assert (await user.reply()).text
