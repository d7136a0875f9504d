"""A message of the service is replied to in a real browser."""

from typing import Any

from playwright.async_api import Browser, Request, expect

from tests.page.browser import PHONE, screen


def sent(request: Request) -> dict[str, Any]:
    """What the page sent."""
    body = request.post_data_json
    assert isinstance(body, dict)
    return body


async def test_a_reply_names_its_message_once_and_can_be_dropped(browser: Browser, url: str) -> None:
    async with screen(browser, PHONE) as worker:
        page = worker.page
        await worker.open(url, "an")
        await page.get_by_test_id("hello").click()
        await worker.asked("welcome.consent")
        number = await worker.newest().get_attribute("data-id")
        await page.get_by_test_id("quote").last.click()
        await expect(page.get_by_test_id("quoting")).to_be_visible()
        await page.get_by_test_id("quoting-drop").click()
        await expect(page.get_by_test_id("quoting")).to_be_hidden()
        await page.get_by_test_id("quote").last.click()
        await page.get_by_test_id("composer-text").fill("đồng ý")
        async with page.expect_request("**/chat/api/events") as asked:
            await page.get_by_test_id("send").click()
        assert sent(await asked.value)["reply"] == number
        await worker.asked("welcome.name")
        await expect(page.get_by_test_id("quoting")).to_be_hidden()
        await page.get_by_test_id("composer-text").fill("Trần Quang Huy")
        async with page.expect_request("**/chat/api/events") as asked:
            await page.get_by_test_id("send").click()
        assert "reply" not in sent(await asked.value)
        assert await worker.overflow() == 0


SHOWN = """async () => {
  const { Thread } = await import("/chat/static/thread.js");
  const thread = new Thread({ press() {}, quote() {}, retry() {}, rewrite() {} });
  const message = { turns: [], files: [], choices: [], at: "2022-05-16T09:00:00+07:00", push: true };
  const take = { number: 0, label: "Tôi trả lời", value: "ticket:1:take" };
  thread.add([{ ...message, id: 7, key: "ticket.new", text: "Câu 1", choices: [take] }]);
  thread.add([{ ...message, id: 9, key: "ticket.taken-by", text: "Mai trả lời", edits: "7" }]);
  thread.add([{ ...message, id: 11, key: "ticket.taken-by", text: "Dũng trả lời", edits: "5" }]);
}"""


async def test_an_edit_stands_where_the_message_stood_and_takes_its_buttons_away(
    browser: Browser, url: str
) -> None:
    async with screen(browser, PHONE) as worker:
        await worker.open(url, "an")
        await worker.page.evaluate(SHOWN)
        texts = worker.page.get_by_test_id("message").get_by_test_id("text")
        await expect(texts).to_have_text(["Mai trả lời", "Dũng trả lời"])
        await expect(worker.page.get_by_test_id("choice")).to_have_count(0)
