"""The pair of tokens: one renewal at a time, kept before it is used, loud when it fails."""

import asyncio
import logging
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest
from sqlalchemy import Connection

from bot.channels.base import Message, SendError
from bot.channels.http import Http
from bot.channels.zalo_oa import ZaloOA, oauth
from bot.channels.zalo_oa.errors import Refused
from bot.channels.zalo_oa.oauth import challenge, consent_link
from bot.channels.zalo_oa.tokens import KEY
from storage import grants
from tests.bot.token_race import race
from tests.bot.zalo_oa_channel import PERSON, Memory, connect, issued, raw
from tests.fakes.zalo_oa import FakeZaloOA
from tests.fakes.zalo_oa.consent import Consent
from tests.fakes.zalo_oa.server import VERIFIER

HELLO = Message("greeting", "Chào anh/chị.")


@pytest.fixture
async def fake() -> AsyncIterator[FakeZaloOA]:
    async with FakeZaloOA() as server:
        server.user(PERSON).follow()
        yield server


@pytest.fixture
def memory() -> Memory:
    return Memory()


@pytest.fixture
async def channel(fake: FakeZaloOA, memory: Memory) -> AsyncIterator[ZaloOA]:
    async with connect(fake, memory=memory) as channel:
        yield channel


async def say(channel: ZaloOA) -> None:
    for call in channel.render(HELLO, PERSON):
        await channel.send(call)


# When it is renewed.


async def test_refused_token_is_renewed_once_and_the_message_goes_again(
    fake: FakeZaloOA, channel: ZaloOA, memory: Memory
) -> None:
    await say(channel)
    for code in (-216, -220, -124):
        fake.advance(3600)
        fake.once("/message/cs", code)
        await say(channel)
    assert fake.consent.used == {"refresh-1": 1, "refresh-2": 1, "refresh-3": 1}
    assert (pair := memory.pair()) is not None
    assert (pair.access, pair.refresh) == ("access-4", "refresh-4")
    assert pair.expires_at - pair.issued_at == timedelta(hours=25)


async def test_new_token_that_is_refused_too_is_not_renewed_again(fake: FakeZaloOA, channel: ZaloOA) -> None:
    fake.once("/message/cs", -216, -216, -216, -216)
    for _ in range(2):
        with pytest.raises(SendError) as refused:
            await say(channel)
        assert refused.value.retry
    assert fake.calls["/v4/oa/access_token"] == 1


async def test_many_messages_share_one_renewal(fake: FakeZaloOA, channel: ZaloOA) -> None:
    await say(channel)
    fake.consent.access = "died early"
    await asyncio.gather(*(say(channel) for _ in range(20)))
    assert fake.consent.used == {"refresh-1": 1}


async def test_what_another_process_has_renewed_is_used(
    fake: FakeZaloOA, channel: ZaloOA, memory: Memory
) -> None:
    await say(channel)
    memory.put(issued(fake))
    await say(channel)
    assert fake.refused == {-216: 1}
    assert fake.consent.used == {}


async def look_once(fake: FakeZaloOA, memory: Memory, **more: Any) -> None:
    """The channel runs until it first rests."""
    rested = asyncio.Event()

    async def rest(seconds: float) -> None:
        rested.set()
        await asyncio.Event().wait()

    async with connect(fake, memory=memory, consented=False, **more) as channel:
        channel.tokens._sleep = rest
        task = asyncio.create_task(channel.run(None))  # type: ignore[arg-type]
        async with asyncio.timeout(10):
            await rested.wait()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@pytest.mark.parametrize(("hours", "renewals"), [(19.9, 0), (20.1, 1)])
async def test_token_is_renewed_when_it_is_twenty_hours_old(
    fake: FakeZaloOA, memory: Memory, hours: float, renewals: int
) -> None:
    memory.put(issued(fake, timedelta(hours=hours)))
    await look_once(fake, memory)
    assert fake.calls["/v4/oa/access_token"] == renewals


