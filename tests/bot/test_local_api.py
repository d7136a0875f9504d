"""The local chat's JSON API over real HTTP: what programs and the page may rely on."""

import asyncio
import threading
import unicodedata
from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path

import orjson
import pytest
from pydantic import SecretStr
from sqlalchemy import Connection, func, select, update

from bot import turns
from bot.channels.local.channel import Local
from bot.files import LIMIT
from bot.settings import Settings
from handlers.events import Attachment, Event
from storage.queue import conversation, outbox
from tests.bot.local_chat import EVENTS, Chat, Json, form, rows, running
from tests.fakes.telegram import FakeTelegram

PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + b"\0" * 40
OGG = b"OggS\0\2" + b"\0" * 22 + b"\1\x13OpusHead\1\1" + b"\0" * 100
PROGRAM = b"MZ" + b"\0" * 200


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    async with running(Settings(data_dir=tmp_path, port=0)) as chat:
        yield chat


# An event and its answer


async def test_somebody_unknown_is_greeted_and_asked_for_consent(chat: Chat) -> None:
    answer = await chat.event("người lạ", text="chào")
    assert [reply["key"] for reply in answer["replies"]] == ["welcome.greet", "welcome.consent"]
    assert answer["asked"] == "welcome.consent"
    labels = [(choice["number"], choice["label"]) for choice in answer["replies"][1]["choices"]]
    assert labels == [(1, "Đồng ý"), (2, "Không"), (3, "Đọc đầy đủ")]
    people = (await chat.ok("GET", "/chat/api/people"))["people"]
    assert {"person": "người lạ", "note": "người mới"} in people


async def test_the_answer_comes_after_the_commit(chat: Chat, tmp_path: Path) -> None:
    answer = await chat.event(text="chào")
    query = "select outbox.id from outbox join inbox on inbox.id = inbox_id where inbox.state = 'done'"
    committed = rows(tmp_path, f"{query} and inbox.external_id like 'mai%' order by outbox.id")
    assert [reply["id"] for reply in answer["replies"]] == [row[0] for row in committed]


@pytest.mark.parametrize("said", ["value", "yes", "1", "Đồng ý", "đồng ý", "dong y"])
async def test_a_choice_is_taken_by_value_token_number_or_label(chat: Chat, said: str) -> None:
    offered = (await chat.event(text="chào"))["replies"][1]["choices"]
    answer = await chat.event(choice=offered[0]["value"] if said == "value" else said)
    assert answer["asked"] == "welcome.name"


async def test_a_choice_outside_forms_is_taken_by_its_token(chat: Chat) -> None:
    await chat.known()
    assert (await chat.event(choice="register"))["asked"] == "registration.solution"


async def test_an_old_button_gets_a_kind_word_and_the_open_question(chat: Chat) -> None:
    old = (await chat.event(text="chào"))["replies"][1]["choices"][0]["value"]
    await chat.event(text="đồng ý")
    answer = await chat.event(choice=old)
    assert (answer["asked"], len(answer["replies"])) == ("welcome.name", 1)


async def test_a_start_link_lands_in_its_unit(chat: Chat, tmp_path: Path) -> None:
    [(code,)] = rows(tmp_path, "select code from unit where name like '%Điện lực Ba Bể%'")
    for text in (f"/start u_{code}", "đồng ý"):
        await chat.event(text=text)
    assert (await chat.event(text="Lò Thị Mai"))["asked"] == "menu"


# Files


async def test_several_files_of_one_message_keep_their_order(chat: Chat) -> None:
    await chat.telling()
    names = [f"ảnh {number}.png" for number in (3, 1, 2)]
    answer = await chat.files(*[(name, PNG + name.encode()) for name in names], text="Sào kẹp bóng đèn")
    assert [file["name"] for file in answer["replies"][0]["said_files"]] == names
    assert {file["kind"] for file in answer["replies"][0]["said_files"]} == {"photo"}
    [draft] = (await chat.stored())["drafts"]
    assert draft["files"] == {"solution": 3}


async def test_a_caption_is_part_of_the_answer(chat: Chat) -> None:
    await chat.telling()
    answer = await chat.files(("sào.png", PNG), text="Sào kẹp bóng đèn đường")
    assert answer["replies"][0]["said"] == "Sào kẹp bóng đèn đường"
    await chat.event(text="xong")
    [draft] = (await chat.stored())["drafts"]
    assert draft["answers"]["solution"] == "Sào kẹp bóng đèn đường"


