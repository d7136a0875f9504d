"""The upload page over real HTTP: files come in pieces, once, into the conversation its link is bound to."""

import asyncio
import io
import itertools
import logging
import os
from collections.abc import AsyncIterator
from datetime import timedelta
from html import unescape

import pytest
import pytest_asyncio

from bot.clock import machine_now
from bot.files import LIMIT
from bot.pages.answers import Pages
from bot.settings import Settings
from handlers.text import has_accents
from storage import links
from tests.bot.local_chat import Chat, rows, running
from tests.bot.upload_client import Uploader, offered
from tests.conversations import samples

PHOTO, OTHER = samples.jpeg("a" * 1000), samples.jpeg("b" * 1000)


pytestmark = pytest.mark.asyncio(loop_scope="module")
names = (f"mai{number}" for number in itertools.count())


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def chat(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Chat]:
    """One service for all; everybody is somebody else."""
    async with running(Settings(data_dir=tmp_path_factory.mktemp("data"), port=0)) as chat:
        yield chat


@pytest_asyncio.fixture(loop_scope="module")
async def mai(chat: Chat) -> Uploader:
    """Somebody who tells of an initiative and asked for a link."""
    person = next(names)
    await chat.move("2022-05-16T09:00:00+07:00")
    await chat.telling(person)
    return await offered(chat, person)


async def kept(chat: Chat, mai: Uploader) -> dict[str, int]:
    """How many files belong to each question of the draft."""
    stored = await chat.stored(mai.person)
    return {question: n for draft in stored["drafts"] for question, n in draft["files"].items()}


async def over(chat: Chat, mai: Uploader) -> list[str]:
    """The keys of what the conversation has said, once nothing waits for its turn."""
    async with asyncio.timeout(10):
        while rows(chat.app.settings.data_dir, "SELECT 1 FROM inbox WHERE state <> 'done'"):
            await asyncio.sleep(0.01)
    return [message["key"] for message in (await chat.messages(mai.person))["messages"]]


async def test_the_page_says_who_asks_for_what_and_tells_nothing_else(chat: Chat, mai: Uploader) -> None:
    async with chat.session.get(mai.base) as page:
        text = await page.text()
        assert page.status == 200
    assert "Liên đoàn Lao động tỉnh Bắc Kạn" in text
    assert "Nội dung" in text
    assert "chỉ để gửi ảnh, tệp" in text
    assert "Lò Thị Mai" not in text
    headers = page.headers
    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Robots-Tag"].startswith("noindex")
    assert headers["X-Content-Type-Options"] == "nosniff"


async def read(chat: Chat, address: str) -> str:
    """What a page says, the script's words included."""
    async with chat.session.get(address) as page:
        return unescape(await page.text())


async def test_the_page_speaks_the_language_of_whoever_the_link_is_of(chat: Chat, mai: Uploader) -> None:
    late = await offered(chat, mai.person)
    assert '<html lang="vi">' in await read(chat, mai.base)
    await chat.event(mai.person, text="english")
    text = await read(chat, mai.base)
    assert '<html lang="en">' in text
    for words in ("Photos and files for:", "never asks for passwords", '"waiting":"Waiting"', "{count}"):
        assert words in text
    assert not has_accents(text.replace("Liên đoàn Lao động tỉnh Bắc Kạn", ""))
    await mai.piece("bad", samples.program(), name="may.exe")
    _, value = await mai.done("bad")
    assert value["problems"][0]["error"].startswith('Files like "may.exe" cannot be taken')
    await mai.ask("DELETE", "/bad")
    await mai.piece("a1", PHOTO)
    await mai.done("a1")
    await chat.move("2022-05-18T00:00:00+07:00")
    for base, words in ((mai.base, "This link has been used"), (late.base, "This link is over")):
        text = await read(chat, base)
        assert words in text
        assert 'write "send file"' in text
        assert not has_accents(text)


async def test_a_link_that_is_nobodys_says_so_in_both_languages(chat: Chat) -> None:
    text = await read(chat, f"{chat.base}/u/{'x' * 24}")
    assert text.index("Đường dẫn này không mở được") < text.index("This link does not open. Please open")


async def test_nothing_that_a_page_shows_is_read_as_markup(chat: Chat) -> None:
    name = """Trường "A" <script>'&$label"""
    pages = Pages(chat.app.turns, chat.app.catalogue)
    page = pages.page("upload.html", "page.upload", "vi", union=name, label=name, said=name)
    assert page.text is not None
    assert page.text.count("Trường &quot;A&quot; &lt;script&gt;&#x27;&amp;$label") == 3
    assert name not in page.text


