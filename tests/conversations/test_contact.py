"""What a platform tells beside words: a phone number, a human who writes by hand, a consent taken back."""

import itertools
from dataclasses import replace
from typing import Any

import orjson
import pytest
from sqlalchemy import select

from bot.channels.base import Received
from handlers.contacts import number
from handlers.events import Event
from storage import data_requests, tables
from tests.conversations.officers import Office
from tests.conversations.tester import BEGUN, KNOWN, STORY, Heard, Later, Person, Press, hears, keys

session = pytest.mark.asyncio(loop_scope="session")
_numbers = itertools.count(1)


async def happens(person: Person, kind: str, value: str = "") -> list[Heard]:
    """An event that only some platforms have, put into the inbox as such a channel would."""
    channel = person.app.channels[person.wire.channel]
    parse, raw = channel.parse, orjson.dumps({"made": kind})
    event = Event(kind, value=value)  # type: ignore[arg-type]
    item = Received(f"made-{kind}-{next(_numbers)}", person.wire.address, raw)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(channel, "parse", lambda body, files: event if body == raw else parse(body, files))
        await person.app.turns.receive_and_answer(person.wire.channel, item)
    return await person.hear()


def consents(person: Person) -> list[tuple[str, bool]]:
    rows = tables.Consent.__table__  # type: ignore[attr-defined]
    mine = select(rows.c.purpose, rows.c.given).where(rows.c.person_id == person.row.id).order_by(rows.c.id)
    return [(row.purpose, row.given) for row in person.read(mine)]


def lane(person: Person) -> Any:
    rows = tables.Conversation.__table__  # type: ignore[attr-defined]
    here = (rows.c.channel == person.wire.channel) & (rows.c.address == person.wire.address)
    [row] = person.read(select(rows).where(here))
    return row


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("0912345678", "84912345678"),
        ("+84 912 345 678", "84912345678"),
        ("0084912345678", "84912345678"),
        ("84912345678", "84912345678"),
        ("02093875281", ""),
        ("12345", ""),
        ("", ""),
    ],
)
def test_a_number_is_kept_in_one_form(written: str, read: str) -> None:
    assert number(written) == read


@session
async def test_a_shared_number_is_asked_about_once_and_can_be_taken_back(binh: Person) -> None:
    await binh.talks(*KNOWN)
    assert keys(await happens(binh, "contact", "+84 912 345 678")) == "contact.ask"
    assert "0912 345 678" in binh.last.text
    assert lane(binh).phone == ""
    await binh.talks(("đồng ý", "contact.yes menu"))
    assert lane(binh).phone == "84912345678"
    assert consents(binh)[1:] == [("phone", True)]
    assert keys(await happens(binh, "contact", "0912345678")) == "contact.known"
    await binh.talks(
        ("thông tin của tôi", "details"),
        ("cách nhắc việc", "preferences"),
        ("thôi nhắc qua số điện thoại", "contact.off menu"),
    )
    assert lane(binh).phone == ""
    assert consents(binh)[1:] == [("phone", True), ("phone", False)]


@session
async def test_a_number_nobody_has_agreed_to_is_not_kept(binh: Person) -> None:
    await binh.talks(*KNOWN)
    await happens(binh, "contact", "0912345678")
    await binh.talks(("2", "contact.no menu"), (Press("contact:me:yes"), "form.old-button menu"))
    assert (lane(binh).phone, consents(binh)[1:]) == ("", [("phone", False)])
    assert keys(await happens(binh, "contact", "hello")) == "contact.unread"


@session
async def test_a_number_shared_in_the_middle_of_a_question_leaves_it_open(binh: Person) -> None:
    await binh.talks(*BEGUN, (STORY, "form.part"))
    assert keys(await happens(binh, "contact", "0912345678")) == "contact.ask"
    await binh.talks(
        ("đồng ý nhắc qua số này", "contact.yes form.so-far registration.solution"),
        ("xong", "registration.title"),
    )
    assert lane(binh).phone == "84912345678"


@session
async def test_a_newcomers_number_waits_for_their_consent(binh: Person) -> None:
    await binh.talks(("/start", "welcome.greet | welcome.consent"))
    assert keys(await happens(binh, "contact", "0912345678")) == "welcome.consent"
    assert lane(binh).phone == ""


@session
async def test_while_a_human_writes_the_service_is_silent_but_reminds(binh: Person) -> None:
    await binh.talks(*BEGUN, ("để sau", "form.later"), ("1", "reminders.set"), ("menu", "menu"))
    await binh.talks((Later("2022-05-16 18:50"), ""))
    assert await happens(binh, "human", "30") == []
    await binh.talks(("cho tôi hỏi chị Lan", ""), ("1", ""), (Later("2022-05-16 19:01"), "reminders.draft"))
    await binh.talks(("/menu", "menu"), ("1", "registration.solution"))
    assert await happens(binh, "human", "30") == []
    await binh.talks((STORY, ""), (Later("2022-05-16 19:32"), ""), (STORY, "form.part"))


@session
async def test_what_nobody_said_changes_nothing(binh: Person) -> None:
    await binh.talks(*KNOWN)
    before = lane(binh)
    assert await happens(binh, "other") == []
    assert lane(binh) == before


async def test_a_consent_taken_back_ends_the_chat_and_the_officer_hears_of_it(bureau: Office) -> None:
    binh = bureau.house.person("telegram")
    lan = await bureau.officer("BK")
    await binh.talks(*KNOWN)
    await happens(binh, "contact", "0912345678")
    await binh.talks(("1", "contact.yes menu"))
    who = binh.row.id
    assert await happens(binh, "withdrawn") == []
    assert await happens(binh, "withdrawn") == []  # told twice by the platform
    assert (lane(binh).reachable, lane(binh).phone) == (False, "")
    await hears(lan, "contact.withdrawn")
    assert "Telegram" in lan.last.text
    with bureau.house.app.reader.begin() as connection:
        [row] = data_requests.waiting(connection)
    assert (row.person_id, row.channel, row.kind) == (who, "telegram", "withdrawn")


@session
async def test_who_has_taken_back_their_consent_and_writes_again_is_asked_anew(binh: Person) -> None:
    await binh.talks(*BEGUN, (STORY, "form.part"))
    who = binh.row.id
    assert await happens(binh, "withdrawn") == []
    await binh.talks(("chào", "welcome.greet | welcome.consent"), ("đồng ý", "welcome.name"))
    assert (binh.row.id != who, binh.drafts()) == (True, [])


@session
async def test_where_the_platform_has_a_button_a_number_can_be_given_in_preferences(binh: Person) -> None:
    await binh.talks(*KNOWN)
    with pytest.MonkeyPatch.context() as patch:
        can = binh.app.turns._can
        patch.setitem(can, "telegram", replace(can["telegram"], asks_contact=True))
        await binh.talks(
            ("thông tin của tôi", "details"),
            ("cách nhắc việc", "preferences"),
            ("cho số điện thoại để được nhắc", "contact.share"),
        )
        assert keys(await happens(binh, "contact", "0912345678")) == "contact.ask"
        await binh.talks(("1", "contact.yes menu"))
    assert lane(binh).phone == "84912345678"
