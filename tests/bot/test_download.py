"""Files behind download links over real HTTP."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio
from sqlalchemy import Connection, select

from bot.files import register
from bot.settings import Settings
from storage import links
from storage.queue import conversation
from tests.bot.local_chat import Chat, running
from tests.conversations import samples

PHOTO, PAPER = samples.jpeg("ảnh"), samples.docx("đơn")


pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def chat(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Chat]:
    async with running(Settings(data_dir=tmp_path_factory.mktemp("data"), port=0)) as chat:
        await chat.event(text="chào")
        yield chat


async def link(chat: Chat, data: bytes, name: str, days: int = 1) -> str:
    """The address of a stored file."""
    incoming = chat.app.files.incoming()
    incoming.write_bytes(data)
    kept = chat.app.files.keep(incoming, "document", name, None)

    def make(connection: Connection) -> str:
        register(connection, [kept])
        lane = connection.execute(select(conversation).where(conversation.c.address == "mai")).one()
        now = chat.app.clock.now()
        return links.make(
            connection, links.DOWNLOAD, lane.person_id, lane.id, now, now + timedelta(days=days),
            sha256=kept.sha256, name=kept.name, mime=kept.mime,
        )  # fmt: skip

    return f"{chat.base}/d/{await chat.app.turns.write(make)}"


async def test_a_file_comes_with_its_name_as_often_as_it_is_asked_for(chat: Chat) -> None:
    address = await link(chat, PAPER, "Đơn đề nghị.docx")
    for _ in range(2):
        async with chat.session.get(address) as answer:
            assert (answer.status, await answer.read()) == (200, PAPER)
    headers = answer.headers
    assert headers["Content-Disposition"].startswith("attachment")
    assert "%C4%90%C6%A1n" in headers["Content-Disposition"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"


async def test_a_platform_asks_for_the_head_of_a_picture_first(chat: Chat) -> None:
    address = await link(chat, PHOTO, "ảnh.jpg")
    async with chat.session.head(address) as answer:
        assert (answer.status, answer.headers["Content-Length"]) == (200, str(len(PHOTO)))
        assert answer.headers["Content-Type"] == "image/jpeg"
        assert answer.headers["Content-Disposition"].startswith("inline")


async def test_a_link_that_is_over_or_nobodys_says_so_kindly(chat: Chat) -> None:
    address = await link(chat, PHOTO, "ảnh.jpg")
    gone = await link(chat, PAPER, "a.docx")
    chat.app.files.path(samples.checksum(PAPER)).unlink()
    unknown = f"{chat.base}/d/{'x' * 24}"
    await chat.move("2022-05-17T10:00:00+07:00")
    for base, status in ((address, 410), (gone, 410), (unknown, 404), (f"{chat.base}/d/%00", 404)):
        async with chat.session.get(base) as answer:
            assert answer.status == status
            assert "cuộc trò chuyện" in await answer.text()


async def test_a_link_that_is_over_says_so_in_the_language_of_whoever_it_is_of(chat: Chat) -> None:
    address = await link(chat, PHOTO, "ảnh.jpg", days=0)
    for command, words in (("english", "This link to a file is over"), ("tiếng việt", "đã hết hạn")):
        await chat.event(text=command)
        async with chat.session.get(address) as answer:
            assert words in await answer.text()
    async with chat.session.get(f"{chat.base}/d/{'x' * 24}") as answer:
        text = await answer.text()
    assert text.index("Không có tệp") < text.index("There is no file behind this link.")


async def test_an_upload_link_downloads_nothing(chat: Chat) -> None:
    def make(connection: Connection) -> str:
        lane = connection.execute(select(conversation).where(conversation.c.address == "mai")).one()
        now = chat.app.clock.now()
        return links.make(connection, links.UPLOAD, lane.person_id, lane.id, now, now + timedelta(days=1))

    token = await chat.app.turns.write(make)
    async with chat.session.get(f"{chat.base}/d/{token}") as answer:
        assert answer.status == 404
