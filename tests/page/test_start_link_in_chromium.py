"""A start link opens the page with what it carries ready to be sent."""

from pathlib import Path

from playwright.async_api import expect

from tests.page.browser import chromium, screen, service


async def test_a_link_to_a_unit_leads_there_once_it_is_sent(tmp_path: Path) -> None:
    async with service(tmp_path) as url, chromium() as browser, screen(browser) as worker:
        await worker.page.goto(f"{url}/?start=u_BK-DLBB#mai")
        await worker.settled()
        text = worker.page.get_by_test_id("composer-text")
        await expect(text).to_have_value("/start u_BK-DLBB")
        await expect(worker.page).to_have_url(f"{url}/#mai")
        await worker.page.get_by_test_id("send").click()
        await worker.asked("welcome.consent")
        await worker.press("Đồng ý")
        await worker.asked("welcome.name")
        await worker.say("Trần Quang Huy")
        await worker.asked("menu")


async def test_what_no_start_link_carries_is_left_out(tmp_path: Path) -> None:
    async with service(tmp_path) as url, chromium() as browser, screen(browser) as worker:
        await worker.page.goto(f"{url}/?start=xin%20chào#mai")
        await worker.settled()
        await expect(worker.page.get_by_test_id("composer-text")).to_have_value("")
