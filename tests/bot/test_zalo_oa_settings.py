"""The variables of an Official Account: checked as a whole, never told."""

import pytest
from pydantic import SecretStr

from bot.channels.zalo_oa.config import configured
from bot.channels.zalo_oa.settings import Template
from bot.settings import Misconfigured, Settings, load

SECRET = "very-secret-word"


@pytest.fixture(autouse=True)
def account(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("ZALO_OA_APP_ID", "17")
    monkeypatch.setenv("ZALO_OA_ID", "43")
    monkeypatch.setenv("ZALO_OA_APP_SECRET", SECRET)


def test_account_is_for_real_people() -> None:
    assert load().is_open
    assert not load().is_demo


def test_account_without_settings_of_its_own_is_strict_and_plain() -> None:
    config = configured(load())
    assert (config.signature, config.enforce, config.buttons) == ("auto", True, "lines")
    assert (config.templates, config.daily_cost, config.night) == ({}, 0, True)
    assert config.media_hosts == {"zdn.vn", "zadn.vn", "zaloapp.com"}


@pytest.mark.parametrize("name", ["ZALO_OA_ID", "ZALO_OA_APP_SECRET"])
def test_half_an_account_is_none(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "")
    with pytest.raises(Misconfigured, match="ZALO_OA_APP_ID needs ZALO_OA_ID and ZALO_OA_APP_SECRET"):
        load()


def test_templates_are_read_from_json(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(
        "ZALO_OA_TEMPLATES", '{"remind.due": {"id": "3", "params": {"day": 10}, "price": 120}}'
    )
    assert configured(load()).templates == {"remind.due": Template(id="3", params={"day": 10}, price=120)}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ZALO_OA_APP_ID", "an app"),
        ("ZALO_OA_ID", "4 3"),
        ("ZALO_OA_API_URL", "ftp://a"),
        ("ZALO_OA_CALLBACK_URL", "union.example"),
        ("ZALO_OA_VERIFIER", "too short"),
        ("ZALO_OA_WEBHOOK", "perhaps"),
        ("ZALO_OA_SIGNATURE", "hmac"),
        ("ZALO_OA_BUTTONS", "many"),
        ("ZALO_OA_TEMPLATES", "{"),
        ("ZALO_OA_TEMPLATES", '{"a": {"params": {}}}'),
        ("ZALO_OA_TEMPLATES", '{"a": {"id": "1", "params": {"b": 0}}}'),
        ("ZALO_OA_TEMPLATE_WAY", "pigeon"),
        ("ZALO_OA_DAILY_COST", "-1"),
        ("ZALO_OA_PUSHES_PER_SECOND", "0"),
    ],
)
def test_wrong_value_is_told_in_one_sentence(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(Misconfigured) as stopped:
        load()
    assert name in str(stopped.value)
    assert "\n" not in str(stopped.value)


def test_secrets_are_in_no_text_of_the_settings() -> None:
    settings = Settings(
        zalo_oa_app_id="17", zalo_oa_id="43", zalo_oa_app_secret=SecretStr(SECRET),
        zalo_oa_secret_key=SecretStr(SECRET), zalo_oa_verifier=SecretStr(SECRET + "x" * 40),
    )  # fmt: skip
    for text in (repr(settings), str(settings.model_dump()), repr(configured(settings))):
        assert SECRET not in text