async def test_a_recording_is_an_answer_with_its_length(chat: Chat) -> None:
    await chat.benefits()
    answer = await chat.files(("ghi-am.ogg", OGG), voice="38")
    assert answer["replies"][0]["said_files"][0]["kind"] == "voice"
    [draft] = (await chat.stored())["drafts"]
    assert draft["answers"]["benefit_how"] == "[ghi âm 0:38]"


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("to.png", PNG + b"\0" * LIMIT, "20 MB"),
        ("cai-dat.exe", PROGRAM, "Loại tệp"),
        ("anh.png", PROGRAM, "Loại tệp"),
        ("rong.pdf", b"", "không có nội dung"),
    ],
)
async def test_a_file_that_is_not_taken_is_refused_kindly(
    chat: Chat, name: str, content: bytes, told: str
) -> None:
    await chat.telling()
    answer = await chat.files((name, content))
    assert told in answer["replies"][0]["text"]
    assert name in answer["replies"][0]["text"]
    assert answer["asked"] == "registration.solution"
    assert answer["replies"][0]["said_files"] == [{"name": name, "kind": "document", "url": ""}]


async def test_a_request_beyond_all_limits_is_refused_before_it_is_read(chat: Chat) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", chat.app.port)
    writer.write(
        f"POST {EVENTS} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {2**31}\r\n"
        "Content-Type: multipart/form-data; boundary=x\r\n\r\n".encode()
    )
    head = await reader.readuntil(b"\r\n\r\n")
    body = await reader.readuntil(b"}")
    writer.close()
    assert head.startswith(b"HTTP/1.1 413")
    assert "20 MB" in orjson.loads(body)["error"]


async def test_a_file_is_shown_to_its_sender_only(chat: Chat) -> None:
    await chat.telling()
    url = (await chat.files(("sào.png", PNG)))["replies"][0]["said_files"][0]["url"]
    async with chat.session.get(chat.base + url) as response:
        assert (response.status, await response.read()) == (200, PNG)
        assert response.headers["Content-Type"] == "image/png"
        assert response.headers["Content-Disposition"].startswith("inline")
    await chat.event("lan", text="chào")
    assert (await chat.ask("GET", url.replace("person=mai", "person=lan")))[0] == 404
    assert (await chat.ask("GET", url.split("?")[0]))[0] == 400
    assert (await chat.ask("GET", "/chat/api/files/" + "0" * 64 + "?person=mai"))[0] == 404


async def test_a_text_file_is_saved_and_never_runs(chat: Chat) -> None:
    await chat.telling()
    page = b"ghi ch\xc3\xba <script>alert(1)</script>"
    url = (await chat.files(("ghi chú.txt", page)))["replies"][0]["said_files"][0]["url"]
    async with chat.session.get(chat.base + url) as response:
        assert response.headers["Content-Type"] == "text/plain"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Content-Disposition"].startswith("attachment")
        assert response.headers["Content-Security-Policy"].startswith("sandbox;")


# What was said, read again


async def test_messages_after_an_id_are_the_later_ones(chat: Chat) -> None:
    first = await chat.event(text="chào")
    second = await chat.event(text="đồng ý")
    everything = await chat.messages()
    assert everything["messages"] == first["replies"] + second["replies"]
    assert everything["asked"] == "welcome.name"
    later = await chat.messages(after=first["replies"][-1]["id"])
    assert later["messages"] == second["replies"]
    assert (await chat.messages(after=second["replies"][-1]["id"]))["messages"] == []
    assert await chat.messages("ai-đó") == {"messages": [], "asked": "", "unanswered": []}


async def test_what_was_said_stands_on_the_first_message_of_its_turn(chat: Chat) -> None:
    await chat.event(text="chào")
    await chat.event("lan", text="xin chào")  # between two turns of the other
    await chat.event(choice="yes")
    said = [message["said"] for message in (await chat.messages())["messages"]]
    assert [said[0], said[1]] == ["chào", None]
    assert said[2].endswith(":consent:yes")


