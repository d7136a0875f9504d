"""A person in front of the page: Chromium, a running service, and what the browser complained about."""

import asyncio
import os
import re
import signal
import struct
import sys
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, Page, async_playwright, expect

from bot.bootstrap import App
from bot.settings import Settings

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
]
PHONE, DESK = (360, 740), (1280, 800)
PATIENCE = 15_000  # ms


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """Debian's browser. Skips where it is absent."""
    if not CHROMIUM.exists():
        pytest.skip("Chromium is not installed: apt install chromium")
    expect.set_options(timeout=PATIENCE)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        await browser.close()


@asynccontextmanager
async def service(folder: Path) -> AsyncIterator[str]:
    """The service in this process; its address."""
    app = App(Settings(data_dir=folder, port=0))
    await app.start()
    try:
        yield f"http://127.0.0.1:{app.port}"
    finally:
        await app.stop()


class Process:
    """The service as a program of its own, at the same address every time."""

    def __init__(self, folder: Path, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self._settings = {"DATA_DIR": str(folder), "PORT": str(port), "DEMO": "1"}

    async def start(self) -> None:
        """Returns when it says its address: from then on it answers."""
        environment = {"PATH": os.environ["PATH"], **self._settings}
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", env=environment, stdout=asyncio.subprocess.PIPE
        )
        assert self._process.stdout is not None
        line = await asyncio.wait_for(self._process.stdout.readline(), 30)
        assert self.url in line.decode(), line

    async def kill(self) -> None:
        """Without a warning, as a power cut would."""
        if self._process.returncode is None:
            self._process.send_signal(signal.SIGKILL)
        await self._process.wait()


class Screen:
    """One tab. `complaints` are errors of the console and violations of the page's policy."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        self.offline = False  # a service that was killed is no fault of the page
        page.on("console", lambda message: self._heard(message.type, message.text))
        page.on("pageerror", lambda error: self._heard("error", str(error)))
        page.set_default_timeout(PATIENCE)

    def _heard(self, kind: str, text: str) -> None:
        if kind == "error" and not (self.offline and "net::ERR_" in text):
            self.complaints.append(text)

    async def open(self, url: str, person: str) -> None:
        """The conversation of a person, read in full."""
        await self.page.goto(f"{url}/#{person}")
        await self.settled()

    async def settled(self) -> None:
        """The conversation was read from the service."""
        await expect(self.page.get_by_test_id("me")).not_to_be_empty()
        await expect(self.page.get_by_test_id("log")).not_to_have_attribute("aria-busy", "true")

    async def say(self, text: str) -> None:
        """Types and sends."""
        await self.page.get_by_test_id("composer-text").fill(text)
        await self.page.get_by_test_id("send").click()

    async def press(self, label: str) -> None:
        """The newest button with this label."""
        exact = re.compile(rf"^\d+\.\s{re.escape(label)}$")
        await self.page.get_by_test_id("choice").filter(has_text=exact).last.click()

    async def answered(self) -> None:
        """Nothing is on its way any more."""
        await expect(self.page.get_by_test_id("pending")).to_have_count(0)

    async def asked(self, key: str) -> None:
        """The open question is this one, and nothing is on its way any more."""
        await self.answered()
        await expect(self.page.get_by_test_id("log")).to_have_attribute("data-asked", key)

    def newest(self) -> Locator:
        """The service's last message."""
        return self.page.get_by_test_id("message").last

    def pushes(self) -> Locator:
        """What the service said by itself."""
        return self.page.locator("[data-testid=message][data-push]")

    async def code(self) -> str:
        """The code of the initiative that was just sent."""
        found = re.search(r"BK-2022-\d{6}", await self.newest().inner_text())
        assert found, await self.newest().inner_text()
        return found[0]

    async def overflow(self) -> int:
        """By how many pixels the page is wider than the screen."""
        wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        return int(await self.page.evaluate(wider))

    async def both_sides(self) -> list[str]:
        """Every bubble from top to bottom, the person's own ones marked."""
        bubbles = self.page.locator("[data-testid=said], [data-testid=message]")
        marked = "nodes => nodes.map(n => (n.dataset.testid === 'said' ? '> ' : '')"
        shown: list[str] = await bubbles.evaluate_all(
            f"{marked} + (n.querySelector('.text')?.textContent ?? ''))"
        )
        return shown


@asynccontextmanager
async def screen(browser: Browser, size: tuple[int, int] = DESK) -> AsyncIterator[Screen]:
    """A tab of its own; leaving it fails when the browser complained."""
    page = await browser.new_page(viewport={"width": size[0], "height": size[1]}, locale="vi-VN")
    shown = Screen(page)
    yield shown
    await page.close()
    assert shown.complaints == []


def photo(shade: int = 120, width: int = 640, height: int = 480) -> bytes:
    """A PNG: sky over a field."""
    rows = b"".join(
        b"\0" + bytes((y * 90 // height, shade, 200 - y * 150 // height)) * width for y in range(height)
    )
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    chunks = (struct.pack(">I", len(d)) + n + d + struct.pack(">I", zlib.crc32(n + d)) for n, d in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)
