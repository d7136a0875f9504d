"""The page in a real browser: a worker registers an initiative by clicking and typing."""

from pathlib import Path

from playwright.async_api import Browser, FilePayload, expect

from tests.page.browser import PHONE, Process, Screen, photo, screen

STORY = "Trước phải trèo lên cột mới thay được bóng đèn. Nay chế cái sào kẹp, đứng dưới đất thay được."
TYPED = {
    "chào": "welcome.consent", "dong y": "welcome.name", "Vàng A Páo": "welcome.unit",
    "thcs đồng lạc": "welcome.unit", "1": "menu",
    "ghi sáng kiến hoặc ý tưởng của tôi": "registration.solution",
    STORY: "registration.solution", "xong": "registration.title", "Sào kẹp": "registration.applied",
    "đã dùng thật": "registration.applied_on", "15/3/2022": "registration.benefit_how",
    "đỡ mệt": "registration.authors", "một mình": "registration.recognised",
    "chưa": "registration.confirm", "gửi": "registration.sent",
}  # fmt: skip
"""What is typed, and the question that is open afterwards."""


async def meet(worker: Screen) -> None:
    """From the first greeting to the menu."""
    await worker.page.get_by_test_id("hello").click()
    await worker.asked("welcome.consent")
    await worker.press("Đồng ý")
    await worker.asked("welcome.name")
    await worker.say("Trần Quang Huy")
    await worker.asked("welcome.unit")
    await worker.say("dien luc ba be")
    await expect(worker.newest()).to_contain_text("Điện lực Ba Bể")
    await worker.press("Đúng")
    await worker.asked("menu")


async def tell(worker: Screen) -> None:
    """The first question, answered in two messages and a photo."""
    await worker.press("Ghi sáng kiến hoặc ý tưởng của tôi")
    await worker.asked("registration.solution")
    await worker.say(STORY)
    await expect(worker.newest()).to_contain_text("xong")
    await worker.say("Sào làm bằng ống nhôm cũ.")
    await worker.asked("registration.solution")
    await attach(worker, "sào kẹp.png")
    await expect(worker.page.get_by_test_id("photo")).to_be_visible()
    await worker.press("Xong")
    await worker.asked("registration.title")


async def attach(worker: Screen, *names: str) -> None:
    """Chooses photos and sends them."""
    files = [FilePayload(name=n, mimeType="image/png", buffer=photo(40 * i)) for i, n in enumerate(names, 1)]
    await worker.page.get_by_test_id("file-input").set_input_files(files)
    await expect(worker.page.get_by_test_id("tray-file")).to_have_count(len(names))
    await worker.page.get_by_test_id("send").click()
    await worker.answered()


async def answer_the_rest(worker: Screen) -> None:
    """From the title to the read-back."""
    await worker.press("Được")
    await worker.asked("registration.applied")
    await worker.press("Đã dùng thật")
    await worker.asked("registration.applied_on")
    await worker.say("tháng 3/2022")
    await worker.asked("registration.benefit_how")
    await worker.say("Nhanh hơn, không phải trèo cao")
    await worker.asked("registration.authors")
    await worker.press("Một mình")
    await worker.asked("registration.recognised")
    await worker.press("Chưa")
    await worker.asked("registration.confirm")


async def submit(worker: Screen) -> None:
    """The read-back is confirmed."""
    await worker.press("Gửi")
    await worker.asked("registration.sent")
    await expect(worker.newest()).to_contain_text("Đã gửi")


async def test_a_worker_registers_on_a_phone_from_greeting_to_code(browser: Browser, url: str) -> None:
    async with screen(browser, PHONE) as worker:
        await worker.open(url, "an")
        await meet(worker)
        await tell(worker)
        await answer_the_rest(worker)
        await expect(worker.newest()).to_contain_text(STORY)
        await expect(worker.newest()).to_contain_text("Trần Quang Huy 100%")
        await submit(worker)
        code = await worker.code()
        assert await worker.overflow() == 0

        await worker.page.get_by_test_id("stored-open").click()
        panel = worker.page.get_by_test_id("stored-initiatives")
        await expect(panel).to_contain_text(code)
        await expect(panel).to_contain_text("Trần Quang Huy")
        await worker.page.get_by_test_id("stored-close").click()
        await expect(worker.page.get_by_test_id("stored")).to_be_hidden()


async def test_a_worker_registers_at_a_desk_by_typing_alone(browser: Browser, url: str) -> None:
    async with screen(browser) as worker:
        await worker.open(url, "páo")
        for text, asked in TYPED.items():
            await worker.page.get_by_test_id("composer-text").press_sequentially(text)
            await worker.page.keyboard.press("Enter")
            await worker.asked(asked)
        await worker.code()
        await expect(worker.page.get_by_test_id("stored-person")).to_contain_text("Vàng A Páo")


async def test_a_reload_keeps_both_sides(browser: Browser, url: str) -> None:
    async with screen(browser) as worker:
        await worker.open(url, "an")
        await meet(worker)
        await tell(worker)
        before = await worker.both_sides()
        assert f"> {STORY}" in before
        assert "> Sào làm bằng ống nhôm cũ." in before  # this one had no reply of its own
        assert "> Đồng ý" in before  # not the value of the button
        await worker.page.reload()
        await worker.settled()
        assert await worker.both_sides() == before
        await expect(worker.page.get_by_test_id("photo")).to_be_visible()