async def test_what_got_no_reply_is_kept_and_told_with_the_next(chat: Chat) -> None:
    await chat.telling()
    await chat.event(text="Trước phải trèo cột.")
    quiet = await chat.event(text="Nay dùng sào kẹp.")
    assert quiet["replies"] == []
    assert [turn["said"] for turn in quiet["unanswered"]] == ["Nay dùng sào kẹp."]
    again = await chat.messages()
    assert again["unanswered"] == quiet["unanswered"]
    assert again["messages"][-1]["said"] == "Trước phải trèo cột."

    answer = await chat.event(text="xong")
    assert answer["unanswered"] == []
    assert answer["replies"][0]["said"] == "Nay dùng sào kẹp.\nxong"
    assert [turn["said"] for turn in answer["replies"][0]["turns"]] == ["Nay dùng sào kẹp.", "xong"]
    assert (await chat.messages())["messages"][-1]["turns"] == answer["replies"][0]["turns"]


async def test_waiting_ends_when_a_push_arrives(chat: Chat) -> None:
    await chat.telling()
    await chat.event(text="để sau")
    last = (await chat.event(choice="yes"))["replies"][-1]["id"]
    news = asyncio.create_task(chat.messages(after=last, wait=25))
    await chat.move("2022-05-16T19:00:00+07:00")
    async with asyncio.timeout(20):
        [push] = (await news)["messages"]
    assert (push["key"], push["push"], push["said"]) == ("reminders.draft", True, None)
    assert push["at"].startswith("2022-05-16T19:00")


async def test_moving_the_clock_leaves_earlier_messages_at_their_time(chat: Chat) -> None:
    first = (await chat.event(text="chào"))["replies"][0]["at"]
    await chat.move("2022-06-20T08:00:00")
    await chat.event(text="đồng ý")
    times = [message["at"] for message in (await chat.messages())["messages"]]
    assert times[0] == first
    assert first.startswith("2022-05-16T09:0")
    assert times[-1].startswith("2022-06-20T08:0")


# The same request again, and two at once


async def test_a_repeated_request_changes_nothing_and_is_answered_the_same(
    chat: Chat, tmp_path: Path
) -> None:
    await chat.benefits()
    first = await chat.event(text="đỡ mỏi tay", id="x1")
    again = await chat.event(text="đỡ mỏi tay", id="x1")
    assert again == first
    await chat.event(text="một mình", id="x2")
    assert (await chat.event(text="đỡ mỏi tay", id="x1"))["replies"] == first["replies"]
    [(count,)] = rows(tmp_path, "select count(*) from inbox where cast(raw as text) like '%đỡ mỏi tay%'")
    assert count == 1


async def test_a_repeated_request_is_answered_after_a_restart(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, port=0)
    async with running(settings) as chat:
        first = await chat.event(text="chào", id="x1")
    async with running(settings) as chat:
        assert await chat.event(text="chào", id="x1") == first


async def test_ids_of_two_people_do_not_meet(chat: Chat) -> None:
    await chat.event("a:b", text="chào", id="c")
    assert (await chat.event("a", text="chào", id="b:c"))["replies"]


async def test_two_requests_at_once_are_answered_in_order_and_the_second_is_early(
    chat: Chat, tmp_path: Path
) -> None:
    await chat.benefits()
    gate = threading.Event()
    held = asyncio.create_task(chat.app.turns.write(lambda _connection: gate.wait(30)))
    first = asyncio.create_task(chat.event(text="nhanh hơn"))
    await _arrived(chat, 1)
    second = asyncio.create_task(chat.event(text="đỡ mệt hơn"))
    await _arrived(chat, 2)
    gate.set()
    await held
    answers = [await first, await second]
    assert [answer["asked"] for answer in answers] == ["registration.authors"] * 2
    ids = [reply["id"] for answer in answers for reply in answer["replies"]]
    assert ids == sorted(ids)
    [draft] = (await chat.stored())["drafts"]
    assert draft["answers"]["benefit_how"] == "nhanh hơn\nđỡ mệt hơn"  # where it was written
    early = rows(tmp_path, "select raw from inbox where cast(raw as text) like '%hơn%' order by id")
    assert ["early" in orjson.loads(raw) for (raw,) in early][-2:] == [False, True]


async def _arrived(chat: Chat, more: int) -> None:
    """So many events are being answered."""
    server = chat.app.runner.server
    assert server is not None
    while sum(handler._current_request is not None for handler in server.connections) < more:
        await asyncio.sleep(0)


