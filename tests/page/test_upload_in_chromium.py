"""The upload page in a real browser, on a phone: a slow line, one that breaks, files that are not taken."""

import re
from pathlib import Path

from playwright.async_api import Browser, CDPSession, Page, Route, expect

from bot.settings import Settings
from handlers.text import has_accents
from tests.bot.local_chat import Chat, rows, running
from tests.bot.upload_client import offered
from tests.conversations import samples
from tests.page.browser import screen

PHONE = (390, 780)
SPEED = 900_000  # bytes a second


def paper(folder: Path, name: str, size: int) -> Path:
    """A PDF on the phone."""
    file = folder / name
    file.write_bytes(b"%PDF-1.4\n" + name.encode() + bytes(size))
    return file


async def line(session: CDPSession, offline: bool) -> None:
    """A slow line, or none."""
    about = {"offline": offline, "latency": 20, "downloadThroughput": SPEED, "uploadThroughput": SPEED}
    await session.send("Network.emulateNetworkConditions", about)


async def kept(chat: Chat, *files: Path) -> bool:
    """Whether these files, and no other, belong to what was asked."""
    uses = rows(chat.app.settings.data_dir, "SELECT sha256, question FROM file_use ORDER BY id")
    return uses == [(samples.checksum(file.read_bytes()), "solution") for file in files]


async def test_an_upload_outlives_a_break_of_the_line_and_its_link_is_used_up(
    tmp_path: Path, browser: Browser
) -> None:
    async with running(Settings(data_dir=tmp_path / "data", port=0)) as chat, screen(browser, PHONE) as phone:
        await chat.telling()
        link, page = await offered(chat), phone.page
        await page.goto(link.base)
        await expect(page.get_by_test_id("union")).to_have_text("Liên đoàn Lao động tỉnh Bắc Kạn")
        await expect(page.get_by_test_id("camera")).to_have_attribute("capture", "environment")
        await expect(page.get_by_test_id("room")).to_have_text("Tối đa 10 tệp.")
        session = await page.context.new_cdp_session(page)
        await session.send("Network.enable")
        await line(session, offline=False)
        files = [paper(tmp_path, "báo cáo.pdf", 900_000), paper(tmp_path, "đơn.pdf", 200_000)]
        await page.get_by_test_id("files").set_input_files(files)
        first, second = page.get_by_test_id("file").first, page.get_by_test_id("file").last
        await expect(second).to_contain_text("Chờ gửi")
        await expect(first.locator(".state")).to_have_text(_some("Đang gửi"))
        phone.offline = True
        await line(session, offline=True)
        await expect(first).to_have_attribute("data-state", "pausing")
        await expect(first.locator(".state")).to_have_text(_some("Đã gửi"))
        await expect(page.get_by_test_id("done")).to_be_disabled()
        await line(session, offline=False)
        await expect(page.get_by_test_id("whole-text")).to_contain_text("Đã tới 2/2 tệp")
        phone.offline = False
        assert await phone.overflow() == 0
        await page.get_by_test_id("done").dblclick()
        await expect(page.get_by_test_id("finished")).to_be_visible()
        assert (await chat.messages())["messages"][-1]["key"] == "form.part-document"
        assert await kept(chat, *files)
        await page.reload()
        await expect(page.get_by_test_id("closed")).to_contain_text("đã dùng xong")
        assert [text for text in phone.complaints if "410" not in text] == []
        phone.complaints.clear()


