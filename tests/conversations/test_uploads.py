"""People whose channel does not carry files: told what to do, and their files come through a link."""

from collections.abc import AsyncIterator
from dataclasses import replace

import orjson
import pytest
import pytest_asyncio

from bot.channels.local.channel import Local
from handlers.events import Attachment, Event
from storage import links
from tests.conversations import samples
from tests.conversations.officers import Office, office
from tests.conversations.tester import HELLO, START, STORY, Later, Person, Press, hears, keys, move
from tests.conversations.uploading import offered, upload

pytestmark = pytest.mark.asyncio(loop_scope="module")
STICKER = "(hình dán)"


class Narrow(Local):
    """The local chat, as poor as the poorest platform: it takes words only."""

    capabilities = replace(Local.capabilities, takes=frozenset(), buttons=0)

    def parse(self, raw: bytes, attachments: tuple[Attachment, ...]) -> Event:
        unread = orjson.loads(raw).get("text") == STICKER
        return Event("unsupported") if unread else super().parse(raw, attachments)


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def bureau(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Office]:
    async with office(tmp_path_factory.mktemp("data"), trial=False, local=Narrow()) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="module")
async def huy(bureau: Office) -> Person:
    """A worker whose channel takes words only."""
    await move(bureau.house.app, START)
    return await worker(bureau)


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def thang(bureau: Office) -> Person:
    """The officer whom the worker may ask."""
    return await bureau.officer("BK-DLBB", name="Lường Văn Thắng")


async def worker(bureau: Office) -> Person:
    huy = bureau.house.person("local")
    await huy.talks(
        ("/start u_BK-DLBB", "welcome.greet | welcome.consent"),
        ("đồng ý", "welcome.name"),
        ("Trần Quang Huy", "welcome.done menu"),
    )
    return huy


async def through(huy: Person, *files: bytes, link: str = "") -> str:
    """Sends files through a link, the newest unless another is given; the keys of what came back."""
    await upload(link or offered(huy), {f"f{number}.tep": data for number, data in enumerate(files)})
    return keys(await huy.hear())


TELLING = ("1", "registration.solution")


async def test_a_file_answers_the_question_as_it_would_in_the_chat(bureau: Office, huy: Person) -> None:
    await huy.talks(TELLING, (STICKER, "form.unsupported uploads.link registration.solution"))
    assert "Ở đây chỉ nhận được chữ" in huy.last.text
    assert "phần “Nội dung”" in huy.last.text
    assert "hết ngày 17/5/2022" in huy.last.text
    assert await through(huy, samples.docx("1"), samples.jpeg("2")) == "form.part-document"
    await huy.talks(("xong", "registration.title-open"))
    assert [file.question for file in huy.files()] == ["solution", "solution"]


async def test_files_belong_to_what_the_link_was_for_whatever_is_open_by_then(
    bureau: Office, huy: Person
) -> None:
    await huy.talks(
        TELLING,
        ("gui file", "uploads.how#words uploads.link registration.solution"),
    )
    link = offered(huy)
    await huy.talks((STORY, "form.part"), ("xong", "registration.title"))
    assert await through(huy, samples.docx(), link=link) == "uploads.kept registration.title"
    assert "phần “Nội dung”" in huy.last.text
    await huy.talks(("gửi tệp", "uploads.how#words uploads.link registration.title"))
    link = offered(huy)
    await huy.talks(("1", "registration.applied"), ("để sau", "form.later"))
    assert await through(huy, samples.docx("b"), link=link) == "uploads.kept menu"
    assert [file.question for file in huy.files()] == ["solution", "attachments"]


async def test_who_has_sent_or_thrown_away_the_draft_meanwhile_is_told_what_can_be_done(
    bureau: Office, huy: Person, thang: Person
) -> None:
    await huy.talks(TELLING, ("up file", "uploads.how#words uploads.link registration.solution"))
    link = offered(huy)
    await huy.talks(("hủy", "form.cancel"), ("1", "form.cancelled menu"))
    assert await through(huy, samples.docx(), link=link) == "uploads.gone menu"
    await huy.talks(
        ("hỏi cán bộ", "ask.text"),
        ("gửi tệp", "uploads.how#words uploads.link ask.text"),
    )
    link = offered(huy)
    await huy.talks(("sao lâu thế", "form.part"), ("xong", "ask.send"), ("1", "ask.sent menu"))
    assert await through(huy, samples.docx(), link=link) == "uploads.sent menu"
    assert huy.files() == []