async def test_files_come_in_pieces_and_the_conversation_goes_on_by_itself(chat: Chat, mai: Uploader) -> None:
    assert await mai.piece("a1", PHOTO[:400], 0, len(PHOTO)) == 400
    assert await mai.piece("a1", PHOTO[400:], 400, len(PHOTO)) == len(PHOTO)
    assert await mai.piece("b2", OTHER) == len(OTHER)
    assert await mai.done("a1", "b2") == (200, {"done": True})
    assert (await over(chat, mai))[-1] == "form.part-photo"
    assert await kept(chat, mai) == {"solution": 2}
    for data in (PHOTO, OTHER):
        assert chat.app.files.path(samples.checksum(data)).read_bytes() == data
    assert mai.link not in {folder.name for folder in chat.app.files.uploads.iterdir()}


async def test_a_piece_out_of_its_place_changes_nothing_and_says_where_to_go_on(mai: Uploader) -> None:
    assert await mai.piece("a1", PHOTO[:400], 0, len(PHOTO)) == 400
    assert await mai.piece("a1", PHOTO[:400], 0, len(PHOTO)) == 400  # its answer was lost
    assert await mai.piece("a1", PHOTO[700:], 700, len(PHOTO)) == 400
    assert await mai.piece("a1", PHOTO[400:] + b"more", 400, len(PHOTO)) == 400
    assert await mai.piece("new", PHOTO[400:], 400, len(PHOTO)) == 0
    assert await mai.state() == {"a1": 400}


async def test_a_file_named_like_the_lock_is_a_file_like_others(mai: Uploader) -> None:
    assert await mai.piece("a1", PHOTO) == len(PHOTO)
    assert await mai.piece("lock", PHOTO) == len(PHOTO)
    assert await mai.state() == {"a1": len(PHOTO), "lock": len(PHOTO)}


async def test_two_tabs_that_send_the_same_file_send_it_once(chat: Chat, mai: Uploader) -> None:
    async def tab() -> None:
        at = 0
        while at < len(PHOTO):
            at = await mai.piece("a1", PHOTO[at : at + 100], at, len(PHOTO))

    await asyncio.gather(tab(), tab(), tab())
    answers = await asyncio.gather(*(mai.done("a1") for _ in range(4)))
    assert answers == [(200, {"done": True})] * 4
    assert (await over(chat, mai)).count("form.part-photo") == 1
    assert await kept(chat, mai) == {"solution": 1}
    assert chat.app.files.path(samples.checksum(PHOTO)).read_bytes() == PHOTO


async def test_what_is_half_there_or_was_not_seen_does_not_go(chat: Chat, mai: Uploader) -> None:
    await mai.piece("a1", PHOTO)
    await mai.piece("b2", OTHER[:10], 0, len(OTHER))
    assert (await mai.done("a1", "b2"))[0] == 409
    await mai.piece("b2", OTHER[10:], 10, len(OTHER))
    assert (await mai.done("a1"))[0] == 409  # sent by another tab
    assert (await mai.ask("DELETE", "/b2"))[0] == 200
    assert await mai.done("a1") == (200, {"done": True})
    await over(chat, mai)
    assert await kept(chat, mai) == {"solution": 1}


async def test_a_file_that_is_not_taken_is_named_and_can_be_replaced(chat: Chat, mai: Uploader) -> None:
    await mai.piece("a1", PHOTO)
    await mai.piece("bad", samples.program(), name="may.exe")
    status, value = await mai.done("a1", "bad")
    assert status == 422
    assert [problem["id"] for problem in value["problems"]] == ["bad"]
    assert "may.exe" in value["problems"][0]["error"]
    await mai.ask("DELETE", "/bad")
    assert await mai.done("a1") == (200, {"done": True})
    await over(chat, mai)
    assert await kept(chat, mai) == {"solution": 1}


async def test_there_are_bounds(mai: Uploader) -> None:
    for number in range(10):
        await mai.piece(f"f{number}", PHOTO)
    query = {"offset": "0", "size": "9", "name": "x.jpg"}
    assert (await mai.ask("PUT", "/f10", params=query, data=b"123456789"))[0] == 422
    for size in (str(LIMIT + 1), "0"):
        assert (await mai.ask("PUT", "/f0", params={**query, "size": size}, data=b"1"))[0] == 422
    for size in ("-1", "x", "", "9" * 20):
        assert (await mai.ask("PUT", "/f0", params={**query, "size": size}, data=b"1"))[0] == 400
    assert (await mai.ask("PUT", "/f0", params=query, data=io.BytesIO(bytes(1024 * 1024 + 1))))[0] == 400