class Fragile(Local):
    """A channel that cannot read one message."""

    def parse(self, raw: bytes, attachments: tuple[Attachment, ...]) -> Event:
        if b"hong" in raw:
            raise RuntimeError("cannot be read")
        return super().parse(raw, attachments)


async def test_a_turn_that_is_given_up_is_answered_and_the_next_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "ATTEMPTS", 2)
    async with running(Settings(data_dir=tmp_path, port=0), channels={"local": Fragile()}) as chat:
        await chat.event(text="chào")
        answer = await chat.event(text="hong")
        assert [reply["key"] for reply in answer["replies"]] == ["service.trouble"]
        assert answer["asked"] == "welcome.consent"
        assert (await chat.event(text="đồng ý"))["asked"] == "welcome.name"


# Stored, reset, clock


async def test_the_panel_shows_the_person_drafts_and_initiatives(chat: Chat) -> None:
    await chat.benefits()
    stored = await chat.stored()
    assert stored["person"] == {"name": "Lò Thị Mai", "unit": "CĐCS Điện lực Ba Bể", "language": "vi"}
    assert stored["drafts"][0]["form"] == "registration"
    assert stored["drafts"][0]["answers"]["applied_on"] == "2022-03"
    for text in ("nhanh hơn", "một mình", "chưa"):
        await chat.event(text=text)
    sent = await chat.event(text="gửi")
    [initiative] = (await chat.stored())["initiatives"]
    assert initiative["code"] in sent["replies"][0]["text"]
    assert (initiative["status"], initiative["answers"]["applied"]) == ("sent", "applied")
    assert await chat.stored("không-có-ai") == {"person": {}, "drafts": [], "initiatives": []}


async def test_reset_forgets_one_person_entirely(chat: Chat, tmp_path: Path) -> None:
    await chat.telling()
    await chat.files(("sào.png", PNG))
    await chat.known("lan")
    await chat.ok("POST", "/chat/api/reset", json={"person": "mai"})
    assert await chat.stored() == {"person": {}, "drafts": [], "initiatives": []}
    assert (await chat.messages())["messages"] == []
    assert rows(tmp_path, "select id from person where name = 'Lò Thị Mai'") != []  # the other one
    assert (await chat.stored("lan"))["person"]["name"] == "Lò Thị Mai"
    assert (await chat.event(text="chào"))["asked"] == "welcome.consent"


async def test_reset_forgets_everybody_who_spoke_under_a_name(chat: Chat, tmp_path: Path) -> None:
    await chat.known()
    await chat.event(text="đổi người")
    await chat.event(choice="switch:new:yes")
    for text in ("đồng ý", "Vàng A Páo"):
        await chat.event(text=text)
    await chat.ok("POST", "/chat/api/reset", json={"person": "mai"})
    assert rows(tmp_path, "select name from person where name in ('Lò Thị Mai', 'Vàng A Páo')") == []


async def test_moving_the_clock_fires_what_is_due_in_order_before_it_returns(chat: Chat) -> None:
    await chat.telling()
    drafts = []
    for story in ("Sào kẹp bóng đèn đường", "Bảng tính cộng điểm tự động"):
        done = (await chat.event(text=story))["replies"][0]["choices"][0]["value"]
        drafts.append(done.split(":")[1])
        await chat.event(text="để sau")
        last = (await chat.event(text="1"))["replies"][-1]["id"]
        if len(drafts) == 1:
            await chat.move("2022-05-16T18:50:00+07:00")  # too near 19:00: the next evening for the second
            await chat.event(choice="menu:register")
    assert (await chat.move("2022-05-18T08:00:00+07:00"))["now"].startswith("2022-05-18T08:00")
    pushes = (await chat.messages(after=last))["messages"]
    assert [push["choices"][0]["value"] for push in pushes] == [f"draft:{draft}:open" for draft in drafts]
    assert (await chat.ok("GET", "/chat/api/clock"))["now"].startswith("2022-05-18T08:00")


async def test_without_demo_the_clock_stays_and_nobody_is_forgotten(tmp_path: Path) -> None:
    async with running(Settings(data_dir=tmp_path, port=0, demo=False)) as chat:
        for path, body in (("clock", {"now": "2022-05-16T09:00"}), ("reset", {"person": "mai"})):
            status, answer = await chat.ask("POST", f"/chat/api/{path}", json=body)
            assert (status, bool(answer["error"])) == (403, True)
        listed = await chat.ok("GET", "/chat/api/people")
        assert (listed["people"], listed["demo"]) == ([], False)