async def test_new_pair_is_stored_before_it_is_used(
    fake: FakeZaloOA, channel: ZaloOA, memory: Memory
) -> None:
    await say(channel)
    known = []
    admit = fake._admit

    def watch(request: Any) -> None:
        pair = memory.pair()
        known.append((request.headers["access_token"], pair.access if pair else ""))
        admit(request)

    fake._admit = watch  # type: ignore[method-assign]
    fake.advance(26 * 3600)
    await say(channel)
    assert known == [("access-1", "access-1"), ("access-2", "access-2")]


@pytest.mark.parametrize("refused", [False, True], ids=["too old", "refused at the start"])
async def test_renewal_under_way_is_finished_when_the_service_stops(
    fake: FakeZaloOA, memory: Memory, refused: bool
) -> None:
    memory.put(issued(fake, timedelta(hours=2 if refused else 21)))
    if refused:
        fake.once("/getoa", -216)
    async with connect(fake, memory=memory, consented=False) as channel:
        task = asyncio.create_task(channel.run(None))  # type: ignore[arg-type]
        asked = asyncio.Event()
        refresh = channel.tokens._refresh

        async def noticed(token: str, now: datetime) -> Any:
            asked.set()
            return await refresh(token, now)

        channel.tokens._refresh = noticed
        await asked.wait()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        kept = memory.pair()
    assert fake.consent.used == {"refresh-1": 1}
    assert kept is not None
    assert kept.refresh == fake.consent.refresh


# When it fails.


async def test_refused_renewal_is_an_alarm_and_is_not_tried_again(
    fake: FakeZaloOA, channel: ZaloOA, memory: Memory, caplog: pytest.LogCaptureFixture
) -> None:
    fake.consent.refusal = {"error": -14014, "error_name": "Invalid refresh token.", "error_reason": "used"}
    for _ in range(3):
        fake.once("/message/cs", -216)
        with pytest.raises(SendError) as refused:
            await say(channel)
        assert refused.value.retry, "it may go once somebody has consented"
        fake.advance(3600)
    assert fake.calls["/v4/oa/access_token"] == 1
    assert (pair := memory.pair()) is not None
    assert pair.error == "-14014 Invalid refresh token. used"
    assert sum(record.levelno == logging.CRITICAL for record in caplog.records) == 1
    memory.put(issued(fake))
    await say(channel)


@pytest.mark.parametrize("fault", ["500", "drop", -32])
async def test_renewal_without_an_answer_is_tried_again_later(
    fake: FakeZaloOA, channel: ZaloOA, memory: Memory, fault: Any
) -> None:
    if fault == -32:
        fake.consent.refusal = {"error": -32, "error_name": "busy"}
    else:
        fake.once("/access_token", fault)
    fake.once("/message/cs", -216)
    with pytest.raises(SendError):
        await say(channel)
    assert (pair := memory.pair()) is not None
    assert pair.error == ""
    fake.consent.refusal = None
    fake.consent.used.clear()
    fake.advance(31)
    fake.once("/message/cs", -216)
    await say(channel)


async def test_without_a_consent_messages_wait(fake: FakeZaloOA) -> None:
    async with connect(fake, consented=False) as channel:
        with pytest.raises(SendError, match="sangkien zalo login") as refused:
            await say(channel)
    assert refused.value.retry


async def test_busy_database_does_not_lose_the_new_pair(fake: FakeZaloOA, memory: Memory) -> None:
    failures = [RuntimeError("busy"), RuntimeError("busy")]

    async with connect(fake, memory=memory) as channel:

        async def no_rest(seconds: float) -> None:
            return None

        channel.tokens._sleep = no_rest
        write = channel.tokens._write

        async def often_busy(run: Any) -> Any:
            if failures and fake.consent.used:
                raise failures.pop()
            return await write(run)

        channel.tokens._write = often_busy
        fake.once("/message/cs", -216)
        await say(channel)
        assert (pair := memory.pair()) is not None
        assert (pair.access, failures) == ("access-2", [])


# Two processes.


SKEWED = (timedelta(0), timedelta(minutes=2))
TRIES = 100  # `make chaos` takes a thousand


