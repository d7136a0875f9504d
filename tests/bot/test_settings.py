"""Settings: documented, checked, and never told."""

import asyncio
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest
from pydantic import SecretStr

from bot.bootstrap import App
from bot.settings import Misconfigured, Settings, load
from tests import settings_table
from tests.fakes.telegram import FakeTelegram

ROOT = Path(__file__).parents[2]
TOKEN = "123456:very-secret-token"
PASSWORD = "very-secret-password"
DATABASE = f"postgresql+psycopg://bot:{PASSWORD}@db/sangkien"


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is set on this machine is not set here."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


# The documentation


def test_readme_documents_every_variable_as_it_is() -> None:
    assert settings_table.in_readme() == settings_table.render(), "paste `python -m tests.settings_table`"


def test_every_variable_has_a_sentence() -> None:
    for name, field in Settings.model_fields.items():
        assert field.description, name
        assert field.description.endswith("."), name


# The defaults


def test_without_any_variable_the_demo_runs_on_this_machine_only() -> None:
    settings = load()
    assert settings.is_demo
    assert settings.host == "127.0.0.1"
    assert settings.database == f"sqlite:///{Path('data/sangkien.db').absolute()}"


def test_empty_variables_are_no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.setenv(name.upper(), "")
    assert load() == Settings()


@pytest.mark.parametrize(
    ("token", "demo", "expected"),
    [
        pytest.param("", None, True, id="nothing said: the demo"),
        pytest.param(TOKEN, None, False, id="a token: real people, no demo"),
        pytest.param(TOKEN, "1", True, id="a token and DEMO=1: the demo, on purpose"),
        pytest.param("", "0", False, id="DEMO=0: no demo"),
    ],
)
def test_a_token_turns_the_demo_off_unless_it_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, token: str, demo: str | None, expected: bool
) -> None:
    for name in ("TELEGRAM_TOKEN", "ZALO_BOT_TOKEN"):
        with monkeypatch.context() as patch:
            patch.setenv(name, token)
            if demo is not None:
                patch.setenv("DEMO", demo)
            assert load().is_demo is expected