async def test_the_programme_is_told_with_its_last_day(chat: Chat) -> None:
    async def of_bac_kan() -> Json:
        listed = (await chat.ok("GET", "/chat/api/people"))["programmes"]
        found: Json = next(p for p in listed if p["body"] == "Liên đoàn Lao động tỉnh Bắc Kạn")
        return found

    programme = await of_bac_kan()
    assert (programme["open"], programme["from"], programme["to"]) == (True, "2022-01-08", "2022-05-31")
    await chat.move("2022-05-31T23:00:00+07:00")
    assert (await of_bac_kan())["open"]
    await chat.move("2022-06-01T00:30:00+07:00")
    assert not (await of_bac_kan())["open"]


# Who may ask, and how


@pytest.mark.parametrize("path", ["/", "/chat/static/chat.js", "/chat/api/people", "/chat/api/messages"])
async def test_only_known_hosts_are_served(chat: Chat, path: str) -> None:
    for host in ("evil.example", f"evil.example:{chat.app.port}", "127.0.0.1.evil.example", "", "[::1"):
        status, answer = await chat.ask("GET", path, headers={"Host": host})
        assert (status, answer["error"]) == (403, "Địa chỉ này không được phép."), host
    for host in ("localhost", f"LOCALHOST:{chat.app.port}", "[::1]:80", "[::1]"):
        async with chat.session.get(chat.base + path, headers={"Host": host}) as response:
            assert response.status != 403, host


async def test_a_page_of_another_origin_may_not_speak(chat: Chat) -> None:
    for origin in ("https://evil.example", "null", "http://127.0.0.1", f"http://localhost:{chat.app.port}"):
        status, _ = await chat.ask(
            "POST", EVENTS, json={"person": "mai", "text": "chào"}, headers={"Origin": origin}
        )
        assert status == 403, origin
    await chat.ok("POST", EVENTS, json={"person": "mai", "text": "chào"}, headers={"Origin": chat.base})


MISTAKES: dict[str, tuple[str, str, Json]] = {
    "no JSON": ("POST", EVENTS, {"data": b"{"}),
    "not UTF-8": ("POST", EVENTS, {"data": b'{"person":"mai","text":"\xff"}'}),
    "no object": ("POST", EVENTS, {"json": ["mai"]}),
    "no person": ("POST", EVENTS, {"json": {"text": "chào"}}),
    "person is a number": ("POST", EVENTS, {"json": {"person": 7, "text": "chào"}}),
    "blank person": ("POST", EVENTS, {"json": {"person": "  ", "text": "chào"}}),
    "long person": ("POST", EVENTS, {"json": {"person": "m" * 41, "text": "chào"}}),
    "person of two lines": ("POST", EVENTS, {"json": {"person": "a\nb", "text": "chào"}}),
    "nothing said": ("POST", EVENTS, {"json": {"person": "mai"}}),
    "blank text": ("POST", EVENTS, {"json": {"person": "mai", "text": " \n"}}),
    "text is a number": ("POST", EVENTS, {"json": {"person": "mai", "text": 5}}),
    "long text": ("POST", EVENTS, {"json": {"person": "mai", "text": "a" * 100_001}}),
    "long id": ("POST", EVENTS, {"json": {"person": "mai", "text": "a", "id": "a" * 201}}),
    "long choice": ("POST", EVENTS, {"json": {"person": "mai", "choice": "a" * 201}}),
    "broken form": (
        "POST", EVENTS, {"data": b"x", "headers": {"Content-Type": "multipart/form-data; boundary=y"}},
    ),
    "no boundary": ("POST", EVENTS, {"data": b"x", "headers": {"Content-Type": "multipart/form-data"}}),
    "empty form": ("POST", EVENTS, {"data": form(person="mai", text="", x="")}),
    "after is no number": ("GET", "/chat/api/messages?person=mai&after=x", {}),
    "wait is below zero": ("GET", "/chat/api/messages?person=mai&wait=-1", {}),
    "messages of nobody": ("GET", "/chat/api/messages", {}),
    "stored of nobody": ("GET", "/chat/api/stored", {}),
    "reset of nobody": ("POST", "/chat/api/reset", {"json": {}}),
    "clock without a moment": ("POST", "/chat/api/clock", {"json": {}}),
    "clock in another age": ("POST", "/chat/api/clock", {"json": {"now": "1022-05-16T09:00:00+07:00"}}),
    "no such address": ("GET", "/chat/api/nothing", {}),
    "wrong method": ("GET", EVENTS, {}),
}  # fmt: skip


