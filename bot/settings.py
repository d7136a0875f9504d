"""Every environment variable the service reads, typed, each with a sentence; README's table says the same."""

import re
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from bot.channels.zalo_oa.settings import ZaloOaSettings, names

OFFICIAL_TELEGRAM = "https://api.telegram.org"
OFFICIAL_ZALO_BOT = "https://bot-api.zaloplatforms.com"
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "[::1]", "::1": "[::1]"}  # noqa: S104
"""How an address is called from this machine itself."""


class Misconfigured(Exception):
    """A setting is wrong; the message is one clear sentence for the operator, without the value."""


class Settings(ZaloOaSettings):
    """Read once at start. Secrets are `SecretStr`: they never show in a log, an error or a repr."""

    model_config = SettingsConfigDict(env_ignore_empty=True, extra="ignore", hide_input_in_errors=True)

    data_dir: Annotated[Path, Field(description="Where the SQLite database and all files are kept.")] = Path(
        "data"
    )
    database_url: Annotated[
        SecretStr,
        Field(description="`postgresql+psycopg://…`; empty means SQLite in `DATA_DIR`. May hold a password."),
    ] = SecretStr("")
    programmes_dir: Annotated[
        Path | None,
        Field(description="Folder of programme files; they add to the library's or replace them by key."),
    ] = None
    host: Annotated[str, Field(description="Address the web server listens on.")] = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535, description="Port of the web server.")] = 8080
    allowed_hosts: Annotated[
        str, Field(description="Host names under which the local chat may be opened, separated by commas.")
    ] = "127.0.0.1,localhost,[::1]"
    public_url: Annotated[
        str,
        Field(
            pattern=r"^(https?://.+)?$",
            description="Address people reach this server by, for links with files; empty: no links.",
        ),
    ] = ""
    telegram_token: Annotated[SecretStr, Field(description="The bot's token; empty means no Telegram.")] = (
        SecretStr("")
    )
    telegram_api_url: Annotated[
        str,
        Field(
            pattern=r"^https?://", description="Where the Bot API is served; a test server may stand here."
        ),
    ] = OFFICIAL_TELEGRAM
    telegram_webhook_url: Annotated[
        str,
        Field(
            pattern=r"^(https?://.+)?$",
            description="Public address of `/telegram/webhook`; empty means polling.",
        ),
    ] = ""
    telegram_webhook_secret: Annotated[
        SecretStr,
        Field(description="1–256 characters of A–Z a–z 0–9 _ -; needed with a webhook address."),
    ] = SecretStr("")
    zalo_bot_token: Annotated[
        SecretStr, Field(description="The Zalo Bot's token; empty means no Zalo Bot.")
    ] = SecretStr("")
    zalo_bot_api_url: Annotated[
        str,
        Field(
            pattern=r"^https?://",
            description="Where Zalo Bot is served; its older host was `https://bot-api.zapps.me`.",
        ),
    ] = OFFICIAL_ZALO_BOT
    zalo_bot_webhook_url: Annotated[
        str,
        Field(
            pattern=r"^(https?://.+)?$",
            description="Public address of `/zalo/bot/webhook`; empty means polling, which is for trials.",
        ),
    ] = ""
    zalo_bot_webhook_secret: Annotated[
        SecretStr,
        Field(description="8–256 characters of A–Z a–z 0–9 _ -; needed with a webhook address."),
    ] = SecretStr("")
    zalo_bot_monthly: Annotated[
        int,
        Field(ge=1, description="Messages a month that the bot's plan allows; we count both directions."),
    ] = 3000
    zalo_bot_people: Annotated[int, Field(ge=1, description="People that the bot's plan allows.")] = 50
    demo: Annotated[
        bool | None,
        Field(
            description="1: demo clock and local chat, not for real people. Empty: 1 if no channel is set up."
        ),
    ] = None
    demo_now: Annotated[
        str, Field(description="Where the demo clock begins on a new database (Vietnam time).")
    ] = "2022-05-16 09:00"
    log_level: Annotated[
        Literal["DEBUG", "INFO", "WARNING", "ERROR"], Field(description="How much is logged.")
    ] = "INFO"

    @field_validator("database_url")
    @classmethod
    def _known_engine(cls, value: SecretStr) -> SecretStr:
        if value.get_secret_value():
            try:
                url = make_url(value.get_secret_value())
            except ArgumentError:
                raise ValueError("is not a database address") from None
            if url.drivername not in ("postgresql+psycopg", "sqlite"):
                raise ValueError("must begin with postgresql+psycopg:// or sqlite:///")
            if url.drivername == "sqlite" and url.database in (None, "", ":memory:"):
                raise ValueError("must name a file: sqlite:////folder/sangkien.db")
        return value

    @field_validator("telegram_token", "zalo_bot_token")
    @classmethod
    def _token_form(cls, value: SecretStr) -> SecretStr:
        secret = value.get_secret_value()
        if secret and not (
            ":" in secret and secret.split(":")[0].isdigit() and not any(c.isspace() for c in secret)
        ):
            raise ValueError("does not look like a bot token (123456:ABC…)")
        return value

    @field_validator("telegram_webhook_secret")
    @classmethod
    def _secret_form(cls, value: SecretStr) -> SecretStr:
        if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", value.get_secret_value()):
            raise ValueError("may only hold A-Z a-z 0-9 _ - and at most 256 of them")
        return value

    @field_validator("zalo_bot_webhook_secret")
    @classmethod
    def _longer_secret_form(cls, value: SecretStr) -> SecretStr:
        if not re.fullmatch(r"([A-Za-z0-9_-]{8,256})?", value.get_secret_value()):
            raise ValueError("must have 8 to 256 letters of A-Z a-z 0-9 _ -")
        return value

    @field_validator("demo_now")
    @classmethod
    def _readable(cls, value: str) -> str:
        try:
            datetime.fromisoformat(value)
        except ValueError:
            raise ValueError("is not a moment such as 2022-05-16 09:00") from None
        return value

    @model_validator(mode="after")
    def _together(self) -> "Settings":
        if self.telegram_webhook_url and not self.telegram_webhook_secret.get_secret_value():
            raise ValueError("TELEGRAM_WEBHOOK_URL needs TELEGRAM_WEBHOOK_SECRET")
        official = self.telegram_api_url.rstrip("/") == OFFICIAL_TELEGRAM
        if official and self.telegram_webhook_url.startswith("http:"):
            raise ValueError("TELEGRAM_WEBHOOK_URL must begin with https://: Telegram calls no other")
        return self

    @model_validator(mode="after")
    def _zalo_bot_together(self) -> "Settings":
        if self.zalo_bot_webhook_url and not self.zalo_bot_webhook_secret.get_secret_value():
            raise ValueError("ZALO_BOT_WEBHOOK_URL needs ZALO_BOT_WEBHOOK_SECRET")
        official = self.zalo_bot_api_url.rstrip("/") == OFFICIAL_ZALO_BOT
        if official and self.zalo_bot_webhook_url.startswith("http:"):
            raise ValueError("ZALO_BOT_WEBHOOK_URL must begin with https://: Zalo calls no other")
        return self

    @property
    def is_open(self) -> bool:
        """Whether real people can come: a channel of theirs is set."""
        tokens = (self.telegram_token, self.zalo_bot_token)
        return bool(self.zalo_oa_app_id) or any(token.get_secret_value() for token in tokens)

    @property
    def is_demo(self) -> bool:
        """Whether the demo clock and the local chat run: by default only where no real person can come."""
        return self.demo if self.demo is not None else not self.is_open

    @property
    def hosts(self) -> frozenset[str]:
        """Host names under which the local chat answers."""
        return names(self.allowed_hosts)

    def page(self, port: int) -> str:
        """Where this machine itself finds the local chat."""
        return f"http://{EVERYWHERE.get(self.host, self.host)}:{port}"

    @property
    def database(self) -> str:
        """The address of the database. Holds the password: never log it."""
        given = self.database_url.get_secret_value()
        return given or f"sqlite:///{(self.data_dir / 'sangkien.db').absolute()}"


def load() -> Settings:
    """Settings from the environment. Raises `Misconfigured`."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False, include_context=False)[0]
        name = ".".join(str(part) for part in first["loc"]).upper()
        why = first["msg"].removeprefix("Value error, ")
        raise Misconfigured(f"{name}: {why}." if name else f"{why}.") from None
