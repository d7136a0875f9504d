"""`sangkien zalo`: a consent becomes tokens that nobody reads; how the account is."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import app
from bot.channels.zalo_oa.channel import SIGNED
from bot.channels.zalo_oa.oauth import challenge
from bot.channels.zalo_oa.tokens import KEY
from bot.clock import machine_now
from storage import database, grants, settings
from storage.grants import Pair
from tests.fakes.zalo_oa import FakeZaloOA
from tests.fakes.zalo_oa.server import VERIFIER


@pytest.fixture
async def fake(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FakeZaloOA]:
    """An account that is set up, and an empty database."""
    async with FakeZaloOA() as server:
        server.consent.challenge = challenge(VERIFIER)
        for name, value in {
            "DATABASE_URL": sqlite_url,
            "DATA_DIR": str(Path(sqlite_url.removeprefix("sqlite:///")).parent),
            "ZALO_OA_APP_ID": server.app_id,
            "ZALO_OA_APP_SECRET": server.app_secret,
            "ZALO_OA_ID": server.oa_id,
            "ZALO_OA_CALLBACK_URL": "https://union.example/zalo",
            "ZALO_OA_VERIFIER": VERIFIER,
            "ZALO_OAUTH_URL": server.url,
        }.items():
            monkeypatch.setenv(name, value)
        yield server


async def told(*words: str, typed: str = "") -> Result:
    return await asyncio.to_thread(CliRunner().invoke, app, ["zalo", *words], typed + "\n")


def stored(url: str) -> Pair | None:
    engine = database.reader(url)
    with engine.begin() as connection:
        pair = grants.read(connection, KEY)
    engine.dispose()
    return pair


def callback(fake: FakeZaloOA, **more: str) -> str:
    query = {"code": fake.consent.agree(), "oa_id": fake.oa_id, **more}
    return "https://union.example/zalo?" + "&".join(f"{name}={value}" for name, value in query.items())


@pytest.mark.parametrize("whole", [True, False], ids=["the address", "the code alone"])
async def test_consent_is_stored_and_no_token_is_printed(
    fake: FakeZaloOA, sqlite_url: str, whole: bool
) -> None:
    result = await told("login", typed=callback(fake) if whole else fake.consent.agree())
    assert result.exit_code == 0, result.output
    assert (pair := stored(sqlite_url)) is not None
    assert (pair.access, pair.refresh) == ("access-1", "refresh-1")
    assert "access-1" not in result.output
    assert "refresh-1" not in result.output
    assert challenge(VERIFIER) in result.output
    assert f"{fake.url}/v4/oa/permission?" in result.output


@pytest.mark.parametrize("more", [{"state": "of another"}, {"oa_id": "5"}], ids=str)
async def test_address_of_another_consent_is_not_taken(
    fake: FakeZaloOA, sqlite_url: str, more: dict[str, str]
) -> None:
    result = await told("login", typed=callback(fake, **more))
    assert result.exit_code == 2
    assert stored(sqlite_url) is None
    assert fake.calls["/v4/oa/access_token"] == 0


async def test_code_that_is_used_up_is_told(fake: FakeZaloOA, sqlite_url: str) -> None:
    result = await told("login", typed="code-99")
    assert result.exit_code == 2
    assert "-14019" in result.output
    assert stored(sqlite_url) is None


async def test_missing_verifier_is_proposed(fake: FakeZaloOA, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZALO_OA_VERIFIER", "")
    result = await told("login")
    assert result.exit_code == 2
    proposed = result.output.strip().rpartition(" ")[2]
    monkeypatch.setenv("ZALO_OA_VERIFIER", proposed)
    assert challenge(proposed) in (await told("login", typed="x")).output


async def test_account_that_is_not_set_up_is_told(fake: FakeZaloOA, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZALO_OA_APP_ID", "")
    result = await told("login")
    assert (result.exit_code, result.output.strip()) == (2, "ZALO_OA_APP_ID is empty.")


async def test_status_says_how_the_tokens_and_signatures_are(fake: FakeZaloOA, sqlite_url: str) -> None:
    assert "Nobody has consented yet" in (await told("status")).output
    engine, now = database.writer(sqlite_url), machine_now()
    old = Pair(
        "the-access", "the-refresh", now - timedelta(hours=3), now + timedelta(hours=22), "-14014 used"
    )
    with engine.begin() as connection:
        grants.put(connection, KEY, old)
        settings.put(connection, SIGNED, "oa_id-body-app_secret")
    engine.dispose()
    output = (await told("status")).output
    assert "3.0 hours old" in output
    assert "can't be renewed: -14014 used" in output
    assert "signed as oa_id-body-app_secret" in output
    assert "the-access" not in output
    assert "the-refresh" not in output