async def test_what_is_sent_stays_when_the_page_gives_up_is_closed_or_a_file_is_not_taken(
    tmp_path: Path, browser: Browser
) -> None:
    async with running(Settings(data_dir=tmp_path / "data", port=0)) as chat, screen(browser, PHONE) as phone:
        await chat.telling()
        link, page = await offered(chat), phone.page
        await page.clock.install()
        await page.goto(link.base)
        file, program = paper(tmp_path, "báo cáo.pdf", 300_000), tmp_path / "máy.exe"
        program.write_bytes(samples.program())
        phone.offline = True
        await page.route("**/u/*/*offset=1*", _broken)  # all but the first piece
        await page.get_by_test_id("files").set_input_files(file)
        await _given_up(page)
        await expect(page.get_by_test_id("notice")).to_contain_text("Bấm Gửi tiếp, phần đã gửi không mất")
        await page.reload()
        await expect(page.get_by_test_id("file")).to_contain_text("Chọn lại tệp này để gửi tiếp")
        await page.get_by_test_id("files").set_input_files(file)
        await _given_up(page)
        await page.unroute("**/u/*/*offset=1*")
        await page.get_by_test_id("again").click()
        await expect(page.get_by_test_id("file")).to_have_attribute("data-state", "there")
        await page.get_by_test_id("files").set_input_files(program)
        await expect(page.get_by_test_id("whole-text")).to_contain_text("Đã tới 2/2 tệp")
        await page.get_by_test_id("done").click()
        refused = page.get_by_test_id("file").last
        await expect(refused).to_contain_text('Loại tệp "máy.exe" không nhận được')
        await refused.get_by_test_id("drop").click()
        await page.get_by_test_id("done").click()
        await expect(page.get_by_test_id("finished")).to_be_visible()
        assert (await chat.messages())["messages"][-1]["key"] == "form.part-document"
        assert await kept(chat, file)
        assert [text for text in phone.complaints if "422" not in text] == []
        phone.complaints.clear()


async def test_the_page_speaks_english_to_who_does(tmp_path: Path, browser: Browser) -> None:
    async with running(Settings(data_dir=tmp_path / "data", port=0)) as chat, screen(browser, PHONE) as phone:
        await chat.telling()
        await chat.event(text="english")
        link, page = await offered(chat), phone.page
        await page.goto(link.base)
        await expect(page.locator("html")).to_have_attribute("lang", "en")
        await expect(page.get_by_test_id("room")).to_have_text("Files at a time: at most 10.")
        file, program, empty = (
            paper(tmp_path, "plan.pdf", 300_000),
            tmp_path / "a{count}$.exe",
            tmp_path / "no.txt",
        )
        program.write_bytes(samples.program())
        empty.touch()
        await page.get_by_test_id("files").set_input_files([empty])
        await expect(page.get_by_test_id("notice")).to_have_text(re.compile('The file "no.txt" is empty'))
        await page.get_by_test_id("files").set_input_files([file, program])
        await expect(page.get_by_test_id("whole-text")).to_have_text(
            re.compile(r"^Files arrived: 2 of 2, (\d+ kB) of \1$")
        )
        await expect(page.get_by_test_id("file").first.locator(".state")).to_have_text("Arrived, 300 kB")
        await expect(page.get_by_test_id("room")).to_have_text("Files you can still add: 8.")
        await expect(page.get_by_label("Remove the file a{count}$.exe")).to_have_text("Remove")
        await page.get_by_test_id("done").click()
        refused = page.get_by_test_id("file").last
        await expect(refused).to_contain_text('Files like "a{count}$.exe" cannot be taken')
        await expect(page.get_by_test_id("notice")).to_contain_text("Press Remove")
        assert await phone.overflow() == 0
        assert not has_accents(await page.locator("main").inner_text())
        await refused.get_by_test_id("drop").click()
        await page.get_by_test_id("done").click()
        await expect(page.get_by_text("Everything is sent")).to_be_visible()
        assert await kept(chat, file)
        await page.reload()
        await expect(page.get_by_test_id("closed")).to_contain_text("This link has been used")
        await expect(page.get_by_test_id("also")).to_be_hidden()
        assert [text for text in phone.complaints if not re.search("410|422", text)] == []
        phone.complaints.clear()


def _some(words: str) -> "re.Pattern[str]":
    """More than nothing is on its way."""
    return re.compile(rf"{words} [1-9]\d*%")


async def _broken(route: Route) -> None:
    await route.abort("connectionfailed")


async def _given_up(page: Page) -> None:
    """A minute passes, pause by pause."""
    state = page.get_by_test_id("file")
    while await state.get_attribute("data-state") != "stopped":
        await page.clock.run_for(10_000)
