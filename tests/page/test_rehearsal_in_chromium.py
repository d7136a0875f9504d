"""A programme's calendar read beforehand in a real browser."""

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from tests.page.browser import DESK, PHONE, Screen, screen


async def rehearse(page: Page, programme: str, first: str, last: str) -> None:
    """Opens the panel and plays; returns when the blocks are there."""
    if not await page.get_by_test_id("rehearsal-open").is_visible():
        await page.get_by_test_id("demo-toggle").click()
    await page.get_by_test_id("rehearsal-open").click()
    await page.get_by_test_id("rehearsal-programme").select_option(programme)
    await page.get_by_test_id("rehearsal-from").fill(first)
    await page.get_by_test_id("rehearsal-to").fill(last)
    await page.get_by_test_id("rehearsal-play").click()
    await expect(page.get_by_test_id("rehearsal-status")).to_contain_text("tin nhắn")


def blocks(shown: Screen) -> Locator:
    return shown.page.get_by_test_id("rehearsal-line")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
async def test_an_officer_reads_what_will_be_said_and_to_whom(
    browser: Browser, url: str, size: tuple[int, int]
) -> None:
    async with screen(browser, size) as officer:
        await officer.open(url, "an")
        await rehearse(officer.page, "bac-kan-1tr", "2022-05-24", "2022-06-01")
        await expect(blocks(officer).first).to_contain_text("thứ Ba 24/5/2022, 08:00")
        await expect(blocks(officer).first).to_contain_text("trước 24 giờ ngày 31/5/2022, còn 7 ngày")
        roles = await blocks(officer).evaluate_all("all => all.map(one => one.dataset.role)")
        assert set(roles) == {"worker", "adviser", "officer", "calendar"}
        assert await officer.overflow() == 0


async def test_blocks_are_sifted_by_role(browser: Browser, url: str) -> None:
    async with screen(browser) as officer:
        await officer.open(url, "an")
        await rehearse(officer.page, "bac-kan-1tr", "2022-05-24", "2022-06-01")
        everything = await blocks(officer).count()
        await officer.page.get_by_test_id("rehearsal-role").select_option("worker")
        await expect(officer.page.locator("[data-testid=rehearsal-line][data-role=worker]")).to_have_count(2)
        await expect(blocks(officer)).to_have_count(2)
        await officer.page.get_by_test_id("rehearsal-role").select_option("")
        await expect(blocks(officer)).to_have_count(everything)


async def test_each_programme_brings_its_own_days(browser: Browser, url: str) -> None:
    async with screen(browser) as officer:
        await officer.open(url, "an")
        await officer.page.get_by_test_id("rehearsal-open").click()
        for programme, last in (("bac-kan-1tr", "2024-01-30"), ("dien-luc-1tr", "2023-10-30")):
            await officer.page.get_by_test_id("rehearsal-programme").select_option(programme)
            await expect(officer.page.get_by_test_id("rehearsal-to")).to_have_value(last)


async def test_what_can_not_be_played_is_told_and_the_days_can_be_mended(browser: Browser, url: str) -> None:
    async with screen(browser) as officer:
        await officer.open(url, "an")
        await rehearse(officer.page, "bac-kan-1tr", "2022-05-31", "2022-05-31")
        await officer.page.get_by_test_id("rehearsal-to").fill("2022-05-01")
        await officer.page.get_by_test_id("rehearsal-play").click()
        await expect(officer.page.get_by_test_id("rehearsal-status")).to_contain_text("Ngày cuối phải sau")
        await expect(blocks(officer)).to_have_count(0)
        await officer.page.get_by_test_id("rehearsal-to").fill("2022-05-31")
        await officer.page.get_by_test_id("rehearsal-play").click()
        await expect(officer.page.get_by_test_id("rehearsal-status")).to_contain_text("tin nhắn")
        officer.complaints = [complaint for complaint in officer.complaints if "400" not in complaint]


async def test_the_conversation_is_as_it_was_behind_it(browser: Browser, url: str) -> None:
    async with screen(browser, PHONE) as officer:
        await officer.open(url, "an")
        await officer.say("chào")
        await officer.asked("welcome.consent")
        await rehearse(officer.page, "bac-kan-1tr", "2022-05-31", "2022-05-31")
        await officer.page.get_by_test_id("rehearsal-close").click()
        await expect(officer.page.get_by_test_id("rehearsal")).to_be_hidden()
        await officer.asked("welcome.consent")
        assert await officer.pushes().count() == 0
