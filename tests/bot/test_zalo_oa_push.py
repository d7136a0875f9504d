"""May the service write first now, and what does it cost?"""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest
from pydantic import SecretStr

from bot.channels.base import Call, Leave, Message, Push, SendError, Used
from bot.channels.zalo_oa import Config
from bot.channels.zalo_oa.policy import fill, may_push
from bot.channels.zalo_oa.render import render
from bot.channels.zalo_oa.settings import Template
from tests.bot.zalo_oa_channel import PERSON, connect, sample
from tests.fakes.zalo_oa import Approved, FakeZaloOA

NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)  # in Vietnam
MIDNIGHT = NOON + timedelta(hours=12)
DUE = Template(id="31416", params={"unit": 12, "day": 10})
PARAMS = {"unit": "CĐCS May 10", "day": "31/12/2026", "other": "không dùng"}
PHONE = "84900000002"


def config(**more: Any) -> Config:
    known: dict[str, Any] = {"app_id": "1", "oa_id": "2", "app_secret": SecretStr("s")}
    return Config(**{**known, "templates": {"remind.due": DUE}, **more})


def call(key: str = "remind.due", text: str = "Đến hạn rồi.", **params: str) -> Call:
    message = Message(key, text, push=True, params=PARAMS | params)
    return render(message, PERSON, "lines", "")[0]


def leave(
    ago: timedelta | None, now: datetime = NOON, given: Call | None = None, phone: str = "", spent: int = 0,
    **more: Any,
) -> Leave:  # fmt: skip
    heard_at = None if ago is None else now - ago
    push = Push(given or call(), heard_at, phone, Used(spent=spent))
    return may_push(push, now, config(**more))


HOUR, DAY = timedelta(hours=1), timedelta(days=1)
INSIDE: dict[str, tuple[timedelta, int]] = {
    "just now": (timedelta(0), 0),
    "the last minute of the free hours": (48 * HOUR, 0),
    "a minute later": (48 * HOUR + timedelta(minutes=1), 55),
    "the last minute of the week": (7 * DAY, 55),
    "by a clock that is behind": (-HOUR, 0),
}


@pytest.mark.parametrize(("ago", "price"), INSIDE.values(), ids=INSIDE)
def test_inside_the_window_the_message_itself_goes(ago: timedelta, price: int) -> None:
    assert leave(ago) == Leave(price=price)


def test_price_of_the_second_stretch_is_a_setting() -> None:
    assert leave(3 * DAY, push_price=70).price == 70


OUTSIDE = {"a minute later than the week": 7 * DAY + timedelta(minutes=1), "never heard": None}


@pytest.mark.parametrize("ago", OUTSIDE.values(), ids=OUTSIDE)
def test_outside_the_window_the_template_of_the_text_goes(ago: timedelta | None) -> None:
    found = leave(ago)
    assert (found.allowed, found.price) == (True, 200)
    assert found.call is not None
    body = orjson.loads(found.call.body)
    expected = sample("zbs_uid_request")
    assert {name: body[name] for name in expected} == expected


@pytest.mark.parametrize("ago", OUTSIDE.values(), ids=OUTSIDE)
def test_without_a_template_nothing_goes_outside_the_window(ago: timedelta | None) -> None:
    closed = Leave(False, why="window")
    assert leave(ago, templates={}) == closed
    assert leave(ago, given=call("remind.other")) == closed


def test_template_lacking_a_value_is_not_tried() -> None:
    found = leave(None, given=call(day=" "))
    assert not found.allowed
    assert found.why.startswith("window")


def test_parts_of_a_long_text_are_told_by_one_template() -> None:
    message = Message("remind.due", "chữ " * 900, push=True, params=PARAMS)
    calls = render(message, PERSON, "lines", "")
    assert [leave(None, given=one).said for one in calls] == [False, True]


def test_price_of_a_template_may_be_its_own() -> None:
    assert leave(None, template_price=300).price == 300
    cheap = DUE.model_copy(update={"price": 120})
    assert leave(None, templates={"remind.due": cheap}).price == 120


CUT = {
    "fits": ("CĐCS May 10", "CĐCS May 10"),
    "one too long": ("CĐCS May số 10", "CĐCS May số…"),
    "decomposed letters count once": ("e\u0302\u0301" * 12, "ế" * 12),
    "an emoji counts twice and stays whole": ("1234567890😀x", "1234567890…"),
    "lines become words": ("CĐCS\nMay", "CĐCS May"),
}


@pytest.mark.parametrize(("value", "filled"), CUT.values(), ids=CUT)
def test_values_are_cut_to_their_length(value: str, filled: str) -> None:
    assert fill(DUE, {"unit": value, "day": "1"}) == {"unit": filled, "day": "1"}


NIGHT: dict[str, tuple[datetime, datetime | None]] = {
    "21:59": (NOON.replace(hour=14, minute=59), None),
    "22:00": (NOON.replace(hour=15), NOON.replace(hour=23, minute=5)),
    "05:59": (NOON.replace(hour=22, minute=59), NOON.replace(hour=23, minute=5)),
    "06:00": (NOON.replace(hour=23), None),
}