# Wrong values


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "eighty"),
        ("PORT", "70000"),
        ("DEMO", "perhaps"),
        ("DEMO_NOW", "next Monday"),
        ("LOG_LEVEL", "LOUD"),
        ("TELEGRAM_TOKEN", "no-token-at-all"),
        ("TELEGRAM_TOKEN", "123456:two words"),
        ("TELEGRAM_API_URL", "ftp://somewhere"),
        ("TELEGRAM_WEBHOOK_URL", "somewhere.vn"),
        ("TELEGRAM_WEBHOOK_SECRET", "dấu-cách và dấu"),
        ("ZALO_BOT_TOKEN", "no-token-at-all"),
        ("ZALO_BOT_API_URL", "ftp://somewhere"),
        ("ZALO_BOT_WEBHOOK_URL", "somewhere.vn"),
        ("ZALO_BOT_WEBHOOK_SECRET", "seven_7"),
        ("ZALO_BOT_MONTHLY", "many"),
        ("DATABASE_URL", f"mysql://bot:{PASSWORD}@db/sangkien"),
        ("DATABASE_URL", f"postgresql://bot:{PASSWORD}@db/sangkien"),
        ("DATABASE_URL", "somewhere"),
    ],
)
def test_a_wrong_value_is_told_in_one_sentence_without_the_value(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(Misconfigured) as stopped:
        load()
    sentence = str(stopped.value)
    assert sentence.startswith(f"{name}: ")
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert value not in sentence
    assert PASSWORD not in sentence
    assert stopped.value.__cause__ is None


@pytest.mark.parametrize("channel", ["TELEGRAM", "ZALO_BOT"])
def test_a_webhook_needs_its_secret(monkeypatch: pytest.MonkeyPatch, channel: str) -> None:
    monkeypatch.setenv(f"{channel}_WEBHOOK_URL", "https://bot.example.vn/telegram/webhook")
    with pytest.raises(Misconfigured, match=f"{channel}_WEBHOOK_URL needs {channel}_WEBHOOK_SECRET"):
        load()
    monkeypatch.setenv(f"{channel}_WEBHOOK_SECRET", "abc_DEF-123")
    load()
    monkeypatch.setenv(f"{channel}_WEBHOOK_URL", "http://bot.example.vn/webhook")
    with pytest.raises(Misconfigured, match="must begin with https://"):
        load()


def test_the_command_line_stops_with_that_sentence() -> None:
    environment = {"PATH": "/usr/bin:/bin", "TELEGRAM_TOKEN": "no-token-at-all"}
    stopped = subprocess.run(
        [sys.executable, "-m", "bot", "run"],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert stopped.returncode == 2
    assert stopped.stdout == ""
    assert stopped.stderr.startswith("TELEGRAM_TOKEN: ")
    assert stopped.stderr.count("\n") == 1
    assert "no-token-at-all" not in stopped.stderr


# Secrets


def test_secrets_are_in_no_text_of_the_settings() -> None:
    settings = Settings(
        telegram_token=SecretStr(TOKEN),
        telegram_webhook_secret=SecretStr("very-secret-word"),
        zalo_bot_token=SecretStr(TOKEN),
        zalo_bot_webhook_secret=SecretStr("very-secret-word"),
        database_url=SecretStr(DATABASE),
    )
    for text in (repr(settings), str(settings), str(settings.model_dump()), settings.model_dump_json()):
        assert "very-secret" not in text


async def test_secrets_are_in_no_line_of_the_log(tmp_path: Path) -> None:
    """Everything is logged, somebody writes, the platform fails once, the service stops."""
    async with FakeTelegram(TOKEN) as fake:
        environment = {
            "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "LOG_LEVEL": "DEBUG", "DATA_DIR": str(tmp_path),
            "PORT": "0", "TELEGRAM_TOKEN": TOKEN, "TELEGRAM_API_URL": fake.url,
        }  # fmt: skip
        service = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", cwd=ROOT, env=environment,
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        await fake.called("getUpdates", seconds=60)
        fake.user(7).text("/start")
        await fake.user(7).reply(30)
        service.send_signal(signal.SIGTERM)
        out, log = await service.communicate()
    assert service.returncode == 0
    assert out == b"", "without a local chat there is no address to tell"
    assert b"very-secret" not in log


# Without the demo


@pytest.fixture
async def real(tmp_path: Path) -> AsyncIterator[App]:
    """A service for real people: a token, nothing else."""
    async with FakeTelegram(TOKEN) as fake:
        app = App(Settings(data_dir=tmp_path, port=0, telegram_token=SecretStr(TOKEN),
                           telegram_api_url=fake.url))  # fmt: skip
        await app.start()
        try:
            yield app
        finally:
            await app.stop()


async def test_without_the_demo_there_is_no_local_chat(real: App) -> None:
    assert set(real.channels) == {"telegram"}
    async with aiohttp.ClientSession(f"http://127.0.0.1:{real.port}") as http:
        for path in ("/", "/chat/api/people", "/chat/api/messages?person=an", "/chat/static/chat.js"):
            assert (await http.get(path)).status == 404, path
        for path in ("/chat/api/events", "/chat/api/clock", "/chat/api/reset"):
            assert (await http.post(path, json={"person": "an", "text": "/start"})).status == 404, path
        assert (await http.get("/healthz")).status == 200
        assert (await http.get("/readyz")).status == 200


async def test_without_the_demo_the_clock_is_the_real_one(real: App) -> None:
    assert real.clock.offset == timedelta()


async def test_a_demo_clock_left_in_the_database_does_not_move_real_time(tmp_path: Path) -> None:
    demo = App(Settings(data_dir=tmp_path, port=0))
    await demo.start()
    assert demo.clock.offset != timedelta()
    await demo.stop()
    async with FakeTelegram(TOKEN) as fake:
        app = App(Settings(data_dir=tmp_path, port=0, telegram_token=SecretStr(TOKEN),
                           telegram_api_url=fake.url))  # fmt: skip
        await app.start()
        assert app.clock.offset == timedelta()
        await app.stop()