def test_two_services_never_use_a_refresh_token_twice_and_lose_no_pair(database_url: str) -> None:
    consent = Consent("1", "s", lambda: 0.0)
    seen, last = race(database_url, consent, SKEWED, TRIES)
    assert seen[0] == seen[1]
    assert len(set(seen[0])) == TRIES
    assert set(consent.used.values()) == {1}
    assert len(consent.used) == TRIES
    assert (last.access, last.refresh, last.error) == (consent.access, consent.refresh, "")


NOW = datetime(2026, 11, 20, tzinfo=UTC)


def claimed(connection: Connection, owner: str, now: datetime, refresh: str = "refresh-1") -> bool:
    return grants.claim(connection, KEY, refresh, owner, now, now + timedelta(minutes=5))


async def test_claim_is_one_owners_until_its_end(fake: FakeZaloOA, memory: Memory) -> None:
    memory.put(issued(fake))
    with memory.engine.begin() as connection:
        assert claimed(connection, "a", NOW)
        assert not claimed(connection, "b", NOW + timedelta(minutes=4))
        assert claimed(connection, "b", NOW + timedelta(minutes=5))
        assert not claimed(connection, "c", NOW + timedelta(days=1), "refresh-0")
        grants.release(connection, KEY, "refresh-1", "a", NOW)
        assert not claimed(connection, "a", NOW + timedelta(minutes=6)), "it was b's to let go"


# Consent.


async def told(answer: bytes) -> Any:
    """What the answer of a renewal becomes."""
    async with FakeZaloOA() as fake:
        fake.consent.answer = lambda form, secret: orjson.loads(answer)  # type: ignore[method-assign]
        http = Http()
        try:
            return await oauth.refresh(http, fake.config(), "refresh-1", NOW)
        finally:
            await http.close()


async def test_sample_answers_are_understood() -> None:
    pair = await told(raw("oa_token_ok"))
    assert (pair.access, pair.refresh, pair.expires_at - NOW) == (
        "our-access", "our-refresh", timedelta(hours=25),
    )  # fmt: skip
    with pytest.raises(Refused, match="-14014 Invalid refresh token") as refused:
        await told(raw("oa_token_error"))
    assert not refused.value.retry


@pytest.mark.parametrize(
    "answer", [b'{"access_token":5,"refresh_token":"a"}', b'{"access_token":"a"}', b'{"error":"x"}'], ids=str
)
async def test_half_a_pair_is_none(answer: bytes) -> None:
    with pytest.raises(Refused) as refused:
        await told(answer)
    assert str(refused.value), "a row without a reason would be tried again"
    assert not refused.value.retry


@pytest.mark.parametrize("lasts", ['"90000"', "90000", '"soon"', "null", '"99999999999999999999"'])
async def test_pair_without_a_readable_end_is_taken_all_the_same(lasts: str) -> None:
    pair = await told(b'{"access_token":"a","refresh_token":"b","expires_in":%b}' % lasts.encode())
    assert pair.expires_at >= NOW + timedelta(hours=25)


def test_challenge_is_the_one_of_rfc_7636() -> None:
    verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    assert challenge(verifier) == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


def test_consent_link_names_app_callback_and_challenge(fake: FakeZaloOA) -> None:
    link = consent_link(fake.config(), "abc")
    assert link.startswith(f"{fake.url}/v4/oa/permission?app_id={fake.app_id}&redirect_uri=https%3A%2F%2F")
    assert f"code_challenge={challenge(VERIFIER)}&state=abc" in link


async def test_code_of_a_consent_becomes_a_pair_once(fake: FakeZaloOA) -> None:
    fake.consent.challenge = challenge(VERIFIER)
    code, http = fake.consent.agree(), Http()
    try:
        pair = await oauth.exchange(http, fake.config(), code, NOW)
        assert (pair.access, pair.expires_at - NOW) == ("access-1", timedelta(hours=25))
        with pytest.raises(Refused, match="-14019"):
            await oauth.exchange(http, fake.config(), code, NOW)
    finally:
        await http.close()