async def test_what_got_no_reply_stays_and_survives_a_reload(browser: Browser, url: str) -> None:
    async with screen(browser) as worker:
        await worker.open(url, "an")
        await meet(worker)
        await worker.press("Ghi sáng kiến hoặc ý tưởng của tôi")
        await worker.asked("registration.solution")
        for text in (STORY, "Sào bằng nhôm.", "Đầu sào có mút."):
            await worker.say(text)
            await worker.asked("registration.solution")
        shown = await worker.both_sides()
        assert shown[-2:] == ["> Sào bằng nhôm.", "> Đầu sào có mút."]
        await worker.page.reload()
        await worker.settled()
        assert await worker.both_sides() == shown
        await worker.say("xong")
        await worker.asked("registration.title")
        told = await worker.both_sides()
        assert told[: len(shown)] == shown
        assert told[len(shown)] == "> xong"


async def test_photos_are_shown_in_order_and_can_be_looked_at(browser: Browser, url: str) -> None:
    async with screen(browser, PHONE) as worker:
        await worker.open(url, "an")
        await meet(worker)
        await worker.press("Ghi sáng kiến hoặc ý tưởng của tôi")
        await worker.asked("registration.solution")
        await attach(worker, "ba.png", "một.png", "hai.png")
        photos = worker.page.get_by_test_id("photo").locator("img")
        await expect(photos).to_have_count(3)
        assert [await image.get_attribute("alt") for image in await photos.all()] == [
            "ba.png",
            "một.png",
            "hai.png",
        ]
        await expect(photos.first).to_have_js_property("naturalWidth", 640)
        await worker.page.get_by_test_id("photo").first.click()
        await expect(worker.page.get_by_test_id("viewer-photo")).to_have_js_property("naturalWidth", 640)
        await worker.page.get_by_test_id("viewer-close").click()
        await expect(worker.page.get_by_test_id("viewer")).to_be_hidden()


async def test_a_recording_is_sent_and_can_be_heard(browser: Browser, url: str) -> None:
    async with screen(browser) as worker:
        await worker.open(url, "an")
        await meet(worker)
        await worker.press("Ghi sáng kiến hoặc ý tưởng của tôi")
        await worker.asked("registration.solution")
        await worker.page.get_by_test_id("record").click()
        await expect(worker.page.get_by_test_id("record-seconds")).to_have_text("0:01")
        await worker.page.get_by_test_id("record-stop").click()
        await worker.answered()
        heard = worker.page.get_by_test_id("voice")
        await expect(heard).to_have_js_property("error", None)
        await expect(heard).to_have_js_property("readyState", 4)
        await worker.press("Xong")
        await worker.asked("registration.title")
        await expect(worker.page.get_by_test_id("stored-drafts")).to_contain_text("[ghi âm 0:0")


async def test_a_push_arrives_by_itself_when_the_clock_is_moved(browser: Browser, url: str) -> None:
    async with screen(browser) as worker:
        await worker.open(url, "an")
        await meet(worker)
        await tell(worker)
        await worker.say("để sau")
        await worker.asked("form.later")
        await worker.press("Được")
        await worker.asked("menu")
        await expect(worker.pushes()).to_have_count(0)
        async with screen(browser) as other:  # the clock is moved elsewhere: this page is told by itself
            await other.open(url, "hoa")
            await other.page.get_by_test_id("demo-evening").click()
            await expect(other.page.get_by_test_id("demo-status")).to_contain_text("19:00")
        await expect(worker.pushes()).to_have_count(1)
        await expect(worker.page.get_by_test_id("demo-clock")).to_contain_text("19:0")
        await worker.press("Làm tiếp")
        await worker.asked("registration.title")


async def test_people_are_apart_and_one_can_begin_anew(browser: Browser, url: str) -> None:
    async with screen(browser) as worker:
        await worker.open(url, "an")
        await meet(worker)
        await worker.page.get_by_test_id("person-new").fill("lan")
        await worker.page.get_by_test_id("person-add").click()
        await expect(worker.page.get_by_test_id("welcome")).to_be_visible()
        await worker.say("chào")
        await worker.asked("welcome.consent")
        await worker.page.get_by_test_id("person").filter(has_text="Trần Quang Huy").click()
        await worker.asked("menu")
        await worker.page.get_by_test_id("reset").click()
        await worker.page.get_by_test_id("reset-confirm").click()
        await expect(worker.page.get_by_test_id("welcome")).to_be_visible()
        await expect(worker.page.get_by_test_id("stored-person")).not_to_contain_text("Trần Quang Huy")
        await meet(worker)


async def test_a_kill_in_the_middle_loses_nothing(
    browser: Browser, tmp_path: Path, unused_tcp_port: int
) -> None:
    program = Process(tmp_path, unused_tcp_port)
    await program.start()
    try:
        async with screen(browser, PHONE) as worker:
            await worker.open(program.url, "an")
            await meet(worker)
            await tell(worker)
            before = await worker.both_sides()

            worker.offline = True
            await program.kill()
            await worker.press("Được")
            await expect(worker.page.get_by_test_id("offline")).to_be_visible()
            await expect(worker.page.get_by_test_id("pending")).to_have_attribute("data-state", "failed")
            await program.start()
            await worker.asked("registration.applied")  # sent again by itself
            await expect(worker.page.get_by_test_id("offline")).to_be_hidden()
            worker.offline = False

            shown = await worker.both_sides()
            assert shown[: len(before)] == before
            assert shown[len(before)] == "> Được"
            await worker.press("Đã dùng thật")
            await worker.asked("registration.applied_on")
            await worker.page.reload()
            await worker.settled()
            assert (await worker.both_sides())[: len(shown)] == shown
    finally:
        await program.kill()