async def test_a_link_that_is_used_or_over_or_nobodys_says_what_to_do(chat: Chat, mai: Uploader) -> None:
    late = await offered(chat, mai.person)
    await mai.piece("a1", PHOTO)
    await mai.done("a1")
    nobodys = f"{chat.base}/u/{'x' * 24}"
    await over(chat, mai)
    await chat.move("2022-05-18T00:00:00+07:00")
    for base, status, words in (
        (mai.base, 410, "đã dùng xong"), (late.base, 410, "đã hết hạn"), (nobodys, 404, "không mở được"),
    ):  # fmt: skip
        async with chat.session.get(base) as page:
            assert page.status == status
            text = await page.text()
            assert words in text
            assert "gửi tệp" in text
        one = Uploader(chat.session, base)
        query = {"offset": "0", "size": "1", "name": "x"}
        assert (await one.ask("PUT", "/a1", params=query, data=b"1"))[0] == status
        assert (await one.ask("GET", "/files"))[0] == status


async def test_a_link_holds_until_the_end_of_the_next_day(chat: Chat, mai: Uploader) -> None:
    await chat.move("2022-05-17T23:59:58+07:00")
    assert await mai.state() == {}


async def test_an_upload_that_breaks_off_goes_on_where_it_was(chat: Chat, mai: Uploader) -> None:
    """The network goes in the middle of a piece: what came before it stays."""
    await mai.piece("a1", PHOTO[:400], 0, len(PHOTO))
    token = mai.base.rpartition("/")[2]
    _, writer = await asyncio.open_connection("127.0.0.1", chat.app.port)
    writer.write(
        f"PUT /u/{token}/a1?offset=400&size={len(PHOTO)}&name=x HTTP/1.1\r\nHost: x\r\n"
        f"Content-Length: {len(PHOTO) - 400}\r\n\r\n".encode()
        + PHOTO[400:500]
    )
    await writer.drain()
    writer.transport.abort()
    assert await mai.state() == {"a1": 400}
    await mai.piece("a1", PHOTO[400:], 400, len(PHOTO))
    assert await mai.done("a1") == (200, {"done": True})


async def test_no_log_line_holds_a_token(chat: Chat, mai: Uploader, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    token = mai.base.rpartition("/")[2]
    await mai.piece("a1", PHOTO)
    await mai.ask("PUT", "/a1", data=b"")
    await mai.done("a1")
    await mai.ask("GET", "/files")
    assert token not in caplog.text
    assert token not in str(rows(chat.app.settings.data_dir, "SELECT * FROM link"))


async def test_what_is_half_there_goes_after_a_day_and_links_a_week_after_they_ended(
    chat: Chat, mai: Uploader
) -> None:
    folder = chat.app.settings.data_dir
    await mai.piece("a1", PHOTO[:10], 0, len(PHOTO))
    await chat.app.schedule.housekeeping()
    assert await mai.state() == {"a1": 10}
    old = (machine_now() - timedelta(hours=25)).timestamp()
    for path in (*chat.app.files.uploads.glob("*/*"), *chat.app.files.uploads.iterdir()):
        os.utime(path, (old, old))
    chat.app.files.sweep()
    assert await mai.state() == {}
    await chat.move("2022-05-24T23:59:00+07:00")
    await chat.app.schedule.housekeeping()
    assert rows(folder, "SELECT 1 FROM link")
    await chat.move("2022-05-25T00:00:00+07:00")
    await chat.app.schedule.housekeeping()
    assert rows(folder, "SELECT 1 FROM link") == []


async def test_what_is_half_there_goes_with_a_link_that_ends_and_stays_with_others(
    chat: Chat, mai: Uploader
) -> None:
    others = [await offered(chat, mai.person) for _ in range(links.MOST - 1)]
    for one in (mai, *others):
        await one.piece("a1", PHOTO[:10], 0, len(PHOTO))
    await offered(chat, mai.person)
    await chat.app.schedule.housekeeping()
    left = {folder.name for folder in chat.app.files.uploads.iterdir()}
    assert {one.link for one in (mai, *others)} & left == {one.link for one in others}
    assert await others[0].piece("a1", PHOTO[10:], 10, len(PHOTO)) == len(PHOTO)


async def test_a_commit_that_fails_loses_nothing(
    chat: Chat, mai: Uploader, monkeypatch: pytest.MonkeyPatch
) -> None:
    await mai.piece("a1", PHOTO)

    def full(*_: object) -> list[int]:
        raise OSError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(links, "arrived", full)
        async with chat.session.post(f"{mai.base}/done", json={"files": ["a1"]}) as answer:
            assert answer.status == 500
    assert await mai.done("a1") == (200, {"done": True})
    await over(chat, mai)
    assert await kept(chat, mai) == {"solution": 1}