async def test_a_mistake_is_told_in_a_vietnamese_sentence(chat: Chat) -> None:
    for name, (method, path, options) in MISTAKES.items():
        status, answer = await chat.ask(method, path, **options)
        assert 400 <= status < 500, name
        assert answer["error"].endswith("."), name
        assert not answer["error"].isascii(), name
        assert unicodedata.is_normalized("NFC", answer["error"])
    status, answer = await chat.ask("POST", EVENTS, data=form(("a.ogg", OGG), person="mai", voice="²"))
    assert (status, "voice" in answer["error"]) == (400, True)
    status, answer = await chat.ask("POST", EVENTS, data=form(*[("a.png", PNG)] * 11, person="mai"))
    assert (status, "10 tệp" in answer["error"]) == (400, True)
    status, answer = await chat.ask("POST", EVENTS, data=BytesIO(b" " * (2**20 + 1)))
    assert status == 413
    known = (await chat.ok("GET", "/chat/api/people"))["people"]
    assert "mai" not in {one["person"] for one in known}


async def test_nothing_half_received_is_left(chat: Chat, tmp_path: Path) -> None:
    await chat.ask("POST", EVENTS, data=form(("a.png", PNG), person=""))
    await chat.files(("cai-dat.exe", PROGRAM))
    assert list((tmp_path / "files" / "incoming").iterdir()) == []


async def test_every_answer_forbids_what_is_not_ours(chat: Chat) -> None:
    for path in ("/", "/favicon.ico", "/chat/static/chat.css", "/chat/static/no.js", "/chat/api/stored"):
        async with chat.session.get(chat.base + path) as response:
            assert response.headers["Content-Security-Policy"].startswith("default-src 'self'"), path
            assert "unsafe" not in response.headers["Content-Security-Policy"]
            assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("name", ["..%2fapi.py", "index.html", "%2e%2e/store.py", "x.js%00"])
async def test_only_the_pages_own_files_are_served(chat: Chat, name: str) -> None:
    async with chat.session.get(f"{chat.base}/chat/static/{name}") as response:
        assert response.status == 404


async def test_with_a_token_and_no_demo_there_is_no_local_chat(tmp_path: Path) -> None:
    async with FakeTelegram() as fake:
        settings = Settings(
            data_dir=tmp_path, port=0, telegram_token=SecretStr(fake.token), telegram_api_url=fake.url
        )
        async with running(settings) as chat:
            for method, path in (("GET", "/"), ("GET", "/chat/static/chat.js"), ("POST", EVENTS)):
                async with chat.session.request(method, chat.base + path) as response:
                    assert response.status == 404
            async with chat.session.get(f"{chat.base}/healthz") as response:
                assert response.status == 200


async def test_a_file_the_service_made_is_shown_to_whom_it_was_sent(chat: Chat) -> None:
    await chat.telling()
    sent = (await chat.files(("sào.png", PNG)))["replies"][0]["said_files"][0]
    await chat.event("lan", text="chào")
    url = sent["url"].replace("person=mai", "person=lan")
    assert (await chat.ask("GET", url))[0] == 404
    file = {"sha256": url.split("/")[-1].split("?")[0], "name": "sào.png", "kind": "photo"}

    def hand_on(connection: Connection) -> None:
        lan = select(conversation.c.id).where(conversation.c.address == "lan").scalar_subquery()
        newest = select(func.max(outbox.c.id)).where(outbox.c.conversation_id == lan).scalar_subquery()
        body = orjson.loads(
            connection.execute(select(outbox.c.body).where(outbox.c.id == newest)).scalar_one()
        )
        changed = orjson.dumps({**body, "files": [file]})
        connection.execute(update(outbox).where(outbox.c.id == newest).values(body=changed))

    await chat.app.turns.write(hand_on)
    async with chat.session.get(chat.base + url) as response:
        assert (response.status, await response.read()) == (200, PNG)