@pytest.mark.parametrize(("now", "until"), NIGHT.values(), ids=NIGHT)
def test_templates_wait_for_the_end_of_the_night(now: datetime, until: datetime | None) -> None:
    found = leave(None, now)
    assert (found.allowed, found.until) == (until is None, until)


def test_night_is_for_templates_alone_and_can_be_turned_off() -> None:
    assert leave(HOUR, MIDNIGHT).allowed
    assert leave(None, MIDNIGHT, night=False).allowed


def test_what_costs_too_much_today_waits_for_tomorrow_morning() -> None:
    morning = NOON.replace(day=21, hour=0)
    assert leave(3 * DAY, spent=945, daily_cost=1000) == Leave(price=55)
    assert leave(3 * DAY, spent=946, daily_cost=1000) == Leave(False, why="the day's cost", until=morning)
    assert leave(None, spent=801, daily_cost=1000).until == morning
    assert leave(HOUR, spent=5000, daily_cost=1000).allowed, "what is free is not held up"
    assert leave(None, spent=10**9).allowed, "without a ceiling"


# What the account makes of it.


@pytest.fixture
async def fake() -> AsyncIterator[FakeZaloOA]:
    async with FakeZaloOA() as server:
        server.user(PERSON).phone = PHONE
        server.templates["31416"] = Approved({"unit": 12, "day": 10})
        yield server


async def push(fake: FakeZaloOA, phone: str = "", **more: Any) -> str:
    """Sends a push to somebody who was never heard; the id of the message."""
    async with connect(fake, Path(), templates={"remind.due": DUE}, **more) as channel:
        found = channel.may_push(Push(call(), phone=phone), NOON)
        assert found.call is not None
        return (await channel.send(found.call)).external_id


DATA = {"id": "31416", "unit": "CĐCS May 10", "day": "31/12/2026"}
WAYS: dict[str, tuple[dict[str, Any], str]] = {
    "by Zalo id": ({}, "user_id"),
    "by Zalo id though the number is known": ({"phone": PHONE}, "user_id"),
    "by phone number": ({"phone": "0900 000 002", "template_way": "phone"}, "phone"),
    "by Zalo id where the number is not known": ({"template_way": "phone"}, "user_id"),
}


@pytest.mark.parametrize(("more", "way"), WAYS.values(), ids=WAYS)
async def test_template_arrives(fake: FakeZaloOA, more: dict[str, Any], way: str) -> None:
    sent = await push(fake, **more)
    shown = await fake.user(PERSON).reply()
    assert (shown.message_id, shown.data) == (sent, DATA | {"way": way})


@pytest.mark.parametrize("way", ["uid", "phone"])
async def test_calls_are_those_of_the_samples(fake: FakeZaloOA, way: str) -> None:
    await push(fake, PHONE, template_way=way)
    [body], expected = fake.bodies, sample(f"zbs_{way}_request")
    if way == "phone":
        assert 1 <= len(body["tracking_id"]) <= 48
        expected["tracking_id"] = body["tracking_id"]
    assert body == expected


async def test_template_that_may_not_go_to_an_id_goes_to_the_number(fake: FakeZaloOA) -> None:
    fake.templates["31416"] = Approved({"unit": 12, "day": 10}, by_uid=False)
    await push(fake, PHONE)
    assert (await fake.user(PERSON).reply()).data["way"] == "phone"


async def test_number_nobody_has_falls_back_to_the_id(fake: FakeZaloOA) -> None:
    await push(fake, "84900000009", template_way="phone")
    assert (await fake.user(PERSON).reply()).data["way"] == "user_id"


async def test_number_that_can_not_be_reached_leaves_the_chat_reachable(fake: FakeZaloOA) -> None:
    fake.once("/oa/message/template", -249)
    fake.once("/message/template", -244)
    with pytest.raises(SendError) as refused:
        await push(fake, PHONE)
    assert refused.value.reachable
    assert fake.refused == {-249: 1, -244: 1}


async def test_template_without_an_answer_is_not_said_the_other_way(fake: FakeZaloOA) -> None:
    fake.once("/oa/message/template", "lost")
    with pytest.raises(SendError) as refused:
        await push(fake, PHONE)
    assert not refused.value.known
    assert fake.calls["/message/template"] == 0


async def test_template_that_is_not_approved_is_loud_and_not_retried(
    fake: FakeZaloOA, caplog: pytest.LogCaptureFixture
) -> None:
    fake.templates["31416"] = Approved({"unit": 12, "day": 10}, approved=False)
    with pytest.raises(SendError) as refused:
        await push(fake)
    assert (refused.value.retry, refused.value.reachable) == (False, True)
    assert "can't send" in caplog.text


async def test_night_at_the_platform_is_waited_for(fake: FakeZaloOA) -> None:
    fake.night = True
    fake.advance(MIDNIGHT.timestamp() - fake.now())
    with pytest.raises(SendError) as refused:
        await push(fake)
    assert refused.value.retry
    assert refused.value.later is not None
    assert 6 * 3600 < refused.value.later < 6 * 3600 + 300 + 600 + 60
    assert refused.value.retry_after is None, "others are not held up"