async def test_a_question_to_the_officer_its_answer_and_more_of_it_carry_files(
    bureau: Office, huy: Person, thang: Person
) -> None:
    await thang.hear()
    await huy.talks(
        ("hỏi cán bộ", "ask.text"),
        ("gửi ảnh", "uploads.how#words uploads.link ask.text"),
    )
    assert await through(huy, samples.jpeg("máy")) == "form.part-photo"
    await huy.talks(("xong", "ask.send"), ("1", "ask.sent menu"))
    await hears(thang, "ticket.new")
    await thang.talks(
        (Press("take"), "ticket.open"),
        ("gửi tệp", "uploads.how#words uploads.link ticket.still"),
    )
    assert await through(thang, samples.docx("mẫu")) == "ticket.sent"
    await hears(huy, "ask.answer-files")
    await huy.talks(
        (Press("add"), "more.text"),
        (STICKER, "form.unsupported uploads.link more.text"),
    )
    assert await through(huy, samples.jpeg("nữa")) == "form.part-photo"
    await huy.talks(("xong", "ask.added menu"))
    await hears(thang, "ticket.more")
    await thang.talks(("gửi tệp", "uploads.how#words uploads.link ticket.still"))
    link = offered(thang)
    await thang.talks(("xong", "ticket.done menu"))
    assert await through(thang, samples.docx("sau"), link=link) == "ticket.sent"
    await hears(huy, "ask.answer-files")


async def test_outside_forms_what_cannot_be_read_is_answered_and_a_file_begins_a_registration(
    bureau: Office, huy: Person
) -> None:
    await huy.talks((STICKER, "form.unsupported uploads.link menu"))
    assert "Gửi ảnh, tệp: mở http" in huy.last.text
    assert await through(huy, samples.docx()) == "form.part-document"
    assert [file.question for file in huy.files()] == ["solution"]


async def test_a_newcomer_gets_no_link_before_they_have_agreed(bureau: Office) -> None:
    mai = bureau.house.person("local")
    await mai.talks(
        ("chào", "welcome.greet | welcome.consent"),
        (STICKER, "form.unsupported uploads.first welcome.consent"),
    )


async def test_files_for_somebody_who_does_not_speak_here_any_more_are_kept_for_them(
    bureau: Office, huy: Person
) -> None:
    await huy.talks(TELLING, ("gửi tệp", "uploads.how#words uploads.link registration.solution"))
    link, theirs = offered(huy), huy.row.id
    await huy.talks(("đổi người", "switch"), (Press("switch:new:yes"), "welcome.greet | welcome.consent"))
    assert await through(huy, samples.docx(), link=link) == "uploads.kept-other welcome.consent"
    assert huy.files() == []
    await huy.talks(("đổi người", "switch"), ("Trần Quang Huy", "switch.done menu"))
    assert huy.row.id == theirs
    assert [file.question for file in huy.files()] == ["solution"]


async def test_a_channel_that_takes_everything_says_so_and_gives_a_link_to_who_wants_one(
    bureau: Office,
) -> None:
    await move(bureau.house.app, START)
    binh = bureau.house.person("telegram")
    await binh.talks(
        *HELLO,
        ("Trần Quang Huy", "welcome.unit"),
        ("điện lực ba bể", "welcome.unit-this"),
        ("1", "welcome.done menu"),
        ("1", "registration.solution"),
        ("gửi tệp", "uploads.how#all uploads.link registration.solution"),
    )
    assert await through(binh, samples.docx()) == "form.part-document"


async def test_without_an_address_of_the_server_there_are_no_links(bureau: Office, huy: Person) -> None:
    turns = bureau.house.app.turns
    address, turns.public_url = turns.public_url, ""
    try:
        await huy.talks(
            ("1", "registration.solution"),
            (STICKER, "form.unsupported registration.solution"),
            ("gửi tệp", "uploads.how#words registration.solution"),
        )
    finally:
        turns.public_url = address


async def test_a_link_is_over_at_the_end_of_the_next_day(bureau: Office, huy: Person) -> None:
    await huy.talks(TELLING, ("gửi tệp", "uploads.how#words uploads.link registration.solution"))
    link = offered(huy)
    await huy.does(Later("2022-05-18 00:00"))
    async with bureau.house.platforms.http.get(link) as page:
        assert page.status == 410


async def test_one_link_too_many_ends_the_oldest_and_the_others_still_work(
    bureau: Office, huy: Person
) -> None:
    await huy.talks(TELLING)
    asked = []
    for _ in range(links.MOST + 1):
        await huy.talks(("gửi tệp", "uploads.how#words uploads.link registration.solution"))
        asked.append(offered(huy))
    async with bureau.house.platforms.http.get(asked[0]) as page:
        assert page.status == 410
        assert "đã hết hạn" in await page.text()
    query = {"offset": "0", "size": "1", "name": "a.jpg"}
    async with bureau.house.platforms.http.put(f"{asked[0]}/a1", params=query, data=b"1") as answer:
        assert answer.status == 410
    assert await through(huy, samples.jpeg("1"), link=asked[1]) == "form.part-photo"
    assert await through(huy, samples.jpeg("2"), link=asked[-1]) == "form.part-photo"
